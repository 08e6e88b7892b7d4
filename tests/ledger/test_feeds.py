"""Bulk appending writes the same entries as one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mingjing.ledger import appending, feeds, sealing
from mingjing.ledger.actions import act, append_many
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry
from mingjing.tlog import canon


def test_a_feed_writes_canonical_entries_in_order_whatever_their_text(stage, by, now, monkeypatch):
    monkeypatch.setattr(feeds, "CHUNK", 7)
    items = [(f'o"{i}\\公', {"i": i, "s": '引"号\n\x01'}) for i in range(20)]
    with act(type="case.noted", by=by, obj="o", now=now):
        pass
    assert append_many(type="traffic.penalty", by=by, items=iter(items), now=now) == range(1, 21)
    entries = list(AnjuanEntry.objects.order_by("seq"))[1:]
    assert [(e.obj, e.content["data"]) for e in entries] == items
    assert all(canon.canonical(e.content) == bytes(e.body) for e in entries)
    assert entries[0].content.keys() == AnjuanEntry.objects.get(seq=0).content.keys()
    assert len({e.content["n"] for e in entries}) == 20
    assert sealing.seal("anjuan", now).size == 21
    assert audit() == []


def test_a_feed_is_all_or_nothing(stage, by, now):
    items = [("o", {}), ("o", {"x": "y" * appending.MAX_BODY})]
    with pytest.raises(appending.EntryTooLarge):
        append_many(type="traffic.penalty", by=by, items=items, now=now)
    with pytest.raises(canon.CanonError):
        append_many(type="traffic.penalty", by=by, items=[("o", {}), ("o", {"x": 0.5})], now=now)
    assert AnjuanEntry.objects.count() == 0


def test_what_a_rule_judges_is_not_fed(stage, by, now):
    with pytest.raises(ValueError, match="逐件办理"):
        append_many(type="decision.issued", by=by, items=[("o", {})], now=now)


def test_a_regressed_clock_is_noted_on_the_first_entry_of_a_feed(stage, by, now):
    append_many(type="traffic.penalty", by=by, items=[("o", {})], now=now)
    append_many(type="traffic.penalty", by=by, items=[("o", {}), ("o", {})], now=now - timedelta(seconds=2))
    datas = [e.content["data"] for e in AnjuanEntry.objects.order_by("seq")]
    assert datas == [{}, {"clock_regressed_ms": 2000}, {}]


def test_an_empty_feed_writes_nothing(stage, by, now):
    assert len(append_many(type="traffic.penalty", by=by, items=[], now=now)) == 0
