"""What is checked before an annual report goes to the head, each check with its words and its cure.

Domain reference §6: kinds add up to the total, accepted ≤ applied, a change of more than thirty per cent is explained,
figures are compared with the case store. Pure: everything is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mingjing.law.annual import FIGURES, TABLES, Figure, Source
from mingjing.law.reporting import NO_DUTY, TO_WRITE, WHOLE, Section, changed, merged, written


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which change on an explanation is asked. ``least``: smaller differences are no matter, by source."""

    valid_from: date
    percent: int
    least: int
    least_fen: int
    basis: str


#: 待确认: the thirty per cent stand in the provinces' forms; the least are our default, so that 1 → 2 is no alarm.
THRESHOLDS = (Threshold(date(2019, 8, 1), 30, 10, 10_000_000, "广东、郑州年报填报说明：同比超过 30% 的说明原因"),)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing found. ``level``: red stops submission. ``where``: figure, table, section, or ""."""

    code: str
    level: str
    where: str
    words: str
    cure: str


@dataclass(frozen=True)
class Draft:
    """What is checked. Values are those of ``law.annual``; ``live``: what the store gives now; ``prior``: last year."""

    year: int
    today: date
    first: date
    last: date
    organ_first: date
    organ_last: date | None
    counted: Mapping[str, int]
    live: Mapping[str, int]
    manual: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    prior: Mapping[str, int] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, int]:
        """Counted and added together."""
        return merged(self.counted, self.manual)


def check(draft: Draft) -> list[Remark]:
    """Everything that stands against submission (red) or should be looked at (yellow), in the order of the report."""
    found = [*_period(draft), *_store(draft), *_sums(draft), *_licences(draft), *_nothing(draft), *_duties(draft)]
    return [*found, *_change(draft), *_sources(draft), *_texts(draft)]


def _period(d: Draft) -> list[Remark]:
    found = []
    if d.last >= d.today:
        found.append(
            Remark("period.open", "red", "", f"统计期到 {d.last} 才结束", f"{d.last} 以后再提交；现在可以先试编、核对")
        )
    end = min(date(d.year, 12, 31), d.organ_last or date(d.year, 12, 31))
    start = max(date(d.year, 1, 1), d.organ_first)
    if (d.first, d.last) != (start, end):
        words = f"统计期 {d.first} 至 {d.last} 与机关存续期间 {start} 至 {end} 不一致"
        found.append(Remark("period.organ", "red", "", words, "机关登记有变动：按现在的数据重新汇总"))
    return found


def _store(d: Draft) -> list[Remark]:
    changed = [c for c in FIGURES if FIGURES[c].source is not Source.RATIO and d.counted.get(c) != d.live.get(c)]
    if not changed:
        return []
    named = "、".join(
        f"{FIGURES[c].label} {written(FIGURES[c], d.counted.get(c))} → {written(FIGURES[c], d.live.get(c))}"
        for c in changed[:4]
    )
    more = f"等 {len(changed)} 项" if len(changed) > 4 else ""
    words = f"汇总以后案件有变化：{named}{more}"
    return [Remark("store.changed", "red", "", words, "按现在的数据重新汇总，再核对一遍")]


def _sums(d: Draft) -> list[Remark]:
    found = []
    for code, figure in FIGURES.items():
        if figure.source is Source.SUM:
            parts = sum(d.counted.get(part, 0) for part in figure.of)
            if d.counted.get(code, 0) != parts:
                words = f"{figure.label}是 {d.counted.get(code, 0)}，各项之和是 {parts}"
                found.append(
                    Remark("sum.differs", "red", code, words, "运行 mingjing statistics recount 查明差在哪些案件")
                )
    return found


def _licences(d: Draft) -> list[Remark]:
    values = d.values
    applied, accepted = values["licence.applied"], values["licence.accepted"]
    if accepted <= applied or d.notes.get("licence.accepted"):
        return []
    words = f"受理数 {accepted} 多于申请数 {applied}"
    return [
        Remark("licence.order", "red", "licence.accepted", words, "上年申请、本年受理的，在“受理数”的说明里写明件数")
    ]


def _nothing(d: Draft) -> list[Remark]:
    acts = [f.code for t in TABLES if t.duty for f in t.figures]
    if any(d.values.get(code) for code in acts) or d.notes.get(WHOLE):
        return []
    return [
        Remark(
            "data.none",
            "red",
            WHOLE,
            "全年各类执法都是 0",
            "确实没有执法的，写明情况；案件在其他系统办理的，录入或者导入补报数",
        )
    ]


def _duties(d: Draft) -> list[Remark]:
    """A table that is said to be nobody's duty here holds no figure."""
    values = d.values
    return [
        Remark(
            "duty.denied",
            "red",
            t.code,
            f"{t.label}注明“{NO_DUTY}”，表中却有数字",
            "改本表说明，或者核对数字是不是别的机关的",
        )
        for t in TABLES
        if d.notes.get(t.code) == NO_DUTY and any(values.get(f.code) for f in t.figures)
    ]


#: What the words say of a figure, where they say it in the phrase that the system writes.
SAID = (
    ("penalty.total", re.compile(r"行政处罚决定 ?([\d,]+) ?宗")),
    ("penalty.money", re.compile(r"罚没金额 ?([\d,.]*\d) ?万元")),
    ("licence.granted", re.compile(r"准予许可 ?([\d,]+) ?件")),
    ("coercion.total", re.compile(r"行政强制 ?([\d,]+) ?宗")),
    ("inspection.total", re.compile(r"行政检查 ?([\d,]+) ?次")),
)


def _said(d: Draft) -> list[Remark]:
    """Words that tell another number than the table: after a correction, or cases that changed."""
    found, values, text = [], d.values, d.texts.get(Section.OVERALL, "")
    for code, pattern in SAID:
        told, figure = pattern.search(text), FIGURES[code]
        if told and told.group(1).replace(",", "") != written(figure, values[code]).replace(",", ""):
            words = f"“总体情况”写的是{told.group()}，表中{figure.label}是 {written(figure, values[code])}"
            cure = "改正文中的数字，或者按数据重写情况说明"
            found.append(Remark("text.differs", "red", Section.OVERALL.value, words, cure))
    return found


def threshold(on: date) -> Threshold:
    """The threshold in force on a day."""
    return max((t for t in THRESHOLDS if t.valid_from <= on), key=lambda t: t.valid_from, default=THRESHOLDS[0])


def jumped(figure: Figure, value: int, before: int, on: date) -> bool:
    """Whether a change from last year is so great that it is explained."""
    rule = threshold(on)
    if figure.source in (Source.RATIO, Source.MEAN, Source.LENGTH, Source.ROSTER):
        return False
    least = rule.least_fen if figure.source is Source.AMOUNT else rule.least
    return abs(value - before) >= least and abs(value - before) * 100 > before * rule.percent


def _change(d: Draft) -> list[Remark]:
    """Of the acts (T1–T6): what the rules do is looked at in T8, not explained."""
    if d.prior is None:
        return []
    found, values = [], d.values
    for code, figure in ((f.code, f) for t in TABLES if t.duty for f in t.figures):
        before, value = d.prior.get(code, 0), values.get(code, 0)
        if jumped(figure, value, before, d.last) and not d.notes.get(code):
            words = (
                f"{figure.label}比上年{changed(value, before)}（{written(figure, before)} → {written(figure, value)}）"
            )
            found.append(Remark("change.unexplained", "red", code, words, "在这个数字的说明里写明原因"))
    return found


def _sources(d: Draft) -> list[Remark]:
    found = []
    for code, value in d.manual.items():
        if value and not d.sources.get(code, "").strip():
            words = f"“{FIGURES[code].label}”补报了 {written(FIGURES[code], value)}，没有写来源"
            found.append(Remark("manual.source", "red", code, words, "写明数字来自哪个系统或者台账"))
    return found


def _texts(d: Draft) -> list[Remark]:
    found = _said(d)
    for section in Section:
        text = d.texts.get(section.value, "")
        if not text.strip():
            found.append(
                Remark(
                    "text.empty", "red", section.value, f"“{section.label}”没有写", "写明情况；没有发生的写“没有发生”"
                )
            )
        elif TO_WRITE in text:
            mark = text[text.index(TO_WRITE) :].partition("〕")[0] + "〕"
            found.append(
                Remark(
                    "text.unfinished",
                    "red",
                    section.value,
                    f"“{section.label}”还有待填的地方{mark}",
                    "把方括号里的内容写完或者删去",
                )
            )
    return found
