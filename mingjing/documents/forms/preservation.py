"""先行登记保存与电子监控证据: preservation within seven working days, review of monitoring evidence (处 41、56)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import head, note, opinion, para, plain, row, table, title
from mingjing.documents.forms.model import Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P = UnitClass.PERSONAL
GOODS_COLUMNS = (
    Field("name", "名称", required=True, width=5),
    Field("spec", "规格、型号", width=4),
    Field("batch", "生产日期、批号", width=4),
    Field("quantity", "数量", required=True, width=2),
    Field("unit_price", "单价", Type.MONEY, width=3),
    Field("remark", "备注", width=3),
)
ITEMS = Field("items", "物品清单", Type.ROWS, True, source="preservation.items", columns=GOODS_COLUMNS)

PRESERVATION_NOTICE = Form(
    doc=Doc.PRESERVATION_NOTICE,
    basis="行政处罚法第五十六条",
    layout="official",
    outward=True,
    sealed=True,
    word="登存",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *c.OFFICERS,
        Field("reason", "登记保存理由", Type.LONG, True, source="preservation.reason",
              help="写明证据可能灭失或者以后难以取得的具体情况。"),
        Field("starts_on", "保存开始日期", Type.DATE, True, source="preservation.starts_on"),
        Field("ends_on", "保存截止日期", Type.DATE, True, source="preservation.ends_on",
              help="七个工作日内作出处理决定（处56、85）。"),
        Field("keeping", "保存方式", Type.CHOICE, True, source="preservation.keeping",
              choices=(("in_place", "就地保存"), ("elsewhere", "异地保存"))),
        Field("place", "保存地点", required=True, source="preservation.place"),
        Field("keeper", "保管人", required=True, source="preservation.keeper", klass=P),
        ITEMS, c.ORGAN_PHONE,
    ),
    body=(
        title("先行登记保存通知书"),
        *c.PARTY_LINES,
        para("本机关正在调查{cause}一案。因{reason}，依照《中华人民共和国行政处罚法》第五十六条的规定，经本机关负责人批准，"
             "决定自{starts_on}起对下列物品先行登记保存，并于{ends_on}前依法作出处理决定。"),
        para("保存方式：{keeping}。保存地点：{place}。保管人：{keeper}。"),
        para("在此期间，当事人或者有关人员不得销毁或者转移上述物品。你（单位）有权陈述和申辩。"),
        head("登记保存物品清单"),
        table("items"),
        plain("执法机关：{organ_name}　联系电话：{organ_phone}"),
        plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
        note("本文书一式两份，一份当场交付当事人，一份归档。"),
    ),
    signatures=(c.PARTY_SIGN, c.HANDLER_SIGN, Signature("witness", "见证人（签名）")),
)  # fmt: skip

PRESERVATION_HANDLING = Form(
    doc=Doc.PRESERVATION_HANDLING,
    basis="行政处罚法第五十六条",
    layout="official",
    outward=True,
    sealed=True,
    word="登处",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE,
        Field("preservation_number", "先行登记保存通知书文号", required=True, source="preservation.number", own=True),
        Field("starts_on", "登记保存日期", Type.DATE, True, source="preservation.starts_on"),
        Field("handling", "处理决定", Type.MULTICHOICE, True, source="preservation.handling", choices=(
            ("record", "采取记录、复制、拍照、录像等证据保全措施"), ("expert", "送交检验、检测、检疫、鉴定"),
            ("seize", "依法采取查封、扣押措施"), ("transfer", "移送有关机关处理"),
            ("release", "解除登记保存，予以退还"),
        )),
        Field("detail", "处理情况说明", Type.LONG, True, source="preservation.detail"),
        ITEMS,
        *c.REMEDY,
    ),
    body=(
        title("先行登记保存物品处理决定书"),
        *c.PARTY_LINES,
        para("{organ_name}于{starts_on}以《先行登记保存通知书》（{preservation_number}）对你（单位）与{cause}一案有关的物品"
             "先行登记保存。依照《中华人民共和国行政处罚法》第五十六条的规定，现决定作如下处理："),
        para("{handling}。"),
        para("{detail}"),
        head("物品清单"),
        table("items"),
        para("如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
             "也可以自收到本决定书之日起六个月内依法向{court}提起行政诉讼。", element="remedy"),
    ),
    signatures=(c.PARTY_SIGN, c.HANDLER_SIGN),
)  # fmt: skip

MONITOR_EVIDENCE_REVIEW = Form(
    doc=Doc.MONITOR_EVIDENCE_REVIEW,
    basis="行政处罚法第四十一条",
    layout="table",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE,
        Field("device", "监控设备名称、型号、编号", required=True, source="monitor.device"),
        Field("verified_until", "检定（校准）有效期至", Type.DATE, True, source="monitor.verified_until"),
        Field("site", "设置地点", required=True, source="monitor.site"),
        Field("announced", "设置地点公布情况", required=True, source="monitor.announced",
              help="写明公布的日期和载体（处41①）。"),
        Field("recorded_at", "记录时间", Type.DATETIME, True, source="monitor.recorded_at"),
        c.words("content", "记录内容", "monitor.content"),
        Field("quality", "记录是否真实、清晰、完整、准确", Type.CHOICE, True, source="monitor.quality",
              choices=(("yes", "是"), ("no", "否"))),
        c.words("technical_opinion", "技术审核意见", "monitor.technical_opinion"),
        c.words("legal_opinion", "法制审核意见", "monitor.legal_opinion"),
        Field("usable", "审核结论", Type.CHOICE, True, source="monitor.usable",
              choices=(("usable", "符合要求，可以作为证据"), ("unusable", "不符合要求，不得作为证据"))),
    ),
    body=(
        title("电子监控证据审核表"),
        row("案号", "{case_number}", "案由", "{cause}"),
        row("执法机关", "{organ_name}", "设置地点", "{site}"),
        row("监控设备", "{device}", "检定有效期至", "{verified_until}"),
        row("公布情况", "{announced}", "记录时间", "{recorded_at}"),
        row("记录内容", "{content}"),
        row("真实、清晰、完整、准确", "{quality}", "审核结论", "{usable}"),
        opinion("technical", "技术审核意见", "{technical_opinion}"),
        opinion("legal", "法制审核意见", "{legal_opinion}"),
    ),
)  # fmt: skip

FORMS = (PRESERVATION_NOTICE, PRESERVATION_HANDLING, MONITOR_EVIDENCE_REVIEW)
