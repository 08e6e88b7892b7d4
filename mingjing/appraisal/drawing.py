"""The draw of a plan: lists committed to the public log, drawn once the first checkpoint is signed, seats given.

commit → anchor (seals the public log) → run; later ``third`` and ``replace`` from the same seed. Each is one act.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

from mingjing.appraisal import facts, planning
from mingjing.appraisal.models import Dossier, Plan, Seat
from mingjing.cases.models import Case
from mingjing.law import dossier_draw as law
from mingjing.law.dossier_course import PlanState, Standing
from mingjing.law.dossier_draw import Conflict, Method, Quota, Request, Reviewer, Row
from mingjing.law.draw import Anchor, DrawError, canon
from mingjing.ledger import sealing
from mingjing.ledger.actions import Act, By, act, append_public
from mingjing.ledger.models import GongshiEntry
from mingjing.organs.models import Organ, Person
from mingjing.organs.permissions import Actor
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate


def commit(*, actor: Actor, plan_id: str, expected: int | None = None, now: datetime) -> Plan:
    """Fix dossiers, reviewers and conflicts for good: their hashes enter the public log.

    Raises Plan.DoesNotExist, NotAllowed, OutOfDate, FormIncomplete (what cannot be drawn).
    """
    plan, by = planning.owned(actor, plan_id)
    on = beijing_date(now)
    if plan.state != PlanState.DRAFT:
        raise FormIncomplete({"plan": f"这个计划{plan.get_state_display()}"})
    request, rows, people = _lists(plan, on)
    try:
        committed = law.commitment(request, rows, people)
    except DrawError as problem:
        raise FormIncomplete({"plan": str(problem)}) from problem
    sealed = sealing.seal("gongshi", now)
    with act(type="dossiers.committed", by=by, obj=plan.pk, now=now) as opened:
        fresh = Plan.objects.get(pk=plan.pk)
        if fresh.ledger_id != plan.ledger_id or expected not in (None, fresh.ledger_id):
            raise OutOfDate
        fresh.entry = append_public(type=law.ENTRY, obj=plan.pk, org=plan.organ_id, data=committed, now=now)
        fresh.previous = sealed.note if sealed.size else ""
        fresh.request, fresh.state = canon(request.told()).decode(), PlanState.COMMITTED
        fresh.rows, fresh.people = law.pool("rows", rows).decode(), law.pool("reviewers", people).decode()
        fresh.sheets = planning.sheets_of(plan, on)
        opened.save(fresh)
        opened.data |= {"entry": fresh.entry, **committed}
    return fresh


def _lists(plan: Plan, on: date) -> tuple[Request, list[Row], list[Reviewer]]:
    chosen = Person.objects.filter(pk__in=plan.reviewers).select_related("organ")
    known = {p.pk for p in planning.candidates(plan.organ.region_id, on)}
    if gone := [p.name for p in chosen if p.pk not in known]:
        raise FormIncomplete({"plan": f"{'、'.join(gone)}现在没有评查资格，先从计划里去掉"})
    people = [Reviewer(p.pk, p.organ.doc_prefix if p.organ else "") for p in chosen]
    prefixes = dict(Organ.objects.values_list("pk", "doc_prefix"))
    rows, conflicts = [], []
    for quota in plan.quotas:
        cases = planning.filed_cases(quota["organ"], quota["kind"], plan.filed_from, plan.filed_to)
        for case in cases.select_related("organ", "power").prefetch_related("parties"):
            method = Method(plan.method)
            risks = facts.risks_of(case, on) if method is Method.RISK else ()
            rows.append(Row(case.pk, prefixes[quota["organ"]], quota["kind"], law.weight(method, risks)))
            conflicts += [Conflict(case.pk, p) for p in _barred(case, chosen)]
    quotas = tuple(Quota(prefixes[q["organ"]], q["kind"], q["number"]) for q in plan.quotas)
    request = Request(draw=plan.pk, title=plan.title, method=plan.method, quotas=quotas, conflicts=tuple(conflicts))
    return request, rows, people


def _barred(case: Case, people: object) -> Iterator[str]:
    tied = facts.tied(case)
    for person in people:  # type: ignore[attr-defined]
        if person.organ_id == case.organ_id or person.pk in tied:
            yield person.pk


def anchor(plan_id: str, now: datetime) -> Plan:
    """Seal the public log and keep the first checkpoint that holds the lists. Again, nothing happens."""
    plan = Plan.objects.select_related("organ").get(pk=plan_id)
    if plan.state != PlanState.COMMITTED or plan.checkpoint:
        return plan
    sealed = sealing.seal("gongshi", now)
    with act(type="dossiers.anchored", by=By(plan.made_by_id, "J", plan.organ_id), obj=plan.pk, now=now) as opened:
        fresh = Plan.objects.get(pk=plan_id)
        if fresh.checkpoint:
            raise OutOfDate
        fresh.checkpoint = sealed.note
        opened.save(fresh)
        opened.data |= {"size": sealed.size, "root": sealed.root.hex()}
    return fresh


def run(*, actor: Actor, plan_id: str, now: datetime) -> Plan:
    """Draw dossiers and their two reviewers each. Run again, the result stands.

    Raises Plan.DoesNotExist, NotAllowed, FormIncomplete (not committed or not sealed yet).
    """
    plan, by = planning.owned(actor, plan_id)
    if plan.state == PlanState.DRAWN:
        return plan
    if plan.state != PlanState.COMMITTED or not plan.checkpoint:
        raise FormIncomplete({"plan": "名单登记并封存以后才能抽取"})
    try:
        result = law.result_of(*parts(plan), _anchor(plan))
    except DrawError as problem:
        raise FormIncomplete({"plan": str(problem)}) from problem
    with act(type="dossiers.drawn", by=by, obj=plan.pk, now=now) as opened:
        fresh = Plan.objects.get(pk=plan.pk)
        if fresh.state != PlanState.COMMITTED:
            raise OutOfDate
        fresh.result, fresh.state, fresh.drawn_on = canon(result).decode(), PlanState.DRAWN, beijing_date(now)
        opened.save(fresh)
        _seat(opened, fresh, result["drawn"])
        told = {
            "plan": plan.pk,
            "result": sha256(fresh.result.encode()).hexdigest(),
            "number": len(result["drawn"]),
        }
        append_public(type="dossiers.drawn", obj=plan.pk, org=plan.organ_id, data=told, now=now)
        opened.data |= told
    return fresh


def _seat(opened: Act, plan: Plan, drawn: list[dict[str, object]]) -> None:
    kinds = {row["id"]: row["kind"] for row in json.loads(plan.rows)["rows"]}
    cases = Case.objects.in_bulk([str(d["dossier"]) for d in drawn])
    for ord, d in enumerate(drawn, 1):
        case = cases[str(d["dossier"])]
        dossier = Dossier(plan=plan, ord=ord, case=case, organ_id=case.organ_id, kind=kinds[case.pk])
        opened.save(dossier)
        for number, person in enumerate(d["reviewers"], 1):  # type: ignore[arg-type, var-annotated]
            opened.save(Seat(dossier=dossier, number=number, person_id=person))


def parts(plan: Plan) -> tuple[Request, list[Row], list[Reviewer]]:
    """Request and lists as they were committed."""
    return (
        Request.of(json.loads(plan.request)),
        [Row(**row) for row in json.loads(plan.rows)["rows"]],
        [Reviewer(**row) for row in json.loads(plan.people)["rows"]],
    )


def _anchor(plan: Plan) -> Anchor:
    size = int(plan.checkpoint.split("\n")[1])
    entry = plan.entry if plan.entry is not None else -1
    body = bytes(GongshiEntry.objects.values_list("body", flat=True).get(pk=entry))
    proof = sealing.prove("gongshi", entry, size)
    if size == entry + 1 or not plan.previous:
        return Anchor(plan.checkpoint, entry, body, proof)
    growth = sealing.prove_growth("gongshi", int(plan.previous.split("\n")[1]), size)
    return Anchor(plan.checkpoint, entry, body, proof, plan.previous, growth)


def third(*, actor: Actor, dossier_id: str, now: datetime) -> Seat:
    """A third reviewer for a dossier on which two differ, from the same seed. Raises NotAllowed, FormIncomplete."""
    dossier, by = _held(actor, dossier_id)
    if dossier.standing != Standing.SPLIT:
        raise FormIncomplete({"dossier": "两名评查人的评分没有超过上限的分歧，不必请第三人"})
    with act(type="dossier.third_drawn", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        fresh = _again(dossier, Standing.SPLIT)
        seat = _next_seat(opened, fresh, 3, beijing_date(now))
        fresh.standing = Standing.SCORING
        opened.save(fresh)
    return seat


def replace(*, actor: Actor, seat_id: str, reason: str, now: datetime) -> Seat:
    """Someone else for a seat: conflict found afterwards, or the office was lost. What was scored on it is void.

    Raises Seat.DoesNotExist, NotAllowed, FormIncomplete.
    """
    seat = Seat.objects.get(pk=seat_id)
    dossier, by = _held(actor, seat.dossier_id)
    reason = reason.replace("\0", "").strip()
    if not reason or len(reason) > 200:
        raise FormIncomplete({"reason": "写明更换评查人的理由，不超过 200 字"})
    if seat.ended_on or dossier.standing not in {Standing.SCORING, Standing.SPLIT}:
        raise FormIncomplete({"reason": "这一席已经更换，或者评分已经确定"})
    with act(type="dossier.reviewer_replaced", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        fresh = _again(dossier, Standing(dossier.standing))
        seat.ended_on, seat.ended_reason = beijing_date(now), reason
        opened.save(seat)
        new = _next_seat(opened, fresh, seat.number, beijing_date(now))
        fresh.standing = Standing.SCORING
        opened.save(fresh)
        opened.data |= {"out": seat.person_id}
    return new


def _next_seat(opened: Act, dossier: Dossier, number: int, on: date) -> Seat:
    """Of those of the plan who may still score and have nothing to do with the case."""
    plan, case = dossier.plan, dossier.case
    had = list(Seat.objects.filter(dossier=dossier).values_list("person_id", flat=True))
    known = {p.pk: p for p in planning.candidates(plan.organ.region_id, on) if p.pk in plan.reviewers}
    free = sorted(set(known) - set(_barred(case, known.values())))
    n = len(had) - law.SEATS + 1
    seed = bytes.fromhex(json.loads(plan.result)["seed"])
    try:
        person = law.another(seed, parts(plan)[0], case.pk, n, free, had)
    except DrawError as problem:
        raise FormIncomplete({"dossier": str(problem)}) from problem
    seat = Seat(dossier=dossier, number=number, draw=n, person_id=person)
    opened.save(seat)
    told = {"plan": plan.pk, "dossier": case.pk, "n": n, "among": free, "had": sorted(had), "in": person}
    append_public(type="dossiers.reviewer_drawn", obj=plan.pk, org=plan.organ_id, data=told, now=opened.now)
    opened.data |= {"seat": seat.pk, "in": person, "draw": n}
    return seat


def _held(actor: Actor, dossier_id: str) -> tuple[Dossier, By]:
    dossier = Dossier.objects.select_related("plan__organ", "case__organ").get(pk=dossier_id)
    _, by = planning.owned(actor, dossier.plan_id)
    return dossier, by


def _again(dossier: Dossier, standing: Standing) -> Dossier:
    fresh = Dossier.objects.select_related("plan__organ", "case__organ").get(pk=dossier.pk)
    if fresh.ledger_id != dossier.ledger_id or fresh.standing != standing:
        raise OutOfDate
    return fresh
