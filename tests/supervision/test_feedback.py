"""What inspected firms say: once each, untraceable to a firm, released whole rounds of at least five firms."""

from __future__ import annotations

import inspect
import itertools
import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as live
from django.contrib.auth.hashers import make_password
from django.core.serializers import serialize
from django.test import Client

from mingjing.cases.models import Case
from mingjing.config.demo import founding, lines
from mingjing.config.demo.founding import World
from mingjing.config.demo.stories import inspection as stories
from mingjing.config.demo.visiting import VISITS, Visiting, lists
from mingjing.law import feedback as law
from mingjing.ledger.models import AnjuanEntry, BoundModel, GongshiEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import blind, feedback, models, releases
from mingjing.supervision.models import FeedbackBox, FeedbackIssue, FeedbackRelease, FeedbackRound
from tests.desk import staged

BEGUN = datetime(2026, 8, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ASKED = BEGUN + timedelta(days=40)
OVER = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRMS = 6


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    settings.STORAGES = {**settings.STORAGES, **staged.STATIC}
    settings.ALLOWED_HOSTS = ["testserver"]
    return founding.found(
        BEGUN - timedelta(days=100), frozenset({"scjg", "sj"}), hashed=make_password(founding.PASSWORD)
    )


@pytest.fixture
def cases(world: World) -> list[Case]:
    """Six firms whose inspection results are served in one quarter."""
    return inspected(world, FIRMS)


@pytest.fixture
def pair(world: World) -> list[Case]:
    """Two such firms."""
    return inspected(world, 2)


def inspected(world: World, firms: int) -> list[Case]:
    lists(world, "scjg", VISITS["food"], BEGUN - timedelta(hours=1), (BEGUN.year,))
    cast = [Visiting(world, "scjg", VISITS["food"], n, BEGUN) for n in range(1, firms + 1)]
    lines.perform([(v, stories.act_out(v, stop="prepare")) for v in cast], OVER)
    return [Case.objects.get(pk=v.case) for v in cast]


def asked(case: Case, now: datetime = ASKED) -> str:
    """The token of a firm, as its browser makes it."""
    row = feedback.open_round(case, now)
    n = int(row.modulus, 16)
    kept = blind.blind(n, blind.prepare(feedback.message_of(row)))
    signed = int(feedback.issue(case=case, blinded=f"{kept.sent:x}", now=now), 16)
    return feedback.token(row, kept.message, blind.finalize(n, kept, signed))


def said(token: str, comment: str = "", now: datetime = ASKED, **changes: str) -> None:
    answers = {q.name: q.good for q in law.QUESTIONS} | changes
    feedback.rate(typed=token, answers=answers, comment=comment, now=now)


def release(world: World, row: FeedbackRound, now: datetime = OVER) -> FeedbackRelease:
    return releases.release(actor=world.actor("sj", "J", now.date()), round_id=row.pk, now=now)


# --- the signature ------------------------------------------------------------------------------------------------


def test_a_token_signed_blind_verifies_and_a_forged_changed_or_foreign_one_does_not(pair: list[Case]) -> None:
    token = asked(pair[0])
    name, _, body = token.partition(".")
    changed = f"{name}.{'A' if body[0] != 'A' else 'B'}{body[1:]}"
    cut = (f"{name}.", f"{name}.{body[:-8]}", f"{name}.{body[:-8]}AAAAAAAA")
    for wrong in ("", "x", name, *cut, f"no.{body}", "\0.\0", changed, "．" * 400):
        with pytest.raises(FormIncomplete, match="凭证不对"):
            said(wrong)
    said(f" {name}.\n{body} ")
    with pytest.raises(FormIncomplete, match="已经用过"):
        said(token)


def test_a_firm_has_one_token_a_round_and_a_lost_answer_can_be_asked_for_again(pair: list[Case]) -> None:
    row = feedback.open_round(pair[0], ASKED)
    kept = blind.blind(int(row.modulus, 16), blind.prepare(feedback.message_of(row)))
    first = feedback.issue(case=pair[0], blinded=f"{kept.sent:x}", now=ASKED)
    assert feedback.issue(case=pair[0], blinded=f"{kept.sent:x}", now=ASKED) == first
    with pytest.raises(FormIncomplete, match="已经领取"):
        asked(pair[0])
    assert FeedbackIssue.objects.count() == 1
    for wrong in ("", "0", "zz", "-5", f"{int(row.modulus, 16):x}", "f" * 3000):
        with pytest.raises(FormIncomplete, match="凭证请求有误"):
            feedback.issue(case=pair[1], blinded=wrong, now=ASKED)


def test_what_the_signer_sees_fits_every_token_alike(pair: list[Case]) -> None:
    """For each blinded message and each token there is a blinding factor: the signer's view tells nothing."""
    row = feedback.open_round(pair[0], ASKED)
    n = int(row.modulus, 16)
    views, tokens = [], []
    for _ in range(3):
        kept = blind.blind(n, blind.prepare(feedback.message_of(row)))
        key = feedback._key(row)
        views.append(kept.sent)
        tokens.append(blind.finalize(n, kept, blind.blind_sign(key, kept.sent)))
    for sent, signature in itertools.product(views, tokens):
        encoded = pow(signature, blind.E, n)
        factor = feedback._key(row).private_numbers()
        hidden = pow(sent * pow(encoded, -1, n) % n, factor.d, n)
        assert encoded * pow(hidden, blind.E, n) % n == sent


# --- nothing stored links -----------------------------------------------------------------------------------------


@pytest.mark.clause("D1.7", "D6.1")
def test_nothing_stored_tells_which_firm_said_what_or_in_which_order(cases: list[Case]) -> None:
    """The same ratings handed in, in every order tried, leave the very same bytes; and no table or entry grows."""
    tokens = [asked(case) for case in cases]
    row = FeedbackRound.objects.get()
    kinds = (AnjuanEntry, GongshiEntry, FeedbackRound, FeedbackIssue, FeedbackRelease, FeedbackBox)
    before = {kind: kind.objects.count() for kind in kinds}
    issues = serialize("json", FeedbackIssue.objects.order_by("pk"))
    texts = [f"示例意见{n}" for n in range(FIRMS)]
    seen = set()
    for order in ([0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], random.Random(7).sample(range(6), 6)):
        FeedbackBox.objects.filter(pk=row.pk).update(ratings=[], spent=[])
        for place, n in enumerate(order):
            said(tokens[n], texts[n], ASKED + timedelta(minutes=place, days=place), manner=("good", "poor")[n % 2])
        seen.add(serialize("json", FeedbackBox.objects.all()))
    assert len(seen) == 1, "no order, no moment"
    assert {kind: kind.objects.count() for kind in kinds} == before, "saying something appends and adds nothing"
    assert serialize("json", FeedbackIssue.objects.order_by("pk")) == issues
    (stored,) = seen
    for case in cases:
        party = case.parties.get()
        for mark in (case.pk, party.pk, party.name, party.code, feedback._firm(row, case)):
            assert mark not in stored
    for entry in AnjuanEntry.objects.all():
        assert not any(text in bytes(entry.body).decode() for text in texts)
    assert not set(json.loads(stored)[0]["fields"]["spent"]) & set(
        FeedbackIssue.objects.values_list("blinded", flat=True)
    )


def test_the_tables_have_no_column_that_could_hold_a_moment_or_a_firm_beside_a_rating() -> None:
    assert {f.name for f in FeedbackBox._meta.get_fields()} == {"round", "ratings", "spent"}
    assert {f.name for f in FeedbackIssue._meta.concrete_fields} == {
        "id", "ledger", "row_salt", "round", "firm", "blinded", "issued_on"
    }  # fmt: skip
    assert "act(" not in inspect.getsource(feedback.rate) and "session" not in inspect.getsource(feedback.rate)
    assert not issubclass(models.FeedbackBox, BoundModel)


# --- releasing ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("D6.1")
def test_a_round_of_five_firms_is_released_whole_once_and_only_after_it_closed(world: World, cases: list[Case]) -> None:
    tokens = [asked(case) for case in cases]
    row = FeedbackRound.objects.get()
    for n, token in enumerate(tokens[:5]):
        said(token, f"意见{n}", charged="yes" if n == 0 else "no")
    with pytest.raises(FormIncomplete, match="截止前不能公布"):
        release(world, row, ASKED)
    assert not releases.public_releases(2026), "nothing of an open round is shown, not even how many"
    made = release(world, row)
    assert (made.firms, made.withheld, made.tallies["charged"]["yes"]) == (5, False, 1)
    assert sorted(made.comments) == [f"意见{n}" for n in range(5)]
    box = FeedbackBox.objects.get()
    assert box.ratings == box.spent == [], "answers of one firm stand together nowhere any more"
    with pytest.raises(FormIncomplete, match="已经公布"):
        release(world, row)
    with pytest.raises(FormIncomplete, match="截止"):
        said(tokens[5], now=OVER)
    (shown,) = releases.public_releases(2026)
    assert shown.firms == 5 and not (live.HOME / "keys" / f"feedback-{row.pk}.pem").exists()
    page = Client().get("/complain/counts?year=2026").content.decode()
    assert "5 家企业" in page and "意见" not in page.replace("意见建议", "")


@pytest.mark.clause("D6.1")
def test_a_round_of_four_shows_nothing_ever(world: World, cases: list[Case]) -> None:
    for case in cases[:4]:
        said(asked(case), "收了钱没有票", charged="yes")
    row = FeedbackRound.objects.get()
    made = release(world, row)
    assert made.withheld and (made.firms, made.tallies, made.comments) == (0, {}, [])
    assert FeedbackBox.objects.get().ratings == []
    assert releases.public_releases(2026) == []
    page = Client().get("/complain/counts?year=2026").content.decode()
    assert "被检查企业的评价" not in page


def test_two_releases_never_differ_by_one_firm(world: World, cases: list[Case]) -> None:
    """Whatever is tried between them: a round has one release, and it is the whole round."""
    tokens = [asked(case) for case in cases]
    for token in tokens[:5]:
        said(token)
    row = FeedbackRound.objects.get()
    first = release(world, row)
    for now in (ASKED, OVER):
        with pytest.raises(FormIncomplete):
            said(tokens[5], now=now)
        with pytest.raises(FormIncomplete):
            release(world, row, now)
    with pytest.raises(feedback.NoFeedback, match="截止"):
        asked(cases[5], OVER)
    assert list(FeedbackRelease.objects.values_list("firms", "tallies")) == [(first.firms, first.tallies)]


def test_a_stuffed_box_is_not_released_and_only_supervisors_release(world: World, pair: list[Case]) -> None:
    said(asked(pair[0]))
    row = FeedbackRound.objects.get()
    box = FeedbackBox.objects.get()
    box.ratings = box.ratings * 6
    box.save()
    with pytest.raises(FormIncomplete, match="还多"):
        release(world, row)
    with pytest.raises(NotAllowed):
        releases.release(actor=world.actor("scjg", "B", OVER.date()), round_id=row.pk, now=OVER)


def test_comments_of_a_released_round_are_read_by_the_organ_and_its_supervisors_only(
    world: World, cases: list[Case]
) -> None:
    for case in cases[:5]:
        said(asked(case), "示例意见")
    made, on = release(world, FeedbackRound.objects.get()), OVER.date()
    bureau = world.actor("sj", "J", on)
    county = replace(bureau, grants=tuple(replace(g, region_code="411203") for g in bureau.grants))
    for reader in (world.actor("scjg", "B", on), bureau):
        assert list(releases.releases_for(reader)) == [made]
    for stranger in (county, world.actor("scjg", "H", on), world.actor("sj", "S", on)):
        assert not releases.releases_for(stranger).exists()


def test_each_question_is_asked_for_by_name_and_other_cases_have_nothing_to_say(pair: list[Case]) -> None:
    token = asked(pair[0])
    with pytest.raises(FormIncomplete) as refusal:
        feedback.rate(typed=token, answers={"shown": "maybe"}, comment="长" * 301, now=ASKED)
    assert set(refusal.value.errors) == {*(q.name for q in law.QUESTIONS), "comment"}
    case = pair[1]
    case.kind = "penalty"
    with pytest.raises(feedback.NoFeedback):
        feedback.open_round(case, ASKED)


@pytest.mark.parametrize(
    ("quarter", "last"),
    [("2026Q1", "2026-04-30"), ("2026Q3", "2026-10-30"), ("2026Q4", "2027-01-30")],
)
def test_a_round_closes_thirty_days_after_its_quarter(quarter: str, last: str) -> None:
    assert law.closes_on(quarter).isoformat() == last
