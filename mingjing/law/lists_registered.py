"""Lists whose rows are registered at once: organs, people, targets of inspections, local statutes (plan 三(一)1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mingjing.law.kinds import Role
from mingjing.law.list_terms import FIELDS, LAWYERS, ORGAN_KINDS, PLAN, ROLES
from mingjing.law.listing import Cell, Column, ListKind, Problem, ordered
from mingjing.law.staffing import may_review


def _reviewer_qualified(values: Mapping[str, Any]) -> Sequence[Problem]:
    """Who reviews penalties for the first time since 2018 has passed the national examination (行政处罚法58②)."""
    first = values.get("first_review_on") or ""
    since = date.fromisoformat(first) if first else None
    if Role.REVIEWER.value not in (values.get("roles") or []) or may_review(
        bool(values.get("legal_qualification")), since
    ):
        return []
    message = (
        "初次从事法制审核的人员应当取得法律职业资格（行政处罚法58②）：填写资格，或者填写 2018 年以前的初次审核日期"
    )
    return [Problem("legal_qualification", "否", message)]


def _certified(values: Mapping[str, Any]) -> Sequence[Problem]:
    number = values.get("certificate")
    needed = [n for n in ("issued_on", "valid_to") if number and not values.get(n)]
    if needed:
        return [Problem(n, "", "填写了执法证号的，发证日期、有效期至都要填写") for n in needed]
    if Role.HANDLER.value in (values.get("roles") or []) and not number:
        return [Problem("certificate", "", "承办人须持有执法证（行政处罚法42）：填写执法证号，或者去掉承办人岗位")]
    return []


def _target_known(values: Mapping[str, Any]) -> Sequence[Problem]:
    """A firm has its credit code, a person the ID number: who they are is what a draw excludes by."""
    if values.get("kind") == "org" and not values.get("code"):
        return [Problem("code", "", "单位须填写统一社会信用代码")]
    if values.get("kind") == "person" and not values.get("id_number"):
        return [Problem("id_number", "", "自然人须填写公民身份号码（只在机关内部使用，不公开）")]
    return []


REGISTERED: tuple[ListKind, ...] = (
    ListKind(
        "organs", "行政执法主体登记", "D1.1", f"{PLAN}三(一)1", key=("uscc",), title="name", wide=True, direct=True,
        columns=(
            Column("name", "执法主体", sample="示例县示例局", most=80),
            Column("short_name", "简称", sample="示例局", most=30),
            Column("kind", "主体类别", Cell.CHOICE, choices=ORGAN_KINDS, sample="行政机关"),
            Column("region", "执法区域", Cell.REGION, sample="411202"),
            Column("field", "所属领域", Cell.CHOICE, choices=FIELDS, sample="城市管理"),
            Column("parent", "所属部门统一代码", Cell.USCC, required=False, help="受委托组织填委托机关，派出机构填主管机关"),
            Column("uscc", "统一社会信用代码", Cell.USCC, sample="11411200DEMG00019A"),
            Column("doc_prefix", "机关代字", help="用于文号", sample="示城管", most=20),
            Column("basis", "设定依据", Cell.LONG, most=500, sample="示例机构改革方案"),
            Column("confirmed_no", "主体资格确认文号", required=False, most=60),
            Column("confirmed_on", "确认公告日期", Cell.DATE, required=False),
            Column("address", "地址", sample="示例路1号", most=120),
            Column("phone", "联系电话", Cell.PHONE, sample="0398-0000000", most=30),
            Column("reconsideration_body", "复议机关", sample="湖滨区人民政府", most=80),
            Column("court", "管辖法院", sample="湖滨区人民法院", most=80),
            Column("valid_from", "设立日期", Cell.DATE, sample="2019-01-01"),
            Column("valid_to", "撤销日期", Cell.DATE, required=False),
        ),
        rules=(ordered("valid_from", "valid_to", ("设立日期", "撤销日期")),),
    ),
    ListKind(
        "people", "执法人员名录", "D1.2", f"{PLAN}三(一)1、三(三)1", key=("id_number",), title="name", direct=True,
        columns=(
            Column("name", "姓名", sample="示例甲", most=40),
            Column("id_number", "公民身份号码", Cell.ID_NUMBER, private=True,
                   help="只用来认出同一个人，存入的是不可还原的摘要，不公开"),
            Column("gender", "性别", Cell.CHOICE, required=False, choices=(("男", "男"), ("女", "女")), private=True),
            Column("position", "职务", sample="执法人员", most=40),
            Column("unit", "内设机构", sample="执法一科", most=60),
            Column("certificate", "执法证号", Cell.CERTIFICATE, required=False, sample="16120200001"),
            Column("fields", "执法类别", Cell.CHOICES, required=False, choices=FIELDS, sample="城市管理"),
            Column("region", "执法区域", Cell.REGION, required=False, sample="411202"),
            Column("issued_on", "发证日期", Cell.DATE, required=False, sample="2024-01-01"),
            Column("valid_to", "有效期至", Cell.DATE, required=False, sample="2028-12-31"),
            Column("roles", "岗位", Cell.CHOICES, required=False, choices=ROLES, private=True, sample="承办人"),
            Column("username", "账号", required=False, private=True, help="小写字母、数字和点，例：shili.h1", most=40),
            Column("legal_qualification", "法律职业资格", Cell.YES, required=False),
            Column("qualification_no", "资格证号", required=False, private=True, most=40),
            Column("first_review_on", "初次从事法制审核日期", Cell.DATE, required=False, private=True),
            Column("lawyer", "法律顾问、公职律师", Cell.CHOICE, required=False, choices=LAWYERS),
            Column("phone", "联系电话", Cell.PHONE, required=False, private=True, most=30),
        ),
        rules=(ordered("issued_on", "valid_to", ("发证日期", "有效期至")), _reviewer_qualified, _certified),
    ),
    ListKind(
        "targets", "检查对象名录库", "D1.5", f"{PLAN}三(一)1", key=("item", "id"), title="name", direct=True, public=False,
        columns=(
            Column("item", "抽查事项编号", sample="01-SJ-001", most=40),
            Column("id", "对象编号", help="本名录库内不重复", sample="t00001", most=40),
            Column("kind", "类别", Cell.CHOICE, choices=(("org", "单位"), ("person", "自然人")), sample="单位"),
            Column("name", "名称", sample="示例餐饮店", most=120),
            Column("code", "统一社会信用代码", Cell.USCC, required=False, sample="92411224DEMA00005T"),
            Column("id_number", "公民身份号码", Cell.ID_NUMBER, required=False, private=True),
            Column("risk", "信用风险等级", Cell.CHOICE, choices=tuple((r, r) for r in "ABCDN"), sample="B"),
            Column("address", "地址", required=False, most=120),
            Column("representative", "法定代表人、经营者", required=False, most=60, private=True),
            Column("phone", "联系电话", Cell.PHONE, required=False, most=40, private=True),
        ),
        rules=(_target_known,),
    ),
    ListKind(
        "statutes-local", "地方法规规章", "I1.1", f"{PLAN}三(一)1；立法法", key=("title", "effective_from", "article"),
        title="title", wide=True, direct=True, together="title",
        columns=(
            Column("title", "名称", sample="三门峡市大气污染防治条例", most=120),
            Column("number", "文号、公告号", required=False, most=60),
            Column("issuer", "制定机关", sample="三门峡市人民代表大会常务委员会", most=80),
            Column("effective_from", "施行日期", Cell.DATE, sample="2019-10-01"),
            Column("effective_to", "废止前最后施行日", Cell.DATE, required=False),
            Column("article", "条号", sample="第一条", most=20),
            Column("text", "条文", Cell.LONG, most=8000, sample="为了防治大气污染，制定本条例。"),
        ),
        rules=(ordered("effective_from", "effective_to", ("施行日期", "废止前最后施行日")),),
    ),
)  # fmt: skip
