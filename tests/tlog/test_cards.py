"""The code of a card: one encoding, two signatures, four ages; checked by a stranger without us."""

from __future__ import annotations

import base64
import contextlib
from datetime import date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mingjing.tlog import cards
from mingjing.tlog.cards import Age, Malformed, Statement
from mingjing.tlog.notes import Verifier
from tests.tlog.phone import Phone
from tests.tlog.test_command import verify

pytestmark = [pytest.mark.pure, pytest.mark.clause("D2.1")]
OFFICE = "city.example/cards"
NOON = datetime(2026, 11, 23, 12, 0, 30, tzinfo=cards.BEIJING)
MINUTE = cards.minute_of(NOON)
SEED = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
PUBLIC = SEED.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def phone(issued: int = MINUTE - 60, origin: str = OFFICE) -> Phone:
    made = Phone()
    made.statement = Statement("16120010007", date(2026, 11, 23), issued, made.key)
    made.said = SEED.sign(made.statement.message(origin))
    return made


def test_a_code_is_read_as_it_was_written() -> None:
    code = phone().shows(MINUTE)
    read = cards.parse(code.text())
    assert read == code and read.genuine(OFFICE, PUBLIC) and read.age(NOON) is Age.FRESH
    assert len(code.text()) < 260, "more would not be scanned easily"


def test_every_changed_byte_is_refused() -> None:
    code = phone().shows(MINUTE)
    data = base64.urlsafe_b64decode(code.text() + "==")
    for place in range(len(data)):
        wrong = bytearray(data)
        wrong[place] ^= 1
        text = base64.urlsafe_b64encode(bytes(wrong)).decode().rstrip("=")
        with contextlib.suppress(Malformed):
            assert not cards.parse(text).genuine(OFFICE, PUBLIC), place


def test_another_office_another_certificate_another_phone_are_refused() -> None:
    own = phone()
    assert not own.shows(MINUTE).genuine("other.example/cards", PUBLIC)
    assert not own.shows(MINUTE, certificate="16120010008").genuine(OFFICE, PUBLIC)
    assert not own.shows(MINUTE, day=date(2026, 11, 24)).genuine(OFFICE, PUBLIC)
    assert not own.shows(MINUTE, key=Phone().key).genuine(OFFICE, PUBLIC)
    thief = Phone(statement=own.statement, said=own.said)
    assert not thief.shows(MINUTE).genuine(OFFICE, PUBLIC), "who copies the statement has not the key"
    assert not phone(origin=OFFICE + "\nx").shows(MINUTE).genuine(OFFICE, PUBLIC)


@pytest.mark.parametrize(
    "ahead, age",
    [(0, Age.FRESH), (-1, Age.FRESH), (1, Age.FRESH), (-2, Age.STALE), (-60, Age.STALE), (2, Age.AHEAD),
     (-61, Age.STALE), (-62, Age.BEFORE), (900, Age.AHEAD)],
)  # fmt: skip
def test_ages_by_the_minute(ahead: int, age: Age) -> None:
    assert phone().shows(MINUTE + ahead).age(NOON) is age


def test_a_statement_ends_with_its_day_whatever_the_phone_goes_on_signing() -> None:
    midnight = datetime(2026, 11, 24, 0, 0, 10, tzinfo=cards.BEIJING)
    late = phone()
    assert late.shows(cards.minute_of(midnight) - 1).age(midnight) is Age.FRESH
    assert late.shows(cards.minute_of(midnight)).age(midnight) is Age.STALE


@pytest.mark.parametrize("text", ["", "x", "AQ", "../..", "a" * 600, "一" * 20, "A" * 248, "AAAA=", "%00"])
def test_what_is_no_code_is_told_so(text: str) -> None:
    with pytest.raises(Malformed):
        cards.parse(text)


def test_a_statement_that_does_not_fit_is_not_made() -> None:
    with pytest.raises(Malformed):
        Statement("十六", NOON.date(), MINUTE, Phone().key).body()
    with pytest.raises(Malformed):
        Statement("16120010007", NOON.date(), MINUTE, b"\2" * 20).body()


def test_a_stranger_checks_a_scanned_address_without_us() -> None:
    vkey = Verifier(OFFICE, PUBLIC).vkey()
    address = f"https://city.example/card/{phone().shows(MINUTE).text()}"
    good = verify("card", address, "--key", vkey, "--at", NOON.isoformat())
    assert good.returncode == 0 and "16120010007" in good.stdout, good.stderr
    late = verify("card", address, "--key", vkey, "--at", (NOON + timedelta(minutes=9)).isoformat())
    assert late.returncode == 1 and "不是刚才" in late.stdout
    other = Verifier(OFFICE + "2", PUBLIC).vkey()
    forged = verify("card", address, "--key", other, "--at", NOON.isoformat())
    assert forged.returncode == 1 and "没有单位的签名" in forged.stdout
    assert verify("card", "nonsense", "--key", vkey).returncode == 1
