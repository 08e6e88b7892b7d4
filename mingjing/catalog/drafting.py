"""Making a new version of a list: from a file, or row by row. Every saving is one act and one version of its own.

Versions never change: what is edited is a copy. So undoing an import is going back to the version before it, and
nothing that was typed is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from mingjing.catalog import lists
from mingjing.catalog.models import ListRow, ListVersion
from mingjing.catalog.roots import root_of, text_of
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.listing import ListKind, Problem
from mingjing.ledger.actions import Act, By, act
from mingjing.organs.permissions import Actor, require

State = ListVersion.State
EDIT = "lists.edit"
MOST_ROWS = 50_000
BEFORE_CHECK = (State.DRAFT, State.RETURNED)
Line = tuple[str, str, str]  # key, title, text


class RowRefused(ValueError):
    """A row cannot be saved; ``problems`` says which cells and how to mend them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(p.message for p in problems))
        self.problems = problems


class Underway(RuntimeError):
    """The version under way is with somebody else; the message says with whom and what to do."""


def save_row(
    *, actor: Actor, organ_id: str, kind: str, key: str, cells: Mapping[str, Any], now: datetime
) -> ListVersion:
    """Add a row (``key`` empty) or change the row of that key; returns the new draft.

    Raises NotAllowed, RowRefused, Underway.
    """
    by, listed = require(actor, EDIT, lists.scope_of(organ_id)), BY_CODE[kind]
    values, problems = listed.check(cells)
    base = _base(organ_id, kind)
    if problems:
        raise RowRefused(problems)
    new = _line(listed, values)
    lines = _lines(base)
    if new[0] != key and any(line[0] == new[0] for line in lines):
        named = "、".join(listed.by_name[name].heading for name in listed.key)
        raise RowRefused(
            [Problem(listed.key[0], new[0], f"{named}与本清单另一行相同：改用其他{named}，或者修改那一行")]
        )
    if key and any(line[0] == key for line in lines):
        lines = [new if line[0] == key else line for line in lines]
    else:
        lines.append(new)
    return _save(by, organ_id, listed, base, lines, now, "填写一行")


def remove_row(*, actor: Actor, organ_id: str, kind: str, key: str, now: datetime) -> ListVersion:
    """Take one row out of the draft. Raises NotAllowed, Underway, LookupError."""
    by = require(actor, EDIT, lists.scope_of(organ_id))
    base = _base(organ_id, kind)
    lines = _lines(base)
    kept = [line for line in lines if line[0] != key]
    if len(kept) == len(lines):
        raise LookupError("清单中没有这一行，可能已经删去：请刷新页面")
    return _save(by, organ_id, BY_CODE[kind], base, kept, now, "删去一行")


def discard(*, actor: Actor, version: ListVersion, now: datetime) -> ListVersion:
    """Give up the draft; what is published stays. Raises NotAllowed, Underway."""
    by = require(actor, EDIT, lists.scope_of(version.organ_id))
    with act(type="list.discarded", by=by, obj=version.pk, data={"kind": version.kind}, now=now) as opened:
        fresh = ListVersion.objects.get(pk=version.pk)
        if fresh.state not in BEFORE_CHECK:
            raise Underway(f"这一稿{fresh.get_state_display()}，退回后才能放弃")
        fresh.state = State.DISCARDED
        opened.save(fresh)
    return fresh


def write(
    opened: Act, by: By, organ_id: str, kind: ListKind, base: ListVersion | None, rows: Iterable[Mapping[str, Any]]
) -> ListVersion:
    """Inside an open act: a draft that holds the rows of ``base`` with ``rows`` merged in by key. For imports."""
    coming = list(rows)
    merged = {line[0]: line for line in _kept(kind, base, coming)}
    for values in coming:
        line = _line(kind, values)
        merged[line[0]] = line
    return _put(opened, by, organ_id, kind, base, list(merged.values()), "导入文件")


def _kept(kind: ListKind, base: ListVersion | None, coming: list[Mapping[str, Any]]) -> list[Line]:
    """The rows that stay under those coming in: what a file brings in whole, it replaces whole."""
    if not kind.together:
        return _lines(base)
    whole = {values[kind.together] for values in coming}
    return [line for line in _lines(base) if json.loads(line[2])[kind.together] not in whole]


def replace(
    opened: Act,
    by: By,
    organ_id: str,
    kind: ListKind,
    base: ListVersion | None,
    rows: Iterable[Mapping[str, Any]],
    deed: str,
) -> ListVersion:
    """Inside an open act: a draft that holds exactly ``rows``."""
    return _put(opened, by, organ_id, kind, base, [_line(kind, values) for values in rows], deed)


def base_for(organ_id: str, kind: str) -> ListVersion | None:
    """The version that a new draft starts from. Raises Underway while one is being checked or approved."""
    return _base(organ_id, kind)


def _base(organ_id: str, kind: str) -> ListVersion | None:
    open_ = lists.being_made(organ_id, kind)
    if open_ is None:
        return lists.current(organ_id, kind)
    if open_.state not in BEFORE_CHECK:
        raise Underway(f"这份清单有一稿{open_.get_state_display()}，办完或者退回以后才能再改")
    return open_


def _lines(version: ListVersion | None) -> list[Line]:
    if version is None:
        return []
    return list(ListRow.objects.filter(version=version).order_by("ord").values_list("key", "title", "text"))


def _line(kind: ListKind, values: Mapping[str, Any]) -> Line:
    return kind.key_of(values), str(values[kind.title])[:200], text_of(values)


def _save(
    by: By, organ_id: str, kind: ListKind, base: ListVersion | None, lines: list[Line], now: datetime, deed: str
) -> ListVersion:
    with act(type="list.drafted", by=by, obj="", now=now) as opened:
        if (_base(organ_id, kind.code) or base) != base:
            raise Underway("这份清单刚被别人改过：请刷新页面，在新稿上再改")
        return _put(opened, by, organ_id, kind, base, lines, deed)


def _put(
    opened: Act, by: By, organ_id: str, kind: ListKind, base: ListVersion | None, lines: list[Line], deed: str
) -> ListVersion:
    if len(lines) > MOST_ROWS:
        raise Underway(f"一份清单最多 {MOST_ROWS} 行，现在有 {len(lines)} 行：请分开")
    if base and base.state in BEFORE_CHECK:
        base.state = State.REPLACED
        opened.save(base)
    day = opened.at.date()
    version = ListVersion(
        organ_id=organ_id, kind=kind.code, base=base, count=len(lines), drafted_by=by.person_id, drafted_on=day,
        root=root_of(kind.code, (line[2] for line in lines)), note=base.note if base else "",
        course=[{"on": day.isoformat(), "by": by.person_id, "deed": deed, "words": ""}],
    )  # fmt: skip
    opened.obj = version.pk
    opened.save(version)
    insert(version, lines)
    opened.data |= {"kind": kind.code, "count": len(lines), "root": version.root}
    return version


def insert(version: ListVersion, lines: list[Line]) -> None:
    """The rows of a version just saved, in as few statements as the engine allows."""
    sql = "INSERT INTO catalog_listrow (version_id, ord, key, title, text) VALUES (%s, %s, %s, %s, %s)"
    with connection.cursor() as cursor:
        for start in range(0, len(lines), 5000):
            part = lines[start : start + 5000]
            cursor.executemany(sql, [(version.pk, n, *line) for n, line in enumerate(part, start + 1)])
