"""The bureau's compliance grid: for every organ and column, how much of what fell due was kept, in a bounded number of
queries whatever the number of organs or cases.

A duty counts in the period in which its clock began; one that still runs within its time counts neither way. What is
late stays in the whole and out of the part, whether it was done late or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from mingjing.clocks.models import Obligation
from mingjing.evidence.models import Recording
from mingjing.law.compliance import BY_CODE, COLUMN_OF, COLUMNS, Grade, grade, percent
from mingjing.law.staffing import reviewers_needed
from mingjing.organs.models import Certificate, Grant, Organ
from mingjing.organs.permissions import Actor, Scope, matrix, may, require
from mingjing.organs.queries import regions_below
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.models import Decision

READ = "supervision.read"
CLOCKED = tuple(COLUMN_OF)


@dataclass(slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int = 0
    whole: int = 0

    def add(self, part: int, whole: int) -> None:
        """Add another share to this one."""
        self.part += part
        self.whole += whole

    @property
    def text(self) -> str:
        """“99.2”; “—” where nothing fell due."""
        return percent(self.part, self.whole) if self.whole else "—"

    @property
    def missed(self) -> int:
        """How many were not kept."""
        return self.whole - self.part

    def grade(self, on: date) -> Grade | None:
        """The grade on a day; None where nothing fell due."""
        return grade(self.part, self.whole, on)


@dataclass(slots=True)
class Row:
    """One organ or region of the grid: column → share, decisions made, and the organs behind it."""

    code: str
    name: str
    organs: list[str] = field(default_factory=list)
    shares: dict[str, Share] = field(default_factory=lambda: {c.code: Share() for c in COLUMNS})
    decisions: int = 0


def organs_of(actor: Actor) -> QuerySet[Organ]:
    """Organs this actor supervises, in the order of regions and names; never the actor's own. Raises NotAllowed."""
    require(actor, READ, Scope(actor.organ_id, _widest(actor)))
    codes = {c for g in actor.grants if matrix()[READ].get(g.role) == "region" for c in regions_below(g.region_code)}
    rows = Organ.objects.filter(region__in=codes, valid_to=None).exclude(pk=actor.organ_id)
    return rows.select_related("region").order_by("region_id", "name")


def supervises(actor: Actor) -> bool:
    """Whether this actor supervises any region."""
    return may(actor, READ, Scope(actor.organ_id, _widest(actor))).ok


def _widest(actor: Actor) -> str:
    codes = [g.region_code for g in actor.grants if g.region_code and matrix()[READ].get(g.role) == "region"]
    return min(codes, key=lambda c: (len(c.rstrip("0")), c), default="")


def by_organ(organs: Iterable[Organ], first: date, last: date, on: date, *, staff: bool = True) -> dict[str, Row]:
    """Organ id → its row for a period, as things stand on ``on``; reviewers as of ``on``. Five queries."""
    rows = {o.pk: Row(o.pk, o.short_name, [o.pk]) for o in organs}
    for org, rule, kept, whole in _clocks(rows, first, last, on):
        rows[org].shares[COLUMN_OF[rule]].add(kept, whole)
    for org, kept, whole in _footage(rows, first, last):
        rows[org].shares["footage"].add(kept, whole)
    decided = Decision.objects.filter(case__organ__in=rows, decided_on__gte=first, decided_on__lte=last)
    needed = Count("pk", filter=Q(review_required=1))
    done = Count("pk", filter=Q(review_required=1, review__isnull=False))
    counted = decided.order_by().values_list("case__organ").annotate(made=Count("pk"), needed=needed, done=done)
    for org, made, due, reviewed in counted:
        rows[org].shares["review"].add(reviewed, due)
        rows[org].decisions = made
    for org, short in (staff_short(rows, on) if staff else {}).items():
        rows[org].shares["staff"].add(int(short == 0), 1)
    return rows


def _clocks(organs: Collection[str], first: date, last: date, on: date) -> Iterable[tuple[str, str, int, int]]:
    rows = counted(Obligation.objects.filter(org__in=organs), first, last, on).filter(rule_id__in=CLOCKED)
    kept = Count("pk", filter=Q(met_on__isnull=False, met_on__lte=F("rolled")))
    return rows.order_by().values_list("org", "rule_id").annotate(kept=kept, due=Count("pk"))


def counted(rows: QuerySet[Obligation], first: date, last: date, on: date) -> QuerySet[Obligation]:
    """Clocks that count in a period: begun in it, not cancelled, and met or over by ``on``."""
    over = Q(met_on__isnull=False) | Q(rolled__lt=on)
    return rows.filter(over, started_on__gte=first, started_on__lte=last, cancelled_on=None)


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(first, time(), BEIJING)
    return begin, datetime.combine(last + timedelta(days=1), time(), BEIJING)


def recordings(organs: Collection[str], first: date, last: date) -> QuerySet[Recording]:
    """Recordings of these organs that were received in a period."""
    begin, end = _moments(first, last)
    return Recording.objects.filter(case__organ__in=organs, received_at__gte=begin, received_at__lt=end)


def _footage(organs: Collection[str], first: date, last: date) -> Iterable[tuple[str, int, int]]:
    rows = recordings(organs, first, last).order_by().values_list("case__organ")
    return rows.annotate(kept=Count("pk", filter=Q(late=False)), due=Count("pk"))


def staff_short(organs: Collection[str], on: date) -> dict[str, int]:
    """Organ → how many legal reviewers it lacks on a day (0: enough), by plan 三(三)1. Two queries."""
    valid = Certificate.objects.filter(
        kind="enforcement", status="active", issued_on__lte=on, valid_to__gte=on, person__organ__in=organs,
        person__left_on=None,
    )  # fmt: skip
    officers = dict(valid.order_by().values_list("person__organ").annotate(Count("person", distinct=True)))
    held = Grant.objects.filter(role="L", organ__in=organs, valid_from__lte=on, person__left_on=None)
    held = held.exclude(valid_to__lt=on).order_by()
    reviewers = dict(held.values_list("organ").annotate(Count("person", distinct=True)))
    return {o: max(0, reviewers_needed(officers.get(o, 0)) - reviewers.get(o, 0)) for o in organs}


def merged(rows: Iterable[Row], code: str, name: str) -> Row:
    """Several organs as one row: the parts and the wholes added up."""
    whole = Row(code, name)
    for row in rows:
        whole.organs += row.organs
        whole.decisions += row.decisions
        for column, share in row.shares.items():
            whole.shares[column].add(share.part, share.whole)
    return whole


def by_region(organs: Iterable[Organ], rows: Mapping[str, Row], own: str) -> list[Row]:
    """The rows of the grid: the bureau's own level first (“市直机关”), then county by county, towns under theirs."""
    found: dict[str, tuple[str, list[Row]]] = {}
    for organ in organs:
        code, name = organ.region_id[:6], organ.region.name
        if organ.region_id == own:
            code, name = own, LEVELS.get(organ.region.level, "本级机关")
        elif len(organ.region_id) > 6 and organ.region.parent_id:
            name = found.get(code, (name, []))[0]
        found.setdefault(code, (name, []))[1].append(rows[organ.pk])
    ordered = sorted(found.items(), key=lambda item: (item[0] != own, item[0]))
    return [merged(group, code, name) for code, (name, group) in ordered]


LEVELS = {"province": "省直机关", "city": "市直机关", "county": "县直机关"}


def by_month(organs: Collection[str], first: date, last: date, on: date) -> dict[str, list[Share]]:
    """Column → its share month by month over a period, oldest first; months of nothing are left out. Two queries."""
    rows = counted(Obligation.objects.filter(org__in=organs, rule_id__in=CLOCKED), first, last, on).order_by()
    kept = Count("pk", filter=Q(met_on__isnull=False, met_on__lte=F("rolled")))
    found: dict[str, dict[date, Share]] = {c.code: {} for c in COLUMNS}
    for day, rule, part, whole in rows.values_list("started_on", "rule_id").annotate(kept=kept, due=Count("pk")):
        found[COLUMN_OF[rule]].setdefault(day.replace(day=1), Share()).add(part, whole)
    stored = recordings(organs, first, last).order_by().annotate(month=TruncMonth("received_at", tzinfo=BEIJING))
    in_time = Count("pk", filter=Q(late=False))
    for month, part, whole in stored.values_list("month").annotate(kept=in_time, due=Count("pk")):
        found["footage"].setdefault(month.date(), Share()).add(part, whole)
    return {code: [months[m] for m in sorted(months)] for code, months in found.items()}


def column(code: str) -> str:
    """The words of a column. Raises KeyError."""
    return BY_CODE[code].label
