"""考核指标 of the three systems (domain reference §7.2): each with its formula in words and as a function, its source,
its weight in points. Weights are proposals of the reference, dated, 待确认; a bureau may adopt its own.

An indicator is one numerator and one denominator, both whole numbers. Without data (nothing to divide by) it says
无数据 and its weight is shared out among the others in proportion: no guess, no zero, and the share is shown. Nothing
that rises with fines, fees, penalties or cases may be an indicator (plan 四(五); 行政处罚法74③): ``problems`` asks
``law.interest`` for every name, formula and quantity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law import interest
from mingjing.law.interest import Measure, Quantity, Use
from mingjing.law.terms import Term

FULL = 100
HUNDREDTHS = 100
REVIEWERS = 20  # 5 % of the officers (plan 三(三)1)
TO_CONFIRM = "分值为本平台依据参考资料建议，待确认，由司法局印发的考核办法确定"


class Shape(Term):
    """How numerator and denominator become a share of the weight."""

    RATIO = "ratio", "按比率得分"
    ALL = "all", "达到百分之百得满分，否则 0 分"
    LESS = "less", "一减比率得分"
    EACH = "each", "每一件差错扣两分，扣完为止"
    STAFF = "staff", "审核人员不少于一人且不少于执法人员的百分之五得满分，不足的按比例"


class Origin(Term):
    """Where the numbers come from."""

    FIGURES = "figures", "统计数字（随办理自动累计）"
    CLOCKS = "clocks", "期限记录"
    LISTS = "lists", "清单公布记录"
    REVIEWS = "reviews", "法制审核记录"
    APPRAISAL = "appraisal", "案卷评查"
    REPORTS = "reports", "年度报告报送记录"
    TYPED = "typed", "司法局登记，附出处"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator. ``part`` and ``whole``: in words; ``keys``: what the source calls them; ``counts``: what rises."""

    code: str
    group: str
    label: str
    part: str
    whole: str
    weight: int
    origin: Origin
    shape: Shape = Shape.RATIO
    keys: tuple[str, ...] = ()
    counts: Quantity = Quantity.QUALITY
    basis: str = "三政办〔2019〕16号四(四)"

    @property
    def formula(self) -> str:
        """In words."""
        if self.shape is Shape.EACH:
            return f"{self.weight} 分 − 2 分 × {self.part}（分母为{self.whole}）"
        words = f"{self.part} ÷ {self.whole}"
        return f"1 − {words}" if self.shape is Shape.LESS else words


def _i(code: str, group: str, label: str, part: str, whole: str, weight: int, origin: Origin, *keys: str,
       shape: Shape = Shape.RATIO, counts: Quantity = Quantity.QUALITY, basis: str = "") -> Indicator:  # fmt: skip
    return Indicator(
        code=code, group=group, label=label, part=part, whole=whole, weight=weight, origin=origin, shape=shape,
        keys=keys, counts=counts, basis=basis or "三政办〔2019〕16号四(四)",
    )  # fmt: skip


PUBLIC, RECORD, REVIEW, QUALITY, OWN = "公示", "全过程记录", "法制审核", "质效", "自定"
F, C = Origin.FIGURES, Origin.CLOCKS
INDICATORS: tuple[Indicator, ...] = (
    _i("P1", PUBLIC, "清单齐备率", "已公布的清单种类", "应当公布的清单种类",
       6, Origin.LISTS, basis="三政办〔2019〕16号三(一)1"),
    _i("P2", PUBLIC, "许可、处罚决定公示及时率", "七个工作日内公示的许可、处罚决定", "到期应当公示的许可、处罚决定",
       8, C,
       "publish.penalty", "publish.licence", basis="三政办〔2019〕16号三(一)3；行政处罚法48"),
    _i("P3", PUBLIC, "其他决定公示及时率", "二十个工作日内公示的其他决定", "到期应当公示的其他决定", 4, C, "publish.",
       basis="三政办〔2019〕16号三(一)3"),
    _i("P4", PUBLIC, "撤下、更正及时率", "按期撤下、更正的信息", "到期应当撤下、更正的信息",
       4, C, "withdraw.", "correct.",
       basis="三政办〔2019〕16号三(一)4；行政处罚法48②"),
    _i("P5", PUBLIC, "隐去个人信息差错", "抽检发现没有隐去的件数", "抽检的件数", 4, Origin.TYPED, shape=Shape.EACH,
       counts=Quantity.WRONG, basis="三政办〔2019〕16号三(一)3"),
    _i("P6", PUBLIC, "年报按时报送、勾稽无误", "按时报送且勾稽无误的年报", "期内应当报送的年报", 4, Origin.REPORTS,
       basis="三政办〔2019〕16号三(一)3"),
    _i("R1", RECORD, "音像记录覆盖率", "已经录音录像的事项", "应当录音录像的事项",
       8, F, "record.covered", "record.needed",
       basis="三政办〔2019〕16号三(二)2"),
    _i("R2", RECORD, "音像二十四小时入库率", "二十四小时内入库的音像记录", "音像记录",
       6, F, "record.in_day", "record.items",
       basis="三政办〔2019〕16号三(二)2"),
    _i("R3", RECORD, "归档及时率", "二十个工作日内归档的案卷", "应当归档的案卷", 6, F, "archive.on_time", "archive.due",
       basis="三政办〔2019〕16号三(二)4"),
    _i("R4", RECORD, "文书齐全率", "抽取评查、系统核对文书齐全的案卷", "抽取评查并经系统核对的案卷",
       6, Origin.APPRAISAL, "papers",
       basis="三政办〔2019〕16号三(二)1"),
    _i("R5", RECORD, "原件完整、无违规调阅", "摘要一致、调阅有登记的原件", "核验的原件",
       4, Origin.TYPED, shape=Shape.ALL,
       basis="三政办〔2019〕16号三(二)3"),
    _i("A1", REVIEW, "应审尽审", "经过法制审核的决定", "应当审核的决定",
       8, F, "review.done", "review.needed", shape=Shape.ALL,
       basis="三政办〔2019〕16号三(三)2；行政处罚法58"),
    _i("A2", REVIEW, "审核时限内完成率", "时限内出具的审核意见", "到期应当出具的审核意见", 4, C, "review.opinion",
       basis="三政办〔2019〕16号三(三)3"),
    _i("A3", REVIEW, "法制审核人员配备", "法制审核人员", "执法人员",
       4, F, "staff.reviewers", "staff.officers", shape=Shape.STAFF,
       basis="三政办〔2019〕16号三(三)1"),
    _i("A4", REVIEW, "审核意见闭环率", "问题已改正并通过、或者经协商讨论了结的退回意见", "退回意见", 4, Origin.REVIEWS,
       basis="三政办〔2019〕16号三(三)3"),
    _i("A5", REVIEW, "重大处罚备案及时率", "按期备案的重大处罚", "应当备案的重大处罚",
       5, F, "filing.on_time", "filing.due",
       basis="三政办〔2019〕16号三(三)2"),
    _i("Q1", QUALITY, "案卷评查均分", "评定终分的合计", "满分的合计",
       5, Origin.APPRAISAL, "score", basis="三政办〔2019〕16号四(二)"),
    _i("Q2", QUALITY, "复议纠错、败诉率", "复议纠错和败诉的案件", "被申请复议和被起诉的案件", 5, F,
       "penalty.reconsidered_corrected+penalty.lost", "penalty.reconsidered+penalty.sued", shape=Shape.LESS,
       counts=Quantity.WRONG),
    _i("Q3", QUALITY, "投诉举报按期答复率", "按期答复的投诉举报", "应当答复的投诉举报",
       2, F, "complaint.on_time", "complaint.due",
       basis="三政办〔2019〕16号四(二)"),
    _i("Q4", QUALITY, "持证率", "执法证件有效的人员", "执法人员",
       1, F, "staff.certified", "staff.officers", shape=Shape.ALL,
       basis="三政办〔2019〕16号四(六)"),
    _i("Q5", QUALITY, "预警处置率", "期限内反馈的监督文书", "反馈期限届满的监督文书",
       2, C, "finding.remind", "finding.urge", "finding.opinion", "finding.decision"),
)  # fmt: skip
SINCE = date(2019, 8, 1)
BY_CODE = {i.code: i for i in INDICATORS}


@dataclass(frozen=True, slots=True)
class Value:
    """Numerator and denominator of one organ; ``whole`` 0 or None: no data. ``source``: in words."""

    part: int | None
    whole: int | None
    source: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anything to divide by."""
        return self.part is not None and bool(self.whole)


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator of one organ: points in hundredths of the weight after sharing out; None without data."""

    indicator: Indicator
    value: Value
    weight: int  # hundredths of a point, after the weights without data were shared out
    points: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """All of them. ``total`` in hundredths of a point, None when nothing is known; ``missing``: weight without data."""

    rows: tuple[Scored, ...]
    total: int | None
    missing: int


def share(indicator: Indicator, value: Value) -> Fraction:
    """Which part of its weight an indicator earns: 0 … 1. Raises ValueError without data."""
    if value.part is None or not value.whole:
        raise ValueError(f"{indicator.label}没有数据")
    ratio = min(Fraction(1), max(Fraction(0), Fraction(value.part, value.whole)))
    match indicator.shape:
        case Shape.ALL:
            return Fraction(int(value.part >= value.whole))
        case Shape.LESS:
            return 1 - ratio
        case Shape.EACH:
            return max(Fraction(0), 1 - Fraction(2 * value.part, indicator.weight))
        case Shape.STAFF:
            needed = max(1, -(-value.whole // REVIEWERS))
            return min(Fraction(1), Fraction(value.part, needed))
        case _:
            return ratio


def score(indicators: Sequence[Indicator], values: Mapping[str, Value]) -> Result:
    """What an organ comes to. Weights without data go to the others in proportion; the sum is at most 100 points."""
    known = [i for i in indicators if values.get(i.code, Value(None, None)).known]
    whole = sum(i.weight for i in known)
    full = Fraction(sum(i.weight for i in indicators))
    rows, total = [], Fraction(0)
    for i in indicators:
        value = values.get(i.code, Value(None, None))
        if i not in known:
            rows.append(Scored(i, value, 0, None))
            continue
        weight = i.weight * full / whole
        earned = weight * share(i, value)
        total += earned
        rows.append(Scored(i, value, rounded(weight), rounded(earned)))
    return Result(tuple(rows), rounded(total) if known else None, int(full) - whole)


def rounded(points: Fraction) -> int:
    """Points → hundredths, halves up."""
    return int((points * HUNDREDTHS * 2 + 1) // 2)


def ranks(totals: Mapping[str, int | None]) -> dict[str, int | None]:
    """Key → rank by total, ties share one; None where there is no total."""
    return {
        key: None if total is None else 1 + sum(t is not None and t > total for t in totals.values())
        for key, total in totals.items()
    }


def problems(indicators: Sequence[Indicator], on: date) -> str:
    """Why these indicators and weights may not be adopted on a day; "" when they may. Names row, ground and cure."""
    codes = [i.code for i in indicators]
    for n, i in enumerate(indicators, 1):
        if codes.count(i.code) > 1:
            return f"第 {n} 行的编码 {i.code} 重复，换一个编码"
        if not i.label.strip() or len(i.label) > 60 or not i.part.strip() or not i.whole.strip():
            return f"第 {n} 行写明指标名称（不超过 60 字）、分子和分母"
        if not 0 < i.weight <= FULL:
            return f"第 {n} 行“{i.label}”的分值应为 1 到 {FULL} 的整数"
        measure = Measure(name=i.label, counts=i.counts, use=Use.SCORE)
        refused = interest.refused(i.label, f"考核{i.label}。以{i.part}为指标", (measure,), on)
        if refused:
            return f"第 {n} 行：{refused[0].message}（{refused[0].article}）。{refused[0].cure}"
    total = sum(i.weight for i in indicators)
    return "" if total == FULL else f"各项分值合计 {total} 分，应为 {FULL} 分"
