"""统一社会信用代码, 公民身份号码, region codes, Luhn: right ones, wrong ones, and what the error tells to mend."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.law import identifiers as ids

pytestmark = pytest.mark.pure

# Fictitious but valid codes kept for demonstration.
DEMO_CODES = ["91411202DEMA000052", "91411282DEMA00013Q", "92411224DEMA00005T", "11411200DEMG00019A"]
FIRST17 = st.tuples(st.text("0123456789", min_size=8, max_size=8), st.text(ids.USCC_ALPHABET, min_size=9, max_size=9))


@pytest.mark.parametrize("code", DEMO_CODES)
def test_the_demonstration_codes_are_right(code):
    assert ids.check_uscc(code) is None


@pytest.mark.parametrize("code", DEMO_CODES)
def test_any_single_changed_symbol_of_a_credit_code_is_found(code):
    for place in range(18):
        for symbol in ids.USCC_ALPHABET:
            changed = code[:place] + symbol + code[place + 1 :]
            assert (ids.check_uscc(changed) is None) is (changed == code)


@given(FIRST17.map("".join))
def test_a_computed_credit_code_is_right(first17):
    assert ids.check_uscc(first17 + ids.uscc_check_digit(first17)) is None


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "请填写"),
        ("91411202DEMA00005", "现为 17 位"),
        (" 91411202DEMA000052", "含空格"),
        ("91411202DEMAO00052", "第 13 位“O”不是代码所用的字符：代码不使用 I、O、S、V、Z，疑为数字 0"),
        ("91411202dEMA000052", "大写"),
        ("９1411202DEMA000052", "半角"),
        ("9141120?DEMA000052", "第 8 位"),
        ("91A11202DEMA000052", "第 3—8 位"),
        ("91411202DEMA000053", "逐位核对"),
    ],
)
def test_the_error_of_a_credit_code_says_what_to_mend(code, told):
    assert told in (ids.check_uscc(code) or "")


@pytest.mark.parametrize("number", ["41120219900101001X", "11010519491231002X", "440524188001010014"])
def test_right_id_numbers_pass(number):
    assert ids.check_id_number(number[:17] + ids.id_check_digit(number[:17])) is None


def test_the_examples_of_the_standard_pass():
    # GB 11643-1999 §4.3
    assert ids.check_id_number("11010519491231002X") is None
    assert ids.check_id_number("440524188001010014") is None


def test_any_single_changed_digit_of_an_id_number_is_found():
    right = "11010519491231002X"
    for place in range(18):
        for symbol in "0123456789X":
            changed = right[:place] + symbol + right[place + 1 :]
            assert (ids.check_id_number(changed) is None) is (changed == right)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("", "请填写"),
        ("110105491231002", "15 位旧身份证号"),
        ("11010519491231002", "现为 17 位"),
        ("11010519491231002x", "大写 X"),
        ("1101051949123100２X", "半角"),
        ("00010519491231002X", "省级区划码"),
        ("11010519491331002X", "第 7—14 位“19491331”不是日期"),
        ("110105194902300020", "不是日期"),
        ("110105194912310021", "逐位核对"),
    ],
)
def test_the_error_of_an_id_number_says_what_to_mend(number, told):
    assert told in (ids.check_id_number(number) or "")


def test_the_date_of_birth_is_read_from_both_generations():
    assert ids.birth_date("11010519491231002X") == date(1949, 12, 31)
    assert ids.birth_date("110105491231002") == date(1949, 12, 31)
    for wrong in ("", "1101051949123100", "11010519491301002X", "110105491301002", "11010517491231002X"):
        assert ids.birth_date(wrong) is None


@pytest.mark.law("法释〔2006〕1号第二条")
def test_eighteen_is_reached_on_the_day_after_the_birthday():
    number = "411202200811230010"
    assert ids.is_minor(number, date(2026, 11, 22))
    assert ids.is_minor(number, date(2026, 11, 23))
    assert not ids.is_minor(number, date(2026, 11, 24))
    with pytest.raises(ValueError, match="出生日期"):
        ids.is_minor("411202200813230010", date(2026, 11, 23))


def test_fourteen_and_leap_days():
    assert ids.under_age(date(2012, 11, 23), date(2026, 11, 23), 14)
    assert not ids.under_age(date(2012, 11, 23), date(2026, 11, 24), 14)
    assert ids.under_age(date(2008, 2, 29), date(2026, 2, 28))
    assert not ids.under_age(date(2008, 2, 29), date(2026, 3, 1))


def test_the_organization_code_inside_a_credit_code_is_checked():
    assert ids.check_organization_code("D2143569X") is None  # GB 11714-1997 annex
    assert "校验" in (ids.check_organization_code("D21435690") or "")
    assert "9 位" in (ids.check_organization_code("D2143569") or "")


def test_luhn():
    assert ids.check_luhn("4111111111111111") is None
    assert ids.check_luhn("6222020200000000006"[:-1] + luhn_digit("622202020000000000")) is None
    assert "逐位核对" in (ids.check_luhn("4111111111111112") or "")
    assert "12—19 位" in (ids.check_luhn("4111 1111") or "")


def luhn_digit(first):
    return next(d for d in "0123456789" if ids.luhn_sum(first + d) % 10 == 0)


@given(st.text("0123456789", min_size=11, max_size=18))
def test_exactly_one_digit_completes_a_card_number(first):
    assert sum(ids.check_luhn(first + digit) is None for digit in "0123456789") == 1


def test_regions_of_sanmenxia_have_names():
    assert ids.region_name("411202") == "湖滨区"
    assert ids.region_name("411224100") == "卢氏县"
    assert ids.region_name("110000") is None


def test_what_people_type_is_brought_into_shape():
    assert ids.normalized(" ９1411202 dema-000052　") == "91411202DEMA000052"
    assert ids.normalized("110105 1949 1231 002x") == "11010519491231002X"
