"""双随机: reproducible to the byte, in proportion to the weights and nothing else; what cannot be drawn says why."""

from __future__ import annotations

import hmac
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import accumulate, islice, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.law import draw, draw_checks
from mingjing.law.draw import (
    Anchor,
    Bias,
    Conflict,
    Earlier,
    Excluded,
    Exclusion,
    NotCommitted,
    Officer,
    PoolError,
    Request,
    RequestError,
    Target,
    assigned,
    commitment,
    overlaps,
    result_of,
)
from mingjing.law.identifiers import uscc_check_digit
from mingjing.tlog.canon import canonical

pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 10_000
LEVELS = {"A": 1, "B": 2, "C": 4, "D": 8, "N": 2}
RISKS = "ABCDN"


def code(n: int) -> str:
    """A 统一社会信用代码 that passes."""
    first = f"914112{n:011d}"
    return first + uscc_check_digit(first)


def firm(n: int, risk: str = "B") -> Target:
    return Target(f"t{n:03d}", "org", f"示例商行{n}", code(n), risk)


def person(n: int) -> Target:
    return Target(f"p{n:03d}", "person", "", "", "N")


def officer(n: int) -> Officer:
    return Officer(f"o{n:02d}", f"检查员{n}", f"豫M{n:05d}", "市场监管")


FIRMS = [firm(n, RISKS[n % 5]) for n in range(12)] + [person(1)]
STAFF = [officer(n) for n in range(5)]


def ask(**given: Any) -> Request:
    usual = {"draw": "sjc-2026-1", "item": "item-7", "item_name": "示例：食品经营者监督检查",
             "table_id": "credit-risk-2022", "levels": LEVELS, "number": 4}  # fmt: skip
    return Request(**(usual | given))


def anchored(
    request: Request, targets: list[Target], officers: list[Officer], index: int = 6, size: int = 7, **extra: Any
) -> Anchor:
    """A place in a log that nobody signed: what the core reads of it."""
    data = {**commitment(request, targets, officers), **extra}
    entry = {"data": data, "obj": request.draw, "org": "organ", "seq": index, "suite": "s", "ts": 1,
             "type": "draw.committed", "v": 1}  # fmt: skip
    root = draw.b64encode(sha256(canonical(entry)).digest()).decode()
    return Anchor(f"t.example/gongshi\n{size}\n{root}\n\n— t.example/gongshi AAAAAAAA\n", index, canonical(entry), [])


def drawn(request: Request, targets: list[Target] = FIRMS, officers: list[Officer] = STAFF, *recusals: Conflict) -> Any:
    return result_of(request, targets, officers, anchored(request, targets, officers), recusals)


# --- the same for everybody -----------------------------------------------------------------------------------------


def reference(seed: bytes, told: Any, targets: list[Any], officers: list[Any]) -> list[Any]:
    """The definition in the module's docstring, as slow and plain as it can be said."""

    def below(label: list[Any], n: int, used: list[int]) -> int:
        text, bits = canonical(label), (n - 1).bit_length()
        while True:
            block, at = divmod(used[0], 4)
            used[0] += 1
            message = len(text).to_bytes(8, "big") + text + block.to_bytes(8, "big")
            word = int.from_bytes(hmac.new(seed, message, sha256).digest()[at * 8 :][:8], "big")
            if int(format(word, "064b")[:bits] or "0", 2) < n:
                return int(format(word, "064b")[:bits] or "0", 2)

    gone = {x["target"] for x in told["excludes"]}
    left = sorted((t["id"], told["weights"]["levels"][t["risk"]]) for t in targets if t["id"] not in gone)
    many = told["count"].get("number") or -(-len(targets) * told["count"]["ratio"][0] // told["count"]["ratio"][1])
    found, used = [], [0]
    for _ in range(many):
        tickets = [name for name, weight in left for _ in range(weight)]
        name = tickets[below(["targets"], len(tickets), used)]
        left = [row for row in left if row[0] != name]
        barred = {c["officer"] for c in told["conflicts"] if c["target"] == name}
        free, mine, people = sorted({o["id"] for o in officers} - barred), [0], []
        for _ in range(told["officers"]):
            people.append(free.pop(below(["officers", name, 0], len(free), mine)))
        found.append({"target": name, "officers": people})
    return found


def rows(pool: bytes) -> list[Any]:
    return json.loads(pool)["rows"]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_two_independent_programs_draw_the_same(data: st.DataObject) -> None:
    targets = [firm(n, data.draw(st.sampled_from(RISKS))) for n in range(data.draw(st.integers(1, 24)))]
    officers = [officer(n) for n in range(data.draw(st.integers(4, 8)))]
    left_out = data.draw(st.sets(st.sampled_from([t.id for t in targets]), max_size=len(targets) - 1))
    pairs = data.draw(st.sets(st.tuples(st.sampled_from(targets), st.sampled_from(officers[:2])), max_size=6))
    request = ask(
        number=data.draw(st.integers(1, len(targets) - len(left_out))),
        excludes=tuple(Excluded(t, Exclusion.CEASED) for t in left_out),
        conflicts=tuple(Conflict(t.id, o.id, Bias.KIN) for t, o in pairs),
    )
    result = drawn(request, targets, officers)
    seed = bytes.fromhex(result["seed"])
    told = rows(draw.target_pool(targets)), rows(draw.officer_pool(officers))
    assert result["drawn"] == reference(seed, result["request"], *told)
    assert not left_out & {row["target"] for row in result["drawn"]}
    for row in result["drawn"]:
        assert len(set(row["officers"])) == 2
        assert not {(t.id, o.id) for t, o in pairs} & {(row["target"], o) for o in row["officers"]}


@given(st.permutations(FIRMS), st.permutations(STAFF), st.permutations([0, 1, 2]))
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_rows_come_in_does_not_matter(targets: Any, officers: Any, order: list[int]) -> None:
    conflicts = [Conflict("t001", "o01", Bias.KIN), Conflict("t001", "o00", Bias.KIN), Conflict("t000", "o01", "kin")]
    excludes = [Excluded("t003", Exclusion.CEASED), Excluded("t002", "drawn", "sjc-1"), Excluded("p001", "covered")]
    sorted_in = ask(conflicts=tuple(conflicts), excludes=tuple(excludes))
    given_in = ask(conflicts=tuple(conflicts[i] for i in order), excludes=tuple(excludes[i] for i in order))
    assert drawn(given_in, targets, officers) == drawn(sorted_in)


SCRIPT = """
import sys; sys.path.insert(0, {root!r})
from tests.law.test_draw import *
sys.stdout.write(draw.canon(drawn(ask(), FIRMS, STAFF)).decode())
"""


def test_two_runs_agree_whatever_the_process_is_like() -> None:
    told = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-c", SCRIPT.format(root=str(ROOT))]
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=env, timeout=100)
        told.add(done.stdout)
    told.add(canonical(drawn(ask())))
    assert len(told) == 1


def test_a_draw_of_today_is_drawn_the_same_in_ten_years() -> None:
    """Pinned: if one of these changes, every published draw stops verifying."""
    result = drawn(ask(conflicts=(Conflict("t003", "o00", Bias.INTEREST),)))
    assert result["pools"] == PINNED["pools"]
    assert result["seed"] == PINNED["seed"]
    assert [[row["target"], *row["officers"]] for row in result["drawn"]] == PINNED["drawn"]


PINNED: dict[str, Any] = {
    "pools": {
        "targets": "225563b8f44beee90c0970c07bece498d9ee124f19603b705dbf19e263f61fc2",
        "officers": "4472d8176e499bc15180e5e6693ed5dc593252af18b9b7153a01c86be9d7c119",
    },
    "seed": "89da3091e618912b6c5ebfecabbdb33acbf8bd5951b1ebe62f4386b558232602",
    "drawn": [["t008", "o04", "o00"], ["t004", "o04", "o03"], ["t011", "o01", "o04"], ["t003", "o03", "o01"]],
}


def test_the_seed_is_exactly_these_bytes() -> None:
    text, name = "o\n7\nr\n", "d-1"
    by_hand = b"mingjing/draw/seed/1\n" + bytes([0] * 7 + [6]) + text.encode() + bytes([0] * 7 + [3]) + name.encode()
    assert draw.seed_of(text, name) == sha256(by_hand).digest()
    assert draw.seed_of("ab", "c") != draw.seed_of("a", "bc")
    anchor = anchored(ask(), FIRMS, STAFF)
    signed_text = anchor.note[: anchor.note.index("— ") - 1]
    assert drawn(ask())["seed"] == draw.seed_of(signed_text, "sjc-2026-1").hex()


def test_a_stream_belongs_to_one_label_only() -> None:
    labels = [
        ("targets",),
        ("officers", "t1", 0),
        ("officers", "t1", 1),
        ("officers", "t10", 0),
        ("officers", "t1", 10),
    ]
    heads = [tuple(islice(draw.words(b"s" * 32, *label), 9)) for label in labels]
    assert len(set(heads)) == len(labels) and all(len(set(head)) == 9 for head in heads)


SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
KEYS = st.text(st.characters(max_codepoint=127), max_size=6)


@given(st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)))
def test_what_is_hashed_is_the_log_s_own_canonical_form(value: Any) -> None:
    assert draw.canon(value) == canonical(value)


def test_pools_requests_and_results_have_a_canonical_form() -> None:
    for value in (ask().told(), drawn(ask()), commitment(ask(), FIRMS, STAFF)):
        assert draw.canon(value) == canonical(value)
    for pool in (draw.target_pool(FIRMS), draw.officer_pool(STAFF)):
        assert canonical(json.loads(pool)) == pool


# --- no bias --------------------------------------------------------------------------------------------------------

#: 99.9 % quantiles of chi-square by degrees of freedom.
CRITICAL = {1: 10.828, 3: 16.266, 4: 18.467, 11: 31.264, 15: 37.697, 19: 43.820}
FIVE, FOUR = [firm(n, RISKS[n]) for n in range(5)], [officer(n) for n in range(4)]


def many(pick: Callable[[bytes], Hashable]) -> Counter[Hashable]:
    """What comes of 10,000 draws from 10,000 fixed seeds."""
    return Counter(pick(sha256(b"round %d" % n).digest()) for n in range(ROUNDS))


def chi_square(found: Counter[Hashable], shares: dict[Hashable, float]) -> float:
    assert set(found) <= set(shares) and abs(sum(shares.values()) - 1) < 1e-9
    return sum((found[k] - ROUNDS * p) ** 2 / (ROUNDS * p) for k, p in shares.items())


def within(found: Counter[Hashable], shares: dict[Hashable, float]) -> bool:
    return chi_square(found, shares) < CRITICAL[len(shares) - 1]


def first(seed: bytes) -> Hashable:
    return draw.draw(seed, ask(number=1), FIVE, FOUR)[0]["target"]


SHARES: dict[Hashable, float] = {t.id: LEVELS[t.risk] / 17 for t in FIVE}


def test_the_first_target_is_drawn_in_proportion_to_its_weight() -> None:
    assert within(many(first), SHARES)


def test_chi_square_would_see_other_weights_and_a_biased_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not within(many(first), dict.fromkeys(SHARES, 1 / 5))
    assert not within(many(first), {t.id: w / 18 for t, w in zip(FIVE, (1, 2, 4, 8, 3), strict=True)})
    monkeypatch.setattr(draw, "below", lambda stream, n: (next(stream) >> 57) % n)  # 128 is no multiple of 17
    assert not within(many(first), SHARES)


def test_the_second_target_is_drawn_in_proportion_to_the_weights_left() -> None:
    weight = {t.id: LEVELS[t.risk] for t in FIVE}
    shares = {(a, b): weight[a] / 17 * weight[b] / (17 - weight[a]) for a, b in permutations(weight, 2)}
    found = many(lambda seed: tuple(r["target"] for r in draw.draw(seed, ask(number=2), FIVE, FOUR)))
    assert within(found, dict(shares))


def test_every_pair_of_officers_is_as_likely_as_any_other() -> None:
    found = many(lambda seed: tuple(draw.draw(seed, ask(number=1), FIVE, FOUR)[0]["officers"]))
    assert within(found, dict.fromkeys(permutations([o.id for o in FOUR], 2), 1 / 12))


def test_the_officers_of_one_target_tell_nothing_of_the_next_one_s() -> None:
    found = many(lambda seed: tuple(r["officers"][0] for r in draw.draw(seed, ask(number=2), FIVE, FOUR)))
    assert within(found, {(a.id, b.id): 1 / 16 for a in FOUR for b in FOUR})


def test_with_a_conflict_the_others_stay_equally_likely() -> None:
    request = ask(number=1, conflicts=tuple(Conflict(t.id, "o02", Bias.KIN) for t in FIVE))
    found = many(lambda seed: draw.draw(seed, request, FIVE, FOUR)[0]["officers"][0])
    assert set(found) == {"o00", "o01", "o03"}
    assert chi_square(found, dict.fromkeys(found, 1 / 3)) < 13.816  # two degrees of freedom


def test_who_is_drawn_again_is_uniform_too() -> None:
    def again(seed: bytes) -> Hashable:
        (row,) = done = draw.draw(seed, ask(number=1), FIVE, FOUR)
        out = Conflict(row["target"], row["officers"][0], Bias.KIN)
        (new,) = draw._redraws(seed, ask(number=1), done, FOUR, [out])
        return sorted({o.id for o in FOUR} - set(row["officers"])).index(new["in"])

    assert within(many(again), {0: 0.5, 1: 0.5})


def test_numbers_are_cut_from_the_top_and_refused_not_folded() -> None:
    assert draw.below(iter([0b1111 << 60, 0b0101 << 60, 0]), 3) == 1  # of three, the top two bits: 3 refused, 1 taken
    assert [draw.below(iter([w << 62]), 3) for w in range(3)] == [0, 1, 2]
    half = 2**63 + 1
    assert draw.below(iter([2**64 - 1, half, 2**63]), half) == 2**63
    assert draw.below(iter([2**64 - 1]), 2**64) == 2**64 - 1
    assert draw.below(iter([2**64 - 1]), 1) == 0


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_running_sums_are_those_of_plain_addition(parts: list[int], dice: Any) -> None:
    words, wanted, left = [], [], dict(enumerate(parts))
    while left:
        total = sum(left.values())
        mark = dice.randrange(total)
        words.append(mark << 64 - (total - 1).bit_length())
        sums = dict(zip(left, accumulate(left.values()), strict=True))
        wanted.append(next(place for place, reached in sums.items() if reached > mark))
        del left[wanted[-1]]
    assert list(draw._weighted(iter(words), parts, len(parts))) == wanted


# --- changed pools, numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("changed", [
    [replace(FIRMS[0], name="改名商行"), *FIRMS[1:]], [replace(FIRMS[0], risk="D"), *FIRMS[1:]],
    [replace(FIRMS[0], code=""), *FIRMS[1:]], [replace(FIRMS[0], id="t900"), *FIRMS[1:]], FIRMS[1:], [*FIRMS, firm(99)],
])  # fmt: skip
def test_any_change_of_the_targets_changes_their_hash_and_only_theirs(changed: list[Target]) -> None:
    before, after = commitment(ask(), FIRMS, STAFF), commitment(ask(), changed, STAFF)
    assert {k for k in before if before[k] != after[k]} == {"targets"}
    with pytest.raises(NotCommitted, match="登记的不是这两个名录库"):
        result_of(ask(), changed, STAFF, anchored(ask(), FIRMS, STAFF))


@pytest.mark.parametrize("changed", [
    [replace(STAFF[0], name="改名"), *STAFF[1:]], [replace(STAFF[0], certificate="豫M90000"), *STAFF[1:]],
    [replace(STAFF[0], field="生态环境"), *STAFF[1:]], STAFF[1:], [*STAFF, officer(99)],
])  # fmt: skip
def test_any_change_of_the_officers_changes_their_hash_and_only_theirs(changed: list[Officer]) -> None:
    before, after = commitment(ask(), FIRMS, STAFF), commitment(ask(), FIRMS, changed)
    assert {k for k in before if before[k] != after[k]} == {"officers"}
    with pytest.raises(NotCommitted, match="登记的不是这两个名录库"):
        result_of(ask(), FIRMS, changed, anchored(ask(), FIRMS, STAFF))


@pytest.mark.parametrize("changed", [
    {"number": 5}, {"number": 0, "ratio": (4, 13)}, {"officers": 3}, {"table_id": "other"}, {"item_name": "另一事项"},
    {"levels": {**LEVELS, "D": 9}}, {"excludes": (Excluded("t001", Exclusion.CEASED),)},
    {"conflicts": (Conflict("t001", "o01", Bias.KIN),)},
])  # fmt: skip
def test_nothing_of_the_request_can_be_chosen_after_the_commitment(changed: dict[str, Any]) -> None:
    before, after = commitment(ask(), FIRMS, STAFF), commitment(ask(**changed), FIRMS, STAFF)
    assert {k for k in before if before[k] != after[k]} == {"request"}
    with pytest.raises(NotCommitted):
        result_of(ask(**changed), FIRMS, STAFF, anchored(ask(), FIRMS, STAFF))


RATIOS = [((3, 100), 100, 3), ((3, 100), 101, 4), ((3, 100), 1, 1), ((1, 3), 9, 3), ((1, 3), 10, 4),
          ((5, 100), 20, 1), ((5, 100), 21, 2), ((7, 7), 13, 13)]  # fmt: skip


@pytest.mark.parametrize(("ratio", "base", "number"), RATIOS)
def test_a_ratio_of_the_whole_pool_is_rounded_up(ratio: tuple[int, int], base: int, number: int) -> None:
    assert draw_checks.number_of(ask(number=0, ratio=ratio), base) == number


def test_the_base_counts_those_left_out() -> None:
    left_out = tuple(Excluded(t.id, Exclusion.COVERED) for t in FIRMS[:7])
    result = drawn(ask(number=0, ratio=(1, 4), excludes=left_out))
    assert (result["base"], result["number"], len(result["drawn"])) == (13, 4, 4)


def test_weights_are_dated_cited_and_to_be_confirmed() -> None:
    assert draw.weights("credit-risk", date(2022, 1, 13)).table_id == "credit-risk-2022"
    with pytest.raises(LookupError, match="2022-01-12 有效的抽查权重表"):
        draw.weights("credit-risk", date(2022, 1, 12))
    with pytest.raises(LookupError):
        draw.weights("nothing", date(2026, 1, 1))
    for table in draw.WEIGHTS:
        assert table.to_confirm and "〕" in table.basis and "待确认" in table.note
        assert all(type(w) is int and w > 0 for w in table.levels.values())
        commitment(ask(table_id=table.table_id, levels=table.levels), FIRMS, STAFF)
    assert draw.weights("credit-risk", date(2026, 11, 24)).levels == {"A": 1, "B": 2, "C": 4, "D": 8, "N": 2}
    assert set(draw.weights("even", date(2015, 7, 29)).levels.values()) == {1}
    with pytest.raises(LookupError):
        draw.weights("even", date(2015, 7, 28))


# --- conflicts found after the draw ---------------------------------------------------------------------------------


def test_a_conflict_found_later_replaces_that_officer_only() -> None:
    before = drawn(ask())
    target, (out, stays) = before["drawn"][1]["target"], before["drawn"][1]["officers"]
    after = drawn(ask(), FIRMS, STAFF, Conflict(target, out, Bias.INTEREST))
    (redraw,) = after["redraws"]
    assert {k: v for k, v in after.items() if k != "redraws"} == {k: v for k, v in before.items() if k != "redraws"}
    assert redraw == {"target": target, "n": 1, "out": out, "reason": "interest", "in": redraw["in"]}
    assert redraw["in"] not in (out, stays)
    assert assigned(after)[target] == [redraw["in"], stays]
    assert {t: o for t, o in assigned(after).items() if t != target} == {
        t: o for t, o in assigned(before).items() if t != target
    }


def test_whoever_stood_back_never_comes_back_and_other_targets_are_not_touched() -> None:
    before = drawn(ask())
    one, two = before["drawn"][0], before["drawn"][1]
    chain = [Conflict(one["target"], one["officers"][0], Bias.KIN)]
    for _ in range(2):
        new = drawn(ask(), FIRMS, STAFF, *chain)["redraws"][-1]["in"]
        chain.append(Conflict(one["target"], new, Bias.FAIRNESS))
    told = drawn(ask(), FIRMS, STAFF, *chain)["redraws"]
    assert [r["n"] for r in told] == [1, 2, 3]
    assert len({*one["officers"], *(r["in"] for r in told)}) == 5
    other = Conflict(two["target"], two["officers"][1], Bias.KIN)
    mixed = drawn(ask(), FIRMS, STAFF, other, *chain)["redraws"]
    assert mixed[1:] == told and mixed[0]["n"] == 1  # the order between targets changes nothing
    last = Conflict(one["target"], told[-1]["in"], Bias.KIN)
    with pytest.raises(RequestError, match="没有可以重抽的检查人员"):
        drawn(ask(), FIRMS, STAFF, *chain, last)


def test_a_known_conflict_holds_in_the_redraw_too() -> None:
    known = tuple(Conflict(t.id, o, Bias.KIN) for t in FIRMS for o in ("o00", "o01"))
    one = drawn(ask(conflicts=known))["drawn"][0]
    assert set(one["officers"]) < {"o02", "o03", "o04"}
    (redraw,) = drawn(ask(conflicts=known), FIRMS, STAFF, Conflict(one["target"], one["officers"][0], "kin"))["redraws"]
    assert {redraw["in"], *one["officers"]} == {"o02", "o03", "o04"}


def test_only_an_officer_who_is_sent_can_stand_back_and_only_with_a_reason_of_the_law() -> None:
    row = drawn(ask())["drawn"][0]
    absent = next(o.id for o in STAFF if o.id not in row["officers"])
    undrawn = next(t.id for t in FIRMS if t.id not in {r["target"] for r in drawn(ask())["drawn"]})
    for target, who in ((row["target"], absent), (undrawn, "o00")):
        with pytest.raises(RequestError, match="没有被派去"):
            drawn(ask(), FIRMS, STAFF, Conflict(target, who, Bias.KIN))
    again = Conflict(row["target"], row["officers"][0], Bias.KIN)
    with pytest.raises(RequestError, match="没有被派去"):
        drawn(ask(), FIRMS, STAFF, again, again)
    with pytest.raises(RequestError, match="理由“忙”不规范"):
        drawn(ask(), FIRMS, STAFF, replace(again, reason="忙"))


# --- a target in two draws ------------------------------------------------------------------------------------------


def test_a_target_in_two_draws_of_one_year_is_seen_by_its_credit_code() -> None:
    there = replace(firm(3), id="elsewhere-9", name="另一名称")
    earlier = [
        Earlier("sjc-2026-a", date(2026, 3, 1), [there, person(1)]), Earlier("sjc-2026-b", date(2026, 5, 1), [there]),
        Earlier("sjc-2025-z", date(2025, 12, 31), [firm(4)]),
    ]  # fmt: skip
    found = overlaps(FIRMS, earlier, 2026)
    assert found == {"t003": ["sjc-2026-a", "sjc-2026-b"], "p001": ["sjc-2026-a"]}
    assert overlaps(FIRMS, earlier, 2025) == {"t004": ["sjc-2025-z"]}
    request = ask(number=11, excludes=tuple(Excluded(t, Exclusion.MERGED, draws[0]) for t, draws in found.items()))
    result = drawn(request)
    assert not {"t003", "p001"} & set(assigned(result))
    assert result["request"]["excludes"][1] == {"target": "t003", "reason": "merged", "ref": "sjc-2026-a"}


# --- what cannot be drawn -------------------------------------------------------------------------------------------

NO_POOL = [
    ([], STAFF, "检查对象名录库是空的"),
    (FIRMS, [], "检查人员名录库是空的"),
    ([*FIRMS, firm(0)], STAFF, "检查对象名录库中编号 t000 出现两次"),
    (FIRMS, [*STAFF, officer(1)], "检查人员名录库中编号 o01 出现两次"),
    ([*FIRMS, replace(firm(0), id="t901")], STAFF, "统一社会信用代码 .* 出现两次"),
    (FIRMS, [*STAFF, replace(officer(1), id="o91")], "执法证号 豫M00001 出现两次"),
    ([replace(person(1), name="张三")], STAFF, "自然人：只列编号"),
    ([replace(person(1), code=code(1))], STAFF, "自然人：只列编号"),
    ([replace(firm(1), kind="shop")], STAFF, "不是 org 或者 person"),
    ([replace(firm(1), id="11010519491231002X")], STAFF, "公民身份号码，不得公开"),
    ([replace(firm(1), id="甲")], STAFF, "名录库的编号“甲”"),
    ([replace(firm(1), id="")], STAFF, "名录库的编号“”"),
    ([replace(firm(1), id="t" * 65)], STAFF, "1—64 个字母"),
    ([replace(firm(1), name="")], STAFF, "t001 的名称应为"),
    ([replace(firm(1), name=" 商行")], STAFF, "前后没有空格"),
    ([replace(firm(1), name="商\u202e行")], STAFF, "看不见的字符"),
    ([replace(firm(1), name="商\ud800行")], STAFF, "看不见的字符"),
    ([replace(firm(1), name="行" * 201)], STAFF, "1—200 个字"),
    ([replace(firm(1), code=code(1)[:-1] + "Z")], STAFF, "t001：统一社会信用代码"),
    ([replace(firm(1), risk="甲")], STAFF, "风险等级“甲”"),
    (FIRMS, [replace(officer(1), name=""), officer(2)], "o01 的姓名"),
    (FIRMS, [replace(officer(1), certificate=""), officer(2)], "o01 的执法证号"),
    (FIRMS, [replace(officer(1), field=" "), officer(2)], "o01 的执法领域"),
]
NO_REQUEST = [
    ({"number": 14}, "要抽 14 个对象，名录库中可抽的只有 13 个"),
    ({"number": 13, "excludes": (Excluded("t001", Exclusion.CEASED),)}, "可抽的只有 12 个"),
    ({"number": 0}, "抽取数量应为正整数"),
    ({"number": -1}, "抽取数量应为正整数"),
    ({"number": True}, "抽取数量应为正整数"),
    ({"number": 2.0}, "抽取数量应为正整数"),
    ({"ratio": (3, 100)}, "只写一样"),
    ({"number": 0, "ratio": (1, 0)}, "两个正整数"),
    ({"number": 0, "ratio": (1, 2, 3)}, "两个正整数"),
    ({"number": 0, "ratio": (0, 100)}, "抽取比例应大于零"),
    ({"number": 0, "ratio": (101, 100)}, "不超过全部"),
    ({"number": 0, "ratio": (0.03, 1)}, "抽取比例应大于零"),
    ({"officers": 1}, "不得少于两人：河南省行政执法条例24"),
    ({"officers": 11}, "2 至 10 名"),
    ({"officers": 6}, "检查对象 t000 可派的检查人员只有 5 名，应有 6 名"),
    ({"conflicts": tuple(Conflict("t005", f"o0{n}", "kin") for n in range(4))}, "t005 可派的检查人员只有 1 名"),
    ({"levels": {**LEVELS, "D": 0}}, "风险等级“D”的权重应为 1 至 1000"),
    ({"levels": {**LEVELS, "D": -1}}, "权重应为"),
    ({"levels": {**LEVELS, "D": 1.5}}, "权重应为"),
    ({"levels": {**LEVELS, "D": 1001}}, "权重应为"),
    ({"levels": {**LEVELS, "甲": 1}}, "风险等级“甲”"),
    ({"levels": {"A": 1}}, "不在权重表 credit-risk-2022 中"),
    ({"excludes": (Excluded("t777", "ceased"),)}, "t777 不在检查对象名录库中"),
    ({"excludes": (Excluded("t001", "ceased"), Excluded("t001", "covered"))}, "不抽的对象中编号 t001 出现两次"),
    ({"excludes": (Excluded("t001", "熟人"),)}, "理由“熟人”不规范"),
    ({"excludes": (Excluded("t001", "drawn"),)}, "另一次抽取（检查）的编号“”"),
    ({"excludes": (Excluded("t001", "merged"),)}, "另一次抽取（检查）的编号“”"),
    ({"excludes": (Excluded("t001", "ceased", "张三"),)}, "编号“张三”"),
    ({"conflicts": (Conflict("t777", "o01", "kin"),)}, "不在名录库中"),
    ({"conflicts": (Conflict("t001", "o77", "kin"),)}, "不在名录库中"),
    ({"conflicts": (Conflict("t001", "o01", "忙"),)}, "回避的理由“忙”不规范"),
    ({"conflicts": (Conflict("t001", "o01", "kin"), Conflict("t001", "o01", "interest"))}, "出现两次"),
    ({"draw": "双随机"}, "抽取编号“双随机”"),
    ({"item": ""}, "事项编号“”"),
    ({"table_id": ""}, "权重表编号“”"),
    ({"item_name": ""}, "事项名称应为"),
]


@pytest.mark.parametrize(("targets", "officers", "why"), NO_POOL)
def test_a_pool_that_cannot_be_drawn_from_says_why(targets: Any, officers: Any, why: str) -> None:
    with pytest.raises(PoolError, match=why):
        commitment(ask(number=1), targets, officers)


def test_a_pool_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_checks, "MOST_ROWS", 5)
    with pytest.raises(PoolError, match="超过 5 行"):
        draw.target_pool(FIRMS[:6])
    assert len(rows(draw.target_pool(FIRMS[:5]))) == 5


@pytest.mark.parametrize(("given", "why"), NO_REQUEST)
@pytest.mark.law("河南省行政执法条例23、24")
def test_a_request_that_cannot_be_met_is_refused_before_it_is_published(given: dict[str, Any], why: str) -> None:
    with pytest.raises(RequestError, match=why):
        commitment(ask(**given), FIRMS, STAFF)


def test_one_officer_is_too_few() -> None:
    with pytest.raises(RequestError, match="只有 1 名，应有 2 名"):
        commitment(ask(), FIRMS, STAFF[:1])


def test_what_just_suffices_is_drawn() -> None:
    assert len(drawn(ask(number=1))["drawn"]) == 1
    assert len(drawn(ask(number=13, officers=5))["drawn"][12]["officers"]) == 5
    just = Request(draw="d", item="i", item_name="项", table_id="t", levels=LEVELS, ratio=(1, 1))
    assert drawn(just, [replace(firm(1), name="行" * 200), replace(firm(2), name="行")], STAFF[:2])["number"] == 2


def test_a_target_left_out_may_lack_officers() -> None:
    alone = tuple(Conflict("t005", f"o0{n}", Bias.KIN) for n in range(5))
    assert commitment(ask(conflicts=alone, excludes=(Excluded("t005", Exclusion.CEASED),)), FIRMS, STAFF)


def test_every_refusal_is_a_value_error_in_chinese() -> None:
    assert all(issubclass(e, ValueError) for e in (PoolError, RequestError, NotCommitted))


def test_a_request_is_read_back_as_it_was_told() -> None:
    for request in (
        ask(),
        ask(number=0, ratio=(3, 100), officers=3),
        ask(excludes=(Excluded("t001", "drawn", "a"),), conflicts=(Conflict("t001", "o01", "kin"),)),
    ):
        told = json.loads(canonical(request.told()))
        assert Request.of(told).told() == told
        assert commitment(Request.of(told), FIRMS, STAFF) == commitment(request, FIRMS, STAFF)
        for bad in (
            {**told, "more": 1},
            {k: v for k, v in told.items() if k != "officers"},
            {**told, "v": 2},
            [],
            None,
        ):
            with pytest.raises(RequestError, match="抽取要求的内容"):
                Request.of(bad)  # type: ignore[arg-type]


# --- the place in the log -------------------------------------------------------------------------------------------


def swap(anchor: Anchor, **entry: Any) -> Anchor:
    return replace(anchor, body=canonical({**json.loads(anchor.body), **entry}))


def test_a_draw_needs_its_own_entry_and_the_first_checkpoint_with_it() -> None:
    right = anchored(ask(), FIRMS, STAFF)
    result_of(ask(), FIRMS, STAFF, right)
    earlier, root = "t.example/gongshi\n{}\n{}\n\n— t.example/gongshi AAAAAAAA\n", right.note.split("\n")[2]
    later = anchored(ask(), FIRMS, STAFF, 6, 9)
    for size in (1, 6):
        result_of(ask(), FIRMS, STAFF, replace(later, previous=earlier.format(size, root)))
    for bad, why in (
        (swap(right, type="draw.other"), "登记的不是"),
        (swap(right, obj="sjc-2026-2"), "登记的不是"),
        (swap(right, seq=5), "登记的不是"),
        (swap(right, data=None), "读不出来"),
        (replace(right, body=b"{"), "读不出来"),
        (anchored(ask(), FIRMS, STAFF, more="1"), "登记的不是"),
        (anchored(ask(), FIRMS, STAFF, 6, 6), "请先封存再抽取"),
        (later, "请附上一个检查点"),
        (replace(later, previous=earlier.format(7, root)), "上一个检查点已经包含"),
        (replace(later, previous=earlier.format(0, root)), "上一个检查点已经包含"),
        (replace(later, previous=earlier.format(3, root).replace("gongshi\n3", "anjuan\n3")), "同一本日志"),
        (replace(right, note=right.note.replace("\n7\n", "\n07\n")), "检查点格式不对"),
        (replace(right, note=right.note.replace("\n\n", "\nmore\n\n")), "检查点格式不对"),
        (replace(right, note=""), "检查点格式不对"),
    ):
        with pytest.raises(NotCommitted, match=why):
            result_of(ask(), FIRMS, STAFF, bad)


def test_a_clock_that_went_back_is_noted_in_the_entry_and_changes_nothing_of_it() -> None:
    result_of(ask(), FIRMS, STAFF, anchored(ask(), FIRMS, STAFF, clock_regressed_ms=5))
