"""The list ``benchmarks``: a table with a fault is told row by row, and what is published is what cases reckon with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.catalog import drafting, importing, lists, publishing, registers
from mingjing.config.clock import BEIJING
from mingjing.config.demo import founding
from mingjing.discretion import queries
from mingjing.discretion.models import Benchmark
from mingjing.law.list_kinds import BY_CODE
from mingjing.ledger import audit
from mingjing.ledger.actions import By
from mingjing.organs.permissions import actor_for
from tests.catalog.books import of, sample

pytestmark = pytest.mark.clause("D1.3")
NOW = datetime(2026, 11, 2, 10, tzinfo=BEIJING)
KIND = BY_CODE["benchmarks"]
TIERS = (("轻微", "10000", "40000"), ("一般", "40000", "70000"), ("严重", "70000", "100000"))


def rows(code: str = "A", tiers: Any = TIERS, **cells: str) -> list[dict[str, Any]]:
    return [
        sample(KIND, code=code, tier=t, tier_low=low, tier_high=high, circumstances=f"{t}的情形", **cells)
        for t, low, high in tiers
    ]


@pytest.fixture
def world(db: None, home: Any) -> founding.World:
    return founding.found(NOW - timedelta(days=30), frozenset({"cg", "sj"}), hashed="!")


def who(world: founding.World) -> registers.Importer:
    return registers.Importer(By("operator", "C", ""), world.organs["cg"])


def publish(world: founding.World, now: datetime = NOW) -> None:
    version = lists.being_made(world.organs["cg"].pk, "benchmarks")
    assert version is not None
    as_ = lambda role: actor_for(world.one("cg", role), now.date())  # noqa: E731
    version = publishing.submit(actor=as_("U"), version=version, note="说明", now=now)
    version = publishing.agree(actor=as_("L"), version=version, words="", now=now)
    assert publishing.agree(actor=as_("B"), version=version, words="", now=now).state == "published"


FAULTS = [
    ("gap", (("轻微", "10000", "40000"), ("一般", "50000", "100000")), 3, "阶次下限或者百分值", "有空档"),
    ("overlap", (("轻微", "10000", "40000"), ("一般", "30000", "100000")), 3, "阶次下限或者百分值", "重叠"),
    ("above the statute", (("轻微", "10000", "40000"), ("一般", "40000", "110000")), 3, "阶次上限", "高于法定上限"),
    (
        "below the statute",
        (("轻微", "9000", "40000"), ("一般", "40000", "100000")),
        2,
        "阶次下限或者百分值",
        "低于法定下限",
    ),
    ("not a number", (("轻微", "一万", "40000"), ("一般", "40000", "100000")), 2, "阶次下限或者百分值", "填写数字"),
]


@pytest.mark.parametrize(("name", "tiers", "row", "column", "message"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_of_a_table_is_told_by_row_and_keeps_that_table_out_whole(
    world: founding.World, name: str, tiers: Any, row: int, column: str, message: str
) -> None:
    report = importing.check_file(who(world), "benchmarks", of(KIND, *rows("A", tiers), *rows("B")), "基准.xlsx")
    told = list(report.lines(KIND))
    assert any((t["row"], t["column"]) == (row, column) and message in t["message"] for t in told), told
    assert {w.row for w in report.wrong} == {2, 3} and len(report.good) == 3


def test_the_same_fault_typed_in_row_by_row_stops_the_list_at_submitting(world: founding.World) -> None:
    organ, lead = world.organs["cg"].pk, actor_for(world.one("cg", "U"), NOW.date())
    for cells in rows(tiers=TIERS[:2]):
        draft = drafting.save_row(actor=lead, organ_id=organ, kind="benchmarks", key="", cells=cells, now=NOW)
    with pytest.raises(publishing.ListBlocked, match="与法定上限之间有空档：70000 至 100000"):
        publishing.submit(actor=lead, version=draft, note="", now=NOW)


def test_a_file_replaces_a_benchmark_whole_and_leaves_the_others(world: founding.World) -> None:
    importing.bring_in(who(world), "benchmarks", of(KIND, *rows(), *rows("B")), "1.xlsx", NOW)
    two = rows(
        tiers=(("严重", "60000", "100000"), ("一般", "10000", "60000"))
    )  # the order of the tiers does not matter
    importing.bring_in(who(world), "benchmarks", of(KIND, *two), "2.xlsx", NOW)
    kept = lists.values_of(lists.being_made(world.organs["cg"].pk, "benchmarks"))
    assert sorted((v["code"], v["tier_low"]) for v in kept) == [
        ("A", "10000"), ("A", "60000"), ("B", "10000"), ("B", "40000"), ("B", "70000"),
    ]  # fmt: skip


def test_what_is_published_is_reckoned_with_and_a_changed_table_needs_a_later_day(world: founding.World) -> None:
    organ = world.organs["cg"]
    importing.bring_in(who(world), "benchmarks", of(KIND, *rows(), *rows("B")), "1.xlsx", NOW)
    publish(world)
    asked = {
        "organ_id": organ.pk, "region_code": organ.region_id, "field": organ.field, "party": None,
        "names": ("未经核准擅自处置建筑垃圾",), "on": NOW.date(),
    }  # fmt: skip
    own = [b for b in queries.for_case(**asked) if b.organ_id == organ.pk]
    assert [b.code for b in own] == ["A", "B"] and len(own[0].table.tiers) == 3

    later = NOW + timedelta(days=40)
    lead = actor_for(world.one("cg", "U"), later.date())
    for values in lists.values_of(lists.current(organ.pk, "benchmarks")):
        if values["code"] == "B":
            drafting.remove_row(
                actor=lead, organ_id=organ.pk, kind="benchmarks", key=KIND.key_of(values), now=later
            )  # fmt: skip
    data = of(KIND, *rows(valid_from="2026-01-01", also="警告"))
    assert (
        "生效日期却没有推后"
        in importing.check_file(who(world), "benchmarks", data, "3.xlsx").wrong[0].problems[0].message
    )
    data = of(KIND, *rows(valid_from="2026-12-01", also="警告"))
    importing.bring_in(who(world), "benchmarks", data, "4.xlsx", later)
    publish(world, later)
    old, new = Benchmark.objects.filter(organ=organ, code="A").order_by("version")
    assert (old.valid_to, new.valid_from, new.series) == (date(2026, 11, 30), date(2026, 12, 1), old.series)
    assert Benchmark.objects.get(organ=organ, code="B").valid_to == later.date() - timedelta(days=1)
    assert audit.audit() == []
