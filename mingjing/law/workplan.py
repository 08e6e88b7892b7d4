"""工作任务分解与报备事项 (plan 四(一)、四末): what is asked of organs, which step follows which, who takes it.

A task and a filing go the same way: issued to organs with a last day; drafted in the organ, signed by its head,
received or returned by the bureau that runs the leading group's office. The plan fixes two days of its own
(2019-08-20 and 2019-08-31); every other day is the one written in the notice that asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.filing_forms import BY_CODE as BY_CODE
from mingjing.law.filing_forms import FORMS as FORMS
from mingjing.law.filing_forms import Form as Form
from mingjing.law.terms import Term


class Kind(Term):
    """What is asked."""

    TASK = "task", "工作任务"
    FILING = "filing", "报备事项"


class Part(Term):
    """How an organ takes part in a task."""

    LEAD = "lead", "牵头"
    ASSIST = "assist", "配合"


class Standing(Term):
    """Where one organ's duty stands."""

    OPEN = "open", "待报送"
    DRAFTED = "drafted", "待负责人签批"
    SENT = "sent", "已报送，待接收"
    RETURNED = "returned", "退回补正"
    DONE = "done", "已办结"
    CANCELLED = "cancelled", "已取消"


class Move(Term):
    """One step."""

    PROGRESS = "progress", "报告进展"
    DRAFT = "draft", "送负责人签批"
    SEND_BACK = "send_back", "退回修改"
    SIGN = "sign", "签批报送"
    RECEIVE = "receive", "接收"
    RETURN = "return", "退回补正"
    ASK = "ask", "申请延期"
    GRANT = "grant", "同意延期"
    REFUSE = "refuse", "不同意延期"
    CHASE = "chase", "催办"
    REASSIGN = "reassign", "改派"
    CANCEL = "cancel", "取消"
    ENTER = "enter", "补录已报送的"


ANSWER, SIGN, ISSUE, READ = "workplan.answer", "workplan.sign", "workplan.issue", "workplan.read"
WAITING = frozenset({Standing.OPEN, Standing.DRAFTED, Standing.RETURNED})
LIVE = WAITING | {Standing.SENT}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may take a step (power), from where, to where (None: it stays), and whether words must go with it."""

    by: str
    starts: frozenset[Standing]
    leads_to: Standing | None
    words: str = ""  # what must be written, "" when nothing


MOVES: dict[Move, Rule] = {
    Move.PROGRESS: Rule(ANSWER, WAITING, None, "写明进展到哪一步，下一步怎样做"),
    Move.DRAFT: Rule(ANSWER, frozenset({Standing.OPEN, Standing.RETURNED}), Standing.DRAFTED),
    Move.SEND_BACK: Rule(SIGN, frozenset({Standing.DRAFTED}), Standing.OPEN, "写明要修改什么"),
    Move.SIGN: Rule(SIGN, frozenset({Standing.DRAFTED}), Standing.SENT),
    Move.ASK: Rule(ANSWER, WAITING, None, "写明不能按期完成的理由"),
    Move.RECEIVE: Rule(ISSUE, frozenset({Standing.SENT}), Standing.DONE),
    Move.RETURN: Rule(ISSUE, frozenset({Standing.SENT}), Standing.RETURNED, "写明哪里不符合要求，怎样补正"),
    Move.GRANT: Rule(ISSUE, WAITING, None),
    Move.REFUSE: Rule(ISSUE, WAITING, None, "写明不同意的理由"),
    Move.CHASE: Rule(ISSUE, WAITING, None, "写明催办的内容"),
    Move.ENTER: Rule(ISSUE, WAITING, Standing.DONE, "写明来文的文号和收到的方式"),
    Move.REASSIGN: Rule(ISSUE, WAITING, Standing.CANCELLED, "写明改派的理由，例：机关撤销，职责由某局承继"),
    Move.CANCEL: Rule(ISSUE, LIVE, Standing.CANCELLED, "写明取消的理由"),
}  # fmt: skip


def moves_from(standing: Standing, *, asked: bool) -> tuple[Move, ...]:
    """Steps that may follow where a duty stands. ``asked``: an extension was asked for and is not answered."""
    answers = {Move.GRANT, Move.REFUSE}
    found = [m for m, rule in MOVES.items() if standing in rule.starts and (asked or m not in answers)]
    return tuple(m for m in found if not (asked and m is Move.ASK))


LONGEST_BOX = 5_000
MOST_FILES = 10


def wrong_answers(form: Form, answers: dict[str, object], files: int) -> dict[str, str]:
    """Box name → what is missing or too long in the answers to a filing, with the cure. Files are asked for by name."""
    errors: dict[str, str] = {}
    for box in form.boxes:
        value = answers.get(box.name)
        empty = value is None or value == ""
        if box.required and empty:
            errors[box.name] = f"填写“{box.label[:40]}”"
        elif isinstance(value, str) and len(value) > LONGEST_BOX:
            errors[box.name] = f"“{box.label[:40]}”不超过 {LONGEST_BOX} 字，现在 {len(value)} 字"
    if form.file and not files:
        errors["files"] = f"上传{form.file}（盖章的 PDF 或者扫描件）"
    return errors


def wrong_days(issued: date, due: date, today: date, *, entered: bool) -> dict[str, str]:
    """What is wrong with the day of a notice and the last day it gives. ``entered``: a past notice entered now."""
    errors: dict[str, str] = {}
    if issued > today:
        errors["issued_on"] = "文件日期不能晚于今天"
    if due < issued:
        errors["due_on"] = f"截止日期早于文件日期 {issued.isoformat()}，核对两个日期"
    elif due < today and not entered:
        errors["due_on"] = (
            f"截止日期 {due.isoformat()} 已经过去：改为今天以后的日期；补录以往文件的，勾选“补录以往的文件”"
        )
    return errors


def is_late(done: date | None, due: date, today: date) -> bool:
    """Whether a duty was done after its last day, or is not done and the day has gone."""
    return (done or today) > due
