"""岗位信息公示牌 (plan 三(一)2): one page per organ for the screen at its window, and to be printed as A4 or A3."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.catalog import queries as catalog
from mingjing.catalog.channels import public_channels
from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, SVG, Outputs
from mingjing.disclosure.pages.guides import Guide, guides
from mingjing.law.kinds import ActKind
from mingjing.law.window import DUTIES
from mingjing.organs import queries as organs

if TYPE_CHECKING:
    from mingjing.disclosure.public_store import PublicStore
    from mingjing.organs.models import Organ

MOST_GUIDES, MOST_OFFICERS, MOST_WAYS = 4, 8, 3
PROGRESS = (
    ("track", "许可办理进度", "/track"), ("case", "我的案件", "/p"), ("complain", "投诉举报", "/complain"),
    ("card", "核验执法人员", "/card"),
)  # fmt: skip


def put_boards(shelf: PublicStore, on: date, only: set[str] | None = None) -> None:
    """Write the board of every organ, or of ``only`` these, as it stands on a day."""
    offered = guides(on)
    for organ in organs.public_organs():
        if only is None or organ.pk in only:
            shelf.put_pages(outputs(organ, [g for g in offered if organ.pk in {o.pk for o in g.organs}], on))
    shelf.put_pages({f"/organs/board.{name}.svg": (SVG, _qr(url)) for name, _, url in PROGRESS})


def outputs(organ: Organ, offered: list[Guide], on: date) -> Outputs:
    """The board of one organ, and the QR codes of its guides."""
    shown = offered[:MOST_GUIDES]
    officers = [p for p in organs.public_officers(organ.pk, on) if p["valid"]]
    ways = public_channels(organ, on)
    view: dict[str, Any] = {
        "organ": organ,
        "duties": DUTIES,
        "acts": _acts(organ.pk, on),
        "guides": [g.item for g in shown],
        "more_guides": len(offered) - len(shown),
        "progress": PROGRESS,
        "officers": officers[:MOST_OFFICERS],
        "more_officers": len(officers) - MOST_OFFICERS if len(officers) > MOST_OFFICERS else 0,
        "consult": [w for w in ways if w.kind == "consult"][:MOST_WAYS],
        "complain": [w for w in ways if w.kind == "complain"][:MOST_WAYS],
        "relief": [w for w in ways if w.kind == "relief"][:MOST_WAYS],
        "on": on,
    }
    board = f"/organs/{organ.pk}/board"
    made: Outputs = {board: (HTML, formats.html("public/board.html", view))}
    for guide in shown:
        made[f"/guides/{guide.item.code}.qr.svg"] = (SVG, _qr(f"/guides/{guide.item.code}"))
    return made


def _acts(organ_id: str, on: date) -> list[dict[str, Any]]:
    """How many powers of each act stand on the organ's list."""
    counts = {kind: catalog.powers(organ_id, on, kind).count() for kind in ActKind}
    return [{"label": kind.label, "n": n} for kind, n in counts.items() if n]


def _qr(path: str) -> bytes:
    return formats.qr(f"{formats.site()}{path}")
