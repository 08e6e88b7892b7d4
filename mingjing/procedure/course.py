"""What has happened in a case, row by row, as the law asks about it: review, notice, hearing, decision and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mingjing.cases.models import Case
from mingjing.law import procedures
from mingjing.law.facts import DecisionFact, HearingFact, NoticeFact, Round, StatementFact, Taken
from mingjing.law.kinds import DecisionKind, Doc, ReviewOutcome, ReviewPurpose, Step
from mingjing.law.thresholds import Proposal, must_file
from mingjing.procedure import limits, papers
from mingjing.procedure.models import (
    Decision,
    DecisionAnnulment,
    Demand,
    Filing,
    Hearing,
    Measure,
    Notice,
    Payment,
    Service,
    Statement,
)
from mingjing.review.models import Consultation, Opinion, Submission


def rounds(
    consulted: Iterable[Consultation], submission: Submission | None, opinions: list[Opinion], sealed: int
) -> tuple[Round, ...]:
    """Rounds of review with their outcome; the last one may still be open (方案三(三)3)."""
    talks = {c.round: c for c in consulted}
    rounds = []
    for o in opinions:
        talk = talks.get(o.round)
        rounds.append(
            Round(
                o.round,
                ReviewPurpose(o.purpose),
                o.text_root,
                ReviewOutcome(o.outcome),
                o.reviewer_id,
                sealed > o.ledger_id,
                objected=talk is not None,
                consulted=bool(talk and talk.outcome),
            )
        )
    if submission and submission.round not in {r.number for r in rounds}:
        rounds.append(Round(submission.round, ReviewPurpose(submission.purpose), submission.text_root))
    return tuple(rounds)


def notice_fact(case: Case, notice: Notice | None, served: dict[str, Service]) -> NoticeFact | None:
    """The notice, and to when the party may speak or ask for a hearing (处44、64)."""
    if notice is None:
        return None
    service = served.get(notice.version_id)
    day = service.served_on if service else None
    return NoticeFact(
        served_on=day,
        fine=notice.fine,
        penalties=notice.penalty_kinds,
        window_end=limits.end("statement.window", day) if day else None,
        hearing_told=bool(notice.hearing_told),
        hearing_window_end=limits.end("hearing.request", day) if day and notice.hearing_told else None,
    )


def statement_fact(notice: Notice | None) -> StatementFact:
    """What the party said to the notice, and what was answered (处45)."""
    rows = list(Statement.objects.filter(notice=notice)) if notice else []
    return StatementFact(
        presented=sum(not r.waived for r in rows),
        answered=sum(not r.waived and r.answered_on is not None for r in rows),
        waived=any(r.waived for r in rows),
    )


def hearing_fact(hearing: Hearing | None, served: dict[str, Service], handlers: set[str], case: Case) -> HearingFact:
    """The hearing, if one was asked for (处63、64)."""
    if hearing is None:
        return HearingFact()
    summons = papers.latest(case, Doc.HEARING_SUMMONS)
    service = served.get(summons.pk) if summons else None
    day = service.served_on if service else None
    return HearingFact(
        requested_on=hearing.requested_on,
        waived=hearing.waived,
        summoned_on=hearing.summoned_on,
        summons_served_on=day,
        to_be_held_on=hearing.to_be_held_on,
        earliest_day=limits.clear_days_after("hearing.notice", day) if day else None,
        host_is_handler=hearing.host_id in handlers,
        held_on=hearing.held_on,
        reported=hearing.reported_on is not None,
    )


def decision_fact(
    case: Case, decision: Decision | None, served: dict[str, Service], sealed: int, taken: tuple[Taken, ...]
) -> DecisionFact | None:
    """The decision with service, payment and what follows from it (处61至73)."""
    if decision is None:
        return None
    service = served.get(decision.version_id)
    day = service.served_on if service else None
    measures = list(Measure.objects.filter(decision=decision))
    demand = Demand.objects.filter(decision=decision).last()
    # What was decided on the spot must go to reconsideration first (复23①一): when that is past, so is the court.
    last_remedy = "remedy.reconsideration" if decision.kind == DecisionKind.SUMMARY_PENALTY else "remedy.litigation"
    remedy_end = _after_remedy(taken) or (limits.end(last_remedy, day) if day else None)
    granted = max((m.ledger_id for m in measures if m.kind == "deferral"), default=None)
    put_off = max((m.until for m in measures if m.until and m.ledger_id == granted), default=None)
    court_from = max(remedy_end, put_off) if remedy_end and put_off else remedy_end
    paid = sum(p.amount for p in Payment.objects.filter(decision=decision))
    return DecisionFact(
        kind=decision.kind,
        decided_on=decision.decided_on,
        fine=decision.fine,
        sealed_copy=papers.has_sealed_copy(decision.version_id),
        served_on=day,
        entry_sealed=sealed > decision.ledger_id,
        paid=paid,
        deferred_until=_deferred(measures, paid),
        payment_due=limits.end(procedures.PROCEDURES[case.law_version].pay_clock, day) if day else None,
        demanded_on=demand.served_on if demand else None,
        demand_due=demand.due_on if demand else None,
        remedy_end=remedy_end,
        court_window_end=limits.end("court.apply", court_from) if court_from else None,
        court_from=court_from,
        enforced=any(m.kind in {"executed", "ended"} for m in measures),
        ended=any(m.kind == "ended" for m in measures),
        surcharge=sum(m.amount for m in measures if m.kind == "surcharge"),
        annulled=DecisionAnnulment.objects.filter(decision=decision).exists(),
    )


def _after_remedy(taken: tuple[Taken, ...]) -> date | None:
    """Where a remedy was sought and failed: the day from which the decision can no longer be challenged (诉45)."""
    for t in reversed(taken):
        if t.step is Step.ANNUL:
            return None
        if t.step is Step.SEEK_REMEDY and t.values["event"] == "ended":
            day: date = t.values["happened_on"]
            return limits.end("remedy.litigation_after", day) if t.values["way"] == "reconsideration" else day
    return None


def _deferred(measures: list[Measure], paid: int) -> date | None:
    """To which day payment is put off; with instalments that of the first which what was paid does not cover."""
    last = max((m.ledger_id for m in measures if m.kind == "deferral"), default=None)  # a later grant replaces it
    given = sorted((m.until, m.amount) for m in measures if m.kind == "deferral" and m.until and m.ledger_id == last)
    covered = 0
    for until, amount in given:
        covered += amount
        if amount and covered > paid:
            return until
    return given[-1][0] if given else None


def annulled_texts(case: Case) -> set[str]:
    """Versions of annulled decisions: they need no service any more."""
    if case.annulled_on is None:
        return set()
    rows = DecisionAnnulment.objects.filter(decision__case=case)
    return set(rows.values_list("decision__version_id", flat=True))


def in_force(case: Case) -> tuple[DecisionKind, ...]:
    """Kinds of the decisions that were not annulled."""
    annulled = DecisionAnnulment.objects.values("decision_id")
    kinds = Decision.objects.filter(case=case).exclude(pk__in=annulled).values_list("kind", flat=True)
    return tuple(DecisionKind(kind) for kind in kinds)


def filing_due(decision: Decision | None, proposal: Proposal | None) -> bool:
    """Whether a decision that reaches the amounts is still to be filed (方案三(三)2)."""
    if decision is None or decision.kind != "ordinary_penalty" or proposal is None:
        return False
    return bool(must_file(proposal)) and not Filing.objects.filter(decision=decision).exists()
