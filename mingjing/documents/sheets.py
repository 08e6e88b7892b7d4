"""One version as it is read and printed, and a draft as it would look: what is not written yet stands in marks.

An issued or submitted version is shown from its units, exactly as it was cut; a draft from its form and values. For the
office and the party only: an issued paper carries the party's code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from mingjing.documents import codes, rendering
from mingjing.documents.blocks import blocks
from mingjing.documents.content import FieldError, validate
from mingjing.documents.forms import Form, Type
from mingjing.documents.models import DocumentVersion, State, as_units
from mingjing.documents.showing import Content, Issue

TO_COME = re.compile(r"〔待填：[^〔〕<>&]{1,60}〕")
NO_DAY = "　　　年　　月　　日"
WRITTEN_AS_TYPED = frozenset({Type.TEXT, Type.LONG, Type.PERSON, Type.PARTY, Type.ADDRESS})


def html_of(version: DocumentVersion, organ_name: str) -> str:
    """The version as ``<article class="doc">``, for the office."""
    form, content = _content(version)
    return _marked(rendering.html(form, content, issue_of(version, organ_name)))


def pdf_of(version: DocumentVersion, organ_name: str) -> bytes:
    """The version as PDF/A on A4. A draft says 草稿 at its head. Raises what ``rendering.pdf`` raises."""
    form, content = _content(version)
    return rendering.pdf(form, content, issue_of(version, organ_name))


def preview(form: Form, values: Mapping[str, Any], organ_name: str) -> str:
    """Unfinished values as the paper they will make. Values that are wrong are left out like missing ones."""
    open_form, shown = _open(form, values)
    issue = _draft_issue(form, organ_name, "草稿")
    return _marked(rendering.html(open_form, blocks(open_form, shown), issue))


def issue_of(version: DocumentVersion, organ_name: str) -> Issue:
    """Number, date, organ and the party's code of a version; a draft has only the organ."""
    if version.state != State.FINAL:
        return _draft_issue(version.form, organ_name, "送审稿" if version.text_root else "草稿")
    day = version.issued_on
    return Issue(
        organ_name=organ_name,
        number=version.number,
        date_text=f"{day.year}年{day.month}月{day.day}日" if day else "",
        made_on=day.isoformat() if day else "",
        code=codes.grouped(version.code) if version.code else "",
        code_url=f"{settings.SITE}/p/{version.code}" if version.code else "",
    )


def _draft_issue(form: Form, organ_name: str, tag: str) -> Issue:
    number = "（文号在定稿时编排）" if form.word else ""
    return Issue(organ_name=organ_name, number=number, date_text=NO_DAY if form.layout == "official" else "", tag=tag)


def _content(version: DocumentVersion) -> tuple[Form, Content]:
    if version.text_root:
        return version.form, as_units(version.units.order_by("ord"))
    form, values = _open(version.form, version.values)
    return form, blocks(form, values)


def _open(form: Form, values: Mapping[str, Any]) -> tuple[Form, dict[str, Any]]:
    """The form and values with a mark in place of every required value that is still to come."""
    errors = validate(form, values)
    wrong = {e.field for e in errors if not e.missing and not _written_as_typed(form, e)}
    kept = {name: value for name, value in values.items() if name not in wrong}
    # A row that is begun is shown as far as it goes; only fields that are wholly empty get a mark.
    absent = {e.field for e in errors if e.missing and not kept.get(e.field)}
    fields = []
    for field in form.fields:
        if field.name in absent and field.type is not Type.ROWS:
            kept[field.name] = f"〔待填：{field.label}〕"
            field = replace(field, type=field.type if field.type in WRITTEN_AS_TYPED else Type.TEXT)
        fields.append(field)
    return replace(form, fields=tuple(fields)), kept


def _written_as_typed(form: Form, error: FieldError) -> bool:
    """Whether a wrong value can be shown all the same: plain words, however wrong, print as they are."""
    return any(f.name == error.field and f.type in WRITTEN_AS_TYPED for f in form.fields)


def _marked(html: str) -> str:
    return TO_COME.sub(lambda found: f"<mark>{found.group()}</mark>", html)
