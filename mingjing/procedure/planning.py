"""年度检查计划, drawn up by the unit and approved by the head; joint visits, offered by one organ, answered by another.

Each function is one act. 国办发〔2024〕54号: 制定年度检查计划, 专项检查 approved above and filed, 综合查一次.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mingjing.cases.models import Case
from mingjing.catalog import queries as catalog
from mingjing.law.kinds import ActKind, Power, Stage
from mingjing.law.visits import PLANNED, VisitType
from mingjing.ledger.actions import By, act
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require
from mingjing.procedure import counting, visiting
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import InspectionPlan, JointVisit, PlanRow
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

MOST_ROWS = 40
COLUMNS = ("power", "type", "targets", "frequency", "items", "months", "filed")


def save_plan(
    *, actor: Actor, organ_id: str, year: int, title: str, rows: list[dict[str, Any]], now: datetime
) -> InspectionPlan:
    """Draw up the plan of a year, or change its draft: all of its rows as they stand now.

    ``rows``: power (id), type, targets, frequency, items (rows of item, standard), months (1–12), filed. Raises
    NotAllowed, FormIncomplete (field → message, rows counted from 1), OutOfDate once the plan is approved.
    """
    by = require(actor, "plan.edit", Scope(organ_id, organs.region_of(organ_id)))
    errors = _problems(organ_id, year, title, rows, beijing_date(now))
    if errors:
        raise FormIncomplete(errors)
    with act(type="inspection_plan.saved", by=by, obj="", now=now) as opened:
        plan = InspectionPlan.objects.filter(organ_id=organ_id, year=year).first()
        if plan and plan.approved:
            raise OutOfDate
        plan = plan or InspectionPlan(organ_id=organ_id, year=year)
        plan.title = title.strip()
        opened.obj = plan.pk
        opened.save(plan)
        kept = {row.ord: row for row in PlanRow.objects.filter(plan=plan)}
        for ord, given in enumerate(rows, 1):
            row = kept.get(ord) or PlanRow(plan=plan, ord=ord)
            row.power_id, row.type, row.filed = given["power"], given["type"], given.get("filed") or ""
            row.targets, row.frequency = given["targets"].strip(), given["frequency"].strip()
            row.items, row.months = list(given["items"]), sorted(set(given["months"]))
            opened.save(row)
        opened.data |= {"year": year, "rows": len(rows)}
    return plan


def _problems(organ_id: str, year: int, title: str, rows: list[dict[str, Any]], on: date) -> dict[str, str]:
    errors = {}
    if not title.strip():
        errors["title"] = "填写计划名称"
    if not on.year - 1 <= year <= on.year + 1:
        errors["year"] = f"年度应为 {on.year - 1} 至 {on.year + 1}"
    if not rows:
        errors["rows"] = "至少列一项检查"
    elif len(rows) > MOST_ROWS:
        errors["rows"] = f"一份计划不超过 {MOST_ROWS} 项，请合并同类检查"
    drafted = InspectionPlan.objects.filter(organ_id=organ_id, year=year).first()
    if drafted and PlanRow.objects.filter(plan=drafted).count() > len(rows):
        errors["rows"] = "已经列入的项目不能删去；不再实施的，把频次写为“不实施”并说明"
    powers = {p.pk for p in catalog.powers(organ_id, on, ActKind.INSPECTION)}
    for n, row in enumerate(rows, 1):
        mark = f"第 {n} 项"
        if row.get("power") not in powers:
            errors[f"rows_{n}_power"] = f"{mark}选择本机关权责清单中的检查事项"
        if row.get("type") not in {t.value for t in PLANNED}:
            errors[f"rows_{n}_type"] = f"{mark}选择日常、专项或者双随机；个案检查不列入计划"
        for name, label in (("targets", "检查对象"), ("frequency", "频次")):
            if not str(row.get(name) or "").strip():
                errors[f"rows_{n}_{name}"] = f"{mark}填写{label}"
        if not row.get("items"):
            errors[f"rows_{n}_items"] = f"{mark}填写检查事项"
        months = row.get("months") or []
        if not months or not all(isinstance(m, int) and 1 <= m <= 12 for m in months):
            errors[f"rows_{n}_months"] = f"{mark}选择实施月份"
        if row.get("type") == VisitType.SPECIAL and not str(row.get("filed") or "").strip():
            errors[f"rows_{n}_filed"] = f"{mark}为专项检查，填写县级以上政府或者垂直管理的上一级机关的批准、备案文号"
    return errors


def approve_plan(*, actor: Actor, plan_id: str, opinion: str, now: datetime) -> InspectionPlan:
    """The head approves the plan; its rows stay from then on. Raises NotAllowed, FormIncomplete, OutOfDate."""
    plan = InspectionPlan.objects.select_related("organ").get(pk=plan_id)
    by = require(actor, Power.APPROVE_INSPECTION, Scope(plan.organ_id, plan.organ.region_id))
    if not opinion.strip():
        raise FormIncomplete({"opinion": "填写审批意见"})
    with act(type="inspection_plan.approved", by=by, obj=plan.pk, now=now) as opened:
        if not InspectionPlan.objects.filter(pk=plan.pk, state=InspectionPlan.State.DRAFT).exists():
            raise OutOfDate
        plan.state, plan.approved_by_id = InspectionPlan.State.APPROVED, by.person_id
        plan.approved_on, plan.opinion = beijing_date(now), opinion.strip()
        opened.save(plan)
    return plan


def offer_joint(*, actor: Actor, host_id: str, guest_id: str, words: str, now: datetime) -> JointVisit:
    """Offer to make the own visit ``guest`` together with the visit ``host`` to the same firm (综合查一次).

    Within the own organ the visits are joined at once; another organ answers with ``answer_joint``. Raises NotAllowed,
    FormIncomplete, Case.DoesNotExist.
    """
    guest = Case.objects.select_related("organ").get(pk=guest_id)
    by = require(actor, Power.EDIT_CASE, scope_of(guest))
    return offer(by, host_id, guest_id, words, now)


def offer(by: By, host_id: str, guest_id: str, words: str, now: datetime) -> JointVisit:
    """The same by somebody whose power was asked already: who draws targets may offer for what was drawn."""
    host, guest = (Case.objects.select_related("organ").get(pk=pk) for pk in (host_id, guest_id))
    if problem := _cannot_join(host, guest):
        raise FormIncomplete({"host": problem})
    on = beijing_date(now)
    row = JointVisit(host=host, guest=guest, offered_on=on, offered_by_id=by.person_id, words=words.strip()[:200])
    if host.organ_id == guest.organ_id:
        row.accepted, row.answered_on, row.answered_by_id = True, on, by.person_id
    with act(type="joint_visit.offered", by=by, obj=guest.pk, case=guest.pk, now=now) as opened:
        opened.save(row)
        opened.data |= {"host": host.pk}
        counting.after_joining(row, on=on)
    return row


def _cannot_join(host: Case, guest: Case) -> str:
    if host.kind != ActKind.INSPECTION or guest.kind != ActKind.INSPECTION or host.pk == guest.pk:
        return "只能与另一次行政检查联合"
    firms = [{p.code or p.id_number for p in c.parties.all()} for c in (host, guest)]
    if not firms[0] & firms[1]:
        return "两次检查的对象不同"
    if host.ended_on or visiting.days_entered([host.pk]) or guest.stage not in {Stage.PLANNED, Stage.APPROVED}:
        return "已经进行或者取消的检查不能联合"
    if JointVisit.objects.filter(host=host, guest=guest).exists():
        return "已经提出过联合检查"
    return ""


def answer_joint(*, actor: Actor, joint_id: str, accepted: bool, answer: str, now: datetime) -> JointVisit:
    """The other organ accepts or declines, with a word. Raises NotAllowed, FormIncomplete, OutOfDate."""
    row = JointVisit.objects.select_related("host__organ", "guest__organ").get(pk=joint_id)
    by = require(actor, Power.EDIT_CASE, scope_of(row.host))
    if not accepted and not answer.strip():
        raise FormIncomplete({"answer": "不能联合的，写明理由"})
    with act(type="joint_visit.answered", by=by, obj=row.host_id, case=row.host_id, now=now) as opened:
        if not JointVisit.objects.filter(pk=row.pk, accepted=None).exists():
            raise OutOfDate
        row.accepted, row.answer, row.answered_by_id = accepted, answer.strip()[:200], by.person_id
        row.answered_on = beijing_date(now)
        opened.save(row)
        opened.data |= {"guest": row.guest_id, "accepted": accepted}
        counting.after_joining(row, on=row.answered_on)
    return row


# --- reads --------------------------------------------------------------------------------------------------------


def plans_of(actor: Actor) -> list[InspectionPlan]:
    """Plans of the actor's own organ, the newest first. Raises NotAllowed for people of no organ."""
    if not actor.organ_id:
        raise NotAllowed("这件事由执法机关办理")
    rows = InspectionPlan.objects.filter(organ_id=actor.organ_id).select_related("approved_by", "organ")
    return list(rows.prefetch_related("rows__power").order_by("-year"))


def row_for(actor: Actor, row_id: str) -> PlanRow:
    """A row of an approved plan of the own organ. Raises PlanRow.DoesNotExist."""
    rows = PlanRow.objects.filter(plan__organ_id=actor.organ_id, plan__state=InspectionPlan.State.APPROVED)
    return rows.select_related("plan", "power").get(pk=row_id)


def joint_of(case_id: str) -> list[JointVisit]:
    """Offers and answers about one visit, on either side."""
    rows = JointVisit.objects.filter(host_id=case_id) | JointVisit.objects.filter(guest_id=case_id)
    return list(rows.select_related("host__organ", "guest__organ").order_by("ledger_id"))


def offers_to(actor: Actor) -> list[JointVisit]:
    """Offers that the actor's organ has not answered yet."""
    rows = JointVisit.objects.filter(host__organ_id=actor.organ_id, accepted=None)
    return list(rows.select_related("host__organ", "guest__organ").order_by("offered_on"))
