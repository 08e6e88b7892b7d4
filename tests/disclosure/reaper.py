"""Kills a process at the n-th point where something becomes durable: before it does, or right after.

A point is a commit of the office database, a write of the public store, a sealed head, or a move of the outbox. What a
kill leaves is what lies on the disk: the connection is closed without a word, as the system would.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from mingjing.disclosure import outbox
from mingjing.disclosure.public_store import PublicStore
from mingjing.ledger import heads

POINTS: tuple[tuple[Any, str], ...] = (
    (BaseDatabaseWrapper, "_commit"),
    (PublicStore, "put_pages"),
    (PublicStore, "put_item"),
    (PublicStore, "set_meta"),
    (heads, "save"),
    (outbox, "_move"),
)


class Killed(BaseException):
    """The process is gone. No ``except Exception`` catches it."""


class Reaper:
    """Counts the points it has passed; ``at`` is the one where it strikes."""

    def __init__(self, at: int) -> None:
        self.at, self.passed, self.where = at, 0, ""

    def point(self, where: str) -> None:
        self.passed += 1
        if self.passed == self.at:
            self.where = where
            connection.close()
            raise Killed(where)


@contextmanager
def reaping(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[Reaper]:
    """Strike at point ``at``, or never when it is beyond the last."""
    reaper = Reaper(at)

    def watched(owner: Any, name: str) -> Any:
        real = getattr(owner, name)

        def called(*args: Any, **kwargs: Any) -> Any:
            label = f"{getattr(owner, '__name__', owner)}.{name}"
            reaper.point(f"before {label}")
            result = real(*args, **kwargs)
            reaper.point(f"after {label}")
            return result

        return called

    with monkeypatch.context() as patch:
        for owner, name in POINTS:
            patch.setattr(owner, name, watched(owner, name))
        yield reaper
