"""Local regulations and rules as rows, one per article (list ``statutes-local``), and the six that come along.

Texts of statutes are not copyrighted (著作权法5). Where the day of force or the text is not certain the row says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mingjing.catalog import statutes
from mingjing.catalog.reading_package import ArticleText, LawText
from mingjing.law import citing
from mingjing.ledger.actions import By

BUNDLED = Path(__file__).with_name("local_rules.csv")
SOURCE = "地方法规规章清单"


class RowsRefused(ValueError):
    """Rows that cannot be one statute. ``errors``: one Chinese line per fault, naming the row."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = errors
        super().__init__("；".join(errors[:10]))


def bundled() -> list[dict[str, str]]:
    """Rows of the six local rules of 河南省 and 三门峡市 that come with the system."""
    with BUNDLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def import_local(*, by: By, rows: Iterable[Mapping[str, Any]], now: datetime, source: str = SOURCE) -> statutes.Report:
    """Enter local rules from rows of the list ``statutes-local`` (see ``law.lists_registered``). Repeatable.

    Rows of one title and day of force are one statute, in their order. Raises RowsRefused: nothing is entered.
    """
    return statutes.enter(by=by, laws=gathered(rows, source), now=now)


def gathered(rows: Iterable[Mapping[str, Any]], source: str = SOURCE) -> list[LawText]:
    """Rows → statutes. Raises RowsRefused naming row, fault and cure."""
    found: dict[tuple[str, date], LawText] = {}
    errors: list[str] = []
    for n, row in enumerate(rows, 1):
        try:
            title, since = str(row["title"]).strip().strip("《》"), _day(row["effective_from"])
            label = _label(str(row["article"]))
        except (KeyError, ValueError, TypeError) as error:
            errors.append(f"第 {n} 行：{error}；写明名称、施行日期和条号")
            continue
        law = found.setdefault((title, since), _law(row, title, since, source))
        if label in {a.label for a in law.articles}:
            errors.append(f"第 {n} 行：《{title}》{label}重复，删去其中一行")
        elif not str(row.get("text") or "").strip():
            errors.append(f"第 {n} 行：《{title}》{label}没有条文，补填条文")
        else:
            law.articles.append(ArticleText(label, "", str(row["text"]).strip()))
    if errors:
        raise RowsRefused(errors)
    return list(found.values())


def _law(row: Mapping[str, Any], title: str, since: date, source: str) -> LawText:
    until = _day(row["effective_to"]) if row.get("effective_to") else None
    return LawText(
        title, str(row.get("issuer") or ""), _level(title, str(row.get("issuer") or "")), since, until, None, [],
        number=str(row.get("number") or ""), mark=str(row.get("mark") or ""), source=source,
    )  # fmt: skip


def _level(title: str, issuer: str) -> str:
    return "地方性法规" if "人民代表大会" in issuer or title.endswith("条例") else "规章"


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"“{value}”不是日期，写作 2019-11-01") from None


def _label(text: str) -> str:
    places = citing.places(text)
    if len(places) != 1:
        raise ValueError(f"“{text}”不是条号，写作 第三十四条")
    return places[0].article
