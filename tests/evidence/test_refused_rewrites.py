"""Raw SQL against every table of evidence: the database refuses what the actions never offer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from mingjing.evidence import actions
from mingjing.evidence.models import Absence, Derivative, EvidenceItem, Mark, Recording, View
from mingjing.ledger.audit import audit
from tests.documents.conftest import World
from tests.evidence.conftest import OTHER

MODELS = (EvidenceItem, Recording, Mark, Absence, View, Derivative)
REFUSED = re.compile("不得|permission denied")  # the trigger, or on PostgreSQL already the grant
CHANGED = {
    EvidenceItem: "title = 'x'",
    Recording: "late = NOT late",
    Mark: "t = t + 1",
    Absence: "reason = 'x'",
    View: "person = 'x'",
    Derivative: "approver = 'x'",
}


@pytest.fixture
def filled(world: World, acting: Callable, kept: Callable, described: dict[str, Any], now: datetime) -> World:
    """One row in each table, each under an entry of its own."""
    original = kept()
    with acting() as opened:
        actions.record_evidence(opened, **described, blob=kept("small.jpg"), now=now)
    with acting(type="recording.stored") as opened:
        recording = actions.record_recording(
            opened, case=world.case, av_item="scene", blob=original, claimed_started_at=now - timedelta(hours=1),
            claimed_ended_at=now, operator=world.person.pk, now=now,
        )  # fmt: skip
    with acting(type="recording.marked") as opened:
        actions.record_mark(opened, recording=recording, t=1, label="出示证件", person=world.person.pk)
    with acting(type="evidence.absent") as opened:
        actions.record_absence(
            opened, case=world.case, av_item="interview", reason="设备故障，已报修", asked_by=world.person.pk,
            approved_by=OTHER, now=now,
        )  # fmt: skip
    actions.view_evidence(actor_by=world.by, case_id=world.case.pk, object_id=recording.pk, purpose="办案", now=now)
    with acting(type="evidence.derived") as opened:
        actions.record_derivative(
            opened, case=world.case, kind="clip", parent=original, blob=kept(mark="clip"), tool="ffmpeg", version="5",
            parameters={}, operator=world.person.pk, approver=OTHER,
        )  # fmt: skip
    assert all(model.objects.count() == 1 for model in MODELS)
    return world


def tried(sql: str) -> str:
    """What the database answers to the application's own connection; "" when it obeys."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return str(error)
    return ""


@pytest.mark.clause("R2.4", "R3.4")
@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_no_row_is_rewritten_moved_to_another_entry_or_deleted(filled: World, model: Any) -> None:
    table = model._meta.db_table
    before = list(model.objects.values())
    assert REFUSED.search(tried(f"UPDATE {table} SET {CHANGED[model]}"))
    moved = f"{CHANGED[model]}, ledger_seq = (SELECT max(seq) FROM ledger_anjuan) + 1"
    assert REFUSED.search(tried(f"UPDATE {table} SET {moved}"))
    assert REFUSED.search(tried(f"UPDATE {table} SET row_salt = row_salt"))
    assert REFUSED.search(tried(f"DELETE FROM {table}"))
    if connection.vendor == "postgresql":
        assert REFUSED.search(tried(f"TRUNCATE {table} CASCADE"))
    else:
        columns = ", ".join(f.column for f in model._meta.concrete_fields)
        next_entry = columns.replace("ledger_seq", "(SELECT max(seq) FROM ledger_anjuan) + 1")
        assert "不得顶替" in tried(f"REPLACE INTO {table} ({columns}) SELECT {next_entry} FROM {table}")
    assert list(model.objects.values()) == before
    assert audit() == []


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_no_row_enters_under_an_entry_that_already_stands(filled: World, model: Any) -> None:
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(f.column for f in fields)
    copied = columns.replace("number,", "number + 1,") if model is EvidenceItem else columns
    sql = (
        f"INSERT INTO {model._meta.db_table} (id, {columns}) SELECT '{'9' * 32}', {copied} FROM {model._meta.db_table}"
    )
    assert "登记" in tried(sql)
    assert model.objects.count() == 1


def test_a_kept_file_s_row_is_neither_rewritten_nor_deleted(filled: World) -> None:
    for sql in ("UPDATE vault_blob SET size = 1", "UPDATE vault_blob SET media_type = 'text/html'"):
        assert REFUSED.search(tried(sql))
    assert REFUSED.search(tried("DELETE FROM vault_blob"))


@pytest.mark.clause("R2.2")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda: (Absence.objects.get(), {"approved_by": Absence.objects.get().asked_by}, "absence_two_people"),
        lambda: (Absence.objects.get(), {"reason": ""}, "absence_has_reason"),
        lambda: (Derivative.objects.get(), {"approver": Derivative.objects.get().operator}, "derivative_two_people"),
        lambda: (Derivative.objects.get(), {"blob_id": Derivative.objects.get().parent_id}, "derivative_is_new"),
        lambda: (View.objects.get(), {"purpose": ""}, "view_has_purpose"),
        lambda: (Recording.objects.get(), {"late": True}, "recording_late_has_reason"),
        lambda: (
            Recording.objects.get(),
            {"claimed_ended_at": Recording.objects.get().claimed_started_at - timedelta(seconds=1)},
            "recording_ends_after_start",
        ),
        lambda: (EvidenceItem.objects.get(), {"note": "again"}, "number"),
    ],
    ids=["self-approved", "no reason", "own copy", "same bytes", "no purpose", "late", "backwards", "number twice"],
)
def test_the_database_itself_refuses_what_the_checks_refuse(filled: World, acting: Callable, spoil: Callable) -> None:
    """The actions are gone round: a new row is saved under an open act, with one value wrong."""
    row, wrong, constraint = spoil()
    row.pk, row._state.adding = "9" * 32, True
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint), acting(type="test.spoiled") as opened:
        opened.save(row)
