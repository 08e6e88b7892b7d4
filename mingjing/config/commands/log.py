"""``mingjing log``: audit, seal and prove; print the keys and checkpoints that others need to check us."""

from __future__ import annotations

import argparse
import base64
import json
import sys
from dataclasses import asdict

HELP = "账本：核查、封存、出具证明，打印验证公钥与检查点"
needs_django = True

_LOGS = ("anjuan", "gongshi")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="audit|vkey|checkpoint|seal|prove")
    for name, text in (
        ("audit", "全面核查：逐条重算账本，逐行逐列核对业务数据"),
        ("vkey", "打印验证公钥"),
        ("checkpoint", "打印最近一次封存的检查点"),
        ("seal", "立即封存"),
        ("prove", "出具一条登记在账本中的证明"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--json", action="store_true", help="输出一行 JSON")
        if name in ("vkey", "checkpoint", "seal"):
            command.add_argument("--log", choices=_LOGS, help="只对一个日志（默认两个）")
        if name == "prove":
            command.add_argument("--log", choices=_LOGS, default="anjuan")
            command.add_argument("seq", type=int, help="登记序号，从 0 起")


def run(args: argparse.Namespace) -> int:
    from mingjing.ledger import heads, keys, sealing

    try:
        return {"audit": _audit, "vkey": _each, "checkpoint": _each, "seal": _each, "prove": _prove}[args.command](args)
    except (sealing.SealRefused, sealing.NotSealed, keys.KeyProblem, heads.HeadDamaged) as error:
        if args.json:
            _line({"ok": False, "why": str(error)})
        sys.stderr.write(f"{error}\n")
        return 1


def _line(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _audit(args: argparse.Namespace) -> int:
    from mingjing.ledger import reading, sealing
    from mingjing.ledger.audit import audit

    found = audit()
    sizes = {log: {"entries": reading.size(log), "sealed": sealing.sealed_size(log)} for log in _LOGS}
    if args.json:
        _line({"ok": not found, "logs": sizes, "differences": [asdict(d) for d in found]})
    else:
        for d in found:
            print(f"不一致：表 {d.table}　行 {d.row or '—'}　列 {d.column or '—'}　{d.why}")
        for log, counts in sizes.items():
            print(f"{log}：{counts['entries']} 条，已封存 {counts['sealed']} 条")
        print(f"核查完毕：{f'发现 {len(found)} 处不一致' if found else '全部一致'}")
    return 1 if found else 0


def _each(args: argparse.Namespace) -> int:
    """vkey, checkpoint, seal: of one log or of both."""
    from mingjing.config import clock
    from mingjing.ledger import sealing

    result = {}
    for log in [args.log] if args.log else _LOGS:
        if args.command == "vkey":
            result[log] = sealing.vkey(log)
        elif args.command == "checkpoint":
            result[log] = sealing.checkpoint(log)
        else:
            result[log] = sealing.seal(log, clock.now()).note
    if args.json:
        _line(result)
    else:
        print("\n".join(text.rstrip("\n") + ("\n" if "\n" in text else "") for text in result.values()))
    return 0


def _prove(args: argparse.Namespace) -> int:
    """A C2SP tlog-proof: index, hashes, checkpoint; or the same as JSON."""
    from mingjing.ledger import sealing

    note = sealing.checkpoint(args.log)
    size = sealing.sealed_size(args.log)
    proof = [base64.b64encode(h).decode() for h in sealing.prove(args.log, args.seq, size)]
    if args.json:
        _line({"log": args.log, "index": args.seq, "size": size, "proof": proof, "checkpoint": note})
    else:
        print("\n".join(["c2sp.org/tlog-proof@v1", f"index {args.seq}", *proof, "", note]), end="")
    return 0
