"""The bundle of one decision: what a stranger, or the party, needs to check it offline. Pure assembly."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from mingjing.documents.cutting import Unit
from mingjing.law.kinds import UnitClass
from mingjing.tlog.canon import canonical


@dataclass(frozen=True, slots=True)
class Proven:
    """One entry with its place and inclusion proof under the bundle's checkpoint."""

    index: int
    body: bytes
    proof: Sequence[bytes]


def assemble(
    *,
    anjuan: tuple[str, Sequence[Proven]],
    gongshi: tuple[str, Sequence[Proven]],
    units: Sequence[Unit],
    salts: dict[str, bytes],
    commitments: dict[str, str],
    classes: dict[str, str] | None,
    issue: dict[str, str],
) -> bytes:
    """Canonical bytes. Values and salts of withheld units are left out: the commitments stay.

    ``classes`` None makes the party's own copy: the whole text, nothing withheld, nothing about publication.
    """
    spans = []
    for unit in units:
        span = {"path": unit.path, "c": commitments[unit.path]}
        if classes is not None:
            span["class"] = classes[unit.path]
        if classes is None or classes[unit.path] == UnitClass.PUBLIC:
            span |= {"value": unit.value, "salt": salts[unit.path].hex()}
        spans.append(span)
    return canonical(
        {
            "v": 1,
            "kind": "mingjing.served" if classes is None else "mingjing.decision",
            "anjuan": _log(*anjuan),
            "gongshi": _log(*gongshi),
            "units": spans,
            "issue": issue,
        }
    )


def trust(*, anjuan: str, gongshi: str) -> bytes:
    """trust.json: the verifier keys of both logs. To be published elsewhere, never fetched with a bundle."""
    return canonical({"v": 1, "keys": {"anjuan": [anjuan], "gongshi": [gongshi]}, "witnesses": []})


def _log(checkpoint: str, entries: Sequence[Proven]) -> dict[str, object]:
    return {
        "checkpoint": checkpoint,
        "entries": [
            {
                "index": e.index,
                "body": base64.b64encode(e.body).decode(),
                "proof": [base64.b64encode(p).decode() for p in e.proof],
            }
            for e in entries
        ],
    }
