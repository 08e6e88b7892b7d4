"""The result notice of a round, written from its final scores: a text that can be edited elsewhere, kept as it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from mingjing.appraisal.models import Dossier, Plan
from mingjing.appraisal.results import FEW
from mingjing.law.dossier_scoring import mean, shown
from mingjing.law.dossier_sheets import DossierKind


def text(plan: Plan, rows: Sequence[Dossier], on: date) -> str:
    """Paragraphs parted by line feeds: how it was drawn, the grades, every organ, what was lost most often, vetoes."""
    organs = {d.organ_id for d in rows}
    grades = Counter(d.grade for d in rows)
    kinds = Counter(DossierKind(d.kind).label for d in rows)
    lines = [
        f"{plan.title}结果通报",
        f"{plan.number}",
        f"{plan.organ.name}组织了{plan.year}年度行政执法案卷评查。{plan.get_method_display()}"
        f" {plan.filed_from} 至 {plan.filed_to} 归档的案卷 {len(rows)} 卷"
        f"（{'，'.join(f'{label} {n} 卷' for label, n in kinds.items())}），涉及 {len(organs)} 个机关。"
        f"抽取名单登记在公示日志第 {plan.entry} 条，种子由登记之后的第一个检查点算出，任何人可以重新抽取核对。"
        "每卷由两名没有利害关系的评查人分别评分，有分歧的由第三人评分，机关可以申辩。",
        "评查等级：" + "，".join(f"{g} {n} 卷" for g, n in sorted(grades.items(), key=lambda x: -x[1])) + "。",
        *_of_organs(rows),
        *_lost(plan, rows),
        *_vetoes(plan, rows),
        f"{plan.organ.name}　{on.year}年{on.month}月{on.day}日",
    ]
    return "\n".join(lines)


def _of_organs(rows: Sequence[Dossier]) -> list[str]:
    by_organ: dict[str, list[Dossier]] = defaultdict(list)
    for d in rows:
        by_organ[d.organ.name].append(d)
    found = []
    for name, own in sorted(by_organ.items(), key=lambda x: -mean([d.score.tenths for d in x[1] if d.score])):
        middle = mean([d.score.tenths for d in own if d.score])
        few = "，卷数少，平均分仅供参考" if len(own) < FEW else ""
        found.append(f"{name}：{len(own)} 卷，平均 {shown(middle)} 分{few}。")
    return found


def _lost(plan: Plan, rows: Sequence[Dossier]) -> list[str]:
    times: Counter[tuple[str, str]] = Counter()
    for d in rows:
        times.update((d.kind, m.code) for m in d.told_marks.marks)
    said = []
    for (kind, code), n in times.most_common(5):
        item = plan.sheet(kind).item(code)
        if item:
            said.append(f"{item.label}（{DossierKind(kind).label}，{n} 卷）")
    return ["扣分较多的项目：" + "；".join(said) + "。"] if said else []


def _vetoes(plan: Plan, rows: Sequence[Dossier]) -> list[str]:
    struck = [d for d in rows if d.vetoed]
    if not struck:
        return ["没有案卷被认定否决项。"]
    labels = Counter(plan.sheet(d.kind).veto(v.code) for d in struck for v in d.told_marks.vetoes)
    said = "；".join(f"{veto.label} {n} 卷" for veto, n in labels.most_common() if veto)
    return [f"{len(struck)} 卷被认定否决项，全卷 0 分：{said}。"]
