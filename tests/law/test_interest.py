"""严禁利益挂钩: what is refused as a task or indicator, what stays free, and on which article."""

from __future__ import annotations

import time
from datetime import date

import pytest

from mingjing.law.interest import Aim, Measure, Quantity, Use, refusals, refused, wording

pytestmark = [pytest.mark.pure, pytest.mark.clause("G5.1")]
TODAY = date(2026, 11, 24)

TARGETS = (
    "全年罚没收入不少于500万元",
    "全年罚没收入不得少于 500 万元",
    "完成罚没收入五百万元",
    "罚没款任务分解到各大队",
    "罚 没 收 入 同比增长10%",
    "罚款金额达到300万元以上",
    "罚没收入500万元以上",
    "年内非税收入增长8%",
    "按罚没收入的40%返还办案经费",
    "罚没收入返还比例不低于40%",
    "执法人员奖金与罚款数额挂钩",
    "罚款收入纳入年度考核",
    "以罚款总额排名，末位约谈",
    "实行收支两条线，罚没收入按 30% 留成",
    "严禁弄虚作假，全年罚没收入不少于500万元",
    "严禁罚没收入低于上年",
    "罚款执行到位率达到 90% 以上，纳入考核",
    "下达行政处罚指标",
    "每人每年办案不少于10件",
    "每名执法人员每月立案不少于两件",
    "全年办理行政处罚案件100件以上",
    "全年查处食品违法案件至少五十起",
    "各大队处罚案件数量排名前三的加分",
    "办案数量纳入绩效考核",
    "每办理一件案件加2分",
    "行政处罚案件数量同比增长20%",
    "作出处罚决定不少于 200 件",
    "公示处罚决定不少于100件",
    "办理案件，全年不少于 80 件",
    "移送案件每季度不少于3起",
    "检查次数不少于每月 20 次",
    "全年入企检查至少 300 家次",
    "下达检查指标",
    "检查频次与绩效挂钩",
    "查封扣押不少于50次",
    "行政事业性收费收入增长 5%",
)

FREE = (
    "",
    "行政处罚决定公示及时率达到100%",
    "行政处罚决定7个工作日公示率提高5个百分点",
    "提高行政处罚案件办理质量",
    "重大执法决定法制审核率达到100%",
    "评查行政处罚案卷不少于30件",
    "案卷评查不少于30件，其中行政处罚案卷不少于20件",
    "报送行政处罚指导案例不少于2件",
    "执法人员培训每年不少于60学时",
    "双随机抽查比例不低于5%",
    "完成年度双随机检查任务",
    "合并、压减检查次数，重复检查减少20%",
    "严禁下达罚没指标，严禁将罚款与绩效挂钩",
    "罚没收入不得与部门利益直接或者变相挂钩",
    "不得下达或者变相下达行政处罚指标",
    "罚没款全部上缴国库，执法经费由财政全额保障",
    "罚款决定与收缴分离，执行率100%",
    "对公民处以1万元以上罚款、对法人处以10万元以上罚款的决定，作出后15日内报备案",
    "罚款超过10万元的案件，集体讨论后报备案",
    "音像记录事项清单于8月20日前编制公布",
    "办理行政复议案件，按期办结率100%",
    "执法记录仪配备率达到100%",
    "制定本部门全面推行三项制度实施方案，8月20日前报市司法局备案",
    "办案人员持证率100%",
    "处罚情况每季度向社会公开1次",
    "统计本年度罚没收入并公开",
    "开展执法检查规范化培训不少于2次",
    "清理收费、罚款项目不少于3项",
)  # fmt: skip


@pytest.mark.law("行政处罚法74；河南省行政执法条例11")
@pytest.mark.parametrize("text", TARGETS)
def test_words_that_drive_money_or_numbers_are_refused_with_an_article(text: str) -> None:
    found = wording(text, TODAY)
    assert found and all(r.article and r.message and r.cure for r in found)


@pytest.mark.parametrize("text", FREE)
def test_words_about_lawfulness_and_prohibitions_stay_free(text: str) -> None:
    assert wording(text, TODAY) == ()


@pytest.mark.law("行政处罚法74")
@pytest.mark.parametrize("use", [u for u in Use if u is not Use.REPORT])
@pytest.mark.parametrize("aim", list(Aim))
@pytest.mark.parametrize("quantity", [Quantity.FINE, Quantity.FEE, Quantity.PENALTY, Quantity.CASE])
def test_money_and_numbers_are_refused_in_either_direction(use: Use, aim: Aim, quantity: Quantity) -> None:
    assert refusals(Measure(name="示例指标", counts=quantity, use=use, aim=aim), TODAY)


@pytest.mark.parametrize("quantity", [Quantity.QUALITY, Quantity.WORK, Quantity.WRONG, Quantity.REPEAT])
def test_quality_may_be_scored(quantity: Quantity) -> None:
    assert not refusals(Measure(name="公示及时率", counts=quantity, use=Use.SCORE, per=Quantity.PENALTY), TODAY)


def test_statistics_stay_free() -> None:
    assert not refusals(Measure(name="罚没金额", counts=Quantity.FINE, use=Use.REPORT), TODAY)


def test_a_share_of_fines_is_still_linked_to_fines() -> None:
    found = refusals(Measure(name="罚款到位率", counts=Quantity.QUALITY, per=Quantity.FINE, use=Use.SCORE), TODAY)
    assert found[0].article == "行政处罚法74③"


def test_fewer_visits_may_be_wanted_and_more_may_not() -> None:
    more = Measure(name="检查次数", counts=Quantity.VISIT, use=Use.SCORE)
    assert refusals(more, TODAY)[0].article == "国办发〔2024〕54号"
    assert not refusals(Measure(name="检查次数", counts=Quantity.VISIT, use=Use.SCORE, aim=Aim.LESS), TODAY)


def test_the_article_is_the_one_in_force_on_the_day() -> None:
    fine = Measure(name="罚没收入", counts=Quantity.FINE, use=Use.SCORE)
    assert [r.article for r in refusals(fine, date(2019, 8, 20))] == [
        "河南省行政执法条例11②",
        "三政办〔2019〕16号四(五)",
    ]
    assert refusals(fine, date(2021, 7, 15))[0].article == "行政处罚法74③"
    assert not refusals(Measure(name="检查次数", counts=Quantity.VISIT, use=Use.SCORE), date(2020, 1, 1))


def test_name_words_and_measures_are_judged_together_and_said_once() -> None:
    measure = Measure(name="罚没收入", counts=Quantity.FINE, use=Use.TARGET)
    found = refused("罚没收入任务", "全年罚没收入不少于500万元。全年罚没收入不少于500万元。", [measure, measure], TODAY)
    assert len(found) == len({(r.code, r.message) for r in found}) >= 3


@pytest.mark.parametrize("text", ["罚款" * 10_000, "罚款不少于" * 4_000, "1" * 20_000 + "罚款", "检查，" * 6_000])
def test_whatever_is_typed_is_judged_within_two_seconds(text: str) -> None:
    begun = time.perf_counter()
    wording(text, TODAY)
    assert time.perf_counter() - begun < 2


def test_a_target_in_a_clause_without_punctuation_is_still_found() -> None:
    assert wording("认真落实" * 100 + "全年罚没收入不少于500万元" + "认真落实" * 100, TODAY)
