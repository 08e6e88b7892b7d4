"""Fields that many forms share, so that they are named, labelled and filled in one way everywhere."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms.lines import plain, row
from mingjing.documents.forms.model import Element, Field, Line, Signature, Type
from mingjing.law.kinds import ActKind, PartyKind, Penalty, UnitClass

PERSONAL = UnitClass.PERSONAL


def need(field: Field, when: str = "", **changes: object) -> Field:
    """The same field, required here (always, or when the condition holds)."""
    return replace(field, required=True, when=when or field.when, **changes)  # type: ignore[arg-type]


ORGAN = Field("organ_name", "执法机关", required=True, source="organ.name", own=True, element=Element.ORGAN)
ORGAN_ADDRESS = Field("organ_address", "机关地址", required=True, source="organ.address", own=True)
ORGAN_PHONE = Field("organ_phone", "机关联系电话", required=True, source="organ.phone", own=True)
CONTACT = Field("contact_names", "联系人", Type.PEOPLE, required=True, source="handlers.names", own=True)

CASE_NUMBER = Field("case_number", "案号", required=True, source="case.number", own=True)
CAUSE = Field("cause", "案由", required=True, source="case.cause", help="规范名称，如“经营超过保质期的食品”。")
FILED_ON = Field("filed_on", "立案日期", Type.DATE, required=True, source="case.filed_on")
SOURCE_TEXT = Field("case_source", "案件来源", required=True, source="case.source_text")

PARTY_KIND = Field(
    "party_kind", "当事人类别", Type.CHOICE, required=True, source="party.kind", choices=tuple(PartyKind.choices()),
    help="决定姓名、地址如何切分和公示，以及听证、备案的数额标准。",
)  # fmt: skip
PARTY_NAME = Field(
    "party_name", "当事人姓名或者名称", Type.PARTY, required=True, source="party.name", element=Element.PARTY,
    help="与身份证件或者营业执照一致；个体工商户有字号的填写字号。",
)  # fmt: skip
PARTY_USCC = Field(
    "party_uscc", "统一社会信用代码", required=True, source="party.uscc", check="uscc", own=True,
    when="party_kind=organisation|sole_trader", element=Element.PARTY, help="18 位，末位为校验码。",
)  # fmt: skip
PARTY_LEGAL = Field(
    "party_legal_representative", "法定代表人（负责人）", Type.PERSON, required=True,
    source="party.legal_representative", when="party_kind=organisation",
)  # fmt: skip
PARTY_OPERATOR = Field(
    "party_operator", "经营者", Type.PERSON, required=True, source="party.operator", klass=PERSONAL,
    when="party_kind=sole_trader",
)  # fmt: skip
PARTY_ID = Field(
    "party_id_number", "公民身份号码", required=True, source="party.id_number", klass=PERSONAL, check="id_number",
    when="party_kind=person", help="18 位；其他证件请在办案说明中注明证件种类。",
)  # fmt: skip
PARTY_ADDRESS = Field(
    "party_address", "地址", Type.ADDRESS, required=True, source="party.address",
    help="从省、市、县（区）写起；自然人的地址公示时只留到县（区）。",
)  # fmt: skip
PARTY_PHONE = Field("party_phone", "联系电话", source="party.phone", klass=PERSONAL)
PARTY = (PARTY_KIND, PARTY_NAME, PARTY_USCC, PARTY_LEGAL, PARTY_OPERATOR, PARTY_ID, PARTY_ADDRESS, PARTY_PHONE)
PARTY_BRIEF = (PARTY_KIND, PARTY_NAME)

HANDLERS = Field(
    "handler_names", "执法人员", Type.PEOPLE, required=True, source="handlers.names", own=True,
    element=Element.HANDLERS, help="不少于两人，均持有有效执法证件。",
)  # fmt: skip
CERTIFICATES = Field(
    "handler_certificates", "执法证号", Type.PEOPLE, required=True, source="handlers.certificates", own=True,
    element=Element.HANDLERS,
)  # fmt: skip
OFFICERS = (HANDLERS, CERTIFICATES)

VIOLATION = Field(
    "violation", "违法事实摘要", Type.LONG, required=True, source="case.violation", element=Element.FACTS,
    help="一两句话写清何时何地何行为。公示时必须展示，不得写入个人信息和商业秘密。",
)  # fmt: skip
FACTS = Field(
    "facts", "查明的事实", Type.LONG, required=True, source="report.facts",
    help="按时间写明违法行为的时间、地点、经过、数额、后果；可以分段。",
)  # fmt: skip
VIOLATED = Field(
    "violated", "违反的规定", Type.CITATION, required=True, source="citations.violated", element=Element.BASIS,
    help="引用到条、款、项。",
)  # fmt: skip
PENALTY_BASIS = Field(
    "penalty_basis", "处罚依据", Type.CITATION, required=True, source="citations.penalty", element=Element.BASIS,
    help="引用到条、款、项。",
)  # fmt: skip
EVIDENCE = Field(
    "evidence", "证据", Type.ROWS, required=True, source="evidence.rows",
    columns=(
        Field("name", "证据名称", required=True, width=5, help="如“现场检查笔录 1 份”。"),
        Field("kind", "证据种类", width=3),
        Field("proves", "证明内容", required=True, width=6),
    ),
)  # fmt: skip
PENALTIES = Field(
    "penalties", "处罚种类", Type.MULTICHOICE, required=True, source="penalty.kinds",
    choices=tuple(Penalty.choices()), element=Element.DECISION,
)  # fmt: skip
FINE = Field(
    "fine", "罚款金额", Type.MONEY, required=True, source="penalty.fine", when="penalties=fine",
    element=Element.DECISION,
)  # fmt: skip
INCOME = Field(
    "confiscated_income", "没收违法所得金额", Type.MONEY, required=True, source="penalty.confiscated_income",
    when="penalties=confiscate_income", element=Element.DECISION,
)  # fmt: skip
GOODS = Field(
    "confiscated_goods", "没收的非法财物", required=True, source="penalty.confiscated_goods",
    when="penalties=confiscate_goods", element=Element.DECISION, help="名称、规格、数量。",
)  # fmt: skip
OTHER_PENALTY = Field(
    "other_penalty", "其他处罚的内容", Type.LONG, required=True, source="penalty.other", element=Element.DECISION,
    when="penalties=suspend_licence|downgrade|restrict_business|suspend_business|close|restrict_employment"
    "|revoke_licence|detention",
    help="写明证照名称及编号、期限、范围，如“责令停产停业三十日”。",
)  # fmt: skip
PENALTY = (PENALTIES, FINE, INCOME, GOODS, OTHER_PENALTY)

DISCRETION = (
    Field("discretion_tier", "裁量阶次", required=True, source="discretion.tier", help="如“从轻”“一般”“从重”。"),
    Field("discretion_basis", "裁量依据", Type.CITATION, required=True, source="discretion.basis"),
    Field(
        "discretion_reason", "裁量理由", Type.LONG, required=True, source="discretion.reason",
        help="写明从轻、减轻、从重的事实和对应的基准档次；偏离基准的写明理由。",
    ),
)  # fmt: skip

RECONSIDERATION = Field(
    "reconsideration_body", "行政复议机关", required=True, source="organ.reconsideration_body", own=True,
    element=Element.REMEDY, help="一般为本级人民政府（行政复议法24）。",
)  # fmt: skip
COURT = Field("court", "有管辖权的人民法院", required=True, source="organ.court", own=True, element=Element.REMEDY)
REMEDY = (RECONSIDERATION, COURT)

DECISION_NUMBER = Field("decision_number", "处罚决定书文号", required=True, source="decision.number", own=True)
DECIDED_ON = Field("decided_on", "处罚决定日期", Type.DATE, required=True, source="decision.issued_on")
SERVED_ON = Field("decision_served_on", "决定书送达日期", Type.DATE, required=True, source="decision.served_on")

PARTY_LINES: tuple[Line, ...] = (
    plain("当事人：{party_name}"),
    plain("统一社会信用代码：{party_uscc}", when="party_uscc"),
    plain("法定代表人（负责人）：{party_legal_representative}", when="party_legal_representative"),
    plain("经营者：{party_operator}", when="party_operator"),
    plain("公民身份号码：{party_id_number}", when="party_id_number"),
    plain("住所：{party_address}", when="party_kind=organisation"),
    plain("经营场所：{party_address}", when="party_kind=sole_trader"),
    plain("住址：{party_address}", when="party_kind=person"),
    plain("联系电话：{party_phone}", when="party_phone"),
)
PARTY_ROWS: tuple[Line, ...] = (
    row("当事人", "{party_name}", "类别", "{party_kind}"),
    row("统一社会信用代码", "{party_uscc}", when="party_uscc"),
    row("法定代表人（负责人）", "{party_legal_representative}", when="party_legal_representative"),
    row("经营者", "{party_operator}", when="party_operator"),
    row("公民身份号码", "{party_id_number}", when="party_id_number"),
    row("地址", "{party_address}"),
    row("联系电话", "{party_phone}", when="party_phone"),
)
HANDLER_SIGN = Signature("handlers", "执法人员（签名）")
PARTY_SIGN = Signature("party", "当事人（签名或者盖章）")


ACT = Field("act", "执法类别", Type.CHOICE, required=True, source="case.kind", choices=tuple(ActKind.choices()))
PENAL, OTHER = f"act={ActKind.PENALTY}", f"act={'|'.join(k for k in ActKind if k is not ActKind.PENALTY)}"


def penal(field: Field) -> Field:
    """The same field, asked of penalties only: what was violated, which tier, which penalty."""
    return replace(field, when=f"{PENAL} & {field.when}" if field.when else PENAL)


def words(name: str, label: str, source: str = "", *, required: bool = True, help: str = "", when: str = "") -> Field:
    """A long text of internal work: process information by default."""
    return Field(name, label, Type.LONG, required, help, source, UnitClass.PROCESS, when)


OPINIONS = (
    words("handler_opinion", "承办人意见", "approval.handler_opinion"),
    words("unit_opinion", "承办机构负责人意见", "approval.unit_opinion"),
    words("head_opinion", "机关负责人意见", "approval.head_opinion"),
)
