"""事前公开 as a whole: which lists there are, which organ has published which, the shell of the search across them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from mingjing.disclosure import public_lists
from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, Outputs
from mingjing.disclosure.pages.registers import PUBLIC
from mingjing.disclosure.public_store import PublicStore
from mingjing.law.listing import ListKind
from mingjing.organs import queries as organs

# Kept by the justice bureau for a whole region: no organ is behind with them.
OF_A_REGION = {"subjects"}
# Nobody is asked for a list that may rightly be empty.
MAY_BE_EMPTY = {"entrustments", "lenient-list"}
SHORT = {
    "subjects": "主体", "officers": "人员", "powers": "权责", "inspection-items": "随机抽查", "av-items": "音像",
    "review-catalogue": "审核目录", "guides": "指南", "benchmarks": "裁量", "entrustments": "委托",
    "channels": "救济监督", "lenient-list": "不予从轻",
}  # fmt: skip
NAMES = {
    "subjects": "执法主体", "powers": "权责清单", "inspection-items": "随机抽查事项", "av-items": "音像记录事项",
    "review-catalogue": "审核目录", "guides": "服务指南", "benchmarks": "裁量基准", "entrustments": "委托执法",
    "channels": "救济和监督", "lenient-list": "不予从轻清单",
}  # fmt: skip
Heads = list[dict[str, Any]]


def put(shelf: PublicStore, kinds: set[str] | None = None) -> None:
    """Write ``/lists`` and the pages of ``kinds``, or of every kind."""
    heads, everyone = public_lists.heads(shelf), list(organs.public_organs())
    made: Outputs = {
        "/lists": (HTML, formats.html("public/lists.html", _contents(heads, everyone))),
        "/_shell/lists": (HTML, formats.html("public/lists_found.html", {})),
    }
    for kind in PUBLIC:
        if kinds is None or kind.code in kinds:
            made[f"/lists/{kind.code}"] = (HTML, formats.html("public/list_kind.html", _kind(kind, heads, everyone)))
    shelf.put_pages(made)


def numbers(shelf: PublicStore) -> list[dict[str, Any]]:
    """For the home page: every list that somebody has published, and how many rows it has by now."""
    heads = public_lists.heads(shelf)
    found = []
    for kind in PUBLIC:
        rows = [h["count"] for h in heads if h["kind"] == kind.code]
        if rows and kind.code != "officers":  # people have their own line
            found.append(
                {"code": kind.code, "name": NAMES.get(kind.code, kind.label), "rows": sum(rows), "organs": len(rows)}
            )
    return found


def _contents(heads: Heads, everyone: list[Any]) -> dict[str, Any]:
    by_place = {(h["organ"], h["kind"]): h for h in heads}
    apart = [kind for kind in PUBLIC if kind.code not in OF_A_REGION]
    return {
        "published": len(heads),
        "rows": sum(h["count"] for h in heads),
        "kinds": [_counted(kind, heads, len(everyone)) for kind in PUBLIC],
        "organs": [
            {
                "id": o.pk, "name": o.short_name,
                "cells": [
                    {"url": h["page"], "count": h["count"]}
                    if (h := by_place.get((o.pk, kind.code)))
                    else {"free": kind.code in MAY_BE_EMPTY}
                    for kind in apart
                ],
            }
            for o in everyone
        ],
    }  # fmt: skip


def _counted(kind: ListKind, heads: Heads, everyone: int) -> dict[str, Any]:
    own = [h for h in heads if h["kind"] == kind.code]
    wide, free = kind.code in OF_A_REGION, kind.code in MAY_BE_EMPTY
    of = len(own) if own and (wide or free) else 1 if wide else everyone
    told = f"{len(own)} 个" if wide or free else f"{len(own)}/{everyone} 个"
    return {
        "code": kind.code, "label": kind.label, "short": SHORT.get(kind.code, kind.label), "basis": kind.basis,
        "wide": wide, "free": free, "n": len(own), "of": of,
        "told": told if own else "没有机关公布" if free else "尚未公布",
        "rows": sum(h["count"] for h in own), "last": max((h["published_on"] for h in own), default=""),
    }  # fmt: skip


def _kind(kind: ListKind, heads: Heads, everyone: list[Any]) -> dict[str, Any]:
    own = [h for h in heads if h["kind"] == kind.code]
    regions = [
        {"code": code, "name": group[0]["region_name"], "heads": group}
        for code, group in ((code, list(rows)) for code, rows in groupby(own, key=lambda h: h["region"]))
    ]
    there = {h["organ"] for h in own}
    late = kind.code not in OF_A_REGION | MAY_BE_EMPTY
    return {
        "kind": kind, "n": len(own), "rows": sum(h["count"] for h in own), "regions": regions,
        "missing": [o for o in everyone if late and o.pk not in there],
    }  # fmt: skip
