"""One act, one transaction, one entry."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction

from mingjing.ledger import appending
from mingjing.ledger.actions import ActClosed, NestedAct, act, append_public
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.tlog import canon
from mingjing.tlog.hashing import leaf_hash
from tests.ledger.specimens.models import Specimen


def test_an_act_appends_exactly_one_entry_that_commits_to_every_column(stage, by, now):
    with act(type="case.opened", by=by, obj="o1", case="c1", data={"fine": 1}, now=now) as opened:
        row = opened.save(Specimen(code="甲", found_on=date(2026, 11, 2), opened_at=now, penalties=["fine"]))
        opened.data["late"] = True
    entry = AnjuanEntry.objects.get()
    content = entry.content
    assert (entry.seq, entry.type, entry.obj, entry.case, entry.org) == (0, "case.opened", "o1", "c1", by.org)
    assert bytes(entry.leaf) == leaf_hash(bytes(entry.body))
    assert canon.canonical(content) == bytes(entry.body)
    assert content["data"] == {"fine": 1, "late": True}
    assert set(content) == {
        "v", "suite", "seq", "ts", "org", "obj", "type", "data", "n",
        "actor", "actor_role", "case", "case_prev", "commit",
    }  # fmt: skip
    assert set(content["commit"]) == {f"specimen/{row.pk}"}
    assert set(content["commit"][f"specimen/{row.pk}"]) == {
        "row_salt", "code", "name", "fine", "open", "found_on", "opened_at", "penalties", "digest", "parent_id",
    }  # fmt: skip
    row.refresh_from_db()
    assert row.ledger_id == entry.seq
    assert len(bytes(row.row_salt)) == 32


def test_a_failed_act_leaves_neither_row_nor_entry(stage, by, now):
    with pytest.raises(ZeroDivisionError), act(type="case.opened", by=by, obj="o", now=now) as opened:
        opened.save(Specimen(code="甲"))
        raise ZeroDivisionError
    assert (Specimen.objects.count(), AnjuanEntry.objects.count()) == (0, 0)
    with act(type="case.opened", by=by, obj="o", now=now) as opened:
        assert opened.seq == 0


def test_an_act_inside_an_act_is_refused(stage, by, now):
    with (
        pytest.raises(NestedAct),
        act(type="case.opened", by=by, obj="o", now=now),
        act(type="case.edited", by=by, obj="o", now=now),
    ):
        pass
    assert AnjuanEntry.objects.count() == 0


def test_nothing_is_saved_under_an_act_that_has_ended(stage, by, now):
    with act(type="case.opened", by=by, obj="o", now=now) as opened:
        pass
    with pytest.raises(ActClosed):
        opened.save(Specimen(code="甲"))


def test_a_row_saved_twice_in_one_act_is_committed_to_as_it_ends(stage, by, now):
    with act(type="case.opened", by=by, obj="o", now=now) as opened:
        row = opened.save(Specimen(code="甲", fine=1))
        row.fine = 2
        opened.save(row)
    from mingjing.ledger.audit import audit

    assert Specimen.objects.get().fine == 2
    assert audit() == []


def test_ledger_time_never_goes_back_and_a_regressed_clock_is_written_down(stage, by, now):
    with act(type="case.noted", by=by, obj="o", now=now):
        pass
    with act(type="case.noted", by=by, obj="o", now=now - timedelta(hours=24)) as opened:
        assert opened.at == now
    first, second = AnjuanEntry.objects.order_by("seq")
    assert second.ts_ms == first.ts_ms == appending.milliseconds(now)
    assert "clock_regressed_ms" not in first.content["data"]
    assert second.content["data"] == {"clock_regressed_ms": 24 * 3600 * 1000}


def test_a_naive_time_is_refused(stage, by):
    with pytest.raises(ValueError), act(type="case.noted", by=by, obj="o", now=datetime(2026, 11, 23)):
        pass


def test_an_entry_over_65535_bytes_is_refused_with_its_size_and_nothing_is_written(stage, by, now):
    with (
        pytest.raises(appending.EntryTooLarge, match="65535"),
        act(type="case.noted", by=by, obj="o", data={"x": "y" * 65_535}, now=now) as opened,
    ):
        opened.save(Specimen(code="甲"))
    assert (Specimen.objects.count(), AnjuanEntry.objects.count()) == (0, 0)


def test_the_largest_entry_is_accepted(stage, by, now):
    with act(type="case.noted", by=by, obj="o", data={"x": ""}, now=now):
        pass
    room = 65_535 - len(bytes(AnjuanEntry.objects.get().body))
    with act(type="case.noted", by=by, obj="o", data={"x": "y" * room}, now=now):
        pass
    assert len(bytes(AnjuanEntry.objects.get(seq=1).body)) == 65_535


@pytest.mark.parametrize("value", [1.5, {"金额": 1}, 2**53, b"x"])
def test_data_without_a_canonical_form_is_refused(stage, by, now, value):
    with pytest.raises(canon.CanonError), act(type="case.noted", by=by, obj="o", data={"x": value}, now=now):
        pass


@pytest.mark.parametrize("name", ["", "case", "Case.opened", "case.", "案件.立案", "case opened"])
def test_a_type_is_noun_verb(stage, by, now, name):
    with pytest.raises(ValueError), act(type=name, by=by, obj="o", now=now):
        pass


def test_entries_of_a_case_name_the_one_before(stage, note):
    note(case="c1"), note(case="c2"), note(case="c1"), note()
    assert [e.content["case_prev"] for e in AnjuanEntry.objects.order_by("seq")] == [None, None, 0, None]


def test_two_equal_acts_have_different_leaves(stage, note):
    note(2)
    assert len({bytes(e.leaf) for e in AnjuanEntry.objects.all()}) == 2


def test_an_act_within_a_larger_transaction_is_undone_with_it(stage, by, now):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with act(type="case.noted", by=by, obj="o", now=now):
            pass
        raise ZeroDivisionError
    assert AnjuanEntry.objects.count() == 0


def test_a_public_entry_holds_neither_actor_nor_nonce(stage, now):
    assert append_public(type="publication.published", obj="p1", org="b" * 32, data={"page": "p1"}, now=now) == 0
    assert append_public(type="publication.corrected", obj="p1", org="b" * 32, data={"page": "p1"}, now=now) == 1
    first = GongshiEntry.objects.get(seq=0).content
    assert set(first) == {"v", "suite", "seq", "ts", "org", "obj", "type", "data"}


def test_a_bound_row_cannot_be_written_without_an_act(stage, note):
    note()
    with pytest.raises(Exception, match="必须随一条新的登记"):
        Specimen.objects.create(code="甲", ledger_id=0, row_salt=b"\0" * 32)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        Specimen.objects.create(code="甲", ledger_id=1, row_salt=b"\0" * 32)
    assert Specimen.objects.count() == 0
    assert connection.vendor in ("sqlite", "postgresql")
