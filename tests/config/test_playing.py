"""Stories told in process: each name of the command line is one, and none depends on the hour it is asked for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mingjing.config.commands import demo
from mingjing.config.demo import playing
from mingjing.config.demo.stories import STORIES
from mingjing.procedure.models import Decision
from tests.desk.staged import STATIC


def test_the_command_knows_every_story() -> None:
    assert set(demo.STORIES) == set(STORIES)


@pytest.mark.parametrize(
    ("story", "at"), [("requisition", "2026-11-30 23:50"), ("forced-demolition", "2026-12-15 00:10")]
)
def test_a_story_is_told_at_night_and_after_holidays_as_by_day(
    story: str, at: str, db: None, home: Path, settings: Any
) -> None:
    """What is filmed near midnight would be stored on another day; what is executed on a holiday is refused."""
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    told: list[str] = []
    result = playing.play(story, now, lambda number, label, seq: told.append(label))
    assert result["steps"] == len(told) and result["page"]
    assert all(d.decided_on < now.date() for d in Decision.objects.all())
