"""扫码核验: each kind of code gives its own answer, and nobody is found without a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import FOUNDER, World
from mingjing.config.demo.world import id_number
from mingjing.counter.views import card as view
from mingjing.ledger.actions import By, act
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import actions, card_key, cards, photos
from mingjing.organs.cards import Verdict
from mingjing.organs.models import CardKey, CardScan, Certificate
from mingjing.tlog.cards import Statement, day_of, minute_of
from mingjing.vault import actions as vault
from tests.desk import staged
from tests.tlog.phone import Phone

pytestmark = pytest.mark.clause("D2.1")


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home}}
    return staged.found(settings, "sthj", "sj")


@dataclass
class Officer:
    """An officer with a phone."""

    person: Any
    phone: Phone

    def enable(self, now: datetime, phone: Phone | None = None) -> Phone:
        used = phone or self.phone
        by = By(self.person.pk, "H", self.person.organ_id)
        used.statement, used.said = cards.certify(by=by, key=used.key, now=now)
        return used

    @property
    def certificate(self) -> Certificate:
        return Certificate.objects.get(person=self.person, kind="enforcement")


@pytest.fixture
def now() -> datetime:
    """Noon of today. Phones are enabled as the day begins, so that pages, which read the real clock, know them too."""
    return real_now().replace(hour=12, minute=0, second=20, microsecond=0)


@pytest.fixture
def officer(world: World, now: datetime) -> Officer:
    made = Officer(world.one("sthj", "H"), Phone())
    made.enable(now.replace(hour=0))
    return made


def changed(row: Any, **values: Any) -> None:
    """A change of a certificate or person under an entry of its own."""
    for name, value in values.items():
        setattr(row, name, value)
    with act(type="certificate.changed", by=FOUNDER, obj=row.pk, now=real_now()) as opened:
        opened.save(row)


def judged(code: Any, now: datetime, viewer: str = "one") -> cards.Scan:
    return cards.judge(code.text(), viewer=viewer, now=now)


def test_a_fresh_code_names_the_officer_on_the_page(officer: Officer, now: datetime) -> None:
    page = Client().get(f"/card/{officer.phone.shows(minute_of(real_now())).text()}")
    text = page.content.decode()
    assert page.status_code == 200 and "证件真实有效" in text and 'data-level="green"' in text
    for shown in (officer.person.name, officer.person.organ.name, officer.certificate.number, "有效期", "12345"):
        assert shown in text
    assert "没有登记检查任务" in text
    complain = f"/complain?officer={officer.certificate.number}"
    assert f'href="{complain}"' in text
    assert officer.certificate.number in Client().get(complain).content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex" and "no-store" in page.headers["Cache-Control"]


def test_who_scans_sees_the_photograph(officer: Officer, now: datetime) -> None:
    address = f"/card/{officer.phone.shows(minute_of(real_now())).text()}"
    browser = Client()
    assert "没有登记照片" in browser.get(address).content.decode()
    changed(officer.person, photo=vault.keep(photos.JPEG + b"picture", now=now, media_type="image/jpeg").pk)
    officer.person.refresh_from_db()
    text = browser.get(address).content.decode()
    assert photos.shown(officer.person).startswith("data:image/jpeg;base64,") and photos.shown(officer.person) in text


def test_nothing_private_stands_on_the_page(officer: Officer, now: datetime) -> None:
    changed(officer.person, phone="13903981234")
    text = Client().get(f"/card/{officer.phone.shows(minute_of(real_now())).text()}").content.decode()
    assert "证件真实有效" in text
    for private in ("13903981234", id_number(0), officer.person.pk, officer.person.identity_digest):
        assert private not in text


def test_a_code_is_stale_after_its_window_also_for_who_scanned_it_in_time(officer: Officer, now: datetime) -> None:
    seen, unseen = officer.phone.shows(minute_of(now)), officer.phone.shows(minute_of(now) + 1)
    assert judged(seen, now).verdict is Verdict.GENUINE
    later = now + timedelta(minutes=5)
    again = judged(seen, later)
    assert again.verdict is Verdict.STALE and again.first_seen == now
    assert judged(unseen, later).verdict is Verdict.STALE
    assert judged(unseen, later).first_seen is None


def test_a_code_seen_elsewhere_is_a_replay_within_its_window_and_after(officer: Officer, now: datetime) -> None:
    code = officer.phone.shows(minute_of(now))
    assert judged(code, now, "one").verdict is Verdict.GENUINE
    assert judged(code, now, "one").verdict is Verdict.GENUINE, "the same browser looks twice"
    for moment in (now + timedelta(seconds=20), now + timedelta(minutes=10)):
        replay = judged(code, moment, "two")
        assert replay.verdict is Verdict.REPLAYED and replay.first_seen == now
    assert CardScan.objects.count() == 1


def test_the_page_knows_its_own_browser_again_and_tells_another_when_it_was_first_seen(officer: Officer) -> None:
    first, second = Client(), Client()
    address = f"/card/{officer.phone.shows(minute_of(real_now())).text()}"
    assert "证件真实有效" in first.get(address).content.decode()
    assert "证件真实有效" in first.get(address).content.decode()
    other = second.get(address).content.decode()
    assert "码已被别处扫过" in other and 'data-level="yellow"' in other and f"{real_now().day} 日" in other


def test_a_wrong_clock_is_told(officer: Officer, now: datetime) -> None:
    issued = officer.phone.statement.issued  # type: ignore[union-attr]
    for minute in (minute_of(now) + 2, minute_of(now) + 30, issued - 2, issued - 600):
        assert judged(officer.phone.shows(minute), now).verdict is Verdict.CLOCK
    for minute in (minute_of(real_now()) + 3, issued - 2):
        text = Client().get(f"/card/{officer.phone.shows(minute).text()}").content.decode()
        assert "手机时间不对" in text and "自动对时" in text
    assert not CardScan.objects.exists()


def test_forged_codes_say_so_and_leave_no_trace(officer: Officer, now: datetime) -> None:
    good = officer.phone.shows(minute_of(now))
    other = Phone(statement=officer.phone.statement, said=officer.phone.said)  # copied, but without the key
    alone = Phone()  # says itself what only the office may say
    alone.statement = Statement(officer.certificate.number, day_of(minute_of(now)), minute_of(now), alone.key)
    alone.said = b"\1" * 64
    unknown = Phone()
    unknown.statement = Statement("99999999999", day_of(minute_of(now)), minute_of(now), unknown.key)
    signer = card_key.key()
    unknown.said = signer.sign(unknown.statement.message(signer.name))
    texts = [p.shows(minute_of(now)).text() for p in (other, alone, unknown)]
    texts += [good.text()[:-4] + "AAAA", good.text()[:100], "x", officer.certificate.number, officer.person.pk]
    for text in texts:
        page = Client().get(f"/card/{text}")
        assert page.status_code == 404 and "假码" in page.content.decode(), text
        assert officer.person.name not in page.content.decode()
    assert not CardScan.objects.exists()


@pytest.mark.parametrize(
    "changes, verdict, words",
    [
        ({"valid_to": date(2020, 1, 1), "issued_on": date(2015, 1, 1)}, Verdict.EXPIRED, "证件不在有效期"),
        ({"issued_on": date(2090, 1, 1), "valid_to": date(2095, 1, 1)}, Verdict.EXPIRED, "证件不在有效期"),
        ({"status": "suspended"}, Verdict.SUSPENDED, "证件已被暂扣"),
        ({"status": "revoked"}, Verdict.REVOKED, "证件已被收回"),
    ],
)
def test_a_certificate_that_fell_away_after_it_was_enabled_is_told(
    officer: Officer, now: datetime, changes: dict[str, Any], verdict: Verdict, words: str
) -> None:
    code = officer.phone.shows(minute_of(now))
    changed(officer.certificate, **changes)
    assert judged(code, now).verdict is verdict
    assert judged(code, now + timedelta(hours=1)).verdict is verdict, "told before its age"
    text = Client().get(f"/card/{code.text()}").content.decode()
    assert words in text and 'data-level="red"' in text and "他现在不能执法" in text


def test_a_person_who_left_is_told(officer: Officer, now: datetime) -> None:
    actions.leave_organ(by=FOUNDER, person=officer.person, now=now, on=now.date())
    found = judged(officer.phone.shows(minute_of(now)), now)
    assert found.verdict is Verdict.LEFT
    with pytest.raises(cards.NotShown, match="不在登记的机关"):
        officer.enable(now, Phone())


def test_another_phone_takes_the_place_of_the_first_until_that_is_enabled_again(
    officer: Officer, now: datetime
) -> None:
    second = officer.enable(now, Phone())
    assert judged(second.shows(minute_of(now)), now).verdict is Verdict.GENUINE
    assert judged(officer.phone.shows(minute_of(now)), now).verdict is Verdict.REPLACED
    officer.enable(now + timedelta(minutes=1))
    assert judged(officer.phone.shows(minute_of(now) + 1), now + timedelta(minutes=1)).verdict is Verdict.GENUINE


def test_enabling_is_one_entry_and_the_same_phone_on_the_same_day_makes_no_second(
    officer: Officer, now: datetime
) -> None:
    said = officer.phone.said
    officer.enable(now + timedelta(minutes=30))
    assert officer.phone.said == said and CardKey.objects.count() == 1
    entries = AnjuanEntry.objects.filter(type="card.certified")
    assert entries.count() == 1 and entries[0].content["actor"] == officer.person.pk


def test_an_enabled_phone_is_of_no_use_the_next_day(officer: Officer, now: datetime) -> None:
    tomorrow = now + timedelta(days=1)
    assert judged(officer.phone.shows(minute_of(tomorrow)), tomorrow).verdict is Verdict.STALE


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"status": "suspended"}, "暂扣"),
        ({"status": "revoked"}, "收回"),
        ({"valid_to": date(2020, 1, 1), "issued_on": date(2015, 1, 1)}, "2020-01-01 到期"),
        ({"issued_on": date(2090, 1, 1), "valid_to": date(2095, 1, 1)}, "2090-01-01 起有效"),
    ],
)
def test_who_has_no_valid_certificate_is_told_why_he_cannot_show_a_card(
    world: World, now: datetime, changes: dict[str, Any], why: str
) -> None:
    officer = Officer(world.one("sthj", "H", 1), Phone())
    changed(officer.certificate, **changes)
    with pytest.raises(cards.NotShown, match=why):
        officer.enable(now)
    assert not CardKey.objects.exists()


def test_who_never_had_a_certificate_and_what_is_no_key_are_refused(world: World, now: datetime) -> None:
    with pytest.raises(cards.NotShown, match="没有登记"):
        Officer(world.one("sthj", "B"), Phone()).enable(now)
    person = world.one("sthj", "H")
    with pytest.raises(cards.NotShown, match="密钥"):
        cards.certify(by=By(person.pk, "H", person.organ_id), key=b"\5" * 33, now=now)


def test_first_scans_are_forgotten_after_some_days(officer: Officer, now: datetime) -> None:
    judged(officer.phone.shows(minute_of(now)), now)
    officer.enable(now + timedelta(days=4), Phone())
    assert not CardScan.objects.exists()


def test_scans_of_one_address_are_counted(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "MOST_SCANS", 3)
    statuses = [Client().get("/card/x").status_code for _ in range(5)]
    assert statuses == [404] * 3 + [429] * 2
    assert Client().get("/card/x", REMOTE_ADDR="10.0.0.9").status_code == 404


def test_only_reading_is_possible_and_the_front_page_explains(world: World) -> None:
    assert Client().post("/card/x").status_code == 405
    assert Client().head("/card/x").status_code == 405, "a preview without a look must not use up a code"
    assert "每分钟更换" in Client().get("/card").content.decode()
