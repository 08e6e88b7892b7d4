"""Guiding cases: from a published decision of a closed case, redacted, approved by the bureau, found by violation."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.config.clock import now as real_now
from mingjing.config.demo.acting import Line
from mingjing.config.demo.founding import World
from mingjing.disclosure import actions as disclosure
from mingjing.disclosure.models import Publication
from mingjing.law.guiding import Move, Standing
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import FormIncomplete
from mingjing.workplan import guidance
from mingjing.workplan.models import GuidingCase
from tests.desk import staged
from tests.desk.staged import acted, entered
from tests.workplan.conftest import Who

POINTS = "首次违法、危害后果轻微并及时改正的，可以不予处罚，同时进行教育。"


@pytest.fixture
def line(world: World) -> Line:
    """A closed, archived case whose decision is published."""
    return acted(world, "sthj")


def proposed(who: Who, line: Line, **changes: Any) -> GuidingCase:
    page = Publication.objects.filter(case_id=line.case).latest("revision")
    given = {"publication_id": page.pk, "title": "示例案例", "points": POINTS, **changes}
    return guidance.propose(actor=who("sthj", "L"), now=real_now(), **given)


def take(who: Who, row: GuidingCase, move: Move, organ: str = "sj", role: str = "J", **said: Any) -> GuidingCase:
    said = {"words": "", **said}
    return guidance.take(actor=who(organ, role), guiding_id=row.pk, move=move, now=real_now(), **said)


@pytest.mark.clause("G2.1")
def test_a_guiding_case_is_proposed_returned_improved_approved_and_found_by_its_violation(
    world: World, line: Line, who: Who
) -> None:
    before = AnjuanEntry.objects.count()
    row = proposed(who, line)
    case = Case.objects.get(pk=line.case)
    assert (
        row.standing == Standing.PROPOSED
        and row.cause == case.cause
        and row.facts
        and AnjuanEntry.objects.count() == before + 1
    )
    assert guidance.fitting(who("cg", "H"), case.cause) == [], "not before it is approved"
    assert not guidance.cases(who("cg", "U")).exists() and guidance.cases(who("sthj", "U")).exists()
    with pytest.raises(FormIncomplete, match="理由"):
        take(who, row, Move.RETURN)
    take(who, row, Move.RETURN, words="要点写得不清楚")
    with pytest.raises(NotAllowed):
        take(who, row, Move.PROPOSE, points=POINTS + "并书面告诫。")
    take(who, row, Move.PROPOSE, "sthj", "L", points=POINTS + "并书面告诫。")
    done = take(who, row, Move.APPROVE)
    assert done.standing == Standing.APPROVED and done.number == f"{real_now().year}年第1号"
    assert [g.pk for g in guidance.fitting(who("cg", "H"), case.cause)] == [row.pk]
    assert (
        guidance.cases(who("cg", "H"), "书面告诫").count() == 1 and not guidance.cases(who("cg", "H"), "税收").exists()
    )
    guidance.comment(actor=who("cg", "H"), guiding_id=row.pk, words="我局有类似案件。", now=real_now())
    assert [w.move for w in guidance.said(done)] == ["return", "propose", "approve", ""]
    take(who, row, Move.WITHDRAW, words="依据的法规已经修改")
    assert guidance.fitting(who("cg", "H"), case.cause) == []


@pytest.mark.clause("G2.1")
def test_a_guiding_case_shows_only_what_the_public_reads(world: World, line: Line, who: Who) -> None:
    row = proposed(who, line)
    take(who, row, Move.APPROVE)
    case = Case.objects.prefetch_related("parties").get(pk=line.case)
    secret = {p.id_number for p in case.parties.all() if getattr(p, "id_number", "")}
    shown = row.facts + row.basis + row.title
    assert not any(number in shown for number in secret)
    assert "案情和处理" in entered("cg.h1").get(f"/office/workplan/guidance/{row.pk}").content.decode()


def test_only_published_decisions_of_closed_cases_of_the_own_organ_are_proposed(world: World, who: Who) -> None:
    open_case = acted(world, "sthj", number=2, stop="publish")
    assert not guidance.proposable(who("sthj", "U")).filter(case_id=open_case.case).exists()
    closed = acted(world, "sthj", number=1)
    page = Publication.objects.filter(case_id=closed.case).latest("revision")
    assert not guidance.proposable(who("cg", "U")).exists()
    with pytest.raises(FormIncomplete) as wrong:
        guidance.propose(actor=who("cg", "U"), publication_id=page.pk, title="", points="短", now=real_now())
    assert set(wrong.value.errors) == {"publication", "title", "points"}
    with pytest.raises(FormIncomplete, match="11②"):
        proposed(who, closed, points="各大队参照办理，全年办案不少于100件。")
    with pytest.raises(NotAllowed):
        guidance.propose(actor=who("sthj", "B"), publication_id=page.pk, title="x", points=POINTS, now=real_now())
    proposed(who, closed)
    with pytest.raises(FormIncomplete, match="选择本机关"):
        proposed(who, closed)


def withdrawn(who: Who, row: GuidingCase) -> None:
    disclosure.withdraw(
        actor=who("sthj", "PC"), publication_id=row.publication_id, reason="决定被撤销。", now=real_now()
    )


def test_a_decision_that_was_withdrawn_from_the_public_is_not_approved(world: World, line: Line, who: Who) -> None:
    row = proposed(who, line)
    withdrawn(who, row)
    with pytest.raises(FormIncomplete, match="已经撤下"):
        take(who, row, Move.APPROVE)
    assert GuidingCase.objects.get(pk=row.pk).number == ""


def test_an_approved_one_whose_decision_is_withdrawn_is_read_by_other_organs_no_more(
    world: World, line: Line, who: Who
) -> None:
    row = proposed(who, line)
    take(who, row, Move.APPROVE)
    officer = who("cg", "H")
    assert guidance.case_for(officer, row.pk) == row and guidance.fitting(officer, row.cause) == [row]
    withdrawn(who, row)
    with pytest.raises(GuidingCase.DoesNotExist):
        guidance.case_for(officer, row.pk)
    assert guidance.case_for(who("sthj", "L"), row.pk) == row, "its own organ still sees what became of it"
    assert guidance.fitting(who("sthj", "L"), row.cause) == [], "nobody is pointed to it when weighing"


@pytest.mark.clause("G2.1")
def test_the_screens_of_guiding_cases(world: World, line: Line, who: Who) -> None:
    reviewer, bureau = entered("sthj.l"), entered("sj.j1")
    page = Publication.objects.filter(case_id=line.case).latest("revision")
    assert reviewer.get("/office/workplan/guidance/new").status_code == 200
    bad = reviewer.post("/office/workplan/guidance/new", {"publication": "x", "title": "", "points": ""})
    assert bad.status_code == 422 and "选择本机关" in bad.content.decode()
    made = reviewer.post(
        "/office/workplan/guidance/new", {"publication": page.pk, "title": "示例案例", "points": POINTS}
    )
    assert made.status_code == 302, made.content.decode()
    row = GuidingCase.objects.get()
    url = f"/office/workplan/guidance/{row.pk}"
    assert entered("cg.h1").get(url).status_code == 404, "not approved yet"
    assert bureau.post(url, {"move": "approve", "expected": row.ledger_id}).status_code == 302
    assert "示例案例" in entered("cg.h1").get("/office/workplan/guidance?q=示例").content.decode()
    assert bureau.post(url, {"move": "comment", "words": ""}).status_code == 422
    assert bureau.post(url, {"move": "approve"}).status_code == 409
    assert entered("sthj.pb").get("/office/workplan/guidance").status_code == 403
    another = staged.acted(world, "sthj", number=1, days=20, stop="conclude")
    weigh = entered("sthj.h1").get(f"/office/cases/{another.case}/discretion")
    same = Case.objects.get(pk=another.case).cause == row.cause
    assert ("同一案由的指导案例" in weigh.content.decode()) is same
