"""评查表: which sheet counts on a day, and a bureau's adoption of its own (an act; the built-in data stays)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mingjing.appraisal.models import SheetVersion
from mingjing.law import dossier_sheets as law
from mingjing.law.dossier_sheets import DossierKind, Item, Project, Sheet, Veto
from mingjing.ledger.actions import act
from mingjing.ledger.ids import new_id
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete

PLAN = "appraisal.plan"
PROJECTS = {p.label: p.value for p in Project}


def current(organ_id: str, kind: str, on: date) -> Sheet:
    """The sheet a bureau scores by on a day: its own last one, else the built-in. Raises LookupError."""
    own = SheetVersion.objects.filter(organ=organ_id, kind=kind, valid_from__lte=on).first()
    return own.sheet if own else law.sheet(kind, on)


def versions(organ_id: str, kind: str) -> list[SheetVersion]:
    """What a bureau adopted for a kind, the newest first."""
    return list(SheetVersion.objects.filter(organ=organ_id, kind=kind).select_related("adopted_by"))


def adopt(
    *,
    actor: Actor,
    kind: DossierKind,
    vetoes: list[dict[str, str]],
    items: list[dict[str, str]],
    document: str,
    valid_from: date,
    now: datetime,
) -> SheetVersion:
    """Adopt an edited sheet. Rows as typed: veto {code, project, label}, item {code, group, label, points}.

    Plans that are drawn keep theirs. Raises NotAllowed, FormIncomplete naming field, row and cure.
    """
    by, on = require(actor, PLAN, Scope(actor.organ_id, actor.region_code)), beijing_date(now)
    base = current(actor.organ_id, kind, on)
    errors: dict[str, str] = {}
    made = replace(
        base, sheet_id=f"{kind.value}-{new_id()[:8]}", valid_from=valid_from,
        vetoes=tuple(Veto(r.get("code", ""), PROJECTS.get(r.get("project", ""), r.get("project", "")),
                          r.get("label", "")) for r in vetoes),
        items=_items(items, errors), basis=f"{base.basis}；{document.strip()}", note=document.strip(),
    )  # fmt: skip
    errors = law.problems(made) | errors
    if not document.strip() or len(document) > 60:
        errors["document"] = "写明印发评查标准的文号，不超过 60 字"
    if valid_from < on:
        errors["valid_from"] = "启用日期不早于今天：已经抽取的计划不改评查表"
    if errors:
        raise FormIncomplete(errors)
    with act(type="dossier_sheet.adopted", by=by, obj="", now=now) as opened:
        row = SheetVersion(
            organ=organs.organ(actor.organ_id), kind=kind, valid_from=valid_from, document=document.strip(),
            content=made.told(), adopted_by_id=by.person_id, adopted_on=on,
        )  # fmt: skip
        opened.save(row)
        opened.obj = row.pk
        opened.data |= {"kind": kind.value, "items": len(made.items), "vetoes": len(made.vetoes)}
    return row


def _items(rows: list[dict[str, str]], errors: dict[str, str]) -> tuple[Item, ...]:
    found = []
    for n, row in enumerate(rows, 1):
        points = row.get("points", "")
        if not points.isascii() or not points.isdigit() or len(points) > 3:
            errors.setdefault("items", f"评分项第 {n} 行的分值“{points}”应为整数；每行写成：编码，组，内容，分值")
            points = "0"
        found.append(Item(row.get("code", ""), row.get("group", ""), row.get("label", ""), int(points)))
    return tuple(found)
