"""Training from a file, who lacks hours, sanctions for those allowed only, activities that make the law known."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.training import HOURS, TRAINING, hours_in, lacking
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import people, records
from mingjing.organs import queries as organs
from mingjing.organs.models import Record
from mingjing.organs.permissions import NotAllowed
from mingjing.workplan import schooling, teaching
from mingjing.workplan.models import Publicity
from tests.desk.staged import entered
from tests.workplan.conftest import Who, today

Row = tuple[str, ...]


def book(*rows: Row) -> SimpleUploadedFile:
    file = io.BytesIO()
    sheets = xlsxwriter.Workbook(file)
    sheet = sheets.add_worksheet(TRAINING.label)
    for r, row in enumerate((tuple(c.heading for c in TRAINING.columns), *rows)):
        for c, text in enumerate(row):
            sheet.write_string(r, c, text)
    sheets.close()
    return SimpleUploadedFile("培训.xlsx", file.getvalue())


@pytest.mark.pure
def test_hours_are_dated_and_what_was_not_read_in_full_is_to_be_confirmed() -> None:
    assert [hours_in(y).hours for y in (2018, 2019, 2022, 2023, 2026)] == [0, 0, 0, 60, 60]
    assert all(h.to_confirm for h in HOURS if h.hours)
    assert lacking(40, 2026) == 20 and lacking(80, 2026) == 0 and lacking(0, 2020) == 0


@pytest.mark.clause("G6.1")
def test_training_of_an_organ_comes_in_from_a_file_and_shows_who_lacks_hours(world: World, who: Who) -> None:
    one, two, _ = world.people["sthj", "H"]
    day, number = today().isoformat(), organs.latest_certificate(one.pk).number
    head, url = entered("sthj.b1"), f"/office/workplan/training/organs/{one.organ_id}"
    before = AnjuanEntry.objects.count()
    good = book(
        (one.name, number, "培训", day, "第一期", "40", ""), (one.name, "", "培训", day, "第二期", "20", ""),
        (two.name, "", "培训", day, "第一期", "40", ""), (two.name, "", "考试", day, "年度考试", "", "合格"),
    )  # fmt: skip
    assert head.post(f"{url}/import", {"file": good}).status_code == 302
    assert Record.objects.count() == 4 and AnjuanEntry.objects.count() == before + 1
    lines = {line.person.pk: line for line in schooling.lines(who("sthj", "B"), one.organ_id, today().year, today())}
    assert (lines[one.pk].hours, lines[one.pk].lacking, lines[two.pk].lacking) == (60, 0, 20)
    assert "合格" in lines[two.pk].examination and lines[one.pk].certificate == number
    (line,) = [x for x in schooling.region(who("sj", "J"), today().year, today()) if x.organ.pk == one.organ_id]
    assert (line.people, line.enough) == (5, 1), "three officers, a lead and a reviewer"
    page = head.get(url).content.decode()
    assert "差 20" in page and "待确认" in page
    assert "市生态环境局" in entered("sj.j1").get("/office/workplan/training").content.decode()


@pytest.mark.clause("G6.1")
def test_wrong_rows_are_named_and_nothing_is_entered(world: World) -> None:
    one, two, _ = world.people["sthj", "H"]
    head_person, other = world.one("sthj", "B"), world.one("cg", "H")
    day, later = today().isoformat(), (today() + timedelta(days=1)).isoformat()
    number = organs.latest_certificate(one.pk).number
    head, url = entered("sthj.b1"), f"/office/workplan/training/organs/{one.organ_id}/import"
    cases: list[tuple[Row, str]] = [
        ((other.name, "", "培训", day, "第一期", "8", ""), "没有叫"),
        ((two.name, number, "培训", day, "甲", "8", ""), "核对姓名和证号"),
        ((one.name, "99999999", "培训", day, "乙", "8", ""), "没有在职人员持有"),
        ((one.name, "", "培训", later, "丙", "8", ""), "不能晚于今天"),
        ((head_person.name, "", "培训", day, "丁", "8", ""), "自己的"),
        ((one.name, "", "培训", day, "戊", "", ""), "学时"),
        ((one.name, "", "考试", day, "己", "", ""), "结果"),
        ((one.name, "", "培训", day, "庚", "501", ""), "不超过 500"),
        ((one.name, "", "培训", "2026-13-01", "辛", "8", ""), "日期"),
    ]
    answer = head.post(url, {"file": book(*(row for row, _ in cases))})
    page = answer.content.decode()
    assert answer.status_code == 422 and "9 行中有" in page and not Record.objects.exists()
    for row, words in cases:
        alone = head.post(url, {"file": book(row)}).content.decode()
        assert words in alone, (row, words)
    assert head.post(url, {}).status_code == 422
    assert entered("sthj.u").post(url, {"file": book()}).status_code == 403
    twice = book((one.name, "", "培训", day, "第一期", "8", ""))
    assert head.post(url, {"file": twice}).status_code == 302
    again = book((one.name, "", "培训", day, "第一期", "8", ""))
    assert "已经登记过" in head.post(url, {"file": again}).content.decode()


@pytest.mark.clause("G6.1")
def test_training_is_entered_by_those_who_may_and_for_no_other_organ(world: World, who: Who) -> None:
    officer, day = world.one("sthj", "H"), today().isoformat()
    given: dict[str, Any] = {
        "organ": world.organs["sthj"], "data": book((officer.name, "", "培训", day, "第一期", "8", "")).read(),
        "filename": "培训.xlsx", "now": real_now(),
    }  # fmt: skip
    for actor in (who("sthj", "H"), who("sthj", "U"), who("cg", "B"), who("sj", "S")):
        with pytest.raises(NotAllowed):
            teaching.bring_in(actor=actor, **given)
    assert not Record.objects.exists()
    assert teaching.bring_in(actor=who("sj", "J"), **given)[0] == 1


@pytest.mark.clause("G6.1")
def test_what_a_person_was_sanctioned_for_is_seen_by_the_head_the_bureau_and_the_person_only(
    world: World, who: Who
) -> None:
    person = world.one("sthj", "H")
    for kind, title in (("reward", "记功一次"), ("sanction", "批评教育")):
        records.add(
            actor=who("sj", "J"),
            person=person,
            kind=kind,
            on=today(),
            title=title,
            hours=0,
            result=title,
            now=real_now(),
        )

    def seen(actor: Any) -> set[str]:
        return {r.kind for r in people.card(actor, person.pk, today()).records}

    assert seen(who("sthj", "B")) == seen(who("sj", "J")) == {"reward", "sanction"}
    assert seen(who("sthj", "U")) == seen(who("sj", "C")) == {"reward"}


@pytest.mark.clause("G6.1")
def test_activities_that_make_the_law_known(world: World) -> None:
    lead = entered("sthj.u")
    wrong = lead.post("/office/workplan/publicity/new", {"held_on": "2999-01-01", "way": "song", "title": ""})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "不晚于今天" in page and "选择方式" in page and "填写名称" in page
    given = {
        "held_on": today().isoformat(),
        "way": "field",
        "title": "宣传进企业",
        "reached": "120",
        "words": "发放资料",
    }
    assert lead.post("/office/workplan/publicity/new", given).status_code == 302
    assert Publicity.objects.get().reached == 120
    assert "宣传进企业" in lead.get("/office/workplan/publicity?q=企业").content.decode()
    assert "宣传进企业" in entered("sj.j1").get("/office/workplan/publicity").content.decode()
    assert "宣传进企业" not in entered("cg.u").get("/office/workplan/publicity").content.decode()
    assert entered("sj.j1").post("/office/workplan/publicity/new", given).status_code == 403
