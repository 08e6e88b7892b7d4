"""A small world whose lists are published by three people and a bureau, as an office does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mingjing.catalog import drafting, generating, publishing
from mingjing.catalog import lists as catalog_lists
from mingjing.catalog.models import ListVersion
from mingjing.config.clock import BEIJING
from mingjing.config.demo import founding
from mingjing.disclosure import registers
from mingjing.law.list_kinds import BY_CODE
from mingjing.ledger.actions import act
from mingjing.organs.permissions import actor_for, require

NOW = datetime(2026, 11, 2, 10, tzinfo=BEIJING)
SAMPLE = {k: {c.name: c.sample for c in kind.columns if c.sample} for k, kind in BY_CODE.items()}
ORDER = (
    "powers", "inspection-items", "av-items", "review-catalogue", "guides", "benchmarks", "entrustments", "channels",
    "lenient-list",
)  # fmt: skip
# What a sample row needs so that it rests on what is published before it.
FITTING = {"powers": {"code": "01-QT-001", "act": "行政检查"}, "entrustments": {"powers": "01-QT-001"}}


@dataclass
class Lists:
    """The founded world and its clock."""

    world: founding.World
    now: datetime = NOW

    def actor(self, role: str, organ: str = "sthj") -> Any:
        return actor_for(self.world.one(organ, role), self.now.date())

    def organ(self, key: str = "sthj") -> Any:
        return self.world.organs[key]

    def draft(self, kind: str, *, key: str = "", **cells: Any) -> ListVersion:
        """One more row, or the row of ``key`` changed."""
        wanted = SAMPLE[kind] | FITTING.get(kind, {}) | cells
        return drafting.save_row(
            actor=self.actor("U"), organ_id=self.organ().pk, kind=kind, key=key, cells=wanted, now=self.now
        )

    def fill(self, kind: str, rows: Iterable[Mapping[str, Any]]) -> ListVersion:
        """A draft with exactly these checked rows, in one act, as an import writes it."""
        by = require(self.actor("U"), "lists.edit", catalog_lists.scope_of(self.organ().pk))
        with act(type="list.imported", by=by, obj="", now=self.now) as opened:
            return drafting.write(opened, by, self.organ().pk, BY_CODE[kind], None, rows)

    def say(self, version: ListVersion, note: str = "首次公布") -> ListVersion:
        """Submitted and agreed to by everybody who is asked, the pages put by the last word."""
        version = publishing.submit(actor=self.actor("U"), version=version, note=note, now=self.now)
        for role, organ in (("L", "sthj"), ("B", "sthj"), ("J", "sj")):
            if version.state != ListVersion.State.PUBLISHED:
                agreed = registers.agree(actor=self.actor(role, organ), version=version, words="", now=self.now)
                version = agreed
        return version

    def publish(self, kind: str, **cells: Any) -> ListVersion:
        """A row drafted and the list published."""
        return self.say(self.draft(kind, **cells), "变动一项")

    def everything(self) -> None:
        """Every list of the plan, one sample row each; officers and subjects from the register."""
        for kind in ORDER:
            self.publish(kind)
        officers = generating.draft_from_register(
            actor=self.actor("U"), organ=self.organ(), kind="officers", now=self.now
        )
        assert officers is not None
        self.say(officers)

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)


def found() -> Lists:
    """An environment bureau and the justice bureau, no list yet."""
    return Lists(founding.found(NOW - timedelta(days=30), frozenset({"sthj", "sj"}), hashed="!"))
