"""Training brought in from a file, and activities that make the law known (plan 四(三)、四(六)). One act, one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mingjing.catalog.sheets import checking, reading
from mingjing.catalog.sheets.checking import Report, WrongRow
from mingjing.law.listing import Problem
from mingjing.law.training import TRAINING, Way
from mingjing.law.workplan import MOST_FILES
from mingjing.ledger.actions import act
from mingjing.organs.models import Certificate, Organ, Person, Record
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete
from mingjing.workplan.models import Publicity

RECORD, READ, PUBLICITY = "training.record", "training.read", "publicity.record"


def bring_in(*, actor: Actor, organ: Organ, data: bytes, filename: str, now: datetime) -> tuple[int, Report]:
    """Enter training and examinations of an organ's people from a file: all rows or none; how many, and the report.

    Nobody enters their own. Raises NotAllowed, sheets Refused.
    """
    by = require(actor, RECORD, Scope(organ.pk, organ.region_id))
    report = checking.check(TRAINING, reading.read(TRAINING, data, filename))
    found, wrong = _persons(organ, report, actor, beijing_date(now))
    report = replace(report, wrong=sorted([*report.wrong, *wrong], key=lambda w: w.row))
    if report.wrong or not found:
        return 0, report
    with act(type="training.imported", by=by, obj=organ.pk, data={"rows": len(found)}, now=now) as opened:
        for person, values in found:
            opened.save(
                Record(
                    person=person,
                    kind=values["kind"],
                    on=date.fromisoformat(values["on"]),
                    title=values["title"],
                    hours=(values.get("hours") or 0) if values["kind"] == Record.Kind.TRAINING else 0,
                    result=values.get("result") or "",
                )  # fmt: skip
            )
    return len(found), report


def _persons(
    organ: Organ, report: Report, actor: Actor, today: date
) -> tuple[list[tuple[Person, Mapping[str, Any]]], list[WrongRow]]:
    people = list(Person.objects.filter(organ=organ, left_on=None))
    numbers = dict(Certificate.objects.filter(person__in=people).values_list("number", "person_id"))
    records = Record.objects.filter(person__in=people).values_list("person_id", "kind", "on", "title")
    known = {(person, kind, on.isoformat(), title) for person, kind, on, title in records}
    found: list[tuple[Person, Mapping[str, Any]]] = []
    wrong = []
    for row, values in report.good:
        person, problem = _person(organ, people, numbers, values)
        if person and values["on"] > today.isoformat():
            problem = Problem("on", values["on"], "日期不能晚于今天：办完以后再登记")
        elif person and person.pk == actor.person_id:
            problem = Problem("name", values["name"], "自己的培训、考试由他人登记：删去这一行")
        elif person and (person.pk, values["kind"], values["on"], values["title"]) in known:
            problem = Problem("title", values["title"], "这个人的这一项已经登记过：删去这一行")
        if problem:
            wrong.append(WrongRow(row, (problem,), values))
        elif person:
            found.append((person, values))
    return found, wrong


def _person(
    organ: Organ, people: list[Person], numbers: dict[str, str], values: Mapping[str, Any]
) -> tuple[Person | None, Problem | None]:
    """Who a row is about, or what to mend."""
    number, name = values.get("certificate") or "", values["name"]
    if number:
        holder = next((p for p in people if p.pk == numbers.get(number)), None)
        if holder is None:
            return None, Problem("certificate", number, f"{organ.short_name}没有在职人员持有这个证号：核对证号")
        if holder.name != name:
            return None, Problem("name", name, f"证号 {number} 是{holder.name}的：核对姓名和证号")
        return holder, None
    same = [p for p in people if p.name == name]
    if not same:
        return None, Problem("name", name, f"{organ.short_name}没有叫{name}的在职人员：核对姓名，或者先登记人员")
    if len(same) > 1:
        return None, Problem("certificate", "", f"有 {len(same)} 个{name}：填写执法证号以便区分")
    return same[0], None


def record_publicity(
    *, actor: Actor, held_on: date | None, way: str, title: str, reached: int | None, words: str,
    files: list[dict[str, Any]], now: datetime,
) -> Publicity:  # fmt: skip
    """Enter one activity of the actor's organ. Raises NotAllowed, FormIncomplete."""
    by = require(actor, PUBLICITY, Scope(actor.organ_id, actor.region_code))
    errors = {}
    if held_on is None or held_on > beijing_date(now):
        errors["held_on"] = "填写日期，不晚于今天"
    if way not in set(Way):
        errors["way"] = "选择方式"
    if not title or len(title) > 120:
        errors["title"] = "填写名称，不超过 120 字"
    if len(words) > 3_000:
        errors["words"] = f"不超过 3000 字，现在 {len(words)} 字"
    if len(files) > MOST_FILES:
        errors["files"] = f"最多 {MOST_FILES} 个附件"
    if errors:
        raise FormIncomplete(errors)
    assert held_on is not None
    row = Publicity(
        organ_id=actor.organ_id, held_on=held_on, way=way, title=title, reached=reached or 0, words=words, files=files,
        recorded_by_id=by.person_id,
    )  # fmt: skip
    with act(type="publicity.recorded", by=by, obj=row.pk, data={"way": way}, now=now) as opened:
        opened.save(row)
    return row
