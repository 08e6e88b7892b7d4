"""Local regulations and rules as rows, one per article (list ``statutes-local``), and the six that come along.

Texts of statutes are not copyrighted (著作权法5). Where the day of force or the text is not certain the row says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingjing.catalog import registers, statutes
from mingjing.catalog.models import Statute
from mingjing.catalog.reading_package import ArticleText, LawText
from mingjing.catalog.registers import Importer, NotUndoable
from mingjing.catalog.roots import articles_root
from mingjing.law import citing
from mingjing.ledger.actions import Act, By

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


def check_file(who: Importer, good: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, str, str]]:
    """What keeps rows of a file out, as (row, column, message): no article number, the same article twice, too many."""
    found, first, seen = [], dict[tuple[str, str], int](), set[tuple[str, str, str]]()
    for number, values in good:
        law = values["title"].strip("《》"), values["effective_from"]
        first.setdefault(law, number)
        try:
            label = _label(values["article"])
        except ValueError as error:
            found.append((number, "article", str(error)))
            continue
        if (*law, label) in seen:
            found.append((number, "article", f"{label}在本文件中重复：删去其中一行"))
        seen.add((*law, label))
    for place, ((title, since), number) in enumerate(first.items()):
        if place >= statutes.PER_ENTRY:
            found.append((number, "title", f"一个文件最多 {statutes.PER_ENTRY} 部法规：分成几个文件导入"))
        held = Statute.objects.filter(title=title, effective_from=since).exclude(articles_root="").first()
        if held and not found and _root_of(title, since, good) != held.articles_root:
            message = f"《{title}》（{since} 起施行）已登记，条文不同：修订的，施行日期填写修订后的施行日期"
            found.append((number, "effective_from", message))
    return found


def _root_of(title: str, since: str, good: list[tuple[int, dict[str, Any]]]) -> str:
    mine = [v for _, v in good if (v["title"].strip("《》"), v["effective_from"]) == (title, since)]
    return articles_root((_label(v["article"]), "", v["text"].strip()) for v in mine)


def register(opened: Act, who: Importer, rows: list[dict[str, Any]], made: list[Any], accounts: list[Any]) -> None:
    """Rows of the list inside the act of an import."""
    made += statutes.record_entered(opened, gathered(rows))


def put_back(opened: Act, made: list[Any]) -> None:
    """Undo an import: new statutes were never in force, ended ones stand again. Articles stay, as all that is entered.

    Raises NotUndoable where articles were filled into a statute that was held without them.
    """
    for _, pk, before in reversed(made):
        statute = Statute.objects.get(pk=pk)
        if before is None:
            statute.title = f"{statute.title[:90]}（导入已撤销 {pk[:8]}）"
            statute.effective_to, statute.end_basis = statute.effective_from - timedelta(days=1), "导入已撤销"
        elif before["articles_root"] != statute.articles_root:
            raise NotUndoable(f"这一批给已登记的《{statute.title}》补入了条文，条文只增不改：有错的，导入修订后的文本")
        else:
            statute.effective_to = _day(before["effective_to"]) if before["effective_to"] else None
            statute.end_basis = before["end_basis"]
        opened.save(statute)


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


registers.REGISTRARS["statutes-local"] = register
registers.FILE_CHECKS["statutes-local"] = check_file
registers.UNDOERS["statutes-local"] = put_back
