"""The annual report from the first button to the receipt: clerk, head, publisher, a citizen, the bureau.

Clicks, files and keys are counted; the time is reckoned by the keystroke-level model (Card, Moran, Newell 1983):
2.65 s for each click, 5 s for choosing a file, 0.28 s for each key; and 2 s for the clerk's reading each figure once.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from mingjing.config.clock import now as real_now
from mingjing.law.annual import FIGURES
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.clause("D5.1")]
CLICK, FILE, KEY, READ = 2.65, 5.0, 0.28, 2.0
MOST = 15 * 60
ADDED = {"penalty.fine": "12", "penalty.warning": "3", "penalty.money": "34.5", "inspection.routine": "40"}
PROBLEMS, NEXT = "少数案卷归档不及时，音像记录不够完整。", "逐月检查归档，给基层单位配足记录仪。"


class Count:
    """What one or several people did, and how long a person takes for it."""

    def __init__(self) -> None:
        self.clicks = self.files = self.keys = self.read = 0

    @property
    def seconds(self) -> float:
        return self.clicks * CLICK + self.files * FILE + self.keys * KEY + self.read * READ


class Worker(Person):
    """A person who goes by what the screen offers, and is counted."""

    def __init__(self, site: Site, browser: Any, axe: str, count: Count, username: str) -> None:
        super().__init__(browser, site.url, username, axe)
        self.count = count
        count.clicks, count.keys = count.clicks + 1, count.keys + len(username) + 12

    def click(self, words: str) -> None:
        """Follow a link of the page whose name holds these words."""
        name = re.compile(r"\s*".join(words.split()))
        link = self.page.locator("main").get_by_role("link", name=name).first
        assert link.count(), f"no link {words!r} on {self.page.url}:\n{self.page.inner_text('main')[:2000]}"
        with self.page.expect_navigation():
            link.click()
        self.count.clicks += 1

    def press(self, words: str) -> None:
        name = re.compile(r"\s*".join(words.split()))
        button = self.page.locator("main").get_by_role("button", name=name).last
        assert button.count(), f"no button {words!r} on {self.page.url}:\n{self.page.inner_text('main')[:2000]}"
        with self.page.expect_navigation():
            button.click()
        self.count.clicks += 1

    def menu(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("navigation").get_by_role("link", name=words, exact=True).first.click()
        self.count.clicks += 1

    def write(self, name: str, words: str) -> None:
        self.page.fill(f"[name='{name}']", words)
        self.count.clicks, self.count.keys = self.count.clicks + 1, self.count.keys + len(words)


def filled() -> bytes:
    """The template of added figures, filled in from the ledger of the system before."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("年报补报数")
    for n, row in enumerate(
        (("指标代码", "补报数", "来源"), *((c, v, "原办案系统台账（示例）") for c, v in ADDED.items()))
    ):
        for place, cell in enumerate(row):
            sheet.write_string(n, place, cell)
    book.close()
    return out.getvalue()


def test_the_clerk_files_in_less_than_fifteen_minutes_and_everyone_after_does_his_part(
    site: Site, browser: Any, axe: str
) -> None:
    year, own, others = real_now().year - 1, Count(), Count()
    clerk = Worker(site, browser, axe, own, "sthj.u")
    clerk.menu("年报")
    clerk.look()
    clerk.press(f"编制 {year} 年年报")
    clerk.told("项没有通过核对")
    clerk.look()
    clerk.click("导入补报数")
    clerk.look()
    clerk.page.set_input_files("#f-file", {"name": "补报.xlsx", "mimeType": "", "buffer": filled()})
    own.clicks, own.files = own.clicks + 1, own.files + 1
    own.keys += sum(map(len, ADDED.values()))  # typed into the workbook
    clerk.press("导入")
    clerk.told("已导入 4 个补报数")
    clerk.press("按数据重写")
    assert "作出行政处罚决定 15 宗，罚没金额 34.5 万元" in clerk.page.input_value("[name='text-overall']")
    own.read += len(FIGURES)
    live(clerk, own)
    clerk.press("提交审定")
    clerk.told("已提交")
    told = f"{own.clicks} clicks, {own.files} files, {own.keys} keys, {own.read} figures read: {own.seconds:.0f} s"
    assert own.seconds < MOST, told

    head = Worker(site, browser, axe, others, "sthj.b1")
    head.click(f"审定：{year} 年统计年报")
    head.look()
    head.press("审定")
    publisher = Worker(site, browser, axe, others, "sthj.pb")
    publisher.click(f"公布：{year} 年统计年报")
    publisher.press("公布")
    publisher.told("已公布，公众可以查阅")
    clerk.page.reload()
    clerk.press("报送")
    clerk.told("已报送，待接收")
    citizen(site, browser, axe, year)
    bureau(site, browser, axe, others, year)
    clerk.menu("年报")
    clerk.told("司法局已接收")
    print(told)  # noqa: T201


def live(clerk: Worker, count: Count) -> None:
    """What is typed is checked at once, without saving; then the words are finished."""
    box = clerk.page.locator("[name='text-ahead']")
    box.fill("")
    box.press_sequentially(PROBLEMS)
    clerk.page.locator("#checks-title", has_text="核对全部通过").wait_for(timeout=10_000)
    clerk.page.get_by_text("还没有保存").wait_for(timeout=10_000)
    box.press_sequentially("\n" + NEXT)
    count.clicks, count.keys = count.clicks + 1, count.keys + len(PROBLEMS) + len(NEXT)
    clerk.look()


def citizen(site: Site, browser: Any, axe: str, year: int) -> None:
    """A stranger finds the report from the home page, reads it, opens its spreadsheet."""
    someone = Person(browser, site.url, "", axe)
    someone.go("/")
    someone.page.get_by_role("contentinfo").get_by_role("link", name="统计年报").click()
    someone.page.wait_for_url("**/reports")
    someone.look()
    someone.page.locator("main").get_by_role("link", name="生态环境局").first.click()
    someone.page.wait_for_url(f"**/{year}")
    someone.told("作出行政处罚决定 15 宗")
    someone.told("补报 12（来源：原办案系统台账（示例））")
    assert someone.page.locator("svg.mj-chart").count() >= 1
    someone.look()
    link = someone.page.get_by_role("link", name="XLSX").get_attribute("href")
    data = someone.context.request.get(site.url + str(link)).body()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("T2 行政处罚").to_python()
    assert next(row for row in sheet if row[0] == "合计")[2] == 15


def bureau(site: Site, browser: Any, axe: str, count: Count, year: int) -> None:
    """The bureau receives it, and reminds those who have not reported."""
    one = Worker(site, browser, axe, count, "sj.j1")
    one.menu("年报")
    one.look()
    one.click(f"{year} 年：")
    one.press("接收")
    one.told("已接收")
    one.menu("年报")
    one.press("催报勾选的机关")
    one.told("已催报")
    one.click("各表汇总")
    one.look()
    late = Worker(site, browser, axe, count, "cg.u")
    late.told(f"{year} 年统计年报：未编制")
    late.told("催报")
    late.look()
