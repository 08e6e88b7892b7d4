"""The bureau's assessments: making, ranking, telling, adopting; weights; model units; an organ's own history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingjing.appraisal import assessed, assessment, model_units, planning, publishing, queries, weights
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.law.indicators import OWN, TO_CONFIRM, Indicator
from mingjing.law.interest import Quantity
from mingjing.organs.permissions import Actor
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

ROW = (("code", "编码"), ("weight", "分值"), ("label", "名称"), ("part", "分子"), ("whole", "分母"), ("counts", "计数"))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Assessments of the bureau, or the own results by year. POST: make one."""

    def make(values: dict[str, Any]) -> Any:
        return assessment.make(actor=actor, year=values["year"] or 0, title=values["title"], now=now)

    form = asking.entered(request, _making(now), make)
    if form.done:
        tell(request, "已核算。登记系统没有的数据，核对以后告知机关。")
        return redirect(address("assessment_one", assessment_id=form.made.pk))
    context = {
        "makes": assessed.makes(actor),
        "rows": assessed.assessments_for(actor),
        "own": [(x, assessed.shown(x.total)) for x in assessed.own_lines(actor)],
        "units": assessed.units(actor.region_code),
        "organs": planning.organs_below(actor.region_code) if assessed.makes(actor) else (),
        "fields": form.fields,
        "errors": asking.summary(form.errors),
    }
    return render(request, "desk/assessment.html", context, status=form.status)


def _making(now: datetime) -> list[Asked]:
    return [
        Asked("year", "年度", "number", value=now.year),
        Asked("title", "名称", value=f"{now.year}年度行政执法三项制度考核"),
    ]


@office
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, actor: Actor, now: datetime, assessment_id: str) -> HttpResponse:
    """One assessment with its ranking. POST: compute again, tell, adopt."""
    row, _ = assessment.owned(actor, assessment_id)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            tell(request, _deed(request, actor, assessment_id, now))
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        else:
            return redirect(address("assessment_one", assessment_id=assessment_id))
    context = {
        "a": row,
        "ranking": assessed.ranking(row, now.date()),
        "appeals": assessed.appeals_of(row),
        "typed": [i for i in row.content if i.origin == "typed"],
        "errors": asking.summary(errors),
        "today": now.date(),
        "page": publishing.assessment_address(row) if row.public else "",
    }
    return render(request, "desk/assessment_one.html", context, status=status)


def _deed(request: HttpRequest, actor: Actor, assessment_id: str, now: datetime) -> str:
    match request.POST.get("deed", ""):
        case "compute":
            assessment.recompute(actor=actor, assessment_id=assessment_id, now=now)
            return "已按现在的数据重新核算。"
        case "tell":
            assessment.tell(actor=actor, assessment_id=assessment_id, now=now)
            return "结果已告知机关，复核期限开始计算。"
        case "adopt":
            public = request.POST.get("public") == "yes"
            assessment.adopt(actor=actor, assessment_id=assessment_id, public=public, now=now)
            publishing.show_assessments(now)
            return "结果已确定，不再变。" + ("同时向社会公布。" if public else "")
    raise OutOfDate


@office
@require_http_methods(["GET", "HEAD", "POST"])
def weighing(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Indicators, formulas and weights in force. POST: adopt edited ones."""
    bureau = queries.bureau_of(actor, now.date())
    shown, document = weights.current(bureau, now.date())

    def adopt(values: dict[str, Any]) -> None:
        if values["valid_from"] is None:
            raise FormIncomplete({"valid_from": "填写启用日期"})
        weights.adopt(actor=actor, now=now, **values)

    form = asking.entered(request, _asked(shown, now), adopt)
    if form.done:
        tell(request, "新的指标和分值已启用。已经开始的考核不变。")
        return redirect(address("assessment_weights"))
    context = {
        "groups": _grouped(shown),
        "document": document,
        "note": TO_CONFIRM,
        "versions": weights.versions(bureau),
        "makes": assessed.makes(actor),
        "fields": form.fields,
        "errors": asking.summary(form.errors),
    }
    return render(request, "desk/assessment_weights.html", context, status=form.status)


def _grouped(indicators: tuple[Indicator, ...]) -> list[tuple[str, list[Indicator], int]]:
    groups: dict[str, list[Indicator]] = {}
    for i in indicators:
        groups.setdefault(i.group, []).append(i)
    return [(name, rows, sum(i.weight for i in rows)) for name, rows in groups.items()]


def _asked(shown: tuple[Indicator, ...], now: datetime) -> list[Asked]:
    typed: list[dict[str, Any]] = []
    for i in shown:
        own = {"label": i.label, "part": i.part, "whole": i.whole, "counts": i.counts.label} if i.group == OWN else {}
        typed.append({"code": i.code, "weight": str(i.weight), **own})
    known = "、".join(q.label for q in Quantity)
    return [
        Asked("document", "印发考核办法的文号", help="例：三司〔2026〕15号"),
        Asked("valid_from", "启用日期", "date", value=now.date().isoformat()),
        Asked("rows", "指标和分值", "rows", rows=14, columns=ROW, value=asking.typed_rows(typed, ROW),
              help=f"系统的指标只写编码和分值；自定的写全，计数写：{known}。罚款、收费、办案数量不得作指标"),
    ]  # fmt: skip


@office
@require_http_methods(["POST"])
def units(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Name a model unit, or take the name back."""
    post = request.POST
    if unit := post.get("unit", ""):
        model_units.end_unit(actor=actor, unit_id=unit, reason=post.get("reason", ""), now=now)
        tell(request, "示范点已撤销。")
    else:
        model_units.name_unit(
            actor=actor, organ_id=post.get("organ", ""), reason=post.get("reason", ""),
            document=post.get("document", ""), now=now,
        )  # fmt: skip
        tell(request, "示范点已命名。")
    return redirect(address("assessment"))
