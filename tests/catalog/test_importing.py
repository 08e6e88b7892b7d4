"""Files into lists and registers: dry run, good rows in one act, the same file twice, the whole batch undone."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mingjing.catalog import drafting, importing, lists, publishing, registers
from mingjing.catalog.models import ImportBatch, ListVersion, RandomItem, TargetPool
from mingjing.config.clock import BEIJING
from mingjing.config.demo import founding
from mingjing.config.demo import world as seeds
from mingjing.law.list_kinds import BY_CODE
from mingjing.ledger import audit
from mingjing.ledger.actions import By
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import queries as organs
from mingjing.organs.models import Account, Certificate, Grant, Organ, Person
from mingjing.organs.permissions import NotAllowed, actor_for

NOW = datetime(2026, 11, 2, 10, tzinfo=BEIJING)
OPERATOR = By("operator", "C", "")


def sheet(kind: str, *rows: dict[str, str]) -> bytes:
    """A CSV of the kind's headings; what a row does not say is the column's sample, or empty."""
    text = io.StringIO()
    out = csv.writer(text)
    columns = BY_CODE[kind].columns
    out.writerow([c.heading for c in columns])
    for row in rows:
        out.writerow([row.get(c.name, c.sample if c.required else "") for c in columns])
    return text.getvalue().encode()


def person(n: int, **cells: str) -> dict[str, str]:
    return {"id_number": seeds.id_number(600 + n), "name": f"示例人员{n}"} | cells


@pytest.fixture
def world(db: None, home: Any) -> founding.World:
    return founding.found(NOW - timedelta(days=30), frozenset({"sthj", "sj"}), hashed="!")


def who(world: founding.World, organ: str = "sthj") -> registers.Importer:
    return registers.Importer(OPERATOR, world.organs[organ])


@pytest.mark.clause("D1.4")
def test_good_rows_become_one_draft_and_the_same_file_changes_nothing(world: founding.World) -> None:
    before = AnjuanEntry.objects.count()
    data = sheet("channels", {"code": "1"}, {"code": "2"}, {"code": "2"}, {"code": "3", "valid_from": "昨天"})
    outcome = importing.bring_in(who(world), "channels", data, "渠道.csv", NOW)
    assert (outcome.batch.total, outcome.batch.good) == (4, 2)
    assert [(n, p[0][0]) for n, _, p in outcome.batch.wrong] == [(4, "code"), (5, "valid_from")]
    assert AnjuanEntry.objects.count() == before + 1
    again = importing.bring_in(who(world), "channels", data, "渠道.csv", NOW).batch
    assert again.version.root == outcome.batch.version.root and again.version.count == 2


def test_a_dry_run_writes_nothing(world: founding.World) -> None:
    before = AnjuanEntry.objects.count(), ListVersion.objects.count()
    report = importing.check_file(who(world), "channels", sheet("channels", {"code": "1"}), "x.csv")
    assert len(report.good) == 1 and before == (AnjuanEntry.objects.count(), ListVersion.objects.count())


def test_undoing_goes_back_to_the_draft_before_and_not_further(world: founding.World) -> None:
    organ = world.organs["sthj"].pk
    first = importing.bring_in(who(world), "channels", sheet("channels", {"code": "1"}), "1.csv", NOW)
    second = importing.bring_in(who(world), "channels", sheet("channels", {"code": "2"}), "2.csv", NOW)
    importing.undo(who(world), second.batch, NOW)
    draft = lists.being_made(organ, "channels")
    assert draft is not None and [v["code"] for v in lists.values_of(draft)] == ["1"]
    with pytest.raises(registers.NotUndoable, match="已经撤销"):
        importing.undo(who(world), second.batch, NOW)
    publishing.submit(actor=actor_for(world.one("sthj", "U"), NOW.date()), version=draft, note="", now=NOW)
    with pytest.raises(registers.NotUndoable, match="待核对"):
        importing.undo(who(world), first.batch, NOW)
    with pytest.raises(drafting.Underway):
        importing.bring_in(who(world), "channels", sheet("channels", {"code": "3"}), "3.csv", NOW)


@pytest.mark.clause("D1.1")
def test_an_organ_and_its_people_come_from_two_files_and_go_again(world: founding.World) -> None:
    whole = registers.Importer(OPERATOR, None)
    organ_file = sheet("organs", {"uscc": seeds.credit_code("11", "411202", 900), "region": "411202"})
    brought = importing.bring_in(whole, "organs", organ_file, "主体.csv", NOW)
    organ = Organ.objects.get(uscc=seeds.credit_code("11", "411202", 900))
    fine = {"issued_on": "2026-01-01", "valid_to": "2030-12-31"}
    people = sheet(
        "people",
        person(1, roles="承办人", username="new.h1", certificate="16129990001", **fine),
        person(2, roles="法制审核人员", legal_qualification="是"),
        person(3, roles="法制审核人员"),
        person(4, roles="承办人"),
    )  # fmt: skip
    outcome = importing.bring_in(registers.Importer(OPERATOR, organ), "people", people, "人员.csv", NOW)
    assert [(n, p[0][0]) for n, _, p in outcome.batch.wrong] == [(4, "legal_qualification"), (5, "certificate")]
    assert [a[0] for a in outcome.accounts] == ["new.h1"]
    assert Account.objects.get(username="new.h1").check_password(outcome.accounts[0][2])
    assert organs.public_officers(organ.pk, NOW.date())[0]["valid"]
    assert importing.bring_in(registers.Importer(OPERATOR, organ), "people", people, "人员.csv", NOW).batch.made == []
    importing.undo(registers.Importer(OPERATOR, organ), outcome.batch, NOW)
    gone = Person.objects.get(name="示例人员1")
    assert gone.left_on and not Grant.objects.filter(person=gone, valid_to=None).exists()
    assert not Account.objects.get(username="new.h1").is_active
    assert Certificate.objects.get(number="16129990001").status == "revoked"
    importing.undo(whole, brought.batch, NOW)
    assert Organ.objects.get(pk=organ.pk).valid_to < NOW.date()
    assert audit.audit() == []


@pytest.mark.clause("D1.2")
def test_people_are_not_taken_twice_and_numbers_not_by_two(world: founding.World) -> None:
    known = world.one("sthj", "H")
    number = Certificate.objects.get(person=known).number
    fine = {"issued_on": "2026-01-01", "valid_to": "2030-12-31"}
    data = sheet(
        "people",
        person(1, certificate=number, **fine),
        person(2, certificate="411202199001010018", **fine),
        person(3, username=world.accounts[0][0]),
    )
    report = importing.check_file(who(world), "people", data, "人员.csv")
    assert not report.good
    told = [w.problems[0].message for w in report.wrong]
    assert known.name in told[0] and "像是身份证号" in told[1] and "换一个" in told[2]
    elsewhere = sheet("people", person(9) | {"id_number": seeds.id_number(0)})
    assert "已登记为" in importing.check_file(who(world), "people", elsewhere, "x.csv").wrong[0].problems[0].message


@pytest.mark.clause("D1.5")
def test_targets_are_a_pool_of_a_published_item_and_undone_by_the_pool_before(world: founding.World) -> None:
    organ, power = world.organs["sthj"], world.powers["sthj", "inspect_pollution"]
    item = RandomItem(organ=organ, power_id=power, code="01-SJ-001", name="示例", contents=[], valid_from=NOW.date())
    from mingjing.ledger.actions import act

    with act(type="random_item.listed", by=OPERATOR, obj=item.pk, now=NOW) as opened:
        opened.save(item)
    code = {"code": seeds.credit_code("91", "411202", 1)}
    data = sheet("targets", {"id": "t1"} | code, {"id": "t2", "item": "没有"} | code, {"id": "t3"})
    outcome = importing.bring_in(who(world), "targets", data, "名录.csv", NOW)
    assert [n for n, *_ in outcome.batch.wrong] == [3, 4]
    assert [r["id"] for r in TargetPool.objects.filter(item=item).last().rows] == ["t1"]
    importing.undo(who(world), outcome.batch, NOW)
    assert TargetPool.objects.filter(item=item).order_by("ledger_id").last().rows == []


def test_more_people_than_one_entry_holds_come_in_one_batch_and_go_as_one(world: founding.World) -> None:
    fine = {"issued_on": "2026-01-01", "valid_to": "2030-12-31", "roles": "承办人、公示拟稿人"}
    data = sheet("people", *(person(n, certificate=f"1613{n:07d}", unit="执法二科", **fine) for n in range(60)))
    outcome = importing.bring_in(who(world), "people", data, "人员.csv", NOW)
    assert outcome.batch.good == 60 and Person.objects.filter(name__startswith="示例人员").count() == 60
    importing.undo(who(world), outcome.batch, NOW)
    assert not Person.objects.filter(name__startswith="示例人员", left_on=None).exists()
    assert audit.audit() == []


def test_who_may_bring_in_what(world: founding.World) -> None:
    organ = world.organs["sthj"]
    as_ = lambda role, of="sthj": actor_for(world.one(of, role), NOW.date())  # noqa: E731
    assert importing.importer(as_("U"), "powers", organ)
    with pytest.raises(NotAllowed):
        importing.importer(as_("H"), "powers", organ)
    with pytest.raises(NotAllowed):
        importing.importer(as_("U"), "people", organ)
    bureau = importing.importer(as_("J", "sj"), "people", organ)
    assert not bureau.grants_roles and importing.importer(as_("C", "sj"), "people", organ).grants_roles
    report = importing.check_file(bureau, "people", sheet("people", person(1, roles="机关负责人")), "x.csv")
    assert "安全管理员" in report.wrong[0].problems[0].message
    with pytest.raises(NotAllowed):
        importing.importer(as_("U"), "organs", None)


def test_an_administrator_gives_accounts_in_his_organ_and_the_bureaus_in_its_region(world: founding.World) -> None:
    from mingjing.law.kinds import Role
    from mingjing.organs import actions

    organ, bureau = world.organs["sthj"], world.organs["sj"]
    security = actor_for(world.one("sj", "C"), NOW.date())
    assert {row["organ"].pk for row in importing.enrolments(security)} == {organ.pk, bureau.pk}
    outsider = actions.register_person(
        by=OPERATOR, id_number=seeds.id_number(650), now=NOW, name="示例管理员", gender="", position="", organ=organ,
        unit=None, has_legal_qualification=False, qualification_no="",
    )  # fmt: skip
    actions.grant_role(
        by=OPERATOR, person=outsider, role=Role("C"), now=NOW, valid_from=NOW.date(), basis="示例", organ=organ
    )
    own = actor_for(outsider, NOW.date())
    assert [row["organ"].pk for row in importing.enrolments(own)] == [organ.pk]
    with pytest.raises(NotAllowed):
        importing.importer(own, "people", bureau)


def test_a_batch_is_entered_once_after_a_look_at_its_report(world: founding.World) -> None:
    data = sheet("channels", {"code": "1"})
    kept = importing.keep_checked(who(world), "channels", data, "渠道.csv", NOW)
    assert kept.state == ImportBatch.State.CHECKED and lists.being_made(world.organs["sthj"].pk, "channels") is None
    importing.bring_in(who(world), "channels", data, "渠道.csv", NOW, checked=kept)
    with pytest.raises(importing.AlreadyIn):
        importing.bring_in(who(world), "channels", data, "渠道.csv", NOW, checked=kept)


@pytest.mark.pure
def test_every_kind_has_a_command_a_template_and_its_sample(tmp_path: Path) -> None:
    from mingjing.catalog.sheets import writing
    from mingjing.law.list_kinds import IMPORTABLE

    assert " ".join(IMPORTABLE) == (
        "organs people powers inspection-items av-items review-catalogue guides benchmarks entrustments channels "
        "lenient-list targets statutes-local"
    )
    for code in IMPORTABLE:
        assert writing.template(BY_CODE[code])[:2] == b"PK"


def test_the_command_reports_row_by_row_and_fails_when_a_row_is_wrong(
    world: founding.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from mingjing.config import cli

    file = tmp_path / "渠道.csv"
    file.write_bytes(sheet("channels", {"code": "1"}, {"code": "2", "phone": "电话"}))
    assert cli.main(["import", "channels", str(file), "--organ", "三环", "--dry-run", "--json"]) == 1
    said = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert [(w["row"], w["column"], w["value"]) for w in said["wrong"]] == [(3, "电话", "电话")]
    assert "0398-1234567" in said["wrong"][0]["message"] and ImportBatch.objects.count() == 0
    assert cli.main(["import", "channels", str(file), "--organ", "三环", "--json"]) == 1
    said = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert said["imported"] and ImportBatch.objects.get(pk=said["batch"]).good == 1
    assert cli.main(["import", "channels", said["batch"], "--undo"]) == 0
    assert cli.main(["import", "channels", str(tmp_path / "没有.csv"), "--organ", "三环"]) == 2
    assert cli.main(["import", "channels", str(file), "--organ", "没有的机关"]) == 2


@pytest.mark.pure
def test_the_command_is_a_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "mingjing.config.cli", "import", "--help"], capture_output=True, text=True, check=True
    )
    assert "--dry-run" in shown.stdout


@pytest.mark.clause("I1.1")
def test_local_rules_come_in_whole_by_the_command_and_are_taken_back(
    world: founding.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mingjing.catalog.models import Article, Statute
    from mingjing.config import cli

    rows = [{"title": "示例条例", "article": f"第{n}条", "text": f"第{n}条的内容。"} for n in "一二"]
    file = tmp_path / "法规.csv"
    file.write_bytes(sheet("statutes-local", *rows, {"title": "另一条例", "article": "总则"}, {"title": "另一条例"}))
    assert cli.main(["import", "statutes-local", str(file), "--dry-run", "--json"]) == 1
    wrong = json.loads(capsys.readouterr().out.strip().splitlines()[-1])["wrong"]
    assert [(w["row"], w["column"]) for w in wrong] == [(4, "条号"), (5, "")] and "第三十四条" in wrong[0]["message"]
    file.write_bytes(sheet("statutes-local", *rows))
    assert cli.main(["import", "statutes-local", str(file), "--json"]) == 0
    batch = json.loads(capsys.readouterr().out.strip().splitlines()[-1])["batch"]
    held = Statute.objects.get(title="示例条例")
    assert Article.objects.filter(statute=held).count() == held.article_count == 2
    changed = sheet("statutes-local", rows[0], rows[1] | {"text": "另一内容。"})
    report = importing.check_file(registers.Importer(OPERATOR, None), "statutes-local", changed, "x.csv")
    assert "修订后的施行日期" in report.wrong[0].problems[0].message and not report.good
    later = [row | {"effective_from": "2026-01-01", "text": "修订。"} for row in rows]
    importing.bring_in(
        registers.Importer(OPERATOR, None), "statutes-local", sheet("statutes-local", *later), "x.csv", NOW
    )
    held.refresh_from_db()
    assert str(held.effective_to) == "2025-12-31" and Statute.objects.filter(title="示例条例").count() == 2
    revised = ImportBatch.objects.exclude(pk=batch).get()
    assert cli.main(["import", "statutes-local", revised.pk, "--undo"]) == 0
    held.refresh_from_db()
    assert held.effective_to is None and Statute.objects.filter(title="示例条例").count() == 1
    assert cli.main(["import", "statutes-local", batch, "--undo"]) == 0
    assert not Statute.objects.filter(title="示例条例").exists()
    assert cli.main(["import", "statutes-local", str(file)]) == 0
    assert audit.audit() == []
