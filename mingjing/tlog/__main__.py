"""``python -m mingjing.tlog verify …``: check what a log published, with nothing but Python.

Exit code 0: 通过; 1: 不通过; 2: the question itself could not be read. Hashes and proofs are base64.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mingjing.tlog import cards
from mingjing.tlog.checkpoints import CheckpointError, open_checkpoint
from mingjing.tlog.hashing import Frontier, leaf_hash
from mingjing.tlog.notes import NoteError, Verifier, decode_base64, open_note
from mingjing.tlog.proofs import ProofError, verify_consistency, verify_inclusion
from mingjing.tlog.tiles import WIDTH, TileError, decode_entries, new_bundles, new_tiles, tile_path


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verification; returns the exit code."""
    args = _parser().parse_args(argv)
    try:
        print(f"通过：{args.check(args)}")
    except (ProofError, NoteError, CheckpointError, TileError, cards.Malformed) as error:
        print(f"不通过：{error}")
        return 1
    except OSError as error:
        sys.stderr.write(f"读不到文件：{error}\n")
        return 2
    return 0


def check_inclusion(args: argparse.Namespace) -> str:
    """Is this entry in the tree?"""
    leaf = leaf_hash(Path(args.entry).read_bytes()) if args.entry else args.leaf
    verify_inclusion(leaf, args.index, args.size, args.proof, args.root)
    return f"第 {args.index} 条在 {args.size} 条的日志中"


def check_consistency(args: argparse.Namespace) -> str:
    """Did the tree only grow?"""
    verify_consistency(args.old_size, args.new_size, args.proof, args.old_root, args.new_root)
    return f"日志从 {args.old_size} 条增长到 {args.new_size} 条，原有内容未变"


def check_note(args: argparse.Namespace) -> str:
    """Who signed this note?"""
    note = open_note(Path(args.file).read_bytes(), _keys(args), strict=not args.lenient)
    return "签名属于 " + "、".join(_signed(s.name, s.timestamp) for s in note.signatures)


def check_card(args: argparse.Namespace) -> str:
    """Did this office state the key, and did the phone sign this minute? A scanned address serves as well."""
    code = cards.parse(args.code.rstrip("/").rsplit("/", 1)[-1])
    key: Verifier = args.key
    if not code.genuine(key.name, key.public_key):
        raise cards.Malformed("没有单位的签名，或者内容被改动过")
    shown = f"{cards.moment_of(code.minute):%Y-%m-%d %H:%M}"
    if code.age(args.at or datetime.now(UTC)) is not cards.Age.FRESH:
        raise cards.Malformed(f"码是 {shown} 出示的，不是刚才")
    return f"执法证 {code.statement.certificate} 的码，{shown} 出示，请对照证件和本人"


def check_log(args: argparse.Namespace) -> str:
    """Recompute a mirrored log from its entries: every tile and the signed root must follow from them."""
    folder = Path(args.folder)
    note = (folder / "checkpoint").read_bytes()
    checkpoint, opened = open_checkpoint(note, _keys(args), args.origin, strict=not args.lenient)
    frontier = Frontier()
    rows: dict[int, list[bytes]] = {}
    for bundle in new_bundles(0, checkpoint.size):
        bodies = decode_entries((folder / bundle.path).read_bytes())
        if len(bodies) != bundle.width:
            raise TileError(f"条目数不符：{bundle.path}")
        for body in bodies:
            for level, _, digest in frontier.append(leaf_hash(body)):
                if level % 8 == 0:
                    rows.setdefault(level // 8, []).append(digest)
    for tile in new_tiles(0, checkpoint.size):
        first = tile.index * WIDTH
        if (folder / tile.path).read_bytes() != b"".join(rows[int(tile.level)][first : first + tile.width]):
            raise TileError(f"与条目不符：{tile_path(tile.level, tile.index, tile.width)}")
    if frontier.root() != checkpoint.root:
        raise TileError("由条目重算的根与签名的根不符")
    names = "、".join(_signed(s.name, s.timestamp) for s in opened.signatures)
    return f"{checkpoint.origin} 共 {checkpoint.size} 条，逐条重算与签名的根一致；签名属于 {names}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mingjing.tlog", description="核验透明日志")
    verify = parser.add_subparsers(required=True).add_parser("verify", help="核验").add_subparsers(required=True)

    inclusion = verify.add_parser("inclusion", help="某一条在日志里")
    what = inclusion.add_mutually_exclusive_group(required=True)
    what.add_argument("--entry", metavar="FILE", help="条目正文文件")
    what.add_argument("--leaf", type=_hash, help="叶哈希")
    inclusion.add_argument("--index", type=int, required=True, help="序号，从 0 起")
    inclusion.add_argument("--size", type=int, required=True, help="日志条数")
    inclusion.add_argument("--root", type=_hash, required=True, help="根哈希")
    inclusion.add_argument("--proof", type=_hash, nargs="*", default=[], help="证明，自叶至根")
    inclusion.set_defaults(check=check_inclusion)

    consistency = verify.add_parser("consistency", help="日志只增不改")
    for age in ("old", "new"):
        consistency.add_argument(f"--{age}-size", type=int, required=True)
        consistency.add_argument(f"--{age}-root", type=_hash, required=True)
    consistency.add_argument("--proof", type=_hash, nargs="*", default=[])
    consistency.set_defaults(check=check_consistency)

    note = verify.add_parser("note", help="签名文本（含检查点）")
    note.add_argument("file")
    note.set_defaults(check=check_note)

    card = verify.add_parser("card", help="扫到的亮证码（不联网，查不到证件是否已被暂扣、收回）")
    card.add_argument("code", help="码，或者扫到的整个地址")
    card.add_argument("--key", type=_key, required=True, help="单位的亮证公钥（vkey）")
    card.add_argument("--at", type=_moment, default=None, help="扫码时刻，默认现在；例 2026-11-23T09:30+08:00")
    card.set_defaults(check=check_card)

    log = verify.add_parser("log", help="整部日志：一个按 tlog-tiles 存放的目录")
    log.add_argument("folder")
    log.add_argument("--origin", help="应当是哪一部日志")
    log.set_defaults(check=check_log)
    for command in (note, log):
        command.add_argument("--key", action="append", type=_key, required=True, help="可信公钥（vkey），可重复")
        command.add_argument("--lenient", action="store_true", help="忽略未知公钥的签名行")
    return parser


def _hash(text: str) -> bytes:
    return decode_base64(text)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("time zone")
    return found


def _key(text: str) -> Verifier:
    return Verifier.parse(text)


def _keys(args: argparse.Namespace) -> list[Verifier]:
    keys: list[Verifier] = args.key
    return keys


def _signed(name: str, timestamp: int | None) -> str:
    return name if timestamp is None else f"{name}（见证，POSIX 秒 {timestamp}）"


if __name__ == "__main__":
    raise SystemExit(main())
