"""Writers at once: appends stand in line, and no row hides under another's entry."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from mingjing.ledger.actions import act
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry
from tests.ledger.specimens.models import Specimen
from tests.ledger.stage import SQLITE, Stage, blob


def in_threads(count: int, work: Any) -> list[BaseException]:
    """Run ``work(i)`` in threads that start together; returns what they raised."""
    errors: list[BaseException] = []
    barrier = threading.Barrier(count)

    def one(i: int) -> None:
        try:
            barrier.wait()
            work(i)
        except BaseException as error:  # noqa: BLE001 reported to the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_acts_at_once_are_numbered_without_gap_and_each_keeps_its_row(stage: Stage, by: Any, now: Any, long: bool):
    rounds, writers = (40, 24) if long else (6, 8)

    def work(i: int) -> None:
        for j in range(rounds):
            with act(type="case.opened", by=by, obj="o", case=f"c{i}", now=now + timedelta(seconds=i)) as opened:
                opened.save(Specimen(code=f"{i}.{j}"))

    assert in_threads(writers, work) == []
    entries = list(AnjuanEntry.objects.order_by("seq"))
    assert [e.seq for e in entries] == list(range(rounds * writers))
    for i in range(writers):
        own = [e for e in entries if e.case == f"c{i}"]
        assert [e.content["case_prev"] for e in own] == [None, *[e.seq for e in own[:-1]]]
    assert audit() == []


@pytest.mark.skipif(SQLITE, reason="SQLite has one writer at a time")
def test_a_row_cannot_slip_in_under_the_entry_of_another_transaction(stage: Stage, by: Any, now: Any):
    """Raw SQL beside an open act: it waits for the act, and is then refused."""
    row = (
        "INSERT INTO specimen (id, row_salt, code, name, fine, open, penalties, digest, scratch, ledger_seq) VALUES "
        f"('{'9' * 32}', {blob(b'0' * 32)}, 'z', 'n', 1, true, '[]', {blob(b'1')}, '', 0)"
    )
    outcome: list[str] = []

    def slip() -> None:
        try:
            stage_owner.execute(row)
            outcome.append("written")
        except Exception as error:  # noqa: BLE001 the driver's refusal is what is looked at
            outcome.append(str(error))

    with stage.owner() as stage_owner:
        with act(type="case.opened", by=by, obj="o", now=now) as opened:
            opened.save(Specimen(code="a"))
            thread = threading.Thread(target=slip)
            thread.start()
            thread.join(timeout=0.5)
            assert thread.is_alive(), "the slipping write waits for the act"
        thread.join()
    assert "必须随一条新的登记" in outcome[0]
    assert audit() == []
