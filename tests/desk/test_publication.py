"""The screens of publication and archive: a button is offered exactly where the gate would let the deed through."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from mingjing.archive.models import Volume
from mingjing.clocks import queries as clocks
from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.disclosure import queries
from mingjing.disclosure.models import Publication
from mingjing.law.kinds import Role
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.organs import actions as organs
from tests.desk.staged import acted, entered, found

pytestmark = pytest.mark.clause("D1.2")


@pytest.fixture
def world(db: None, home: Path, settings: Any) -> founding.World:
    return found(settings, "sthj", "scjg", "sj")


@pytest.fixture
def ready(world: founding.World) -> Line:
    """Served, to be drafted."""
    return acted(world, "sthj", stop="prepare")


@pytest.fixture
def drafted(world: founding.World) -> Line:
    """Drafted, to be checked; long ago, so that it is late."""
    return acted(world, "sthj", stop="publish")


def address(line: Line, deed: str = "") -> str:
    return f"/office/publications/{line.decision.pk}" + (f"/{deed}" if deed else "")


def page(who: Any, path: str) -> str:
    answer = who.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def draft_of(line: Line) -> dict[str, str]:
    return {"publication": Publication.objects.get(case=line.case).pk}


def test_each_list_shows_its_decisions_with_light_and_verb(drafted: Line) -> None:
    checker = page(entered("sthj.pc"), "/office/publications")
    assert drafted.decision.number in checker and "超期" in checker and ">审核</a>" in checker
    assert ">审核</a>" not in page(entered("sthj.pb"), "/office/publications?tab=check")
    head = page(entered("sthj.b1"), "/office/publications?tab=check")
    assert drafted.decision.number in head and ">查看</a>" in head
    for tab in ("draft", "returned", "out", "ended", "withheld"):
        assert drafted.decision.number not in page(entered("sthj.pc"), f"/office/publications?tab={tab}"), tab
    stranger = page(entered("scjg.pc"), "/office/publications?tab=check")
    assert drafted.decision.number not in stranger


def test_the_publisher_sees_both_texts_and_what_is_locked(ready: Line) -> None:
    text = page(entered("sthj.pb"), address(ready))
    left, right = text.split("公众看到的</h3>")
    phone = ready.decision.party.phone
    assert phone in left.split("制发的决定书全文")[1] and phone not in right.split("</article>")[0]
    assert "应当公开" in text and "三政办〔2019〕16号三(一)3" in text and "没有残留" in text
    must = queries.must_show(ready.decision.version)
    options = set(re.findall(r'<option value="(b\d+\.u\d+)"', text))
    assert options and not options & set(must), "what must be shown cannot be chosen"
    assert not [p for p in must if f'name="k-{p}"' in text]


def test_a_preview_writes_nothing_and_shows_what_would_go_out(ready: Line) -> None:
    publisher, entries = entered("sthj.pb"), AnjuanEntry.objects.count()
    page(publisher, address(ready))
    unit = ready.decision.version.units.filter(field="course").order_by("ord").last()
    phone = ready.decision.version.units.get(field="party_phone")
    sent = {"p-1": unit.path, "c-1": "process", f"k-{phone.path}": "public", "preview": "1"}
    answer = publisher.post(address(ready, "prepare"), sent)
    text = answer.content.decode()
    assert answer.status_code == 200 and AnjuanEntry.objects.count() == entries
    right = text.split("公众看到的</h3>")[1].split("</article>")[0]
    assert unit.value not in right and phone.value in right and "照现在的标注公示，会有残留" in text
    assert f'<option value="{unit.path}" selected>' in text


def test_what_lacks_a_reason_is_said_beside_its_field_and_the_rest_is_kept(ready: Line) -> None:
    publisher = entered("sthj.pb")
    unit = ready.decision.version.units.filter(field="course").order_by("ord").last()
    answer = publisher.post(address(ready, "prepare"), {"p-1": unit.path, "c-1": "process", "w-2": "只有理由"})
    text = answer.content.decode()
    assert answer.status_code == 400 and "选择要隐去的文字" in text
    answer = publisher.post(address(ready, "prepare"), {"p-1": unit.path, "c-1": "process", "w-1": ""})
    text = answer.content.decode()
    assert answer.status_code == 400 and 'href="#f-p-1">改变公开范围要写明理由' in text
    assert f'<option value="{unit.path}" selected>' in text and not Publication.objects.exists()
    for forged in ({"p-1": "b99.u99", "c-1": "process", "w-1": "x"}, {"p-1": unit.path, "c-1": "恶", "w-1": "x"}):
        assert publisher.post(address(ready, "prepare"), forged).status_code == 400
    sent = {"p-1": unit.path, "c-1": "process", "w-1": "办案过程"}
    assert publisher.post(address(ready, "prepare"), sent).status_code == 302
    assert queries.marks_of(Publication.objects.get()) == {unit.path: ("process", "办案过程")}


def test_the_checker_sees_the_difference_the_conditions_and_the_scan(ready: Line) -> None:
    unit = ready.decision.version.units.filter(field="course").order_by("ord").last()
    sent = {"p-1": unit.path, "c-1": "process", "w-1": "办案过程不公开"}
    entered("sthj.pb").post(address(ready, "prepare"), sent)
    text = page(entered("sthj.pc"), address(ready))
    assert "办案过程不公开" in text and unit.value in text.split("与提议不同的")[1]
    assert "已逐一重新读出扫描，没有残留" in text and "两人办理" in text and 'id="approve"' in text


def test_who_drafted_gets_no_button_and_is_told_why(drafted: Line, world: founding.World) -> None:
    text = page(entered("sthj.pb"), address(drafted))
    assert 'id="approve"' not in text and "等待公示审核人办理" in plain(text)
    person = world.one("sthj", "PB")
    organs.grant_role(
        by=founding.FOUNDER, person=person, role=Role.CHECKER, now=real_now(), valid_from=drafted.on, basis="测试",
        organ=world.organs["sthj"],
    )  # fmt: skip
    both = entered("sthj.pb")
    text = page(both, address(drafted))
    assert 'id="approve"' not in text and 'id="return"' not in text and "审核人就是拟稿人" in text
    for deed in ("approve", "return", "withhold"):
        refused = both.post(address(drafted, deed), {**draft_of(drafted), f"{deed}_reason": "x", "late_reason": "x"})
        assert refused.status_code == 409 and "审核人就是拟稿人" in refused.content.decode(), deed
    assert Publication.objects.get().state == "prepared"


def test_a_handler_gets_no_form_and_is_told_why(ready: Line, world: founding.World) -> None:
    handler = world.one("sthj", "H")
    for role in (Role.PUBLISHER, Role.CHECKER):
        organs.grant_role(
            by=founding.FOUNDER, person=handler, role=role, now=real_now(), valid_from=ready.on, basis="测试",
            organ=world.organs["sthj"],
        )  # fmt: skip
    officer = entered("sthj.h1")
    text = page(officer, address(ready))
    assert 'id="draft"' not in text and "不能是本案承办人" in text
    assert officer.post(address(ready, "prepare"), {}).status_code == 409 and not Publication.objects.exists()


def test_late_approval_asks_its_reason_then_publishes(drafted: Line) -> None:
    checker = entered("sthj.pc")
    assert 'name="late_reason"' in page(checker, address(drafted))
    answer = checker.post(address(drafted, "approve"), draft_of(drafted))
    assert answer.status_code == 400 and "已届满，写明逾期原因" in answer.content.decode()
    answer = checker.post(address(drafted, "approve"), {**draft_of(drafted), "late_reason": "审核人出差"})
    assert answer.status_code == 302
    out = Publication.objects.get()
    text = page(checker, address(drafted))
    for link in (f"/decisions/{out.page}", f"/verify/{out.page}", f"/decisions/{out.page}.bundle.json"):
        assert f'href="{link}"' in text
    assert "审核人出差" in text and clocks.is_settled(drafted.case, "publish.penalty")
    assert 'id="correct"' not in page(entered("sthj.pb"), address(drafted))


def test_returned_with_its_reason_and_drafted_again_from_where_it_was(drafted: Line) -> None:
    checker, publisher = entered("sthj.pc"), entered("sthj.pb")
    assert checker.post(address(drafted, "return"), draft_of(drafted)).status_code == 400
    sent = {**draft_of(drafted), "return_reason": "证人姓名没有隐去"}
    assert checker.post(address(drafted, "return"), sent).status_code == 302
    assert "证人姓名没有隐去" in page(publisher, "/office/publications?tab=returned")
    text = page(publisher, address(drafted))
    assert "证人姓名没有隐去" in text and 'id="draft"' in text
    assert checker.post(address(drafted, "approve"), {**sent, "late_reason": "x"}).status_code == 409


def test_correcting_and_withdrawing_from_the_screen(world: founding.World) -> None:
    line = acted(world, "sthj", stop="pay")
    checker, sealed = entered("sthj.pc"), GongshiEntry.objects.count()
    assert checker.post(address(line, "withdraw"), {**draft_of(line), "withdraw_reason": ""}).status_code == 400
    assert GongshiEntry.objects.count() == sealed
    answer = checker.post(address(line, "withdraw"), {**draft_of(line), "withdraw_reason": "决定被撤销。"})
    assert answer.status_code == 302 and Publication.objects.get().state == "withdrawn"
    text = page(checker, address(line))
    assert "决定被撤销。" in text and 'id="withdraw"' not in text and 'id="draft"' not in text


def test_nothing_is_done_by_a_get_and_strangers_find_nothing(drafted: Line) -> None:
    checker = entered("sthj.pc")
    for deed in ("prepare", "approve", "return", "withhold", "correct", "withdraw"):
        assert checker.get(address(drafted, deed)).status_code == 405, deed
    assert checker.post(address(drafted, "delete"), {}).status_code == 404
    assert entered("scjg.pc").get(address(drafted)).status_code == 404
    assert entered("sthj.h1").get(address(drafted)).status_code == 403
    assert checker.get("/office/publications/none").status_code == 404


def test_filing_and_taking_out_from_the_screen(world: founding.World) -> None:
    line = acted(world, "sthj", stop="archive")
    archivist = entered("sthj.pb")
    waiting = page(archivist, "/office/archive")
    assert ">立卷</a>" in waiting and Volume.objects.count() == 0
    path = f"/office/archive/{line.case}"
    text = page(archivist, path)
    assert "行政处罚决定书" in text and 'id="file"' in text
    assert 'id="file"' not in page(entered("sthj.b1"), path)
    sent = {"remarks": "缺一张照片的底片。"}
    if 'name="late_reason"' in text:
        assert archivist.post(path, sent).status_code == 400
        sent["late_reason"] = "等待备案回执"
    assert archivist.post(path, sent).status_code == 302
    row = Volume.objects.get()
    assert row.number in page(archivist, "/office/archive") and row.blob in page(archivist, path)
    assert archivist.get(f"{path}/volume").status_code == 405
    assert archivist.post(f"{path}/volume", {}).status_code == 400
    viewed = AnjuanEntry.objects.filter(type="volume.viewed")
    assert not viewed.exists()
    answer = archivist.post(f"{path}/volume", {"purpose": "litigation"})
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf" and hashlib.sha256(data).hexdigest() == row.blob
    assert viewed.count() == 1 and "no-store" in answer["Cache-Control"]
    assert entered("scjg.pb").post(f"{path}/volume", {"purpose": "litigation"}).status_code == 404
