"""Keeping fresh (三(一)4): a change lists exactly what it touches, starts the clocks, and each is settled once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from mingjing.cases.models import Citation
from mingjing.catalog import actions as catalog
from mingjing.catalog.models import Statute
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.config.clock import now as real_now
from mingjing.config.commands import worker
from mingjing.config.demo.founding import FOUNDER
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.models import Certificate, Organ
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure.refusals import FormIncomplete
from mingjing.upkeep import actions, queries, sweeping
from mingjing.upkeep.actions import Event
from mingjing.upkeep.models import Affected, Change, Kind
from tests.desk.staged import entered
from tests.upkeep import brute
from tests.upkeep.conftest import RULE, Town

pytestmark = pytest.mark.clause("D4.1")


def today() -> date:
    return real_now().date()


def repeal(town: Town, statute: Statute, day: date | None = None) -> Change:
    event = Event(Kind.REPEALED, statute.pk, day or today(), "三门峡市人大常委会公告（示例）")
    return actions.record_change(actor=town.actor("sj", "J"), event=event, now=real_now())


def listed(change: Change) -> set[tuple[str, str]]:
    return {(a.thing, a.ref) for a in change.affected.all()}


def test_a_repeal_lists_exactly_what_a_search_of_everything_finds(town: Town, home: Any) -> None:
    expected = brute.search(RULE, town.rule.pk, home)
    entries = AnjuanEntry.objects.count()
    change = repeal(town, town.rule)
    assert listed(change) == expected
    assert ("case", town.open.pk) in expected and ("random", town.random.pk) in expected
    assert not {("case", town.decided.pk), ("case", town.other.pk)} & expected
    assert AnjuanEntry.objects.count() == entries + 1 and change.found_count == len(expected)
    (licence,) = catalog.register_statutes(
        by=FOUNDER, rows=[{"title": "中华人民共和国行政许可法", "effective_from": date(2004, 7, 1)}], now=real_now()
    )
    broad = brute.search("行政许可法", licence.pk, home)
    assert listed(repeal(town, licence)) == broad
    assert {thing for thing, _ in broad} >= {"template", "page"}


def test_each_thing_gets_a_clock_of_twenty_working_days_and_the_law_ends(town: Town) -> None:
    day = today() - timedelta(days=1)
    change = repeal(town, town.rule, day)
    due = clocks.due_of("update.list", day)
    rows = list(Affected.objects.filter(change=change))
    kept = Obligation.objects.filter(subject_id__in=[r.pk for r in rows], rule_id="update.list")
    assert len(kept) == len(rows) > 0 and {o.rolled for o in kept} == {due.rolled}
    assert {(o.org, o.owner_role) for o in kept} == {(r.organ_id, r.owner_role) for r in rows}
    town.rule.refresh_from_db()
    assert town.rule.effective_to == day - timedelta(days=1) and change.ended_statute
    officer = town.actor("cg", "H", [p.pk for p in town.world.people["cg", "H"]].index(lead(town)))
    assert [line.row.ref for line in queries.open_for(officer, today())] == [town.open.pk]
    assert queries.open_for(town.actor("scjg", "U"), today()) == []
    page = entered("cg.u").get("/office/").content.decode()
    assert "变动与更新" in page and RULE in page


def lead(town: Town) -> str:
    return str(town.open.handlers.filter(until=None).first().person_id)


def case_row(change: Change) -> Affected:
    return change.affected.get(thing="case")


def test_updated_is_refused_while_it_still_cites_and_accepted_after(town: Town) -> None:
    change = repeal(town, town.rule)
    row = change.affected.get(thing="random")
    lead_actor = town.actor("cg", "U")
    with pytest.raises(FormIncomplete, match="还在引用"):
        settle(lead_actor, row, "updated")
    settle(lead_actor, row, "unaffected", "抽查仍按省条例进行，不受影响")
    assert Obligation.objects.get(subject_id=row.pk).met_on == today()
    with pytest.raises(FormIncomplete, match="已经办结"):
        settle(lead_actor, row, "unaffected", "再登记一次也不行")
    for text in ("", "无"):
        with pytest.raises(FormIncomplete, match="写明改了什么"):
            settle(lead_actor, case_row(change), "unaffected", text)
    with pytest.raises(NotAllowed):
        settle(town.actor("scjg", "U"), case_row(change), "unaffected", "别的机关不能办理")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE upkeep_affected SET label = 'x'")


def settle(actor: Any, row: Affected, outcome: str, reason: str = "已经改引新的规定") -> None:
    actions.settle(actor=actor, affected_id=row.pk, outcome=outcome, reason=reason, now=real_now())


def test_a_case_that_cites_it_is_flagged_at_drafting_and_at_review(town: Town) -> None:
    repeal(town, town.rule)
    client = entered("cg.u")
    for path in ("edit", "review", ""):
        page = client.get(f"/office/cases/{town.open.pk}/{path}".rstrip("/"))
        if page.status_code == 200:
            assert "已废止" in page.content.decode(), path
    assert entered("cg.b1").get(f"/office/cases/{town.open.pk}/review").content.decode().count("已废止")


def test_the_daily_look_finds_expired_certificates_and_ceased_laws_once(town: Town) -> None:
    person = lead(town)
    held = Certificate.objects.filter(person_id=person).get()
    late = real_now() + (held.valid_to - today() + timedelta(days=1))
    recorded, _ = sweeping.sweep(now=late)
    change = Change.objects.get(kind=Kind.CERTIFICATE, subject=held.pk)
    assert change.recorded_by is None and recorded >= 1
    assert ("case", town.open.pk) in listed(change)
    assert ("page", "/officers") in listed(change)
    count = Change.objects.count()
    assert sweeping.sweep(now=late)[0] == 0 and Change.objects.count() == count
    worker._daily(real_now())


def test_what_no_longer_cites_is_settled_by_the_daily_look(town: Town) -> None:
    change = repeal(town, town.rule)
    row = case_row(change)
    entry = town.open.citations.first()
    values = [
        {"statute": new_law().pk, "article": "第十条", "role": c.role, "replaces": c.pk}
        for c in Citation.objects.filter(case=town.open)
    ]
    officer = town.actor("cg", "H", [p.pk for p in town.world.people["cg", "H"]].index(lead(town)))
    procedure.edit_case(actor=officer, case_id=town.open.pk, values={"citations": values}, now=real_now())
    assert entry and not hasattr(Affected.objects.get(pk=row.pk), "settlement")
    sweeping.sweep(now=real_now())
    # the power it uses still rests on the repealed rule: the case is not done before the power is
    assert not hasattr(Affected.objects.get(pk=row.pk), "settlement")


def new_law() -> Statute:
    found = Statute.objects.filter(title="示例新条例").first()
    rows = [{"title": "示例新条例", "effective_from": date(2026, 1, 1)}]
    return found or catalog.register_statutes(by=FOUNDER, rows=rows, now=real_now())[0]


def test_a_mistaken_change_is_taken_back_whole(town: Town) -> None:
    change = repeal(town, town.rule)
    bureau = town.actor("sj", "J")
    actions.withdraw_change(actor=bureau, change_id=change.pk, reason="公告看错了", now=real_now())
    town.rule.refresh_from_db()
    assert town.rule.effective_to is None
    assert not Obligation.objects.filter(rule_id="update.list", met_on=None, cancelled_on=None).exists()
    assert listed(repeal(town, town.rule)) == listed(change)  # and it can be recorded again


def test_a_change_that_cannot_be_is_refused_at_its_field(town: Town) -> None:
    right: dict[str, Any] = {"kind": Kind.REPEALED, "subject": town.rule.pk, "day": today(), "basis": "公告"}
    for field, wrong in {"kind": "nothing", "subject": "nothing", "basis": " ", "day": date(2010, 1, 1)}.items():
        with pytest.raises(FormIncomplete) as refused:
            actions.record_change(actor=town.actor("sj", "J"), event=Event(**{**right, field: wrong}), now=real_now())
        assert list(refused.value.errors) == [field]
    assert Change.objects.count() == 0


def test_an_organ_and_a_person_are_changed_by_their_own_organ_or_the_bureau(town: Town) -> None:
    organ = Organ.objects.get(pk=town.open.organ_id)
    event = Event(Kind.ORGAN, organ.pk, today(), "编办批复（示例）", note="露天烧烤划出")
    with pytest.raises(NotAllowed):
        actions.record_change(actor=town.actor("scjg", "U"), event=event, now=real_now())
    change = actions.record_change(actor=town.actor("cg", "U"), event=event, now=real_now())
    assert {("case", town.open.pk), ("case", town.decided.pk), ("random", town.random.pk)} <= listed(change)
    moved = Event(Kind.PERSON, lead(town), today(), "任免文件（示例）")
    person = actions.record_change(actor=town.actor("cg", "B"), event=moved, now=real_now())
    assert {"case", "grant", "certificate"} <= {thing for thing, _ in listed(person)}
    with pytest.raises(FormIncomplete, match="已经记录"):
        actions.record_change(actor=town.actor("cg", "B"), event=moved, now=real_now())
    officer = entered("cg.h1")
    assert officer.get("/office/statutes/changes").status_code == 200
    assert officer.get("/office/statutes/changes/new").status_code == 403
    page = entered("cg.u").get(f"/office/statutes/changes/{change.pk}")
    assert page.status_code == 200 and "露天烧烤划出" in page.content.decode()
