"""双随机: pools committed to the public log, drawn once their first checkpoint is signed, redrawn with a reason.

commit_pools → anchor (seals the public log, keeps the first checkpoint that holds the pools) → run_draw → redraw.
What is drawn and how: ``law.draw``; here it is stored, numbered and entered. Every function is one act.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import connection, transaction

from mingjing.cases.models import Case
from mingjing.catalog import queries as catalog
from mingjing.catalog.models import RandomItem, TargetPool
from mingjing.documents import actions as documents
from mingjing.law import draw as law
from mingjing.law.draw import Anchor, Conflict, DrawError, Excluded, Officer, Request, Target
from mingjing.law.gating import Blocker
from mingjing.ledger import sealing
from mingjing.ledger.actions import By, act, append_public
from mingjing.ledger.ids import new_id
from mingjing.ledger.models import GongshiEntry
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Draw
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused

POWER = "draw.make"
BASIS = "优化营商环境条例54；国办发〔2015〕58号"
State = Draw.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a draw besides its pools. ``ratio`` (3, 100) of the pool, or ``number`` targets."""

    rule: str = "credit-risk"
    number: int = 0
    ratio: tuple[int, int] | None = None
    officers: int = 2
    excludes: tuple[Excluded, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def targets_of(item: RandomItem, on: date) -> list[Target]:
    """The pool of an item as it may be published: of natural persons the opaque id only. Raises FormIncomplete."""
    pool = catalog.target_pool(item.pk, on)
    if pool is None:
        raise FormIncomplete({"item": "这个事项还没有检查对象名录库，先登记名录库"})
    return [
        Target(
            row["id"], row.get("kind", "org"), "" if row.get("kind") == "person" else row["name"],
            "" if row.get("kind") == "person" else row.get("code", ""), row.get("risk") or "N",
        )
        for row in pool.rows
    ]  # fmt: skip


def officers_of(organ_id: str, on: date) -> list[Officer]:
    """Officers of an organ whose certificate is valid on a day, known by its number."""
    found = []
    for person in organs.officers(organ_id, on):
        certificate = organs.certificate_of(person.pk, on)
        if certificate:
            found.append(Officer(certificate.number, person.name, certificate.number, "、".join(certificate.fields)))
    return found


def commit_pools(
    *,
    actor: Actor,
    item_id: str,
    wish: Wish,
    key: str,
    now: datetime,
    targets: Sequence[Target] | None = None,
    officers: Sequence[Officer] | None = None,
) -> Draw:
    """Fix pools and request for good: their hashes become the entry ``draw.committed`` of the public log.

    ``key`` names this request of the organ: asked again with the same key, the draw that stands is returned. Pools are
    those of the list and the roster unless given. Raises NotAllowed, FormIncomplete (what the pools cannot meet).
    """
    item = RandomItem.objects.select_related("organ", "power").get(pk=item_id)
    by = require(actor, POWER, Scope(item.organ_id, item.organ.region_id))
    if not key.strip() or len(key) > 40:
        raise FormIncomplete({"key": "缺少请求标记，请重新打开页面"})
    on = beijing_date(now)
    pool = catalog.target_pool(item.pk, on)
    targets = targets_of(item, on) if targets is None else list(targets)
    officers = officers_of(item.organ_id, on) if officers is None else list(officers)
    table = law.weights(wish.rule, on)
    draw_id = new_id()
    request = Request(
        draw=draw_id, item=item.code, item_name=item.name, table_id=table.table_id, levels=table.levels,
        number=wish.number, ratio=wish.ratio, officers=wish.officers, excludes=wish.excludes, conflicts=wish.conflicts,
    )  # fmt: skip
    try:
        committed = law.commitment(request, targets, officers)
        pools = law.target_pool(targets).decode(), law.officer_pool(officers).decode()
    except DrawError as problem:
        raise FormIncomplete({"pools": str(problem)}) from problem
    if stands := Draw.objects.filter(organ_id=item.organ_id, key=key).first():
        return stands
    before = _sealed(now)
    try:
        return _commit(by, item, pool, request, committed, pools, key, before, now)
    except OutOfDate:  # the same request came twice at once
        return Draw.objects.get(organ_id=item.organ_id, key=key)


def _commit(
    by: By, item: RandomItem, pool: TargetPool | None, request: Request, committed: dict[str, str],
    pools: tuple[str, str], key: str, before: str, now: datetime,
) -> Draw:  # fmt: skip
    on, draw_id = beijing_date(now), request.draw
    with act(type="draw.committed", by=by, obj=draw_id, now=now) as opened:
        if Draw.objects.filter(organ_id=item.organ_id, key=key).exists():
            raise OutOfDate
        entry = append_public(type=law.ENTRY, obj=draw_id, org=item.organ_id, data=committed, now=now)
        number = documents.issue_number(organ=item.organ, prefix=f"{item.organ.doc_prefix}抽", year=on.year)
        draw = Draw(
            id=draw_id, organ_id=item.organ_id, item=item, pool=pool, number=number, key=key,
            request=law.canon(request.told()).decode(), targets=pools[0], officers=pools[1], committed_on=on,
            committed_by_id=by.person_id, entry=entry, previous=before,
        )  # fmt: skip
        opened.save(draw)
        opened.data |= {"item": item.pk, "entry": entry, **committed}
    return draw


def _sealed(now: datetime) -> str:
    """The checkpoint of everything before: the next one is the first that holds what comes now."""
    sealed = sealing.seal("gongshi", now)
    return sealed.note if sealed.size else ""


def anchor(draw_id: str, now: datetime) -> Draw:
    """Seal the public log and keep the first checkpoint that holds the pools. Again, nothing happens.

    Anyone may call it: nobody can choose anything here. Raises SealRefused and what sealing raises.
    """
    draw = Draw.objects.get(pk=draw_id)
    if draw.state != State.COMMITTED:
        return draw
    sealed = sealing.seal("gongshi", now)
    by = By(draw.committed_by_id, "U", draw.organ_id)
    with act(type="draw.anchored", by=by, obj=draw.pk, now=now) as opened:
        fresh = Draw.objects.get(pk=draw_id)
        if fresh.state != State.COMMITTED:
            return fresh
        fresh.checkpoint, fresh.state = sealed.note, State.ANCHORED
        opened.save(fresh)
        opened.data |= {"size": sealed.size, "root": sealed.root.hex()}
    return fresh


def run_draw(*, actor: Actor, draw_id: str, now: datetime) -> Draw:
    """Draw, once the first checkpoint that holds the pools is signed; the result's hash enters the public log.

    Run again, the result stands as it is. Raises NotAllowed, StepRefused (not sealed yet, or a pool that is not the
    one committed).
    """
    draw, by = _for(actor, draw_id)
    if draw.state == State.DONE:
        return draw
    result = _result(draw, [])
    with act(type="draw.done", by=by, obj=draw.pk, now=now) as opened:
        fresh = Draw.objects.get(pk=draw_id)
        if fresh.state == State.DONE:
            raise OutOfDate
        fresh.result, fresh.state, fresh.done_on = law.canon(result).decode(), State.DONE, beijing_date(now)
        opened.save(fresh)
        told = {"draw": draw.pk, "result": digest(fresh.result), "number": result["number"]}
        append_public(type="draw.done", obj=draw.pk, org=draw.organ_id, data=told, now=now)
        opened.data |= told
    return fresh


def redraw(*, actor: Actor, draw_id: str, target: str, officer: str, reason: str, now: datetime) -> Draw:
    """One officer less for one target, because of a conflict found after the draw; another is drawn from the same seed.

    ``officer``: number of the certificate; ``reason``: a value of ``Bias``. Once the visit is opened, recusal is a step
    of the visit. Raises NotAllowed, StepRefused, FormIncomplete.
    """
    with transaction.atomic():
        held(draw_id)
        return _redraw(actor, draw_id, target, officer, reason, now)


def held(draw_id: str) -> None:
    """Let nobody else change what follows from this draw until the transaction ends."""
    if connection.features.has_select_for_update:
        Draw.objects.select_for_update().get(pk=draw_id)


def _redraw(actor: Actor, draw_id: str, target: str, officer: str, reason: str, now: datetime) -> Draw:
    draw, by = _for(actor, draw_id)
    if draw.state != State.DONE:
        raise StepRefused((not_done(),))
    if Case.objects.filter(organ_id=draw.organ_id, details__draw=draw.pk, details__draw_target=target).exists():
        raise FormIncomplete({"target": "这个对象的检查已经启动，回避在检查中登记"})
    recusals = [*draw.recusals, {"target": target, "officer": officer, "reason": reason}]
    try:
        result = _result(draw, recusals)
    except DrawError as problem:
        raise FormIncomplete({"officer": str(problem)}) from problem
    with act(type="draw.redrawn", by=by, obj=draw.pk, now=now) as opened:
        fresh = Draw.objects.get(pk=draw_id)
        if fresh.recusals != draw.recusals:
            raise OutOfDate
        fresh.result, fresh.recusals = law.canon(result).decode(), recusals
        opened.save(fresh)
        told = {"draw": draw.pk, "result": digest(fresh.result), "redraws": len(recusals)}
        append_public(type="draw.redrawn", obj=draw.pk, org=draw.organ_id, data=told, now=now)
        opened.data |= told
    return fresh


def problems(draw: Draw) -> list[Blocker]:
    """What of a stored draw is not what was entered in the public log, or not sealed yet."""
    body = json.loads(bytes(GongshiEntry.objects.values_list("body", flat=True).get(pk=draw.entry)))
    found = []
    for name, label in (("targets", "检查对象名录库"), ("officers", "检查人员名录库"), ("request", "抽取要求")):
        if digest(getattr(draw, name)) != body["data"][name]:
            words = f"{label}与公示日志第 {draw.entry} 条登记的不同，登记之后被改动"
            found.append(_blocker("draw.pool-changed", label, words, "停止使用，报监督机关核查；重新登记后另行抽取"))
    if draw.state == State.DONE and digest(draw.result) != _entered(draw):
        words = "抽取结果与公示日志登记的不同，抽取之后被改动"
        found.append(_blocker("draw.result-changed", "抽取结果", words, "停止使用，报监督机关核查"))
    if draw.state == State.COMMITTED:
        words = "登记名录库的记录还没有封存，种子还不存在"
        found.append(_blocker("draw.unsealed", "封存", words, "稍候片刻再抽取", waiting=True))
    return found


def _entered(draw: Draw) -> str:
    """The hash of the result as the public log has it last."""
    last = GongshiEntry.objects.filter(obj=draw.pk, type__in=["draw.done", "draw.redrawn"]).latest("seq")
    return str(json.loads(bytes(last.body))["data"]["result"])


def not_done() -> Blocker:
    """What follows a draw waits for its result."""
    return _blocker("draw.not-done", "抽取结果", "还没有抽取", "先抽取")


def digest(text: str) -> str:
    """SHA-256 of a stored text, hex."""
    return sha256(text.encode()).hexdigest()


def _result(draw: Draw, recusals: Sequence[Mapping[str, str]]) -> law.Result:
    found = problems(draw)
    if found:
        raise StepRefused(tuple(found))
    request, targets, officers = parts(draw)
    return law.result_of(request, targets, officers, _anchor(draw), [Conflict(**r) for r in recusals])


def parts(draw: Draw) -> tuple[Request, list[Target], list[Officer]]:
    """Request and pools as they were committed."""
    return (
        Request.of(json.loads(draw.request)),
        [Target(**row) for row in json.loads(draw.targets)["rows"]],
        [Officer(**row) for row in json.loads(draw.officers)["rows"]],
    )


def _anchor(draw: Draw) -> Anchor:
    """Entry, checkpoint and proofs. The checkpoint before is left out where the tree ends with the entry."""
    size = _size(draw.checkpoint)
    body = bytes(GongshiEntry.objects.values_list("body", flat=True).get(pk=draw.entry))
    proof = sealing.prove("gongshi", draw.entry, size)
    if size == draw.entry + 1 or not draw.previous:
        return Anchor(draw.checkpoint, draw.entry, body, proof)
    growth = sealing.prove_growth("gongshi", _size(draw.previous), size)
    return Anchor(draw.checkpoint, draw.entry, body, proof, draw.previous, growth)


def _size(note: str) -> int:
    return int(note.split("\n")[1])


def _for(actor: Actor, draw_id: str) -> tuple[Draw, By]:
    draw = Draw.objects.select_related("organ", "item").get(pk=draw_id)
    return draw, require(actor, POWER, Scope(draw.organ_id, draw.organ.region_id))


def _blocker(code: str, label: str, message: str, cure: str, *, waiting: bool = False) -> Blocker:
    return Blocker(code, label, message, BASIS, cure, waiting=waiting)
