"""裁量测算 on screen: reached from the case, reckoned by GET, kept by POST; read on the review page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from mingjing.cases.models import Case, Weighing
from mingjing.config.demo.acting import Line
from mingjing.config.demo.lines import Plot, act_out, perform
from mingjing.config.demo.matters import MATTERS
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import weighed
from tests.desk import staged
from tests.desk.staged import entered

pytestmark = [pytest.mark.django_db, pytest.mark.clause("I2.1")]


@pytest.fixture
def line(home: Any, settings: Any) -> Line:
    world = staged.found(settings, "cg", "sthj", "sj")
    line = Line(world, "cg", MATTERS["waste_haul"], 1, staged.began())
    perform([(line, act_out(line, Plot(stop="conclude")))], staged.real_now())
    return line


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def asked(line: Line, **more: Any) -> dict[str, Any]:
    fitting = weighed.fitting(Case.objects.get(pk=line.case))
    return {"benchmark": next(b.pk for b in fitting if b.code == "B3-SG"), "tier": "一般", "choice": "", **more}


def post(client: Client, line: Line, **more: Any) -> Any:
    expected = Case.objects.get(pk=line.case).ledger_id
    given = {**asked(line), "fine": "55000", "reason": "", "words": "", "expected": expected, **more}
    return client.post(f"/office/cases/{line.case}/discretion", given)


def test_an_officer_chooses_reckons_and_keeps(line: Line) -> None:
    client = entered("cg.h1")
    address = f"/office/cases/{line.case}/discretion"
    assert address in body(client.get(f"/office/cases/{line.case}"))
    page = body(client.get(address))
    assert "未经核准擅自处置建筑垃圾（施工单位）" in page and "未经核准擅自处置建筑垃圾（建设单位、运输单位）" in page
    before = AnjuanEntry.objects.count()
    page = body(client.get(f"{address}?{urlencode(asked(line))}"))
    assert "10,000元以上100,000元以下" in page and "40,000元以上70,000元以下" in page
    assert "《城市建筑垃圾管理规定》第二十五条第一款第一项" in page
    assert AnjuanEntry.objects.count() == before  # a question changes nothing
    assert post(client, line).status_code == 302
    assert AnjuanEntry.objects.count() == before + 1
    page = body(client.get(address))
    assert "已保存的裁量测算" in page and "55,000" in page
    assert "《城市管理行政处罚裁量基准（示例）》B3-SG 第 1 版" in body(client.get(f"/office/cases/{line.case}"))


def test_a_fine_outside_comes_back_with_the_reason_to_write(line: Line) -> None:
    client = entered("cg.h1")
    answer = post(client, line, fine="80000")
    assert answer.status_code == 422
    assert "没有写明偏离的理由（行政处罚法34）" in body(answer) and 'value="80000"' in body(answer)
    assert not Weighing.objects.exists()
    assert post(client, line, fine="80000", reason="外运到基本农田，影响恶劣").status_code == 302
    assert "偏离理由：外运到基本农田" in body(client.get(f"/office/cases/{line.case}/discretion"))


WRONG: tuple[tuple[dict[str, Any], int, str], ...] = (
    ({"tier": "较重"}, 200, "选择裁量阶次：轻微、一般、严重"),
    ({"tier": "一般", "choice": "mitigate"}, 200, "没有从轻或者减轻的情节"),
    ({"c": "nothing"}, 200, "没有这种情节"),
    ({"tier": "一" * 3000, "choice": "'\"<script>", "base": "x\0", "f0": "99999"}, 200, "没有从轻或者减轻的情节"),
    ({"benchmark": "no-such"}, 200, "选择裁量基准"),
)


@pytest.mark.parametrize(("given", "status", "words"), WRONG)
def test_bad_input_is_told_and_never_an_error_of_ours(
    line: Line, given: dict[str, Any], status: int, words: str
) -> None:
    client = entered("cg.h1")
    answer = client.get(f"/office/cases/{line.case}/discretion?{urlencode({**asked(line), **given})}")
    assert (answer.status_code, words in body(answer)) == (status, True)
    assert "<script>" not in body(answer).replace("<script src", "")
    answer = post(client, line, **given)
    assert answer.status_code == 422
    assert not Weighing.objects.exists()


@pytest.mark.parametrize("fine", ["abc", "1.234", "-5", "9" * 30, "100000.01", "9999.99"])
def test_a_fine_that_cannot_be_is_told_at_its_field(line: Line, fine: str) -> None:
    answer = post(entered("cg.h1"), line, fine=fine, reason="理由")
    assert answer.status_code == 422 and 'id="e-fine"' in body(answer)


def test_someone_else_changed_the_case_meanwhile(line: Line) -> None:
    answer = post(entered("cg.h1"), line, expected=1)
    assert answer.status_code == 409 and "案件刚刚有变化" in body(answer)


def test_strangers_and_colleagues_without_the_right(line: Line) -> None:
    address = f"/office/cases/{line.case}/discretion"
    assert entered("sthj.h1").get(address).status_code == 404
    assert post(entered("cg.u"), line).status_code == 403
    assert "保存裁量测算" not in body(entered("cg.u").get(f"{address}?{urlencode(asked(line))}"))


def test_the_reviewer_sees_the_reckoning_and_the_reason(line: Line) -> None:
    post(entered("cg.h1"), line, fine="80000", reason="外运到基本农田，影响恶劣")
    page = body(entered("cg.b1").get(f"/office/cases/{line.case}/review?show=discretion"))
    assert "偏离理由：外运到基本农田，影响恶劣" in page
    assert "40,000元以上70,000元以下" in page and "拟罚款" in page
    assert "裁量测算" in page
