"""What the bureau collects: who is in, who is late, the sums of the reports beside what the case store gives now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from mingjing.law import reporting
from mingjing.law.annual import FIGURES, TABLES
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor
from mingjing.statistics import counted, figures, reports
from mingjing.statistics.models import AnnualReport
from mingjing.statistics.reports import Standing

State = AnnualReport.State
#: What the summary of regions shows: heading, figure.
KEY = (
    ("处罚", "penalty.total"), ("罚没", "penalty.money"), ("许可", "licence.granted"), ("强制", "coercion.total"),
    ("检查", "inspection.total"),
)  # fmt: skip


@dataclass(frozen=True)
class Collection:
    """One year of the organs a bureau collects from. ``reported``, ``live``: organ id → values."""

    year: int
    due: date
    lines: list[Standing]
    reported: dict[str, dict[str, int]] = field(default_factory=dict)
    live: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many organs stand where."""
        done = [s for s in self.lines if s.done]
        waiting = [s for s in self.lines if s.out and s.out.state == State.REPORTED]
        back = [s for s in self.lines if s.out and s.out.state == State.BACK]
        late = [s for s in self.lines if s.late]
        return {"all": len(self.lines), "in": len(done), "waiting": len(waiting), "back": len(back), "late": len(late)}

    def regions(self) -> list[dict[str, Any]]:
        """Region by region: the lines, and the key figures as reported and as they are now."""
        found = []
        for code, group in groupby(self.lines, key=lambda s: s.organ.region_id):
            lines = list(group)
            ids = [s.organ.pk for s in lines]
            found.append(
                {
                    "code": code, "name": lines[0].organ.region.name, "lines": lines,
                    "in": sum(1 for s in lines if s.done), "key": self._key(ids),
                }
            )  # fmt: skip
        return found

    def whole(self) -> list[dict[str, Any]]:
        """The key figures over all organs."""
        return self._key([s.organ.pk for s in self.lines])

    def _key(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        wanted = list(ids)
        told = reporting.total(self.reported[i] for i in wanted if i in self.reported)
        now = reporting.total(self.live[i] for i in wanted if i in self.live)
        return [
            {
                "label": label, "told": reporting.written(FIGURES[c], told[c]),
                "now": reporting.written(FIGURES[c], now[c]), "same": told[c] == now[c],
            }
            for label, c in KEY
        ]  # fmt: skip

    def sheets(self, ids: set[str]) -> list[dict[str, Any]]:
        """Every table over some organs: reported sum, what is counted now, the difference."""
        told = reporting.total(v for k, v in self.reported.items() if k in ids)
        now = reporting.total(v for k, v in self.live.items() if k in ids)
        return [
            {
                "code": t.code, "label": t.label,
                "rows": [_compared(c.code, told.get(c.code), now.get(c.code)) for c in t.figures],
            }
            for t in TABLES
        ]  # fmt: skip


def _compared(code: str, told: int | None, now: int | None) -> dict[str, Any]:
    figure = FIGURES[code]
    differs = told is not None and now is not None and told != now
    return {
        "code": code, "label": figure.label, "unit": reporting.unit_of(figure),
        "told": reporting.written(figure, told), "now": reporting.written(figure, now),
        "gap": reporting.written(figure, abs(told - now)) if differs and told is not None and now is not None else "",
        "more": bool(differs and told is not None and now is not None and told > now),
        "raw": told, "raw_now": now,
    }  # fmt: skip


def collect(actor: Actor, year: int, on: date, region: str = "") -> Collection:
    """One year as the bureau sees it; ``region`` narrows it. The number of queries is fixed."""
    rows = [o for o in reports.region_organs(actor) if not region or o.region_id == region]
    lines = reports.standings(rows, year, on)
    told = {s.organ.pk: s.out.values for s in lines if s.out and s.done}
    ids = [s.organ.pk for s in lines] + _ended(lines)
    live = figures.by_organ(ids, date(year, 1, 1), min(on, date(year, 12, 31))) if ids else {}
    return Collection(year, reports.due(year).rolled, lines, told, live)


def _ended(lines: list[Standing]) -> list[str]:
    """Organs that others report for and that are not among the lines themselves."""
    own = {s.organ.pk for s in lines}
    return [c["organ"] for s in lines if s.out for c in s.out.covers if c["organ"] not in own]


def years(actor: Actor, on: date) -> list[int]:
    """Years to choose from."""
    return reports.years(on)[:6]


def organs_of(collection: Collection, region: str) -> set[str]:
    """Ids of the organs of a region, or of all."""
    return {s.organ.pk for s in collection.lines if not region or s.organ.region_id == region}


def regions_of(rows: list[Organ]) -> list[tuple[str, str]]:
    """(code, name) of the regions that have organs, in order."""
    return list(dict.fromkeys((o.region_id, o.region.name) for o in rows))


BEIJING = counted.BEIJING
