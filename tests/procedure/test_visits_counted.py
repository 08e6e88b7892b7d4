"""What a visit adds to the yearly figures, also when something about it becomes known later."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.config import recounting
from mingjing.procedure import planning
from mingjing.statistics import figures
from tests.procedure.ground import Ground
from tests.procedure.test_visits_apart import FIRM, again, details
from tests.procedure.visit_ground import case, fresh, ground, visited

__all__ = ["ground", "visited"]  # fixtures
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def counted(visit: Any) -> dict[str, int]:
    """The inspections of the visit's organ in the year."""
    found = figures.figures([case(visit).organ_id], *YEAR)
    return {code.partition(".")[2]: n for code, n in found.items() if code.startswith("inspection.") and n}


def made(visit: Any) -> Any:
    """The visit is approved, announced, entered and recorded."""
    for act in (visit.approve, visit.notify, visit.enter, visit.record_findings):
        visit.wait(minutes=30)
        act()
    return visit


def test_visits_made_together_count_as_such_though_the_answer_comes_after_them(ground: Ground) -> None:
    host = fresh(ground, 70, "sthj", firm=FIRM, repeat_reason="各查各的事项。")
    guest = again(ground, 61, 0, repeat_reason="各查各的事项。")
    before = counted(host), counted(guest)
    row = planning.offer_joint(
        actor=guest.lead, host_id=host.case, guest_id=guest.case, words="同日到场。", now=guest.at
    )  # fmt: skip
    made(host)
    made(guest)
    assert counted(host)["routine"] == before[0].get("routine", 0) + 1
    assert counted(host).get("joint") == before[0].get("joint")
    planning.answer_joint(actor=host.lead, joint_id=row.pk, accepted=True, answer="", now=max(host.at, guest.at))
    assert counted(host)["joint"] == before[0].get("joint", 0) + 1
    assert counted(guest)["joint"] == before[1].get("joint", 0) + 1
    assert recounting.look(YEAR[1])


def test_a_visit_whose_type_is_corrected_counts_under_the_right_one(ground: Ground) -> None:
    visit = made(again(ground, 61, 0))
    before = counted(visit)
    details(visit, type="case")
    after = counted(visit)
    assert (after.get("routine", 0), after["case"]) == (before["routine"] - 1, before.get("case", 0) + 1)
    assert after["total"] == before["total"] and recounting.look(YEAR[1])
