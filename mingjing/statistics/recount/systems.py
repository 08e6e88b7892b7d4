"""T7 and the counted part of T8: people, publication, recording, review, filing, archive, over the raw rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mingjing.catalog.models import AVItem
from mingjing.clocks.models import Obligation
from mingjing.disclosure.models import Publication
from mingjing.documents.models import DocumentVersion
from mingjing.evidence.models import Recording
from mingjing.organs.models import Certificate, Grant, Person
from mingjing.procedure.models import Filing
from mingjing.review.models import Opinion, Submission
from mingjing.statistics.recount.raw import CaseRow, Fact, Raw

BEIJING = ZoneInfo("Asia/Shanghai")
OTHERS = {"archive.file": "archive", "file.record": "filing"}


def _on(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


def clocks(raw: Raw) -> Iterator[Fact]:
    """应公示、应归档、应备案, by the last day of the clock; 备案 by the register of filings."""
    filed = {(f.decision.case_id, f.decision.decided_on) for f in Filing.objects.select_related("decision")}
    for row in Obligation.objects.filter(cancelled_on=None, subject_id__in=list(raw.cases)).iterator():
        figure = "public" if row.rule_id[:8] == "publish." else OTHERS.get(row.rule_id, "")
        if not figure:
            continue
        organ = raw.cases[row.subject_id].organ
        yield Fact(f"{figure}.due", organ, row.rolled)
        if figure == "filing" and (row.subject_id, row.started_on) in filed:
            yield Fact("filing.done", organ, row.rolled)
        if row.met_on is not None and not row.met_on > row.rolled:
            yield Fact(f"{figure}.on_time", organ, row.rolled)


def publications(raw: Raw) -> Iterator[Fact]:
    """公示、撤下、更正."""
    ended = {"withdrawn": "public.withdrawn", "corrected": "public.corrected"}
    for row in Publication.objects.all().iterator():
        organ = raw.cases[row.case_id].organ
        if row.published_at is not None:
            yield Fact("public.done", organ, _on(row.published_at))
        if row.state in ended and row.ended_on is not None:
            yield Fact(ended[row.state], organ, row.ended_on)


def recordings(raw: Raw) -> Iterator[Fact]:
    """What was stored; and of closed cases, what had to be recorded and what was."""
    kept: dict[str, set[str]] = defaultdict(set)
    for row in Recording.objects.all().iterator():
        case = raw.cases[row.case_id]
        length = int((row.claimed_ended_at - row.claimed_started_at).total_seconds())
        yield Fact("record.items", case.organ, _on(row.received_at), 1, length)
        if not row.late:
            yield Fact("record.in_day", case.organ, _on(row.received_at))
        kept[case.id].add(row.av_item)
    papers: dict[str, set[str]] = defaultdict(set)
    for case_id, doc in DocumentVersion.objects.filter(state="final").values_list("document__case_id", "document__doc"):
        papers[case_id].add(doc)
    listed = list(AVItem.objects.all())
    for case in raw.cases.values():
        closed = raw.ever(case.id, "close")
        if closed:
            asked = _asked(case, listed, papers[case.id])
            if asked:
                yield Fact("record.needed", case.organ, closed[-1].on, len(asked))
            if asked & kept[case.id]:
                yield Fact("record.covered", case.organ, closed[-1].on, len(asked & kept[case.id]))


def _asked(case: CaseRow, listed: list[AVItem], papers: set[str]) -> set[str]:
    """Items of the common list and the organ's own, which takes the place of the common one of its code."""
    valid = [i for i in listed if i.valid_from <= case.begun and (i.valid_to is None or i.valid_to >= case.begun)]
    of_code = {i.code: i for i in valid if i.organ_id is None}
    of_code |= {i.code: i for i in valid if i.organ_id == case.organ}
    full = [i for i in of_code.values() if i.level == "mandatory_full"]
    return {i.code for i in full if not i.document or i.document in papers}


def reviews(raw: Raw) -> Iterator[Fact]:
    """Rounds sent, opinions given, and which decisions had to be reviewed."""
    for case_id, at in Submission.objects.values_list("case_id", "submitted_at"):
        yield Fact("review.submitted", raw.cases[case_id].organ, _on(at))
    for case_id, outcome, at in Opinion.objects.values_list("case_id", "outcome", "given_at"):
        figure = "review.returned" if outcome == "object" else "review.agreed"
        yield Fact(figure, raw.cases[case_id].organ, _on(at))
    for row in raw.decisions:
        if row.review_required:
            yield Fact("review.needed", raw.cases[row.case_id].organ, row.decided_on)
            if row.review_id:
                yield Fact("review.done", raw.cases[row.case_id].organ, row.decided_on)


def roster(on: date) -> dict[str, dict[str, int]]:
    """T7 by organ: everyone in the register, one by one."""
    cards: dict[str, list[Certificate]] = defaultdict(list)
    for card in Certificate.objects.filter(kind="enforcement"):
        cards[card.person_id].append(card)
    reviewers = {
        g.person_id
        for g in Grant.objects.filter(role="L")
        if g.valid_from <= on and not (g.valid_to and g.valid_to < on)
    }
    found: dict[str, dict[str, int]] = {}
    for person in Person.objects.exclude(organ=None):
        if person.left_on is not None and person.left_on <= on:
            continue
        row = found.setdefault(str(person.organ_id), defaultdict(int))
        held = [c for c in cards[person.pk] if c.issued_on <= on and c.status != "revoked"]
        row["staff.officers"] += bool(held)
        row["staff.certified"] += any(c.status == "active" and c.valid_to >= on for c in held)
        row["staff.reviewers"] += person.pk in reviewers
        row["staff.qualified"] += person.has_legal_qualification
    return found
