"""The words by which targets of money and numbers are known (``law.interest``): tables and a reading of sentences.

A sentence is a target when what it counts stands near what drives it: a number to reach, a ranking, a share, a reward.
Work on the quality of what was done (评查、公示、审核……) between the two makes it another sentence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from mingjing.law.interest_rules import MONEY, Quantity


class Hint(NamedTuple):
    """What a sentence drives, and by what."""

    quantity: Quantity
    why: str


NUMBER = r"(?:\d[\d.,]*|[一二三四五六七八九十百千万亿两〇零几数]+)"
YUAN = rf"{NUMBER}[余多]?[百千万亿]*元"
PIECES = rf"{NUMBER}[余多]?(?:件次|户次|家次|人次|件|起|宗|例|单|张|次|户|家|遍)"
SHARE = rf"(?:{NUMBER}(?:%|个百分点|成(?!立)|倍)|百分之{NUMBER}|按比例)"

# What is counted, the longest word first.
OBJECTS: tuple[tuple[Quantity, re.Pattern[str]], ...] = (
    (
        Quantity.FINE,
        re.compile(
            r"罚没(?:款|收入|所得|金额|数额|总额|财物)?|罚款(?:金额|数额|总额|收入|额)?|罚金|处罚金额|执法收入|创收"
            r"|非税收入|没收(?:违法所得|非法财物)?(?:金额|款|总额)"
        ),
    ),
    (
        Quantity.FEE,
        re.compile(r"(?:行政事业性)?收费(?:收入|金额|总额|额)|规费|征收(?:金额|总额|收入|额)|收费(?=任务|指标)"),
    ),
    (Quantity.PENALTY, re.compile(r"(?:行政)?处罚(?:决定书?|案件|案(?!卷|例))?|罚单")),
    (Quantity.CASE, re.compile(r"立案|办案|查案|结案|破案|(?:查处|查办|办理|办结|移送)[^，,]{0,12}?案件|案件|案源")),
    (Quantity.COERCION, re.compile(r"查封|扣押|冻结|强制措施|强制执行")),
    (Quantity.VISIT, re.compile(r"检查|巡查")),
)
LONGEST, OVERLAP = 160, 60  # letters of one clause that are read together
# Cases that are not the organ's own enforcement.
OTHERS = re.compile(r"复议|诉讼|信访|赔偿")

FLOOR = r"(?:不少于|不得少于|不低于|不得低于|不小于|不下于|不能少于|至少|确保|力争|实现|完成|保底)"
REACH = r"(?:达到|达|超过|突破)"
PERIOD = r"(?:全年|每年|年内|本年度|每月|每季度|每周|月均|年均|每人|人均|每名|每个|各)"
GROWTH = r"(?:增长|增加|增收|提高|提升|上升|增幅|翻番|翻一番|递增|多罚|多收|扩大|加大)"
TARGET = r"(?:指标|任务|定额|基数|计划数|目标)"
SCORING = r"(?:考核|考评|计分|得分|加\d*分|扣\d*分|加分|扣分|记分|评分|权重|排名|排位|排序|竞赛|比武|评先|评优)"
REWARD = r"(?:奖励|奖金|绩效|提成|分成|返还|返拨|留成|留用|弥补|补助|津贴|福利|经费|预算|挂钩)"

# A number of acts is wanted only with one of these about; bare “处罚情况纳入考核” counts nothing.
COUNTED = re.compile(rf"{PIECES}|数量|件数|宗数|次数|频次|户次|总量|总数|多少|[案罚]数|[案罚]量|每[办查罚立检]|指标")
AMOUNT = re.compile(rf"{YUAN}|{SHARE}|{PIECES}")
# A floor that describes which cases are meant: “罚款超过 10 万元的”, “10 万元以上罚款决定”.
CONDITION = re.compile(rf"(?:{REACH}{YUAN}(?:以上)?|{YUAN}以上)(?=的|罚款|罚没|处罚|案|决定|没收)")
# Between what is counted and what drives it, these make it a matter of quality.
QUALITY = re.compile(
    r"案卷|案例|评查|审核|公示|公开|归档|备案|送达|录音录像|音像|记录|培训|宣传|普法|整改|纠正|纠错|满意|合格|规范|质量|质效"
    r"|及时|准确|完整|抽查比例|抽查率|覆盖率|合法|分离|脱钩|票据|上缴国库|缴入国库|缴库|纳入(?:财政|国库)|收支两条线"
    r"|程序|文书|证件|资格|人员|设备|装备|场所|制度|清单|裁量|重复|压减|减少|能力|水平|投诉|信息化|系统|效能|效率|流程"
)
FORBID = re.compile(
    r"严禁|禁止|不得|不准|不允许|不应|不能|不与|不以|不再|不将|不把|不作为|不下达|杜绝|防止|避免|取消|清理|脱钩|整治|查纠"
)
# “不得少于” and “严禁低于” are floors: they forbid too little.
TOO_LITTLE = re.compile(
    r"(?:不得|不准|不能|不允许|严禁|禁止|防止|避免|杜绝)[^，,]{0,10}?(?:少于|低于|小于|不足|下降|减少|下滑|完不成|落后)"
)


def sentences(text: str) -> list[str]:
    """Sentences without spaces, in one form of digits and letters. Commas stay: they join what belongs together."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", plain)
    parts = re.split(r"[。;!?]+|\n\s*", plain.replace("\r", "\n"))
    return [s for s in (re.sub(r"[\s·_*—-]+", "", part) for part in parts) if s]


def hints(sentence: str) -> list[Hint]:
    """What a sentence drives; [] when it drives nothing, or forbids driving."""
    clauses = [CONDITION.sub("", piece) for clause in re.split(r"[，,]", sentence) for piece in _pieces(clause)]
    listed = bool(re.search(r"(?:以下|下列)", sentence))
    found: list[Hint] = []
    forbidden = False
    for n, clause in enumerate(clauses):
        forbidden = _forbids(clause) or (forbidden and listed)
        if forbidden:
            continue
        following = clauses[n + 1] if n + 1 < len(clauses) and not _forbids(clauses[n + 1]) else ""
        found += _of_clause(clause, following)
    return found


def _pieces(clause: str) -> list[str]:
    """A clause that no one would write, in overlapping pieces: reading one takes time that grows with its square."""
    if len(clause) <= LONGEST:
        return [clause]
    return [clause[n : n + LONGEST] for n in range(0, len(clause), LONGEST - OVERLAP)]


def _forbids(clause: str) -> bool:
    return bool(FORBID.search(clause)) and not TOO_LITTLE.search(clause)


def _of_clause(clause: str, following: str) -> list[Hint]:
    found = []
    for quantity, pattern in OBJECTS:
        for at in pattern.finditer(clause):
            if OTHERS.search(clause[max(0, at.start() - 4) : at.end()]):
                continue
            money = quantity in MONEY
            why = _money(clause, at, following) if money else _acts(clause, at, following, quantity)
            if why:
                found.append(Hint(quantity, why))
                break
    return found


def _money(clause: str, at: re.Match[str], following: str) -> str:
    """By what money is driven: any reward or scoring; a floor, a period or a growth with a sum; a target so named."""
    if _near(REWARD, clause, at, following):
        return "奖惩、经费依据"
    if _near(SCORING, clause, at, following):
        return "考核、排名依据"
    if TOO_LITTLE.search(clause) or _near(f"{TARGET}|{GROWTH}", clause, at, ""):
        return "任务、指标"
    if _near(AMOUNT.pattern, clause, at, following) and _near(
        f"{FLOOR}|{REACH}|{PERIOD}|以上$|以上，", clause, at, following
    ):
        return "任务、指标"
    return ""


def _acts(clause: str, at: re.Match[str], following: str, quantity: Quantity) -> str:
    """By what a number of acts is driven. Visits stand in plans with their numbers: a plan alone is no target."""
    counted = bool(re.search(PIECES, at.group())) or _near(COUNTED.pattern, clause, at, following)
    if counted and _near(REWARD, clause, at, following):
        return "奖惩、经费依据"
    if counted and _near(SCORING, clause, at, following):
        return "考核、排名依据"
    named = "指标" if quantity is Quantity.VISIT else "(?:指标|任务|定额|基数)"
    if re.match(named, clause[at.end() :]):
        return "任务、指标"
    pushing = f"{FLOOR}|{REACH}|{PERIOD}|以上$" if quantity is not Quantity.VISIT else f"{FLOOR}|{REACH}|{PERIOD}"
    pieces = _near(rf"{PIECES}", clause, at, following)
    if pieces and _near(pushing, clause, at, following):
        return "任务、指标"
    if _near(GROWTH, clause, at, "") and (counted or _near(SHARE, clause, at, following)):
        return "任务、指标"
    return ""


def _near(driver: str, clause: str, at: re.Match[str], following: str) -> bool:
    """Whether a driver stands in the clause or the one after it, with no word of quality between it and the object."""
    tail = clause[at.end() :] + ("，" + following if following else "")
    for found in re.finditer(driver, tail):
        if not QUALITY.search(tail[: found.end() + 6] if found.start() < 2 else tail[: found.end()]):
            return True
    head = clause[: at.start()]
    if QUALITY.search(tail[:8].split("，")[0]):
        return False
    return any(not QUALITY.search(head[found.end() :]) for found in re.finditer(driver, head))
