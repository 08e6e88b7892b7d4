"""Stories of the demonstration by name (``mingjing demo play NAME``), and the cases that fill it, act by act."""

from __future__ import annotations

from mingjing.config.demo.stories import coercion, inspection, levy, licence, penalty
from mingjing.config.demo.stories.telling import Story, Volume

STORIES: dict[str, Story] = {
    name: story for module in (penalty, coercion, inspection, levy, licence) for name, story in module.STORIES.items()
}
VOLUMES: tuple[Volume, ...] = tuple(
    volume for module in (penalty, coercion, inspection, levy, licence) for volume in module.VOLUMES
)
