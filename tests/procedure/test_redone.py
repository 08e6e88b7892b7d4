"""撤销后重作 on a real database: annulled, withdrawn, gone back, decided anew; nothing of the old one counts twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingjing.archive.models import Volume
from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure import actions as disclosure
from mingjing.disclosure import queries as publications
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import materials, papers
from mingjing.procedure import queries as reading
from mingjing.procedure.facts import gather
from mingjing.procedure.limits import end
from mingjing.procedure.models import Decision, DecisionAnnulment
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.procedure.turns import turn_of
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused

# What the workbench says after each of the first seven.
HINTS = (
    Step.SERVE_DOCUMENT, None, Step.SUBMIT_REVIEW, Step.SUBMIT_REVIEW, Step.GIVE_OPINION, Step.DECIDE, Step.SERVE,
)  # fmt: skip
ANEW = ("notify", "serve_notice", "waive", "draft", "submit", "agree", "decide", "seal", "serve_decision")


def served(ground: Ground) -> Line:
    line = ground.line("decided")
    line.seal()
    line.serve_decision()
    return line


def published(ground: Ground) -> Line:
    line = served(ground)
    line.prepare()
    line.wait(1)
    line.publish()
    line.wait(1)
    return line


def case(line: Any) -> Case:
    return Case.objects.get(pk=line.case)


def annul(line: Any, **changes: Any) -> None:
    given = {
        "authority": "court", "name": "三门峡市湖滨区人民法院", "number": "（2026）豫1202行初示例号",
        "received_on": line.on, "ground": "facts", "reason": "主要证据不足。", "redo": "ordered", "refund": "退还。",
    }  # fmt: skip
    line.step(Step.ANNUL, line.actor("B"), **(given | changes))


def go_on(line: Line, *acts: str) -> None:
    for name in acts:
        line.wait(1)
        getattr(line, name)()


@pytest.mark.law("行政诉讼法70", "行政诉讼法71", "行政复议法64")
def test_it_goes_back_and_is_decided_anew_with_everything_new(ground: Ground) -> None:
    line = served(ground)
    first = line.decision
    annul(line)
    found = case(line)
    assert (found.stage, found.decided_on, found.served_on) == (Stage.INVESTIGATING, None, None)
    assert DecisionAnnulment.objects.get(decision=first).by.startswith("三门峡市湖滨区人民法院")
    facts = gather(found, on=line.on).facts
    assert (facts.notice, facts.rounds, facts.discussions, facts.decisions) == (None, (), (), ())
    assert Doc.INVESTIGATION_REPORT not in facts.documents and Doc.FILING_APPROVAL in facts.documents
    with refused(ground, StepRefused) as why:
        line.step(Step.CONCLUDE, line.lead)
    assert [b.code for b in why.value.blockers] == ["document.investigation-report"]
    assert turn_of(found, line.on) is Step.CONCLUDE
    line.wait(1)
    line.lessen()
    line.conclude()
    assert turn_of(case(line), line.on) is Step.NOTIFY
    for name, hint in zip(ANEW[:-2], HINTS, strict=True):
        line.wait(1)
        getattr(line, name)()
        assert turn_of(case(line), line.on) is hint, name
    second = line.decision
    assert (second.ord, second.fine) == (1, first.fine // 2)
    assert second.number != first.number and second.review.round > first.review.round
    assert case(line).stage == Stage.DECIDED
    go_on(line, "seal", "serve_decision")
    facts = gather(case(line), on=line.on).facts
    assert facts.unserved == () and facts.decision is not None and facts.decision.fine == second.fine


@pytest.mark.law("行政诉讼法71")
def test_the_same_decision_on_the_same_grounds_is_refused_until_something_changes(ground: Ground) -> None:
    line = served(ground)
    annul(line)
    line.wait(1)
    line.conclude()
    go_on(line, *ANEW[:6])
    line.wait(1)
    with refused(ground, StepRefused, "行政诉讼法71") as why:
        line.decide()
    assert [b.code for b in why.value.blockers] == ["redo.same"]
    line.draft(discretion_reason="补充调查后查明，物料堆放时间、数量与原认定不同，重新裁量。")
    go_on(line, "submit", "agree", "decide")
    assert line.decision.ord == 1


@pytest.mark.law("行政复议法64")
def test_after_a_breach_of_procedure_the_same_result_may_follow(ground: Ground) -> None:
    line = served(ground)
    annul(line, authority="reconsideration", name="三门峡市人民政府", ground="procedure")
    line.wait(1)
    line.conclude()
    go_on(line, *ANEW[:7])
    assert line.decision.ord == 1


def test_while_the_first_decision_stands_there_is_no_second(ground: Ground) -> None:
    line = served(ground)
    for step in (Step.DECIDE, Step.NOTIFY, Step.CONCLUDE):
        with refused(ground, StepRefused):
            line.step(step, line.actor("U" if step is Step.NOTIFY else "B") if step is not Step.CONCLUDE else line.lead,
                      **({"grounds": "裁量理由。"} if step is Step.NOTIFY else {}))  # fmt: skip
    annul(line)
    with refused(ground, StepRefused):
        annul(line)
    assert Decision.objects.filter(case=line.case).count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": ""}, "name", "机关、法院名称"),
        ({"ground": "new_evidence"}, "ground", "本机关自行撤销"),
        ({"authority": "organ"}, "redo", "自行重新调查处理"),
        ({"number": ""}, "number", "填写"),
        ({"reason": ""}, "reason", "填写"),
        ({"redo_by": timedelta(days=-1)}, "redo_by", "不能早于今天"),
        ({"received_on": timedelta(days=1)}, "received_on", "不能晚于今天"),
        ({"received_on": timedelta(days=-90)}, "received_on", "不能早于原决定日期"),
    ],
    ids=lambda x: str(x),
)
def test_what_is_wrong_about_an_annulment_is_said(ground: Ground, changes: Any, field: str, says: str) -> None:
    line = served(ground)
    given = {k: line.on + v if isinstance(v, timedelta) else v for k, v in changes.items()}
    with refused(ground, FormIncomplete, says) as wrong:
        annul(line, **given)
    assert set(wrong.value.errors) == {field}


def test_money_paid_on_the_annulled_decision_is_accounted_for_and_does_not_pay_the_new_one(ground: Ground) -> None:
    line = served(ground)
    line.pay()
    with refused(ground, FormIncomplete, "退还或者抵作"):
        annul(line, refund="")
    annul(line)
    line.wait(1)
    line.lessen()
    line.conclude()
    go_on(line, *ANEW)
    facts = gather(case(line), on=line.on).facts
    assert facts.decision is not None and facts.decision.paid == 0


def test_only_a_head_enters_an_annulment(ground: Ground) -> None:
    line = served(ground)
    for who in (line.lead, line.actor("U"), line.actor("L"), line.actor("PC")):
        with refused(ground, NotAllowed, "机关负责人"):
            line.step(Step.ANNUL, who)


# --- clocks ----------------------------------------------------------------------------------------------------------


@pytest.mark.law("行政复议法64", "行政处罚法48")
def test_the_clocks_of_the_old_decision_stop_and_those_of_the_new_one_run(ground: Ground) -> None:
    line = published(ground)
    annul(line)
    for rule in ("payment.pay", "remedy.reconsideration", "remedy.litigation"):
        assert not clocks.obligation_of(line.case, rule).open, rule
    redo, out = (clocks.obligation_of(line.case, rule) for rule in ("redo.decide", "withdraw.penalty"))
    assert redo.rolled == end("redo.decide", line.on)
    assert (out.rolled, out.owner_role) == (clocks.calendar().add(line.on, 3), "PB")
    line.withdraw()
    assert clocks.obligation_of(line.case, "withdraw.penalty").met_on == line.on
    line.wait(1)
    line.lessen()
    line.conclude()
    go_on(line, *ANEW[:7])
    assert clocks.obligation_of(line.case, "redo.decide").met_on == line.on
    assert clocks.obligation_of(line.case, "publish.penalty").open


@pytest.mark.law("行政复议法64")
def test_the_day_the_document_names_goes_before_the_sixty(ground: Ground) -> None:
    line = served(ground)
    day = clocks.calendar().add(line.on, 20)
    annul(line, redo_by=day)
    due = clocks.obligation_of(line.case, "redo.decide")
    assert due.nominal == day
    running = next(r for r in clocks.running(line.case, line.on) if r.item.pk == due.pk)
    assert any("豫1202行初示例号" in words for words in running.explanation)


def test_what_was_never_published_needs_no_withdrawal(ground: Ground) -> None:
    line = served(ground)
    annul(line)
    assert clocks.obligation_of(line.case, "withdraw.penalty") is None
    assert clocks.obligation_of(line.case, "publish.penalty").cancelled_on == line.on


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.law("行政处罚法48")
@pytest.mark.clause("D3.4")
def test_an_annulled_decision_is_withdrawn_and_never_drafted_again(ground: Ground) -> None:
    line = published(ground)
    first = line.decision
    annul(line)
    publisher = line.actor("PB")
    assert publications.decision_for(publisher, first.pk) == first  # its page can still be reached, to withdraw it
    assert first.pk in {d.pk for d in publications.to_follow(publisher)}
    line.withdraw()
    for _ in range(2):
        with refused(ground, StepRefused, "行政处罚法48②") as why:
            disclosure.prepare(actor=publisher, decision_id=first.pk, marks={}, now=line.at)
        assert "decision.annulled" in {b.code for b in why.value.blockers}
    assert first.pk not in {d.pk for d in publications.unpublished(publisher)}
    drafts = publications.to_follow(publisher).filter(publications.TABS["draft"])
    assert first.pk not in {d.pk for d in drafts}


@pytest.mark.law("行政处罚法48")
def test_what_was_withdrawn_for_another_reason_is_not_drafted_again_either(ground: Ground) -> None:
    line = published(ground)
    line.withdraw()
    with refused(ground, StepRefused, "已经撤下"):
        line.prepare()


def test_a_draft_made_before_the_annulment_is_not_approved_after_it(ground: Ground) -> None:
    line = served(ground)
    line.prepare()
    line.wait(1)
    annul(line)
    with refused(ground, StepRefused, "这份决定已被撤销"):
        line.publish()


def test_the_second_decision_has_a_page_of_its_own(ground: Ground) -> None:
    line = published(ground)
    first = line.named["page"]
    annul(line)
    line.withdraw()
    line.wait(1)
    line.lessen()
    line.conclude()
    go_on(line, *ANEW, "prepare", "publish")
    assert line.named["page"] != first
    assert line.publication.decision.ord == 1


# --- ended cases, no penalty, on the spot ----------------------------------------------------------------------------


def test_without_a_new_decision_the_case_ends_and_its_page_goes_first(ground: Ground) -> None:
    line = published(ground)
    annul(line, redo="none")
    found = case(line)
    assert (found.stage, found.ended_on) == (Stage.TERMINATED, line.on)
    line.wait(1)
    with refused(ground, StepRefused, "公示信息还没有撤回"):
        line.archive()
    line.withdraw()
    line.archive()
    assert case(line).stage == Stage.ARCHIVED


@pytest.mark.law("行政处罚法75②")
def test_late_evidence_opens_a_case_again_that_was_filed_in_the_archive(ground: Ground) -> None:
    """不予处罚, closed and archived; then new evidence: the organ annuls its own decision and goes on."""
    kept = ground.line()
    line = Line(kept.world, "sthj", MATTERS["dust_yard"], 41, kept.at)
    line.open()
    line.file()
    line.gather()
    line.spare()
    line.conclude()
    line.draft(Doc.NO_PENALTY_DECISION)
    go_on(line, "submit", "agree", "decide_none", "seal", "serve_decision", "prepare", "publish", "execute", "close")
    go_on(line, "archive")
    assert case(line).stage == Stage.ARCHIVED
    blob = {"kind": "documentary", "title": "监测报告", "proves": "后果", "source": "监测站", "obtained_on": line.on}
    values = {**blob, "obtained_by": line.ids("H")[:2], "obtained_place": "监测站"}
    with refused(ground, StepRefused, "不再登记证据"):
        materials.add_evidence(actor=line.lead, case_id=line.case, values=values, now=line.at)
    annul(line, authority="organ", name="", ground="new_evidence", redo="anew", number="三环审〔2026〕示例号")
    assert papers.latest(case(line), Doc.ANNULMENT_DECISION) is not None
    materials.add_evidence(actor=line.lead, case_id=line.case, values=values, now=line.at)
    edit = {"no_penalty_ground": "", "penalties": ["fine"], "fine": 1_000_000, "discretion": "后果比原认定严重。"}
    procedure.edit_case(actor=line.lead, case_id=line.case, values=edit, now=line.at)
    line.serve(Doc.ANNULMENT_DECISION)
    line.withdraw()
    line.wait(1)
    line.conclude()
    go_on(line, *ANEW, "prepare", "publish", "pay", "execute", "close", "archive")
    found = case(line)
    assert found.stage == Stage.ARCHIVED
    assert Volume.objects.filter(case=found).count() == 2
    kinds = [(d.kind, d.ord) for d in Decision.objects.filter(case=found).order_by("ledger_id")]
    assert kinds == [("no_penalty", 0), ("ordinary_penalty", 0)]


def test_a_decision_on_the_spot_is_made_anew_as_an_ordinary_case(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    spot.decide()
    annul(spot, authority="reconsideration", name="三门峡市人民政府")
    old = case(spot)
    new = Case.objects.get(origin=old)
    assert (old.stage, new.procedure, new.origin_kind, new.stage) == (
        Stage.TERMINATED, "ordinary", "annulled", Stage.CLUE,
    )  # fmt: skip


def test_while_it_is_made_anew_it_can_be_edited_by_its_officers(ground: Ground) -> None:
    line = served(ground)
    with refused(ground, StepRefused, "决定之后案件事实不再修改"):
        line.lessen()
    annul(line)
    line.lessen()
    assert reading.scope_of(case(line)).state == Stage.DECIDED  # the publishers' side still sees it
