"""Invented content for every form (示例). Names, companies and numbers are made up; codes have right check digits."""

from __future__ import annotations

from typing import Any

from mingjing.documents.forms import FORMS, Doc, Field, Form, Type, holds
from mingjing.law.identifiers import id_check_digit

ID_FIRST = "41120219900307001"
PARTY_PERSON = {
    "party_kind": "person",
    "party_name": "欧阳鉴明",
    "party_id_number": ID_FIRST + id_check_digit(ID_FIRST),
    "party_address": "河南省三门峡市湖滨区示例路12号3号楼2单元501室",
    "party_phone": "13800001234",
}
PARTY_TRADER = {
    "party_kind": "sole_trader",
    "party_name": "湖滨区示例生鲜超市",
    "party_uscc": "92411224DEMA00005T",
    "party_operator": "陈示例",
    "party_address": "三门峡市湖滨区示例路88号",
    "party_phone": "13800001234",
}
PARTY_COMPANY = {
    "party_kind": "organisation",
    "party_name": "三门峡示例食品有限公司",
    "party_uscc": "91411202DEMA000052",
    "party_legal_representative": "李示例",
    "party_address": "三门峡市湖滨区示例大道1号",
}
COMMON = {
    "organ_name": "三门峡市市场监督管理局",
    "organ_address": "三门峡市湖滨区示例路1号",
    "organ_phone": "0398-2800000",
    "case_number": "三市监案〔2026〕187号",
    "text_root": "9f2c61d0b7e409aa4ab9e1c720fd8f2c61d0b7e409aa4ab9e1c720fd00ff11ee",
    "cause": "经营超过保质期的食品",
    "case_source": "日常监督检查发现",
    "filed_on": "2026-09-10",
    "handler_names": ["周正", "林夏"],
    "handler_certificates": ["16120260318", "16120260342"],
    "contact_names": ["周正"],
    "reconsideration_body": "三门峡市人民政府",
    "court": "三门峡市湖滨区人民法院",
    "violated": ["《中华人民共和国食品安全法》第三十四条第十项"],
    "penalty_basis": ["《中华人民共和国食品安全法》第一百二十四条第一款第五项"],
    "violation": "2026年9月8日，当事人在经营场所货架陈列待售超过保质期23日的挂面14袋，货值金额168元，违法所得36元。",
    "decision_number": "三市监处罚〔2026〕187号",
    "decided_on": "2026-11-16",
    "decision_served_on": "2026-11-18",
    "evidence": [
        {"name": "现场检查笔录1份、现场照片6张", "kind": "现场笔录", "proves": "检查当日货架陈列超过保质期挂面的情况"},
        {"name": "询问笔录2份", "kind": "当事人的陈述", "proves": "购进、销售的时间、数量和价格"},
        {"name": "进货票据复印件3份", "kind": "书证", "proves": "购进价格和供货商资质"},
        {"name": "执法记录仪音像记录4段", "kind": "视听资料", "proves": "检查和先行登记保存的全过程"},
    ],
    "fine": 5_000_000,
}
FACTS = (
    "2026年9月8日，执法人员对当事人经营场所进行监督检查，在挂面货架上发现“示例牌”鸡蛋挂面14袋，标示生产日期2025年8月16日，"
    "保质期12个月，至检查之日已超过保质期23日。\n上述挂面于2025年9月1日购进20袋，进价每袋6元，售价每袋12元，超过保质期后已售3袋。"
    "货值金额168元，违法所得36元。当事人未能提供该批次食品的检验合格证明。"
)
DECISION = {
    **COMMON,
    **PARTY_TRADER,
    "course": "2026年9月8日，执法人员周正、林夏对当事人经营场所进行检查，制作现场检查笔录，全程音像记录，"
    "并对上述食品先行登记保存，在七个工作日内作出处理。9月15日、9月22日两次询问经营者。10月19日调查终结。",
    "facts": FACTS,
    "nature": "食品经营者应当按照保证食品安全的要求贮存食品，定期检查库存，及时清理变质或者超过保质期的食品。"
    "当事人未履行清理义务，其行为构成经营超过保质期的食品。",
    "discretion_tier": "从轻",
    "discretion_basis": ["《河南省市场监督管理行政处罚裁量权适用规则》"],
    "discretion_reason": "当事人系初次违法，货值金额较小，未造成危害后果，主动召回并配合调查，符合从轻处罚情形，"
    "在法定幅度五万元以上十万元以下按最低数额处罚。",
    "notice_number": "三市监罚告〔2026〕163号",
    "notice_served_on": "2026-10-28",
    "statement": "rejected",
    "statement_claims": "经营规模小，收入有限，请求免予处罚。",
    "statement_answer": "裁量时已考虑上述情况，且没有应当免予处罚的法定情形。",
    "hearing": "none",
    "penalties": ["fine", "confiscate_income", "confiscate_goods"],
    "confiscated_income": 3_600,
    "confiscated_goods": "“示例牌”鸡蛋挂面11袋（500克/袋）",
    "correction": "立即停止销售并清理超过保质期的食品，完善定期检查制度",
    "pay_to": "示例银行三门峡分行代收罚没款专户，或者扫描缴款书上的电子支付码",
    "perform_other": "没收的物品由本机关在先行登记保存地点当场接收，依法处理。",
    "publicity": "public",
}


def sample(form: Form, **given: Any) -> dict[str, Any]:
    """Valid invented values for any form: every field that applies, those required and those not."""
    base = {**(DECISION if form.doc == Doc.PENALTY_DECISION else {**COMMON, **PARTY_TRADER}), **given}
    values: dict[str, Any] = {}
    for field in form.fields:
        if holds(field.when, values):
            values[field.name] = base.get(field.name, _invent(field, 1))
            if field.type is Type.ROWS and field.name not in base:
                values[field.name] = [{c.name: _invent(c, i) for c in field.columns} for i in (1, 2, 3)]
            if field.type is Type.MULTICHOICE and field.name not in base:
                values[field.name] = [field.choices[0][0]]
    return values


def everything() -> dict[Doc, dict[str, Any]]:
    """Values for each of the forms."""
    return {doc: sample(form) for doc, form in FORMS.items()}


def _invent(field: Field, number: int) -> Any:
    match field.type:
        case Type.DATE:
            return f"2026-09-{10 + number:02d}"
        case Type.DATETIME:
            return f"2026-09-{10 + number:02d}T09:30"
        case Type.MONEY:
            return 123_456 * number
        case Type.NUMBER:
            return number
        case Type.CHOICE:
            return field.choices[0][0]
        case Type.PERSON:
            return "王示例"
        case Type.PEOPLE | Type.CITATION:
            return [f"示例{field.label}"]
        case Type.LONG:
            return f"这是示例的{field.label}第{number}项，用来说明本栏应当怎样写，文字略长，便于观察换行和分页的效果。"
        case _ if field.check == "id_number":
            return PARTY_PERSON["party_id_number"]
        case _:
            return f"示例{field.label[:8]}{number}"
