"""From a form and its values to the ordered text: blocks of pieces, before any cutting.

A piece is printed words or one written-out field. Joining the pieces of a block gives its text exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mingjing.documents import wording
from mingjing.documents.forms import Field, Form, Line, Type, Values, holds
from mingjing.documents.forms.model import PLACE
from mingjing.law.kinds import PartyKind, UnitClass

YOU = "你（单位）"
ADDRESSED = {PartyKind.PERSON: "你", PartyKind.ORGANISATION: "你单位"}
ENDS = "。；：！？，…）”》"
TYPED = (Type.MONEY, Type.DATE, Type.DATETIME, Type.NUMBER, Type.CHOICE, Type.MULTICHOICE, Type.PEOPLE, Type.CITATION)


@dataclass(frozen=True)
class Piece:
    """``kind``: literal, label, sep, or what the field holds. ``whole`` keeps the detector out of public typed data."""

    text: str
    field: str = ""
    kind: str = "literal"
    klass: UnitClass = UnitClass.PUBLIC
    whole: bool = False
    element: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading or table row. ``role`` says how it is set."""

    role: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text of the block."""
        return "".join(piece.text for piece in self.pieces)


def blocks(form: Form, values: Values) -> tuple[Block, ...]:
    """The whole text of the document in order. Same form and values give the same blocks.

    A value whose field does not apply is not written. Values must have passed ``content.validate``: a choice that the
    form does not know raises KeyError.
    """
    writer = _Writer(form, values)
    return tuple(_close_items([block for line in form.body for block in writer.line(line)]))


class _Writer:
    def __init__(self, form: Form, values: Values) -> None:
        self.form, self.values = form, _applying(form, values)
        self.heads = self.items = 0
        self.fields = {field.name: field for field in form.fields}
        self.you = ADDRESSED.get(values.get("party_kind", ""), YOU)

    def line(self, line: Line) -> Iterator[Block]:
        if not holds(line.when, self.values):
            return
        if line.role == "table":
            yield from self._table(line)
        elif line.role.startswith("each."):
            yield from self._each(line)
        elif line.role == "row" or line.role.startswith("opinion"):
            yield Block(line.role, tuple(self._cells(line)))
        else:
            yield from self._prose(line.role, self._fill(line.texts[0], line.element))

    def _prose(self, role: str, pieces: list[Piece]) -> Iterator[Block]:
        for number, part in enumerate(_paragraphs(pieces)):
            yield self._numbered(role if number == 0 else _following(role), part)

    def _numbered(self, role: str, pieces: tuple[Piece, ...]) -> Block:
        label = ""
        if role == "head":
            self.heads, self.items = self.heads + 1, 0
            label = wording.ordinal(self.heads) + "、"
        elif role == "item":
            self.items += 1
            label = f"（{wording.ordinal(self.items)}）"
        else:
            self.items = 0
        number = (Piece(label, kind="number", klass=self.form.literal_class),) if label else ()
        return Block(role, number + self._ended(role, pieces))

    def _ended(self, role: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """A paragraph of an official document ends with a mark, also when the field that ends it does not."""
        if role not in ("para", "item") or self.form.layout != "official" or not pieces or pieces[-1].text[-1] in ENDS:
            return pieces
        return (*pieces, Piece("。", klass=self.form.literal_class, element=pieces[-1].element))

    def _fill(self, template: str, element: str = "") -> list[Piece]:
        return self._pieces(template, self.fields, self.values, element, "")

    def _pieces(
        self, template: str, fields: dict[str, Field], values: Values, element: str, prefix: str
    ) -> list[Piece]:
        klass = self.form.literal_class
        found: list[Piece] = []
        at = 0
        for place in PLACE.finditer(template):
            if place.start() > at:
                found.append(Piece(self._you(template[at : place.start()]), klass=klass, element=element))
            field = fields[place.group(1)]
            text = wording.written(field, values.get(field.name), place.group(2) or "")
            if text:
                found.append(self._piece(field, text, prefix, element))
            at = place.end()
        if at < len(template):
            found.append(Piece(self._you(template[at:]), klass=klass, element=element))
        return [piece for piece in _one_full_stop(found) if piece.text]

    def _you(self, text: str) -> str:
        return text.replace(YOU, self.you)

    def _piece(self, field: Field, text: str, prefix: str, element: str) -> Piece:
        kind, klass, whole = field.type.value, field.klass, field.own or field.type in TYPED
        natural = self.values.get("party_kind") == PartyKind.PERSON
        if field.type is Type.PERSON:
            kind, whole = "name", True
        elif field.type is Type.PARTY:
            kind, whole = ("name" if natural else "party"), True
            klass = UnitClass.PERSONAL if natural else klass
        elif field.type is Type.ADDRESS:
            kind, whole = ("address" if natural else "premises"), True
            klass = UnitClass.PERSONAL if natural else klass
        return Piece(text, prefix + field.name, kind, klass, whole, field.element or element)

    def _cells(self, line: Line) -> Iterator[Piece]:
        for number, template in enumerate(line.texts):
            if number % 2 == 0:
                lead = "　" if number else ""
                yield Piece(f"{lead}{template}：", kind="label", klass=self.form.literal_class)
            else:
                yield from self._fill(template, line.element)

    def _table(self, line: Line) -> Iterator[Block]:
        field = self.fields[line.field]
        label = Piece("", kind="label", klass=self.form.literal_class)
        yield Block(f"th.{field.name}", tuple(_spaced([[replace(label, text=c.label)] for c in field.columns], label)))
        columns = {column.name: column for column in field.columns}
        for row in self.values.get(field.name, ()):
            cells = [self._pieces(f"{{{c.name}}}", columns, row, "", f"{field.name}.") for c in field.columns]
            yield Block(f"tr.{field.name}", tuple(_spaced(cells, label)))

    def _each(self, line: Line) -> Iterator[Block]:
        field = self.fields[line.field]
        columns = {column.name: column for column in field.columns}
        for row in self.values.get(field.name, ()):
            for template in line.texts:
                pieces = self._pieces(template, columns, row, line.element, f"{field.name}.")
                yield from self._prose(line.role.removeprefix("each."), pieces)


def _applying(form: Form, values: Values) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in form.fields:
        if field.name in values and holds(field.when, kept):
            kept[field.name] = values[field.name]
    return kept


def _spaced(cells: list[list[Piece]], blank: Piece) -> Iterator[Piece]:
    for number, cell in enumerate(cells):
        if number:
            yield replace(blank, text="　", kind="sep")
        yield from cell


def _following(role: str) -> str:
    return "para" if role == "item" else role


def _paragraphs(pieces: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """A line break inside a filled field starts a new paragraph."""
    if not any("\n" in piece.text for piece in pieces):
        yield tuple(pieces)
        return
    current: list[Piece] = []
    for piece in pieces:
        first, *more = [part.strip() for part in piece.text.split("\n")] if "\n" in piece.text else [piece.text]
        current.append(replace(piece, text=first))
        for part in filter(None, more):
            yield tuple(p for p in current if p.text)
            current = [replace(piece, text=part)]
    yield tuple(p for p in current if p.text)


def _one_full_stop(pieces: list[Piece]) -> list[Piece]:
    """A form's own full stop after a field that already ends a sentence is dropped."""
    kept = list(pieces)
    for index in range(1, len(kept)):
        before, here = kept[index - 1], kept[index]
        if before.field and before.text[-1:] in "。；！？" and here.text[:1] in ("。", "；", "，") and before.text:
            kept[index] = replace(here, text=here.text[1:])
    return kept


def _close_items(found: list[Block]) -> list[Block]:
    """The last of a run of items ends with a full stop instead of a semicolon."""
    for index, block in enumerate(found):
        last = index + 1 == len(found) or found[index + 1].role != "item"
        if block.role == "item" and last and block.text.endswith("；"):
            tail = block.pieces[-1]
            ended = replace(tail, text=tail.text[:-1] + "。")
            found[index] = replace(block, pieces=(*block.pieces[:-1], ended))
    return found
