"""The people database as the office reads it: who may, the people of an organ, one person, reviewers, counsel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from mingjing.law.kinds import Role
from mingjing.law.staffing import EXPIRING, Standing, reviewers_needed, shown_as
from mingjing.ledger.actions import By
from mingjing.organs import queries
from mingjing.organs.models import Account, Certificate, Grant, Organ, Person, PersonEvent, Record, Unit
from mingjing.organs.permissions import Actor, NotAllowed, Scope, may

READ, REGISTER, GRANT = "people.read", "register.people", "role.grant"
SANCTIONS = "sanctions.read"
COUNSEL = {"counsel": "法律顾问", "public_lawyer": "公职律师"}
#: Choices of the filter by certificate.
STATES = (
    ("expiring", "60 天内到期"), ("expired", "已到期"), ("active", "有效"), ("suspended", "暂扣"), ("revoked", "注销"),
    ("none", "没有证件"),
)  # fmt: skip
_ORDER = {"red": 0, "yellow": 1, "green": 2}


def reads(actor: Actor, organ_id: str, region: str) -> bool:
    """Whether the actor sees the people of an organ: its head and unit leads, the bureau over it, who grants roles."""
    return may(actor, READ, Scope(organ_id, region)).ok or _grants(actor)


def _grants(actor: Actor) -> bool:
    """Who grants roles does so for every organ of this installation, as when a list of people is brought in."""
    return may(actor, GRANT, Scope(actor.organ_id, actor.region_code)).ok


def sees_sanctions(actor: Actor, person: Person) -> bool:
    """Whether the actor sees what a person was sanctioned for: the head of the organ, the bureau, the person itself."""
    region = person.organ.region_id if person.organ else ""
    return actor.person_id == person.pk or may(actor, SANCTIONS, Scope(person.organ_id or "", region)).ok


def registers(actor: Actor, person: Person, *, supervisor: bool = False) -> By | None:
    """As whom the actor registers something of this person; ``supervisor``: only as the bureau. Never of oneself."""
    region = person.organ.region_id if person.organ else ""
    verdict = may(actor, REGISTER, Scope(person.organ_id or "", region))
    if actor.person_id == person.pk:
        return None
    if verdict.ok:
        return verdict.by
    return None if supervisor else grants(actor, person)


def grants(actor: Actor, person: Person) -> By | None:
    """As whom the actor gives and ends roles of this person, if he may."""
    verdict = may(actor, GRANT, Scope(actor.organ_id, actor.region_code))
    return By(actor.person_id, verdict.role, person.organ_id or "") if verdict.ok else None


def organ_for(actor: Actor, organ_id: str) -> Organ:
    """An organ whose people the actor may see. Raises NotAllowed, Organ.DoesNotExist."""
    organ = queries.organ(organ_id)
    if not reads(actor, organ.pk, organ.region_id):
        raise NotAllowed(may(actor, READ, Scope(organ.pk, organ.region_id)).reason)
    return organ


def person_for(actor: Actor, person_id: str) -> Person:
    """One person the actor may see. Raises NotAllowed, Person.DoesNotExist."""
    person = Person.objects.select_related("organ", "organ__region", "unit").get(pk=person_id)
    organ = person.organ
    if not reads(actor, organ.pk if organ else "", organ.region_id if organ else ""):
        raise NotAllowed(may(actor, READ, Scope("", "")).reason)
    return person


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list. ``light`` and ``state`` are of the certificate that matters most now."""

    person: Person
    certificate: Certificate | None
    light: str
    state: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """A filter: words in name, number, position; role letter; unit id; state of the certificate; also those gone."""

    words: str = ""
    role: str = ""
    unit: str = ""
    state: str = ""
    gone: bool = False


def listing(actor: Actor, organ_id: str, sought: Sought, on: date) -> list[Line]:
    """People of an organ; suspended, expired and soon expiring certificates first, then by name. Raises NotAllowed."""
    organ_for(actor, organ_id)
    rows = Person.objects.filter(organ_id=organ_id).select_related("unit")
    rows = rows.exclude(left_on=None) if sought.gone else rows.filter(left_on=None)
    for word in sought.words.split():
        numbers = Certificate.objects.filter(number__contains=word).values("person_id")
        rows = rows.filter(Q(name__contains=word) | Q(position__contains=word) | Q(pk__in=numbers))
    held = Grant.objects.filter(organ_id=organ_id, valid_from__lte=on).exclude(valid_to__lt=on)
    if sought.role:
        rows = rows.filter(pk__in=held.filter(role=sought.role).values("person_id"))
    if sought.unit:
        rows = rows.filter(unit_id=sought.unit)
    roles: dict[str, set[str]] = {}
    for person_id, role in held.values_list("person_id", "role"):
        roles.setdefault(person_id, set()).add(role)
    best = _certificates(rows, on)
    lines = [_line(p, best.get(p.pk), roles.get(p.pk, set()), on) for p in rows.order_by("name", "pk")]
    lines = [line for line in lines if not sought.state or _is(line, sought.state, on)]
    return sorted(lines, key=lambda line: (_ORDER.get(line.light, 3), _end(line)))


def _end(line: Line) -> date:
    return line.certificate.valid_to if line.certificate and line.light in {"red", "yellow"} else date.max


def _certificates(people: QuerySet[Person], on: date) -> dict[str, Certificate]:
    """The certificate that counts, by person: one in force before a suspended one before others, then the newest."""
    rank = {Standing.ACTIVE: 2, Standing.SUSPENDED: 1, Standing.REVOKED: 0}
    found: dict[str, Certificate] = {}
    rows = Certificate.objects.filter(person__in=people.order_by().values("pk"), kind="enforcement")
    for c in sorted(rows, key=lambda c: (c.valid_on(on), rank[Standing(c.status)], c.valid_to)):
        found[c.person_id] = c
    return found


def _line(person: Person, certificate: Certificate | None, roles: set[str], on: date) -> Line:
    light, state = "", "没有证件"
    if certificate:
        light, state = shown_as(certificate.status, certificate.issued_on, certificate.valid_to, on)
    return Line(person, certificate, light, state, tuple(r.label for r in Role if r.value in roles))


def _is(line: Line, state: str, on: date) -> bool:
    c = line.certificate
    if c is None or state == "none":
        return c is None and state == "none"
    if state in {Standing.SUSPENDED, Standing.REVOKED}:
        return c.status == state
    return c.status == "active" and {
        "expiring": on <= c.valid_to <= on + EXPIRING, "expired": c.valid_to < on, "active": c.valid_on(on)
    }.get(state, False)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staffing:
    """Officers and reviewers of one organ on a day (plan 三(三)1)."""

    officers: int = 0
    reviewers: int = 0
    expiring: int = 0

    @property
    def needed(self) -> int:
        """Reviewers needed."""
        return reviewers_needed(self.officers)

    @property
    def short(self) -> int:
        """Reviewers that are missing; an organ in which nobody enforces needs none."""
        return max(0, self.needed - self.reviewers) if self.officers else 0


def public_staffing(on: date, organ_id: str = "") -> dict[str, Staffing]:
    """Organ id → officers with a valid certificate, reviewers in post, certificates to be renewed within 60 days."""
    valid = Certificate.objects.filter(
        person=OuterRef("person"), status="active", kind="enforcement", issued_on__lte=on, valid_to__gte=on
    )
    held = Grant.objects.filter(role__in=["H", "L"], valid_from__lte=on, person__left_on=None).exclude(valid_to__lt=on)
    held = held.filter(organ_id=organ_id) if organ_id else held
    ends = Subquery(valid.order_by("-valid_to").values("valid_to")[:1])
    people: dict[str, dict[str, dict[str, date]]] = {}
    for organ, role, person, end in held.annotate(ends=ends).values_list("organ_id", "role", "person_id", "ends"):
        if role == "L" or end:
            people.setdefault(organ or "", {}).setdefault(role, {})[person] = end
    soon = on + EXPIRING
    return {
        organ: Staffing(len(by.get("H", ())), len(by.get("L", ())), sum(e <= soon for e in by.get("H", {}).values()))
        for organ, by in people.items()
    }


@dataclass(frozen=True, slots=True)
class OrganLine:
    """One organ of the region with its staffing."""

    organ: Organ
    staffing: Staffing


def region(actor: Actor, on: date) -> list[OrganLine]:
    """Organs whose people the actor may see, those short of reviewers first."""
    counts = public_staffing(on)
    mine = [o for o in queries.public_organs() if reads(actor, o.pk, o.region_id)]
    lines = [OrganLine(o, counts.get(o.pk, Staffing())) for o in mine if o.valid_to is None or o.valid_to >= on]
    return sorted(lines, key=lambda line: -line.staffing.short)


def staffing_of(organ_id: str, on: date) -> Staffing:
    """Staffing of one organ."""
    return public_staffing(on, organ_id).get(organ_id, Staffing())


@dataclass(frozen=True)
class Card:
    """Everything kept of one person."""

    person: Person
    certificates: list[tuple[Certificate, str, str]]
    roles: list[Grant]
    events: list[PersonEvent]
    records: list[Record]
    hours: int = 0
    account: str = ""
    active: bool = False
    by: dict[str, str] = field(default_factory=dict)


def card(actor: Actor, person_id: str, on: date) -> Card:
    """One person with certificates, roles in force, what was done, and the record. Raises NotAllowed."""
    person = person_for(actor, person_id)
    certificates = Certificate.objects.filter(person=person).select_related("region").order_by("-valid_to")
    held = Grant.objects.filter(person=person, valid_from__lte=on).exclude(valid_to__lt=on)
    events = list(PersonEvent.objects.filter(person=person).order_by("-ledger_id")[:100])
    kept = Record.objects.filter(person=person).order_by("-on", "-ledger_id")
    if not sees_sanctions(actor, person):
        kept = kept.exclude(kind=Record.Kind.SANCTION)
    records = list(kept[:200])
    account = Account.objects.filter(person=person).first()
    return Card(
        person,
        [(c, *shown_as(c.status, c.issued_on, c.valid_to, on)) for c in certificates],
        list(held.select_related("organ", "unit", "region").order_by("role")) if not person.left_on else [],
        events,
        records,
        sum(r.hours for r in records if r.kind == Record.Kind.TRAINING and r.on.year == on.year),
        account.username if account else "",
        bool(account and account.is_active),
        queries.names_by_id({e.by_person for e in events}),
    )


def units(organ_id: str) -> list[Unit]:
    """Units of an organ."""
    return list(Unit.objects.filter(organ_id=organ_id).order_by("kind", "name"))


def counsel(actor: Actor, words: str, kind: str) -> list[Person]:
    """Counsel and public lawyers of the whole installation, for being called upon (plan 三(三)1). Raises NotAllowed."""
    if not reads(actor, actor.organ_id, actor.region_code):
        raise NotAllowed(may(actor, READ, Scope("", "")).reason)
    rows = Person.objects.filter(lawyer__in=[kind] if kind in COUNSEL else list(COUNSEL), left_on=None)
    for word in words.split():
        rows = rows.filter(Q(name__contains=word) | Q(organ__name__contains=word) | Q(organ__field__contains=word))
    return list(
        rows.select_related("organ", "organ__region", "unit").order_by("organ__region_id", "organ__name", "name")
    )


def certificates_of(person_id: str) -> list[Certificate]:
    """Certificates of a person whom the caller has been shown (``person_for``)."""
    return list(Certificate.objects.filter(person_id=person_id).select_related("person", "region"))


def roles_of(person_id: str) -> list[Grant]:
    """Roles of a person whom the caller has been shown."""
    return list(Grant.objects.filter(person_id=person_id).select_related("person", "person__organ", "organ", "unit"))
