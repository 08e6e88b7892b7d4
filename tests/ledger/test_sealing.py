"""Sealing: what is signed was recomputed, what was signed is never taken back, and any stranger can check it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from mingjing.ledger import appending, heads, keys, reading, sealing
from mingjing.ledger.actions import act, append_public
from mingjing.ledger.levels import LevelsDamaged
from mingjing.ledger.models import AnjuanEntry
from mingjing.tlog import hashing, proofs
from mingjing.tlog.checkpoints import open_checkpoint
from mingjing.tlog.notes import Verifier
from tests.ledger.stage import SQLITE, Stage, blob


def leaves() -> list[bytes]:
    return [bytes(e.leaf) for e in AnjuanEntry.objects.order_by("seq")]


def test_a_checkpoint_is_signed_by_the_log_and_its_root_is_that_of_the_entries(stage, note, now):
    note(5)
    sealed = sealing.seal("anjuan", now)
    checkpoint, _ = open_checkpoint(sealed.note, [Verifier.parse(sealing.vkey("anjuan"))], "sanmenxia.example/anjuan")
    assert (checkpoint.size, checkpoint.root) == (sealed.size, sealed.root) == (5, hashing.root(leaves()))
    assert sealing.checkpoint("anjuan") == sealed.note
    assert sealing.sealed_size("anjuan") == 5


def test_an_empty_log_has_a_checkpoint_too(stage, now):
    assert sealing.sealed_size("gongshi") == 0
    with pytest.raises(sealing.NotSealed):
        sealing.checkpoint("gongshi")
    sealed = sealing.seal("gongshi", now)
    assert (sealed.size, sealed.root) == (0, hashing.EMPTY_ROOT)


def test_sealing_with_nothing_new_changes_no_byte(stage, note, now, home):
    note(3)
    first = sealing.seal("anjuan", now)
    before = contents(home)
    assert sealing.seal("anjuan", now + timedelta(hours=1)) == first
    assert contents(home) == before


def contents(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """Every file with its bytes and time of change, locks apart."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock"]
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def test_every_size_has_proofs_of_every_entry_and_of_every_growth(stage, note, now):
    roots = {}
    for size in range(1, 20):
        note()
        roots[size] = sealing.seal("anjuan", now).root
    hashes = leaves()
    for size, root in roots.items():
        for seq in range(size):
            proofs.verify_inclusion(hashes[seq], seq, size, sealing.prove("anjuan", seq, size), root)
        for old in range(1, size + 1):
            proofs.verify_consistency(old, size, sealing.prove_growth("anjuan", old, size), roots[old], root)
    with pytest.raises(sealing.NotSealed):
        sealing.prove("anjuan", 19)
    with pytest.raises(sealing.NotSealed):
        sealing.prove("anjuan", 0, 20)


def test_the_tree_costs_64_bytes_per_leaf(stage, note, now, home):
    note(64)
    sealing.seal("anjuan", now)
    size = sum(p.stat().st_size for p in (home / "levels" / "anjuan").iterdir())
    assert size == 32 * (2 * 64 - 1)


def test_sealing_inside_a_business_transaction_is_refused(stage, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        sealing.seal("anjuan", now)


def test_a_restored_old_database_is_refused(stage, note, now, tmp_path):
    note(10)
    old = database_copy(stage, tmp_path)
    note(3)
    sealing.seal("anjuan", now)
    restore(stage, old)
    with pytest.raises(sealing.RollbackError, match="只有 10 条"):
        sealing.seal("anjuan", now)
    note(3)  # as many as before, but not the same ones
    with pytest.raises(sealing.RollbackError, match="第 10 条"):
        sealing.seal("anjuan", now)
    note(10)  # more than before
    with pytest.raises(sealing.RollbackError, match="第 10 条"):
        sealing.seal("anjuan", now)


def database_copy(stage: Stage, folder: Path) -> str:
    """A backup of the database, the way an operator would make one."""
    connection.close()
    if SQLITE:
        target = str(folder / "backup.sqlite3")
        with stage.owner() as raw:
            raw.execute(f"VACUUM INTO '{target}'")
        return target
    from tests import cluster

    cluster.psql(f'CREATE DATABASE "{stage.name}_backup" OWNER mj_owner TEMPLATE "{stage.name}"')
    return f"{stage.name}_backup"


def restore(stage: Stage, backup: str) -> None:
    """Put the backup in the database's place."""
    connection.close()
    if SQLITE:
        for name in ("-wal", "-shm"):
            Path(stage.name + name).unlink(missing_ok=True)
        shutil.copy2(backup, stage.name)
    else:
        from tests import cluster

        cluster.psql(f'DROP DATABASE "{stage.name}" WITH (FORCE)')
        cluster.psql(f'ALTER DATABASE "{backup}" RENAME TO "{stage.name}"')


TAMPERING = {
    "body": (f"UPDATE ledger_anjuan SET body = {blob(b'{}')} WHERE seq = {{}}", r"leaf：叶子不是正文的哈希"),
    "leaf": (f"UPDATE ledger_anjuan SET leaf = {blob(b'x' * 32)} WHERE seq = {{}}", r"leaf：叶子不是正文的哈希"),
    "type": ("UPDATE ledger_anjuan SET type = 'x.y' WHERE seq = {}", r"type：与正文所载不一致"),
    "org": ("UPDATE ledger_anjuan SET org = 'x' WHERE seq = {}", r"org：与正文所载不一致"),
    "case": ("UPDATE ledger_anjuan SET case_id = 'x' WHERE seq = {}", r"case_id：与正文所载不一致"),
    "time": ("UPDATE ledger_anjuan SET ts_ms = 1 WHERE seq = {}", r"ts_ms：时间早于前一条"),
    "gone": ("DELETE FROM ledger_anjuan WHERE seq = {}", r"缺少第 7 条"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_new_entry_that_was_tampered_with_is_never_signed(stage, note, now, what):
    note(5)
    sealing.seal("anjuan", now)
    note(5)
    disarm(stage)
    statement, message = TAMPERING[what]
    stage.as_owner(statement.format(7))
    with pytest.raises(sealing.SealRefused, match=message):
        sealing.seal("anjuan", now)
    assert sealing.sealed_size("anjuan") == 5


def disarm(stage: Stage) -> None:
    """Take away the controls that would keep a tamperer of the database from tampering."""
    for what in ("append", "no_update", "no_delete"):
        stage.drop_trigger(f"ledger_anjuan_{what}", "ledger_anjuan")
    if not SQLITE:
        stage.as_owner("ALTER TABLE ledger_anjuan DROP CONSTRAINT ledger_anjuan_check")


def test_an_entry_whose_leaf_fits_but_whose_body_is_not_ours_is_never_signed(stage, note, now):
    note(2)
    disarm(stage)
    body = b'{"b":1,"a":2}'
    leaf = hashing.leaf_hash(body)
    stage.as_owner(f"UPDATE ledger_anjuan SET body = {blob(body)}, leaf = {blob(leaf)} WHERE seq = 1")
    with pytest.raises(sealing.SealRefused, match="正文不是规范的 JSON"):
        sealing.seal("anjuan", now)


def test_a_changed_entry_among_the_last_sealed_is_refused(stage, note, now):
    note(5)
    sealing.seal("anjuan", now)
    note(1)
    disarm(stage)
    stage.as_owner("UPDATE ledger_anjuan SET body = (SELECT body FROM ledger_anjuan WHERE seq = 2) WHERE seq = 1")
    with pytest.raises(sealing.RollbackError, match="第 1 条"):
        sealing.seal("anjuan", now)


def test_damaged_level_files_are_rebuilt_when_the_entries_give_the_sealed_root(stage, note, now, home):
    note(9)
    sealing.seal("anjuan", now)
    folder = home / "levels" / "anjuan"
    whole = {p.name: p.read_bytes() for p in folder.iterdir()}
    (folder / "03").write_bytes(b"x" * 32)
    (folder / "00").write_bytes(whole["00"][:64])
    (folder / "01").unlink()
    note(1)
    sealing.seal("anjuan", now)
    assert {p.name: p.read_bytes()[: len(whole[p.name])] for p in folder.iterdir()} == whole


def test_missing_level_files_are_told_by_a_proof(stage, note, now, home):
    note(9)
    sealing.seal("anjuan", now)
    shutil.rmtree(home / "levels" / "anjuan")
    with pytest.raises(LevelsDamaged):
        sealing.prove("anjuan", 3)


def test_a_lost_key_is_not_replaced_by_another(stage, note, now, home):
    note()
    sealing.seal("anjuan", now)
    key = home / "keys" / "anjuan.key"
    assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    note()
    with pytest.raises(keys.KeyProblem, match="不得另造"):
        sealing.seal("anjuan", now)
    assert not key.exists()


def test_a_head_of_another_key_or_another_content_is_refused(stage, note, now, home):
    note()
    sealing.seal("anjuan", now)
    path = home / "heads" / "anjuan.json"
    saved = json.loads(path.read_text())
    for name, value in (("size", 0), ("root", "00" * 32), ("note", saved["note"].replace("— ", "— x"))):
        path.write_text(json.dumps({**saved, name: value}))
        with pytest.raises(heads.HeadDamaged):
            sealing.seal("anjuan", now)
    path.write_text("{")
    with pytest.raises(heads.HeadDamaged):
        sealing.seal("anjuan", now)
    path.write_text(json.dumps(saved))
    (home / "keys" / "anjuan.key").unlink()
    keys.create("anjuan")
    with pytest.raises(heads.HeadDamaged, match="有效签名"):
        sealing.seal("anjuan", now)


def test_a_demonstration_never_signs_in_the_name_of_the_live_log(stage, note, now, settings):
    note()
    sealing.seal("anjuan", now)
    settings.LOG_ORIGIN_BASE = "sanmenxia.example/demo"
    assert keys.origin("anjuan") == "sanmenxia.example/anjuan/demo"
    with pytest.raises(keys.KeyProblem, match="sanmenxia.example/anjuan/demo"):
        sealing.seal("anjuan", now)


def test_both_logs_have_their_own_key_and_name(stage, now):
    assert append_public(type="list.published", obj="l", org="o", data={}, now=now) == 0
    sealed = sealing.seal("gongshi", now)
    assert sealed.note.startswith("sanmenxia.example/gongshi\n1\n")
    assert sealing.vkey("gongshi") != sealing.vkey("anjuan")


def test_waiting_entries_are_due_after_a_minute_or_256(stage, note, now):
    assert not sealing.due("anjuan", now)
    note(1)
    assert sealing.due("anjuan", now)
    sealing.seal("anjuan", now)
    note(1)
    assert not sealing.due("anjuan", now + timedelta(seconds=59))
    assert sealing.due("anjuan", now + timedelta(seconds=60))
    note(255)
    assert sealing.due("anjuan", now)


def test_a_long_log_is_sealed_as_a_stream(stage, by, now, long):
    """Peak memory of sealing does not grow with the number of entries."""
    import tracemalloc

    count = 100_000 if long else 12_000
    from mingjing.ledger.actions import append_many

    for _ in range(count // 2_000):
        append_many(type="feed.noted", by=by, items=[(f"o{i}", {"i": i}) for i in range(2_000)], now=now)
    tracemalloc.start()
    sealed = sealing.seal("anjuan", now)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sealed.size == count
    assert peak < 16_000_000
    assert sealed.root == hashing.root(line.leaf for line in reading.lines("anjuan", 0, count))


WRITER = """
import sys, datetime
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["mingjing.ledger"], DATABASES={{"default": {database!r}}}, USE_TZ=True,
                   HOME=__import__("pathlib").Path({home!r}), LOG_ORIGIN_BASE="sanmenxia.example")
django.setup()
from mingjing.ledger.actions import By, act
from mingjing.ledger import sealing
now = datetime.datetime(2026, 11, 23, 2, tzinfo=datetime.timezone.utc)
for i in range({rounds}):
    with act(type="case.noted", by=By("p", "H", "o"), obj="o", now=now):
        pass
    sealed = sealing.seal("anjuan", now)
    sys.stdout.write(f"{{sealed.size}} {{sealed.root.hex()}}\\n")
"""


def test_processes_that_append_and_seal_at_once_never_fork(stage, home, now, long):
    """Every root that any process signed is a root of the one tree; no entry is lost, none is doubled."""
    rounds, workers = (100, 8) if long else (15, 4)
    wanted = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    database = {k: v for k, v in connection.settings_dict.items() if k in wanted}
    connection.close()
    script = WRITER.format(database=database, home=str(home), rounds=rounds)
    running = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]
    signed: dict[int, set[str]] = {}
    for process in running:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err[-2000:]
        for line in out.splitlines():
            size, root = line.split()
            signed.setdefault(int(size), set()).add(root)
    hashes = leaves()
    assert len(hashes) == rounds * workers
    for size, roots in signed.items():
        assert roots == {hashing.root(hashes[:size]).hex()}


def test_time_of_entries_is_monotone_across_processes_with_different_clocks(stage, by, now):
    for hours in (0, -3, 5, -100, 2):
        with act(type="case.noted", by=by, obj="o", now=now + timedelta(hours=hours)):
            pass
    times = [e.ts_ms for e in AnjuanEntry.objects.order_by("seq")]
    assert times == sorted(times)
    assert times[-1] == appending.milliseconds(now + timedelta(hours=5))


def test_a_rule_is_asked_again_when_sealing(stage: Stage, note: Any, now: Any):
    """A decision written past the application, with a fitting leaf, is still not signed."""
    root = "ab" * 32
    note(type="review.passed", case="c1", text_root=root, purpose="final", basis="agree")
    seq = note(type="case.noted", case="c1")
    stage.drop_trigger("ledger_anjuan_no_update", "ledger_anjuan")
    content = AnjuanEntry.objects.get(seq=seq).content
    forged = appending.encode({**content, "type": "decision.issued", "data": {"text_root": "cd" * 32}})
    stage.as_owner(
        f"UPDATE ledger_anjuan SET type = 'decision.issued', body = {blob(forged)}, "
        f"leaf = {blob(hashing.leaf_hash(forged))} WHERE seq = {seq}"
    )
    with pytest.raises(sealing.SealRefused, match=r"decision\.follows-review"):
        sealing.seal("anjuan", now)
