"""The list ``benchmarks``: faults of its tables row by row, and what publishing it enters for cases and the calculator.

Rows of one code are one benchmark: a file brings it in whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mingjing.catalog import effects, registers
from mingjing.catalog.models import ListVersion
from mingjing.discretion import actions
from mingjing.discretion.models import Benchmark
from mingjing.law import benchmarks
from mingjing.law.benchmark_rows import RowProblem, RowsWrong, from_rows, grouped
from mingjing.law.benchmarks import LEVELS, Method
from mingjing.law.list_kinds import BY_CODE
from mingjing.ledger.actions import Act

KIND = BY_CODE["benchmarks"]
Row = Mapping[str, Any]
Faults = Sequence[RowProblem]


def _ordered(rows: Sequence[Row]) -> list[Row]:
    """Tiers from light to heavy: rows that come in later, one by one or by file, stand at the end of the list."""
    if rows[0].get("method") == Method.FACTOR_PERCENT.value:
        return list(rows)
    place = {name: n for n, name in enumerate(LEVELS)}
    return sorted(rows, key=lambda row: place.get(row.get("tier") or "", len(LEVELS)))


def _read(rows: Sequence[Row]) -> tuple[benchmarks.Benchmark | None, Faults]:
    try:
        return from_rows(_ordered(rows)), ()
    except RowsWrong as wrong:
        return None, wrong.problems


def _newest(organ_id: str, code: str) -> Benchmark | None:
    return Benchmark.objects.filter(organ_id=organ_id, code=code).order_by("version").last()


def _stale(table: benchmarks.Benchmark, last: Benchmark | None) -> str:
    """Why a changed table cannot follow the last version: it would rewrite days that are past."""
    if last is None or table.valid_from > last.valid_from or benchmarks.to_data(table) == _as_published(last):
        return ""
    day = last.valid_from
    return f"内容与公布的第 {last.version} 版不同，生效日期却没有推后：改为 {day + timedelta(days=1)} 或者以后"


def _as_published(last: Benchmark) -> dict[str, Any]:
    return benchmarks.to_data(last.table)


def check_file(who: registers.Importer, good: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, str, str]]:
    """Faults of the tables of a file, as (row, column, message); a table with a fault stays out whole."""
    assert who.organ is not None
    found: list[tuple[int, str, str]] = []
    for rows in grouped([{**values, "row": number} for number, values in good]):
        found += _told(who.organ.pk, rows)
    return found


def _told(organ_id: str, rows: Sequence[Row]) -> list[tuple[int, str, str]]:
    numbers = [int(row["row"]) for row in rows]
    table, faults = _read(rows)
    found = [(p.row, p.name, p.message) for p in faults]
    if table and (stale := _stale(table, _newest(organ_id, table.code))):
        found = [(numbers[0], "valid_from", stale)]
    return found


def problems(organ_id: str, rows: list[dict[str, Any]], on: date) -> list[str]:
    """What keeps the list from going on, for ``catalog.effects``."""
    found = []
    for group in grouped(rows):
        table, faults = _read(group)
        named = f"“{group[0]['violation']}”（{group[0]['code']}）"
        found += [f"{named}{p.column}：{p.message}" for p in faults]
        if table and (stale := _stale(table, _newest(organ_id, table.code))):
            found.append(f"{named}{stale}")
    return found


def publish(opened: Act, version: ListVersion, rows: list[dict[str, Any]], on: date) -> None:
    """Enter every benchmark that is new or changed; one no longer listed ends the day before."""
    listed = set()
    for group in grouped(rows):
        table = from_rows(_ordered(group))
        listed.add(table.code)
        last = _newest(version.organ_id, table.code)
        if last is None or benchmarks.to_data(table) != _as_published(last):
            actions.record(opened, row=Benchmark(organ_id=version.organ_id), table=table)
    standing = Benchmark.objects.filter(organ_id=version.organ_id).exclude(valid_to__lt=on).exclude(code__in=listed)
    for row in standing:
        row.valid_to = on - timedelta(days=1)
        row.data = benchmarks.to_data(benchmarks.ending(row.table, row.valid_to))
        opened.save(row)


effects.register(KIND.code, effect=publish, check=problems)
registers.FILE_CHECKS[KIND.code] = check_file
