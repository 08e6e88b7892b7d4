"""The few kinds of line a body is written with. See ``model.Line``."""

from __future__ import annotations

from mingjing.documents.forms.model import Line


def title(text: str, element: str = "") -> Line:
    """The title, part of the reviewed text."""
    return Line("title", (text,), element=element)


def head(text: str, when: str = "") -> Line:
    """A heading; numbered 一、二、三 among the headings that appear."""
    return Line("head", (text,), when=when)


def para(text: str, when: str = "", element: str = "") -> Line:
    """An indented paragraph; a filled-in line break starts a new one."""
    return Line("para", (text,), when=when, element=element)


def plain(text: str, when: str = "", element: str = "") -> Line:
    """A line without indent: particulars, addressee."""
    return Line("plain", (text,), when=when, element=element)


def item(text: str, when: str = "", element: str = "") -> Line:
    """A paragraph numbered （一）（二）（三） among the items that appear together."""
    return Line("item", (text,), when=when, element=element)


def note(text: str, when: str = "") -> Line:
    """Small print at the end: copies, how to object."""
    return Line("note", (text,), when=when)


def row(*cells: str, when: str = "") -> Line:
    """A table row of label, value, label, value."""
    return Line("row", cells, when=when)


def opinion(key: str, label: str, text: str, when: str = "") -> Line:
    """A row of an approval form with a place to sign and date; ``key`` names the signature."""
    return Line(f"opinion.{key}", (label, text), when=when)


def table(field: str, when: str = "") -> Line:
    """A table with a header from the columns of a ROWS field."""
    return Line("table", (), field=field, when=when or field)


def each(field: str, *texts: str, role: str = "item", when: str = "", element: str = "") -> Line:
    """For every row of a ROWS field, one line per template; places are columns."""
    return Line(f"each.{role}", texts, field=field, when=when or field, element=element)
