"""Facts of licence cases on which everything is in order: each test spoils exactly one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.law.facts import CaseFacts, ClockFact, DecisionFact, DiscussionFact, Officer, RecordingNeed, Round, Taken
from mingjing.law.kinds import DecisionKind, Doc, PartyKind, ReviewOutcome, ReviewPurpose, Stage, Step
from mingjing.law.licence_facts import LicenceFacts, LicenceState, Matter, Register
from mingjing.law.licence_items import item_on
from mingjing.law.thresholds import Proposal

TODAY = date(2026, 11, 23)
ROOT = "b" * 64
FOOD = item_on("food_operation", TODAY)
assert FOOD is not None
ALL = frozenset(m.code for m in FOOD.required)


def took(step: Step, days_ago: int = 1, **values: Any) -> Taken:
    """A step taken so many days ago."""
    at = datetime(2026, 11, 23, 9) - timedelta(days=days_ago)
    return Taken(step, at.date(), at, "p1", values)


def clock(days: int, *, start: int = 3, **more: Any) -> ClockFact:
    """A clock that started ``start`` days ago and ends so many days from today."""
    return ClockFact(TODAY - timedelta(days=start), TODAY + timedelta(days=days), **more)


ACCEPTING_SILENTLY = took(Step.DEEM_ACCEPTED, 4, accepted_on="2026-11-11")
ACCEPTING = took(Step.ACCEPT, 4, accepted_on="2026-11-19")
CHECK = took(Step.CHECK_ON_SITE, 3)
MET = took(Step.EXAMINE, 1, conclusion="meets", interested="no")
NOT_MET = took(Step.EXAMINE, 1, conclusion="fails", interested="no")

NEW = CaseFacts(
    on=TODAY,
    stage=Stage.APPLIED,
    field="市场监管",
    region_valid=True,
    order="review_first",
    party_kind=PartyKind.ORGANISATION,
    party_problem="",
    party_age_at_act=None,
    officers=(Officer("p1", "甲", True), Officer("p2", "乙", True)),
    open_recusals=(),
    power_listed=True,
    power_name="食品经营许可",
    citations=(),
    act_ended_on=None,
    found_on=TODAY,
    filed_on=None,
    life_or_safety=False,
    proposal=Proposal(PartyKind.ORGANISATION, "市场监管", TODAY),
    no_penalty_ground="",
    documents=frozenset(),
    drafts=frozenset(),
    draft_problems=(),
    evidence_count=3,
    expert_needed=False,
    expert_present=False,
    final_text_root=ROOT,
    final_text_changed="",
    signer="p9",
    publication_settled=True,
    clocks={"licence.accept": clock(4, start=1)},
    licence=LicenceFacts(FOOD, TODAY - timedelta(days=1), ALL),
)
OVERDUE = replace(NEW, clocks={"licence.accept": clock(-1, start=8)})
WAITING = replace(NEW, stage=Stage.AWAITING_MATERIALS, history=(took(Step.REQUEST_CORRECTION),))
OPEN = replace(
    NEW,
    stage=Stage.ACCEPTED,
    history=(ACCEPTING, CHECK),
    clocks={"licence.decide.food_operation": clock(8)},
    recordings=(RecordingNeed("site_check", "许可现场核查", True, True),),
)
STOPPED = replace(OPEN, clocks={"licence.decide.food_operation": clock(8, stopped=True)})
TOLD = replace(
    OPEN,
    clocks={**OPEN.clocks, "licence.hearing_ask": clock(3, start=1)},
    history=(
        *OPEN.history,
        took(Step.TELL_INTERESTED, 3, role="applicant"),
        took(Step.TELL_INTERESTED, 3, role="interested"),
        took(Step.HEAR_INTERESTED, 2),
    ),
)
SUMMONED = replace(
    OPEN,
    clocks={**OPEN.clocks, "licence.hearing_notice": clock(0, start=11)},
    history=(
        *OPEN.history,
        took(Step.ANNOUNCE_LICENCE_HEARING, 12, host="p5"),
        took(Step.SERVE_DOCUMENT, 11),
    ),
)
EXAMINED = replace(OPEN, stage=Stage.EXAMINED, history=(*OPEN.history, MET))
REFUSABLE = replace(OPEN, stage=Stage.EXAMINED, history=(*OPEN.history, NOT_MET))
DISCUSSED = DiscussionFact(TODAY, ROOT, 0, frozenset(), "major")
PASSED = Round(1, ReviewPurpose.FINAL, ROOT, ReviewOutcome.AGREE, "p5", True)
REVIEWED = replace(EXAMINED, rounds=(PASSED,))
OBJECTED = replace(
    EXAMINED,
    rounds=(replace(PASSED, outcome=ReviewOutcome.OBJECT, objected=True, consulted=True),),
    discussions=(replace(DISCUSSED, kind="dispute"),),
)
GRANTED = replace(
    EXAMINED,
    stage=Stage.GRANTED,
    decisions=(DecisionKind.LICENCE_GRANT,),
    decision=DecisionFact("licence_grant", TODAY, 0, True, None, True),
)
CERTIFIED = replace(GRANTED, stage=Stage.CERTIFIED, history=(*GRANTED.history, took(Step.ISSUE_CERTIFICATE, 0)))
SERVED = replace(
    CERTIFIED,
    stage=Stage.SERVED,
    decision=replace(GRANTED.decision, served_on=TODAY),  # type: ignore[type-var]
)
CLOSED = replace(SERVED, stage=Stage.CLOSED)

READY: dict[Step, CaseFacts] = {
    Step.RECEIVE_MATERIAL: NEW,
    Step.GIVE_RECEIPT: NEW,
    Step.REQUEST_CORRECTION: NEW,
    Step.SUPPLEMENT: WAITING,
    Step.ACCEPT: NEW,
    Step.DEEM_ACCEPTED: OVERDUE,
    Step.GIVE_SLIP: replace(OPEN, history=(ACCEPTING_SILENTLY,)),
    Step.REFUSE_ACCEPTANCE: NEW,
    Step.WITHDRAW_APPLICATION: NEW,
    Step.ASSIGN_HANDLERS: NEW,
    Step.REQUEST_RECUSAL: OPEN,
    Step.DECIDE_RECUSAL: OPEN,
    Step.CHECK_ON_SITE: OPEN,
    Step.TELL_INTERESTED: OPEN,
    Step.HEAR_INTERESTED: OPEN,
    Step.ANSWER_INTERESTED: TOLD,
    Step.ASK_LICENCE_HEARING: TOLD,
    Step.ANNOUNCE_LICENCE_HEARING: OPEN,
    Step.HOLD_LICENCE_HEARING: SUMMONED,
    Step.STOP_CLOCK: OPEN,
    Step.RESTART_CLOCK: STOPPED,
    Step.EXTEND_LICENCE: OPEN,
    Step.EXAMINE: OPEN,
    Step.SUBMIT_REVIEW: EXAMINED,
    Step.GIVE_OPINION: replace(EXAMINED, rounds=(replace(PASSED, outcome=None),)),
    Step.OBJECT: OBJECTED,
    Step.CONSULT: OBJECTED,
    Step.REQUEST_DISCUSSION: OBJECTED,
    Step.DISCUSS: EXAMINED,
    Step.SETTLE_REVIEW: OBJECTED,
    Step.GRANT: EXAMINED,
    Step.REFUSE: REFUSABLE,
    Step.ISSUE_CERTIFICATE: GRANTED,
    Step.SERVE_DOCUMENT: NEW,
    Step.SEAL_DECISION: CERTIFIED,
    Step.SERVE: CERTIFIED,
    Step.CLOSE: SERVED,
    Step.ARCHIVE: CLOSED,
}

# --- a licence that exists ----------------------------------------------------------------------------------------

HELD = Register("JY24112000000017", LicenceState.VALID, date(2022, 1, 1), date(2026, 12, 31), None, date(2026, 12, 9))
REQUEST = replace(NEW, stage=Stage.RAISED, licence=LicenceFacts(FOOD, TODAY, frozenset(), Matter.CHANGE, register=HELD))
RENEWAL = replace(REQUEST, licence=replace(REQUEST.licence, matter=Matter.RENEW))  # type: ignore[type-var]
LAPSED = replace(
    RENEWAL,
    licence=replace(RENEWAL.licence, register=replace(HELD, valid_to=date(2026, 11, 22))),  # type: ignore[type-var]
)


def office(matter: Matter, **details: Any) -> CaseFacts:
    """A matter taken up ex officio, and examined."""
    return replace(
        REQUEST,
        stage=Stage.EXAMINED,
        licence=replace(REQUEST.licence, matter=matter),  # type: ignore[type-var]
        details=details,
        history=(took(Step.START_REVIEW, 8), took(Step.TELL_HOLDER, 7), MET),
        clocks={"licence.views": clock(-1, start=7)},
        rounds=(PASSED,),
        discussions=(DISCUSSED,),
    )


from mingjing.law.facts import DiscussionFact  # noqa: E402

DISCUSSED = DiscussionFact(TODAY, ROOT, 0, frozenset(), "major")
REVOKED = office(Matter.REVOKE, ground_revoke="fraud", public_harm="no")
RETRACTED = office(Matter.RETRACT, ground_retract="law", interest="道路规划", compensation="按评估补偿")
CANCELLED = office(Matter.CANCEL, ground_cancel="ended")
CHANGED = replace(REQUEST, stage=Stage.EXAMINED, history=(ACCEPTING, MET), clocks=OPEN.clocks)
RENEWED = replace(CHANGED, licence=RENEWAL.licence)
BEGUN = replace(REQUEST, stage=Stage.ACCEPTED, history=(ACCEPTING,), clocks=OPEN.clocks, recordings=())
OFFICE = replace(REVOKED, stage=Stage.ACCEPTED)


def existing(facts: CaseFacts) -> CaseFacts:
    """The same facts, of a change instead of a new licence."""
    stage = Stage.RAISED if facts.stage is Stage.APPLIED else facts.stage
    return replace(facts, stage=stage, licence=REQUEST.licence)


READY_EXISTING: dict[Step, CaseFacts] = {
    **{step: existing(facts) for step, facts in READY.items() if step is not Step.GRANT},
    Step.START_REVIEW: replace(REVOKED, stage=Stage.RAISED, history=()),
    Step.TELL_HOLDER: OFFICE,
    Step.DROP_REVIEW: OFFICE,
    Step.SUBMIT_REVIEW: replace(REVOKED, rounds=(), discussions=()),
    Step.CHANGE_LICENCE: CHANGED,
    Step.RENEW_LICENCE: RENEWED,
    Step.REVOKE_LICENCE: REVOKED,
    Step.RETRACT_LICENCE: RETRACTED,
    Step.CANCEL_LICENCE: CANCELLED,
    Step.DEEM_RENEWED: LAPSED,
}


def without(facts: CaseFacts, *steps: Step) -> CaseFacts:
    """The same facts with these steps not taken."""
    return replace(facts, history=tuple(t for t in facts.history if t.step not in steps))


def also(facts: CaseFacts, *steps: Taken) -> CaseFacts:
    """The same facts with these steps taken besides, in the order of time."""
    return replace(facts, history=tuple(sorted((*facts.history, *steps), key=lambda t: t.at)))


def clocked(facts: CaseFacts, **more: Any) -> CaseFacts:
    """The statutory clock of the facts otherwise."""
    rule = facts.licence.decide_rule  # type: ignore[union-attr]
    return replace(facts, clocks={**facts.clocks, rule: replace(facts.clocks.get(rule, clock(8)), **more)})


def asks(facts: CaseFacts, **more: Any) -> CaseFacts:
    """What is asked, otherwise."""
    return replace(facts, licence=replace(facts.licence, **more))  # type: ignore[type-var]


def of_register(facts: CaseFacts, **more: Any) -> CaseFacts:
    """The licence in the register, otherwise."""
    return asks(facts, register=replace(facts.licence.register, **more))  # type: ignore[union-attr,type-var]


GRAVE = took(Step.EXAMINE, 0, conclusion="meets", interested="yes")
# gate code → how to spoil ready facts so that this gate must answer.
SPOIL = {
    "handler.too-few": lambda f: replace(f, officers=f.officers[:1]),
    "recusal.open": lambda f: replace(f, open_recusals=("甲",)),
    "power.not-listed": lambda f: replace(f, power_listed=False),
    "party.invalid": lambda f: replace(f, party_problem="统一社会信用代码校验码不对"),
    "party.unanswered": lambda f: replace(f, filings_open=("陈述申辩",)),
    "recording.missing": lambda f: replace(f, recordings=(RecordingNeed("site_check", "许可现场核查", True, False),)),
    "item.unknown": lambda f: replace(f, power_name="公共场所卫生许可"),
    "applicant.barred": lambda f: asks(f, barred="2027-01-01 前不得再次申请"),
    "materials.missing": lambda f: asks(f, materials=ALL - {"rules"}),
    "acceptance.deemed": lambda f: replace(f, clocks={**f.clocks, "licence.accept": clock(-1, start=8)}),
    "correction.repeated": lambda f: also(f, took(Step.REQUEST_CORRECTION)),
    "acceptance.not-overdue": lambda f: replace(f, clocks={**f.clocks, "licence.accept": clock(0, start=7)}),
    "acceptance.slip-given": lambda f: also(f, ACCEPTING),
    "acceptance.no-slip": lambda f: without(f, Step.ACCEPT, Step.START_REVIEW),
    "site.unchecked": lambda f: without(f, Step.CHECK_ON_SITE),
    "clock.stopped": lambda f: clocked(f, stopped=True),
    "clock.not-stopped": lambda f: clocked(f, stopped=False),
    "clock.untold": lambda f: replace(f, unserved=(Doc.SPECIAL_PROCEDURE_NOTICE.label,)),
    "extension.repeated": lambda f: clocked(f, extended=True),
    "extension.late": lambda f: clocked(f, due=TODAY - timedelta(days=1)),
    "extension.none": lambda f: asks(f, item=replace(f.licence.item, extension=0)),
    "interested.untold": lambda f: also(f, GRAVE),
    "interested.window-open": lambda f: replace(f, clocks={**f.clocks, "licence.hearing_ask": clock(0)}),
    "views.unanswered": lambda f: also(f, took(Step.HEAR_INTERESTED)),
    "views.none": lambda f: without(f, Step.HEAR_INTERESTED),
    "licence-hearing.not-told": lambda f: replace(f, clocks=OPEN.clocks),
    "licence-hearing.short-notice": lambda f: replace(f, clocks={**f.clocks, "licence.hearing_notice": clock(1)}),
    "licence-hearing.host": lambda f: replace(f, former_handlers=frozenset({"p5"})),
    "licence-hearing.not-held": lambda f: also(f, took(Step.ASK_LICENCE_HEARING, 0)),
    "licence-hearing.record-unused": lambda f: also(f, took(Step.HOLD_LICENCE_HEARING, 0)),
    "examination.otherwise": lambda f: also(f, took(Step.EXAMINE, 0, conclusion="unclear", interested="no")),
    "decision.exists": lambda f: replace(f, decisions=(DecisionKind.LICENCE_REFUSAL,)),
    "certificate.exists": lambda f: also(f, took(Step.ISSUE_CERTIFICATE, 0)),
    "decision.open": lambda f: replace(f, decision=replace(f.decision, served_on=None)),
    "acceptance.refusal-unserved": lambda f: replace(f, unserved=(Doc.NON_ACCEPTANCE_NOTICE.label,)),
    "publication.open": lambda f: replace(f, publication_settled=False),
    "service.open": lambda f: replace(f, unserved=("行政许可证件",)),
    "discussion.none": lambda f: replace(
        f, proposal=replace(f.proposal, grave_rights=True), rounds=(PASSED,), discussions=()
    ),
    "review.not-passed": lambda f: replace(
        f,
        proposal=replace(f.proposal, grave_rights=True),
        discussions=(DISCUSSED,),
        rounds=(PASSED,),
        final_text_changed="“审查认定的情况”改动了 1 字",
    ),
    "review.reviewer-conflict": lambda f: replace(f, rounds=(replace((*f.rounds, PASSED)[0], reviewer="p1"),)),
    "signer.is-handler": lambda f: replace(f, signer="p1"),
    "draft.incomplete": lambda f: replace(f, draft_problems=("没有决定书稿",)),
    "review.pending": lambda f: replace(f, rounds=(replace(PASSED, outcome=None),)),
    "review.none-pending": lambda f: replace(f, rounds=()),
    "review.not-objected": lambda f: replace(f, rounds=(replace(PASSED, objected=True, consulted=True),)),
    "review.no-dispute": lambda f: replace(f, rounds=(replace(f.rounds[-1], objected=False),)),
    "review.no-consultation": lambda f: replace(f, rounds=(replace(f.rounds[-1], consulted=False),)),
    "review.no-settlement": lambda f: replace(f, discussions=()),
    "decision.none": lambda f: replace(f, decision=None),
    "decision.unsealed": lambda f: replace(f, decision=replace(f.decision, entry_sealed=False)),
    "seal.missing": lambda f: replace(f, decision=replace(f.decision, sealed_copy=False)),
    "case.not-closed": lambda f: replace(f, stage=Stage.SERVED),
    # a licence that exists
    "matter.other": lambda f: asks(f, matter=None),
    "register.unknown": lambda f: of_register(f, same_holder=False),
    "register.not-valid": lambda f: of_register(f, state=LicenceState.CANCELLED),
    "register.busy": lambda f: of_register(f, busy="三市监许办〔2026〕9号"),
    "renewal.late": lambda f: of_register(asks(f, matter=Matter.RENEW), renew_last=date(2026, 11, 20)),
    "renewal.not-lapsed": lambda f: of_register(f, valid_to=TODAY),
    "ground.none": lambda f: replace(
        f, details={**f.details, "ground_revoke": "", "ground_retract": "", "ground_cancel": ""}
    ),
    "revocation.public-harm": lambda f: replace(f, details={**f.details, "public_harm": "yes"}),
    "retraction.no-interest": lambda f: replace(f, details={**f.details, "compensation": " "}),
    "holder.untold": lambda f: replace(f, unserved=(Doc.HOLDER_NOTICE.label,)),
}
