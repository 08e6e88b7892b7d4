"""Equipment: registering pieces one by one or from a file, their life, standards of the region. One act, one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingjing.catalog.sheets import checking, reading
from mingjing.catalog.sheets.checking import Report
from mingjing.law.equipment import LEAVING, MOVES, NEEDS_WORDS, RECORDING, Item, Move, Per, Standing, moves_from
from mingjing.law.equipment_sheet import EQUIPMENT
from mingjing.law.list_terms import FIELDS
from mingjing.ledger.actions import Act, By, act
from mingjing.organs.models import Organ, Person
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.workplan.models import Equipment, EquipmentMove, EquipmentStandard

READ, KEEP, STANDARD = "equipment.read", "equipment.keep", "equipment.standard"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as it is registered."""

    item: str
    number: str
    place: str
    model: str = ""
    bought_on: date | None = None


def register(*, actor: Actor, piece: Piece, now: datetime) -> Equipment:
    """Enter one piece of the actor's organ. Raises NotAllowed, FormIncomplete (field → message)."""
    by = require(actor, KEEP, Scope(actor.organ_id, actor.region_code))
    today = beijing_date(now)
    errors = {}
    if piece.item not in set(Item):
        errors["item"] = "选择设备种类"
    if not piece.number or len(piece.number) > 40:
        errors["number"] = "填写设备编号，不超过 40 字"
    elif Equipment.objects.filter(organ=actor.organ_id, number=piece.number).exists():
        errors["number"] = f"编号 {piece.number} 已经登记过"
    if not piece.place or len(piece.place) > 60:
        errors["place"] = "填写存放地点，不超过 60 字"
    if len(piece.model) > 60:
        errors["model"] = "型号不超过 60 字"
    if piece.bought_on and piece.bought_on > today:
        errors["bought_on"] = "购置日期不能晚于今天"
    if errors:
        raise FormIncomplete(errors)
    with act(type="equipment.registered", by=by, obj="", data={"item": piece.item}, now=now) as opened:
        row = _enter(opened, by, actor.organ_id, piece, today)
        opened.obj = row.pk
    return row


def _enter(opened: Act, by: By, organ_id: str, piece: Piece, today: date) -> Equipment:
    row = Equipment(
        organ_id=organ_id, item=piece.item, number=piece.number, place=piece.place, model=piece.model,
        bought_on=piece.bought_on,
    )  # fmt: skip
    opened.save(row)
    opened.save(EquipmentMove(equipment=row, move=Move.REGISTER, person_id=by.person_id, on=today))
    return row


def move(
    *, actor: Actor, equipment_id: str, step: Move, holder_id: str = "", words: str = "", stored: bool = False,
    now: datetime, expected: int | None = None,
) -> Equipment:  # fmt: skip
    """One step. ``stored``: the keeper confirms that all recordings on it are stored, without which a recorder may
    not leave (plan 三(二)4). Raises Equipment.DoesNotExist, NotAllowed, FormIncomplete, OutOfDate.
    """
    row = Equipment.objects.select_related("organ").get(pk=equipment_id)
    by = require(actor, KEEP, Scope(row.organ_id, row.organ.region_id))
    words = words.replace("\0", "").strip()
    with act(type="equipment.moved", by=by, obj=row.pk, data={"move": str(step)}, now=now) as opened:
        standing = Equipment.objects.values_list("ledger_id", flat=True).get(pk=row.pk)
        if expected is not None and expected != standing:
            raise OutOfDate
        if step not in moves_from(Standing(row.standing)):
            raise FormIncomplete({"step": f"{row.number} {row.get_standing_display()}，不能{step.label}"})
        holder = _holder(row, step, holder_id)
        if errors := _wrong(row, step, holder, words, stored):
            raise FormIncomplete(errors)
        row.standing, row.holder = MOVES[step][1], holder
        opened.save(row)
        opened.save(
            EquipmentMove(
                equipment=row, move=step, person_id=by.person_id, holder=holder, words=words, on=beijing_date(now)
            )
        )
    return row


def _holder(row: Equipment, step: Move, holder_id: str) -> Person | None:
    if step is not Move.ISSUE:
        return None
    return Person.objects.filter(pk=holder_id.replace("\0", ""), organ=row.organ_id, left_on=None).first()


def _wrong(row: Equipment, step: Move, holder: Person | None, words: str, stored: bool) -> dict[str, str]:
    errors = {}
    if step is Move.ISSUE and holder is None:
        errors["holder"] = "选择领用人（本机关在职人员）"
    if step in NEEDS_WORDS and len(words) < 4:
        errors["words"] = f"写明{step.label}的原因和去向"
    if len(words) > 300:
        errors["words"] = "不超过 300 字"
    if step in LEAVING and row.item in RECORDING and not stored:
        errors["stored"] = "先把设备中的音像记录全部储存，再勾选“已全部储存”（方案三(二)4：不得自行保存、禁止损毁）"
    return errors


def set_standard(
    *, actor: Actor, item: str, per: str, number: int | None, field: str, valid_from: date | None, basis: str,
    now: datetime,
) -> EquipmentStandard:  # fmt: skip
    """Enter a standard for the actor's region. Raises NotAllowed, FormIncomplete."""
    by = require(actor, STANDARD, Scope(actor.organ_id, actor.region_code))
    errors = {}
    if item not in set(Item):
        errors["item"] = "选择设备种类"
    if per not in set(Per):
        errors["per"] = "选择按什么计"
    if number is None or number > 1000:
        errors["number"] = "填写数量，0 到 1000；填 0 表示这一类机关不要求配备"
    if field and field not in dict(FIELDS):
        errors["field"] = "选择执法领域，或者不选"
    if valid_from is None:
        errors["valid_from"] = "填写施行日期"
    if not basis or len(basis) > 200:
        errors["basis"] = "填写依据：政府文件名称和文号，不超过 200 字"
    if errors:
        raise FormIncomplete(errors)
    assert number is not None and valid_from is not None
    row = EquipmentStandard(
        region_id=actor.region_code, item=item, per=per, number=number, field=field, valid_from=valid_from, basis=basis,
        by_id=by.person_id,
    )  # fmt: skip
    with act(type="equipment.standard", by=by, obj=row.pk, data={"item": item, "number": number}, now=now) as opened:
        opened.save(row)
    return row


def bring_in(*, actor: Actor, data: bytes, filename: str, now: datetime) -> tuple[int, Report]:
    """Enter every row of a file, or none: how many, and the report. Raises NotAllowed, sheets Refused."""
    by = require(actor, KEEP, Scope(actor.organ_id, actor.region_code))
    organ = Organ.objects.get(pk=actor.organ_id)
    report = checking.check(EQUIPMENT, reading.read(EQUIPMENT, data, filename), {"number": _known(organ)})
    if report.wrong or not report.good:
        return 0, report
    rows = [_piece(values) for _, values in report.good]
    with act(type="equipment.imported", by=by, obj=organ.pk, data={"rows": len(rows)}, now=now) as opened:
        for piece in rows:
            _enter(opened, by, organ.pk, piece, beijing_date(now))
    return len(rows), report


def _known(organ: Organ) -> checking.Lookup:
    def told(numbers: frozenset[Any]) -> Mapping[Any, str]:
        rows = Equipment.objects.filter(organ=organ, number__in=[n for n in numbers if n])
        return {n: f"编号 {n} 已经登记过：删去这一行" for n in rows.values_list("number", flat=True)}

    return told


def _piece(values: Mapping[str, Any]) -> Piece:
    day = values.get("bought_on") or ""
    return Piece(
        item=values["item"], number=values["number"], place=values["place"], model=values.get("model") or "",
        bought_on=date.fromisoformat(day) if day else None,
    )  # fmt: skip
