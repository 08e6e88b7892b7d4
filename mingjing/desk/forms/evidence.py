"""The two forms of the evidence page: a piece of evidence, and an original recording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import QueryDict

from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.asking import Asked
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import EvidenceKind
from mingjing.organs.permissions import Actor
from mingjing.procedure.facts import recording_needs

# The most letters of a field, as the tables have it.
LETTERS = {"proves": 500, "note": 500, "device_no": 60, "late_reason": 300}
USUAL = 200
YEARS = range(2000, 2100)
MARK = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)\s+(\S.*)", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}")


def evidence_fields(case: Any, actor: Actor, now: datetime) -> list[Asked]:
    """A piece of evidence (行政处罚法46), with what is most likely already filled in."""
    people = handlers(case)
    return [
        Asked("kind", "证据种类", "choice", choices=tuple(EvidenceKind.choices())),
        Asked("title", "证据名称"),
        Asked("proves", "证明对象", "long", help="这份证据证明什么事实", rows=2),
        Asked("source", "来源或者提供人"),
        Asked("obtained_on", "取得日期", "date", value=now.date().isoformat()),
        Asked("obtained_by", "取证人员", "people", choices=people, value=[person for person, _ in people]),
        Asked("obtained_place", "取得地点", required=False),
        Asked("original_or_copy", "原件或者复制件", "choice", choices=evidence.FORMS, value="original"),
        Asked("note", "备注", "long", required=False, rows=2, help="复制件在此注明出处，是否与原件核对无异"),
    ]


def recording_fields(case: Any, actor: Actor, now: datetime) -> list[Asked]:
    """An original recording: what the officer and the device claim of it (plan 三(二)2, 4)."""
    people = handlers(case)
    mine = actor.person_id if actor.person_id in dict(people) else ""
    listed = catalog.av_items(case.organ_id, now.date())
    needed = {n.code for n in recording_needs(case, listed) if not (n.present or n.excused)}
    listed.sort(key=lambda item: item.code not in needed)
    items = tuple((item.code, f"{item.name}（本案还缺）" if item.code in needed else item.name) for item in listed)
    return [
        Asked("av_item", "音像记录事项", "choice", choices=items),
        Asked("operator", "记录人", "person", choices=people, value=mine),
        Asked("claimed_started_at", "开始时间（设备时钟）", "datetime"),
        Asked("claimed_ended_at", "结束时间（设备时钟）", "datetime"),
        Asked("device_no", "设备编号", required=False),
        Asked("sequence_no", "设备流水号", "number", required=False),
        Asked("place", "记录地点", required=False),
        Asked("retention", "保存期限", "choice", choices=evidence.RETENTIONS, value="case"),
        Asked("marks", "关键画面", "long", required=False, help="每行一处，如 00:58 出示执法证件"),
        Asked("returned_at", "返回单位时间", "datetime", required=False, help="当天储存的不填"),
        Asked("late_reason", "未能当天储存的法定情形", required=False, help="当天储存的不填"),
        Asked("expected", "采集站登记的摘要", required=False, help="SHA-256，64 位；填了就与收到的文件核对"),
    ]


def handlers(case: Any) -> tuple[tuple[str, str], ...]:
    """(id, name) of those who handle the case now."""
    return tuple((h.person_id, h.person.name) for h in case.handlers.all() if h.until is None and not h.recused)


def read(fields: Iterable[Asked], posted: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """(values, errors) by name. What is missing altogether is left to the action, which knows what is required."""
    values, errors = asking.read(fields, posted)
    for field in fields:
        try:
            if field.name in values:
                values[field.name] = _checked(field, values[field.name])
        except ValueError as error:
            errors[field.name] = str(error)
    return values, errors


def _checked(field: Asked, value: Any) -> Any:
    if field.name in _OWN:
        return _OWN[field.name](value)
    if field.choices and not set(value if isinstance(value, list) else [value] if value else []) <= {
        option for option, _ in field.choices
    }:
        raise ValueError(f"从列表中选择{field.label}")
    if isinstance(value, str):
        value = value if field.type == "long" else " ".join(value.split())
        most = LETTERS.get(field.name, USUAL)
        if len(value) > most:
            raise ValueError(f"{field.label}最多 {most} 字，现在有 {len(value)} 字")
    if field.type in {"date", "datetime"} and value and value.year not in YEARS:
        raise ValueError(f"{field.label}的年份不对，请核对")
    return value


def _marks(typed: str) -> list[dict[str, Any]]:
    """Lines of “分:秒 说明” or “时:分:秒 说明” → seconds and label."""
    marks = []
    for number, line in enumerate(filter(None, map(str.strip, typed.replace("：", ":").splitlines())), 1):
        match = MARK.fullmatch(line)
        if match is None or len(match[4]) > 60:
            raise ValueError(f"关键画面第 {number} 行写成“00:58 出示执法证件”，说明 60 字以内")
        marks.append({"t": int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]), "label": match[4]})
    return marks


def _digest(typed: str) -> str:
    digest = "".join(typed.lower().split())
    if digest and not SHA256.fullmatch(digest):
        raise ValueError("采集站登记的摘要为 64 位十六进制数")
    return digest


_OWN = {"marks": _marks, "expected": _digest}
