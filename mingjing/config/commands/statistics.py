"""``mingjing statistics recount``: the yearly figures counted again from the raw rows, beside the roll-ups."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingjing.statistics.recount.comparing import Difference, Recount, Row

HELP = "年报数字复核：recount --year 年份，从原始记录重新计数并与累计数比较"
SHOWN = 20  # differences printed in full


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["recount"], help="recount 复核")
    parser.add_argument("--year", type=int, required=True, help="年份，例 2026")
    parser.add_argument("--json", action="store_true", help="输出一行 JSON")
    parser.add_argument("--rebuild", action="store_true", help="先从现有记录重建累计数，再复核")


def run(args: argparse.Namespace) -> int:
    if not 1949 <= args.year <= 9998:
        print(f"没有 {args.year} 年：年份写四位数字，例 2026", file=sys.stderr)
        return 2
    from mingjing.config import recounting

    rebuilt = recounting.rebuild() if args.rebuild else None
    (found,) = recounting.recount(args.year)
    if args.json:
        print(json.dumps(_as_json(found, rebuilt), ensure_ascii=False))
    else:
        _print(found, rebuilt)
    return 0 if found.equal else 1


def _print(found: Recount, rebuilt: int | None) -> None:
    if rebuilt is not None:
        print(f"已重建累计数：{rebuilt} 条")
    for row in found.rows:
        mark = "" if row.counted == row.recounted else "　← 不一致"
        print(f"{row.label}　累计 {_value(row, row.counted)}　复核 {_value(row, row.recounted)}{mark}")
    for d in found.differences[:SHOWN]:
        print(f"不一致：机关 {d.organ}　{d.figure}　{d.span} {d.start}　累计 {d.counted}　复核 {d.recounted}")
    more = len(found.differences) - SHOWN
    if more > 0:
        print(f"还有 {more} 处不一致，用 --json 查看全部")
    print(f"{found.year} 年 {len(found.rows)} 项数字，" + ("全部一致" if found.equal else "有不一致，见上"))


def _value(row: Row, value: int | None) -> str:
    from mingjing.law.annual import FIGURES

    unit = FIGURES[row.code].unit
    if value is None:
        return "—"
    return f"{value / 100:,.2f}%" if unit == "%" else f"{value:,}{unit}"


def _as_json(found: Recount, rebuilt: int | None) -> dict[str, Any]:
    return {
        "year": found.year,
        "equal": found.equal,
        **({"rebuilt": rebuilt} if rebuilt is not None else {}),
        "figures": [_figure(row) for row in found.rows],
        "differences": [_difference(d) for d in found.differences],
    }


def _figure(row: Row) -> dict[str, Any]:
    from mingjing.law.annual import FIGURES, TABLE_OF

    difference = None if row.counted is None or row.recounted is None else row.counted - row.recounted
    return {
        "table": TABLE_OF[row.code].code, "code": row.code, "label": FIGURES[row.code].label,
        "unit": FIGURES[row.code].unit, "counted": row.counted, "recounted": row.recounted, "difference": difference,
    }  # fmt: skip


def _difference(d: Difference) -> dict[str, Any]:
    return {
        "organ": d.organ, "figure": d.figure, "span": d.span, "start": d.start.isoformat(),
        "counted": list(d.counted), "recounted": list(d.recounted),
    }  # fmt: skip
