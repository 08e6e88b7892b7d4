"""The whole line in a real browser: officer, lead, reviewer, head, publisher, checker, archivist, and a stranger."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mingjing.config import clock
from mingjing.config.demo.footage import mp4, photo, spoken
from mingjing.config.demo.world import credit_code
from tests.journeys.people import Person
from tests.journeys.site import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.clause("R0.1", "D3.2", "L0.1", "L2.3")]


def test_from_clue_to_archive(site: Site, browser: Any, axe: str, tmp_path: Path) -> None:
    def person(name: str) -> Person:
        return Person(browser, site.url, name, axe)

    officer, lead, reviewer, head = (person(f"sthj.{r}") for r in ("h1", "u", "l", "b1"))
    case = register(officer)
    head.look(f"{case}/steps/file")
    take(head, case, "file", "立案", opinion="符合立案标准，同意立案。")
    investigate(officer, case, tmp_path)
    take(lead, case, "notify", "事先告知", grounds="按裁量基准“一般”档处罚。")
    serve(officer, case, "serve_document", "送达文书")
    take(officer, case, "waive_statement", "登记放弃陈述申辩")
    officer.go(f"{case}/documents/penalty_decision/edit")
    officer.look()
    officer.press("保存草稿")
    officer.look(f"{case}/steps/submit_review")
    officer.press("送法制审核")
    review(reviewer, case)
    head.look(f"{case}/steps/decide")
    head.told("审核")
    head.press("作出处罚决定")
    seal(officer, case, tmp_path)
    serve(officer, case, "serve", "送达决定书")
    page = publish(person("sthj.pb"), person("sthj.pc"), case)
    stranger(person(""), page, tmp_path)
    take(officer, case, "record_payment", "登记缴款", voucher="示例4112-000001", bank="示例银行")
    take(officer, case, "record_execution", "登记执行完毕", reason="罚款已缴清。")
    take(head, case, "close", "结案", opinion="执行完毕，同意结案。")
    file_away(person("sthj.pb"), case)
    officer.go(case)
    officer.told("归档")
    officer.look()


def register(officer: Person) -> str:
    officer.look("/office/")
    officer.page.get_by_role("link", name="新建案件").click()
    officer.look()
    officer.page.get_by_role("link", name="行政处罚普通程序").click()
    officer.look()
    today = clock.now().date().isoformat()
    officer.press("登记线索")  # nothing filled in: every fault is named
    officer.told("填写案由")
    officer.fill(
        source="inspection", clue="厂区内露天堆放煤矸石约60吨，未采取围挡、覆盖等防尘措施。", place="示例工业园区5号",
        act_from=today, act_ended_on=today, cause="物料堆场未采取防尘措施", violated_article="第一千一百三十条",
        penalty_article="第一千一百三十条", party_kind="organisation", party_name="示例建材有限公司",
        party_code=credit_code("91", "411202", 88), party_representative="示例", party_address="示例工业园区5号",
        party_phone="13903980088",
    )  # fmt: skip
    for name in ("power", "violated_statute", "penalty_statute"):
        officer.page.locator(f"[name={name}]").select_option(index=1)
    officer.page.locator("[name=violated_statute]").select_option(label="中华人民共和国生态环境法典")
    officer.page.locator("[name=penalty_statute]").select_option(label="中华人民共和国生态环境法典")
    for box in officer.page.locator("[name=handlers]").all()[:2]:
        box.check()
    officer.press("登记线索")
    officer.told("线索已登记")
    officer.look()
    return officer.page.url.removeprefix(officer.site)


def take(who: Person, case: str, step: str, button: str, **values: Any) -> None:
    who.go(f"{case}/steps/{step}")
    who.fill(**values)
    who.press(button)
    who.told("已办理")


def investigate(officer: Person, case: str, folder: Path) -> None:
    officer.go(f"{case}/steps/conclude")
    officer.told("还没有证据")
    facts(officer, case)
    files = {"scene.mp4": mp4(case), "photo.jpg": photo(case), "interview.wav": spoken(7)}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    officer.look(f"{case}/evidence")
    evidence(
        officer, folder / "photo.jpg", kind="inquest", title="现场照片", proves="现场未采取防尘措施", source="现场拍摄"
    )
    recording(officer, case, "scene", folder / "scene.mp4")
    document(
        officer,
        case,
        "scene_record",
        recording="执法记录仪全程录像",
        findings="露天堆放，未覆盖。",
        remark="以上属实。",
    )
    recording(officer, case, "interview", folder / "interview.wav")
    officer.go(f"{case}/documents/interview_record/edit")
    asked = {
        "interviewee_id_number": "411202199003070015",
        "interviewee_phone": "13903980088",
        "remark": "和我说的相符。",
    }
    lines = officer.page.locator("[data-rows=answers] textarea, [data-rows=answers] input")
    for box, words in zip(lines.all(), ("检查情况是否属实？", "属实。"), strict=False):
        box.fill(words)
    document(officer, case, "interview_record", go=False, **asked)
    document(officer, case, "evidence_list")
    document(officer, case, "investigation_report")
    take(officer, case, "conclude", "调查终结")


def facts(officer: Person, case: str) -> None:
    officer.look(f"{case}/edit")
    officer.fill(
        violation="厂区内露天堆放煤矸石约60吨，未采取防尘措施。", facts_found="露天堆放煤矸石约60吨，未覆盖。",
        nature="当事人的行为构成贮存易产生扬尘的物料未采取有效防尘措施。", penalties="fine", fine="20,000", tier="一般",
        discretion="堆放不足100吨，初次违法，按“一般”档处罚。", statutory_range="1万元以上10万元以下",
        correction="立即设置围挡并覆盖。",
    )  # fmt: skip
    officer.press("保存案件信息")
    officer.told("案件信息已保存")


def evidence(officer: Person, file: Path, **values: Any) -> None:
    officer.page.locator("#add-evidence > summary").click()
    officer.page.locator("#add-evidence input[type=file]").set_input_files(file)
    officer.page.locator("#add-evidence .seal-ok").wait_for()
    officer.fill(within="#add-evidence", **values)
    officer.press("登记证据")
    officer.told(values["title"])


def recording(officer: Person, case: str, item: str, file: Path) -> None:
    officer.go(f"{case}/evidence")
    now = clock.now()
    officer.page.locator("#add-recording > summary").click()
    officer.page.locator("#add-recording input[type=file]").set_input_files(file)
    officer.page.locator("#add-recording .seal-ok").wait_for()
    officer.fill(
        within="#add-recording", av_item=item, marks="00:01 出示执法证件",
        claimed_started_at=f"{now - timedelta(minutes=9):%Y-%m-%dT%H:%M}",
        claimed_ended_at=f"{now - timedelta(minutes=2):%Y-%m-%dT%H:%M}",
    )  # fmt: skip
    officer.press("登记音像记录")


def document(officer: Person, case: str, doc: str, go: bool = True, **values: Any) -> None:
    if go:
        officer.look(f"{case}/documents/{doc}/edit")
    officer.fill(**values)
    officer.page.locator(".finish > summary").click()
    officer.press("确认定稿")
    officer.told("定稿")


def serve(officer: Person, case: str, step: str, button: str) -> None:
    officer.go(f"{case}/steps/{step}")
    if step == "serve_document":
        officer.page.locator("[name=document]").select_option(index=1)
    officer.fill(mode="direct", relation="法定代表人")
    officer.press(button)
    officer.told("已办理")


def review(reviewer: Person, case: str) -> None:
    reviewer.look(f"{case}/review")
    for number in range(1, 9):
        reviewer.page.locator(f"label[for=h-R{number}-pass]").click()
    reviewer.page.locator("label[for=o-agree]").click()
    reviewer.fill(words="事实清楚，证据充分，适用法律正确，同意。")
    reviewer.press("签署同意")
    reviewer.look(case)


def seal(officer: Person, case: str, folder: Path) -> None:
    """Print the decision, have it sealed, scan it, upload the scan."""
    officer.go(f"{case}/documents")
    link = officer.page.get_by_role("link", name="行政处罚决定书").first.get_attribute("href")
    paper = officer.context.request.get(f"{officer.site}{link}.pdf")
    assert paper.status == 200 and paper.body()[:5] == b"%PDF-"
    (folder / "sealed.pdf").write_bytes(paper.body())
    officer.look(f"{case}/steps/seal_decision")
    officer.page.locator("[name=file]").set_input_files(folder / "sealed.pdf")
    officer.press("上传盖章件")
    officer.told("已办理")


def publish(publisher: Person, checker: Person, case: str) -> str:
    publisher.look("/office/publications")
    publisher.page.locator("table a.btn").first.click()
    publisher.look()
    publisher.press("送公示审核")
    address = publisher.page.url
    checker.go(address)
    checker.look()
    checker.press("批准公示")
    checker.look()
    return str(checker.page.locator("a[href^='/decisions/']").first.get_attribute("href"))


def stranger(someone: Person, page: str, folder: Path) -> None:
    """Nobody we know: finds the decision, reads it, checks it without us."""
    someone.look("/")
    someone.look("/search?q=建材")
    someone.told("示例建材有限公司")
    someone.look(page)
    text = someone.page.inner_text("body")
    assert "13903980088" not in text and "20000元" in text.replace(",", "")
    someone.look("/verify/" + page.rsplit("/", 1)[1])
    bundle, trust = folder / "bundle.json", folder / "trust.json"
    bundle.write_bytes(someone.context.request.get(f"{someone.site}{page}.bundle.json").body())
    trust.write_bytes(someone.context.request.get(f"{someone.site}/trust.json").body())
    script = [sys.executable, ROOT / "verify_decision.py", bundle, trust]
    checked = subprocess.run(script, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()
    assert json.loads(bundle.read_text())["kind"] == "mingjing.decision"


def file_away(archivist: Person, case: str) -> None:
    archivist.look("/office/archive")
    archivist.page.locator("table a.btn").first.click()
    archivist.look()
    archivist.press("立卷归档")
    archivist.look()
