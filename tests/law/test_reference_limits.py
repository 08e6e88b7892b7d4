"""Every limit, rate and amount of the domain reference §2: in the tables with its unit and article, and on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.law.deadlines import LIMITS
from mingjing.law.licence_items import LICENCE_ITEMS
from mingjing.law.limits import Unit

pytestmark = pytest.mark.pure
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "law-map.md").read_text("utf-8").splitlines()
WD, CD, MONTH, YEAR, HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR

# rule, amount, unit, article, how much more it may be given (0: not at all)
WANTED = [
    # §2.0 送达、救济
    ("serve.announced", 30, CD, "民事诉讼法95", 0),
    ("remedy.reconsideration", 60, CD, "行政复议法20", 0),
    ("remedy.reconsideration_untold", 1, YEAR, "行政复议法20", 0),
    ("remedy.reconsideration_longest", 5, YEAR, "行政复议法21", 0),
    ("remedy.reconsideration_land", 20, YEAR, "行政复议法21", 0),
    ("remedy.litigation", 6, MONTH, "行政诉讼法46", 0),
    ("remedy.litigation_after", 15, CD, "行政诉讼法45", 0),
    ("remedy.litigation_untold", 1, YEAR, "行政诉讼法解释64", 0),
    ("reconsider.decide", 60, CD, "行政复议法62", 30),
    ("reconsider.decide_summary", 30, CD, "行政复议法62", 0),
    # §2.1 行政处罚
    ("summary.file", 2, WD, "行政处罚法52", 0),
    ("collect.hand_over", 2, WD, "行政处罚法71", 0),
    ("collect.deposit", 2, WD, "行政处罚法71", 0),
    ("clue.verify", 15, WD, "市场监督管理行政处罚程序规定18", 15),
    ("limitation.ordinary", 2, YEAR, "行政处罚法36", 0),
    ("limitation.life", 5, YEAR, "行政处罚法36", 0),
    ("preserve.handle", 7, WD, "行政处罚法56", 0),
    ("review.opinion", 5, WD, "三政办〔2019〕16号", 5),
    ("statement.window", 5, WD, "行政处罚法44、45", 0),
    ("hearing.request", 5, WD, "行政处罚法64", 0),
    ("hearing.notice", 7, WD, "行政处罚法64", 0),
    ("case.decide", 90, CD, "行政处罚法60", 0),
    ("serve.decision", 7, WD, "行政处罚法61", 0),
    ("publish.penalty", 7, WD, "三政办〔2019〕16号", 0),
    ("payment.pay", 15, CD, "行政处罚法67", 0),
    ("demand.comply", 10, WD, "行政强制法54", 0),
    ("court.apply", 3, MONTH, "行政强制法53", 0),
    ("archive.file", 20, WD, "三政办〔2019〕16号", 0),
    ("transfer.approve", 3, CD, "国务院令310号", 0),
    ("transfer.send", 24, HOUR, "国务院令310号", 0),
    # §2.2 行政强制
    ("seize.report", 24, HOUR, "行政强制法19", 0),
    ("seize.hold", 30, CD, "行政强制法25", 30),
    ("freeze.deliver", 3, WD, "行政强制法31", 0),
    ("execution.demand", 10, WD, "行政强制法35", 0),
    ("charge.thirty", 30, CD, "行政强制法46", 0),
    ("substitute.demand", 3, WD, "行政强制法51", 0),
    ("execution.lapse", 3, YEAR, "行政强制法39", 0),
    ("court.accept", 5, WD, "行政强制法56", 0),
    ("court.rule", 7, WD, "行政强制法57", 0),
    # §2.3 行政检查
    ("publish.inspection", 20, WD, "三政办〔2019〕16号", 0),
    # §2.4 行政征收征用
    ("fee.pay", 7, CD, "取水许可和水资源费征收管理条例33", 0),
    ("fee.deferral_ask", 7, CD, "取水许可和水资源费征收管理条例34", 0),
    ("fee.deferral_answer", 5, WD, "取水许可和水资源费征收管理条例34", 0),
    ("plan.comments", 30, CD, "国有土地上房屋征收与补偿条例10", 0),
    ("land.announce", 30, CD, "土地管理法47", 0),
    # §2.5 行政许可
    ("licence.accept", 5, WD, "行政许可法32", 0),
    ("licence.hearing_ask", 5, WD, "行政许可法47", 0),
    ("licence.hearing_hold", 20, WD, "行政许可法47", 0),
    ("licence.hearing_notice", 7, WD, "行政许可法48", 0),
    ("licence.decide", 20, WD, "行政许可法42", 10),
    ("licence.decide_joint", 45, WD, "行政许可法42", 15),
    ("licence.first_review", 20, WD, "行政许可法43", 0),
    ("licence.certificate", 10, WD, "行政许可法44", 0),
    ("publish.licence", 7, WD, "三政办〔2019〕16号", 0),
    ("licence.renew_ask", 30, CD, "行政许可法50", 0),
    ("licence.decide.water_taking", 45, WD, "取水许可和水资源费征收管理条例19", 0),
    ("licence.decide.food_operation", 10, WD, "食品经营许可和备案管理办法", 5),
    ("licence.notify.labour_dispatch", 5, WD, "劳务派遣行政许可实施办法", 0),
]
# What must stand in one line of the page: rates, amounts, the ninety days of a field, the times of single items.
LINES = [
    ("`surcharge.fine`", "3%", "1 倍", "行政处罚法72"),
    ("`late.water`", "0.2%", "1 倍", "水法70", "一倍以上五倍以下"),
    ("| summary |", "公民", " 200 元", "行政处罚法51"),
    ("| summary |", "法人", " 3,000 元", "行政处罚法51"),
    ("| collect |", " 100 元", "行政处罚法68"),
    ("| hearing |", "公民", " 5,000 元", "河南省行政处罚听证办法4", "一万元"),
    ("| hearing |", "法人", " 50,000 元", "河南省行政处罚听证办法4", "十万元"),
    ("| 市场监管 |", "延长", "30 日", "市场监督管理行政处罚程序规定64"),
    ("| 取水许可 |", "45 个工作日", "5 年", "最长不超过十年", "届满前 45 日", "不得延长"),
    ("| 食品经营许可 |", "10 个工作日", "5 年", "最早届满前 90 个工作日", "最迟届满前 15 个工作日"),
    ("| 劳务派遣经营许可 |", "20 个工作日", "10 个工作日"),
]


@pytest.mark.parametrize(("rule", "amount", "unit", "article", "more"), WANTED, ids=[row[0] for row in WANTED])
def test_each_limit_of_the_reference_has_its_unit_and_article_and_stands_on_the_page(
    rule: str, amount: int, unit: Unit, article: str, more: int
) -> None:
    (limit,) = [x for x in LIMITS if x.rule_id == rule and article in x.basis and x.valid_to is None]
    assert (limit.amount, limit.unit, limit.extension) == (amount, unit, more)
    assert not more or limit.extension_basis
    assert limit.valid_from and limit.start_event
    (line,) = [x for x in PAGE if x.startswith(f"| `{rule}` |") and f"| {limit.basis} |" in x and "| — |" in x]
    assert f"| {limit.length} |" in line
    assert not more or f"| {more} {unit.label}（" in line


@pytest.mark.parametrize("parts", LINES, ids=lambda parts: "".join(parts[:2]))
def test_rates_amounts_and_the_times_of_single_items_stand_on_the_page(parts: tuple[str, ...]) -> None:
    assert [line for line in PAGE if all(part in line for part in parts)]


def test_every_limit_and_every_item_of_the_tables_is_on_the_page() -> None:
    for limit in LIMITS:
        rows = [x for x in PAGE if x.startswith(f"| `{limit.rule_id}` |") and f"| {limit.length} |" in x]
        assert any(f"| {limit.valid_from} |" in x and limit.start_event in x for x in rows), limit.rule_id
    for item in LICENCE_ITEMS:
        assert [x for x in PAGE if x.startswith(f"| {item.name} |") and f"| {item.promised_days} 个工作日 |" in x]
