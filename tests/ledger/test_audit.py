"""The audit names table, row and column of any single change made behind the ledger's back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection

from mingjing.config.cli import main
from mingjing.ledger import appending, sealing
from mingjing.ledger.actions import act, append_public
from mingjing.ledger.audit import Difference, audit
from mingjing.ledger.models import AnjuanEntry
from mingjing.tlog import hashing
from tests.ledger.specimens.models import Specimen, Verdict
from tests.ledger.stage import SQLITE, Stage, blob

ID = "0123456789abcdef0123456789abcdef"
TWO = "fedcba9876543210fedcba9876543210"


@pytest.fixture
def filled(stage: Stage, by: Any, now: Any) -> Stage:
    """Two specimens, one of them written twice, a verdict; sealed; then one entry more."""
    with act(type="case.opened", by=by, obj="o", now=now) as opened:
        first = opened.save(Specimen(id=ID, code="a", found_on=date(2026, 11, 2), opened_at=now, penalties=[{"罚": 1}]))
        opened.save(Specimen(id=TWO, code="b", parent=first))
    with act(type="case.edited", by=by, obj="o", now=now) as opened:
        first.fine = 7
        opened.save(first)
        opened.save(Verdict(words="同意"))
    append_public(type="list.published", obj="l", org="o", data={"i": 1}, now=now)
    sealing.seal("anjuan", now)
    sealing.seal("gongshi", now)
    with act(type="case.noted", by=by, obj="o", now=now):
        pass
    for name in ("insert", "update", "delete"):
        stage.drop_trigger(f"specimen_bound_{name}", "specimen")
    for log in ("anjuan", "gongshi"):
        for name in ("append", "no_update", "no_delete"):
            stage.drop_trigger(f"ledger_{log}_{name}", f"ledger_{log}")
        if not SQLITE:
            stage.as_owner(f"ALTER TABLE ledger_{log} DROP CONSTRAINT ledger_{log}_check")
    return stage


def found() -> list[tuple[str, str, str]]:
    return [(d.table, d.row, d.column) for d in audit()]


def test_an_untouched_database_has_no_difference(filled: Stage):
    assert audit() == []


CHANGES = {
    "row_salt": blob(b"x" * 32),
    "code": "'A'",
    "name": "'三门峡某食品店 '",
    "fine": "6",
    "open": "0" if SQLITE else "false",
    "found_on": "'2026-11-03'",
    "opened_at": "'2026-11-23 01:30:00.000001'" if SQLITE else "'2026-11-23 01:30:00.000001+00'",
    "penalties": """'[{"罚":2}]'""",
    "digest": blob(b"\x01\x03"),
    "parent_id": f"'{ID}'",
    "ledger_seq": "0",
}


def test_every_bound_column_is_tried(filled: Stage):
    columns = {f.column for f in Specimen._meta.concrete_fields} - {"id", "scratch"}
    assert set(CHANGES) == columns


@pytest.mark.parametrize("column", CHANGES)
def test_any_single_changed_column_is_named(filled: Stage, column: str):
    filled.as_owner(f"UPDATE specimen SET {column} = {CHANGES[column]} WHERE id = '{ID}'")
    assert found() == [("specimen", ID, column)]


@pytest.mark.parametrize("column", ["found_on", "opened_at", "parent_id"])
def test_a_column_emptied_is_named(filled: Stage, column: str):
    row = TWO if column == "parent_id" else ID
    filled.as_owner(f"UPDATE specimen SET {column} = NULL WHERE id = '{row}'")
    assert found() == [("specimen", row, column)]


@pytest.mark.skipif(not SQLITE, reason="PostgreSQL's types refuse such values")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("found_on", "'昨天'"), ("opened_at", "'x'"), ("penalties", "'{'"), ("fine", "6.5"), ("fine", "'many'"),
        ("open", "2"), ("code", "X'61'"), ("name", "X'FF'"), ("digest", "'text'"), ("ledger_seq", "99"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_named_and_stops_nothing(filled: Stage, column: str, value: str):
    with filled.owner() as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(f"UPDATE specimen SET {column} = {value} WHERE id = '{ID}'")
        raw.execute(f"UPDATE specimen SET fine = 1 WHERE id = '{TWO}'")
    assert found() == [("specimen", ID, column), ("specimen", TWO, "fine")]


def test_an_unbound_column_is_nobodys_business(filled: Stage):
    filled.as_owner("UPDATE specimen SET scratch = 'x'")
    assert audit() == []


def test_a_missing_row_is_named(filled: Stage):
    filled.as_owner(f"DELETE FROM specimen WHERE id = '{TWO}'")
    assert audit() == [Difference("specimen", TWO, "", "这一行不见了（第 0 条登记过）")]


def test_a_row_that_no_entry_wrote_is_named(filled: Stage):
    filled.as_owner(
        "INSERT INTO specimen (id, row_salt, code, name, fine, open, penalties, digest, scratch, ledger_seq) "
        f"SELECT '{'9' * 32}', row_salt, 'z', name, fine, open, penalties, digest, scratch, 2 FROM specimen "
        f"WHERE id = '{ID}'"
    )
    assert audit() == [Difference("specimen", "9" * 32, "", "没有任何登记写过这一行")]


def test_a_renamed_row_is_both_missing_and_unknown(filled: Stage):
    filled.as_owner(f"UPDATE specimen SET id = '{'9' * 32}' WHERE id = '{TWO}'")
    assert found() == [("specimen", "9" * 32, ""), ("specimen", TWO, "")]


def test_an_older_state_of_a_row_is_found_although_an_entry_once_committed_to_it(filled: Stage, by: Any, now: Any):
    with filled.owner() as raw:
        salt, fine = raw.execute(f"SELECT row_salt, fine FROM specimen WHERE id = '{ID}'").fetchone()
    with act(type="case.edited", by=by, obj="o", now=now) as opened:
        row = Specimen.objects.get(pk=ID)
        row.fine = 8
        opened.save(row)
    filled.as_owner(
        f"UPDATE specimen SET fine = {fine}, row_salt = {blob(bytes(salt))}, ledger_seq = 1 WHERE id = '{ID}'"
    )
    assert found() == [("specimen", ID, "ledger_seq"), ("specimen", ID, "row_salt")]


ENTRY_CHANGES = {
    "body": ("body", blob(b"{}"), [("1", "body"), ("1", "body"), ("", "root")]),
    "leaf": ("leaf", blob(b"x" * 32), [("1", "leaf")]),
    "type": ("type", "'x.y'", [("1", "type")]),
    "obj": ("obj", "'x'", [("1", "obj")]),
    "org": ("org", "'x'", [("1", "org")]),
    "time": ("ts_ms", "1", [("1", "ts_ms"), ("1", "ts_ms")]),
    "case": ("case_id", "'x'", [("1", "case_id")]),
}


@pytest.mark.parametrize("what", ENTRY_CHANGES)
def test_any_single_changed_column_of_an_entry_is_named(filled: Stage, what: str):
    column, value, expected = ENTRY_CHANGES[what]
    filled.as_owner(f"UPDATE ledger_anjuan SET {column} = {value} WHERE seq = 1")
    inside = [(d.row, d.column) for d in audit() if d.table == "ledger_anjuan"]
    assert sorted(inside) == sorted(expected)


def test_a_body_and_its_leaf_changed_together_are_found_against_the_seal(filled: Stage):
    content = AnjuanEntry.objects.get(seq=1).content
    body = appending.encode({**content, "data": {"fine": 0}})
    filled.as_owner(
        f"UPDATE ledger_anjuan SET body = {blob(body)}, leaf = {blob(hashing.leaf_hash(body))} WHERE seq = 1"
    )
    assert found() == [("ledger_anjuan", "1", "leaf"), ("ledger_anjuan", "1", "body"), ("ledger_anjuan", "", "root")]


def test_a_deleted_entry_is_named(filled: Stage):
    filled.as_owner("DELETE FROM ledger_gongshi WHERE seq = 0")
    assert ("ledger_gongshi", "0", "") in found()


def test_a_changed_unsealed_entry_is_found_by_its_leaf(filled: Stage):
    filled.as_owner("UPDATE ledger_anjuan SET body = (SELECT body FROM ledger_anjuan WHERE seq = 1) WHERE seq = 2")
    assert ("ledger_anjuan", "2", "leaf") in found()


def test_a_flipped_bit_in_a_level_file_is_named(filled: Stage, home: Any):
    path = home / "levels" / "anjuan" / "01"
    data = bytearray(path.read_bytes())
    data[5] ^= 1
    path.write_bytes(data)
    assert found() == [("ledger_anjuan", "0", "levels/01")]


def test_a_forged_head_is_named(filled: Stage, home: Any):
    path = home / "heads" / "anjuan.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "size": 1}))
    assert ("ledger_anjuan", "", "head") in found()


def test_a_decision_without_its_review_is_found_over_the_whole_log(filled: Stage):
    """Layer 5 of the gate: written and signed past everything, still found."""
    content = AnjuanEntry.objects.get(seq=2).content
    body = appending.encode({**content, "type": "decision.issued", "case": "c", "data": {"text_root": "ab" * 32}})
    filled.as_owner(
        f"UPDATE ledger_anjuan SET type = 'decision.issued', case_id = 'c', body = {blob(body)}, "
        f"leaf = {blob(hashing.leaf_hash(body))} WHERE seq = 2"
    )
    assert [(d.row, d.column) for d in audit()] == [("2", "type")]
    assert "法制审核" in audit()[0].why


def test_the_audit_keeps_no_writer_out(filled: Stage):
    """It reads one snapshot in a transaction that only reads, and leaves none behind."""
    audit()
    assert not connection.in_atomic_block
    filled.as_owner("UPDATE specimen SET scratch = 'y'")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run ``mingjing log …`` in this process; returns (exit code, output)."""

    def run(*args: str) -> tuple[int, str]:
        monkeypatch.setattr("django.setup", lambda: None)
        code = main(["log", *args])
        return code, capsys.readouterr().out

    return run


def test_the_command_prints_each_difference_and_exits_1(filled: Stage, command: Any):
    assert command("audit") == (0, "anjuan：3 条，已封存 2 条\ngongshi：1 条，已封存 1 条\n核查完毕：全部一致\n")
    filled.as_owner(f"UPDATE specimen SET fine = 6 WHERE id = '{ID}'")
    code, out = command("audit")
    assert code == 1
    assert f"不一致：表 specimen　行 {ID}　列 fine　与第 1 条登记的值不同" in out
    code, out = command("audit", "--json")
    answer = json.loads(out)
    assert (code, answer["ok"], len(out.splitlines())) == (1, False, 1)
    assert answer["differences"] == [{"table": "specimen", "row": ID, "column": "fine", "why": "与第 1 条登记的值不同"}]


def test_the_command_gives_keys_checkpoints_seals_and_proofs(filled: Stage, command: Any):
    code, out = command("vkey", "--log", "anjuan")
    assert (code, out) == (0, sealing.vkey("anjuan") + "\n")
    assert len(command("vkey")[1].splitlines()) == 2
    assert command("seal")[0] == 0
    assert command("checkpoint", "--log", "anjuan")[1].startswith("sanmenxia.example/anjuan\n3\n")
    code, out = command("prove", "1")
    header, index, *hashes = out.split("\n\n")[0].split("\n")
    assert (header, index, len(hashes)) == ("c2sp.org/tlog-proof@v1", "index 1", 2)
    assert out.endswith(sealing.checkpoint("anjuan"))
    code, out = command("prove", "1", "--json")
    assert json.loads(out)["size"] == 3
    assert command("prove", "9")[0] == 1
