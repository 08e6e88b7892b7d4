"""Recordings: claims beside our receipt, lateness by the plan; absences and derivatives by two people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from mingjing.evidence import actions, queries
from mingjing.evidence.checks import Incomplete
from mingjing.evidence.models import View
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry
from tests.documents.conftest import World
from tests.evidence.conftest import OTHER


def at(text: str) -> datetime:
    """A moment of November 2026, Beijing time: "22 16:05"."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-11-{day}T{clock}:00+08:00")


@pytest.fixture
def claimed(world: World, now: datetime) -> dict[str, Any]:
    """The claims of one recording of this morning."""
    return {
        "case": world.case,
        "av_item": "scene",
        "claimed_started_at": now - timedelta(hours=1),
        "claimed_ended_at": now - timedelta(minutes=20),
        "operator": world.person.pk,
        "device_no": " JY-0311 ",
        "sequence_no": 7,
        "marks": [{"t": 58, "label": "出示执法证件"}],
    }


@pytest.mark.clause("R0.1", "R2.4", "R4.2")
def test_a_recording_is_bound_to_its_entry_with_claims_and_receipt_apart(
    acting: Callable, kept: Callable, claimed: dict[str, Any], now: datetime
) -> None:
    blob = kept(at=now)
    with acting(type="recording.stored") as opened:
        row = actions.record_recording(opened, **claimed, blob=blob, now=now + timedelta(minutes=3))
    entry = AnjuanEntry.objects.latest("seq")
    assert entry.content["data"] == {"recording": row.pk, "av_item": "scene", "sha256": blob.sha256, "late": False}
    columns = set(entry.content["commit"][f"evidence_recording/{row.pk}"])
    assert columns >= {"blob_id", "received_at", "claimed_started_at", "claimed_ended_at", "marks", "late", "operator"}
    assert (row.ledger_id, row.received_at, row.device_no) == (entry.seq, now, "JY-0311")
    assert not row.clock_ahead
    assert audit() == []


@pytest.mark.clause("R4.2")
@pytest.mark.parametrize(
    ("ended", "returned", "received", "reason_needed", "late"),
    [
        ("22 16:00", None, "22 23:59", False, False),  # the same Beijing day
        ("22 23:50", None, "23 00:10", True, False),  # past midnight, within 24 hours of its end
        ("20 16:00", "22 18:00", "23 09:30", True, False),  # away, stored 15.5 hours after the return
        ("20 16:00", "22 09:30", "23 09:30", True, False),  # 24 hours to the minute
        ("20 16:00", "22 09:29", "23 09:30", True, True),  # a minute more
        ("20 16:00", None, "22 09:30", True, True),  # no return stated: counted from its end
    ],
)
def test_lateness_follows_our_receipt_the_beijing_day_and_the_return(
    acting: Callable,
    kept: Callable,
    claimed: dict[str, Any],
    now: datetime,
    ended: str,
    returned: str | None,
    received: str,
    reason_needed: bool,
    late: bool,
) -> None:
    values = claimed | {
        "claimed_started_at": at(ended) - timedelta(minutes=30),
        "claimed_ended_at": at(ended),
        "returned_at": at(returned) if returned else None,
        "blob": kept(at=at(received), mark=f"{ended} {returned} {received}"),
    }
    if reason_needed:
        with pytest.raises(Incomplete) as refused, acting() as opened:
            actions.record_recording(opened, **values, now=now)
        assert set(refused.value.problems) == {"late_reason"}
        assert "三政办〔2019〕16号三(二)4" in refused.value.problems["late_reason"]
        with pytest.raises(Incomplete), acting() as opened:
            actions.record_recording(opened, **values, late_reason="   ", now=now)
        values["late_reason"] = "在山区执法，次日返回单位"
    with acting() as opened:
        row = actions.record_recording(opened, **values, now=now)
    assert (row.late, opened.data["late"]) == (late, late)
    assert list(queries.late(at("01 00:00"))) == ([row] if late else [])


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"av_item": ""}, "av_item", "选择音像记录事项"),
        ({"operator": ""}, "operator", "填写记录人"),
        ({"blob": None}, "blob", "上传原始音像文件"),
        ({"blob": "small.pdf"}, "blob", "应为录像、录音或者照片"),
        ({"claimed_started_at": None}, "claimed_started_at", "填写记录开始时间"),
        ({"claimed_ended_at": None}, "claimed_ended_at", "填写记录结束时间"),
        ({"claimed_ended_at": at("23 08:00")}, "claimed_ended_at", "不能早于开始时间"),
        ({"returned_at": at("23 09:00")}, "returned_at", "不能早于记录结束时间"),
        ({"returned_at": at("23 09:31")}, "returned_at", "不能晚于现在"),
        ({"device_no": " "}, "device_no", "填写设备编号"),
        ({"retention": "ever"}, "retention", "选择保存期限"),
        ({"marks": [{"t": -1, "label": "出示证件"}]}, "marks", "整秒"),
        ({"marks": [{"t": 1.5, "label": "出示证件"}]}, "marks", "整秒"),
        ({"marks": [{"t": 1, "label": ""}]}, "marks", "说明"),
        ({"marks": [{"t": 1}]}, "marks", "说明"),
    ],
)
def test_an_incomplete_recording_says_which_field_and_how_and_writes_nothing(
    acting: Callable,
    kept: Callable,
    claimed: dict[str, Any],
    now: datetime,
    changes: dict[str, Any],
    field: str,
    said: str,
) -> None:
    values = claimed | {"blob": "small.mp4"} | changes
    if values["blob"]:
        values["blob"] = kept(values["blob"])
    before = AnjuanEntry.objects.count()
    with pytest.raises(Incomplete) as refused, acting() as opened:
        actions.record_recording(opened, **values, now=now)
    assert set(refused.value.problems) == {field}
    assert said in refused.value.problems[field]
    assert (AnjuanEntry.objects.count(), queries.recordings(claimed["case"].pk)) == (before, [])


def test_a_device_clock_that_runs_ahead_is_shown_as_such(
    acting: Callable, kept: Callable, claimed: dict[str, Any], now: datetime
) -> None:
    ahead = {"claimed_started_at": now, "claimed_ended_at": now + timedelta(hours=1)}
    with acting() as opened:
        row = actions.record_recording(opened, **claimed | ahead, blob=kept(), now=now)
    assert row.clock_ahead and not row.late


def test_marks_noted_later_join_those_of_the_recording_by_time(
    acting: Callable, kept: Callable, claimed: dict[str, Any], now: datetime, world: World
) -> None:
    with acting() as opened:
        row = actions.record_recording(opened, **claimed, blob=kept(), now=now)
    for t, label in ((90, "清点物品"), (12, " 到达现场 ")):
        with acting(type="recording.marked") as opened:
            actions.record_mark(opened, recording=row, t=t, label=label, person=world.person.pk)
    assert [(m["t"], m["label"]) for m in queries.marks(row)] == [
        (12, "到达现场"),
        (58, "出示执法证件"),
        (90, "清点物品"),
    ]
    with pytest.raises(Incomplete), acting() as opened:
        actions.record_mark(opened, recording=row, t=8 * 86_400, label="太晚", person=world.person.pk)


def test_files_a_device_never_delivered_show_as_gaps_and_twice_numbered_ones_as_doubled(
    acting: Callable, kept: Callable, claimed: dict[str, Any], now: datetime
) -> None:
    for number, mark in ((3, "a"), (4, "b"), (7, "c"), (4, "d"), (9, "e")):
        with acting() as opened:
            actions.record_recording(opened, **claimed | {"sequence_no": number}, blob=kept(mark=mark), now=now)
    assert queries.device_gaps("JY-0311") == [(5, 6), (8, 8)]
    assert queries.doubled("JY-0311") == [4]
    assert queries.device_gaps("JY-0312") == []


@pytest.mark.clause("R2.2")
def test_an_absence_needs_a_reason_and_another_person_s_approval(acting: Callable, world: World, now: datetime) -> None:
    me, given = world.person.pk, {"case": world.case, "av_item": "interview", "now": now}
    reason = "询问室设备故障，已报修"
    for changes, field in (
        ({"asked_by": me, "approved_by": me, "reason": reason}, "approved_by"),
        ({"asked_by": me, "approved_by": "", "reason": reason}, "approved_by"),
        ({"asked_by": me, "approved_by": OTHER, "reason": " 故障 "}, "reason"),
        ({"asked_by": me, "approved_by": OTHER, "reason": reason, "av_item": ""}, "av_item"),
    ):
        with pytest.raises(Incomplete) as refused, acting() as opened:
            actions.record_absence(opened, **given | changes)
        assert set(refused.value.problems) == {field}
    with acting(type="evidence.absent") as opened:
        row = actions.record_absence(opened, **given, asked_by=me, approved_by=OTHER, reason=reason)
    assert opened.data == {"absence": row.pk, "av_item": "interview", "asked_by": me, "approved_by": OTHER}
    assert queries.absences(world.case.pk) == [row]
    assert queries.recorded(world.case.pk) == (frozenset(), frozenset({"interview"}))
    assert audit() == []


@pytest.mark.clause("R3.4")
def test_opening_an_object_is_an_act_of_its_own_with_person_and_purpose(
    acting: Callable, kept: Callable, claimed: dict[str, Any], now: datetime, world: World
) -> None:
    with acting() as opened:
        row = actions.record_recording(opened, **claimed, blob=kept(), now=now)
    case_id, me = world.case.pk, world.person.pk
    given = {"actor_by": world.by, "case_id": case_id, "object_id": row.pk, "now": now}
    for purpose in ("", " ", " 看 "):
        with pytest.raises(Incomplete):
            actions.view_evidence(**given, purpose=purpose)
    with pytest.raises(queries.NoSuchObject):
        actions.view_evidence(**given | {"case_id": OTHER}, purpose="办案")
    assert View.objects.count() == 0 and queries.viewing(me, row.pk, now) is None
    view = actions.view_evidence(**given, purpose=" 办案 ")
    entry = AnjuanEntry.objects.latest("seq")
    assert (entry.type, entry.obj, entry.case) == ("evidence.viewed", row.pk, case_id)
    assert (view.ledger_id, view.purpose, view.person) == (entry.seq, "办案", me)
    assert queries.viewing(me, row.pk, now + timedelta(hours=3)) == view
    assert queries.viewing(me, row.pk, now + queries.VIEW_LASTS) is None
    assert queries.viewing(OTHER, row.pk, now) is None
    assert list(queries.views(case_id)) == list(queries.views(case_id, row.pk)) == [view]
    assert audit() == []


@pytest.mark.clause("R2.4")
def test_a_derivative_names_its_original_of_this_case_its_tool_and_two_people(
    acting: Callable, kept: Callable, claimed: dict[str, Any], now: datetime, world: World
) -> None:
    original, copy, foreign = kept(), kept(mark="clip"), kept("small.webm")
    with acting() as opened:
        actions.record_recording(opened, **claimed, blob=original, now=now)
    given = {
        "case": world.case, "kind": "clip", "parent": original, "blob": copy, "tool": "ffmpeg", "version": "5.1",
        "parameters": {"from": 10, "to": 20}, "operator": world.person.pk, "approver": OTHER,
    }  # fmt: skip
    for changes, field in (
        ({"approver": world.person.pk}, "approver"),
        ({"blob": original}, "blob"),
        ({"parent": foreign}, "parent"),
        ({"tool": ""}, "tool"),
        ({"kind": "edit"}, "kind"),
    ):
        with pytest.raises(Incomplete) as refused, acting() as opened:
            actions.record_derivative(opened, **given | changes)
        assert set(refused.value.problems) == {field}
    with acting(type="evidence.derived") as opened:
        row = actions.record_derivative(opened, **given)
    assert queries.derivatives(world.case.pk) == [row]
    assert not queries.shown(world.case.pk, row.pk).original
    assert audit() == []
