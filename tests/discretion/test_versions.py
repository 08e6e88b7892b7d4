"""Benchmarks as versioned records: a faulty table is refused whole, the version before ends, the day decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from mingjing.config.demo.benchmarks import SAMPLES
from mingjing.discretion import actions, queries
from mingjing.discretion.models import Benchmark
from mingjing.law.kinds import PartyKind
from mingjing.ledger.actions import By
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import actions as organs

pytestmark = [pytest.mark.django_db, pytest.mark.clause("D1.3")]

BY = By("p", "L", "o")
B4 = next(b for b in SAMPLES if b.code == "B4")
DUST = "物料堆场未采取防尘措施"


@pytest.fixture
def region(home: Any) -> str:
    for code, parent in (("411200", None), ("411202", "411200")):
        organs.register_region(code=code, name=code, level="city", parent=parent)
    return "411200"


def fitting(name: str, on: date, party: PartyKind = PartyKind.ORGANISATION, field: str = "城市管理") -> list[str]:
    rows = queries.for_case(organ_id="o", region_code="411202", field=field, names=(name, ""), party=party, on=on)
    return [f"{b.code} {b.version}" for b in rows]


def test_a_table_with_faults_is_refused_and_nothing_is_written(region: str, now: datetime) -> None:
    holed = replace(B4, tiers=(B4.tiers[0], replace(B4.tiers[1], low=Fraction(15_001)), B4.tiers[2]), article="")
    entries = AnjuanEntry.objects.count()
    with pytest.raises(actions.NotRegistered) as refused:
        actions.register(by=BY, table=holed, region_id=region, now=now)
    assert "“一般”与“轻微”之间有空档" in str(refused.value) and "没有写明法律依据的条款" in str(refused.value)
    assert (Benchmark.objects.count(), AnjuanEntry.objects.count()) == (0, entries)


def test_the_next_version_ends_the_one_before_under_one_entry(region: str, now: datetime) -> None:
    first = actions.register(by=BY, table=B4, region_id=region, now=now)
    entries = AnjuanEntry.objects.count()
    later = replace(B4, valid_from=date(2026, 10, 1))
    second = actions.register(by=BY, table=later, region_id=region, now=now)
    assert AnjuanEntry.objects.count() == entries + 1
    first.refresh_from_db()
    assert (first.version, first.valid_to, first.table.valid_to) == (1, date(2026, 9, 30), date(2026, 9, 30))
    assert (second.version, second.series, second.valid_to) == (2, first.pk, None)
    assert fitting(B4.violation, date(2026, 9, 30)) == ["B4 1"]
    assert fitting(B4.violation, date(2026, 10, 1)) == ["B4 2"]
    with pytest.raises(actions.NotRegistered, match="不晚于上一版的生效日期 2026-10-01；生效日期改为 2026-10-02"):
        actions.register(by=BY, table=later, region_id=region, now=now)


def test_the_day_of_the_violation_chooses_the_statute(region: str, now: datetime) -> None:
    actions.register_many(by=BY, tables=SAMPLES, region_id=region, now=now)
    for day, law in ((date(2026, 8, 14), "大气污染防治法"), (date(2026, 8, 15), "生态环境法典")):
        rows = queries.for_case(
            organ_id="o", region_code="411202", field="生态环境", names=(DUST,), party=PartyKind.ORGANISATION, on=day
        )
        assert [law in b.table.law for b in rows] == [True]
    assert [b.code for b in queries.citing("《中华人民共和国大气污染防治法》", date(2026, 8, 14))] == ["B9"]
    assert queries.citing("中华人民共和国大气污染防治法", date(2026, 8, 15)) == []


def test_the_sort_of_party_chooses_the_table(region: str, now: datetime) -> None:
    actions.register_many(by=BY, tables=SAMPLES, region_id=region, now=now)
    on, power = date(2026, 10, 1), "对将建筑垃圾混入生活垃圾的处罚"
    assert fitting(power, on) == ["B2-DW 1"]
    assert fitting(power, on, PartyKind.PERSON) == fitting(power, on, PartyKind.SOLE_TRADER) == ["B2-GR 1"]
    assert fitting(power, on, field="水利") == []


def test_an_organs_own_benchmark_comes_before_the_regions(region: str, now: datetime) -> None:
    actions.register(by=BY, table=B4, region_id=region, now=now)
    organ = organs.register_organ(
        by=BY, now=now, name="某局", short_name="某局", region_id="411202", uscc="114112000000000000", doc_prefix="某",
        field="城市管理", address="", phone="", reconsideration_body="", court="", valid_from=date(2019, 1, 1),
    )  # fmt: skip
    own = actions.register(by=BY, table=B4, organ_id=organ.pk, now=now)
    where = {"region_code": "411202", "field": "城市管理", "names": (B4.violation,), "party": None}
    on = date(2026, 10, 1)
    assert [b.pk for b in queries.for_case(organ_id=organ.pk, on=on, **where)] == [own.pk]  # type: ignore[arg-type]
    assert [b.organ_id for b in queries.for_case(organ_id="x", on=on, **where)] == [None]  # type: ignore[arg-type]
