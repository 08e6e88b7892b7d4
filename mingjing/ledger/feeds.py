"""Many entries at once: what another system sends by the thousand, each record an entry of its own.

The body is put together from parts encoded once; ``test_feeds`` holds it equal, byte for byte, to ``canon.canonical``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from django.db import transaction

from mingjing.ledger import appending, rules
from mingjing.tlog import canon

if TYPE_CHECKING:
    from mingjing.ledger.actions import By

_text = encode_basestring  # what json.dumps itself uses for text that may hold more than ASCII

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
    start = (
        f'{{"actor":{_text(by.person_id)},"actor_role":{_text(str(by.role))},'
        '"case":"","case_prev":null,"commit":{},"data":'
    )
    middle = f',"org":{_text(by.org)},"seq":'
    end = f',"suite":{_text(appending.SUITE)},"ts":{ts},"type":{_text(type)},"v":{appending.VERSION}}}'
    nonces, shape = secrets.token_hex(len(chunk) * _NONCE // 2), _Shape(())
    for i, (obj, data) in enumerate(chunk):
        if data.keys() != shape.keys:
            shape = _Shape(tuple(data))
        nonce, seq = nonces[i * _NONCE : (i + 1) * _NONCE], first + i
        text = f'{start}{shape.encode(data)},"n":"{nonce}","obj":{_text(obj)}{middle}{seq}{end}'
        try:
            body = text.encode()
        except UnicodeEncodeError as error:
            raise canon.CanonError("string holds a lone surrogate") from error
        if len(body) > appending.MAX_BODY:
            raise appending.EntryTooLarge(f"{type} {obj} 有 {len(body)} 字节，超过上限 {appending.MAX_BODY} 字节")
        yield seq, ts, type, obj, by.org, "", body


class _Shape:
    """Encodes records that share their keys; what is not flat goes through ``canon.canonical``."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = dict.fromkeys(keys).keys()
        canon.canonical(dict.fromkeys(keys))  # refuses keys that are not ASCII text
        self._order = sorted(keys)
        self._template = "{" + ",".join(_text(k).replace("%", "%%") + ":%s" for k in self._order) + "}"

    def encode(self, data: dict[str, Any]) -> str:
        """The canonical text of one record."""
        parts = []
        for key in self._order:
            value = data[key]
            kind = value.__class__
            if kind is str:
                parts.append(_text(value))
            elif kind is int and -canon.MAX_INTEGER <= value <= canon.MAX_INTEGER:
                parts.append(repr(value))
            else:
                return canon.canonical(data).decode()
        return self._template % tuple(parts)
