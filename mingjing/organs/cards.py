"""亮证 (plan 三(一)2; 行政处罚法55①): a phone is allowed to show a certificate for a day; a scanned code is judged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from mingjing.ledger.actions import By, act
from mingjing.organs import card_key
from mingjing.organs.models import CardKey, CardScan, Certificate
from mingjing.tlog import cards, p256
from mingjing.tlog.cards import Age, Code, Statement

#: How long first scans are remembered.
NOTED_FOR = timedelta(days=3)


class Verdict(StrEnum):
    """What a scanned code comes to."""

    GENUINE = "genuine"
    STALE = "stale"  # its window is over
    REPLAYED = "replayed"  # seen before, from elsewhere
    FORGED = "forged"
    CLOCK = "clock"  # the phone's clock is off
    REPLACED = "replaced"  # the same person shows the certificate on another phone now
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    LEFT = "left"  # no longer works there


class NotShown(ValueError):
    """This person cannot show a card today; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A judged code. ``certificate`` is None for a forged one; ``first_seen`` is set when it was scanned before."""

    verdict: Verdict
    certificate: Certificate | None = None
    shown_at: datetime | None = None
    first_seen: datetime | None = None
    mark: str = ""


def standing(certificate: Certificate, on: date) -> Verdict:
    """Whether a certificate may be shown on a day: GENUINE, or what stands in the way (行政处罚法42、55)."""
    if certificate.person.left_on is not None and certificate.person.left_on <= on:
        return Verdict.LEFT
    if certificate.status == "suspended":
        return Verdict.SUSPENDED
    if certificate.status != "active":
        return Verdict.REVOKED
    return Verdict.GENUINE if certificate.valid_on(on) else Verdict.EXPIRED


def card_of(person_id: str, on: date) -> Certificate:
    """The certificate this person may show on a day. Raises NotShown with the reason."""
    held = Certificate.objects.filter(person_id=person_id, kind="enforcement")
    rows = list(held.select_related("person", "person__organ", "region").order_by("-valid_to"))
    if not rows:
        raise NotShown("没有登记您的执法证件。持证后由本机关人员信息管理人员登记，登记当日即可亮证")
    standings = [(row, standing(row, on)) for row in rows]
    for row, verdict in standings:
        if verdict is Verdict.GENUINE:
            return row
    row, verdict = standings[0]
    raise NotShown(_reason(row, verdict, on))


def _reason(row: Certificate, verdict: Verdict, on: date) -> str:
    if verdict is Verdict.LEFT:
        return "您已不在登记的机关工作，不能亮证。证件应当交回原机关"
    if verdict is Verdict.SUSPENDED:
        return f"执法证件 {row.number} 已被暂扣，暂扣期间不得从事执法活动。对暂扣有异议的，向发证机关提出"
    if verdict is Verdict.REVOKED:
        return f"执法证件 {row.number} 已被收回，不能亮证"
    if row.issued_on > on:
        return f"执法证件 {row.number} 自 {row.issued_on} 起有效，今天还不能亮证"
    return f"执法证件 {row.number} 已于 {row.valid_to} 到期，不得从事执法活动。换发新证并登记后即可亮证"


def certify(*, by: By, key: bytes, now: datetime) -> tuple[Statement, bytes]:
    """State that this person's phone (``key``: compressed P-256 point) may show the certificate today, and sign it.

    The same key on the same day gives the same statement, without a new entry; another phone's key takes the place of
    the former. Raises NotShown.
    """
    minute = cards.minute_of(now)
    day = cards.day_of(minute)
    certificate = card_of(by.person_id, day)
    if p256.decode(key) is None:
        raise NotShown("这台手机送来的密钥不是有效的密钥，请重新打开亮证页面")
    newest = _newest(certificate, day)
    if newest is not None and newest.key == key.hex():
        stated = Statement(certificate.number, day, newest.issued, key)
        return stated, bytes.fromhex(newest.signature)
    signer = card_key.key()
    statement = Statement(certificate.number, day, minute, key)
    said = signer.sign(statement.message(signer.name))
    row = CardKey(
        person_id=by.person_id, certificate=certificate, key=key.hex(), day=day, issued=minute, signature=said.hex()
    )
    digest = hashlib.sha256(key).hexdigest()
    with act(type="card.certified", by=by, obj=certificate.pk, data={"key": digest}, now=now) as opened:
        opened.save(row)
    CardScan.objects.filter(seen_at__lt=now - NOTED_FOR).delete()
    return statement, said


def judge(text: str, *, viewer: str, now: datetime) -> Scan:
    """Judge a scanned code. ``viewer``: the random mark of the browser that scans. Notes when it was first seen."""
    try:
        code = cards.parse(text)
    except cards.Malformed:
        return Scan(Verdict.FORGED)
    signer = card_key.key()
    if not code.genuine(signer.name, signer.public):
        return Scan(Verdict.FORGED)
    rows = Certificate.objects.select_related("person", "person__organ", "region")
    certificate = rows.filter(number=code.statement.certificate, kind="enforcement").first()
    if certificate is None:
        return Scan(Verdict.FORGED)
    return _judged(code, certificate, viewer, now)


def _judged(code: Code, certificate: Certificate, viewer: str, now: datetime) -> Scan:
    mark, shown_at = mark_of(code), cards.moment_of(code.minute)

    def found(verdict: Verdict, first: datetime | None = None) -> Scan:
        return Scan(verdict, certificate, shown_at, first, mark[:8].upper())

    stands = standing(certificate, cards.day_of(cards.minute_of(now)))
    if stands is not Verdict.GENUINE:
        return found(stands)
    age = code.age(now)
    if age in {Age.AHEAD, Age.BEFORE}:
        return found(Verdict.CLOCK)
    if age is Age.STALE:
        seen = CardScan.objects.filter(pk=mark).first()
        if seen is None:
            return found(Verdict.STALE)
        return found(Verdict.STALE if seen.seen_by == _digest(viewer) else Verdict.REPLAYED, seen.seen_at)
    newest = _newest(certificate, code.statement.day)
    if newest is not None and newest.key != code.statement.key.hex():
        return found(Verdict.REPLACED)
    values = {"seen_at": now, "seen_by": _digest(viewer)}
    seen, new = CardScan.objects.get_or_create(pk=mark, defaults=values)
    if new:
        return found(Verdict.GENUINE)
    return found(Verdict.GENUINE if seen.seen_by == _digest(viewer) else Verdict.REPLAYED, seen.seen_at)


def mark_of(code: Code) -> str:
    """What names one shown code, whoever scans it: SHA-256 of statement and minute, hexadecimal."""
    return hashlib.sha256(cards.shown_message(code.statement, code.minute)).hexdigest()


def _newest(certificate: Certificate, day: date) -> CardKey | None:
    return CardKey.objects.filter(certificate=certificate, day=day).order_by("-ledger_id").first()


def _digest(viewer: str) -> str:
    return hashlib.sha256(viewer.encode()).hexdigest()
