"""Leads: read from the case store, raised once, explained by the organ, decided by the bureau, closed by new data."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.ledger.actions import By, act
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.models import Unit
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics.analysis import actions, keeping, overview, periods, queries, records, warming
from mingjing.statistics.analysis.models import Lead, LeadMove, Run
from mingjing.statistics.analysis.standing import MoveKind, Standing
from mingjing.supervision import leads
from mingjing.supervision.models import Finding
from tests.desk import staged
from tests.desk.staged import entered
from tests.statistics import many

WHY = "这家企业是大型批发市场，今年的检查由投诉举报触发，投诉单编号在卷。"
BECAUSE = "已核对投诉单和检查事由，情况属实，采纳机关说明。"


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    # The cache of the settings belongs to the whole process: here each test has its own.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home}}
    return staged.found(settings, "scjg", "hbsc", "sj")


@pytest.fixture
def lead(world: World) -> Lead:
    """The firm that one organ visits all the time, found by the daily run."""
    many.town(world, "scjg", real_now() - timedelta(hours=1))
    keeping.run(now=real_now())
    return Lead.objects.get(rule="inspection.frequent")


def who(world: World, organ: str, role: str, n: int = 0) -> Actor:
    return world.actor(organ, role, real_now().date(), n)


def moved(world: World, lead: Lead, organ: str, role: str, kind: MoveKind, words: str = "", n: int = 0) -> Lead:
    return actions.move(actor=who(world, organ, role, n), lead_id=lead.pk, kind=kind, words=words, now=real_now())


def test_reading_takes_the_same_queries_for_few_cases_and_for_many(world: World) -> None:
    counts = []
    for others in (2, 30):
        many.town(world, "scjg", real_now() - timedelta(hours=1), often=1, others=others)
        with CaptureQueriesContext(connection) as seen:
            read = records.read([world.organs["scjg"].pk], real_now().date())
        counts.append(len(seen))
        assert len(read.records) >= others
    assert counts[0] == counts[1] <= 16


def test_a_record_holds_what_the_case_store_says(world: World) -> None:
    case = many.put(world, "scjg", real_now() - timedelta(days=3), party="F1", number=7)
    (rec,) = records.read([world.organs["scjg"].pk], real_now().date()).records
    assert (rec.id, rec.kind, rec.party, rec.region, rec.place) == (case.pk, "inspection", "F1", "411202", "示例路")
    assert rec.officers == (world.one("scjg", "H", 1).pk,) and rec.visited and rec.resulted and not rec.problem
    assert rec.opened_at.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("place", "region", "point"),
    [
        ("河南省三门峡市示例大道88号", "411200", "示例大道"),
        ("河南省三门峡市陕州区示例商业街6号", "411203", "示例商业街"),
        ("三门峡经济开发区示例村一组", "411271", "三门峡经济开发区示例村一组"),
        ("", "411200", ""),
        ("88号", "411200", ""),
    ],
)
@pytest.mark.pure
def test_a_place_is_folded_to_its_county_and_street(place: str, region: str, point: str) -> None:
    assert (records.region_of(place, "411200"), records.point_of(place)) == (region, point)


@pytest.mark.clause("I2.2", "D5.2")
def test_a_lead_names_rule_data_n_and_certainty_and_is_raised_once(world: World, lead: Lead) -> None:
    assert lead.n == 20 == len(lead.cases) and "20 次" in lead.words and "示例商行OFTEN" in lead.words
    assert float(lead.q) < 0.05 and lead.certainty in {"高", "中", "低"} and lead.standing == Standing.NEW
    assert lead.organ_id == world.organs["scjg"].pk and dict(lead.figures)["一年内被同一机关检查"] == "20 次"
    again = keeping.run(now=real_now())
    assert (again.raised, again.renewed, again.gone) == (0, 0, 0) and Lead.objects.count() == 1
    assert [m.kind for m in LeadMove.objects.all()] == [MoveKind.RAISED] and Run.objects.count() == 2
    assert AnjuanEntry.objects.filter(type="lead.raised", obj=lead.pk).count() == 1


def test_visits_that_were_only_planned_do_not_count(world: World) -> None:
    at = real_now() - timedelta(hours=1)
    many.town(world, "scjg", at, often=1)
    for n in range(20):
        many.put(world, "scjg", at - timedelta(days=n), party="PLANNED", number=n, visited=False)
    assert keeping.run(now=real_now()).suspicions == 0


def test_more_of_the_same_renews_it_and_one_entry_says_so(world: World, lead: Lead) -> None:
    many.put(world, "scjg", real_now() - timedelta(minutes=5), party="OFTEN", number=99)
    assert keeping.run(now=real_now()).renewed == 1
    lead.refresh_from_db()
    assert lead.n == 21 and "由 20 变为 21" in lead.moves.last().words  # type: ignore[union-attr]


def test_new_data_that_takes_the_cause_away_closes_it_with_words(world: World, lead: Lead) -> None:
    later = real_now() + timedelta(days=400)
    assert keeping.run(now=later).gone == 1
    lead.refresh_from_db()
    assert (lead.standing, lead.open) == (Standing.GONE, False)
    assert "不再超出" in lead.moves.last().words  # type: ignore[union-attr]


@pytest.mark.clause("I2.2")
def test_the_organ_explains_and_the_bureau_answers(world: World, lead: Lead) -> None:
    moved(world, lead, "scjg", "B", MoveKind.EXPLAINED, WHY)
    lead.refresh_from_db()
    assert lead.standing == Standing.EXPLAINED
    moved(world, lead, "sj", "J", MoveKind.REFUSED, "投诉单与检查日期对不上，请补充。")
    moved(world, lead, "scjg", "B", MoveKind.EXPLAINED, WHY)
    done = moved(world, lead, "sj", "J", MoveKind.DISMISSED, BECAUSE)
    assert (done.standing, done.open) == (Standing.DISMISSED, False)
    assert [m.words for m in queries.moves(done)][1:] == [WHY, "投诉单与检查日期对不上，请补充。", WHY, BECAUSE]
    types = list(AnjuanEntry.objects.filter(obj=lead.pk).order_by("seq").values_list("type", flat=True))
    assert types == ["lead.raised", "lead.explained", "lead.refused", "lead.explained", "lead.dismissed"]


def test_what_was_dismissed_stays_silent_until_there_is_a_new_case(world: World, lead: Lead) -> None:
    moved(world, lead, "sj", "J", MoveKind.DISMISSED, BECAUSE)
    assert keeping.run(now=real_now()).raised == 0
    many.put(world, "scjg", real_now() - timedelta(minutes=5), party="OFTEN", number=99)
    assert keeping.run(now=real_now()).raised == 1


@pytest.mark.parametrize(
    ("organ", "role", "kind"),
    [
        ("scjg", "H", MoveKind.EXPLAINED),
        ("scjg", "U", MoveKind.EXPLAINED),
        ("scjg", "B", MoveKind.DISMISSED),
        ("scjg", "B", MoveKind.PASSED),
        ("sj", "J", MoveKind.EXPLAINED),
    ],
)
def test_only_the_head_explains_and_only_the_bureau_decides(
    world: World, lead: Lead, organ: str, role: str, kind: MoveKind
) -> None:
    with pytest.raises(NotAllowed):
        moved(world, lead, organ, role, kind, WHY)
    assert LeadMove.objects.count() == 1


def test_another_organ_does_not_learn_of_it(world: World, lead: Lead) -> None:
    with pytest.raises(Lead.DoesNotExist):
        queries.lead_for(who(world, "hbsc", "B"), lead.pk)
    assert not queries.leads_for(who(world, "hbsc", "B")).exists()
    assert queries.leads_for(who(world, "sj", "J")).count() == 1


def test_whom_a_lead_is_about_does_not_answer_for_the_organ(world: World, lead: Lead) -> None:
    head = who(world, "scjg", "B")
    with act(type="lead.renewed", by=By("system", "", ""), obj=lead.pk, now=real_now()) as a:
        lead.person_id = head.person_id
        a.save(lead)
    with pytest.raises(NotAllowed, match="涉及本人"):
        actions.move(actor=head, lead_id=lead.pk, kind=MoveKind.EXPLAINED, words=WHY, now=real_now())


def told_anew(lead: Lead, **changes: Any) -> Lead:
    """The lead as a run would renew it, in an act."""
    with act(type="lead.renewed", by=By("system", "", ""), obj=lead.pk, now=real_now()) as a:
        for name, value in changes.items():
            setattr(lead, name, value)
        a.save(lead)
    return lead


def test_a_lead_of_one_unit_is_not_read_by_the_head_of_another(world: World, lead: Lead) -> None:
    told_anew(lead, unit=world.units["scjg"])
    head = who(world, "scjg", "U")
    other = Unit.objects.filter(organ=lead.organ_id).exclude(pk=lead.unit_id).first()
    assert other is not None
    here, there = (
        replace(head, grants=tuple(replace(g, unit_id=unit) for g in head.grants)) for unit in (lead.unit_id, other.pk)
    )
    assert lead in queries.leads_for(here) and lead not in queries.leads_for(there)
    assert queries.lead_for(here, lead.pk) == lead
    with pytest.raises(NotAllowed):
        queries.lead_for(there, lead.pk)


def test_a_lead_of_no_organ_is_neither_explained_nor_passed_on(world: World, lead: Lead) -> None:
    told_anew(lead, organ=None, region="411200")
    bureau = who(world, "sj", "J")
    for kind in (MoveKind.PASSED, MoveKind.EXPLAINED):
        with pytest.raises(NotAllowed, match="不针对哪一个机关"):
            actions.move(actor=bureau, lead_id=lead.pk, kind=kind, words=BECAUSE, now=real_now())
    with pytest.raises(FormIncomplete, match="不针对哪一个机关"):
        leads.pass_on(actor=bureau, lead_id=lead.pk, words=BECAUSE, now=real_now())
    assert not Finding.objects.exists() and LeadMove.objects.count() == 1
    with pytest.raises(Lead.DoesNotExist):
        queries.lead_for(who(world, "scjg", "B"), lead.pk)


def test_the_cases_behind_a_lead_are_shown_to_those_who_may_open_them(world: World, lead: Lead) -> None:
    assert lead.cases and queries.cases_behind(who(world, "scjg", "B"), lead).count() == len(lead.cases)
    for stranger in (who(world, "hbsc", "B"), who(world, "sj", "S")):
        assert not queries.cases_behind(stranger, lead).exists()


def test_words_are_asked_for_and_a_stale_page_is_refused(world: World, lead: Lead) -> None:
    with pytest.raises(FormIncomplete) as refusal:
        moved(world, lead, "scjg", "B", MoveKind.EXPLAINED, "无")
    assert "不少于 10 字" in refusal.value.errors["words"]
    with pytest.raises(FormIncomplete):
        moved(world, lead, "scjg", "B", MoveKind.EXPLAINED, "字" * 2_001)
    with pytest.raises(OutOfDate):
        actions.move(actor=who(world, "sj", "J"), lead_id=lead.pk, kind=MoveKind.LOOKED, words="", now=real_now(),
                     expected=lead.ledger_id - 1)  # fmt: skip
    moved(world, lead, "sj", "J", MoveKind.DISMISSED, BECAUSE)
    with pytest.raises(OutOfDate):
        moved(world, lead, "scjg", "B", MoveKind.EXPLAINED, WHY)


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("D5.2")
def test_the_page_counts_what_is_there_and_leads_to_its_cases(world: World) -> None:
    now = real_now()
    many.town(world, "scjg", now - timedelta(hours=1), often=3, others=12)
    many.put(world, "hbsc", now - timedelta(days=1), party="X", number=1, cause="另一事项")
    period = periods.chosen({"period": "twelve"}, now.date())
    organs = [world.organs["scjg"].pk, world.organs["hbsc"].pk]
    with CaptureQueriesContext(connection) as seen:
        found = overview.overview(organs, period)
    assert len(seen) <= 10
    assert found.total.n == 18 == sum(map(sum, found.hours)) == sum(b.n for b in found.months)
    assert {b.label: b.n for b in found.causes} == {"食品销售者监督检查": 17, "另一事项": 1}
    assert sum(b.n for b in found.officers) == 18 and found.regions == {"411200": 17, "411202": 1}
    for by, bars in (
        ("cause", found.causes),
        ("organ", found.organs),
        ("month", found.months),
        ("officer", found.officers),
    ):
        assert [overview.counted(by, b.key, organs, period) for b in bars] == [b.n for b in bars]
    grid = {(d, h): n for d, row in enumerate(found.hours) for h, n in enumerate(row) if n}
    assert {k: overview.counted("hour", f"{k[0]}-{k[1]}", organs, period) for k in grid} == grid


def test_last_year_stands_beside_this_year(world: World) -> None:
    now = real_now()
    for n in range(4):
        many.put(world, "scjg", now - timedelta(days=365 + n), party=f"L{n}", number=n)
    many.put(world, "scjg", now - timedelta(days=1), party="N", number=9)
    found = overview.overview([world.organs["scjg"].pk], periods.chosen({"period": "twelve"}, now.date()))
    assert found.total.n == 1 + sum(1 for n in range(4) if 365 + n <= 364)
    assert found.total.before in {3, 4} and found.total.change.endswith("%")


@pytest.mark.pure
@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"period": "custom", "from": "x", "to": "2026-01-01"}, "写作"),
        ({"period": "custom", "from": "2026-05-01", "to": "2026-01-01"}, "晚于"),
        ({"period": "custom", "from": "1900-01-01", "to": "2026-01-01"}, "三年"),
        ({"period": "bogus"}, ""),
        ({}, ""),
    ],
)
def test_days_that_make_no_sense_show_this_year_and_say_so(asked: dict[str, str], error: str) -> None:
    on = real_now().date()
    period = periods.chosen(asked, on)
    assert (period.code, period.first, period.last) == ("year", on.replace(month=1, day=1), on)
    assert (error in period.error) if error else not period.error


# --- screens ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "", "?view=wall", "?view=wall&still=1", "/brief", "/file.xlsx", "/file.csv", "/leads", "/leads?tab=over",
        "/rules",
        "/cases?by=all", "/cases?by=hour&key=0-9", "/cases?by=region&key=411200", "?period=custom&from=&to=9",
        "?at=411202", "?at=nonsense", "/leads?rule=nonsense", "/brief?period=month",
    ],
)  # fmt: skip
def test_every_screen_opens_for_bureau_and_organ_with_few_queries(world: World, path: str) -> None:
    many.town(world, "scjg", real_now() - timedelta(hours=1), often=2, others=6)
    for user in ("sj.j1", "scjg.b1", "scjg.u"):
        browser = entered(user)
        with CaptureQueriesContext(connection) as seen:
            answer = browser.get(f"/office/analysis{path}")
        assert answer.status_code == 200, (user, path)
        assert len(seen) <= 26, (user, path, len(seen))


@pytest.mark.parametrize("path", ["/cases?by=nonsense", "/cases?by=hour&key=x", "/file.pdf", "/leads/unknown"])
def test_addresses_that_mean_nothing_are_not_found(world: World, path: str) -> None:
    assert entered("sj.j1").get(f"/office/analysis{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "/brief", "/leads", "/file.csv", "/cases", "/rules"])
def test_officers_and_strangers_are_kept_out(world: World, path: str) -> None:
    assert entered("scjg.h1").get(f"/office/analysis{path}").status_code == 403


def test_an_organ_sees_its_own_figures_only(world: World) -> None:
    now = real_now()
    many.put(world, "hbsc", now - timedelta(days=1), party="X", number=1, cause="别的机关的事项")
    many.put(world, "scjg", now - timedelta(days=1), party="Y", number=1)
    other = world.organs["hbsc"].pk
    page = entered("scjg.b1").get(f"/office/analysis?period=twelve&at={other}").content.decode()
    assert "别的机关的事项" not in page and "食品销售者监督检查" in page
    assert "别的机关的事项" in entered("sj.j1").get("/office/analysis?period=twelve").content.decode()


def test_the_head_explains_on_the_screen_and_the_bureau_reads_it(world: World, lead: Lead) -> None:
    head, bureau = entered("scjg.b1"), entered("sj.j1")
    address = f"/office/analysis/leads/{lead.pk}"
    page = head.get(address).content.decode()
    assert "提交说明" in page and "认定不成立" not in page and "也可能是" in page
    short = head.post(address, {"move": "explained", "words": "无", "expected": lead.ledger_id})
    assert short.status_code == 422 and "不少于 10 字" in short.content.decode()
    assert head.post(address, {"move": "explained", "words": WHY, "expected": lead.ledger_id}).status_code == 302
    stale = head.post(address, {"move": "explained", "words": WHY, "expected": lead.ledger_id})
    assert stale.status_code == 409 and "刚刚有变化" in stale.content.decode()
    page = bureau.get(address).content.decode()
    assert WHY in page and "认定不成立" in page and "提交说明" not in page


def test_files_carry_the_figures_and_no_formula(world: World) -> None:
    many.put(world, "scjg", real_now() - timedelta(days=1), party="Y", number=1, cause="=1+1")
    sheet = entered("scjg.b1").get("/office/analysis/file.csv?period=twelve").content.decode("utf-8-sig")
    assert "按事项" in sheet and "'=1+1,1," in sheet
    assert entered("scjg.b1").get("/office/analysis/file.xlsx").content[:2] == b"PK"


@pytest.mark.clause("I2.2")
def test_a_lead_becomes_a_finding_or_nothing_at_all(world: World, lead: Lead) -> None:
    bureau, address = entered("sj.j1"), f"/office/analysis/leads/{lead.pk}"
    refused = bureau.post(address, {"move": "passed", "words": "短", "expected": lead.ledger_id})
    assert refused.status_code == 422 and not Finding.objects.exists()
    assert AnjuanEntry.objects.filter(type="finding.raised").count() == 0
    words = "检查次数明显超出公布的上限，请机关逐次说明事由。"
    assert bureau.post(address, {"move": "passed", "words": words, "expected": lead.ledger_id}).status_code == 302
    finding = Finding.objects.get()
    assert (finding.organ_id, finding.source, finding.subject_id) == (lead.organ_id, "analysis", lead.pk)
    assert words in finding.facts and "国办发〔2024〕54号" in finding.rule
    lead.refresh_from_db()
    assert lead.standing == Standing.PASSED and f"/office/findings/{finding.pk}" in bureau.get(address).content.decode()


def test_what_takes_long_to_count_is_kept_for_an_hour_and_says_as_of_when(world: World) -> None:
    now = real_now()
    organs, period = [world.organs["scjg"].pk], periods.chosen({"period": "twelve"}, now.date())
    many.put(world, "scjg", now - timedelta(days=1), party="A", number=1)
    assert warming.figures(organs, period, now, slow=0).total.n == 1
    many.put(world, "scjg", now - timedelta(days=1), party="B", number=2)
    kept = warming.figures(organs, period, now + timedelta(minutes=50), slow=0)
    assert (kept.total.n, kept.as_of) == (1, now)
    assert warming.figures(organs, period, now + timedelta(minutes=61), slow=99).total.n == 2


def test_the_worker_counts_for_the_bureau_and_a_quick_home_is_counted_afresh(world: World) -> None:
    now = real_now()
    assert warming.warm(now, slow=99) == 4 and warming.warm(now, slow=99) == 0
    many.put(world, "scjg", now - timedelta(days=1), party="A", number=1)
    organs, period = [o.pk for o in world.organs.values()], periods.chosen({"period": "twelve"}, now.date())
    assert warming.figures(organs, period, now, slow=99).total.n == 1
