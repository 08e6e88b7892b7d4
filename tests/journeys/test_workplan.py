"""The bureau issues a task and a filing, an organ answers, its head signs, the bureau receives: in one browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingjing.config.clock import now as real_now
from tests.desk.staged import PAPER
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser]


def open_duty(person: Person, title: str) -> None:
    """From the workbench to the duty, as a person finds it."""
    person.go("/office/")
    with person.page.expect_navigation():
        person.page.locator("#work").get_by_role("link", name=title, exact=True).click()


@pytest.mark.clause("G1.1", "G7.1")
def test_a_task_and_a_filing_from_the_notice_to_the_receipt(site: Site, browser: Any, axe: str) -> None:
    due = (real_now() + timedelta(days=14)).date().isoformat()
    bureau = Person(browser, site.url, "sj.j1", axe)
    bureau.look("/office/workplan")
    bureau.look("/office/workplan/new/task")
    bureau.fill("form.body", title="完成办案任务（示例）", text="每人办案不少于10件。", due_on=due)
    bureau.press("下达")
    bureau.told("河南省行政执法条例11②")
    bureau.look()
    bureau.fill("form.body", title="编制音像记录事项清单（示例）", text="编制、公布清单。", proof="清单公布页面截图")
    bureau.fill("form.body", reach="chosen")
    bureau.page.get_by_role("group", name="牵头机关").get_by_label("市生态环境局（三门峡市）").check()
    bureau.press("下达")
    bureau.told("已下达，编号 RW")
    bureau.look()
    bureau.go("/office/workplan/new/filing")
    bureau.fill("form.body", title="年度报告（示例）", text="写明做法和差距。", form="free", due_on=due, reach="all")
    bureau.press("下达")
    bureau.told("已下达，编号 BB")

    lead = Person(browser, site.url, "sthj.u", axe, phone=True)
    open_duty(lead, "编制音像记录事项清单（示例）")
    lead.look()
    lead.fill("form:has([value=draft])", done="清单已公布。（示例）")
    lead.press("送负责人签批")
    lead.told("上传清单公布页面截图")
    lead.look()
    lead.page.set_input_files("#f-draft-files", str(PAPER))
    lead.press("送负责人签批")
    lead.told("待负责人签批")
    open_duty(lead, "年度报告（示例）")
    lead.fill("form:has([value=draft])", report="各项制度已经建立。（示例）")
    lead.press("送负责人签批")

    head = Person(browser, site.url, "sthj.b1", axe)
    for title in ("编制音像记录事项清单（示例）", "年度报告（示例）"):
        open_duty(head, title)
        head.look()
        head.press("签批报送")
        head.told("已签批报送")

    open_duty(bureau, "编制音像记录事项清单（示例）")
    bureau.look()
    bureau.press("接收")
    bureau.told("回执编号 三司备收")
    open_duty(bureau, "年度报告（示例）")
    bureau.page.locator("summary", has_text="退回补正").click()
    bureau.fill("form:has([value=return])", until=due, words="没有写明差距。（示例）")
    bureau.press("退回补正")
    open_duty(lead, "年度报告（示例）")
    lead.told("没有写明差距")
    for path in (
        "/office/workplan/table",
        "/office/workplan/report",
        "/office/workplan/meetings",
        "/office/workplan/equipment",
    ):
        bureau.look(path)
    bureau.look("/office/workplan/training")
    lead.look("/office/workplan/publicity")
