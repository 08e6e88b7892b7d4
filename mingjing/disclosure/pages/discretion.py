"""裁量基准 for the public (行政处罚法34; plan 三(一)1): the list, a page for each with its versions, open data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, JSON, Outputs
from mingjing.discretion import asking
from mingjing.discretion import queries as benchmarks
from mingjing.law.benchmarks import Method, text_of

if TYPE_CHECKING:
    from mingjing.disclosure.public_store import PublicStore
    from mingjing.discretion.models import Benchmark


def put_discretion(shelf: PublicStore, on: date) -> None:
    """Write the list and every benchmark with all its versions. A page once written stays, with what it now says."""
    shelf.put_pages(outputs(on))


def outputs(on: date) -> Outputs:
    """Every address under ``/discretion``, and the open data."""
    series = benchmarks.public_versions()
    standing = [line(b, on) for b in benchmarks.public_standing(on)]
    coming = [line(v, on) for versions in series.values() for v in versions if v.valid_from > on]
    fields = list(dict.fromkeys(row["field"] for row in standing))
    groups = [(field, [row for row in standing if row["field"] == field]) for field in fields]
    made: Outputs = {
        "/discretion": (HTML, formats.html("public/discretion.html", {"groups": groups, "coming": coming})),
        "/data/discretion.json": (JSON, formats.as_json([_open_data(v) for vs in series.values() for v in vs])),
    }
    for key, versions in series.items():
        shown = next((v for v in versions if v.table.on(on)), versions[0])
        context = {"b": line(shown, on), "table": _table(shown), "versions": [line(v, on) for v in versions]}
        url = f"/discretion/{key}"
        made[url] = (HTML, formats.html("public/benchmark.html", context))
        made[f"{url}.json"] = (JSON, formats.as_json([_open_data(v) for v in versions]))
        for v in versions:
            context = {"b": line(v, on), "table": _table(v), "versions": [line(w, on) for w in versions]}
            made[f"{url}/{v.version}"] = (HTML, formats.html("public/benchmark.html", context))
    return made


def line(b: Benchmark, on: date) -> dict[str, Any]:
    """One version as a row of a list."""
    t = b.table
    return {
        "url": f"/discretion/{b.series}",
        "series": b.series,
        "version": b.version,
        "code": b.code,
        "violation": t.violation,
        "subject": t.subject,
        "field": b.field,
        "party": t.party.label,
        "cited": t.cited,
        "range": asking.between(t, t.low, t.high),
        "also": t.also,
        "issuer": b.issuer,
        "document": t.document,
        "method": t.method.label,
        "valid_from": b.valid_from,
        "valid_to": b.valid_to,
        "invented": b.invented,
        "source": t.source,
        "state": "" if t.on(on) else "尚未施行" if b.valid_from > on else "已失效",
    }


def _table(b: Benchmark) -> dict[str, Any]:
    """The rows of a version: tiers, or the options of its factors."""
    t = b.table
    if t.method is Method.FACTOR_PERCENT:
        rows = [(f.name, words, f"{text_of(percent)}%") for f in t.factors for words, percent in f.options]
        return {"heads": ("裁量因素", "情形", "占法定上限"), "rows": rows}
    tiers = [(x.name, x.circumstances, asking.ranged(t, x) + (f"；{x.extra}" if x.extra else "")) for x in t.choices]
    return {"heads": ("裁量阶次", "适用情形", "罚款幅度"), "rows": tiers}


def _open_data(b: Benchmark) -> dict[str, Any]:
    return {**b.data, "series": b.series, "version": b.version, "issuer": b.issuer}
