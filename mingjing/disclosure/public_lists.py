"""Published lists in the public store: which there are, and their rows for search. Plain Python, no Django.

A list has one row in ``list`` and its rows in ``list_row``. ``stamp`` tells which version is shown everywhere, also on
the pages that gather: it is set last (``stamped``), so that a kill in between is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from mingjing.disclosure.public_store import PublicStore, bigrams, query_of

HEAD = (
    "page", "kind", "label", "organ", "organ_name", "region", "region_name", "number", "count", "published_on",
    "stamp", "good_until",
)  # fmt: skip
FOUND = ("id", "page", "title", "line", "label", "organ_name", "number", "list_page")


class Line(NamedTuple):
    """One row as search shows it: its address, what it is called, a few words, the text it is found by."""

    page: str
    title: str
    line: str
    text: str


def put(shelf: PublicStore, head: dict[str, Any], lines: Iterable[Line]) -> None:
    """Write one list with its rows in one transaction, in place of what was there; not stamped yet."""
    prepared = [(line.page, line.title, line.line, bigrams(line.text)) for line in lines]
    names, marks = ", ".join(HEAD), ", ".join(f":{name}" for name in HEAD)
    with shelf.writing() as db:
        old = db.execute("SELECT id FROM list WHERE page = ?", (head["page"],)).fetchone()
        if old:
            db.execute("DELETE FROM list_fts WHERE rowid IN (SELECT id FROM list_row WHERE list = ?)", old)
            db.execute("DELETE FROM list_row WHERE list = ?", old)
            db.execute("DELETE FROM list WHERE id = ?", old)
        number = db.execute(f"INSERT INTO list ({names}) VALUES ({marks})", {**head, "stamp": ""}).lastrowid
        first = 1 + (db.execute("SELECT max(id) FROM list_row").fetchone()[0] or 0)
        db.executemany(
            "INSERT INTO list_row VALUES (?, ?, ?, ?, ?)",
            [(n, number, page, title, line) for n, (page, title, line, _) in enumerate(prepared, first)],
        )
        db.executemany(
            "INSERT INTO list_fts (rowid, bigrams) VALUES (?, ?)", [(n, p[3]) for n, p in enumerate(prepared, first)]
        )


def stamped(shelf: PublicStore, page: str, stamp: str) -> None:
    """This version is shown everywhere now."""
    with shelf.writing() as db:
        db.execute("UPDATE list SET stamp = ? WHERE page = ?", (stamp, page))


def heads(shelf: PublicStore, *, kind: str = "", organ: str = "") -> list[dict[str, Any]]:
    """Lists that are shown, by region, organ and kind."""
    where, values = _where(kind=kind, organ=organ)
    sql = f"SELECT {', '.join(HEAD)} FROM list WHERE {where} ORDER BY region, organ_name, id"
    return [dict(zip(HEAD, row, strict=True)) for row in shelf.read(sql, values)]


def search(
    shelf: PublicStore, words: str, *, kind: str = "", organ: str = "", region: str = "", after: int = 0,
    limit: int = 20, steps: int = 0,
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of lists that hold every run of ``words``, in the order of their lists, keyset paged by id.

    Raises TooSlow when cut off after ``steps`` thousand instructions.
    """
    where, values = _where(kind=kind, organ=organ, region=region)
    where, values = f"{where} AND r.id > ?", [*values, after]
    if words.strip():
        expression = query_of(words)
        if not expression:
            return []
        where += " AND r.id IN (SELECT rowid FROM list_fts WHERE list_fts MATCH ?)"
        values.append(expression)
    sql = (
        "SELECT r.id, r.page, r.title, r.line, list.label, list.organ_name, list.number, list.page FROM list_row AS r"
        f" JOIN list ON list.id = r.list WHERE {where} ORDER BY r.id LIMIT ?"
    )
    return [dict(zip(FOUND, row, strict=True)) for row in shelf.read(sql, [*values, limit], steps)]


def choices(shelf: PublicStore, what: str) -> list[tuple[str, str]]:
    """(value, label) of the ``kind``, ``organ`` or ``region`` of lists that are shown."""
    label = {"kind": "label", "organ": "organ_name", "region": "region_name"}[what]
    return [(value, name) for value, name in shelf.read(f"SELECT DISTINCT {what}, {label} FROM list ORDER BY {what}")]


def _where(**given: str) -> tuple[str, list[Any]]:
    wanted = {name: value for name, value in given.items() if value}
    return " AND ".join(["1 = 1", *(f"list.{name} = ?" for name in wanted)]), list(wanted.values())
