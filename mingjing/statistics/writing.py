"""情况说明 written from the figures: real sentences that a person corrects, never a form with gaps to hide.

What the figures cannot know (why, what next) stands in 〔待填：…〕 and must be written before submission. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingjing.law.annual import FIGURES, T1, T2, T3, Table
from mingjing.law.reporting import TO_WRITE, Section, changed, unit_of, written

Pairs = Sequence[tuple[str, int]]
MANY = 3  # how many causes, places, months are named


@dataclass(frozen=True)
class Material:
    """What the words are made from. ``prior``: last year's values, None when there is no report of last year.

    ``causes``, ``places``: the most frequent first; ``months``: month (1–12) → penalty decisions; ``duties``: the kinds
    of act that stand on the organ's list of powers.
    """

    organ: str
    first: date
    last: date
    values: Mapping[str, int]
    prior: Mapping[str, int] | None = None
    causes: Pairs = ()
    places: Pairs = ()
    months: Mapping[int, int] | None = None
    duties: frozenset[str] = frozenset()
    covers: Sequence[str] = ()


def texts(m: Material) -> dict[str, str]:
    """Section → text."""
    made = {
        Section.OVERALL: _overall(m), Section.ACTS: _acts(m), Section.REMEDIES: _remedies(m),
        Section.SYSTEMS: _systems(m), Section.AHEAD: _ahead(m),
    }  # fmt: skip
    return {section.value: "\n".join(line for line in lines if line) for section, lines in made.items()}


def _n(m: Material, code: str) -> int:
    return m.values.get(code, 0)


def _said(m: Material, code: str) -> str:
    """A value with its unit: 12 宗, 34.5 万元, 99.2%."""
    figure = FIGURES[code]
    unit = unit_of(figure)
    space = "" if unit == "%" else " "
    return f"{written(figure, m.values.get(code))}{space}{unit}"


def _against(m: Material, code: str) -> str:
    if m.prior is None or code not in m.prior:
        return ""
    how = changed(_n(m, code), m.prior[code])
    return f"，与上年{how}" if how == "持平" else f"，比上年{how}"


def _listed(m: Material, codes: Sequence[str]) -> str:
    """The figures that are not zero: 罚款 12 宗，警告 3 宗."""
    return "，".join(
        f"{FIGURES[c].label.removeprefix('其中：').removesuffix('数')} {_said(m, c)}" for c in codes if _n(m, c)
    )


def _overall(m: Material) -> list[str]:
    span = f"{m.first.year} 年"
    if (m.first.month, m.first.day, m.last.month, m.last.day) != (1, 1, 12, 31):
        span = f"{m.first.year} 年 {m.first.month} 月 {m.first.day} 日至 {m.last.month} 月 {m.last.day} 日"
    parts = []
    if "penalty" in m.duties or _n(m, "penalty.total"):
        money = f"，罚没金额 {_said(m, 'penalty.money')}" if _n(m, "penalty.money") else ""
        parts.append(f"作出行政处罚决定 {_said(m, 'penalty.total')}{_against(m, 'penalty.total')}{money}")
    if "licence" in m.duties or _n(m, "licence.applied"):
        granted = f"准予许可 {_said(m, 'licence.granted')}{_against(m, 'licence.granted')}"
        parts.append(f"收到行政许可申请 {_said(m, 'licence.applied')}，{granted}")
    if "inspection" in m.duties or _n(m, "inspection.total"):
        parts.append(f"开展行政检查 {_said(m, 'inspection.total')}{_against(m, 'inspection.total')}")
    if _n(m, "coercion.total"):
        parts.append(f"实施行政强制 {_said(m, 'coercion.total')}{_against(m, 'coercion.total')}")
    for code, verb in (("levy.count", "实施行政征收"), ("requisition.count", "实施行政征用")):
        if _n(m, code):
            parts.append(f"{verb} {_said(m, code)}")
    acts = f"{span}，{m.organ}" + ("；".join(parts) if parts else "没有发生行政执法行为") + "。"
    staff = (
        f"期末有行政执法人员 {_said(m, 'staff.officers')}，持有效执法证件 {_said(m, 'staff.certified')}；"
        f"法制审核人员 {_said(m, 'staff.reviewers')}"
        + (f"，占执法人员的 {_said(m, 'staff.reviewers_share')}" if "staff.reviewers_share" in m.values else "")
        + f"，取得法律职业资格 {_said(m, 'staff.qualified')}。"
    )
    joined = f"本年报并入{'、'.join(m.covers)}撤销、合并以前的数据。" if m.covers else ""
    return [acts, staff, joined]


def _acts(m: Material) -> list[str]:
    lines = []
    if _n(m, "penalty.total"):
        kinds = _listed(m, [f.code for f in T2.figures if f.source == "counted"])
        course = f"立案 {_said(m, 'penalty.filed')}，结案 {_said(m, 'penalty.closed')}"
        spared = _listed(m, ["penalty.none", "penalty.mitigated"]).replace("案件", "")
        more = f"，{spared}" if spared else ""
        lines.append(f"行政处罚：并处几种的按最重一种计，{kinds}。{course}{more}。")
    lines += [_often("违法行为较多的是", m.causes), _often("较多发生在", m.places), _busy(m)]
    lines.append(_table(m, T1, "行政许可", "licence.applied"))
    lines.append(_table(m, T3, "行政强制", "coercion.total"))
    if _n(m, "inspection.total"):
        ways = _listed(m, ["inspection.routine", "inspection.special", "inspection.case", "inspection.random"])
        found = f"，发现问题 {_said(m, 'inspection.problems')}，转立案查处 {_said(m, 'inspection.to_penalty')}"
        firms = f"，其中涉企检查 {_said(m, 'inspection.enterprise')}" if _n(m, "inspection.enterprise") else ""
        lines.append(f"行政检查：{ways}{firms}{found}。")
    for count, money, label in (
        ("levy.count", "levy.money", "行政征收"),
        ("requisition.count", "requisition.money", "行政征用"),
    ):
        if _n(m, count):
            lines.append(f"{label}：{_said(m, count)}，金额 {_said(m, money)}。")
    return [line for line in lines if line] or ["各类行政执法行为没有发生。"]


def _table(m: Material, table: Table, label: str, needs: str) -> str:
    listed = _listed(m, [f.code for f in table.figures if f.source == "counted"])
    return f"{label}：{listed}。" if _n(m, needs) and listed else ""


def _often(words: str, pairs: Pairs) -> str:
    named = "、".join(f"{name}（{n} 件）" for name, n in pairs[:MANY] if n)
    return f"{words}{named}。" if named else ""


def _busy(m: Material) -> str:
    months = sorted(((n, -month) for month, n in (m.months or {}).items() if n), reverse=True)
    if len(months) < 4:  # too few to speak of a season
        return ""
    named = "、".join(f"{-month} 月（{n} 宗）" for n, month in months[:MANY])
    return f"按作出处罚决定的月份，较多的是{named}。"


def _remedies(m: Material) -> list[str]:
    if not (_n(m, "penalty.reconsidered") or _n(m, "penalty.sued")):
        return ["统计期内登记的行政复议申请 0 件、行政诉讼 0 件。"]
    first = (
        f"被申请行政复议 {_said(m, 'penalty.reconsidered')}，经复议纠错 {_said(m, 'penalty.reconsidered_corrected')}；"
    )
    return [f"{first}被提起行政诉讼 {_said(m, 'penalty.sued')}，败诉 {_said(m, 'penalty.lost')}。"]


def _systems(m: Material) -> list[str]:
    public = f"行政执法公示：公示执法决定 {_said(m, 'public.done')}" + _share(m, "按期公示率", "public.timely")
    ended = [w for w in (_listed(m, ["public.withdrawn"]), _listed(m, ["public.corrected"])) if w]
    record = f"执法全过程记录：入库音像记录 {_said(m, 'record.items')}" + (
        f"、{_said(m, 'record.seconds')}" if _n(m, "record.seconds") else ""
    )
    record += _share(m, "二十四小时内入库率", "record.timely") + _share(m, "应录事项覆盖率", "record.coverage")
    review = f"重大执法决定法制审核：送审 {_said(m, 'review.submitted')}，同意 {_said(m, 'review.agreed')}"
    review += f"，退回 {_said(m, 'review.returned')}" + _share(m, "审核率", "review.share")
    filed = _n(m, "filing.due")
    filing = f"重大处罚决定应当备案 {_said(m, 'filing.due')}，已备案 {_said(m, 'filing.done')}。" if filed else ""
    archive = (
        f"应当归档 {_said(m, 'archive.due')}{_share(m, '按期归档率', 'archive.timely')}。"
        if _n(m, "archive.due")
        else ""
    )
    said = f"收到投诉举报 {_said(m, 'complaint.received')}，已答复 {_said(m, 'complaint.answered')}。"
    return ["，".join([public, *ended]) + "。", record + "。", review + "。", filing, archive, said]


def _share(m: Material, label: str, code: str) -> str:
    return f"，{label} {_said(m, code)}" if code in m.values else ""


def _ahead(m: Material) -> list[str]:
    short = [
        f"{label} {_said(m, code)}"
        for code, label in (
            ("public.timely", "按期公示率"), ("record.timely", "二十四小时内入库率"),
            ("record.coverage", "应录事项覆盖率"), ("review.share", "审核率"), ("archive.timely", "按期归档率"),
            ("complaint.timely", "投诉举报按期答复率"),
        )
        if code in m.values and m.values[code] < 9500
    ]  # fmt: skip
    if m.values.get("staff.reviewers_share", 500) < 500:
        short.append(f"法制审核人员占 {_said(m, 'staff.reviewers_share')}，未达到 5%")
    facts = f"从数据看，不足主要是：{'；'.join(short)}。" if short else ""
    return [f"{facts}{TO_WRITE}存在的主要问题和原因〕", f"{TO_WRITE}下一步工作打算〕"]
