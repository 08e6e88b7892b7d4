"""What of a fine is due, overdue and grown on a day: one day, a later one, or instalments (行政处罚法66②、67、72、73③).

The steps taken tell it: the deferral granted, each payment, and the times in which a remedy was pending. What was paid
on a decision that was annulled pays nothing of the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingjing.law import fees
from mingjing.law.facts import CaseFacts, Taken
from mingjing.law.fees import Paid, Part
from mingjing.law.kinds import Step
from mingjing.law.limit_table import rate


def _taken(f: CaseFacts, *steps: Step) -> Iterator[Taken]:
    """These steps since the last annulment, oldest first."""
    start = max((n for n, t in enumerate(f.history) if t.step is Step.ANNUL), default=-1)
    return (t for t in f.history[start + 1 :] if t.step in steps)


def payments(f: CaseFacts) -> tuple[Paid, ...]:
    """Every payment on the decision, by the day it was paid."""
    rows = _taken(f, Step.RECORD_PAYMENT, Step.COLLECT_ON_SPOT)
    return tuple(Paid(t.values.get("paid_on") or t.on, t.values["amount"]) for t in rows)


def grant(f: CaseFacts) -> Taken | None:
    """The deferral or instalments in force: the last that was granted."""
    return next(reversed(list(_taken(f, Step.GRANT_DEFERRAL))), None)


def parts(f: CaseFacts) -> tuple[Part, ...]:
    """The fine by the days on which it falls due; empty before service. Instalments fall due each on its own day."""
    d = f.decision
    if d is None or d.payment_due is None:
        return ()
    given = grant(f)
    if given is None:
        return (Part(d.payment_due, d.fine),)
    if given.values["mode"] == "deferral":
        return (Part(given.values["until"], d.fine),)
    plan = tuple(Part(date.fromisoformat(row["due_on"]), row["amount"]) for row in given.values["plan"])
    before = d.fine - sum(p.amount for p in plan)
    return (Part(d.payment_due, before), *plan) if before else plan


def overdue(f: CaseFacts) -> int:
    """分 that should have been paid before the day and were not."""
    return fees.overdue(parts(f), payments(f), f.on)


def first_missed(f: CaseFacts) -> date | None:
    """The earliest due day that payments did not cover, once it has passed."""
    left = sum(p.amount for p in payments(f))
    for part in parts(f):
        left -= part.amount
        if left < 0 and part.due < f.on:
            return part.due
    return None


def pending(f: CaseFacts) -> bool:
    """Whether a reconsideration or a suit on the decision is under way."""
    last = next(reversed(list(_taken(f, Step.SEEK_REMEDY))), None)
    return last is not None and last.values["event"] == "filed"


def _pauses(f: CaseFacts) -> Iterator[tuple[date, date]]:
    """Days in which a remedy was pending: nothing grows in them (处73③)."""
    filed: date | None = None
    for t in _taken(f, Step.SEEK_REMEDY):
        if t.values["event"] == "filed":
            filed = t.values["happened_on"]
        elif filed:
            yield filed, min(t.values["happened_on"], f.on)
            filed = None
    if filed:
        yield filed, f.on


def surcharge(f: CaseFacts) -> int:
    """分 of 加处罚款 grown up to the day, imposed or not: three per cent a day, never above the fine (处72①一)."""
    daily, due, paid = rate("surcharge.fine", f.on), parts(f), payments(f)
    days = fees.owed_days(due, paid, f.on)
    days -= sum(
        fees.owed_days(due, paid, until) - fees.owed_days(due, paid, since)
        for since, until in _pauses(f)
        if since < until
    )
    return min(days * daily.per_myriad // 10_000, f.decision.fine * daily.cap) if f.decision else 0
