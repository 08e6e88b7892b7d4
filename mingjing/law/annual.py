"""The yearly statistics of enforcement as data: tables T1–T8, their figures, units, and what is summed from what.

三政办〔2019〕16号: every organ publishes its figures of the year before 31 January of the next, and reports them to
the justice bureau and to its superior. Which act counts, on which day, under which figure: ``law.counting``. Amounts
are 分 everywhere; ratios are hundredths of a per cent (万分之一).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingjing.law.terms import Term


class Source(Term):
    """Where a figure's value comes from."""

    COUNTED = "counted", "逐件计数"
    SUM = "sum", "各项之和"
    AMOUNT = "amount", "金额之和"
    LENGTH = "length", "数值之和"
    RATIO = "ratio", "比率"
    MEAN = "mean", "平均"
    ROSTER = "roster", "期末在册"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``of``: what it is summed from; of a ratio, numerator and denominator.

    ``how``: which day and which fact count, in words. ``subject``: what stands behind one unit, for the drill-down.
    """

    code: str
    label: str
    unit: str
    how: str = ""
    source: Source = Source.COUNTED
    of: tuple[str, ...] = ()
    subject: str = "case"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the report. ``duty``: the kind of act without which an organ leaves it out; "" for everyone's."""

    code: str
    label: str
    unit: str
    figures: tuple[Figure, ...]
    duty: str = ""


def _sum(code: str, label: str, unit: str, of: tuple[str, ...], how: str = "") -> Figure:
    return Figure(code, label, unit, how, Source.SUM, of)


def _money(code: str, label: str, of: tuple[str, ...], how: str = "") -> Figure:
    return Figure(code, label, "分", how, Source.AMOUNT, of)


def _ratio(code: str, label: str, of: tuple[str, str], how: str = "") -> Figure:
    return Figure(code, label, "%", how, Source.RATIO, of)


T1 = Table(
    "T1", "行政许可", "件", duty="licence",
    figures=(
        Figure("licence.applied", "申请数", "件", "年内收到申请；仅咨询的不计"),
        Figure("licence.accepted", "受理数", "件", "年内受理（含逾期视为受理）"),
        Figure("licence.granted", "许可数", "件", "年内作出准予决定；准予变更、延续的计入"),
        Figure("licence.refused", "不予许可数", "件", "年内作出不予许可（变更、延续）决定"),
        Figure("licence.revoked", "撤销许可数", "件", "年内作出撤销决定；撤回、注销的不计"),
    ),
)  # fmt: skip

PENALTY_KINDS = (
    "penalty.warning", "penalty.public_criticism", "penalty.fine", "penalty.confiscate", "penalty.suspend_licence",
    "penalty.downgrade", "penalty.restrict_business", "penalty.suspend_business", "penalty.close",
    "penalty.revoke_licence", "penalty.detention", "penalty.other",
)  # fmt: skip
_HEAVIEST = "年内作出决定，并处几种的计最重一种；以后被撤销的仍计"

T2 = Table(
    "T2", "行政处罚", "宗", duty="penalty",
    figures=(
        Figure("penalty.warning", "警告", "宗", _HEAVIEST),
        Figure("penalty.public_criticism", "通报批评", "宗", _HEAVIEST),
        Figure("penalty.fine", "罚款", "宗", _HEAVIEST),
        Figure("penalty.confiscate", "没收违法所得、没收非法财物", "宗", _HEAVIEST),
        Figure("penalty.suspend_licence", "暂扣许可证件", "宗", _HEAVIEST),
        Figure("penalty.downgrade", "降低资质等级", "宗", _HEAVIEST),
        Figure("penalty.restrict_business", "限制开展生产经营活动", "宗", _HEAVIEST),
        Figure("penalty.suspend_business", "责令停产停业", "宗", _HEAVIEST),
        Figure("penalty.close", "责令关闭、限制从业", "宗", _HEAVIEST),
        Figure("penalty.revoke_licence", "吊销许可证件", "宗", _HEAVIEST),
        Figure("penalty.detention", "行政拘留", "宗", _HEAVIEST),
        Figure("penalty.other", "其他行政处罚", "宗", "只有其他种类的；与明确种类并处的计明确种类"),
        _sum("penalty.total", "合计", "宗", PENALTY_KINDS),
        _money("penalty.money", "罚没金额", PENALTY_KINDS, "以决定书为准，不是实缴；不能定价的没收不计入"),
    ),
)  # fmt: skip

T2B = Table(
    "T2b", "行政处罚扩展情况", "件", duty="penalty",
    figures=(
        Figure("penalty.filed", "立案数", "件", "年内立案（普通程序）"),
        Figure("penalty.closed", "结案数", "件", "年内批准结案"),
        Figure("penalty.none", "不予处罚案件数", "件", "年内作出不予处罚决定"),
        _money("penalty.none_money", "不予处罚案件金额", ("penalty.none",), "测算记载的拟罚款金额；没有记载的不计入"),
        Figure("penalty.mitigated", "减轻处罚案件数", "件", "年内作出决定，裁量阶次为减轻"),
        _money("penalty.mitigated_money", "减轻处罚案件金额", ("penalty.mitigated",), "减轻后决定的罚没金额"),
        Figure("penalty.reconsidered", "被申请复议数", "件", "年内受理的复议申请"),
        Figure("penalty.reconsidered_corrected", "复议纠错数", "件", "年内收到复议撤销决定"),
        Figure("penalty.sued", "被提起诉讼数", "件", "年内受理的行政诉讼"),
        Figure("penalty.lost", "败诉数", "件", "年内收到法院撤销判决"),
        Figure("penalty.transferred", "移送司法机关数", "件", "年内以涉嫌犯罪移送"),
    ),
)  # fmt: skip

MEASURES = ("measure.person", "measure.seal", "measure.seize", "measure.freeze", "measure.other")
EXECUTIONS = (
    "execution.charge", "execution.transfer", "execution.auction", "execution.removal", "execution.substitute",
    "execution.other",
)  # fmt: skip
_MEASURE = "年内作出决定"
_EXECUTION = "年内执行完毕或者终结执行"

T3 = Table(
    "T3", "行政强制", "宗", duty="coercion",
    figures=(
        Figure("measure.person", "限制公民人身自由", "宗", _MEASURE),
        Figure("measure.seal", "查封场所、设施或者财物", "宗", _MEASURE),
        Figure("measure.seize", "扣押财物", "宗", _MEASURE),
        Figure("measure.freeze", "冻结存款、汇款", "宗", _MEASURE),
        Figure("measure.other", "其他行政强制措施", "宗", _MEASURE),
        Figure("execution.charge", "加处罚款或者滞纳金", "宗", _EXECUTION),
        Figure("execution.transfer", "划拨存款、汇款", "宗", _EXECUTION),
        Figure("execution.auction", "拍卖或者依法处理", "宗", _EXECUTION),
        Figure("execution.removal", "排除妨碍、恢复原状", "宗", _EXECUTION),
        Figure("execution.substitute", "代履行", "宗", _EXECUTION),
        Figure("execution.other", "其他强制执行", "宗", _EXECUTION),
        Figure("execution.court", "申请人民法院强制执行", "宗", "年内提出申请"),
        _sum("coercion.total", "合计", "宗", (*MEASURES, *EXECUTIONS, "execution.court")),
    ),
)  # fmt: skip

T4 = Table(
    "T4", "行政征收", "次", duty="levy",
    figures=(
        Figure("levy.count", "次数", "次", "年内征收完毕"),
        _money("levy.money", "征收总金额", ("levy.count",), "以缴款决定为准"),
    ),
)  # fmt: skip

T5 = Table(
    "T5", "行政征用", "次", duty="levy",
    figures=(
        Figure("requisition.count", "次数", "次", "年内征用完毕"),
        _money("requisition.money", "补偿金额", ("requisition.count",), "以补偿决定为准"),
    ),
)  # fmt: skip

INSPECTIONS = ("inspection.routine", "inspection.special", "inspection.case", "inspection.random")
_VISIT = "对一个对象、有完整检查记录的计一次；没有特定对象的巡查不计；随后作出处罚等决定的不计"

T6 = Table(
    "T6", "行政检查", "次", duty="inspection",
    figures=(
        Figure("inspection.routine", "日常检查", "次", _VISIT),
        Figure("inspection.special", "专项检查", "次", _VISIT),
        Figure("inspection.case", "个案检查", "次", _VISIT),
        Figure("inspection.random", "双随机抽查", "次", _VISIT),
        _sum("inspection.total", "合计", "次", INSPECTIONS),
        Figure("inspection.joint", "其中：联合检查", "次", "与其他机关一并进行的，已计入上列各类"),
        Figure("inspection.enterprise", "其中：涉企检查", "次", "对象为企业、个体工商户的，已计入上列各类"),
        Figure("inspection.problems", "发现问题的检查", "次", "检查记录有不符合项；随后处罚的也计"),
        Figure("inspection.to_penalty", "转立案查处", "次", "检查转为处罚案件"),
    ),
)  # fmt: skip

T7 = Table(
    "T7", "执法主体和人员", "人",
    figures=(
        Figure("staff.officers", "执法人员数", "人", "期末在职并登记执法证件", Source.ROSTER, subject="person"),
        Figure("staff.certified", "持有效证件数", "人", "期末执法证件有效", Source.ROSTER, subject="person"),
        _ratio("staff.certified_share", "持证率", ("staff.certified", "staff.officers")),
        Figure("staff.reviewers", "法制审核人员数", "人", "期末任法制审核人员", Source.ROSTER, subject="person"),
        _ratio("staff.reviewers_share", "法制审核人员占比", ("staff.reviewers", "staff.officers"), "不低于百分之五"),
        Figure("staff.qualified", "取得法律职业资格数", "人", "期末在职", Source.ROSTER, subject="person"),
    ),
)  # fmt: skip

T8 = Table(
    "T8", "三项制度运行", "件",
    figures=(
        Figure("public.due", "应公示决定数", "件", "公示期限在年内届满"),
        Figure("public.on_time", "按期公示数", "件", "公示期限在年内届满，按期公示"),
        _ratio("public.timely", "公示及时率", ("public.on_time", "public.due")),
        Figure("public.done", "公示数", "件", "年内发布", subject="publication"),
        Figure("public.withdrawn", "撤下数", "件", "年内撤下", subject="publication"),
        Figure("public.corrected", "更正数", "件", "年内更正", subject="publication"),
        Figure("record.items", "音像记录数", "件", "年内入库", subject="recording"),
        Figure("record.seconds", "音像记录时长", "秒", "年内入库", Source.LENGTH, ("record.items",), "recording"),
        Figure("record.in_day", "二十四小时内入库数", "件", "年内入库", subject="recording"),
        _ratio("record.timely", "二十四小时入库率", ("record.in_day", "record.items")),
        Figure("record.needed", "应当录音录像的事项数", "项", "年内终结的案件"),
        Figure("record.covered", "已经录音录像的事项数", "项", "年内终结的案件"),
        _ratio("record.coverage", "音像记录覆盖率", ("record.covered", "record.needed")),
        Figure("review.submitted", "送审轮次", "次", "年内送法制审核"),
        Figure("review.agreed", "审核通过", "次", "年内出具同意意见（含依集体讨论结论通过）"),
        Figure("review.returned", "审核退回", "次", "年内出具存在问题意见"),
        _sum("review.given", "出具审核意见", "次", ("review.agreed", "review.returned")),
        _ratio("review.agreed_share", "审核通过率", ("review.agreed", "review.given")),
        _ratio("review.returned_share", "审核退回率", ("review.returned", "review.given")),
        Figure("review.needed", "应当审核的决定数", "件", "年内作出决定"),
        Figure("review.done", "经过审核的决定数", "件", "年内作出决定"),
        _ratio("review.share", "审核率", ("review.done", "review.needed")),
        Figure("filing.due", "应当备案的重大处罚数", "件", "备案期限在年内届满"),
        Figure("filing.done", "已经备案数", "件", "备案期限在年内届满，已报送备案"),
        Figure("filing.on_time", "按期备案数", "件", "备案期限在年内届满，按期报送备案"),
        _ratio("filing.share", "备案率", ("filing.done", "filing.due")),
        Figure("archive.due", "应当归档数", "件", "归档期限在年内届满"),
        Figure("archive.on_time", "按期归档数", "件", "归档期限在年内届满，按期归档"),
        _ratio("archive.timely", "归档及时率", ("archive.on_time", "archive.due")),
        Figure("dossier.count", "案卷评查数", "件", "年内评定终分", subject="dossier"),
        Figure("dossier.score", "案卷评查均分", "分", "评定终分的平均（百分之一分）", Source.MEAN, ("dossier.count",), "dossier"),  # noqa: E501
        Figure("complaint.received", "投诉举报数", "件", "年内收到，由本机关办理的", subject="complaint"),
        Figure("complaint.answered", "投诉举报答复数", "件", "年内答复", subject="complaint"),
        Figure("complaint.due", "应当答复数", "件", "答复期限在年内届满；对公示决定的更正不计", subject="complaint"),
        Figure("complaint.on_time", "按期答复数", "件", "答复期限在年内届满，按期答复", subject="complaint"),
        _ratio("complaint.timely", "投诉举报按期答复率", ("complaint.on_time", "complaint.due")),
    ),
)  # fmt: skip

TABLES: tuple[Table, ...] = (T1, T2, T2B, T3, T4, T5, T6, T7, T8)
FIGURES: dict[str, Figure] = {f.code: f for t in TABLES for f in t.figures}
TABLE_OF: dict[str, Table] = {f.code: t for t in TABLES for f in t.figures}
#: The figures that are counted act by act; every other one follows from these, or from the roster.
COUNTED: tuple[str, ...] = tuple(code for code, f in FIGURES.items() if f.source is Source.COUNTED)
ROSTER: tuple[str, ...] = tuple(code for code, f in FIGURES.items() if f.source is Source.ROSTER)


_OF = {source: tuple(f for f in FIGURES.values() if f.source is source) for source in Source}
_NOTHING = (0, 0)


def derived(counted: Mapping[str, tuple[int, int]], roster: Mapping[str, int]) -> dict[str, int]:
    """Every figure's value from what was counted: figure → (number, amount), and the roster of the last day.

    A ratio or mean of nothing is left out: there is no such value. Ratios in hundredths of a per cent, rounded half up.
    """
    get = counted.get
    values = {code: get(code, _NOTHING)[0] for code in COUNTED}
    for code in ROSTER:
        values[code] = roster.get(code, 0)
    for figure in _OF[Source.SUM]:
        values[figure.code] = sum([values[part] for part in figure.of])
    for figure in (*_OF[Source.AMOUNT], *_OF[Source.LENGTH]):
        values[figure.code] = sum([get(part, _NOTHING)[1] for part in figure.of])
    for figure in _OF[Source.RATIO]:
        if whole := values[figure.of[1]]:
            values[figure.code] = share(values[figure.of[0]], whole)
    for figure in _OF[Source.MEAN]:
        if whole := values[figure.of[0]]:
            values[figure.code] = (2 * get(figure.of[0], _NOTHING)[1] + whole) // (2 * whole)
    return values


def share(part: int, whole: int) -> int:
    """``part`` of ``whole`` in hundredths of a per cent, rounded half up. Raises ZeroDivisionError for no whole."""
    return (2 * part * 10_000 + whole) // (2 * whole)
