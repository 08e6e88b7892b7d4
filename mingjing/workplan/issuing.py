"""Issuing tasks and filings to organs, recording meetings. One act, one entry; refuses targets of money and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingjing.law import interest
from mingjing.law.interest import Measure, Quantity, Use
from mingjing.law.workplan import BY_CODE, ISSUE, MOST_FILES, Kind, Part, wrong_days
from mingjing.ledger.actions import act
from mingjing.ledger.ids import new_id
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, NotAllowed, Scope, may, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete
from mingjing.workplan import clocking
from mingjing.workplan.models import Duty, Item, Meeting

MOST_ORGANS = 500
MARKS = {Kind.TASK: "RW", Kind.FILING: "BB"}
LENGTHS = {"title": (120, "名称"), "text": (4_000, "内容和要求"), "basis": (200, "依据")}


@dataclass(frozen=True, slots=True)
class Notice:
    """What is issued. ``leads``, ``assists``: ids of organs (for a filing all are leads). See ``models.Item``."""

    kind: str
    title: str
    text: str
    basis: str
    leads: tuple[str, ...]
    assists: tuple[str, ...] = ()
    issued_on: date | None = None
    due_on: date | None = None
    proof: str = ""
    counts: str = ""
    goal: str = ""
    form: str = ""
    year: int | None = None
    meeting_id: str = ""
    entered: bool = False


def issue(*, actor: Actor, notice: Notice, now: datetime) -> Item:
    """Issue to organs of the actor's region, each with its clock. Raises NotAllowed, FormIncomplete (by field)."""
    by = require(actor, ISSUE, Scope(actor.organ_id, actor.region_code))
    today = beijing_date(now)
    chosen, errors = _organs(actor, notice, today)
    errors = {**_plain(notice, today), **_interest(notice, today), **errors}
    if errors:
        raise FormIncomplete(errors)
    assert notice.due_on is not None
    kind, issued = Kind(notice.kind), notice.issued_on or today
    item = Item(
        kind=kind, title=notice.title, text=notice.text, basis=notice.basis, proof=notice.proof, counts=notice.counts,
        goal=notice.goal, form=notice.form if kind is Kind.FILING else "", year=notice.year,
        meeting=_meeting(actor, notice.meeting_id), region_id=actor.region_code, organ_id=actor.organ_id,
        issued_by_id=by.person_id, issued_on=issued, due_on=notice.due_on, entered=notice.entered,
    )  # fmt: skip
    data = {"kind": str(kind), "organs": len(chosen), "due": notice.due_on.isoformat()}
    with act(type="workplan.issued", by=by, obj=item.pk, data=data, now=now) as opened:
        item.number = _number(kind, issued.year)
        opened.save(item)
        for organ, part in chosen:
            duty = Duty(item=item, organ=organ, part=part, due_on=item.due_on)
            opened.save(duty)
            clocking.started(duty, issued, f"{item.number} {item.title}")
    return item


def _number(kind: Kind, year: int) -> str:
    """The next number of a kind and year; the ledger's lock keeps two acts apart."""
    start = f"{MARKS[kind]}{year}-"
    return f"{start}{Item.objects.filter(number__startswith=start).count() + 1:03d}"


def _plain(notice: Notice, today: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    if notice.kind not in set(Kind):
        errors["kind"] = "选择是工作任务，还是报备事项"
    for name, (most, label) in LENGTHS.items():
        value = getattr(notice, name).strip()
        if not value:
            errors[name] = f"填写{label}"
        elif len(value) > most:
            errors[name] = f"{label}不超过 {most} 字，现在 {len(value)} 字"
    if len(notice.proof) > 300:
        errors["proof"] = "要求的证明材料不超过 300 字"
    if notice.kind == Kind.FILING:
        errors |= _form(notice, today)
    if notice.counts and notice.counts not in set(Quantity):
        errors["counts"] = "选择量化的是什么，或者不选"
    if bool(notice.goal) != bool(notice.counts):
        errors["goal" if notice.counts else "counts"] = "量化的任务，量化对象和目标都要填写，例：公示及时率，100%"
    if len(notice.goal) > 60:
        errors["goal"] = "量化目标不超过 60 字"
    return errors | _days(notice, today)


def _form(notice: Notice, today: date) -> dict[str, str]:
    form = BY_CODE.get(notice.form)
    if form is None:
        return {"form": "选择报备的是什么"}
    if form.yearly and notice.year is None:
        return {"year": f"填写{form.label}是哪一年的，例：{today.year}"}
    if notice.year is not None and not 2019 <= notice.year <= today.year + 1:
        return {"year": f"年度在 2019 到 {today.year + 1} 之间"}
    return {}


def _days(notice: Notice, today: date) -> dict[str, str]:
    if notice.due_on is None:
        return {"due_on": "填写截止日期"}
    if notice.due_on.year > today.year + 10:
        return {"due_on": "截止日期太远，核对年份"}
    return wrong_days(notice.issued_on or today, notice.due_on, today, entered=notice.entered)


def _interest(notice: Notice, today: date) -> dict[str, str]:
    """Targets of fines, fees, penalties, cases, visits are refused (行政处罚法74③; 河南省行政执法条例11②)."""
    on = min(notice.issued_on or today, today) if notice.entered else today
    text = "。".join((notice.text, notice.proof, notice.goal))
    errors = {}
    if found := interest.wording(f"{notice.title}。{text}", on):
        errors["text"] = _said(found)
    if notice.counts in set(Quantity) and notice.goal:
        measure = Measure(name=notice.goal, counts=Quantity(notice.counts), use=Use.TARGET)
        if found := interest.refusals(measure, on):
            errors["counts"] = _said(found)
    return errors


def _said(found: Sequence[interest.Refusal]) -> str:
    first = found[0]
    return f"{first.message}（{first.article}）。{first.cure}"


def _organs(actor: Actor, notice: Notice, today: date) -> tuple[list[tuple[Organ, Part]], dict[str, str]]:
    """Organs in the order chosen, each once, and what is wrong with the choice."""
    wanted = dict.fromkeys(notice.assists, Part.ASSIST) | dict.fromkeys(notice.leads, Part.LEAD)
    if not notice.leads:
        return [], {"leads": "至少选择一个机关"}
    if len(wanted) > MOST_ORGANS:
        return [], {"leads": f"一次最多下达给 {MOST_ORGANS} 个机关"}
    asked = [pk for pk in wanted if pk.isalnum()]
    known = {o.pk: o for o in Organ.objects.filter(pk__in=asked).select_related("region")}
    both = [known[pk].short_name for pk in set(notice.leads) & set(notice.assists) if pk in known]
    if both:
        return [], {"assists": f"{'、'.join(sorted(both))}既选作牵头又选作配合，只选一处"}
    if len(known) < len(wanted):
        return [], {"leads": "选择的机关中有的没有登记，重新选择"}
    outside = [o.short_name for o in known.values() if not may(actor, ISSUE, Scope(o.pk, o.region_id)).ok]
    if outside:
        return [], {"leads": f"{'、'.join(outside)}不在你的监督区域"}
    gone = [o for o in known.values() if o.valid_to is not None and o.valid_to < today]
    if gone and not notice.entered:
        named = "、".join(f"{o.short_name}（{o.valid_to}）" for o in gone)
        return [], {"leads": f"{named}已经撤销：选择承继职责的机关"}
    return [(known[pk], part) for pk, part in wanted.items()], {}


def _meeting(actor: Actor, meeting_id: str) -> Meeting | None:
    return Meeting.objects.filter(pk=meeting_id, region_id=actor.region_code).first() if meeting_id else None


def record_meeting(
    *, actor: Actor, held_on: date | None, title: str, present: str, decided: str, files: list[dict[str, Any]],
    now: datetime,
) -> Meeting:  # fmt: skip
    """Enter a meeting of the leading group with what it decided. Raises NotAllowed, FormIncomplete."""
    by = require(actor, ISSUE, Scope(actor.organ_id, actor.region_code))
    today, errors = beijing_date(now), {}
    if held_on is None or held_on > today:
        errors["held_on"] = "填写召开日期，不晚于今天"
    for name, label, value, most in (("title", "会议名称", title, 120), ("decided", "议定事项", decided, 8_000)):
        if not value.strip():
            errors[name] = f"填写{label}"
        elif len(value) > most:
            errors[name] = f"{label}不超过 {most} 字，现在 {len(value)} 字"
    if len(present) > 2_000:
        errors["present"] = "参加人员不超过 2000 字"
    if len(files) > MOST_FILES:
        errors["files"] = f"最多 {MOST_FILES} 个附件"
    if found := interest.wording(f"{title}。{decided}", today):
        errors["decided"] = _said(found)
    if errors:
        raise FormIncomplete(errors)
    assert held_on is not None
    row = Meeting(
        id=new_id(), region_id=actor.region_code, organ_id=actor.organ_id, held_on=held_on, title=title.strip(),
        present=present.strip(), decided=decided.strip(), files=files, recorded_by_id=by.person_id,
    )  # fmt: skip
    with act(type="workplan.met", by=by, obj=row.pk, data={"files": len(files)}, now=now) as opened:
        opened.save(row)
    return row


def bureau_only(actor: Actor) -> None:
    """Raises NotAllowed for whoever does not run the leading group's office."""
    verdict = may(actor, ISSUE, Scope(actor.organ_id, actor.region_code))
    if not verdict.ok:
        raise NotAllowed(verdict.reason)
