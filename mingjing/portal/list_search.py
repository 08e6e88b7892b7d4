"""Search across published lists, by words, kind, region and organ; answered from the public store. No Django."""

from __future__ import annotations

import html
import sqlite3
from urllib.parse import urlencode

from mingjing.disclosure import public_lists
from mingjing.disclosure.public_store import PublicStore, TooSlow

PER_PAGE = 30
QUERY_STEPS = 3000  # thousands of instructions: about a third of a second
LONGEST = 80
EVERY = {"kind": "全部清单", "region": "全部区域", "organ": "全部机关"}
TOO_SLOW = '<div class="empty"><h2>这次查询太慢</h2><p>加上机关或者清单，再试一次。</p></div>'


def answer(store: PublicStore, query: dict[str, str]) -> tuple[str, dict[str, str]]:
    """(status, parts of the shell) for what was asked; whatever was typed is a question, never an error."""
    words = query.get("q", "")[:LONGEST].strip()
    chosen = {name: query.get(name, "")[:40] for name in EVERY}
    after = int(query["after"]) if query.get("after", "").isascii() and query.get("after", "").isdigit() else 0
    status, pager = "200 OK", ""
    try:
        rows = public_lists.search(
            store, words, **chosen, after=min(after, 10**15), limit=PER_PAGE + 1, steps=QUERY_STEPS
        )
        results = "".join(_item(row) for row in rows[:PER_PAGE]) or _nothing(words)
        if len(rows) > PER_PAGE:
            link = urlencode({"q": words, **chosen, "after": rows[PER_PAGE - 1]["id"]})
            pager = f'<p class="results"><a class="btn" href="/lists/search?{html.escape(link)}">后面的项目</a></p>'
    except TooSlow:
        status, results = "503 Service Unavailable", TOO_SLOW
    except sqlite3.OperationalError:  # a store of an earlier version: the worker brings it up to date
        status, results, chosen = "503 Service Unavailable", TOO_SLOW, {}
    options = {f"{name}s": _options(store, name, chosen[name]) for name in chosen}
    return status, {"q": html.escape(words), "results": results, "pager": pager, **options}


def _options(store: PublicStore, name: str, chosen: str) -> str:
    every = [("", EVERY[name]), *public_lists.choices(store, name)]
    return "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}>{html.escape(label)}</option>'
        for value, label in every
    )


def _item(row: dict[str, str]) -> str:
    told = {name: html.escape(str(value)) for name, value in row.items()}
    return (
        f'<article class="item"><h2><a href="{told["page"]}">{told["title"]}</a></h2><p>{told["line"]}</p>'
        f'<div class="meta"><span>{told["organ_name"]}</span><span>{told["label"]}</span>'
        f"<span>第 {told['number']} 版</span></div></article>"
    )


def _nothing(words: str) -> str:
    asked = f"没有找到“{html.escape(words)}”" if words else "还没有公布的项目"
    return (
        f'<div class="empty"><h2>{asked}</h2><p>换一个词，或者去掉机关、清单、区域再查。</p>'
        '<p><a href="/lists">看全部清单</a></p></div>'
    )
