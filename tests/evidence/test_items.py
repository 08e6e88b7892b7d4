"""Evidence: bound to an entry column by column, complete, numbered, corrected beside and never over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from mingjing.evidence import actions, queries
from mingjing.evidence.checks import Incomplete
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry
from tests.documents.conftest import World
from tests.evidence.conftest import OTHER


@pytest.mark.clause("R0.1", "R2.4")
def test_evidence_is_bound_to_its_entry_by_hash_and_column_by_column(
    world: World, acting: Callable, kept: Callable, described: dict[str, Any], now: datetime
) -> None:
    blob = kept()
    with acting() as opened:
        item = actions.record_evidence(opened, **described | {"kind": "audiovisual"}, blob=blob, now=now)
    entry = AnjuanEntry.objects.latest("seq")
    assert item.ledger_id == entry.seq
    assert entry.content["data"] == {"evidence": item.pk, "number": 1, "kind": "audiovisual", "sha256": blob.sha256}
    columns = set(entry.content["commit"][f"evidence_evidenceitem/{item.pk}"])
    assert columns >= {"case_id", "number", "kind", "title", "proves", "source", "obtained_by", "blob_id", "note"}
    assert (item.size, item.media_type) == (blob.size, "video/mp4")
    assert audit() == []


def test_items_are_numbered_within_their_case(acting: Callable, described: dict[str, Any], now: datetime) -> None:
    for number in (1, 2, 3):
        with acting() as opened:
            assert actions.record_evidence(opened, **described, now=now).number == number
    assert queries.summary(described["case"].pk) == (3, False)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "  ", "填写证据名称"),
        ("proves", "", "填写证明对象"),
        ("source", "", "填写来源"),
        ("kind", "rumour", "选择证据种类"),
        ("kind", "electronic", "电子数据要上传原始文件"),
        ("kind", "audiovisual", "视听资料要上传原始文件"),
        ("obtained_on", None, "填写取得日期"),
        ("obtained_on", date(2026, 11, 24), "不能晚于今天"),
        ("obtained_by", [], "填写取证人员"),
        ("original_or_copy", "photo", "选择原件或者复制件"),
        ("original_or_copy", "copy", "复制件要注明出处"),
    ],
)
def test_incomplete_evidence_says_which_field_and_how_and_writes_nothing(
    acting: Callable, described: dict[str, Any], now: datetime, field: str, value: Any, said: str
) -> None:
    before = AnjuanEntry.objects.count()
    with pytest.raises(Incomplete) as refused, acting() as opened:
        actions.record_evidence(opened, **described | {field: value}, now=now)
    (name,) = refused.value.problems
    assert name == {"electronic": "blob", "audiovisual": "blob", "copy": "note"}.get(str(value), field)
    assert said in refused.value.problems[name]
    assert (AnjuanEntry.objects.count(), queries.items(described["case"].pk)) == (before, [])


def test_every_missing_field_is_told_at_once(acting: Callable, world: World, now: datetime) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("kind", "title", "proves", "source"), "")
    with pytest.raises(Incomplete) as refused, acting() as opened:
        actions.record_evidence(opened, case=world.case, **nothing, obtained_on=None, obtained_by=[], now=now)  # type: ignore[arg-type]
    assert set(refused.value.problems) == {"kind", "title", "proves", "source", "obtained_on", "obtained_by"}


def test_the_beijing_date_counts_and_not_the_utc_date(acting: Callable, described: dict[str, Any]) -> None:
    late_evening = datetime.fromisoformat("2026-11-23T17:00:00+00:00")  # 24 November in Beijing
    with acting() as opened:
        actions.record_evidence(opened, **described | {"obtained_on": date(2026, 11, 24)}, now=late_evening)


@pytest.mark.clause("R2.4")
def test_a_correction_stands_beside_the_first_description_over_the_same_bytes(
    world: World, acting: Callable, kept: Callable, described: dict[str, Any], now: datetime
) -> None:
    with acting() as opened:
        first = actions.record_evidence(opened, **described, blob=kept("small.jpg"), now=now)
    with acting() as opened:
        actions.record_evidence(opened, **described | {"title": "现场照片"}, now=now)
    with acting(type="evidence.corrected") as opened:
        second = actions.record_correction(opened, item=first, title="营业执照副本复印件", now=now)
    with acting(type="evidence.corrected") as opened:
        third = actions.record_correction(opened, item=second, proves="主体资格和经营范围", now=now)
    assert [(i.number, i.revision, i.title) for i in queries.history(world.case.pk, 1)] == [
        (1, 0, "营业执照复印件"),
        (1, 1, "营业执照副本复印件"),
        (1, 2, "营业执照副本复印件"),
    ]
    assert queries.items(world.case.pk)[0] == third and third.blob_id == first.blob_id
    assert [i.number for i in queries.items(world.case.pk)] == [1, 2]
    assert queries.summary(world.case.pk)[0] == 2
    assert opened.data["corrects"] == second.pk
    assert audit() == []


def test_a_correction_may_not_change_the_file_nor_leave_a_gap(
    acting: Callable, kept: Callable, described: dict[str, Any], now: datetime
) -> None:
    with acting() as opened:
        item = actions.record_evidence(opened, **described, blob=kept("small.jpg"), now=now)
    with pytest.raises(TypeError, match="blob"), acting() as opened:
        actions.record_correction(opened, item=item, blob=kept("small.png"), now=now)
    with pytest.raises(Incomplete, match="填写证明对象"), acting() as opened:
        actions.record_correction(opened, item=item, proves=" ", now=now)


def test_an_object_is_found_only_in_its_own_case(
    world: World, acting: Callable, kept: Callable, described: dict[str, Any], now: datetime
) -> None:
    with acting() as opened:
        without_file = actions.record_evidence(opened, **described, now=now)
    with acting() as opened:
        with_file = actions.record_evidence(opened, **described, blob=kept("small.pdf"), now=now)
    shown = queries.shown(world.case.pk, with_file.pk)
    assert (shown.media_type, shown.original, shown.sha256) == ("application/pdf", True, with_file.blob_id)
    for case_id, object_id in ((OTHER, with_file.pk), (world.case.pk, without_file.pk), (world.case.pk, OTHER)):
        with pytest.raises(queries.NoSuchObject):
            queries.shown(case_id, object_id)
    assert queries.holds(world.case.pk, with_file.blob_id) and not queries.holds(OTHER, with_file.blob_id)


def test_an_expert_opinion_counts_by_its_last_description(
    acting: Callable, kept: Callable, described: dict[str, Any], now: datetime
) -> None:
    with acting() as opened:
        item = actions.record_evidence(opened, **described | {"kind": "expert"}, blob=kept("small.jpg"), now=now)
    assert queries.summary(described["case"].pk) == (1, True)
    with acting(type="evidence.corrected") as opened:
        actions.record_correction(opened, item=item, kind="documentary", now=now)
    assert queries.summary(described["case"].pk) == (1, False)
