"""Licences brought by their people's real acts to the point each test begins at; played once, copied for every test."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from mingjing.config import home as runtime_home
from mingjing.config.demo import founding, lines
from mingjing.config.demo.licensing import WANTS, Applying
from mingjing.config.demo.stories.licence import granted
from tests.ledger import stage as staging
from tests.procedure.ground import Template

# Name → organ, what is wanted, up to which act.
PLAYED = {
    "applied": ("scjg", "noodles", "accept"),
    "accepted": ("scjg", "shop", "check"),
    "examined": ("scjg", "shop", "grant"),
    "served": ("scjg", "noodles", "prepare"),
    "water": ("sl", "water", "check"),
}


def build(source: str, folder: Path, now: datetime) -> Template:
    """Play every application in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    settings.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        world = founding.found(now - timedelta(days=200), frozenset({"scjg", "sl", "sj"}))
        cast: dict[str, Any] = {
            name: (Applying(world, organ, WANTS[want], n, now), stop)
            for n, (name, (organ, want, stop)) in enumerate(PLAYED.items(), 1)
        }
        lines.perform([(deed, granted(deed, stop=stop)) for deed, stop in cast.values()], now + timedelta(days=60))
    return Template(database, home, {name: deed for name, (deed, _) in cast.items()})
