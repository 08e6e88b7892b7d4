"""What is published of a report, as one canonical text: the file anyone can hash and compare with the public log."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from mingjing.law.annual import FIGURES, TABLES
from mingjing.law.reporting import Section, merged
from mingjing.statistics.models import AnnualReport


def payload(report: AnnualReport, name: str = "") -> bytes:
    """The published content of a version as JSON with sorted keys. ``name``: of the organ, until it is frozen.

    No name of a person is in it. Values are those of ``law.annual``: numbers, 分, hundredths of a per cent.
    """
    added, values = report.added, merged(report.counted, report.added)
    content: dict[str, Any] = {
        "kind": "annual-report",
        "organ": report.organ_id,
        "organ_name": report.organ_name or name,
        "year": report.year,
        "number": report.number,
        "corrects": report.base.number if report.base else 0,
        "reason": report.reason,
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "as_of": report.as_of.isoformat(timespec="seconds"),
        "covers": [{k: c[k] for k in ("name", "first", "last", "basis")} for c in report.covers],
        "figures": {
            code: {"value": values[code], "counted": report.counted.get(code, 0), "added": added.get(code, 0)}
            | ({"source": report.sources[code]} if added.get(code) else {})
            for code in FIGURES
            if code in values
        },
        "months": report.months,
        "notes": {key: report.notes[key] for key in sorted(report.notes)},
        "texts": {section.value: report.texts.get(section.value, "") for section in Section},
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def root_of(report: AnnualReport, name: str = "") -> str:
    """SHA-256 of the published content."""
    return sha256(payload(report, name)).hexdigest()


def dictionary() -> list[dict[str, str]]:
    """Field dictionary of the open data: code, table, label, unit of the stored value, how it is counted."""
    return [
        {"code": f.code, "table": t.code, "table_name": t.label, "label": f.label, "unit": f.unit, "how": f.how,
         "stored_as": {"amount": "分", "ratio": "万分之一", "mean": "百分之一"}.get(f.source, f.unit)}
        for t in TABLES
        for f in t.figures
    ]  # fmt: skip
