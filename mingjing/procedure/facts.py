"""The only place that reads case, evidence, documents and review together: rows in, ``CaseFacts`` out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model

from mingjing.cases.models import Case, Party, Weighing
from mingjing.catalog import citations, entrusting, lists
from mingjing.catalog import queries as catalog
from mingjing.catalog.models import AVItem
from mingjing.clocks import queries as clocks
from mingjing.evidence import queries as evidence
from mingjing.law import penalty, procedures
from mingjing.law.facts import (
    CaseFacts,
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
from mingjing.law.identifiers import birth_date, check_id_number, check_uscc
from mingjing.law.kinds import ActKind, DecisionKind, Doc, PartyKind, Penalty, ReviewOutcome, ReviewPurpose, Stage, Step
from mingjing.law.review_list import listed_grounds
from mingjing.law.thresholds import Proposal, must_file
from mingjing.ledger.sealing import sealed_size
from mingjing.procedure import annulment, decision_text, duties, history, licensing, limits, papers, visiting, weighed
from mingjing.procedure.held import ASKED, held
from mingjing.procedure.models import (
    Correction,
    Decision,
    DecisionAnnulment,
    Demand,
    Discussion,
    Filing,
    Hearing,
    Measure,
    Notice,
    PartyFiling,
    Payment,
    Preservation,
    Recusal,
    Service,
    Statement,
)
from mingjing.review.models import Consultation, Opinion, Submission

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Facts, and the rows they came from, so that a step need not look them up again."""

    facts: CaseFacts
    parties: tuple[Party, ...]
    handlers: tuple[Any, ...]
    notice: Notice | None
    hearing: Hearing | None
    decision: Decision | None
    opinion: Opinion | None
    submission: Submission | None
    discussions: tuple[Discussion, ...]
    draft: Any


def gather(case: Case, *, on: date, signer: str = "", reviewer: str = "", at: datetime | None = None) -> Gathered:
    """All that the law may ask about ``case`` on the day ``on``. Reads only; about twenty short queries.

    ``at``: the moment, where a gate asks for the hour (强43); midday of ``on`` when it is not told.

    ``signer`` and ``reviewer``: who is about to sign the decision, or to give an opinion.
    """
    there = held(case)
    parties = tuple(case.parties.all())
    cited = _together(case, "citations", "statute")
    ever = _together(case, "handlers", "person", "certificate")
    handlers = tuple(h for h in ever if h.until is None and not h.recused)
    proposal = propose(case, parties, on, there)
    since = annulment.since(case)  # what stands before an annulment is of the annulled decision
    after = {"ledger_id__gt": since}
    notice = _last(_of(Notice, case, there, "version", order="ord", **after))
    served = {s.version_id: s for s in _of(Service, case, there, "version__document")}
    hearing = _last(_of(Hearing, case, there, "host", notice=notice)) if notice else None
    decision = _last(_of(Decision, case, there, "version"))
    submission = _last(_of(Submission, case, there, "version", order="round", **after))
    opinions = _of(Opinion, case, there, order="round", **after)
    discussions = tuple(_of(Discussion, case, there, order="ord", **after))
    sealed = sealed_size("anjuan")
    pieces, expert = evidence.summary(case.pk)
    finals, drafts = papers.states(case)
    draft = decision_text.latest(case)
    taken = history.of_case(case)
    facts = CaseFacts(
        on=on,
        stage=Stage(case.stage),
        field=case.organ.field,
        region_valid=True,
        order="review_first" if case.organ.field in penalty.REVIEW_FIRST_FIELDS else "notice_first",
        party_kind=PartyKind(parties[0].kind) if parties else None,
        party_problem=_party_problem(parties),
        party_age_at_act=_age(parties, case),
        officers=tuple(
            Officer(
                h.person_id,
                h.person.name,
                h.certificate.valid_on(on),
                not h.certificate.fields or case.organ.field in h.certificate.fields,
            )
            for h in handlers
        ),
        open_recusals=tuple(r.person.name for r in _of(Recusal, case, there, "person", granted=None)),
        power_listed=catalog.power_listed(case.power, case.filed_on or on),
        power_name=case.power.name,
        citations=tuple(
            (c.text, catalog.in_force(c.statute, case.act_ended_on or on) or catalog.in_force(c.statute, on))
            for c in cited
        ),
        unknown_articles=citations.unknown(cited),
        act_ended_on=case.act_ended_on,
        found_on=case.found_on,
        filed_on=case.filed_on,
        life_or_safety=case.life_or_safety,
        proposal=proposal,
        no_penalty_ground=case.no_penalty_ground,
        documents=finals,
        drafts=drafts,
        draft_problems=decision_text.problems(case, draft, notice),
        evidence_count=pieces,
        expert_needed=case.expert_needed,
        expert_present=expert,
        final_text_root=draft.text_root if draft else "",
        final_text_changed=papers.changed_since_cut(draft) if draft else "",
        beyond_notice=papers.beyond_notice(draft, submission.version) if draft and submission else "",
        rounds=_rounds(_of(Consultation, case, there), submission, opinions, sealed),
        notice=_notice(case, notice, served),
        statement=_statement(notice),
        hearing=_hearing(hearing, served, {h.person_id for h in handlers}, case),
        discussions=tuple(
            DiscussionFact(
                d.held_on, d.text_root, d.fine, d.penalty_kinds, d.kind, bool(d.quorum), bool(d.reviewer_heard)
            )
            for d in discussions
        ),
        recordings=recording_needs(case, made=finals | drafts),
        preserved_open=len(_of(Preservation, case, there, handled_on=None)),
        corrections_open=len(_of(Correction, case, there, rechecked_on=None)),
        decision=_decision(case, decision, served, sealed, taken),
        suspended_since=case.suspended_since,
        suspension_basis=_field_rule(case.organ.field, "suspend", on),
        extension_basis=_field_rule(case.organ.field, "extend", on),
        crime_suspected=case.crime_suspected,
        unserved=papers.unserved(case, set(served) | _annulled_texts(case)),
        signer=signer,
        reviewer=reviewer,
        former_handlers=frozenset(h.person_id for h in ever if h.until or h.recused),
        filing_due=_filing_due(decision, proposal),
        publication_settled=clocks.is_settled(case.pk, procedures.PROCEDURES[case.law_version].publish_clock),
        at=(at or datetime(on.year, on.month, on.day, 12, tzinfo=limits.BEIJING)).astimezone(limits.BEIJING),
        holiday=clocks.calendar().is_statutory(on),
        holiday_written=_names_holiday(draft),
        history=taken,
        annulled=annulment.fact(case, taken, draft),
        details=case.details,
        clocks=history.clocks_of(case),
        served=history.served(served),
        draft_doc=Doc(draft.document.doc) if draft else None,
        decisions=_in_force(case) if decision else (),
        entrusted=case.organ.kind == "entrusted",
        entrustment=entrusting.covering(case.organ, case.power, on) if case.organ.kind == "entrusted" else "",
        power_basis=case.power.basis,
        elsewhere=duties.held_elsewhere(case, parties, taken),
        duty=duties.of(case, taken),
        filings_open=tuple(f.get_kind_display() for f in _of(PartyFiling, case, there, settled_on=None)),
        source=case.source,
        draft_values=draft.values if draft else {},
        preparation=visiting.preparation(case, parties, on),
        licence=licensing.facts_of(case, parties, on),
        weighed=weighed.fact(case) if Weighing in there else None,
    )
    opinion = opinions[-1] if opinions else None
    return Gathered(facts, parties, handlers, notice, hearing, decision, opinion, submission, discussions, draft)


def _names_holiday(draft: Any) -> bool:
    """Whether the day of execution that a draft names is a statutory holiday (强43①)."""
    day = draft.values.get("execute_on") if draft else ""
    return bool(day) and clocks.calendar().is_statutory(date.fromisoformat(day))


def _of(
    model: type[Row], case: Case, there: frozenset[type[Model]], *related: str, order: str = "ledger_id", **where: Any
) -> list[Row]:
    """Rows of the case in order; nothing is asked of a table that holds none."""
    if model not in there:
        return []
    return list(model._default_manager.filter(case=case, **where).select_related(*related).order_by(order))


def _last(rows: Sequence[Row]) -> Row | None:
    return rows[-1] if rows else None


def _together(case: Case, rows: str, *of: str) -> list[Any]:
    """Rows of the case with what they point to: those a page has already fetched, or one query."""
    fetched = rows in getattr(case, "_prefetched_objects_cache", {})
    return list(getattr(case, rows).all() if fetched else getattr(case, rows).select_related(*of))


def propose(
    case: Case, parties: tuple[Party, ...], on: date, there: frozenset[type[Model]] = frozenset(ASKED)
) -> Proposal | None:
    """What is proposed, as the law's predicates read it. None while no party is known. ``there``: as ``held``."""
    if not parties:
        return None
    proposal = Proposal(
        party_kind=PartyKind(parties[0].kind),
        field=case.organ.field,
        on=on,
        penalties=frozenset(Penalty(p) for p in case.penalties),
        fine=case.fine,
        confiscated=case.confiscated,
        public_interest=case.public_interest,
        social_risk=case.social_risk,
        grave_rights=case.grave_rights,
        complex_case=case.complex_case,
        heard=bool(_of(Hearing, case, there, held_on__isnull=False)) or licensing.heard(case),
    )
    if (case.kind, case.procedure) == (ActKind.PENALTY, "ordinary"):  # always reviewed: the organ's list adds nothing
        return proposal
    listed = lists.rows_in_force(case.organ_id, "review-catalogue", on)
    return replace(proposal, listed=listed_grounds(listed, ActKind(case.kind), case.power.code, proposal))


def _party_problem(parties: tuple[Party, ...]) -> str:
    for party in parties:
        problem = check_id_number(party.id_number) if party.kind == PartyKind.PERSON else check_uscc(party.code)
        if problem:
            return f"{party.name}：{problem}"
    return ""


def _age(parties: tuple[Party, ...], case: Case) -> int | None:
    if not parties or parties[0].kind != PartyKind.PERSON or not parties[0].id_number:
        return None
    born, on = birth_date(parties[0].id_number), case.act_ended_on or case.found_on
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _rounds(
    consulted: Iterable[Consultation], submission: Submission | None, opinions: list[Opinion], sealed: int
) -> tuple[Round, ...]:
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


def _notice(case: Case, notice: Notice | None, served: dict[str, Service]) -> NoticeFact | None:
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


def _statement(notice: Notice | None) -> StatementFact:
    rows = list(Statement.objects.filter(notice=notice)) if notice else []
    return StatementFact(
        presented=sum(not r.waived for r in rows),
        answered=sum(not r.waived and r.answered_on is not None for r in rows),
        waived=any(r.waived for r in rows),
    )


def _hearing(hearing: Hearing | None, served: dict[str, Service], handlers: set[str], case: Case) -> HearingFact:
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


def recording_needs(
    case: Case, listed: Iterable[AVItem] | None = None, made: frozenset[Doc] | None = None
) -> tuple[RecordingNeed, ...]:
    """What the list of recordings (``listed``, or of the day it was filed) asks of this case now (方案三(二)2)."""
    have, excused = evidence.recorded(case.pk)
    if made is None:
        made = frozenset().union(*papers.states(case))
    needs = []
    if listed is None:
        listed = catalog.av_items(case.organ_id, case.filed_on or case.found_on)
    for item in listed:
        if item.document and Doc(item.document) not in made:
            continue  # the step that is recorded has not taken place
        needs.append(
            RecordingNeed(item.code, item.name, item.level == "mandatory_full", item.code in have, item.code in excused)
        )
    return tuple(needs)


def _decision(
    case: Case, decision: Decision | None, served: dict[str, Service], sealed: int, taken: tuple[Taken, ...]
) -> DecisionFact | None:
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


def _annulled_texts(case: Case) -> set[str]:
    """Versions of annulled decisions: they need no service any more."""
    if case.annulled_on is None:
        return set()
    rows = DecisionAnnulment.objects.filter(decision__case=case)
    return set(rows.values_list("decision__version_id", flat=True))


def _in_force(case: Case) -> tuple[DecisionKind, ...]:
    annulled = DecisionAnnulment.objects.values("decision_id")
    kinds = Decision.objects.filter(case=case).exclude(pk__in=annulled).values_list("kind", flat=True)
    return tuple(DecisionKind(kind) for kind in kinds)


def _filing_due(decision: Decision | None, proposal: Proposal | None) -> bool:
    if decision is None or decision.kind != "ordinary_penalty" or proposal is None:
        return False
    return bool(must_file(proposal)) and not Filing.objects.filter(decision=decision).exists()


def _field_rule(field: str, what: str, on: date) -> str:
    """The field's own rule for suspending or extending the ninety days; "" where it has none (处60)."""
    for rule_field, kind, basis, _, since in penalty.FIELD_CLOCK_RULES:
        if (rule_field, kind) == (field, what) and date.fromisoformat(since) <= on:
            return basis
    return ""
