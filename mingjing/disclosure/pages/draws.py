"""Pages of 双随机: the list of draws; of each its pools, its result and the words on how to check it.

Names of firms and officers are what the committed pools hold; a natural person is an id there and stays one here.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, JSON
from mingjing.disclosure.public_store import PublicStore
from mingjing.law import draw as law
from mingjing.law.draw import Bias, Exclusion
from mingjing.procedure import drawing
from mingjing.procedure.models import Draw

State = Draw.State


def put(shelf: PublicStore, draw: Draw) -> None:
    """Page and downloads of one draw, as it stands."""
    draw = Draw.objects.select_related("organ", "item").get(pk=draw.pk)
    url = address(draw)
    files = {"targets": draw.targets, "officers": draw.officers} | ({"result": draw.result} if draw.result else {})
    shelf.put_pages(
        {
            url: (HTML, formats.html("public/draw.html", {"d": _view(draw)})),
            **{f"{url}/{name}.json": (JSON, text.encode()) for name, text in files.items()},
        }
    )


def put_list(shelf: PublicStore) -> None:
    """Every draw in a line, the newest first."""
    draws = Draw.objects.select_related("organ", "item")
    rows = [
        {
            "url": address(d), "number": d.number, "item": d.item.name, "organ": d.organ.short_name,
            "on": (d.done_on or d.committed_on).isoformat(), "state": d.get_state_display(), "done": bool(d.result),
            **_counts(d),
        }
        for d in draws
    ]  # fmt: skip
    appraisals = shelf.page("/appraisals") is not None  # put by a higher layer, once there is one
    shelf.put_pages({"/draws": (HTML, formats.html("public/draws.html", {"rows": rows, "appraisals": appraisals}))})


def put_all(shelf: PublicStore) -> None:
    """Every draw that may be shown, and the list: for a store that is made anew."""
    for draw in Draw.objects.exclude(state=State.COMMITTED).select_related("organ", "item"):
        put(shelf, draw)
    put_list(shelf)


def shown(shelf: PublicStore, draw: Draw) -> bool:
    """Whether the store holds this draw as it stands: its page, and its result where there is one."""
    page = shelf.page(f"{address(draw)}/result.json" if draw.result else f"{address(draw)}/targets.json")
    text = draw.result or draw.targets
    return draw.state != State.COMMITTED and page is not None and page.etag == sha256(text.encode()).hexdigest()[:32]


def address(draw: Draw) -> str:
    """Where the page of a draw stands."""
    return f"/draws/{draw.pk}"


def _counts(draw: Draw) -> dict[str, int]:
    result = json.loads(draw.result) if draw.result else {}
    return {
        "base": len(json.loads(draw.targets)["rows"]),
        "count": result.get("number", 0),
        "redrawn": len(result.get("redraws", ())),
    }


def _view(draw: Draw) -> dict[str, Any]:
    request, targets, officers = drawing.parts(draw)
    rows, people = {t.id: t for t in targets}, {o.id: o for o in officers}
    result = json.loads(draw.result) if draw.result else None
    present = law.assigned(result) if result else {}
    pages = _results(draw) if result else {}
    return {
        "url": address(draw),
        "number": draw.number,
        "id": draw.pk,
        "organ": draw.organ.name,
        "item": draw.item.name,
        "subject": draw.item.subject,
        "method": draw.item.method,
        "contents": draw.item.contents,
        "committed_on": draw.committed_on.isoformat(),
        "done_on": draw.done_on.isoformat() if draw.done_on else "",
        "state": draw.get_state_display(),
        "entry": draw.entry,
        "checkpoint": draw.checkpoint,
        "seed": result["seed"] if result else "",
        "hashes": [("检查对象名录库", drawing.digest(draw.targets)), ("检查人员名录库", drawing.digest(draw.officers))],
        "officers": len(officers),
        "weights": [{"level": k, "weight": v, "base": sum(t.risk == k for t in targets)} for k, v in _levels(request)],
        "asked": f"{request.number} 个" if request.ratio is None else f"名录库的 {request.ratio[0]}/{request.ratio[1]}",
        "per": request.officers,
        "rows": [
            {
                "n": n, **_target(rows[target]),
                "officers": [{"name": people[o].name, "number": people[o].certificate} for o in ids],
                "result": pages.get(target),
            }
            for n, (target, ids) in enumerate(present.items(), 1)
        ],
        "redraws": [
            {**_target(rows[r["target"]]), "out": people[r["out"]].name, "in": people[r["in"]].name,
             "reason": Bias(r["reason"]).label}
            for r in (result["redraws"] if result else ())
        ],
        "excludes": [
            {**_target(rows[x.target]), "reason": Exclusion(x.reason).label, "ref": x.ref} for x in request.excludes
        ],
        "conflicts": [
            {**_target(rows[c.target]), "officer": people[c.officer].name, "reason": Bias(c.reason).label}
            for c in request.conflicts
        ],
        **_counts(draw),
    }  # fmt: skip


def _levels(request: law.Request) -> list[tuple[str, int]]:
    return sorted(request.levels.items())


def _target(target: law.Target) -> dict[str, str]:
    return {"id": target.id, "name": target.name or "自然人", "code": target.code, "risk": target.risk}


def _results(draw: Draw) -> dict[str, dict[str, str]]:
    """Target id → the published result of its visit."""
    out = Publication.objects.filter(
        state=Publication.State.PUBLISHED, case__source="draw", case__organ=draw.organ, case__details__draw=draw.pk
    )
    return {
        p.case.details["draw_target"]: {"url": f"/decisions/{p.page}", "number": p.decision.number}
        for p in out.select_related("case", "decision")
    }
