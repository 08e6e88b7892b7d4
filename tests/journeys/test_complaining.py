"""A citizen complains without an account and reads the answer by the code; a browser makes a blind token."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from mingjing.supervision import blind
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser]
SCRIPT = Path(blind.__file__).parents[1] / "ui" / "static" / "mj" / "feedback.js"

ASK = """([n, m]) => { window.kept = mjBlind.blind(BigInt('0x' + n), Uint8Array.from(m));
  return kept.sent.toString(16) }"""
END = "([n, s]) => mjBlind.finalize(BigInt('0x' + n), window.kept, BigInt('0x' + s)).toString(16)"
REFUSED = """([n, s]) => { try { mjBlind.finalize(BigInt('0x' + n), window.kept, BigInt(s)); return '' }
  catch (e) { return e.message } }"""


@pytest.mark.clause("D1.7")
def test_a_citizen_complains_from_the_public_page_and_reads_the_answer_by_the_code(
    site: Site, browser: Any, axe: str
) -> None:
    citizen = Person(browser, site.url, "", axe, phone=True)
    citizen.look("/officers")
    with citizen.page.expect_navigation():
        citizen.page.get_by_role("link", name="投诉和纠错：三门峡市生态环境局").tap()
    citizen.press("提交")
    citizen.told("处需要修改")
    citizen.look()
    citizen.fill("form", wish="complaint", content="同一个月来了三次。（示例）")
    assert citizen.page.locator("[name=organ]").input_value(), "the link said which organ"
    assert not citizen.page.locator("[name=decision]").is_visible()
    citizen.press("提交")
    assert "/received" in citizen.page.url, citizen.page.inner_text("main")[:600]
    code = citizen.page.inner_text("#query-code")
    citizen.told("三门峡市司法局办理")
    citizen.look()

    clerk = Person(browser, site.url, "sj.j1", axe)
    clerk.look("/office/")
    clerk.told("三门峡市生态环境局")
    clerk.look("/office/complaints")
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name="查看：三门峡市生态环境局").click()
    clerk.look()
    clerk.press("受理")
    clerk.fill("form", finding="partly", reply="已经要求合并检查。（示例）")
    clerk.press("答复")
    clerk.look()
    clerk.look("/office/complaints/new")
    clerk.look("/office/complaints/feedback")

    citizen.look("/complain/progress")
    citizen.fill("form", code=code.lower())
    citizen.press("查询")
    citizen.told("已经要求合并检查")
    citizen.look()
    citizen.look("/complain/counts")
    citizen.told("三门峡市司法局")
    citizen.look("/feedback")
    citizen.press("提交评价")
    citizen.told("凭证不对")
    citizen.look()


def test_the_script_hashes_blinds_and_unblinds_as_the_standard_has_it(browser: Any) -> None:
    key = blind.new_key()
    n = key.private_numbers().public_numbers.n
    page = browser.new_page()
    page.goto("about:blank")
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    for size in (0, 1, 111, 112, 127, 128, 240):
        data = os.urandom(size)
        made = page.evaluate("d => Array.from(mjBlind.sha384(Uint8Array.from(d)))", list(data))
        assert bytes(made) == hashlib.sha384(data).digest()
    for _ in range(3):
        message = blind.prepare(b"mingjing inspection feedback")
        sent = int(page.evaluate(ASK, [f"{n:x}", list(message)]), 16)
        signed = blind.blind_sign(key, sent)
        signature = int(page.evaluate(END, [f"{n:x}", f"{signed:x}"]), 16)
        assert blind.verify(n, message, signature), "checked by an independent implementation of RSASSA-PSS"
        assert page.evaluate(REFUSED, [f"{n:x}", "5"]) == "not signed"
