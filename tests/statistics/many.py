"""Cases written row by row, each under an entry of its own: quantities that no story could act out in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mingjing.cases.models import Case, Handler, Party
from mingjing.catalog.models import PowerItem
from mingjing.config.demo.founding import World
from mingjing.ledger.actions import By, act
from mingjing.organs.models import Certificate, Unit


def put(world: World, key: str, at: datetime, *, party: str, number: int, visited: bool = True, **changes: Any) -> Case:
    """One inspection of a firm by an organ at a moment; ``changes``: columns of the case."""
    organ, person = world.organs[key], world.one(key, "H", number % 2)
    unit = Unit.objects.filter(organ=organ, kind="case").first()
    power = PowerItem.objects.filter(organ=organ).first()
    stage = "served" if visited else "planned"
    columns: dict[str, Any] = {
        "kind": "inspection", "procedure": "inspection", "law_version": "inspection", "stage": stage, "organ": organ,
        "unit": unit, "power": power, "cause": "食品销售者监督检查", "source": "plan", "clue": "示例",
        "found_on": at.date(),
        "opened_at": at, "place": f"河南省三门峡市湖滨区示例路{number}号", "decided_on": at.date() if visited else None,
    }  # fmt: skip
    case = Case(**{**columns, **changes})
    with act(type="case.opened", by=By(person.pk, "H", organ.pk), obj=case.pk, case=case.pk, now=at) as a:
        a.save(case)
        a.save(Party(case=case, kind="organisation", name=f"示例商行{party}", code=party, representative=f"示例{party}",
                     address=f"示例路{party}号"))  # fmt: skip
        a.save(Handler(case=case, person=person, certificate=Certificate.objects.filter(person=person).first(),
                       lead=True, since=at.date()))  # fmt: skip
    return case


def town(world: World, key: str, now: datetime, *, often: int = 20, others: int = 60) -> list[Case]:
    """Visits of an organ within a year: ``others`` firms once, every tenth twice, and one firm ``often``."""
    found, number = [], 0
    for n in range(others):
        for _ in range(2 if n % 10 == 0 else 1):
            number += 1
            found.append(put(world, key, now - timedelta(days=200 - number), party=f"F{n:03d}", number=number))
    for n in range(often):
        found.append(put(world, key, now - timedelta(days=100 - n), party="OFTEN", number=number + n))
    return found
