"""行政强制措施 on a real database: thirty days and a test, release, the same thing twice, money frozen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.catalog import actions as catalog
from mingjing.clocks import queries as clocks
from mingjing.config.demo.coercing import Seizing
from mingjing.config.demo.coercion_matters import SEIZURES
from mingjing.config.demo.founding import FOUNDER
from mingjing.documents.models import DocumentVersion
from mingjing.law.coercion_hold import hold_end, must_release
from mingjing.law.kinds import ActKind, Doc, Stage, Step
from mingjing.procedure import actions as procedure
from mingjing.procedure import duties, papers
from mingjing.procedure.limits import end
from mingjing.procedure.models import Decision
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.coercion_ground import case, clock, codes, coerced, facts, fresh, ground, to
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused

__all__ = ["coerced", "ground"]  # fixtures
DAY = timedelta(days=1)


def text(version: DocumentVersion) -> str:
    return "".join(version.units.order_by("ord").values_list("value", flat=True))


# --- 强25、28 -------------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法25")
def test_thirty_days_a_test_and_thirty_more(ground: Ground) -> None:
    s: Any = ground.line("taken")
    taken = s.on
    first = taken + 30 * DAY
    s.wait(2)
    told = s.on
    s.step(
        Step.BEGIN_TEST, s.lead, test_kind="inspection", objects="肉制品", tester="示例检测中心", until=told + 10 * DAY
    )
    assert not facts(s).clocks["seize.hold"].stopped  # not told yet: nothing stands still
    assert hold_end(facts(s)) == first
    s.serve(Doc.TEST_NOTICE)
    assert facts(s).clocks["seize.hold"].stopped
    assert hold_end(facts(s)) == first + 11 * DAY
    to(s, told + 6 * DAY)
    with refused(ground, FormIncomplete, "不能早于"):
        s.step(Step.END_TEST, s.lead, ended_on=told - DAY, result="合格。")
    s.step(Step.END_TEST, s.lead, ended_on=told + 6 * DAY, result="合格。")
    assert hold_end(facts(s)) == clock(s, "seize.hold").nominal == first + 6 * DAY
    for days in (0, 31):
        with refused(ground, FormIncomplete, "1 至 30"):
            s.extend(days)
    s.extend(30)
    assert hold_end(facts(s)) == first + 36 * DAY
    said = papers.latest(case(s), Doc.MEASURE_EXTENSION)
    assert said is not None and said.values["ends_on"] == (first + 36 * DAY).isoformat()
    with refused(ground, StepRefused) as found:
        s.extend(1)
    assert codes(found) == {"hold.extended"}
    to(s, first + 36 * DAY)
    assert must_release(facts(s)) == ""
    to(s, first + 37 * DAY)
    assert "已经届满" in must_release(facts(s))
    with refused(ground, StepRefused) as found:
        s.test()
    assert codes(found) == {"measure.must-release"}
    assert clocks.light(clock(s, "seize.hold"), s.on).level == "red"
    s.release("expired")
    assert case(s).stage == Stage.RELEASED


@pytest.mark.law("行政强制法25")
def test_a_test_counts_out_no_longer_than_was_told(ground: Ground) -> None:
    s: Any = ground.line("taken")
    first, told = s.on + 30 * DAY, s.on
    with refused(ground, FormIncomplete, "今天"):
        s.step(Step.BEGIN_TEST, s.lead, test_kind="test", objects="肉制品", tester="示例检测中心", until=told)
    s.test(days=5)
    to(s, told + 20 * DAY)
    with refused(ground, StepRefused) as found:
        s.test()
    assert codes(found) == {"test.running"}
    s.end_test()
    assert hold_end(facts(s)) == first + 5 * DAY


@pytest.mark.law("行政强制法69", "行政强制法25")
def test_the_last_day_does_not_roll_over_the_holidays(ground: Ground) -> None:
    s = fresh(ground, 63, "approve", "tell", "list_goods", "take", "film")
    assert s.on == date(2026, 9, 14)
    to(s, date(2026, 9, 1))  # only the count is asked here
    counted = clocks.due_of("seize.hold", date(2026, 9, 1))
    assert (counted.nominal, counted.rolled) == (date(2026, 10, 1), date(2026, 10, 8))
    assert clock(s, "seize.hold").nominal == date(2026, 10, 14)


@pytest.mark.law("行政强制法28")
def test_released_at_once_and_given_back_to_the_last_fen(ground: Ground) -> None:
    s: Any = ground.line("taken")
    s.film()
    s.wait(1)
    s.step(
        Step.SELL_PERISHABLE, s.actor("B"), goods="散装肉制品12箱", way="sale", proceeds=3_600_01, market_price=3_600_00
    )
    s.step(Step.FIND_UNNEEDED, s.lead, ground="no_violation", reason="补充了合格证明。")
    assert clock(s, "measure.release").rolled == end("measure.release", s.on)
    with refused(ground, StepRefused) as found:
        s.extend()
    assert codes(found) == {"measure.must-release"}
    s.release()
    assert clock(s, "measure.return").rolled == end("measure.return", s.on)
    with refused(ground, StepRefused) as found:
        s.close()
    assert "return.open" in codes(found)
    for proceeds in (None, 3_600_00, 3_600_02):
        with refused(ground, FormIncomplete, "全部退还"):
            s.step(Step.RETURN_SEIZED, s.lead, receiver="示例领取人", condition="intact", proceeds=proceeds)
    s.step(Step.RETURN_SEIZED, s.lead, receiver="示例领取人", condition="intact", proceeds=3_600_01)
    assert clock(s, "measure.return").met_on == s.on
    with refused(ground, StepRefused) as found:
        s.close()
    assert codes(found) == {"seal.missing", "publication.open"}


@pytest.mark.clause("D2.2")
def test_without_the_video_of_the_whole_course_nothing_is_closed(ground: Ground) -> None:
    s: Any = ground.line("taken")
    s.release()
    s.give_back()
    s.seal()
    s.prepare()
    s.publish()
    with refused(ground, StepRefused) as found:
        s.close()
    assert codes(found) == {"recording.missing"}
    s.film()
    s.close()
    assert case(s).stage == Stage.CLOSED


# --- 强23、27、29 ---------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法23")
def test_the_same_thing_of_the_same_party_is_not_held_twice(ground: Ground) -> None:
    kept: Any = ground.line("taken")
    again = Seizing(kept.world, "scjg", SEIZURES[0], kept.n, kept.at)
    for act in (again.open, again.approve, again.tell):
        act()
    again.list_goods()
    with refused(ground, StepRefused) as found:
        again.take()
    assert codes(found) == {"goods.elsewhere"}
    assert "散装肉制品" in found.value.blockers[0].message
    kept.release()
    again.take()
    assert case(again).stage == Stage.IN_FORCE


@pytest.mark.law("行政强制法27")
def test_confiscation_names_its_penalty_and_must_agree_with_the_origin(ground: Ground) -> None:
    s: Any = ground.line("taken")
    origin = case(s)
    origin.origin = case(ground.line("listed"))  # stands for a case that has not confiscated anything
    duty = duties.of(origin, ())
    assert duty is not None and duty.of_system and not duty.penalties
    with refused(ground, FormIncomplete):
        s.step(Step.HANDLE_SEIZED, s.actor("B"), handling="confiscate", detail="没收。")
    s.confiscate()
    assert case(s).stage == Stage.RELEASED
    s.film()
    with refused(ground, StepRefused) as found:
        s.give_back()
    assert codes(found) == {"return.nothing"}


@pytest.mark.law("行政强制法29", "行政强制法30", "行政强制法31", "行政强制法33")
def test_money_is_frozen_by_a_notice_to_the_bank_and_told_within_three_days(ground: Ground) -> None:
    s: Any = ground.line("proposed")
    power = catalog.list_power(
        by=FOUNDER, organ=s.world.organs["scjg"], code="QZ-99", name="冻结违法资金", kind="coercion",
        basis="《中华人民共和国示例法》第九条", valid_from=date(2020, 1, 1), now=s.at,
    )  # fmt: skip
    frozen = Seizing(s.world, "scjg", SEIZURES[0], 64, s.at)
    details = {
        "measure": "freeze", "basis": "《中华人民共和国示例法》第九条", "target": "存款", "reason": "防止转移。",
        "necessity": "不冻结即转移。", "bank": "示例银行三门峡分行", "account": "62220000001234", "involved": 500_00,
    }  # fmt: skip
    for amount in (None, 0, -1):
        with refused(ground, FormIncomplete):
            frozen.begin(ActKind.COERCION, "measure", cause="涉嫌传销", source="complaint", clue="群众举报。",
                         power=power.pk, details={**details, "amount": amount})  # fmt: skip
    frozen.begin(ActKind.COERCION, "measure", cause="涉嫌传销", source="complaint", clue="群众举报。", power=power.pk,
                 details={**details, "amount": 500_01})  # fmt: skip
    with refused(ground, StepRefused) as found:
        frozen.approve()
    assert codes(found) == {"freeze.amount"}
    procedure.edit_case(
        actor=frozen.lead, case_id=frozen.case, values={"details": {**details, "amount": 500_00}}, now=frozen.at
    )
    frozen.approve()
    frozen.step(Step.TELL_ON_SITE, frozen.lead, certificates_shown=True, present="absent")
    now = frozen.at
    frozen.step(
        Step.RECORD_ON_SITE, frozen.lead, started_at=now - timedelta(minutes=9), ended_at=now - timedelta(minutes=1),
        place="示例银行", findings="送达冻结通知书。", recording="无", signed="witness", not_elsewhere=True,
    )  # fmt: skip
    with refused(ground, FormIncomplete, "另行送达"):
        frozen.take("signed")
    frozen.take("later")
    assert clock(frozen, "freeze.deliver").rolled == end("freeze.deliver", frozen.on)
    notice = papers.latest(case(frozen), Doc.FREEZE_NOTICE)
    assert notice is not None and notice.values["action"] == "freeze"
    assert notice.values["ends_on"] == (frozen.on + 30 * DAY).isoformat()
    assert papers.latest(case(frozen), Doc.SEIZED_LIST) is None
    with refused(ground, StepRefused) as found:
        frozen.test()
    assert codes(found) == {"test.not-for-freeze"}
    frozen.seal()
    frozen.wait(3)
    frozen.serve_decision()
    assert clock(frozen, "freeze.deliver").met_on == frozen.on
    frozen.release("other")
    last = papers.latest(case(frozen), Doc.FREEZE_NOTICE)
    assert last is not None and last.values["action"] == "release"
    assert clock(frozen, "measure.return") is None
    assert Decision.objects.filter(case_id=frozen.case).count() == 1
