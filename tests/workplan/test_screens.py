"""The screens of tasks and filings: who sees what, what is refused in words, how many questions a page asks."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.workplan.models import Duty, Item
from tests.desk.staged import PAPER, entered
from tests.workplan.conftest import Who, duty, issued, step, today

NEW = {
    "title": "编制音像记录事项清单", "text": "编制并公布。", "basis": "三政办〔2019〕16号三(二)2", "reach": "all",
    "issued_on": today().isoformat(), "due_on": (today() + timedelta(days=9)).isoformat(),
}  # fmt: skip


def body(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.clause("G1.1", "G7.1")
def test_from_the_notice_to_the_receipt_through_the_screens(world: World) -> None:
    bureau, lead, head = entered("sj.j1"), entered("sthj.u"), entered("sthj.b1")
    made = bureau.post("/office/workplan/new/filing", {**NEW, "form": "scheme", "title": "报备实施方案"})
    item = Item.objects.get()
    assert made.status_code == 302 and item.duties.count() == 3
    row = duty(item, world, "sthj")
    url = f"/office/workplan/duties/{row.pk}"
    assert "报备实施方案" in body(lead.get("/office/")) and "填报三项制度实施方案" in body(lead.get(url))
    answers = {"document": "方案", "issued_on": today().isoformat(), "steps": "三步"}
    without = lead.post(url, {"move": "draft", "expected": row.ledger_id, **answers})
    assert without.status_code == 422 and "上传实施方案" in body(without) and "三步" in body(without)
    done = lead.post(url, {"move": "draft", "expected": row.ledger_id, **answers, "files": paper()})
    assert done.status_code == 302, body(done)
    row.refresh_from_db()
    assert "待负责人签批" in body(head.get("/office/workplan"))
    assert head.post(url, {"move": "sign", "expected": row.ledger_id}).status_code == 302
    row.refresh_from_db()
    assert "接收" in body(bureau.get(f"/office/workplan/items/{item.pk}"))
    bureau.post(url, {"move": "receive", "expected": row.ledger_id})
    assert f"三司备收〔{today().year}〕1号" in body(lead.get(url))
    got = lead.get(f"{url}/{Duty.objects.get(pk=row.pk).files[0]['sha256']}")
    assert b"".join(got) == PAPER.read_bytes()  # type: ignore[arg-type]
    assert lead.get(f"{url}/{'0' * 64}").status_code == 404
    assert entered("cg.u").get(url).status_code == 404 and entered("sthj.h1").get(url).status_code == 403


def paper(name: str = "方案.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PAPER.read_bytes() if data is None else data)


def test_files_that_cannot_be_taken_are_refused_by_name(world: World, who: Who, monkeypatch: Any) -> None:
    row = duty(issued(world, who, "sthj"), world, "sthj")
    lead, url = entered("sthj.u"), f"/office/workplan/duties/{row.pk}"
    for file, words in (
        (paper("表.xlsx", b"PK\x03\x04" + b"0" * 100), "另存为 PDF"), (paper("空.pdf", b""), "空"),
        (paper("大.pdf", b"%PDF-1.4" + b"0" * (20 * 1024**2 + 1)), "不超过 20 MB"),
    ):  # fmt: skip
        answer = lead.post(url, {"move": "draft", "expected": row.ledger_id, "done": "完成了", "files": file})
        assert answer.status_code == 422 and words in body(answer) and "完成了" in body(answer), words
    many = [paper(f"{n}.pdf") for n in range(11)]
    assert "一次最多 10 个文件" in body(
        lead.post(url, {"move": "draft", "expected": row.ledger_id, "done": "完成了", "files": many})
    )


def test_wrong_input_comes_back_with_words_and_never_an_error_page(world: World, who: Who) -> None:
    bureau = entered("sj.j1")
    for changes, words in (
        ({"issued_on": "2026-01-05", "due_on": "2026-01-31"}, "已经过去"), ({"due_on": "明天"}, "写作 2026-11-23"),
        ({"text": "每人办案不少于10件"}, "河南省行政执法条例11②"), ({"reach": "chosen"}, "至少选择一个机关"),
        ({"reach": "chosen", "leads": ["x", "\0"]}, "没有登记"), ({"reach": ""}, "至少选择一个机关"),
        ({"meeting": "nobody", "title": "长" * 200}, "不超过 120 字"), ({"counts": "fine", "goal": "500 万元"}, "74③"),
    ):  # fmt: skip
        answer = bureau.post("/office/workplan/new/task", {**NEW, **changes})
        assert answer.status_code == 422 and words in body(answer), (changes, body(answer)[-1500:])
    assert bureau.get("/office/workplan/new/gift").status_code == 404 and not Item.objects.exists()
    assert entered("sthj.b1").post("/office/workplan/new/task", NEW).status_code == 403
    row = duty(issued(world, who, "sthj"), world, "sthj")
    url = f"/office/workplan/duties/{row.pk}"
    assert bureau.post(url, {"move": "receive", "expected": row.ledger_id}).status_code == 409, "nothing was sent in"
    assert bureau.post(url, {"move": "burn"}).status_code == 409
    asked = bureau.post(url, {"move": "enter", "words": "来文收到了", "on": "2018-01-01", "expected": row.ledger_id})
    assert asked.status_code == 422 and "实际报送日期" in body(asked)
    seen = row.ledger_id
    step(who("sthj", "U"), row, "progress", words="先写的进展")
    answer = entered("sthj.u").post(url, {"move": "progress", "words": "后写的进展", "expected": seen})
    assert answer.status_code == 409 and "后写的进展" in body(answer)


@pytest.mark.clause("G1.1")
def test_the_table_opens_every_duty_and_goes_out_as_a_workbook(world: World, who: Who) -> None:
    item = issued(world, who, "sthj", "cg", title="=编制清单")
    bureau = entered("sj.j1")
    page = body(bureau.get("/office/workplan/table?kind=task"))
    assert all(f"/office/workplan/duties/{d.pk}" in page for d in item.duties.all())
    book = CalamineWorkbook.from_filelike(io.BytesIO(bureau.get("/office/workplan/table.xlsx?kind=task").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert "=编制清单" in str(rows[1][2]) and {r[0] for r in rows[2:]} == {"三门峡市生态环境局", "三门峡市城市管理局"}
    own = body(entered("sthj.u").get("/office/workplan/table"))
    assert "市生态环境局" in own and "市城管局" not in own
    assert "分解为 2 件" in body(bureau.get("/office/workplan/report?year=abcd&kind=x"))


def test_chasing_all_late_ones_at_once(world: World, who: Who) -> None:
    past = real_now() - timedelta(days=20)
    item = issued(world, who, "sthj", "cg", now=past, due_on=today() - timedelta(days=5))
    bureau, url = entered("sj.j1"), f"/office/workplan/items/{item.pk}"
    assert bureau.post(url, {"words": ""}).status_code == 422
    assert bureau.post(url, {"words": "请今天报送"}).status_code == 302
    assert "已催办 1 次" in body(entered("sthj.u").get("/office/"))
    assert bureau.post(url, {"words": "请今天报送"}).status_code == 422


# Four of them the bureau's shell asks on every page: the bell, and the numbers beside three of its entries.
MOST = {
    "/office/workplan": 16,
    "/office/workplan/table": 16,
    "/office/workplan/report": 18,
    "/office/workplan/items/{item}": 18,
}


def asked(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


def test_pages_ask_no_more_where_there_is_more_to_list(world: World, who: Who) -> None:
    item = issued(world, who, "sthj", "cg", "hbcg")
    bureau = entered("sj.j1")
    few = {path: asked(bureau, path.format(item=item.pk)) for path in MOST}
    for n in range(6):
        issued(world, who, "sthj", "cg", title=f"任务{n}")
    many = {path: asked(bureau, path.format(item=item.pk)) for path in MOST}
    assert few == many and {p: n for p, n in many.items() if n > MOST[p]} == {}, (few, many)
    row = duty(item, world, "sthj")
    assert asked(entered("sthj.u"), f"/office/workplan/duties/{row.pk}") <= 16


def test_an_officer_is_led_to_guiding_cases_and_equipment_and_to_nothing_that_is_refused(world: World) -> None:
    officer = entered("sthj.h1")
    answer = officer.get("/office/workplan")
    assert answer.status_code == 302 and answer["Location"] == "/office/workplan/guidance"
    page = body(officer.get("/office/workplan/guidance"))
    assert "/office/workplan/table" not in page and "/office/workplan/training" not in page
    for link in ("/office/workplan/guidance", "/office/workplan/equipment"):
        assert f'href="{link}"' in page and officer.get(link, follow=True).status_code == 200
