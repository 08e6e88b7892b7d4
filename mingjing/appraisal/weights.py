"""Indicators and weights: which count on a day, and a bureau's adoption of its own (an act)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mingjing.appraisal.models import WeightVersion
from mingjing.appraisal.yearly import kept
from mingjing.law import indicators as law
from mingjing.law.indicators import BY_CODE, INDICATORS, OWN, Indicator, Origin, Shape
from mingjing.law.interest import Quantity
from mingjing.ledger.actions import act
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete

MAKE = "assessment.make"
COUNTS = {q.label: q for q in Quantity}


def current(organ_id: str, on: date) -> tuple[tuple[Indicator, ...], str]:
    """The indicators a bureau assesses by on a day, and the document they rest on ("" for the built-in)."""
    own = WeightVersion.objects.filter(organ=organ_id, valid_from__lte=on).first()
    return (own.indicators, own.document) if own else (INDICATORS, "")


def versions(organ_id: str) -> list[WeightVersion]:
    """What a bureau adopted, the newest first."""
    return list(WeightVersion.objects.filter(organ=organ_id).select_related("adopted_by"))


def adopt(*, actor: Actor, rows: list[dict[str, str]], document: str, valid_from: date, now: datetime) -> WeightVersion:
    """Adopt indicators and weights. A row: code and weight of a built-in one, or of an own one with label, part,
    whole and what it counts. Assessments that were made keep theirs.

    Raises NotAllowed, FormIncomplete naming row and cure; a target of fines, fees, penalties or cases is refused on
    its article (plan 四(五)).
    """
    by, on = require(actor, MAKE, Scope(actor.organ_id, actor.region_code)), beijing_date(now)
    errors: dict[str, str] = {}
    made = tuple(i for n, row in enumerate(rows, 1) if (i := _read(n, row, errors)))
    if "rows" not in errors and (wrong := law.problems(made, on)):
        errors["rows"] = wrong
    if not document.strip() or len(document) > 60:
        errors["document"] = "写明印发考核办法的文号，不超过 60 字"
    if valid_from < on:
        errors["valid_from"] = "启用日期不早于今天：已经开始的考核不改指标"
    if errors:
        raise FormIncomplete(errors)
    with act(type="indicators.adopted", by=by, obj="", now=now) as opened:
        row = WeightVersion(
            organ=organs.organ(actor.organ_id), valid_from=valid_from, document=document.strip(), content=kept(made),
            adopted_by_id=by.person_id, adopted_on=on,
        )  # fmt: skip
        opened.save(row)
        opened.obj = row.pk
        opened.data |= {"indicators": {i.code: i.weight for i in made}}
    return row


def _read(n: int, row: dict[str, str], errors: dict[str, str]) -> Indicator | None:
    code, weight = row.get("code", ""), row.get("weight", "")
    if not weight.isascii() or not weight.isdigit() or len(weight) > 3:
        errors.setdefault("rows", f"第 {n} 行的分值“{weight[:10]}”应为整数；每行写成：编码，分值")
        return None
    if code in BY_CODE:
        return replace(BY_CODE[code], weight=int(weight))
    counts = COUNTS.get(row.get("counts", ""))
    if not code or len(code) > 4 or not row.get("label") or counts is None:
        known = "、".join(COUNTS)
        words = f"第 {n} 行“{code[:10]}”是自定指标，写成：编码，分值，名称，分子，分母，计数的是什么（{known}）"
        errors.setdefault("rows", words)
        return None
    return Indicator(
        code=code, group=OWN, label=row["label"], part=row.get("part", ""), whole=row.get("whole", ""),
        weight=int(weight), origin=Origin.TYPED, shape=Shape.RATIO, counts=counts,
    )  # fmt: skip
