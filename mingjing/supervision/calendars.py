"""Private calendar addresses: what is due, as an iCalendar (RFC 5545) that a phone or a desk calendar reads.

Whoever holds the address reads it without logging in, so it says as little as helps: the number of the case and what
is due. Only the digest of the secret is kept; the address is shown once, and a new one ends the old.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from mingjing.ledger.actions import By, act
from mingjing.organs.models import Person
from mingjing.organs.permissions import Actor, actor_for
from mingjing.procedure.limits import beijing_date
from mingjing.supervision import digests
from mingjing.supervision.digests import Due
from mingjing.supervision.models import CalendarLink

LENGTH = 32  # bytes of the secret: 256 bits cannot be guessed
FOLD = 75  # octets of a content line, RFC 5545 §3.1


class NoCalendar(LookupError):
    """No calendar has this address: wrong, ended, or of someone who left."""


def current(actor: Actor) -> CalendarLink | None:
    """The link of this person that works now."""
    return CalendarLink.objects.filter(person=actor.person_id, revoked_at=None).first()


def make(*, actor: Actor, now: datetime) -> str:
    """Make this person's address anew; returns the secret, which is never kept. The one before stops working."""
    secret = secrets.token_urlsafe(LENGTH)
    by = By(actor.person_id, "", actor.organ_id)
    with act(type="calendar.linked", by=by, obj=actor.person_id, now=now) as opened:
        for old in CalendarLink.objects.select_for_update().filter(person=actor.person_id, revoked_at=None):
            old.revoked_at = now
            opened.save(old)
        opened.save(CalendarLink(person_id=actor.person_id, secret=_digest(secret), made_at=now))
    return secret


def end(*, actor: Actor, now: datetime) -> bool:
    """Stop this person's address; whether there was one."""
    by = By(actor.person_id, "", actor.organ_id)
    row = current(actor)
    if row is None:
        return False
    with act(type="calendar.ended", by=by, obj=actor.person_id, now=now) as opened:
        row.revoked_at = now
        opened.save(row)
    return True


def public_calendar(secret: str, now: datetime) -> bytes:
    """The calendar behind an address. Raises NoCalendar."""
    row = CalendarLink.objects.filter(secret=_digest(secret), revoked_at=None).first()
    if row is None or not digests.active(row.person_id, beijing_date(now)):
        raise NoCalendar(secret[:4])
    actor = actor_for(Person.objects.select_related("organ").get(pk=row.person_id), beijing_date(now))
    return written(digests.duties(actor), now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def written(duties: Iterable[Due], now: datetime) -> bytes:
    """An RFC 5545 calendar of whole-day events, one a duty, on its last day. UTF-8, CRLF, folded at 75 octets."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mingjing//deadlines//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "X-WR-CALNAME:明镜期限", "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]  # fmt: skip
    for due in duties:
        words = f"{due.label}（{due.number}）" if due.number else due.label
        lines += [
            "BEGIN:VEVENT", f"UID:{due.uid}@mingjing", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{_day(due.day)}",
            f"DTEND;VALUE=DATE:{_day(due.day + timedelta(days=1))}", f"SUMMARY:{_text(words)}", "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return b"".join(piece for line in lines for piece in _folded(line))


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _text(words: str) -> str:
    """TEXT of §3.3.11: backslash, semicolon, comma and line breaks escaped."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> Iterable[bytes]:
    """A content line as octets, broken so that no character is cut and no line is longer than 75."""
    room, piece = FOLD, b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            yield piece + b"\r\n "
            room, piece = FOLD - 1, b""
        piece += octets
    yield piece + b"\r\n"
