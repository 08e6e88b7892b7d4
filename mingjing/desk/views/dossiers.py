"""One dossier after its scores: the bureau's page (third, tell, rule, take the rectification) and the organ's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.appraisal import actions, drawing, queries, results
from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.law.dossier_course import Standing
from mingjing.law.dossier_scoring import Mark, shown, tenths
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.vault import actions as storing
from mingjing.vault.sniffing import Refused

PROOF, PROOFS = 20 * 1024 * 1024, 5


@office
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, actor: Actor, now: datetime, dossier_id: str) -> HttpResponse:
    """The bureau's page of one dossier."""
    row = queries.dossier_for(actor, dossier_id)
    posted = _posted(request, partial(_bureau, request, actor, dossier_id, now))
    if posted.said:
        tell(request, posted.said)
        return redirect(address("appraisal_dossier", dossier_id=dossier_id))
    scores = queries.scores_of(actor, row)
    context = _common(row, now) | {
        "scores": scores,
        "difference": queries.difference(scores, row.plan.limit),
        "bad": queries.bad_findings(row),
        "replaced": queries.replaced(row),
        "errors": asking.summary(posted.errors),
        "typed": request.POST,
        "changed": posted.changed,
    }
    return render(request, "desk/appraisal_dossier.html", context, status=posted.status)


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a posted deed: words for who did it, or errors, or that another was first."""

    said: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    status: int = 200
    changed: bool = False


def _posted(request: HttpRequest, deed: Callable[[], str]) -> Posted:
    if request.method != "POST":
        return Posted()
    try:
        return Posted(deed())
    except FormIncomplete as refusal:
        return Posted(errors=refusal.errors, status=422)
    except OutOfDate:
        return Posted(status=409, changed=True)


def _bureau(request: HttpRequest, actor: Actor, dossier_id: str, now: datetime) -> str:
    """One deed of the bureau; what it came to. Raises FormIncomplete for anything it cannot understand."""
    deed, words = request.POST.get("deed", ""), {n: _long(request, n) for n in ("answer", "demand", "content")}
    if deed == "third":
        drawing.third(actor=actor, dossier_id=dossier_id, now=now)
        return "第三名评查人已抽取。"
    if deed == "replace":
        seat = queries.seat_in(dossier_id, request.POST.get("seat", ""))
        drawing.replace(actor=actor, seat_id=seat, reason=_long(request, "reason"), now=now)
        return "评查人已更换，原来的评分不再计入。"
    if deed == "tell":
        actions.tell(actor=actor, dossier_id=dossier_id, now=now)
        return "评查结果已告知机关，申辩期限开始计算。"
    if deed == "rule":
        back = _restored(request)
        lifted = request.POST.getlist("lifted")
        actions.rule(actor=actor, dossier_id=dossier_id, restored=back, lifted=lifted, answer=words["answer"],
                     demand=words["demand"], now=now)  # fmt: skip
        return "已定分。"
    if deed in {"accept", "return"}:
        done = deed == "accept"
        actions.accept(actor=actor, dossier_id=dossier_id, accepted=done, content=words["content"], now=now)
        return "整改已通过。" if done else "整改已退回，期限重新计算。"
    raise OutOfDate


def _restored(request: HttpRequest) -> dict[str, int]:
    found = {}
    for name in request.POST:
        typed = request.POST.get(name, "")
        if name.startswith("back-") and typed.strip():
            try:
                found[name[5:]] = tenths(typed)
            except ValueError as wrong:
                raise FormIncomplete({name: f"{name[5:]} 恢复的分数：{wrong}"}) from wrong
    return found


def _long(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n")


def _common(row: Any, now: datetime) -> dict[str, Any]:
    sheet = row.plan.sheet(row.kind)

    def said(mark: Mark) -> dict[str, Any]:
        known = sheet.item(mark.code) or sheet.veto(mark.code)
        return {"code": mark.code, "label": known.label if known else "", "lost": shown(mark.lost),
                "reason": mark.reason, "page": mark.page}  # fmt: skip

    return {
        "d": row,
        "sheet": sheet,
        "marks": [said(m) for m in row.told_marks.marks],
        "vetoes": [said(v) for v in row.told_marks.vetoes],
        "course": results.course(row, now.date()),
        "end": actions.defence_ends(row),
        "today": now.date(),
        "S": {s.name: row.standing == s for s in Standing},
    }


@office
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, actor: Actor, now: datetime, dossier_id: str) -> HttpResponse:
    """The organ's page: what was taken off, its defence, its rectification."""
    row = queries.own_for(actor, dossier_id)
    posted = _posted(request, partial(_organ, request, actor, dossier_id, now))
    if posted.said:
        tell(request, posted.said)
        return redirect(address("appraisal_own", dossier_id=dossier_id))
    context = _common(row, now) | {
        "writes": may(actor, actions.DEFEND, Scope(row.organ_id)).ok,
        "errors": asking.summary(posted.errors),
        "typed": request.POST,
        "against": request.POST.getlist("against"),
        "changed": posted.changed,
    }
    return render(request, "desk/appraisal_own.html", context, status=posted.status)


def _organ(request: HttpRequest, actor: Actor, dossier_id: str, now: datetime) -> str:
    if request.POST.get("deed") == "defend":
        accepts = request.POST.get("accepts") == "yes"
        actions.defend(
            actor=actor, dossier_id=dossier_id, accepts=accepts, against=request.POST.getlist("against"),
            content=_long(request, "content"), now=now,
        )  # fmt: skip
        return "已登记没有异议。" if accepts else "申辩已提交，由司法局逐项答复。"
    if request.POST.get("deed") == "rectify":
        given = request.FILES.getlist("proof")
        if len(given) > PROOFS or any((f.size or 0) > PROOF for f in given):
            raise FormIncomplete({"proof": f"证明材料不超过 {PROOFS} 份，每份不超过 20 MB"})
        queries.own_for(actor, dossier_id)
        try:
            files = [storing.keep(f.read(), now=now).sha256 for f in given]
        except Refused as refusal:
            raise FormIncomplete({"proof": str(refusal)}) from refusal
        actions.rectify(actor=actor, dossier_id=dossier_id, content=_long(request, "content"), files=files, now=now)
        return "整改情况已报送，由司法局验收。"
    raise OutOfDate


@office
@require_safe
def proof(request: HttpRequest, actor: Actor, now: datetime, dossier_id: str, sha256: str) -> HttpResponseBase:
    """One proof of a rectification, byte for byte, for the organ and the bureau."""
    found = results.proof_of(actor, dossier_id, sha256)
    return attaching.served([{"sha256": found, "name": "整改证明"}], found)
