"""Values are written as official texts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.documents import wording
from mingjing.documents.forms import Field, Type

pytestmark = pytest.mark.pure

DIGIT = {c: i for i, c in enumerate(wording.DIGITS)}
PLACE = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "figures", "capitals"),
    [
        (0, "0元", "零元整"),
        (5, "0.05元", "伍分"),
        (50, "0.50元", "伍角"),
        (100, "1元", "壹元整"),
        (3_650, "36.50元", "叁拾陆元伍角"),
        (100_005, "1000.05元", "壹仟元零伍分"),
        (1_000_000, "10000元", "壹万元整"),
        (1_050_000, "10500元", "壹万零伍佰元整"),
        (5_000_000, "50000元", "伍万元整"),
        (10_010_000, "100100元", "壹拾万零壹佰元整"),
        (1_000_000_100, "10000001元", "壹仟万零壹元整"),
        (10_000_000_000_00, "10000000000元", "壹佰亿元整"),
        (1_0001_0000_01_00, "10001000001元", "壹佰亿零壹佰万零壹元整"),
    ],
)
def test_money_is_written_in_figures_and_in_capitals(fen: int, figures: str, capitals: str) -> None:
    assert wording.yuan(fen) == figures
    assert wording.capitals(fen) == capitals


def read_back(text: str) -> int:
    """An independent reader of capital amounts, in 分."""
    whole, _, rest = text.rpartition("元") if "元" in text else ("", "", text)
    total = section = digit = 0
    for ch in whole:
        if ch in DIGIT:
            digit = DIGIT[ch]
        elif ch in PLACE:
            section, digit = section + digit * PLACE[ch], 0
        elif ch in "万亿":
            unit = 10_000 if ch == "万" else 10**8
            if ch == "亿":
                total, section, digit = (total + section + digit) * unit, 0, 0
            else:
                total, section, digit = total + (section + digit) * unit, 0, 0
    cents = 0
    for amount, unit in (("角", 10), ("分", 1)):
        at = rest.find(amount)
        cents += DIGIT[rest[at - 1]] * unit if at > 0 else 0
    return (total + section + digit) * 100 + cents


@given(st.integers(min_value=0, max_value=10**13))
def test_capitals_can_be_read_back_to_the_same_amount(fen: int) -> None:
    assert read_back(wording.capitals(fen)) == fen


def test_dates_have_full_years_and_no_leading_zeros() -> None:
    assert wording.written(Field("d", "日期", Type.DATE), "2026-09-08") == "2026年9月8日"
    assert wording.written(Field("d", "时间", Type.DATETIME), "2026-09-08T09:05") == "2026年9月8日9时05分"


def test_ordinals_run_to_ninety_nine() -> None:
    assert [wording.ordinal(n) for n in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]
