"""Who may do what, where: one matrix file, one function, always with a reason.

Cells: ``✓`` in own organ (or unit, where the grant names one); ``o`` own cases; ``organ`` own organ, but not a case one
handles; ``assigned`` cases sent to this person; ``region`` any organ of the region, reading; ``issued`` decided cases;
``closed`` ended cases; ``m`` metadata only; ``a`` needs a second approval of its own (not given here); ``–`` never.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from mingjing.law import steps
from mingjing.law.kinds import Role, Stage
from mingjing.ledger.actions import By
from mingjing.organs.models import Grant, Person

MATRIX = Path(__file__).with_name("matrix.csv")
ENDED = steps.ENDED | {Stage.ARCHIVED}
ISSUED = ENDED | steps.ISSUED


class NotAllowed(PermissionError):
    """Not this person's to do. The message says, in Chinese, whose it is."""


@dataclass(frozen=True, slots=True)
class GrantView:
    """One grant in force, as values."""

    role: str
    organ_id: str
    region_code: str
    unit_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on a day, with the grants in force that day."""

    person_id: str
    name: str
    organ_id: str
    region_code: str
    grants: tuple[GrantView, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Letters of the roles held."""
        return frozenset(g.role for g in self.grants)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is acted upon: whose it is, who handles it, to whom it was sent, where it stands."""

    organ_id: str
    region_code: str = ""
    unit_id: str = ""
    handler_ids: frozenset[str] = frozenset()
    reviewer_ids: frozenset[str] = frozenset()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """May or may not, under which role, and why not."""

    ok: bool
    role: str
    reason: str
    by: By


@cache
def matrix() -> dict[str, dict[str, str]]:
    """power → role letter → cell."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {row.pop("power"): row for row in csv.DictReader(file)}


def actor_for(person: Person, on: date) -> Actor:
    """The person with the grants in force on ``on``; someone who left has none (security rule 12)."""
    rows: list[Grant] = []
    if person.left_on is None or person.left_on > on:
        rows = list(
            Grant.objects.filter(person=person, valid_from__lte=on).exclude(valid_to__lt=on).order_by("role", "pk")
        )
    grants = tuple(GrantView(g.role, g.organ_id or "", g.region_id or "", g.unit_id or "") for g in rows)
    region = person.organ.region_id if person.organ else ""
    return Actor(person.pk, person.name, person.organ_id or "", region, grants)


def may(actor: Actor, power: str, scope: Scope) -> Verdict:
    """Whether ``actor`` may do ``power`` on ``scope``. Denies what the matrix does not name."""
    cells = matrix().get(power, {})
    for grant in actor.grants:
        if _covers(cells.get(grant.role, "–"), grant, actor, scope):
            return Verdict(True, grant.role, "", By(actor.person_id, grant.role, scope.organ_id or actor.organ_id))
    return Verdict(False, "", _reason(cells), By(actor.person_id, "", actor.organ_id))


def require(actor: Actor, power: str, scope: Scope) -> By:
    """Who acts, for the ledger. Raises NotAllowed with the reason."""
    verdict = may(actor, power, scope)
    if not verdict.ok:
        raise NotAllowed(verdict.reason)
    return verdict.by


def _covers(cell: str, grant: GrantView, actor: Actor, scope: Scope) -> bool:
    if cell == "region":
        return bool(scope.region_code) and _within(scope.region_code, grant.region_code)
    if cell in {"–", "a", "m"} or grant.organ_id != scope.organ_id:
        return False
    if grant.unit_id and scope.unit_id and grant.unit_id != scope.unit_id:
        return False
    mine = actor.person_id in scope.handler_ids
    return {
        "✓": True,
        "o": mine,
        "organ": not mine,
        "assigned": actor.person_id in scope.reviewer_ids and not mine,
        "issued": scope.state in ISSUED,
        "closed": scope.state in ENDED,
    }.get(cell, False)


def _within(code: str, above: str) -> bool:
    """Whether region ``code`` lies in region ``above``: 41 ⊃ 4112 ⊃ 411282 ⊃ 411282001. Levels are pairs of digits."""
    if len(above) == 6:
        above = re.sub(r"(?:00)+$", "", above)
    return bool(above) and code.startswith(above)


def _reason(cells: dict[str, str]) -> str:
    who = [role.label for role in Role if cells.get(role.value, "–") not in {"–", "m"}]
    return f"这件事由{'、'.join(who)}办理" if who else "没有岗位可以办理这件事"


def roles_for(power: str) -> str:
    """Who may do this, in words: 机关负责人、承办机构负责人."""
    cells = matrix().get(power, {})
    return "、".join(role.label for role in Role if cells.get(role.value, "–") not in {"–", "m", "a"})
