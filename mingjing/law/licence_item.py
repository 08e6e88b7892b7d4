"""What a licence item (许可事项) is: conditions, materials, times, certificate; and the number of a food licence.

A promised time longer than the statutory one, or a row without its basis, is refused when the rows are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingjing.law.limits import Mark, Unit

LAW = "行政许可法"
IN_FORCE = date(2004, 7, 1)  # 行政许可法83
EXTENSION = 10  # 行政许可法42①
FREE = "不收费（行政许可法58）"
NO_QUOTA = "没有数量限制"
FORMS = {"form": "申请书格式文本", "original": "原件", "copy": "复印件，核对原件"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One material of the list. ``form``: a key of FORMS. ``reusable``: need not be handed in again (行政许可法33)."""

    code: str
    name: str
    form: str = "copy"
    required: bool = True
    reusable: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """So much before the end of a licence."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceItem:
    """One item. Times in working days (行政许可法82); ``name`` equals the item of the 权责清单.

    ``days_basis`` cites the item's own time where it has one; "" means the twenty days of 行政许可法42. ``extension``:
    how many working days more the head may give. ``years`` 0: the certificate has no fixed term. ``renew_last``: a
    renewal is asked no later than this; ``renew_first``: no earlier. ``site_check``: two look at the place (许34③).
    ``hearing``: the rule that demands a hearing ex officio, "" where none does. ``safety``: bears directly on
    public safety, health or life (行政许可法78、79). ``numbering``: "" numbers the certificate
    like a document, "JY" like a food licence.
    """

    code: str
    name: str
    field: str
    category: str
    basis: str
    conditions: tuple[str, ...]
    materials: tuple[Material, ...]
    certificate: str
    word: str
    promised_days: int
    statutory_days: int = 20
    days_basis: str = ""
    extension: int = EXTENSION
    years: int = 0
    years_basis: str = ""
    renew_last: Before = Before(amount=30, unit=Unit.CALENDAR_DAY)
    renew_first: Before | None = None
    renew_basis: str = "行政许可法50①"
    site_check: bool = True
    hearing: str = ""
    safety: bool = False
    quota: str = NO_QUOTA
    fee: str = FREE
    numbering: str = ""
    valid_from: date = IN_FORCE
    valid_to: date | None = None
    source_mark: Mark = Mark.READ
    note: str = ""

    @property
    def decide_rule(self) -> str:
        """The limit within which it is decided."""
        return f"licence.decide.{self.code}" if self.days_basis else "licence.decide"

    @property
    def promise_rule(self) -> str:
        """The limit that the organ promised."""
        return f"licence.promise.{self.code}"

    @property
    def required(self) -> tuple[Material, ...]:
        """Materials without which it is not accepted."""
        return tuple(m for m in self.materials if m.required)

    def material(self, code: str) -> Material | None:
        """The material of this code."""
        return next((m for m in self.materials if m.code == code), None)

    def in_force(self, on: date) -> bool:
        """Whether this row is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def checked(items: Iterable[LicenceItem]) -> dict[str, tuple[LicenceItem, ...]]:
    """Items by code, the versions of each by date.

    Raises ValueError, in Chinese, for a promise longer than the law, a time or a term without its basis, a code or a
    material given twice, or two versions in force on one day.
    """
    found: dict[str, list[LicenceItem]] = {}
    for item in items:
        for problem in _problems(item):
            raise ValueError(f"许可事项“{item.name}”：{problem}")
        for other in found.setdefault(item.code, []):
            if item.in_force(other.valid_from) or other.in_force(item.valid_from):
                raise ValueError(f"许可事项“{item.name}”：两个版本的施行日期重叠")
        found[item.code].append(item)
    return {code: tuple(sorted(rows, key=lambda x: x.valid_from)) for code, rows in found.items()}


def _problems(item: LicenceItem) -> Iterable[str]:
    if item.promised_days > item.statutory_days:
        yield f"承诺时限 {item.promised_days} 个工作日长于法定时限 {item.statutory_days} 个工作日（{LAW}42）"
    if item.promised_days < 1:
        yield "承诺时限至少一个工作日，当场决定的写一个工作日"
    if item.statutory_days != 20 and not item.days_basis:
        yield f"法定时限不是二十日的，要写明依据（{LAW}42①）"
    if item.years and not item.years_basis:
        yield "写了有效期，没有写依据"
    if not item.basis.strip() or not item.conditions or not item.materials:
        yield f"依据、条件、材料目录都要公示（{LAW}30①）"
    codes = [m.code for m in item.materials]
    if len(set(codes)) < len(codes):
        yield "材料目录有重复"
    if any(m.form not in FORMS for m in item.materials):
        yield "材料形式只能是原件、复印件、格式文本"


def food_number(trade: int, region: str, serial: int) -> str:
    """A food licence number: JY, trade 1 sale, 2 catering, 3 canteen, region of six digits, six of serial, check digit.

    Raises ValueError for a part that does not fit.
    """
    body = f"{trade}{region}{serial:06d}"
    if trade not in {1, 2, 3} or len(body) != 13 or not body.isascii() or not body.isdigit():
        raise ValueError("食品经营许可证编号：一位业态、六位区划、六位顺序号")
    return f"JY{body}{_mod_11_10(body)}"


def check_food_number(number: str) -> str | None:
    """None when a food licence number is right, else one sentence that says what to mend."""
    digits = number.removeprefix("JY")
    if len(number) != 16 or len(digits) != 14 or not (digits.isascii() and digits.isdigit()):
        return "食品经营许可证编号是 JY 和 14 位数字"
    if digits[0] not in "123":
        return "第一位是主体业态：1 销售，2 餐饮服务，3 集中用餐单位食堂"
    if _mod_11_10(digits[:13]) != digits[13]:
        return "食品经营许可证编号校验不通过，请对照证件逐位核对"
    return None


def _mod_11_10(digits: str) -> str:
    """Check digit of ISO 7064 MOD 11,10."""
    value = 10
    for digit in digits:
        value = (value + int(digit)) % 10 or 10
        value = value * 2 % 11
    return str((11 - value) % 10)
