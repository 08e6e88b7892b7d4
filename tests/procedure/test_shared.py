"""What every procedure shares, on a real database: seven ways of service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.law.kinds import Doc, ServiceMode, Stage, Step
from mingjing.law.limit_table import resolve
from mingjing.procedure import papers
from mingjing.procedure.facts import gather
from mingjing.procedure.limits import end
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused, told

DAY = timedelta(days=1)
PLACE = {"place": "三门峡市湖滨区示例路12号"}
SIGNED = {"receiver": "示例", "relation": "法定代表人"}
# What each mode states, besides the day it was sent; the day it arrived is three days later where there is one.
GIVEN: dict[ServiceMode, dict[str, Any]] = {
    ServiceMode.DIRECT: SIGNED,
    ServiceMode.LIEN: {"refusal": "拒绝签收。", "proof": "witness", "witness": "示例甲、示例乙"},
    ServiceMode.ELECTRONIC: {"carrier": "示例@example.com", "confirmation": "2026年11月2日签订", "received_on": 3},
    ServiceMode.ENTRUSTED: {**SIGNED, "carrier": "示例县城市管理局", "received_on": 3},
    ServiceMode.POST: {"carrier": "EMS示例123", "received_on": 3},
    ServiceMode.FORWARDED: {**SIGNED, "carrier": "示例监狱", "received_on": 3},
    ServiceMode.ANNOUNCEMENT: {"carrier": "三门峡日报", "tried": "直接、邮寄均退回，去向不明。"},
}


def case(line: Any) -> Case:
    return Case.objects.get(pk=line.case)


def sealed(ground: Ground) -> Any:
    line = ground.line("decided")
    line.seal()
    line.at += 5 * DAY  # so that there is a past to send a letter in
    return line


def serving(line: Any, mode: ServiceMode, **changes: Any) -> None:
    sent = line.on - 4 * DAY
    given = {"mode": mode.value, "acted_on": sent, **PLACE, **GIVEN[mode], **changes}
    if isinstance(given.get("received_on"), int):
        given["received_on"] = sent + given["received_on"] * DAY
    line.step(Step.SERVE, line.lead, **given)


@pytest.mark.law("行政处罚法61", "民事诉讼法87", "民事诉讼法95")
@pytest.mark.parametrize("mode", list(ServiceMode), ids=str)
def test_each_mode_takes_effect_on_its_own_day_and_starts_the_clocks_there(ground: Ground, mode: ServiceMode) -> None:
    line = sealed(ground)
    sent = line.on - 4 * DAY
    serving(line, mode)
    day = {
        ServiceMode.DIRECT: sent,
        ServiceMode.LIEN: sent,
        ServiceMode.ANNOUNCEMENT: end("serve.announced", sent),
    }.get(mode, sent + 3 * DAY)
    row = Service.objects.get(version=line.decision.version)
    assert (row.mode, row.acted_on, row.served_on) == (mode, sent, day)
    assert case(line).served_on == day
    for rule in ("payment.pay", "remedy.reconsideration", "remedy.litigation"):
        assert clocks.obligation_of(line.case, rule).started_on == day, rule
    assert gather(case(line), on=line.on).facts.decision.payment_due == end("payment.pay", day)  # type: ignore[union-attr]
    receipt = papers.latest(case(line), Doc.SERVICE_RECEIPT)
    assert receipt is not None and receipt.values["mode"] == mode


@pytest.mark.law("民事诉讼法95")
def test_an_announcement_takes_the_days_of_the_law_in_force_and_rolls(ground: Ground) -> None:
    assert resolve("serve.announced", date(2021, 12, 31)).amount == 60
    assert resolve("serve.announced", date(2022, 1, 1)).amount == 30
    assert end("serve.announced", date(2026, 9, 1)) == date(2026, 10, 8)  # the thirtieth day is a holiday


MISSING = [
    (ServiceMode.DIRECT, {"receiver": ""}, {"receiver"}, "签收人"),
    (ServiceMode.LIEN, {"refusal": "", "proof": ""}, {"refusal", "proof"}, "见证人，或者拍照、录像"),
    (ServiceMode.LIEN, {"witness": "示例甲"}, {"witness"}, "两名见证人"),
    (ServiceMode.LIEN, {"witness": "示例甲、示例甲"}, {"witness"}, "两名见证人"),
    (ServiceMode.LIEN, {"proof": "video"}, {"video"}, "设备编号"),
    (ServiceMode.ELECTRONIC, {"confirmation": ""}, {"confirmation"}, "处61②"),
    (ServiceMode.ELECTRONIC, {"received_on": None}, {"received_on"}, "收到日期"),
    (ServiceMode.ENTRUSTED, {"carrier": ""}, {"carrier"}, "受托机关"),
    (ServiceMode.POST, {"carrier": ""}, {"carrier"}, "邮件号"),
    (ServiceMode.POST, {"received_on": -1}, {"received_on"}, "不能早于送出日期"),
    (ServiceMode.POST, {"received_on": 9}, {"received_on"}, "不能晚于今天"),
    (ServiceMode.FORWARDED, {"carrier": ""}, {"carrier"}, "民诉92–94"),
    (ServiceMode.ANNOUNCEMENT, {"carrier": "", "tried": ""}, {"carrier", "tried"}, "民诉95"),
]


@pytest.mark.law("行政处罚法61")
@pytest.mark.parametrize(("mode", "changes", "fields", "says"), MISSING, ids=range(len(MISSING)))
def test_each_mode_states_what_proves_it(
    ground: Ground, mode: ServiceMode, changes: Any, fields: set[str], says: str
) -> None:
    line = sealed(ground)
    with refused(ground, FormIncomplete, says) as wrong:
        serving(line, mode, **changes)
    assert set(wrong.value.errors) == fields


def test_photographs_stand_for_the_witnesses(ground: Ground) -> None:
    line = sealed(ground)
    serving(line, ServiceMode.LIEN, proof="video", video="执法记录仪示例-001，9时至9时20分")
    assert Service.objects.get(version=line.decision.version).witness.startswith("执法记录仪")


@pytest.mark.law("行政处罚法44", "民事诉讼法95")
def test_while_the_announcement_runs_the_party_counts_as_not_told(ground: Ground) -> None:
    line = told(ground)
    notice = ground.one("notice", case_id=line.case)["version_id"]
    how = {"mode": "announcement", "acted_on": line.on, **PLACE, **GIVEN[ServiceMode.ANNOUNCEMENT]}
    line.step(Step.SERVE_DOCUMENT, line.lead, document=notice, **how)
    told_on = end("serve.announced", line.on)
    assert clocks.obligation_of(line.case, "statement.window").started_on == told_on
    line.wait(8)
    with refused(ground, StepRefused, f"{told_on} 视为送达"):
        line.waive()


@pytest.mark.law("河南省行政执法条例30")
def test_what_is_announced_is_published_only_when_the_announcement_has_run_out(ground: Ground) -> None:
    line = sealed(ground)
    serving(line, ServiceMode.ANNOUNCEMENT)
    line.prepare()
    line.wait(1)
    with refused(ground, StepRefused, "还没有送达"):
        line.publish()
    assert case(line).stage == Stage.SERVED


# --- paying ----------------------------------------------------------------------------------------------------------


def owing(ground: Ground) -> Any:
    line = ground.line("decided")
    line.seal()
    line.serve_decision()
    return line


def fact(line: Any) -> Any:
    return gather(case(line), on=line.on).facts.decision


def pay(line: Any, amount: int, voucher: str = "示例9001", bank: str = "示例银行三门峡分行") -> None:
    line.step(Step.RECORD_PAYMENT, line.lead, amount=amount, voucher=voucher, bank=bank, paid_on=line.on)


def defer(line: Any, **values: Any) -> None:
    line.step(Step.GRANT_DEFERRAL, line.actor("B"), asked_on=line.on, reason="经营困难，附财务报表。", **values)


@pytest.mark.law("行政处罚法67")
def test_the_slip_goes_with_the_decision_and_the_organ_takes_no_money(ground: Ground) -> None:
    line = owing(ground)
    slip = papers.latest(case(line), Doc.PAYMENT_SLIP)
    assert slip is not None and slip.number
    assert (slip.values["total"], slip.values["due_on"]) == (line.decision.fine, fact(line).payment_due.isoformat())
    with refused(ground, FormIncomplete, "处67") as wrong:
        pay(line, 1, bank=line.world.organs["sthj"].name)
    assert set(wrong.value.errors) == {"bank"}
    pay(line, line.decision.fine - 1)
    assert clocks.obligation_of(line.case, "payment.pay").open  # a 分 is still owed
    with refused(ground, FormIncomplete, "尚欠 0.01 元"):
        pay(line, 2, "示例9002")
    pay(line, 1, "示例9002")
    assert clocks.obligation_of(line.case, "payment.pay").met_on == line.on


@pytest.mark.law("行政处罚法66", "行政处罚法72")
def test_a_deferral_moves_the_limit_for_paying_and_the_window_of_the_court(ground: Ground) -> None:
    line = owing(ground)
    until = line.on + 300 * DAY
    with refused(ground, FormIncomplete, "之后"):
        defer(line, mode="deferral", until=fact(line).payment_due)
    defer(line, mode="deferral", until=until)
    due = clocks.obligation_of(line.case, "payment.pay")
    assert due.nominal == until
    shown = next(r for r in clocks.running(line.case, line.on) if r.item.pk == due.pk)
    assert any("行政处罚法66②" in words for words in shown.explanation)
    d = fact(line)
    assert (d.deferred_until, d.court_from) == (until, until)
    assert d.court_window_end == end("court.apply", until)
    line.at += 301 * DAY
    line.step(Step.IMPOSE_SURCHARGE, line.actor("U"))
    assert fact(line).surcharge == line.decision.fine * 3 // 100


@pytest.mark.law("行政处罚法66", "行政处罚法72")
def test_instalments_make_up_the_debt_and_each_is_late_by_itself(ground: Ground) -> None:
    line = owing(ground)
    fine, first = line.decision.fine, fact(line).payment_due + 30 * DAY
    half = f"{fine / 200:.2f}"
    rows = [{"due_on": first.isoformat(), "amount": half}, {"due_on": (first + 30 * DAY).isoformat(), "amount": half}]
    for wrong, says in (
        (rows[:1], "至少两期"),
        (rows[::-1], "先后排列"),
        ([rows[0], {**rows[1], "amount": "1"}], "应等于未缴数额"),
        ([rows[0], {**rows[1], "amount": "一千"}], "第 2 行：金额填写数字"),
        ([{**rows[0], "due_on": "明年"}, rows[1]], "第 1 行：缴纳日期写作"),
        ([{**rows[0], "due_on": line.on.isoformat()}, rows[1]], "第一期不能早于"),
    ):
        with refused(ground, FormIncomplete, says) as refusal:
            defer(line, mode="instalments", plan=wrong)
        assert set(refusal.value.errors) == {"plan"}
    defer(line, mode="instalments", plan=rows)
    assert (fact(line).deferred_until, fact(line).court_from) == (first, end("remedy.litigation", line.on))
    line.at += (first - line.on)  # fmt: skip
    with refused(ground, StepRefused, "届满"):
        line.step(Step.IMPOSE_SURCHARGE, line.actor("U"))
    line.at += 2 * DAY
    line.step(Step.IMPOSE_SURCHARGE, line.actor("U"))
    assert fact(line).surcharge == fine // 2 * 6 // 100
    with refused(ground, StepRefused, "没有可以加处的数额"):
        line.step(Step.IMPOSE_SURCHARGE, line.actor("U"))
    pay(line, fine // 2)
    assert fact(line).deferred_until == first + 30 * DAY


@pytest.mark.law("行政处罚法73", "行政强制法53")
def test_a_remedy_stops_the_surcharge_and_the_court_waits_for_it(ground: Ground) -> None:
    line = owing(ground)
    seek = {"way": "reconsideration", "event": "filed"}
    with refused(ground, FormIncomplete, "没有登记过"):
        line.step(Step.SEEK_REMEDY, line.lead, **{**seek, "event": "ended"}, happened_on=line.on)
    line.step(Step.SEEK_REMEDY, line.lead, **seek, happened_on=line.on)
    with refused(ground, FormIncomplete, "还没有终结"):
        line.step(Step.SEEK_REMEDY, line.lead, **seek, happened_on=line.on)
    line.at += 60 * DAY
    with refused(ground, StepRefused, "没有可以加处的数额"):
        line.step(Step.IMPOSE_SURCHARGE, line.actor("U"))
    line.step(Step.SEEK_REMEDY, line.lead, **{**seek, "event": "ended"}, happened_on=line.on)
    assert fact(line).remedy_end == end("remedy.litigation_after", line.on)


def test_what_was_decided_on_the_spot_is_not_taken_to_court_first(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    spot.decide()
    with refused(ground, FormIncomplete, "复23①一"):
        spot.step(Step.SEEK_REMEDY, spot.lead, way="litigation", event="filed", happened_on=spot.on)


# --- how a case ends -------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法40")
def test_collecting_ends_where_nobody_is_left_to_pay(ground: Ground) -> None:
    line = owing(ground)
    pay(line, 100)
    with refused(ground, StepRefused, "元未缴"):
        line.execute()
    line.step(Step.END_COLLECTION, line.actor("B"), ground="dissolved", facts="公司注销，清算无剩余财产。")
    found = case(line)
    assert (found.stage, found.executed_on) == (Stage.EXECUTED, line.on)
    assert not clocks.obligation_of(line.case, "payment.pay").open
    line.prepare()
    line.wait(1)
    line.publish()
    line.close()
    closing = papers.latest(case(line), Doc.CLOSING_APPROVAL)
    assert closing is not None
    assert (closing.values["result"], closing.values["executed"]) == ("penalty", "ended")


def test_each_way_to_end_has_its_stage_and_its_paper(ground: Ground) -> None:
    line = owing(ground)
    pay(line, line.decision.fine)
    line.prepare()
    line.wait(1)
    line.publish()
    line.execute()
    line.close()
    closing = papers.latest(case(line), Doc.CLOSING_APPROVAL)
    assert closing is not None and closing.values["executed"] == "performed"
    gone = ground.line("plain")
    gone.step(Step.TERMINATE, gone.actor("B"), ground="died", reason="当事人死亡，没有权利义务承受人。")
    assert case(gone).stage == Stage.TERMINATED and case(gone).ended_on == gone.on
    assert papers.latest(case(gone), Doc.TERMINATION_APPROVAL).values["ground"] == "died"  # type: ignore[union-attr]
