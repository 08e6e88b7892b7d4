"""Statutory holidays (法定节假日) by the calendar alone, whatever a year's arrangement shifts around them.

全国年节及纪念日放假办法: since 2025 (2024 revision, 13 days) 春节 is four days from New Year's Eve and 劳动节 two; from
2014 to 2024 (11 days) 春节 was the first three days of the first month and 劳动节 one. The lunar dates below were read
from two independent almanac programs that agree for every year; 清明 follows from the year's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

# Year: month-day of 春节 (first day of the first lunar month), 端午, 中秋.
LUNAR = {
    2014: (131, 602, 908), 2015: (219, 620, 927), 2016: (208, 609, 915), 2017: (128, 530, 1004),
    2018: (216, 618, 924), 2019: (205, 607, 913), 2020: (125, 625, 1001), 2021: (212, 614, 921),
    2022: (201, 603, 910), 2023: (122, 622, 929), 2024: (210, 610, 917), 2025: (129, 531, 1006),
    2026: (217, 619, 925), 2027: (206, 609, 915), 2028: (126, 528, 1003), 2029: (213, 616, 922),
    2030: (203, 605, 912), 2031: (123, 624, 1001), 2032: (211, 612, 919), 2033: (131, 601, 908),
    2034: (219, 620, 927), 2035: (208, 610, 916), 2036: (128, 530, 1004), 2037: (215, 618, 924),
    2038: (204, 607, 913), 2039: (124, 527, 1002), 2040: (212, 614, 920), 2041: (201, 603, 910),
    2042: (122, 622, 928), 2043: (210, 611, 917), 2044: (130, 531, 1005), 2045: (217, 619, 925),
    2046: (206, 608, 915), 2047: (126, 529, 1004), 2048: (214, 615, 922), 2049: (202, 604, 911),
    2050: (123, 623, 930),
}  # fmt: skip
REVISED = 2025  # the 2024 revision is in force from 1 January 2025


@cache
def statutory(year: int) -> dict[date, str]:
    """The statutory holidays of a year and their names. Outside 2014–2050 those of the lunar calendar are missing.

    Two on one day (2020-10-01, 2031-10-01: 国庆节 and 中秋节) keep both names.
    """
    found: dict[date, str] = {}
    for day, name in _days(year):
        found[day] = f"{found[day]}、{name}" if day in found else name
    return dict(sorted(found.items()))


def _days(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "元旦"
    if 2000 <= year < 2100:
        short = year % 100
        yield date(year, 4, int(short * 0.2422 + 4.81) - short // 4), "清明节"
    yield date(year, 5, 1), "劳动节"
    if year >= REVISED:
        yield date(year, 5, 2), "劳动节"
    for day in (1, 2, 3):
        yield date(year, 10, day), "国庆节"
    if year in LUNAR:
        spring, boat, autumn = (date(year, *divmod(number, 100)) for number in LUNAR[year])
        for shift in range(-1 if year >= REVISED else 0, 3):
            yield spring + timedelta(days=shift), "春节"
        yield boat, "端午节"
        yield autumn, "中秋节"
