"""The page in words: three sentences a leader reads first, and the same tables as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from mingjing.catalog.sheets.writing import harmless
from mingjing.law.regions import REGIONS
from mingjing.statistics.analysis.models import Lead
from mingjing.statistics.analysis.overview import WEEK, Bar, Overview

_REGIONS = {code: name for code, name, _, _ in REGIONS}
AMOUNT = "罚没（元）"


def sentences(where: str, found: Overview, leads: Sequence[Lead]) -> tuple[str, str, str]:
    """What happened, what stands out, what to look at: one sentence each, every figure with its n."""
    return _happened(where, found), _stands_out(found), _to_look_at(leads)


def _happened(where: str, found: Overview) -> str:
    total = found.total
    if not total.n:
        return f"{found.period.label}，{where}没有登记案件。"
    against = f"上年同期 {total.before:,} 件（{total.change}）" if total.before else "上年同期没有登记"
    organs = sum(1 for b in found.organs if b.n)
    return (
        f"{found.period.label}，{where} {organs} 个机关登记案件 {total.n:,} 件，{against}；"
        f"决定罚没 {total.amount / 1_000_000:,.2f} 万元。"
    )


def _stands_out(found: Overview) -> str:
    if not found.causes:
        return "没有可以比较的事项。"
    cause, (when, n) = found.causes[0], found.busiest
    share = round(100 * cause.n / found.total.n)
    place = f"地点最多的是{found.places[0].label}（{found.places[0].n} 件），" if found.places else ""
    return f"最多的事项是“{cause.label}”，{cause.n:,} 件，占 {share}%；{place}时段最集中在{when}（{n} 件）。"


def _to_look_at(leads: Sequence[Lead]) -> str:
    if not leads:
        return "按现行规则没有待核查的异常线索。"
    first = min(leads, key=lambda x: (float(x.q), x.pk))
    return f"有 {len(leads)} 条异常线索待核查，把握最大的是：{first.words}（把握{first.certainty}）。"


def tables(found: Overview) -> list[tuple[str, list[str], list[list[str | int]]]]:
    """Every table of the page: title, headings, rows. Money in 元, two decimals as text."""
    counted = ["件数", "上年同期", "变化"]
    with_money = [*counted, AMOUNT]
    regions: list[list[str | int]] = [[_REGIONS.get(code, code), n] for code, n in sorted(found.regions.items())]
    hours: list[list[str | int]] = [[WEEK[d], *row] for d, row in enumerate(found.hours)]
    return [
        ("按执法种类", ["执法种类", *counted], [_row(b) for b in found.kinds]),
        ("按事项", ["事项", *with_money], [_row(b, money=True) for b in found.causes]),
        ("按地区", ["地区", "件数"], regions),
        ("按机关", ["机关", *with_money], [_row(b, money=True) for b in found.organs]),
        ("按月份", ["月份", *counted], [[b.key, b.n, b.before, b.change] for b in found.months]),
        ("按时段", ["星期", *(f"{h} 时" for h in range(24))], hours),
        ("高发地点", ["地点", "件数"], [[b.label, b.n] for b in found.places]),
        ("主办人员", ["人员", "主办件数", "在办件数"], [[b.label, b.n, b.amount] for b in found.officers]),
        ("多次被处罚的当事人", ["当事人", "件数"], [[b.label, b.n] for b in found.parties]),
        ("关联当事人", ["法定代表人（经营者）", "件数"], [[b.label, b.n] for b in found.linked]),
        ("审核退回原因", ["审核要点", "件数"], [[b.label, b.n] for b in found.reasons]),
    ]


def _row(bar: Bar, *, money: bool = False) -> list[str | int]:
    row: list[str | int] = [bar.label, bar.n, bar.before, bar.change]
    return [*row, f"{bar.amount / 100:.2f}"] if money else row


def xlsx(where: str, found: Overview) -> bytes:
    """One sheet per table, each with where and when it is from."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    for title, headings, rows in tables(found):
        sheet = book.add_worksheet(title)
        sheet.write_string(0, 0, f"{where}，{found.period.label}，{title}")
        sheet.write_row(1, 0, headings, bold)
        for n, row in enumerate(rows, 2):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(n, column, cell)
                else:
                    sheet.write_string(n, column, harmless(cell))
        sheet.set_column(0, 0, 36)
    book.close()
    return file.getvalue()


def csv_bytes(where: str, found: Overview) -> bytes:
    """All tables one below the other (UTF-8 with its mark)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(f"{where}，{found.period.label}")])
    for title, headings, rows in tables(found):
        writer.writerows([[], [title], headings])
        writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")
