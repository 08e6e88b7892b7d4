"""Many writers at once: nothing is lost, nothing counted twice, nobody locked out."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from mingjing.law.counted import Line
from mingjing.tally import actions
from mingjing.tally.models import Contribution, Count
from tests.ledger.stage import Stage

DAY = date(2026, 3, 5)


def test_writers_of_the_same_and_of_other_subjects_leave_sums_of_what_stands(committed: Stage, long: bool) -> None:
    workers, each = (12, 60) if long else (5, 12)

    def work(seed: int) -> None:
        chance = random.Random(seed)
        try:
            for _ in range(each):
                subject, organ = f"case:{chance.randrange(6)}", chance.choice("ab")
                days = [DAY + timedelta(chance.randrange(3)) for _ in range(3)]
                lines = [Line(chance.choice("fgh"), day, 1, chance.randrange(100)) for day in days]
                with transaction.atomic():
                    actions.count(subject=subject, organ=organ, lines=lines, on=DAY)
                    if chance.random() < 0.2:
                        transaction.set_rollback(True)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    wanted: Counter[tuple[str, str]] = Counter()
    money: Counter[tuple[str, str]] = Counter()
    for organ, figure, n, amount in Contribution.objects.values_list("organ", "figure", "n", "amount"):
        wanted[organ, figure] += n
        money[organ, figure] += amount
    for span in "DMY":
        rows = Count.objects.filter(span=span).values_list("organ", "figure").annotate(Sum("n"), Sum("amount"))
        found = {(organ, figure): (n, amount) for organ, figure, n, amount in rows if (n, amount) != (0, 0)}
        assert found == {key: (wanted[key], money[key]) for key in wanted}
    assert Contribution.objects.values("subject").distinct().count() <= 6
