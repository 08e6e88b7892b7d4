"""What the machine may say about a dossier before people score it: facts, findings, and the ways to look.

A finding cites the paper, the field and the page; it takes nothing off. ``lost`` is only a proposal to the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingjing.law.dossier_scoring import TENTHS
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Doc
from mingjing.law.terms import Term


class State(Term):
    """What a check found."""

    GOOD = "good", "符合"
    BAD = "bad", "不符合"
    NONE = "none", "不涉及"


@dataclass(frozen=True, slots=True)
class Paper:
    """One issued document of a dossier. ``page``: its first printed page in the volume, 0 while it lies in none."""

    doc: Doc
    title: str
    number: str
    issued_on: date | None
    page: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """A filed case as the checks read it. ``case``: as of the day it was filed; days are Beijing dates."""

    case: CaseFacts
    papers: tuple[Paper, ...]
    handlers: tuple[tuple[str, bool], ...]  # name, certificate valid when the case was filed
    decided_on: date | None
    decided_fine: int = 0
    penalties: frozenset[str] = frozenset()
    reviewed_on: date | None = None
    vouchers: int = 0
    paid: int = 0
    listed_documents: int | None = None  # of the volume; None while it lies in none
    listed_recordings: int = 0
    recordings: int = 0
    late_recordings: int = 0

    def paper(self, *docs: Doc) -> Paper | None:
        """The last issued one of these kinds."""
        return next((p for p in reversed(self.papers) if p.doc in docs), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: ``code`` of the item or veto; ``lost`` tenths proposed; where it stands."""

    code: str
    state: State
    words: str
    paper: str = ""
    field: str = ""
    page: int = 0
    lost: int = 0
    basis: str = ""


def good(code: str, words: str, paper: Paper | None = None, field: str = "", basis: str = "") -> Finding:
    """Nothing to object to."""
    return _finding(code, State.GOOD, words, paper, field, 0, basis)


def bad(code: str, words: str, paper: Paper | None = None, field: str = "", lost: int = 0, basis: str = "") -> Finding:
    """Something a reviewer should look at."""
    return _finding(code, State.BAD, words, paper, field, lost, basis)


def none(code: str, words: str) -> Finding:
    """The case has nothing of the kind."""
    return Finding(code, State.NONE, words)


def _finding(code: str, state: State, words: str, paper: Paper | None, field: str, lost: int, basis: str) -> Finding:
    title = f"《{paper.title}》{paper.number}" if paper else ""
    return Finding(code, state, words, title, field, paper.page if paper else 0, lost, basis)


def filled(
    facts: DossierFacts, code: str, docs: tuple[Doc, ...], fields: Mapping[str, str], points: int, basis: str = ""
) -> Finding:
    """Whether a paper of the kind is there with these fields filled: half a point proposed for each that is not."""
    paper = facts.paper(*docs)
    if paper is None:
        return bad(code, f"卷内没有《{docs[0].label}》", lost=points * TENTHS, basis=basis)
    empty = [label for name, label in fields.items() if paper.values.get(name) in (None, "", [])]
    if empty:
        lost = min(points * TENTHS, 5 * len(empty))
        return bad(code, f"没有填写{'、'.join(empty)}", paper, empty[0], lost, basis)
    return good(code, f"{'、'.join(fields.values())}齐全", paper, next(iter(fields.values()), ""), basis)


def in_time(facts: DossierFacts, code: str, rule: str, what: str, points: int, basis: str, *docs: Doc) -> Finding:
    """Whether the duty of a clock was done by its (rolled) last day. ``docs``: where the day can be read."""
    found = [clock for name, clock in facts.case.clocks.items() if name == rule or name.startswith(f"{rule}.")]
    if not found:
        return none(code, f"没有{what}的期限")
    clock = max(found, key=lambda c: c.started_on)
    paper = facts.paper(*docs) if docs else None
    if clock.met_on is None:
        return bad(code, f"{what}应当在 {clock.due} 前完成，没有登记完成", paper, "日期", points * TENTHS, basis)
    if clock.met_on > clock.due:
        return bad(code, f"{what}应当在 {clock.due} 前完成，{clock.met_on} 完成", paper, "日期", points * TENTHS, basis)
    return good(code, f"{what}：{clock.started_on} 起算，{clock.met_on} 完成，{clock.due} 届满", paper, "日期", basis)


def volume(facts: DossierFacts, codes: Mapping[str, str]) -> Iterator[Finding]:
    """立卷: index, filing in time, recordings. ``codes``: index, filed, recordings → item codes of the sheet."""
    papers = len(facts.papers)
    if facts.listed_documents is None:
        yield bad(codes["index"], "还没有立卷归档", lost=2 * TENTHS, basis="三政办〔2019〕16号三(二)4")
    elif facts.listed_documents != papers:
        words = f"卷内目录 {facts.listed_documents} 件，已制发文书 {papers} 件"
        yield bad(codes["index"], words, lost=10, basis="三政办〔2019〕16号三(二)4")
    else:
        yield good(codes["index"], f"封面、目录、备考表由系统生成，目录 {papers} 件和已制发文书一致")
    yield in_time(facts, codes["filed"], "archive.file", "归档", 1, "三政办〔2019〕16号三(二)4")
    missing = [r.label for r in facts.case.recordings if r.mandatory and not (r.present or r.excused)]
    if missing:
        words = f"应当全程录音录像而没有，也没有经批准的说明：{'、'.join(missing)}"
        yield bad(codes["recordings"], words, lost=10, basis="三政办〔2019〕16号三(二)2")
    elif facts.late_recordings:
        words = f"{facts.late_recordings} 段音像超过规定时间储存"
        yield bad(codes["recordings"], words, lost=5, basis="三政办〔2019〕16号三(二)2")
    elif facts.listed_documents is not None and facts.listed_recordings != facts.recordings:
        words = f"卷内音像附件 {facts.listed_recordings} 段，库内 {facts.recordings} 段"
        yield bad(codes["recordings"], words, lost=5, basis="三政办〔2019〕16号三(二)2")
    else:
        yield good(codes["recordings"], f"音像记录 {facts.recordings} 段，应录事项没有缺漏")
