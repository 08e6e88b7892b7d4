"""年度检查计划 in the office: drawn up row by row, approved by the head; a visit begun from one of its rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render

from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.parties import PARTY, party_fields
from mingjing.law.kinds import ActKind, Power
from mingjing.law.visits import EXCEPTIONS, PLANNED, VisitType
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, may, require, roles_for
from mingjing.procedure import actions, planning, visiting
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete

EDIT = "plan.edit"
MONTHS = tuple((str(n), f"{n} 月") for n in range(1, 13))
ITEM = (("item", "检查事项"), ("standard", "检查标准（要点）"))
TYPES = tuple((t.value, t.label) for t in VisitType if t in PLANNED)


@office
def plans(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The plans of the organ with their rows, and the published cap."""
    scope = procedure.own_scope(actor)
    found = planning.plans_of(actor)
    years = {p.year for p in found}
    context = {
        "plans": found,
        "cap": visiting.cap_of(actor.organ_id, now.date()),
        "edits": may(actor, EDIT, scope).ok,
        "approves": may(actor, Power.APPROVE_INSPECTION, scope).ok,
        "opens": may(actor, Power.OPEN_CASE, scope).ok,
        "whose": roles_for(EDIT),
        "missing": [y for y in (now.year, now.year + 1) if y not in years and (y == now.year or now.month > 9)],
    }
    return render(request, "desk/plans.html", context)


@office
def edit(request: HttpRequest, actor: Actor, now: datetime, year: int) -> HttpResponse:
    """Draw up the plan of a year: its rows and one empty one."""
    require(actor, EDIT, procedure.own_scope(actor))
    plan = next((p for p in planning.plans_of(actor) if p.year == year), None)
    if plan and plan.approved:
        tell(request, f"{year} 年度计划已经批准，不能再改。")
        return redirect(address("plans"))
    kept = list(plan.rows.all()) if plan else []
    powers = tuple((p.pk, p.name) for p in catalog.powers(actor.organ_id, now.date(), ActKind.INSPECTION))
    count = len(kept) + 1
    title = Asked("title", "计划名称", value=plan.title if plan else f"{year} 年度行政检查计划")
    status, errors = 200, {}
    if request.method == "POST":
        typed = request.POST.get("rows", "")
        count = int(typed) if typed.isdigit() and int(typed) <= planning.MOST_ROWS + 1 else count
        rows = [_typed(request.POST, n) for n in range(1, count + 1)]
        rows = [row for row in rows if any(row[k] for k in ("targets", "frequency", "items", "months"))]
        try:
            planning.save_plan(
                actor=actor, organ_id=actor.organ_id, year=year, title=request.POST.get("title", ""), rows=rows, now=now
            )
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        else:
            tell(request, f"{year} 年度计划已保存，批准后可以据此启动检查。")
            return redirect(address("plans"))
    posted = request.POST if status == 422 else None
    blocks = [_fields(n, kept[n - 1] if n <= len(kept) else None, powers, posted, errors) for n in range(1, count + 1)]
    context = {
        "year": year, "count": count, "blocks": blocks, "errors": asking.summary(errors),
        "title_field": asking.shown([title], posted, errors)[0] if posted else title,
    }  # fmt: skip
    return render(request, "desk/plan_edit.html", context, status=status)


def _fields(n: int, row: Any, powers: Any, posted: QueryDict | None, errors: dict[str, str]) -> dict[str, Any]:
    """The fields of one row, named ``rows_<n>_<name>``."""
    mark = f"rows_{n}_"
    fields = [
        Asked(f"{mark}power", "检查职权", "choice", True, powers, value=row.power_id if row else _only(powers)),
        Asked(f"{mark}type", "检查类型", "choice", True, TYPES, value=row.type if row else ""),
        Asked(f"{mark}targets", "检查对象", value=row.targets if row else "", help="例：A 级以外的食品销售者"),
        Asked(f"{mark}frequency", "频次", value=row.frequency if row else "", help="例：每年 1 次"),
        Asked(f"{mark}items", "检查事项", "rows", columns=ITEM, rows=3,
              value=asking.typed_rows(row.items, ITEM) if row else ""),
        Asked(f"{mark}months", "实施月份", "choices", True, MONTHS, value=[str(m) for m in row.months] if row else []),
        Asked(f"{mark}filed", "批准、备案文号", required=False, value=row.filed if row else "",
              help="专项检查填写县级以上政府或者垂直管理的上一级机关的文号"),
    ]  # fmt: skip
    return {"n": n, "new": row is None, "fields": asking.shown(fields, posted, errors) if posted else fields}


def _only(choices: Any) -> str:
    return choices[0][0] if len(choices) == 1 else ""


def _typed(posted: QueryDict, n: int) -> dict[str, Any]:
    mark = f"rows_{n}_"
    words = {k: (posted.get(mark + k) or "").strip() for k in ("power", "type", "targets", "frequency", "filed")}
    try:
        items = asking.lines(posted.get(f"{mark}items") or "", ITEM, f"第 {n} 项检查事项")
    except ValueError as wrong:
        raise FormIncomplete({f"{mark}items": str(wrong)}) from wrong
    return words | {"items": items, "months": [int(m) for m in posted.getlist(f"{mark}months") if m.isdigit()]}


@office
def approve(request: HttpRequest, actor: Actor, now: datetime, plan_id: str) -> HttpResponse:
    """The head approves a plan."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    plan = planning.approve_plan(actor=actor, plan_id=plan_id, opinion=request.POST.get("opinion", ""), now=now)
    tell(request, f"{plan.title}已批准。")
    return redirect(address("plans"))


@office
def visit(request: HttpRequest, actor: Actor, now: datetime, row_id: str) -> HttpResponse:
    """Begin a visit that stands in the plan: items, power and type come from the row, only the firm is asked."""
    row = planning.row_for(actor, row_id)
    require(actor, Power.OPEN_CASE, procedure.own_scope(actor))
    sections = _sections(actor, row, now.date())
    context: dict[str, Any] = {"row": row, "sections": sections}
    status = 200
    if request.method == "POST":
        fields = [f for _, own in sections for f in own]
        values, errors = asking.read(fields, request.POST)
        if not errors:
            try:
                case = actions.open_case(
                    actor=actor, organ_id=actor.organ_id, unit_id=_unit(actor), now=now,
                    values=_opening(row, values, now.date()), kind=ActKind.INSPECTION, procedure="inspection",
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors = refusal.errors
            else:
                tell(request, "检查已登记，送负责人批准。")
                return redirect(address("case", case_id=case.pk))
        status = 422
        context |= {
            "sections": [(title, asking.shown(own, request.POST, errors)) for title, own in sections],
            "errors": asking.summary(errors),
        }
    return render(request, "desk/plan_visit.html", context, status=status)


def _sections(actor: Actor, row: Any, on: date) -> list[tuple[str, tuple[Asked, ...]]]:
    people = tuple((p.pk, p.name) for p in organs.officers(actor.organ_id, on))
    own = actor.person_id if actor.person_id in dict(people) else ""
    return [
        ("检查对象", party_fields()),
        ("检查安排", (
            Asked("place", "检查地点"),
            Asked("planned_from", "检查开始日期", "date", value=on.isoformat()),
            Asked("planned_to", "检查截止日期", "date"),
            Asked("notice", "通知方式", "choice", True, (("given", "事先通知"), ("unannounced", "不事先通知"))),
            Asked("unannounced_reason", "不事先通知的理由", "text", False, when="notice=unannounced"),
            Asked("exception", "超过年度频次的例外情形", "choice", False, EXCEPTIONS),
            Asked("exception_reason", "超过年度频次的理由", required=False),
            Asked("repeat_reason", "近期已有检查、不能合并的理由", required=False),
        )),
        ("检查人员", (
            Asked("lead", "主办人", "person", True, people, value=own),
            Asked("handlers", "协办人", "people", True, people, "执法人员不少于两名", value=[]),
        )),
    ]  # fmt: skip


def _opening(row: Any, values: dict[str, Any], on: date) -> dict[str, Any]:
    names = ("planned_from", "planned_to", "notice", "unannounced_reason", "exception", "exception_reason")
    lead = values["lead"]
    party = {n: values.get(f"party_{n}") or "" for n in PARTY}
    party |= {n: party[n].upper() for n in ("code", "id_number")}
    return {
        "cause": row.power.name, "source": "plan", "clue": f"依据{row}对{party['name']}进行检查。", "found_on": on,
        "power": row.power_id, "place": values["place"], "parties": [party],
        "handlers": [lead, *[p for p in values["handlers"] if p != lead]] if lead else [],
        "details": {
            "type": row.type, "items": row.items, "method": "on_site", "plan": row.pk,
            "repeat_reason": values["repeat_reason"], **{n: values[n] for n in names},
        },
    }  # fmt: skip


def _unit(actor: Actor) -> str:
    unit = organs.unit_of(actor, actor.organ_id)
    return unit.pk if unit else ""
