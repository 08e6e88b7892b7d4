"""Lists published in versions, with all their fields (三政办〔2019〕16号三(一)1, 三(二)2, 三(三)2; 行政处罚法20、34).

Fields named by the plan come first in each list; the rest are what agencies of the province publish besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mingjing.law.benchmark_rows import COLUMNS as BENCHMARK
from mingjing.law.kinds import ActKind, Doc, Penalty
from mingjing.law.list_terms import ACTS, LEVELS, ORGAN_KINDS, PLAN, STAGES
from mingjing.law.listing import Cell, Column, ListKind, Problem, ordered

CODE = Column("code", "编号", help="本清单内不重复，公布后不改", sample="01-CF-001", most=40)
SINCE = Column("valid_from", "起始日期", Cell.DATE, sample="2026-01-01")
UNTIL = Column("valid_to", "截止日期", Cell.DATE, required=False, help="没有截止日期的不填")
BASIS = Column(
    "basis", "依据", Cell.LONG, help="写明法规名称和条款项", sample="《中华人民共和国行政处罚法》第三十四条", most=2000
)
NOTE = Column("note", "备注", Cell.LONG, required=False, most=500)
DATES = ordered("valid_from", "valid_to", ("起始日期", "截止日期"))


def _threshold(values: Mapping[str, Any]) -> Sequence[Problem]:
    if values.get("penalties") and values.get("act") != ActKind.PENALTY:
        return [Problem("penalties", "", "处罚种类只适用于行政处罚：请清空，或者改执法类别")]
    return []


PUBLISHED: tuple[ListKind, ...] = (
    ListKind(
        "subjects", "行政执法主体清单", "D1.1", f"{PLAN}三(一)1；河南省行政执法条例13", key=("uscc",), title="name", generated=True, wide=True,
        columns=(
            Column("name", "执法主体", most=80),
            Column("kind", "主体类别", Cell.CHOICE, choices=ORGAN_KINDS),
            Column("region", "执法区域", most=40),
            Column("field", "所属领域", most=20),
            Column("parent", "所属部门", required=False, most=80),
            Column("uscc", "统一社会信用代码", most=18),
            Column("basis", "设定依据", Cell.LONG, required=False, most=500),
            Column("confirmed_no", "主体资格确认文号", required=False, most=60),
            Column("confirmed_on", "确认公告日期", Cell.DATE, required=False),
            Column("address", "地址", most=120),
            Column("phone", "联系电话", most=30),
            Column("valid_from", "设立日期", Cell.DATE),
            Column("valid_to", "撤销日期", Cell.DATE, required=False),
        ),
    ),
    ListKind(
        "officers", "行政执法人员清单", "D1.2", f"{PLAN}三(一)1", key=("certificate",), title="name", generated=True,
        columns=(
            Column("name", "姓名", most=40),
            Column("position", "职务", required=False, most=40),
            Column("unit", "内设机构", required=False, most=60),
            Column("certificate", "执法证号", most=20),
            Column("fields", "执法类别", most=200, required=False),
            Column("region", "执法区域", most=40),
            Column("issued_on", "发证日期", Cell.DATE),
            Column("valid_to", "有效期至", Cell.DATE),
            Column("state", "证件状态", most=20),
        ),
    ),
    ListKind(
        "powers", "行政执法权责清单", "D1.4", f"{PLAN}三(一)1", key=("code",), title="name",
        columns=(
            CODE,
            Column("act", "职权类别", Cell.CHOICE, choices=ACTS, sample="行政处罚"),
            Column("name", "职权名称", sample="对未按规定处置建筑垃圾的处罚"),
            Column("basis", "实施依据", Cell.LONG, most=2000, help="写明法规名称和条款项",
                   sample="《城市建筑垃圾管理规定》第二十五条"),
            Column("duties", "责任事项", Cell.LONG, most=2000, sample="立案、调查、审核、告知、决定、送达、执行"),
            Column("term", "办理期限（法定时限）", sample="90 日", most=60),
            Column("promised", "承诺时限", required=False, most=60),
            Column("fee", "收费情况及依据", sample="不收费", most=200),
            Column("target", "实施对象", required=False, most=120),
            Column("unit", "责任科室", required=False, most=60),
            Column("level", "行使层级", required=False, most=40),
            Column("liability", "追责情形", Cell.LONG, required=False, most=1000),
            SINCE,
            UNTIL,
        ),
        rules=(DATES,),
    ),
    ListKind(
        "inspection-items", "随机抽查事项清单", "D1.5", f"{PLAN}三(一)1", key=("code",), title="name",
        columns=(
            CODE,
            Column("power", "检查职权编号", help="权责清单中行政检查一类的编号", sample="01-QT-001", most=40),
            Column("name", "抽查事项名称", sample="餐饮服务单位监督检查", most=120),
            BASIS,
            Column("unit", "抽查主体", sample="执法一科", most=80),
            Column("subject", "抽查对象", sample="餐饮服务单位", most=120),
            Column("ratio", "抽查比例", sample="5%", most=60),
            Column("frequency", "抽查频次", sample="每年不少于 2 批", most=60),
            Column("method", "抽查方式", sample="现场检查", most=60),
            Column("contents", "抽查内容", Cell.LINES, most=3000, help="每行一项，写成“事项：标准”", sample="场所：清洁"),
            Column("type", "抽查类型", Cell.CHOICE, required=False, choices=(("random", "不定向"), ("targeted", "定向"))),
            Column("risk", "信用风险分类要求", required=False, most=200),
            SINCE,
            UNTIL,
        ),
        rules=(DATES,),
    ),
    ListKind(
        "av-items", "音像记录事项清单", "R2.1", f"{PLAN}三(二)2", key=("code",), title="name", guided=True,
        columns=(
            Column("code", "编号", sample="scene", most=20, help="本清单内不重复，公布后不改"),
            Column("act", "执法类别", Cell.CHOICE, choices=ACTS, sample="行政处罚"),
            Column("stage", "执法环节", Cell.CHOICE, choices=STAGES, sample="调查取证"),
            Column("name", "执法事项", sample="现场检查", most=80),
            Column("content", "记录内容", Cell.LONG, most=500, sample="出示证件、检查过程、当事人陈述"),
            Column("place", "记录场合", most=120, sample="检查现场"),
            Column("by", "记录人", most=60, sample="协办人"),
            Column("way", "记录方式", most=60, sample="执法记录仪"),
            Column("starts", "开始时点", most=80, sample="进入现场"),
            Column("ends", "结束时点", most=80, sample="离开现场"),
            Column("level", "记录要求", Cell.CHOICE, choices=LEVELS, sample="必须全程"),
            Column("document", "对应文书", Cell.CHOICE, required=False, choices=tuple(Doc.choices()),
                   help="制作这种文书时应当有录音录像", sample="现场检查笔录"),
            Column("keep", "存储期限", most=60, sample="与案卷相同"),
            SINCE,
            UNTIL,
        ),
        rules=(DATES,),
    ),
    ListKind(
        "review-catalogue", "重大执法决定法制审核目录清单", "L2.2", f"{PLAN}三(三)2", key=("code",), title="name", guided=True,
        columns=(
            CODE,
            Column("act", "执法类别", Cell.CHOICE, choices=ACTS, sample="行政处罚"),
            Column("name", "审核事项", sample="较大数额罚款", most=120),
            Column("standard", "适用情形和标准", Cell.LONG, most=1000, sample="对公民罚款五千元以上，对单位罚款五万元以上"),
            Column("powers", "职权编号", Cell.LINES, required=False, most=3000, help="每行一个权责清单编号，属于这些职权的应当审核"),
            Column("amount_person", "对公民的数额（元）", Cell.MONEY, required=False, help="达到的应当审核，含本数"),
            Column("amount_org", "对单位的数额（元）", Cell.MONEY, required=False, help="达到的应当审核，含本数"),
            Column("penalties", "处罚种类", Cell.CHOICES, required=False, choices=tuple(Penalty.choices())),
            BASIS,
            Column("unit", "承办机构", most=60, sample="执法一科"),
            Column("reviewer", "审核机构", most=60, sample="政策法规科"),
            Column("materials", "送审材料", Cell.LONG, most=500, sample="拟作决定、调查终结报告、证据、裁量说明"),
            Column("heads", "审核重点", Cell.LONG, most=500, sample="主体、程序、事实、依据、裁量、权限、文书、移送"),
            Column("days", "审核时限（工作日）", Cell.INTEGER, sample="5"),
            Column("discussed", "集体讨论", Cell.YES, sample="是"),
            Column("filed", "报备案", Cell.YES, sample="否"),
            SINCE,
            UNTIL,
        ),
        rules=(DATES, _threshold),
    ),
    ListKind(
        "guides", "服务指南", "D1.6", f"{PLAN}三(一)1；行政许可法30", key=("code",), title="name",
        columns=(
            CODE,
            Column("name", "事项名称", sample="食品经营许可", most=120),
            Column("act", "执法类别", Cell.CHOICE, choices=ACTS, sample="行政许可"),
            BASIS,
            Column("accepts", "受理机构", sample="政务服务窗口", most=80),
            Column("decides", "审批机构", sample="示例局", most=80),
            Column("conditions", "受理条件", Cell.LONG, most=2000, sample="有与经营品种相适应的场所"),
            Column("materials", "申请材料", Cell.LINES, most=3000, sample="申请书"),
            Column("course", "办理程序", Cell.LONG, most=2000, sample="申请、受理、审查、决定、发证"),
            Column("term", "办理时限", sample="10 个工作日", most=60),
            Column("fee", "收费依据和标准", sample="不收费", most=200),
            Column("result", "办理结果和送达", required=False, most=200),
            Column("place", "办公地址和时间", sample="示例路1号，工作日 9:00—17:00", most=200),
            Column("phone", "咨询电话", Cell.PHONE, sample="0398-0000000", most=60),
            Column("complaint_phone", "监督投诉电话", Cell.PHONE, sample="12345", most=60),
            SINCE,
            UNTIL,
        ),
        rules=(DATES,),
    ),
    ListKind(
        "benchmarks", "行政裁量权基准", "D1.3", f"{PLAN}三(一)1；行政处罚法34", key=("code", "tier", "circumstances"),
        title="violation", together="code", columns=BENCHMARK,
        rules=(ordered("valid_from", "valid_to", ("生效日期", "失效日期")),),
    ),
    ListKind(
        "entrustments", "委托执法", "D1.8", f"{PLAN}三(一)1；行政处罚法20、21", key=("code",), title="trustee",
        columns=(
            Column("code", "委托书文号", sample="示委〔2026〕1号", most=60),
            Column("trustee", "受委托组织", sample="示例综合执法大队", most=80),
            Column("trustee_code", "受委托组织统一代码", Cell.USCC, sample="11411200DEMG00019A"),
            Column("powers", "委托事项", Cell.LINES, most=3000, help="每行一个权责清单编号", sample="01-CF-001"),
            Column("authority", "委托权限", Cell.LONG, most=500, sample="调查取证，以委托机关名义作出处罚决定"),
            BASIS,
            Column("supervision", "监督方式", most=200, sample="委托机关法制机构抽查案卷"),
            SINCE,
            Column("valid_to", "委托期限至", Cell.DATE, sample="2028-12-31"),
        ),
        rules=(DATES,),
    ),
    ListKind(
        "channels", "救济渠道和监督方式", "D1.7", f"{PLAN}三(一)1", key=("code",), title="name",
        columns=(
            CODE,
            Column("kind", "类别", Cell.CHOICE, sample="行政复议", choices=(
                ("reconsideration", "行政复议"), ("litigation", "行政诉讼"), ("compensation", "行政赔偿"),
                ("correction", "信息更正"), ("credit", "信用修复"), ("complaint", "投诉举报"), ("hotline", "政务服务热线"),
                ("consultation", "咨询"),
            )),
            Column("name", "名称", sample="向湖滨区人民政府申请行政复议", most=120),
            Column("body", "受理机关", sample="湖滨区司法局行政复议科", most=120),
            Column("address", "地址", required=False, most=120),
            Column("phone", "电话", Cell.PHONE, required=False, most=60, sample="12345"),
            Column("link", "网址", Cell.LINK, required=False, most=200),
            Column("term", "期限", required=False, most=120, sample="收到决定书之日起 60 日内"),
            Column("answer", "答复时限", required=False, most=120),
            BASIS,
            SINCE,
            UNTIL,
        ),
        rules=(DATES,),
    ),
    ListKind(
        "lenient-list", "不予、从轻、减轻处罚清单", "D1.3", "行政处罚法32、33", key=("code",), title="matter",
        columns=(
            CODE,
            Column("kind", "处理", Cell.CHOICE, sample="不予处罚", choices=(
                ("none", "不予处罚"), ("may_none", "可以不予处罚"), ("lighter", "从轻处罚"), ("mitigated", "减轻处罚"),
                ("no_measure", "不予采取强制措施"),
            )),
            Column("matter", "违法行为", sample="首次未按规定公示服务项目价格"),
            Column("conditions", "适用条件", Cell.LONG, most=1000, sample="初次违法、危害后果轻微、及时改正"),
            BASIS,
            Column("measures", "配套措施", sample="说服教育、签订承诺、回访", most=200),
            SINCE,
            UNTIL,
        ),
        rules=(DATES,),
    ),
)  # fmt: skip
