"""A leader reads the brief on a phone; the head of an organ explains a lead; the bureau decides on it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.people import Person
from tests.journeys.site import ROOT, Site

pytestmark = [pytest.mark.browser]
WHY = "这家企业是批发市场，今年的检查都由投诉举报触发，投诉单在各案卷中。（示例）"
# A firm that one organ visits all the time, written into the running site's home as its people would have entered it.
VISITS = """
import django; django.setup()
from datetime import timedelta
from types import SimpleNamespace
from mingjing.config import clock
from mingjing.organs.models import Grant, Organ
from tests.statistics import many
organ = Organ.objects.get(short_name="市市场监管局")
people = [g.person for g in Grant.objects.filter(organ=organ, role="H").select_related("person")]
world = SimpleNamespace(organs={"scjg": organ}, one=lambda key, role, n: people[n])
many.town(world, "scjg", clock.now() - timedelta(hours=1))
"""


@pytest.fixture(scope="module")
def analysed(site: Site) -> Site:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MINGJING_")}
    env = {**kept, "MINGJING_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "mingjing.config.settings"}
    subprocess.run([sys.executable, "-c", VISITS], env=env, cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-m", "mingjing.config.cli", "analysis", "run"], env=env, cwd=ROOT, check=True)
    return site


@pytest.mark.clause("D5.2")
def test_a_leader_reads_the_brief_on_a_phone(analysed: Site, browser: Any, axe: str) -> None:
    leader = Person(browser, analysed.url, "sj.j1", axe, phone=True)
    leader.go("/office/analysis")
    with leader.page.expect_navigation():
        leader.page.get_by_role("link", name="简报").tap()
    leader.look()
    sentences = leader.page.locator(".brief .first p")
    assert sentences.count() == 3
    assert "登记案件" in sentences.nth(0).inner_text() and "最多的事项" in sentences.nth(1).inner_text()
    assert "超频次检查" in sentences.nth(2).inner_text()
    first = sentences.nth(0).bounding_box()
    assert first and first["y"] < 844 - 60, "the first sentence stands on the first screen"
    cards = [c.bounding_box() for c in leader.page.locator(".brief > .card").all()]
    assert all(c and c["x"] == cards[0]["x"] and c["width"] <= 390 for c in cards), "one column"
    with leader.page.expect_navigation():
        leader.page.locator("a[aria-label^='食品销售者监督检查']").first.tap()
    leader.told("食品销售者监督检查")
    leader.look()
    assert not leader.errors, leader.errors


@pytest.mark.clause("I2.2")
def test_the_organ_explains_a_lead_and_the_bureau_decides(analysed: Site, browser: Any, axe: str) -> None:
    head = Person(browser, analysed.url, "scjg.b1", axe)
    head.look("/office/analysis")
    with head.page.expect_navigation():
        head.page.locator("aside a", has_text="超频次检查").click()
    head.look()
    head.told("也可能是")
    address = head.page.url
    head.press("提交说明")
    head.told("不少于 10 字")
    head.look()
    head.fill(words=WHY)
    head.press("提交说明")
    head.told("说明已提交")

    bureau = Person(browser, analysed.url, "sj.j1", axe)
    bureau.look("/office/analysis/leads")
    bureau.look(address)
    bureau.told(WHY)
    bureau.page.locator("form:has([value=dismissed]) textarea").fill("已核对投诉单，采纳机关说明。（示例）")
    bureau.press("认定不成立")
    bureau.told("已认定不成立")
    for path in ("/office/analysis?view=wall", "/office/analysis/rules", "/office/analysis/leads?tab=over"):
        bureau.look(path)
    assert not head.errors and not bureau.errors
