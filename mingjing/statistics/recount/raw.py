"""The raw rows a recount goes over, read whole: cases, steps, decisions. No rule is applied here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from mingjing.cases.models import Case, Party
from mingjing.procedure.models import Decision, StepTaken


class Fact(NamedTuple):
    """One thing that counts, as the recount finds it."""

    figure: str
    organ: str
    day: date
    n: int = 1
    amount: int = 0


class CaseRow(NamedTuple):
    """A case as it stands in its table, with region and field of its organ."""

    id: str
    kind: str
    procedure: str
    organ: str
    region: str
    field: str
    details: dict[str, Any]
    begun: date


class StepRow(NamedTuple):
    """A step that was taken."""

    case: CaseRow
    step: str
    on: date
    values: dict[str, Any]
    order: int


@dataclass
class Raw:
    """Every case, step and party there is."""

    @cached_property
    def cases(self) -> dict[str, CaseRow]:
        columns = ("id", "kind", "procedure", "organ_id", "organ__region_id", "organ__field", "details")
        rows = Case.objects.values_list(*columns, "filed_on", "found_on").iterator(chunk_size=5000)
        return {row[0]: CaseRow._make((*row[:7], row[7] or row[8])) for row in rows}

    @cached_property
    def steps(self) -> list[StepRow]:
        rows = StepTaken.objects.order_by("ledger_id").values_list("case_id", "step", "taken_on", "values", "ledger_id")
        return [StepRow(self.cases[row[0]], *row[1:]) for row in rows.iterator(chunk_size=5000)]

    @cached_property
    def steps_of(self) -> dict[str, list[StepRow]]:
        found: dict[str, list[StepRow]] = defaultdict(list)
        for row in self.steps:
            found[row.case.id].append(row)
        return found

    @cached_property
    def decisions(self) -> list[Any]:
        return list(Decision.objects.order_by("ledger_id").select_related("party"))

    @cached_property
    def decided(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.decisions:
            found[row.case_id].append(row)
        return found

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """Case → credit codes of its parties, "" for those without one."""
        found: dict[str, list[str]] = defaultdict(list)
        for case, code in Party.objects.values_list("case_id", "code"):
            found[case].append(code)
        return found

    def taken(self, kind: str, *steps: str) -> Iterator[StepRow]:
        """Steps of one kind of act."""
        return (row for row in self.steps if row.case.kind == kind and row.step in steps)

    def ever(self, case: str, *steps: str) -> list[StepRow]:
        """Steps of one case, oldest first."""
        return [row for row in self.steps_of[case] if row.step in steps]


def day(value: Any, otherwise: date) -> date:
    """A day as a step keeps it."""
    return date.fromisoformat(value) if value else otherwise
