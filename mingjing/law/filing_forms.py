"""报备事项 as data: the boxes of each filing, the file it needs, the clause that asks for it (plan 四)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.plan_clauses import PLAN, asked_of_organs


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form of a filing. ``type``: text | long | date | number | money (分) | yes."""

    name: str
    label: str
    type: str = "long"
    required: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is filed: its boxes, whether a file must be there, the clause that asks for it, and its day where fixed.

    ``yearly``: it belongs to a year. ``day``: the last day that the plan itself writes.
    """

    code: str
    label: str
    clause: str
    basis: str
    boxes: tuple[Box, ...]
    file: str = ""  # what file is wanted; "" when none must be
    yearly: bool = False
    day: date | None = None
    guarded: bool = False  # its words may not tie means to fines or numbers (law.interest)


def _assessed() -> tuple[Box, ...]:
    help = "逐条写明怎样做的、做到什么程度、差什么；没有这项职责的写“不涉及”"
    clauses = asked_of_organs()
    return tuple(
        Box(f"c_{c.code.replace('.', '_')}", f"{c.place} {c.words}", help=help if c is clauses[0] else "")
        for c in clauses
    )


FORMS: tuple[Form, ...] = (
    Form(
        "scheme", "三项制度实施方案", "G7.1", f"{PLAN}四末：2019年8月20日前制定并报市司法局备案",
        (
            Box("document", "文件名称和文号", "text", help="例：某局关于印发全面推行三项制度实施方案的通知（某字〔2019〕1号）"),
            Box("issued_on", "印发日期", "date"), Box("steps", "主要步骤和分工"),
        ),
        "实施方案", day=date(2019, 8, 20),
    ),
    Form(
        "carried_out", "三项制度贯彻落实情况", "G7.1", f"{PLAN}四末：2019年8月31日前报市司法局备案",
        (Box("done", "落实情况"), Box("problems", "存在的问题", required=False), Box("next", "下一步打算", required=False)),
        "情况报告", day=date(2019, 8, 31),
    ),
    Form(
        "year", "年度工作情况报告", "G1.1", f"{PLAN}四(一)：定期听取有关工作情况汇报",
        (Box("publicity", "公示制度落实情况"), Box("records", "全过程记录制度落实情况"), Box("review", "法制审核制度落实情况"),
         Box("problems", "问题和建议")),
        "年度报告", yearly=True,
    ),
    Form(
        "self", "推行情况自评", "G7.1", f"{PLAN}四(四)：各级行政执法机关要对推行情况进行评估",
        (*_assessed(), Box("summary", "总体评价和改进措施")), yearly=True,
    ),
    Form(
        "training", "年度培训计划", "G6.1", f"{PLAN}四(三)、四(六)：专题学习培训，岗前培训和岗位培训",
        (Box("courses", "课程、对象和时间安排"), Box("hours", "人均学时", "number"), Box("exam", "考试安排", required=False)),
        yearly=True,
    ),
    Form(
        "equipment", "执法装备年度实施计划", "G5.1", f"{PLAN}四(五)：装备配备规划和年度实施计划",
        (Box("have", "现有装备和配备率", help="装备台账页面可以看到按标准应配、现有和缺额"), Box("plan", "本年度购置、更新安排"), Box("done", "上年度计划执行情况", required=False)),
        yearly=True, guarded=True,
    ),
    Form(
        "budget", "执法装备经费预算需求", "G5.1", f"{PLAN}四(五)：将装备配备需求报本级政府列入财政预算",
        (Box("need", "需要的装备和数量"), Box("funds", "所需经费", "money", help="单位元"), Box("why", "理由", help="经费由财政保障，不得以罚没收入、收费安排或者挂钩（行政处罚法74；河南省行政执法条例11）")),
        "盖章的预算申请", yearly=True, guarded=True,
    ),
    Form(
        "free", "专题报告", "G1.1", f"{PLAN}四(一)：督促检查",
        (Box("report", "报告内容"),),
    ),
)  # fmt: skip
BY_CODE: dict[str, Form] = {form.code: form for form in FORMS}
