"""Findings of the bureau: raised, verified, written to, answered, accepted or decided, closed (豫执43)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from mingjing.clocks import queries as clocks
from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.supervising import Letter, Move, Source, Standing
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import findings, following, letters
from mingjing.supervision.findings import Said
from mingjing.supervision.letters import Wording
from mingjing.supervision.models import Finding, FindingMove, SupervisionLetter
from tests.desk import staged

VERIFIED = Said("调阅公示记录，决定作出后第 12 个工作日仍未公示。")
REPLY = Said("已于今日公示，对公示员批评教育，并设置了提前提醒。")


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "sj")


def who(world: World, organ: str, role: str, n: int = 0, at: datetime | None = None) -> Actor:
    return world.actor(organ, role, (at or real_now()).date(), n)


def raised(world: World, **changes: Any) -> Finding:
    given = {
        "organ": world.organs["sthj"], "source": Source.SPOT, "rule": "《行政处罚法》第四十八条",
        "title": "处罚决定公示超期",
        "facts": "三环罚〔2026〕7号决定应当在七个工作日内公示，至今未公示。", "subject_kind": "case",
        "subject_id": "c1",
        "now": real_now(), **changes,
    }  # fmt: skip
    return findings.raise_finding(given.pop("actor", who(world, "sj", "J")), **given)


def take(actor: Actor, row: Finding, move: Move, said: Said = Said(), at: datetime | None = None) -> Finding:
    return findings.take(actor=actor, finding_id=row.pk, move=move, said=said, now=at or real_now())


def written(world: World, move: Move = Move.OPINION, at: datetime | None = None) -> Finding:
    """A verified finding on which a letter was sent."""
    row = raised(world, **({"now": at} if at else {}))
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED, at)
    return take(who(world, "sj", "J"), row, move, at=at)


@pytest.mark.clause("G4.1", "R3.3")
def test_from_source_to_closing_each_move_is_one_entry_and_moves_its_clock(world: World) -> None:
    j, u = who(world, "sj", "J"), who(world, "sthj", "U")
    before = AnjuanEntry.objects.count()
    row = raised(world)
    assert clocks.obligation_of(row.pk, "finding.verify").open
    for actor, move, said, standing in (
        (j, Move.VERIFY, VERIFIED, Standing.VERIFIED),
        (j, Move.OPINION, Said(), Standing.SENT),
        (u, Move.SIGN, Said(), Standing.SENT),
        (u, Move.REPLY, REPLY, Standing.REPLIED),
        (j, Move.ACCEPT, Said("公示页面已核对。"), Standing.ACCEPTED),
        (j, Move.CLOSE, Said("已整改到位。"), Standing.CLOSED),
    ):
        assert take(actor, row, move, said).standing == standing
    assert AnjuanEntry.objects.count() == before + 7
    types = list(AnjuanEntry.objects.filter(obj=row.pk).order_by("seq").values_list("type", flat=True))
    assert types[0] == "finding.raised" and types[-1] == "finding.close"
    assert not any(o.open for o in clocks.of_subject(row.pk))
    row = Finding.objects.get(pk=row.pk)
    assert row.ended_on and row.result == "已整改到位。"
    assert "公示" not in "".join(str(e.content["data"]) for e in AnjuanEntry.objects.filter(obj=row.pk))


def test_the_letter_is_a_numbered_paper_with_its_term_and_a_receipt(world: World) -> None:
    row = written(world)
    letter = row.letters.get()
    year = real_now().year
    assert letter.number == f"三司监意〔{year}〕1号" and letter.kind == Letter.OPINION
    page = letters.html(letter)
    for words in ("行政执法监督意见书", "三门峡市生态环境局", "第四十三条", "三环罚〔2026〕7号", letter.number):
        assert words in page
    assert letters.pdf(letter).startswith(b"%PDF") and letters.pdf(letter) == letters.pdf(letter)
    assert letter.due_on == clocks.due_of("finding.opinion", letter.issued_on).rolled
    assert clocks.obligation_of(row.pk, "finding.opinion").org == world.organs["sthj"].pk
    assert letters.receipt_pdf(letter).startswith(b"%PDF")
    take(who(world, "sthj", "L"), row, Move.SIGN)
    assert FindingMove.objects.get(letter=letter, move=Move.SIGN).person == world.one("sthj", "L")
    second = written_again(world)
    assert second.letters.get().number == f"三司监意〔{year}〕2号"


def written_again(world: World) -> Finding:
    row = raised(world, subject_id="c2")
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)
    return take(who(world, "sj", "J"), row, Move.OPINION)


def test_the_letter_names_its_own_day_and_the_clock_follows_it(world: World) -> None:
    row = raised(world)
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)
    day = real_now().date() + timedelta(days=6)
    take(who(world, "sj", "J"), row, Move.URGE, Said(wording=Wording(due_on=day)))
    assert row.letters.get().due_on == day
    assert clocks.obligation_of(row.pk, "finding.urge").nominal == day


@pytest.mark.parametrize(
    ("wording", "field", "words"),
    [
        (Wording(due_on=real_now().date()), "due_on", "晚于今天"),
        (Wording(due_on=real_now().date() + timedelta(days=400)), "due_on", "最长 90 日"),
        (Wording(demand="", given=frozenset({"demand"})), "demand", "监督要求"),
    ],
)
def test_bad_wording_is_told_at_its_field_and_takes_no_number(
    world: World, wording: Wording, field: str, words: str
) -> None:
    row = raised(world)
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)
    with pytest.raises(FormIncomplete) as refused:
        take(who(world, "sj", "J"), row, Move.OPINION, Said(wording=wording))
    assert words in refused.value.errors[field]
    assert take(who(world, "sj", "J"), row, Move.OPINION).letters.get().number.endswith("〕1号")


@pytest.mark.law("豫执43")
def test_a_decision_needs_an_opinion_its_term_and_a_second_person(world: World) -> None:
    row = raised(world)
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)
    take(who(world, "sj", "J"), row, Move.URGE)
    with pytest.raises(StepRefused) as refused:
        take(who(world, "sj", "J"), row, Move.DECIDE)
    assert {b.code for b in refused.value.blockers} == {"finding.no-opinion", "finding.term-runs"}
    take(who(world, "sj", "J"), row, Move.OPINION)
    with pytest.raises(StepRefused) as refused:
        take(who(world, "sj", "J"), row, Move.DECIDE)
    assert {b.code for b in refused.value.blockers} == {"finding.term-runs", "finding.same-person"}
    assert all(b.article and b.cure for b in refused.value.blockers)
    later = real_now() + timedelta(days=60)
    with pytest.raises(StepRefused) as refused:
        take(who(world, "sj", "J", at=later), row, Move.DECIDE, at=later)
    assert [b.code for b in refused.value.blockers] == ["finding.same-person"]
    decided = take(who(world, "sj", "J", 1, later), row, Move.DECIDE, at=later)
    assert decided.standing == Standing.DECIDED
    letter = decided.letters.get(kind=Letter.DECISION)
    assert decided.letters.get(kind=Letter.OPINION).number in letters.html(letter)
    with pytest.raises(StepRefused) as refused:
        take(who(world, "sj", "J", 1, later), row, Move.DISMISS, Said("撤回"), at=later)
    assert {b.code for b in refused.value.blockers} == {"finding.order", "finding.decided"}


def test_a_decision_is_closed_only_after_its_execution_was_reported(world: World) -> None:
    row, later = written(world), real_now() + timedelta(days=60)
    take(who(world, "sj", "J", 1, later), row, Move.DECIDE, at=later)
    u = who(world, "sthj", "U", at=later)
    with pytest.raises(StepRefused, match="签收"):
        take(u, row, Move.REPLY, REPLY, later)
    take(u, row, Move.SIGN, at=later)
    take(u, row, Move.REPLY, REPLY, later)
    j = who(world, "sj", "J", at=later)
    assert take(j, row, Move.RETURN, Said("没有附撤销文书。"), later).standing == Standing.DECIDED
    take(u, row, Move.REPLY, REPLY, later)
    assert take(j, row, Move.ACCEPT, Said("已撤销。"), later).standing == Standing.ACCEPTED


def test_after_a_decision_neither_opinion_nor_urging_is_sent_any_more(world: World) -> None:
    row, later = written(world), real_now() + timedelta(days=60)
    second, u = who(world, "sj", "J", 1, later), who(world, "sthj", "U", at=later)
    take(second, row, Move.DECIDE, at=later)
    take(u, row, Move.SIGN, at=later)
    take(u, row, Move.REPLY, REPLY, later)
    for move in (Move.URGE, Move.OPINION, Move.DISMISS):
        with pytest.raises(StepRefused) as refused:
            take(second, row, move, Said("再办一次"), later)
        assert [b.code for b in refused.value.blockers] == ["finding.decided"]
    assert row.letters.count() == 2


def test_what_is_not_upheld_is_closed_with_its_reason(world: World) -> None:
    row = raised(world)
    with pytest.raises(FormIncomplete, match="为什么不成立"):
        take(who(world, "sj", "J"), row, Move.DISMISS)
    assert take(who(world, "sj", "J"), row, Move.DISMISS, Said("已在期限内公示。")).standing == Standing.DISMISSED
    assert clocks.is_settled(row.pk, "finding.verify")
    with pytest.raises(StepRefused):
        take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)


def test_who_may(world: World) -> None:
    row = raised(world)
    for role in ("H", "U", "B", "PB", "PC"):
        with pytest.raises(Finding.DoesNotExist):
            following.finding_for(who(world, "sthj", role), row.pk)
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)
    take(who(world, "sj", "J"), row, Move.OPINION)
    assert following.finding_for(who(world, "sthj", "U"), row.pk) == row, "from the first letter on"
    with pytest.raises(NotAllowed):
        following.finding_for(who(world, "sthj", "H"), row.pk)
    with pytest.raises(Finding.DoesNotExist):
        following.finding_for(who(world, "cg", "U"), row.pk)
    for actor, move in ((who(world, "sthj", "U"), Move.ACCEPT), (who(world, "sj", "J"), Move.SIGN),
                        (who(world, "sj", "J"), Move.REPLY), (who(world, "sthj", "L"), Move.REPLY)):  # fmt: skip
        with pytest.raises(NotAllowed):
            take(actor, row, move, REPLY)
    for role in ("H", "U", "B"):
        with pytest.raises(NotAllowed):
            raised(world, actor=who(world, "sthj", role))
    assert row in following.findings_for(who(world, "sthj", "B"))
    assert row not in following.findings_for(who(world, "cg", "B"))


def test_whoever_works_in_the_bureau_does_not_answer_for_the_organ_nor_the_other_way_round(world: World) -> None:
    row, j, u = written(world), who(world, "sj", "J"), who(world, "sthj", "U")
    with pytest.raises(NotAllowed, match="由被监督机关办理"):
        take(replace(j, grants=(*j.grants, *u.grants)), row, Move.SIGN)
    take(u, row, Move.SIGN)
    take(u, row, Move.REPLY, REPLY)
    with pytest.raises(NotAllowed, match="由司法行政部门办理"):
        take(replace(u, grants=(*u.grants, *j.grants)), row, Move.ACCEPT, Said("自己认可。"))


def test_the_organ_never_sees_how_it_was_verified(world: World) -> None:
    row = written(world)
    seen = following.history(row, for_organ=True)
    assert [m.move for m in seen] == [Move.OPINION]
    assert [m.move for m in following.history(row, for_organ=False)] == [Move.VERIFY, Move.OPINION]


def test_the_bureau_does_not_supervise_itself(world: World) -> None:
    with pytest.raises(StepRefused, match="对自己") as refused:
        raised(world, organ=world.organs["sj"])
    assert refused.value.blockers[0].article == "行政执法监督条例6"


def test_the_same_subject_is_followed_up_once(world: World) -> None:
    row = raised(world)
    with pytest.raises(FormIncomplete, match="不重复登记"):
        raised(world)
    take(who(world, "sj", "J"), row, Move.DISMISS, Said("查无此事。"))
    assert raised(world).standing == Standing.RAISED


@pytest.mark.parametrize(
    ("changes", "field"), [({"title": " "}, "title"), ({"facts": "x" * 5001}, "facts"), ({"rule": "\0"}, "rule")]
)
def test_bad_input_is_told_by_field(world: World, changes: dict[str, str], field: str) -> None:
    with pytest.raises(FormIncomplete) as refused:
        raised(world, **changes)
    assert list(refused.value.errors) == [field]


def test_someone_else_moved_it_meanwhile(world: World) -> None:
    row = raised(world)
    take(who(world, "sj", "J"), row, Move.VERIFY, VERIFIED)
    with pytest.raises(OutOfDate):
        findings.take(
            actor=who(world, "sj", "J", 1), finding_id=row.pk, move=Move.OPINION, said=Said(), now=real_now(),
            expected=row.ledger_id - 1,
        )  # fmt: skip
    assert SupervisionLetter.objects.count() == 0


def test_a_new_letter_takes_over_the_clock_and_a_second_signature_is_refused_by_the_database(world: World) -> None:
    row = written(world, Move.REMIND)
    take(who(world, "sj", "J"), row, Move.OPINION)
    assert not clocks.obligation_of(row.pk, "finding.remind").open
    assert clocks.obligation_of(row.pk, "finding.opinion").open
    u = who(world, "sthj", "U")
    take(u, row, Move.SIGN)
    assert Move.SIGN not in [w.move for w in following.ways(u, row, real_now().date())]
    with pytest.raises(Exception, match="(?i)unique"):
        take(who(world, "sthj", "B"), row, Move.SIGN)
