"""The base of every word of the law that is stored: an English value with its statutory Chinese term."""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A stored English value with the statute's own Chinese term as ``label``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Term:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, in the order of definition."""
        return [(m.value, m.label) for m in cls]
