"""Pages that gather: home, search, feed, open data with every publication; organs, officers, explanations seldom."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import contents, formats, line
from mingjing.disclosure.pages import organs as organ_pages
from mingjing.disclosure.pages.boards import put_boards
from mingjing.disclosure.pages.discretion import put_discretion
from mingjing.disclosure.pages.flows import put_flows
from mingjing.disclosure.pages.formats import CSV, HTML, JSON, RSS, TEXT
from mingjing.disclosure.pages.guides import put_guides
from mingjing.disclosure.pages.officers import put_officers
from mingjing.disclosure.public_store import PublicStore
from mingjing.law.kinds import ActKind
from mingjing.ledger import sealing
from mingjing.organs import card_key
from mingjing.organs import queries as organs

if TYPE_CHECKING:
    from django.db.models import QuerySet

State = Publication.State
NEWEST, ENDED_SHOWN, FEED = 8, 4, 50
AT_HOME = "home_lists"  # the numbers of 事前公开 that the home page shows


def put_lists(shelf: PublicStore, on: date) -> None:
    """Home, search shell, feed and open data: what changes with every publication."""
    out = list(_out())
    data = [line.row(p) for p in out]
    paces = [row["level"] for row in data]
    ended = _ended()
    every = list(organs.public_organs())
    before = contents.numbers(shelf)
    context = {
        "lists": before,
        "rows": data[:NEWEST],
        "ended": ended[:ENDED_SHOWN],
        "ended_count": len(ended),
        "published": len(paces),
        "acts": _by_act(out),
        "on_time": round(paces.count("green") * 1000 / len(paces)) / 10 if paces else None,
        "organs": len(every),
        "officers": organs.count_officers(on),
        "log_size": sealing.sealed_size("gongshi"),
    }
    shelf.put_pages(
        {
            "/": (HTML, formats.html("public/home.html", context)),
            "/_shell/search": (HTML, formats.html("public/search.html", {})),
            "/_shell/verify": (HTML, formats.html("public/verify.html", {"d": None})),
            "/_shell/notfound": (HTML, formats.html("public/notfound.html", {})),
            "/feed.xml": (RSS, formats.feed(data[:FEED])),
            "/data/decisions.json": (JSON, formats.as_json(data)),
            "/data/decisions.csv": (CSV, formats.as_csv(data)),
        }
    )
    shelf.set_meta(**{AT_HOME: json.dumps(before)})
    organ_pages.put_changed(shelf, organ_pages.figures(out, data), on)
    put_flows(shelf, on)


def home_is_behind(shelf: PublicStore) -> bool:
    """Whether lists were published since the home page was written."""
    return shelf.meta(AT_HOME) != json.dumps(contents.numbers(shelf))


def put_standing(shelf: PublicStore, on: date) -> None:
    """Pages that change seldom: organs and officers, service guides, the explanation, the verifier itself."""
    script = Path(__file__).resolve().parents[3] / "verify_decision.py"
    shelf.put_pages(
        {
            "/about": (HTML, formats.html("public/about.html", {"vkey": sealing.vkey("gongshi")})),
            "/card.vkey": (TEXT, f"{card_key.vkey()}\n".encode()),
            "/verify_decision.py": (TEXT, script.read_bytes()),
            "/verify_draw.py": (TEXT, script.with_name("verify_draw.py").read_bytes()),
            "/verify_list.py": (TEXT, script.with_name("verify_list.py").read_bytes()),
            "/robots.txt": (TEXT, b"User-agent: *\nDisallow: /office/\n"),
        }
    )
    put_officers(shelf, on)
    put_guides(shelf, on)
    put_discretion(shelf, on)
    put_boards(shelf, on)


def _ended() -> list[dict[str, Any]]:
    """What became of corrected and withdrawn pages, each page once, by its last word; the newest first."""
    rows = Publication.objects.filter(state__in=[State.WITHDRAWN, State.CORRECTED]).select_related("decision")
    last = {p.page: p for p in rows.order_by("ended_on", "revision")}
    return [
        {
            "url": f"/decisions/{p.page}",
            "number": p.decision.number,
            "reason": p.note,
            "on": p.ended_on.isoformat() if p.ended_on else "",
            "withdrawn": p.state == State.WITHDRAWN,
        }
        for p in sorted(last.values(), key=lambda p: (p.ended_on or date.min, p.revision), reverse=True)
    ]


def _by_act(out: list[Publication]) -> list[dict[str, Any]]:
    """How many published decisions there are of each act that has any."""
    counts = Counter(p.case.kind for p in out)
    return [{"kind": k.value, "label": k.label, "n": counts[k.value]} for k in ActKind if counts[k.value]]


def _out() -> QuerySet[Publication]:
    rows = Publication.objects.filter(state=State.PUBLISHED)
    return rows.select_related("case", "case__organ", "decision", "decision__party", "decision__version").order_by(
        "-published_at"
    )
