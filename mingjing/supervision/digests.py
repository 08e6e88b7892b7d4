"""What each person is told: once a morning, by the ladder of ``law.alerting``; an inbox that empties itself.

Nothing here is a fact of its own. A run of the same day changes nothing; a person is never told twice of one thing
while it stays as grave as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from mingjing.cases.models import Case
from mingjing.clocks.models import Obligation
from mingjing.law.alerting import BY_CODE, OF_ORGAN, told
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import Role
from mingjing.organs.models import Grant, Organ, Person
from mingjing.organs.permissions import Actor
from mingjing.organs.queries import regions_below
from mingjing.procedure.limits import beijing_date
from mingjing.supervision import alerts
from mingjing.supervision.alerts import Alert
from mingjing.supervision.models import Digest, Finding, Told

TABS = {"new": "未读", "open": "未了结", "done": "已了结"}


@dataclass(slots=True)
class _Roll:
    """Who holds which role where on a day, and who handles which case: read once for a whole run."""

    by_role: dict[tuple[str, str], set[str]]
    bureaus: list[tuple[str, frozenset[str]]]  # person, regions supervised
    regions: dict[str, str]
    handlers: dict[str, set[str]]

    def people(self, alert: Alert, on: date) -> set[str]:
        """Everyone told of an alert on a day."""
        found = {alert.person_id} if alert.person_id else set()
        roles = told(alert.owner, alert.days_over, on)
        if alert.rule in OF_ORGAN or alert.rule == "certificate":
            roles |= {Role.HEAD.value if alert.rule in OF_ORGAN else Role.UNIT_LEAD.value}
        for role in roles:
            if role == Role.SUPERVISOR:
                region = self.regions.get(alert.organ_id, "")
                found |= {person for person, above in self.bureaus if region in above}
            elif role == Role.HANDLER and alert.subject_kind == "case":
                found |= self.handlers.get(alert.subject_id, set())
            else:
                found |= self.by_role.get((alert.organ_id, role), set())
        return found


def morning(*, now: datetime) -> int:
    """Make this morning's digests; how many people got one. Once a day: again the same day it does nothing more.

    Each person is written in one transaction, so that a killed run goes on where it stopped.
    """
    on = beijing_date(now)
    holding = alerts.holding(list(Organ.objects.filter(valid_to=None).values_list("pk", flat=True)), on, early=True)
    roll = _roll(holding, on)
    mine: dict[str, list[Alert]] = {}
    for alert in holding:
        for person in roll.people(alert, on):
            mine.setdefault(person, []).append(alert)
    had = set(Digest.objects.filter(day=on).values_list("person_id", flat=True))
    waiting = set(Told.objects.filter(done_on=None).values_list("person_id", flat=True))
    names, made = alerts.case_names(holding), 0
    for person in sorted((mine.keys() | waiting) - had):
        made += _tell(person, mine.get(person, []), names, on)
    return made


def _roll(holding: Iterable[Alert], on: date) -> _Roll:
    by_role: dict[tuple[str, str], set[str]] = {}
    bureaus: list[tuple[str, frozenset[str]]] = []
    below: dict[str, frozenset[str]] = {}
    rows = Grant.objects.filter(valid_from__lte=on, person__left_on=None).exclude(valid_to__lt=on)
    for person, role, organ, region in rows.values_list("person_id", "role", "organ_id", "region_id"):
        if role == Role.SUPERVISOR and region:
            if region not in below:
                below[region] = frozenset(regions_below(region))
            bureaus.append((person, below[region]))
        if organ:
            by_role.setdefault((organ, role), set()).add(person)
    cases = {a.subject_id for a in holding if a.subject_kind == "case"}
    handlers: dict[str, set[str]] = {}
    kept = Case.objects.filter(pk__in=cases, handlers__until=None, handlers__recused=False)
    for case, person in kept.values_list("pk", "handlers__person"):
        handlers.setdefault(case, set()).add(person)
    return _Roll(by_role, bureaus, dict(Organ.objects.values_list("pk", "region_id")), handlers)


@transaction.atomic
def _tell(person: str, mine: list[Alert], names: dict[str, str], on: date) -> int:
    """Write what one person is told today. Returns 1 when there was anything to tell."""
    known = {t.key: t for t in Told.objects.select_for_update().filter(person_id=person)}
    new = 0
    for alert in {a.key: a for a in reversed(mine)}.values():  # the gravest of one key
        row = known.pop(alert.key, None) or Told(person_id=person, key=alert.key, since=on)
        worse = row.level == "yellow" and alert.light.level == "red"
        if row.pk is None or worse or row.done_on:
            row.read_on, new = None, new + 1
            row.since = on if row.done_on else row.since
        row.rule, row.level, row.organ_id, row.due = alert.rule, alert.light.level, alert.organ_id, alert.due
        row.title, row.about = _words(alert, names)
        row.subject_kind, row.subject_id = alert.subject_kind, alert.subject_id
        row.last_on, row.done_on = on, None
        row.save()
    over = [row for row in known.values() if row.done_on is None]
    for row in over:
        row.done_on = on
        row.save(update_fields=["done_on"])
    if not mine and not over:
        return 0
    open_rows = Told.objects.filter(person_id=person, done_on=None)
    Digest.objects.create(
        person_id=person, day=on, new=new, red=open_rows.filter(level="red").count(),
        yellow=open_rows.filter(level="yellow").count(), done=len(over),
    )  # fmt: skip
    return 1


def _words(alert: Alert, names: dict[str, str]) -> tuple[str, str]:
    rule = BY_CODE[alert.rule]
    label = rule.label if alert.days_over > 0 or not rule.clocks else rule.label.removesuffix("超期") + "将到期"
    if alert.rule == "staff":
        return rule.many.format(n=alert.title), ""
    return label, names.get(alert.subject_id, alert.title)[:200]


# --- the inbox ----------------------------------------------------------------------------------------------------


def inbox(actor: Actor, tab: str) -> QuerySet[Told]:
    """What this person was told of: unread, not over, over; the gravest and oldest first."""
    rows = Told.objects.filter(person=actor.person_id).select_related("organ")
    if tab == "done":
        return rows.exclude(done_on=None).order_by("-done_on", "pk")
    rows = rows.filter(done_on=None, **({"read_on": None} if tab == "new" else {}))
    return rows.order_by(F("level").asc(), F("due").asc(nulls_last=True), "pk")


def unread(actor: Actor) -> int:
    """The number on the bell. One query on a partial index."""
    return Told.objects.filter(person=actor.person_id, done_on=None, read_on=None).count()


def last_digest(actor: Actor) -> Digest | None:
    """The latest morning's digest of this person."""
    return Digest.objects.filter(person=actor.person_id).order_by("-day").first()


def read(*, actor: Actor, told_id: str = "", now: datetime) -> int:
    """Mark one of one's own, or all, as read; how many. Another's is as good as none. No entry: nothing is decided."""
    rows = Told.objects.filter(person=actor.person_id, done_on=None, read_on=None)
    if told_id:
        rows = rows.filter(pk=int(told_id) if told_id.isascii() and told_id.isdigit() and len(told_id) < 16 else -1)
    return rows.update(read_on=beijing_date(now))


# --- what is due, for a calendar ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """One day in a calendar: which duty, of which case by its number only, until when."""

    uid: str
    label: str
    number: str
    day: date


def duties(actor: Actor, most: int = 500) -> list[Due]:
    """What is this person's to do, the nearest first: number and duty, never a party, a cause or a fact."""
    own = Case.objects.filter(handlers__person=actor.person_id, handlers__until=None).values("pk")
    mine = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role == Role.HANDLER:
            mine |= Q(owner_role="H", subject_kind="case", subject_id__in=own)
        elif grant.organ_id:
            mine |= Q(org=grant.organ_id, owner_role=grant.role)
    rows = list(Obligation.objects.filter(mine, met_on=None, cancelled_on=None).order_by("rolled", "pk")[:most])
    ids = {o.subject_id for o in rows}
    numbers = dict(Case.objects.filter(pk__in=ids).values_list("pk", "number"))
    numbers |= dict.fromkeys(Finding.objects.filter(pk__in=ids).values_list("pk", flat=True), "监督文书")
    return [
        Due(f"{o.pk}", resolve(o.rule_id, o.started_on).label, numbers.get(o.subject_id, "") or "", o.rolled)
        for o in rows
    ]


def active(person_id: str, on: date) -> bool:
    """Whether a person still works here: a calendar of someone who left answers nothing."""
    return Person.objects.filter(pk=person_id).filter(Q(left_on=None) | Q(left_on__gt=on)).exists()
