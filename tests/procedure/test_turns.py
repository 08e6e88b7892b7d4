"""Whose turn a case is, against the gates: every act of a whole case is announced to the one who then does it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.law.kinds import Step
from mingjing.organs.permissions import Actor
from mingjing.procedure import turns
from mingjing.procedure.queries import case_for, cases_for, outlook

ROLES = ("H", "U", "L", "B", "PB", "PC", "R")


@pytest.fixture
def world(db: None, home: object, now: datetime, settings: Any) -> founding.World:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return founding.found(now - timedelta(days=200), frozenset({"scjg", "sthj", "wj"}))


@pytest.mark.parametrize("organ", ["scjg", "sthj"])
@pytest.mark.parametrize("statement", ["given", "waived"])
def test_every_stage_of_a_case_is_announced_to_its_actor(
    world: founding.World, now: datetime, organ: str, statement: str
) -> None:
    """``scjg`` reviews before notice, ``sthj`` after it."""
    matter = next(m for m in MATTERS.values() if m.field == world.organs[organ].field)
    line = Line(world, organ, matter, 1, now - timedelta(days=150))
    seen: list[str] = []
    for _ in lines.act_out(line, lines.Plot(statement=statement)):
        if not line.case:
            continue
        head = line.actor("B")
        case = turns.with_turn(cases_for(head), line.on).get(pk=line.case)
        turn = case.turn  # type: ignore[attr-defined]
        people = [line.actor(role) for role in ROLES]
        told = {p.person_id for p in people if turns.turns_of(p, line.on).filter(pk=line.case).exists()}
        if not turn:
            assert not told
            continue
        assert Step(turn) in dict(outlook(head, case_for(head, line.case), line.on).steps)
        assert told == {line.actor(turns.DUTY[Step(turn)][0].value).person_id}, turn
        if not seen or seen[-1] != turn:
            seen.append(turn)
    for step in ("file", "conclude", "submit_review", "give_opinion", "notify", "serve_document", "decide", "serve"):
        assert step in seen, step
    assert ("answer_statement" in seen) == (statement == "given")
    assert seen.index("give_opinion") < seen.index("notify") if organ == "scjg" else True
    assert seen.index("notify") < seen.index("submit_review") if organ == "sthj" else True
    assert seen[-3:] == ["record_execution", "close", "archive"]


def test_a_stranger_has_no_turn(world: founding.World, now: datetime) -> None:
    matter = next(m for m in MATTERS.values() if m.field == world.organs["scjg"].field)
    line = Line(world, "scjg", matter, 1, now)
    line.open()
    assert turns.turns_of(line.actor("B"), line.on).count() == 1
    assert turns.turns_of(world.actor("wj", "B", line.on), line.on).count() == 0
    nobody = Actor("0" * 32, "无岗位", world.organs["scjg"].pk, "411200", ())
    assert turns.turns_of(nobody, line.on).count() == 0
