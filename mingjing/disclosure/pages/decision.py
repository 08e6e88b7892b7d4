"""The pages of one decision: HTML, open data, PDF, QR code, verification. Everything shown is a disclosed unit
or what the plan publishes.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.utils.safestring import mark_safe

from mingjing.cases.models import Case
from mingjing.disclosure import queries
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import formats, line, proof
from mingjing.disclosure.pages.formats import HTML, JSON, PDF, SVG, Outputs
from mingjing.documents import rendering
from mingjing.documents.forms import Element
from mingjing.documents.showing import BLANK, MASK
from mingjing.law.deadlines import Due
from mingjing.law.kinds import ActKind, DecisionKind, Penalty, UnitClass
from mingjing.law.publicity import WITHHELD_LABELS
from mingjing.procedure.limits import BEIJING, due
from mingjing.procedure.models import Decision, Notice


def outputs(
    publication: Publication, on: date, classes: dict[str, str], *, log_index: int = 0, log_size: int = 0
) -> Outputs:
    """Every address of one decision but its bundle, as it goes out on the day ``on`` under these classes by path."""
    view = _view(publication, on, classes, log_index=log_index, log_size=log_size)
    url = view["url"]
    return {
        url: (HTML, formats.html("public/decision.html", {"d": view})),
        f"{url}.json": (JSON, formats.as_json(_open_data(publication, view))),
        f"{url}.pdf": (PDF, _pdf(publication, classes)),
        f"{url}.qr.svg": (SVG, formats.qr(f"{formats.site()}/verify/{publication.page}")),
        f"/verify/{publication.page}": (
            HTML,
            formats.html("public/verify.html", {"d": proof.verdict(publication, log_index, log_size, view)}),
        ),
    }


def _view(
    publication: Publication, on: date, classes: dict[str, str], *, log_index: int, log_size: int
) -> dict[str, Any]:
    decision, case, organ = publication.decision, publication.case, publication.case.organ
    row = line.row(publication)
    hidden = Counter(k for k in classes.values() if k != UnitClass.PUBLIC)
    penal = case.kind == ActKind.PENALTY
    kinds = "、".join(k.label for k in Penalty if k in decision.penalty_kinds) or DecisionKind(decision.kind).label
    ways = remedies(decision, case)
    return {
        **row,
        "page": publication.page,
        "revision": publication.revision + 1,
        "corrected": publication.revision > 0,
        "title": f"{row['party']}{case.cause}" + ("案" if penal else ""),
        "facts_label": "违法事实" if penal else "事实和理由",
        "field": organ.field,
        "published_on": on.isoformat(),
        "pace": f"决定后第 {row['pace']}公示，时限 {line.limit(publication).amount} 个"
        if row["level"] == "green"
        else row["pace"],
        "organ": organ.name,
        "organ_id": organ.pk,
        "organ_phone": organ.phone,
        "handlers": line.handlers(publication),
        "party_code": row["code"],
        "kinds": kinds,
        "reviewed": bool(decision.review_required),
        "facts": facts_shown(publication, classes),
        "basis": "；".join(dict.fromkeys(c.text for c in case.citations.select_related("statute")))
        or _field(publication, classes, *_named(publication, Element.BASIS))
        or case.power.basis,
        "range": case.statutory_range,
        "remedies": ways,
        "remedy_short": " ".join(w["text"] for w in ways),
        "withheld_text": "依法隐去：" + "，".join(f"{WITHHELD_LABELS[k]} {n} 处" for k, n in sorted(hidden.items()))
        if hidden
        else "没有隐去",
        # Rendered by documents.rendering, which escapes every value; no caller's text reaches this unescaped.
        "full_text": mark_safe(full_text(publication, classes)),  # noqa: S308
        "process": _process(publication, on),
        "text_root": decision.text_root,
        "span_root": publication.span_root,
        "log_index": log_index,
        "log_size": log_size,
    }


def facts_shown(publication: Publication, classes: dict[str, str]) -> str:
    """The facts as the public text has them: of a penalty, the violation in short."""
    short = _field(publication, classes, "violation")
    return short or _field(publication, classes, *_named(publication, Element.FACTS)) or publication.case.cause


def _named(publication: Publication, element: Element) -> tuple[str, ...]:
    """The fields of the decision's form that stand for one of the plan's eight elements."""
    return tuple(f.name for f in publication.decision.version.form.fields if f.element == element)


def _field(publication: Publication, classes: dict[str, str], *names: str) -> str:
    """What the public text shows of template fields, with a word where something is withheld."""
    words = ""
    for unit in queries.units_of(publication):
        if unit.field.split(".")[0] not in names:
            continue
        if classes[unit.path] == UnitClass.PUBLIC:
            words += unit.value
        elif unit.kind == "given_name":
            words += MASK
        elif not words.endswith(BLANK):
            words += BLANK
    return words


def remedies(decision: Decision, case: Case) -> list[dict[str, str]]:
    """Remedies with concrete last days from service; before service the rules (复20、23; 诉46)."""
    day, organ = queries.served_on(decision), case.organ
    if decision.kind == DecisionKind.SUMMARY_PENALTY and day:
        first = due("remedy.reconsideration", day)
        return [
            {
                "label": "先申请行政复议",
                "text": f"在 {_cn(first.rolled)}前（含当日{_soft(first)}），"
                f"应当先向{organ.reconsideration_body}申请行政复议。",
            },
            {
                "label": "再提起行政诉讼",
                "text": f"对复议决定不服的，自收到复议决定书之日起 15 日内，可向{organ.court}提起行政诉讼。",
            },
        ]
    if day is None:
        return [
            {
                "label": "申请行政复议",
                "text": f"决定书尚未送达。自收到决定书之日起 60 日内，可向{organ.reconsideration_body}申请行政复议。",
            },
            {"label": "提起行政诉讼", "text": f"自收到决定书之日起 6 个月内，可向{organ.court}提起行政诉讼。"},
        ]
    first, second = due("remedy.reconsideration", day), due("remedy.litigation", day)
    return [
        {
            "label": "申请行政复议",
            "text": f"在 {_cn(first.rolled)}前（含当日{_soft(first)}），可向{organ.reconsideration_body}申请行政复议。",
        },
        {
            "label": "提起行政诉讼",
            "text": f"在 {_cn(second.rolled)}前（含当日{_soft(second)}），可向{organ.court}提起行政诉讼。",
        },
    ]


def _soft(due_date: Due) -> str:
    return "，暂定" if due_date.provisional else ""


def _cn(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def full_text(publication: Publication, classes: dict[str, str]) -> str:
    """The decision as the public reads it: one article, every withheld run a blank."""
    form = publication.decision.version.form
    return rendering.html(form, queries.units_of(publication), _issue(publication), audience="public", classes=classes)


def _pdf(publication: Publication, classes: dict[str, str]) -> bytes:
    form = publication.decision.version.form
    units = queries.units_of(publication)
    return rendering.pdf(form, units, _issue(publication), audience="public", classes=classes)


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


def _process(publication: Publication, on: date) -> list[dict[str, str]]:
    case, decision = publication.case, publication.decision
    told = Notice.objects.filter(case=case).order_by("-ord").first()
    rows = [
        ("启动", case.opened_at.astimezone(BEIJING).date() if case.filed_on is None else None, ""),
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
        "act",
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
