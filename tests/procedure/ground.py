"""Cases brought by their people's real acts to the point before a decision, committed, and copied for every test.

``Ground`` speaks raw SQL to the copy: as the application's role, or as the owner with one control taken away.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from mingjing.config import home as runtime_home
from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.on_the_spot import STALLS, Spot
from mingjing.law.kinds import Doc
from tests.ledger import stage as staging
from tests.ledger.stage import SQLITE, Stage, blob

Row = dict[str, Any]

# Each case, how far it has come, and what its people do from there to its decision.
STORIES: dict[str, tuple[str, str, Plot, str]] = {
    "plain": ("sthj", "dust_yard", Plot(stop="decide"), "decide"),
    "major": ("scjg", "expired_food_firm", Plot(hearing=True, stop="decide"), "decide"),
    "trader": ("scjg", "cosmetics", Plot(stop="confirm"), "draft confirm decide"),  # passed before the notice only
    "returned": ("sthj", "dust_yard", Plot(returned=True, stop="redraft"), "redraft submit agree decide"),
    "decided": ("sthj", "dust_yard", Plot(stop="seal"), ""),
}
STREET = {"spot": STALLS[0], "shop": STALLS[3]}  # on the spot: a person, an organisation; told and heard, not decided


# Papers name static files; without a manifest they have their plain names.
PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@dataclass
class Template:
    """What every ground is copied from: a database, a home, the people, and the decisions to come."""

    database: str
    home: Path
    lines: dict[str, Line]
    decisions: dict[str, Row] = field(default_factory=dict)


def build(source: str, folder: Path, now: datetime) -> Template:
    """Play every story in a copy of the migrated database ``source``, then its decision in a copy of that copy."""
    home = folder / "home"
    runtime_home.prepare(home)
    settings.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        world = founding.found(now - timedelta(days=200), frozenset({"sthj", "scjg", "cg", "sj"}))
        begun = now - timedelta(days=150)
        cast = {
            name: (Line(world, organ, MATTERS[matter], number, begun), plot)
            for number, (name, (organ, matter, plot, _)) in enumerate(STORIES.items(), 1)
        }
        lines.perform([(line, lines.act_out(line, plot)) for line, plot in cast.values()], now)
        street = {name: _heard(Spot(world, "cg", stall, n, now)) for n, (name, stall) in enumerate(STREET.items(), 1)}
    template = Template(database, home, {name: line for name, (line, _) in cast.items()} | street)
    with opened(template, folder / "ahead") as ground:
        for name, (_, _, _, rest) in STORIES.items():
            line = ground.line(name)
            for word in rest.split():
                line.wait(1)
                {"redraft": lambda it=line: it.draft(discretion_reason="裁量理由已经补充。")}.get(
                    word, getattr(line, word, None)
                )()
            template.decisions[name] = ground.one("decision", case_id=line.case) | {"ledger_seq": SQL(NEXT)}
        for name in STREET:
            spot = ground.line(name)
            spot.decide()
            template.decisions[name] = ground.one("decision", case_id=spot.case) | {"ledger_seq": SQL(NEXT)}
    return template


def _heard(spot: Spot) -> Any:
    """A penalty on the spot just before it is decided, with one paper: raw SQL has no other to decide by."""
    for act in (spot.open, spot.prove, spot.tell, spot.hear):
        act()
        spot.wait(minutes=1)
    spot.document(Doc.SCENE_RECORD, recording="全程录像", findings="现场情况。", remark="情况属实。")
    return spot


@contextmanager
def opened(template: Template, folder: Path) -> Iterator[Ground]:
    """A fresh copy with its home, Django's connection on it in the application's role."""
    shutil.copytree(template.home, folder)
    settings.HOME = folder
    with staging.stage(template.database, folder) as stage:
        yield Ground(stage, template)


class Ground:
    """One copy: its cases can go on by real acts, or be written to by raw SQL."""

    def __init__(self, stage: Stage, template: Template) -> None:
        self.stage, self.template = stage, template

    def line(self, name: str = "plain") -> Line:
        """The people of a case, at the moment of its last act."""
        line = copy.copy(self.template.lines[name])
        line.named = dict(line.named)
        return line

    def environment(self, role: str = "app") -> dict[str, str]:
        """What a process needs to work on this copy."""
        found = {
            **os.environ,
            "MINGJING_HOME": str(settings.HOME),
            "DJANGO_SETTINGS_MODULE": "mingjing.config.settings",
        }
        if not SQLITE:
            from tests import cluster

            found["MINGJING_DATABASE_URL"] = (cluster.owner_url if role == "owner" else cluster.app_url)(
                self.stage.name
            )
        return found

    # --- reading ---------------------------------------------------------------------------------------------------

    def rows(self, table: str, **where: Any) -> list[Row]:
        """Rows as the database holds them, in the order of their entries."""
        tests = " AND ".join(f"{name} = {literal(value)}" for name, value in where.items())
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}" + (f" WHERE {tests}" if tests else "") + " ORDER BY ledger_seq")
            names = [c[0] for c in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, table: str, **where: Any) -> Row:
        """The last of these rows."""
        return self.rows(table, **where)[-1]

    def entries(self) -> int:
        """How many entries the internal log holds."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_anjuan")
            return int(cursor.fetchone()[0])

    # --- writing ---------------------------------------------------------------------------------------------------

    def decision(self, name: str = "plain", *, entry: dict[str, Any] | None = None, **changes: Any) -> list[str]:
        """The row that DECIDE would write in this case and its entry, with what the test wants otherwise."""
        return self.written("decision", {**self.template.decisions[name], **changes}, **(entry or {}))

    def written(self, table: str, row: Row, *, type: str = "", case: str = "") -> list[str]:
        """INSERT statements for a bound row and the entry it stands under."""
        row = {**row, "ledger_seq": row.get("ledger_seq", SQL(NEXT))}
        insert = f"INSERT INTO {table} ({', '.join(map(quoted, row))}) VALUES ({', '.join(map(literal, row.values()))})"
        return [insert, entry(type or TYPES[table](row), case or row.get("case_id", ""), f"{table} {row['id']}")]

    def as_app(self, statements: list[str]) -> str:
        """Run statements in one transaction as the application's role: the error they met, or ''."""
        connection.ensure_connection()
        with connection.cursor() as cursor:
            try:
                for statement in ["BEGIN", *statements, "COMMIT"]:
                    cursor.execute(statement)
            except Exception as error:  # noqa: BLE001 any refusal, of either driver
                cursor.execute("ROLLBACK")
                return str(error)
        return ""

    def as_owner(self, statements: list[str], *, keep: bool = True) -> str:
        """The same as the tables' owner. ``keep=False``: take it back when it went through."""
        with self.stage.owner() as raw:
            try:
                for statement in ["BEGIN", *statements]:
                    raw.execute(statement)
                if not keep and not SQLITE:
                    raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
                raw.execute("COMMIT" if keep else "ROLLBACK")
            except Exception as error:  # noqa: BLE001 any refusal, of either driver
                raw.execute("ROLLBACK")
                return str(error)
        return ""

    def remove(self, guard: str, table: str) -> None:
        """Take away exactly one trigger or one named constraint."""
        if guard in _triggers(self.stage):
            self.stage.drop_trigger(guard, table)
        elif not SQLITE:
            self.stage.as_owner(f"ALTER TABLE {table} DROP CONSTRAINT {guard}")
        else:
            with self.stage.owner() as raw:
                (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
                raw.execute("PRAGMA writable_schema = ON")
                raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", [without(sql, guard), table])


class SQL(str):
    """An expression that is not a value."""


NEXT = "(SELECT max(seq) + 1 FROM ledger_anjuan)"
TYPES = {
    "decision": lambda row: "decision.issued",
    "decision_annulment": lambda row: "decision.annulled",
    "review": lambda row: "review.returned" if row["outcome"] == "object" else "review.passed",
    "notice": lambda row: "case.notify",
    "discussion": lambda row: "case.discuss",
}


def entry(type: str, case: str, mark: str) -> str:
    """An INSERT of the next entry of the internal log."""
    from mingjing.tlog.hashing import leaf_hash

    body = f'{{"raw":"{type} {case} {mark}"}}'.encode()
    return (
        "INSERT INTO ledger_anjuan (seq, ts_ms, type, obj, org, case_id, body, leaf) VALUES "
        f"({NEXT}, (SELECT max(ts_ms) FROM ledger_anjuan), {literal(type)}, 'o', 'g', {literal(case)}, {blob(body)}, "
        f"{blob(leaf_hash(body))})"
    )


def literal(value: Any) -> str:
    """A value in SQL that both engines read."""
    if value is None:
        return "NULL"
    if isinstance(value, SQL | int):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return blob(bytes(value))
    if isinstance(value, date):
        value = value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return "'" + value.replace("'", "''") + "'"


def quoted(name: str) -> str:
    return f'"{name}"'


def without(sql: str, constraint: str) -> str:
    """CREATE TABLE without one constraint; ``<table>_ledger_seq_fkey`` is the unnamed key to the log."""
    if constraint.endswith("_ledger_seq_fkey"):
        return sql.replace(" REFERENCES ledger_anjuan(seq) DEFERRABLE INITIALLY DEFERRED", "")
    start = re.search(rf",\s*CONSTRAINT {constraint}\b", sql)
    assert start, f"{constraint} is not in the table"
    depth, end = 0, start.end()
    while end < len(sql) and not (depth == 0 and sql[end] in ",)"):
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        end += 1
    return sql[: start.start()] + sql[end:]


def _triggers(stage: Stage) -> set[str]:
    with stage.owner() as raw:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if SQLITE else "SELECT tgname FROM pg_trigger"
        return {name for (name,) in raw.execute(names).fetchall()}
