"""Reads on lists: the version in force on a day, the open draft, the rows, what changed from version to version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.catalog.models import ListRow, ListVersion
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.listing import ListKind
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, may

State = ListVersion.State


def scope_of(organ_id: str) -> Scope:
    """Whose a list is, for the permission matrix."""
    return Scope(organ_id, organs.region_of(organ_id))


def version_for(actor: Actor, version_id: str) -> ListVersion | None:
    """A version that the actor may read: of the own organ, or of an organ of the region supervised. Else None."""
    found = ListVersion.objects.select_related("organ", "organ__region", "base").filter(pk=version_id).first()
    if found is None or not may(actor, "lists.read", scope_of(found.organ_id)).ok:
        return None
    return found


def versions(organ_id: str, kind: str) -> QuerySet[ListVersion]:
    """Published versions of a list, the newest first: also those of the past stay readable."""
    return ListVersion.objects.filter(
        organ_id=organ_id, kind=kind, state__in=[State.PUBLISHED, State.SUPERSEDED]
    ).order_by("-number")


def current(organ_id: str, kind: str) -> ListVersion | None:
    """The version that is published now."""
    return ListVersion.objects.filter(organ_id=organ_id, kind=kind, state=State.PUBLISHED).first()


def in_force(organ_id: str, kind: str, on: date) -> ListVersion | None:
    """The version that was published on a day."""
    rows = versions(organ_id, kind).filter(published_on__lte=on).filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return rows.first()


def being_made(organ_id: str, kind: str) -> ListVersion | None:
    """The version under way: draft, with the checker, the head or the bureau, or returned."""
    return ListVersion.objects.filter(organ_id=organ_id, kind=kind, state__in=ListVersion.OPEN).first()


def rows(version: ListVersion, words: str = "") -> QuerySet[ListRow]:
    """Rows of a version in order; with ``words`` only those that contain them."""
    found = ListRow.objects.filter(version=version).order_by("ord")
    for word in words.split():
        found = found.filter(text__icontains=word)
    return found


def values_of(version: ListVersion | None) -> list[dict[str, Any]]:
    """Every row of a version, as values; none without a version."""
    if version is None:
        return []
    texts = ListRow.objects.filter(version=version).order_by("ord").values_list("text", flat=True)
    return [json.loads(text) for text in texts]


def rows_in_force(organ_id: str, kind: str, on: date) -> list[dict[str, Any]]:
    """Rows of the version published on a day that are themselves within their dates."""
    found = values_of(in_force(organ_id, kind, on))
    day = on.isoformat()
    return [v for v in found if v.get("valid_from", "") <= day and (not v.get("valid_to") or v["valid_to"] >= day)]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs between two versions; ``columns`` are the names of the cells that changed."""

    key: str
    title: str
    change: str  # added | changed | removed
    columns: tuple[str, ...] = ()


def differences(old: ListVersion | None, new: ListVersion) -> list[Difference]:
    """What ``new`` adds, changes and removes. Without an old version everything is new."""
    was = {r.key: r for r in rows(old)} if old else {}
    found = []
    for row in rows(new):
        before = was.pop(row.key, None)
        if before is None:
            found.append(Difference(row.key, row.title, "added"))
        elif before.text != row.text:
            a, b = before.values, row.values
            columns = tuple(c.name for c in new.listed.columns if a.get(c.name) != b.get(c.name))
            found.append(Difference(row.key, row.title, "changed", columns))
    found += [Difference(row.key, row.title, "removed") for row in was.values()]
    return found


def overview(organ_id: str) -> list[dict[str, Any]]:
    """Every list kind with the published and the open version of an organ: the office's and the public's contents."""
    open_: dict[str, ListVersion] = {}
    out: dict[str, ListVersion] = {}
    wanted = ListVersion.objects.filter(organ_id=organ_id, state__in=[*ListVersion.OPEN, State.PUBLISHED])
    for version in wanted:
        (out if version.state == State.PUBLISHED else open_)[version.kind] = version
    own = out.keys() | open_.keys()  # a list of the whole region stands with the organ that keeps it
    kinds: list[ListKind] = [k for k in BY_CODE.values() if not k.direct and (not k.wide or k.code in own)]
    return [{"kind": kind, "published": out.get(kind.code), "open": open_.get(kind.code)} for kind in kinds]


def awaiting(actor: Actor, state: str, power: str) -> list[ListVersion]:
    """Versions that wait in ``state`` for somebody with ``power``, where the actor is one."""
    found = ListVersion.objects.filter(state=state).select_related("organ", "organ__region").order_by("kind", "pk")
    return [
        v
        for v in found
        if may(actor, power, Scope(v.organ_id, v.organ.region_id)).ok and v.drafted_by != actor.person_id
    ]


def coverage(actor: Actor) -> list[dict[str, Any]]:
    """Organs of the region the actor supervises, with the kinds each has published and what is under way."""
    mine = [o for o in organs.public_organs() if may(actor, "lists.read", Scope(o.pk, o.region_id)).ok]
    out: dict[str, dict[str, int]] = {}
    for organ_id, kind, number in ListVersion.objects.filter(state=State.PUBLISHED).values_list(
        "organ_id", "kind", "number"
    ):
        out.setdefault(organ_id, {})[kind] = number or 0
    wanted = [kind.code for kind in BY_CODE.values() if not kind.direct and kind.code != "subjects"]
    return [
        {
            "organ": o,
            "cells": [out.get(o.pk, {}).get(code, 0) for code in wanted],
            "count": sum(code in out.get(o.pk, {}) for code in wanted),
            "wanted": len(wanted),
        }
        for o in mine
    ]


def published() -> QuerySet[ListVersion]:
    """Every list version that the public reads now."""
    return ListVersion.objects.filter(state=ListVersion.State.PUBLISHED).order_by("organ_id", "kind")
