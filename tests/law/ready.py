"""Facts of cases on which everything is in order: each test spoils exactly one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mingjing.law.annulment import Annulled, Annuller, Fault, Redo
from mingjing.law.circumstances import Effect
from mingjing.law.discretion import Span
from mingjing.law.facts import (
    CaseFacts,
    ClockFact,
    DecisionFact,
    DiscussionFact,
    HearingFact,
    NoticeFact,
    Officer,
    RecordingNeed,
    Round,
    StatementFact,
    Taken,
)
from mingjing.law.kinds import Doc, PartyKind, Penalty, ReviewOutcome, ReviewPurpose, Stage, Step
from mingjing.law.thresholds import Proposal
from mingjing.law.weighed import Weighed

TODAY = date(2026, 11, 23)
ROOT = "a" * 64
FINE = 20_000_00  # below the hearing threshold of an organisation
PROPOSAL = Proposal(PartyKind.ORGANISATION, "生态环境", TODAY, frozenset({Penalty.FINE}), FINE)

CLUE = CaseFacts(
    on=TODAY,
    stage=Stage.CLUE,
    field="生态环境",
    region_valid=True,
    order="notice_first",
    party_kind=PartyKind.ORGANISATION,
    party_problem="",
    party_age_at_act=None,
    officers=(Officer("p1", "甲", True), Officer("p2", "乙", True)),
    open_recusals=(),
    power_listed=True,
    power_name="对物料堆场扬尘的处罚",
    citations=(("《中华人民共和国生态环境法典》第一千一百三十条", True),),
    act_ended_on=date(2026, 10, 20),
    found_on=date(2026, 10, 21),
    filed_on=None,
    life_or_safety=False,
    proposal=PROPOSAL,
    no_penalty_ground="",
    documents=frozenset({Doc.CLUE_REGISTRATION}),
    drafts=frozenset(),
    draft_problems=(),
    evidence_count=3,
    expert_needed=False,
    expert_present=False,
    final_text_root=ROOT,
    final_text_changed="",
    signer="p9",
    publication_settled=True,
)
OPEN = replace(
    CLUE,
    stage=Stage.INVESTIGATING,
    filed_on=date(2026, 10, 22),
    documents=CLUE.documents | {Doc.INVESTIGATION_REPORT},
    recordings=(RecordingNeed("scene", "现场检查", True, True),),
)
DONE = replace(OPEN, stage=Stage.INVESTIGATED)
PASSED = Round(1, ReviewPurpose.FINAL, ROOT, ReviewOutcome.AGREE, "p5", True)
TOLD = replace(
    DONE,
    stage=Stage.NOTIFIED,
    notice=NoticeFact(date(2026, 11, 9), FINE, frozenset({Penalty.FINE}), date(2026, 11, 16)),
    rounds=(PASSED,),
)
DECIDED = replace(
    TOLD,
    stage=Stage.DECIDED,
    decision=DecisionFact("ordinary_penalty", date(2026, 11, 19), FINE, True, None, True),
)
SERVED = replace(
    DECIDED,
    stage=Stage.SERVED,
    decision=replace(
        DECIDED.decision,  # type: ignore[type-var]
        served_on=date(2026, 11, 20),
        paid=FINE,
        payment_due=date(2026, 12, 5),
        remedy_end=date(2027, 5, 20),
        court_window_end=date(2027, 8, 20),
    ),
)
OWING = replace(
    SERVED,
    on=date(2027, 6, 1),
    decision=replace(
        SERVED.decision,  # type: ignore[type-var]
        paid=0,
        demanded_on=date(2027, 5, 10),
        demand_due=date(2027, 5, 24),
    ),
)
EXECUTED = replace(SERVED, stage=Stage.EXECUTED)
NOON = datetime(2026, 11, 23, 12)


def took(facts: CaseFacts, *steps: Step, **values: object) -> CaseFacts:
    """The same facts, with these steps taken today, in this order."""
    return replace(facts, history=(*facts.history, *(Taken(s, TODAY, NOON, "p1", values) for s in steps)))


UNPAID = replace(SERVED, decision=replace(SERVED.decision, paid=0))  # type: ignore[type-var]
CLOSED = replace(EXECUTED, stage=Stage.CLOSED)

REQUESTED = HearingFact(
    requested_on=date(2026, 11, 11),
    summoned_on=date(2026, 11, 11),
    summons_served_on=date(2026, 11, 11),
    earliest_day=date(2026, 11, 20),
    held_on=date(2026, 11, 20),
    reported=True,
)
HEARD = replace(
    TOLD,
    hearing=REQUESTED,
    notice=replace(TOLD.notice, hearing_told=True, hearing_window_end=TODAY),  # type: ignore[type-var]
)
OBJECTED = replace(
    TOLD,
    rounds=(replace(PASSED, outcome=ReviewOutcome.OBJECT, objected=True, consulted=True),),
    discussions=(DiscussionFact(TODAY, ROOT, FINE, frozenset({Penalty.FINE}), "dispute"),),
)
CONFIRMABLE = replace(TOLD, order="review_first", rounds=(replace(PASSED, purpose=ReviewPurpose.PRE_NOTICE),))
NO_PENALTY = replace(DONE, no_penalty_ground="slight", rounds=(PASSED,))
MAJOR = replace(
    TOLD,
    proposal=replace(PROPOSAL, complex_case=True),
    discussions=(DiscussionFact(TODAY, ROOT, FINE, frozenset({Penalty.FINE}), "major"),),
)

REDONE = Annulled(Annuller.COURT, Fault.FACTS, Redo.ORDERED, date(2026, 11, 2), FINE, frozenset({Penalty.FINE}))
READY: dict[Step, CaseFacts] = {
    Step.FILE: CLUE,
    Step.DECLINE_FILING: CLUE,
    Step.ASSIGN_HANDLERS: OPEN,
    Step.REQUEST_RECUSAL: OPEN,
    Step.DECIDE_RECUSAL: OPEN,
    Step.PRESERVE: OPEN,
    Step.HANDLE_PRESERVED: OPEN,
    Step.ORDER_CORRECTION: OPEN,
    Step.RECHECK: OPEN,
    Step.APPROVE_MONITOR_EVIDENCE: OPEN,
    Step.CONCLUDE: OPEN,
    Step.NOTIFY: replace(DONE, rounds=()),
    Step.RECORD_STATEMENT: TOLD,
    Step.WAIVE_STATEMENT: TOLD,
    Step.ANSWER_STATEMENT: TOLD,
    Step.REQUEST_HEARING: replace(HEARD, hearing=HearingFact()),
    Step.WAIVE_HEARING: HEARD,
    Step.SUMMON_HEARING: HEARD,
    Step.HOLD_HEARING: HEARD,
    Step.REPORT_HEARING: HEARD,
    Step.SUBMIT_REVIEW: TOLD,
    Step.GIVE_OPINION: replace(TOLD, rounds=(replace(PASSED, outcome=None),)),
    Step.CONFIRM_REVIEW: CONFIRMABLE,
    Step.OBJECT: OBJECTED,
    Step.CONSULT: OBJECTED,
    Step.REQUEST_DISCUSSION: OBJECTED,
    Step.DISCUSS: TOLD,
    Step.SETTLE_REVIEW: OBJECTED,
    Step.DECIDE: TOLD,
    Step.DECIDE_NO_PENALTY: NO_PENALTY,
    Step.TRANSFER: TOLD,
    Step.TERMINATE: TOLD,
    Step.SUSPEND: replace(OPEN, suspension_basis="某规定第四十六条"),
    Step.RESUME: replace(OPEN, suspended_since=TODAY),
    Step.EXTEND: replace(OPEN, extension_basis="某规定第六十四条"),
    Step.SEAL_DECISION: DECIDED,
    Step.SERVE_DOCUMENT: TOLD,
    Step.SERVE: DECIDED,
    Step.RECORD_PAYMENT: SERVED,
    Step.COLLECT_ON_SPOT: UNPAID,
    Step.HAND_IN: took(SERVED, Step.COLLECT_ON_SPOT),
    Step.BANK_IN: took(SERVED, Step.COLLECT_ON_SPOT, Step.HAND_IN),
    Step.GRANT_DEFERRAL: SERVED,
    Step.SEEK_REMEDY: SERVED,
    Step.END_COLLECTION: UNPAID,
    Step.IMPOSE_SURCHARGE: OWING,
    Step.DEMAND: OWING,
    Step.APPLY_COURT: OWING,
    Step.RECORD_EXECUTION: SERVED,
    Step.ANNUL: SERVED,
    Step.FILE_RECORD: replace(SERVED, filing_due=True),
    Step.CLOSE: EXECUTED,
    Step.ARCHIVE: CLOSED,
}

# gate code → how to spoil ready facts so that this gate alone must answer.


def _weighed(statutory: Span, allowed: Span) -> Weighed:
    return Weighed("《某基准》", "一般", Effect.PLAIN, statutory, allowed)


SPOIL = {
    "handler.too-few": lambda f: replace(f, officers=f.officers[:1]),
    "recusal.open": lambda f: replace(f, open_recusals=("甲",)),
    "power.not-listed": lambda f: replace(f, power_listed=False),
    "entrustment.none": lambda f: replace(f, entrusted=True, entrustment=""),
    "limitation.passed": lambda f: replace(f, act_ended_on=date(2024, 10, 20)),
    "party.invalid": lambda f: replace(f, party_problem="统一社会信用代码校验码不对"),
    "party.under-14": lambda f: replace(f, party_age_at_act=13),
    "citation.not-in-force": lambda f: replace(f, citations=(("《大气污染防治法》第一百一十七条", False),)),
    "discretion.outside-statute": lambda f: replace(f, weighed=_weighed(Span(FINE + 1, FINE * 5), Span(0, FINE * 5))),
    "discretion.outside-tier": lambda f: replace(f, weighed=_weighed(Span(0, FINE * 5), Span(FINE + 1, FINE * 5))),
    "document.clue-registration": lambda f: replace(f, documents=f.documents - {Doc.CLUE_REGISTRATION}),
    "document.investigation-report": lambda f: replace(f, documents=f.documents - {Doc.INVESTIGATION_REPORT}),
    "evidence.none": lambda f: replace(f, evidence_count=0),
    "evidence.expert-missing": lambda f: replace(f, expert_needed=True),
    "recording.missing": lambda f: replace(f, recordings=(RecordingNeed("scene", "现场检查", True, False),)),
    "preservation.open": lambda f: replace(f, preserved_open=1),
    "case.suspended": lambda f: replace(f, suspended_since=TODAY),
    "party.unanswered": lambda f: replace(f, filings_open=("陈述申辩",)),
    "case.not-suspended": lambda f: replace(f, suspended_since=None),
    "suspension.no-rule": lambda f: replace(f, suspension_basis=""),
    "extension.no-rule": lambda f: replace(f, extension_basis=""),
    "proposal.none": lambda f: replace(f, proposal=replace(f.proposal, penalties=frozenset(), fine=0)),
    "proposal.no-ground": lambda f: replace(f, no_penalty_ground=""),
    "pre-review.not-passed": lambda f: replace(f, order="review_first", rounds=()),
    "crime.suspected": lambda f: replace(f, crime_suspected=True),
    "notice.not-served": lambda f: replace(f, notice=None, statement=StatementFact(waived=True)),
    "statement.window-open": lambda f: replace(f, notice=replace(f.notice, window_end=f.on)),
    "statement.unanswered": lambda f: replace(f, statement=StatementFact(presented=1)),
    "hearing.right-not-told": lambda f: replace(
        f,
        proposal=replace(f.proposal, fine=50_000_00),
        notice=replace(f.notice, fine=50_000_00),
        discussions=(DiscussionFact(TODAY, ROOT, 50_000_00, frozenset({Penalty.FINE}), "major"),),
    ),
    "hearing.window-open": lambda f: replace(
        f, notice=replace(f.notice, hearing_told=True, hearing_window_end=f.on), hearing=HearingFact()
    ),
    "hearing.not-held": lambda f: replace(f, hearing=HearingFact(requested_on=TODAY)),
    "hearing.not-requested": lambda f: replace(f, hearing=replace(f.hearing, requested_on=None)),
    "hearing.late-request": lambda f: replace(f, notice=replace(f.notice, hearing_window_end=date(2026, 11, 20))),
    "hearing.short-notice": lambda f: replace(f, hearing=replace(f.hearing, earliest_day=date(2026, 11, 24))),
    "hearing.host-handler": lambda f: replace(f, hearing=replace(f.hearing, host_is_handler=True)),
    "decision.heavier": lambda f: replace(f, notice=replace(f.notice, fine=FINE - 1)),
    "discussion.none": lambda f: replace(f, proposal=replace(f.proposal, complex_case=True), discussions=()),
    "review.not-passed": lambda f: replace(f, final_text_changed="“违法事实”改动了 1 字"),
    "review.reviewer-conflict": lambda f: replace(f, rounds=(replace(f.rounds[-1], reviewer="p1"),)),
    "signer.is-handler": lambda f: replace(f, signer="p1"),
    "draft.incomplete": lambda f: replace(f, draft_problems=("违法事实摘要：填写违法事实摘要",)),
    "review.pending": lambda f: replace(f, rounds=(replace(PASSED, outcome=None),)),
    "review.none-pending": lambda f: replace(f, rounds=()),
    "review.not-objected": lambda f: replace(f, rounds=(replace(PASSED, objected=True, consulted=True),)),
    "review.no-dispute": lambda f: replace(f, rounds=(replace(f.rounds[-1], objected=False),)),
    "review.no-consultation": lambda f: replace(f, rounds=(replace(f.rounds[-1], consulted=False),)),
    "review.no-settlement": lambda f: replace(f, discussions=()),
    "review.not-confirmable": lambda f: replace(f, order="notice_first"),
    "review.before-notice": lambda f: replace(f, stage=Stage.INVESTIGATED),
    "decision.none": lambda f: replace(f, decision=None),
    "decision.exists": lambda f: replace(f, decision=DECIDED.decision),
    "decision.unsealed": lambda f: replace(f, decision=replace(f.decision, entry_sealed=False)),
    "seal.missing": lambda f: replace(f, decision=replace(f.decision, sealed_copy=False)),
    "decision.unserved": lambda f: replace(f, decision=replace(f.decision, served_on=None)),
    "payment.incomplete": lambda f: replace(f, decision=replace(f.decision, paid=0)),
    "payment.not-overdue": lambda f: replace(f, decision=replace(f.decision, payment_due=f.on)),
    "payment.none-owed": lambda f: replace(f, decision=replace(f.decision, paid=FINE)),
    "cash.none": lambda f: replace(f, history=()),
    "cash.not-handed-in": lambda f: replace(f, history=f.history[:1]),
    "cash.not-banked": lambda f: took(f, Step.COLLECT_ON_SPOT),
    "demand.too-early": lambda f: replace(f, decision=replace(f.decision, demand_due=f.on)),
    "court.window": lambda f: replace(f, decision=replace(f.decision, remedy_end=f.on)),
    "correction.open": lambda f: replace(f, corrections_open=1),
    "service.open": lambda f: replace(f, unserved=("责令改正通知书",)),
    "publication.open": lambda f: replace(f, publication_settled=False),
    "filing.not-due": lambda f: replace(f, filing_due=False),
    "file.record-due": lambda f: replace(f, filing_due=True),
    "surcharge.nothing": lambda f: replace(f, decision=replace(f.decision, surcharge=FINE)),
    "remedy.pending": lambda f: took(f, Step.SEEK_REMEDY, event="filed", happened_on=TODAY),
    "annulment.nothing": lambda f: replace(f, decision=replace(f.decision, annulled=True)),
    "redo.same": lambda f: replace(f, annulled=replace(REDONE, same_grounds=True)),
    "publication.to-withdraw": lambda f: replace(f, clocks={"withdraw.penalty": ClockFact(TODAY, TODAY)}),
    "case.not-closed": lambda f: replace(f, stage=Stage.EXECUTED),
}
# Spoiling these necessarily trips a second gate that says the same thing from another side.
ALSO = {
    ("notice.not-served", Step.SUBMIT_REVIEW): {"statement.window-open"},
    ("decision.none", Step.SERVE): {"decision.unsealed", "seal.missing"},
    ("decision.none", Step.FILE_RECORD): set(),
    ("decision.unserved", Step.APPLY_COURT): set(),
    ("case.not-closed", Step.ARCHIVE): {"stage.wrong"},
    ("statement.unanswered", Step.CONFIRM_REVIEW): {"review.not-confirmable"},
    ("hearing.not-held", Step.CONFIRM_REVIEW): {"review.not-confirmable"},
}
