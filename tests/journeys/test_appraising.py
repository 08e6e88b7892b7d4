"""An evaluator scores a dossier, the organ defends, the bureau rules: in a browser, every page at both widths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.people import Person
from tests.journeys.site import Site, start

pytestmark = [pytest.mark.browser, pytest.mark.clause("G2.1", "D6.1")]
FOUND = """
import django; django.setup()
import json
from datetime import timedelta
from django.conf import settings
from mingjing.config import clock
from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure import pages
from mingjing.ledger import sealing
now = clock.now()
world = founding.found(now - timedelta(days=200), frozenset({"sthj", "cg", "scjg", "sj"}))
line = Line(world, "sthj", MATTERS["dust_yard"], 1, now - timedelta(days=150))
lines.perform([(line, lines.act_out(line, Plot()))], now)
sealing.seal("anjuan", now)
pages.rebuild(now)
names = {username: name for username, name, _, _ in world.accounts}
(settings.HOME / "names.json").write_text(json.dumps(names))
"""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one filed dossier of a penalty."""
    running = start(tmp_path_factory.mktemp("filed") / "home", FOUND)
    yield running
    running.process.terminate()
    running.process.wait(10)


def test_a_dossier_is_drawn_scored_by_two_defended_and_ruled(filed: Site, browser: Any, axe: str) -> None:
    names = json.loads((filed.home / "names.json").read_text())
    bureau = Person(browser, filed.url, "sj.j1", axe)
    plan = planned(bureau, [names[n] for n in ("scjg.l", "cg.l")])
    reviewers = [drawn_for(browser, filed, axe, name) for name in ("scjg.l", "cg.l")]
    first, second = reviewers
    score(first, off="2", why="到场人核对意见不完整。", page="7")
    first.told("已提交，等另一人")
    assert "98" not in second.page.inner_text("main"), "the second knows nothing of the first"
    score(second, off="1", why="核对意见少一句。", page="7")
    second.told("98")
    second.told("待告知机关")
    bureau.look(plan)
    bureau.press("告知机关（1 卷）")
    organ = Person(browser, filed.url, "sthj.l", axe)
    defended(organ)
    ruled(bureau, plan)
    organ.look(organ.page.url)
    organ.told("99.3")
    organ.told("整改要求")


def planned(bureau: Person, reviewers: list[str]) -> str:
    """A plan of one dossier with two reviewers, committed and drawn; its address."""
    bureau.look("/office/appraisal")
    bureau.page.click("text=新的评查计划")
    bureau.look()
    cell = bureau.page.locator("input[aria-label='市生态环境局，行政处罚（普通程序）']")
    cell.fill("1")
    for name in reviewers:
        bureau.page.locator("label.check", has_text=name).locator("input").check()
    bureau.press("保存计划")
    bureau.look()
    bureau.press("登记名单")
    bureau.told("可以抽取")
    bureau.press("抽取案卷和评查人")
    bureau.look()
    address = bureau.page.url
    bureau.page.click("text=公示页面")
    bureau.look()
    bureau.told("自己重抽一遍")
    return address


def drawn_for(browser: Any, site: Site, axe: str, username: str) -> Person:
    """The reviewer at the page of the one dossier, before taking it out."""
    who = Person(browser, site.url, username, axe)
    who.look("/office/appraisal")
    who.page.locator("main a.btn", has_text="评分").first.click()
    who.look()
    return who


def score(who: Person, *, off: str, why: str, page: str) -> None:
    """Take the dossier out, read a paper, take points off one item with reason and page."""
    who.press("登记调阅，开始评查")
    who.look()
    who.told("卷内第 1 页起")
    who.page.locator("nav.files a", has_text="现场检查笔录").click()
    who.page.wait_for_selector(".vbar >> text=现场检查笔录")
    who.page.locator("#f-B1 summary").click()
    who.page.fill("[name=off-B1]", "9")
    who.page.fill("[name=page-B1]", page)
    who.press("提交评分")
    who.told("扣分在 0 到 8 分之间")
    who.look()
    who.page.fill("[name=off-B1]", off)
    who.page.fill("[name=why-B1]", why)
    who.page.wait_for_selector(f"[data-total] >> text=合计 {100 - int(off)} 分")
    who.press("提交评分")
    who.look()


def defended(organ: Person) -> None:
    """The organ objects to the one item, naming the page."""
    organ.look("/office/appraisal")
    organ.page.locator("main a.btn", has_text="查看").first.click()
    organ.look()
    organ.press("提交申辩")
    organ.told("勾选有异议的项目")
    organ.page.locator("[name=against][value=B1]").check()
    organ.fill(content="第 7 页有完整的核对意见。")
    organ.press("提交申辩")
    organ.told("申辩已提交")
    organ.look()


def ruled(bureau: Person, plan: str) -> None:
    """Half of it is given back, the rest is to be put right."""
    bureau.go(plan)
    bureau.page.locator("main table a", has_text=re.compile("示例")).first.click()
    bureau.look()
    bureau.fill(answer="第 7 页的记录部分补足，恢复 0.8 分。", demand="今后逐项核对。")
    bureau.page.fill("[name=back-B1]", "0.8")
    bureau.press("定分")
    bureau.told("99.3")
    bureau.look()
