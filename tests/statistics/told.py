"""Every story of the demonstration, and some cases that take detours, played once in one home and copied per test."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from mingjing.config import home as runtime_home
from mingjing.config.demo import complaining, founding, lines, listing
from mingjing.config.demo.acting import Line
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories import STORIES
from mingjing.config.demo.stories.telling import ago
from tests.ledger import stage as staging
from tests.ledger.stage import Stage

DETOURS = (
    Plot(returned=True),
    Plot(ended="decline"),
    Plot(ended="transfer"),
    Plot(ended="spare"),
    Plot(ended="withdraw"),
)


@dataclass
class Told:
    """Where the played home is, and its people."""

    database: str
    home: Path
    world: founding.World
    now: datetime


def tell(source: str, folder: Path, now: datetime) -> Told:
    """Play everything up to ``now`` in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    settings.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        world = founding.found(now - timedelta(days=400))
        listing.publish(world, now - timedelta(days=399))
        told = [
            story.tell(
                world, (now - story.length - timedelta(days=n)).replace(hour=9, minute=0), lambda label, seq: None
            )
            for n, story in enumerate(STORIES.values())
        ]
        told += [(line := Line(world, "sthj", MATTERS["dust_yard"], 20 + n, ago(now, 70)), lines.act_out(line, plot))
                 for n, plot in enumerate(DETOURS)]  # fmt: skip
        lines.perform([*told, *complaining.volume(world, now, True)], now)
    return Told(database, home, world, now)


@contextmanager
def opened(told: Told, folder: Path) -> Iterator[Stage]:
    """A fresh copy with its home, Django's connection on it in the application's role."""
    shutil.copytree(told.home, folder)
    settings.HOME = folder
    with staging.stage(told.database, folder) as stage:
        yield stage


def some_plots(chance: random.Random, n: int) -> Iterator[tuple[str, str, Plot]]:
    """Plots put together by chance: (organ, matter, plot)."""
    stops = ("", "decide", "serve", "prepare", "publish", "pay", "execute", "close", "archive")
    for _ in range(n):
        organ = chance.choice(("sthj", "cg"))
        fitting = [key for key, m in MATTERS.items() if m.field == {"sthj": "生态环境", "cg": "城市管理"}[organ]]
        yield organ, fitting[0], Plot(
            stop=chance.choice(stops),
            statement=chance.choice(("waived", "given")),
            returned=chance.random() < 0.3,
            corrected=chance.random() < 0.3,
            ended=chance.choice(("", "", "", "decline", "transfer", "spare", "correct", "withdraw")),
        )  # fmt: skip
