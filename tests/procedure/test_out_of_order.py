"""Every step of a table at every stage it does not start from, by the one whose duty it is, as its story goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.config.demo import founding
from mingjing.config.demo.founding import World
from mingjing.config.demo.stories import STORIES
from mingjing.law.kinds import Role
from mingjing.law.procedures import PROCEDURES
from mingjing.law.rules import duty_of
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions
from mingjing.procedure.models import StepTaken
from mingjing.procedure.refusals import StepRefused
from tests.desk.staged import STATIC
from tests.procedure.test_no_unlawful_state import START

# The tables of coercion and levies are tried in their own files.
TOLD = ("ordinary-penalty", "summary-penalty", "inspection-random", "licence")


def _others(world: World, organ: str, case: Case, now: Any) -> int:
    """Try every step that does not start here; how many were refused for the stage."""
    refused = 0
    for step, rule in PROCEDURES[case.law_version].rules.items():
        if case.stage in rule.starts_from:
            continue
        role = duty_of(rule.by)[0]
        people = role.value if (organ, role.value) in world.people else "H"
        try:
            actions.take_step(
                actor=world.actor(organ, people, now.date()), case_id=case.pk, step=step, values={}, now=now
            )
        except StepRefused as refusal:
            assert refusal.blockers[0].code == "stage.wrong", (case.stage, step)
            refused += 1
        except NotAllowed:
            assert role is Role.REVIEWER or people == "H", (case.stage, step)  # it was never sent to them
        else:
            pytest.fail(f"{step} was taken at {case.stage}")
    return refused


@pytest.mark.clause("D2.2", "L0.1")
@pytest.mark.parametrize("name", TOLD)
def test_no_step_is_taken_out_of_order_at_any_stage_of_the_story(
    name: str, db: None, home: Path, settings: Any
) -> None:
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    world = founding.found(START - (START - START.replace(day=1)), STORIES[name].organs | {"sj"}, hashed="!")
    deed, turns = STORIES[name].tell(world, START, lambda label, seq: None)
    seen: dict[str, int] = {}
    for _ in turns:
        case = Case.objects.filter(pk=deed.case).first()
        if case is None or case.stage in seen:
            continue
        before = AnjuanEntry.objects.count(), StepTaken.objects.count()
        seen[case.stage] = _others(world, deed.organ, case, deed.at)
        assert (AnjuanEntry.objects.count(), StepTaken.objects.count()) == before
    assert len(seen) >= 4 and min(seen.values()) >= 5, seen
