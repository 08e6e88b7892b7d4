"""The figures kept by the acts themselves equal a recount over the raw rows, for everything the demonstration does."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mingjing.cases.models import Case
from mingjing.config import recounting
from mingjing.config.cli import main
from mingjing.config.demo import lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories.telling import ago
from mingjing.disclosure import counting as disclosed
from mingjing.ledger.actions import By, act
from mingjing.procedure import counting
from mingjing.procedure.models import Decision
from mingjing.statistics import figures
from mingjing.tally.models import Contribution, Count
from tests.statistics.told import Told, some_plots

COUNT = ("span", "start", "organ", "figure", "n", "amount")
SYSTEMS = ("public.", "record.", "review.", "filing.", "archive.", "dossier.", "complaint.", "staff.")
FRAME = ("SAVEPOINT", "RELEASE", "SELECT pg_advisory")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def of_year(told: Told, year: int = 2026) -> dict[str, int]:
    """What all organs together have in a year, without noughts and ratios."""
    found = figures.figures([o.pk for o in told.world.organs.values()], date(year, 1, 1), date(year, 12, 31))
    return {code: value for code, value in found.items() if value}


# Counted by hand over the stories: ordinary, on the spot, annulled and done again (two decisions), a review returned,
# withdrawn after reconsideration, a visit that ended in a penalty; declined, transferred and spared ones beside them.
BY_HAND = {
    "licence.applied": 2, "licence.accepted": 2, "licence.granted": 1, "licence.refused": 1,
    "penalty.fine": 7, "penalty.total": 7, "penalty.money": 110_050_00,
    "penalty.filed": 7, "penalty.closed": 5, "penalty.none": 1, "penalty.transferred": 1,
    "penalty.reconsidered": 2, "penalty.reconsidered_corrected": 2,
    "measure.seize": 1, "execution.charge": 1, "execution.other": 1, "coercion.total": 3,
    "levy.count": 1, "levy.money": 73_500_00, "requisition.count": 1, "requisition.money": 34_140_00,
    "inspection.random": 1, "inspection.total": 1, "inspection.enterprise": 1, "inspection.problems": 1,
    "inspection.to_penalty": 1,
}  # fmt: skip


def test_every_story_counts_as_it_is_recounted_and_as_a_person_counts_it(told: Told):
    for found in recounting.recount(2025, 2026, 2027):
        assert found.differences == ()
        assert [row for row in found.rows if row.counted != row.recounted] == []
    counted = of_year(told)
    acts = {code: n for code, n in counted.items() if not code.startswith(SYSTEMS)}
    assert acts == BY_HAND
    assert {"public.done", "record.items", "review.returned", "archive.on_time", "complaint.due"} <= counted.keys()


def test_counts_built_anew_are_those_the_acts_left(told: Told):
    columns = ("subject", "organ", "figure", "day", "n", "amount")
    kept, counts = set(Contribution.objects.values_list(*columns)), set(Count.objects.values_list(*COUNT))
    Contribution.objects.all().delete()
    assert recounting.fill_if_never_counted() == len(kept)
    assert set(Contribution.objects.values_list(*columns)) == kept
    noughts = {row for row in counts if row[4:] == (0, 0)}  # left behind by what was taken back
    assert set(Count.objects.values_list(*COUNT)) == counts - noughts
    assert recounting.fill_if_never_counted() == 0


def test_the_command_finds_a_count_that_is_wrong_and_rebuilding_mends_it(
    told: Told, capsys: pytest.CaptureFixture[str]
):
    assert main(["statistics", "recount", "--year", "2026"]) == 0
    assert "全部一致" in capsys.readouterr().out
    row = Count.objects.get(span="Y", start=YEAR[0], figure="penalty.fine", organ=told.world.organs["cg"].pk)
    Count.objects.filter(pk=row.pk).update(n=row.n + 2, amount=row.amount - 1)
    assert main(["statistics", "recount", "--year", "2026", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    wrong = {f["code"]: f["difference"] for f in found["figures"] if f["difference"]}
    assert wrong == {"penalty.fine": 2, "penalty.total": 2, "penalty.money": -1} and not found["equal"]
    assert [(d["figure"], d["span"]) for d in found["differences"]] == [("penalty.fine", "Y")]
    assert main(["statistics", "recount", "--year", "2026"]) == 1
    assert "← 不一致" in capsys.readouterr().out
    assert main(["statistics", "recount", "--year", "2026", "--rebuild"]) == 0
    assert main(["statistics", "recount", "--year", "1931", "--json"]) == 2
    assert main(["statistics", "recount", "--year", "2031"]) == 0  # a year without data


def test_a_count_of_one_day_that_is_wrong_is_found_though_the_year_is_right(told: Told, caplog: Any):
    row = Count.objects.filter(span="D", figure="penalty.filed").first()
    assert row is not None
    Count.objects.filter(pk=row.pk).update(n=row.n + 1)
    (found,) = recounting.recount(2026)
    assert [(d.span, d.start, d.figure) for d in found.differences] == [("D", row.start, "penalty.filed")]
    assert not recounting.look(YEAR[1]) and "2026 年的年报累计数有 1 处" in caplog.text


@pytest.mark.parametrize("seed", [1, 2])
def test_acts_in_any_order_leave_counts_and_recount_equal(told: Told, seed: int):
    chance = random.Random(seed)
    acted = []
    for number, (organ, matter, plot) in enumerate(some_plots(chance, 4)):
        line = Line(told.world, organ, MATTERS[matter], 40 + number, ago(told.now, 60 + chance.randrange(20)))
        acted.append((line, lines.act_out(line, plot)))
    # A home's time goes forward: what happens now stands after everything that was told.
    for line, _ in acted:
        line.at += timedelta(days=150)
    before = Contribution.objects.count()
    lines.perform(acted, told.now + timedelta(days=400))
    assert Contribution.objects.count() > before + 20
    assert [found.differences for found in recounting.recount(2026, 2027)] == [(), ()]


def test_a_case_that_moves_to_another_organ_takes_its_counts_along(told: Told):
    case = Case.objects.filter(kind="penalty", organ=told.world.organs["sthj"]).exclude(decided_on=None).first()
    assert case is not None
    old, new = told.world.organs["sthj"].pk, told.world.organs["cg"].pk
    decisions = Decision.objects.filter(case=case, kind="ordinary_penalty").count()
    before = {organ: figures.figures([organ], *YEAR) for organ in (old, new)}
    person = told.world.one("sthj", "B")
    with act(type="case.moved", by=By(person.pk, "B", old), obj=case.pk, case=case.pk, now=told.now) as opened:
        case.organ = told.world.organs["cg"]
        opened.save(case)
        disclosed.moved(case, on=told.now.date())
    after = {organ: figures.figures([organ], *YEAR) for organ in (old, new)}
    assert after[old]["penalty.total"] == before[old]["penalty.total"] - decisions
    assert after[new]["penalty.total"] == before[new]["penalty.total"] + decisions
    both = figures.figures([old, new], *YEAR)
    assert both["penalty.money"] == before[old]["penalty.money"] + before[new]["penalty.money"]
    assert recounting.look(YEAR[1])


def test_an_organ_abolished_in_mid_year_keeps_what_it_did(told: Told):
    organ = told.world.organs["cg"]
    before = figures.figures([organ.pk], *YEAR)
    person = told.world.one("sj", "J")
    with act(type="organ.ended", by=By(person.pk, "S", organ.pk), obj=organ.pk, now=told.now) as opened:
        organ.valid_to = date(2026, 6, 30)
        opened.save(organ)
    assert figures.figures([organ.pk], *YEAR) == before and recounting.look(YEAR[1])


def test_counting_a_case_asks_little_and_writes_only_the_difference(told: Told):
    for case in Case.objects.exclude(decided_on=None).select_related("organ"):
        with transaction.atomic(), CaptureQueriesContext(connection) as unchanged:
            assert not counting.recount(case, on=told.now.date())
        asked = [q["sql"] for q in unchanged if not q["sql"].startswith(FRAME)]
        assert len(asked) <= 8 and all(sql.startswith("SELECT") for sql in asked), (case.kind, asked)
    Contribution.objects.filter(subject=f"case:{case.pk}", figure__startswith="public").delete()
    with transaction.atomic(), CaptureQueriesContext(connection) as changed:
        assert counting.recount(case, on=told.now.date())
    written = [q["sql"] for q in changed if not q["sql"].startswith((*FRAME, "SELECT"))]
    assert 1 <= len(written) <= 4, written
