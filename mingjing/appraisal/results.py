"""What came of a plan: the course of a dossier after its scores, the ranking, the notice, the proofs."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mingjing.appraisal.models import Defence, Dossier, Plan, Rectification, Ruling
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.law.dossier_course import DEFEND_RULE, FINAL, RECTIFY_RULE, PlanState
from mingjing.law.dossier_scoring import mean, shown
from mingjing.organs.permissions import Actor

FEW = 5  # dossiers: below this a mean says little of an organ


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a dossier after the scores."""

    defence: Defence | None
    ruling: Ruling | None
    rectifications: list[Rectification]
    due: Obligation | None
    light: Any


def course(dossier: Dossier, on: date) -> Course:
    """Defence, ruling, rectification, and the clock that runs."""
    running = clocks.open_by_rule([dossier.pk], (DEFEND_RULE, RECTIFY_RULE))
    due = next(iter(running.values()), None)
    return Course(
        Defence.objects.filter(dossier=dossier).select_related("person").first(),
        Ruling.objects.filter(dossier=dossier).select_related("person").first(),
        list(Rectification.objects.filter(dossier=dossier).select_related("person")),
        due,
        clocks.light(due, on, clocks.calendar()) if due else None,
    )


@dataclass(frozen=True, slots=True)
class Standings:
    """One organ in the ranking of a plan; ``rank`` None where it is not ranked, ``caveat`` says why or what to mind."""

    organ: Any
    number: int
    average: int
    vetoed: int
    open: int
    rank: int | None
    caveat: str

    @property
    def average_shown(self) -> str:
        """Points."""
        return shown(self.average)


def ranking(plan: Plan, rows: list[Dossier], on: date, few: int = FEW) -> list[Standings]:
    """Organs by the mean of their final scores: ties share a rank; without a final score, abolished: no rank."""
    by_organ: dict[str, list[Dossier]] = defaultdict(list)
    for row in rows:
        by_organ[row.organ_id].append(row)
    found = []
    for own in by_organ.values():
        scores = [d.score.tenths for d in own if d.score and d.standing in FINAL]
        organ, gone = own[0].organ, own[0].organ.valid_to and own[0].organ.valid_to < on
        caveat = "机关已撤销，不排名" if gone else "还没有定分" if not scores else ""
        if not caveat:
            caveat = _caveat(len(scores), len(own), few)
        ranked = bool(scores) and not gone
        struck = sum(d.vetoed for d in own if d.final)
        line = Standings(organ, len(own), mean(scores), struck, len(own) - len(scores), None, caveat)
        found.append((ranked, line))
    made = [
        replace(line, rank=1 + sum(ok and other.average > line.average for ok, other in found)) if ranked else line
        for ranked, line in found
    ]
    return sorted(made, key=lambda s: (s.rank is None, s.rank or 0, s.organ.name))


def _caveat(scored: int, drawn: int, few: int) -> str:
    said = [f"只有 {scored} 卷，仅供参考"] if scored < few else []
    return "、".join(said + ([f"另有 {drawn - scored} 卷没有定分"] if scored < drawn else []))


def notice_for(actor: Actor, plan_id: str) -> Plan:
    """A plan with its notice, for the bureau and for every organ it names. Raises Plan.DoesNotExist."""
    plan = Plan.objects.select_related("organ").get(pk=plan_id, state=PlanState.CLOSED)
    if actor.organ_id != plan.organ_id and actor.organ_id not in {q["organ"] for q in plan.quotas}:
        raise Plan.DoesNotExist(plan_id)
    return plan


def seed_of(plan: Plan) -> str:
    """The published seed in hex; "" before the draw."""
    return str(json.loads(plan.result)["seed"]) if plan.result else ""


def proof_of(actor: Actor, dossier_id: str, sha256: str) -> str:
    """A proof of a rectification, for the organ and the bureau. Raises Dossier.DoesNotExist."""
    dossier = Dossier.objects.select_related("plan").get(pk=dossier_id)
    if actor.organ_id not in {dossier.organ_id, dossier.plan.organ_id}:
        raise Dossier.DoesNotExist(dossier_id)
    if not any(sha256 in r.files for r in Rectification.objects.filter(dossier=dossier)):
        raise Dossier.DoesNotExist(dossier_id)
    return sha256
