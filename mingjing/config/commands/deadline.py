"""``mingjing deadline``: count a time limit and show how."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

HELP = "计算期限：--from 起算日 加 --rule 规则，或者 --amount 数 --unit 单位"
needs_django = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", required=True, help="起算日，例 2026-02-13（当日不计入）")
    parser.add_argument("--rule", help="期限规则编号，例 publish.penalty")
    parser.add_argument("--amount", type=int, help="数量")
    parser.add_argument("--unit", help="单位：working_day calendar_day month year hour")
    parser.add_argument("--calendar", help="另加一年的放假安排（CSV：date,working,name）")
    parser.add_argument("--json", action="store_true", help="输出一行 JSON")


def run(args: argparse.Namespace) -> int:
    try:
        answer = _answer(args)
    except (ValueError, LookupError, OSError) as error:
        print(f"不能计算：{error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("\n".join(answer["explanation"]))
        print(f"届满日：{answer['due']}" + ("（暂定）" if answer["provisional"] else ""))
    return 0


def _answer(args: argparse.Namespace) -> dict[str, Any]:
    from datetime import datetime

    from mingjing.law.arrangements import extended
    from mingjing.law.calendars import bundled
    from mingjing.law.deadlines import Unit, due, due_hours, resolve

    calendar = extended(bundled(), Path(args.calendar).read_text("utf-8")) if args.calendar else bundled()
    if args.rule and (args.amount is not None or args.unit):
        raise ValueError("--rule 与 --amount、--unit 只能用一种")
    text = args.start
    start = _day(text[:10])
    if args.rule:
        limit = resolve(args.rule, start)
        amount, unit, basis = limit.amount, limit.unit, limit.basis
    elif args.amount is None or not args.unit:
        raise ValueError("写 --rule 规则编号，或者同时写 --amount 和 --unit")
    else:
        if args.unit not in {u.value for u in Unit}:
            raise ValueError(f"没有单位“{args.unit}”，可用：{'、'.join(Unit)}")
        amount, unit, basis = args.amount, Unit(args.unit), ""
    if amount < 0:
        raise ValueError("数量不能为负数")
    if unit is Unit.HOUR:
        moment = datetime.fromisoformat(text) if len(text) > 10 else datetime.fromisoformat(f"{text}T00:00")
        end = due_hours(moment, amount).isoformat(timespec="minutes")
        lines = [f"自 {moment.isoformat(timespec='minutes')} 起 {amount} 小时，节假日不停算"]
        return _shape(end, end, end, False, amount, unit, basis, lines)
    found = due(start, amount, unit, calendar, basis=basis)
    nominal, rolled = found.nominal.isoformat(), found.rolled.isoformat()
    return _shape(rolled, nominal, rolled, found.provisional, amount, unit, basis, list(found.explanation))


def _shape(
    end: str, nominal: str, rolled: str, provisional: bool, amount: int, unit: str, basis: str, lines: list[str]
) -> dict[str, Any]:
    return {
        "due": end,
        "provisional": provisional,
        "nominal": nominal,
        "rolled": rolled,
        "amount": amount,
        "unit": str(unit),
        "basis": basis,
        "explanation": lines,
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是日期，写作 2026-02-13") from None
