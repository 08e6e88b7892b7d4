"""行政处罚: the ordinary line from clue to archive; on the spot; annulled and done again."""

from __future__ import annotations

from datetime import datetime, timedelta

from mingjing.config.demo import lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Plot, Turns
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories.telling import Report, Story, Volume


def _ordinary(world: World, start: datetime, report: Report) -> tuple[Deed, Turns]:
    line = Line(world, "sthj", MATTERS["dust_yard"], 1, start, report)
    return line, lines.act_out(line, Plot(statement="given"))


STORIES = {"ordinary-penalty": Story(frozenset({"sthj"}), timedelta(days=90), _ordinary)}
VOLUMES: tuple[Volume, ...] = ()
