"""``mingjing statutes``: enter the statute data package and the local rules, look an article up, check what is held."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingjing.catalog.statutes import Report

HELP = "法规库：导入（import）、查条文（find）、核对（check）"
needs_django = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=("import", "find", "check"), metavar="import|find|check")
    parser.add_argument("words", nargs="?", default="", help="find：法规名称、条号或者两个以上汉字，例 扬尘")
    parser.add_argument("--package", action="store_true", help="导入已安装的法规数据包（默认）")
    parser.add_argument("--file", help="导入指定的数据文件 laws.db")
    parser.add_argument("--local", action="store_true", help="只导入随附的六部地方性法规")
    parser.add_argument("--json", action="store_true", help="输出一行 JSON")


def run(args: argparse.Namespace) -> int:
    """Exit codes: 0 done, 1 something differs or is not found, 2 the package cannot be read."""
    from mingjing.catalog.local_rules import RowsRefused
    from mingjing.catalog.reading_package import PackageRefused

    try:
        return {"import": _import, "find": _find, "check": _check}[args.deed](args)
    except (PackageRefused, RowsRefused) as refusal:
        sys.stderr.write(f"没有导入：{refusal}\n")
        return 2


def _import(args: argparse.Namespace) -> int:
    from mingjing.catalog import local_rules, reading_package, statutes
    from mingjing.config import clock
    from mingjing.ledger.actions import By

    begun, by, now = time.monotonic(), By("system", "C", ""), clock.now()
    reports = [local_rules.import_local(by=by, rows=local_rules.bundled(), now=now)]
    if not args.local:
        file = Path(args.file) if args.file else reading_package.packaged()
        reports.append(statutes.enter(by=by, laws=reading_package.read(file), now=now))
    _say(reports, time.monotonic() - begun, args.json)
    return 0


def _say(reports: list[Report], seconds: float, as_json: bool) -> None:
    total = {
        "new": sum(len(r.new) for r in reports), "filled": sum(len(r.filled) for r in reports),
        "amended": [t for r in reports for t in r.amended], "same": sum(r.same for r in reports),
        "articles": sum(r.articles for r in reports), "dated": [t for r in reports for t in r.dated],
        "seconds": round(seconds, 2),
    }  # fmt: skip
    if as_json:
        print(json.dumps(total, ensure_ascii=False))
        return
    print(f"新增 {total['new']} 部，补条文 {total['filled']} 部，已有 {total['same']} 部，条文 {total['articles']} 条，"
          f"用时 {total['seconds']} 秒。")  # fmt: skip
    for title in total["amended"]:  # type: ignore[attr-defined]
        print(f"有新文本：《{title}》，旧文本已注明停止施行。")
    for title in total["dated"]:  # type: ignore[attr-defined]
        print(f"日期与数据来源不同，保留本库日期：《{title}》")


def _find(args: argparse.Namespace) -> int:
    from mingjing.catalog import citations
    from mingjing.config import clock

    found = citations.find(args.words, clock.now().date())
    if args.json:
        print(json.dumps([hit.plain() for hit in found], ensure_ascii=False))
    for hit in found if not args.json else ():
        print(f"《{hit.title}》{hit.label}　{hit.term}\n  {hit.text}")
    return 0 if found else 1


def _check(args: argparse.Namespace) -> int:
    from mingjing.catalog import statutes

    wrong = statutes.check()
    print("\n".join(wrong) or "条文与登记时一致。")
    return 1 if wrong else 0
