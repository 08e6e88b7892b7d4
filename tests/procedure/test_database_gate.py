"""The database itself refuses every kind of illegal decision: raw SQL, both engines, with and without each control.

Each statement is refused to the application's role, then to the tables' owner, once by each of its guards: what refused
is taken away, and only that, until the same statement goes through. So no test passes for another reason than the one
it names, and each fails when its control is gone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from mingjing.law.kinds import Penalty
from mingjing.law.thresholds import HEARING_KINDS, THRESHOLDS, Threshold
from mingjing.ledger import schema
from tests.ledger.stage import SQLITE
from tests.procedure import attempts as a
from tests.procedure.attempts import Attempt, Guard, changed, opinion, other, person, settled, spot, twice
from tests.procedure.ground import Ground

NONE = {"review_id": None, "review_purpose": None, "review_outcome": None, "reviewer": None}
WHOLE, FINAL, PASSED = (Guard(f"decision_review_{name}") for name in ("whole", "final", "passed"))
REVIEWED, TOLD, TALKED = (Guard(f"decision_{name}_gate") for name in ("review", "notice", "discussion"))


def people(says: str) -> Guard:
    return Guard("decision_people", says)


def order(says: str = "没有撤销") -> Guard:
    return Guard("decision_order", says)


FEW, TEXT = people("承办人少于两名"), Guard("decision_text", "不是本案所审核的文本")
MAJOR = Guard("decision_discussion", "没有标明集体讨论")
OTHER_RESULT = Guard("decision_discussion", "讨论的结论与决定不一致")
ONCE = Guard("decision_order_once", r"decision_order_once|decision\.case_id, decision\.kind", only_named=True)
NUMBER = Guard("decision_number_once", r"decision_number_once|decision\.number", only_named=True)
ROUND = Guard("review_round_once", r"review_round_once|review\.case_id, review\.round", "review", True)
MINUTES = Guard("review_minutes", "没有同一文本的集体讨论记录", "review")
STANDING = Guard("decision_bound_insert", "必须随一条新的登记")
ENTRY = Guard("gate_entry", "只能随本案的", "ledger_anjuan")
ANNULLED = Guard("gate_entry", "撤销只能随本案的", "ledger_anjuan")


def at_round(case: str, number: int, **changes: Any) -> Callable[[Ground], list[str]]:
    """The decision on that round's opinion and text."""

    def make(g: Ground) -> list[str]:
        line = g.line(case)
        used = g.one("review", case_id=line.case, round=number)
        sent = g.one("review_submission", case_id=line.case, round=number)
        own = {"review_purpose": used["purpose"], "review_outcome": used["outcome"], "reviewer": used["reviewer"]}
        values = {"review_id": used["id"], "text_root": used["text_root"], "version_id": sent["version_id"], **own}
        return g.decision(case, **{**values, **changes})

    return make


def on_the_spot(says: str) -> Guard:
    return Guard("decision_summary", says)


SPOT = [
    Attempt("on the spot above the limit", spot("spot", fine=20_001), (on_the_spot("超过当场处罚的限额"),)),
    Attempt("on the spot, goods taken", spot("spot", confiscated=1), (on_the_spot("超过当场处罚的限额"),)),
    Attempt(
        "on the spot, a licence suspended",
        spot("spot", penalties='["suspend_licence"]'),
        (on_the_spot("超过当场处罚的限额"),),
    ),
    Attempt(
        "on the spot, a head signs", spot("spot", signer=person("B", organ="cg")), (on_the_spot("承办的执法人员"),)
    ),
    Attempt("on the spot, one officer", a.one_officer_in_the_street, (FEW,)),
    Attempt(
        "a case of the ordinary procedure decided on the spot",
        changed(**NONE, kind="summary_penalty", review_required=0, notice_id=None, fine=20_000, signer=person("H")),
        (on_the_spot("不是简易程序的案件"),),
    ),
]
DECISIONS = [
    Attempt("no review", changed(**NONE), (WHOLE,)),
    Attempt("a review claimed and not named", changed(review_id=None), (WHOLE,)),
    Attempt(
        "a penalty that needs no review", changed(**NONE, review_required=0), (Guard("decision_penalty_reviewed"),)
    ),
    Attempt("review of another case", changed(review_id=other("review", "decided")), (REVIEWED,)),
    Attempt("review before the notice", at_round("trader", 1), (FINAL,)),
    Attempt("review before the notice called final", at_round("trader", 1, review_purpose="final"), (REVIEWED,)),
    Attempt("objection", at_round("returned", 1), (PASSED,)),
    Attempt("objection called agreement", at_round("returned", 1, review_outcome="agree"), (REVIEWED,)),
    Attempt("text other than reviewed", changed(text_root="f" * 64), (TEXT, REVIEWED)),
    Attempt(
        "another paper under the reviewed root",
        changed(version_id=lambda g: g.one("notice", case_id=g.line().case)["version_id"]),
        (TEXT,),
    ),
    Attempt("another reviewer than in the review", changed(reviewer=person("B", 1)), (REVIEWED,)),
    Attempt("reviewer signs", changed(signer=person("L")), (Guard("decision_signer_apart"),)),
    Attempt("reviewer became a handler", a.reviewer_takes_over, (people("审核人员是本案承办人"),)),
    Attempt("signer is a handler", changed(signer=person("H")), (people("签发人是本案承办人"),)),
    Attempt("signer was a handler once", a.signer_handled_it_once, (people("签发人是本案承办人"),)),
    Attempt("one handler left", a.one_handler_left, (FEW,)),
    Attempt("one handler stands aside", a.handler_stands_aside, (FEW,)),
    Attempt("certificate expired on the day", a.certificate_expired, (FEW,)),
    Attempt("certificate suspended", a.certificate_suspended, (FEW,)),
    Attempt("a later round", a.later_round, (Guard("decision_review", "另有一轮审核"),)),
    Attempt("sent again, no opinion yet", a.sent_again, (Guard("decision_review", "还没有审核意见"),)),
    Attempt("no notice", changed(notice_id=None), (Guard("decision_notice_given"),)),
    Attempt("notice of another case", changed(notice_id=other("notice", "decided")), (TOLD,)),
    Attempt("a later notice", a.told_again, (Guard("decision_weight", "之后又作了新的告知"),)),
    Attempt("heavier than told", changed(fine=2_000_001), (Guard("decision_weight", "重于告知"),)),
    Attempt(
        "kinds not told", changed(penalties='["warning","fine"]'), (Guard("decision_weight", "种类多于告知的种类"),)
    ),
    Attempt("no discussion where required", changed("major", discussion_id=None), (Guard("decision_discussed"),)),
    Attempt(
        "discussion said not to be required", changed("major", discussion_id=None, discussion_required=0), (MAJOR,)
    ),
    Attempt("complex, discussion said not to be required", a.found_complex, (MAJOR,)),
    Attempt(
        "discussion of another case",
        changed(
            discussion_required=1,
            discussion_id=other("discussion", "major"),
            decided_on=other("discussion", "major", "held_on"),
        ),
        (OTHER_RESULT, TALKED),
    ),
    Attempt("result other than discussed", changed("major", fine=5_900_000), (OTHER_RESULT,)),
    Attempt("discussed by two", a.two_discussed, (Guard("decision_discussion", "没有达到法定人数"),)),
    Attempt("dated before its review", a.the_day_before, (Guard("decision_dates", "决定日期早于"),)),
    Attempt("second decision", twice(), (order(), ONCE)),
    Attempt("second decision of another kind", twice(kind="no_penalty"), (order(),)),
    Attempt("made anew without annulment", twice(ord=1), (order(),)),
    Attempt("made anew where nothing was", changed(ord=1), (order("前一决定没有被撤销"),)),
    Attempt(
        "made anew on what stood before the annulment",
        lambda g: [*a.annulment(g), *twice(ord=1)(g)],
        (order("撤销之前的告知、审核、讨论"),),
    ),
    Attempt("annulled under another case's entry", a.annulled_elsewhere, (ANNULLED,)),
    Attempt("number given twice", changed(number=other("decision", "decided", "number")), (NUMBER,)),
    Attempt(
        "party of another case", changed(party_id=other("cases_party", "decided")), (Guard("decision_text", "当事人"),)
    ),
    *SPOT,
    Attempt("under an entry that stands", a.standing, (STANDING,)),
    Attempt("under an entry of another case", a.under(case="decided"), (ENTRY,)),
    Attempt("under an entry of another type", a.under("case.noted"), (ENTRY,)),
    Attempt("under no entry", lambda g: g.decision()[:1], (Guard("decision_ledger_seq_fkey"),)),
]

HANDLES = Guard("review_people", "审核人员是本案承办人", "review")
REVIEWS = [
    Attempt("settled without minutes", settled(), (MINUTES, Guard("review_settled_by_minutes", table="review"))),
    Attempt("settled by another case's minutes", settled(minutes_id=other("discussion", "major")), (MINUTES,)),
    Attempt("settled by minutes on something else", a.settled_by_major, (MINUTES,)),
    Attempt("opinion of a handler", lambda g: opinion(g, outcome="agree", reviewer=person("H")(g)), (HANDLES,)),
    Attempt("second opinion of a round", lambda g: opinion(g, round=1), (ROUND,)),
    Attempt("opinion under another type of entry", a.returned_as_passed, (ENTRY,)),
]


def rewriting(table: str, case: str) -> list[Attempt]:
    return [
        Attempt(
            f"{verb} {table}", a.rewritten(table, case, verb), (Guard(f"{table}_bound_{verb.lower()}", table, table),)
        )
        for verb in ("UPDATE", "DELETE")
    ]


REWRITINGS = [
    *rewriting("notice", "plain"),
    *rewriting("discussion", "major"),
    *rewriting("review", "plain"),
    *rewriting("decision", "decided"),
    *rewriting("decision_annulment", "decided"),
    Attempt(
        "TRUNCATE decision_annulment",
        a.rewritten("decision_annulment", "decided", "TRUNCATE"),
        (Guard("decision_annulment_bound_truncate", "decision_annulment", "decision_annulment"),),
        ("postgres",),
    ),
    Attempt("REPLACE decision", a.replaced, (order(), Guard("decision_bound_delete", "不得删除")), ("sqlite",)),
    Attempt("upsert over a decision", a.upserted, (order(), Guard("decision_bound_update", "decision .*不得改写"))),
]
ENGINE = "sqlite" if SQLITE else "postgres"
ATTEMPTS = [t for t in [*DECISIONS, *REVIEWS, *REWRITINGS] if ENGINE in t.engines]


@pytest.mark.clause("L0.1")
@pytest.mark.law("行政处罚法42", "行政处罚法45", "行政处罚法57②", "行政处罚法58")
@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_is_refused_by_each_of_its_guards_and_goes_through_without_them(ground: Ground, attempt: Attempt) -> None:
    statements, guards = attempt.make(ground), list(attempt.guards)
    before = ground.entries()
    refusal = ground.as_app(statements)
    assert any(re.search(g.pattern, refusal) for g in guards) or denied(refusal, attempt), refusal
    assert ground.entries() == before
    while guards:
        refusal = ground.as_owner(statements)
        hit = [g for g in guards if re.search(g.pattern, refusal)]
        assert len(hit) == 1, refusal or "went through"
        if SQLITE and hit[0].only_named:
            return
        ground.remove(hit[0].name, hit[0].table)
        guards.remove(hit[0])
    assert ground.as_owner(statements) == ""


def denied(refusal: str, attempt: Attempt) -> bool:
    """Whether the application's role may not even try, on PostgreSQL."""
    return not SQLITE and attempt in REWRITINGS and "permission denied" in refusal


@pytest.mark.parametrize("case", ["plain", "major"])
def test_what_decide_would_write_is_accepted(ground: Ground, case: str) -> None:
    """Without this every refusal above could have a reason of its own."""
    assert ground.as_app(ground.decision(case)) == ""


@pytest.mark.clause("L3.3")
def test_a_dispute_settled_by_its_own_minutes_passes(ground: Ground) -> None:
    line = ground.line("returned")
    a.discuss(line, "dispute", line.ids("B")[:3])
    minutes = ground.one("discussion", case_id=line.case)
    assert ground.as_app(opinion(ground, outcome="settled", minutes_id=minutes["id"])) == ""


@pytest.mark.parametrize(
    "limit", [t for t in THRESHOLDS if t.rule_id == "hearing"], ids=lambda t: f"citizen={t.citizen}"
)
def test_the_amount_from_which_the_database_demands_a_discussion_is_the_law_s(ground: Ground, limit: Threshold) -> None:
    assert limit.field == "", "an amount of one field only: write it into decision_discussion"
    values = a.confirmed(ground) if limit.citizen else {}
    case = "trader" if limit.citizen else "plain"
    assert MAJOR.says in ground.as_app(ground.decision(case, **values, confiscated=limit.amount))
    assert ground.as_app(ground.decision(case, **values, confiscated=limit.amount - 1)) == ""


@pytest.mark.law("行政处罚法51")
@pytest.mark.parametrize("name", ["spot", "shop"])
def test_the_amount_up_to_which_the_database_lets_an_officer_decide_is_the_law_s(ground: Ground, name: str) -> None:
    today = ground.line(name).on
    (limit,) = (
        t.amount
        for t in THRESHOLDS
        if (t.rule_id, t.citizen, t.field) == ("summary", name == "spot", "")
        and t.valid_from.year == 2021 <= today.year
    )
    assert "超过当场处罚的限额" in ground.as_app(spot(name, fine=limit + 1)(ground))
    assert ground.as_app(spot(name, fine=limit)(ground)) == ""


@pytest.mark.parametrize("kind", list(Penalty), ids=str)
def test_the_kinds_for_which_the_database_demands_a_discussion_are_the_law_s(ground: Ground, kind: Penalty) -> None:
    ground.remove("decision_weight", "decision")
    refusal = ground.as_owner(ground.decision(penalties=f'["{kind}"]'), keep=False)
    assert bool(re.search("没有标明集体讨论", refusal)) is (kind in HEARING_KINDS), refusal


def test_truncating_is_refused_to_everyone(ground: Ground) -> None:
    if SQLITE:
        pytest.skip("SQLite has no TRUNCATE")
    for table in ("notice", "discussion", "review", "decision", "decision_annulment"):
        assert "permission denied" in ground.as_app([f"TRUNCATE {table} CASCADE"])
        assert "不得改写或者删除" in ground.as_owner([f"TRUNCATE {table} CASCADE"])


def test_migrate_finds_a_dropped_guard_and_puts_it_back(ground: Ground) -> None:
    guards = ("decision_people", "decision"), ("review_bound_update", "review"), ("gate_entry", "ledger_anjuan")
    for guard in guards:
        ground.remove(*guard)
    missing = sorted(f"缺少触发器 {name if SQLITE else f'{table}.{name}'}" for name, table in guards)
    assert schema.check(connection) == missing
    found = migrate(ground, "--check")
    assert (found.returncode, found.stdout.splitlines()) == (78, missing), found.stderr
    assert migrate(ground).returncode == 0
    assert schema.check(connection) == []
    assert "签发人是本案承办人" in ground.as_app(changed(signer=person("H"))(ground))


def migrate(ground: Ground, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``mingjing migrate`` on this copy, in a process of its own."""
    connection.close()
    command = [sys.executable, "-m", "mingjing.config.cli", "migrate", *arguments]
    return subprocess.run(command, env=ground.environment("owner"), capture_output=True, text=True)
