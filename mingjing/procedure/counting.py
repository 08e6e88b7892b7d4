"""What a case adds to the yearly figures, counted anew in the transaction of whatever changed it.

Everything is read again from the case's own rows, so that counting twice, late or after a correction gives the same;
``tally`` writes only the difference. Which acts can change a count: ``law.counting.moved_by``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery

from mingjing.cases.models import Case, Party, Weighing
from mingjing.catalog import queries as catalog
from mingjing.clocks import queries as clocks
from mingjing.documents.models import DocumentVersion, State
from mingjing.evidence.models import Recording
from mingjing.law import counting
from mingjing.law.counted import Act, Decided, Done, Duty, Line
from mingjing.law.kinds import ActKind, DecisionKind, Step
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Application, Decision, JointVisit, StepTaken
from mingjing.tally import actions as tally

if TYPE_CHECKING:
    from mingjing.procedure.taking import Taking

BUSINESS = "9"  # credit codes that the market regulators give: enterprises, sole traders, cooperatives (GB 32100)


def after_step(t: Taking) -> None:
    """Count the case anew when this step can have changed what it adds."""
    if t.case.ended_on or counting.moved_by(t.step, t.rule):
        recount(t.case, on=t.on)


def after_opening(case: Case, on: date) -> None:
    """A case counts from its opening only where an application came in."""
    if case.kind == ActKind.LICENCE:
        recount(case, on=on)


def after_joining(row: JointVisit, *, on: date) -> None:
    """Visits made together count as such on both sides, also when the answer comes after them."""
    if row.accepted:
        recount(row.host, on=on)
        recount(row.guest, on=on)


def recount(case: Case, *, on: date) -> bool:
    """Count one case anew; True when that changed anything. Call it in the transaction of the change, made ``on``."""
    return tally.count(subject=f"case:{case.pk}", organ=case.organ_id, lines=counting.lines(act_of(case)), on=on)


def count_recording(case: Case, row: Recording, *, on: date) -> None:
    """Count a recording that was stored."""
    tally.count(subject=f"recording:{row.pk}", organ=case.organ_id, lines=_recording(row), on=on)


def moved(case: Case, *, on: date) -> None:
    """Count a case and its recordings anew after it has come to another organ."""
    recount(case, on=on)
    for row in Recording.objects.filter(case=case):
        count_recording(case, row, on=on)


def contributions() -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(subject, organ, lines) of every case and recording there is, for counts that are built anew."""
    for case in Case.objects.select_related("organ").order_by("pk").iterator(chunk_size=500):
        yield f"case:{case.pk}", case.organ_id, counting.lines(act_of(case))
    for row in Recording.objects.select_related("case").order_by("pk").iterator(chunk_size=500):
        yield f"recording:{row.pk}", row.case.organ_id, _recording(row)


def _recording(row: Recording) -> tuple[Line, ...]:
    day: datetime = row.received_at
    seconds = int((row.claimed_ended_at - row.claimed_started_at).total_seconds())
    stored = Line("record.items", beijing_date(day), 1, seconds)
    return (stored,) if row.late else (stored, Line("record.in_day", beijing_date(day)))


def act_of(case: Case) -> Act:
    """The case as counting asks about it."""
    history = tuple(
        Done(Step(step), on, values)
        for step, on, values in StepTaken.objects.filter(case=case, step__in=counting.STEPS)
        .order_by("ledger_id")
        .values_list("step", "taken_on", "values")
    )
    return Act(
        kind=ActKind(case.kind),
        procedure=case.procedure,
        region=case.organ.region_id,
        details=case.details,
        history=history,
        decisions=_decisions(case),
        duties=_duties(case),
        recordings=_recordings(case) if any(d.step is Step.CLOSE for d in history) else None,
        **_own(case),
    )


def _decisions(case: Case) -> tuple[Decided, ...]:
    rows = Decision.objects.filter(case=case).order_by("ledger_id")
    if case.kind == ActKind.PENALTY:
        before = Weighing.objects.filter(case=case, ledger_id__lt=OuterRef("ledger_id")).order_by("-ledger_id")
        rows = rows.annotate(
            tier=Subquery(before.values("tier")[:1]),
            weighed=Subquery(before.values("fine")[:1]),
        )
    return tuple(_decided(row) for row in rows)


def _decided(row: Any) -> Decided:
    return Decided(
        kind=DecisionKind(row.kind),
        on=row.decided_on,
        penalties=row.penalty_kinds,
        fine=row.fine,
        confiscated=row.confiscated,
        tier=getattr(row, "tier", None) or "",
        weighed=getattr(row, "weighed", None) or 0,
        review_required=bool(row.review_required),
        reviewed=row.review_id is not None,
    )


def _duties(case: Case) -> tuple[Duty, ...]:
    return tuple(
        Duty(item.rule_id, item.started_on, item.rolled, item.met_on)
        for item in clocks.of_subject(case.pk)
        if counting.counts_clock(item.rule_id)
    )


def _own(case: Case) -> dict[str, Any]:
    """What only this kind of act is asked."""
    if case.kind == ActKind.LICENCE:
        came = Application.objects.filter(case=case).order_by("ledger_id").values_list("received_on", flat=True)
        return {"applied_on": came.first()}
    if case.kind == ActKind.INSPECTION:
        codes = list(Party.objects.filter(case=case).values_list("code", flat=True))
        sides = Q(host=case) | Q(guest=case)
        return {
            "objects": len(codes),
            "enterprise": any(code.startswith(BUSINESS) for code in codes),
            "joint": JointVisit.objects.filter(sides, accepted=True).exists(),
        }
    return {}


def _recordings(case: Case) -> tuple[int, int]:
    """(asked for, made): what must be recorded in full, of steps whose paper was issued (plan 三(二)3)."""
    issued = DocumentVersion.objects.filter(document__case=case, state=State.FINAL)
    papers = set(issued.values_list("document__doc", flat=True))
    asked = {
        item.code
        for item in catalog.av_items(case.organ_id, case.filed_on or case.found_on)
        if item.level == "mandatory_full" and (not item.document or item.document in papers)
    }
    made = set(Recording.objects.filter(case=case, av_item__in=asked).values_list("av_item", flat=True))
    return len(asked), len(made)
