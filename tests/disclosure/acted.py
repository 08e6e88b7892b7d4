"""Cases brought by their people's real acts to publication and archive, committed, and copied for each test."""

from __future__ import annotations

import copy
import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from mingjing.config import home as runtime_home
from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure import pages
from mingjing.disclosure.models import Publication
from mingjing.ledger.models import LOGS
from mingjing.organs.models import Person
from mingjing.organs.permissions import Actor, actor_for
from tests.ledger import stage as staging

# Each case: whose, what, and the act it waits for.
STORIES: dict[str, tuple[str, str, Plot]] = {
    "ready": ("sthj", "dust_yard", Plot(stop="prepare")),
    "unserved": ("sthj", "conveyor", Plot(stop="serve")),
    "person": ("jt", "freight", Plot(stop="prepare")),
    "out": ("sthj", "dust_yard", Plot(statement="given", stop="pay")),
    "closed": ("sthj", "dust_yard", Plot(stop="archive")),
}
PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@dataclass
class Template:
    """What every scene is copied from."""

    database: str
    home: Path
    lines: dict[str, Line]


def build(source: str, folder: Path, now: datetime) -> Template:
    """Play every story in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    settings.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        world = founding.found(now - timedelta(days=200), frozenset({"sthj", "jt", "sj"}), hashed="!")
        begun = now - timedelta(days=120)
        cast = {
            name: (Line(world, organ, MATTERS[matter], number, begun), plot)
            for number, (name, (organ, matter, plot)) in enumerate(STORIES.items(), 1)
        }
        lines.perform([(line, lines.act_out(line, plot)) for line, plot in cast.values()], now)
        pages.rebuild(now)
    return Template(database, home, {name: line for name, (line, _) in cast.items()})


class Scene:
    """One copy: its cases can go on by real acts."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def line(self, name: str = "ready") -> Line:
        """The people of a case, at the moment of its last act, a working day later."""
        line = copy.copy(self.template.lines[name])
        line.named = dict(line.named)
        line.wait(1)
        return line

    def person(self, line: Line, role: str, n: int = 0) -> Person:
        """Someone of a role in the organ of the case."""
        return line.world.one(line.organ, role, n)

    def prepared(self, name: str = "ready", **more: Any) -> tuple[Line, Publication]:
        """A case with a draft that waits for the checker."""
        line = self.line(name)
        line.prepare(**more)
        line.wait(1)
        return line, line.publication

    def published(self, name: str = "ready") -> tuple[Line, Publication]:
        """A case whose decision is out."""
        line, _ = self.prepared(name)
        line.publish()
        line.wait(1)
        return line, line.publication

    def path_of(self, line: Line, field: str, klass: str, n: int = 0) -> str:
        """The n-th unit of a field with that class."""
        units = line.decision.version.units.filter(field__startswith=field, klass=klass)
        return str(list(units.order_by("ord").values_list("path", flat=True))[n])

    def types(self, log: str, line: Line | None = None) -> list[str]:
        """The types of entries of a log in order; of one case or page only."""
        rows = LOGS[log].objects.order_by("seq")
        if line and log == "anjuan":
            rows = rows.filter(case=line.case)
        return list(rows.values_list("type", flat=True))

    def page(self, path: str) -> str:
        """What the public gets at an address."""
        return self.data(path).decode()

    def data(self, path: str) -> bytes:
        """Its bytes."""
        found = pages.store().page(path)
        assert found is not None, path
        return gzip.decompress(found.gz)


def also(person: Person, role: str, line: Line) -> Actor:
    """The person with a further role in the organ, as the security administrator grants it."""
    from mingjing.law.kinds import Role
    from mingjing.organs import actions as organs

    organs.grant_role(
        by=founding.FOUNDER, person=person, role=Role(role), now=line.at, valid_from=line.on, basis="测试授权",
        organ=line.world.organs[line.organ],
    )  # fmt: skip
    return actor_for(person, line.on)


@contextmanager
def opened(template: Template, folder: Path) -> Iterator[Scene]:
    """A fresh copy with its home, Django's connection on it in the application's role."""
    shutil.copytree(template.home, folder)
    settings.HOME = folder
    connection.close()
    name = staging.copied(template.database, folder)
    try:
        with staging.pointed(name, "app"):
            yield Scene(template)
    finally:
        if not staging.SQLITE:
            from tests import cluster

            cluster.psql(f'DROP DATABASE "{name}" WITH (FORCE)')
