"""案卷评查: what waits for this actor, the bureau's plans, the organ's own dossiers, and the sheets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.appraisal import planning, queries, results, sheets
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.law.dossier_sheets import DossierKind, Project, Sheet
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.procedure.refusals import FormIncomplete

VETO = (("code", "编码"), ("project", "项目"), ("label", "内容"))
ITEM = (("code", "编码"), ("group", "组"), ("label", "内容"), ("points", "分值"))


@office
@require_safe
def home(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Dossiers drawn for this actor, those of the own organ, and the plans of the bureau."""
    own = list(queries.own_dossiers(actor)[:100])
    context = {
        "seats": [(s, queries.wants(s), s.scores.all()) for s in queries.seats_for(actor)],
        "own": [(d, results.course(d, now.date())) for d in own],
        "plans": [(p, sum(q["number"] for q in p.quotas)) for p in queries.plans_for(actor)],
        "makes": _makes(actor),
        "reads": may(actor, queries.READ, Scope(actor.organ_id, actor.region_code)).ok,
        "kinds": DossierKind.choices(),
        "today": now.date(),
    }
    return render(request, "desk/appraisal.html", context)


def _makes(actor: Actor) -> bool:
    return may(actor, planning.MAKE, Scope(actor.organ_id, actor.region_code)).ok


@office
def sheet(request: HttpRequest, actor: Actor, now: datetime, kind: str) -> HttpResponse:
    """GET: the sheet in force and how to edit it. POST: adopt the edited one."""
    if kind not in set(DossierKind):
        raise Http404(kind)
    bureau = queries.bureau_of(actor, now.date())
    shown = sheets.current(bureau, kind, now.date())

    def adopt(values: dict[str, Any]) -> None:
        if values["valid_from"] is None:
            raise FormIncomplete({"valid_from": "填写启用日期"})
        sheets.adopt(actor=actor, kind=DossierKind(kind), now=now, **values)

    form = asking.entered(request, _asked(shown, now), adopt)
    if form.done:
        tell(request, "新的评查表已启用。已经抽取的计划仍用原来的评查表。")
        return redirect(address("appraisal_sheet", kind=kind))
    context = {
        "kind": DossierKind(kind),
        "kinds": DossierKind.choices(),
        "sheet": shown,
        "groups": [(name, items, sum(i.points for i in items)) for name, items in shown.groups.items()],
        "projects": [(Project(name).label, vetoes) for name, vetoes in shown.projects.items() if vetoes],
        "versions": sheets.versions(bureau, kind),
        "makes": _makes(actor),
        "fields": form.fields,
        "errors": asking.summary(form.errors),
    }
    return render(request, "desk/appraisal_sheet.html", context, status=form.status)


def _asked(shown: Sheet, now: datetime) -> list[Asked]:
    vetoes = [{"code": v.code, "project": Project(v.project).label, "label": v.label} for v in shown.vetoes]
    items = [{"code": i.code, "group": i.group, "label": i.label, "points": str(i.points)} for i in shown.items]
    apart = "内容里不用逗号，用顿号"
    return [
        Asked("document", "印发评查标准的文号", help="例：三司〔2026〕12号"),
        Asked("valid_from", "启用日期", "date", value=now.date().isoformat()),
        Asked("vetoes", "否决项", "rows", rows=10, columns=VETO, value=asking.typed_rows(vetoes, VETO),
              help=f"项目为{'、'.join(p.label for p in Project)}之一；{apart}"),
        Asked("items", "评分项", "rows", rows=16, columns=ITEM, value=asking.typed_rows(items, ITEM),
              help=f"各项分值合计一百分；{apart}"),
    ]  # fmt: skip
