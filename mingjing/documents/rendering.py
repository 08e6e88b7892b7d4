"""One content, two pages: HTML for the screen (office or public), PDF/A for paper. Both show the same words.

HTML uses the classes of the design (``article.doc``), escapes everything and carries no inline style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from mingjing.documents.forms import Form
from mingjing.documents.showing import BLANK, Content, Issue, Run, Shown, shown
from mingjing.documents.typesetting import qr_svg, typeset

__all__ = ["Issue", "html", "pdf"]

REDACTED = f'<span class="redact"><span class="sr">{BLANK}</span>{"　" * 6}</span>'
CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
CODE_FOR = "扫码查看案件进展、缴款、陈述申辩"
UNDATED = [1970, 1, 1]
# A table that may scroll sideways can be reached by keyboard.
SCROLLS = '<div class="scroll" tabindex="0" role="group" aria-label="表格">'


def html(
    form: Form,
    content: Content,
    issue: Issue,
    audience: str = "office",
    classes: Mapping[str, str] | None = None,
    marks: bool = False,
) -> str:
    """The document as one ``<article class="doc">``. ``marks`` wraps every unit that is not public, with its path.

    Raises ValueError when a copy for the public would carry the party's code.
    """
    _no_key_for_all(audience, issue)
    lines = shown(content, audience, classes)
    body = "".join(_parts(lines, marks and audience == "office", issue.signed))
    return f'<article class="doc">{_head(form, issue)}{body}{_foot(form, issue, lines)}</article>'


def pdf(
    form: Form,
    content: Content,
    issue: Issue,
    audience: str = "office",
    classes: Mapping[str, str] | None = None,
) -> bytes:
    """The document as PDF/A-2u on A4 after GB/T 9704-2012. Equal arguments give equal bytes.

    Raises fonts.FontsMissing and typesetting.MissingGlyph, and ValueError when a copy for the public would carry the
    party's code.
    """
    _no_key_for_all(audience, issue)
    return typeset("document.typ", _data(form, shown(content, audience, classes), issue))


def _no_key_for_all(audience: str, issue: Issue) -> None:
    if audience != "office" and (issue.code or issue.code_url):
        raise ValueError("the party's code opens the party's page: it is never printed on a copy for the public")


def _data(form: Form, lines: Sequence[Shown], issue: Issue) -> dict[str, Any]:
    signatures = [{"label": s.label, "dated": s.dated, "signed": issue.signed.get(s.key, "")} for s in form.signatures]
    return {
        "layout": form.layout,
        "outward": form.outward,
        "name": form.title + (f"（{issue.number}）" if issue.number else ""),
        "organ": issue.organ_name,
        "number": issue.number,
        "date": issue.date_text,
        "made": _made(issue),
        "seal": issue.seal_note,
        "tag": issue.tag,
        "qr": qr_svg(issue.qr_url) if issue.qr_url else "",
        "qr-alt": issue.qr_url,
        "code": issue.code,
        "code-alt": f"查询二维码：{issue.code_url}",
        "code-qr": qr_svg(issue.code_url) if issue.code else "",
        "signed": dict(issue.signed),
        "signatures": signatures,
        "widths": {f.name: [c.width for c in f.columns] for f in form.fields if f.columns},
        "blocks": [_block(line) for line in lines],
    }


def _block(line: Shown) -> dict[str, Any]:
    if _tabular(line.role):
        return {"role": line.role, "cells": [_joined(cell) for cell in line.cells]}
    return {"role": line.role, "runs": _joined(line.runs)}


def _joined(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Words on paper need no boundaries but the blanks: fewer, longer runs are set faster."""
    found: list[dict[str, Any]] = []
    for run in runs:
        if not run.hidden and found and not found[-1]["h"]:
            found[-1]["t"] += run.text
        else:
            found.append({"t": run.text, "h": run.hidden})
    return found


def _made(issue: Issue) -> list[int]:
    if match := CHINESE_DAY.search(issue.date_text):
        return [int(part) for part in match.groups()]
    return [int(part) for part in issue.made_on.split("-")] if issue.made_on else UNDATED


def _tabular(role: str) -> bool:
    return role == "row" or role.startswith(("opinion", "th.", "tr."))


def _head(form: Form, issue: Issue) -> str:
    tag = f'<p class="plain small">{escape(issue.tag)}</p>' if issue.tag else ""
    if form.layout == "official" and form.outward:
        number = f'<p class="docno plain">{escape(issue.number)}</p>'
        return f'{tag}<p class="org plain">{escape(issue.organ_name)}</p>{number}'
    return tag + (f'<p class="plain">{escape(issue.number)}</p>' if issue.number else "")


def _parts(lines: Sequence[Shown], marks: bool, signed: Mapping[str, str]) -> Iterator[str]:
    flow = [line for line in lines if line.role != "note"]
    for tabular, group in groupby(flow, key=lambda line: _tabular(line.role)):
        if tabular:
            yield from _tables(list(group), marks, signed)
        else:
            yield from (_paragraph(line, marks) for line in group)


def _paragraph(line: Shown, marks: bool) -> str:
    words = _words(line.runs, marks)
    match line.role:
        case "title":
            return f"<h1>{words}</h1>"
        case "head":
            return f"<h2>{words}</h2>"
        case "plain":
            return f'<p class="plain">{words}</p>'
        case _:
            return f"<p>{words}</p>"


def _tables(lines: Sequence[Shown], marks: bool, signed: Mapping[str, str]) -> Iterator[str]:
    for listed, group in groupby(lines, key=lambda line: line.role.startswith("t")):
        rows = "".join(_row(line, listed, marks, signed) for line in group)
        yield f'{SCROLLS}<table class="table">{rows}</table></div>'


def _row(line: Shown, listed: bool, marks: bool, signed: Mapping[str, str]) -> str:
    cells = [_words(cell, marks) for cell in line.cells]
    if line.role.startswith("th."):
        return "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in cells) + "</tr>"
    if listed:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    if by := signed.get(line.role.removeprefix("opinion.")):
        cells[-1] += f"<br>{escape(by)}"
    span = ' colspan="3"' if len(cells) == 2 else ""
    pairs = (f'<th scope="row">{c}</th>' if n % 2 == 0 else f"<td{span}>{c}</td>" for n, c in enumerate(cells))
    return "<tr>" + "".join(pairs) + "</tr>"


def _words(runs: Sequence[Run], marks: bool) -> str:
    return "".join(_html_run(run, marks) for run in runs)


def _html_run(run: Run, marks: bool) -> str:
    if run.hidden:
        return REDACTED
    words = escape(run.text).replace("\n", "<br>")
    if marks and run.paths and run.klass != "public":
        return f'<mark data-path="{escape(run.paths[0])}" data-class="{escape(run.klass)}">{words}</mark>'
    return words


def _foot(form: Form, issue: Issue, lines: Sequence[Shown]) -> str:
    parts = []
    if form.layout == "official":
        seal = f"<br>{escape(issue.seal_note)}" if issue.seal_note else ""
        parts.append(f'<div class="sign">{escape(issue.organ_name)}<br>{escape(issue.date_text)}{seal}</div>')
    for signature in form.signatures:
        signed = escape(issue.signed.get(signature.key, "")) or "　" * 8
        parts.append(f'<p class="plain">{escape(signature.label)}：{signed}</p>')
    notes = (f'<p class="plain small">{_words(line.runs, False)}</p>' for line in lines if line.role == "note")
    return "".join(parts) + "".join(notes) + _code(issue)


def _code(issue: Issue) -> str:
    if not issue.code:
        return ""
    svg = qr_svg(issue.code_url).replace("<svg ", f'<svg width="64" height="64" role="img" aria-label="{CODE_FOR}" ', 1)
    return f'<div class="party-code"><p class="plain">{CODE_FOR}<br><b>{escape(issue.code)}</b></p>{svg}</div>'
