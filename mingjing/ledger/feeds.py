"""Many entries at once: what another system sends by the thousand, each record an entry of its own.

The body is put together from parts encoded once; ``test_feeds`` holds it equal, byte for byte, to ``canon.canonical``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from mingjing.ledger import appending, rules
from mingjing.tlog import canon

if TYPE_CHECKING:
    from mingjing.ledger.actions import By

CHUNK = 5_000
_NONCE = 32  # hexadecimal digits


def append_many(*, type: str, by: By, items: Iterable[tuple[str, dict[str, Any]]], now: datetime) -> range:
    """Append one internal entry per ``(obj, data)``, all in one transaction; returns their numbers.

    The entries belong to no case and commit to no row. Raises ValueError for a type that a rule judges (such entries
    are acts and go through ``act``), EntryTooLarge, CanonError.
    """
    appending.check_type(type)
    if any(rule.log == "anjuan" and rule.on == type for rule in rules.RULES):
        raise ValueError(f"{type} 有登记规则，须逐件办理，不能成批导入")
    with transaction.atomic():
        place = appending.lock("anjuan", now)
        seq, rest = place.seq, iter(items)
        while chunk := list(islice(rest, CHUNK)):
            if seq == place.seq:
                chunk[0] = (chunk[0][0], place.noted(chunk[0][1]))
            appending.insert("anjuan", list(_rows(chunk, type, by, seq, place.ts)))
            seq += len(chunk)
    return range(place.seq, seq)


def _rows(
    chunk: list[tuple[str, dict[str, Any]]], type: str, by: By, first: int, ts: int
) -> Iterator[tuple[int, int, str, str, str, str, bytes]]:
    text, canonical = canon.canonical, canon.canonical
    start = b'{"actor":%b,"actor_role":%b,"case":"","case_prev":null,"commit":{},"data":' % (
        text(by.person_id),
        text(str(by.role)),
    )
    org = b',"org":%b,"seq":' % text(by.org)
    end = b',"suite":%b,"ts":%d,"type":%b,"v":%d}' % (text(appending.SUITE), ts, text(type), appending.VERSION)
    nonces = secrets.token_hex(len(chunk) * _NONCE // 2).encode()
    for i, (obj, data) in enumerate(chunk):
        seq, nonce = first + i, nonces[i * _NONCE : (i + 1) * _NONCE]
        body = b'%b%b,"n":"%b","obj":%b%b%d%b' % (start, canonical(data), nonce, text(obj), org, seq, end)
        if len(body) > appending.MAX_BODY:
            raise appending.EntryTooLarge(f"{type} {obj} 有 {len(body)} 字节，超过上限 {appending.MAX_BODY} 字节")
        yield seq, ts, type, obj, by.org, "", body
