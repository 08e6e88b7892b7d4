"""The public store: one SQLite file with everything the public may see, already rendered. Plain Python, no Django.

It can be copied across a one-way gate, replicated to any number of portal nodes, and rebuilt at any time. Search is a
phrase query over our own bigrams (FTS5's trigram finds nothing for two-character words).
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

USER_VERSION = 2
SCHEMA = """
CREATE TABLE page (
  path TEXT PRIMARY KEY, content_type TEXT NOT NULL, etag TEXT NOT NULL, gz BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE item (
  id INTEGER PRIMARY KEY, page TEXT NOT NULL UNIQUE, organ TEXT NOT NULL, organ_name TEXT NOT NULL, kind TEXT NOT NULL,
  title TEXT NOT NULL, number TEXT NOT NULL, party TEXT NOT NULL, decided_on TEXT NOT NULL, published_on TEXT NOT NULL,
  snippet TEXT NOT NULL, state TEXT NOT NULL, bigrams TEXT NOT NULL);
CREATE INDEX item_organ ON item (organ, id);
CREATE VIRTUAL TABLE item_fts USING fts5(bigrams, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Published lists and their rows, for search across them (``public_lists``); since version 2.
LISTS = """
CREATE TABLE IF NOT EXISTS list (
  id INTEGER PRIMARY KEY, page TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, label TEXT NOT NULL, organ TEXT NOT NULL,
  organ_name TEXT NOT NULL, region TEXT NOT NULL, region_name TEXT NOT NULL, number INTEGER NOT NULL,
  count INTEGER NOT NULL, published_on TEXT NOT NULL, stamp TEXT NOT NULL, good_until TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS list_row (
  id INTEGER PRIMARY KEY, list INTEGER NOT NULL, page TEXT NOT NULL, title TEXT NOT NULL, line TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS list_row_list ON list_row (list, id);
CREATE VIRTUAL TABLE IF NOT EXISTS list_fts USING fts5(bigrams, tokenize="unicode61 remove_diacritics 0");
"""
FIELDS = (
    "page",
    "organ",
    "organ_name",
    "kind",
    "title",
    "number",
    "party",
    "decided_on",
    "published_on",
    "snippet",
    "state",
)
WORDS = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[0-9a-z]+")
TIME_LIMIT_STEPS = 1000
NUMBER = re.compile(r"[^〔〕]+〔\d{4}〕\d+号")
BRACKETS = str.maketrans("[]()（）【】［］", "〔〕〔〕〔〕〔〕〔〕")


class Page(NamedTuple):
    """Ready bytes of one address."""

    content_type: str
    etag: str
    gz: bytes


class TooSlow(Exception):
    """A query was cut off at its time limit."""


def bigrams(text: str) -> str:
    """Overlapping pairs of Chinese characters; runs of letters and digits character pair by pair as well."""
    out = []
    for word in WORDS.findall(text.lower()):
        out += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        out.append("|")  # no phrase may cross a boundary
    return " ".join(t if t != "|" else "zzstop" for t in out)


def query_of(words: str) -> str:
    """The FTS5 expression for what was typed: every run must occur as typed."""
    parts = []
    for word in WORDS.findall(words.lower()):
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        parts.append('"' + " ".join(pairs) + '"' if pairs else f'"{word}"*')
    return " AND ".join(parts)


class PublicStore:
    """Open the store at ``path``; makes it when missing, unless ``readonly``."""

    def __init__(self, path: Path | str, readonly: bool = False) -> None:
        self.path = Path(path)
        self.readonly = readonly
        self._local = threading.local()
        if not readonly:
            with self.writing() as db:
                known = db.execute("PRAGMA user_version").fetchone()[0]
                if known < USER_VERSION:
                    made = (SCHEMA if known == 0 else "") + LISTS
                    db.executescript(made + f"PRAGMA user_version = {USER_VERSION};")

    @property
    def _db(self) -> sqlite3.Connection:
        """This thread's connection; opened again when the file was replaced."""
        inode = os.stat(self.path).st_ino if self.path.exists() else 0
        if getattr(self._local, "inode", None) != inode or getattr(self._local, "db", None) is None:
            uri = f"file:{self.path}?mode={'ro' if self.readonly else 'rwc'}"
            db = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)
            if not self.readonly:
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=FULL")
            self._local.db, self._local.inode = db, os.stat(self.path).st_ino
        return self._local.db  # type: ignore[no-any-return]

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection, in a transaction of its own."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        if db.in_transaction:
            db.execute("COMMIT")

    def put_pages(self, pages: dict[str, tuple[str, bytes]], gone: Iterable[str] = ()) -> None:
        """Write pages (path → content type, bytes) in one transaction; the same bytes again change nothing.

        ``gone``: addresses that are no longer answered.
        """
        packed = {data: gzip.compress(data, 6, mtime=0) for _, data in pages.values()}  # some stand at two addresses
        with self.writing() as db:
            db.executemany("DELETE FROM page WHERE path = ?", [(path,) for path in gone])
            for path, (content_type, data) in pages.items():
                etag = hashlib.sha256(data).hexdigest()[:32]
                db.execute(
                    "INSERT INTO page VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET content_type = excluded"
                    ".content_type, etag = excluded.etag, gz = excluded.gz WHERE page.etag <> excluded.etag",
                    (path, content_type, etag, packed[data]),
                )

    def put_page(self, path: str, content_type: str, data: bytes) -> None:
        """Write one page."""
        self.put_pages({path: (content_type, data)})

    def page(self, path: str) -> Page | None:
        """The ready bytes of an address, gzipped, with their ETag."""
        row = self._db.execute("SELECT content_type, etag, gz FROM page WHERE path = ?", (path,)).fetchone()
        return Page(*row) if row else None

    def has(self, path: str) -> bool:
        """Whether there is such an address."""
        return self._db.execute("SELECT 1 FROM page WHERE path = ?", (path,)).fetchone() is not None

    def paths(self, prefix: str = "/") -> list[str]:
        """Every address under a prefix."""
        sql = "SELECT path FROM page WHERE path >= ? AND path < ? ORDER BY path"
        return [p for (p,) in self._db.execute(sql, (prefix, prefix + "\U0010ffff"))]

    def put_item(self, **values: str) -> None:
        """Write the list row of a page and index ``text`` for search; again for the same page replaces it."""
        text = bigrams(values.pop("text"))
        with self.writing() as db:
            old = db.execute("SELECT id, bigrams FROM item WHERE page = ?", (values["page"],)).fetchone()
            if old:
                db.execute("INSERT INTO item_fts (item_fts, rowid, bigrams) VALUES ('delete', ?, ?)", old)
                sets = ", ".join(f"{f} = :{f}" for f in FIELDS)
                db.execute(f"UPDATE item SET {sets}, bigrams = :b WHERE id = :id", {**values, "b": text, "id": old[0]})
                row = old[0]
            else:
                names, marks = ", ".join(FIELDS), ", ".join(f":{f}" for f in FIELDS)
                sql = f"INSERT INTO item ({names}, bigrams) VALUES ({marks}, :b)"
                row = db.execute(sql, {**values, "b": text}).lastrowid
            db.execute("INSERT INTO item_fts (rowid, bigrams) VALUES (?, ?)", (row, text))

    def search(
        self, words: str = "", *, organ: str = "", kind: str = "", year: str = "", before: int = 0, limit: int = 20,
        steps: int = 0,
    ) -> list[dict[str, Any]]:  # fmt: skip
        """Rows newest first, keyset paged by id. Raises TooSlow when cut off after ``steps`` thousand instructions.

        A whole 文号 finds that decision alone, whatever brackets it was typed with.
        """
        where, values = ["1 = 1"], []
        if words.strip():
            expression = query_of(words)
            if not expression:
                return []
            where.append("id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)")
            values.append(expression)
        for column, value in (("organ", organ), ("kind", kind), ("substr(decided_on, 1, 4)", year)):
            if value:
                where.append(f"{column} = ?")
                values.append(value)
        if before:
            where.append("id < ?")
            values.append(str(before))
        number = "".join(words.split()).translate(BRACKETS)
        if NUMBER.fullmatch(number):
            exact = self._rows([*where, "number = ?"], [*values, number], limit, steps)
            if exact:
                return exact
        return self._rows(where, values, limit, steps)

    def _rows(self, where: list[str], values: list[str], limit: int, steps: int) -> list[dict[str, Any]]:
        sql = f"SELECT id, {', '.join(FIELDS)} FROM item WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?"
        rows = self.read(sql, (*values, limit), steps)
        return [dict(zip(("id", *FIELDS), row, strict=True)) for row in rows]

    def read(self, sql: str, values: Sequence[Any] = (), steps: int = 0) -> list[Any]:
        """Rows of a query. Raises TooSlow when cut off after ``steps`` thousand instructions."""
        db, left = self._db, [steps]
        if steps:
            db.set_progress_handler(lambda: left.__setitem__(0, left[0] - 1) or left[0] <= 0, TIME_LIMIT_STEPS)
        try:
            return db.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error):
                raise TooSlow from error
            raise
        finally:
            db.set_progress_handler(None, 0)

    def latest(self, limit: int = 20) -> list[dict[str, Any]]:
        """The newest rows."""
        return self.search(limit=limit)

    def item(self, page: str) -> dict[str, Any] | None:
        """The list row of one page."""
        row = self._db.execute(f"SELECT id, {', '.join(FIELDS)} FROM item WHERE page = ?", (page,)).fetchone()
        return dict(zip(("id", *FIELDS), row, strict=True)) if row else None

    def facets(self) -> list[tuple[str, str, int]]:
        """(organ, name, how many rows), the most first."""
        return self._db.execute(
            "SELECT organ, max(organ_name), count(*) FROM item GROUP BY organ ORDER BY count(*) DESC, organ"
        ).fetchall()

    def set_meta(self, **values: str) -> None:
        """Keep named values (sizes, dates)."""
        with self.writing() as db:
            db.executemany(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", values.items()
            )

    def meta(self, key: str) -> str:
        """A named value, "" when absent."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def replicate(self, target: Path) -> None:
        """A whole copy at ``target``, put in place at once."""
        beside = target.with_suffix(".new")
        beside.unlink(missing_ok=True)
        self._db.execute("VACUUM INTO ?", (str(beside),))
        os.replace(beside, target)
