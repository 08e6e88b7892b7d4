"""监督事项: raised from any source, verified, reminded or written to, answered, accepted, closed (豫执43).

Each function is one act with one entry; the log holds ids and enum values only. What may follow what, and what stands
against it, is said by ``law.supervising``; the papers are made by ``letters``; reads are in ``following``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mingjing.clocks import actions as clocks
from mingjing.law.supervising import LETTERS, ORGANS, OVER, TERMS, VERIFY_RULE, Letter, Move, Source, Standing, blockers
from mingjing.law.supervising import MOVES as TABLE
from mingjing.ledger.actions import Act, act
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import following, letters
from mingjing.supervision.letters import Wording
from mingjing.supervision.models import Complaint, Finding, FindingMove, SupervisionLetter

RAISE, HANDLE, DECIDE = "finding.raise", "finding.handle", "finding.decide"
SIGN, REPLY = "finding.sign", "finding.reply"
LONGEST, TITLE, RULE, MOST_FILES = 5_000, 120, 200, 10
KIND = "finding"
POWERS = {Move.DECIDE: DECIDE, Move.SIGN: SIGN, Move.REPLY: REPLY}
WANTED = {
    Move.VERIFY: "写明怎样核实、查明了什么", Move.DISMISS: "写明为什么不成立，机关看到这段文字",
    Move.RETURN: "写明还差什么、怎样算做到", Move.ACCEPT: "写明认可的理由", Move.CLOSE: "写明办理结果",
    Move.REPLY: "写明处理情况：做了什么、何时做完、怎样防止再发生",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a move: words; files as (name, hash in the vault); the wording of a letter."""

    words: str = ""
    files: tuple[tuple[str, str], ...] = ()
    wording: Wording | None = None


def raise_finding(
    actor: Actor, organ: Organ, source: Source, rule: str, title: str, facts: str, subject_kind: str, subject_id: str,
    now: datetime, complaint: Complaint | None = None,
) -> Finding:  # fmt: skip
    """Enter a finding about ``organ``, to be verified. ``rule``: what was not kept, in words with its article.

    ``subject_kind``/``subject_id``: what it is about (case, alert, lead, dossier …), "" when nothing in particular.
    Raises NotAllowed; FormIncomplete (field → message); StepRefused for the bureau itself, and when the same subject
    is already being followed up.
    """
    by = require(actor, RAISE, Scope(organ.pk, organ.region_id))
    words = {"rule": (rule, RULE), "title": (title, TITLE), "facts": (facts, LONGEST)}
    rule, title, facts = (_clean(text) for text, _ in words.values())
    names = {"rule": "依据的规定", "title": "事项", "facts": "情况"}
    errors = {k: f"填写{names[k]}" for k, v in zip(words, (rule, title, facts), strict=True) if not v}
    for (key, (_, most)), text in zip(words.items(), (rule, title, facts), strict=True):
        if len(text) > most:
            errors[key] = f"{names[key]}不超过 {most} 字，现在 {len(text)} 字"
    if errors:
        raise FormIncomplete(errors)
    bureau = organs.organ(actor.organ_id)
    row = Finding(
        organ=organ, bureau=bureau, source=Source(source), rule=rule, title=title, facts=facts,
        subject_kind=subject_kind, subject_id=subject_id, complaint=complaint, raised_by_id=by.person_id, raised_at=now,
    )  # fmt: skip
    if against := following.against_raising(row):
        raise StepRefused(against)
    with act(type="finding.raised", by=by, obj=row.pk, now=now) as opened:
        if subject_id and following.open_on(subject_kind, subject_id, organ.pk):
            raise FormIncomplete({"title": "同一事项已经登记过监督线索，正在办理，不重复登记"})
        opened.save(row)
        opened.data |= {"organ": organ.pk, "source": row.source}
        clocks.start_obligation(
            rule_id=VERIFY_RULE, subject_kind=KIND, subject_id=row.pk, org=bureau.pk, owner_role="J", label=title,
            started_on=beijing_date(now),
        )  # fmt: skip
    return row


def take(
    *, actor: Actor, finding_id: str, move: Move, said: Said, now: datetime, expected: int | None = None
) -> Finding:
    """Take one move. ``expected``: the entry the page was made from.

    Raises Finding.DoesNotExist for strangers, NotAllowed, StepRefused with every reason and its article,
    FormIncomplete (field → message), OutOfDate.
    """
    row = following.finding_for(actor, finding_id)
    by = require(actor, POWERS.get(move, HANDLE), Scope(row.organ_id, row.organ.region_id))
    if (move in ORGANS) != (actor.organ_id == row.organ_id):
        raise NotAllowed(f"{move.label}由{'被监督机关' if move in ORGANS else '司法行政部门'}办理")
    on = beijing_date(now)
    with act(type=f"finding.{move.value}", by=by, obj=row.pk, now=now) as opened:
        now_is = Finding.objects.values_list("ledger_id", flat=True).get(pk=row.pk)
        if now_is != row.ledger_id or (expected is not None and expected != now_is):
            raise OutOfDate
        if against := blockers(following.facts_of(row, actor, on), move):
            raise StepRefused(against)
        words = _checked(move, said)
        letter = _letter(opened, row, move, said, actor, now) or following.last_letter(row)
        row.standing = TABLE[move][1] or _after(row, move)
        if row.standing in OVER:
            row.ended_on, row.result = on, words
        opened.save(row)
        opened.save(
            FindingMove(
                finding=row,
                move=move,
                person_id=by.person_id,
                organ_id=actor.organ_id,
                letter=letter,
                words=words,
                files=[list(f) for f in said.files],
                at=now,
            )  # fmt: skip
        )
        opened.data |= {"standing": row.standing, "letter": letter.pk if letter else ""}
        _clocks(row, move, letter, on)
    return row


def _after(row: Finding, move: Move) -> Standing:
    """Where a move that leads nowhere of its own leaves the finding: sent back, it waits for the organ again."""
    if move is not Move.RETURN:
        return Standing(row.standing)
    last = following.last_letter(row)
    return Standing.DECIDED if last and last.kind == Letter.DECISION else Standing.SENT


def _checked(move: Move, said: Said) -> str:
    words = _clean(said.words)
    errors = {}
    if move in WANTED and not words:
        errors["words"] = WANTED[move]
    if len(words) > LONGEST:
        errors["words"] = f"不超过 {LONGEST} 字，现在 {len(words)} 字"
    if len(said.files) > MOST_FILES:
        errors["files"] = f"一次最多 {MOST_FILES} 个文件，现在有 {len(said.files)} 个"
    if errors:
        raise FormIncomplete(errors)
    return words


def _letter(opened: Act, row: Finding, move: Move, said: Said, actor: Actor, now: datetime) -> SupervisionLetter | None:
    if move not in LETTERS:
        return None
    wording = said.wording or Wording()
    return letters.issue(opened, finding=row, kind=LETTERS[move], wording=wording, actor=actor, now=now)


def _clocks(row: Finding, move: Move, letter: SupervisionLetter | None, on: date) -> None:
    if move in {Move.VERIFY, Move.DISMISS}:
        clocks.meet(rule_id=VERIFY_RULE, subject_id=row.pk, on=on)
    if move in LETTERS and letter:
        _fall_away(row, on, "另发文书")
        _start(row, letter, on)
    elif move is Move.RETURN and letter:
        _start(row, letter, on)
    elif move is Move.REPLY and letter:
        clocks.meet(rule_id=TERMS[Letter(letter.kind)], subject_id=row.pk, on=on)
    elif row.standing in OVER:
        _fall_away(row, on, "监督事项已结案")


def _start(row: Finding, letter: SupervisionLetter, on: date) -> None:
    """The organ's clock of a letter. The day that the letter names counts, once; sent back, the rule's term runs."""
    rule = TERMS[Letter(letter.kind)]
    clocks.start_obligation(
        rule_id=rule, subject_kind=KIND, subject_id=row.pk, org=row.organ_id, owner_role="U",
        label=str(letter), started_on=on,
    )  # fmt: skip
    if letter.issued_on == on and letter.due_on > on:
        clocks.fix(rule_id=rule, subject_id=row.pk, until=letter.due_on, basis=letter.number)


def _fall_away(row: Finding, on: date, why: str) -> None:
    for rule in TERMS.values():
        clocks.cancel(rule_id=rule, subject_id=row.pk, on=on, reason=why)


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def files_of(moves: Sequence[FindingMove]) -> list[tuple[str, str, int]]:
    """(name, move id, index) of every file handed in with these moves."""
    return [(str(f[0]), m.pk, n) for m in moves for n, f in enumerate(m.files)]
