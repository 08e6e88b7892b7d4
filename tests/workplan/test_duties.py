"""Tasks and filings: issued with their days, answered by organs, signed by heads, received by the bureau."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from mingjing.clocks import queries as clocks
from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.workplan import FORMS, Move, Standing
from mingjing.ledger.actions import act
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.models import Organ
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.vault import actions as vault
from mingjing.workplan import actions, issuing, queries, summary
from mingjing.workplan.models import Duty, DutyMove, Item
from tests.desk.staged import PAPER
from tests.workplan.conftest import Who, duty, issued, notice, step, today

WORDS = "已经完成，清单在门户网站公布。"


def file() -> dict[str, Any]:
    return {"sha256": vault.keep(PAPER.open("rb"), now=real_now()).pk, "name": "清单.pdf"}


def sent(world: World, who: Who, row: Duty, organ: str = "sthj", **said: Any) -> Duty:
    step(who(organ, "U"), row, "draft", answers={"done": WORDS}, **said)
    return step(who(organ, "B"), row, "sign")


@pytest.mark.clause("G1.1")
def test_a_task_is_broken_down_to_organs_each_with_its_clock_in_one_entry(world: World, who: Who) -> None:
    before = AnjuanEntry.objects.count()
    item = issued(world, who, "sthj", "cg", assists=(world.organs["hbcg"].pk,))
    assert AnjuanEntry.objects.count() == before + 1
    assert {d.organ.short_name: d.part for d in item.duties.all()} == {
        "市生态环境局": "lead", "市城管局": "lead", "湖滨城管局": "assist",
    }  # fmt: skip
    for row in item.duties.all():
        clock = clocks.obligation_of(row.pk, "workplan.due")
        assert clock is not None and clock.nominal == item.due_on


@pytest.mark.clause("G1.1")
def test_a_task_goes_from_organ_to_head_to_bureau_and_is_received_with_a_number(world: World, who: Who) -> None:
    row = duty(issued(world, who, "sthj", "cg"), world, "sthj")
    step(who("sthj", "U"), row, "progress", words="正在征求各科室意见，月底前定稿。")
    done = sent(world, who, row)
    clock = clocks.obligation_of(row.pk, "workplan.due")
    assert done.standing == Standing.SENT and done.sent_on == today() and clock is not None and clock.met_on == today()
    done = step(who("sj", "J"), row, "receive")
    assert (done.standing, done.receipt) == (Standing.DONE, f"三司备收〔{today().year}〕1号")
    other = sent(world, who, Duty.objects.get(item=row.item, organ=world.organs["cg"]), "cg")
    assert step(who("sj", "J"), other, "receive").receipt.endswith("2号")
    assert [m.move for m in queries.history(row)] == ["progress", "draft", "sign", "receive"]


def test_only_the_head_signs_only_the_bureau_receives_and_strangers_see_nothing(world: World, who: Who) -> None:
    row = duty(issued(world, who, "sthj"), world, "sthj")
    step(who("sthj", "U"), row, "draft", answers={"done": WORDS})
    with pytest.raises(NotAllowed):
        step(who("sthj", "U"), row, "sign")
    with pytest.raises(NotAllowed):
        step(who("sthj", "H"), row, "progress", words=WORDS)
    with pytest.raises(Duty.DoesNotExist):
        step(who("cg", "B"), row, "sign")
    step(who("sthj", "B"), row, "sign")
    with pytest.raises(NotAllowed):
        step(who("sthj", "B"), row, "receive")
    with pytest.raises(NotAllowed):
        issuing.issue(actor=who("sthj", "B"), notice=notice(world, "sthj"), now=real_now())


def test_only_the_bureau_enters_a_meeting_of_the_leading_group(world: World, who: Who) -> None:
    given: dict[str, Any] = {
        "held_on": today(), "title": "领导小组会议", "present": "", "decided": "编制清单。", "files": [],
        "now": real_now(),
    }  # fmt: skip
    for actor in (who("sthj", "B"), who("sj", "S")):
        with pytest.raises(NotAllowed):
            issuing.record_meeting(actor=actor, **given)
    assert issuing.record_meeting(actor=who("sj", "J"), **given).decided == "编制清单。"


def test_proof_that_is_wanted_must_be_attached(world: World, who: Who) -> None:
    row = duty(issued(world, who, "sthj", proof="清单公布页面截图"), world, "sthj")
    with pytest.raises(FormIncomplete, match="清单公布页面截图"):
        step(who("sthj", "U"), row, "draft", answers={"done": WORDS})
    step(who("sthj", "U"), row, "draft", answers={"done": WORDS}, files=(file(),))
    row.refresh_from_db()
    assert [f["name"] for f in row.files] == ["清单.pdf"]


@pytest.mark.clause("G7.1")
def test_a_returned_filing_has_a_new_day_and_is_filed_again(world: World, who: Who) -> None:
    item = issued(world, who, "sthj", kind="filing", form="year", year=today().year, title="年度报告")
    row, box = duty(item, world, "sthj"), {"publicity": "好", "records": "好", "review": "好", "problems": "无"}
    with pytest.raises(FormIncomplete) as missing:
        step(who("sthj", "U"), row, "draft", answers={**box, "review": ""}, files=(file(),))
    assert set(missing.value.errors) == {"review"}
    step(who("sthj", "U"), row, "draft", answers=box, files=(file(),))
    step(who("sthj", "B"), row, "send_back", words="问题写得太少")
    step(who("sthj", "U"), row, "draft", answers=box, kept=(file()["sha256"],))
    step(who("sthj", "B"), row, "sign")
    until = today() + timedelta(days=30)
    with pytest.raises(FormIncomplete, match="补正期限"):
        step(who("sj", "J"), row, "return", words="没有写明存在的问题")
    row = step(who("sj", "J"), row, "return", words="没有写明存在的问题", until=until)
    clock = clocks.obligation_of(row.pk, "workplan.due")
    assert row.due_on == until and clock is not None and clock.open and clock.nominal == until
    assert [f["name"] for f in row.files] == ["清单.pdf"], "earlier files stay"
    step(
        who("sthj", "U"),
        row,
        "draft",
        answers={**box, "problems": "两个科室没有备用设备"},
        kept=(row.files[0]["sha256"],),
    )
    step(who("sthj", "B"), row, "sign")
    assert step(who("sj", "J"), row, "receive").standing == Standing.DONE


@pytest.mark.clause("G7.1")
def test_the_two_filings_of_2019_are_entered_with_their_own_days(world: World, who: Who) -> None:
    by_code = {f.code: f for f in FORMS}
    assert by_code["scheme"].day == date(2019, 8, 20) and by_code["carried_out"].day == date(2019, 8, 31)
    given = {"kind": "filing", "form": "scheme", "issued_on": date(2019, 8, 1), "due_on": date(2019, 8, 20)}
    with pytest.raises(FormIncomplete, match="补录"):
        issued(world, who, "sthj", "cg", **given)
    item = issued(world, who, "sthj", "cg", entered=True, **given)
    assert item.number == "BB2019-001"
    row = step(
        who("sj", "J"), duty(item, world, "sthj"), "enter", words="三环〔2019〕8号，机要收到", on=date(2019, 8, 19)
    )
    late = step(who("sj", "J"), duty(item, world, "cg"), "enter", words="三城管〔2019〕9号", on=date(2019, 8, 26))
    assert not queries.was_late(row, today()) and queries.was_late(late, today())
    cells = {r.organ.short_name: r.cells[0] for r in summary.table(who("sj", "J"), "filing", 2019, today()).rows}
    assert cells["市生态环境局"] and cells["市生态环境局"].words == "已办结"
    assert cells["市城管局"] and cells["市城管局"].words == "迟报，已收"


def test_days_that_cannot_be_are_refused_in_words(world: World, who: Who) -> None:
    for changes, field in (
        ({"due_on": None}, "due_on"), ({"due_on": today() - timedelta(days=1)}, "due_on"),
        ({"issued_on": today() + timedelta(days=1), "due_on": today() + timedelta(days=3)}, "issued_on"),
        ({"due_on": date(9999, 1, 1)}, "due_on"), ({"title": ""}, "title"), ({"text": "长" * 4001}, "text"),
        ({"leads": ()}, "leads"), ({"leads": ("nobody",)}, "leads"), ({"kind": "filing"}, "form"),
        ({"kind": "filing", "form": "self"}, "year"), ({"counts": "quality"}, "goal"), ({"goal": "100%"}, "counts"),
    ):  # fmt: skip
        with pytest.raises(FormIncomplete) as wrong:
            issued(world, who, "sthj", **changes)
        assert field in wrong.value.errors, changes
    assert not Item.objects.exists()


@pytest.mark.clause("G5.1")
@pytest.mark.law("行政处罚法74；河南省行政执法条例11")
def test_a_task_with_a_target_of_fines_or_numbers_is_refused_with_its_article(world: World, who: Who) -> None:
    for changes, field in (
        ({"text": "全年罚没收入不少于500万元。"}, "text"),
        ({"title": "完成办案任务", "text": "每人办案不少于10件"}, "text"),
        ({"proof": "全年罚款不少于100万元的统计表"}, "text"), ({"counts": "penalty", "goal": "200 件"}, "counts"),
        ({"counts": "fine", "goal": "增长一成"}, "counts"),
    ):  # fmt: skip
        with pytest.raises(FormIncomplete) as refused:
            issued(world, who, "sthj", **changes)
        assert "行政处罚法74③" in refused.value.errors[field] or "河南省行政执法条例11②" in refused.value.errors[field]
    assert not Item.objects.exists()
    assert issued(world, who, "sthj", counts="quality", goal="公示及时率 100%")
    with pytest.raises(FormIncomplete, match="74③"):
        issuing.record_meeting(
            actor=who("sj", "J"),
            held_on=today(),
            title="会议",
            present="",
            decided="罚款纳入考核。",
            files=[],
            now=real_now(),
        )


@pytest.mark.clause("G5.1")
def test_the_database_itself_refuses_such_a_target(world: World, who: Who) -> None:
    item, bureau = issued(world, who, "sthj"), who("sj", "J")
    by = issuing.require(bureau, "workplan.issue", issuing.Scope(bureau.organ_id, bureau.region_code))
    item.counts, item.goal = "fine", "500 万元"
    with pytest.raises(IntegrityError), act(type="workplan.issued", by=by, obj=item.pk, now=real_now()) as opened:
        opened.save(item)


def test_extension_is_asked_for_granted_or_refused(world: World, who: Who) -> None:
    row = duty(issued(world, who, "sthj"), world, "sthj")
    with pytest.raises(FormIncomplete, match="晚于现在的截止日期"):
        step(who("sthj", "U"), row, "ask", words="人手不够，需要延期", until=row.due_on)
    longer = row.due_on + timedelta(days=7)
    step(who("sthj", "U"), row, "ask", words="人手不够，需要延期", until=longer)
    with pytest.raises(FormIncomplete, match="不能申请延期"):
        step(who("sthj", "U"), row, "ask", words="人手不够，需要延期", until=longer)
    row = step(who("sj", "J"), row, "grant")
    clock = clocks.obligation_of(row.pk, "workplan.due")
    assert row.due_on == longer and row.asked_until is None and clock is not None and clock.nominal == longer
    step(who("sthj", "U"), row, "ask", words="还是人手不够", until=longer + timedelta(days=1))
    row = step(who("sj", "J"), row, "refuse", words="已经延过一次")
    assert row.due_on == longer and row.asked_until is None


@pytest.mark.clause("G1.1")
def test_the_late_are_chased_once_a_day_and_see_it_on_their_workbench(world: World, who: Who) -> None:
    past = real_now() - timedelta(days=20)
    item = issued(world, who, "sthj", "cg", now=past, due_on=today() - timedelta(days=3))
    bureau = who("sj", "J")
    assert actions.chase_late(actor=bureau, item_id=item.pk, words="请今天报送", now=real_now()) == 2
    with pytest.raises(FormIncomplete, match="已经催办过"):
        actions.chase_late(actor=bureau, item_id=item.pk, words="请今天报送", now=real_now())
    (line,) = queries.in_hand(who("sthj", "U"), today(), 8)
    assert line.row.chased == 1 and line.light is not None and line.light.level == "red"
    assert queries.counts(bureau, [item], today())[item.pk].late == 2
    assert DutyMove.objects.filter(move=Move.CHASE).count() == 2


def test_one_organ_is_chased_once_a_day(world: World, who: Who) -> None:
    row, now = duty(issued(world, who, "sthj"), world, "sthj"), real_now()
    step(who("sj", "J"), row, "chase", now, words="请今天报送")
    with pytest.raises(FormIncomplete, match="今天已经催办过"):
        step(who("sj", "J"), row, "chase", now, words="请今天报送")
    assert step(who("sj", "J"), row, "chase", now + timedelta(days=1), words="请今天报送").chased == 2


def test_an_organ_abolished_in_mid_term_is_flagged_and_its_duty_goes_to_the_successor(world: World, who: Who) -> None:
    item = issued(world, who, "sthj", "hbcg")
    row = duty(item, world, "hbcg")
    gone = Organ.objects.get(pk=row.organ_id)
    gone.valid_to = today() - timedelta(days=1)
    bureau = who("sj", "J")
    by = issuing.require(bureau, "workplan.issue", issuing.Scope(bureau.organ_id, bureau.region_code))
    with act(type="organ.changed", by=by, obj=gone.pk, now=real_now()) as opened:
        opened.save(gone)
    (line,) = [x for x in queries.lines(list(queries.duties_for(bureau)), today()) if x.row.organ_id == gone.pk]
    assert line.abolished
    with pytest.raises(FormIncomplete, match="已经撤销"):
        issued(world, who, "hbcg")
    with pytest.raises(FormIncomplete, match="已经有这件事"):
        step(bureau, row, "reassign", words="职责由市局承继", organ_id=world.organs["sthj"].pk)
    step(bureau, row, "reassign", words="职责由市城管局承继", organ_id=world.organs["cg"].pk)
    heir = duty(item, world, "cg")
    assert heir.came_from_id == row.pk and heir.standing == Standing.OPEN
    clock = clocks.obligation_of(row.pk, "workplan.due")
    assert clock is not None and clock.cancelled_on == today()
    assert queries.counts(bureau, [item], today())[item.pk].all == 2, "the cancelled one counts no more"


def test_two_people_at_once_do_not_overwrite_each_other(world: World, who: Who) -> None:
    row = duty(issued(world, who, "sthj"), world, "sthj")
    seen = row.ledger_id
    step(who("sthj", "U"), row, "progress", words="先写的一条进展")
    with pytest.raises(OutOfDate):
        actions.take(
            actor=who("sthj", "L"), duty_id=row.pk, move=Move.PROGRESS, said=actions.Said(words="后写的一条进展"),
            now=real_now(), expected=seen,
        )  # fmt: skip


def test_what_is_asked_of_one_region_is_not_given_to_another(world: World, who: Who) -> None:
    bureau = who("sj", "J")
    narrow = replace(
        bureau, region_code="411203", grants=tuple(replace(g, region_code="411203") for g in bureau.grants)
    )
    with pytest.raises(FormIncomplete, match="不在你的监督区域"):
        issuing.issue(actor=narrow, notice=notice(world, "sthj"), now=real_now())
