"""The code on an officer's phone (亮证): a statement of the office about the phone's key, and a minute it signed.

The office says once a day, while the phone is online: this certificate may be shown today with this key (Ed25519, the
cards' own key). The phone then signs one minute after another (ECDSA P-256), also without a connection. A code holds
both, so that whoever reads it can check it without asking anyone. Bytes, big-endian, then base64url without padding::

    0x01 · length and certificate number (ASCII) · day as the number yyyymmdd (4) · minute issued (4) · key (33)
    · signature of the office (64) · minute shown (4) · signature of the phone (64)

Minutes count from the beginning of 1970 UTC, days are Beijing days. Each signed message names what it is and for whom,
so that no signature made for another purpose, or by another office, can serve here.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum

from mingjing.tlog import ed25519, p256

VERSION = 1
BEIJING = timezone(timedelta(hours=8))
#: Whole minutes by which the clocks of phone and office, and the walk to the page, may lie apart.
TOLERANCE = 1
LONGEST = 512
_NUMBER = re.compile(rb"[0-9A-Za-z]{1,20}")


class Malformed(ValueError):
    """This is no code of a card."""


class Age(Enum):
    """How a code stands to the moment it is read."""

    FRESH = "fresh"
    STALE = "stale"  # its minute, or its day, is over
    AHEAD = "ahead"  # a minute that has not come: the phone's clock is fast
    BEFORE = "before"  # a minute before its own statement: the phone's clock is slow


@dataclass(frozen=True, slots=True)
class Statement:
    """What the office says: ``certificate`` may be shown on ``day`` with ``key``; said in minute ``issued``."""

    certificate: str
    day: date
    issued: int
    key: bytes

    def body(self) -> bytes:
        """Its one encoding. Raises Malformed when a value does not fit."""
        number = self.certificate.encode()
        if not _NUMBER.fullmatch(number) or p256.decode(self.key) is None:
            raise Malformed("证件编号或者密钥不对")
        day = self.day.year * 10000 + self.day.month * 100 + self.day.day
        head = bytes([VERSION, len(number)]) + number
        return head + day.to_bytes(4, "big") + self.issued.to_bytes(4, "big") + self.key

    def message(self, origin: str) -> bytes:
        """What the office signs; ``origin`` names the cards of one office."""
        return b"mingjing.card/v1 statement\n" + origin.encode() + b"\n" + self.body()


@dataclass(frozen=True, slots=True)
class Code:
    """One code as read: the statement, the minute shown, and both signatures, not verified yet."""

    statement: Statement
    said: bytes
    minute: int
    shown: bytes

    def genuine(self, origin: str, public_key: bytes) -> bool:
        """Whether the office said it (``public_key``: its Ed25519 key for cards) and the phone signed this minute."""
        said = ed25519.verify(public_key, self.statement.message(origin), self.said)
        return said and p256.verify(self.statement.key, shown_message(self.statement, self.minute), self.shown)

    def text(self) -> str:
        """The code as it stands in an address."""
        data = self.statement.body() + self.said + self.minute.to_bytes(4, "big") + self.shown
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    def age(self, now: datetime) -> Age:
        """How it stands to ``now`` (aware)."""
        present = minute_of(now)
        if self.minute > present + TOLERANCE:
            return Age.AHEAD
        if self.minute < self.statement.issued - TOLERANCE:
            return Age.BEFORE
        over = day_of(self.minute) != self.statement.day
        return Age.STALE if over or self.minute < present - TOLERANCE else Age.FRESH


def shown_message(statement: Statement, minute: int) -> bytes:
    """What the phone signs for one minute."""
    return b"mingjing.card/v1 shown\n" + statement.body() + minute.to_bytes(4, "big")


def parse(text: str) -> Code:
    """Read a code. Raises Malformed for anything but the one encoding of a code."""
    data = _decoded(text)
    length = data[1] if len(data) > 1 else 0
    sizes = (2, length, 4, 4, 33, 64, 4, 64)
    if len(data) != sum(sizes) or data[0] != VERSION:
        raise Malformed("长度或者版本不对，码不完整")
    parts, at = [], 0
    for size in sizes:
        parts.append(data[at : at + size])
        at += size
    _, number, day, issued, key, said, minute, shown = parts
    if not _NUMBER.fullmatch(number):
        raise Malformed("证件编号不对")
    statement = Statement(number.decode(), _day(int.from_bytes(day, "big")), int.from_bytes(issued, "big"), key)
    statement.body()
    return Code(statement, said, int.from_bytes(minute, "big"), shown)


def minute_of(moment: datetime) -> int:
    """The number of the minute that holds an aware moment."""
    return int(moment.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    """The beginning of a minute, Beijing time."""
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(BEIJING)


def day_of(minute: int) -> date:
    """The Beijing day that holds a minute."""
    return moment_of(minute).date()


def _decoded(text: str) -> bytes:
    if len(text) > LONGEST or not re.fullmatch("[A-Za-z0-9_-]+", text):
        raise Malformed("有码里不该有的字符")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Malformed("不能解码") from error
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise Malformed("不是规范的编码")
    return data


def _day(number: int) -> date:
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except ValueError as error:
        raise Malformed("日期不对") from error
