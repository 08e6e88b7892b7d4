"""Raw SQL against the ledger and the bound tables: each rewrite is refused, and succeeds once its guards are gone.

The attacker here is the strongest that still runs SQL: the tables' owner on PostgreSQL, another program with the file
open on SQLite. ``guards`` are the triggers that stand in the way; each must suffice alone, and without any of them the
write must go through, so that no test passes for another reason than the one it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection

from mingjing.ledger import schema
from mingjing.ledger.actions import act, append_public
from tests.ledger.specimens.models import Specimen, Verdict
from tests.ledger.stage import SQLITE, Stage, blob

FRESH = b'{"fresh":1}'


def leaf(body: bytes) -> str:
    return blob(sha256(b"\0" + body).digest())


def entry(
    log: str, seq: str, *, ts: str = "9000000000000", body: bytes = FRESH, verb: str = "INSERT", end: str = ""
) -> str:
    """An INSERT into a log with everything right but what the test wants wrong."""
    columns, values = ("case_id, ", "'', ") if log == "anjuan" else ("", "")
    return (
        f"{verb} INTO ledger_{log} (seq, ts_ms, type, obj, org, {columns}body, leaf) "
        f"VALUES ({seq}, {ts}, 'x.y', 'o', 'g', {values}{blob(body)}, {leaf(body)}) {end}"
    )


NEXT = "(SELECT max(seq) + 1 FROM ledger_{log})"
ID = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"


def specimen(verb: str, *, id: str, code: str, seq: str, end: str = "") -> str:
    """An INSERT of a bound row."""
    true = "1" if SQLITE else "true"
    return (
        f"{verb} INTO specimen (id, row_salt, code, name, fine, open, penalties, digest, scratch, ledger_seq) VALUES "
        f"('{id}', {blob(b'0' * 32)}, '{code}', 'n', 1, {true}, '[]', {blob(b'1')}, '', {seq}) {end}"
    )


@dataclass(frozen=True)
class Attack:
    """One forbidden statement and the triggers (name, table) that refuse it, each alone."""

    name: str
    sql: str
    guards: tuple[tuple[str, str], ...]
    recursive: bool = True
    engines: tuple[str, ...] = ("sqlite", "postgres")

    def __str__(self) -> str:
        return self.name


def log_attacks(log: str) -> list[Attack]:
    table, following = f"ledger_{log}", NEXT.format(log=log)
    append, update, delete = ((f"{table}_{what}", table) for what in ("append", "no_update", "no_delete"))
    truncate = (f"{table}_no_truncate", table)
    bound = ("specimen", "specimen_verdict")
    cascade = [] if log == "gongshi" else [(f"{t}_bound_truncate", t) for t in bound]
    case = "'', " if log == "anjuan" else ""
    old = f"(SELECT body FROM {table} WHERE seq = 2), (SELECT leaf FROM {table} WHERE seq = 2)"
    same = f"{following}, 9000000000000, 'x.y', 'o', 'g', {case}{old}"
    lite, pg = ("sqlite",), ("postgres",)
    return [
        Attack(f"{log}: update", f"UPDATE {table} SET org = 'x' WHERE seq = 1", (update,)),
        Attack(f"{log}: update of the number", f"UPDATE {table} SET seq = 77 WHERE seq = 2", (update,)),
        Attack(f"{log}: delete", f"DELETE FROM {table} WHERE seq = 2", (delete,)),
        Attack(f"{log}: gap", entry(log, "99"), (append,)),
        Attack(f"{log}: time going back", entry(log, following, ts="1"), (append,)),
        Attack(
            f"{log}: truncate", f"TRUNCATE {table}" + (" CASCADE" if cascade else ""), (truncate, *cascade), engines=pg
        ),
        Attack(f"{log}: replace an entry", entry(log, "1", verb="INSERT OR REPLACE"), (append, delete), engines=lite),
        Attack(
            f"{log}: replace with the pragma off",
            entry(log, "1", verb="REPLACE"),
            (append,),
            recursive=False,
            engines=lite,
        ),
        Attack(
            f"{log}: replace through the leaf", f"REPLACE INTO {table} VALUES ({same})", (append, delete), engines=lite
        ),
        Attack(
            f"{log}: replace through the leaf with the pragma off",
            f"REPLACE INTO {table} VALUES ({same})",
            (append,),
            recursive=False,
            engines=lite,
        ),
        Attack(
            f"{log}: upsert by number",
            entry(log, "1", end="ON CONFLICT (seq) DO UPDATE SET org = 'x'"),
            (append, update),
        ),
        Attack(
            f"{log}: upsert by leaf",
            f"INSERT INTO {table} VALUES ({same}) ON CONFLICT (leaf) DO UPDATE SET org = 'x'",
            (append, update) if SQLITE else (update,),
        ),
    ]


def verdict(what: str) -> tuple[tuple[str, str], ...]:
    return ((f"specimen_verdict_bound_{what}", "specimen_verdict"),)


def head(what: str) -> tuple[tuple[str, str], ...]:
    own = SQLITE or what == "truncate"
    return ((f"ledger_head_no_{what}" if own else "ledger_head_fixed", "ledger_head"),)


def bound_attacks() -> list[Attack]:
    insert, update, delete, truncate = (
        (f"specimen_bound_{what}", "specimen") for what in ("insert", "update", "delete", "truncate")
    )
    lite, pg = ("sqlite",), ("postgres",)
    return [
        Attack("row: update without an entry", f"UPDATE specimen SET fine = 0 WHERE id = '{ID}'", (update,)),
        Attack(
            "row: update under another's entry",
            f"UPDATE specimen SET fine = 0, ledger_seq = 2 WHERE id = '{ID}'",
            (update,),
        ),
        Attack("row: delete", f"DELETE FROM specimen WHERE id = '{OTHER}'", (delete,)),
        Attack("row: insert under another's entry", specimen("INSERT", id="9" * 32, code="z", seq="1"), (insert,)),
        Attack("row: truncate", "TRUNCATE specimen", (truncate,), engines=pg),
        Attack("row: replace", specimen("REPLACE", id=ID, code="a", seq="2"), (insert, delete), engines=lite),
        Attack(
            "row: replace with the pragma off",
            specimen("REPLACE", id=ID, code="a", seq="2"),
            (insert,),
            recursive=False,
            engines=lite,
        ),
        Attack(
            "row: replace through the second key",
            specimen("REPLACE", id="9" * 32, code="b", seq="2"),
            (insert, delete),
            engines=lite,
        ),
        Attack(
            "row: upsert",
            specimen("INSERT", id=ID, code="a", seq="2", end="ON CONFLICT (id) DO UPDATE SET fine = 0"),
            (insert, update),
        ),
        Attack(
            "row: update or replace",
            f"UPDATE OR REPLACE specimen SET code = 'b' WHERE id = '{ID}'",
            (update, delete),
            engines=lite,
        ),
        Attack("append-only row: update", "UPDATE specimen_verdict SET words = 'x'", verdict("update")),
        Attack("append-only row: delete", "DELETE FROM specimen_verdict", verdict("delete")),
        Attack("head: update", "UPDATE ledger_head SET log = 'x' WHERE log = 'anjuan'", head("update")),
        Attack("head: delete", "DELETE FROM ledger_head", head("delete")),
        Attack("head: insert", "INSERT INTO ledger_head VALUES ('third')", head("insert")),
        Attack("head: truncate", "TRUNCATE ledger_head", head("truncate"), engines=pg),
    ]


ENGINE = "sqlite" if SQLITE else "postgres"
ATTACKS = [a for a in [*log_attacks("anjuan"), *log_attacks("gongshi"), *bound_attacks()] if ENGINE in a.engines]


@pytest.fixture
def filled(stage: Stage, by: Any, now: Any) -> Stage:
    """Three entries in each log, two specimens under the first, a verdict under the second."""
    with act(type="case.opened", by=by, obj="o", now=now) as opened:
        opened.save(Specimen(id=ID, code="a"))
        opened.save(Specimen(id=OTHER, code="b"))
    with act(type="case.noted", by=by, obj="o", now=now) as opened:
        opened.save(Verdict(words="同意"))
    with act(type="case.noted", by=by, obj="o", now=now):
        pass
    for i in range(3):
        append_public(type="list.published", obj="l", org="o", data={"i": i}, now=now)
    return stage


def refused(stage: Stage, attack: Attack) -> str:
    """The error that the statement met, or '' when it went through."""
    with stage.owner(recursive=attack.recursive) as raw:
        try:
            raw.execute(attack.sql)
        except Exception as error:  # noqa: BLE001 any refusal, of either driver
            return str(error)
    return ""


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_a_rewrite_is_refused_by_each_of_its_guards_and_succeeds_without_them(filled: Stage, attack: Attack):
    assert refused(filled, attack)
    for kept in attack.guards:
        for guard in attack.guards:
            if guard != kept:
                filled.drop_trigger(*guard)
        assert refused(filled, attack), f"{kept[0]} alone does not refuse"
        if len(attack.guards) > 1:
            filled.as_owner(*restored(attack.guards, kept))
    for guard in attack.guards:
        filled.drop_trigger(*guard)
    assert refused(filled, attack) == ""


def restored(guards: tuple[tuple[str, str], ...], kept: tuple[str, str]) -> list[str]:
    """The CREATE statements of the guards that were dropped to try one alone."""
    names = {name for name, _ in guards if name != kept[0]}
    return [s for s in schema.statements(connection.vendor) if any(s.startswith(f"CREATE TRIGGER {n} ") for n in names)]


def test_a_row_under_an_entry_that_never_comes_fails_at_commit(filled: Stage):
    with filled.owner() as raw:
        raw.execute("BEGIN")
        raw.execute(specimen("INSERT", id="9" * 32, code="z", seq="3"))
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            raw.execute("COMMIT")


def test_a_duplicate_leaf_is_refused(filled: Stage):
    body = b'{"twice":1}'
    filled.as_owner(entry("anjuan", "3", body=body))
    with pytest.raises(Exception, match=r"叶子|leaf"):
        filled.as_owner(entry("anjuan", "4", body=body))


@pytest.mark.parametrize("body", [b"", b"x" * 65_536], ids=["empty", "too long"])
def test_a_body_outside_its_bounds_is_refused(filled: Stage, body: bytes):
    with pytest.raises(Exception, match=r"(?i)check"):
        filled.as_owner(entry("anjuan", "3", body=body))


def test_the_next_entry_itself_is_accepted(filled: Stage):
    filled.as_owner(entry("anjuan", "3"), entry("gongshi", "3"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM ledger_anjuan")
        assert cursor.fetchone() == (3,)
