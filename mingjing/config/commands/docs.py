"""``mingjing docs``: write the documents that follow from code: law map, clauses, permissions. ``--check`` compares."""

from __future__ import annotations

import argparse
import sys

HELP = "由代码生成 docs/law-map.md、clauses.md、permissions.md（--check 只核对）"
needs_django = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只核对是否与代码一致")


def run(args: argparse.Namespace) -> int:
    from mingjing.config.documenting import DOCS, texts

    stale = [
        name for name, text in texts().items() if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != text
    ]
    if args.check:
        for name in stale:
            sys.stderr.write(f"docs/{name} 与代码不一致，请运行 mingjing docs。\n")
        return 1 if stale else 0
    for name, text in texts().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    print(f"已更新：{'、'.join(stale) or '没有变化'}")
    return 0
