"""监督事项 on the screen: the list, one finding with what may be done and why not, writing a letter, answering one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.law.alerting import BY_CODE as RULES
from mingjing.law.deadlines import resolve
from mingjing.law.supervising import LETTERS, LONGEST_TERM, TERMS, Move, Outcome, Source
from mingjing.organs.permissions import Actor, Scope, may, require
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import alerts, following, grid, letters, queries
from mingjing.supervision import findings as acting
from mingjing.supervision.findings import Said
from mingjing.supervision.letters import Wording

PAGE, LETTERS_TYPED = 50, 80
TABS = {
    "verify": ("待核实、待发文", "登记监督线索后列在这里，核实属实的发提醒函或者监督意见书。"),
    "owed": ("待机关反馈", "发出文书之后列在这里，看机关是否在期限内反馈。"),
    "replied": ("待审查", "机关反馈之后列在这里，认可整改或者退回补充。"),
    "over": ("已结案", "结案、不成立的列在这里。"),
}
ORGAN_TABS = {
    "owed": ("待反馈", "司法局发来的提醒函、督办通知书、监督意见书列在这里。"),
    "replied": ("已反馈", "反馈之后等司法局审查。"),
    "over": ("已结案", "结案的列在这里。"),
}
DONE = {
    Move.VERIFY: "已核实，可以发文。", Move.DISMISS: "已认定不成立并结案。", Move.RETURN: "已退回机关补充。",
    Move.ACCEPT: "已认可整改，可以结案。", Move.CLOSE: "已结案。", Move.SIGN: "已签收，送达回证已生成。",
    Move.REPLY: "已反馈，等司法局审查。",
}  # fmt: skip
WORDS = {
    Move.VERIFY: ("核实情况", "怎样核实、查明了什么；写进文书"), Move.DISMISS: ("不成立的理由", "机关看得到这段文字"),
    Move.RETURN: ("退回的理由", "还差什么、怎样算做到"), Move.ACCEPT: ("认可的理由", ""),
    Move.CLOSE: ("办理结果", "写入监督台账"), Move.REPLY: ("处理情况", "做了什么、何时做完、怎样防止再发生"),
}  # fmt: skip


def _bureau(actor: Actor) -> bool:
    return grid.supervises(actor)


@office
@require_safe
def findings(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """What this actor may read, by where it stands, the nearest deadline first."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS_TYPED]
    tabs = TABS if _bureau(actor) else ORGAN_TABS
    found, counts = following.findings_for(actor, words), following.counts(actor)
    tab = request.GET.get("tab", "")
    tab = tab if tab in tabs else next((t for t in tabs if counts[t]), next(iter(tabs)))
    rows = found.filter(following.TABS[tab])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    kept = {"tab": tab, **({"q": words} if words else {})}
    context = {
        "tab": tab, "empty": tabs[tab][1], "lines": following.lines(list(page.object_list), now.date()), "page": page,
        "tabs": [(key, label, counts[key], urlencode({**kept, "tab": key})) for key, (label, _) in tabs.items()],
        "words": words, "bureau": _bureau(actor), "today": now.date(),
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
    }  # fmt: skip
    return render(request, "desk/findings.html", context)


@office
def finding(request: HttpRequest, actor: Actor, now: datetime, finding_id: str) -> HttpResponse:
    """GET: what it is about, its letters and moves, what may be done. POST: one move that needs no letter."""
    row, on = following.finding_for(actor, finding_id), now.date()
    ways, status = following.ways(actor, row, on), 200
    errors: dict[str, str] = {}
    more: dict[str, Any] = {}
    chosen = next((w.move for w in ways if w.move.value == request.POST.get("move", "")), None)
    if request.method == "POST":
        try:
            if chosen is None or chosen in LETTERS:
                raise OutOfDate
            kept = attaching.attached(request, "files", errors, now=now, most=acting.MOST_FILES)
            if errors:
                raise FormIncomplete(errors)
            said = Said(request.POST.get("words", ""), tuple((f["name"], f["sha256"]) for f in kept))
            acting.take(
                actor=actor, finding_id=row.pk, move=chosen, said=said, now=now, expected=asking.entry(request.POST)
            )
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        except OutOfDate:
            more, status = {"changed": True}, 409
        except StepRefused as refusal:
            more, status = {"blockers": refusal.blockers, "refused_step": chosen.label if chosen else ""}, 409
        else:
            tell(request, DONE[chosen])
            return redirect(address("finding", finding_id=row.pk))
    organ = actor.organ_id == row.organ_id
    moves = following.history(row, for_organ=organ)
    context = {
        "f": row, "due": following.lines([row], on)[0], "history": moves, "letters": list(row.letters.all()),
        "forms": [(w, _shown(w.move, request, errors, chosen)) for w in ways if not w.letter],
        "writes": [(w, address("finding_write", finding_id=row.pk, move=w.move.value)) for w in ways if w.letter],
        "organ": organ, "subject": _subject(row), "errors": asking.summary(errors), **more,
        "waits": _waits(row, organ),
    }  # fmt: skip
    return render(request, "desk/finding.html", context, status=status)


def _waits(row: Any, organ: bool) -> str:
    """Whose turn it is when nothing is to be done here."""
    if row.over:
        return ""
    if organ:
        return "" if row.owed else "等司法局办理。"
    return f"等{row.organ.short_name}签收和反馈。" if row.owed else ""


def _subject(row: Any) -> tuple[str, str]:
    """Where the thing it is about is shown, and how that is called."""
    if row.complaint_id:
        return address("complaint", complaint_id=row.complaint_id), "投诉举报"
    if row.subject_kind == "case" and row.subject_id:
        return address("case", case_id=row.subject_id), "案件"
    if row.subject_kind == "lead" and row.subject_id:
        return address("lead", lead_id=row.subject_id), "分析线索"
    if row.subject_kind == "alert":
        return f"{address('alerts')}?organ={row.organ_id}&rule={row.subject_id.partition(':')[0]}", "预警"
    return "", ""


def _fields(move: Move) -> list[Asked]:
    if move is Move.SIGN:
        return []
    label, help = WORDS[move]
    fields = [Asked("words", label, "long", help=help)]
    if move is Move.REPLY:
        help = f"可以选几个，每个不超过 {attaching.ATTACHMENT.limit // attaching.MEGABYTE} MB"
        fields.append(Asked("files", "附件", "file", required=False, help=help))
    return fields


def _shown(move: Move, request: HttpRequest, errors: dict[str, str], chosen: Move | None) -> list[Asked]:
    fields = _fields(move)
    return asking.shown(fields, request.POST, errors) if move is chosen else fields


@office
def write(request: HttpRequest, actor: Actor, now: datetime, finding_id: str, move: str) -> HttpResponse:
    """GET: the letter as it would be sent, in fields. POST: send it, or show every reason why not."""
    row, on = following.finding_for(actor, finding_id), now.date()
    chosen = next((m for m in LETTERS if m.value == move), None)
    if chosen is None:
        raise Http404(move)
    require(actor, acting.POWERS.get(chosen, acting.HANDLE), Scope(row.organ_id, row.organ.region_id))
    fields, status = _letter_fields(row, chosen, on), 200
    errors: dict[str, str] = {}
    more: dict[str, Any] = {}
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        try:
            if errors:
                raise FormIncomplete(errors)
            wording = Wording(given=frozenset(values), **values)
            done = acting.take(
                actor=actor, finding_id=row.pk, move=chosen, said=Said(wording=wording), now=now,
                expected=asking.entry(request.POST),
            )  # fmt: skip
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        except OutOfDate:
            more, status = {"changed": True}, 409
        except StepRefused as refusal:
            more, status = {"blockers": refusal.blockers, "refused_step": chosen.label}, 409
        else:
            sent = following.last_letter(done)
            tell(request, f"{sent}已送达{row.organ.short_name}，反馈期限 {sent.due_on if sent else ''}。")
            return redirect(address("finding", finding_id=row.pk))
        fields = asking.shown(fields, request.POST, errors)
    else:
        way = next((w for w in following.ways(actor, row, on) if w.move is chosen), None)
        more = {"against": way.against} if way and way.against else {}
    context = {
        "f": row, "move": chosen, "letter": LETTERS[chosen], "fields": fields, "errors": asking.summary(errors), **more,
        "barred": bool(more),
    }  # fmt: skip
    return render(request, "desk/finding_write.html", context, status=status)


def _letter_fields(row: Any, move: Move, on: date) -> list[Asked]:
    kind = LETTERS[move]
    base, limit = letters.proposed(row, kind, on), resolve(TERMS[kind], on)
    term = f"默认 {limit.length}（待确认），可以另定，最长 {LONGEST_TERM} 日"
    outcome = Asked("outcome", "决定内容", "choice", True, tuple(Outcome.choices()), value=base.outcome)
    return [
        *([outcome] if move is Move.DECIDE else []),
        Asked("facts", "查明的情况", "long", value=base.facts, rows=8, help="逐件写清案号、环节、期限、差几日"),
        Asked("rule", "违反或者未落实的规定", value=base.rule, help="写到条、款"),
        Asked("demand", "监督要求", "long", value=base.demand, rows=4, help="要机关做什么、怎样算做到"),
        Asked("due_on", "反馈期限", "date", value=base.due_on.isoformat() if base.due_on else "",
              help=term),
    ]  # fmt: skip


@office
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Enter a finding: from nothing, from an alert of an organ, or from a complaint."""
    require(actor, acting.RAISE, Scope(actor.organ_id, actor.region_code))
    start = _start(request, actor, now.date())
    fields, status = _new_fields(actor, start), 200
    errors: dict[str, str] = {}
    more: dict[str, Any] = {}
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        errors |= asking.unfilled(fields, values)
        organ = next((o for o in grid.organs_of(actor) if o.pk == values.get("organ")), None)
        if organ is None:
            errors["organ"] = "选择被监督的机关"
        if not errors and organ:
            try:
                row = acting.raise_finding(
                    actor, organ, Source(values["source"]), values["rule"], values["title"], values["facts"],
                    start["subject_kind"], start["subject_id"], now, start["complaint"],
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors = refusal.errors
            except StepRefused as refusal:
                more, status = {"blockers": refusal.blockers, "refused_step": "登记监督事项"}, 409
            else:
                tell(request, "监督线索已登记，核实后发文。")
                return redirect(address("finding", finding_id=row.pk))
        fields, status = asking.shown(fields, request.POST, errors), status if more else 422
    context = {"fields": fields, "errors": asking.summary(errors), "start": start, **more}
    return render(request, "desk/finding_new.html", context, status=status)


def _start(request: HttpRequest, actor: Actor, on: date) -> dict[str, Any]:
    """What a finding begins with: an alert of an organ or a complaint named in the address; else nothing."""
    start: dict[str, Any] = {"subject_kind": "", "subject_id": "", "complaint": None}
    rule, organ = request.GET.get("alert", ""), request.GET.get("organ", "").replace("\0", "")
    if rule in RULES and organ:
        named = {o.pk: o for o in grid.organs_of(actor) if o.pk == organ}
        group = next((g for g in alerts.grouped(alerts.holding(list(named), on), named) if g.rule == rule), None)
        if group is None:
            raise Http404(rule)
        return start | {
            "subject_kind": "alert", "subject_id": group.key, "organ": organ, "source": Source.ALERT.value,
            "title": group.title, "rule": group.basis, "facts": alerts.facts_in_words(group, on),
            "open": following.open_on("alert", group.key, organ),
        }  # fmt: skip
    if told := request.GET.get("complaint", "").replace("\0", ""):
        row = queries.complaint_for(actor, told)
        source = Source.HOTLINE if row.source == "hotline" else Source.COMPLAINT
        return start | {
            "subject_kind": "complaint", "subject_id": row.pk, "complaint": row, "organ": row.organ_id,
            "source": source.value, "title": row.subject[:60], "facts": row.content, "rule": "",
        }  # fmt: skip
    return start


def _new_fields(actor: Actor, start: dict[str, Any]) -> list[Asked]:
    choices = tuple((o.pk, o.name) for o in grid.organs_of(actor))
    fields = [
        Asked("organ", "被监督的机关", "choice", True, choices),
        Asked("source", "来源", "choice", True, tuple(Source.choices())),
        Asked("title", "事项", help="一句话，如“处罚决定公示超期”"),
        Asked("rule", "违反或者未落实的规定", help="写到条、款，如“行政处罚法48”"),
        Asked("facts", "情况", "long", rows=8, help="哪件案件、哪个环节、差几日；来信来电的不写来人姓名"),
    ]
    return [replace(f, value=start.get(f.name, "")) for f in fields]


def may_raise(actor: Actor) -> bool:
    """Whether this actor enters findings."""
    return may(actor, acting.RAISE, Scope(actor.organ_id, actor.region_code)).ok
