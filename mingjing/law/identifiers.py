"""Numbers that the state gives: 统一社会信用代码, 公民身份号码, region codes, and the check digits of bank cards.

``check_…`` functions return None when the value is right, else one Chinese sentence that says what to mend. They take
the value as it should be stored (half width, capitals, no spaces); ``normalized`` brings what people type into that
shape. Nothing here is a proof that the number was ever issued.
"""

from __future__ import annotations

import re
from datetime import date
from operator import mul

#: GB 32100-2015 §4: 0–9 and A–Z without I, O, S, V, Z.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {symbol: value for value, symbol in enumerate(USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(3**i % 31 for i in range(17))
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_ID_SHAPE = re.compile("[0-9]{17}[0-9X]")
_BORN = re.compile("(?:18|19|20)[0-9]{6}")
_DIGIT_VALUES = bytes(max(0, byte - ord("0")) for byte in range(256))
_DOUBLED = bytes(sum(divmod(2 * value, 10)) % 256 for value in range(256))
_LOOKALIKE = {"I": "数字 1", "O": "数字 0", "S": "数字 5", "V": "字母 U 或 Y", "Z": "数字 2"}

#: GB/T 2260 province part of a 公民身份号码; 83 is 台湾居民居住证, 9x the 外国人永久居留身份证 of 2023.
PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9]")

#: 三门峡市 and what lies in it (GB/T 2260; 411271 is a statistical code, not of GB/T 2260).
REGIONS = {
    "410000": "河南省",
    "411200": "三门峡市",
    "411202": "湖滨区",
    "411203": "陕州区",
    "411221": "渑池县",
    "411224": "卢氏县",
    "411271": "三门峡经济开发区",
    "411281": "义马市",
    "411282": "灵宝市",
}

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SEPARATORS = re.compile(r"[\s\u3000\-–—－·.]")


def normalized(text: str) -> str:
    """Half width, capitals, without spaces, hyphens and dots: how these numbers are stored."""
    return _SEPARATORS.sub("", text.translate(_FULL_WIDTH)).upper()


def region_name(code: str) -> str | None:
    """Name of a region of 三门峡市 by its 6-digit code, or of the region a longer code lies in; None if elsewhere."""
    return REGIONS.get(code[:6])


def check_uscc(code: str) -> str | None:
    """统一社会信用代码, GB 32100: 18 symbols, modulus 31."""
    if not code:
        return "请填写统一社会信用代码（18 位）。"
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现为 {len(code)} 位：请核对是否漏填、多填或含空格。"
    for place, symbol in enumerate(code, 1):
        if symbol not in _USCC_VALUES:
            return f"统一社会信用代码第 {place} 位“{symbol}”不是代码所用的字符：{_advice(symbol)}"
    if not code[2:8].isdigit():
        return "统一社会信用代码第 3—8 位是登记机关的行政区划码，应全为数字。"
    if uscc_check_digit(code[:17]) != code[17]:
        return "统一社会信用代码校验不通过：至少有一位填错，请对照营业执照或登记证书逐位核对，不要只改末位。"
    return None


def uscc_check_digit(first17: str) -> str:
    """The 18th symbol for the first 17 (all of USCC_ALPHABET)."""
    return USCC_ALPHABET[-sum(map(mul, map(_USCC_VALUES.__getitem__, first17), _USCC_WEIGHTS)) % 31]


def check_organization_code(code: str) -> str | None:
    """组织机构代码, GB 11714: 8 symbols and a check digit (also places 9–17 of a 统一社会信用代码)."""
    if not re.fullmatch("[0-9A-Z]{8}[0-9X]", code):
        return "组织机构代码应为 9 位：前 8 位为数字或大写字母，末位为数字或 X。"
    total = sum(int(symbol, 36) * weight for symbol, weight in zip(code[:8], _ORGANIZATION_WEIGHTS, strict=True))
    if "0X987654321"[total % 11] != code[8]:
        return "组织机构代码校验不通过：至少有一位填错，请对照证书逐位核对。"
    return None


def check_id_number(number: str) -> str | None:
    """公民身份号码, GB 11643: 18 places with a real date of birth and a right check digit.

    15-digit numbers of the first generation are refused here with the reason; ``birth_date`` still reads them.
    """
    if not number:
        return "请填写公民身份号码（18 位）。"
    if len(number) == 15 and number.isdigit():
        return "这是 15 位旧身份证号，已停止使用：请填写 18 位公民身份号码。"
    if len(number) != 18:
        return f"公民身份号码应为 18 位，现为 {len(number)} 位：请核对是否漏填、多填或含空格。"
    if not _ID_SHAPE.fullmatch(number):
        return "公民身份号码前 17 位应为半角数字，末位为数字或大写 X：请改用半角、大写。"
    if not PROVINCE.match(number):
        return f"公民身份号码前两位“{number[:2]}”不是省级区划码：请核对开头几位。"
    if birth_date(number) is None:
        return f"公民身份号码第 7—14 位“{number[6:14]}”不是日期：请核对出生日期。"
    if id_check_digit(number[:17]) != number[17]:
        return "公民身份号码校验不通过：至少有一位填错，请对照证件逐位核对，不要只改末位。"
    return None


def id_check_digit(first17: str) -> str:
    """The 18th place for the first 17 digits (ISO 7064 MOD 11-2)."""
    return _ID_CHECK[(sum(map(mul, first17.encode(), _ID_WEIGHTS)) - ord("0") * sum(_ID_WEIGHTS)) % 11]


def birth_date(number: str) -> date | None:
    """Date of birth in a 公民身份号码 of 18 or 15 places; None when there is none. The check digit is not looked at."""
    digits = "19" + number[6:12] if len(number) == 15 else number[6:14]
    if len(number) not in (15, 18) or not _BORN.fullmatch(digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def is_minor(number: str, on: date) -> bool:
    """未满十八周岁 on that day? Raises ValueError when the number holds no date of birth."""
    born = birth_date(number)
    if born is None:
        raise ValueError("公民身份号码中没有可用的出生日期")
    return under_age(born, on)


def under_age(born: date, on: date, years: int = 18) -> bool:
    """未满 ``years`` 周岁 on that day. An age is reached on the day *after* the birthday (法释〔2006〕1号第二条),
    which is also the side that protects."""
    return (on.year - born.year, on.month, on.day) <= (years, born.month, born.day)


def check_luhn(number: str) -> str | None:
    """Bank card number: 12–19 digits, Luhn (ISO/IEC 7812-1)."""
    if not re.fullmatch("[0-9]{12,19}", number):
        return f"银行卡号应为 12—19 位半角数字，现为 {len(number)} 个字符：请核对。"
    if luhn_sum(number) % 10:
        return "银行卡号校验不通过：至少有一位填错，请对照银行卡逐位核对。"
    return None


def luhn_sum(digits: str) -> int:
    """Luhn sum; a multiple of 10 for right numbers."""
    values = digits.encode().translate(_DIGIT_VALUES)
    return sum(values[-1::-2]) + sum(values[-2::-2].translate(_DOUBLED))


def _advice(symbol: str) -> str:
    if symbol in _LOOKALIKE:
        return f"代码不使用 I、O、S、V、Z，疑为{_LOOKALIKE[symbol]}。"
    if symbol.upper() in _USCC_VALUES:
        return "字母请用大写。"
    if normalized(symbol) in _USCC_VALUES:
        return "请改用半角字符。"
    return "只用数字和大写字母（不含 I、O、S、V、Z）。"
