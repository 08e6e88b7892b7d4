"""应急征用 on a real database: listed, taken, used, returned to the piece, compensated to the 分 (突发法12、76)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.procedure import papers
from mingjing.procedure.models import Decision
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.ground import SQL, Ground
from tests.procedure.levy_ground import codes, deed, facts, ground, levies, stage

__all__ = ["ground", "levies"]  # fixtures
TOTAL = 3_414_000  # 分: what the flood's losses come to
LOADER, PUMP, BAGS = "示例装载机ZL50", "示例潜水泵150", "编织袋"


def back(d: Any, *rows: tuple[str, Any, Any, Any], note: str = "") -> None:
    goods = [{"name": n, "returned": r, "damaged": x, "lost": lost, "note": note} for n, r, x, lost in rows]
    d.step(
        Step.RETURN_GOODS,
        d.lead,
        returned_at=d.at,
        place="示例河堤",
        goods=goods,
        present_name="示例人",
        remark="清点无误",
    )


def take(d: Any, goods: list[dict[str, Any]], **changes: Any) -> None:
    values = {
        "handed_at": d.at,
        "place": "示例路",
        "goods": goods,
        "present_name": "示例人",
        "remark": "清点无误",
        **changes,
    }
    d.step(Step.REQUISITION, d.lead, **values)


def assess(d: Any, *losses: tuple[str, str, Any]) -> None:
    rows = [{"name": n, "kind": k, "way": "协商", "amount": a} for n, k, a in losses]
    d.step(Step.ASSESS_DAMAGE, d.actor("U"), losses=rows, assessor="示例评估", party_view="没有异议")


def refused(refusal: pytest.ExceptionInfo[FormIncomplete], field: str, words: str) -> None:
    assert set(refusal.value.errors) == {field}
    assert words in refusal.value.errors[field]


@pytest.mark.law("突发事件应对法12", "突发事件应对法76")
def test_in_an_emergency_it_is_used_first_and_the_papers_follow_within_their_limit(ground: Ground) -> None:
    d = deed(ground, "unpublished")
    case = Case.objects.get(pk=d.case)
    met = clocks.obligation_of(d.case, "requisition.papers")
    assert met is not None and met.met_on == d.decision.decided_on
    decided = papers.latest(case, Doc.REQUISITION_DECISION)
    assert decided is not None
    taken = {row["name"]: row["quantity"] for row in decided.values["goods"]}
    assert taken == {LOADER: "2", PUMP: "10", BAGS: "3000"}  # what was in fact taken on the spot
    assert "先行征用" in "".join(u.value for u in decided.units.order_by("ord"))
    assert (case.stage, case.decided_on, d.decision.fine) == (Stage.SERVED, d.decision.decided_on, 0)
    with pytest.raises(StepRefused) as refusal:
        d.take()  # nothing is handed over twice
    assert codes(refusal) == {"stage.wrong", "goods.taken"}


@pytest.mark.parametrize(
    ("goods", "words"),
    [
        ([{"name": "示例大客车豫M示例1", "quantity": 2}], "超出征用决定的范围"),
        ([{"name": "别的车", "quantity": 1}], "超出征用决定的范围"),
        ([{"name": "示例大客车豫M示例1", "quantity": 0}], "至少为 1"),
        ([{"name": "示例大客车豫M示例1", "quantity": "一"}], "不是整数"),
        ([{"name": "示例大客车豫M示例1", "quantity": "-1"}], "不是整数"),
        ([{"name": "示例货车豫M示例2", "quantity": 1}] * 2, "重复"),
        ([{"name": " ", "quantity": 1}], "没有填写名称"),
        ([], "填写物品清单"),
    ],
)
def test_no_more_is_taken_than_was_decided_and_every_line_can_be_counted(
    ground: Ground, goods: list[dict[str, Any]], words: str
) -> None:
    d = deed(ground, "decided")
    with pytest.raises(FormIncomplete) as refusal:
        take(d, goods)
    refused(refusal, "goods", words)
    assert stage(d) == Stage.SERVED


def test_less_may_be_taken_and_then_only_that_comes_back(ground: Ground) -> None:
    d = deed(ground, "decided")
    with pytest.raises(FormIncomplete) as refusal:
        take(d, [{"name": "示例货车豫M示例2", "quantity": 1}], handed_at=d.at + timedelta(minutes=1))
    refused(refusal, "handed_at", "不能晚于现在")
    take(d, [{"name": "示例货车豫M示例2", "quantity": "1"}])
    with pytest.raises(FormIncomplete) as refusal:
        back(d, ("示例货车豫M示例2", 2, 0, 0))
    refused(refusal, "goods", "多于尚未返还的数量")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (((LOADER, 3, 0, 0),), "多于尚未返还的数量：示例装载机ZL50 1"),
        (((LOADER, 1, 1, 1),), "多于尚未返还的数量"),
        ((("没有征用的", 1, 0, 0),), "多于尚未返还的数量"),
        (((LOADER, 0, 0, 0),), "填写返还"),
        (((LOADER, "两", 0, 0),), "不是整数"),
        (((LOADER, 1, 1, 0),), "写明情况"),
    ],
)
def test_no_more_comes_back_than_is_out(ground: Ground, rows: Any, words: str) -> None:
    d = deed(ground, "in use")
    before = ground.entries()
    with pytest.raises(FormIncomplete) as refusal:
        back(d, *rows)
    refused(refusal, "goods", words)
    assert ground.entries() == before


def test_goods_come_back_in_parts_and_the_rest_stays_out(ground: Ground) -> None:
    d = deed(ground, "in use")
    d.use(ended=True)
    with pytest.raises(StepRefused) as again:
        d.use(ended=True)
    assert codes(again) == {"use.ended"}
    back(d, (LOADER, 1, 0, 0), (PUMP, 10, 0, 0))
    assert clocks.obligation_of(d.case, "requisition.return").met_on is None  # type: ignore[union-attr]
    with pytest.raises(StepRefused) as refusal:
        assess(d, (LOADER, "使用", 100))
    assert codes(refusal) == {"goods.outstanding"}
    with pytest.raises(FormIncomplete):
        back(d, (PUMP, 1, 0, 0))
    back(d, (LOADER, 1, 0, 0), (BAGS, 0, 0, 3000), note="用于填筑")
    assert clocks.obligation_of(d.case, "requisition.return").met_on == d.on  # type: ignore[union-attr]
    with pytest.raises(StepRefused) as none:
        back(d, (LOADER, 1, 0, 0))
    assert codes(none) == {"goods.none-left"}


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        ([(LOADER, "毁损", "18600"), (PUMP, "灭失", 234_000)], "没有评估损失：编织袋"),
        ([(LOADER, "使用", 1), (PUMP, "灭失", 1), (BAGS, "灭失", 1)], "没有评估损失：示例装载机ZL50"),
        ([(LOADER, "毁损", 0), (PUMP, "灭失", 1), (BAGS, "灭失", 1)], "没有评估损失：示例装载机ZL50"),
        ([("别的", "毁损", 1)], "不在征用物品清单中"),
        ([(LOADER, "生气", 1)], "损失种类"),
        ([(LOADER, "毁损", "0.001")], "金额"),
        ([(LOADER, "毁损", "-1")], "金额"),
    ],
)
def test_every_loss_is_assessed_in_money(ground: Ground, losses: Any, words: str) -> None:
    d = deed(ground, "returned")
    with pytest.raises(FormIncomplete) as refusal:
        assess(d, *losses)
    refused(refusal, "losses", words)


@pytest.mark.law("突发事件应对法12")
def test_compensation_is_not_a_fen_below_the_losses_and_is_paid_to_the_fen(ground: Ground) -> None:
    d = deed(ground, "damaged")
    words = {"facts": "已返还", "pay_by": d.on + timedelta(days=20), "pay_way": "转账"}
    with pytest.raises(FormIncomplete) as refusal:
        d.step(Step.COMPENSATE_REQUISITION, d.actor("B"), amount=TOTAL - 1, **words)
    refused(refusal, "amount", "低于评估的损失 34,140.00 元")
    d.step(Step.COMPENSATE_REQUISITION, d.actor("B"), amount=TOTAL + 1, **words)
    assert (d.decision.kind, d.decision.fine) == ("compensation", 0)
    d.seal()
    d.serve_decision()
    paid = {"way": "transfer", "bank": "示例银行", "paid_on": d.on}
    with pytest.raises(FormIncomplete) as refusal:
        d.step(Step.PAY_COMPENSATION, d.lead, amount=TOTAL + 2, voucher="支1", **paid)
    refused(refusal, "amount", "超过尚未支付的补偿")
    d.step(Step.PAY_COMPENSATION, d.lead, amount=TOTAL, voucher="支1", **paid)
    with pytest.raises(FormIncomplete) as refusal:
        d.step(Step.PAY_COMPENSATION, d.lead, amount=1, voucher="支1", **paid)
    refused(refusal, "voucher", "已经登记过")
    with pytest.raises(StepRefused) as closing:
        d.close()
    assert codes(closing) == {"compensation.unpaid", "publication.open"}
    assert clocks.obligation_of(d.case, "requisition.compensate").met_on is None  # type: ignore[union-attr]
    d.step(Step.PAY_COMPENSATION, d.lead, amount=1, voucher="支2", **paid)
    assert clocks.obligation_of(d.case, "requisition.compensate").met_on == d.on  # type: ignore[union-attr]
    with pytest.raises(StepRefused) as over:
        d.step(Step.PAY_COMPENSATION, d.lead, amount=1, voucher="支3", **paid)
    assert codes(over) == {"compensation.paid"}
    d.prepare()
    d.publish()
    d.close()


def test_the_requisition_is_published_before_its_compensation_is_decided(ground: Ground) -> None:
    d = deed(ground, "unpublished")
    d.wait(1)
    d.use()
    d.give_back()
    d.assess()
    with pytest.raises(StepRefused) as refusal:
        d.compensate()
    assert codes(refusal) == {"publication.open"}
    d.prepare()
    d.publish()
    d.compensate()
    assert Decision.objects.filter(case_id=d.case).count() == 2


def test_losses_may_be_assessed_anew_until_compensation_is_decided(ground: Ground) -> None:
    d = deed(ground, "damaged")
    assess(d, (LOADER, "毁损", "20000"), (PUMP, "灭失", "2500"), (BAGS, "灭失", "4500"))
    with pytest.raises(FormIncomplete) as refusal:
        d.step(Step.COMPENSATE_REQUISITION, d.actor("B"), amount=2_699_999, facts="已返还", pay_by=d.on, pay_way="转账")
    refused(refusal, "amount", "27,000.00 元")
    decided = deed(ground, "compensated")
    with pytest.raises(StepRefused) as blocked:
        assess(decided, (LOADER, "毁损", 1))
    assert codes(blocked) == {"decision.exists"}


def test_whole_course_video_of_taking_and_returning_is_asked_before_the_end(ground: Ground) -> None:
    d = deed(ground, "planned")
    d.approve()
    d.seal()
    d.serve_decision()
    take(d, [{"name": "示例货车豫M示例2", "quantity": 1}])
    needs = {n.code: n.present for n in facts(d).recordings}
    assert needs == {"requisition": False}
    back(d, ("示例货车豫M示例2", 1, 0, 0))
    with pytest.raises(StepRefused) as refusal:
        d.close()
    missing = next(b for b in refusal.value.blockers if b.code == "recording.missing")
    assert "实施征用" in missing.message and "返还征用物品" in missing.message


def test_the_database_lets_compensation_follow_a_requisition_and_nothing_else(ground: Ground) -> None:
    d = deed(ground, "compensated")
    kept = ground.one("decision", case_id=d.case)
    row = {
        **kept,
        "id": "f" * 32,
        "number": "三应急征补〔2026〕999号",
        "ledger_seq": SQL("(SELECT max(seq) + 1 FROM ledger_anjuan)"),
    }
    for kind, order in (("compensation", 1), ("requisition", 1), ("fee", 0)):
        error = ground.as_app(ground.written("decision", {**row, "kind": kind, "ord": order}))
        assert "没有撤销" in error, kind
    assert Decision.objects.filter(case_id=d.case).count() == 2
