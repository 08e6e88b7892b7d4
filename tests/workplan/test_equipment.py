"""Equipment: standards, allotment rates, the life of a recorder, an inventory from a file."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.equipment import DEFAULTS, Allotment, Item, Move, Per, Standard, Standing, in_force, rate
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import FormIncomplete
from mingjing.workplan import equipping, inventory, summary
from mingjing.workplan.equipping import Piece
from mingjing.workplan.models import Equipment, EquipmentMove, EquipmentStandard
from tests.desk.staged import PAPER, entered
from tests.workplan.conftest import Who, duty, issued, step, today

BASIS = "示例市政府执法装备配备标准"


def made(who: Who, number: str = "JLY-001", item: str = "recorder", organ: str = "sthj") -> Equipment:
    piece = Piece(item=item, number=number, place="1 号柜")
    return equipping.register(actor=who(organ, "U"), piece=piece, now=real_now())


def moved(who: Who, row: Equipment, step: Move, **more: Any) -> Equipment:
    return equipping.move(actor=who("sthj", "U"), equipment_id=row.pk, step=step, now=real_now(), **more)


@pytest.mark.pure
@pytest.mark.clause("G5.1")
def test_the_fields_own_standard_goes_before_the_general_and_the_newest_before_the_older() -> None:
    def std(number: int, field: str = "", since: date = date(2026, 1, 1)) -> Standard:
        return Standard(
            item=Item.RECORDER,
            per=Per.OFFICER,
            number=number,
            field=field,
            valid_from=since,
            basis="x",
            to_confirm=False,
        )

    def number(*standards: Standard, field: str = "城市管理", on: date = date(2026, 6, 1)) -> int:
        return next((s.number for s in in_force(standards, field, on) if s.item is Item.RECORDER), 0)

    assert number() == 1 and DEFAULTS[0].per is Per.PAIR
    assert number(std(2)) == 2 and number(std(2), on=date(2025, 12, 31)) == 1
    assert number(std(3, "城市管理", date(2024, 1, 1)), std(2)) == 3
    assert number(std(3, "城市管理"), std(2), field="水利") == 2
    assert number(std(2), std(0, "", date(2026, 3, 1))) == 0, "not needed any more"
    assert DEFAULTS[0].needed(5) == 3 and std(2).needed(5) == 10


@pytest.mark.pure
def test_what_one_item_has_too_much_fills_no_other_gap() -> None:
    rows = [Allotment(DEFAULTS[0], 4, 9), Allotment(DEFAULTS[1], 1, 0)]
    assert rate(rows) == (4, 5) and [a.short for a in rows] == [0, 1]


@pytest.mark.clause("R2.3")
def test_a_recorder_is_issued_returned_repaired_and_retired_and_each_step_is_one_entry(world: World, who: Who) -> None:
    row, officer = made(who), world.one("sthj", "H")
    before = AnjuanEntry.objects.count()
    with pytest.raises(FormIncomplete, match="领用人"):
        moved(who, row, Move.ISSUE, holder_id=world.one("cg", "H").pk)
    assert moved(who, row, Move.ISSUE, holder_id=officer.pk).holder == officer
    with pytest.raises(FormIncomplete, match="不能报废"):
        moved(who, row, Move.RETIRE, words="太旧了不能用", stored=True)
    assert moved(who, row, Move.GIVE_BACK).holder is None
    moved(who, row, Move.SEND_OUT, words="镜头破裂，送厂家维修", stored=True)
    moved(who, row, Move.COME_BACK)
    done = moved(who, row, Move.RETIRE, words="超过使用年限，交资产管理", stored=True)
    assert done.standing == Standing.RETIRED and AnjuanEntry.objects.count() == before + 5
    assert [m.move for m in inventory.history(row)] == [
        "register", "issue", "give_back", "send_out", "come_back", "retire",
    ]  # fmt: skip


@pytest.mark.clause("R2.3")
@pytest.mark.law("三政办〔2019〕16号三(二)4")
def test_a_recorder_does_not_leave_before_its_recordings_are_stored(world: World, who: Who) -> None:
    row = made(who)
    for leaving in (Move.SEND_OUT, Move.RETIRE):
        with pytest.raises(FormIncomplete) as refused:
            moved(who, row, leaving, words="不能开机，送修")
        assert "已全部储存" in refused.value.errors["stored"]
    printer = made(who, "DYJ-1", "printer")
    assert moved(who, printer, Move.SEND_OUT, words="卡纸，送修").standing == Standing.REPAIR


@pytest.mark.clause("G5.1")
def test_the_allotment_rate_follows_officers_standards_and_what_is_held(world: World, who: Who) -> None:
    organ, bureau = world.organs["sthj"], who("sj", "J")
    needed = {a.standard.item: a.needed for a in inventory.allotments(organ, today())}
    assert needed[Item.RECORDER] == 2, "three officers, one recorder for two"
    for n in range(3):
        made(who, f"JLY-{n}")
    lost = Equipment.objects.get(number="JLY-2")
    moved(who, lost, Move.LOSE, words="执法途中遗失，已报告")
    equipping.set_standard(
        actor=bureau, item="recorder", per="officer", number=1, field=organ.field, valid_from=today(), basis=BASIS,
        now=real_now(),
    )  # fmt: skip
    (recorder,) = [a for a in inventory.allotments(organ, today()) if a.standard.item is Item.RECORDER]
    assert (recorder.needed, recorder.held, recorder.short) == (3, 2, 1) and recorder.standard.basis == BASIS
    lines = {line.organ.pk: line for line in inventory.region(bureau, today())}
    assert lines[organ.pk].held == 2 and "执法记录仪缺 1" in lines[organ.pk].short
    assert lines[world.organs["cg"].pk].held == 0
    with pytest.raises(NotAllowed):
        inventory.region(who("sthj", "B"), today())


def test_only_the_bureau_sets_standards_and_only_the_own_organ_moves_its_pieces(world: World, who: Who) -> None:
    row = made(who)
    given: dict[str, Any] = {
        "item": "recorder", "per": "officer", "number": 0, "field": "", "valid_from": today(), "basis": BASIS,
        "now": real_now(),
    }  # fmt: skip
    for actor in (who("sthj", "B"), who("sthj", "U"), who("sj", "S")):
        with pytest.raises(NotAllowed):
            equipping.set_standard(actor=actor, **given)
    assert not EquipmentStandard.objects.exists()
    for actor in (who("cg", "U"), who("sthj", "H"), who("sj", "J")):
        with pytest.raises(NotAllowed):
            equipping.move(
                actor=actor, equipment_id=row.pk, step=Move.LOSE, words="执法途中遗失，已报告", now=real_now()
            )
    assert EquipmentMove.objects.count() == 1


def book(*rows: tuple[str, ...]) -> bytes:
    file = io.BytesIO()
    sheets = xlsxwriter.Workbook(file)
    sheet = sheets.add_worksheet("执法装备台账")
    for r, row in enumerate((("设备编号", "种类", "型号", "存放地点", "购置日期"), *rows)):
        for c, text in enumerate(row):
            sheet.write_string(r, c, text)
    sheets.close()
    return file.getvalue()


def test_an_inventory_comes_in_whole_or_not_at_all(world: World, who: Who) -> None:
    lead = entered("sthj.u")
    made(who, "JLY-OLD")
    bad = book(
        ("JLY-1", "执法记录仪", "", "1 号柜", "2026-01-15"), ("JLY-1", "执法记录仪", "", "1 号柜", ""),
        ("JLY-2", "飞机", "", "1 号柜", ""), ("JLY-OLD", "执法记录仪", "", "", "2026-02-30"),
    )  # fmt: skip
    answer = lead.post("/office/workplan/equipment/import", {"file": SimpleUploadedFile("台账.xlsx", bad)})
    page = answer.content.decode()
    assert answer.status_code == 422 and "4 行中有 3 行要改" in page and "已经登记过" in page and "飞机" in page
    assert Equipment.objects.count() == 1
    for name, data in (("台账.xlsx", b"not a workbook"), ("空.xlsx", book())):
        answer = lead.post("/office/workplan/equipment/import", {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422 and "没有导入" in answer.content.decode()
    before = AnjuanEntry.objects.count()
    good = book(("JLY-1", "执法记录仪", "甲型", "1 号柜", "2026-01-15"), ("CJZ-1", "记录仪采集站", "", "2 号柜", ""))
    assert (
        lead.post("/office/workplan/equipment/import", {"file": SimpleUploadedFile("台账.xlsx", good)}).status_code
        == 302
    )
    assert Equipment.objects.count() == 3 and AnjuanEntry.objects.count() == before + 1
    assert EquipmentMove.objects.count() == 3


def test_the_screens_of_equipment(world: World, who: Who) -> None:
    row = made(who)
    lead, bureau, officer = entered("sthj.u"), entered("sj.j1"), entered("sthj.h1")
    assert "JLY-001" in officer.get(f"/office/workplan/equipment/organs/{row.organ_id}").content.decode()
    url = f"/office/workplan/equipment/pieces/{row.pk}"
    assert (
        "领用" in lead.get(url).content.decode() and "<form" not in officer.get(url).content.decode().split("<main")[1]
    )
    wrong = lead.post(url, {"step": "retire", "words": "", "expected": row.ledger_id})
    assert wrong.status_code == 422 and "已全部储存" in wrong.content.decode()
    assert (
        lead.post(url, {"step": "fly"}).status_code == 409 and officer.post(url, {"step": "issue"}).status_code == 403
    )
    assert entered("cg.u").get(url).status_code == 404
    assert "市生态环境局" in bureau.get("/office/workplan/equipment").content.decode()
    assert bureau.post("/office/workplan/equipment/standards", {"item": "x"}).status_code == 422
    assert lead.get("/office/workplan/equipment/standards").status_code == 403
    twice = lead.post("/office/workplan/equipment/new", {"item": "recorder", "number": "JLY-001", "place": "柜"})
    assert twice.status_code == 422 and "已经登记过" in twice.content.decode()
    assert lead.get("/office/workplan/equipment/template.xlsx").content[:2] == b"PK"


@pytest.mark.clause("G5.1")
def test_budget_requests_are_added_up_once_they_are_sent(world: World, who: Who) -> None:
    due = today() + timedelta(days=9)
    item = issued(world, who, "sthj", "cg", "hbcg", kind="filing", form="budget", year=today().year, due_on=due)
    typed = {"need": "记录仪 2 台", "why": "按标准缺 2 台", "funds": "1,250,000.50"}
    lead = entered("sthj.u")
    for organ in ("sthj", "cg"):
        path = f"/office/workplan/duties/{duty(item, world, organ).pk}"
        client = entered(f"{organ}.u")
        files = {"files": [SimpleUploadedFile("预算申请.pdf", PAPER.read_bytes())]}
        assert client.post(path, {**typed, **files, "move": "draft"}).status_code == 302
    assert summary.sums(item, list(item.duties.all())) == [("所需经费", "0 元", 0)], "drafts do not count"
    step(who("sthj", "B"), duty(item, world, "sthj"), "sign")
    assert summary.sums(item, list(item.duties.all())) == [("所需经费", "1,250,000.50 元", 1)]
    step(who("cg", "B"), duty(item, world, "cg"), "sign")
    page = entered("sj.j1").get(f"/office/workplan/items/{item.pk}").content.decode()
    assert "2,500,001 元" in page and "2 个机关已报送" in page
    shown = lead.get(f"/office/workplan/duties/{duty(item, world, 'sthj').pk}").content.decode()
    assert "1,250,000.50 元" in shown


@pytest.mark.clause("G5.1")
@pytest.mark.law("行政处罚法74；河南省行政执法条例11")
def test_a_budget_that_rests_on_fines_is_refused(world: World, who: Who) -> None:
    due = today() + timedelta(days=9)
    row = duty(
        issued(world, who, "sthj", kind="filing", form="equipment", year=today().year, due_on=due), world, "sthj"
    )
    answers = {"have": "记录仪 2 台", "plan": "添置 1 台，按罚没收入的40%返还经费解决"}
    with pytest.raises(FormIncomplete) as refused:
        step(who("sthj", "U"), row, "draft", answers=answers)
    assert "行政处罚法74③" in refused.value.errors["plan"]
    step(who("sthj", "U"), row, "draft", answers={**answers, "plan": "添置 1 台，经费列入财政预算"})
