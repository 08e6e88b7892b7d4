"""亮证 on a phone in a real browser: the network is cut, the code goes on changing, and a scan of it verifies."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.journeys.people import Person
from tests.journeys.site import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.clause("D2.1")]
READER = Path(__file__).resolve().parents[1] / "vendor" / "jsqr.min.js"
READ = """() => { const c = document.getElementById('card-code');
  const i = c.getContext('2d').getImageData(0, 0, c.width, c.height);
  const found = jsQR(i.data, c.width, c.height); return found ? found.data : ''; }"""


def shown(officer: Person) -> str:
    """The address that a camera reads off the phone's screen."""
    officer.page.locator("#card-box").wait_for(timeout=20_000)
    officer.page.evaluate(READER.read_text(encoding="utf-8"))
    text = officer.page.evaluate(READ)
    assert "/card/" in text, "no code can be read"
    return str(text)


def scanned(site: Site, text: str) -> str:
    """The page somebody gets who scans it, with no account and no cookie."""
    try:
        with urllib.request.urlopen(f"{site.url}/card/{text.rsplit('/', 1)[1]}") as page:
            return page.read().decode()  # type: ignore[no-any-return]
    except urllib.error.HTTPError as error:
        return error.read().decode()


def sheets(pdf: bytes) -> int:
    """How many sheets of paper a print takes."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        return len(found.pages)


def another(read: Callable[[], str], before: str, seconds: float = 75) -> str:
    """The code that follows one: waited for in real time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = read()
        if text != before:
            return text
        time.sleep(0.5)
    raise AssertionError("the code did not change")


def test_without_a_network_the_code_changes_and_a_scan_of_it_verifies(site: Site, browser: Any, axe: str) -> None:
    officer = Person(browser, site.url, "sthj.h1", axe, phone=True)
    officer.look("/office/field/")
    officer.page.get_by_role("link", name="亮证").tap()
    officer.page.get_by_text("可以亮证").wait_for()
    officer.look()
    assert "证件真实有效" in scanned(site, shown(officer))
    officer.page.wait_for_function("navigator.serviceWorker.controller !== null")
    officer.go("/office/field/card")  # once more, now through the worker, which keeps the page
    officer.page.get_by_text("可以亮证").wait_for()

    officer.context.set_offline(True)
    officer.go("/office/field/card")
    officer.page.get_by_text("没有网络，今天仍可亮证").wait_for()
    first = shown(officer)
    second = another(lambda: shown(officer), first)
    good = scanned(site, second)
    assert "证件真实有效" in good and "没有登记检查任务" in good
    assert "码已被别处扫过" in scanned(site, second), "somebody else, a little later"
    assert "假码" in scanned(site, second[:-8] + "AAAAAAAA")
    vkey = urllib.request.urlopen(f"{site.url}/card.vkey").read().decode().strip()
    check = [sys.executable, "-m", "mingjing.tlog", "verify", "card", second, "--key", vkey]
    offline = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert offline.returncode == 0, offline.stdout
    assert officer.page.locator("#card-mark").inner_text() in good
    assert not officer.errors, officer.errors

    someone = Person(browser, site.url, "", axe, phone=True)
    someone.look("/card/" + second.rsplit("/", 1)[1])
    someone.look("/card/x")
    someone.look("/card")


def test_another_phone_of_the_same_officer_ends_the_first(site: Site, browser: Any, axe: str) -> None:
    first = Person(browser, site.url, "sthj.h2", axe, phone=True)
    first.go("/office/field/card")
    first.page.get_by_text("可以亮证").wait_for()
    second = Person(browser, site.url, "sthj.h2", axe, phone=True)
    second.go("/office/field/card")
    second.page.get_by_text("可以亮证").wait_for()
    assert "已停用亮证" in scanned(site, shown(first))
    assert "证件真实有效" in scanned(site, shown(second))


@pytest.mark.clause("D2.2")
def test_who_has_no_certificate_is_told_so_and_the_texts_of_rights_are_there(
    site: Site, browser: Any, axe: str
) -> None:
    head = Person(browser, site.url, "sthj.b1", axe, phone=True)
    head.look("/office/field/card")
    head.told("没有登记您的执法证件")
    assert head.page.locator("canvas").count() == 0
    head.look("/office/field/rights")
    head.look("/office/field/rights/inspection")
    head.told("五个严禁")
    assert sheets(head.page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.clause("D2.3")
def test_the_board_fits_its_screens_and_one_sheet(site: Site, browser: Any, axe: str) -> None:
    someone = Person(browser, site.url, "", axe)
    someone.go("/officers")
    someone.page.get_by_role("link", name="公示牌").first.click()
    someone.look()
    for words in ("岗位职责", "申请材料示范文本", "许可办理进度", "咨询服务", "投诉举报"):
        someone.told(words)
    links = "links => links.map(a => a.getAttribute('href'))"
    someone.go("/officers")
    for board in someone.page.eval_on_selector_all("a[href$='/board']", links):
        someone.go(board)
        for width, height in ((1920, 1080), (1080, 1920)):
            someone.page.set_viewport_size({"width": width, "height": height})
            over = someone.page.evaluate("document.documentElement.scrollHeight - window.innerHeight")
            assert over <= 0, f"{board} is {over} px higher than a screen of {width} × {height}"
        for paper in ("A4", "A3"):
            assert sheets(someone.page.pdf(format=paper)) == 1, (board, paper)
