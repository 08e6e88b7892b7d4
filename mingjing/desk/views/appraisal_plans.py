"""A plan of 案卷评查: writing it, committing and drawing it, its dossiers and the ranking, its notice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from mingjing.appraisal import actions, planning, publishing, queries, results
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.law.dossier_course import PlanState, Standing
from mingjing.law.dossier_draw import Method
from mingjing.law.dossier_scoring import LIMIT, shown, tenths
from mingjing.law.dossier_sheets import DossierKind
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

WEIGHED = "加权抽取时，应备案、曾退回审核、超期、被撤销、缺音像的案卷更容易抽中，每一卷的权重随结果公布"


@office
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """A new plan; GET with from and to counts the dossiers filed in another period."""
    require(actor, planning.MAKE, Scope(actor.organ_id, actor.region_code))
    return _form(request, actor, now, None)


@office
def edit(request: HttpRequest, actor: Actor, now: datetime, plan_id: str) -> HttpResponse:
    """Change a plan whose lists are not committed."""
    plan = queries.plan_for(actor, plan_id)
    if plan.state != PlanState.DRAFT:
        return redirect(address("appraisal_plan", plan_id=plan_id))
    return _form(request, actor, now, plan)


def _form(request: HttpRequest, actor: Actor, now: datetime, plan: Any) -> HttpResponse:
    fields, status, changed = _asked(actor, now.date(), plan), 200, False
    errors: dict[str, str] = {}
    kept = {(q["organ"], q["kind"]): str(q["number"]) for q in plan.quotas} if plan else {}
    quotas = kept
    if request.method == "POST":
        quotas = {key: request.POST.get(f"q-{key[0]}-{key[1]}", "").strip() for key in _keys(actor)}
        values, errors = asking.read(fields, request.POST)
        asked = _understood(values, quotas, errors)
        if asked:
            try:
                done = _write(request, actor, plan, asked, now)
            except FormIncomplete as refusal:
                errors = refusal.errors
            except OutOfDate:
                changed = True
            else:
                tell(request, "计划已保存。核对以后登记名单，再抽取。")
                return redirect(address("appraisal_plan", plan_id=done.pk))
        fields, status = asking.shown(fields, request.POST, errors), 409 if changed else 422
    span = _span(request, plan, now.date())
    there = planning.counts(actor.region_code, *span)
    rows = [
        (o, [(k, quotas.get((o.pk, k), ""), there.get((o.pk, k), 0)) for k, _ in DossierKind.choices()])
        for o in planning.organs_below(actor.region_code)
    ]
    context = {
        "plan": plan, "fields": fields, "rows": rows, "kinds": DossierKind.choices(), "span": span, "changed": changed,
        "errors": asking.summary(errors), "quota_error": errors.get("quotas", ""), "today": now.date(),
        "nobody": not planning.candidates(actor.region_code, now.date()),
    }  # fmt: skip
    return render(request, "desk/appraisal_plan_edit.html", context, status=status)


def _keys(actor: Actor) -> list[tuple[str, str]]:
    return [(o.pk, k) for o in planning.organs_below(actor.region_code) for k, _ in DossierKind.choices()]


def _span(request: HttpRequest, plan: Any, on: date) -> tuple[date, date]:
    found = [plan.filed_from, plan.filed_to] if plan else [date(on.year, 1, 1), on]
    for n, name in enumerate(("filed_from", "filed_to")):
        try:
            found[n] = date.fromisoformat((request.POST or request.GET).get(name, ""))
        except ValueError:
            continue
    return found[0], found[1]


def _understood(
    values: dict[str, Any], quotas: dict[tuple[str, str], str], errors: dict[str, str]
) -> planning.Asked | None:
    """The plan as typed, or None with what cannot be understood added to ``errors``."""
    for number in quotas.values():
        if number and (not number.isascii() or not number.isdigit() or len(number) > 4):
            errors["quotas"] = f"卷数“{number[:10]}”应为整数，不抽的留空"
    try:
        limit = tenths(values.pop("limit", "") or "0")
    except ValueError as wrong:
        errors["limit"] = f"分歧上限：{wrong}"
        limit = LIMIT
    if errors:
        return None
    return planning.Asked(
        title=values["title"], year=values["year"] or 0, filed_from=values["filed_from"], filed_to=values["filed_to"],
        quotas={key: int(n) for key, n in quotas.items() if n}, reviewers=tuple(values["reviewers"]),
        method=values["method"], limit=limit,
    )  # fmt: skip


def _write(request: HttpRequest, actor: Actor, plan: Any, asked: planning.Asked, now: datetime) -> Any:
    if plan is None:
        return planning.make(actor=actor, asked=asked, now=now)
    return planning.change(actor=actor, plan_id=plan.pk, asked=asked, expected=asking.entry(request.POST), now=now)


def _asked(actor: Actor, on: date, plan: Any) -> list[Asked]:
    people = tuple(
        (p.pk, f"{p.organ.short_name} {p.name}") for p in planning.candidates(actor.region_code, on) if p.organ
    )
    return [
        Asked("title", "计划名称", value=plan.title if plan else f"{on.year}年度行政执法案卷评查"),
        Asked("year", "年度", "number", value=plan.year if plan else on.year),
        Asked("filed_from", "归档时间从", "date", value=(plan.filed_from if plan else date(on.year, 1, 1)).isoformat()),
        Asked("filed_to", "到", "date", value=(plan.filed_to if plan else on).isoformat()),
        Asked("method", "抽取方式", "choice", True, tuple(Method.choices()),
              value=plan.method if plan else Method.RANDOM, help=WEIGHED),
        Asked("limit", "分歧上限（分）", value=shown(plan.limit if plan else LIMIT),
              help="两人相差超过这个分数，或者一人认定否决，由第三人评分或者协商"),
        Asked("reviewers", "评查人员", "people", True, people, value=plan.reviewers if plan else (),
              help="本机关的人、承办人、审核人、签发人不会被抽到同一卷"),
    ]  # fmt: skip


@office
@require_safe
def plan(request: HttpRequest, actor: Actor, now: datetime, plan_id: str) -> HttpResponse:
    """One plan: what is next, its dossiers, the ranking, how to check the draw."""
    return _page(request, actor, now, plan_id, {}, 200)


def _page(
    request: HttpRequest, actor: Actor, now: datetime, plan_id: str, errors: dict[str, str], status: int
) -> HttpResponse:
    row = queries.plan_for(actor, plan_id)
    dossiers = queries.dossiers_of(row)
    names = organs.names_by_id(set(row.reviewers))
    organ_names = queries.organ_names({q["organ"] for q in row.quotas})
    free = [p for p in planning.candidates(row.organ.region_id, now.date()) if p.pk not in row.reviewers and p.organ]
    context = {
        "plan": row,
        "limit": shown(row.limit),
        "dossiers": dossiers,
        "settled": sum(d.standing == Standing.SETTLED for d in dossiers),
        "split": sum(d.standing == Standing.SPLIT for d in dossiers),
        "open": sum(not d.final for d in dossiers),
        "final": sum(d.final for d in dossiers),
        "ranking": results.ranking(row, dossiers, now.date()) if dossiers else [],
        "quotas": [(organ_names.get(q["organ"], ""), DossierKind(q["kind"]).label, q["number"]) for q in row.quotas],
        "people": [(names.get(p, "")) for p in row.reviewers],
        "free": free,
        "public": publishing.address(row) if row.state != PlanState.DRAFT else "",
        "seed": results.seed_of(row),
        "errors": asking.summary(errors),
        "today": now.date(),
    }
    return render(request, "desk/appraisal_plan.html", context, status=status)


@office
@require_POST
def act(request: HttpRequest, actor: Actor, now: datetime, plan_id: str, deed: str) -> HttpResponse:
    """Commit the lists, seal, draw, tell every settled dossier, add reviewers, close."""
    deeds = {"commit": _commit, "seal": _seal, "run": _run, "tell": _tell, "add": _add, "close": _close}
    if deed not in deeds:
        raise Http404(deed)
    try:
        tell(request, deeds[deed](request, actor, plan_id, now))
    except FormIncomplete as refusal:
        return _page(request, actor, now, plan_id, refusal.errors, 422)
    return redirect(address("appraisal_plan", plan_id=plan_id))


def _commit(request: HttpRequest, actor: Actor, plan_id: str, now: datetime) -> str:
    made = publishing.commit(actor=actor, plan_id=plan_id, expected=asking.entry(request.POST), now=now)
    return f"名单已登记在公示日志第 {made.entry} 条，可以抽取。"


def _seal(request: HttpRequest, actor: Actor, plan_id: str, now: datetime) -> str:
    if queries.plan_for(actor, plan_id).state == PlanState.DRAFT:
        raise FormIncomplete({"plan": "先登记名单，再封存"})
    publishing.show(plan_id, now)
    return "已封存，可以抽取。"


def _run(request: HttpRequest, actor: Actor, plan_id: str, now: datetime) -> str:
    publishing.run(actor=actor, plan_id=plan_id, now=now)
    return "已抽取。评查人在“评查”里看到分给自己的案卷。"


def _tell(request: HttpRequest, actor: Actor, plan_id: str, now: datetime) -> str:
    rows = [d for d in queries.dossiers_of(queries.plan_for(actor, plan_id)) if d.standing == Standing.SETTLED]
    for row in rows:
        actions.tell(actor=actor, dossier_id=row.pk, now=now)
    return f"{len(rows)} 卷的评查结果已告知机关，申辩期限开始计算。" if rows else "没有等待告知的案卷。"


def _add(request: HttpRequest, actor: Actor, plan_id: str, now: datetime) -> str:
    people = tuple(request.POST.getlist("reviewers"))
    planning.add_reviewers(actor=actor, plan_id=plan_id, people=people, now=now)
    return "已增加评查人员，只用于请第三人和更换。"


def _close(request: HttpRequest, actor: Actor, plan_id: str, now: datetime) -> str:
    public = request.POST.get("public") == "yes"
    actions.close_plan(actor=actor, plan_id=plan_id, public=public, expected=asking.entry(request.POST), now=now)
    publishing.show(plan_id, now)
    return "已通报。" + ("通报同时向社会公布。" if public else "通报只在系统内。")


@office
@require_safe
def notice(request: HttpRequest, actor: Actor, now: datetime, plan_id: str) -> HttpResponse:
    """The result notice as a paper, to read and to print."""
    row = results.notice_for(actor, plan_id)
    title, number, *paragraphs = row.notice.split("\n")
    context = {"plan": row, "title": title, "number": number, "paragraphs": paragraphs[:-1], "signed": paragraphs[-1]}
    return render(request, "desk/appraisal_notice.html", context)
