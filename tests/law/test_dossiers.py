"""案卷评查: sheets add up, scores obey the rules whatever is given, samples can be drawn again by a stranger."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.law import dossier_draw as drawing
from mingjing.law import dossier_scoring as scoring
from mingjing.law import dossier_sheets as sheets
from mingjing.law.dossier_draw import Conflict, Method, Quota, Request, Reviewer, Risk, Row
from mingjing.law.dossier_scoring import WHOLE, Given, Mark, Total
from mingjing.law.dossier_sheets import LICENCE, PENALTY, SHEETS, Item, Sheet
from mingjing.law.draw import DrawError

pytestmark = pytest.mark.pure


# --- sheets -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("G2.1")
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.kind)
def test_a_built_in_sheet_has_a_hundred_points_and_may_be_adopted(sheet: Sheet) -> None:
    assert sum(i.points for i in sheet.items) == 100
    assert sheets.problems(sheet) == {}
    assert Sheet.of(json.loads(json.dumps(sheet.told()))) == sheet


def test_the_penalty_sheet_has_the_nineteen_vetoes_of_the_reference_and_says_that_they_are_synthesised() -> None:
    assert [v.code for v in PENALTY.vetoes] == [f"V{n}" for n in range(1, 20)]
    assert len(PENALTY.projects) == 4 and sheets.FOUNDATION_ITEMS == 23
    assert "待确认" in PENALTY.note and "待确认" in LICENCE.note
    per_group = {name: sum(i.points for i in items) for name, items in PENALTY.groups.items()}
    assert per_group == {"立案": 6, "调查取证": 28, "审核决定": 26, "决定书": 16, "送达执行": 12, "公示": 4, "立卷": 8}


def test_no_sheet_is_in_force_before_the_standard() -> None:
    with pytest.raises(LookupError):
        sheets.sheet("penalty", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"items": PENALTY.items[:-1]}, "items", "合计 99 分"),
        ({"items": (*PENALTY.items, Item("A1", "立案", "又一项", 1))}, "items", "和前面重复"),
        ({"items": (Item("甲", "立案", "来源", 100),)}, "items", "第 1 行的编码"),
        ({"items": (Item("A1", "", "来源", 100),)}, "items", "属于哪一组"),
        ({"items": (Item("A1", "立案", "", 100),)}, "items", "写明内容"),
        ({"items": ()}, "items", "至少一行"),
        ({"vetoes": ()}, "vetoes", "至少一行"),
        ({"vetoes": (sheets.Veto("V1", "其他", "没有资格"),)}, "vetoes", "应为：案件主体"),
        ({"grades": (sheets.Grade("合格", 60), sheets.Grade("优秀", 90))}, "grades", "从高到低"),
    ],
)
def test_a_wrong_sheet_is_refused_with_the_row_and_the_cure(changed: dict, field: str, words: str) -> None:
    assert words in sheets.problems(replace(PENALTY, **changed))[field]


# --- arithmetic ---------------------------------------------------------------------------------------------------

CODES = [i.code for i in PENALTY.items]
POINTS = {i.code: i.points * 10 for i in PENALTY.items}
marks = st.lists(st.sampled_from(CODES), unique=True).flatmap(
    lambda codes: st.tuples(*(st.integers(1, POINTS[c]).map(lambda n, c=c: Mark(c, n, "理由")) for c in codes))
)
vetoes = st.lists(st.sampled_from([v.code for v in PENALTY.vetoes]), unique=True, max_size=2).map(
    lambda codes: tuple(Mark(c, 0, "理由") for c in codes)
)
filled = st.builds(Given, marks, vetoes)
totals = st.builds(Total, st.integers(0, WHOLE), st.booleans())


@given(filled)
def test_a_score_lies_between_nothing_and_a_hundred_and_a_veto_is_always_nothing(found: Given) -> None:
    score = scoring.total(PENALTY, found)
    assert 0 <= score.tenths <= WHOLE and sum(full for _, full in score.groups.values()) == WHOLE
    assert score.points == sum(left for left, _ in score.groups.values())
    if found.vetoes:
        assert score.tenths == 0 and scoring.grade(PENALTY, score) == "不合格"


@given(st.lists(totals, min_size=2, max_size=3))
def test_the_settled_score_lies_between_those_it_is_made_of(scores: list[Total]) -> None:
    settled = scoring.settled(scores)
    if settled is None:
        assert len(scores) == 2 and scoring.apart(*scores)
        return
    used = [scores[n] for n in scoring.counted(scores)]
    assert min(t.points for t in used) <= settled.points <= max(t.points for t in used)
    assert settled.vetoed == (sum(t.vetoed for t in scores) * 2 > len(scores))
    assert settled.points == scoring.mean([t.points for t in used])


@given(totals, totals, st.permutations([0, 1, 2]), totals)
def test_the_order_of_reviewers_changes_nothing(a: Total, b: Total, order: list[int], c: Total) -> None:
    three = [a, b, c]
    assert scoring.settled([three[n] for n in order]) == scoring.settled(three)
    assert scoring.settled([a, b]) == scoring.settled([b, a])


@given(filled, filled)
def test_what_the_organ_is_told_adds_up_to_the_score(one: Given, two: Given) -> None:
    totals = [scoring.total(PENALTY, g) for g in (one, two)]
    settled = scoring.settled(totals, WHOLE)
    if settled:
        told = scoring.merged([one, two])
        assert settled.points == WHOLE - sum(m.lost for m in told.marks)
        for mark in told.marks:
            both = [next((m.lost for m in g.marks if m.code == mark.code), 0) for g in (one, two)]
            assert min(both) <= mark.lost <= max(both)


@given(filled, filled, st.data())
def test_a_defence_never_lowers_a_score(one: Given, two: Given, data: st.DataObject) -> None:
    told = scoring.merged([one, two])
    score = Total(900, bool(told.vetoes))
    restored = {m.code: data.draw(st.integers(0, m.lost)) for m in told.marks}
    lifted = data.draw(st.lists(st.sampled_from([v.code for v in told.vetoes]), unique=True)) if told.vetoes else []
    after = scoring.ruled(score, told, restored, lifted)
    assert score.tenths <= after.tenths <= WHOLE
    assert after.vetoed == (bool(told.vetoes) and set(lifted) != {v.code for v in told.vetoes})


def test_a_defence_cannot_win_more_than_was_taken_off() -> None:
    told = Given((Mark("A1", 5, "没有来源"),))
    with pytest.raises(ValueError, match="原扣 0.5 分"):
        scoring.ruled(Total(995), told, {"A1": 6}, [])
    with pytest.raises(ValueError, match="没有认定否决项"):
        scoring.ruled(Total(995), told, {}, ["V1"])


def test_two_who_differ_too_much_or_on_a_veto_need_a_third() -> None:
    assert scoring.settled([Total(900), Total(850)]) == Total(875)
    assert scoring.settled([Total(900), Total(849)]) is None
    assert scoring.settled([Total(900), Total(900, True)]) is None
    assert scoring.settled([Total(900), Total(900, True), Total(880, True)]) == Total(890, True)
    assert scoring.settled([Total(900), Total(840), Total(890)]) == Total(895)
    assert scoring.settled([Total(900), Total(800), Total(850)]) == Total(850)
    assert scoring.settled([Total(900, True), Total(300, True)]).tenths == 0


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark("A1", 11, "理由"), "扣分在 0 到 1 分之间"), (Mark("A1", 0, "理由"), "扣分在 0 到 1 分之间"),
        (Mark("A1", 5, " "), "写明扣分（否决）的理由"), (Mark("Z9", 5, "理由"), "没有 Z9"),
        (Mark("A1", 5, "长" * 301), "不超过 300 字"),
    ],
)  # fmt: skip
def test_a_wrong_mark_is_refused_by_name(mark: Mark, words: str) -> None:
    assert words in scoring.problems(PENALTY, Given((mark,)))[mark.code]


def test_grades_and_typed_points() -> None:
    given = [(1000, "优秀"), (900, "优秀"), (899, "良好"), (800, "良好"), (600, "合格"), (599, "不合格"), (0, "不合格")]
    assert [scoring.grade(PENALTY, Total(points)) for points, _ in given] == [grade for _, grade in given]
    assert (scoring.tenths("1.5"), scoring.tenths(""), scoring.shown(965), scoring.shown(960)) == (15, 0, "96.5", "96")
    for typed in ("1.55", "-1", "abc", "101", "NaN", "1e9"):
        with pytest.raises(ValueError, match="分数"):
            scoring.tenths(typed)


# --- sampling -----------------------------------------------------------------------------------------------------

ROWS = [Row(f"d{n:02d}", "甲局" if n % 3 else "乙局", "licence" if n % 2 else "penalty", 1 + n % 4) for n in range(40)]
PEOPLE = [Reviewer(f"p{n}", "甲局" if n < 2 else "丙局") for n in range(6)]
REQUEST = Request(
    draw="plan1", title="评查", method="random", quotas=(Quota("甲局", "penalty", 5), Quota("乙局", "licence", 50)),
    conflicts=tuple(Conflict(r.id, p.id) for r in ROWS for p in PEOPLE if r.organ == p.organ),
)  # fmt: skip
SEED = bytes(range(32))


def by_hand(seed: bytes) -> list[tuple[str, list[str]]]:
    """The same draw as a stranger would write it from the words of the module alone."""

    def stream(*label: object):
        told = json.dumps(list(label), ensure_ascii=False, separators=(",", ":")).encode()
        block = 0
        while True:
            data = len(told).to_bytes(8, "big") + told + block.to_bytes(8, "big")
            digest = hmac.new(seed, data, hashlib.sha256).digest()
            yield from (int.from_bytes(digest[n : n + 8], "big") for n in (0, 8, 16, 24))
            block += 1

    def below(words, n: int) -> int:
        bits = (n - 1).bit_length()
        return next(v for w in words if (v := w >> (64 - bits)) < n)

    load, out = {p.id: 0 for p in PEOPLE}, []
    for organ, kind, number in (("甲局", "penalty", 5), ("乙局", "licence", 50)):
        left = [r for r in ROWS if r.organ == organ and r.kind == kind]
        words = stream("dossiers", organ, kind)
        for _ in range(min(number, len(left))):
            r = below(words, sum(x.weight for x in left))
            running = 0
            for row in left:
                running += row.weight
                if running > r:
                    break
            left.remove(row)
            seats: list[str] = []
            order = stream("reviewers", row.id, 0)
            for _ in range(2):
                free = [p.id for p in PEOPLE if p.organ != row.organ and p.id not in seats]
                fewest = [p for p in free if load[p] == min(load[q] for q in free)]
                seats.append(fewest[below(order, len(fewest))])
            for seat in seats:
                load[seat] += 1
            out.append((row.id, seats))
    return out


@pytest.mark.clause("G2.1")
def test_a_stranger_who_reads_the_rules_draws_the_same_dossiers_and_reviewers() -> None:
    found = [(d["dossier"], d["reviewers"]) for d in drawing.drawn(SEED, REQUEST, ROWS, PEOPLE)]
    assert found == by_hand(SEED)
    assert found != [(d["dossier"], d["reviewers"]) for d in drawing.drawn(SEED[::-1], REQUEST, ROWS, PEOPLE)]


def test_quotas_hold_and_nobody_reviews_the_own_organ() -> None:
    rows = {r.id: r for r in ROWS}
    found = drawing.drawn(SEED, REQUEST, ROWS, PEOPLE)
    kinds = [(rows[d["dossier"]].organ, rows[d["dossier"]].kind) for d in found]
    assert kinds.count(("甲局", "penalty")) == 5
    there = sum((r.organ, r.kind) == ("乙局", "licence") for r in ROWS)
    assert kinds.count(("乙局", "licence")) == there, "a quota larger than what there is takes all of it"
    for d in found:
        assert len(set(d["reviewers"])) == 2
        if rows[d["dossier"]].organ == "甲局":
            assert not {"p0", "p1"} & set(d["reviewers"])


def test_another_reviewer_is_free_of_conflict_and_never_one_who_had_the_dossier() -> None:
    had = ["p2", "p3"]
    for n in (1, 2):
        new = drawing.another(SEED, REQUEST, "d01", n, [p.id for p in PEOPLE], had)
        assert new not in {*had, "p0", "p1"}
        had.append(new)
    with pytest.raises(DrawError, match="增加人员"):
        drawing.another(SEED, REQUEST, "d01", 3, [p.id for p in PEOPLE], had)


@pytest.mark.parametrize(
    ("rows", "people", "quotas", "words"),
    [
        ([], PEOPLE, REQUEST.quotas, "没有归档的案卷"),
        (ROWS, PEOPLE[:3], REQUEST.quotas, "只有 1 名没有利害关系"),
        (ROWS, PEOPLE, (Quota("甲局", "penalty", 0),), "至少抽一卷"),
        ([*ROWS, ROWS[0]], PEOPLE, REQUEST.quotas, "有重复"),
    ],
)
def test_what_cannot_be_drawn_is_refused_before_it_is_committed(rows, people, quotas, words: str) -> None:
    with pytest.raises(DrawError, match=words):
        drawing.commitment(replace(REQUEST, quotas=quotas), rows, people)


def test_risk_makes_a_dossier_more_likely_only_when_the_plan_says_so() -> None:
    risks = [Risk.LATE, Risk.ANNULLED]
    assert (drawing.weight(Method.RANDOM, risks), drawing.weight(Method.RISK, risks)) == (1, 7)
    heavy = [replace(r, weight=50 if r.id == "d01" else 1) for r in ROWS if (r.organ, r.kind) == ("甲局", "licence")]
    request = replace(REQUEST, quotas=(Quota("甲局", "licence", 1),))
    seeds = (hashlib.sha256(bytes([n])).digest() for n in range(200))
    hits = sum(drawing.drawn(seed, request, heavy, PEOPLE)[0]["dossier"] == "d01" for seed in seeds)
    assert 140 < hits < 180, f"50 of {sum(r.weight for r in heavy)} of the weight: {hits} of 200"
