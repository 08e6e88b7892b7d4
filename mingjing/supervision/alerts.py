"""预警: every alert that holds on a day, over any organs, in a bounded number of queries. Nothing is entered by hand.

One alert is one thing: a clock that is over, a certificate that ends, an organ that lacks reviewers, footage that did
not come. ``grouped`` puts those of one organ and rule together, as the bureau reads them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef

from mingjing.cases.models import Case
from mingjing.catalog.models import AVItem
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.documents.models import DocumentVersion, State
from mingjing.evidence.models import Absence, Recording
from mingjing.law.alerting import BY_CODE, CERTIFICATE_DAYS, EARLY, RULE_OF, Deal
from mingjing.law.calendars import Calendar
from mingjing.law.deadlines import resolve
from mingjing.law.staffing import shown_as
from mingjing.organs.models import Certificate, Organ
from mingjing.organs.permissions import ENDED
from mingjing.statistics import reports
from mingjing.statistics.models import AnnualReport
from mingjing.supervision.grid import staff_short

SENT = (AnnualReport.State.REPORTED, AnnualReport.State.RECEIVED)
PAGE = 2_000  # alerts of one kind that are read one by one; beyond it the oldest


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing. ``days_over``: calendar days after its end, 0 or less while it is not over."""

    rule: str
    organ_id: str
    subject_kind: str
    subject_id: str
    title: str
    due: date | None
    days_over: int
    light: Light
    owner: str = ""  # role whose job it is
    person_id: str = ""  # whom alone it concerns
    basis: str = ""  # of a clock: what gives its days

    @property
    def key(self) -> str:
        """The same thing on another day has the same key."""
        return f"{self.rule}:{self.subject_id}"[:110]


def holding(organs: Collection[str], on: date, *, early: bool = False) -> list[Alert]:
    """Every alert of these organs on a day, the gravest first. ``early``: also what is to end soon (yellow)."""
    found = [*_clocks(organs, on, early), *_others(organs, on)]
    return sorted(found, key=lambda a: (a.light.level != "red", -a.days_over, a.organ_id, a.key))


def _clocks(organs: Collection[str], on: date, early: bool) -> Iterator[Alert]:
    cal = clocks.calendar()
    until = cal.add(on, EARLY) if early else on - timedelta(days=1)
    rows = Obligation.objects.filter(org__in=organs, met_on=None, cancelled_on=None, rolled__lte=until)
    for item in rows.filter(rule_id__in=RULE_OF).exclude(owner_role="").order_by("rolled", "pk")[: PAGE * 5]:
        light = clocks.light(item, on, cal)
        if light.level not in {"red", "yellow"}:
            continue
        yield Alert(
            RULE_OF[item.rule_id], item.org, item.subject_kind, item.subject_id, item.label, item.rolled,
            (on - item.rolled).days, light, item.owner_role,
            basis=resolve(item.rule_id, item.started_on).basis.split("：")[0],
        )  # fmt: skip


def missing_footage(organs: Collection[str], on: date) -> list[tuple[str, str, str, date]]:
    """(organ, case, item, day) of papers whose making was to be recorded and of which there is neither a recording
    nor an explained absence, 24 hours after they were made (三政办〔2019〕16号三(二)2、4), oldest first. Four queries.

    Only cases that still run: one cannot be closed without them (``law.gates.required_recordings_present``).
    """
    items = {i.document: i for i in AVItem.objects.filter(level="mandatory_full", valid_to=None).exclude(document="")}
    papers = DocumentVersion.objects.filter(
        document__doc__in=items,
        document__case__organ__in=organs,
        state=State.FINAL,
        issued_on__lt=on - timedelta(days=1),
    )
    papers = papers.exclude(document__case__stage__in=ENDED)
    rows = list(
        papers.order_by("issued_on", "pk").values_list(
            "document__case__organ", "document__case", "document__doc", "issued_on"
        )[: PAGE * 5]
    )
    cases = {case for _, case, _, _ in rows}
    have = set(Recording.objects.filter(case__in=cases).values_list("case_id", "av_item"))
    have |= set(Absence.objects.filter(case__in=cases).values_list("case_id", "av_item"))
    found = {(case, doc): (organ, case, items[doc].name, day) for organ, case, doc, day in reversed(rows) if day}
    kept = [row for (case, doc), row in found.items() if (case, items[doc].code) not in have]
    return sorted(kept, key=lambda row: (row[3], row[1]))


def _others(organs: Collection[str], on: date) -> list[Alert]:
    return [*_footage(organs, on), *_staff(organs, on), *_certificates(organs, on), *_annual(organs, on)]


def _annual(organs: Collection[str], on: date) -> Iterator[Alert]:
    """Last year's report, once its day is over: of organs that were entered here before that year ended."""
    year = on.year - 1
    out = set(AnnualReport.objects.filter(year=year, state__in=SENT).values_list("organ_id", flat=True))
    rows = reports.owing(set(organs) - out, year)
    for s in reports.standings(rows, year, on) if rows else []:
        if s.late:
            over = (on - s.due).days
            yield Alert("annual", s.organ.pk, "report", s.organ.pk, f"{year} 年", s.due, over, s.light, "B")


def _footage(organs: Collection[str], on: date) -> Iterator[Alert]:
    for organ, case, name, day in missing_footage(organs, on)[:PAGE]:
        over = (on - day).days - 1
        light = Light("red", f"超过 24 小时，已 {over + 1} 日")
        yield Alert("footage", organ, "case", case, name, day + timedelta(days=1), over, light, "H")


def _staff(organs: Collection[str], on: date) -> Iterator[Alert]:
    for organ, short in staff_short(organs, on).items():
        if short:
            yield Alert("staff", organ, "organ", organ, str(short), None, 0, Light("yellow", f"少 {short} 人"), "B")


def _certificates(organs: Collection[str], on: date) -> Iterator[Alert]:
    soon = on + timedelta(days=CERTIFICATE_DAYS)
    rows = Certificate.objects.filter(
        kind="enforcement", status="active", valid_to__lte=soon, person__organ__in=organs, person__left_on=None
    )
    newer = Certificate.objects.filter(person=OuterRef("person"), status="active", valid_to__gt=soon)
    for c in rows.filter(~Exists(newer)).select_related("person").order_by("valid_to")[:PAGE]:
        level, words = shown_as(c.status, c.issued_on, c.valid_to, on)
        yield Alert(
            "certificate", c.person.organ_id or "", "person", c.person_id, c.person.name, c.valid_to,
            (on - c.valid_to).days, Light(level, words), "U", c.person_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Alerts of one organ and rule: what the bureau sees as one line. ``many``: how many, when not all are at hand."""

    rule: str
    organ: Organ
    alerts: tuple[Alert, ...]
    many: int = 0

    @property
    def number(self) -> int:
        """How many things there are."""
        return self.many or len(self.alerts)

    @property
    def first(self) -> Alert:
        """The gravest of them."""
        return self.alerts[0]

    @property
    def title(self) -> str:
        """“公示超期 2 个工作日” for one, “归档超期 11 件” for many."""
        rule = BY_CODE[self.rule]
        if self.rule == "staff":
            return rule.many.format(n=self.first.title)
        if self.number > 1 or not rule.clocks:
            return rule.many.format(n=self.number)
        return f"{rule.label.removesuffix('超期')}{self.first.light.text}"

    @property
    def basis(self) -> str:
        """What was not kept: of clocks what gives the days of those that are over, each once."""
        return "；".join(dict.fromkeys(a.basis or BY_CODE[self.rule].basis for a in self.alerts))

    @property
    def level(self) -> str:
        """The gravest light."""
        return self.first.light.level

    @property
    def deal(self) -> Deal:
        """What the bureau does first."""
        return BY_CODE[self.rule].deal

    @property
    def key(self) -> str:
        """What a finding raised on it is about."""
        return f"{self.rule}:{self.organ.pk}"


def summary(organs: Sequence[Organ], on: date) -> list[Group]:
    """As ``grouped`` would put them, without reading every overdue clock: how many, and the one that is latest."""
    known, cal = {o.pk: o for o in organs}, clocks.calendar()
    rows = Obligation.objects.filter(org__in=known, met_on=None, cancelled_on=None, rolled__lt=on, rule_id__in=RULE_OF)
    counted = rows.exclude(owner_role="").order_by().values_list("org", "rule_id")
    found: dict[tuple[str, str], tuple[int, date, str]] = {}
    for org, clock, n, due in counted.annotate(n=Count("pk"), due=Min("rolled")):
        before = found.get((org, RULE_OF[clock]), (0, date.max, ""))
        found[org, RULE_OF[clock]] = (before[0] + n, *min((before[1], before[2]), (due, clock)))
    groups = [
        Group(rule, known[org], (_latest(rule, org, clock, due, on, cal),), n)
        for (org, rule), (n, due, clock) in found.items()
    ]
    return sorted([*groups, *grouped(_others(known, on), known)], key=_order)


def _latest(rule: str, org: str, clock: str, due: date, on: date, cal: Calendar) -> Alert:
    """The latest clock of a group as an alert that names no case."""
    item = Obligation(rule_id=clock, started_on=due, nominal=due, rolled=due)
    return Alert(rule, org, "", "", "", due, (on - due).days, clocks.light(item, on, cal))


def grouped(alerts: Iterable[Alert], organs: dict[str, Organ]) -> list[Group]:
    """By organ and rule, the gravest group first, then the larger one."""
    found: dict[tuple[str, str], list[Alert]] = {}
    for alert in alerts:
        if alert.organ_id in organs:
            found.setdefault((alert.rule, alert.organ_id), []).append(alert)
    groups = [Group(rule, organs[organ], tuple(rows)) for (rule, organ), rows in found.items()]
    return sorted(groups, key=_order)


def _order(group: Group) -> tuple[object, ...]:
    """Red first, then what the bureau urges, reminds of, looks at; the larger and the later ones first."""
    urgency = list(Deal).index(group.deal)
    return group.level != "red", urgency, -group.number, -group.first.days_over, group.organ.pk, group.rule


def case_names(alerts: Iterable[Alert]) -> dict[str, str]:
    """Case id → “案号” of the cases named in these alerts. One query."""
    ids = {a.subject_id for a in alerts if a.subject_kind == "case"}
    return {c.pk: c.number or c.cause for c in Case.objects.filter(pk__in=ids).only("pk", "number", "cause")}


def facts_in_words(group: Group, on: date) -> str:
    """What a finding raised on a group begins with: each thing with its day and lateness, at most thirty."""
    names = case_names(group.alerts)
    lines = [f"截至{on.year}年{on.month}月{on.day}日，{group.organ.name}{group.title}："]
    for n, alert in enumerate(group.alerts[:30], 1):
        name = names.get(alert.subject_id, alert.title)
        due = f"，应当在 {alert.due} 前办理" if alert.due else ""
        lines.append(f"{n}. {name}{due}，{alert.light.text}。")
    if len(group.alerts) > 30:
        lines.append(f"其余 {len(group.alerts) - 30} 件见系统清单。")
    return "\n".join(lines)
