"""Circulars drafted from the figures of a period; major decisions filed with the bureau."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.config.clock import now as real_now
from mingjing.config.demo import lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.founding import World
from mingjing.config.demo.matters import MATTERS
from mingjing.law.supervising import Tone
from mingjing.law.thresholds import must_file
from mingjing.ledger.actions import By, act
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.models import Filing
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import circulars, records
from mingjing.supervision.circulars import Typed
from mingjing.supervision.models import Circular, CircularCopy
from tests.desk import staged
from tests.desk.staged import entered

NOW = real_now()
ON = NOW.date()
FIRST = ON - timedelta(days=60)


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "sl", "sj")


def who(world: World, organ: str, role: str, n: int = 0) -> Any:
    return world.actor(organ, role, ON, n)


@pytest.fixture
def clocked(world: World) -> World:
    """Three quarters of sthj's publications late, all of cg's in time."""
    for organ, late in (("sthj", 3), ("cg", 0)):
        for n in range(4):
            due = ON - timedelta(days=20)
            met = due + timedelta(days=5 if n < late else -1)
            Obligation.objects.create(
                rule_id="publish.penalty", subject_kind="case", subject_id=f"{organ}{n}", org=world.organs[organ].pk,
                owner_role="PB", label="示例", started_on=due - timedelta(days=9), nominal=due, rolled=due, met_on=met,
            )  # fmt: skip
    return world


def drafted(world: World, tone: Tone = Tone.REPORT) -> Circular:
    return circulars.draft(actor=who(world, "sj", "J"), tone=tone, first=FIRST, last=ON, now=NOW)


@pytest.mark.clause("G4.1")
def test_a_draft_quotes_the_figures_and_names_only_whom_they_concern(clocked: World) -> None:
    report, blame, praise = (drafted(clocked, t) for t in (Tone.REPORT, Tone.CRITICISE, Tone.PRAISE))
    assert {(f["name"], f["base"]) for f in report.figures} == {("市生态环境局", "1/4"), ("市城管局", "4/4")}
    assert [(f["name"], f["value"]) for f in blame.figures] == [("市生态环境局", "25.0%")]
    assert [f["name"] for f in praise.figures] == ["市城管局"]
    assert "按期公示率62.5%（5/8）" in report.body and "通报批评" in blame.title and "表扬" in praise.body


def test_a_period_without_figures_makes_no_circular(world: World) -> None:
    with pytest.raises(FormIncomplete, match="没有可以"):
        drafted(world)


def test_it_is_edited_approved_by_another_numbered_sent_and_signed_for(clocked: World) -> None:
    row, before = drafted(clocked), AnjuanEntry.objects.count()
    one, two = who(clocked, "sj", "J"), who(clocked, "sj", "J", 1)
    circulars.save(
        actor=one, circular_id=row.pk, typed=Typed("标题改过", "正文改过。"), expected=row.ledger_id, now=NOW
    )
    everyone = [clocked.organs[k].pk for k in ("sthj", "cg", "sj")]
    with pytest.raises(StepRefused, match="另一名"):
        circulars.approve(actor=one, circular_id=row.pk, organ_ids=everyone, expected=None, now=NOW)
    with pytest.raises(FormIncomplete, match="至少一个"):
        circulars.approve(actor=two, circular_id=row.pk, organ_ids=[], expected=None, now=NOW)
    with pytest.raises(OutOfDate):
        circulars.approve(actor=two, circular_id=row.pk, organ_ids=everyone, expected=row.ledger_id, now=NOW)
    sent = circulars.approve(actor=two, circular_id=row.pk, organ_ids=everyone, expected=None, now=NOW)
    assert sent.number == f"三司监通〔{ON.year}〕1号" and sent.copies.count() == 2, "never to itself"
    assert AnjuanEntry.objects.count() == before + 2
    page = circulars.html(sent)
    assert "标题改过" in page and "25.0%" in page and sent.number in page
    assert circulars.pdf(sent).startswith(b"%PDF")
    b = who(clocked, "sthj", "B")
    assert circulars.unsigned(b).count() == 1
    circulars.sign(actor=b, circular_id=row.pk, now=NOW)
    assert circulars.unsigned(b).count() == 0
    with pytest.raises(StepRefused, match="已经签收"):
        circulars.sign(actor=b, circular_id=row.pk, now=NOW)
    with pytest.raises(StepRefused, match="不能作废"):
        circulars.drop(actor=one, circular_id=row.pk, now=NOW)
    with pytest.raises(StepRefused, match="不能修改"):
        circulars.save(actor=one, circular_id=row.pk, typed=Typed("又改", "又改"), expected=None, now=NOW)


def test_organs_read_what_was_sent_to_them_and_the_public_what_was_published(clocked: World) -> None:
    row = drafted(clocked)
    for organ, role in (("sthj", "B"), ("cg", "U")):
        with pytest.raises(Circular.DoesNotExist):
            circulars.circular_for(who(clocked, organ, role), row.pk)
    with pytest.raises(StepRefused, match="不能公布"):
        circulars.publish(actor=who(clocked, "sj", "J"), circular_id=row.pk, now=NOW)
    circulars.approve(
        actor=who(clocked, "sj", "J", 1),
        circular_id=row.pk,
        organ_ids=[clocked.organs["sthj"].pk],
        expected=None,
        now=NOW,
    )
    assert circulars.circular_for(who(clocked, "sthj", "B"), row.pk) == row
    with pytest.raises(Circular.DoesNotExist):
        circulars.circular_for(who(clocked, "cg", "B"), row.pk)
    with pytest.raises(CircularCopy.DoesNotExist):
        circulars.sign(actor=who(clocked, "cg", "B"), circular_id=row.pk, now=NOW)
    assert not circulars.public_circulars()
    assert Client().get(f"/circulars/{row.pk}").status_code == 404
    assert row.title not in Client().get("/circulars").content.decode()
    with pytest.raises(NotAllowed):
        circulars.publish(actor=who(clocked, "sthj", "B"), circular_id=row.pk, now=NOW)
    circulars.publish(actor=who(clocked, "sj", "J"), circular_id=row.pk, now=NOW)
    assert list(circulars.public_circulars()) == [row]
    assert row.title in Client().get("/circulars").content.decode()
    page = Client().get(f"/circulars/{row.pk}").content.decode()
    assert "25.0%" in page and who(clocked, "sj", "J").name not in page
    with pytest.raises(StepRefused, match="已经公布"):
        circulars.publish(actor=who(clocked, "sj", "J"), circular_id=row.pk, now=NOW)


def test_an_officer_does_not_sign_for_a_circular_in_place_of_the_organ(clocked: World) -> None:
    row, ids = drafted(clocked), [clocked.organs["sthj"].pk]
    circulars.approve(actor=who(clocked, "sj", "J", 1), circular_id=row.pk, organ_ids=ids, expected=None, now=NOW)
    for role in ("H", "PB"):
        with pytest.raises(NotAllowed):
            circulars.sign(actor=who(clocked, "sthj", role), circular_id=row.pk, now=NOW)
    assert CircularCopy.objects.get(circular=row).signed_at is None


def test_the_database_refuses_a_circular_of_one_person(clocked: World) -> None:
    row = drafted(clocked)
    row.approved_by_id = row.drafted_by_id
    by = By("x", "J", row.bureau_id)
    with (
        pytest.raises(IntegrityError, match="(?i)circular_two_people"),
        act(type="circular.sent", by=by, obj=row.pk, now=NOW) as opened,
    ):
        opened.save(row)


@pytest.mark.parametrize(
    ("title", "body", "field"), [("", "文", "title"), ("题", "\0 ", "body"), ("题" * 121, "文", "title")]
)
def test_bad_words_are_told_by_field(clocked: World, title: str, body: str, field: str) -> None:
    row = drafted(clocked)
    with pytest.raises(FormIncomplete) as refused:
        circulars.save(
            actor=who(clocked, "sj", "J"), circular_id=row.pk, typed=Typed(title, body), expected=None, now=NOW
        )
    assert list(refused.value.errors) == [field]


# --- filed decisions ----------------------------------------------------------------------------------------------


def major(world: World, number: int, stop: str = "") -> str:
    """A case of a large organ whose decision must be filed, acted until it stops; its id."""
    line = Line(world, "sl", MATTERS["water"], number, staged.began())
    assert must_file(lines.proposal(line))
    plot = lines.Plot(stop=stop, hearing=lines.heard(line))
    lines.perform([(line, lines.act_out(line, plot))], NOW)
    return line.case


@pytest.mark.clause("L2.4")
def test_a_major_decision_is_missing_until_filed_and_filed_ones_get_one_receipt(world: World) -> None:
    j = who(world, "sj", "J")
    missing, filed = major(world, 1, "file_record"), major(world, 2)
    assert [u.case.pk for u in records.unfiled(j, ON)] == [missing]
    row = records.filed(j, "new").get()
    assert row.case_id == filed and row.grounds
    for organ, role in (("sthj", "B"), ("cg", "U")):
        with pytest.raises(NotAllowed):
            records.receive(actor=who(world, organ, role), filing_id=row.pk, verdict="noted", now=NOW)
    with pytest.raises(FormIncomplete, match="备案审查结果"):
        records.receive(actor=j, filing_id=row.pk, verdict="fine", now=NOW)
    before = AnjuanEntry.objects.count()
    assert records.receive(actor=j, filing_id=row.pk, verdict="noted", now=NOW).received_on == ON
    assert AnjuanEntry.objects.count() == before + 1
    with pytest.raises(StepRefused, match="已经出具回执"):
        records.receive(actor=j, filing_id=row.pk, verdict="defect", now=NOW)
    assert records.counts(j) == {"new": 0, "done": 1} and Filing.objects.get(pk=row.pk).verdict == "noted"
    assert clocks.is_settled(filed, "file.record") and not clocks.is_settled(missing, "file.record")


@pytest.mark.clause("L2.4")
def test_the_screen_of_filed_decisions(world: World) -> None:
    case = major(world, 2)
    client = entered("sj.j1")
    page = client.get("/office/records?tab=new").content.decode()
    row = records.filed(who(world, "sj", "J"), "new").get()
    assert row.decision.number in page and f"/office/cases/{case}" in page
    assert client.post("/office/records?tab=new", {"filing": row.pk, "verdict": "x"}).status_code == 422
    assert client.post("/office/records", {"filing": "\0", "verdict": "noted"}).status_code == 404
    assert client.post("/office/records", {"filing": row.pk, "verdict": "noted"}).status_code == 302
    assert "准予备案" in client.get("/office/records?tab=done").content.decode()
    assert entered("sthj.b1").get("/office/records").status_code == 403
