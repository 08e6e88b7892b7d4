"""Check all rows of a sheet. The same answers as ``ListKind.check`` row by row, found column by column.

Most cells of a list repeat (kinds, regions, dates, units), so each distinct cell of a column is read once; a column of
clean texts is taken as it is. What is wrong is collected, never raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from mingjing.catalog.sheets.pausing import without_cycle_search
from mingjing.catalog.sheets.reading import Sheet
from mingjing.catalog.sheets.shortcuts import SHORTCUTS, WHOLE
from mingjing.law.cells import Cell, Column, plain, read_cell
from mingjing.law.listing import ListKind, Problem

#: Types whose equal values read alike; of the numbers among them a column may hold one type only (1 == True).
PLAIN_TYPES = frozenset({str, float, int, bool, date, datetime, time, timedelta, type(None)})
NUMBERS = frozenset({float, int, bool})
LISTS = frozenset({Cell.CHOICES, Cell.LINES})

#: Distinct values of a column → what is wrong with some of them; for what only the database knows.
Lookup = Callable[[frozenset[Any]], Mapping[Any, str]]
Problems = dict[int, list[Problem]]


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that is not taken: its number in the file, what to mend, and its cells as they were."""

    row: int
    problems: tuple[Problem, ...]
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """``good``: (row number, checked values) in the order of the file. ``remarks`` are the sheet's."""

    good: list[tuple[int, dict[str, Any]]]
    wrong: list[WrongRow]
    total: int
    remarks: tuple[str, ...] = ()

    def lines(self, kind: ListKind) -> Iterator[dict[str, Any]]:
        """Every problem as one flat line: row, column (its heading), value, message."""
        for wrong in self.wrong:
            for problem in wrong.problems:
                column = kind.by_name.get(problem.column)
                heading = column.heading if column else ""
                yield {"row": wrong.row, "column": heading, "value": problem.value, "message": problem.message}


def check(kind: ListKind, sheet: Sheet, lookups: Mapping[str, Lookup] | None = None) -> Report:
    """Check every row; never raises, whatever the cells hold. ``lookups``: column name → a further check of its values.

    A row that repeats the key of an earlier row is wrong, and is told which row it repeats.
    """
    with without_cycle_search():
        return _check(kind, sheet, lookups or {})


def _check(kind: ListKind, sheet: Sheet, lookups: Mapping[str, Lookup]) -> Report:
    absent = (None,) * len(sheet)
    problems: Problems = {}
    columns: dict[str, Sequence[Any]] = {}
    for column in kind.columns:
        cells = sheet.columns.get(column.name, absent)
        columns[column.name], wrong = _read(column, cells)
        for place, message in wrong:
            problems.setdefault(place, []).append(Problem(column.name, plain(cells[place]), message))
    _add_flaws(kind, sheet, problems)
    for name, lookup in lookups.items():
        _look_up(name, lookup, columns[name], problems)
    rows = _rows(kind, columns)
    _apply_rules(kind, rows, problems)
    _tell_repeats(kind, sheet, columns, problems)
    return _report(sheet, rows, problems)


def _read(column: Column, cells: Sequence[Any]) -> tuple[Sequence[Any], list[tuple[int, str]]]:
    """(values, [(place, message)]) of one column."""
    types = set(map(type, cells))
    whole = WHOLE.get(column.cell)
    if whole and len(types) == 1 and (values := whole(column, cells)) is not None:
        return values, []
    if not types <= PLAIN_TYPES or len(types & NUMBERS) > 1:
        read = [read_cell(column, cell) for cell in cells]
        return [value for value, _ in read], [(place, message) for place, (_, message) in enumerate(read) if message]
    distinct = set(cells)
    shortcut = SHORTCUTS.get(column.cell)
    known = shortcut(distinct) if shortcut else {}
    messages = {}
    for cell in distinct.difference(known):
        known[cell], message = read_cell(column, cell)
        if message:
            messages[cell] = message
    wrong = [(place, messages[cell]) for place, cell in enumerate(cells) if cell in messages] if messages else []
    return list(map(known.__getitem__, cells)), wrong


def _add_flaws(kind: ListKind, sheet: Sheet, problems: Problems) -> None:
    """What the file could not tell of a cell stands in place of "not filled in"."""
    if not sheet.flaws:
        return
    places = {number: place for place, number in enumerate(sheet.numbers)}
    for number, flaws in sheet.flaws.items():
        place = places[number]
        kept = [p for p in problems.get(place, ()) if p.column not in flaws]
        told = [Problem(name, "", f"{kind.by_name[name].heading}{sentence}") for name, sentence in flaws.items()]
        problems[place] = kept + told


def _look_up(name: str, lookup: Lookup, values: Sequence[Any], problems: Problems) -> None:
    known = lookup(frozenset(v for v in values if v is not None and v != "" and not isinstance(v, list)))
    if known:
        for place, value in enumerate(values):
            if not isinstance(value, list) and value in known:
                problems.setdefault(place, []).append(Problem(name, plain(value), known[value]))


def _rows(kind: ListKind, columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    names = tuple(columns)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for name in (c.name for c in kind.columns if c.cell in LISTS):
        for values in rows:
            if values[name] is not None:
                values[name] = list(values[name])  # equal cells share one list until here
    return rows


def _apply_rules(kind: ListKind, rows: Sequence[dict[str, Any]], problems: Problems) -> None:
    passed = frozenset(problems)
    for rule in kind.rules:
        for place, values in enumerate(rows):
            if place not in passed and (found := rule(values)):
                problems.setdefault(place, []).extend(found)


def _tell_repeats(kind: ListKind, sheet: Sheet, columns: Mapping[str, Sequence[Any]], problems: Problems) -> None:
    keys = list(zip(*(columns[name] for name in kind.key), strict=True))
    if len(set(keys)) == len(keys):
        return
    headings = "、".join(kind.by_name[name].heading for name in kind.key)
    first: dict[tuple[Any, ...], int] = {}
    for place, key in enumerate(keys):
        if None in key:
            continue
        number = first.setdefault(key, sheet.numbers[place])
        if number != sheet.numbers[place]:
            told = f"与第 {number} 行重复（{headings}相同）：请删去其中一行，或者改正{headings}"
            problems.setdefault(place, []).append(Problem(kind.key[0], plain(key[0]), told))


def _report(sheet: Sheet, rows: Sequence[dict[str, Any]], problems: Problems) -> Report:
    if not problems:
        return Report(list(zip(sheet.numbers, rows, strict=True)), [], len(sheet), sheet.remarks)
    numbered = enumerate(zip(sheet.numbers, rows, strict=True))
    good = [row for place, row in numbered if place not in problems]
    wrong = []
    for place in sorted(problems):
        cells = {name: column[place] for name, column in sheet.columns.items()}
        wrong.append(WrongRow(sheet.numbers[place], tuple(problems[place]), cells))
    return Report(good, wrong, len(sheet), sheet.remarks)
