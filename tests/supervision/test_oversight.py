"""The bureau's overview: what the cells count, what stands behind them, alerts, and how little it costs to show."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import FOUNDER, World
from mingjing.law import compliance
from mingjing.law.schematic import tiles
from mingjing.organs import actions as organs
from mingjing.organs.models import Certificate
from mingjing.organs.permissions import NotAllowed
from mingjing.supervision import alerts, drilling, grid, overview
from tests.desk import staged
from tests.desk.staged import acted

ON = real_now().date()
YEAR = overview.period("year", "", "", ON)


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "hbcg", "sj")


def bureau(world: World) -> Any:
    return world.actor("sj", "J", ON)


def clock(world: World, organ: str, rule: str, begun: int, due: int, met: int | None = None, n: int = 0) -> Obligation:
    """A clock of an organ, begun and due so many days ago, met so many days ago or still open."""
    return Obligation.objects.create(
        rule_id=rule, subject_kind="case", subject_id=f"{organ}-{rule}-{begun}-{n}", org=world.organs[organ].pk,
        owner_role="PB", label=f"示例案件{n}", started_on=ON - timedelta(days=begun), nominal=ON - timedelta(days=due),
        rolled=ON - timedelta(days=due), met_on=None if met is None else ON - timedelta(days=met),
    )  # fmt: skip


def period(days: int) -> overview.Period:
    return overview.period("own", (ON - timedelta(days=days)).isoformat(), ON.isoformat(), ON)


@pytest.mark.clause("G4.1")
def test_a_cell_counts_what_was_due_and_what_was_kept(world: World) -> None:
    clock(world, "sthj", "publish.penalty", 20, 10, met=12)  # in time
    clock(world, "sthj", "publish.licence", 20, 10, met=5)  # late
    clock(world, "sthj", "publish.penalty", 20, 10, n=1)  # still not done
    clock(world, "sthj", "publish.penalty", 5, -5, n=2)  # still runs: counts neither way
    clock(world, "sthj", "publish.penalty", 200, 190, met=195)  # another period
    clock(world, "hbcg", "archive.file", 20, 10, met=10)  # on the last day
    cancelled = clock(world, "sthj", "publish.penalty", 20, 10, n=3)
    Obligation.objects.filter(pk=cancelled.pk).update(cancelled_on=ON)
    picked = period(30)
    rows = grid.by_organ(grid.organs_of(bureau(world)), picked.first, picked.last, ON)
    sthj, hbcg = rows[world.organs["sthj"].pk], rows[world.organs["hbcg"].pk]
    assert (sthj.shares["publish"].part, sthj.shares["publish"].whole) == (1, 3)
    assert (hbcg.shares["archive"].part, hbcg.shares["archive"].whole) == (1, 1)
    items, total = drilling.behind("publish", [world.organs["sthj"]], picked.first, picked.last, ON, offset=0, most=10)
    assert total == 3 and [i.light.level for i in items] == ["red", "red", "green"]
    regions = grid.by_region(list(grid.organs_of(bureau(world))), rows, "411200")
    assert [(r.name, r.shares["publish"].whole) for r in regions] == [("市直机关", 3), ("湖滨区", 0)]


def test_every_cell_equals_a_count_by_hand_over_acted_cases(world: World) -> None:
    for n, plot in enumerate(({}, {"stop": "publish"}, {"stop": "archive"}), 1):
        acted(world, "sthj", n, **plot)
    picked = period(300)
    rows = grid.by_organ(grid.organs_of(bureau(world)), picked.first, picked.last, ON)
    row = rows[world.organs["sthj"].pk]
    for column in compliance.COLUMNS:
        if not column.rules:
            continue
        kept = due = 0
        for o in Obligation.objects.all():
            if o.org != world.organs["sthj"].pk or o.rule_id not in column.rules or o.cancelled_on:
                continue
            if not picked.first <= o.started_on <= picked.last or (o.met_on is None and o.rolled >= ON):
                continue
            due += 1
            kept += o.met_on is not None and o.met_on <= o.rolled
        assert (row.shares[column.code].part, row.shares[column.code].whole) == (kept, due), column.code
    assert row.shares["review"].part == row.shares["review"].whole == row.decisions > 0
    assert row.shares["footage"].whole > 0


def test_hundreds_of_organs_cost_no_more_queries_and_little_time(world: World) -> None:
    def asked() -> int:
        clocks.calendar()  # read again once a second, whoever asks
        with CaptureQueriesContext(connection) as seen:
            overview.overview(bureau(world), YEAR, ON)
        return len(seen)

    asked()  # what is read once in a while is read now
    few = asked()
    many(world, 300)
    assert asked() == few <= 40
    best = min(_timed(lambda: overview.overview(bureau(world), YEAR, ON)) for _ in range(5))
    assert best <= 0.2, f"{best:.3f} s"


def _timed(call: Any) -> float:
    """Seconds of processor time (the embedded database's included): what else the machine does is no matter."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def many(world: World, n: int) -> None:
    """So many more organs with twenty clocks each."""
    now, rows = real_now(), []
    for number in range(n):
        organ = organs.register_organ(
            by=FOUNDER, now=now, name=f"示例第{number}执法局", short_name=f"示例{number}局",
            region_id=("411202", "411203", "411282")[number % 3], uscc=f"11411200DEMX{number:05d}A"[:18],
            doc_prefix=f"示{number}", field="城市管理", address="示例路", phone="0398-0000000",
            reconsideration_body="示例区人民政府", court="示例区人民法院", valid_from=date(2019, 1, 1),
        )  # fmt: skip
        for k in range(20):
            rule = ("publish.penalty", "archive.file", "file.record", "publish.licence")[k % 4]
            begun = ON - timedelta(days=k * 10 + 15)
            due = begun + timedelta(days=10)
            met = due - timedelta(days=1) if (number + k) % 9 else None
            rows.append(
                Obligation(
                    rule_id=rule,
                    subject_kind="case",
                    subject_id=f"{number}-{k}",
                    org=organ.pk,
                    owner_role="PB",
                    label="示例",
                    started_on=begun,
                    nominal=due,
                    rolled=due,
                    met_on=met,
                )  # fmt: skip
            )
    Obligation.objects.bulk_create(rows)


def test_only_the_bureau_and_only_its_region(world: World) -> None:
    for role in ("H", "U", "B", "L", "PB"):
        with pytest.raises(NotAllowed):
            overview.overview(world.actor("sthj", role, ON), YEAR, ON)
    seen = list(grid.organs_of(bureau(world)))
    assert world.organs["sj"] not in seen and world.organs["sthj"] in seen


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("own", "2026-13-01", "2026-01-01"), "写作 2026-01-01"),
        (("own", "2026-03-01", "2026-01-01"), "不能晚于截止"),
        (("own", "1900-01-01", "2026-01-01"), "2000-01-01"),
        (("own", "2026-01-01", "9999-12-31"), "今天"),
        (("own", "", ""), "写作"),
    ],
)
def test_a_period_that_makes_no_sense_is_told_and_shows_the_year(given: tuple[str, str, str], words: str) -> None:
    picked = overview.period(*given, date(2026, 11, 23))
    assert words in picked.wrong and (picked.first, picked.last) == (date(2026, 1, 1), date(2026, 11, 23))


def test_periods_and_the_year_before() -> None:
    on = date(2028, 2, 29)
    assert overview.period("month", "", "", on).first == date(2028, 2, 1)
    assert overview.period("quarter", "", "", date(2026, 11, 23)).first == date(2026, 10, 1)
    assert overview.period("year", "", "", on).before == (date(2027, 1, 1), date(2027, 2, 28))
    assert overview.period("nonsense", "", "", on).kind == "year"


@pytest.mark.pure
def test_a_percentage_is_never_rounded_up_to_whole() -> None:
    assert compliance.percent(9999, 10000) == "99.9" and compliance.percent(7, 7) == "100"
    assert compliance.percent(0, 3) == "0.0"
    assert compliance.grade(98, 100, ON).quality == 1 and compliance.grade(979, 1000, ON).quality == 2
    assert compliance.grade(9, 10, ON).light == "yellow" and compliance.grade(899, 1000, ON).light == "red"
    assert compliance.grade(0, 0, ON) is None
    with pytest.raises(ValueError, match="3 of 2"):
        compliance.grade(3, 2, ON)


@pytest.mark.pure
def test_a_region_without_its_own_sheet_gets_rows_of_tiles() -> None:
    parts = [(f"4101{n:02d}", f"第{n}区") for n in range(7)]
    found = tiles("410100", parts)
    assert len({(t.x, t.y) for t in found}) == 7 and all(t.x + t.width <= 300 for t in found)


# --- alerts -------------------------------------------------------------------------------------------------------


def holding(world: World, *, early: bool = False) -> list[alerts.Alert]:
    return alerts.holding([world.organs[k].pk for k in ("sthj", "cg", "hbcg")], ON, early=early)


def test_an_alert_holds_while_the_clock_is_over_and_ends_with_it(world: World) -> None:
    late = clock(world, "sthj", "publish.penalty", 20, 10)
    clock(world, "sthj", "archive.file", 20, 10, met=1)
    clock(world, "cg", "publish.penalty", 5, 0)  # ends today: not over
    clock(world, "cg", "payment.pay", 50, 20)  # the party's own
    assert [(a.rule, a.days_over) for a in holding(world) if a.rule != "staff"] == [("publish", 10)]
    assert {a.rule for a in holding(world, early=True)} >= {"publish"}
    assert len([a for a in holding(world, early=True) if a.rule == "publish"]) == 2
    Obligation.objects.filter(pk=late.pk).update(met_on=ON)
    assert [a for a in holding(world) if a.rule == "publish"] == []


def test_alerts_of_an_organ_stand_together_and_say_how_many(world: World) -> None:
    for n in range(3):
        clock(world, "hbcg", "archive.file", 30 + n, 20 + n, n=n)
    clock(world, "sthj", "publish.penalty", 20, 10)
    named = {o.pk: o for o in grid.organs_of(bureau(world))}
    groups = {g.rule: g for g in alerts.grouped(holding(world), named)}
    assert groups["archive"].title == "归档超期 3 件" and groups["archive"].organ.short_name == "湖滨城管局"
    assert groups["publish"].title.startswith("公示超期 ") and groups["publish"].title.endswith("个工作日")
    words = alerts.facts_in_words(groups["archive"], ON)
    assert words.count("应当在") == 3 and "归档超期 3 件" in words


@pytest.mark.clause("R3.3")
def test_a_paper_whose_making_was_not_recorded_is_an_alert_until_it_is(world: World) -> None:
    line = acted(world, "cg", 1, unrecorded=True, stop="conclude")
    found = [a for a in holding(world) if a.rule == "footage"]
    assert found and all(a.subject_id == line.case and a.organ_id == world.organs["cg"].pk for a in found)
    done = acted(world, "sthj", 2, stop="conclude")
    assert not [a for a in holding(world) if a.rule == "footage" and a.subject_id == done.case]


def test_too_few_reviewers_and_certificates_that_end(world: World) -> None:
    assert not [a for a in holding(world) if a.rule in {"staff", "certificate"}]
    h = world.one("hbcg", "H")
    assert grid.staff_short([world.organs["hbcg"].pk], ON - timedelta(days=4000)) == {world.organs["hbcg"].pk: 1}
    ends = Certificate.objects.filter(person=h).latest("valid_to").valid_to
    on = ends - timedelta(days=30)
    found = [a for a in alerts.holding([world.organs["hbcg"].pk], on) if a.rule == "certificate"]
    assert h.pk in {a.person_id for a in found} and {a.light.level for a in found} <= {"yellow", "red"}


def test_the_summary_says_what_the_full_list_says(world: World) -> None:
    for n in range(3):
        clock(world, "hbcg", "archive.file", 30 + n, 20 + n, n=n)
    clock(world, "sthj", "publish.penalty", 20, 10)
    clock(world, "sthj", "publish.licence", 22, 12)
    acted(world, "cg", 1, unrecorded=True, stop="conclude")
    supervised = list(grid.organs_of(bureau(world)))
    full = alerts.grouped(alerts.holding([o.pk for o in supervised], ON), {o.pk: o for o in supervised})
    short = alerts.summary(supervised, ON)
    assert [(g.rule, g.organ, g.title, g.level) for g in short] == [(g.rule, g.organ, g.title, g.level) for g in full]


@pytest.mark.clause("G4.1")
def test_last_years_report_is_an_alert_once_its_day_is_over(world: World) -> None:
    organ = world.organs["sthj"].pk
    after = date(ON.year + 1, 3, 1)
    assert [a.rule for a in alerts.holding([organ], ON) if a.rule == "annual"] == [], "not here before the year ended"
    assert [a.rule for a in alerts.holding([organ], date(ON.year + 1, 1, 20)) if a.rule == "annual"] == []
    found = [a for a in alerts.holding([organ], after) if a.rule == "annual"]
    assert [(a.organ_id, a.due) for a in found] == [(organ, date(ON.year + 1, 2, 1))] or found[0].due.month in {1, 2}
