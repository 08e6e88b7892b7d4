"""Working-day due dates beside numpy's busday_offset and a plain loop; the due list among a million open clocks.

    python bench/deadlines.py [--count 200000] [--rounds 7] [--open 1000000] [--smoke]

Equal dates are checked first, for every start day. Sides alternate A B A B; medians and ratios are printed. Ours and
numpy's give Python dates from Python dates; *numpy arrays* is numpy left in its own types, which no caller here has.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mingjing.law.calendars import Calendar, bundled  # noqa: E402

try:
    import numpy
except ImportError:
    numpy = None

AMOUNT, FIRST, LAST = 7, date(2019, 1, 1), date(2026, 11, 30)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--open", type=int, default=1_000_000)
    parser.add_argument("--smoke", action="store_true", help="small sizes, to see that it runs")
    args = parser.parse_args()
    if args.smoke:
        args.count, args.rounds, args.open = 2_000, 2, 2_000
    calendar, dice = bundled(), random.Random(7)
    starts = [FIRST + timedelta(days=dice.randrange((LAST - FIRST).days)) for _ in range(args.count)]
    sides: dict[str, Callable[[], Any]] = {"ours": lambda: calendar.add_many(starts, AMOUNT)}
    wanted = calendar.add_many(starts, AMOUNT)
    assert wanted[:3000] == [stepped(calendar, day) for day in starts[:3000]]
    if numpy:
        peer, ready = by_numpy(calendar)
        assert peer(starts) == wanted, "numpy counts differently"
        array = numpy.array(starts, dtype="datetime64[D]")
        sides |= {"numpy": lambda: peer(starts), "numpy arrays": lambda: ready(array)}
    few = starts[: max(200, args.count // 100)]
    sides["plain loop"] = lambda: [stepped(calendar, day) for day in few]
    took: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(args.rounds + 1):
        for name, side in sides.items():
            begun = time.perf_counter()
            side()
            took[name].append(time.perf_counter() - begun)
    rates = {n: (len(few) if n == "plain loop" else args.count) / statistics.median(t[1:]) for n, t in took.items()}
    for name, rate in rates.items():
        print(f"{name:<14}{rate:>14,.0f} dates/s   ours/{name} = {rates['ours'] / rate:.2f}")
    due_list(args.open, args.rounds)
    return 0


def stepped(calendar: Calendar, day: date) -> date:
    """Day by day."""
    left = AMOUNT
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    return day


def by_numpy(calendar: Calendar) -> tuple[Callable[[list[date]], list[date]], Callable[[Any], Any]]:
    """numpy's own counting with a week of seven working days and every day off as a holiday: it knows no make-up days."""
    every = [FIRST + timedelta(days=n) for n in range((date(2027, 3, 1) - FIRST).days)]
    off = numpy.array([d for d in every if not calendar.is_working(d)], dtype="datetime64[D]")
    week = numpy.busdaycalendar(weekmask="1111111", holidays=off)

    def ready(array: Any) -> Any:
        return numpy.busday_offset(array, AMOUNT, roll="backward", busdaycal=week)

    return lambda starts: ready(numpy.array(starts, dtype="datetime64[D]")).tolist(), ready


def due_list(count: int, rounds: int) -> None:
    """What is due for one organ's handlers among ``count`` open clocks of 400 organs, as the workbench asks it."""
    os.environ["MINGJING_HOME"] = tempfile.mkdtemp(prefix="mingjing-bench-")
    os.environ["MINGJING_DATABASE_ROLE"] = "owner"
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingjing.config.settings"
    from mingjing.config import home

    home.prepare(Path(os.environ["MINGJING_HOME"]))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from mingjing.clocks import queries
    from mingjing.clocks.models import Obligation

    call_command("migrate", verbosity=0, interactive=False)
    connection.cursor().execute("PRAGMA synchronous = OFF")
    dice, today = random.Random(7), datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Shanghai")).date()
    for first in range(0, count, 50_000):
        rows = []
        for n in range(first, min(first + 50_000, count)):
            day = today + timedelta(days=dice.randrange(-10, 90))
            rows.append(
                Obligation(rule_id="case.decide", subject_kind="case", subject_id=f"c{n}", org=f"o{n % 400}",
                           owner_role="HLBR"[n % 4], label="示例", started_on=today, nominal=day, rolled=day)
            )  # fmt: skip
        Obligation.objects.bulk_create(rows)
    times = []
    for n in range(rounds * 20):
        begun = time.perf_counter()
        found = list(queries.due_for(f"o{n % 400}", ["HLBR"[n % 4]])[:25])
        times.append(time.perf_counter() - begun)
        assert len(found) == min(25, len(found)) and found == sorted(found, key=lambda o: (o.rolled, o.pk))
    print(f"due list of 25 among {count:,} open clocks: median {statistics.median(times) * 1000:.2f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
