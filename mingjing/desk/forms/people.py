"""Fields of the deeds on a person's registration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mingjing.desk.asking import Asked
from mingjing.law.kinds import Role
from mingjing.law.list_terms import FIELDS
from mingjing.organs import people
from mingjing.organs import queries as organs

WHY = Asked("reason", "理由", "long", help="写明事实，例：2026 年 11 月 20 日检查发现……", rows=3)
PAPER = Asked("document", "文号", required=False, help="有决定、通知的填写文号")
GIVEN = tuple((r.value, r.label) for r in Role if r.value not in "GK")


def reason(doing: Any) -> list[Asked]:
    """Why, and by which paper."""
    return [WHY, PAPER]


def why(doing: Any) -> list[Asked]:
    """Why alone."""
    return [replace(WHY, help="例：本人忘记密码，已当面核对身份")]


def _scope(chosen: list[str], region: str) -> list[Asked]:
    return [
        Asked("fields", "执法类别", "choices", choices=FIELDS, value=chosen),
        Asked("region", "执法区域", "choice", choices=organs.region_choices(), value=region),
    ]


def issue(doing: Any) -> list[Asked]:
    """A new certificate; field and region of the organ are proposed."""
    organ = doing.person.organ
    return [
        Asked("number", "执法证号", help="8 到 14 位数字"),
        Asked("issued_on", "发证日期", "date"),
        Asked("valid_to", "有效期至", "date"),
        *_scope([organ.field] if organ else [], organ.region_id if organ else ""),
        PAPER,
    ]


def renew(doing: Any) -> list[Asked]:
    """The new end."""
    return [Asked("valid_to", "有效期至", "date", help=f"现在到 {doing.thing.valid_to}"), WHY, PAPER]


def amend(doing: Any) -> list[Asked]:
    """Fields and region, as they are."""
    return [*_scope(doing.thing.fields, doing.thing.region_id), WHY, PAPER]


def describe(doing: Any) -> list[Asked]:
    """Position, phone, whether counsel or public lawyer."""
    p = doing.person
    return [
        Asked("position", "职务", value=p.position),
        Asked("phone", "联系电话", required=False, value=p.phone),
        Asked("lawyer", "法律顾问、公职律师", "choice", False, tuple(people.COUNSEL.items()), value=p.lawyer),
        WHY,
    ]


def qualify(doing: Any) -> list[Asked]:
    """Qualification, or a first review before 2018."""
    p = doing.person
    first = p.first_review_on.isoformat() if p.first_review_on else ""
    return [
        Asked("qualified", "已取得法律职业资格", "yes", value=p.has_legal_qualification),
        Asked("number", "资格证号", required=False, value=p.qualification_no),
        Asked(
            "first_review_on", "初次从事法制审核日期", "date", False, value=first,
            help="2018 年以前已从事法制审核的，不要求资格",
        ),
        WHY,
    ]  # fmt: skip


def record(doing: Any) -> list[Asked]:
    """One line of the record."""
    kinds = (("training", "培训"), ("examination", "考试"), ("reward", "奖励"), ("sanction", "处分、责任追究"))
    return [
        Asked("kind", "种类", "choice", choices=kinds),
        Asked("on", "日期", "date"),
        Asked("title", "名称", help="例：2026 年度行政执法人员培训"),
        Asked("hours", "学时", "number", False, help="培训填写", when="kind=training"),
        Asked("result", "结果", required=False, help="例：合格；记功一次", when="kind=examination|reward|sanction"),
    ]


def move(doing: Any) -> list[Asked]:
    """Where to. Other organs are offered to whoever may register their people."""
    p = doing.person
    choices = tuple((line.organ.pk, line.organ.name) for line in people.region(doing.actor, doing.now.date()))
    return [
        Asked("organ", "机关", "choice", choices=choices, value=p.organ_id or ""),
        Asked(
            "unit", "内设机构", required=False, help="已登记的名称，例：执法一科", value=p.unit.name if p.unit else ""
        ),
        WHY,
        PAPER,
    ]


def give(doing: Any) -> list[Asked]:
    """A role; unit leads lead one unit."""
    units = tuple((u.pk, u.name) for u in people.units(doing.person.organ_id or ""))
    return [
        Asked("role", "岗位", "choice", choices=GIVEN),
        Asked("unit", "负责的内设机构", "choice", False, units, when="role=U"),
        Asked("until", "终止日期", "date", False, help="长期的不填"),
        Asked("basis", "授权依据", help="例：三市监〔2026〕12号任职通知"),
    ]
