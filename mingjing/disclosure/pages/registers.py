"""One published list of one organ: the version in force, every older version, its files, its rows for search.

Long lists are cut into pages of ``PER_PAGE`` rows. Putting one list touches nothing of another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mingjing.catalog import lists
from mingjing.catalog.models import ListVersion
from mingjing.disclosure import public_lists
from mingjing.disclosure.pages import formats, list_files, list_table
from mingjing.disclosure.pages.formats import HTML, Outputs
from mingjing.disclosure.public_lists import Line
from mingjing.disclosure.public_store import PublicStore
from mingjing.law import personal_data
from mingjing.law.cells import Cell
from mingjing.law.list_kinds import KINDS
from mingjing.law.listing import ListKind

PER_PAGE = 200
FOREVER = "9999-12-31"
CHANGES = {"added": "新增", "changed": "修改", "removed": "取消"}
MOST_CHANGES = 200
MOST_CHIPS = 12
PUBLIC: tuple[ListKind, ...] = tuple(kind for kind in KINDS if kind.public and not kind.direct)
CODES = frozenset(kind.code for kind in PUBLIC)
FILES = (("xlsx", "XLSX"), ("csv", "CSV"), ("json", "JSON"))
Values = dict[str, Any]


def address(organ_id: str, kind: str, number: int | None = None) -> str:
    """Where a list stands; with ``number``, where that version of it stays."""
    return f"/organs/{organ_id}/{kind}" + (f"/v{number}" if number else "")


def stale(shelf: PublicStore, on: date) -> list[tuple[str, str]]:
    """(organ id, kind) of every list whose pages do not show the version in force as it reads on a day."""
    held = {head["page"]: (head["stamp"], head["good_until"]) for head in public_lists.heads(shelf)}
    codes = [kind.code for kind in PUBLIC]
    current = ListVersion.objects.filter(state=ListVersion.State.PUBLISHED, kind__in=codes)
    found = []
    for pk, organ_id, kind in current.order_by("public_seq").values_list("pk", "organ_id", "kind"):
        stamp, good_until = held.get(address(organ_id, kind), ("", ""))
        if stamp != pk or good_until < on.isoformat():
            found.append((organ_id, kind))
    return found


def put(shelf: PublicStore, organ_id: str, kind: str, on: date) -> str:
    """Write the list as it stands: the newest version, and the older ones that do not say yet that they are past.

    Returns the stamp, to be set when the pages that gather are written too; "" where nothing is published.
    """
    versions = list(lists.versions(organ_id, kind).select_related("organ", "organ__region"))
    if not versions:
        return ""
    newest = versions[0]
    held = {head["page"]: head["number"] for head in public_lists.heads(shelf, kind=kind, organ=organ_id)}
    since = held.get(address(organ_id, kind), 0)
    for version in reversed(versions[1:]):
        if (version.number or 0) >= since:
            _write(shelf, version, versions, on)
    rows = _write(shelf, newest, versions, on)
    public_lists.put(shelf, _head(newest, rows, on), _lines(newest, rows))
    return newest.pk


def _write(shelf: PublicStore, version: ListVersion, versions: list[ListVersion], on: date) -> list[Values]:
    """Pages and files of one version; the newest at the address of the list as well. Returns its rows."""
    rows = [json.loads(text) for text in lists.rows(version).values_list("text", flat=True)]
    fixed = address(version.organ_id, version.kind, version.number)
    here = address(version.organ_id, version.kind)
    pages = _pages(version, versions, rows, on)
    made: Outputs = {fixed + suffix: (HTML, data) for suffix, data in pages.items()}
    if not shelf.page(f"{fixed}.json") or version == versions[0]:
        made |= list_files.outputs(version, rows, fixed)
    gone: list[str] = []
    if version == versions[0]:
        made |= {here + suffix: (HTML, data) for suffix, data in pages.items()}
        made |= {f"{here}.{end}": made[f"{fixed}.{end}"] for end in ("json", "csv", "xlsx") if f"{fixed}.{end}" in made}
        gone = [path for path in shelf.paths(f"{here}/p") if path not in made]
    shelf.put_pages(made, gone)
    return rows


def _pages(version: ListVersion, versions: list[ListVersion], rows: Sequence[Values], on: date) -> dict[str, bytes]:
    """Suffix of the address ("" for the first page, "/p2" …) → page."""
    count = max(1, -(-len(rows) // PER_PAGE))
    context = _context(version, versions, rows, on)
    made, columns = {}, list_table.face(version.listed, rows)
    for page in range(1, count + 1):
        part = list(enumerate(rows, 1))[(page - 1) * PER_PAGE : page * PER_PAGE]
        table = list_table.table(version.listed, columns, part, on)
        shown = {**context, "table": table, "page": page, "pager": _pager(context["base"], page, count)}
        made[_suffix(page)] = formats.html("public/list.html", {"v": shown})
    return made


def _suffix(page: int) -> str:
    return "" if page == 1 else f"/p{page}"


def _pager(base: str, page: int, count: int) -> list[dict[str, Any]]:
    near = sorted({1, count, *range(max(1, page - 2), min(count, page + 2) + 1)})
    found: list[dict[str, Any]] = []
    for before, n in zip([0, *near], near, strict=False):
        found.append({"n": n, "url": base + _suffix(n), "here": n == page, "gap": n - before > 1})
    return found if count > 1 else []


def _context(version: ListVersion, versions: list[ListVersion], rows: Sequence[Values], on: date) -> dict[str, Any]:
    kind, newest = version.listed, versions[0]
    here, fixed = (address(version.organ_id, version.kind, n) for n in (None, version.number))
    past, changes = version != newest, _changes(version)
    return {
        "kind": kind, "organ": version.organ, "version": version, "count": len(rows), "past": past, "newest": newest,
        "base": fixed if past else here, "here": here, "fixed": fixed, "note": _note(version), "today": on,
        "changes": changes[:MOST_CHANGES], "more_changes": max(0, len(changes) - MOST_CHANGES),
        "changed": _counted(changes), "before": (version.number or 1) - 1,
        "versions": [_told(v, here) for v in versions], "chips": _chips(kind, rows),
        "files": FILES, "entry": version.public_seq,
    }  # fmt: skip


def _told(version: ListVersion, here: str) -> dict[str, Any]:
    return {
        "number": version.number, "url": f"{here}/v{version.number}", "count": version.count, "note": _note(version),
        "on": version.published_on, "until": version.ended_on,
        "guided": any("指导" in s["deed"] for s in version.course),
    }  # fmt: skip


def _note(version: ListVersion) -> str:
    """The words on what changed; not shown where they hold a number that belongs to a person."""
    return "" if personal_data.find(version.note) else version.note


def _changes(version: ListVersion) -> list[dict[str, Any]]:
    """What this version added, changed and took out against the one before, named by headings."""
    if version.number == 1:
        return []
    before = lists.versions(version.organ_id, version.kind).filter(number=(version.number or 1) - 1).first()
    found = lists.differences(before, version)
    headings = {c.name: c.heading for c in version.listed.shown}
    return [
        {
            "label": CHANGES[d.change], "title": d.title, "change": d.change,
            "columns": "、".join(headings[name] for name in d.columns if name in headings),
        }
        for d in found
    ]  # fmt: skip


def _counted(changes: Sequence[dict[str, Any]]) -> str:
    """How many rows were added, changed, taken out, in words."""
    parts = [f"{label} {sum(c['change'] == name for c in changes)} 项" for name, label in CHANGES.items()]
    return "，".join(part for part in parts if " 0 项" not in part) or "没有变动"


def _chips(kind: ListKind, rows: Sequence[Values]) -> list[str]:
    """Labels of the first column of choices that divide this list: each a search."""
    for column in kind.shown:
        if column.cell is Cell.CHOICE:
            there = {row.get(column.name) for row in rows}
            labels = [label for value, label in column.choices if value in there]
            return labels[:MOST_CHIPS] if len(labels) > 1 else []
    return []


def _head(version: ListVersion, rows: Sequence[Values], on: date) -> dict[str, Any]:
    organ = version.organ
    return {
        "page": address(organ.pk, version.kind), "kind": version.kind, "label": version.listed.label, "organ": organ.pk,
        "organ_name": organ.short_name, "region": organ.region_id, "region_name": organ.region.name,
        "number": version.number, "count": version.count,
        "published_on": version.published_on.isoformat() if version.published_on else "",
        "good_until": _good_until(rows, on),
    }  # fmt: skip


def _good_until(rows: Sequence[Values], on: date) -> str:
    """The last day on which the pages read as they do today: then a row begins or ends, or a certificate runs out."""
    day = on.isoformat()
    ends = {str(row.get("valid_to") or "") for row in rows}
    begins = {str(row.get("valid_from") or "") for row in rows}
    eves = [(date.fromisoformat(d) - timedelta(days=1)).isoformat() for d in begins if d > day]
    return min([FOREVER, *(d for d in ends if d >= day), *eves])


def _lines(version: ListVersion, rows: Sequence[Values]) -> list[Line]:
    kind, here = version.listed, address(version.organ_id, version.kind)
    return [
        Line(
            f"{here}{_suffix((n - 1) // PER_PAGE + 1)}#r{n}", str(row.get(kind.title) or ""),
            list_table.line(kind, row), f"{list_table.text(kind, row)} {version.organ.name}",
        )
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip
