"""What is known of a visit before it is made: earlier and planned ones to the same firm by any organ, cap, plan, draw.

Across organs only the day, the organ and the type are read: never what was found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.cases.models import Case, Party
from mingjing.catalog import queries as catalog
from mingjing.law import visits
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import ActKind, PartyKind, Stage, Step
from mingjing.law.visits import Cap, Preparation, Result, Visit, VisitType
from mingjing.procedure.models import Draw, JointVisit, PlanRow, StepTaken

if TYPE_CHECKING:
    from mingjing.procedure.facts import Gathered


BEFORE = frozenset({Stage.PLANNED, Stage.APPROVED})


def preparation(case: Case, parties: tuple[Party, ...], on: date) -> Preparation | None:
    """What the gates ask about a visit before it is made; None for a case of another act. Nobody asks afterwards."""
    if case.kind != ActKind.INSPECTION:
        return None
    if case.stage not in BEFORE:
        return Preparation(case.organ_id)
    day = first_day(case) or on
    row = PlanRow.objects.select_related("plan").filter(pk=case.details.get("plan") or "").first()
    own = row if row and row.plan.organ_id == case.organ_id and row.plan.year == day.year else None
    return Preparation(
        organ=case.organ_id,
        visits=visits_to(parties[:1], day.year, besides=case.pk),
        cap=cap_of(case.organ_id, day),
        repeat_days=resolve(visits.REPEAT_RULE, on).amount,
        plan=str(own) if own else "",
        plan_approved=bool(own and own.plan.approved),
        drawn=_drawn(case, parties),
        joint=joint_marks([case.pk]).get(case.pk, ""),
    )


def cap_of(organ_id: str, on: date) -> Cap | None:
    """The published number of visits a year; None while the organ has published none."""
    found = catalog.visit_cap(organ_id, on)
    return Cap(found.most, found.basis) if found else None


def visits_to(parties: Iterable[Party], year: int, *, besides: str = "") -> tuple[Visit, ...]:
    """Visits to these parties by any organ, made or planned, around one year; cancelled ones are none."""
    keys = [(p.code, p.id_number) for p in parties]
    codes, ids = {c for c, _ in keys if c}, {i for c, i in keys if i and not c}
    if not codes and not ids:
        return ()
    same = Party.objects.filter(code__in=codes) if codes else Party.objects.none()
    if ids:
        same = same | Party.objects.filter(kind=PartyKind.PERSON, id_number__in=ids)
    rows = Case.objects.filter(kind=ActKind.INSPECTION, pk__in=same.values("case_id")).exclude(pk=besides)
    cases = list(rows.select_related("organ"))
    entered = days_entered([c.pk for c in cases])
    joint = joint_marks([c.pk for c in cases])
    found = []
    for c in cases:
        day = entered.get(c.pk) or (None if c.ended_on else first_day(c))  # ended and never entered: cancelled
        if day and abs(day.year - year) <= 1:
            kind = VisitType(c.details["type"])
            found.append(Visit(c.pk, c.organ_id, c.organ.short_name, day, kind, c.pk in entered, joint.get(c.pk, "")))
    return tuple(sorted(found, key=lambda v: (v.on, v.case)))


def days_entered(cases: list[str]) -> dict[str, date]:
    """Case → the day of its visit, for those that were made."""
    rows = StepTaken.objects.filter(case_id__in=cases, step=Step.ENTER).values_list("case_id", "taken_on")
    return dict(rows)


def joint_marks(cases: list[str]) -> dict[str, str]:
    """Case → the mark that visits made together share: the case they join."""
    rows = JointVisit.objects.filter(accepted=True)
    found: dict[str, str] = {}
    for host, guest in (rows.filter(host_id__in=cases) | rows.filter(guest_id__in=cases)).values_list("host", "guest"):
        found |= {host: host, guest: host}
    return found


def known(case: Case, seen: Gathered) -> dict[str, Any]:
    """Source keys of the forms about a visit: how often, what else is near, what the record came to."""
    if case.kind != ActKind.INSPECTION:
        return {}
    return _frequency(case, seen) if case.stage in BEFORE else _found(case, seen)


def _frequency(case: Case, seen: Gathered) -> dict[str, Any]:
    before, day = seen.facts.preparation or Preparation(case.organ_id), first_day(case) or seen.facts.on
    made = len(visits.in_year(before.visits, case.organ_id, day.year))
    cap = f"本机关公布的上限为 {before.cap.most} 次" if before.cap else "本机关尚未公布上限"
    near = visits.near(before.visits, day, before.repeat_days)
    listed = "；".join(f"{v.organ_name} {v.on}（{v.type.label}）" for v in near)
    reason = case.details.get("repeat_reason") or ("与上述检查联合进行" if before.joint else "")
    return {
        "visits.frequency": f"本机关 {day.year} 年对该对象第 {made + 1} 次检查，{cap}",
        "visits.near": f"前后 {before.repeat_days} 日内：{listed}。{reason}" if near else "近期没有其他检查。",
    }


def _found(case: Case, seen: Gathered) -> dict[str, Any]:
    recorded = "未发现问题。" if seen.facts.done(Step.RECORD_INSPECTION) else ""
    return {**_outcome(seen), "inspection.facts": case.violation or recorded}


def _outcome(seen: Gathered) -> dict[str, Any]:
    """What the result said and what became of it, for the closing."""
    given, again = seen.facts.last(Step.GIVE_RESULT), seen.facts.last(Step.RECHECK_INSPECTION)
    if given is None:
        return {}
    done = ["已转立案查处"] if seen.facts.done(Step.OPEN_PENALTY) else []
    done += ["已移送"] if seen.facts.done(Step.TRANSFER) else []
    done += [f"复查：{again.values['findings']}"] if again else []
    words = Result(given.values["result"]).label
    return {"decision.text": f"检查结果：{words}。", "execution.detail": "；".join(done) or "结果已告知被检查人。"}


def led_to_penalty(case: Case) -> bool:
    """Whether the visit went on as a penalty: such a visit is not counted as an inspection in the yearly figures."""
    return StepTaken.objects.filter(case=case, step=Step.OPEN_PENALTY).exists()


def counted_visits(organ_id: str, year: int) -> int:
    """Visits of an organ in a year as the yearly figures count them (law.visits.counted)."""
    rows = StepTaken.objects.filter(case__organ_id=organ_id, case__kind=ActKind.INSPECTION, taken_on__year=year)
    recorded = set(rows.filter(step=Step.RECORD_INSPECTION).values_list("case_id", flat=True))
    went_on = set(
        StepTaken.objects.filter(case_id__in=recorded, step=Step.OPEN_PENALTY).values_list("case_id", flat=True)
    )
    parties = Counter(Party.objects.filter(case_id__in=recorded).values_list("case_id", flat=True))
    return sum(
        visits.counted(recorded=True, one_party=parties[pk] == 1, led_to_penalty=pk in went_on) for pk in recorded
    )


def first_day(case: Case) -> date | None:
    """The first day of the period asked for."""
    value = case.details.get("planned_from")
    return date.fromisoformat(value) if value else None


def _drawn(case: Case, parties: tuple[Party, ...]) -> str:
    """The draw this visit comes from, in words; "" unless the draw's result holds this very target."""
    target = case.details.get("draw_target")
    if case.stage != Stage.PLANNED or not target or not parties:
        return ""
    rows = Draw.objects.filter(pk=case.details.get("draw") or "", organ_id=case.organ_id, state=Draw.State.DONE)
    draw = rows.select_related("pool").first()
    if draw is None or target not in {row["target"] for row in json.loads(draw.result)["drawn"]}:
        return ""
    (known,) = [row for row in draw.pool.rows if row["id"] == target]
    party = parties[0]
    same = known["id_number"] == party.id_number if known.get("kind") == "person" else known["code"] == party.code
    return f"{draw.number}抽取" if same else ""
