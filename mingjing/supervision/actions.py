"""Complaints: received from the public or registered by a clerk; then accepted, passed on, declined, answered, closed.

Each function is one act with one entry; the log holds ids and enum values only, never a word of the complaint.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime

from django.db import IntegrityError

from mingjing.documents import codes
from mingjing.law.complaining import FOUND, MOVES, Finding, Move, Source, Wish
from mingjing.law.kinds import Role
from mingjing.ledger.actions import Act, By, act
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.supervision import clocking, counting, flood, intake, queries
from mingjing.supervision.intake import Given, Read
from mingjing.supervision.models import Complaint, ComplaintMove, ComplaintTie

CITIZEN = "public"  # who acts in the log: no person of an organ
REGISTER, HANDLE, TRANSFER = "complaints.register", "complaints.handle", "complaints.transfer"
LONGEST = 3_000
BY_CLERK = (Source.PHONE, Source.HOTLINE, Source.VISIT, Source.TRANSFER)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is given at once: the code by which progress and answer are read, who handles it, the moment."""

    code: str
    handled_by: str
    at: datetime


def receive(*, given: Given, address: str, request: str, now: datetime) -> Receipt:
    """Receive from the public, without an account. The same ``request`` twice gives the same receipt (double taps).

    ``address``: the network address, only counted. Raises FormIncomplete (field → message), flood.TooMany.
    """
    given = _trimmed(replace(given, source=Source.PORTAL, outside_number=""))
    request = request.replace("\0", "")[:64]
    if old := _sent(request):
        return old
    read = intake.read(given, beijing_date(now))
    by = By(CITIZEN, Role.PUBLIC, read.organ.pk)
    try:
        with act(type="complaint.received", by=by, obj="", now=now) as opened:
            flood.count(address, beijing_date(now))
            row = _write(opened, given, read, now, request=request)
    except IntegrityError:  # the same sending came in twice at once: the first one counts
        if old := _sent(request):
            return old
        raise
    return Receipt(row.code, row.handled_by.name, row.received_at)


def register(*, actor: Actor, given: Given, now: datetime) -> Receipt:
    """Register for someone who telephoned, came, or was passed on by 12345. Raises NotAllowed, FormIncomplete."""
    given = _trimmed(given)
    by = require(actor, REGISTER, Scope(actor.organ_id))
    errors = {} if given.source in BY_CLERK else {"source": "选择来源"}
    if given.source == Source.HOTLINE and not given.outside_number:
        errors["outside_number"] = "填写 12345 的工单号"
    try:
        read = intake.read(given, beijing_date(now))
    except FormIncomplete as refusal:
        raise FormIncomplete({**errors, **refusal.errors}) from None
    if errors:
        raise FormIncomplete(errors)
    with act(type="complaint.received", by=by, obj="", now=now) as opened:
        same = Complaint.objects.filter(source=given.source, outside_number=given.outside_number, organ=read.organ)
        if given.outside_number and same.exists():
            raise FormIncomplete({"outside_number": f"{given.outside_number} 已经登记过"})
        row = _write(opened, given, read, now, clerk=by.person_id)
    return Receipt(row.code, row.handled_by.name, row.received_at)


def _trimmed(given: Given) -> Given:
    words = {f.name: getattr(given, f.name) for f in fields(given) if f.name != "files"}
    return replace(given, **{name: word.replace("\0", "").strip() for name, word in words.items()})


def _sent(request: str) -> Receipt | None:
    found = Complaint.objects.select_related("handled_by").filter(request=request).first() if request else None
    return Receipt(found.code, found.handled_by.name, found.received_at) if found else None


def _write(
    opened: Act, given: Given, read: Read, now: datetime, *, request: str = "", clerk: str | None = None
) -> Complaint:
    row = Complaint(
        code=codes.new(), request=request or None, source=given.source, outside_number=given.outside_number,
        wish=given.wish, about=given.about, organ=read.organ, unit_id=read.ties.unit or None,
        publication=read.publication, officer=read.officer, subject=read.subject, address=read.address,
        content=given.content, name=given.name, phone=given.phone, files=list(given.files), registered_by_id=clerk,
        received_at=now, handled_by=read.handled_by,
    )  # fmt: skip
    opened.save(row)
    for person, tie in read.ties.people.items():
        opened.save(ComplaintTie(complaint=row, person_id=person, tie=tie))
    opened.obj = row.pk
    opened.data |= {"wish": row.wish, "about": row.about, "source": row.source, "handled_by": row.handled_by_id}
    clocking.started(row)
    counting.count(row, on=beijing_date(now))
    return row


# --- handling -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step: reason (transfer, decline), finding and reply (answer), organ (transfer)."""

    reason: str = ""
    finding: str = ""
    reply: str = ""
    organ_id: str = ""


def take(
    *, actor: Actor, complaint_id: str, move: Move, said: Said, now: datetime, expected: int | None = None
) -> Complaint:
    """Take one step. Nobody named, nobody of the unit complained of (``law.complaining.conflict``).

    ``expected``: the entry the page was made from. Raises Complaint.DoesNotExist for strangers, NotAllowed,
    FormIncomplete (field → message), OutOfDate.
    """
    row = queries.complaint_for(actor, complaint_id)
    handled = row.handled_by
    by = require(actor, TRANSFER if move is Move.TRANSFER else HANDLE, Scope(handled.pk, handled.region_id))
    if why := queries.conflict_of(row, actor.person_id):
        raise NotAllowed(why)
    with act(type=f"complaint.{move.value}", by=by, obj=row.pk, now=now) as opened:
        now_is = Complaint.objects.values_list("ledger_id", flat=True).get(pk=row.pk)
        if now_is != row.ledger_id or (expected is not None and expected != now_is):
            raise OutOfDate
        starts, leads_to = MOVES[move]
        if row.standing not in starts:
            raise FormIncomplete({"move": f"这件投诉{row.get_standing_display()}，不能再{move.label}"})
        reason = _moved(row, move, said, now)
        row.standing = leads_to
        opened.save(row)
        opened.save(
            ComplaintMove(complaint=row, move=move, person_id=by.person_id, organ=handled, reason=reason, at=now)
        )
        opened.data |= {"standing": row.standing, "handled_by": row.handled_by_id, "finding": row.finding}
        _clocks(row, move, now)
        counting.count(row, on=beijing_date(now))
    return row


def _moved(row: Complaint, move: Move, said: Said, now: datetime) -> str:
    """Write what the step brings into the row; the reason that is kept with it. Raises FormIncomplete."""
    reason, on = said.reason.replace("\0", "").strip(), beijing_date(now)
    errors: dict[str, str] = {}
    if move in {Move.TRANSFER, Move.DECLINE} and not reason:
        errors["reason"] = f"写明{move.label}的理由，投诉人在查询页面看到"
    if len(reason) > LONGEST:
        errors["reason"] = f"不超过 {LONGEST} 字"
    if move is Move.TRANSFER:
        errors |= _passed_on(row, said.organ_id, now)
    elif move is Move.ANSWER:
        errors |= _answered(row, said)
        row.answered_on = on
    elif move is Move.CLOSE:
        errors |= _closed(row)
    if errors:
        raise FormIncomplete(errors)
    if move in {Move.DECLINE, Move.CLOSE}:
        row.ended_on = on
    return reason


def _passed_on(row: Complaint, organ_id: str, now: datetime) -> dict[str, str]:
    to = Organ.objects.filter(pk=organ_id.replace("\0", "")).first()
    if to is None:
        return {"organ": "选择转给哪个机关；平台以外的机关办理的，不予受理并告知投诉人向哪里提出"}
    if to.pk == row.handled_by_id:
        return {"organ": "已经在这个机关"}
    if to.pk == row.organ_id and queries.for_bureau(row, beijing_date(now)):
        return {"organ": f"这件投诉反映的是{to.name}整体或者负责人，不能转给它自己办理"}
    row.handled_by = to
    return {}


def _answered(row: Complaint, said: Said) -> dict[str, str]:
    reply, errors = said.reply.replace("\0", "").strip(), {}
    if said.finding not in set(Finding):
        errors["finding"] = "选择核查结果"
    if not reply:
        errors["reply"] = "写明核查情况和答复，投诉人在查询页面看到"
    elif len(reply) > LONGEST:
        errors["reply"] = f"不超过 {LONGEST} 字，现在 {len(reply)} 字"
    row.finding, row.reply = said.finding, reply
    return errors


def _closed(row: Complaint) -> dict[str, str]:
    """An upheld request about a decision is over only once the page has been corrected or withdrawn."""
    upheld = row.wish == Wish.CORRECTION and Finding(row.finding) in FOUND
    if upheld and row.publication and row.publication.state == "published":
        return {"move": "更正申请属实，公示页面还没有更正或者撤下；由公示审核人办理后再办结"}
    return {}


def _clocks(row: Complaint, move: Move, now: datetime) -> None:
    after = {
        Move.ACCEPT: clocking.accepted, Move.TRANSFER: clocking.transferred, Move.DECLINE: clocking.declined,
        Move.ANSWER: clocking.answered, Move.CLOSE: clocking.closed,
    }  # fmt: skip
    after[move](row, beijing_date(now))
