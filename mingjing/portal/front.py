"""Public addresses, answered from the public store before Django is entered. Standard library only.

Bytes never vary by visitor but for ``/theme.css`` (长辈版, by cookie). No sessions, no tokens, no Django.
"""

from __future__ import annotations

import gzip
import html
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from mingjing.disclosure.public_store import PublicStore, TooSlow
from mingjing.portal import list_search

Environ = dict[str, Any]
Start = Callable[..., Any]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = [
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
]
# What other sites of government may show in a frame: nothing there asks for anything.
EMBEDDED = [
    ("Content-Security-Policy", CSP.replace("frame-ancestors 'none'", "frame-ancestors *")),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
]
EMBED = "/embed/"
STORED = ("/decisions/", "/verify", "/log/", "/data/")
EXACT = {
    "/",
    "/search",
    "/officers",
    "/about",
    "/verify",
    "/trust.json",
    "/feed.xml",
    "/theme.css",
    "/theme",
    "/robots.txt",
    "/verify_decision.py",
}
COUNTER = (
    "/p",
    "/apply",
    "/track",
    "/complain",
    "/feedback",
    "/calculate",
    "/card",
    "/circulars",
)  # what the public may do
ELDER = (
    b"html{font-size:20px}:root{--ink-2:#2b3742;--ink-3:#3c4853}.plain-link{display:inline}.elder-link{display:none}"
)
# Acts by their stored name; the portal knows no law (import-linter), a test compares.
KINDS = [
    ("", "全部种类"),
    ("penalty", "行政处罚"),
    ("coercion", "行政强制"),
    ("inspection", "行政检查"),
    ("levy", "行政征收征用"),
    ("licence", "行政许可"),
]
PER_PAGE = 20
QUERY_STEPS = 3000  # thousands of instructions: about a third of a second
HTML = "text/html; charset=utf-8"


class PublicFront:
    """WSGI: what the public store knows is answered here; everything else goes to ``app``."""

    def __init__(self, app: Callable[[Environ, Start], Iterable[bytes]], path: Path) -> None:
        self.app, self.path = app, path
        self.store = PublicStore(path, readonly=True)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        try:
            path = path.encode("latin-1").decode()
        except UnicodeError:
            path = "/_"
        if not (path in EXACT or path.startswith(STORED) or self._foreign(path)):
            return self.app(environ, start)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._send(
                environ, start, "405 Method Not Allowed", HTML, "只能读取。".encode(), [("Allow", "GET, HEAD")]
            )
        if not self.path.exists():
            return self._send(
                environ,
                start,
                "503 Service Unavailable",
                HTML,
                "公示库正在准备，请稍候。".encode(),
                [("Retry-After", "5")],
            )
        query = {k: v[0] for k, v in parse_qs(environ.get("QUERY_STRING", ""), errors="replace").items()}
        if path == "/theme.css":
            return self._theme(environ, start)
        if path == "/theme":
            to = "elder" if query.get("to") == "elder" else "plain"
            headers = [("Location", "/"), ("Set-Cookie", f"theme={to}; Path=/; Max-Age=31536000; SameSite=Strict")]
            return self._send(environ, start, "303 See Other", HTML, b"", headers)
        if path == "/search":
            return self._search(environ, start, query)
        if path == "/lists/search":
            return self._shell(environ, start, "/_shell/lists", *list_search.answer(self.store, query))
        if path == "/verify":
            return self._verify(environ, start, query)
        return self._page(environ, start, path)

    @staticmethod
    def _foreign(path: str) -> bool:
        return not (path in COUNTER or path.startswith(("/office", "/static/", "/api/", *(f"{c}/" for c in COUNTER))))

    def _page(self, environ: Environ, start: Start, path: str) -> Iterable[bytes]:
        page = self.store.page(path) if not path.startswith("/_") else None
        if page is None:
            missing = self.store.page("/_shell/notfound")
            body = gzip.decompress(missing.gz) if missing else "没有这个页面".encode()
            return self._send(environ, start, "404 Not Found", HTML, body)
        tag = f'"{page.etag}"'
        age = "no-cache" if not path.startswith("/log/tile") or ".p/" in path else "public, max-age=31536000, immutable"
        headers = [("ETag", tag), ("Cache-Control", age), ("Vary", "Accept-Encoding")]
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            start("304 Not Modified", [*_safe(path), *headers])
            return [b""]
        if path.endswith(".bundle.json"):
            headers.append(("Content-Disposition", f'attachment; filename="{path.rsplit("/", 1)[1]}"'))
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            return self._send(
                environ, start, "200 OK", page.content_type, page.gz, [*headers, ("Content-Encoding", "gzip")]
            )
        return self._send(environ, start, "200 OK", page.content_type, gzip.decompress(page.gz), headers)

    def _theme(self, environ: Environ, start: Start) -> Iterable[bytes]:
        cookie = SimpleCookie()
        try:
            cookie.load(environ.get("HTTP_COOKIE", ""))
        except Exception:  # a broken cookie is no reason to refuse a style sheet
            cookie = SimpleCookie()
        elder = "theme" in cookie and cookie["theme"].value == "elder"
        headers = [("Cache-Control", "no-cache"), ("Vary", "Cookie")]
        return self._send(environ, start, "200 OK", "text/css; charset=utf-8", ELDER if elder else b"", headers)

    def _search(self, environ: Environ, start: Start, query: dict[str, str]) -> Iterable[bytes]:
        words, organ, year = query.get("q", "")[:80].strip(), query.get("organ", "")[:40], query.get("year", "")[:4]
        kind = query.get("kind", "")[:12]
        before = int(query["before"]) if query.get("before", "").isdigit() and len(query["before"]) < 15 else 0
        status, rows = "200 OK", []
        try:
            rows = self.store.search(
                words, organ=organ, kind=kind, year=year, before=before, limit=PER_PAGE + 1, steps=QUERY_STEPS
            )
            results = "".join(r["snippet"] for r in rows[:PER_PAGE]) or _nothing(words)
        except TooSlow:
            status = "503 Service Unavailable"
            results = '<div class="empty"><h2>这次查询太慢</h2><p>加上机关或者年份，再试一次。</p></div>'
        organs = [("", "全部机关"), *((o, f"{name}（{n}）") for o, name, n in self.store.facets())]
        years = [("", "全部年份"), *((str(y), f"{y} 年") for y in range(2027, 2018, -1))]
        pager = ""
        if len(rows) > PER_PAGE:
            link = urlencode(
                {"q": words, "kind": kind, "organ": organ, "year": year, "before": rows[PER_PAGE - 1]["id"]}
            )
            pager = f'<p class="results"><a class="btn" href="/search?{html.escape(link)}">更早的决定</a></p>'
        return self._shell(
            environ,
            start,
            "/_shell/search",
            status,
            {
                "q": html.escape(words),
                "kinds": _options(KINDS, kind),
                "organs": _options(organs, organ),
                "years": _options(years, year),
                "results": results,
                "pager": pager,
            },
        )

    def _verify(self, environ: Environ, start: Start, query: dict[str, str]) -> Iterable[bytes]:
        code = query.get("code", "").strip()[:80]
        if code:
            for page in (code.lower(), *(r["page"].rsplit("/", 1)[1] for r in self._numbered(code))):
                if self.store.page(f"/verify/{page}"):
                    return self._send(
                        environ, start, "303 See Other", HTML, b"", [("Location", f"/verify/{quote(page)}")]
                    )
        results = ""
        if code:
            results = NOT_FOUND
        return self._shell(environ, start, "/_shell/verify", "200 OK", {"q": html.escape(code), "results": results})

    def _numbered(self, number: str) -> list[dict[str, Any]]:
        try:
            return [r for r in self.store.search(number, limit=5, steps=QUERY_STEPS) if r["number"] == number]
        except TooSlow:
            return []

    def _shell(self, environ: Environ, start: Start, path: str, status: str, parts: dict[str, str]) -> Iterable[bytes]:
        shell = self.store.page(path)
        text = gzip.decompress(shell.gz).decode() if shell else "".join(f"<!--{k}-->" for k in parts)
        for name, value in parts.items():
            text = text.replace(f"<!--{name}-->", value)
        headers = [("Cache-Control", "no-cache")] + ([("Retry-After", "2")] if status.startswith("503") else [])
        return self._send(environ, start, status, HTML, text.encode(), headers)

    @staticmethod
    def _send(
        environ: Environ,
        start: Start,
        status: str,
        kind: str,
        body: bytes,
        headers: list[tuple[str, str]] | None = None,
    ) -> Iterable[bytes]:
        safe = _safe(environ.get("PATH_INFO", "")) if status.startswith("200") else SAFE
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *safe, *(headers or [])])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _safe(path: str) -> list[tuple[str, str]]:
    return EMBEDDED if path.startswith(EMBED) else SAFE


def _options(choices: list[tuple[str, str]], chosen: str) -> str:
    return "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}>{html.escape(label)}</option>'
        for value, label in choices
    )


def _nothing(words: str) -> str:
    asked = f"没有找到“{html.escape(words)}”" if words else "还没有公示的决定"
    return f'<div class="empty"><h2>{asked}</h2>{ANOTHER_WAY}</div>'


NOT_FOUND = (
    '<section class="notice" data-level="red"><span></span><div><h2>没有查到</h2>'
    "<p>公示日志中没有这份决定。核对公示编号或者文号（年份用六角括号〔〕）；仍没有的，请向作出决定的机关查询。</p>"
    "</div></section>"
)
ANOTHER_WAY = (
    '<p>换一个词、去掉机关或者年份再查；文号的年份用六角括号〔〕。</p><p><a href="/search">查看全部决定</a></p>'
)
