"""Four predicates, four laws: at, below and above each amount, kind by kind, and never one for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingjing.law import thresholds
from mingjing.law.kinds import PartyKind, Penalty
from mingjing.law.thresholds import (
    Proposal,
    Threshold,
    hearing_right,
    must_file,
    needs_discussion,
    needs_review,
    threshold,
)

pytestmark = pytest.mark.pure
YUAN = 100  # 分
PERSON, TRADER, ORGANISATION = PartyKind.PERSON, PartyKind.SOLE_TRADER, PartyKind.ORGANISATION
MONEY = [("fine", "罚款"), ("confiscated", "没收数额")]
HEARING = [(PERSON, 5_000), (TRADER, 5_000), (ORGANISATION, 50_000)]
FILING = [(PERSON, 10_000), (TRADER, 10_000), (ORGANISATION, 100_000)]


def proposal(kind: PartyKind = ORGANISATION, **given: Any) -> Proposal:
    return Proposal(party_kind=kind, field="市场监管", on=date(2026, 11, 23), **given)


def penalised(penalty: Penalty) -> Proposal:
    return proposal(penalties=frozenset({penalty}))


@pytest.mark.law("行政处罚法63①一、二；河南省行政处罚听证办法4")
@pytest.mark.parametrize(("of", "label"), MONEY)
@pytest.mark.parametrize(("kind", "yuan"), HEARING)
def test_a_hearing_is_a_right_from_the_amount_on(kind: PartyKind, yuan: int, of: str, label: str) -> None:
    assert hearing_right(proposal(kind, **{of: yuan * YUAN - 1})) == ()
    for amount in (yuan * YUAN, yuan * YUAN + 1, yuan * YUAN * 100):  # 以上 includes the number itself
        assert hearing_right(proposal(kind, **{of: amount})) == (f"{label}达到 {yuan:,} 元（河南省行政处罚听证办法4）",)


@pytest.mark.law("三政办〔2019〕16号三(三)2")
@pytest.mark.parametrize(("of", "label"), MONEY)
@pytest.mark.parametrize(("kind", "yuan"), FILING)
def test_a_decision_is_filed_from_the_amount_on(kind: PartyKind, yuan: int, of: str, label: str) -> None:
    assert must_file(proposal(kind, **{of: yuan * YUAN - 1})) == ()
    for amount in (yuan * YUAN, yuan * YUAN + 1, yuan * YUAN * 100):
        assert must_file(proposal(kind, **{of: amount})) == (f"{label}达到 {yuan:,} 元（三政办〔2019〕16号三(三)2）",)


def test_fine_and_confiscation_are_measured_apart_and_both_are_told() -> None:
    half = proposal(PERSON, fine=4_999 * YUAN, confiscated=4_999 * YUAN)
    assert hearing_right(half) == ()
    both = replace(half, fine=5_000 * YUAN, confiscated=5_000 * YUAN)
    assert [ground[:4] for ground in hearing_right(both)] == ["罚款达到", "没收数额"]


def test_between_the_two_amounts_a_hearing_is_due_and_no_filing() -> None:
    """The thresholds differ: one predicate may never stand for the other."""
    for kind, low, high in ((PERSON, 5_000, 10_000), (ORGANISATION, 50_000, 100_000)):
        between = proposal(kind, fine=(low + high) // 2 * YUAN)
        assert hearing_right(between)
        assert must_file(between) == ()


@pytest.mark.law("行政处罚法63①三、四")
@pytest.mark.parametrize("penalty", Penalty)
def test_kinds_that_give_a_right_to_a_hearing(penalty: Penalty) -> None:
    listed = {"降低资质等级", "吊销许可证件", "责令停产停业", "责令关闭", "限制从业"}
    found = hearing_right(penalised(penalty))
    assert found == ((f"拟{penalty.label}（行政处罚法63）",) if penalty.label in listed else ())


@pytest.mark.law("三政办〔2019〕16号三(三)2")
@pytest.mark.parametrize("penalty", Penalty)
def test_kinds_that_are_filed(penalty: Penalty) -> None:
    found = must_file(penalised(penalty))
    listed = {"责令停产停业", "吊销许可证件"}
    assert found == ((f"{penalty.label}（三政办〔2019〕16号三(三)2）",) if penalty.label in listed else ())


@pytest.mark.clause("L2.1")
@pytest.mark.law("行政处罚法58①；三政办〔2019〕16号三(三)2")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"public_interest": True}, "涉及重大公共利益（行政处罚法58）"),
        ({"social_risk": True}, "可能造成重大社会影响或者引发社会风险（三政办〔2019〕16号三(三)2）"),
        ({"grave_rights": True}, "直接关系重大权益或者经过听证（行政处罚法58）"),
        ({"heard": True}, "直接关系重大权益或者经过听证（行政处罚法58）"),
        ({"complex_case": True}, "疑难复杂、涉及多个法律关系（行政处罚法58）"),
    ],
)
def test_every_ordinary_penalty_is_reviewed_and_each_ground_is_added(given: dict[str, bool], told: str) -> None:
    always = "普通程序的处罚决定一律审核（三政办〔2019〕16号三(三)2）"
    assert needs_review(proposal(PERSON, fine=1)) == (always,)
    assert needs_review(proposal(PERSON, fine=10**12)) == (always,)
    assert needs_review(proposal(**given)) == (always, told)


@pytest.mark.law("行政处罚法57②；河南省行政执法条例28")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"complex_case": True}, "情节复杂（行政处罚法57②）"),
        ({"public_interest": True}, "涉及重大公共利益或者社会风险（河南省行政执法条例28）"),
        ({"social_risk": True}, "涉及重大公共利益或者社会风险（河南省行政执法条例28）"),
        ({"grave_rights": True}, "直接关系当事人或者第三人重大权益（河南省行政执法条例28）"),
    ],
)
def test_grounds_of_a_discussion(given: dict[str, bool], told: str) -> None:
    assert needs_discussion(proposal(**given)) == (told,)
    assert needs_discussion(proposal(heard=True)) == ()  # a hearing alone asks for a review, not for a discussion


@pytest.mark.law("行政处罚法57②；河南省行政执法条例28")
@pytest.mark.parametrize(("of", "label"), MONEY)
@pytest.mark.parametrize(("kind", "yuan"), HEARING)
def test_a_grave_penalty_is_discussed_from_the_lower_amount_on(kind: PartyKind, yuan: int, of: str, label: str) -> None:
    assert needs_discussion(proposal(kind, **{of: yuan * YUAN - 1})) == ()
    told = ("属于重大处罚（行政处罚法57②、河南省行政执法条例28）",)
    assert needs_discussion(proposal(kind, **{of: yuan * YUAN})) == told
    assert needs_discussion(proposal(kind, **{of: yuan * YUAN * 100})) == told


@pytest.mark.parametrize("penalty", Penalty)
def test_a_kind_with_a_right_to_a_hearing_is_discussed(penalty: Penalty) -> None:
    assert bool(needs_discussion(penalised(penalty))) is bool(hearing_right(penalised(penalty)))


@pytest.mark.parametrize("predicate", [hearing_right, must_file, needs_discussion])
def test_a_day_before_any_standard_is_loud(predicate: Any) -> None:
    early = replace(proposal(fine=1), on=date(2019, 7, 31))
    with pytest.raises(LookupError, match="没有 2019-07-31 有效的数额标准"):
        predicate(early)


@pytest.mark.law("行政处罚法63；河南省行政处罚听证办法（2021-07-15 起）")
def test_a_standard_applies_from_its_first_day() -> None:
    first = replace(proposal(PERSON, fine=5_000 * YUAN), on=date(2021, 7, 15))
    assert hearing_right(first)
    with pytest.raises(LookupError):
        hearing_right(replace(first, on=date(2021, 7, 14)))
    assert must_file(replace(first, on=date(2019, 8, 1), fine=10_000 * YUAN))


def test_a_field_with_a_standard_of_its_own_uses_it_and_the_latest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """市场监管总局's own hearing rules, as an organ would enter them; other fields keep the province's."""
    own = [
        Threshold("hearing", True, 10_000 * YUAN, "市场监管", date(2021, 7, 15), "部门规章甲"),
        Threshold("hearing", True, 20_000 * YUAN, "市场监管", date(2026, 1, 1), "部门规章乙"),
        Threshold("hearing", True, 30_000 * YUAN, "市场监管", date(2027, 1, 1), "部门规章丙"),
        Threshold(
            "hearing", True, 8_000 * YUAN, "", date(2026, 6, 1), "省里的新标准"
        ),  # later, but not the field's own
    ]
    monkeypatch.setattr(thresholds, "THRESHOLDS", (*own, *thresholds.THRESHOLDS))
    mine = proposal(PERSON, fine=5_000 * YUAN)
    assert threshold("hearing", mine).basis == "部门规章乙"
    assert hearing_right(mine) == ()
    assert threshold("hearing", replace(mine, on=date(2025, 12, 31))).basis == "部门规章甲"
    for elsewhere in (replace(mine, field="城市管理"), replace(mine, field="")):
        assert threshold("hearing", elsewhere).basis == "省里的新标准"
    spring = replace(mine, field="城市管理", on=date(2026, 3, 1))  # the newest standard then is another field's
    assert threshold("hearing", spring).basis == "河南省行政处罚听证办法4"
    assert threshold("hearing", replace(mine, party_kind=ORGANISATION)).basis == "河南省行政处罚听证办法4"
    assert threshold("file", mine).basis == "三政办〔2019〕16号三(三)2"
