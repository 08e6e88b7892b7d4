"""What is a person's to do about annual reports now: for the workbench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.clocks.queries import Light
from mingjing.law import reporting
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.statistics import counted, reports
from mingjing.statistics.models import AnnualReport, ReportReminder
from mingjing.statistics.reports import APPROVE, EDIT, PUBLISH, SEND, State


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do about a report: words, the button, the report or else the organ's year."""

    words: str
    verb: str
    organ: Organ
    year: int
    report: AnnualReport | None
    light: Light
    reminded: date | None = None


def tasks(actor: Actor, on: date) -> list[Task]:
    """What is this actor's to do about reports now: for the workbench. Few queries, whatever the number of organs."""
    found: list[Task] = []
    if actor.organ_id:
        found += _own_tasks(actor, on)
    for sending in reports.inbox(actor)[:20]:
        r = sending.report
        found.append(Task(f"接收{r.organ.short_name} {r.year} 年年报", "办理", r.organ, r.year, r, Light("", "待接收")))
    return found


def _own_tasks(actor: Actor, on: date) -> list[Task]:
    scope = Scope(actor.organ_id, actor.region_code)
    powers = {p: may(actor, p, scope).ok for p in (EDIT, APPROVE, PUBLISH, SEND)}
    if not any(powers.values()):
        return []
    organ = organs.organ(actor.organ_id)
    rows = AnnualReport.objects.filter(organ=organ, state__in=(*AnnualReport.OPEN, State.PUBLISHED, State.BACK))
    found = []
    for row in rows.order_by("year"):
        verb = _verb(row, actor, powers)
        if verb:
            lit = reports.light(row.year, None, on)
            found.append(Task(f"{row.year} 年统计年报：{row.get_state_display()}", verb, organ, row.year, row, lit))
    return found + (_missing(organ, on) if powers[EDIT] else [])


def _verb(row: AnnualReport, actor: Actor, powers: dict[str, bool]) -> str:
    mine = actor.person_id == row.drafted_by
    return {
        State.DRAFT: "继续编制" if powers[EDIT] else "",
        State.RETURNED: "修改" if powers[EDIT] else "",
        State.SUBMITTED: "审定" if powers[APPROVE] and not mine else "",
        State.APPROVED: "公布" if powers[PUBLISH] and not mine else "",
        State.PUBLISHED: "报送" if powers[SEND] else "",
        State.BACK: "更正" if powers[EDIT] else "",
    }.get(State(row.state), "")


def _missing(organ: Organ, on: date) -> list[Task]:
    """Last year's report that nobody has begun, and years the bureau reminded of."""
    last = on.year - 1
    asked = {
        r.year: r.at.astimezone(counted.BEIJING).date()
        for r in ReportReminder.objects.filter(organ=organ).order_by("at")
    }
    begun = set(
        AnnualReport.objects.filter(organ=organ, state__in=(*AnnualReport.OPEN, *AnnualReport.OUT)).values_list(
            "year", flat=True
        )
    )
    wanted = [y for y in sorted({last, *asked}) if y not in begun and y >= reporting.FIRST_YEAR]
    return [
        Task(f"{y} 年统计年报：未编制", "编制", organ, y, None, reports.light(y, None, on), asked.get(y))
        for y in wanted
        if counted.days_of(organ, y)
    ]
