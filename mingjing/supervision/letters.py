"""Papers of supervision: numbered once, kept as values, shown as HTML and PDF/A like every other paper of the house.

A letter is issued and served in one act: it stands on the organ's workbench from that moment, and whoever signs for it
there makes its receipt (送达回证).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingjing.clocks import queries as clocks
from mingjing.documents import content, rendering
from mingjing.documents.actions import issue_number
from mingjing.documents.forms.supervision import LETTERS
from mingjing.documents.showing import Issue
from mingjing.law.short_citations import in_full
from mingjing.law.supervising import LONGEST_TERM, TERMS, Letter, Outcome
from mingjing.ledger.actions import Act
from mingjing.organs.permissions import Actor
from mingjing.procedure.limits import BEIJING, beijing_date
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision.models import Finding, FindingMove, SupervisionLetter
from mingjing.tlog.canon import canonical

MODE = "平台电子送达"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the bureau may word itself; the rest comes from the finding. Empty: what ``proposed`` gives."""

    facts: str = ""
    rule: str = ""
    demand: str = ""
    due_on: date | None = None
    outcome: str = ""
    given: frozenset[str] = frozenset()  # fields that were asked for, so that an emptied one is not filled again


DEMANDS = {
    Letter.REMINDER: "核对上述情况，尚未办理的抓紧办理。",
    Letter.URGING: "立即办理上述事项，查明超期原因，提出防止再次发生的措施。",
    Letter.OPINION: "依法纠正上述行为；未履行的限期履行；对有关人员依规定处理，并完善内部制度。",
    Letter.DECISION: "按照本决定在期限内纠正，并将纠正的文书和材料报本机关。",
}


def proposed(finding: Finding, kind: Letter, on: date) -> Wording:
    """The wording a letter begins with: facts and rule of the finding, the usual demand, the rule's own term."""
    verified = FindingMove.objects.filter(finding=finding, move="verify").order_by("-ledger_id").first()
    facts = finding.facts + (f"\n经核实：{verified.words}" if verified and verified.words else "")
    return Wording(
        facts, in_full(finding.rule), DEMANDS[kind], clocks.due_of(TERMS[kind], on).rolled, Outcome.CORRECT.value
    )


def issue(
    opened: Act, *, finding: Finding, kind: Letter, wording: Wording, actor: Actor, now: datetime
) -> SupervisionLetter:
    """Number and keep one letter under the caller's act. Raises FormIncomplete (field → message)."""
    on = beijing_date(now)
    values = _values(finding, kind, wording, actor, on)
    form = LETTERS[kind]
    errors = {e.field: e.message for e in content.validate(form, values)}
    due = wording.due_on or proposed(finding, kind, on).due_on
    assert due is not None
    if due <= on:
        errors["due_on"] = f"反馈期限要晚于今天（{on}）"
    elif (due - on).days > LONGEST_TERM:
        errors["due_on"] = f"反馈期限最长 {LONGEST_TERM} 日（待确认），填 {on.isoformat()} 之后 {LONGEST_TERM} 日以内"
    if errors:
        raise FormIncomplete(errors)
    number = issue_number(organ=finding.bureau, prefix=finding.bureau.doc_prefix + form.word, year=on.year)
    digest = hashlib.sha256(canonical({"doc": kind.value, "values": values})).hexdigest()
    return opened.save(
        SupervisionLetter(
            finding=finding,
            kind=kind,
            number=number,
            values=values,
            content_sha256=digest,
            issued_on=on,
            due_on=due,
            author_id=actor.person_id,
            sent_at=now,
        )  # fmt: skip
    )


def _values(finding: Finding, kind: Letter, wording: Wording, actor: Actor, on: date) -> dict[str, Any]:
    base = proposed(finding, kind, on)

    def words(name: str) -> Any:
        typed = getattr(wording, name)
        return typed.replace("\0", "").strip() if name in wording.given else typed or getattr(base, name)

    due = wording.due_on or base.due_on
    values = {
        "organ_name": finding.bureau.name, "to_name": finding.organ.name, "subject": finding.title,
        "source": finding.source, "facts": words("facts"), "rule": words("rule").rstrip("。"),
        "demand": words("demand"), "due_on": due.isoformat() if due else "", "contact": actor.name,
        "phone": finding.bureau.phone,
    }  # fmt: skip
    if kind is Letter.DECISION:
        opinion = finding.letters.filter(kind=Letter.OPINION).last()
        values |= {
            "opinion_number": opinion.number if opinion else "",
            "opinion_on": opinion.issued_on.isoformat() if opinion else "",
            "outcome": words("outcome"),
        }
    return values


def _issue(letter: SupervisionLetter) -> Issue:
    day = letter.issued_on
    written = f"{day.year}年{day.month}月{day.day}日"
    sealed = "" if not LETTERS[Letter(letter.kind)].sealed else "（印章）"
    return Issue(letter.values["organ_name"], letter.number, written, sealed)


def html(letter: SupervisionLetter) -> str:
    """The letter as ``<article class="doc">``; everything in it is escaped."""
    form = LETTERS[Letter(letter.kind)]
    return rendering.html(form, content.blocks(form, letter.values), _issue(letter))


def pdf(letter: SupervisionLetter) -> bytes:
    """The letter as PDF/A-2u; the same letter gives the same bytes. Raises FontsMissing, MissingGlyph."""
    form = LETTERS[Letter(letter.kind)]
    return rendering.pdf(form, content.blocks(form, letter.values), _issue(letter))


def receipt_pdf(letter: SupervisionLetter) -> bytes:
    """送达回证 of a letter: when it was served, who signed when. Raises FontsMissing, MissingGlyph."""
    form = LETTERS[Letter.RECEIPT]
    signed = letter.moves.filter(move="sign").select_related("person").first()
    values = {
        "organ_name": letter.values["organ_name"], "to_name": letter.values["to_name"],
        "paper": letter.get_kind_display(), "number": letter.number, "mode": MODE, "sent_at": _minute(letter.sent_at),
        **({"signed_at": _minute(signed.at), "signed_by": signed.person.name} if signed else {}),
    }  # fmt: skip
    issued = Issue(letter.values["organ_name"], made_on=letter.issued_on.isoformat())
    return rendering.pdf(form, content.blocks(form, values), issued)


def _minute(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")
