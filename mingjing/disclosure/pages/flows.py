"""执法流程图 (plan 三(一)1, before the act): one page and two drawings for every procedure in force, from its table."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import groupby

from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, SVG, Outputs
from mingjing.disclosure.public_store import PublicStore
from mingjing.law import procedures
from mingjing.law.flow import Flow, flow
from mingjing.law.kinds import ActKind
from mingjing.law.rules import Procedure
from mingjing.ui import flowchart

WRITTEN = "flows"  # what the store says it holds of these pages, so that they are written only when they change


def current() -> list[Procedure]:
    """The procedures new cases begin under, in the order of the kinds of act."""
    found = [procedures.PROCEDURES[version] for version in procedures.CURRENT.values()]
    return sorted(found, key=lambda procedure: list(ActKind).index(procedure.kind))


def name_of(procedure: Procedure) -> str:
    """What a procedure is called in an address; stays when its table gets a new version."""
    kind, name = str(procedure.kind), procedure.name
    return kind if name == kind else f"{kind}-{name}"


def outputs(charts: dict[str, tuple[Procedure, Flow]]) -> Outputs:
    """Every address under ``/flows`` for charts by name."""
    found: Outputs = {}
    for name, (procedure, chart) in charts.items():
        for suffix, narrow in (("", False), (".narrow", True)):
            found[f"/flows/{name}{suffix}.svg"] = (SVG, flowchart.svg(chart, name, narrow=narrow).encode())
        context = {"f": chart, "name": name, "kind": procedure.kind.label}
        found[f"/flows/{name}"] = (HTML, formats.html("public/flow.html", context))
    rows = [{"kind": p.kind.label, "name": name, "label": p.label, "line": f.line} for name, (p, f) in charts.items()]
    kinds = [(kind, list(group)) for kind, group in groupby(rows, key=lambda row: row["kind"])]
    found["/flows"] = (HTML, formats.html("public/flows.html", {"kinds": kinds}))
    return found


def put_flows(shelf: PublicStore, on: date) -> None:
    """Write the charts, with the limits in force on a day, when they are not those the store holds."""
    charts = {name_of(procedure): (procedure, flow(procedure, on)) for procedure in current()}
    digest = hashlib.sha256(repr([chart for _, chart in charts.values()]).encode()).hexdigest()
    if shelf.meta(WRITTEN) != digest:
        shelf.put_pages(outputs(charts))
        shelf.set_meta(**{WRITTEN: digest})
