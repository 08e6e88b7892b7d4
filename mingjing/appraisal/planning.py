"""A plan of appraisal: which organs and kinds, how many dossiers each, filed when, scored by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.appraisal import sheets
from mingjing.appraisal.models import Plan
from mingjing.archive.models import Volume
from mingjing.cases.models import Case
from mingjing.documents.actions import issue_number
from mingjing.law.dossier_course import PlanState
from mingjing.law.dossier_draw import Method
from mingjing.law.dossier_scoring import LIMIT, WHOLE
from mingjing.law.dossier_sheets import DossierKind
from mingjing.law.kinds import ActKind, Role
from mingjing.ledger.actions import By, act
from mingjing.organs import queries as organs
from mingjing.organs.models import Grant, Organ, Person
from mingjing.organs.permissions import Actor, Scope, matrix, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

MAKE, SCORE = "appraisal.plan", "appraisal.score"
MOST = 50  # dossiers of one organ and kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A plan as typed. ``quotas``: (organ id, kind) → number; ``reviewers``: person ids; ``limit`` in tenths."""

    title: str
    year: int
    filed_from: date | None
    filed_to: date | None
    quotas: dict[tuple[str, str], int]
    reviewers: tuple[str, ...]
    method: str = Method.RANDOM
    limit: int = LIMIT


def organs_below(region: str) -> QuerySet[Organ]:
    """Organs a bureau of this region appraises, by region and name: all but bureaus, abolished ones too."""
    held = Grant.objects.filter(role=Role.SUPERVISOR).values("organ_id")
    rows = Organ.objects.filter(region__in=organs.regions_below(region)).exclude(pk__in=held)
    return rows.select_related("region").order_by("region_id", "name")


def candidates(region: str, on: date) -> list[Person]:
    """People of the region who hold a role that scores dossiers on a day, by organ and name."""
    roles = [role for role, cell in matrix()[SCORE].items() if cell == "✓"]
    held = Grant.objects.filter(role__in=roles, valid_from__lte=on, person__left_on=None).exclude(valid_to__lt=on)
    rows = Person.objects.filter(pk__in=held.values("person_id"), organ__region__in=organs.regions_below(region))
    return list(rows.select_related("organ").order_by("organ__region_id", "organ__name", "name"))


def filed_cases(organ_id: str, kind: str, first: date, last: date) -> QuerySet[Case]:
    """Cases of an organ and kind whose volume was filed in a period."""
    of_kind = Q(kind=ActKind.PENALTY, procedure="ordinary") if kind == DossierKind.PENALTY else Q(kind=ActKind.LICENCE)
    filed = Volume.objects.filter(filed_on__gte=first, filed_on__lte=last).values("case_id")
    # What was not filed, transferred or not accepted has no decision: the sheets do not fit it.
    return Case.objects.filter(of_kind, organ=organ_id, decided_on__isnull=False, pk__in=filed).order_by("pk")


def counts(region: str, first: date, last: date) -> dict[tuple[str, str], int]:
    """(organ id, kind) → how many dossiers were filed in a period: two queries however many organs."""
    found: dict[tuple[str, str], int] = {}
    below = organs.regions_below(region)
    filed = Volume.objects.filter(filed_on__gte=first, filed_on__lte=last).values("case_id")
    rows = Case.objects.filter(organ__region__in=below, decided_on__isnull=False, pk__in=filed)
    for organ, kind, procedure in rows.values_list("organ_id", "kind", "procedure"):
        if (kind, procedure) == (ActKind.PENALTY, "ordinary") or kind == ActKind.LICENCE:
            key = (organ, str(DossierKind.LICENCE if kind == ActKind.LICENCE else DossierKind.PENALTY))
            found[key] = found.get(key, 0) + 1
    return found


def make(*, actor: Actor, asked: Asked, now: datetime) -> Plan:
    """A plan that can still be changed. Raises NotAllowed, FormIncomplete."""
    by, on = require(actor, MAKE, Scope(actor.organ_id, actor.region_code)), beijing_date(now)
    values = _checked(actor.region_code, asked, on)
    owner = organs.organ(actor.organ_id)
    with act(type="appraisal.planned", by=by, obj="", now=now) as opened:
        number = issue_number(organ=owner, prefix=f"{owner.doc_prefix}评查", year=on.year)
        plan = Plan(organ=owner, number=number, made_by_id=by.person_id, made_on=on, **values)
        opened.save(plan)
        opened.obj = plan.pk
        opened.data |= _entered(values)
    return plan


def change(*, actor: Actor, plan_id: str, asked: Asked, expected: int | None, now: datetime) -> Plan:
    """Change a plan whose lists are not committed. Raises Plan.DoesNotExist, NotAllowed, FormIncomplete, OutOfDate."""
    plan, by = owned(actor, plan_id)
    values = _checked(plan.organ.region_id, asked, beijing_date(now))
    with act(type="appraisal.replanned", by=by, obj=plan.pk, now=now) as opened:
        fresh = Plan.objects.get(pk=plan.pk)
        if expected is not None and fresh.ledger_id != expected:
            raise OutOfDate
        if fresh.state != PlanState.DRAFT:
            raise FormIncomplete({"plan": f"名单{fresh.get_state_display()}，不能再改；另立一个计划"})
        for name, value in values.items():
            setattr(fresh, name, value)
        opened.save(fresh)
        opened.data |= _entered(values)
    return fresh


def add_reviewers(*, actor: Actor, plan_id: str, people: tuple[str, ...], now: datetime) -> Plan:
    """More people for thirds and replacements; those drawn already stay. Raises NotAllowed, FormIncomplete."""
    plan, by = owned(actor, plan_id)
    on = beijing_date(now)
    known = {p.pk for p in candidates(plan.organ.region_id, on)}
    new = [p for p in dict.fromkeys(people) if p not in plan.reviewers]
    if not new or not set(new) <= known:
        raise FormIncomplete({"reviewers": "选择还不在名单里、现在有评查资格的人员"})
    with act(type="appraisal.reviewers_added", by=by, obj=plan.pk, data={"people": new}, now=now) as opened:
        fresh = Plan.objects.get(pk=plan.pk)
        fresh.reviewers = [*fresh.reviewers, *new]
        opened.save(fresh)
    return fresh


def owned(actor: Actor, plan_id: str) -> tuple[Plan, By]:
    """A plan of a bureau this actor plans for. Raises Plan.DoesNotExist for strangers, NotAllowed."""
    plan = Plan.objects.select_related("organ").get(pk=plan_id)
    if actor.organ_id != plan.organ_id:
        raise Plan.DoesNotExist(plan_id)
    return plan, require(actor, MAKE, Scope(plan.organ_id, plan.organ.region_id))


def _checked(region: str, asked: Asked, on: date) -> dict[str, Any]:
    errors = _wrong_terms(asked, on) | _wrong_quotas(region, asked, on)
    known = {p.pk for p in candidates(region, on)}
    if gone := [p for p in asked.reviewers if p not in known]:
        names = "、".join(organs.names(gone)) or "有人"
        errors["reviewers"] = f"{names}现在没有评查资格，从名单里去掉"
    elif len(set(asked.reviewers)) < 2:
        errors["reviewers"] = "至少选择两名评查人员"
    if errors:
        raise FormIncomplete(errors)
    return {
        "title": asked.title.strip(), "year": asked.year, "filed_from": asked.filed_from, "filed_to": asked.filed_to,
        "method": asked.method, "limit": asked.limit, "reviewers": sorted(set(asked.reviewers)),
        "quotas": [{"organ": o, "kind": k, "number": n} for (o, k), n in sorted(asked.quotas.items()) if n],
    }  # fmt: skip


def _wrong_terms(asked: Asked, on: date) -> dict[str, str]:
    errors = {}
    if not asked.title.strip() or len(asked.title) > 120:
        errors["title"] = "填写计划名称，不超过 120 字"
    if not 2019 <= asked.year <= on.year + 1:
        errors["year"] = f"年度在 2019 和 {on.year + 1} 之间"
    if not asked.filed_from or not asked.filed_to or asked.filed_from > asked.filed_to:
        errors["filed_to"] = "填写归档时间的起止，止不早于起"
    elif asked.filed_to > on:
        errors["filed_to"] = "归档时间截止到今天或者更早：还没有归档的案卷抽不到"
    if asked.method not in set(Method):
        errors["method"] = "选择抽取方式"
    if not 0 < asked.limit <= WHOLE:
        errors["limit"] = "分歧上限在 0.1 到 100 分之间"
    return errors


def _wrong_quotas(region: str, asked: Asked, on: date) -> dict[str, str]:
    known = {o.pk: o for o in organs_below(region)}
    if not any(asked.quotas.values()):
        return {"quotas": "至少给一个机关填写抽取的卷数"}
    for (organ_id, kind), number in asked.quotas.items():
        organ = known.get(organ_id)
        if organ is None or kind not in set(DossierKind):
            return {"quotas": "有不在本地区的机关或者不能评查的案卷种类，重新打开页面"}
        if not 0 <= number <= MOST:
            return {"quotas": f"{organ.short_name}的{DossierKind(kind).label}在 0 到 {MOST} 卷之间"}
        if number and organ.valid_to and organ.valid_to < on:
            return {"quotas": f"{organ.name}已于 {organ.valid_to} 撤销，没有机关可以申辩和整改，不列入；改为 0"}
    return {}


def _entered(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "year": values["year"], "method": str(values["method"]), "organs": len({q["organ"] for q in values["quotas"]}),
        "dossiers": sum(q["number"] for q in values["quotas"]), "reviewers": len(values["reviewers"]),
    }  # fmt: skip


def sheets_of(plan: Plan, on: date) -> dict[str, Any]:
    """The sheets of the kinds a plan draws, as they stand on a day: fixed with the plan from then on."""
    return {kind: sheets.current(plan.organ_id, kind, on).told() for kind in sorted({q["kind"] for q in plan.quotas})}
