"""Lists on a real database: row by row to published, each word by another person, versions that nobody rewrites."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction

from mingjing.catalog import drafting, generating, lists, publishing
from mingjing.catalog import queries as catalog
from mingjing.catalog.models import AVItem, ListVersion, PowerItem, RandomItem
from mingjing.catalog.roots import root_of
from mingjing.config.clock import BEIJING
from mingjing.config.demo import founding
from mingjing.law.kinds import ActKind, DecisionKind, PartyKind
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.review_list import listed_grounds
from mingjing.law.reviewing import review_grounds
from mingjing.law.thresholds import Proposal
from mingjing.ledger import audit
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.organs.permissions import NotAllowed, actor_for

NOW = datetime(2026, 11, 2, 10, tzinfo=BEIJING)
State = ListVersion.State
SAMPLE = {k: {c.name: c.sample for c in kind.columns if c.sample} for k, kind in BY_CODE.items()}


@pytest.fixture
def world(db: None, home: Any) -> founding.World:
    return founding.found(NOW - timedelta(days=30), frozenset({"sthj", "sj"}), hashed="!")


def actor(world: founding.World, role: str, n: int = 0, organ: str = "sthj") -> Any:
    return actor_for(world.one(organ, role, n), NOW.date())


def drafted(world: founding.World, kind: str = "channels", **cells: Any) -> ListVersion:
    organ = world.organs["sthj"].pk
    return drafting.save_row(
        actor=actor(world, "U"), organ_id=organ, kind=kind, key="", cells=SAMPLE[kind] | cells, now=NOW
    )


def published(world: founding.World, version: ListVersion, note: str = "首次公布") -> ListVersion:
    version = publishing.submit(actor=actor(world, "U"), version=version, note=note, now=NOW)
    version = publishing.agree(actor=actor(world, "L"), version=version, words="", now=NOW)
    version = publishing.agree(actor=actor(world, "B"), version=version, words="同意", now=NOW)
    if version.state == State.GUIDING:
        version = publishing.agree(actor=actor(world, "J", organ="sj"), version=version, words="", now=NOW)
    return version


@pytest.mark.clause("D1.7", "D1.4")
def test_a_list_is_published_by_three_people_and_stands_in_the_public_log(world: founding.World) -> None:
    version = published(world, drafted(world))
    assert (version.state, version.number, version.published_on) == (State.PUBLISHED, 1, NOW.date())
    entry = GongshiEntry.objects.get(seq=version.public_seq)
    texts = list(lists.rows(version).values_list("text", flat=True))
    assert entry.content["data"]["root"] == root_of("channels", texts) == version.root
    assert [e.type for e in AnjuanEntry.objects.order_by("-seq")[:4]] == [
        "list.published", "list.agreed", "list.submitted", "list.drafted",
    ]  # fmt: skip
    assert len({step["by"] for step in version.course}) == 3


def test_nobody_checks_or_approves_what_he_drafted_or_checked(world: founding.World) -> None:
    version = publishing.submit(actor=actor(world, "U"), version=drafted(world), note="", now=NOW)
    assert publishing.speaks(actor(world, "L"), version)
    assert not publishing.speaks(actor(world, "U"), version) and not publishing.speaks(actor(world, "B"), version)
    with pytest.raises(NotAllowed, match="不能是同一个人"):
        publishing.agree(actor=actor(world, "U"), version=version, words="", now=NOW)
    with pytest.raises(NotAllowed, match="办理"):
        publishing.agree(actor=actor(world, "B"), version=version, words="", now=NOW)
    with pytest.raises(NotAllowed):
        publishing.agree(actor=actor(world, "H"), version=version, words="", now=NOW)
    assert ListVersion.objects.get(pk=version.pk).state == State.CHECKING


@pytest.mark.clause("R2.1", "L2.2")
@pytest.mark.parametrize("kind", ["av-items", "review-catalogue"])
def test_what_the_plan_wants_guided_waits_for_the_bureau_and_comes_back_with_its_words(
    world: founding.World, kind: str
) -> None:
    version = publishing.submit(actor=actor(world, "U"), version=drafted(world, kind), note="", now=NOW)
    version = publishing.agree(actor=actor(world, "L"), version=version, words="", now=NOW)
    version = publishing.agree(actor=actor(world, "B"), version=version, words="", now=NOW)
    assert version.state == State.GUIDING
    bureau = actor(world, "J", organ="sj")
    with pytest.raises(publishing.ListBlocked, match="写明"):
        publishing.send_back(actor=bureau, version=version, words=" ", now=NOW)
    version = publishing.send_back(actor=bureau, version=version, words="补充听证", now=NOW)
    assert version.state == State.RETURNED and version.course[-1]["words"] == "补充听证"
    version = publishing.submit(actor=actor(world, "U"), version=version, note="已补充", now=NOW)
    version = publishing.agree(actor=actor(world, "L"), version=version, words="", now=NOW)
    version = publishing.agree(actor=actor(world, "B"), version=version, words="", now=NOW)
    assert publishing.agree(actor=bureau, version=version, words="", now=NOW).state == State.PUBLISHED
    if kind == "av-items":
        assert AVItem.objects.filter(organ=world.organs["sthj"], code="scene").exists()


@pytest.mark.clause("D1.4")
def test_a_published_power_opens_cases_and_one_no_longer_listed_does_not(world: founding.World) -> None:
    organ = world.organs["sthj"].pk
    first = published(world, drafted(world, "powers", code="X-1", name="示例职权"))
    power = PowerItem.objects.get(organ_id=organ, code="X-1")
    assert catalog.power_listed(power, NOW.date()) and power.details["duties"]
    later = NOW + timedelta(days=5)
    drafting.save_row(
        actor=actor(world, "U"), organ_id=organ, kind="powers", key="", now=later,
        cells=SAMPLE["powers"] | {"code": "X-2", "name": "另一项职权"},
    )  # fmt: skip
    draft = drafting.remove_row(actor=actor(world, "U"), organ_id=organ, kind="powers", key="X-1", now=later)
    second = publishing.submit(actor=actor(world, "U"), version=draft, note="取消一项", now=later)
    second = publishing.agree(actor=actor(world, "L"), version=second, words="", now=later)
    second = publishing.agree(actor=actor(world, "B"), version=second, words="", now=later)
    power.refresh_from_db()
    assert power.valid_to == later.date() - timedelta(days=1) and not catalog.power_listed(power, later.date())
    assert [v.number for v in lists.versions(organ, "powers")] == [2, 1]
    assert lists.in_force(organ, "powers", NOW.date()) == first and lists.values_of(first)[0]["code"] == "X-1"
    assert {d.key: d.change for d in lists.differences(first, second)} == {"X-1": "removed", "X-2": "added"}


@pytest.mark.clause("D1.5")
def test_an_item_rests_on_a_power_that_is_published_first(world: founding.World) -> None:
    draft = drafted(world, "inspection-items", power="X-9")
    with pytest.raises(publishing.ListBlocked) as blocked:
        publishing.submit(actor=actor(world, "U"), version=draft, note="", now=NOW)
    assert "X-9" in blocked.value.reasons[0] and "先公布权责清单" in blocked.value.reasons[0]
    published(world, drafted(world, "powers", code="X-9", act="行政检查", name="示例检查"))
    published(world, ListVersion.objects.get(pk=draft.pk))
    assert RandomItem.objects.get(code=SAMPLE["inspection-items"]["code"]).contents == [
        {"item": "场所", "standard": "清洁"}
    ]


@pytest.mark.clause("D1.8")
@pytest.mark.law("行政强制法17")
def test_coercion_is_not_entrusted(world: founding.World) -> None:
    published(world, drafted(world, "powers", code="X-3", act="行政强制", name="示例强制"))
    draft = drafted(world, "entrustments", powers="X-3")
    with pytest.raises(publishing.ListBlocked, match="不得委托（行政强制法17①）"):
        publishing.submit(actor=actor(world, "U"), version=draft, note="", now=NOW)


def test_two_rows_of_one_key_and_a_wrong_cell_are_told_with_their_cure(world: founding.World) -> None:
    drafted(world)
    with pytest.raises(drafting.RowRefused, match="编号与本清单另一行相同"):
        drafted(world)
    with pytest.raises(drafting.RowRefused) as refused:
        drafted(world, code="X", valid_from="2026-13-01", phone="abc")
    assert [p.column for p in refused.value.problems] == ["phone", "valid_from"]


def test_while_it_is_checked_nobody_edits_it_and_two_editors_do_not_overwrite_each_other(world: founding.World) -> None:
    version = publishing.submit(actor=actor(world, "U"), version=drafted(world), note="", now=NOW)
    with pytest.raises(drafting.Underway, match="待核对"):
        drafted(world, code="another")
    with pytest.raises(drafting.Underway):
        drafting.discard(actor=actor(world, "U"), version=version, now=NOW)
    back = publishing.send_back(actor=actor(world, "L"), version=version, words="电话不对", now=NOW)
    gone = drafting.discard(actor=actor(world, "U"), version=back, now=NOW)
    assert gone.state == State.DISCARDED and lists.being_made(gone.organ_id, "channels") is None


def test_a_second_version_says_what_changed_and_why(world: founding.World) -> None:
    published(world, drafted(world))
    second = drafted(world, code="another")
    with pytest.raises(publishing.ListBlocked, match="变动说明"):
        publishing.submit(actor=actor(world, "U"), version=second, note=" ", now=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalog_listrow SET text = '{}' WHERE version_id = %s",
        "DELETE FROM catalog_listrow WHERE version_id = %s",
        "INSERT INTO catalog_listrow (version_id, ord, key, title, text) VALUES (%s, 99, 'k', 't', '{}')",
        "UPDATE catalog_listversion SET root = 'x' WHERE id = %s",
        "DELETE FROM catalog_listversion WHERE id = %s",
    ],
)
def test_the_database_refuses_to_rewrite_a_version(world: founding.World, statement: str) -> None:
    version = published(world, drafted(world))
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [version.pk])


@pytest.mark.clause("D1.2", "D1.1")
def test_the_list_of_officers_comes_from_the_register_without_private_columns(world: founding.World) -> None:
    organ = world.organs["sthj"]
    version = generating.draft_from_register(actor=actor(world, "U"), organ=organ, kind="officers", now=NOW)
    assert version is not None
    rows = lists.values_of(published(world, version))
    assert rows and set(rows[0]) == {c.name for c in BY_CODE["officers"].columns}
    assert generating.draft_from_register(actor=actor(world, "U"), organ=organ, kind="officers", now=NOW) is None
    bureau = actor(world, "J", organ="sj")
    subjects = generating.draft_from_register(actor=bureau, organ=world.organs["sj"], kind="subjects", now=NOW)
    assert subjects is not None and subjects.count == 2
    with pytest.raises(NotAllowed):
        generating.draft_from_register(actor=actor(world, "U"), organ=organ, kind="subjects", now=NOW)


def test_strangers_do_not_see_drafts(world: founding.World) -> None:
    version = drafted(world)
    assert lists.version_for(actor(world, "H"), version.pk) == version
    assert lists.version_for(actor(world, "J", organ="sj"), version.pk) == version
    assert lists.version_for(actor(world, "S", organ="sj"), version.pk) is None


@pytest.mark.clause("L2.2")
def test_what_the_organ_lists_as_major_is_reviewed(world: founding.World) -> None:
    rows = [
        {"act": "licence", "name": "取水许可", "basis": "目录一", "powers": ["X-1"]},
        {"act": "penalty", "name": "大额罚款", "basis": "目录二", "amount_person": 100_000, "amount_org": 1_000_000},
        {"act": "coercion", "name": "只有文字", "basis": "目录三", "standard": "涉及重大利益的"},
    ]
    person = Proposal(PartyKind.PERSON, "水利", NOW.date(), fine=100_000)
    assert listed_grounds(rows, ActKind.LICENCE, "X-1", person) == ("列入本机关法制审核目录清单“取水许可”（目录一）",)
    assert listed_grounds(rows, ActKind.LICENCE, "X-2", person) == ()
    assert "目录二" in listed_grounds(rows, ActKind.PENALTY, "X-1", person)[0]
    assert listed_grounds(rows, ActKind.PENALTY, "X-1", replace(person, fine=99_999)) == ()
    assert listed_grounds(rows, ActKind.PENALTY, "X-1", replace(person, party_kind=PartyKind.ORGANISATION)) == ()
    assert listed_grounds(rows, ActKind.COERCION, "X-1", person) == ()
    listed = replace(person, listed=("列入",))
    assert review_grounds(DecisionKind.LICENCE_GRANT, listed) == ("列入",)


@pytest.mark.clause("D1.1")
def test_the_regions_list_is_made_by_one_and_confirmed_by_another_of_the_bureau(world: founding.World) -> None:
    bureau, second = actor(world, "J", organ="sj"), actor(world, "J", 1, organ="sj")
    made = generating.draft_from_register(actor=bureau, organ=world.organs["sj"], kind="subjects", now=NOW)
    assert made is not None
    made = publishing.submit(actor=bureau, version=made, note="", now=NOW)
    with pytest.raises(NotAllowed):
        publishing.agree(actor=bureau, version=made, words="", now=NOW)
    assert publishing.agree(actor=second, version=made, words="", now=NOW).state == State.PUBLISHED


@pytest.mark.clause("R2.1")
def test_an_item_of_the_organs_own_list_stands_in_place_of_the_common_one(world: founding.World) -> None:
    organ, on = world.organs["sthj"].pk, NOW.date()
    before = [item.code for item in catalog.av_items(organ, on)]
    published(world, drafted(world, "av-items", code="scene", name="本机关的现场检查"))
    assert [item.code for item in catalog.av_items(organ, on)] == before
    assert next(i for i in catalog.av_items(organ, on) if i.code == "scene").name == "本机关的现场检查"


def test_the_audit_asks_each_version_whether_its_rows_still_give_its_root(world: founding.World) -> None:
    version = published(world, drafted(world))
    assert audit.audit() == [] and list(version.broken_parts()) == []
    version.root = root_of("channels", ["{}"])
    assert [table for table, _ in version.broken_parts()] == ["catalog_listrow"]
    key = f"catalog_listversion/{version.pk}"
    committed = audit._committed(ListVersion, [version.pk], {key: version.ledger_id})[key]
    assert [d.table for d in audit._row(version, committed)] == ["catalog_listversion", "catalog_listrow"]


@pytest.mark.clause("D0.4")
@pytest.mark.parametrize(
    ("column", "text", "what"),
    [
        ("name", "负责人手机13812345678", "手机号码"),
        ("name", "负责人手机１３８１２３４５６７８", "手机号码"),
        ("phone", "13812345678", "手机号码"),
        ("body", "经办人身份证 411202199001010019", "公民身份号码"),
        ("address", "账号 6222020200112233446", "银行账号"),
    ],
)
def test_no_public_row_carries_a_persons_number(world: founding.World, column: str, text: str, what: str) -> None:
    with pytest.raises(drafting.RowRefused, match=what) as refused:
        drafted(world, **{column: text})
    assert [p.column for p in refused.value.problems] == [column] and "办公电话" in str(refused.value)
