"""行政检查 before the visit: how often a firm is visited and by whom, what is on a plan, what may be merged.

国办发〔2024〕54号: the same organ visits the same firm no more often than the number it has published; what can be
merged is not repeated, what can be joint is not done by each organ apart. Across organs only date, organ and type are
known. The document was read in part and in reports only; the answers of 司法部办公厅 to questions on it likewise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mingjing.law.terms import Term

BASIS = "国办发〔2024〕54号"
REPEAT_RULE = "visits.repeat"  # its days stand in law/limits_inspection


class VisitType(Term):
    """Types of inspection (国办发〔2024〕54号有关问题解答: 日常、个案、专项); random is how routine ones are chosen."""

    ROUTINE = "routine", "日常检查"
    SPECIAL = "special", "专项检查"
    CASE = "case", "个案检查"
    RANDOM = "random", "双随机抽查"


FITS = ("符合", "不符合", "不涉及")  # of each matter inspected


class Result(Term):
    """What a visit comes to."""

    NONE = "none", "未发现问题"
    CORRECT = "correct", "责令限期改正"
    PENALTY = "penalty", "立案查处"
    CORRECT_PENALTY = "correct_penalty", "责令限期改正并立案查处"
    TRANSFER = "transfer", "移送有权机关处理"


ORDERED = frozenset({Result.CORRECT, Result.CORRECT_PENALTY})
PROSECUTED = frozenset({Result.PENALTY, Result.CORRECT_PENALTY})


# Why a firm is visited more often than the published number (configurable: the organ's own rules may narrow it).
EXCEPTIONS = (
    ("complaint", "投诉举报"),
    ("transfer", "转办、交办、移送"),
    ("monitoring", "数据监测发现线索"),
    ("applied", "应企业申请"),
    ("risk", "重大风险隐患"),
    ("superior", "上级部署的专项检查"),
)
# Sources that give ground for a visit to one firm without a plan.
GROUNDS = frozenset({"complaint", "transfer", "assigned", "monitoring", "application", "emergency"})
PLANNED = frozenset({VisitType.ROUTINE, VisitType.SPECIAL, VisitType.RANDOM})

# What is forbidden to those who visit a firm, told at the door and printed on the notice.
FIVE_BANS = (
    "严禁逐利检查，不得接受被检查企业的任何馈赠、报酬、福利待遇，不得参加被检查企业提供的宴请、娱乐、旅游等活动，"
    "不得由被检查企业支付消费开支或者将检查费用转嫁给企业，不得违规要求企业接受指定的中介机构提供服务；",
    "严禁干扰企业正常生产经营，不得刻意要求法定代表人到场；",
    "严禁任性处罚企业，不得乱查封、乱扣押、乱冻结、动辄责令停产停业；",
    "严禁下达检查指标，不得将考核考评、预算项目绩效与检查频次、罚没数额挂钩；",
    "严禁变相检查，不得以观摩、督导、考察等名义行检查之实。",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a firm, past or planned. ``joint``: mark that visits made together share; "" when alone."""

    case: str
    organ: str
    organ_name: str
    on: date
    type: VisitType
    entered: bool
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """How many visits a year the organ has published for one firm, and where."""

    most: int
    basis: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the law asks about a visit before it is made. ``visits``: earlier and planned ones, without this one."""

    organ: str
    visits: tuple[Visit, ...] = ()
    cap: Cap | None = None
    repeat_days: int = 30
    plan: str = ""  # the plan row it stands in, in words; "" when none
    plan_approved: bool = False
    drawn: str = ""  # the draw it comes from; "" when none
    joint: str = ""


def in_year(visits: Iterable[Visit], organ: str, year: int) -> tuple[Visit, ...]:
    """Visits of one organ in one year; visits made together count once (综合查一次)."""
    found, seen = [], set()
    for v in sorted(visits, key=lambda v: v.on):
        if v.organ != organ or v.on.year != year or (v.joint and v.joint in seen):
            continue
        seen.add(v.joint)
        found.append(v)
    return tuple(found)


def over_cap(visits: Iterable[Visit], organ: str, on: date, cap: Cap | None) -> int:
    """By how many one more visit on ``on`` would go over the published number; 0 when it would not."""
    if cap is None:
        return 0
    return max(0, len(in_year(visits, organ, on.year)) + 1 - cap.most)


def near(visits: Iterable[Visit], on: date, days: int) -> tuple[Visit, ...]:
    """Visits of any organ within ``days`` calendar days before or after ``on``, the nearest first."""
    within = timedelta(days=days)
    found = [v for v in visits if abs(v.on - on) <= within]
    return tuple(sorted(found, key=lambda v: (abs(v.on - on), v.organ_name)))


def mergeable(visits: Iterable[Visit], organ: str, on: date, days: int) -> tuple[Visit, ...]:
    """Near visits that have not been made yet: those of other organs can be joined, the own ones merged."""
    return tuple(v for v in near(visits, on, days) if not v.entered)


def counted(*, recorded: bool, one_party: bool, led_to_penalty: bool) -> bool:
    """Whether a visit counts as one inspection in the yearly figures.

    One target with a full record counts once; a visit that led to a penalty or another act is not counted (口径 of
    大同 2024; 待确认 for the local form).
    """
    return recorded and one_party and not led_to_penalty
