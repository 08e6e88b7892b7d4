"""Reads on annual reports: by the organ that makes them, by those they are sent to, by the bureau that collects."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.law import reporting
from mingjing.law.annual import FIGURES
from mingjing.law.deadlines import Due
from mingjing.law.report_checks import Draft, Remark, check
from mingjing.ledger.appending import milliseconds
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.statistics import counted
from mingjing.statistics.models import AnnualReport, ReportReminder, ReportSending

READ, EDIT, APPROVE, PUBLISH = "report.read", "report.edit", "report.approve", "report.publish"
SEND, ACCEPT, COLLECT = "report.send", "report.accept", "report.collect"
State = AnnualReport.State


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organ stands with one year: its version under way, the one that is out, the clock."""

    organ: Organ
    year: int
    due: date
    light: Light
    out: AnnualReport | None
    underway: AnnualReport | None
    covered_by: Organ | None = None
    reminded: date | None = None
    met: date | None = None

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        if self.covered_by:
            return f"由{self.covered_by.short_name}并报"
        row = self.out or self.underway
        return row.get_state_display() if row else "未编制"

    @property
    def done(self) -> bool:
        """Published and with the bureau, or reported by another."""
        sent = {State.REPORTED, State.RECEIVED}
        return self.covered_by is not None or (self.out is not None and self.out.state in sent)

    @property
    def late(self) -> bool:
        """Whether the day has passed without a published and reported version."""
        return not self.done and self.light.level == "red" and "超期" in self.light.text

    @property
    def in_time(self) -> bool:
        """Whether it was published and reported by its day."""
        return self.met is not None and self.met <= self.due


def scope_of(organ_id: str) -> Scope:
    """Whose a report is, for the permission matrix."""
    return Scope(organ_id, organs.region_of(organ_id))


def report_for(actor: Actor, report_id: str) -> AnnualReport:
    """A report the actor may read: of the own organ, of the region supervised, or sent to the own organ.

    Raises AnnualReport.DoesNotExist for everyone else.
    """
    row = AnnualReport.objects.select_related("organ", "organ__region", "base").get(pk=report_id)
    if may(actor, READ, Scope(row.organ_id, row.organ.region_id)).ok:
        return row
    sent = ReportSending.objects.filter(report=row, to_id=actor.organ_id).exists()
    if sent and may(actor, ACCEPT, Scope(actor.organ_id, actor.region_code)).ok:
        return row
    raise AnnualReport.DoesNotExist


def versions(organ_id: str, year: int) -> QuerySet[AnnualReport]:
    """Every version of a year that was published, the newest first."""
    return AnnualReport.objects.filter(organ_id=organ_id, year=year).exclude(root="").order_by("-number")


def underway(organ_id: str, year: int) -> AnnualReport | None:
    """The version being made, if any."""
    return AnnualReport.objects.filter(organ_id=organ_id, year=year, state__in=AnnualReport.OPEN).first()


def current(organ_id: str, year: int) -> AnnualReport | None:
    """The version that the public reads now, if any."""
    return AnnualReport.objects.filter(organ_id=organ_id, year=year, state__in=AnnualReport.OUT).first()


def due(year: int) -> Due:
    """When the report of a year is due, with the explanation (``law.limits_statistics``)."""
    return clocks.due_of(reporting.CLOCK, date(year, 12, 31))


def light(year: int, met_on: date | None, on: date) -> Light:
    """The light of a year's duty on a day. The duty follows from the register of organs; no clock is kept for it."""
    when = due(year)
    item = Obligation(
        rule_id=reporting.CLOCK, started_on=date(year, 12, 31), nominal=when.nominal, rolled=when.rolled, met_on=met_on
    )
    return clocks.light(item, on)


def years(on: date) -> list[int]:
    """Years that are shown, the newest first: the present one (a trial) back to the year before the platform began.

    What was due earlier was published elsewhere; nothing here can know whether it was.
    """
    first = AnjuanEntry.objects.order_by("seq").first()
    begun = first.at.astimezone(counted.BEIJING).year if first else on.year
    return list(range(on.year, max(reporting.FIRST_YEAR, begun - 1) - 1, -1))


def owing(organs: Collection[str], year: int) -> list[Organ]:
    """Of these organs, those entered here before a year ended: its report is theirs to make on this platform."""
    ended = milliseconds(datetime(year + 1, 1, 1, tzinfo=counted.BEIJING))
    return list(Organ.objects.filter(pk__in=organs, ledger__ts_ms__lt=ended))


def standings(rows: list[Organ], year: int, on: date) -> list[Standing]:
    """How these organs stand with a year; organs that did not exist in it are left out. Three queries."""
    return _standings(rows, [year], on)


def _standings(rows: list[Organ], wanted: list[int], on: date) -> list[Standing]:
    ids, states = {o.pk for o in rows}, (*AnnualReport.OPEN, *AnnualReport.OUT)
    found = list(AnnualReport.objects.filter(year__in=wanted, state__in=states).select_related("organ"))
    own = [r for r in found if r.organ_id in ids]
    out = {(r.organ_id, r.year): r for r in own if r.out}
    making = {(r.organ_id, r.year): r for r in own if not r.out}
    covered = {(c["organ"], r.year): r.organ for r in found if r.out for c in r.covers}
    reminders = ReportReminder.objects.filter(organ_id__in=ids, year__in=wanted).order_by("at")
    reminded = {(r.organ_id, r.year): r.at.astimezone(counted.BEIJING).date() for r in reminders}
    met = _met(list(out.values()))
    return [
        Standing(o, year, due(year).rolled, _light(year, met.get(key), covered.get(key), on), out.get(key),
                 making.get(key), covered.get(key), reminded.get(key), met.get(key))
        for year in wanted
        for o in rows
        for key in [(o.pk, year)]
        if counted.days_of(o, year)
    ]  # fmt: skip


def _light(year: int, met: date | None, covered: Organ | None, on: date) -> Light:
    return Light("green", "由承继机关并报") if covered else light(year, met, on)


def _met(out: list[AnnualReport]) -> dict[tuple[str, int], date]:
    """The days on which duties were done: published and reported. What was in time stays so when it is corrected."""
    sent = [r for r in out if r.reported_on and r.state != State.BACK]
    found = {(r.organ_id, r.year): r.reported_on for r in sent if r.reported_on}
    corrected = {(r.organ_id, r.year) for r in sent if r.base_id}
    if corrected:
        before = AnnualReport.objects.filter(year__in={y for _, y in corrected}).exclude(reported_on=None)
        for row in before.order_by("-number"):
            if (row.organ_id, row.year) in corrected and row.reported_on:
                found[row.organ_id, row.year] = row.reported_on
    return found


def of_organ(actor: Actor, organ_id: str, on: date) -> list[Standing]:
    """The years of one organ, the newest first. Empty for those who may not read them."""
    if not may(actor, READ, scope_of(organ_id)).ok:
        return []
    return _standings([organs.organ(organ_id)], years(on), on)


def inbox(actor: Actor) -> QuerySet[ReportSending]:
    """What was sent to the actor's organ and waits for a receipt, the oldest first."""
    rows = ReportSending.objects.filter(to_id=actor.organ_id, answer="").select_related("report", "report__organ")
    return (
        rows.order_by("sent_at", "pk")
        if may(actor, ACCEPT, Scope(actor.organ_id, actor.region_code)).ok
        else rows.none()
    )


def inbox_years(actor: Actor) -> list[int]:
    """Years of what waits for a receipt, the newest first."""
    return sorted(set(inbox(actor).values_list("report__year", flat=True)), reverse=True)


def sending_for(actor: Actor, report: AnnualReport) -> ReportSending | None:
    """The sending of this report to the actor's organ."""
    return ReportSending.objects.filter(report=report, to_id=actor.organ_id).first()


def reminders(organ_id: str, year: int) -> QuerySet[ReportReminder]:
    """Reminders of a year, the newest first."""
    return ReportReminder.objects.filter(organ_id=organ_id, year=year).select_related("bureau").order_by("-at")


def remarks(report: AnnualReport, on: date, live: dict[str, int] | None = None) -> list[Remark]:
    """Everything found by the checks on a day, against the case store as it is now."""
    organ = report.organ
    return check(
        Draft(
            year=report.year, today=on, first=report.first, last=report.last, organ_first=organ.valid_from,
            organ_last=organ.valid_to, counted=report.counted, live=counted.live(report) if live is None else live,
            manual=report.added, sources=report.sources, prior=report.prior, notes=report.notes, texts=report.texts,
        )
    )  # fmt: skip


def region_organs(actor: Actor) -> list[Organ]:
    """Organs whose reports the actor collects; an entrusted organisation acts in another's name and reports nothing."""
    rows = Organ.objects.select_related("region").exclude(kind="entrusted").order_by("region_id", "name")
    return [o for o in rows if may(actor, COLLECT, Scope(o.pk, o.region_id)).ok]


def predecessors(organ: Organ, year: int) -> list[tuple[str, str]]:
    """Organs of its region that ended in a year: this organ may have taken over their duties."""
    return ended(organ).get(year, [])


def ended(organ: Organ) -> dict[int, list[tuple[str, str]]]:
    """Year → (id, name and end) of the organs of a region that ended in it, but this one."""
    rows = Organ.objects.filter(region_id=organ.region_id).exclude(valid_to=None).exclude(pk=organ.pk).order_by("name")
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        if row.valid_to:
            found.setdefault(row.valid_to.year, []).append((row.pk, f"{row.name}（{row.valid_to} 终止）"))
    return found


def people_of(report: AnnualReport) -> dict[str, str]:
    """Names of those who did something with a report, by id."""
    return organs.names_by_id({step["by"] for step in report.course})


def changes(report: AnnualReport) -> list[dict[str, Any]]:
    """What a correction changed against the version it corrects: figure, before, after."""
    if report.base is None:
        return []
    before, after = report.base.values, report.values
    return [
        {"label": f.label, "before": reporting.written(f, before.get(c)), "after": reporting.written(f, after.get(c)),
         "unit": reporting.unit_of(f)}
        for c, f in FIGURES.items()
        if before.get(c) != after.get(c)
    ]  # fmt: skip
