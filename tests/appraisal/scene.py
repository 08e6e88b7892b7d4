"""Filed dossiers of three organs and a bureau with its people, played once, copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from mingjing.appraisal import actions, drawing, planning, scoring
from mingjing.appraisal.models import Dossier, Plan, Seat
from mingjing.config import home as runtime_home
from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.founding import World
from mingjing.config.demo.licensing import WANTS, Applying
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories import licence
from mingjing.law.dossier_scoring import Given, Mark
from mingjing.ledger.actions import act
from mingjing.organs.models import Person
from mingjing.organs.permissions import Actor, actor_for
from tests.ledger import stage as staging

STORIES: dict[str, tuple[str, str, Plot]] = {
    "plain": ("sthj", "dust_yard", Plot()),
    "answered": ("sthj", "dust_yard", Plot(statement="given", corrected=True)),
    "returned": ("sthj", "conveyor", Plot(returned=True)),
    "heard": ("scjg", "expired_food_firm", Plot(hearing=True)),
}


@dataclass
class Template:
    """What every scene is copied from."""

    database: str
    home: Path
    world: World
    cases: dict[str, str]
    now: datetime


def build(source: str, folder: Path, now: datetime) -> Template:
    """Play every story to the archive in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    settings.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        keys = frozenset({"sthj", "scjg", "cg", "sj"})
        world = founding.found(now - timedelta(days=200), keys, hashed=make_password(founding.PASSWORD))
        begun = now - timedelta(days=150)
        cast = {
            name: (Line(world, organ, MATTERS[matter], number, begun), plot)
            for number, (name, (organ, matter, plot)) in enumerate(STORIES.items(), 1)
        }
        acted = [(line, lines.act_out(line, plot)) for line, plot in cast.values()]
        granted = Applying(world, "scjg", WANTS["noodles"], 9, begun)
        lines.perform([*acted, (granted, licence.granted(granted, corrected=True))], now)
    cases = {name: line.case for name, (line, _) in cast.items()} | {"licence": granted.case}
    return Template(database, home, world, cases, now)


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


class Scene:
    """One copy: its people plan, draw, score and defend by real acts."""

    def __init__(self, template: Template) -> None:
        self.world, self.cases, self.now = template.world, template.cases, template.now

    @property
    def on(self) -> date:
        return self.now.date()

    def later(self, days: int) -> datetime:
        """Move on by calendar days."""
        self.now += timedelta(days=days)
        return self.now

    def who(self, organ: str, role: str, n: int = 0) -> Actor:
        return self.world.actor(organ, role, self.on, n)

    @property
    def bureau(self) -> Actor:
        return self.who("sj", "J")

    def actor(self, person: Person) -> Actor:
        return actor_for(Person.objects.select_related("organ").get(pk=person.pk), self.on)

    def changed(self, *rows: Any, **values: Any) -> None:
        """Change rows of the register as an installation would: in an act."""
        with act(type="test.changed", by=founding.FOUNDER, obj="", now=self.now) as opened:
            for row in rows:
                for name, value in values.items():
                    setattr(row, name, value)
                opened.save(row)

    def asked(self, **changes: Any) -> planning.Asked:
        ids = {key: organ.pk for key, organ in self.world.organs.items()}
        given: dict[str, Any] = {
            "title": "二〇二六年案卷评查（示例）", "year": 2026, "filed_from": date(2026, 1, 1), "filed_to": self.on,
            "quotas": {(ids["sthj"], "penalty"): 2, (ids["scjg"], "penalty"): 1, (ids["scjg"], "licence"): 1},
            "reviewers": tuple(self.world.one(*who).pk for who in
                               (("sthj", "L"), ("scjg", "L"), ("cg", "L"), ("cg", "U"), ("sj", "J", 1))),
        }  # fmt: skip
        return planning.Asked(**{**given, **changes})

    def plan(self, **changes: Any) -> Plan:
        return planning.make(actor=self.bureau, asked=self.asked(**changes), now=self.now)

    def drawn(self, **changes: Any) -> Plan:
        """A plan with its dossiers and reviewers drawn."""
        plan = self.plan(**changes)
        drawing.commit(actor=self.bureau, plan_id=plan.pk, now=self.now)
        drawing.anchor(plan.pk, self.now)
        return drawing.run(actor=self.bureau, plan_id=plan.pk, now=self.now)

    def first(self, plan: Plan) -> Dossier:
        """The first penalty dossier of a plan."""
        found = plan.dossiers.filter(kind="penalty").order_by("ord").first()
        assert found
        return found

    def seats(self, dossier: Dossier) -> list[Seat]:
        return list(dossier.seats.filter(ended_on=None).select_related("person").order_by("number"))

    def score(self, seat: Seat, *marks: tuple[str, int], veto: str = "", reason: str = "") -> None:
        """Take the dossier out if that is not done, and hand in a score: (code, tenths off)."""
        who = self.actor(seat.person)
        scoring.open_dossier(actor=who, dossier_id=seat.dossier_id, now=self.now)
        given = Given(
            tuple(Mark(c, n, "评查理由", "3") for c, n in marks), (Mark(veto, 0, "否决理由", "1"),) if veto else ()
        )
        scoring.score(actor=who, dossier_id=seat.dossier_id, given=given, words="", reason=reason, now=self.now)

    def settled(self, *marks: tuple[str, int], veto: str = "", plan: Plan | None = None) -> Dossier:
        """The first dossier of a plan, scored alike by both."""
        dossier = self.first(plan or self.drawn())
        for seat in self.seats(dossier):
            self.score(seat, *marks, veto=veto)
        return Dossier.objects.get(pk=dossier.pk)

    def told(self, *marks: tuple[str, int], veto: str = "") -> Dossier:
        dossier = self.settled(*(marks or (("B1", 20), ("G2", 5))), veto=veto)
        return actions.tell(actor=self.bureau, dossier_id=dossier.pk, now=self.now)

    def organ_of(self, dossier: Dossier) -> str:
        return next(key for key, organ in self.world.organs.items() if organ.pk == dossier.organ_id)
