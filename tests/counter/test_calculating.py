"""The public calculator: the office's own functions, without account, token or script; and the published benchmarks."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from mingjing.config.demo.founding import World
from mingjing.disclosure.pages.discretion import outputs
from mingjing.discretion import asking, queries
from mingjing.discretion.models import Benchmark
from mingjing.law.benchmarks import from_data
from mingjing.ledger.models import AnjuanEntry
from tests.desk import staged

pytestmark = [pytest.mark.django_db, pytest.mark.clause("D1.3", "I2.1")]


@pytest.fixture
def world(home: Any, settings: Any) -> World:
    return staged.found(settings, "cg", "sthj", "sj")


def series(code: str) -> str:
    return Benchmark.objects.filter(code=code).values_list("series", flat=True)[0]


def asked(code: str, **given: Any) -> Any:
    return Client().get(f"/calculate/{series(code)}" + (f"?{urlencode(given, doseq=True)}" if given else ""))


def test_anyone_reckons_and_gets_what_the_office_gets(world: World) -> None:
    page = Client().get("/calculate").content.decode()
    assert "未取得施工许可证擅自施工（建设单位）" in page
    assert "施工许可" not in Client().get("/calculate?q=" + "垃圾").content.decode().split("<main")[1]
    before = AnjuanEntry.objects.count()
    answer = asked("B1-JS", tier="一般", base="4,000,000", c=["removed"])
    page = answer.content.decode()
    benchmark = queries.find(Benchmark.objects.get(code="B1-JS").pk)
    assert benchmark
    result = asking.answer(benchmark, asking.Question("一般", ("removed",), base=400_000_000))
    assert answer.status_code == 200
    assert result.suggested.words in page and all(line.words in page for line in result.steps)
    assert "csrfmiddlewaretoken" not in page and "Set-Cookie" not in answer.headers and not answer.cookies
    assert AnjuanEntry.objects.count() == before


WRONG: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("B1-JS", {"tier": "一般", "base": "四百万"}, "合同价款（元）填写数字"),
    ("B1-JS", {"tier": "一般", "base": "1.001"}, "最多两位小数"),
    ("B1-JS", {"tier": "一般"}, "填写合同价款"),
    ("B1-JS", {"base": "9" * 40}, "不小于零"),
    ("B3-SG", {"tier": ""}, "选择裁量阶次"),
    ("B3-SG", {"tier": "一般", "choice": "spare"}, "没有可以不予处罚的情节"),
    ("B9", {"f0": "7", "f1": "x", "f2": "-1"}, "物料数量选择一项"),
    ("B12-X", {"base": "10000"}, "货值金额达到 10,000 元，不适用这一档"),
)


@pytest.mark.parametrize(("code", "given", "words"), WRONG)
def test_bad_input_is_told_at_its_place_and_kept(world: World, code: str, given: dict[str, Any], words: str) -> None:
    answer = asked(code, **given)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "测算结果" not in page


def test_what_does_not_exist_is_said(world: World) -> None:
    answer = Client().get("/calculate/nothing")
    assert answer.status_code == 404 and "没有这项裁量基准" in answer.content.decode()
    assert Client().post(f"/calculate/{series('B4')}").status_code == 405


def test_every_version_is_published_and_can_be_taken_away(world: World, now: Any) -> None:
    made = outputs(now.date())
    everything = made["/discretion"][1].decode()
    assert everything.count("<tr><td data-full>") == len(queries.public_standing(now.date())) == 17
    dust = series("B9")
    page = made[f"/discretion/{dust}"][1].decode()
    assert "生态环境法典" in page and "大气污染防治法" in page and "2026-08-14" in page and "演示自拟" in page
    assert "已失效" in made[f"/discretion/{dust}/1"][1].decode()
    data = json.loads(made[f"/discretion/{dust}.json"][1])
    assert [v["version"] for v in data] == [2, 1]
    assert [from_data(v).law for v in data] == ["中华人民共和国生态环境法典", "中华人民共和国大气污染防治法"]
    assert len(json.loads(made["/data/discretion.json"][1])) == 18
