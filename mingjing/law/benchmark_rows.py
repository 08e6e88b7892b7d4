"""A benchmark from the rows of the list ``benchmarks``: one row per tier or option, every fault with its row.

What belongs to the whole benchmark is read from its first row; later rows may leave it empty or repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from mingjing.law.benchmark_checks import check_table
from mingjing.law.benchmarks import Benchmark, Factor, Method, Party, Problem, Tier, Unit, number
from mingjing.law.cells import Cell, Column
from mingjing.law.list_terms import FIELDS
from mingjing.law.terms import Term


def _choice(name: str, heading: str, kind: type[Term], sample: str, required: bool = True) -> Column:
    return Column(name, heading, Cell.CHOICE, required, choices=tuple(kind.choices()), sample=sample)


# The one description of the list ``benchmarks``: its template, its check, its public table, and what is read here.
COLUMNS = (
    Column("code", "基准编号", most=40, sample="04-CL-001", help="同一基准的各行写同一个编号；别的栏也逐行写全"),
    Column("violation", "违法行为", most=200, sample="未经核准擅自处置建筑垃圾"),
    Column("field", "领域", Cell.CHOICE, choices=FIELDS, sample="城市管理"),
    Column("subject", "适用对象", required=False, most=60, help="例：建设单位"),
    _choice("party", "当事人类型", Party, "单位", required=False),
    Column("law", "法律、法规、规章", most=120, sample="城市建筑垃圾管理规定", help="全称，不加书名号"),
    Column("article", "条款", most=120, sample="第二十五条", help="例：第二十条第一款第一项"),
    _choice("unit", "单位", Unit, "元"),
    _choice("method", "计算方法", Method, "阶次区间"),
    Column("low", "法定下限", required=False, most=20, sample="10000", help="条文只有上限的填 0"),
    Column("high", "法定上限", most=20, sample="100000"),
    Column("cap", "最高金额（元）", required=False, most=20),
    Column("base_from", "货值起（元）", required=False, most=20, help="货值达到这个数才适用"),
    Column("base_below", "货值止（元）", required=False, most=20, help="货值不足这个数才适用"),
    Column("also", "并处", required=False, most=200, help="例：警告"),
    Column("tier", "阶次或者因素", required=False, most=40, sample="一般",
           help="阶次：轻微、一般、较重、严重等；百分值累加填因素名称；三七分档不填"),
    Column("circumstances", "适用情形或者选项", Cell.LONG, required=False, most=1000,
           sample="十立方米以上不满二十立方米"),
    Column("tier_low", "阶次下限或者百分值", required=False, most=20, sample="10000"),
    Column("tier_high", "阶次上限", required=False, most=20, sample="100000", help="百分值累加不填"),
    Column("extra", "阶次另处", required=False, most=200),
    Column("issuer", "制定机关", most=120, sample="示例局"),
    Column("document", "文件名称和文号", most=120, sample="示例裁量基准（演示自拟）"),
    Column("valid_from", "生效日期", Cell.DATE, sample="2026-01-01", help="例：2026-08-15"),
    Column("valid_to", "失效日期", Cell.DATE, required=False),
    Column("source", "来源说明", required=False, most=200),
)  # fmt: skip
# Told row by row; the others once for the benchmark.
OF_TIER = frozenset({"tier", "circumstances", "tier_low", "tier_high", "extra"})
COMMON = tuple(c for c in COLUMNS if c.name not in OF_TIER)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault: number of the row as the sheet counts it, heading of the column, what was there, what to do."""

    row: int
    column: str
    value: str
    message: str
    name: str = field(default="", compare=False)  # of the column; "" for the benchmark as a whole


class RowsWrong(ValueError):
    """Rows from which no benchmark can be made. ``problems`` has every fault."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("；".join(f"第 {p.row} 行“{p.column}”：{p.message}" for p in problems))


Rows = Sequence[Mapping[str, Any]]


def from_rows(rows: Rows, *, first: int = 2) -> Benchmark:
    """The benchmark of these rows, of one code. ``first``: the sheet's number of the first, where a row has no ``row``.

    Cells are text, numbers or dates, by the names of ``COLUMNS``. Raises RowsWrong with every fault found.
    """
    reader = _Reader(rows, first)
    made = reader.benchmark()
    if made is not None:
        reader.wrong += [reader.placed(problem) for problem in check_table(made)]
    if reader.wrong or made is None:
        raise RowsWrong(sorted(reader.wrong, key=lambda p: p.row))
    return made


def grouped(rows: Rows) -> list[list[Mapping[str, Any]]]:
    """Rows by benchmark code, in the order of their first appearance; rows without a code go with the one above."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    code = ""
    for row in rows:
        code = _text(row.get("code")) or code
        groups.setdefault(code, []).append(row)
    return list(groups.values())


class _Reader:
    """Reads cell by cell and remembers every fault."""

    def __init__(self, rows: Rows, first: int) -> None:
        self.rows, self.first, self.wrong = rows, first, list[RowProblem]()

    def number(self, place: int) -> int:
        return int(self.rows[place].get("row") or self.first + place) if self.rows else self.first

    def fault(self, place: int, column: str, message: str) -> None:
        heading = next((c.heading for c in COLUMNS if c.name == column), column)
        value = _text(self.rows[place].get(column)) if self.rows else ""
        self.wrong.append(RowProblem(self.number(place), heading, value, message, column))

    def benchmark(self) -> Benchmark | None:
        if not self.rows:
            self.fault(0, "code", "没有数据行，每个阶次填写一行")
            return None
        head = self._head()
        made: dict[str, Any] = {
            "unit": self._term(head, "unit", Unit),
            "method": self._term(head, "method", Method),
            "party": self._term(head, "party", Party) if head["party"] else Party.ANY,
            "low": self._number(0, "low", "法定下限") if head["low"] else Fraction(0),
            "high": self._number(0, "high", "法定上限"),
            "cap": self._sum("cap", head),
            "base_from": self._sum("base_from", head),
            "base_below": self._sum("base_below", head),
            "valid_from": self._date(head, "valid_from"),
            "valid_to": self._date(head, "valid_to") if head["valid_to"] else None,
        }
        texts = ("code", "violation", "field", "subject", "law", "article", "also", "issuer", "document", "source")
        made |= {name: head[name] for name in texts}
        method = made["method"]
        made |= {"factors": self._factors()} if method is Method.FACTOR_PERCENT else {"tiers": self._tiers(method)}
        return None if self.wrong else Benchmark(**made)

    def _head(self) -> dict[str, str]:
        head = {c.name: _common(self.rows[0], c.name) for c in COMMON}
        for c in COMMON:
            if c.required and not head[c.name]:
                self.fault(0, c.name, f"没有填写{c.heading}" + (f"，{c.help}" if c.help else ""))
            for place, row in enumerate(self.rows[1:], 1):
                again = _common(row, c.name)
                if again and again != head[c.name]:
                    self.fault(place, c.name, f"与第 {self.number(0)} 行的“{head[c.name]}”不同，同一基准应当一致")
        return head

    def _term(self, head: dict[str, str], name: str, kind: type[Term]) -> Term | None:
        if not head[name]:
            return None
        found = next((m for m in kind if head[name] in (m.label, m.value)), None)
        if found is None:
            self.fault(0, name, f"只能填写：{'、'.join(label for _, label in kind.choices())}")
        return found

    def _number(self, place: int, name: str, what: str) -> Fraction:
        try:
            return number(self.rows[place].get(name), what)
        except ValueError as error:
            if _text(self.rows[place].get(name)) or name != "high":  # an empty required cell is told once
                self.fault(place, name, str(error))
            return Fraction(0)

    def _sum(self, name: str, head: dict[str, str]) -> int | None:
        if not head[name]:
            return None
        sum_ = self._number(0, name, next(c.heading for c in COLUMNS if c.name == name)) * 100
        if sum_.denominator != 1:
            self.fault(0, name, "金额最多两位小数")
        return int(sum_)

    def _date(self, head: dict[str, str], name: str) -> date | None:
        cell = self.rows[0].get(name)
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if not head[name]:
            return None
        try:
            return date.fromisoformat(head[name].replace("/", "-"))
        except ValueError:
            self.fault(0, name, "日期写作 2026-08-15")
            return None

    def _tiers(self, method: object) -> tuple[Tier, ...]:
        told = [p for p, row in enumerate(self.rows) if _text(row.get("tier"))]
        if method is not Method.THIRTY_SEVENTY:
            for place in sorted(set(range(len(self.rows))) - set(told)):
                self.fault(place, "tier", "没有填写阶次，一行一个阶次")
        return tuple(
            Tier(
                _text(self.rows[p].get("tier")),
                _text(self.rows[p].get("circumstances")),
                self._number(p, "tier_low", "阶次下限"),
                self._number(p, "tier_high", "阶次上限"),
                _text(self.rows[p].get("extra")),
            )
            for p in told
        )

    def _factors(self) -> tuple[Factor, ...]:
        found: dict[str, list[tuple[str, Fraction]]] = {}
        for place, row in enumerate(self.rows):
            name = _text(row.get("tier"))
            if not name:
                self.fault(place, "tier", "没有填写因素名称，一行一个选项")
                continue
            option = _text(row.get("circumstances")), self._number(place, "tier_low", "百分值")
            found.setdefault(name, []).append(option)
        return tuple(Factor(name, tuple(options)) for name, options in found.items())

    def placed(self, problem: Problem) -> RowProblem:
        """A fault of the table as one of its rows."""
        tiered = {"low": "tier_low", "high": "tier_high"}
        column = tiered.get(problem.column, problem.column) if problem.row else problem.column
        place = min(max(problem.row - 1, 0), len(self.rows) - 1)
        heading = next((c.heading for c in COLUMNS if c.name == column), "")
        value = _text(self.rows[place].get(column))
        return RowProblem(self.number(place), heading or "基准", value, str(problem), column if heading else "")


def _common(row: Mapping[str, Any], name: str) -> str:
    text = _text(row.get(name))
    return text.strip("《》") if name in {"law", "document"} else text


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    return str(cell).strip() if cell is not None else ""
