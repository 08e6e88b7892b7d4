"""What a new row must say, told before anything is written: field → how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mingjing.evidence import lateness
from mingjing.evidence.models import Form, Retention
from mingjing.law.kinds import EvidenceKind

_NEEDS_FILE = frozenset({EvidenceKind.AUDIOVISUAL, EvidenceKind.ELECTRONIC})
_ITEM = (("title", "证据名称"), ("proves", "证明对象"), ("source", "来源或者提供人"))


class Incomplete(ValueError):
    """A row was refused. ``problems``: field → Chinese message."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("；".join(problems.values()))
        self.problems = problems


def evidence_problems(values: Mapping[str, Any], *, now: datetime) -> dict[str, str]:
    """Everything wrong with the values of ``actions.record_evidence`` (行政处罚法46)."""
    found = {name: f"填写{label}" for name, label in _ITEM if not str(values.get(name) or "").strip()}
    kind, day = values.get("kind"), values.get("obtained_on")
    if kind not in set(EvidenceKind):
        found["kind"] = "选择证据种类"
    elif kind in _NEEDS_FILE and values.get("blob") is None:
        found["blob"] = f"{EvidenceKind(kind).label}要上传原始文件"
    if day is None:
        found["obtained_on"] = "填写取得日期"
    elif day > now.astimezone(lateness.BEIJING).date():
        found["obtained_on"] = "取得日期不能晚于今天"
    if not values.get("obtained_by"):
        found["obtained_by"] = "填写取证人员"
    if values.get("original_or_copy") not in set(Form):
        found["original_or_copy"] = "选择原件或者复制件"
    elif values["original_or_copy"] == Form.COPY and not str(values.get("note") or "").strip():
        found["note"] = "复制件要注明出处，写明是否与原件核对无异"
    return found


def recording_problems(values: Mapping[str, Any], *, now: datetime) -> dict[str, str]:
    """Everything wrong with the values of ``actions.record_recording``."""
    found = {}
    started, ended, blob = values.get("claimed_started_at"), values.get("claimed_ended_at"), values.get("blob")
    returned = values.get("returned_at")
    if not values.get("av_item"):
        found["av_item"] = "选择音像记录事项"
    if not values.get("operator"):
        found["operator"] = "填写记录人"
    if blob is None:
        found["blob"] = "上传原始音像文件"
    elif not blob.media_type.startswith(("video/", "audio/", "image/")):
        found["blob"] = "音像记录应为录像、录音或者照片"
    if started is None:
        found["claimed_started_at"] = "填写记录开始时间"
    if ended is None:
        found["claimed_ended_at"] = "填写记录结束时间"
    if started and ended and ended < started:
        found["claimed_ended_at"] = "结束时间不能早于开始时间"
    if returned and ended and returned < ended:
        found["returned_at"] = "返回单位的时间不能早于记录结束时间"
    if returned and returned > now:
        found["returned_at"] = "返回单位的时间不能晚于现在"
    if blob is not None and ended and not lateness.same_day(ended, blob.received_at) and not values.get("late_reason"):
        found["late_reason"] = f"没有在当天储存，写明因何种法定情形无法及时储存（{lateness.BASIS}）"
    if values.get("sequence_no") is not None and not values.get("device_no"):
        found["device_no"] = "有设备流水号的，填写设备编号"
    if values.get("retention", Retention.CASE) not in set(Retention):
        found["retention"] = "选择保存期限"
    if problem := marks_problem(values.get("marks") or []):
        found["marks"] = problem
    return found


def marks_problem(marks: Any) -> str:
    """Why a list of ``{"t": whole seconds, "label": text}`` cannot be kept, or ""."""
    good = isinstance(marks, list) and all(
        isinstance(m, dict)
        and set(m) == {"t", "label"}
        and type(m["t"]) is int
        and 0 <= m["t"] < 7 * 86_400
        and isinstance(m["label"], str)
        and 0 < len(m["label"].strip()) <= 60
        for m in marks
    )
    return "" if good else "每个标记要有时间（整秒）和 60 字以内的说明"
