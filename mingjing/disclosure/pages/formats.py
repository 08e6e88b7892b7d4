"""Values into the bytes a reader fetches: content types, HTML from templates, JSON, CSV, RSS, QR codes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.sax.saxutils import escape

import segno
from django.conf import settings
from django.template.loader import render_to_string

from mingjing.catalog.sheets.writing import harmless

HTML, JSON, PDF = "text/html; charset=utf-8", "application/json; charset=utf-8", "application/pdf"
SVG, TEXT, RSS, CSV = (
    "image/svg+xml",
    "text/plain; charset=utf-8",
    "application/rss+xml; charset=utf-8",
    "text/csv; charset=utf-8",
)
Outputs = dict[str, tuple[str, bytes]]  # address → (content type, bytes)


def html(template: str, context: dict[str, Any]) -> bytes:
    """A template as UTF-8."""
    return render_to_string(template, {**context, "demo": settings.DEMO}).encode()


def as_json(value: object) -> bytes:
    """Readable JSON with sorted keys: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """UTF-8 with BOM; a cell that a spreadsheet would run is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    keys = ("act", "number", "organ", "party", "code", "cause", "decision", "decided_on", "url")
    writer.writerow(("执法种类", "文号", "机关", "当事人", "统一社会信用代码", "事由", "决定", "决定日期", "地址"))
    writer.writerows([harmless(str(r[k])) for k in keys] for r in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def feed(rows: list[dict[str, Any]]) -> bytes:
    """RSS 2.0 of lines, newest first."""
    home = site()
    items = "".join(
        f"<item><title>{escape(r['party'] + r['cause'])}</title><link>{home}{r['url']}</link>"
        f"<guid>{home}{r['url']}</guid>"
        f"<description>{escape(r['decision'] + '（' + r['organ'] + '）')}</description></item>"
        for r in rows
    )
    head = f"<title>三门峡市行政执法决定</title><link>{home}/</link><description>最新公示的行政执法决定</description>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def qr(url: str) -> bytes:
    """The QR code of an address, as SVG."""
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", scale=4, border=1, xmldecl=False)
    return out.getvalue()


def site() -> str:
    """The public address of the portal."""
    return str(settings.SITE)
