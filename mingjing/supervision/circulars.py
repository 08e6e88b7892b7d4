"""通报: drafted from the figures of a period, edited, approved by another person, sent, published when decided.

Each function is one act with one entry. The figures are quoted as they stood on the day of drafting and kept with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.documents import content, rendering
from mingjing.documents.actions import issue_number
from mingjing.documents.forms.supervision import CIRCULAR
from mingjing.documents.showing import Issue
from mingjing.law.compliance import COLUMNS, percent
from mingjing.law.gating import Blocker
from mingjing.law.supervising import Tone
from mingjing.ledger.actions import act
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, matrix, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import grid
from mingjing.supervision.models import Circular, CircularCopy

READ, WRITE, SIGN = "circular.read", "circular.write", "circular.sign"
TITLE, LONGEST, QUOTED = 120, 5_000, 6
BASIS = "三政办〔2019〕16号四(四)"
WORST = 950  # per mille: below it an organ may be named in a criticism
TO = "各行政执法机关"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the bureau types of a circular."""

    title: str
    body: str
    organ_ids: tuple[str, ...] = ()


def draft(*, actor: Actor, tone: Tone, first: date, last: date, now: datetime) -> Circular:
    """Draft a circular from the figures of a period: the best or the worst organs of each column, as they stand now.

    Raises NotAllowed; FormIncomplete when the period holds nothing that could be said.
    """
    by = require(actor, WRITE, Scope(actor.organ_id, actor.region_code))
    on = beijing_date(now)
    rows = grid.by_organ(list(grid.organs_of(actor)), first, last, on)
    quoted = figures(rows.values(), tone)
    if not quoted:
        raise FormIncomplete({"tone": f"{first} 至 {last} 没有可以{tone.label}的数据，换一个期间或者类别"})
    bureau = organs.organ(actor.organ_id)
    row = Circular(
        bureau=bureau, region_id=actor.region_code, tone=tone, first=first, last=last, figures=quoted, figures_on=on,
        title=f"关于{_span(first, last)}行政执法“三项制度”执行情况的{'通报' if tone is Tone.REPORT else tone.label}",
        body=_body(rows.values(), tone, first, last, bureau.region.name), drafted_by_id=by.person_id,
    )  # fmt: skip
    with act(type="circular.drafted", by=by, obj=row.pk, now=now) as opened:
        opened.save(row)
        opened.data |= {"tone": row.tone}
    return row


def figures(rows: Any, tone: Tone) -> list[dict[str, str]]:
    """Rows of the table that a circular quotes: organ, column, per cent, part of whole; at most six a column."""
    found = []
    for column in COLUMNS:
        if column.code == "staff":
            continue
        due = [r for r in rows if r.shares[column.code].whole]
        ranked = sorted(due, key=lambda r: (r.shares[column.code].part / r.shares[column.code].whole, r.name))
        if tone is Tone.PRAISE:
            ranked = [r for r in reversed(ranked) if not r.shares[column.code].missed]
        elif tone is Tone.CRITICISE:
            ranked = [r for r in ranked if r.shares[column.code].part * 1000 < WORST * r.shares[column.code].whole]
        for row in ranked[:QUOTED]:
            share = row.shares[column.code]
            found.append(
                {"name": row.name, "item": column.full, "value": f"{percent(share.part, share.whole)}%",
                 "base": f"{share.part}/{share.whole}"}
            )  # fmt: skip
    return found


def _span(first: date, last: date) -> str:
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"


def _body(rows: Any, tone: Tone, first: date, last: date, place: str) -> str:
    whole = grid.merged(rows, "", "")
    said = "，".join(
        f"{c.full}{percent(s.part, s.whole)}%（{s.part}/{s.whole}）"
        for c in COLUMNS
        if c.code != "staff" and (s := whole.shares[c.code]).whole
    )
    begin = f"{_span(first, last)}，{place}行政执法机关执行行政执法公示、全过程记录、法制审核三项制度情况：{said}。"
    end = {
        Tone.PRAISE: "对下列按期全部办结的机关予以通报表扬，希望再接再厉。",
        Tone.CRITICISE: (
            "对下列办理不及时的机关予以通报批评。有关机关要查明原因，限期整改，"
            "并于收到本通报之日起十五个工作日内报告整改情况。"
        ),
        Tone.REPORT: "各机关要对照数据查找差距，抓好整改落实。",
    }[tone]
    return f"{begin}\n{end}"


def save(*, actor: Actor, circular_id: str, typed: Typed, expected: int | None, now: datetime) -> Circular:
    """Keep an edited draft. Raises Circular.DoesNotExist, NotAllowed, FormIncomplete, StepRefused, OutOfDate."""
    row = circular_for(actor, circular_id)
    by = require(actor, WRITE, Scope(row.bureau_id, row.region_id))
    _still(row, Circular.State.DRAFT, "修改")
    errors = _wrong(typed)
    if errors:
        raise FormIncomplete(errors)
    with act(type="circular.edited", by=by, obj=row.pk, now=now) as opened:
        _current(row, expected)
        row.title, row.body = typed.title.strip(), typed.body.replace("\r\n", "\n").strip()
        return opened.save(row)


def _wrong(typed: Typed) -> dict[str, str]:
    errors = {}
    for name, text, most, label in (("title", typed.title, TITLE, "标题"), ("body", typed.body, LONGEST, "正文")):
        if not text.replace("\0", "").strip():
            errors[name] = f"填写{label}"
        elif len(text) > most:
            errors[name] = f"{label}不超过 {most} 字，现在 {len(text)} 字"
    return errors


def approve(
    *, actor: Actor, circular_id: str, organ_ids: Sequence[str], expected: int | None, now: datetime
) -> Circular:
    """Approve a draft of another person, number it, send it to the organs named. One act.

    Raises Circular.DoesNotExist, NotAllowed, StepRefused (own draft, already sent), FormIncomplete, OutOfDate.
    """
    row = circular_for(actor, circular_id)
    by = require(actor, WRITE, Scope(row.bureau_id, row.region_id))
    _still(row, Circular.State.DRAFT, "印发")
    if row.drafted_by_id == actor.person_id:
        message = "通报由你拟稿，须由另一名监督人员核对后印发"
        cure = "请另一名监督人员办理"
        raise StepRefused((Blocker("circular.same-person", "两人经手", message, f"{BASIS}（内部分工，待确认）", cure),))
    wanted = set(organ_ids)
    chosen = [o for o in grid.organs_of(actor) if o.pk in wanted]
    if not chosen:
        raise FormIncomplete({"organs": "选择发给哪些机关，至少一个"})
    on = beijing_date(now)
    with act(type="circular.sent", by=by, obj=row.pk, now=now) as opened:
        _current(row, expected)
        prefix = row.bureau.doc_prefix + CIRCULAR.word
        row.number = issue_number(organ=row.bureau, prefix=prefix, year=on.year)
        row.state, row.approved_by_id, row.issued_on = Circular.State.SENT, by.person_id, on
        opened.save(row)
        for organ in chosen:
            opened.save(CircularCopy(circular=row, organ=organ))
        opened.data |= {"organs": len(chosen)}
    return row


def drop(*, actor: Actor, circular_id: str, now: datetime) -> Circular:
    """Give a draft up. Raises Circular.DoesNotExist, NotAllowed, StepRefused once it was sent."""
    row = circular_for(actor, circular_id)
    by = require(actor, WRITE, Scope(row.bureau_id, row.region_id))
    _still(row, Circular.State.DRAFT, "作废")
    with act(type="circular.dropped", by=by, obj=row.pk, now=now) as opened:
        row.state = Circular.State.DROPPED
        return opened.save(row)


def publish(*, actor: Actor, circular_id: str, now: datetime) -> Circular:
    """Decide that everyone may read a circular that was sent. Raises as ``drop``, and StepRefused when it was not."""
    row = circular_for(actor, circular_id)
    by = require(actor, WRITE, Scope(row.bureau_id, row.region_id))
    _still(row, Circular.State.SENT, "公布")
    if row.published_on:
        raise StepRefused((Blocker("circular.published", "只公布一次", "已经公布", BASIS, "不必再办"),))
    with act(type="circular.published", by=by, obj=row.pk, now=now) as opened:
        row.published_on = beijing_date(now)
        return opened.save(row)


def sign(*, actor: Actor, circular_id: str, now: datetime) -> CircularCopy:
    """The organ signs for a circular, once. Raises CircularCopy.DoesNotExist, NotAllowed, StepRefused."""
    row = CircularCopy.objects.select_related("circular", "organ").get(circular=circular_id, organ=actor.organ_id)
    by = require(actor, SIGN, Scope(row.organ_id, row.organ.region_id))
    if row.signed_at:
        raise StepRefused((Blocker("circular.signed", "只签收一次", "已经签收", BASIS, "不必再办"),))
    with act(type="circular.signed", by=by, obj=row.circular_id, now=now) as opened:
        row.signed_by_id, row.signed_at = by.person_id, now
        return opened.save(row)


def _still(row: Circular, state: Circular.State, verb: str) -> None:
    if row.state != state:
        message = f"这份通报{row.get_state_display()}，不能{verb}"
        raise StepRefused((Blocker("circular.order", "环节次序", message, BASIS, f"{state.label}的才能{verb}"),))


def _current(row: Circular, expected: int | None) -> None:
    now_is = Circular.objects.values_list("ledger_id", flat=True).get(pk=row.pk)
    if now_is != row.ledger_id or (expected is not None and expected != now_is):
        raise OutOfDate


# --- reads --------------------------------------------------------------------------------------------------------


def circulars_for(actor: Actor) -> QuerySet[Circular]:
    """Circulars this actor may read: the bureau its own, an organ those it was sent; the newest first."""
    cells, seen = matrix()[READ], Q(pk__in=[])
    for grant in actor.grants:
        if cells.get(grant.role) == "region":
            seen |= Q(bureau=actor.organ_id)
        elif cells.get(grant.role) == "✓" and grant.organ_id:
            seen |= Q(pk__in=CircularCopy.objects.filter(organ=grant.organ_id).values("circular"))
    rows = Circular.objects.filter(seen).select_related("bureau", "drafted_by", "approved_by")
    return rows.order_by("-issued_on", "-last", "pk")


def circular_for(actor: Actor, circular_id: str) -> Circular:
    """The one door. Raises Circular.DoesNotExist."""
    return circulars_for(actor).get(pk=circular_id)


def unsigned(actor: Actor) -> QuerySet[CircularCopy]:
    """Circulars this organ has not signed for."""
    if not actor.roles & {"U", "L", "B"}:
        return CircularCopy.objects.none()
    return CircularCopy.objects.filter(organ=actor.organ_id, signed_at=None).select_related("circular__bureau")


def public_circulars() -> QuerySet[Circular]:
    """Circulars everyone may read, the newest first."""
    return Circular.objects.exclude(published_on=None).select_related("bureau").order_by("-issued_on", "pk")


def values_of(row: Circular) -> dict[str, Any]:
    """The values its paper is set from."""
    return {
        "organ_name": row.bureau.name, "to_name": TO, "heading": row.title, "body": row.body, "figures": row.figures,
        "until": row.figures_on.isoformat(),
    }  # fmt: skip


def _issue(row: Circular) -> Issue:
    day = row.issued_on
    written = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return Issue(
        row.bureau.name, row.number, written, "（印章）" if day else "", made_on=row.figures_on.isoformat(),
        tag="" if day else "草稿",
    )  # fmt: skip


def html(row: Circular) -> str:
    """The circular as ``<article class="doc">``; everything in it is escaped."""
    return rendering.html(CIRCULAR, content.blocks(CIRCULAR, values_of(row)), _issue(row))


def pdf(row: Circular) -> bytes:
    """The circular as PDF/A-2u. Raises FontsMissing, MissingGlyph."""
    return rendering.pdf(CIRCULAR, content.blocks(CIRCULAR, values_of(row)), _issue(row))
