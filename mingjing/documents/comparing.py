"""What changed between two versions: which fields, and in the written text, which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from mingjing.documents import wording
from mingjing.documents.blocks import blocks
from mingjing.documents.forms import Field, Form, Type, Values


@dataclass(frozen=True)
class Segment:
    """A run of text: ``same``, ``gone`` (only in the old version) or ``new``."""

    state: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field that differs, with both texts and their word-level segments."""

    field: str
    label: str
    old: str
    new: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Comparison:
    """Fields in the order of the form; ``lines`` is the whole text, one tuple of segments per block."""

    fields: tuple[FieldChange, ...]
    lines: tuple[tuple[Segment, ...], ...]

    @property
    def changed(self) -> bool:
        """Whether the written text differs at all."""
        return any(segment.state != "same" for line in self.lines for segment in line)


def compare(old: Values, new: Values, form: Form) -> Comparison:
    """Field-level and text-level differences of two valid sets of values of one form."""
    fields = tuple(
        FieldChange(field.name, field.label, before, after, tuple(segments(before, after)))
        for field in form.fields
        if (before := _text(field, old)) != (after := _text(field, new))
    )
    lines = _lines([block.text for block in blocks(form, old)], [block.text for block in blocks(form, new)])
    return Comparison(fields, tuple(lines))


def segments(old: str, new: str) -> Iterator[Segment]:
    """Runs of characters kept, taken out and put in; joining same+new gives ``new`` exactly."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Segment("same", old[i:j])
            continue
        if j > i:
            yield Segment("gone", old[i:j])
        if m > k:
            yield Segment("new", new[k:m])


def _text(field: Field, values: Values) -> str:
    value = values.get(field.name)
    if field.type is not Type.ROWS or not value:
        return wording.written(field, value) if field.type is not Type.ROWS else ""
    return "\n".join("　".join(wording.written(c, row.get(c.name)) for c in field.columns) for row in value)


def _lines(old: list[str], new: list[str]) -> Iterator[tuple[Segment, ...]]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((Segment("same", line),) for line in old[i:j])
            continue
        paired = min(j - i, m - k)
        for before, after in zip(old[i : i + paired], new[k : k + paired], strict=True):
            yield tuple(segments(before, after))
        yield from ((Segment("gone", line),) for line in old[i + paired : j])
        yield from ((Segment("new", line),) for line in new[k + paired : m])
