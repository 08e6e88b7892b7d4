"""Registering versions of benchmarks. One act, one entry; a table with faults is refused whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mingjing.discretion.models import Benchmark
from mingjing.law import benchmarks
from mingjing.law.benchmark_checks import check_table
from mingjing.law.benchmarks import Problem
from mingjing.ledger.actions import act

if TYPE_CHECKING:
    from mingjing.ledger.actions import Act, By


class NotRegistered(ValueError):
    """The table has faults. ``problems`` lists each with its tier and the cure."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("；".join(str(p) for p in problems))


def register(
    *, by: By, table: benchmarks.Benchmark, now: datetime, organ_id: str | None = None, region_id: str | None = None
) -> Benchmark:
    """Enter the next version of a benchmark of an organ, or of a region (行政处罚法34). Raises NotRegistered."""
    row = Benchmark(organ_id=organ_id, region_id=region_id)
    with act(type="benchmark.registered", by=by, obj=row.pk, now=now) as opened:
        record(opened, row=row, table=table)
    return row


def register_many(
    *,
    by: By,
    tables: Iterable[benchmarks.Benchmark],
    now: datetime,
    organ_id: str | None = None,
    region_id: str | None = None,
) -> list[Benchmark]:
    """Enter several benchmarks of one issuer, versions of one in their order, under one entry. Raises NotRegistered."""
    made = []
    with act(type="benchmark.registered", by=by, obj=organ_id or region_id or "", now=now) as opened:
        for table in tables:
            made.append(record(opened, row=Benchmark(organ_id=organ_id, region_id=region_id), table=table))
        opened.data |= {"count": len(made)}
    return made


def record(opened: Act, *, row: Benchmark, table: benchmarks.Benchmark) -> Benchmark:
    """The same within an open act, which it completes: for a list that is published as a whole.

    ``row``: new, with its organ or its region. The version before ends on the day before. Raises NotRegistered.
    """
    before = _last(row, table.code)
    if problems := (*check_table(table), *_in_time(table, before)):
        raise NotRegistered(problems)
    row.code, row.violation, row.field, row.party = table.code, table.violation, table.field, table.party
    row.law, row.valid_from, row.valid_to, row.invented = table.law, table.valid_from, table.valid_to, table.invented
    row.series, row.version = (before.series, before.version + 1) if before else (row.pk, 1)
    row.data = benchmarks.to_data(table)
    opened.save(row)
    if before and (before.valid_to is None or before.valid_to >= table.valid_from):
        last = table.valid_from - timedelta(days=1)
        before.valid_to, before.data = last, benchmarks.to_data(benchmarks.ending(before.table, last))
        opened.save(before)
    opened.data |= {"series": row.series, "version": row.version}
    return row


def _last(row: Benchmark, code: str) -> Benchmark | None:
    rows = Benchmark.objects.filter(organ_id=row.organ_id, region_id=row.region_id, code=code)
    return rows.order_by("version").last()


def _in_time(table: benchmarks.Benchmark, before: Benchmark | None) -> tuple[Problem, ...]:
    if before is None or table.valid_from > before.valid_from:
        return ()
    day = before.valid_from
    message = f"生效日期 {table.valid_from} 不晚于上一版的生效日期 {day}"
    return (
        Problem(message, f"生效日期改为 {day + timedelta(days=1)} 或者以后，或者更换基准编号", column="valid_from"),
    )
