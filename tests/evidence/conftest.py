"""A case to gather evidence for, kept files of several kinds, and an act to write under."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mingjing.ledger.actions import Act, act
from mingjing.vault import actions as vault
from tests.documents.conftest import World, build

SAMPLES = Path(__file__).parents[1] / "vault" / "samples"
OTHER = "f" * 32  # a second person


@pytest.fixture
def world(db: None, home: Path, now: datetime) -> World:
    """One organ, one officer, one case; rolled back after the test."""
    return build(now)


@pytest.fixture
def acting(world: World, now: datetime) -> Callable[..., AbstractContextManager[Act]]:
    """``acting()`` opens one act of the officer on the case."""
    return partial(act, type="evidence.stored", by=world.by, obj=world.case.pk, case=world.case.pk, now=now)


@pytest.fixture
def kept(home: Path, db: None, now: datetime) -> Callable[..., Any]:
    """``kept("small.mp4", at=…)``: a real file in the vault, received at a moment, unlike any other by its tail."""

    def keep(name: str = "small.mp4", *, at: datetime = now, mark: str = "") -> Any:
        tail = mark.encode()
        box = (8 + len(tail)).to_bytes(4, "big") + b"free" + tail if mark else b""
        return vault.keep((SAMPLES / name).read_bytes() + box, now=at)

    return keep


@pytest.fixture
def described(world: World) -> dict[str, Any]:
    """The values of one complete piece of documentary evidence without a file."""
    return {
        "case": world.case,
        "kind": "documentary",
        "title": "营业执照复印件",
        "proves": "当事人的主体资格",
        "source": "当事人提供",
        "obtained_on": date(2026, 11, 20),
        "obtained_by": [world.person.pk, OTHER],
        "obtained_place": "示例路12号",
    }
