"""The people database: certificates, roles, moving and leaving, records, reviewers; who may do what to whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.law.kinds import Role
from mingjing.law.staffing import Deed
from mingjing.ledger import audit
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import actions, cards, certificates, people, posts, queries, records
from mingjing.organs.actions import Refused
from mingjing.organs.certificates import Wrong
from mingjing.organs.models import Account, Certificate, Grant, Person, PersonEvent, Record
from mingjing.organs.permissions import Actor, NotAllowed, actor_for
from mingjing.procedure.workload import open_work

WHY = {"reason": "示例：检查发现超范围执法，正在调查", "document": "三司监〔2026〕3号"}


@pytest.fixture
def world(db: None, home: Path, now: datetime) -> founding.World:
    return founding.found(now - timedelta(days=30), frozenset({"sj", "scjg", "wj"}), hashed="!")


def who(world: founding.World, organ: str, role: str, now: datetime, n: int = 0) -> Actor:
    return world.actor(organ, role, now.date(), n)


def fresh(person: Person) -> Person:
    return Person.objects.select_related("organ", "organ__region", "unit").get(pk=person.pk)


def held(person: Person) -> Certificate:
    return Certificate.objects.select_related("person", "region").get(person=person)


def suspended(world: founding.World, now: datetime, n: int = 0) -> Certificate:
    certificate = held(world.one("scjg", "H", n))
    return certificates.change(
        actor=who(world, "sj", "J", now), certificate=certificate, deed=Deed.SUSPEND, values=WHY, now=now
    )


@pytest.mark.clause("D1.2")
@pytest.mark.law("河南省行政执法条例42")
def test_a_suspended_certificate_names_nobody_shows_no_card_and_is_public(world: founding.World, now: datetime) -> None:
    officer, before = world.one("scjg", "H"), AnjuanEntry.objects.count()
    assert officer in queries.officers(world.organs["scjg"].pk, now.date())
    suspended(world, now)
    assert AnjuanEntry.objects.count() == before + 1
    assert officer not in queries.officers(world.organs["scjg"].pk, now.date())
    assert queries.certificate_of(officer.pk, now.date()) is None
    with pytest.raises(cards.NotShown, match="暂扣"):
        cards.card_of(officer.pk, now.date())
    public = {p["name"]: p for p in queries.public_officers(world.organs["scjg"].pk, now.date())}
    assert (public[officer.name]["valid"], public[officer.name]["state"]) == (False, ("red", "暂扣"))
    event = PersonEvent.objects.get(person=officer)
    assert (event.kind, event.reason, event.document) == ("certificate.suspended", WHY["reason"], WHY["document"])
    assert "第四十二条" in event.basis and event.by_person == world.one("sj", "J").pk
    again = certificates.change(
        actor=who(world, "sj", "J", now), certificate=held(officer), deed=Deed.RESTORE, values=WHY, now=now
    )
    assert again.valid_on(now.date()) and officer in queries.officers(world.organs["scjg"].pk, now.date())
    assert audit.audit() == []


def test_what_was_cancelled_stays_cancelled(world: founding.World, now: datetime) -> None:
    officer, bureau = world.one("scjg", "H"), who(world, "sj", "J", now)
    certificates.change(actor=bureau, certificate=held(officer), deed=Deed.CANCEL, values=WHY, now=now)
    with pytest.raises(cards.NotShown, match="收回"):
        cards.card_of(officer.pk, now.date())
    public = {p["name"]: p["state"][1] for p in queries.public_officers(world.organs["scjg"].pk, now.date())}
    assert public[officer.name] == "注销"
    for deed in (Deed.RESTORE, Deed.RENEW, Deed.AMEND, Deed.SUSPEND, Deed.CANCEL):
        with pytest.raises(Refused, match="现在是“注销”"):
            certificates.change(actor=bureau, certificate=held(officer), deed=deed, values=WHY, now=now)


def test_a_certificate_is_renewed_before_it_ends_and_not_after(world: founding.World, now: datetime) -> None:
    certificate, bureau = held(world.one("scjg", "H")), who(world, "sj", "J", now)
    longer = WHY | {"valid_to": certificate.valid_to + timedelta(days=365)}
    renewed = certificates.change(actor=bureau, certificate=certificate, deed=Deed.RENEW, values=longer, now=now)
    assert (renewed.valid_to, renewed.issued_on) == (longer["valid_to"], certificate.issued_on)
    with pytest.raises(Wrong, match="应当晚于现在"):
        certificates.change(actor=bureau, certificate=renewed, deed=Deed.RENEW, values=longer, now=now)
    late = now + timedelta(days=9000)
    with pytest.raises(Refused, match="到期，不能延长"):
        certificates.change(
            actor=bureau, certificate=renewed, deed=Deed.RENEW, values=longer | {"valid_to": date(2060, 1, 1)}, now=late
        )


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ({"number": "41120219900101123X"}, "number", "8 到 14 位数字"),
        ({"number": "known"}, "number", "已登记在"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to", "不能早于发证日期"),
        ({"issued_on": date(2019, 1, 1), "valid_to": date(2024, 1, 1)}, "valid_to", "有效期已过"),
        ({"issued_on": None}, "issued_on", "填写发证日期"),
        ({"fields": ["炼金"]}, "fields", "选择执法类别"),
        ({"region": "999999"}, "region", "选择执法区域"),
    ],
)
def test_a_wrong_new_certificate_is_told_at_its_field(
    world: founding.World, now: datetime, cells: dict[str, Any], field: str, words: str
) -> None:
    values = {
        "number": "16129990001", "issued_on": date(2026, 1, 1), "valid_to": date(2030, 12, 31),
        "fields": ["市场监管"], "region": "411200", "document": "",
    }  # fmt: skip
    if cells.get("number") == "known":
        cells = {"number": held(world.one("scjg", "H")).number}
    bureau, person = who(world, "sj", "J", now), world.one("scjg", "B")
    with pytest.raises(Wrong) as refused:
        certificates.issue(actor=bureau, person=person, values=values | cells, now=now)
    assert words in refused.value.errors[field]
    assert not Certificate.objects.filter(person=person).exists()
    assert certificates.issue(actor=bureau, person=person, values=values, now=now).valid_on(now.date())


# Who may, by role: each deed as someone of the bureau, of the same organ, of another organ, as administrator.
MAY: dict[str, set[str]] = {
    "suspend": {"sj.J"}, "restore": {"sj.J"}, "cancel": {"sj.J"}, "renew": {"sj.J", "sj.C"}, "issue": {"sj.J", "sj.C"},
    "describe": {"sj.J", "sj.C"}, "qualify": {"sj.J", "sj.C"}, "record": {"sj.J", "sj.C"}, "move": {"sj.J", "sj.C"},
    "leave": {"sj.J", "sj.C"}, "give": {"sj.C"}, "end": {"sj.C"}, "read": {"sj.J", "sj.C", "scjg.B", "scjg.U"},
}  # fmt: skip
ASKERS = [
    *(f"sj.{r}" for r in "JSCD"), *(f"scjg.{r}" for r in ("H", "U", "L", "B", "PB", "PC")), "wj.B", "wj.U", "wj.H",
]  # fmt: skip


def attempt(world: founding.World, asker: str, deed: str, now: datetime) -> None:
    organ, role = asker.split(".")
    actor = world.actor(organ, role, now.date())
    person = fresh(world.one("scjg", "H", 1))
    certificate = held(person)
    values = WHY | {
        "valid_to": certificate.valid_to + timedelta(days=1), "fields": ["市场监管"], "region": "411200",
        "number": "16129990002", "issued_on": date(2026, 1, 1), "position": "执法人员", "phone": "", "lawyer": "",
        "qualified": False, "first_review_on": None,
    }  # fmt: skip
    if deed in {"renew", "suspend", "restore", "cancel"}:
        certificates.change(actor=actor, certificate=certificate, deed=Deed(deed), values=values, now=now)
    elif deed == "issue":
        certificates.issue(actor=actor, person=person, values=values, now=now)
    elif deed == "read":
        people.card(actor, person.pk, now.date())
        people.listing(actor, world.organs["scjg"].pk, people.Sought(), now.date())
    elif deed == "describe":
        posts.describe(actor=actor, person=person, values=values, now=now)
    elif deed == "qualify":
        posts.qualify(actor=actor, person=person, values=values | {"number": ""}, now=now)
    elif deed == "record":
        records.add(
            actor=actor, person=person, kind="training", on=now.date(), title="示例培训", hours=8, result="", now=now
        )
    elif deed == "move":
        unit = queries.first_unit(world.organs["wj"].pk)
        posts.move(actor=actor, person=person, organ=world.organs["wj"], unit=unit, values=values, now=now)
    elif deed == "leave":
        posts.leave(actor=actor, person=person, values=values, now=now)
    elif deed == "give":
        posts.give(actor=actor, person=person, role=Role.ARCHIVIST, unit=None, until=None, basis="示例任职", now=now)
    elif deed == "end":
        grant = Grant.objects.select_related("person", "person__organ").get(person=person, role="H")
        posts.end(actor=actor, grant=grant, values=values, now=now)


@pytest.mark.parametrize("deed", MAY)
def test_who_may_do_what_to_whom(world: founding.World, now: datetime, deed: str) -> None:
    before = AnjuanEntry.objects.count()
    if deed == "restore":
        suspended(world, now, 1)
        before += 1
    for asker in ASKERS:
        if asker not in MAY[deed]:
            with pytest.raises(NotAllowed, match="由|办理"):
                attempt(world, asker, deed, now)
    assert AnjuanEntry.objects.count() == before, "a refusal writes nothing"
    attempt(world, min(MAY[deed]), deed, now)
    assert AnjuanEntry.objects.count() == before + (deed != "read"), "one act, one entry"
    assert audit.audit() == []


@pytest.mark.parametrize("asker", ["sj.C"])
def test_who_may_not_suspend_is_told_whose_it_is(world: founding.World, now: datetime, asker: str) -> None:
    with pytest.raises(NotAllowed, match="暂扣执法证由司法局监督人员办理"):
        attempt(world, asker, "suspend", now)


def test_nobody_registers_anything_about_himself(world: founding.World, now: datetime) -> None:
    bureau, own = who(world, "sj", "J", now), fresh(world.one("sj", "J"))
    with pytest.raises(NotAllowed, match="自己的人员信息由他人办理"):
        posts.qualify(
            actor=bureau, person=own, values={"qualified": True, "number": "A1", "first_review_on": None} | WHY, now=now
        )
    with pytest.raises(NotAllowed, match="本人不能登记"):
        records.add(
            actor=bureau, person=own, kind="reward", on=now.date(), title="示例", hours=0, result="记功", now=now
        )
    admin = who(world, "sj", "C", now)
    with pytest.raises(Refused, match="不能给自己授权"):
        posts.give(
            actor=admin,
            person=fresh(world.one("sj", "C")),
            role=Role.HANDLER,
            unit=None,
            until=None,
            basis="x",
            now=now,
        )


@pytest.mark.clause("L1.1")
@pytest.mark.law("行政处罚法58②")
def test_a_first_time_reviewer_needs_the_qualification(world: founding.World, now: datetime) -> None:
    admin, bureau = who(world, "sj", "C", now), who(world, "sj", "J", now)
    person = fresh(world.one("scjg", "H", 2))

    def review() -> Grant:
        return posts.give(
            actor=admin, person=fresh(person), role=Role.REVIEWER, unit=None, until=None, basis="示例任职", now=now
        )

    with pytest.raises(Refused, match="行政处罚法58②"):
        review()
    values = {"qualified": True, "number": "A20264112000001", "first_review_on": None} | WHY
    posts.qualify(actor=bureau, person=fresh(person), values=values, now=now)
    assert review().role == "L"
    with pytest.raises(Wrong, match="正担任法制审核人员"):
        posts.qualify(actor=bureau, person=fresh(person), values=values | {"qualified": False, "number": ""}, now=now)


@pytest.mark.clause("L1.1")
def test_the_ratio_is_live(world: founding.World, now: datetime) -> None:
    organ = world.organs["scjg"].pk
    count = people.staffing_of(organ, now.date())
    assert (count.officers, count.reviewers, count.needed, count.short) == (3, 1, 1, 0)
    suspended(world, now)
    assert people.staffing_of(organ, now.date()).officers == 2
    grant = Grant.objects.select_related("person", "person__organ").get(organ=organ, role="L")
    posts.end(actor=who(world, "sj", "C", now), grant=grant, values=WHY, now=now)
    count = people.staffing_of(organ, now.date())
    assert (count.reviewers, count.short) == (0, 1), "an ended role counts no more, on the same day"
    assert people.region(who(world, "sj", "J", now), now.date())[0].organ.pk == organ, "the short ones stand first"


def test_leaving_ends_every_role_and_the_account_at_once(world: founding.World, now: datetime) -> None:
    person = fresh(world.one("scjg", "U"))
    Grant.objects.filter(person=person)
    actions.grant_role(
        by=founding.FOUNDER, person=person, role=Role.PUBLISHER, now=now, valid_from=now.date(),
        valid_to=now.date() + timedelta(days=90), basis="示例", organ=person.organ,
    )  # fmt: skip
    posts.leave(actor=who(world, "sj", "J", now), person=person, values=WHY, now=now)
    assert actor_for(fresh(person), now.date()).grants == ()
    assert not Grant.objects.filter(person=person, valid_to__gt=now.date()).exists()
    assert not Grant.objects.filter(person=person, valid_to=None).exists()
    assert not Account.objects.get(person=person).is_active
    with pytest.raises(Refused, match="已于"):
        posts.leave(actor=who(world, "sj", "J", now), person=fresh(person), values=WHY, now=now)


def test_going_to_another_organ_ends_roles_and_certificates(world: founding.World, now: datetime) -> None:
    person, to = fresh(world.one("scjg", "H")), world.organs["wj"]
    bureau, unit = who(world, "sj", "J", now), queries.first_unit(world.organs["wj"].pk)
    with pytest.raises(Wrong, match="不属于"):
        posts.move(actor=bureau, person=person, organ=to, unit=person.unit, values=WHY, now=now)
    posts.move(actor=bureau, person=fresh(person), organ=to, unit=unit, values=WHY, now=now)
    moved = fresh(person)
    assert (moved.organ_id, moved.unit_id) == (to.pk, unit.pk if unit else "")
    assert actor_for(moved, now.date()).grants == () and held(moved).status == "revoked"
    kinds = set(PersonEvent.objects.filter(person=person).values_list("kind", flat=True))
    assert kinds == {"person.moved", "certificate.cancelled"}
    with pytest.raises(Refused, match="有效的执法证"):
        posts.give(
            actor=who(world, "sj", "C", now), person=moved, role=Role.HANDLER, unit=None, until=None, basis="x", now=now
        )


def test_the_lead_of_a_unit_leads_it_no_more_after_moving_to_another(world: founding.World, now: datetime) -> None:
    person = fresh(world.one("scjg", "U"))
    legal = next(u for u in people.units(person.organ_id or "") if u.kind == "legal")
    posts.move(
        actor=who(world, "sj", "J", now), person=person, organ=world.organs["scjg"], unit=legal, values=WHY, now=now
    )
    assert "U" not in actor_for(fresh(person), now.date()).roles


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"hours": 0}, "hours"),
        ({"on": date(2027, 1, 1)}, "on"),
        ({"on": None}, "on"),
        ({"title": ""}, "title"),
        ({"kind": "sanction"}, "result"),
        ({"kind": "promotion"}, "kind"),
    ],
)
def test_a_wrong_line_of_the_record_is_told_at_its_field(
    world: founding.World, now: datetime, cells: dict[str, Any], field: str
) -> None:
    values: dict[str, Any] = {"kind": "training", "on": now.date(), "title": "示例培训", "hours": 40, "result": ""}
    bureau, person = who(world, "sj", "J", now), fresh(world.one("scjg", "H"))
    with pytest.raises(Wrong) as refused:
        records.add(actor=bureau, person=person, now=now, **(values | cells))
    assert field in refused.value.errors and not Record.objects.exists()
    records.add(actor=bureau, person=person, now=now, **values)
    assert people.card(bureau, person.pk, now.date()).hours == 40


@pytest.mark.clause("L1.2")
def test_counsel_of_the_whole_region_can_be_called_upon(world: founding.World, now: datetime) -> None:
    bureau, head = who(world, "sj", "J", now), who(world, "wj", "B", now)
    values = {"position": "法律顾问", "phone": "0398-0000123", "lawyer": "counsel"} | WHY
    posts.describe(actor=bureau, person=fresh(world.one("scjg", "L")), values=values, now=now)
    assert [p.phone for p in people.counsel(head, "市场监管", "counsel")] == ["0398-0000123"]
    assert people.counsel(head, "", "public_lawyer") == [] and people.counsel(head, "卫生", "") == []
    with pytest.raises(NotAllowed):
        people.counsel(who(world, "scjg", "H", now), "", "")
    posts.leave(actor=bureau, person=fresh(world.one("scjg", "L")), values=WHY, now=now)
    assert people.counsel(head, "", "") == []


@pytest.mark.clause("D1.2")
def test_the_list_is_filtered_and_what_ends_soon_stands_first(world: founding.World, now: datetime) -> None:
    head, organ = who(world, "scjg", "B", now), world.organs["scjg"].pk
    bureau, last = who(world, "sj", "J", now), held(world.one("scjg", "H", 2))
    later = datetime.combine(last.valid_to - timedelta(days=30), now.timetz())
    for n in (0, 1):
        one = held(world.one("scjg", "H", n))
        longer = WHY | {"valid_to": one.valid_to + timedelta(days=900)}
        certificates.change(actor=bureau, certificate=one, deed=Deed.RENEW, values=longer, now=now)

    def found(**sought: Any) -> list[str]:
        return [line.person.name for line in people.listing(head, organ, people.Sought(**sought), later.date())]

    assert found()[0] == world.one("scjg", "H", 2).name and len(found()) == 10
    assert found(state="expiring") == [world.one("scjg", "H", 2).name]
    assert len(found(state="active")) == 3 and len(found(state="none")) == 7
    assert found(words=last.number) == [world.one("scjg", "H", 2).name]
    assert set(found(role="B")) == {p.name for p in world.people["scjg", "B"]}
    assert found(unit="nowhere") == [] and found(gone=True) == []
    suspended(world, now)
    assert found(state="suspended") == [world.one("scjg", "H").name]


def test_open_cases_are_told_and_do_not_stop_the_suspension(world: founding.World, now: datetime) -> None:
    field = world.organs["scjg"].field
    line = Line(world, "scjg", next(m for m in MATTERS.values() if m.field == field), 1, now - timedelta(days=2))
    line.open()
    officer, organ = world.one("scjg", "H"), world.organs["scjg"].pk
    load = open_work(who(world, "sj", "J", now), officer.pk, organ, now.date())
    assert (load.count, [c.id for c in load.cases], load.cases[0].part) == (1, [line.case], "承办")
    assert load.leads == (world.one("scjg", "U").name,) and "承办机构负责人" in load.whose
    blind = open_work(who(world, "sj", "C", now), officer.pk, organ, now.date())
    assert (blind.count, blind.cases) == (1, ()), "the administrator sees that there are cases, not which"
    assert suspended(world, now).status == "suspended"
