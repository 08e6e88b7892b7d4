"""Published reports in the public store: each version with its files, the year's list, the way in.

The entry of the public log is made by ``approving``; here the log is sealed and the pages are put. Every function may
be called again: the worker shows what a kill cut short, and a store that was made anew gets every version back.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import Any

from mingjing.disclosure import pages
from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, JSON, PDF, Outputs
from mingjing.disclosure.public_store import PublicStore
from mingjing.ledger import sealing
from mingjing.organs.permissions import Actor
from mingjing.procedure.limits import beijing_date
from mingjing.statistics import approving, exports, payload, presenting, reports
from mingjing.statistics.models import AnnualReport

CONTENTS, DICTIONARY = "/reports", "/reports/figures.json"
FILES = (("xlsx", "XLSX", exports.XLSX), ("docx", "Word", exports.DOCX), ("pdf", "PDF", PDF), ("json", "JSON", JSON))
STAMP = "reports_shown"


def publish(*, actor: Actor, report_id: str, now: datetime, expected: int | None = None) -> AnnualReport:
    """Publish and show at once. Raises what ``approving.publish`` raises."""
    row = approving.publish(actor=actor, report_id=report_id, now=now, expected=expected)
    show(row.organ_id, row.year, now)
    return row


def address(organ_id: str, year: int, number: int | None = None) -> str:
    """Where a report stands; with ``number``, where that version of it stays."""
    return f"/reports/{organ_id}/{year}" + (f"/v{number}" if number else "")


def show(organ_id: str, year: int, now: datetime) -> None:
    """Seal the public log; put every version of one year of one organ, and the list of years."""
    sealing.seal("gongshi", now)
    shelf = pages.store()
    pages.put_log(shelf)
    rows = list(reports.versions(organ_id, year).select_related("organ", "organ__region", "base"))
    if rows:
        for row in rows:
            shelf.put_pages(_outputs(row, rows, beijing_date(now)))
    put_contents(shelf)


def put_contents(shelf: PublicStore) -> None:
    """``/reports``: every published report by year and region; the field dictionary of the open data."""
    out = AnnualReport.objects.filter(state__in=AnnualReport.OUT).select_related("organ", "organ__region")
    rows = list(out.order_by("-year", "organ__region_id", "organ_name"))
    years = [
        {"year": year, "due": reports.due(year).rolled, "rows": [_line(row) for row in group]}
        for year, group in ((y, list(g)) for y, g in groupby(rows, key=lambda r: r.year))
    ]
    shelf.put_pages(
        {
            CONTENTS: (HTML, formats.html("public/reports.html", {"years": years})),
            DICTIONARY: (JSON, formats.as_json(payload.dictionary())),
        }
    )


def catch_up(now: datetime) -> int:
    """Show every published year that the store does not show as it stands. Returns how many."""
    shelf, behind = pages.store(), set()
    out = AnnualReport.objects.filter(state__in=AnnualReport.OUT).only("organ_id", "year", "number", "root", "base")
    for row in out:
        page = shelf.page(address(row.organ_id, row.year, row.number) + ".json")
        if page is None or page.etag != row.root[:32]:
            behind.add((row.organ_id, row.year))
    for organ_id, year in sorted(behind):
        show(organ_id, year, now)
    if not shelf.has(CONTENTS):
        put_contents(shelf)
    return len(behind)


def _line(row: AnnualReport) -> dict[str, Any]:
    values = row.values
    assert row.published_on is not None
    return {
        "url": address(row.organ_id, row.year), "organ": row.organ_name, "region": row.organ.region.name,
        "on": row.published_on, "late": row.published_on > reports.due(row.year).rolled, "number": row.number,
        "penalties": values["penalty.total"], "inspections": values["inspection.total"],
        "licences": values["licence.granted"],
    }  # fmt: skip


def _outputs(row: AnnualReport, versions: list[AnnualReport], on: date) -> Outputs:
    newest, fixed = versions[0], address(row.organ_id, row.year, row.number)
    here = address(row.organ_id, row.year)
    page = (HTML, formats.html("public/report.html", {"v": _view(row, versions, fixed, here)}))
    made: Outputs = {fixed: page, f"{fixed}.json": (JSON, payload.payload(row))}
    made[f"{fixed}.xlsx"] = (exports.XLSX, exports.workbook(row))
    made[f"{fixed}.docx"] = (exports.DOCX, exports.document(row))
    made[f"{fixed}.pdf"] = (PDF, exports.paper(row))
    if row.pk == newest.pk:
        made |= {here + path.removeprefix(fixed): output for path, output in made.items()}
    return made


def _view(row: AnnualReport, versions: list[AnnualReport], fixed: str, here: str) -> dict[str, Any]:
    newest, due = versions[0], reports.due(row.year).rolled
    return {
        "report": row, "organ": row.organ, "fixed": fixed, "here": here, "newest": newest, "past": row.pk != newest.pk,
        "due": due, "late": bool(row.published_on and row.published_on > due),
        "sheets": presenting.sheets(row), "sections": presenting.sections(row), "charts": presenting.drawings(row),
        "changes": reports.changes(row), "prior": row.prior is not None, "entry": row.public_seq,
        "added": any(row.added.values()), "files": [(end, label) for end, label, _ in FILES],
        "versions": [
            {
                "number": r.number, "url": address(r.organ_id, r.year, r.number), "on": r.published_on,
                "until": r.ended_on, "reason": r.reason,
            }
            for r in versions
        ],
    }  # fmt: skip
