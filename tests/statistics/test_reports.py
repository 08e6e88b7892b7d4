"""The annual report as its people live it: drafted from figures, approved, published, reported, received, corrected."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from mingjing.appraisal import measuring
from mingjing.config.demo.founding import World
from mingjing.disclosure import pages
from mingjing.law import annual
from mingjing.law.indicators import INDICATORS
from mingjing.law.reporting import Section
from mingjing.ledger.actions import act
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.organs.permissions import Actor, NotAllowed, require
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics import approving, behind, collecting, drafting, duties, figures, reports, sending, showing
from mingjing.statistics.approving import ReportBlocked
from mingjing.statistics.drafting import Edits
from mingjing.statistics.models import AnnualReport, ReportReminder, ReportSending
from tests.desk import staged
from tests.desk.staged import acted
from tests.statistics.reporting import brought, carried, january, registered, who, year_of_decision


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "sj")


@pytest.fixture
def year(world: World) -> int:
    """A year in which sthj decided a case."""
    acted(world, "sthj", stop="publish")
    return year_of_decision()


def own(world: World, key: str = "sthj") -> str:
    return world.organs[key].pk


def shown(path: str) -> bytes:
    """What the public reads at an address."""
    page = pages.store().page(path)
    assert page is not None, path
    return gzip.decompress(page.gz)


# --- from the figures ---------------------------------------------------------------------------------------------


@pytest.mark.clause("D5.1")
def test_a_draft_holds_what_is_counted_and_says_it_in_words(world: World, year: int) -> None:
    at = january(year)
    row = drafting.make(actor=who(world, "sthj", "U", on=at), organ_id=own(world), year=year, now=at)
    assert row.counted == figures.figures([own(world)], date(year, 1, 1), date(year, 12, 31))
    assert row.counted["penalty.total"] == 1 and row.counted["penalty.money"] > 0
    assert sum(month["penalty.total"] for month in row.months.values()) == 1
    assert "作出行政处罚决定 1 宗" in row.texts["overall"]
    assert set(row.texts) == {s.value for s in Section} and "〔待填" in row.texts["ahead"]
    assert (row.first, row.last, row.number, row.prior) == (date(year, 1, 1), date(year, 12, 31), 1, None)


@pytest.mark.clause("D5.1")
def test_each_counted_figure_leads_to_its_cases(world: World, year: int) -> None:
    row = brought(world, "sthj", year, "draft")
    lead = who(world, "sthj", "U")
    for code, figure in annual.FIGURES.items():
        found = behind.behind(lead, row, code)
        if figure.source in ("counted", "sum") and figure.subject == "case" and row.counted.get(code):
            assert len(found.ids) == row.counted[code] and not found.changed, code
            assert all(line["title"] for line in found.lines(found.ids))
    (line,) = behind.behind(lead, row, "penalty.total").lines(behind.behind(lead, row, "penalty.total").ids)
    assert line["case"] and line["words"]
    publisher = who(world, "sthj", "PC")
    assert behind.behind(publisher, row, "staff.officers").lines(behind.behind(publisher, row, "staff.officers").ids)


def test_the_assessment_counts_the_report_that_was_due_in_its_year(world: World, year: int) -> None:
    brought(world, "sthj", year, "reported")
    wanted = [i for i in INDICATORS if i.code == "P6"]
    first, last = date(year + 1, 1, 1), date(year + 1, 12, 31)

    def counted(organ: str, on: date) -> tuple[int | None, int | None]:
        value = measuring.values(wanted, [own(world), own(world, "cg")], first, last, on)[own(world, organ)]["P6"]
        return value.part, value.whole

    over = max(date(year + 1, 2, 10), january(year).date())
    assert (counted("sthj", over), counted("cg", over)) == ((1, 1), (0, 1))
    assert counted("sthj", date(year + 1, 1, 30)) == (0, 0), "not due yet"


def test_one_act_is_one_entry_from_draft_to_receipt(world: World, year: int) -> None:
    before = AnjuanEntry.objects.count()
    row = brought(world, "sthj", year, "received")
    entries = AnjuanEntry.objects.filter(seq__gte=before).order_by("seq")
    kinds = [e.type for e in entries]
    wanted = ["drafted", "edited", "submitted", "approved", "published", "sent", "received"]
    assert kinds == [f"report.{kind}" for kind in wanted]
    assert {e.obj for e in entries} == {row.pk}
    assert (row.state, row.received_on) == ("received", january(year).date())
    assert [s["deed"] for s in row.course][-1] == "市司法局接收"


# --- two people, and the database ---------------------------------------------------------------------------------


@pytest.mark.clause("D5.1")
def test_who_made_it_neither_approves_nor_publishes_nor_receives_it(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "submitted"), january(year)
    head = who(world, "sthj", "B", on=at)
    with pytest.raises(NotAllowed):
        approving.approve(actor=who(world, "sthj", "U", on=at), report_id=row.pk, now=at)
    approving.approve(actor=head, report_id=row.pk, now=at)
    with pytest.raises(NotAllowed):
        approving.publish(actor=head, report_id=row.pk, now=at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE statistics_annualreport SET approved_by = drafted_by WHERE id = %s", [row.pk])


@pytest.mark.clause("D5.1")
def test_only_a_head_approves_whoever_else_had_no_hand_in_it(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "submitted"), january(year)
    for organ, role in (("sthj", "L"), ("sthj", "PB"), ("sthj", "PC"), ("sj", "J")):
        with pytest.raises(NotAllowed):
            approving.approve(actor=who(world, organ, role, on=at), report_id=row.pk, now=at)
    assert AnnualReport.objects.get(pk=row.pk).state == "submitted"


def test_a_publisher_who_drafted_it_may_not_publish_it(world: World, year: int) -> None:
    at = january(year)
    row = drafting.make(actor=who(world, "sthj", "PB", on=at), organ_id=own(world), year=year, now=at)
    clerk = who(world, "sthj", "PB", on=at)
    drafting.edit(actor=clerk, report_id=row.pk, edits=Edits(texts={"ahead": "按计划推进。"}), now=at)
    approving.submit(actor=clerk, report_id=row.pk, now=at)
    approving.approve(actor=who(world, "sthj", "B", on=at), report_id=row.pk, now=at)
    with pytest.raises(NotAllowed, match="不能是同一个人"):
        approving.publish(actor=clerk, report_id=row.pk, now=at)
    done = approving.publish(actor=who(world, "sthj", "PC", on=at), report_id=row.pk, now=at)
    assert done.state == "published"


def holding(one: Actor, *others: Actor) -> Actor:
    """That person with the grants of others as well."""
    return replace(one, grants=(*one.grants, *(g for other in others for g in other.grants)))


@pytest.mark.clause("D5.1")
def test_one_person_with_two_offices_still_is_one_person(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "submitted"), january(year)
    clerk, head, publisher = (who(world, "sthj", role, on=at) for role in ("U", "B", "PB"))
    with pytest.raises(NotAllowed, match="编制和审定不能是同一个人"):
        approving.approve(actor=holding(clerk, head), report_id=row.pk, now=at)
    approving.approve(actor=head, report_id=row.pk, now=at)
    for both in (holding(head, publisher), holding(clerk, publisher)):
        with pytest.raises(NotAllowed, match="编制、审定、公布不能是同一个人"):
            approving.publish(actor=both, report_id=row.pk, now=at)
    approving.publish(actor=publisher, report_id=row.pk, now=at)
    sending.report(actor=clerk, report_id=row.pk, now=at)
    bureau = who(world, "sj", "J", on=at)
    for moved in (clerk, head):
        with pytest.raises(NotAllowed, match="不能接收它"):
            sending.receive(actor=replace(bureau, person_id=moved.person_id), report_id=row.pk, now=at)
    assert sending.receive(actor=bureau, report_id=row.pk, now=at).state == "received"


@pytest.mark.clause("D5.1")
def test_the_head_does_not_approve_figures_that_cases_have_left_behind(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "submitted"), january(year)
    acted(world, "sthj", 2, stop="publish")
    with pytest.raises(ReportBlocked, match="汇总以后案件有变化"):
        approving.approve(actor=who(world, "sthj", "B", on=at), report_id=row.pk, now=at)
    assert AnnualReport.objects.get(pk=row.pk).state == "submitted"


def test_only_what_was_published_is_sent_and_corrected(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "approved"), january(year)
    clerk = who(world, "sthj", "U", on=at)
    with pytest.raises(OutOfDate):
        sending.report(actor=clerk, report_id=row.pk, now=at)
    assert not ReportSending.objects.exists()
    approving.send_back(actor=who(world, "sthj", "PB", on=at), report_id=row.pk, reason="数字再核对。", now=at)
    drafting.discard(actor=clerk, report_id=row.pk, now=at)
    with pytest.raises(OutOfDate):
        drafting.correct(actor=clerk, report_id=row.pk, reason="从放弃的草稿更正。", now=at)
    assert AnnualReport.objects.count() == 1


@pytest.mark.clause("D5.1")
def test_the_database_refuses_to_change_what_was_published(world: World, year: int) -> None:
    row = brought(world, "sthj", year, "published")
    for column in ("counted", "manual", "texts", "notes", "months"):
        with (
            pytest.raises(DatabaseError, match="不得改写|新的登记"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE statistics_annualreport SET {column} = '{{}}' WHERE id = %s", [row.pk])
    with pytest.raises(OutOfDate):
        drafting.edit(
            actor=who(world, "sthj", "U"), report_id=row.pk, edits=Edits(notes={"all": "改"}), now=january(year)
        )


def test_the_trigger_itself_refuses_even_a_row_that_comes_with_its_entry(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "published"), january(year)
    by = require(who(world, "sthj", "U", on=at), reports.EDIT, reports.scope_of(row.organ_id))
    row.texts = {**row.texts, "overall": "改过的文字"}
    with (
        pytest.raises(DatabaseError, match="公布以后内容不得改写"),
        act(type="report.edited", by=by, obj=row.pk, now=at) as o,
    ):
        o.save(row)


# --- public -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("D5.1")
def test_the_published_file_is_what_the_public_log_committed_to(world: World, year: int) -> None:
    row = brought(world, "sthj", year, "approved")
    showing.publish(actor=who(world, "sthj", "PB"), report_id=row.pk, now=january(year))
    row.refresh_from_db()
    file = shown(showing.address(own(world), year) + ".json")
    assert sha256(file).hexdigest() == row.root
    entry = GongshiEntry.objects.get(seq=row.public_seq).content
    assert entry["type"] == "report.published" and entry["data"]["root"] == row.root and entry["data"]["year"] == year
    content = json.loads(file)
    assert content["figures"]["penalty.total"]["value"] == 1
    people = {p.name for rows in world.people.values() for p in rows}
    assert not any(name in file.decode() for name in people), "no name of a person in the open data"
    html = shown(showing.address(own(world), year)).decode()
    assert world.organs["sthj"].name in html and "作出行政处罚决定 1 宗" in html and row.root in html
    assert showing.address(own(world), year) in shown("/reports").decode()


def test_a_store_made_anew_gets_every_version_back_byte_for_byte(world: World, year: int) -> None:
    row = brought(world, "sthj", year, "published")
    showing.show(own(world), year, january(year))
    fixed = showing.address(own(world), year, row.number)
    kept = {end: shown(f"{fixed}{end}") for end in ("", ".json", ".xlsx", ".docx", ".pdf")}
    pages.rebuild(january(year))
    assert pages.store().page(fixed) is None
    assert showing.catch_up(january(year)) == 1 and showing.catch_up(january(year)) == 0
    assert {end: shown(f"{fixed}{end}") for end in kept} == kept


# --- corrections --------------------------------------------------------------------------------------------------


@pytest.mark.clause("D5.1")
def test_a_correction_is_a_new_version_and_the_old_one_stays_and_says_what_replaced_it(world: World, year: int) -> None:
    old, at = brought(world, "sthj", year, "received"), january(year)
    clerk = who(world, "sthj", "U", on=at)
    with pytest.raises(FormIncomplete, match="写明为什么更正"):
        drafting.correct(actor=clerk, report_id=old.pk, reason=" ", now=at)
    row = drafting.correct(actor=clerk, report_id=old.pk, reason="漏计一件。", now=at)
    drafting.edit(actor=clerk, report_id=row.pk, edits=Edits(added={"penalty.warning": (1, "补录台账")}), now=at)
    with pytest.raises(ReportBlocked, match="写的是行政处罚决定 1 宗"):
        approving.submit(actor=clerk, report_id=row.pk, now=at)
    row = drafting.rewrite(actor=clerk, report_id=row.pk, now=at)
    row = carried(world, "sthj", row, "published")
    showing.show(own(world), year, at)
    old.refresh_from_db()
    assert (old.state, old.ended_on, old.root != "") == ("superseded", at.date(), True)
    assert (row.number, row.base_id, row.values["penalty.total"]) == (2, old.pk, 2)
    assert [c["label"] for c in reports.changes(row)] == ["警告", "合计"]
    text = shown(showing.address(own(world), year, 1)).decode()
    assert "起由新版本替代" in text and "漏计一件。" in text
    assert reports.current(own(world), year) == row


def test_the_same_version_is_not_published_twice_and_no_second_draft_is_begun(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "published"), january(year)
    with pytest.raises(OutOfDate):
        approving.publish(actor=who(world, "sthj", "PC", on=at), report_id=row.pk, now=at)
    clerk = who(world, "sthj", "U", on=at)
    with pytest.raises(FormIncomplete, match="已经公布"):
        drafting.make(actor=clerk, organ_id=own(world), year=year, now=at)
    drafting.correct(actor=clerk, report_id=row.pk, reason="核对后更正。", now=at)
    with pytest.raises(FormIncomplete, match="已经有一份在编制"):
        drafting.correct(actor=clerk, report_id=row.pk, reason="再来一次。", now=at)


def test_a_discarded_draft_leaves_no_hole_in_the_numbers(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "draft"), january(year)
    clerk = who(world, "sthj", "U", on=at)
    drafting.discard(actor=clerk, report_id=row.pk, now=at)
    again = drafting.make(actor=clerk, organ_id=own(world), year=year, now=at)
    assert again.number == 1


def test_two_people_at_one_draft_the_second_is_told(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "draft"), january(year)
    seen = row.ledger_id
    clerk, other = who(world, "sthj", "U", on=at), who(world, "sthj", "PB", on=at)
    drafting.edit(actor=clerk, report_id=row.pk, edits=Edits(notes={"all": "甲"}), now=at, expected=seen)
    with pytest.raises(OutOfDate):
        drafting.edit(actor=other, report_id=row.pk, edits=Edits(notes={"all": "乙"}), now=at, expected=seen)
    assert AnnualReport.objects.get(pk=row.pk).notes["all"] == "甲"


# --- the bureau ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("D5.1")
def test_the_bureau_returns_with_reasons_and_the_organ_corrects(world: World, year: int) -> None:
    row, at = brought(world, "sthj", year, "reported"), january(year)
    bureau, clerk = who(world, "sj", "J", on=at), who(world, "sthj", "U", on=at)
    assert [s.report_id for s in reports.inbox(bureau)] == [row.pk]
    with pytest.raises(FormIncomplete, match="写明哪里不对"):
        sending.give_back(actor=bureau, report_id=row.pk, reason="", now=at)
    row = sending.give_back(actor=bureau, report_id=row.pk, reason="罚没金额与专户不符。", now=at)
    assert row.state == "back" and not reports.inbox(bureau).exists()
    assert [t.verb for t in duties.tasks(clerk, at.date()) if t.report == row] == ["更正"]
    with pytest.raises(OutOfDate):
        sending.receive(actor=bureau, report_id=row.pk, now=at)
    new = drafting.correct(actor=clerk, report_id=row.pk, reason="按入账数更正。", now=at)
    assert carried(world, "sthj", new, "received").state == "received"


@pytest.mark.clause("D5.1")
def test_a_superior_gets_it_too_and_its_receipt_is_its_own(world: World, year: int) -> None:
    at = january(year)
    registered(world.organs["sthj"], parent=world.organs["cg"])
    row = brought(world, "sthj", year, "reported")
    assert {s.kind for s in ReportSending.objects.filter(report=row)} == {"bureau", "superior"}
    superior = who(world, "cg", "U", on=at)
    assert reports.report_for(superior, row.pk) == row
    row = sending.receive(actor=superior, report_id=row.pk, now=at)
    assert row.state == "reported", "the bureau has not received it"
    with pytest.raises(AnnualReport.DoesNotExist):
        reports.report_for(who(world, "cg", "PC", on=at), row.pk)


@pytest.mark.clause("D5.1")
def test_late_organs_are_reminded_and_see_it_on_the_workbench(world: World, year: int) -> None:
    at = january(year) + timedelta(days=40)
    bureau, clerk = who(world, "sj", "J", on=at), who(world, "sthj", "U", on=at)
    found = collecting.collect(bureau, year, at.date())
    late = {s.organ.pk for s in found.lines if s.late}
    assert {own(world), own(world, "cg")} <= late
    sending.remind(actor=bureau, organ_ids=[own(world)], year=year, words="请尽快。", now=at)
    task = next(t for t in duties.tasks(clerk, at.date()) if t.year == year)
    assert (task.verb, task.reminded, task.light.level) == ("编制", at.date(), "red")
    with pytest.raises(NotAllowed):
        sending.remind(actor=clerk, organ_ids=[own(world)], year=year, words="", now=at)
    brought(world, "sthj", year, "received")
    with pytest.raises(FormIncomplete, match="不用催报"):
        sending.remind(actor=bureau, organ_ids=[own(world)], year=year, words="", now=at)


@pytest.mark.clause("D5.1")
def test_a_bureau_reminds_organs_of_its_own_region_only(world: World, year: int) -> None:
    at = january(year) + timedelta(days=40)
    bureau = who(world, "sj", "J", on=at)
    grants = tuple(replace(g, region_code="411203") for g in bureau.grants)
    county = replace(bureau, region_code="411203", grants=grants)
    with pytest.raises(NotAllowed):
        sending.remind(actor=county, organ_ids=[own(world)], year=year, words="请尽快。", now=at)
    assert not ReportReminder.objects.exists()


@pytest.mark.clause("D5.1")
def test_the_bureau_sums_what_was_reported_beside_what_is_counted(world: World, year: int) -> None:
    at = january(year)
    clerk = who(world, "cg", "U", on=at)
    row = drafting.make(actor=clerk, organ_id=own(world, "cg"), year=year, now=at)
    added = {"penalty.fine": (5, "旧系统"), "staff.officers": (2, "名册")}
    drafting.edit(actor=clerk, report_id=row.pk, edits=Edits(added=added), now=at)
    row = drafting.rewrite(actor=clerk, report_id=row.pk, now=at)
    carried(world, "cg", row, "received")
    brought(world, "sthj", year, "reported")
    found = collecting.collect(who(world, "sj", "J", on=at), year, at.date())
    rows = {r["code"]: r for t in found.sheets({own(world), own(world, "cg")}) for r in t["rows"]}
    assert (rows["penalty.total"]["raw"], rows["penalty.total"]["raw_now"]) == (6, 1)
    assert rows["penalty.total"]["more"] and rows["penalty.total"]["gap"] == "5"
    assert found.counts["in"] == 2 and found.counts["waiting"] == 1
    share = rows["staff.certified_share"]["raw"]
    both = [reports.current(pk, year).values for pk in (own(world), own(world, "cg"))]  # type: ignore[union-attr]
    assert share == annual.share(sum(v["staff.certified"] for v in both), sum(v["staff.officers"] for v in both))


def test_31_january_is_a_day_of_the_calendar_and_does_not_roll(db: None) -> None:
    assert reports.due(2025).rolled == date(2026, 1, 31), "a Saturday"
    assert "不顺延" in "".join(reports.due(2025).explanation)
    assert reports.due(2024).rolled == date(2025, 1, 31)
