"""How well an organ keeps the three systems: the columns of the bureau's grid, their clocks, and the lights.

Every column is a share of duties kept out of duties that fell due. The thresholds are dated data of the bureau, not of
a statute: they are marked 待确认 and only colour the cell; what is late stays late whatever the colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PLAN = date(2019, 8, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``rules``: the clocks it counts, empty where it is counted otherwise."""

    code: str
    label: str
    full: str
    what: str
    basis: str
    rules: tuple[str, ...] = ()


COLUMNS = (
    Column("publish", "公示", "按期公示率", "按期公示的决定 / 应当公示的决定",
           "三政办〔2019〕16号三(一)3；行政处罚法48",
           ("publish.penalty", "publish.licence", "publish.general", "publish.inspection")),
    Column("footage", "当天入库", "音像当天入库率", "当天或者返回单位 24 小时内入库的音像 / 应当入库的音像",
           "三政办〔2019〕16号三(二)4"),
    Column("review", "法制审核", "重大决定审核率", "经法制审核的决定 / 应当审核的决定",
           "三政办〔2019〕16号三(三)；行政处罚法58"),
    Column("file", "备案", "重大决定备案率", "按期备案的重大决定 / 应当备案的重大决定", "三政办〔2019〕16号三(三)2",
           ("file.record",)),
    Column("archive", "归档", "按期归档率", "按期归档的案卷 / 应当归档的案卷",
           "三政办〔2019〕16号三(二)4", ("archive.file",)),
    Column("staff", "人员达标", "审核人员达标机关", "审核人员达到执法人员 5% 且不少于 1 人的机关 / 全部执法机关",
           "三政办〔2019〕16号三(三)1"),
)  # fmt: skip
BY_CODE = {c.code: c for c in COLUMNS}
COLUMN_OF = {rule: c.code for c in COLUMNS for rule in c.rules}


@dataclass(frozen=True, slots=True)
class Grade:
    """From ``per_mille`` upwards: quality 1 (best) to 4, the light, and the words that say it."""

    per_mille: int
    quality: int
    light: str
    words: str
    valid_from: date = PLAN


GRADES = (
    Grade(980, 1, "green", "98% 以上"),
    Grade(950, 2, "green", "95–98%"),
    Grade(900, 3, "yellow", "90–95%"),
    Grade(0, 4, "red", "90% 以下"),
)
GRADES_NOTE = "分档由司法行政部门掌握，方案没有规定，待确认；自 2019-08-01 起适用"


def grade(part: int, whole: int, on: date) -> Grade | None:
    """The grade of ``part`` of ``whole`` on a day; None where nothing fell due. Raises ValueError when part > whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    if not whole:
        return None
    rows = [g for g in GRADES if g.valid_from <= on]
    return next(g for g in rows if part * 1000 >= g.per_mille * whole)


def percent(part: int, whole: int) -> str:
    """“99.2”, cut and never rounded up to 100 while anything is missing; “100” only when nothing is."""
    if part == whole:
        return "100"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}"
