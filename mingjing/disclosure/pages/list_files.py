"""A published list as files: JSON that proves itself, CSV and XLSX for a spreadsheet."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from mingjing.catalog.models import ListVersion
from mingjing.catalog.sheets import writing
from mingjing.disclosure.pages.formats import CSV, JSON, Outputs
from mingjing.ledger import sealing
from mingjing.ledger.models import GongshiEntry
from mingjing.tlog.canon import canonical

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOW = (
    'root = SHA256("mingjing/list/v1\\n" + list + "\\n" + 各行摘要依次相接)，一行的摘要 = SHA256(这一行的规范 JSON：'
    "键按字母排序、没有空格、UTF-8)。log 是公示日志中这一版的登记和包含证明。python3 verify_list.py 本文件 trust.json"
)
Values = dict[str, Any]


def outputs(version: ListVersion, rows: Sequence[Values], address: str) -> Outputs:
    """The files of one version, named after its address."""
    kind = version.listed
    return {
        f"{address}.json": (JSON, as_json(version, rows)),
        f"{address}.csv": (CSV, writing.csv_bytes(kind, rows)),
        f"{address}.xlsx": (XLSX, writing.table(kind, rows, created=version.published_on)),
    }


def as_json(version: ListVersion, rows: Sequence[Values]) -> bytes:
    """Canonical JSON: the rows, what they are called, the root, and the proof that it stands in the public log."""
    kind = version.listed
    columns = [{"name": c.name, "heading": c.heading, "type": c.cell.value} for c in kind.shown]
    names = [c.name for c in kind.shown]
    return canonical(
        {
            "v": 1,
            "kind": "mingjing.list",
            "list": kind.code,
            "label": kind.label,
            "organ": version.organ.name,
            "organ_code": version.organ.uscc,
            "number": version.number,
            "published_on": version.published_on.isoformat() if version.published_on else "",
            "count": version.count,
            "root": version.root,
            "columns": columns,
            "rows": [{name: row.get(name) for name in names if name in row} for row in rows],
            "log": _log(version),
            "how": HOW,
        }
    )


def _log(version: ListVersion) -> dict[str, Any]:
    sealed, seq = sealing.current("gongshi"), version.public_seq or 0
    return {
        "checkpoint": sealed.note,
        "index": seq,
        "body": base64.b64encode(bytes(GongshiEntry.objects.get(pk=seq).body)).decode(),
        "proof": [base64.b64encode(p).decode() for p in sealing.prove("gongshi", seq, sealed.size)],
    }
