"""The code on a document cannot be guessed, and a code typed wrong is told from one that does not exist."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import pytest

from mingjing.documents import codes

pytestmark = pytest.mark.pure

CODE = "ST6Y4JA6ZJG5HNW76"


def test_a_code_has_more_than_75_random_bits_and_no_character_that_looks_like_another() -> None:
    assert math.log2(codes.BASE) * codes.RANDOM > 75
    assert not set(codes.ALPHABET) & set("01OILUB") and len(set(codes.ALPHABET)) == codes.BASE == 29
    made = [codes.new() for _ in range(2000)]
    assert len(set(made)) == 2000 and not any(map(codes.problem, made))
    seen = Counter("".join(code[: codes.RANDOM] for code in made))
    assert set(seen) == set(codes.ALPHABET)
    expected = 2000 * codes.RANDOM / codes.BASE
    chi = sum((seen[ch] - expected) ** 2 / expected for ch in codes.ALPHABET)
    assert chi < 70  # 28 degrees of freedom: beyond it once in 50,000 runs


def test_every_single_wrong_character_is_noticed() -> None:
    for at, ch in itertools.product(range(codes.LENGTH), codes.ALPHABET):
        wrong = CODE[:at] + ch + CODE[at + 1 :]
        assert bool(codes.problem(wrong)) == (wrong != CODE)


def test_any_two_exchanged_characters_are_noticed() -> None:
    for a, b in itertools.combinations(range(codes.LENGTH), 2):
        swapped = list(CODE)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        assert bool(codes.problem("".join(swapped))) == (CODE[a] != CODE[b])


@pytest.mark.parametrize(
    "typed",
    [
        codes.grouped(CODE),
        codes.grouped(CODE).lower(),
        f"  {codes.grouped(CODE).replace('-', ' ')}\n",
        codes.grouped(CODE).replace("-", "－"),
        codes.grouped(CODE).replace("-", "—"),
        "".join(chr(ord(ch) + 0xFEE0) for ch in CODE),
        f"https://zf.example.cn/p/{CODE}",
        f"https://zf.example.cn/p/{CODE}/",
    ],
)
def test_what_people_type_is_read_as_the_code(typed: str) -> None:
    assert codes.normalise(typed) == CODE and codes.problem(codes.normalise(typed)) == ""


def test_a_misread_letter_that_is_never_printed_is_put_right() -> None:
    code = next(code for code in iter(codes.new, "") if "8" in code and "V" in code)
    assert codes.normalise(code.replace("8", "B").replace("V", "u")) == code


def test_the_message_says_what_is_wrong() -> None:
    assert codes.problem("") == "请输入文书上的编码。"
    assert "没有“0、O”" in codes.problem(codes.normalise("0O" + CODE[2:]))
    assert "一共 17 个字，现在是 16 个" in codes.problem(CODE[:-1])
    wrong = CODE[:-1] + next(ch for ch in codes.ALPHABET if ch != CODE[-1])
    assert "输错" in codes.problem(wrong)
    for hostile in ("<script>", "' OR 1=1 --", "张" * 500, "\x00", "../../etc/passwd"):
        assert codes.problem(codes.normalise(hostile))


def test_a_code_is_written_in_groups_of_four() -> None:
    assert codes.grouped("K7M39QXT4HVD2WPCR") == "K7M3-9QXT-4HVD-2WPC-R"
