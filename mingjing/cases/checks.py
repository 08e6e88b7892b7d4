"""Whether what was typed about a case can be true: field → Chinese message naming the field and the cure."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.law.identifiers import check_id_number, check_uscc
from mingjing.law.kinds import ActKind, PartyKind, Penalty

SOURCES = (
    ("inspection", "监督检查"),
    ("complaint", "投诉举报"),
    ("transfer", "其他机关移送"),
    ("assigned", "上级交办"),
    ("monitoring", "监测发现"),
)
# How an act other than a penalty begins.
OTHER_SOURCES = (
    *SOURCES,
    ("application", "当事人申请"),
    ("plan", "年度计划"),
    ("draw", "双随机抽取"),
    ("office", "依职权"),
    ("decision", "已生效的决定"),
    ("emergency", "突发事件"),
)
FLAGS = ("life_or_safety", "public_interest", "social_risk", "grave_rights", "complex_case", "crime_suspected")
REQUIRED = {
    "cause": "填写案由，例：经营超过保质期的食品",
    "source": "选择案件来源",
    "clue": "填写线索内容",
    "found_on": "填写发现日期",
    "power": "选择职权事项",
}
AMOUNTS = {"fine": "拟罚款", "confiscated_income": "拟没收违法所得", "goods_value": "货值"}


def problems(values: dict[str, Any], *, on: date, kind: ActKind, new: bool) -> dict[str, str]:
    """Everything wrong with ``values`` on the day ``on``. For an edit only the given fields are looked at."""
    errors = {name: message for name, message in REQUIRED.items() if (new or name in values) and not values.get(name)}
    offered = dict(SOURCES if kind is ActKind.PENALTY else OTHER_SOURCES)
    if "source" in values and values["source"] and values["source"] not in offered:
        word = "案件来源" if kind is ActKind.PENALTY else "来源"
        errors["source"] = f"{word}只能是：{'、'.join(offered.values())}"
    errors |= _dates(values, on)
    for name, label in AMOUNTS.items():
        amount = values.get(name)
        if amount is not None and amount < 0:
            errors[name] = f"{label}不能小于 0"
    unknown = [p for p in values.get("penalties") or [] if p not in {k.value for k in Penalty}]
    if unknown:
        errors["penalties"] = "处罚种类只能从列表中选择"
    if values.get("fine") and "penalties" in values and Penalty.FINE not in (values["penalties"] or []):
        errors["fine"] = "填写了罚款数额，请在处罚种类中选择“罚款”，或者清空数额"
    if new or "parties" in values:
        errors |= _parties(values.get("parties") or [])
    # An application may come in from outside, with nobody in charge yet (handlers None): officers come with acceptance.
    outside = kind is ActKind.LICENCE and values.get("handlers", ()) is None
    if new and not outside and len(set(values.get("handlers") or [])) < 2:
        errors["handlers"] = "执法人员至少选择 2 名"
    return errors


def _dates(values: dict[str, Any], on: date) -> dict[str, str]:
    errors = {}
    begun, ended, found = (values.get(n) for n in ("act_from", "act_ended_on", "found_on"))
    if found and found > on:
        errors["found_on"] = f"发现日期不能晚于今天（{on}）"
    if begun and ended and begun > ended:
        errors["act_ended_on"] = f"违法行为终了日期不能早于开始日期（{begun}）"
    if begun and found and begun > found:
        errors["act_from"] = f"违法行为开始日期不能晚于发现日期（{found}）"
    return errors


def _parties(parties: list[dict[str, Any]]) -> dict[str, str]:
    if not parties:
        return {"party_name": "填写当事人"}
    errors = {}
    for number, party in enumerate(parties):
        mark = "" if number == 0 else f"_{number}"
        kind = party.get("kind")
        if kind not in {k.value for k in PartyKind}:
            errors[f"party_kind{mark}"] = "选择当事人类别"
            continue
        if not (party.get("name") or "").strip():
            errors[f"party_name{mark}"] = "填写当事人姓名或者名称"
        if kind == PartyKind.PERSON:
            problem = check_id_number(party.get("id_number") or "")
            if problem:
                errors[f"party_id_number{mark}"] = problem
        else:
            problem = check_uscc(party.get("code") or "")
            if problem:
                errors[f"party_code{mark}"] = problem
    return errors
