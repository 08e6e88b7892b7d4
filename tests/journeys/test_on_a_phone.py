"""An officer on a phone: a penalty on the spot in under two minutes of work, also without a connection."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.config.demo.world import id_number
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.clause("R0.1")]
# Seconds of work by the usual keystroke-level model: a tap on a phone, a letter by its keyboard, one stroke of a name.
TAP, LETTER, STROKE, LIMIT = 1.2, 0.3, 0.5, 120


# Whether every form that the page lists is on the phone.
ALL_KEPT = """() => caches.open('mj-field-1').then(cache => Promise.all(
  [...document.querySelectorAll('a.big')].map(a => cache.match(a.href)))).then(kept => kept.every(Boolean))"""


class Phone(Person):
    """A person on a phone whose work is counted."""

    work = 0.0

    def type(self, name: str, words: str) -> None:
        self.page.locator(f"[name={name}]").fill(words)
        self.work += TAP + LETTER * len(words)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}]").select_option(value)
        self.work += 2 * TAP

    def tick(self, name: str) -> None:
        self.page.locator(f"[name={name}]").check()
        self.work += TAP

    def sign(self) -> None:
        box = self.page.locator("[data-sign] canvas")
        box.scroll_into_view_if_needed()
        place = box.bounding_box()
        for n in range(4):
            x, y = place["x"] + 30 + 50 * n, place["y"] + 40
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            self.page.mouse.move(x + 30, y + 50, steps=4)
            self.page.mouse.up()
            self.work += STROKE


def write_up(officer: Phone, number: int) -> None:
    """What is typed at the stall; everything else stands there already or has a default."""
    officer.page.get_by_role("link", name="占用道路摆摊设点").tap()
    officer.page.wait_for_load_state()
    officer.work = TAP
    officer.type("place", "湖滨区示例路口")
    officer.type("violation", "占用人行道摆摊约三平方米。")
    officer.choose("party_kind", "person")
    officer.type("party_name", "示例甲")
    officer.type("party_id_number", id_number(number))
    officer.type("party_address", "河南省三门峡市湖滨区示例路1号")
    officer.type("fine", "50")
    for name in ("d_certain", "tell_rights__certificates_shown", "tell_rights__told"):
        officer.tick(name)
    officer.choose("hear_party__said", "none")
    officer.choose("decide_on_spot__receipt", "signed")
    for role in ("violated", "penalty"):
        if not officer.page.locator(f"[name={role}_article]").input_value():
            officer.page.locator(f"[name={role}_statute]").select_option(index=1)
            officer.page.locator(f"[name={role}_article]").fill("第十四条")
    officer.page.locator("[name=photos]").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": _photo(number)}
    )
    officer.sign()


def _photo(number: int) -> bytes:
    from mingjing.config.demo.footage import photo

    return photo(f"stall {number}")


def test_a_penalty_on_the_spot_takes_less_than_two_minutes(site: Site, browser: Any, axe: str) -> None:
    officer = Phone(browser, site.url, "cg.h1", axe, phone=True)
    officer.look("/office/field/")
    write_up(officer, 31)
    officer.look()
    with officer.page.expect_navigation(url="**/office/cases/**"):
        officer.page.locator("#field-send").tap()
    officer.work += TAP
    officer.told("已送达")
    officer.told("当场行政处罚决定书")
    officer.look()
    assert officer.work <= LIMIT, f"{officer.work:.0f} seconds"


def test_without_a_connection_the_record_waits_and_comes_in_once(site: Site, browser: Any, axe: str) -> None:
    officer = Phone(browser, site.url, "cg.h2", axe, phone=True)
    officer.go("/office/field/")
    write_up(officer, 32)
    officer.context.set_offline(True)
    officer.page.locator("#field-send").tap()
    officer.page.get_by_text("没有连上网络，记录已存在本机").wait_for()
    officer.page.locator("#field-send").tap()  # once more: the same record
    officer.page.get_by_text("没有连上网络，记录已存在本机").wait_for()
    officer.context.set_offline(False)
    officer.go("/office/field/")
    officer.page.locator("#waiting").wait_for(state="hidden")
    officer.page.wait_for_load_state("networkidle")
    officer.go("/office/cases?mine=1&kind=penalty")
    officer.told("占用道路摆摊设点")
    own = officer.page.locator("table.cases tbody tr", has_text="示例甲").count()
    officer.go("/office/field/")
    officer.page.wait_for_load_state("networkidle")
    officer.go("/office/cases?mine=1&kind=penalty")
    assert officer.page.locator("table.cases tbody tr", has_text="示例甲").count() == own >= 1
    assert not officer.errors, officer.errors


def test_a_form_not_opened_before_opens_without_a_connection_and_a_refused_record_is_taken_up_again(
    site: Site, browser: Any, axe: str
) -> None:
    officer = Phone(browser, site.url, "cg.h3", axe, phone=True)
    officer.go("/office/field/")
    for _ in range(100):
        if officer.page.evaluate(ALL_KEPT):
            break
        officer.page.wait_for_timeout(200)
    officer.context.set_offline(True)
    write_up(officer, 33)
    officer.page.locator("[name=fine]").fill("200.01")  # one 分 too much
    officer.page.locator("#field-send").tap()
    officer.page.get_by_text("没有连上网络，记录已存在本机").wait_for()
    officer.context.set_offline(False)
    officer.go("/office/field/")
    officer.page.get_by_text("罚款超过 200 元").wait_for()
    officer.look()
    officer.page.get_by_role("link", name="继续填写").tap()
    officer.page.get_by_text("原来的照片和签名都在").wait_for()
    assert officer.page.locator("[name=party_name]").input_value() == "示例甲"
    officer.page.locator("[name=fine]").fill("50")
    with officer.page.expect_navigation(url="**/office/cases/**"):
        officer.page.locator("#field-send").tap()
    officer.told("已送达")
    officer.told("现场照片1")
