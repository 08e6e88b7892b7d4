"""The first page after logging in: what is this actor's to do, what is due, and where the cases stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingjing.appraisal import in_hand
from mingjing.clocks import queries as clocks
from mingjing.clocks.queries import Light
from mingjing.desk.access import address, office
from mingjing.desk.views.caselist import case_link
from mingjing.desk.words import behind
from mingjing.disclosure import queries as disclosure
from mingjing.law.calendars import Calendar
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import Stage, Step
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure
from mingjing.procedure import turns
from mingjing.statistics import duties
from mingjing.supervision import circulars, following
from mingjing.supervision import queries as supervision
from mingjing.upkeep import queries as upkeep
from mingjing.workplan import queries as workplan

TASKS, DEADLINES, ALL_DEADLINES, RECENT, WATCHED, COMPLAINTS, UPKEEP = 25, 8, 100, 6, 1000, 6, 8
WEEKDAYS = "一二三四五六日"
LEVELS = {"red": "超期或今日到期", "yellow": "3 个工作日内", "green": "期限内"}


@dataclass(frozen=True)
class Task:
    """One line of 待我办理."""

    words: str
    verb: str
    case: Any
    href: str
    stage: str
    light: Light | None
    due: date | None


@dataclass(frozen=True)
class Deadline:
    """One running clock: what it is, of which case, how it stands."""

    label: str
    basis: str
    case: Any
    href: str
    light: Light
    due: date


@office
def workbench(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Tasks, deadlines with their lights, three weeks of the calendar, cases by stage, cases last opened."""
    on, cal = now.date(), clocks.calendar()
    level = request.GET.get("light", "")
    watched = [(item, clocks.light(item, on, cal)) for item in _watched(actor)[:WATCHED]]
    counts = Counter(light.level for _, light in watched)
    shown = [(item, light) for item, light in watched if level not in LEVELS or light.level == level]
    room = ALL_DEADLINES if level else DEADLINES
    tasks, more = _tasks(actor, on, cal)
    context = {
        "tasks": tasks,
        "more_tasks": more,
        "total_tasks": f"{len(tasks)}+" if more else str(len(tasks)),
        "red": counts["red"],
        "levels": [(key, words, counts[key], _hint(key, watched, on)) for key, words in LEVELS.items()],
        "level": level if level in LEVELS else "",
        "deadlines": _deadlines(actor, shown[:room]),
        "more_deadlines": max(0, len(shown) - room),
        "upkeep": upkeep.open_for(actor, on, UPKEEP),
        "work": workplan.in_hand(actor, on, UPKEEP),
        "weeks": _weeks(on, cal, watched),
        "stages": _stages(actor),
        "recent": _recent(actor, on, cal),
        "own": _own_only(actor),
        "whose": "本机关" if "B" in actor.roles else "本机构" if "U" in actor.roles else "",
        "complaints": supervision.in_hand(actor, on, COMPLAINTS),
        "findings": following.in_hand(actor, on, COMPLAINTS),
        "circulars": list(circulars.unsigned(actor)[:COMPLAINTS]),
        "reports": duties.tasks(actor, on),
        "dossiers": in_hand.in_hand(actor, on, COMPLAINTS),
        "today": on,
        "weekday": WEEKDAYS[on.weekday()],
        "days_left": sum(cal.is_working(on + timedelta(days=n)) for n in range(7 - on.weekday())),
        "case_new": address("act_choose") if request.office.may_open_case else "",  # type: ignore[attr-defined]
        "reads_cases": bool(actor.roles - {"S", "C", "D"}),
    }
    return render(request, "desk/workbench.html", context)


@office
def nowhere(request: HttpRequest, actor: Actor, now: datetime, rest: str) -> HttpResponse:
    """An address no screen answers. Strangers log in first: they are not told which addresses exist."""
    raise Http404(rest)


def _own_only(actor: Actor) -> bool:
    return "H" in actor.roles and not actor.roles & {"U", "B"}


def _watched(actor: Actor) -> Any:
    """Open duties of the organ this actor watches, on cases the actor may read, the nearest first."""
    readable = procedure.cases_for(actor).order_by().values("pk")
    rows = clocks.due_for(actor.organ_id, sorted(turns.watched(actor))).filter(subject_id__in=readable)
    if _own_only(actor):
        rows = rows.filter(~Q(owner_role="H") | Q(subject_id__in=procedure.own_cases(actor)))
    return rows


def _tasks(actor: Actor, on: date, cal: Calendar) -> tuple[list[Task], bool]:
    """What is this actor's to do, the nearest deadline first; whether there is more than is shown."""
    found: list[tuple[str, str, Any, str]] = []
    if actor.organ_id:
        rows = turns.turns_of(actor, on).select_related("organ").prefetch_related("parties")
        for case in rows[: TASKS + 1]:
            step = Step(case.turn)  # type: ignore[attr-defined]  # annotated by turns_of
            href = address("step", case_id=case.pk, step=step.value) or case_link(case.pk)
            found.append((step.label, "办理", case, href))
    found += _publications(actor)
    due = clocks.nearest([case.pk for _, verb, case, _ in found if verb == "办理"], turns.handling(actor))
    due |= clocks.nearest([case.pk for _, verb, case, _ in found if verb != "办理"], ("PB",))
    tasks = []
    for words, verb, case, href in found:
        item = due.get(case.pk)
        light = clocks.light(item, on, cal) if item else None
        tasks.append(Task(words, verb, case, href, Stage(case.stage).label, light, item.rolled if item else None))
    tasks.sort(key=lambda t: t.due or date.max)
    return tasks[:TASKS], len(tasks) > TASKS


def _publications(actor: Actor) -> list[tuple[str, str, Any, str]]:
    """Decisions to be prepared for publication, and prepared ones to be checked by someone else."""
    href = address("publications")
    found: list[tuple[str, str, Any, str]] = []
    if "PB" in actor.roles:
        rows = disclosure.unpublished(actor).prefetch_related("case__parties")
        found += [("拟公示", "拟稿", d.case, href or case_link(d.case_id)) for d in rows[:TASKS]]
    if "PC" in actor.roles:
        waiting = disclosure.waiting(actor).filter(state="prepared").exclude(prepared_by_id=actor.person_id)
        checked = waiting.prefetch_related("case__parties")
        found += [("审核公示", "审核", p.case, href or case_link(p.case_id)) for p in checked[:TASKS]]
    return found


def _deadlines(actor: Actor, shown: list[tuple[Any, Light]]) -> list[Deadline]:
    """The clocks with their cases; all cases in one query."""
    ids = [item.subject_id for item, _ in shown]
    cases = {case.pk: case for case in procedure.cases_for(actor).filter(pk__in=ids)}
    rows = []
    for item, light in shown:
        limit = resolve(item.rule_id, item.started_on)
        case = cases.get(item.subject_id)
        rows.append(Deadline(limit.label, limit.basis, case, case_link(item.subject_id), light, item.rolled))
    return rows


def _hint(level: str, watched: list[tuple[Any, Light]], on: date) -> str:
    """What stands beside a count: how many are late already, or when the next one ends."""
    ends = [item.rolled for item, light in watched if light.level == level]
    if level == "red":
        late = sum(day < on for day in ends)
        return f"{late} 件已超期" if late else ""
    return f"最近 {ends[0].month} 月 {ends[0].day} 日" if ends else ""


def _weeks(on: date, cal: Calendar, watched: Iterable[tuple[Any, Light]]) -> list[list[dict[str, Any]]]:
    """Three weeks from this Monday: each day with up to three dots, and the number in words for those who hear it."""
    by_day: dict[date, list[str]] = {}
    for item, light in watched:
        by_day.setdefault(item.rolled, []).append({"red": "r", "yellow": "y"}.get(light.level, "g"))
    monday = on - timedelta(days=on.weekday())
    days = [monday + timedelta(days=n) for n in range(21)]
    cells = [
        {
            "day": day,
            "today": day == on,
            "off": not cal.is_working(day),
            "why": cal.name(day) if abs(day.weekday() - 2) <= 2 and not cal.is_working(day) else "",
            "dots": by_day.get(day, [])[:3],
            "count": len(by_day.get(day, [])),
        }
        for day in days
    ]
    return [cells[n : n + 7] for n in (0, 7, 14)]


def _stages(actor: Actor) -> list[tuple[Stage, int]]:
    """Stages in the order of the law, with how many cases stand there."""
    rows = procedure.cases_for(actor).order_by().values_list("stage").annotate(n=Count("pk"))
    counts = dict(rows)
    return [(stage, counts[stage.value]) for stage in Stage if counts.get(stage.value)]


def _recent(actor: Actor, on: date, cal: Calendar) -> list[dict[str, Any]]:
    """The cases opened last, each with its phase, its next step and its nearest deadline."""
    cases = list(turns.with_turn(procedure.cases_for(actor, mine=_own_only(actor)), on)[:RECENT])
    due = clocks.nearest([case.pk for case in cases])
    rows = []
    for case in cases:
        item = due.get(case.pk)
        rows.append(
            {
                "case": case,
                "href": case_link(case.pk),
                "stage": Stage(case.stage).label,
                "phase": behind(Stage(case.stage)),
                "next": _next(case),
                "light": clocks.light(item, on, cal) if item else None,
            }
        )
    return rows


def _next(case: Any) -> str:
    if case.turn:
        return Step(case.turn).label
    if case.suspended_since:
        return "中止中"
    return "等待当事人陈述申辩" if case.stage == Stage.NOTIFIED else "没有下一步"
