"""文号 without gaps and without doubles, however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from mingjing.documents.actions import issue_number
from mingjing.documents.models import NumberSequence, numbered
from tests.documents.conftest import World


@pytest.mark.clause("R1.2")
def test_many_at_once_get_every_number_exactly_once(committed: World, long: bool) -> None:
    workers, each = (16, 60) if long else (6, 12)

    def ask(_: int) -> list[str]:
        given = []
        try:
            for turn in range(each):
                with transaction.atomic():
                    number = issue_number(organ=committed.organ, prefix="示监处罚", year=2026)
                    if turn % 5 == 4:
                        transaction.set_rollback(True)
                    else:
                        given.append(number)
        finally:
            connection.close()
        return given

    with ThreadPoolExecutor(workers) as pool:
        found = [number for numbers in pool.map(ask, range(workers)) for number in numbers]
    kept = NumberSequence.objects.get().last
    assert len(found) == kept == workers * (each - each // 5)
    assert sorted(found) == sorted(numbered("示监处罚", 2026, n) for n in range(1, kept + 1))


def test_each_prefix_and_year_counts_for_itself(world: World) -> None:
    asked = [("示监处罚", 2026), ("示监处罚", 2026), ("示监罚告", 2026), ("示监处罚", 2027)]
    given = [issue_number(organ=world.organ, prefix=prefix, year=year) for prefix, year in asked]
    assert given == ["示监处罚〔2026〕1号", "示监处罚〔2026〕2号", "示监罚告〔2026〕1号", "示监处罚〔2027〕1号"]
