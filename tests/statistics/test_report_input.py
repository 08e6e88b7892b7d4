"""Bad input and odd organs: years without data, abolished and merged organs, files with errors, absent amounts."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
import xlsxwriter
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.annual import FIGURES, TABLES
from mingjing.law.reporting import written
from mingjing.procedure.refusals import FormIncomplete
from mingjing.statistics import approving, drafting, exports, importing, reports
from mingjing.statistics.approving import ReportBlocked
from mingjing.statistics.drafting import Edits
from mingjing.statistics.importing import FileRefused
from mingjing.statistics.models import AnnualReport
from tests.desk import staged
from tests.desk.staged import acted
from tests.statistics.reporting import brought, carried, january, registered, who, year_of_decision

HEADS = ("指标代码", "指标", "单位", "补报数", "来源")


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "sj")


@pytest.fixture
def year(world: World) -> int:
    """The real present year: in the tests' January it is over."""
    return real_now().year


def make(world: World, organ: str, year: int, **more: Any) -> AnnualReport:
    at = january(year)
    return drafting.make(
        actor=who(world, organ, "U", on=at), organ_id=world.organs[organ].pk, year=year, now=at, **more
    )


# --- years ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [0, 1999, 2018, 2999])
def test_a_year_that_cannot_be_is_refused(world: World, year: int, wrong: int) -> None:
    at = january(year)
    with pytest.raises(FormIncomplete, match="选择 2019 年至"):
        drafting.make(actor=who(world, "cg", "U", on=at), organ_id=world.organs["cg"].pk, year=wrong, now=at)


def test_a_year_without_data_is_all_noughts_and_asks_for_words(world: World, year: int) -> None:
    row, at = make(world, "cg", year - 2), january(year)
    assert row.values["penalty.total"] == 0 and "没有发生" in row.texts["overall"] + row.texts["acts"]
    assert (
        "public.timely" not in row.values and written(FIGURES["public.timely"], row.values.get("public.timely")) == "—"
    )
    clerk = who(world, "cg", "U", on=at)
    with pytest.raises(ReportBlocked) as refused:
        approving.submit(actor=clerk, report_id=row.pk, now=at)
    assert {r.code for r in refused.value.remarks} == {"data.none", "text.unfinished"}
    assert carried(world, "cg", row, "published").state == "published"


def test_the_present_year_may_be_tried_but_not_submitted(world: World, year: int) -> None:
    at = january(year)
    clerk = who(world, "cg", "U", on=at)
    row = drafting.make(actor=clerk, organ_id=world.organs["cg"].pk, year=at.year, now=at)
    with pytest.raises(ReportBlocked, match="才结束"):
        approving.submit(actor=clerk, report_id=row.pk, now=at)


def test_what_an_organ_has_no_power_for_is_said_and_not_counted_as_nothing_done(world: World, year: int) -> None:
    row = make(world, "sthj", year)
    idle = {t.code for t in TABLES if row.notes.get(t.code) == "本机关没有此项职责"}
    assert idle and not {"T7", "T8"} & idle and "T2" not in idle


# --- organs that end ------------------------------------------------------------------------------------------------


def test_an_abolished_organ_reports_up_to_its_end_and_owes_nothing_after(world: World, year: int) -> None:
    row = make(world, "cg", year)
    registered(world.organs["cg"], valid_to=date(year, 6, 30))
    at = january(year)
    clerk = who(world, "cg", "U", on=at)
    row.organ.refresh_from_db()
    assert "period.organ" in {r.code for r in reports.remarks(row, at.date())}
    row = drafting.recount(actor=clerk, report_id=row.pk, now=at)
    assert (row.first, row.last) == (date(year, 1, 1), date(year, 6, 30))
    assert "1 月 1 日至 6 月 30 日" in drafting.rewrite(actor=clerk, report_id=row.pk, now=at).texts["overall"]
    assert reports.standings([world.organs["cg"]], year + 1, at.date()) == []
    with pytest.raises(FormIncomplete, match="没有存续"):
        drafting.make(actor=clerk, organ_id=world.organs["cg"].pk, year=year + 1, now=january(year + 1))


def test_a_successor_reports_what_the_merged_organ_did_once_and_its_people_not_twice(world: World) -> None:
    acted(world, "cg", stop="serve")
    year = year_of_decision()
    registered(world.organs["cg"], valid_to=date(year, 12, 30))
    cg = world.organs["cg"].pk
    with pytest.raises(FormIncomplete, match="承继职责的文件"):
        make(world, "sthj", year, covers=(cg,))
    with pytest.raises(FormIncomplete, match="只能并入"):
        make(world, "sthj", year, covers=("nobody",), basis="三政〔2026〕1号")
    alone = make(world, "sthj", year).values
    drafting.discard(
        actor=who(world, "sthj", "U", on=january(year)), report_id=AnnualReport.objects.get().pk, now=january(year)
    )
    row = make(world, "sthj", year, covers=(cg,), basis="三政〔2026〕1号（示例）")
    assert (row.values["penalty.total"], alone["penalty.total"]) == (1, 0)
    assert row.values["staff.officers"] == alone["staff.officers"]
    assert "并入三门峡市城市管理局" in row.texts["overall"]
    with pytest.raises(FormIncomplete, match="已经有一份"):
        make(world, "sthj", year, covers=(cg,), basis="再来")
    carried(world, "sthj", row, "reported")
    (line,) = reports.standings([world.organs["cg"]], year, january(year).date())
    assert line.done and line.covered_by == world.organs["sthj"] and line.words == "由市生态环境局并报"


def test_an_organ_that_reports_itself_is_not_merged_as_well(world: World, year: int) -> None:
    registered(world.organs["cg"], valid_to=date(year, 6, 30))
    make(world, "cg", year)
    with pytest.raises(FormIncomplete, match="以免重复计数"):
        make(world, "sthj", year, covers=(world.organs["cg"].pk,), basis="三政〔2026〕1号")


def test_an_organ_that_ended_is_merged_into_one_report_only(db: None, home: Any, settings: Any) -> None:
    world, year = staged.found(settings, "sthj", "cg", "scjg"), real_now().year
    ended = registered(world.organs["cg"], valid_to=date(year, 6, 30)).pk
    make(world, "sthj", year, covers=(ended,), basis="三政〔2026〕1号（示例）")
    with pytest.raises(FormIncomplete, match="已经并入另一个机关的年报"):
        make(world, "scjg", year, covers=(ended,), basis="三政〔2026〕2号（示例）")
    assert AnnualReport.objects.count() == 1


# --- what is typed and brought in -------------------------------------------------------------------------------------


def test_edits_that_cannot_be_are_refused_at_their_field_and_nothing_is_written(world: World, year: int) -> None:
    row, at = make(world, "cg", year), january(year)
    clerk = who(world, "cg", "U", on=at)
    for edits, field in (
        (Edits(added={"penalty.total": (3, "台账")}), "added-penalty.total"),
        (Edits(added={"penalty.fine": (3, " ")}), "source-penalty.fine"),
        (Edits(notes={"nothing": "x"}), "note-nothing"), (Edits(notes={"T1": "长" * 301}), "note-T1"),
        (Edits(texts={"other": "x"}), "text-other"), (Edits(texts={"ahead": "长" * 5001}), "text-ahead"),
    ):  # fmt: skip
        with pytest.raises(FormIncomplete) as refused:
            drafting.edit(actor=clerk, report_id=row.pk, edits=edits, now=at)
        assert set(refused.value.errors) == {field}
    assert AnnualReport.objects.get(pk=row.pk).ledger_id == row.ledger_id


def book(*rows: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    sheet = made.add_worksheet("年报补报数")
    for n, row in enumerate((HEADS, *rows)):
        for place, cell in enumerate(row):
            sheet.write_string(n, place, cell)
    made.close()
    return out.getvalue()


def bring(world: World, row: AnnualReport, data: bytes, name: str = "补报.xlsx") -> importing.Taken:
    at = january(row.year)
    return importing.bring_in(actor=who(world, "cg", "U", on=at), report_id=row.pk, data=data, filename=name, now=at)


@pytest.mark.clause("D5.1")
def test_figures_of_another_system_come_in_with_their_source_apart_from_what_was_counted(
    world: World, year: int
) -> None:
    row = make(world, "cg", year)
    fine, money = ("penalty.fine", "罚款", "宗", "12", "原系统"), ("penalty.money", "", "万元", "3.5", "原系统")
    taken = bring(
        world, row, book(fine, money, ("penalty.total", "合计", "宗", "12", ""), ("penalty.warning", "", "", "", ""))
    )
    assert taken.count == 2
    assert (taken.report.counted["penalty.fine"], taken.report.added["penalty.fine"]) == (0, 12)
    assert (taken.report.values["penalty.total"], taken.report.values["penalty.money"]) == (12, 3_500_000)
    assert taken.report.sources["penalty.fine"] == "原系统"
    again = bring(world, row, "指标代码,补报数,来源\npenalty.fine,9,原系统\n".encode(), "补报.csv")
    assert again.report.added["penalty.fine"] == 9, "the same figure again takes the place of what was added"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("penalty.fine", "", "", "12", "")], "写明来源"),
        ([("penalty.fine", "", "", "很多", "台账")], "填写数字"),
        ([("penalty.fine", "", "", "-3", "台账")], "不能是负数"),
        ([("penalty.nothing", "", "", "3", "台账")], "没有“penalty.nothing”这个指标代码"),
        ([("penalty.fine", "", "", "3", "台账"), ("penalty.fine", "", "", "4", "台账")], "与第 2 行重复"),
        ([("penalty.fine", "", "", "3", "台账"), ("penalty.total", "", "", "4", "")], "填的是 4，各项之和是 3"),
        ([("public.timely", "", "", "98", "台账")], "由其他数字算出"),
    ],
)
def test_a_file_with_an_error_is_refused_whole_with_its_row(world: World, year: int, rows: Any, words: str) -> None:
    row = make(world, "cg", year)
    good = ("inspection.routine", "", "", "30", "台账")
    with pytest.raises(FileRefused, match="一个数字也没有导入") as refused:
        bring(world, row, book(*rows, good))
    assert any(words in message for _, _, _, message in refused.value.rows), refused.value.rows
    assert all(number >= 2 for number, _, _, _ in refused.value.rows)
    assert AnnualReport.objects.get(pk=row.pk).manual == {}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "x.xlsx"),
        (b"PK\x03\x04broken", "x.xlsx"),
        (b"<html>", "x.xlsx"),
        (b"\x00\x01\x02", "x.bin"),
        (book(), "x.xlsx"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(world: World, year: int, data: bytes, name: str) -> None:
    with pytest.raises(FileRefused):
        bring(world, make(world, "cg", year), data, name)


def test_the_template_is_accepted_when_filled_and_refused_when_empty(world: World, year: int) -> None:
    row = make(world, "cg", year)
    with pytest.raises(FileRefused, match="没有填写任何补报数"):
        bring(world, row, importing.template())
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(importing.template())).get_sheet_by_index(0).to_python()
    codes = {line[0] for line in sheet[1:]}
    assert "penalty.fine" in codes and "public.timely" not in codes and len(codes) > 70


# --- files out, opened again --------------------------------------------------------------------------------------


@pytest.mark.clause("D5.1")
def test_every_file_opens_again_and_holds_the_same_figures(world: World) -> None:
    acted(world, "sthj", stop="serve")
    year, at = year_of_decision(), january(year_of_decision())
    row = make(world, "sthj", year)
    added: Any = {"penalty.warning": (3, "原系统台账"), "inspection.routine": (1200, "原系统台账")}
    row = drafting.edit(actor=who(world, "sthj", "U", on=at), report_id=row.pk, edits=Edits(added=added), now=at)
    row = carried(
        world, "sthj", drafting.rewrite(actor=who(world, "sthj", "U", on=at), report_id=row.pk, now=at), "published"
    )
    wanted = {f.label: row.values[f.code] for f in TABLES[1].figures if f.unit == "宗"}
    assert wanted["合计"] == 4

    sheets = CalamineWorkbook.from_filelike(io.BytesIO(exports.workbook(row)))
    lines = sheets.get_sheet_by_name("T2 行政处罚").to_python()
    assert {line[0]: int(line[2]) for line in lines[1:] if line[0] in wanted} == wanted
    assert next(line for line in lines if line[0] == "警告")[3:6] == [0.0, 3.0, "原系统台账"]
    assert "图表" in sheets.sheet_names

    word = docx.Document(io.BytesIO(exports.document(row)))
    grid = next(t for t in word.tables if t.rows[1].cells[0].text == "警告")
    assert {
        r.cells[0].text: int(r.cells[2].text.replace(",", "")) for r in grid.rows[1:] if r.cells[0].text in wanted
    } == wanted
    text = "\n".join(p.text for p in word.paragraphs)
    assert "作出行政处罚决定 4 宗" in text and exports.title(row) in text and word.inline_shapes
    assert "docProps/core.xml" in zipfile.ZipFile(io.BytesIO(exports.document(row))).namelist()

    pdf = PdfReader(io.BytesIO(exports.paper(row)))
    printed = "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")
    assert "作出行政处罚决定4宗" in printed and "1,200" in printed and "原系统台账" in printed
    assert "草稿" not in printed and exports.document(row) == exports.document(row)


def test_a_draft_on_paper_says_so(world: World, year: int) -> None:
    row = brought(world, "cg", year, "draft")
    assert "草稿" in PdfReader(io.BytesIO(exports.paper(row))).pages[0].extract_text()
