"""What tests of the annual report share: a small world with one decided case, people, the report brought to a state."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.reporting import TO_WRITE
from mingjing.ledger.actions import By, act
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor
from mingjing.procedure.models import Decision
from mingjing.statistics import approving, drafting, sending
from mingjing.statistics.drafting import Edits
from mingjing.statistics.models import AnnualReport

BEIJING = ZoneInfo("Asia/Shanghai")
STEPS = ("draft", "submitted", "approved", "published", "reported", "received")


def year_of_decision() -> int:
    """The year in which the staged case was decided."""
    decided: int = Decision.objects.latest("decided_on").decided_on.year
    return decided


def january(year: int) -> datetime:
    """A moment after a year at which its report may go out, never before what is staged."""
    return max(real_now(), datetime(year + 1, 1, 15, 9, tzinfo=BEIJING))


def who(world: World, organ: str, role: str, n: int = 0, on: datetime | None = None) -> Actor:
    return world.actor(organ, role, (on or real_now()).date(), n)


def registered(organ: Organ, **changes: Any) -> Organ:
    """A change in the register of organs, as the register itself would enter it."""
    for name, value in changes.items():
        setattr(organ, name, value)
    with act(type="organ.changed", by=By("registrar", "J", ""), obj=organ.pk, now=real_now()) as opened:
        return opened.save(organ)


def finished(text: str) -> str:
    """The words of a section with every mark written out."""
    return "\n".join(line.partition(TO_WRITE)[0] + "归档不够及时，下一年逐月检查。" for line in text.split("\n"))


def brought(world: World, organ: str, year: int, state: str, **more: Any) -> AnnualReport:
    """The report of a year, made by the real acts of the real people, up to a state."""
    at = january(year)
    clerk = who(world, organ, "U", on=at)
    row = drafting.make(actor=clerk, organ_id=world.organs[organ].pk, year=year, now=at, **more)
    return carried(world, organ, row, state)


def carried(
    world: World, organ: str, row: AnnualReport, state: str, notes: dict[str, str] | None = None
) -> AnnualReport:
    """A draft written and taken on, up to a state."""
    at = january(row.year)
    clerk, given = who(world, organ, "U", on=at), {"report_id": row.pk, "now": at}
    edits = Edits(texts={"ahead": finished(row.texts["ahead"])}, notes=notes or {"all": "试点单位，案件不多。"})
    row = drafting.edit(actor=clerk, edits=edits, **given)
    acts: dict[str, Any] = {
        "submitted": lambda: approving.submit(actor=clerk, **given),
        "approved": lambda: approving.approve(actor=who(world, organ, "B", on=at), **given),
        "published": lambda: approving.publish(actor=who(world, organ, "PB", on=at), **given),
        "reported": lambda: sending.report(actor=clerk, **given),
        "received": lambda: sending.receive(actor=who(world, "sj", "J", on=at), **given),
    }
    for step in STEPS[1 : STEPS.index(state) + 1]:
        row = acts[step]()
    return row
