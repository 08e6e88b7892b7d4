"""What of 案卷评查 waits for a person: dossiers to score, and those of the own organ to defend or to put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from mingjing.appraisal.actions import DEFEND
from mingjing.appraisal.models import Defence, Dossier, Score, Seat
from mingjing.appraisal.scoring import SCORE
from mingjing.clocks import queries as clocks
from mingjing.clocks.queries import Light
from mingjing.law.dossier_course import DEFEND_RULE, RECTIFY_RULE, Standing
from mingjing.organs.permissions import Actor, matrix

TO_DO = {Standing.TOLD: "对评查意见提出异议，或者表示没有异议", Standing.RECTIFYING: "报送整改情况"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One dossier. ``own``: the organ's side of it, otherwise the reviewer's. ``due``: None where no clock runs."""

    dossier: Dossier
    words: str
    own: bool
    due: date | None = None
    light: Light | None = None


def in_hand(actor: Actor, on: date, most: int) -> list[Waiting]:
    """At most ``most`` of each side; three queries, none for roles that have no part in it."""
    found = []
    if _holds(actor, SCORE):
        scored = Exists(Score.objects.filter(seat=OuterRef("pk")))
        mine = Q(dossier__standing=Standing.SPLIT) | Q(~scored, dossier__standing=Standing.SCORING)
        seats = Seat.objects.filter(mine, person=actor.person_id, ended_on=None)
        rows = seats.select_related("dossier__case", "dossier__plan").order_by(
            "dossier__plan__ledger_id", "dossier__ord"
        )
        found += [Waiting(s.dossier, "评分" if s.dossier.standing == Standing.SCORING else "协商分歧", own=False)
                  for s in rows[:most]]  # fmt: skip
    if actor.organ_id and _holds(actor, DEFEND):
        said = Exists(Defence.objects.filter(dossier=OuterRef("pk")))
        open_ones = Q(standing=Standing.RECTIFYING) | Q(~said, standing=Standing.TOLD)
        told = Dossier.objects.filter(open_ones, organ=actor.organ_id)
        own = list(told.select_related("case", "plan").order_by("told_on", "ord")[:most])
        running, cal = clocks.open_by_rule([d.pk for d in own], (DEFEND_RULE, RECTIFY_RULE)), clocks.calendar()
        for dossier in own:
            standing = Standing(dossier.standing)
            due = running.get((dossier.pk, DEFEND_RULE if standing is Standing.TOLD else RECTIFY_RULE))
            light = clocks.light(due, on, cal) if due else None
            found.append(Waiting(dossier, TO_DO[standing], True, due.rolled if due else None, light))
    return found


def _holds(actor: Actor, power: str) -> bool:
    return any(matrix()[power].get(role) == "✓" for role in actor.roles)
