"""What a public list is made of: its columns and its checks. A list is data; ``list_kinds`` has them all.

One description serves everybody: the Excel template, the check of an upload, the form in the office, the public table,
the open data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingjing.law.cells import Cell, Column, plain, read_cell

__all__ = ["Cell", "Column", "ListKind", "Problem", "ordered"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell (or, with an empty column, the row), and how to mend it."""

    column: str
    value: str
    message: str


Rule = Callable[[Mapping[str, Any]], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class ListKind:
    """One kind of list.

    ``key``: columns that tell rows apart; ``title``: the column a row is called by. ``guided``: the bureau or the
    superior reviews it before publication (plan 三(二)2, 三(三)2). ``direct``: rows are registered at once, without
    versions. ``wide``: one list for a whole region, kept by the justice bureau.
    ``generated``: its rows come from a register (organs, people), not from a form or a file. ``rules``: checks over a
    whole row. ``together``: rows with one value here are one thing, which a file brings in whole.
    """

    code: str
    label: str
    clause: str
    basis: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    title: str
    guided: bool = False
    direct: bool = False
    wide: bool = False
    public: bool = True
    generated: bool = False
    together: str = ""
    rules: tuple[Rule, ...] = ()
    by_name: dict[str, Column] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self.by_name.update({c.name: c for c in self.columns})

    @property
    def shown(self) -> tuple[Column, ...]:
        """Columns that the public sees."""
        return tuple(c for c in self.columns if not c.private)

    def key_of(self, values: Mapping[str, Any]) -> str:
        """The key of a checked row, as text."""
        return "|".join(str(values.get(name) or "") for name in self.key)

    def check(self, cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """(values, problems) of one row. ``cells``: column name → what the file or form holds (text, number, date)."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for column in self.columns:
            values[column.name], wrong = read_cell(column, cells.get(column.name))
            if wrong:
                problems.append(Problem(column.name, plain(cells.get(column.name)), wrong))
        if not problems:
            for rule in self.rules:
                problems.extend(rule(values))
        return values, problems


def ordered(first: str, last: str, headings: tuple[str, str]) -> Rule:
    """A rule: the day ``last``, where given, is not before the day ``first``."""

    def rule(values: Mapping[str, Any]) -> Sequence[Problem]:
        begin, end = values.get(first) or "", values.get(last) or ""
        if begin and end and end < begin:
            return [Problem(last, end, f"{headings[1]}早于{headings[0]}：请核对两个日期")]
        return []

    return rule
