"""An organ's own page: its lists, officers, decisions with their pace, channels; what it embeds and what it pins up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from mingjing.catalog import lists
from mingjing.catalog import queries as catalog
from mingjing.disclosure import public_lists
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import flows, formats, list_table
from mingjing.disclosure.pages.formats import HTML, SVG, Outputs
from mingjing.disclosure.public_store import PublicStore
from mingjing.law.cells import shown
from mingjing.law.kinds import ActKind
from mingjing.law.licence_items import items_on
from mingjing.law.list_kinds import BY_CODE
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.procedure.models import Draw

FIGURES = "organ_figures"  # what the store knows of the decisions of every organ
NEWEST = 6
PINNED = ("officers", "powers", "inspection-items", "av-items")  # tables of the notice board
MOST_PINNED = 60
NOTHING: dict[str, Any] = {"n": 0, "green": 0, "rows": []}
Figures = dict[str, dict[str, Any]]


def figures(out: Sequence[Publication], rows: Sequence[dict[str, Any]]) -> Figures:
    """Organ id → how many decisions are out, how many of them in time, and the newest, from the lines of all."""
    found: Figures = {}
    for publication, row in zip(out, rows, strict=True):
        own = found.setdefault(publication.case.organ_id, {"n": 0, "green": 0, "rows": []})
        own["n"] += 1
        own["green"] += row["level"] == "green"
        own["rows"] += [row] if len(own["rows"]) < NEWEST else []
    return found


def put_changed(shelf: PublicStore, fresh: Figures, on: date) -> None:
    """Write the pages of the organs whose figures are not those the store holds."""
    old = json.loads(shelf.meta(FIGURES) or "{}")
    changed = {pk for pk in {*old, *fresh} if old.get(pk) != fresh.get(pk)}
    shelf.set_meta(**{FIGURES: json.dumps(fresh, ensure_ascii=False)})
    put(shelf, changed, on)


def put(shelf: PublicStore, organ_ids: set[str] | None, on: date) -> None:
    """Write the pages of these organs, or of all, and the register of organs."""
    everyone = list(organs.public_organs())
    known: Figures = json.loads(shelf.meta(FIGURES) or "{}")
    for organ in everyone:
        if organ_ids is None or organ.pk in organ_ids:
            shelf.put_pages(_outputs(shelf, organ, known.get(organ.pk, NOTHING), on))
    if organ_ids is None or organ_ids:
        context = _register(shelf, everyone, known)
        shelf.put_pages({"/organs": (HTML, formats.html("public/organs.html", context))})


def put_missing(shelf: PublicStore, on: date) -> None:
    """Write the pages of organs that have none yet."""
    missing = {organ.pk for organ in organs.public_organs() if not shelf.has(address(organ.pk))}
    put(shelf, missing, on)


def _outputs(shelf: PublicStore, organ: Organ, own: dict[str, Any], on: date) -> Outputs:
    view, home = _view(shelf, organ, own, on), address(organ.pk)
    context = {"o": view, "site": formats.site()}
    codes = {f"{h['page']}.svg": (SVG, formats.qr(formats.site() + h["page"])) for h in view["heads"]}
    return {
        home: (HTML, formats.html("public/organ.html", context)),
        f"/embed/{organ.pk}.html": (HTML, formats.html("public/embed.html", context)),
        f"{home}/print": (HTML, formats.html("public/notice_board.html", context)),
        f"{home}.svg": (SVG, formats.qr(formats.site() + home)),
        **codes,
    }


def _view(shelf: PublicStore, organ: Organ, own: dict[str, Any], on: date) -> dict[str, Any]:
    heads = public_lists.heads(shelf, organ=organ.pk)
    places = {h["kind"]: h["page"] for h in heads}
    frame = f"{formats.site()}/embed/{organ.pk}.html"
    return {
        "organ": organ, "on": max((h["published_on"] for h in heads), default=""), "heads": heads,
        "rows": sum(h["count"] for h in heads), "figures": own,
        "on_time": round(own["green"] * 1000 / own["n"]) / 10 if own["n"] else None,
        "officers": places.get("officers"), "people": sum(p["valid"] for p in officers_shown(organ, on)),
        "channels": [_channel(v) for v in lists.values_of(lists.current(organ.pk, "channels"))],
        "draws": _draws(organ), "flows": _flows(organ, on), "guides": _guides(organ, on),
        "boards": [_pinned(organ, kind, on) for kind in PINNED if kind in places],
        "board": f"/organs/{organ.pk}/board" if shelf.has(f"/organs/{organ.pk}/board") else "",
        "snippet": f'<iframe src="{frame}" width="320" height="420" title="{organ.short_name}行政执法公示"></iframe>',
    }  # fmt: skip


def officers_shown(organ: Organ, on: date) -> list[dict[str, Any]]:
    """Officers as the published list tells them; as the register does while none is published.

    What has befallen a certificate since the list was published is shown all the same: 暂扣, 注销, 已到期, 已离任.
    """
    version = lists.current(organ.pk, "officers")
    if version is None:
        return organs.public_officers(organ.pk, on)
    values = lists.values_of(version)
    now = organs.public_standings([v["certificate"] for v in values], on)
    return [
        {
            "name": v["name"], "position": v["position"], "number": v["certificate"], "region": v["region"],
            "valid_to": date.fromisoformat(v["valid_to"]),
            **_standing(list_table.certificate_state(v, on), now.get(v["certificate"])),
        }
        for v in values
    ]  # fmt: skip


def _standing(listed: str, now: tuple[str, str, bool] | None) -> dict[str, Any]:
    if now is None:
        return {"valid": listed == "有效", "state": ("red", listed)}
    return {"valid": now[2], "state": (now[0], now[1])}


def _channel(values: dict[str, Any]) -> dict[str, str]:
    words = [values.get(name) or "" for name in ("body", "address", "phone", "term")]
    return {"name": values["name"], "words": "，".join(w for w in words if w), "link": values.get("link") or ""}


def _draws(organ: Organ) -> list[dict[str, str]]:
    found = Draw.objects.filter(organ=organ).exclude(state=Draw.State.COMMITTED).select_related("item")
    return [
        {"url": f"/draws/{d.pk}", "item": d.item.name, "number": d.number,
         "on": (d.done_on or d.committed_on).isoformat()}
        for d in found.order_by("-committed_on")[:NEWEST]
    ]  # fmt: skip


def _flows(organ: Organ, on: date) -> list[dict[str, str]]:
    """Charts of the acts that this organ has the power to do."""
    held = {power.kind for power in catalog.powers(organ.pk, on)}
    return [{"name": flows.name_of(p), "label": p.label} for p in flows.current() if p.kind.value in held]


def _guides(organ: Organ, on: date) -> list[dict[str, str]]:
    held = {power.name for power in catalog.powers(organ.pk, on) if power.kind == ActKind.LICENCE}
    return [{"code": item.code, "name": item.name} for item in items_on(on) if item.name in held]


def _pinned(organ: Organ, code: str, on: date) -> dict[str, Any]:
    kind, rows = BY_CODE[code], lists.values_of(lists.current(organ.pk, code))
    columns = (kind.by_name[kind.title], *(c for c in list_table.face(kind, rows) if c.name != "content"))[:6]
    return {
        "label": kind.label, "heads": [c.heading for c in columns], "more": max(0, len(rows) - MOST_PINNED),
        "rows": [[shown(c, row.get(c.name)) for c in columns] for row in rows[:MOST_PINNED]],
    }  # fmt: skip


def _register(shelf: PublicStore, everyone: list[Organ], known: Figures) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for head in public_lists.heads(shelf):
        counts[head["organ"]] = counts.get(head["organ"], 0) + 1
    regions = []
    for code, group in groupby(everyone, key=lambda o: o.region_id):
        own = list(group)
        rows = [_line(organ, counts.get(organ.pk, 0), known.get(organ.pk, NOTHING)) for organ in own]
        regions.append({"code": code, "name": own[0].region.name, "organs": rows})
    return {"n": len(everyone), "regions": regions}


def _line(organ: Organ, lists_out: int, own: dict[str, Any]) -> dict[str, Any]:
    on_time = f"{round(own['green'] * 1000 / own['n']) / 10}%" if own["n"] else "—"
    return {
        "pk": organ.pk, "name": organ.name, "field": organ.field, "phone": organ.phone, "lists": lists_out,
        "decisions": own["n"], "on_time": on_time,
    }  # fmt: skip


def address(organ_id: str) -> str:
    """Where the page of an organ stands."""
    return f"/organs/{organ_id}"
