"""Words for what a rule found: who or what it is about, and the one sentence that a list shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingjing.law.kinds import ReviewHead
from mingjing.law.regions import REGIONS
from mingjing.organs.models import Organ, Person, Unit
from mingjing.statistics.analysis.plain import Suspicion
from mingjing.statistics.analysis.records import Read
from mingjing.statistics.analysis.rules import BY_CODE

TECHNICAL = {"次数分布参数 θ", "z"}  # on the page of the lead, not in its sentence
_REGIONS = {code: name for code, name, _, _ in REGIONS}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a lead is about: ids of the organ, unit and person it names ("" none), the region, and words."""

    organ: str
    unit: str
    person: str
    region: str
    words: str


class Names:
    """Names of organs, units and people, read once for all suspicions of a run (three queries)."""

    def __init__(self, read: Read, found: Sequence[Suspicion]) -> None:
        self.organs = {
            pk: (name, region) for pk, name, region in Organ.objects.values_list("pk", "short_name", "region_id")
        }
        keys = {part for s in found for part in _parts(s)}
        self.units = dict(Unit.objects.filter(pk__in=keys).values_list("pk", "name"))
        self.people = dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))
        self.parties = read.parties

    def subject(self, s: Suspicion) -> Subject:
        """Who it is about, in ids and in words."""
        organ, region = self.organs.get(s.organ, ("", ""))
        parts = _parts(s)
        unit = next((p for p in parts if p in self.units), "")
        people = [p for p in parts if p in self.people]
        if not organ:
            region = parts[0] if parts[0] in _REGIONS else ""
        words = " ".join(w for w in dict.fromkeys([organ, *(self._word(p, organ) for p in parts)]) if w)
        return Subject(
            s.organ if organ else "", unit, people[0] if s.subject[0] == "officer" and people else "", region, words
        )

    def _word(self, part: str, organ: str) -> str:
        if part in self.organs or part in {"now", "法定代表人", "地址"}:
            return ""
        for names in (self.units, self.people, self.parties, _REGIONS):
            if part in names:
                return names[part]
        return ReviewHead(part).label if part in {h.value for h in ReviewHead} else part


def _parts(s: Suspicion) -> list[str]:
    return [part for whole in s.subject[1].split("|") for part in whole.split("、")]


def sentence(s: Suspicion, subject: Subject) -> str:
    """湖滨市场监管局 示例甲：音像缺失集中于一人，应而未录 9 件，比较的件数 30 件，占比 30.0%，同类应有的占比 3.1%."""
    figures = "，".join(f"{name} {value}" for name, value in s.figures[:-2] if name not in TECHNICAL)
    detail = f"（{s.detail}）" if s.detail else ""
    return f"{subject.words}：{BY_CODE[s.rule].name}{detail}，{figures}"[:300]
