"""A new organ from its Excel files alone: registered, its people enrolled, its lists published, its officers scannable.

Every file is the downloaded template with rows typed into it. Clicks are counted; a person's time is reckoned by the
keystroke-level model (Card, Moran, Newell 1983): 2.65 s for each click, 5 s for choosing a file, 0.28 s for each key.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from mingjing.config.demo import new_organ
from mingjing.law.list_kinds import BY_CODE
from tests.catalog.books import filled
from tests.journeys.people import Person
from tests.journeys.site import Site
from tests.journeys.test_card import scanned, shown

pytestmark = [pytest.mark.browser, pytest.mark.clause("D1.1", "D1.2", "D1.4", "D1.6", "D1.7", "D1.8", "D2.1")]
FIRST, GUIDED = "powers", ("av-items", "review-catalogue")
OTHERS = (
    "inspection-items", "av-items", "review-catalogue", "guides", "channels", "entrustments", "lenient-list",
    "benchmarks",
)  # fmt: skip
CLICK, FILE, KEY = 2.65, 5.0, 0.28
OWN = "sample-own-words-2026"


class Count:
    """What the people did, and how long a person takes for it."""

    clicks = files = keys = 0

    @property
    def seconds(self) -> float:
        return self.clicks * CLICK + self.files * FILE + self.keys * KEY


class Clerk(Person):
    """A person who goes by what the screen offers, and is counted."""

    def __init__(self, site: Site, browser: Any, axe: str, count: Count, username: str, **more: Any) -> None:
        super().__init__(browser, site.url, username, axe, **more)
        self.count = count
        count.clicks, count.keys = count.clicks + 1, count.keys + len(username) + 12

    def click(self, words: str) -> None:
        """Follow a link of the page by its words, those for screen readers among them."""
        name = re.compile(r"^\s*" + re.escape(words).replace("：", r"：\s*") + r"\s*$")
        link = self.page.locator("main").get_by_role("link", name=name).first
        assert link.count(), f"no link {words!r} on {self.page.url}:\n{self.page.inner_text('main')[:2000]}"
        with self.page.expect_navigation():
            link.click()
        self.count.clicks += 1

    def press(self, words: str) -> None:
        super().press(words)
        self.count.clicks += 1

    def lists(self) -> None:
        """To 清单, by the navigation."""
        with self.page.expect_navigation():
            self.page.get_by_role("navigation").get_by_role("link", name="清单", exact=True).first.click()
        self.count.clicks += 1

    def bring(self, kind: str) -> None:
        """On the page of an upload: the template with the organ's rows, checked, entered."""
        name = f"{BY_CODE[kind].label}模板.xlsx"
        link = self.page.get_by_role("link", name=name).get_attribute("href")
        template = self.context.request.get(self.site + str(link)).body()
        data = filled(template, BY_CODE[kind], new_organ.rows(kind))
        assert len(data) < 20_000
        self.page.set_input_files("#f-file", {"name": f"{kind}.xlsx", "mimeType": "", "buffer": data})
        self.count.clicks, self.count.files = self.count.clicks + 1, self.count.files + 1
        self.page.get_by_role("button", name="核对文件").click()
        self.count.clicks += 1
        self.page.wait_for_url("**/batches/*")
        self.told(f"可以导入 {len(new_organ.rows(kind))} 行，需要改正 0 行")
        self.press(f"导入可以导入的 {len(new_organ.rows(kind))} 行")

    def draft(self, kind: str) -> None:
        """From 清单: the file in, and submitted."""
        self.lists()
        self.click(f"{BY_CODE[kind].label}：导入")
        self.bring(kind)
        self.click("去草稿核对、提交")
        self.press("提交核对")
        self.told("已提交核对")

    def speak(self, kind: str, word: str) -> None:
        """From 清单: the list that waits, and 同意."""
        self.lists()
        self.click(f"{BY_CODE[kind].label}：{word}")
        self.press("同意")


def test_from_excel_files_alone_in_less_than_ten_minutes(site: Site, browser: Any, axe: str) -> None:
    count = Count()

    def clerk(username: str, **more: Any) -> Clerk:
        return Clerk(site, browser, axe, count, username, **more)

    bureau, security = clerk("sj.j1"), clerk("sj.c")
    bureau.lists()
    bureau.look()
    bureau.click("登记执法主体")
    bureau.bring("organs")
    bureau.told("下一步")
    security.lists()
    security.look()
    security.click(f"{new_organ.NAME}：导入名录")
    security.bring("people")
    security.told("只显示这一次")
    security.look()
    rows = security.page.locator("table tbody tr").all()
    passwords = {row.locator("td").nth(0).inner_text(): row.locator("code").inner_text() for row in rows}
    assert len(passwords) == len(new_organ.STAFF)
    security.page.reload()
    assert not any(p in security.page.inner_text("body") for p in passwords.values()), "shown once"

    def own(letter: str, **more: Any) -> Clerk:
        found = clerk(f"hbwl.{letter}", password=passwords[f"hbwl.{letter}"], **more)
        found.told("首次登录，请先更换密码")
        found.fill(old=passwords[f"hbwl.{letter}"], new=OWN, again=OWN)
        found.press("更换密码")
        count.keys += 12 + 2 * len(OWN)
        return found

    lead, reviewer, head = own("u"), own("l"), own("b")
    lead.draft(FIRST)
    reviewer.speak(FIRST, "核对")
    head.speak(FIRST, "批准")
    head.told("已公布第 1 版")
    for kind in OTHERS:
        lead.draft(kind)
    lead.lists()
    lead.click(f"{BY_CODE['officers'].label}：查看")
    lead.press("从登记库生成")
    lead.press("提交核对")
    for kind in (*OTHERS, "officers"):
        reviewer.speak(kind, "核对")
        head.speak(kind, "批准")
    for kind in GUIDED:
        bureau.lists()
        bureau.click(f"{new_organ.NAME}{BY_CODE[kind].label}：审查指导")
        bureau.press("同意")
        bureau.told("已公布第 1 版")
    lead.lists()
    lead.told("已公布 10 种，共 10 种")
    lead.look()
    lead.click("导入检查对象名录库")
    lead.bring("targets")
    lead.told("名录库已经更新")

    officer = own("h1", phone=True)
    officer.go("/office/field/card")
    officer.page.get_by_text("可以亮证").wait_for()
    page = scanned(site, shown(officer))
    assert "证件真实有效" in page and new_organ.NAME in page and "示例甲" in page
    public(site, browser, axe)
    told = f"{count.clicks} clicks, {count.files} files, {count.keys} keys: {count.seconds:.0f} s for a person"
    assert count.seconds < 600, told


def public(site: Site, browser: Any, axe: str) -> None:
    """A stranger finds the organ and its lists."""
    someone = Person(browser, site.url, "", axe)
    someone.go("/")
    someone.page.get_by_role("link", name="各机关公布情况").click()
    someone.page.get_by_role("link", name=re.compile(new_organ.SHORT)).first.click()
    someone.told(BY_CODE["powers"].label)
    someone.look()
