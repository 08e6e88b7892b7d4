"""The bureau finds an overdue organ in the grid, sends a notice, gets the answer, accepts and closes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mingjing.config.demo.world import ORGANS
from tests.journeys.people import Person
from tests.journeys.site import ROOT, Site

# An officer of the city administration fined a trader in the street three weeks ago; nobody published it.
LATE = """
import django; django.setup()
from mingjing.config import clock
from mingjing.config.demo import founding, lines
from mingjing.config.demo.on_the_spot import STALLS, Spot
from mingjing.config.demo.stories.penalty import _on_the_spot
from mingjing.config.demo.stories.telling import ago
now = clock.now()
spot = Spot(founding.again(), "cg", STALLS[2], 1, ago(now, 18))
lines.perform([(spot, _on_the_spot(spot, "publish"))], now)
"""
pytestmark = [pytest.mark.browser]
PAPER = Path(__file__).parents[1] / "vault" / "samples" / "small.pdf"


def follow(person: Person, name: str | Any, within: str = "main") -> None:
    """Follow the first link of this name."""
    with person.page.expect_navigation():
        person.page.locator(within).get_by_role("link", name=name).first.click()


@pytest.fixture
def late(site: Site) -> None:
    """Something is overdue, by acts that were really taken."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MINGJING_")}
    env = {**kept, "MINGJING_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "mingjing.config.settings"}
    subprocess.run([sys.executable, "-c", LATE], env=env, cwd=ROOT, check=True)


@pytest.mark.clause("G4.1", "R3.3")
def test_from_a_red_cell_to_a_closed_finding(site: Site, browser: Any, axe: str, late: None) -> None:
    bureau = Person(browser, site.url, "sj.j1", axe)
    bureau.look("/office/oversight")
    red = bureau.page.locator("main td a.q[data-q='4']")
    assert red.count(), "the demonstration has something overdue"
    row = red.first.locator("xpath=ancestor::tr")
    with bureau.page.expect_navigation():
        row.locator("td a").first.click()
    bureau.look()
    cell = bureau.page.locator("main td a.q[data-q='4']").first
    with bureau.page.expect_navigation():
        cell.click()
    bureau.look()
    bureau.told("超期")
    organ = bureau.page.locator("main tbody tr td:nth-child(2) a").first
    with bureau.page.expect_navigation():
        organ.click()
    bureau.look()
    name = bureau.page.locator("main tbody tr td:nth-child(2)").first.inner_text()
    with bureau.page.expect_navigation():
        bureau.page.locator("main tbody a.btn", has_text="督办").first.click()
    assert "/office/findings/new" in bureau.page.url
    bureau.look()
    assert name in bureau.page.locator("[name=facts]").input_value()
    bureau.press("登记")
    bureau.told("核实后发文")
    finding = bureau.page.url.removeprefix(site.url)
    bureau.press("核实属实")
    bureau.told("写明怎样核实")
    bureau.look()
    bureau.fill("form:has([value=verify])", words="调阅系统记录，确实超期。（示例）")
    bureau.press("核实属实")
    bureau.look()
    follow(bureau, "发监督意见书")
    bureau.look()
    bureau.fill("form", due_on="2020-01-01")
    bureau.press("签发并送达")
    bureau.told("晚于今天")
    bureau.go(finding)
    follow(bureau, "发监督意见书")
    bureau.press("签发并送达")
    bureau.told("已送达")
    bureau.look()
    follow(bureau, "行政执法监督意见书")
    bureau.look()
    bureau.told("尚未签收")
    bureau.go(finding)
    follow(bureau, "发监督决定书，现在不能办理，看原因")
    bureau.told("规定的期限到")
    bureau.told("另一名监督人员")
    bureau.look()

    username = account(name)
    organ_side = Person(browser, site.url, username, axe, phone=True)
    organ_side.look("/office/")
    organ_side.told("司法局监督文书")
    organ_side.go(finding)
    organ_side.look()
    organ_side.told("先签收")
    organ_side.press("签收")
    organ_side.fill("form:has([value=reply])", words="已于今日办结，附办理材料。（示例）")
    organ_side.page.set_input_files("[name=files]", str(PAPER))
    organ_side.press("反馈处理情况")
    organ_side.told("等司法局审查")
    organ_side.look()
    organ_side.look("/office/findings")

    bureau.go(finding)
    bureau.told("small.pdf")
    bureau.look()
    bureau.fill("form:has([value=accept])", words="已核对，整改到位。（示例）")
    bureau.press("认可整改")
    bureau.fill("form:has([value=close])", words="整改到位，结案。（示例）")
    bureau.press("结案")
    bureau.told("已结案")
    bureau.look()
    bureau.look("/office/findings?tab=over")
    for path in ("/office/alerts", "/office/circulars", "/office/records", "/office/inbox", "/office/calendar"):
        bureau.look(path)


def account(organ: str) -> str:
    """The account of the head of an organ, as the demonstration lists them."""
    seed = next(seed for seed in ORGANS if seed.name == organ)
    return f"{seed.key}.b1" if seed.key in {"scjg", "sthj", "cg", "sl"} else f"{seed.key}.b"
