"""What the publisher chose: a class for each unit listed, and other units to withhold. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingjing.law.kinds import UnitClass

Marks = dict[str, tuple[str, str]]
CLASSES = UnitClass.choices()
WITHHELD = [(value, label) for value, label in CLASSES if value != UnitClass.PUBLIC]
PLACES, MOST = 4, 64  # empty places to withhold another unit, and how many a form may send


@dataclass
class Choices:
    """``chosen``: the units listed, path → (class, reason). ``others``: place → (path, class, reason)."""

    proposed: Mapping[str, str]
    chosen: Marks = field(default_factory=dict)
    others: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    exception: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str], proposed: Mapping[str, str]) -> Choices:
        """The form as it was sent."""
        chosen = {
            path: (sent[f"k-{path}"], sent.get(f"r-{path}", "").strip()) for path in proposed if f"k-{path}" in sent
        }
        others = {}
        for n in range(1, MOST + 1):
            place = (sent.get(f"p-{n}", ""), sent.get(f"c-{n}", ""), sent.get(f"w-{n}", "").strip())
            if any(place):
                others[n] = place
        return cls(proposed, chosen, others, sent.get("exception", "").strip())

    @property
    def marks(self) -> Marks:
        """Where the publisher differs from the proposal."""
        marks = dict(self.chosen) | {path: (klass, why) for path, klass, why in self.others.values() if path}
        return {path: mark for path, mark in marks.items() if mark[0] != self.proposed.get(path)}

    @property
    def sound(self) -> Marks:
        """Those of the marks that name a unit and a class: what can be shown before the form is right."""
        known = {value for value, _ in CLASSES}
        return {path: mark for path, mark in self.marks.items() if path in self.proposed and mark[0] in known}

    def problems(self) -> dict[str, str]:
        """Places that are filled in half."""
        found = {}
        for n, (path, klass, _) in self.others.items():
            if not path:
                found[f"p-{n}"] = "选择要隐去的文字"
            elif not klass:
                found[f"p-{n}"] = "选择隐去的类别"
        return found

    def placed(self, errors: Mapping[str, str]) -> dict[str, str]:
        """Errors by path, moved to the field that the form has for it."""
        place = {path: f"p-{n}" for n, (path, _, _) in self.others.items()}
        return {place.get(name, name): words for name, words in errors.items()}

    def listed(self, rows: list[Any], before: Marks) -> list[Any]:
        """Units that have a line of their own: proposed to be withheld, or changed in the draft before this one."""
        elsewhere = {path for path, _, _ in self.others.values()}
        return [r for r in rows if (r.proposed != UnitClass.PUBLIC or r.path in before) and r.path not in elsewhere]

    def places(self, errors: Mapping[str, str]) -> list[dict[str, Any]]:
        """Places to withhold other units: those used, and empty ones."""
        count = max([PLACES, *(n + PLACES - n % PLACES for n in self.others if n >= PLACES)])
        lines = []
        for n in range(1, min(count, MOST) + 1):
            path, klass, why = self.others.get(n, ("", "", ""))
            lines.append({"n": n, "path": path, "klass": klass, "reason": why, "error": errors.get(f"p-{n}", "")})
        return lines
