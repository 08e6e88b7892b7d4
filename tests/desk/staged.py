"""Cases brought to a stage by their people, and browsers in which people have logged in."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS

STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PAPER = Path(__file__).parents[1] / "vault" / "samples" / "small.pdf"
LENGTH = timedelta(days=100)  # longer than any story, so that its last act lies in the past


def found(settings: Any, *organs: str) -> founding.World:
    """A world of these organs, founded long enough ago for every story to end by now."""
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    settings.ALLOWED_HOSTS = ["testserver"]
    return founding.found(began() - timedelta(days=1), frozenset(organs), hashed=make_password(founding.PASSWORD))


def began() -> datetime:
    """When stories begin: the screens read the real clock, so stories are told up to it."""
    return real_now().replace(hour=9, minute=0, second=0, microsecond=0) - LENGTH


def acted(world: founding.World, organ: str, number: int = 1, *, days: int = LENGTH.days, **plot: Any) -> Line:
    """A case of an organ acted as far as its plot goes, begun so many days ago."""
    field = world.organs[organ].field
    begin = began() + LENGTH - timedelta(days=days)
    line = Line(world, organ, next(m for m in MATTERS.values() if m.field == field), number, begin)
    lines.perform([(line, lines.act_out(line, lines.Plot(**plot)))], real_now())
    return line


def entered(username: str) -> Client:
    """A browser in which this person has logged in."""
    client = Client()
    done = client.post("/office/login", {"username": username, "password": founding.PASSWORD})
    assert done.status_code == 302, done.content.decode()
    return client
