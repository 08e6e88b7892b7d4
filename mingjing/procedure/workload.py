"""What a person still has in hand: the cases to be given to someone else when he leaves or may not act any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from mingjing.cases.models import Case
from mingjing.law.kinds import Power
from mingjing.law.steps import ENDED
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, roles_for
from mingjing.procedure import queries, turns

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Held:
    """One open case, handled by the person or sent to him for review."""

    id: str
    number: str
    title: str
    part: str  # 承办 | 法制审核


@dataclass(frozen=True, slots=True)
class Load:
    """Open cases of a person. ``count`` is of all; ``cases`` only those that the asker may read."""

    count: int
    cases: tuple[Held, ...]
    whose: str
    leads: tuple[str, ...]


def open_work(actor: Actor, person_id: str, organ_id: str, on: date) -> Load:
    """Cases that a person handles or reviews now, and whose turn it is to give them to someone else (行政处罚法42)."""
    now = Q(handlers__person_id=person_id, handlers__until__isnull=True, handlers__recused=False)
    open_cases = Case.objects.exclude(stage__in=[*ENDED, "archived"])
    handled = set(open_cases.filter(now).values_list("pk", flat=True))
    waiting = turns.with_turn(open_cases, on).filter(Q(reviewer=person_id) & Q(sent__gt=F("said")))
    reviewed = set(waiting.values_list("pk", flat=True)) - handled
    seen = Case.objects.filter(queries.visible_to(actor), pk__in=handled | reviewed).distinct()
    rows = seen.prefetch_related("parties").order_by("opened_at")[:SHOWN]
    return Load(
        len(handled | reviewed),
        tuple(Held(c.pk, str(c), c.title, "承办" if c.pk in handled else "法制审核") for c in rows),
        roles_for(Power.ASSIGN_CASE),
        tuple(p.name for p in organs.with_role(organ_id, "U", on).exclude(pk=person_id)) if organ_id else (),
    )
