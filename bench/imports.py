"""Import of a list from a workbook: ours beside the limit (read and insert, no checks) and beside django-import-export.

    python bench/imports.py [--rows 50000] [--rounds 5] [--without-peer]

One workbook of 30 columns is generated (fixed seed) and read by every side into a fresh SQLite file:

* limit: calamine, then ``executemany`` of the raw cells; nothing is looked at.
* ours: the whole of ``catalog.sheets`` (look through the package, header, every cell checked, repeats), then the same
  ``executemany``.
* ours, as stored: the same, but each row as its canonical JSON with the root over all rows, as a list version keeps it.
* peer: django-import-export with a resource of the same 30 columns, whose widgets call the same cell readers; bulk,
  without diffs, without look-ups of old rows: its fastest way.

First the rows that each side has stored must be equal (the limit's raw cells by ``ListKind.check``), then the sides are
timed in turn, A B A B; medians and ratios are printed, by the clock and by processor time (steadier on a busy machine).
The peer needs requirements-bench.lock.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import io
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlsxwriter
from python_calamine import CalamineWorkbook

from mingjing.catalog.sheets import check, read
from mingjing.law.cells import Cell, Column, read_cell
from mingjing.law.identifiers import REGIONS, id_check_digit, uscc_check_digit
from mingjing.law.listing import ListKind, ordered

BATCH = 5000
ACTS = (("penalty", "行政处罚"), ("licence", "行政许可"), ("inspection", "行政检查"), ("coercion", "行政强制"))
RISKS = tuple((letter, letter) for letter in "ABCD")
COLUMNS = (
    Column("code", "编号"), Column("name", "名称"), Column("uscc", "统一社会信用代码", Cell.USCC),
    Column("id_number", "公民身份号码", Cell.ID_NUMBER), Column("certificate", "执法证号", Cell.CERTIFICATE),
    Column("region", "区域", Cell.REGION), Column("act", "执法类别", Cell.CHOICE, choices=ACTS),
    Column("risk", "风险等级", Cell.CHOICE, choices=RISKS), Column("acts", "适用类别", Cell.CHOICES, choices=ACTS),
    Column("basis", "依据", Cell.LONG, most=2000), Column("unit", "科室"), Column("address", "地址"),
    Column("person", "负责人"), Column("phone", "电话", Cell.PHONE), Column("hotline", "热线", Cell.PHONE),
    Column("link", "网址", Cell.LINK), Column("fine", "罚款", Cell.MONEY), Column("least", "下限", Cell.MONEY),
    Column("most", "上限", Cell.MONEY), Column("days", "时限", Cell.INTEGER), Column("count", "次数", Cell.INTEGER),
    Column("heard", "听证", Cell.YES), Column("filed", "备案", Cell.YES), Column("discussed", "讨论", Cell.YES),
    Column("since", "起始日期", Cell.DATE), Column("until", "截止日期", Cell.DATE, required=False),
    Column("confirmed", "确认日期", Cell.DATE), Column("steps", "环节", Cell.LINES), Column("way", "方式"),
    Column("note", "备注", Cell.LONG, required=False, most=500),
)  # fmt: skip
KIND = ListKind(
    "bench", "宽表", "I1.1", "", COLUMNS, ("code",), "name",
    rules=(ordered("since", "until", ("起始日期", "截止日期")),),
)  # fmt: skip
LISTS = tuple(column.name for column in COLUMNS if column.cell in {Cell.CHOICES, Cell.LINES})
NAMES = tuple(column.name for column in COLUMNS)
INSERT = f"INSERT INTO rows VALUES ({', '.join('?' * len(NAMES))})"
Stored = list[tuple[Any, ...]]


def cells(dice: random.Random, number: int) -> list[Any]:
    """One right row, as clerks fill it in: some columns are new in each row, most repeat."""
    first = f"419999{dice.randrange(1950, 2005)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}{dice.randrange(1000):03d}"
    firm = f"9141120{dice.choice('23')}MA{dice.randrange(10**7):07d}"
    day = datetime.date(2015, 1, 1)
    return [
        f"{number:06d}", f"示例第{number}号经营部", firm + uscc_check_digit(firm), first + id_check_digit(first),
        f"1612{dice.randrange(10**7):07d}", dice.choice(list(REGIONS)[1:]), dice.choice(ACTS)[1], dice.choice("ABCD"),
        "、".join(label for _, label in dice.sample(ACTS, 2)), f"《示例条例》第{dice.randrange(1, 90)}条第{dice.randrange(1, 4)}款",
        f"执法{dice.choice('一二三四')}科", f"示例路{dice.randrange(1, 2000)}号", f"示例{dice.choice('甲乙丙丁戊')}",
        f"0398-{dice.randrange(10**6, 10**7)}", "12345", f"https://example.org/{dice.randrange(1000)}",
        dice.randrange(1, 10**7) / 100, float(dice.randrange(1, 50) * 100), float(dice.randrange(50, 900) * 1000),
        dice.randrange(1, 90), dice.randrange(1, 12), dice.choice("是否"), dice.choice("是否"), dice.choice("是否"),
        day + datetime.timedelta(dice.randrange(3000)), day + datetime.timedelta(3000 + dice.randrange(3000)),
        day + datetime.timedelta(dice.randrange(3000)), "立案\n调查\n审核", dice.choice(["现场检查", "书面检查", "网络监测"]),
        dice.choice(["", "", "由市局复核", "每季度更新一次"]),
    ]  # fmt: skip


def workbook(rows: int) -> bytes:
    dice, file = random.Random(20261130), io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet, days = book.add_worksheet(KIND.label), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [column.heading for column in COLUMNS])
    for number in range(1, rows + 1):
        for place, cell in enumerate(cells(dice, number)):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(number, place, cell, days)
            else:
                sheet.write(number, place, cell)
    book.close()
    return file.getvalue()


# --- the sides: each reads the bytes and fills a fresh database ------------------------------------------------------


def database(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path, isolation_level=None)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute(f"CREATE TABLE rows ({', '.join(NAMES)})")
    made.execute("CREATE TABLE listrow (ord INTEGER, key TEXT, title TEXT, text TEXT)")
    return made


def insert(base: sqlite3.Connection, sql: str, rows: list[Any]) -> None:
    for start in range(0, len(rows), BATCH):
        base.execute("BEGIN IMMEDIATE")
        base.executemany(sql, rows[start : start + BATCH])
        base.execute("COMMIT")


def limit(data: bytes, path: Path) -> None:
    base = database(path)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    insert(base, INSERT, rows[1:])
    base.close()


def checked(data: bytes) -> list[dict[str, Any]]:
    report = check(KIND, read(KIND, data, "a.xlsx"))
    if report.wrong:
        raise SystemExit(f"生成的行应当都对：{report.wrong[0].problems}")
    return [values for _, values in report.good]


def flat(values: dict[str, Any]) -> list[Any]:
    for name in LISTS:
        values[name] = "\n".join(values[name])
    return list(values.values())


def ours(data: bytes, path: Path) -> None:
    base = database(path)
    insert(base, INSERT, [flat(values) for values in checked(data)])
    base.close()


def as_stored(data: bytes, path: Path) -> None:
    base, whole, rows = database(path), sha256(), []
    encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    for number, values in enumerate(checked(data), 1):
        text = encoded(values)
        whole.update(sha256(text.encode()).digest())
        rows.append((number, KIND.key_of(values), values["name"], text))
    insert(base, "INSERT INTO listrow VALUES (?, ?, ?, ?)", rows)
    base.close()


def peer_side() -> Callable[[bytes, Path], None]:
    """The side of django-import-export. Raises ImportError when it is not installed."""
    import django
    from django.conf import settings

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["import_export"],
        USE_TZ=True,
    )
    django.setup()
    from django.db import connection, models
    from import_export import fields, resources, widgets
    from import_export.formats.base_formats import XLSX

    class CellWidget(widgets.Widget):
        def __init__(self, column: Column) -> None:
            super().__init__()
            self.column = column

        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
            read, wrong = read_cell(self.column, float(value) if type(value) is int else value)
            if wrong:
                raise ValueError(wrong)
            return "\n".join(read) if isinstance(read, list) else read

    kinds = {Cell.MONEY: models.BigIntegerField, Cell.INTEGER: models.IntegerField, Cell.YES: models.BooleanField}
    attributes: dict[str, Any] = {c.name: kinds.get(c.cell, models.TextField)() for c in COLUMNS}
    meta = type("Meta", (), {"app_label": "bench", "db_table": "rows", "managed": False})
    attributes["code"] = models.TextField(primary_key=True)
    model = type("Row", (models.Model,), attributes | {"__module__": __name__, "Meta": meta})
    options = {
        "model": model, "import_id_fields": ("code",), "use_bulk": True, "batch_size": BATCH, "skip_diff": True,
        "force_init_instance": True, "report_skipped": False, "use_transactions": True,
    }  # fmt: skip
    described: dict[str, Any] = {
        c.name: fields.Field(attribute=c.name, column_name=c.heading, widget=CellWidget(c)) for c in COLUMNS
    }
    resource = type("Resource", (resources.ModelResource,), described | {"Meta": type("Meta", (), options)})

    def peer(data: bytes, path: Path) -> None:
        database(path).close()
        connection.close()
        connection.settings_dict["NAME"] = str(path)
        result = resource().import_data(XLSX().create_dataset(data), raise_errors=True)
        if result.has_errors() or result.has_validation_errors():
            raise SystemExit("django-import-export 未能导入")
        connection.close()

    return peer


# --- equal rows first, then time ---------------------------------------------------------------------------------


def stored(path: Path, table: str = "rows") -> Stored:
    base = sqlite3.connect(path)
    rows = base.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    base.close()
    return rows


def equal(data: bytes, sides: dict[str, Callable[[bytes, Path], None]], folder: Path) -> bool:
    found = {}
    for name, side in sides.items():
        side(data, folder / f"{name}.equal")
        found[name] = stored(folder / f"{name}.equal", "listrow" if name == "as_stored" else "rows")
    raw = [KIND.check(dict(zip(NAMES, row, strict=True))) for row in found["limit"]]
    right = [tuple(int(v) if v is True or v is False else v for v in flat(values)) for values, _ in raw]
    same = not any(problems for _, problems in raw) and right == found["ours"]
    texts = [KIND.check(dict(zip(NAMES, row, strict=True)))[0] for row in found["limit"]]
    same = same and [json.loads(row[3]) for row in found["as_stored"]] == texts
    return same and found.get("peer", right) == right


def timed(side: Callable[[bytes, Path], None], data: bytes, path: Path) -> tuple[float, float]:
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    side(data, path)
    spent = time.perf_counter() - clock, time.process_time() - processor
    path.unlink()
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(description="清单导入：与不检查的读取写入、与 django-import-export 同场比较")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without-peer", action="store_true", help="不与 django-import-export 比较")
    args = parser.parse_args()
    sides: dict[str, Callable[[bytes, Path], None]] = {"limit": limit, "ours": ours, "as_stored": as_stored}
    if not args.without_peer:
        try:
            sides["peer"] = peer_side()
        except ImportError:
            print("没有安装 django-import-export（requirements-bench.lock），只与上限比较")
    data = workbook(args.rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not equal(data, sides, folder):
            print("各方写入的行不同", file=sys.stderr)
            return 1
        print(f"{args.rows:,} 行 × {len(NAMES)} 列，{len(data) / 1e6:.1f} MB；各方写入的行相同")
        quick = [side for side in sides if side != "peer"]
        times: dict[str, list[tuple[float, float]]] = {side: [] for side in sides}
        for turn in range(args.rounds):
            for side in quick + (["peer"] if "peer" in sides and turn < max(1, args.rounds // 2) else []):
                times[side].append(timed(sides[side], data, folder / side))
    for place, measure in enumerate(("时钟", "处理器")):
        report(args.rows, measure, {s: statistics.median(t[place] for t in spent) for s, spent in times.items()})
    return 0


def report(rows: int, measure: str, medians: dict[str, float]) -> None:
    labels = {
        "limit": "上限（不检查）",
        "ours": "本系统",
        "as_stored": "本系统，按清单存储",
        "peer": "django-import-export",
    }
    for side, spent in medians.items():
        print(f"{measure} {labels[side]}：{rows / spent:,.0f} 行/秒，{spent:.2f} 秒")
    for side in ("ours", "as_stored"):
        print(f"{measure} {labels[side]} ÷ 上限：{medians['limit'] / medians[side]:.2f}")
        if "peer" in medians:
            print(f"{measure} {labels[side]} ÷ django-import-export：{medians['peer'] / medians[side]:.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
