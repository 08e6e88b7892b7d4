"""The public pages that say how things are now, as text: what may go stale when law, organs or people change."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from mingjing.disclosure.pages.shelf import store

# Pages of decisions, draws and the log stand as they were made; the home page and the feed only gather them.
RECORDS = ("/decisions/", "/verify/", "/draws/", "/log/", "/data/", "/_shell/", "/feed")
TAG = re.compile(r"<[^>]*>")


def pages() -> Iterator[tuple[str, str]]:
    """(path, text) of lists, guides, flow charts, people."""
    shelf = store()
    for path in shelf.paths():
        if path == "/" or path.startswith(RECORDS):
            continue
        page = shelf.page(path)
        if page and page.content_type.startswith("text/html"):
            yield path, TAG.sub("", gzip.decompress(page.gz).decode("utf-8"))
