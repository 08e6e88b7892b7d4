"""What the public store holds: pages rendered once, at publish time, and the log in C2SP form.

Page bytes never vary by visitor. Everything shown comes from disclosed units or from what the plan publishes.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.disclosure import bundle, queries, residue
from mingjing.disclosure.models import Outbox, Publication
from mingjing.disclosure.public_store import PublicStore
from mingjing.documents import queries as documents
from mingjing.documents import rendering
from mingjing.documents.cutting import Unit
from mingjing.documents.models import as_units
from mingjing.law.deadlines import Due
from mingjing.law.kinds import PartyKind, Penalty, UnitClass
from mingjing.law.publicity import WITHHELD_LABELS
from mingjing.ledger import sealing
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.organs import queries as organs
from mingjing.procedure.limits import BEIJING, due
from mingjing.procedure.models import Decision, Notice
from mingjing.tlog import tiles

if TYPE_CHECKING:
    from django.db.models import QuerySet

HTML, JSON, PDF = "text/html; charset=utf-8", "application/json; charset=utf-8", "application/pdf"
SVG, TEXT, RSS, CSV = (
    "image/svg+xml",
    "text/plain; charset=utf-8",
    "application/rss+xml; charset=utf-8",
    "text/csv; charset=utf-8",
)
State = Publication.State
Outputs = dict[str, tuple[str, bytes]]


def store() -> PublicStore:
    """The public store of this home."""
    return PublicStore(settings.HOME / "public.sqlite3")


def check(publication: Publication, on: date) -> None:
    """Render everything as it would go out and scan it. Raises Residue."""
    _scan(publication, _outputs(publication, on, log_index=0, log_size=0))


def put(publication: Publication, box: Outbox, on: date) -> None:
    """Write the pages of one publication, its row, the log and the lists. Idempotent. Raises Residue."""
    size = sealing.seal("gongshi", _approved(publication)).size
    outputs = _outputs(publication, on, log_index=box.public_seq or 0, log_size=size)
    _scan(publication, outputs)
    shelf = store()
    url = f"/decisions/{publication.page}"
    shelf.put_pages({**outputs, f"{url}.bundle.json": (JSON, _bundle(publication, box))})
    shown = _row(publication)
    snippet = render_to_string("public/item.html", {"r": shown})
    shelf.put_item(
        page=url,
        organ=publication.case.organ_id,
        organ_name=publication.case.organ.short_name,
        kind="penalty",
        title=shown["cause"],
        number=shown["number"],
        party=shown["party"],
        decided_on=shown["decided_on"],
        published_on=on.isoformat(),
        snippet=snippet,
        state="published",
        text=" ".join(
            (
                shown["party"],
                shown["code"],
                shown["cause"],
                shown["number"],
                shown["organ"],
                shown["decision"],
                _facts(publication),
            )
        ),
    )
    put_log(shelf)
    put_lists(shelf, on)


def put_ended(publication: Publication, on: date) -> None:
    """Put the tombstone of a corrected or withdrawn publication in place of its page; the address stays."""
    d = _ended(publication)
    url = f"/decisions/{publication.page}"
    shelf = store()
    pages: Outputs = {
        url: (HTML, _html("public/ended.html", {"d": d})),
        f"/verify/{publication.page}": (HTML, _html("public/verify.html", {"d": _verdict(publication)})),
        f"{url}.json": (
            JSON,
            _json(
                {
                    "state": str(publication.state),
                    "number": d["number"],
                    "reason": d["reason"],
                    "ended_on": d["ended_on"],
                }
            ),
        ),
    }
    if publication.state == State.WITHDRAWN:
        pages[f"{url}.pdf"] = (HTML, pages[url][1])
        pages[f"{url}.bundle.json"] = (JSON, pages[f"{url}.json"][1])
    shelf.put_pages(pages)
    old = shelf.item(url)
    if old:
        shown = {**_row(publication), "state": str(publication.state)}
        kept = {
            k: old[k]
            for k in ("page", "organ", "organ_name", "kind", "title", "number", "party", "decided_on", "published_on")
        }
        text = "" if publication.state == State.WITHDRAWN else " ".join((shown["party"], shown["number"]))
        kept_party = {"party": ""} if publication.state == State.WITHDRAWN else {}
        if kept_party:
            shown = {**shown, "party": "", "decision": d["reason"]}
        snippet = render_to_string("public/item.html", {"r": shown})
        shelf.put_item(
            **{**kept, **kept_party}, snippet=snippet, state=str(publication.state), text=f"{text} {old['number']}"
        )
    put_lists(shelf, on)


# --- one decision ---------------------------------------------------------------------------------------------


def _outputs(publication: Publication, on: date, *, log_index: int, log_size: int) -> Outputs:
    view = _view(publication, on, log_index=log_index, log_size=log_size)
    url = view["url"]
    return {
        url: (HTML, _html("public/decision.html", {"d": view})),
        f"{url}.json": (JSON, _json(_open_data(publication, view))),
        f"{url}.pdf": (PDF, _pdf(publication)),
        f"{url}.qr.svg": (SVG, _qr(f"{_site()}/verify/{publication.page}")),
        f"/verify/{publication.page}": (
            HTML,
            _html("public/verify.html", {"d": _verdict(publication, log_index, log_size, view)}),
        ),
    }


def _scan(publication: Publication, outputs: Outputs) -> None:
    version = publication.decision.version
    units = _units(publication)
    case, organ = publication.case, publication.case.organ
    hidden_names = [p.name for p in case.parties.all() if p.kind == PartyKind.PERSON]
    public = [organ.name, organ.phone, organ.address, organ.reconsideration_body, organ.court, version.number]
    public += [n for h in _handlers(publication) for n in (h["name"], h["number"])]
    residue.scan(
        {k: v for k, v in outputs.items() if v[0] != SVG},
        units,
        queries.classes_of(publication),
        names=hidden_names,
        public=public,
    )


def _units(publication: Publication) -> tuple[Unit, ...]:
    return as_units(publication.decision.version.units.order_by("ord"))


def _field(publication: Publication, *names: str) -> str:
    """What the public text shows of template fields."""
    classes = queries.classes_of(publication)
    words = ""
    for unit in _units(publication):
        if unit.field.split(".")[0] in names:
            words += (
                unit.value if classes[unit.path] == UnitClass.PUBLIC else ("某" if unit.kind == "given_name" else "")
            )
    return words


def _facts(publication: Publication) -> str:
    return _field(publication, "violation") or _field(publication, "facts")


def _party(publication: Publication) -> tuple[str, str]:
    """(name as published, credit code as published): a natural person is a surname with 某."""
    party = publication.decision.party
    if party.kind == PartyKind.PERSON:
        return party.name[:1] + "某", ""
    return party.name, party.code


def _decision_words(decision: Decision, case: Case) -> str:
    parts = []
    if decision.kind == "no_penalty":
        return "不予行政处罚"
    for kind in Penalty:
        if kind not in decision.penalty_kinds:
            continue
        if kind is Penalty.FINE:
            parts.append(f"罚款 {decision.fine // 100:,} 元")
        elif kind is Penalty.CONFISCATE_INCOME:
            parts.append(f"没收违法所得 {case.confiscated_income // 100:,} 元")
        elif kind is Penalty.SUSPEND_BUSINESS and case.other_penalty:
            parts.append(case.other_penalty)
        else:
            parts.append(kind.label)
    return "，".join(parts)


def _handlers(publication: Publication) -> list[dict[str, str]]:
    on = publication.decision.decided_on
    rows = publication.case.handlers.filter(since__lte=on, recused=False).select_related("person", "certificate")
    return [{"name": h.person.name, "number": h.certificate.number} for h in rows if h.until is None or h.until >= on]


def _pace(publication: Publication) -> tuple[str, str]:
    """How many working days publication took, against seven (plan 三(一)3)."""
    decided, out = (
        publication.decision.decided_on,
        (publication.approved_at or publication.prepared_at).astimezone(BEIJING).date(),
    )
    took = clocks.calendar().between(decided, out)
    late = out > due("publish.penalty", decided).rolled
    return ("red", f"{took} 个工作日，超期") if late else ("green", f"{took} 个工作日")


def _row(publication: Publication) -> dict[str, Any]:
    decision, case = publication.decision, publication.case
    name, code = _party(publication)
    level, pace = _pace(publication)
    return {
        "url": f"/decisions/{publication.page}",
        "cause": case.cause,
        "party": name,
        "code": code,
        "number": decision.number,
        "decision": _decision_words(decision, case),
        "organ": case.organ.short_name,
        "decided_on": decision.decided_on.isoformat(),
        "level": level,
        "pace": pace,
        "state": str(publication.state),
    }


def remedies(decision: Decision, case: Case) -> list[dict[str, str]]:
    """Remedies with concrete last days from service; before service the rules (复20、23; 诉46)."""
    day, organ = queries.served_on(decision), case.organ
    if day is None:
        return [
            {
                "label": "申请行政复议",
                "text": f"决定书尚未送达。自收到决定书之日起 60 日内，可向{organ.reconsideration_body}申请。",
            },
            {"label": "提起行政诉讼", "text": f"自收到决定书之日起 6 个月内，可向{organ.court}提起。"},
        ]
    first, second = due("remedy.reconsideration", day), due("remedy.litigation", day)
    return [
        {
            "label": "申请行政复议",
            "text": f"在 {_cn(first.rolled)}前（含当日{_soft(first)}），可向{organ.reconsideration_body}申请。",
        },
        {
            "label": "提起行政诉讼",
            "text": f"在 {_cn(second.rolled)}前（含当日{_soft(second)}），可向{organ.court}提起。",
        },
    ]


def _soft(due_date: Due) -> str:
    return "，暂定" if due_date.provisional else ""


def _cn(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _view(publication: Publication, on: date, *, log_index: int, log_size: int) -> dict[str, Any]:
    decision, case, organ = publication.decision, publication.case, publication.case.organ
    row = _row(publication)
    classes = queries.classes_of(publication)
    hidden = Counter(k for k in classes.values() if k != UnitClass.PUBLIC)
    kinds = "、".join(k.label for k in Penalty if k in decision.penalty_kinds) or "不予处罚"
    ways = remedies(decision, case)
    return {
        **row,
        "page": publication.page,
        "revision": publication.revision + 1,
        "corrected": publication.revision > 0,
        "title": f"{row['party']}{case.cause}案",
        "field": organ.field,
        "published_on": on.isoformat(),
        "pace": f"决定后第 {row['pace']}公示，时限 7 个" if row["level"] == "green" else row["pace"],
        "organ": organ.name,
        "organ_id": organ.pk,
        "organ_phone": organ.phone,
        "handlers": _handlers(publication),
        "party_code": row["code"],
        "kinds": kinds,
        "facts": _facts(publication),
        "basis": "；".join(dict.fromkeys(c.text for c in case.citations.select_related("statute"))),
        "range": case.statutory_range,
        "remedies": ways,
        "remedy_short": " ".join(w["text"] for w in ways),
        "withheld_text": "依法隐去：" + "，".join(f"{WITHHELD_LABELS[k]} {n} 处" for k, n in sorted(hidden.items()))
        if hidden
        else "没有隐去",
        # Rendered by documents.rendering, which escapes every value; no caller's text reaches this unescaped.
        "full_text": mark_safe(_full_text(publication, classes)),  # noqa: S308
        "process": _process(publication, on),
        "text_root": decision.text_root,
        "span_root": publication.span_root,
        "log_index": log_index,
        "log_size": log_size,
    }


def _issue(publication: Publication) -> rendering.Issue:
    decision = publication.decision
    day = decision.decided_on
    return rendering.Issue(
        organ_name=publication.case.organ.name,
        number=decision.number,
        date_text=f"{day.year}年{day.month}月{day.day}日",
        seal_note="（印章）",
        tag="公开件",
    )


def _full_text(publication: Publication, classes: dict[str, str]) -> str:
    form = publication.decision.version.form
    return rendering.html(form, _units(publication), _issue(publication), audience="public", classes=classes)


def _pdf(publication: Publication) -> bytes:
    form = publication.decision.version.form
    return rendering.pdf(
        form, _units(publication), _issue(publication), audience="public", classes=queries.classes_of(publication)
    )


def _process(publication: Publication, on: date) -> list[dict[str, str]]:
    case, decision = publication.case, publication.decision
    told = Notice.objects.filter(case=case).order_by("-ord").first()
    rows = [
        ("立案", case.filed_on, ""),
        ("调查终结", case.concluded_on, "两名执法人员"),
        ("告知陈述申辩权", told.given_on if told else None, "并告知听证权" if told and told.hearing_told else ""),
        (
            "法制审核通过",
            decision.review.given_at.astimezone(BEIJING).date() if decision.review else None,
            f"第 {decision.review.round} 轮" if decision.review else "",
        ),
        ("作出决定", decision.decided_on, ""),
        ("送达", queries.served_on(decision), ""),
        ("公示", on, ""),
    ]
    dated = [(label, day, note) for label, day, note in rows if day]
    return [
        {"label": label, "on": day.isoformat(), "note": note} for label, day, note in sorted(dated, key=lambda r: r[1])
    ]


def _open_data(publication: Publication, view: dict[str, Any]) -> dict[str, Any]:
    keys = (
        "page",
        "number",
        "organ",
        "party",
        "party_code",
        "kinds",
        "facts",
        "basis",
        "decision",
        "decided_on",
        "published_on",
        "text_root",
        "span_root",
    )
    return {k: view[k] for k in keys} | {
        "handlers": [f"{h['name']}（{h['number']}）" for h in view["handlers"]],
        "remedies": [w["text"] for w in view["remedies"]],
        "state": "published",
    }


def _bundle(publication: Publication, box: Outbox) -> bytes:
    decision = publication.decision
    version = decision.version
    assert box.anchor_seq is not None and box.public_seq is not None  # drained in order: both entries stand
    inner = json.loads(bytes(GongshiEntry.objects.get(pk=box.anchor_seq).body))["data"]["note"]
    in_size = int(inner.split("\n")[1])
    out = sealing.seal("gongshi", _approved(publication))
    approved = AnjuanEntry.objects.filter(case=publication.case_id, type="publish.approved", seq__lt=in_size).latest(
        "seq"
    )
    review_seq = decision.review.ledger_id if decision.review else decision.ledger_id
    classes = queries.classes_of(publication)
    return bundle.assemble(
        anjuan=(inner, [_proven("anjuan", s, in_size) for s in sorted({review_seq, decision.ledger_id, approved.seq})]),
        gongshi=(out.note, [_proven("gongshi", s, out.size) for s in sorted({box.anchor_seq, box.public_seq})]),
        units=_units(publication),
        salts=documents.salts_of(None, version),  # type: ignore[arg-type]
        commitments=dict(documents.committed_of(None, version)),  # type: ignore[arg-type]
        classes=classes,
        issue={
            "organ": publication.case.organ.name,
            "number": decision.number,
            "date": decision.decided_on.isoformat(),
        },
    )


def _proven(log: str, seq: int, size: int) -> bundle.Proven:
    model = AnjuanEntry if log == "anjuan" else GongshiEntry
    return bundle.Proven(seq, bytes(model.objects.get(pk=seq).body), sealing.prove(log, seq, size))


def _ended(publication: Publication) -> dict[str, Any]:
    return {
        "number": publication.decision.number,
        "organ": publication.case.organ.name,
        "decided_on": publication.decision.decided_on.isoformat(),
        "published_on": _day(publication.published_at),
        "ended_on": publication.ended_on.isoformat() if publication.ended_on else "",
        "reason": publication.note,
        "state": publication.get_state_display(),
    }


def _verdict(
    publication: Publication, log_index: int = 0, log_size: int = 0, view: dict[str, Any] | None = None
) -> dict[str, Any]:
    ended = publication.state in {State.WITHDRAWN, State.CORRECTED}
    box = Outbox.objects.filter(pk=publication.pk).first()
    return {
        "bad": ended,
        "state": f"{publication.get_state_display()}：{publication.note}" if ended else "有效，公示后未被改动",
        "organ": publication.case.organ.name,
        "number": publication.decision.number,
        "decided_on": publication.decision.decided_on.isoformat(),
        "page": publication.page,
        "text_root": publication.decision.text_root,
        "span_root": publication.span_root,
        "log_index": log_index or (box.public_seq if box else 0),
        "log_size": log_size or sealing.sealed_size("gongshi"),
        "remedy_short": view["remedy_short"] if view else "",
    }


# --- lists, log -------------------------------------------------------------------------------------------------


def put_log(shelf: PublicStore | None = None) -> None:
    """Checkpoint, hash tiles and entry bundles of the public log, as C2SP tlog-tiles wants them under ``/log/``."""
    shelf = shelf or store()
    size = sealing.sealed_size("gongshi")
    if not size:
        return
    old = int(shelf.meta("log_size") or 0)
    if old > size:
        old = 0
    levels = sealing.levels("gongshi")
    pages: Outputs = {}
    for tile in tiles.new_tiles(old, size):
        pages[f"/log/{tile.path}"] = ("application/octet-stream", tiles.tile_data(tile, levels.node))
    for part in tiles.new_bundles(old, size):
        first = part.index * tiles.WIDTH
        rows = GongshiEntry.objects.filter(seq__gte=first, seq__lt=first + part.width).order_by("seq")
        bodies = [bytes(b) for b in rows.values_list("body", flat=True)]
        pages[f"/log/{part.path}"] = ("application/octet-stream", tiles.encode_entries(bodies))
    pages["/log/checkpoint"] = (TEXT, sealing.checkpoint("gongshi").encode())
    pages["/trust.json"] = (JSON, bundle.trust(anjuan=sealing.vkey("anjuan"), gongshi=sealing.vkey("gongshi")))
    shelf.put_pages(pages)
    shelf.set_meta(log_size=str(size))


def put_lists(shelf: PublicStore, on: date) -> None:
    """Home, search shell, feed and open data: what changes with every publication."""
    recent = [_row(p) for p in _out()[:8]]
    out = Publication.objects.filter(state=State.PUBLISHED).select_related("decision")
    paces = [_pace(p)[0] for p in out]
    ended = [
        {
            "url": f"/decisions/{p.page}",
            "number": p.decision.number,
            "reason": p.note,
            "on": p.ended_on.isoformat() if p.ended_on else "",
            "withdrawn": p.state == State.WITHDRAWN,
        }
        for p in Publication.objects.filter(state__in=[State.WITHDRAWN, State.CORRECTED])
        .select_related("decision")
        .order_by("-ended_on")[:4]
    ]
    every = list(organs.public_organs())
    context = {
        "rows": recent,
        "ended": ended,
        "published": len(paces),
        "on_time": round(paces.count("green") * 1000 / len(paces)) / 10 if paces else None,
        "organs": len(every),
        "officers": organs.count_officers(on),
        "log_size": sealing.sealed_size("gongshi"),
    }
    data = [_row(p) for p in _out()]
    shelf.put_pages(
        {
            "/": (HTML, _html("public/home.html", context)),
            "/_shell/search": (HTML, _html("public/search.html", {})),
            "/_shell/verify": (HTML, _html("public/verify.html", {"d": None})),
            "/_shell/notfound": (HTML, _html("public/notfound.html", {})),
            "/feed.xml": (RSS, _feed(data[:50])),
            "/data/decisions.json": (JSON, _json(data)),
            "/data/decisions.csv": (CSV, _csv(data)),
        }
    )


def put_standing(shelf: PublicStore, on: date) -> None:
    """Pages that change seldom: organs and officers, the explanation, the verifier itself."""
    every = [
        {
            "id": o.pk,
            "name": o.name,
            "region": o.region.name,
            "field": o.field,
            "address": o.address,
            "phone": o.phone,
            "reconsideration_body": o.reconsideration_body,
            "officers": organs.public_officers(o.pk, on),
        }
        for o in organs.public_organs()
    ]
    script = Path(__file__).resolve().parents[2] / "verify_decision.py"
    shelf.put_pages(
        {
            "/officers": (HTML, _html("public/officers.html", {"organs": every})),
            "/about": (HTML, _html("public/about.html", {"vkey": sealing.vkey("gongshi")})),
            "/verify_decision.py": (TEXT, script.read_bytes()),
            "/robots.txt": (TEXT, b"User-agent: *\nDisallow: /office/\n"),
        }
    )


def rebuild(now: datetime) -> int:
    """Make the public store anew from database and ledger. Returns how many decisions it holds."""
    on = now.astimezone(BEIJING).date()
    path = settings.HOME / "public.sqlite3"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    sealing.seal("anjuan", now)
    sealing.seal("gongshi", now)
    shelf = store()
    count = 0
    everything = Publication.objects.select_related(
        "case", "case__organ", "decision", "decision__version", "decision__party", "decision__review"
    )
    for publication in everything.exclude(published_at=None).order_by("published_at"):
        box = Outbox.objects.get(pk=publication.pk)
        if publication.state == State.PUBLISHED or publication.state in {State.WITHDRAWN, State.CORRECTED}:
            put(publication, box, (publication.published_at or now).astimezone(BEIJING).date())
            if publication.state != State.PUBLISHED:
                put_ended(publication, on)
            count += 1
    put_log(shelf)
    put_standing(shelf, on)
    put_lists(shelf, on)
    return count


def _out() -> QuerySet[Publication]:
    rows = Publication.objects.filter(state=State.PUBLISHED)
    return rows.select_related("case", "case__organ", "decision", "decision__party").order_by("-published_at")


def _html(template: str, context: dict[str, Any]) -> bytes:
    return render_to_string(template, {**context, "demo": settings.DEMO}).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """UTF-8 with BOM; a cell that a spreadsheet would run is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    keys = ("number", "organ", "party", "code", "cause", "decision", "decided_on", "url")
    writer.writerow(("文号", "机关", "当事人", "统一社会信用代码", "案由", "决定", "决定日期", "地址"))
    writer.writerows([("'" + v if v[:1] in "=+-@\t\r＝＋－＠" else v) for v in (str(r[k]) for k in keys)] for r in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _feed(rows: list[dict[str, Any]]) -> bytes:
    site = _site()
    items = "".join(
        f"<item><title>{escape(r['party'] + r['cause'])}</title><link>{site}{r['url']}</link>"
        f"<guid>{site}{r['url']}</guid>"
        f"<description>{escape(r['decision'] + '（' + r['organ'] + '）')}</description></item>"
        for r in rows
    )
    head = f"<title>三门峡市行政执法决定</title><link>{site}/</link><description>最新公示的行政执法决定</description>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def _qr(url: str) -> bytes:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", scale=4, border=1, xmldecl=False)
    return out.getvalue()


def _site() -> str:
    return str(settings.SITE)


def _approved(publication: Publication) -> datetime:
    if publication.approved_at is None:
        raise ValueError("没有批准的公示不能发布")
    return publication.approved_at


def _day(at: datetime | None) -> str:
    return at.astimezone(BEIJING).date().isoformat() if at else ""
