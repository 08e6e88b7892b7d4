"""Load the demonstration: the world, then some eighty cases that act in the order of time up to today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from mingjing.clocks import queries as clocks
from mingjing.config.demo import (
    appraising,
    complaining,
    founding,
    guiding,
    lawbooks,
    lines,
    listing,
    outfitting,
    overseeing,
    planning,
    reporting,
    teaching,
    unusual,
)
from mingjing.config.demo.acting import Line
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories import VOLUMES
from mingjing.config.demo.world import ORGANS
from mingjing.disclosure import pages
from mingjing.ledger import sealing
from mingjing.procedure.limits import BEIJING
from mingjing.statistics import showing
from mingjing.statistics.analysis import keeping
from mingjing.supervision import digests
from mingjing.upkeep import sweeping

FOUNDED = timedelta(days=400)  # before any case
# Working days ago a case was opened → what is particular about it. The line takes about forty working days.
PLOTS: dict[int, Plot] = {
    3: Plot(ended="decline"), 6: Plot(preserved=True), 9: Plot(corrected=True), 12: Plot(unrecorded=True, stop="conclude"),
    15: Plot(stop="notify"), 17: Plot(statement="given"), 20: Plot(statement="silent"), 21: Plot(hearing=True),
    23: Plot(returned=True), 24: Plot(stop="redraft", returned=True), 26: Plot(returned=True), 27: Plot(statement="given"),
    29: Plot(stop="decide"), 31: Plot(hearing=True), 32: Plot(stop="review"), 33: Plot(hearing=True),
    34: Plot(stop="prepare"), 36: Plot(stop="publish"), 38: Plot(stop="prepare"), 40: Plot(stop="serve"),
    42: Plot(ended="spare"), 44: Plot(stop="publish"), 46: Plot(stop="pay"), 48: Plot(stop="archive"),
    52: Plot(ended="correct"), 55: Plot(statement="given"), 58: Plot(stop="pay"), 60: Plot(ended="withdraw"),
    66: Plot(hearing=True), 70: Plot(ended="transfer"), 76: Plot(stop="archive"), 80: Plot(stop="conclude"),
    86: Plot(ended="correct"), 92: Plot(corrected=True), 98: Plot(ended="spare"), 104: Plot(preserved=True),
    110: Plot(ended="decline"), 118: Plot(returned=True),
}  # fmt: skip
AGES = tuple(sorted(PLOTS))
SMALL_AGES = tuple(AGES[::4])
BUSY = ("sthj", "scjg")  # whose accounts are printed: every second case is theirs
LARGE = frozenset({"scjg", "sthj", "cg", "sl"})  # where several heads can discuss a major case


def load(now: datetime, *, small: bool = False, many: bool = False) -> int:
    """Fill an empty demonstration home. Returns 0; raises nothing half-way that ``--reset-demo`` does not undo."""
    if connection.vendor == "sqlite":
        _hurry()
    world = founding.found(now - FOUNDED)
    lawbooks.fill(now - FOUNDED)
    listing.publish(world, now - FOUNDED + timedelta(days=1))
    penalties = [(line, lines.act_out(line, plot)) for line, plot in cast(world, now, SMALL_AGES if small else AGES)]
    # The smaller volumes of the other acts, so that a first start takes a minute or two; ``many`` fills a large home.
    work = (planning.volume, outfitting.volume, teaching.volume, guiding.volume)
    volumes = (*VOLUMES, complaining.volume, *work, reporting.volume, overseeing.volume, unusual.volume)
    others = [pair for volume in volumes for pair in volume(world, now, not many)]
    lines.perform([*penalties, *others], now)
    sealing.seal("anjuan", now)
    pages.rebuild(now)
    showing.catch_up(now)
    appraising.load(now)
    sweeping.sweep(now=now)
    keeping.run(now=now)
    digests.morning(now=now)
    (settings.HOME / "demo-accounts.txt").write_text(founding.accounts_text(world), encoding="utf-8")
    (settings.HOME / "demo.loaded").write_text(now.isoformat())
    return 0


def cast(world: World, now: datetime, ages: tuple[int, ...]) -> Iterator[tuple[Line, Plot]]:
    """One line per age: two organs have every second case, the others take turns; each has its matters in turn."""
    others = [seed.key for seed in ORGANS if seed.key not in {"sj", *BUSY}]
    keys = [key for n, other in enumerate(others) for key in (BUSY[n % len(BUSY)], other)]
    turn = dict.fromkeys(keys, 0)
    for number, age in enumerate(ages):
        plot = PLOTS.get(age, Plot())
        key = "scjg" if plot.hearing else "sthj" if plot.ended in {"correct", "withdraw"} else keys[number % len(keys)]
        matters = [m for m in MATTERS.values() if m.field == world.organs[key].field]
        begun = moment(now, age)
        line = Line(world, key, matters[0], number + 1, begun)
        fitting = [m for m in matters if fits(line, m, plot, key)] or matters[:1]
        line.matter = fitting[turn[key] % len(fitting)]
        turn[key] += 1
        if key == "lscg":
            plot = replace(plot, refused=True)  # one officer's certificate expires on the way
        yield line, plot


def fits(line: Line, matter: object, plot: Plot, key: str) -> bool:
    """A hearing needs the right to one; a major case needs an organ whose heads can discuss it."""
    line.matter = matter  # type: ignore[assignment]
    grave = lines.heard(line)
    return grave if plot.hearing else (key in LARGE or not grave)


def moment(now: datetime, working_days: int) -> datetime:
    """Nine in the morning, so many working days ago."""
    day = now.astimezone(BEIJING).date()
    calendar = clocks.calendar()
    while working_days:
        day -= timedelta(days=1)
        working_days -= calendar.is_working(day)
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=BEIJING)


def _hurry() -> None:
    """Loading need not survive a loss of power: ``--reset-demo`` starts again. Serving is durable as ever."""
    connection.ensure_connection()
    connection.connection.set_authorizer(None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
