"""``mingjing redact``: find personal data in a text, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

HELP = "找出文字中的个人信息：mingjing redact 文件 [--party 姓名]"
needs_django = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="UTF-8 文本文件；写 - 从标准输入读")
    parser.add_argument("--party", action="append", default=[], metavar="姓名", help="案件中已知的自然人，可写多次")
    parser.add_argument("--public", action="append", default=[], metavar="词语", help="本案应当公开的词语，可写多次")
    parser.add_argument("--on", metavar="日期", help="按这一天判断是否未成年，例 2026-11-23")
    parser.add_argument("--json", action="store_true", help="输出一行 JSON：start、end、kind、text、reason（按字符）")


def run(args: argparse.Namespace) -> int:
    """Exit codes: 0 looked through (found or not), 2 the text cannot be read."""
    from mingjing.law.personal_data import find

    try:
        on = date.fromisoformat(args.on) if args.on else None
        # Bytes, not text mode: positions are counted in the text as it stands in the file.
        text = sys.stdin.read() if args.file == "-" else Path(args.file).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        sys.stderr.write(f"{args.file} 不是 UTF-8 文本，请先另存为 UTF-8。\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"不能读取 {args.file}：{error.strerror}\n")
        return 2
    except ValueError:
        sys.stderr.write(f"“{args.on}”不是日期，写作 2026-11-23。\n")
        return 2
    hits = find(text, args.party, public_terms=args.public, on=on)
    if args.json:
        print(json.dumps([h._asdict() for h in hits], ensure_ascii=False))
        return 0
    for h in hits:
        line = text.count("\n", 0, h.start) + 1
        print(f"第 {line} 行　{h.kind}　{h.text}　{h.reason}")
    print(f"共 {len(hits)} 处。" if hits else "没有找到个人信息。")
    return 0
