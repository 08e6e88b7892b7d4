"""How demonstration cases run: generators that say when the next act happens, and then do it.

``yield`` hands the turn to whichever case acts next, so that entries of all cases follow each other in time.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mingjing.config.demo.acting import Line
from mingjing.config.demo.deed import Deed
from mingjing.law.kinds import Doc, PartyKind, Penalty
from mingjing.law.thresholds import Proposal, hearing_right, must_file, needs_discussion
from mingjing.procedure.refusals import StepRefused

Turns = Iterator[None]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is particular about one case. ``stop`` names the act it waits for and does not get."""

    stop: str = ""
    statement: str = "waived"  # waived | given | silent
    hearing: bool = False
    returned: bool = False
    preserved: bool = False
    corrected: bool = False  # an order to correct, rechecked
    unrecorded: bool = False
    refused: bool = False  # the first refusal of the gatekeeper is where it stands today
    ended: str = ""  # decline | transfer | spare | correct | withdraw


class Stopped(Exception):
    """The case goes no further."""


def act_out(line: Line, plot: Plot) -> Turns:
    """The ordinary procedure from clue to archive, as ``plot`` has it."""
    try:
        yield from _investigate(line, plot)
        if plot.ended == "spare":
            yield from _spare(line, plot)
            return
        if line.world.organs[line.organ].field == "市场监管":
            yield from _review_first(line, plot)
        else:
            yield from _notice_first(line, plot)
        yield from _decide(line, plot)
        yield from _carry_out(line, plot)
    except Stopped:
        return
    except StepRefused:
        if not plot.refused:
            raise


def _turn(line: Line, plot: Plot, name: str, working_days: int = 0, minutes: int = 0, hour: int = 0) -> Turns:
    if plot.stop == name:
        raise Stopped
    line.wait(working_days, hour, minutes)
    yield


def _investigate(line: Line, plot: Plot) -> Turns:
    yield from _turn(line, plot, "open")
    line.open()
    if plot.ended == "decline":
        yield from _turn(line, plot, "decline", 3)
        line.decline()
        yield from _turn(line, plot, "archive", 8)
        line.archive()
        raise Stopped
    yield from _turn(line, plot, "file", 2)
    line.file()
    if plot.preserved:
        yield from _turn(line, plot, "preserve", minutes=40)
        line.preserve()
        line.serve_preservation()
    yield from _turn(line, plot, "gather", 1, hour=1)
    line.gather(interview_recorded=not plot.unrecorded)
    if plot.ended == "transfer":
        yield from _turn(line, plot, "transfer", 6)
        line.transfer()
        yield from _turn(line, plot, "archive", 12)
        line.archive()
        raise Stopped
    if plot.preserved:
        yield from _turn(line, plot, "release", 4)
        line.release()
    if plot.corrected:
        yield from _turn(line, plot, "correct", 1)
        line.demand_correction()
        yield from _turn(line, plot, "recheck", 5)
        line.recheck()
    yield from _turn(line, plot, "conclude", 4 + line.n % 3)
    if plot.ended == "spare":
        line.spare()
    else:
        line.weigh()
    line.conclude()


def _spare(line: Line, plot: Plot) -> Turns:
    """No penalty: reviewed, decided and served like one; publishing it is left to the organ (may)."""
    yield from _turn(line, plot, "draft", 1)
    line.draft(Doc.NO_PENALTY_DECISION)
    yield from _submit(line, plot)
    yield from _turn(line, plot, "decide", 1)
    line.decide_none()
    line.seal()
    yield from _turn(line, plot, "serve", 1)
    line.serve_decision()
    yield from _turn(line, plot, "prepare", 1)
    line.prepare()
    yield from _turn(line, plot, "publish", 1)
    line.publish()
    yield from _turn(line, plot, "execute", 3)
    line.execute()
    yield from _turn(line, plot, "close", 1)
    line.close()
    yield from _turn(line, plot, "archive", 6)
    line.archive()


def _notice_first(line: Line, plot: Plot) -> Turns:
    yield from _notice(line, plot)
    yield from _turn(line, plot, "draft", 1)
    _first_draft(line, plot)
    yield from _submit(line, plot)


def _review_first(line: Line, plot: Plot) -> Turns:
    yield from _turn(line, plot, "draft", 1)
    _first_draft(line, plot)
    yield from _submit(line, plot)
    yield from _notice(line, plot)
    yield from _turn(line, plot, "confirm", 1)
    line.draft()
    if plot.hearing or plot.statement == "given":
        line.submit("告知后当事人提出了意见，已载明复核和采纳情况，送终审。")
        yield from _turn(line, plot, "final", 2)
        line.agree()
    else:
        line.confirm()


def _notice(line: Line, plot: Plot) -> Turns:
    yield from _turn(line, plot, "notify", 2)
    line.notify()
    yield from _turn(line, plot, "serve_notice", 1)
    line.serve_notice()
    if plot.statement == "given":
        yield from _turn(line, plot, "state", 2)
        line.state()
    if plot.hearing:
        yield from _turn(line, plot, "request_hearing", 1)
        line.request_hearing()
        yield from _turn(line, plot, "summon", 2)
        line.summon()
        yield from _turn(line, plot, "hear", 10)
        line.hear()
    if plot.statement == "given":
        yield from _turn(line, plot, "answer", 2)
        line.answer()
    elif plot.statement == "waived":
        yield from _turn(line, plot, "waive", 1)
        line.waive()
    yield from _turn(line, plot, "window", 6)


def _first_draft(line: Line, plot: Plot) -> None:
    """Where the review will return it, the reasoning says nothing of the benchmark yet."""
    if plot.returned:
        line.draft(discretion_reason=line.matter.discretion)
    else:
        line.draft()


def _submit(line: Line, plot: Plot) -> Turns:
    yield from _turn(line, plot, "submit", 1)
    line.submit()
    yield from _turn(line, plot, "review", 2)
    if plot.returned:
        line.object()
        yield from _turn(line, plot, "redraft", 1)
        line.draft(discretion_reason=f"{line.matter.discretion}对应裁量基准“{line.matter.tier}”阶次。")
        line.submit("已按上一轮意见补充裁量理由与裁量基准的对应关系。")
        yield from _turn(line, plot, "review_again", 2)
    line.agree()


def _decide(line: Line, plot: Plot) -> Turns:
    if needs_discussion(proposal(line)):
        yield from _turn(line, plot, "discuss", 1)
        line.discuss()
    yield from _turn(line, plot, "decide", 1)
    line.decide()
    yield from _turn(line, plot, "seal", minutes=50)
    line.seal()


def _carry_out(line: Line, plot: Plot) -> Turns:
    yield from _turn(line, plot, "serve", 1)
    line.serve_decision()
    yield from _turn(line, plot, "prepare", 1)
    line.prepare()
    yield from _turn(line, plot, "publish", 1)
    line.publish()
    yield from _turn(line, plot, "pay", 3)
    line.pay()
    if must_file(proposal(line)):
        yield from _turn(line, plot, "file_record", 1)
        line.file_record()
    yield from _turn(line, plot, "execute", 1)
    line.execute()
    if plot.ended == "withdraw":
        yield from _turn(line, plot, "withdraw", 2)
        line.annul("none")
        yield from _turn(line, plot, "withdraw_page", 1)
        line.withdraw()
        yield from _turn(line, plot, "archive", 6)
        line.archive()
        return
    if plot.ended == "correct":
        yield from _turn(line, plot, "correct_page", 2)
        line.correct()
        line.prepare()
        line.publish()
    yield from _turn(line, plot, "close", 2)
    line.close()
    yield from _turn(line, plot, "archive", 5 + line.n % 6)
    line.archive()


def proposal(line: Line) -> Proposal:
    """What the law's predicates read of a demonstration case."""
    m = line.matter
    return Proposal(
        party_kind=PartyKind(m.party),
        field=line.world.organs[line.organ].field,
        on=line.on,
        penalties=frozenset(Penalty(p) for p in m.penalties),
        fine=m.fine * 100,
        confiscated=m.income * 100 + m.goods_value * 100 * ("confiscate_goods" in m.penalties),
    )


def heard(line: Line) -> bool:
    """Whether its party has the right to a hearing."""
    return bool(hearing_right(proposal(line)))


def perform(stories: Iterable[tuple[Deed, Turns]], until: datetime) -> None:
    """Let every case act in the order of time, up to a moment; what is left undone then is the workbench's."""
    turns = []
    for number, (deed, story) in enumerate(stories):
        if next(story, False) is None:
            turns.append((deed.at, number, deed, story))
    heapq.heapify(turns)
    while turns and turns[0][0] <= until:
        _, number, deed, story = heapq.heappop(turns)
        if next(story, False) is None:
            heapq.heappush(turns, (deed.at, number, deed, story))
