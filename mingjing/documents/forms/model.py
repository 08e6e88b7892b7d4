"""What a form (文书格式) is: typed fields and an ordered body. Pure data; nothing here reads a database.

A body line is a template with ``{field}`` or ``{field|format}`` places. Lines may depend on values (``when``), so that
one form holds every lawful variant of its text and the variant is chosen by data, never by editing.

Conditions: ``"fine"`` (has a value), ``"!fine"`` (has none), ``"kind=person"`` (equals, or contains for a multiple
choice), ``"kind=person|sole_trader"`` (one of), joined by `` & ``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mingjing.law.kinds import Doc, UnitClass
from mingjing.law.supervising import Letter

Values = Mapping[str, Any]
PLACE = re.compile(r"\{([a-z_]+)(?:\|([a-z]+))?\}")


class Type(StrEnum):
    """Type of a field: how it is entered, checked, written out and cut."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"  # integer 分
    NUMBER = "number"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    PERSON = "person"  # a natural person's name: cut into surname and rest
    PEOPLE = "people"  # officers' names, public (plan 三(一)3)
    PARTY = "party"  # the party's name; natural or legal by ``party_kind``
    ADDRESS = "address"  # a natural person's address is cut after the county
    ROWS = "rows"  # table: list of mappings column → value
    CITATION = "citation"  # one or more articles


class Element(StrEnum):
    """The plan's eight elements of a published decision (三政办〔2019〕16号 三(一)3): these must be shown."""

    ORGAN = "organ"
    HANDLERS = "handlers"
    PARTY = "party"
    KIND = "kind"
    FACTS = "facts"
    BASIS = "basis"
    DECISION = "decision"
    REMEDY = "remedy"


@dataclass(frozen=True)
class Field:
    """One place to fill. ``source``: from where it fills itself; ``own``: the organ's own public data."""

    name: str
    label: str
    type: Type = Type.TEXT
    required: bool = False
    help: str = ""
    source: str = ""
    klass: UnitClass = UnitClass.PUBLIC
    when: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[Field, ...] = ()
    check: str = ""
    element: str = ""
    own: bool = False
    width: int = 1

    @property
    def must_show(self) -> bool:
        """True when its public units cannot be withheld from publication."""
        return bool(self.element)


@dataclass(frozen=True)
class Line:
    """One line of a body. ``texts`` are templates: one for prose, label/value pairs for a table row."""

    role: str
    texts: tuple[str, ...]
    field: str = ""
    when: str = ""
    element: str = ""


@dataclass(frozen=True)
class Signature:
    """A place to sign. ``key`` addresses it when the signing was electronic."""

    key: str
    label: str
    dated: bool = True


@dataclass(frozen=True)
class Form:
    """One prescribed document. ``word`` is the 文种代字 of its number; empty when it carries none."""

    doc: Doc | Letter
    basis: str
    layout: str  # official 公文 | table 审批表 | record 笔录
    fields: tuple[Field, ...]
    body: tuple[Line, ...]
    outward: bool = False
    sealed: bool = False
    word: str = ""
    signatures: tuple[Signature, ...] = ()
    volume: str = "main"  # main 正卷 | side 副卷
    written: bool = False  # people write it apart, before a step needs it; every other comes out of its step

    @property
    def title(self) -> str:
        """The statutory name of the form."""
        return self.doc.label

    @property
    def literal_class(self) -> UnitClass:
        """Class of the printed words of the form itself."""
        return UnitClass.PUBLIC if self.outward else UnitClass.PROCESS

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError when the form has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.doc}: no field {name}")

    def places(self) -> frozenset[str]:
        """Names of all fields that the body writes out."""
        found = {line.field for line in self.body if line.field}
        for line in self.body:
            if not line.role.startswith("each"):
                found |= {name for text in line.texts for name, _ in PLACE.findall(text)}
        return frozenset(found)


def holds(condition: str, values: Values) -> bool:
    """Whether a line or a requirement applies to these values. The empty condition always holds."""
    return all(_clause(part.strip(), values) for part in condition.split("&")) if condition else True


def _clause(clause: str, values: Values) -> bool:
    name, equals, wanted = clause.partition("=")
    value = values.get(name.lstrip("!"))
    if not equals:
        return (value in (None, "", [], ())) == name.startswith("!")
    held = value if isinstance(value, (list, tuple)) else (value,)
    return any(option in held for option in wanted.split("|"))
