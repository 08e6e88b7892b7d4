"""The clocks of a complaint, moved with its steps. Called inside the open act; nothing is appended here.

A correction of a published decision runs on the case itself: correcting or withdrawing the publication meets it
(``disclosure.actions``), so that the organ cannot answer “will be corrected” and leave the page as it was.
"""

from __future__ import annotations

from datetime import date

from mingjing.clocks import actions as clocks
from mingjing.clocks import queries as reading
from mingjing.law.complaining import ACCEPT_RULE, ANSWER_RULE, CORRECT_RULE, FOUND, OVER, Finding, Wish, answer_rule
from mingjing.organs.models import Organ
from mingjing.procedure.limits import beijing_date
from mingjing.supervision.models import Complaint

KIND = "complaint"


def on_case(complaint: Complaint) -> bool:
    """Whether its answering clock runs on the case whose decision is to be corrected."""
    return complaint.wish == Wish.CORRECTION and complaint.publication_id is not None


def answer_subject(complaint: Complaint) -> str:
    """The subject of the clock within which it is answered."""
    return complaint.publication.case_id if complaint.publication and on_case(complaint) else complaint.pk


def started(complaint: Complaint) -> None:
    """It came in: decide whether to accept, and answer."""
    on = beijing_date(complaint.received_at)
    _start(ACCEPT_RULE, complaint, "决定是否受理", on)
    if not on_case(complaint):
        _start(answer_rule(Wish(complaint.wish)), complaint, "答复", on)
        return
    subject = answer_subject(complaint)
    running = reading.obligation_of(subject, CORRECT_RULE)
    if running is None or not running.open:  # a second request does not give more time
        clocks.start_obligation(
            rule_id=CORRECT_RULE, subject_kind="case", subject_id=subject, org=complaint.organ_id, owner_role="PC",
            label="更正公示信息", started_on=on,
        )  # fmt: skip


def transferred(complaint: Complaint, on: date) -> None:
    """Another organ decides anew whether to accept; the time to answer does not begin again."""
    _start(ACCEPT_RULE, complaint, "决定是否受理", on)
    if not on_case(complaint):
        _start(answer_rule(Wish(complaint.wish)), complaint, "答复", beijing_date(complaint.received_at))


def accepted(complaint: Complaint, on: date) -> None:
    """It was decided that it is to be handled."""
    clocks.meet(rule_id=ACCEPT_RULE, subject_id=complaint.pk, on=on)


def declined(complaint: Complaint, on: date) -> None:
    """It was decided that it is not to be handled: nothing more is due."""
    clocks.meet(rule_id=ACCEPT_RULE, subject_id=complaint.pk, on=on)
    _fall_away(complaint, on, "不予受理")


def answered(complaint: Complaint, on: date) -> None:
    """It was answered. What is to be corrected stays due until it has been corrected."""
    if complaint.wish != Wish.CORRECTION:
        clocks.meet(rule_id=ANSWER_RULE, subject_id=complaint.pk, on=on)
    elif Finding(complaint.finding) not in FOUND:
        if on_case(complaint):
            _fall_away(complaint, on, "经核查内容准确")
        else:
            clocks.meet(rule_id=CORRECT_RULE, subject_id=complaint.pk, on=on)


def closed(complaint: Complaint, on: date) -> None:
    """It is over; a correction of anything but a decision counts as made now."""
    if complaint.wish == Wish.CORRECTION and not on_case(complaint):
        clocks.meet(rule_id=CORRECT_RULE, subject_id=complaint.pk, on=on)


def _start(rule: str, complaint: Complaint, label: str, on: date) -> None:
    handled_by: Organ = complaint.handled_by
    clocks.start_obligation(
        rule_id=rule, subject_kind=KIND, subject_id=complaint.pk, org=handled_by.pk,
        owner_role="L" if complaint.handled_by_id == complaint.organ_id else "J", label=label, started_on=on,
    )  # fmt: skip


def _fall_away(complaint: Complaint, on: date, reason: str) -> None:
    if on_case(complaint):
        others = Complaint.objects.filter(wish=Wish.CORRECTION, publication__case=answer_subject(complaint))
        waiting = others.exclude(pk=complaint.pk).exclude(standing__in=OVER).exclude(finding=Finding.UNFOUNDED)
        if waiting.exists():
            return
    clocks.cancel(rule_id=answer_rule(Wish(complaint.wish)), subject_id=answer_subject(complaint), on=on, reason=reason)
