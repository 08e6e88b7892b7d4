"""清单 in the office: what the organ has published and what is under way; rows edited; each word said by its person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from mingjing.catalog import drafting, generating, importing, lists, publishing
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.disclosure import registers
from mingjing.law.cells import Cell, Column, shown
from mingjing.law.list_kinds import BY_CODE, KINDS
from mingjing.law.listing import ListKind
from mingjing.organs import people
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, may, require, roles_for

PAGE, SHORT = 50, 4
TYPES = {
    Cell.LONG: "long", Cell.LINES: "long", Cell.DATE: "date", Cell.CHOICE: "choice", Cell.CHOICES: "choices",
    Cell.YES: "yes", Cell.MONEY: "money", Cell.INTEGER: "number",
}  # fmt: skip
WORDS = {"checking": "核对", "approving": "批准", "guiding": "审查指导"}
DEEDS = {"submit": "提交核对", "agree": "同意", "return": "退回", "discard": "放弃草稿", "generate": "从登记库生成"}
CHANGES = {"added": ("green", "新增"), "changed": ("yellow", "修改"), "removed": ("red", "删去")}


@office
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The lists of the own organ; for the bureau the organs of its region, and what waits for its guidance."""
    if "J" in actor.roles:
        return _region(request, actor, now)
    if "C" in actor.roles:
        return render(request, "desk/lists_people.html", {"rows": importing.enrolments(actor)})
    return _organ_page(request, actor, now, actor.organ_id)


@office
def organ_lists(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    """The lists of one organ."""
    return _organ_page(request, actor, now, organ_id)


def _organ_page(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    require(actor, "lists.read", lists.scope_of(organ_id))
    scope = lists.scope_of(organ_id)
    edits = may(actor, drafting.EDIT, scope).ok
    lines = [line | _next(actor, line["open"], edits) for line in lists.overview(organ_id)]
    context = {
        "organ": organs.organ(organ_id), "lines": lines, "edits": edits,
        "published": sum(1 for line in lines if line["published"]), "whose": roles_for(drafting.EDIT),
        "turns": sum(1 for line in lines if line["turn"]), "enrols": may(actor, "register.people", scope).ok,
        "targets": BY_CODE["targets"], "people": BY_CODE["people"],
        "staffing": people.staffing_of(organ_id, now.date()),
    }  # fmt: skip
    return render(request, "desk/lists.html", context)


def _next(actor: Actor, version: Any, edits: bool) -> dict[str, Any]:
    """What this person can do with a version under way: the word on the button, and whether it waits for him."""
    turn = version is not None and publishing.speaks(actor, version)
    if turn:
        return {"turn": True, "word": WORDS[version.state]}
    return {"turn": False, "word": "继续" if edits and version and version.state in drafting.BEFORE_CHECK else "查看"}


def _region(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    found = lists.coverage(actor)
    short = [line for line in people.region(actor, now.date()) if line.staffing.short]
    context = {
        "rows": found, "kinds": [kind for kind in KINDS if not kind.direct],
        "waiting": lists.awaiting(actor, "guiding", publishing.GUIDE), "own": actor.organ_id, "short": short,
    }  # fmt: skip
    return render(request, "desk/lists_region.html", context)


def listed(kind: str) -> ListKind:
    """The kind of an address. Raises Http404."""
    if kind not in BY_CODE:
        raise Http404(kind)
    return BY_CODE[kind]


@office
def one(request: HttpRequest, actor: Actor, now: datetime, organ_id: str, kind: str) -> HttpResponse:
    """One list: the version under way, or else the published one; its rows, its course, its versions, its files."""
    found, scope = listed(kind), lists.scope_of(organ_id)
    require(actor, "lists.read", scope)
    if found.direct:
        raise Http404(kind)
    version = lists.being_made(organ_id, kind) or lists.current(organ_id, kind)
    return render(request, "desk/list.html", _page(request, actor, organ_id, found, version))


@office
def version(request: HttpRequest, actor: Actor, now: datetime, version_id: str) -> HttpResponse:
    """One version, also of the past, as it stood."""
    found = lists.version_for(actor, version_id)
    if found is None:
        raise Http404(version_id)
    return render(request, "desk/list.html", _page(request, actor, found.organ_id, found.listed, found, old=True))


def _page(
    request: HttpRequest, actor: Actor, organ_id: str, kind: ListKind, version: Any, old: bool = False
) -> dict[str, Any]:
    scope = lists.scope_of(organ_id)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    found: Any = lists.rows(version, words) if version else []
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    columns = _columns(kind, page.object_list)
    published = lists.current(organ_id, kind.code)
    underway = version is not None and version.state in version.OPEN
    people = organs.names_by_id({step["by"] for step in version.course}) if version else {}
    power = publishing.power_of(kind, version.state) if version else ""
    course = [s | {"who": people.get(s["by"], "")} for s in version.course] if version else []
    free = version is None or version.state in (*drafting.BEFORE_CHECK, "published")
    edits = may(actor, publishing.power_of(kind), scope).ok and not old
    turn = version is not None and publishing.speaks(actor, version) and not old
    return {
        "organ": organs.organ(organ_id), "kind": kind, "version": version, "columns": columns,
        "title": kind.by_name[kind.title].heading, "words": words,
        "rows": [_row(kind, columns, row) for row in page.object_list], "page": page, "old": old,
        "kept": urlencode({"q": words}) if words else "", "published": published, "underway": underway,
        "editable": edits and free and not kind.generated,
        "generates": kind.generated and free and edits,
        "submits": edits and underway and version.state in drafting.BEFORE_CHECK, "turn": turn,
        "whose": roles_for(power) if power else "", "course": course,
        "differences": _differences(published, version) if underway else [],
        "versions": lists.versions(organ_id, kind.code),
        "batches": importing.batches(organ_id, kind.code) if edits and not kind.generated else [],
        "note": version.note if version else "",
    }  # fmt: skip


def _columns(kind: ListKind, rows: Any) -> list[Column]:
    """The columns of the table on the page: short ones, not empty in every row; the others open under the row."""
    told = {kind.title, "code"}
    brief = [c for c in kind.columns if c.cell not in {Cell.LONG, Cell.LINES} and c.name not in told]
    return [c for c in brief if any(row.values.get(c.name) for row in rows)][:SHORT]


def _row(kind: ListKind, columns: list[Column], row: Any) -> dict[str, Any]:
    values = row.values
    cells = [(c.heading, shown(c, values.get(c.name))) for c in columns]
    told = {kind.title, "code", *(c.name for c in columns)}
    rest = [(c.heading, shown(c, values.get(c.name))) for c in kind.columns if c.name not in told]
    code = "" if kind.title == "code" else values.get("code", "")
    return {
        "key": row.key, "title": row.title, "code": code, "cells": cells, "rest": [(h, v) for h, v in rest if v],
    }  # fmt: skip


def _differences(published: Any, version: Any) -> list[dict[str, Any]]:
    if published is None:
        return []
    names = version.listed.by_name
    return [
        {
            "title": d.title, "light": CHANGES[d.change],
            "columns": "、".join(names[c].heading for c in d.columns if c in names),
        }
        for d in lists.differences(published, version)[:200]
    ]  # fmt: skip


@office
def row(request: HttpRequest, actor: Actor, now: datetime, organ_id: str, kind: str) -> HttpResponse:
    """Add or change one row; ``?key=`` names the row. Saving makes a new draft."""
    found, scope = listed(kind), lists.scope_of(organ_id)
    if found.direct or found.generated:
        raise Http404(kind)
    require(actor, drafting.EDIT, scope)
    key = request.GET.get("key", "")
    fields = row_fields(found.columns, _values(organ_id, kind, key))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            if request.POST.get("deed") == "remove":
                drafting.remove_row(actor=actor, organ_id=organ_id, kind=kind, key=key, now=now)
                tell(request, "已从草稿中删去这一行。公布以前，公开的清单不变。")
            else:
                cells = {c.name: typed_cell(request, c) for c in found.columns}
                drafting.save_row(actor=actor, organ_id=organ_id, kind=kind, key=key, cells=cells, now=now)
                tell(request, "已存入草稿。提交核对并经批准后公布。")
            return redirect(address("list", organ_id=organ_id, kind=kind))
        except drafting.RowRefused as refused:
            errors = {p.column: p.message for p in refused.problems}
        except (drafting.Underway, LookupError) as refused:
            errors = {fields[0].name: str(refused)}
    posted = request.POST if errors else None
    context = {
        "organ": organs.organ(organ_id), "kind": found, "key": key, "errors": asking.summary(errors),
        "fields": asking.shown(fields, posted, errors) if posted else fields,
    }  # fmt: skip
    return render(request, "desk/list_row.html", context, status=422 if errors else 200)


def _values(organ_id: str, kind: str, key: str) -> dict[str, Any]:
    version = lists.being_made(organ_id, kind) or lists.current(organ_id, kind)
    if not key:
        return {}
    kept = lists.rows(version).filter(key=key).first() if version else None
    if kept is None:
        raise Http404(key)
    return dict(kept.values)


def row_fields(columns: Iterable[Column], values: dict[str, Any]) -> list[Asked]:
    """The columns of a list as fields of a form."""
    fields = []
    for c in columns:
        value: Any = values.get(c.name, "")
        if c.cell in {Cell.MONEY, Cell.LINES}:
            value = shown(c, value)
        help = c.help or (
            f"例：{c.sample}" if c.sample and c.cell in {Cell.TEXT, Cell.LONG, Cell.LINES, Cell.PHONE} else ""
        )
        help += "；每行一项" if c.cell is Cell.LINES and "每行" not in help else ""
        fields.append(Asked(c.name, c.heading, TYPES.get(c.cell, "text"), c.required, c.choices, help, value, rows=3))
    return fields


def typed_cell(request: HttpRequest, column: Column) -> Any:
    """What was typed into the field of a column."""
    if column.cell is Cell.CHOICES:
        return request.POST.getlist(column.name)
    if column.cell is Cell.YES:
        return request.POST.get(column.name) == "yes"
    return (request.POST.get(column.name) or "").replace("\0", "")


@office
def deed(request: HttpRequest, actor: Actor, now: datetime, organ_id: str, kind: str, deed: str) -> HttpResponse:
    """Submit, agree, return, discard, generate: one word of one person on the version under way."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if deed not in DEEDS:
        raise Http404(deed)
    found, words = listed(kind), (request.POST.get("words") or "").strip()
    here = address("list", organ_id=organ_id, kind=kind)
    try:
        tell(request, _do(actor, organ_id, found, deed, request.POST.get("version", ""), words, now))
    except publishing.ListBlocked as blocked:
        version = lists.being_made(organ_id, kind)
        context = _page(request, actor, organ_id, found, version) | {"reasons": blocked.reasons, "note": words}
        return render(request, "desk/list.html", context, status=409)
    except (publishing.NotNow, drafting.Underway) as refused:
        tell(request, str(refused))
    return redirect(here)


def _do(actor: Actor, organ_id: str, kind: ListKind, deed: str, version_id: str, words: str, now: datetime) -> str:
    if deed == "generate":
        made = generating.draft_from_register(actor=actor, organ=organs.organ(organ_id), kind=kind.code, now=now)
        return "已按登记库生成新稿。" if made else "登记库与现在的清单一致，不用更新。"
    version = lists.being_made(organ_id, kind.code)
    if version is None or version.pk != version_id:
        raise publishing.NotNow("这份清单已有新的变化：请核对最新内容后再办理")
    if deed == "submit":
        publishing.submit(actor=actor, version=version, note=words, now=now)
        return "已提交核对。"
    if deed == "discard":
        drafting.discard(actor=actor, version=version, now=now)
        return "草稿已放弃，公开的清单不变。"
    if deed == "return":
        publishing.send_back(actor=actor, version=version, words=words, now=now)
        return "已退回，理由已告知拟稿人。"
    done = registers.agree(actor=actor, version=version, words=words, now=now)
    return f"已公布第 {done.number} 版。" if done.state == "published" else f"已同意，{done.get_state_display()}。"
