"""Drill-down: what stands behind a figure of a report, in words, for those who may read the report.

A case that the actor may not open is still counted and named by its number, so that the sum can be followed, without
a link. Persons are named as the public register names them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mingjing.cases.models import Case
from mingjing.law.annual import FIGURES, Source
from mingjing.organs.models import Person
from mingjing.organs.permissions import Actor
from mingjing.procedure.queries import cases_for
from mingjing.statistics import figures
from mingjing.statistics.models import AnnualReport

NAMES = {
    "case": "案件", "person": "人员", "publication": "公示", "recording": "音像记录", "dossier": "案卷",
    "complaint": "投诉举报",
}  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """Ids behind a figure, newest first, and how to say them. ``changed``: there are not as many as the figure says."""

    actor: Actor
    subject: str
    ids: list[str]
    changed: bool

    def lines(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """One line each: title, words, the case's id where it may be opened. Two queries."""
        wanted = list(ids)
        if self.subject == "person":
            people = {p.pk: p for p in Person.objects.filter(pk__in=wanted)}
            return [{"title": people[i].name, "words": people[i].position, "case": ""} for i in wanted if i in people]
        cases = {c.pk: c for c in Case.objects.filter(pk__in=wanted)}
        open_to = set(cases_for(self.actor).filter(pk__in=wanted).values_list("pk", flat=True))
        return [self._line(i, cases.get(i), i in open_to) for i in wanted]

    def _line(self, pk: str, case: Case | None, may_open: bool) -> dict[str, Any]:
        if case is None:
            return {"title": f"{NAMES.get(self.subject, '记录')} {pk}", "words": "", "case": ""}
        title = case.cause if may_open else "不在你的职责范围内"
        return {"title": title, "words": case.number or "未编号", "case": pk if may_open else ""}


def behind(actor: Actor, report: AnnualReport, code: str) -> Behind:
    """What the figure was counted from, for the report's own days and those of the organs it covers."""
    figure = FIGURES[code]
    ids = figures.cases_of(code, [report.organ_id], report.first, report.last)
    if figure.source is not Source.ROSTER:
        for covered in report.covers:
            ids += figures.cases_of(code, [covered["organ"]], report.first, report.last)
    exact = figure.source in (Source.COUNTED, Source.SUM, Source.ROSTER) and figure.subject in {"case", "person"}
    return Behind(actor, figure.subject, ids, exact and len(ids) != report.counted.get(code, 0))
