"""``mingjing import KIND FILE``: bring a list in from a spreadsheet; ``--dry-run`` only reports, row by row."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

HELP = "导入清单：mingjing import 种类 文件 [--organ 机关] [--dry-run] [--json]"
needs_django = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from mingjing.law.list_kinds import BY_CODE, IMPORTABLE

    kinds = "；".join(f"{code} {BY_CODE[code].label}" for code in IMPORTABLE)
    parser.add_argument("kind", choices=IMPORTABLE, metavar="种类", help=kinds)
    parser.add_argument("file", metavar="文件", help="XLSX、XLS、ODS 或者 CSV")
    parser.add_argument("--organ", metavar="机关", default="", help="机关的统一代码、代字或者名称（全辖区的清单不写）")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入；有错误行时返回 1")
    parser.add_argument("--template", action="store_true", help="不导入，把这种清单的模板写到“文件”")
    parser.add_argument("--undo", action="store_true", help="撤销整批：“文件”处写批次编号")
    parser.add_argument("--json", action="store_true", help="最后一行输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Exit codes: 0 all rows are good, 1 some rows are wrong or nothing was taken, 2 the command is wrong."""
    from mingjing.catalog import drafting, importing, registers
    from mingjing.catalog.sheets import writing
    from mingjing.catalog.sheets.refusing import Refused
    from mingjing.config import clock
    from mingjing.law.list_kinds import BY_CODE
    from mingjing.ledger.actions import By

    listed, path = BY_CODE[args.kind], Path(args.file)
    if args.template:
        path.write_bytes(writing.template(listed))
        print(f"已写入模板 {path}")
        return 0
    if args.undo:
        return _undo(args)
    organ = None if listed.wide else _organ(args.organ)
    if isinstance(organ, str):
        sys.stderr.write(organ + "\n")
        return 2
    if not path.is_file():
        sys.stderr.write(f"没有文件 {path}：核对路径\n")
        return 2
    who = registers.Importer(By("operator", "C", organ.pk if organ else ""), organ)
    try:
        data = path.read_bytes()
        if args.dry_run:
            return _tell(args, listed, importing.check_file(who, args.kind, data, path.name), None)
        report = importing.check_file(who, args.kind, data, path.name)
        outcome = importing.bring_in(who, args.kind, data, path.name, clock.now())
    except importing.NothingGood as refused:
        return _tell(args, listed, refused.report, None)
    except (Refused, drafting.Underway) as refused:
        if args.json:
            print(json.dumps({"kind": args.kind, "refused": str(refused)}, ensure_ascii=False))
        sys.stderr.write(f"没有导入：{refused}\n")
        return 1
    return _tell(args, listed, report, outcome)


def _undo(args: argparse.Namespace) -> int:
    from mingjing.catalog import importing, registers
    from mingjing.catalog.models import ImportBatch
    from mingjing.config import clock
    from mingjing.ledger.actions import By

    batch = ImportBatch.objects.select_related("organ").filter(pk=args.file, kind=args.kind).first()
    if batch is None:
        sys.stderr.write(f"没有批次 {args.file}：批次编号在导入结果的 JSON 中（batch）\n")
        return 2
    try:
        who = registers.Importer(By("operator", "C", batch.organ_id or ""), batch.organ)
        done = importing.undo(who, batch, clock.now())
    except registers.NotUndoable as refused:
        sys.stderr.write(f"没有撤销：{refused}\n")
        return 1
    print(f"已撤销 {done.file_name}，共 {done.good} 行")
    return 0


def _organ(named: str) -> Any:
    from mingjing.organs import queries as organs

    if not named:
        return "请用 --organ 写明是哪个机关的清单（统一代码、代字或者名称）"
    found = organs.named(named)
    return found or f"没有登记过“{named}”：先用 mingjing import organs 登记这个机关，或者核对写法"


def _tell(args: argparse.Namespace, listed: Any, report: Any, outcome: Any) -> int:
    rows = list(report.lines(listed))
    if not args.json:
        for row in rows:
            print(f"第 {row['row']} 行 {row['column']}“{row['value']}”：{row['message']}")
        done = "已导入" if outcome else "可以导入"
        print(f"{listed.label}：共 {report.total} 行，{done} {len(report.good)} 行，需要改正 {len(report.wrong)} 行")
        for username, name, password in outcome.accounts if outcome else ():
            print(f"  账号 {username}　{name}　初始口令 {password}")
        return 1 if report.wrong else 0
    print(
        json.dumps(
            {
                "kind": args.kind, "total": report.total, "good": len(report.good), "wrong": rows,
                "imported": bool(outcome), "batch": outcome.batch.pk if outcome else "",
                "accounts": [list(a) for a in outcome.accounts] if outcome else [],
            },
            ensure_ascii=False,
        )
    )  # fmt: skip
    return 1 if report.wrong else 0
