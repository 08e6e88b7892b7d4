"""One organ's duty: what is asked, what was answered, the steps that may follow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.forms import workplan as forms
from mingjing.law.workplan import MOST_FILES, Kind, Move
from mingjing.organs.permissions import Actor
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.workplan import actions, queries, summary
from mingjing.workplan.actions import Said

DONE = {
    Move.PROGRESS: "进展已登记。", Move.DRAFT: "已送本机关负责人签批。", Move.SEND_BACK: "已退回修改。",
    Move.SIGN: "已签批报送。", Move.RECEIVE: "已接收。", Move.RETURN: "已退回补正。", Move.ASK: "延期申请已提出。",
    Move.GRANT: "已同意延期。", Move.REFUSE: "已答复不同意延期。", Move.CHASE: "已催办，机关的工作台上可以看到。",
    Move.REASSIGN: "已改派。", Move.CANCEL: "已取消。", Move.ENTER: "已补录。",
}  # fmt: skip


@office
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest, actor: Actor, now: datetime, duty_id: str) -> HttpResponse:
    """GET: the duty. POST: one step."""
    row = queries.duty_for(actor, duty_id)
    moves, status, changed = queries.moves_for(actor, row), 200, False
    chosen = next((m for m in moves if m.value == request.POST.get("move", "")), None)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            if chosen is None:
                raise OutOfDate
            said = _said(request, chosen, row, actor, now)
            done = actions.take(
                actor=actor, duty_id=row.pk, move=chosen, said=said, now=now, expected=asking.entry(request.POST)
            )
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
            row.refresh_from_db()
        except OutOfDate:
            changed, status = True, 409
            row.refresh_from_db()
        else:
            tell(request, DONE[chosen] + (f"回执编号 {done.receipt}。" if chosen in {Move.RECEIVE, Move.ENTER} else ""))
            return redirect(address("duty", duty_id=row.pk))
    line = queries.lines([row], now.date())[0]
    form = actions.form_of(row.item)
    answered = [(box.label, summary.said(box, row.answers.get(box.name))) for box in form.boxes]
    context: dict[str, Any] = {
        "d": row, "item": row.item, "line": line, "form": form, "history": queries.history(row), "section": "work",
        "answers": [(label, words) for label, words in answered if words],
        "forms": [_form(m, row, actor, request, errors if m is chosen else {}, chosen, now) for m in moves],
        "folded": any(m not in forms.FIRST and m is not chosen for m in moves),
        "errors": asking.summary({k: v for k, v in errors.items() if k != "move"}),
        "prefix": chosen.value if chosen else "", "refused": errors.get("move", ""), "changed": changed,
        "turn": queries.whose_turn(row), "late": queries.was_late(row, now.date()), "task": row.item.kind == Kind.TASK,
        "signs": Move.SIGN in moves,
    }  # fmt: skip
    return render(request, "desk/duty.html", context, status=status)


def _fields(move: Move, row: Any, actor: Actor, now: datetime) -> list[Asked]:
    if move is Move.DRAFT:
        return forms.answers(actions.form_of(row.item), row.answers)
    others: tuple[tuple[str, str], ...] = ()
    if move is Move.REASSIGN:
        others = tuple((o.pk, o.name) for o in queries.chosen_organs(actor, now.date()) if o.pk != row.organ_id)
    return forms.step(move, row, others)


def _said(request: HttpRequest, move: Move, row: Any, actor: Actor, now: datetime) -> Said:
    """What was typed. Raises FormIncomplete."""
    values, errors = asking.read(_fields(move, row, actor, now), request.POST)
    files = attaching.attached(request, "files", errors, now=now, most=MOST_FILES) if move in forms.TAKES_FILES else []
    if errors:
        raise FormIncomplete(errors)
    if move is Move.DRAFT:
        return Said(answers=values, files=tuple(files), kept=tuple(request.POST.getlist("kept")))
    return Said(
        words=values.get("words", ""), files=tuple(files), until=values.get("until"), on=values.get("on"),
        organ_id=values.get("organ", ""),
    )  # fmt: skip


def _form(
    move: Move, row: Any, actor: Actor, request: HttpRequest, errors: dict[str, str], chosen: Move | None, now: datetime
) -> dict[str, Any]:
    fields = _fields(move, row, actor, now)
    if move is chosen:
        fields = asking.shown(fields, request.POST, errors)
    return {
        "move": move, "fields": fields, "open": move in forms.FIRST or move is chosen,
        "files": move in forms.TAKES_FILES, "file_error": errors.get("files", ""),
        "kept": row.files if move is Move.DRAFT else [],
    }  # fmt: skip


@office
@require_safe
def file(request: HttpRequest, actor: Actor, now: datetime, duty_id: str, sha256: str) -> HttpResponseBase:
    """One attachment of the duty or of a step on it."""
    row = queries.duty_for(actor, duty_id)
    files = [*row.files, *(f for move in row.moves.all() for f in move.files)]
    return attaching.served(files, sha256)
