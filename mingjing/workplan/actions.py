"""Steps on one organ's duty: report, draft, sign, receive, return, extend, chase, reassign, cancel (plan 四(一)、四末).

Each function is one act with one entry; the log holds ids, days and enum values only, never a word of what was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingjing.law import interest
from mingjing.law.filing_forms import Box
from mingjing.law.workplan import (
    BY_CODE,
    ISSUE,
    MOST_FILES,
    MOVES,
    Form,
    Kind,
    Move,
    Standing,
    moves_from,
    wrong_answers,
)
from mingjing.ledger.actions import Act, act
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, Scope, may, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.workplan import clocking, queries
from mingjing.workplan.models import Duty, DutyMove, Item

LONGEST = 3_000
File = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step. ``files``: new ones ({"sha256", "name"}); ``kept``: digests of earlier ones that stay."""

    words: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    kept: tuple[str, ...] = ()
    until: date | None = None
    on: date | None = None
    organ_id: str = ""


def form_of(item: Item) -> Form:
    """The form an organ fills in: that of the filing, or for a task what was done with the proof wanted."""
    if item.kind == Kind.FILING:
        return BY_CODE[item.form]
    return Form("task", "完成情况", "G1.1", item.basis, (Box("done", "完成情况"),), item.proof)


def take(*, actor: Actor, duty_id: str, move: Move, said: Said, now: datetime, expected: int | None = None) -> Duty:
    """Take one step. ``expected``: the entry the page was made from.

    Raises Duty.DoesNotExist for strangers, NotAllowed, FormIncomplete (field → message), OutOfDate.
    """
    row = queries.duty_for(actor, duty_id)
    rule, today = MOVES[move], beijing_date(now)
    by = require(actor, rule.by, Scope(row.organ_id, row.organ.region_id))
    with act(type=f"workplan.{move.value}", by=by, obj=row.pk, now=now) as opened:
        standing = Duty.objects.values_list("ledger_id", flat=True).get(pk=row.pk)
        if standing != row.ledger_id or (expected is not None and expected != standing):
            raise OutOfDate
        if move not in moves_from(Standing(row.standing), asked=row.asked_until is not None):
            raise FormIncomplete({"move": f"这件事{row.get_standing_display()}，现在不能{move.label}"})
        words = said.words.replace("\0", "").strip()
        errors = _wrong_words(rule.words, words)
        errors |= STEPS[move](_Step(opened, row, said, today, words, by.person_id))
        if errors:
            raise FormIncomplete(errors)
        if rule.leads_to is not None:
            row.standing = rule.leads_to
        opened.save(row)
        opened.save(
            DutyMove(
                duty=row,
                move=move,
                person_id=by.person_id,
                organ_id=actor.organ_id,
                words=words,
                files=list(said.files),
                until=said.until,
                at=now,
            )  # fmt: skip
        )
        opened.data |= {"item": row.item_id, "organ": row.organ_id, "standing": row.standing}
    return row


def _until(row: Duty, move: Move) -> date | None:
    """The day that a step is about: asked for, or given."""
    return {Move.ASK: row.asked_until, Move.GRANT: row.due_on, Move.RETURN: row.due_on}.get(move)


@dataclass(frozen=True, slots=True)
class _Step:
    opened: Act
    row: Duty
    said: Said
    today: date
    words: str
    person: str


def _wrong_words(needed: str, words: str) -> dict[str, str]:
    if needed and len(words) < 4:
        return {"words": needed}
    return {"words": f"不超过 {LONGEST} 字，现在 {len(words)} 字"} if len(words) > LONGEST else {}


def _nothing(s: _Step) -> dict[str, str]:
    return {}


def _progress(s: _Step) -> dict[str, str]:
    return _too_many(len(s.said.files))


def _draft(s: _Step) -> dict[str, str]:
    files = [f for f in s.row.files if f["sha256"] in s.said.kept]
    files += [f for f in s.said.files if f["sha256"] not in {kept["sha256"] for kept in files}]
    form = form_of(s.row.item)
    errors = wrong_answers(form, s.said.answers, len(files)) | _too_many(len(files))
    if form.guarded:
        errors |= _tied(form, s.said.answers, s.today) if not errors else {}
    named = {box.name for box in form.boxes}
    s.row.answers = {n: _kept(v) for n, v in s.said.answers.items() if n in named}
    s.row.files, s.row.drafted_by_id = files, s.person
    return errors


def _tied(form: Form, answers: dict[str, Any], on: date) -> dict[str, str]:
    """Boxes whose words tie means to fines, fees or numbers (行政处罚法74③; 河南省行政执法条例11②)."""
    found = {}
    for box in form.boxes:
        value = answers.get(box.name)
        if isinstance(value, str) and (refusals := interest.wording(value, on)):
            found[box.name] = f"{refusals[0].message}（{refusals[0].article}）"
    return found


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _too_many(files: int) -> dict[str, str]:
    return {"files": f"附件最多 {MOST_FILES} 个，现在 {files} 个"} if files > MOST_FILES else {}


def _sign(s: _Step) -> dict[str, str]:
    s.row.sent_on, s.row.signed_by_id, s.row.asked_until = s.today, s.person, None
    clocking.met(s.row, s.today)
    return {}


def _receive(s: _Step) -> dict[str, str]:
    s.row.received_on = s.today
    _receipt(s.row, s.today)
    return {}


def _receipt(row: Duty, on: date) -> None:
    """The next receipt of the bureau and year; the ledger's lock keeps two acts apart."""
    rows = Duty.objects.filter(item__organ=row.item.organ_id, receipt_year=on.year)
    serial = (rows.order_by("-receipt_serial").values_list("receipt_serial", flat=True).first() or 0) + 1
    row.receipt_year, row.receipt_serial = on.year, serial
    row.receipt = f"{row.item.organ.doc_prefix}备收〔{on.year}〕{serial}号"


def _return(s: _Step) -> dict[str, str]:
    if errors := _wrong_until(s, "补正期限"):
        return errors
    assert s.said.until is not None
    s.row.due_on, s.row.sent_on = s.said.until, None
    clocking.started(s.row, s.today, "退回补正")
    return {}


def _ask(s: _Step) -> dict[str, str]:
    until = s.said.until
    if until is None or until <= s.row.due_on or until < s.today:
        return {"until": f"填写延至哪一天，应晚于现在的截止日期 {s.row.due_on.isoformat()}，不早于今天"}
    s.row.asked_until = until
    return {}


def _grant(s: _Step) -> dict[str, str]:
    until = s.said.until or s.row.asked_until
    if until is None or until <= s.row.due_on or until < s.today:
        return {"until": f"延至的日期应晚于现在的截止日期 {s.row.due_on.isoformat()}，不早于今天"}
    s.row.due_on, s.row.asked_until = until, None
    clocking.redated(s.row, "同意延期")
    return {}


def _refuse(s: _Step) -> dict[str, str]:
    s.row.asked_until = None
    return {}


def _chase(s: _Step) -> dict[str, str]:
    if s.row.chased_on == s.today:
        return {"words": "今天已经催办过，明天还没有报送的再催"}
    s.row.chased, s.row.chased_on = s.row.chased + 1, s.today
    return {}


def _enter(s: _Step) -> dict[str, str]:
    on = s.said.on
    if on is None or not s.row.item.issued_on <= on <= s.today:
        return {"on": f"填写实际报送日期，在 {s.row.item.issued_on.isoformat()} 到今天之间"}
    s.row.sent_on, s.row.received_on, s.row.asked_until = on, s.today, None
    s.row.files = [*s.row.files, *s.said.files]
    _receipt(s.row, s.today)
    clocking.met(s.row, on)
    return _too_many(len(s.row.files))


def _cancel(s: _Step) -> dict[str, str]:
    s.row.asked_until = None
    clocking.cancelled(s.row, s.today, s.words or "取消")
    return {}


def _reassign(s: _Step) -> dict[str, str]:
    to = Organ.objects.filter(pk=s.said.organ_id.replace("\0", "")).first()
    if to is None or to.pk == s.row.organ_id:
        return {"organ": "选择改派给哪个机关"}
    if to.valid_to is not None and to.valid_to < s.today:
        return {"organ": f"{to.short_name}已经撤销，选择别的机关"}
    if Duty.objects.filter(item=s.row.item, organ=to).exclude(standing=Standing.CANCELLED).exists():
        return {"organ": f"{to.short_name}已经有这件事，取消这一件就可以"}
    if (s.said.until or s.row.due_on) < s.today:
        return {"until": "原来的截止日期已过，给新的机关填写截止日期"}
    new = Duty(item=s.row.item, organ=to, part=s.row.part, due_on=s.said.until or s.row.due_on, came_from=s.row)
    s.opened.save(new)
    clocking.started(new, s.today, "改派")
    return _cancel(s)


def _wrong_until(s: _Step, label: str) -> dict[str, str]:
    until = s.said.until
    return {} if until is not None and until >= s.today else {"until": f"填写{label}，不早于今天"}


STEPS: dict[Move, Callable[[_Step], dict[str, str]]] = {
    Move.PROGRESS: _progress, Move.DRAFT: _draft, Move.SEND_BACK: _nothing, Move.SIGN: _sign, Move.ASK: _ask,
    Move.RECEIVE: _receive, Move.RETURN: _return, Move.GRANT: _grant, Move.REFUSE: _refuse, Move.CHASE: _chase,
    Move.ENTER: _enter, Move.REASSIGN: _reassign, Move.CANCEL: _cancel,
}  # fmt: skip


def chase_late(*, actor: Actor, item_id: str, words: str, now: datetime) -> int:
    """Chase every organ that is late with an item and was not chased today; how many. Nothing is written for none.

    Raises Item.DoesNotExist, NotAllowed, FormIncomplete.
    """
    item = queries.item_for(actor, item_id)
    by = require(actor, ISSUE, Scope(item.organ_id, item.region_id))
    today, words = beijing_date(now), words.replace("\0", "").strip()
    if errors := _wrong_words(MOVES[Move.CHASE].words, words):
        raise FormIncomplete(errors)
    rows = [d for d in queries.late(item, today) if d.chased_on != today and _over(actor, d)]
    if not rows:
        raise FormIncomplete({"words": "没有要催的：逾期的都已报送，或者今天已经催办过"})
    with act(type="workplan.chased", by=by, obj=item.pk, data={"organs": len(rows)}, now=now) as opened:
        for row in rows:
            row.chased, row.chased_on = row.chased + 1, today
            opened.save(row)
            opened.save(
                DutyMove(
                    duty=row, move=Move.CHASE, person_id=by.person_id, organ_id=actor.organ_id, words=words, at=now
                )
            )
    return len(rows)


def _over(actor: Actor, row: Duty) -> bool:
    return may(actor, ISSUE, Scope(row.organ_id, row.organ.region_id)).ok
