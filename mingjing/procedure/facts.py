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
    DiscussionFact,
    Officer,
    RecordingNeed,
)
from mingjing.law.identifiers import birth_date, check_id_number, check_uscc
from mingjing.law.kinds import ActKind, Doc, PartyKind, Penalty, Stage
from mingjing.law.review_list import listed_grounds
from mingjing.law.thresholds import Proposal
from mingjing.ledger.sealing import sealed_size
from mingjing.procedure import (
    annulment,
    course,
    decision_text,
    duties,
    history,
    licensing,
    limits,
    papers,
    visiting,
    weighed,
)
from mingjing.procedure.held import ASKED, held
from mingjing.procedure.models import (
    Correction,
    Decision,
    Discussion,
    Hearing,
    Notice,
    PartyFiling,
    Preservation,
    Recusal,
    Service,
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
        rounds=course.rounds(_of(Consultation, case, there), submission, opinions, sealed),
        notice=course.notice_fact(case, notice, served),
        statement=course.statement_fact(notice),
        hearing=course.hearing_fact(hearing, served, {h.person_id for h in handlers}, case),
        discussions=tuple(
            DiscussionFact(
                d.held_on, d.text_root, d.fine, d.penalty_kinds, d.kind, bool(d.quorum), bool(d.reviewer_heard)
            )
            for d in discussions
        ),
        recordings=recording_needs(case, made=finals | drafts),
        preserved_open=len(_of(Preservation, case, there, handled_on=None)),
        corrections_open=len(_of(Correction, case, there, rechecked_on=None)),
        decision=course.decision_fact(case, decision, served, sealed, taken),
        suspended_since=case.suspended_since,
        suspension_basis=_field_rule(case.organ.field, "suspend", on),
        extension_basis=_field_rule(case.organ.field, "extend", on),
        crime_suspected=case.crime_suspected,
        unserved=papers.unserved(case, set(served) | course.annulled_texts(case)),
        signer=signer,
        reviewer=reviewer,
        former_handlers=frozenset(h.person_id for h in ever if h.until or h.recused),
        filing_due=course.filing_due(decision, proposal),
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
        decisions=course.in_force(case) if decision else (),
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


def _field_rule(field: str, what: str, on: date) -> str:
    """The field's own rule for suspending or extending the ninety days; "" where it has none (处60)."""
    for rule_field, kind, basis, _, since in penalty.FIELD_CLOCK_RULES:
        if (rule_field, kind) == (field, what) and date.fromisoformat(since) <= on:
            return basis
    return ""
