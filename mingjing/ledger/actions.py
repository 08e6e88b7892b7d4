"""Writing to the ledger: one act, one transaction, one entry (design: architecture §4, ledger §1, §3)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from mingjing.ledger import appending, reading, rules
from mingjing.ledger.commitments import commitments
from mingjing.ledger.feeds import append_many
from mingjing.ledger.models import BoundModel

__all__ = ["Act", "ActClosed", "By", "NestedAct", "act", "append_many", "append_public"]

Row = TypeVar("Row", bound=BoundModel)

_open: ContextVar[Act | None] = ContextVar("open_act", default=None)


class NestedAct(RuntimeError):
    """An act was begun inside another: the outer one is the one act, the inner code takes it as an argument."""


class ActClosed(RuntimeError):
    """A row was saved under an act that is not the open one."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: pseudonym ids only, never a name."""

    person_id: str
    role: str
    org: str


@dataclass
class Act:
    """An open act. ``data``, ``type``, ``obj`` and ``case`` may be completed until it closes.

    ``seq`` is the number of the entry it will append, ``ts`` its ledger time in UTC milliseconds.
    """

    type: str
    by: By
    obj: str
    case: str
    data: dict[str, Any]
    seq: int
    ts: int
    now: datetime
    rows: dict[tuple[str, str], BoundModel] = field(default_factory=dict, repr=False)

    @property
    def at(self) -> datetime:
        """Ledger time (never before the previous entry's), in the time zone of ``now``."""
        return appending.moment(self.ts).astimezone(self.now.tzinfo)

    def save(self, row: Row) -> Row:
        """Insert or update a bound row under this act's entry, with a fresh salt; returns the row.

        Raises ActClosed outside the act's block.
        """
        if _open.get() is not self:
            raise ActClosed("这次操作已经结束，不能再写入")
        row.ledger_id = self.seq
        row.row_salt = secrets.token_bytes(32)
        row.save()
        self.rows[row._meta.db_table, row.pk] = row
        return row


@contextmanager
def act(
    *, type: str, by: By, obj: str, case: str = "", data: dict[str, Any] | None = None, now: datetime
) -> Iterator[Act]:
    """One act of one person: a transaction that ends in exactly one entry of the internal log, or in nothing at all.

    ``type`` is ``noun.verb``; ``obj`` and ``case`` are ids; ``data`` holds ids, hashes, roots, integer amounts in 分
    and enum values only: no names, no ID numbers. ``now`` is aware. On a clean exit the rows saved are read back and
    committed to column by column. Raises NestedAct, RuleBroken (design: ledger §4 layer 4), EntryTooLarge, CanonError.
    """
    if _open.get() is not None:
        raise NestedAct(f"{type}：一次操作之中不能再开另一次操作")
    with transaction.atomic():
        place = appending.lock("anjuan", now)
        opened = Act(type, by, obj, case, dict(data or {}), place.seq, place.ts, now)
        token = _open.set(opened)
        try:
            yield opened
        finally:
            _open.reset(token)
        _append(opened, place)


def append_public(*, type: str, obj: str, org: str, data: dict[str, Any], now: datetime) -> int:
    """Append one entry to the public log and return its number. Everything in it is public for good.

    Raises RuleBroken, EntryTooLarge, CanonError.
    """
    with transaction.atomic():
        place = appending.lock("gongshi", now)
        content = _head(place, type, obj, org) | {"data": place.noted(data)}
        _insert("gongshi", content, "")
    return place.seq


def _append(opened: Act, place: appending.Place) -> None:
    content = _head(place, opened.type, opened.obj, opened.by.org) | {
        "actor": opened.by.person_id,
        "actor_role": str(opened.by.role),
        "case": opened.case,
        "case_prev": appending.previous(opened.case),
        "commit": commitments(opened.rows.values()),
        "data": place.noted(opened.data),
        "n": secrets.token_hex(16),
    }
    _insert("anjuan", content, opened.case)


def _head(place: appending.Place, type: str, obj: str, org: str) -> dict[str, Any]:
    appending.check_type(type)
    return {
        "v": appending.VERSION,
        "suite": appending.SUITE,
        "seq": place.seq,
        "ts": place.ts,
        "type": type,
        "obj": obj,
        "org": org,
    }


def _insert(log: str, content: dict[str, Any], case: str) -> None:
    broken = rules.breaches(log, content, lambda types: reading.earlier(log, content, types))
    if broken:
        raise rules.RuleBroken("；".join(broken))
    body = appending.encode(content)
    row = (content["seq"], content["ts"], content["type"], content["obj"], content["org"], case, body)
    appending.insert(log, [row])
