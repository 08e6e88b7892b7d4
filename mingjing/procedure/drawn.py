"""From a draw to its visits: an inspection per drawn target with its officers, or merged, or left out with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingjing.cases.models import Case
from mingjing.law import draw as law
from mingjing.law.draw import Earlier, Target
from mingjing.law.kinds import ActKind
from mingjing.ledger.actions import By, act
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require
from mingjing.procedure import actions, drawing, planning, visiting
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Draw, DrawTarget
from mingjing.procedure.refusals import FormIncomplete, StepRefused


@dataclass(frozen=True, slots=True)
class Other:
    """Another draw of the year that holds the same target: only number, organ and day; ``visit`` when still to come."""

    draw: str
    number: str
    organ: str
    on: date
    visit: str
    own: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done with a target that another draw holds too: visit, merge or skip, with the reason."""

    do: str
    reason: str = ""
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn target as the screen shows it. ``settled``: merged or left out."""

    target: Target
    officers: tuple[str, ...]  # numbers of certificates
    visit: Case | None
    settled: DrawTarget | None
    others: tuple[Other, ...]


def drawn_of(draw: Draw) -> list[Drawn]:
    """The targets of a finished draw in the order drawn, with their officers now and what became of them."""
    if draw.state != Draw.State.DONE:
        return []
    result = json.loads(draw.result)
    rows = {t.id: t for t in drawing.parts(draw)[1]}
    people = law.assigned(result)
    cases = {c.details["draw_target"]: c for c in visits_of(draw)}
    settled = {t.target: t for t in DrawTarget.objects.filter(draw=draw).select_related("case")}
    targets = [rows[row["target"]] for row in result["drawn"]]
    others = others_of(draw.organ_id, targets, draw.done_on or draw.committed_on, besides=draw.pk)
    return [
        Drawn(t, tuple(people[t.id]), cases.get(t.id), settled.get(t.id), tuple(others.get(t.id, ()))) for t in targets
    ]


def visits_of(draw: Draw) -> list[Case]:
    """The visits that were opened for a draw."""
    rows = Case.objects.filter(kind=ActKind.INSPECTION, organ_id=draw.organ_id, details__draw=draw.pk)
    return list(rows.order_by("opened_at", "pk"))


def others_of(organ_id: str, targets: list[Target], on: date, *, besides: str = "") -> dict[str, list[Other]]:
    """Target id → other draws of that year that hold it too, of any organ."""
    done = Draw.objects.filter(state=Draw.State.DONE, done_on__year=on.year).exclude(pk=besides)
    draws = {d.pk: d for d in done.select_related("organ")}
    held = {pk: _held(d) for pk, d in draws.items()}
    earlier = [Earlier(pk, d.done_on or on, [t for t, _ in held[pk]]) for pk, d in draws.items()]
    found = {}
    for target_id, names in law.overlaps(targets, earlier, on.year).items():
        key = next(t.code or t.id for t in targets if t.id == target_id)
        found[target_id] = [_other(draws[pk], held[pk], key, organ_id) for pk in names]
    return found


def _other(draw: Draw, held: list[tuple[Target, str]], key: str, organ_id: str) -> Other:
    on = draw.done_on or draw.committed_on
    return Other(draw.pk, draw.number, draw.organ.short_name, on, _to_come(draw, held, key), draw.organ_id == organ_id)


def _held(draw: Draw) -> list[tuple[Target, str]]:
    rows = {row["id"]: Target(**row) for row in json.loads(draw.targets)["rows"]}
    return [(rows[row["target"]], row["target"]) for row in json.loads(draw.result)["drawn"]]


def _to_come(draw: Draw, held: list[tuple[Target, str]], key: str) -> str:
    """The visit of another draw to the same target while it can still be joined; "" when it was made or not opened."""
    (target,) = [at for row, at in held if (row.code or row.id) == key][:1]
    found = [c for c in visits_of(draw) if c.details.get("draw_target") == target and not c.ended_on]
    return found[0].pk if found and not visiting.days_entered([found[0].pk]) else ""


def open_visits(
    *,
    actor: Actor,
    draw_id: str,
    planned_from: date,
    planned_to: date,
    notice: str = "given",
    unannounced_reason: str = "",
    choices: Mapping[str, Choice] | None = None,
    now: datetime,
) -> list[Case]:
    """Open one inspection per drawn target, its two officers in charge. What exists already is left as it is.

    ``choices``: what to do with a target that another draw of the year holds too; one is needed for each. Raises
    NotAllowed, StepRefused (not drawn, or a pool that was changed), FormIncomplete (target id → what is missing).
    """
    details = {
        "method": "on_site", "planned_from": planned_from, "planned_to": planned_to, "notice": notice,
        "unannounced_reason": unannounced_reason, "draw": draw_id,
    }  # fmt: skip
    with transaction.atomic():
        drawing.held(draw_id)  # two taps, one visit
        return _open_all(actor, draw_id, dict(choices or {}), details, now)


def _open_all(
    actor: Actor, draw_id: str, chosen: dict[str, Choice], details: dict[str, Any], now: datetime
) -> list[Case]:
    draw = Draw.objects.select_related("organ", "item", "pool").get(pk=draw_id)
    by = require(actor, drawing.POWER, Scope(draw.organ_id, draw.organ.region_id))
    found = drawing.problems(draw)
    if found or draw.state != Draw.State.DONE:
        raise StepRefused(tuple(found) or (drawing.not_done(),))
    waiting = [d for d in drawn_of(draw) if d.visit is None and d.settled is None]
    errors = _unanswered(waiting, chosen)
    if errors:
        raise FormIncomplete(errors)
    details = {**details, "type": "random", "items": draw.item.contents}
    opened = []
    for row in waiting:
        choice = chosen.get(row.target.id, Choice("visit")) if row.others else Choice("visit")
        if choice.do == "skip" or (choice.do == "merge" and _own(row, choice.visit)):
            _settle(by, draw, row, choice, now)
            continue
        more = {"draw_target": row.target.id, "repeat_reason": choice.reason if choice.do == "visit" else ""}
        case = _open(actor, draw, row, {**details, **more}, now)
        if choice.do == "merge":
            planning.offer(by, choice.visit, case.pk, choice.reason, now)
        opened.append(case)
    return opened


def _unanswered(waiting: list[Drawn], chosen: dict[str, Choice]) -> dict[str, str]:
    errors = {}
    for row in waiting:
        if not row.others:
            continue
        choice, name = chosen.get(row.target.id), row.target.name or row.target.id
        listed = "、".join(f"{o.organ} {o.number}（{o.on}）" for o in row.others)
        if choice is None or choice.do not in {"visit", "merge", "skip"}:
            errors[row.target.id] = f"{name} 本年已在 {listed} 抽中：选择合并、不再检查或者仍然检查"
        elif choice.do == "merge" and choice.visit not in {o.visit for o in row.others if o.visit}:
            errors[row.target.id] = f"{name} 没有可以合并的检查：{listed} 已经检查或者尚未安排"
        elif choice.do != "merge" and not choice.reason.strip():
            errors[row.target.id] = f"{name} 本年已在 {listed} 抽中：写明理由"
    return errors


def _own(row: Drawn, visit: str) -> bool:
    return any(o.own and o.visit == visit for o in row.others)


def _settle(by: By, draw: Draw, row: Drawn, choice: Choice, now: datetime) -> None:
    merged = choice.do == "merge"
    with act(type="draw.target_settled", by=by, obj=draw.pk, now=now) as opened:
        opened.save(
            DrawTarget(
                draw=draw, target=row.target.id, choice="merged" if merged else "skipped",
                case_id=choice.visit if merged else None, reason=(choice.reason.strip() or "综合查一次")[:200],
                decided_on=beijing_date(now),
            )
        )  # fmt: skip
        opened.data |= {"target": row.target.id, "choice": "merged" if merged else "skipped"}


def _open(actor: Actor, draw: Draw, row: Drawn, details: dict[str, Any], now: datetime) -> Case:
    on = beijing_date(now)
    (known,) = [r for r in draw.pool.rows if r["id"] == row.target.id]
    kind = known.get("party_kind") or ("person" if known.get("kind") == "person" else "organisation")
    names = ("name", "code", "id_number", "representative", "address", "phone")
    party = {"kind": kind, **{name: known.get(name, "") for name in names}}
    unit = organs.unit_of(actor, draw.organ_id)
    people = [organs.holder(number) for number in row.officers]
    return actions.open_case(
        actor=actor, organ_id=draw.organ_id, unit_id=unit.pk if unit else "", kind=ActKind.INSPECTION,
        procedure="inspection", now=now,
        values={
            "cause": draw.item.name, "source": "draw", "clue": f"{draw.number}随机抽取，抽中对象编号 {row.target.id}。",
            "found_on": on, "power": draw.item.power_id, "parties": [party], "handlers": people,
            "place": party["address"], "details": details,
        },
    )  # fmt: skip


def counts(draw: Draw) -> dict[str, int]:
    """How many targets and officers the pools hold, and how many targets were drawn."""
    pools = {name: len(json.loads(getattr(draw, name))["rows"]) for name in ("targets", "officers")}
    return pools | {"drawn": json.loads(draw.result)["number"] if draw.result else 0}


def draws_for(actor: Actor) -> list[Draw]:
    """Draws of the actor's organ, the newest first. Raises NotAllowed for people of no organ."""
    if not actor.organ_id:
        raise NotAllowed("这件事由执法机关办理")
    return list(Draw.objects.filter(organ_id=actor.organ_id).select_related("item", "committed_by", "organ"))


def draw_for(actor: Actor, draw_id: str) -> Draw:
    """The one door to a draw: those of the own organ. Raises Draw.DoesNotExist."""
    return Draw.objects.select_related("item", "organ", "committed_by", "pool").get(pk=draw_id, organ_id=actor.organ_id)
