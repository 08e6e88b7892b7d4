"""The issued text beside what the public will see of it: what the publisher marks by and the checker compares.

A read module for the office. ``marks`` are those of a publication or of a draft not yet kept: path → (class, reason).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from mingjing.disclosure import pages, queries
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages.decision import full_text
from mingjing.disclosure.residue import Residue
from mingjing.documents.cutting import Unit
from mingjing.documents.forms import Form
from mingjing.law.kinds import UnitClass
from mingjing.procedure.models import Decision

Marks = dict[str, tuple[str, str]]
# What the cut found inside a field, in words.
FOUND = {
    "given_name": "名字",
    "street": "门牌地址",
    "id_number": "身份号码",
    "phone": "电话",
    "bank_account": "账号",
    "plate": "车牌",
    "email": "邮箱",
    "passport": "护照号码",
    "social_account": "社交账号",
    "minor": "未成年人",
    "health": "健康信息",
    "licence_number": "证照号码",
}
NOT_WORDS = frozenset(["sep", "number", "label"])  # printed marks of the form: hiding them hides nothing


@dataclass(frozen=True)
class Row:
    """One unit as the forms show it. ``locked``: one of the plan's elements, it may not be withheld."""

    path: str
    text: str
    where: str
    proposed: str
    klass: str
    locked: bool
    reason: str
    kind: str = ""

    @property
    def hidden(self) -> bool:
        """Whether the public gets a blank here."""
        return self.klass != UnitClass.PUBLIC

    @property
    def changed(self) -> bool:
        """Whether the publisher differs from the proposal."""
        return self.klass != self.proposed

    @property
    def label(self) -> str:
        """The class, in words."""
        return UnitClass(self.klass).label

    @property
    def proposed_label(self) -> str:
        """The class proposed at the cut, in words."""
        return UnitClass(self.proposed).label


@dataclass(frozen=True)
class Block:
    """A paragraph of the full text: its role in the form and its units in order."""

    role: str
    number: int
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """How it begins, for a list to choose from."""
        text = "".join(row.text for row in self.rows)
        return text if len(text) <= 18 else f"{text[:17]}…"

    @property
    def open(self) -> list[Row]:
        """Units that are shown and might be withheld."""
        words = [r for r in self.rows if r.kind not in NOT_WORDS and r.text.strip("　 。，、；：（）")]
        return [r for r in words if not r.locked and r.proposed == UnitClass.PUBLIC]


@dataclass(frozen=True)
class Comparison:
    """Left the whole text by blocks, right the article the public gets."""

    blocks: tuple[Block, ...]
    public: SafeString

    @property
    def rows(self) -> list[Row]:
        """Every unit in order."""
        return [row for block in self.blocks for row in block.rows]

    @property
    def withheld(self) -> list[Row]:
        """Units proposed to be withheld, or withheld now."""
        return [r for r in self.rows if r.hidden or r.proposed != UnitClass.PUBLIC]

    @property
    def changed(self) -> list[Row]:
        """Where the publisher differs from the proposal."""
        return [r for r in self.rows if r.changed]

    @property
    def locked(self) -> list[Row]:
        """Units that must be shown."""
        return [r for r in self.rows if r.locked]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(class in words, how many units), of what is withheld."""
        found = Counter(r.klass for r in self.rows if r.hidden)
        return [(c.label, found[c.value]) for c in UnitClass if found.get(c.value)]


def compare(publication: Publication, marks: Marks) -> Comparison:
    """The full text and the public text under these marks. ``publication`` may be one that is not kept yet."""
    version = publication.decision.version
    classes = queries.classes(version, {path: klass for path, (klass, _) in marks.items()})
    must = set(queries.must_show(version))
    blocks = []
    for number, (_, group) in enumerate(groupby(queries.units_of(publication), key=lambda u: u.path.split(".")[0]), 1):
        found = list(group)
        rows = tuple(_row(u, version.form, classes[u.path], marks, u.path in must) for u in found)
        blocks.append(Block(found[0].role, number, rows))
    # Rendered by documents.rendering, which escapes every value; no caller's text reaches this unescaped.
    return Comparison(tuple(blocks), mark_safe(full_text(publication, classes)))  # noqa: S308


def draft_of(decision: Decision, now: datetime) -> Publication:
    """A publication as it would be prepared now; it is not kept and has no people."""
    scope = queries.scope_for(decision)
    ground = f"{scope.ground}（{scope.basis}）"
    return Publication(decision=decision, case=decision.case, scope=scope.value, ground=ground, prepared_at=now)


def residue_of(publication: Publication, marks: Marks, on: date) -> list[str]:
    """What the scan of the outputs would find under these marks; empty when nothing is left."""
    classes = queries.classes(publication.decision.version, {path: klass for path, (klass, _) in marks.items()})
    try:
        pages.check(publication, on, classes)
    except Residue as residue:
        return residue.found
    return []


def _row(unit: Unit, form: Form, klass: str, marks: Marks, locked: bool) -> Row:
    reason = marks[unit.path][1] if unit.path in marks else ""
    return Row(unit.path, unit.value, _where(unit, form), unit.klass.value, klass, locked, reason, unit.kind)


def _where(unit: Unit, form: Form) -> str:
    """The field a unit was written from, and what the cut found there."""
    name, _, column = unit.field.partition(".")
    if not name:
        return "固定文字"
    field = form.field(name)
    label = next((c.label for c in field.columns if c.name == column), field.label)
    found = FOUND.get(unit.kind, "")
    return label if not found or found in label else f"{label}，{found}"
