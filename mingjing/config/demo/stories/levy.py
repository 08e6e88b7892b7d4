"""行政征收征用 in the demonstration."""

from __future__ import annotations

from mingjing.config.demo.stories.telling import Story, Volume

STORIES: dict[str, Story] = {}
VOLUMES: tuple[Volume, ...] = ()
