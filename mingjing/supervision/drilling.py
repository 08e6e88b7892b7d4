"""Behind a cell of the grid: the duties, recordings, decisions or people it was counted from, the missed ones first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case as When
from django.db.models import F, IntegerField, Q, Value
from django.db.models import When as Whether

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.law.compliance import BY_CODE
from mingjing.law.deadlines import resolve
from mingjing.organs.models import Organ
from mingjing.procedure.models import Decision
from mingjing.supervision import grid


@dataclass(frozen=True, slots=True)
class Item:
    """One thing behind a cell: what it is, of which case and organ, how it stands."""

    title: str
    what: str
    organ: str
    organ_id: str
    case_id: str
    due: date | None
    light: Light


def behind(
    column: str, organs: Sequence[Organ], first: date, last: date, on: date, offset: int, most: int
) -> tuple[list[Item], int]:
    """The items of a column over these organs and days, missed ones first, and how many there are.

    A bounded number of queries. Raises KeyError for no such column.
    """
    names = {o.pk: o.short_name for o in organs}
    if BY_CODE[column].rules:
        return _duties(BY_CODE[column].rules, names, first, last, on, offset, most)
    return {"footage": _footage, "review": _review, "staff": _staff}[column](names, first, last, on, offset, most)


def _duties(
    rules: Collection[str], names: dict[str, str], first: date, last: date, on: date, offset: int, most: int
) -> tuple[list[Item], int]:
    rows = grid.counted(Obligation.objects.filter(org__in=names, rule_id__in=rules), first, last, on)
    kept = Q(met_on__isnull=False, met_on__lte=F("rolled"))
    missed = When(Whether(kept, then=Value(1)), default=Value(0), output_field=IntegerField())
    page = list(rows.annotate(kept=missed).order_by("kept", "rolled", "pk")[offset : offset + most])
    titles, cal = _titles({o.subject_id for o in page}), clocks.calendar()
    items = [
        Item(
            titles.get(o.subject_id, o.label), resolve(o.rule_id, o.started_on).label, names[o.org], o.org,
            o.subject_id if o.subject_id in titles else "", o.rolled, clocks.light(o, on, cal),
        )
        for o in page
    ]  # fmt: skip
    return items, rows.count()


def _titles(ids: Collection[str]) -> dict[str, str]:
    rows = Case.objects.filter(pk__in=ids).only("pk", "number", "cause")
    return {c.pk: f"{c.number or '线索'} {c.cause}" for c in rows}


def _footage(
    names: dict[str, str], first: date, last: date, on: date, offset: int, most: int
) -> tuple[list[Item], int]:
    rows = grid.recordings(list(names), first, last)
    page = list(rows.select_related("case").order_by("-late", "received_at", "pk")[offset : offset + most])
    items = [
        Item(
            f"{r.case.number or '线索'} {r.case.cause}", r.step or r.av_item, names[r.case.organ_id], r.case.organ_id,
            r.case_id, r.received_at.date(), Light("red", "超过 24 小时入库") if r.late else Light("green", "按时入库"),
        )
        for r in page
    ]  # fmt: skip
    return items, rows.count()


def _review(names: dict[str, str], first: date, last: date, on: date, offset: int, most: int) -> tuple[list[Item], int]:
    rows = Decision.objects.filter(case__organ__in=names, decided_on__gte=first, decided_on__lte=last)
    rows = rows.filter(review_required=1)
    page = list(
        rows.select_related("case").order_by(F("review").asc(nulls_first=True), "decided_on")[offset : offset + most]
    )
    items = [
        Item(
            f"{d.number or d.case.number} {d.case.cause}", "作出决定", names[d.case.organ_id], d.case.organ_id,
            d.case_id,
            d.decided_on, Light("green", "经法制审核") if d.review_id else Light("red", "没有审核记录"),
        )
        for d in page
    ]  # fmt: skip
    return items, rows.count()


def _staff(names: dict[str, str], first: date, last: date, on: date, offset: int, most: int) -> tuple[list[Item], int]:
    short = sorted(grid.staff_short(list(names), on).items(), key=lambda item: (-item[1], names[item[0]]))
    items = [
        Item(
            names[o], "法制审核人员", names[o], o, "", None, Light("red", f"少 {n} 人") if n else Light("green", "达标")
        )
        for o, n in short
    ]
    return items[offset : offset + most], len(items)
