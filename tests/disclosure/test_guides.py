"""Service guides: what the law asks an organ to show before anyone applies, from the same rows as gates and clocks."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.catalog.models import PowerItem
from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import FOUNDER
from mingjing.disclosure import pages
from mingjing.disclosure.pages import guides
from mingjing.law.licence_item import FREE
from mingjing.law.licence_items import LICENCE_ITEMS, item_on
from mingjing.ledger.actions import act
from tests.desk import staged

ON = date(2026, 11, 23)


@pytest.fixture
def shelf(db: None, home: Any, settings: Any) -> Any:
    staged.found(settings, "scjg", "sl", "sj")
    shelf = pages.store()
    guides.put_guides(shelf, ON)
    return shelf


def read(shelf: Any, url: str) -> str:
    page = shelf.page(url)
    assert page is not None, url
    return gzip.decompress(page.gz).decode()


@pytest.mark.law("行政许可法30", "行政许可法58")
@pytest.mark.clause("D2.2")
def test_a_guide_says_everything_the_law_wants_shown(shelf: Any) -> None:
    item = item_on("food_operation", ON)
    assert item is not None
    text = read(shelf, "/guides/food_operation")
    said = [item.name, item.basis, *item.conditions, *(m.name for m in item.materials), FREE, item.quota]
    said += ["10 个工作日", "5 个工作日", "可以延长 5 个工作日", "有效期届满前 90 个工作日起，届满 15 个工作日前提出"]
    said += ["申请行政复议", "行政诉讼", "不得要求购买指定商品", "三门峡市市场监督管理局", "0398-", "待确认"]
    for words in said:
        assert words in text, words


def test_the_list_names_what_is_offered_and_nothing_else(shelf: Any) -> None:
    text = read(shelf, "/guides")
    assert 'href="/guides/food_operation"' in text and 'href="/guides/water_taking"' in text
    assert "劳务派遣" not in text and shelf.page("/guides/labour_dispatch") is None


def test_the_open_data_of_a_guide_equals_the_row(shelf: Any) -> None:
    item = item_on("water_taking", ON)
    assert item is not None
    data = json.loads(read(shelf, "/guides/water_taking.json"))
    assert (data["statutory_days"], data["promised_days"], data["extension"]) == (45, 20, 0)
    assert [m["name"] for m in data["materials"]] == [m.name for m in item.materials]
    assert data["to_confirm"] == item.note and "转述" in item.note
    assert "不得延长" in read(shelf, "/guides/water_taking")


def test_an_item_that_is_no_longer_offered_says_so_at_its_address(shelf: Any) -> None:
    power = PowerItem.objects.get(name="取水许可")
    power.valid_to = ON - timedelta(days=1)
    with act(type="power.ended", by=FOUNDER, obj=power.pk, now=real_now()) as opened:
        opened.save(power)
    guides.put_guides(shelf, ON)
    assert "现在不办理" in read(shelf, "/guides/water_taking")
    assert "water_taking" not in read(shelf, "/guides")


def test_a_renewal_is_told_in_the_units_of_its_rule() -> None:
    plain = replace(LICENCE_ITEMS[1], renew_first=None)
    assert guides.renewal(plain).startswith("有效期届满 30 日前提出（行政许可法50①）")
