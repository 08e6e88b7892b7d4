"""One organ in an assessment: every indicator with formula, numbers and points; the evidence; appeals and answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.appraisal import assessed, assessment
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.views.caselist import case_link
from mingjing.law.assessing import State
from mingjing.law.indicators import Origin
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.procedure.refusals import FormIncomplete, OutOfDate


@office
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, actor: Actor, now: datetime, line_id: str) -> HttpResponse:
    """GET: the indicators. POST: enter a value, appeal, answer."""
    row = assessed.line_for(actor, line_id)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            tell(request, _deed(request, actor, line_id, now))
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        else:
            return redirect(address("assessment_line", line_id=line_id))
    state, makes = row.assessment.state, actor.organ_id == row.assessment.organ_id
    end = assessment.appeal_ends(row)
    groups: dict[str, list[assessed.Shown]] = {}
    for shown in assessed.rows_of(row):
        groups.setdefault(shown.indicator.group, []).append(shown)
    context: dict[str, Any] = {
        "line": row,
        "a": row.assessment,
        "total": assessed.shown(row.total),
        "groups": list(groups.items()),
        "missing": row.result.missing,
        "makes": makes,
        "enters": makes and state == State.DRAFT,
        "answers": makes and state == State.TOLD,
        "appeals": not makes and state == State.TOLD and end and now.date() <= end
        and may(actor, assessment.APPEAL, Scope(row.organ_id)).ok,
        "end": end,
        "history": assessed.history(row.organ_id),
        "typed": Origin.TYPED,
        "errors": asking.summary(errors),
        "field_errors": errors,
        "post": request.POST,
    }  # fmt: skip
    return render(request, "desk/assessment_line.html", context, status=status)


def _deed(request: HttpRequest, actor: Actor, line_id: str, now: datetime) -> str:
    post, code = request.POST, request.POST.get("code", "")[:10]
    match post.get("deed", ""):
        case "enter":
            part, whole = _number(post.get("part", ""), code, "分子"), _number(post.get("whole", ""), code, "分母")
            source = post.get("source", "")
            assessment.enter(actor=actor, line_id=line_id, code=code, part=part, whole=whole, source=source, now=now)
            return "已登记，得分已重新计算。"
        case "appeal":
            assessment.appeal(actor=actor, line_id=line_id, code=code, content=post.get("content", ""), now=now)
            return "复核申请已提交，由司法局答复。"
        case "answer":
            upheld = post.get("upheld") == "yes"
            numbers = [_number(post.get(n, ""), code, w) if upheld else None
                       for n, w in (("part", "分子"), ("whole", "分母"))]  # fmt: skip
            assessment.answer(actor=actor, appeal_id=post.get("appeal", ""), upheld=upheld, part=numbers[0],
                              whole=numbers[1], content=post.get("content", ""), now=now)  # fmt: skip
            return "已答复。" + ("得分已更正。" if upheld else "")
    raise OutOfDate


def _number(typed: str, code: str, what: str) -> int:
    typed = typed.strip()
    if not typed.isascii() or not typed.isdigit() or len(typed) > 7:
        raise FormIncomplete({code or "code": f"{what}填写整数"})
    return int(typed)


@office
@require_safe
def evidence(request: HttpRequest, actor: Actor, now: datetime, line_id: str, code: str) -> HttpResponse:
    """What stands behind one number."""
    row = assessed.line_for(actor, line_id)
    try:
        found = assessed.evidence(row, code, now.date())
    except KeyError:
        raise Http404(code) from None
    context = {
        "line": row,
        "a": row.assessment,
        "e": found,
        "value": row.values.get(code, {}),
        "cases": [(c, case_link(c.pk)) for c in found.cases],
    }
    return render(request, "desk/assessment_evidence.html", context)
