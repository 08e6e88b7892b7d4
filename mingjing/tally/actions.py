"""Counting: what a subject adds is taken back and added anew, in the transaction of the act that changed it.

Two writers of one subject wait for each other; the counts themselves are only ever added to, in one fixed order, so
that writers of different subjects lose nothing and do not lock each other out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from mingjing.law.counted import Line
from mingjing.tally.models import Contribution, Count, LateChange, Span
from mingjing.tally.periods import start_of

Key = tuple[str, str, date]  # organ, figure, day
BATCH = 2000


class NotCountable(ValueError):
    """A contribution that cannot be one: a day that is none, or a text that does not fit its column."""


def count(*, subject: str, organ: str, lines: Iterable[Line], on: date) -> bool:
    """From now on ``subject`` adds exactly ``lines``, all of them to ``organ``; True when that changed anything.

    ``subject``: ``kind:id``. Lines of the same figure and day are added up. Counting the same again does nothing; a
    subject that came to another organ takes its counts along; no lines take them all back. ``on``: the day of the act;
    what it changes in a year before is kept as a late change. Raises NotCountable.
    """
    wanted = _summed(organ, lines)
    with transaction.atomic():
        _lock(subject)
        present = {
            (row.organ, row.figure, row.day): row for row in Contribution.objects.filter(subject=subject)
        }  # fmt: skip
        before = {key: (row.n, row.amount) for key, row in present.items()}
        if before == wanted:
            return False
        changed = {key for key in before.keys() | wanted.keys() if before.get(key) != wanted.get(key)}
        Contribution.objects.filter(pk__in=[present[key].pk for key in changed & before.keys()]).delete()
        Contribution.objects.bulk_create(
            _contribution(subject, key, wanted[key]) for key in sorted(changed) if key in wanted
        )
        changes = {key: _minus(wanted.get(key, (0, 0)), before.get(key, (0, 0))) for key in changed}
        _add(changes)
        _note_late(subject, changes, on)
    return True


def refill(contributions: Mapping[str, tuple[str, Iterable[Line]]]) -> int:
    """Throw every count away and count all subjects anew: subject → (organ, lines). Returns the contributions kept.

    For homes that are older than the counts; one transaction, during which nobody else counts.
    """
    with transaction.atomic():
        _lock_all()
        Contribution.objects.all().delete()
        Count.objects.all().delete()
        total: Counter[Key] = Counter()
        amounts: Counter[Key] = Counter()
        rows = []
        for subject in sorted(contributions):
            organ, lines = contributions[subject]
            for key, value in _summed(organ, lines).items():
                rows.append(_contribution(subject, key, value))
                total[key] += value[0]
                amounts[key] += value[1]
        Contribution.objects.bulk_create(rows, batch_size=BATCH)
        _add({key: (total[key], amounts[key]) for key in total.keys() | amounts.keys()})
    return len(rows)


def _summed(organ: str, lines: Iterable[Line]) -> dict[Key, tuple[int, int]]:
    wanted: dict[Key, tuple[int, int]] = {}
    for line in lines:
        if type(line.day) is not date or not 1 <= len(line.figure) <= 40 or not 1 <= len(organ) <= 32:
            raise NotCountable(f"不能计数：机关 {organ!r}，指标 {line.figure!r}，日期 {line.day!r}")
        key = (organ, line.figure, line.day)
        before = wanted.get(key, (0, 0))
        wanted[key] = (before[0] + line.n, before[1] + line.amount)
    return {key: value for key, value in wanted.items() if value != (0, 0)}


def _contribution(subject: str, key: Key, value: tuple[int, int]) -> Contribution:
    if len(subject) > 80:
        raise NotCountable(f"不能计数：编号过长 {subject!r}")
    organ, figure, day = key
    return Contribution(subject=subject, organ=organ, figure=figure, day=day, n=value[0], amount=value[1])


def _minus(after: tuple[int, int], before: tuple[int, int]) -> tuple[int, int]:
    return after[0] - before[0], after[1] - before[1]


def _note_late(subject: str, changes: Mapping[Key, tuple[int, int]], on: date) -> None:
    late = {key: value for key, value in changes.items() if key[2].year < on.year}
    LateChange.objects.bulk_create(
        LateChange(
            noted_on=on, subject=subject, organ=key[0], figure=key[1], day=key[2], n=late[key][0], amount=late[key][1]
        )
        for key in sorted(late)
    )


def _add(changes: Mapping[Key, tuple[int, int]]) -> None:
    """Add to the day, month and year of every change, one statement per batch, rows in one order for everyone."""
    sums: dict[tuple[str, date, str, str], list[int]] = {}
    for (organ, figure, day), (n, amount) in changes.items():
        for span in Span.values:
            value = sums.setdefault((span, start_of(span, day), organ, figure), [0, 0])
            value[0] += n
            value[1] += amount
    rows: list[tuple[Any, ...]] = [(*key, *value) for key, value in sorted(sums.items()) if value != [0, 0]]
    with connection.cursor() as cursor:
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(batch))
            cursor.execute(
                f"""INSERT INTO tally_count (span, start, organ, figure, n, amount) VALUES {marks}
                    ON CONFLICT (span, start, organ, figure)
                    DO UPDATE SET n = tally_count.n + excluded.n, amount = tally_count.amount + excluded.amount""",
                [value for row in batch for value in row],
            )


def _lock(subject: str) -> None:
    """One writer per subject until commit. SQLite has one writer anyway (the transaction began IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"tally:{subject}"])


def _lock_all() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE tally_contribution, tally_count IN SHARE ROW EXCLUSIVE MODE")
