"""人员 in the office: organs with their reviewers, the people of one organ, one person, counsel of the region."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.desk.access import address, office, tell
from mingjing.desk.views.people_deeds import offered
from mingjing.law.kinds import Role
from mingjing.organs import people, photos
from mingjing.organs.certificates import Wrong
from mingjing.organs.permissions import Actor
from mingjing.procedure.workload import open_work

PAGE = 50
MOST_UPLOAD = 8 * 1024 * 1024  # before it is stripped


@office
@require_safe
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The bureau and the security administrator see every organ of theirs; heads and unit leads their own people."""
    if not {"J", "C"} & actor.roles:
        return _organ(request, actor, now, actor.organ_id)
    lines = people.region(actor, now.date())
    context = {"lines": lines, "short": sum(1 for line in lines if line.staffing.short)}
    return render(request, "desk/people_region.html", context)


@office
@require_safe
def organ(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    """The people of one organ."""
    return _organ(request, actor, now, organ_id)


def _organ(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    found, on = people.organ_for(actor, organ_id), now.date()
    sought = people.Sought(
        _text(request, "q"), _text(request, "role"), _text(request, "unit"), _text(request, "state"),
        request.GET.get("gone") == "yes",
    )  # fmt: skip
    lines = people.listing(actor, organ_id, sought, on)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    kept = {"q": sought.words, "role": sought.role, "unit": sought.unit, "state": sought.state}
    kept |= {"gone": "yes"} if sought.gone else {}
    context = {
        "organ": found, "page": page, "total": len(lines), "sought": sought, "states": people.STATES,
        "roles": [(r.value, r.label) for r in Role if r.value not in "GK"], "units": people.units(organ_id),
        "kept": urlencode({k: v for k, v in kept.items() if v}), "staffing": people.staffing_of(organ_id, on),
        "imports": bool({"J", "C"} & actor.roles),
    }  # fmt: skip
    return render(request, "desk/people.html", context)


@office
@require_safe
def person(request: HttpRequest, actor: Actor, now: datetime, person_id: str) -> HttpResponse:
    """One person: certificates, roles, qualification, record, what was done, open cases; and what may be done."""
    card = people.card(actor, person_id, now.date())
    able = not card.person.left_on and any(c.valid_on(now.date()) for c, _, _ in card.certificates)
    context = {
        "card": card, "barred": "" if able else "yellow", "p": card.person,
        "load": open_work(actor, person_id, card.person.organ_id or "", now.date()),
        "offered": offered(actor, card.person, now.date()), "lawyer": people.COUNSEL.get(card.person.lawyer, ""),
        "certificates": [
            (c, light, words, offered(actor, card.person, now.date(), c)) for c, light, words in card.certificates
        ],
        "year": now.year, "may_end": people.grants(actor, card.person) is not None and actor.person_id != person_id,
        "photo": photos.shown(card.person), "takes_photo": people.registers(actor, card.person) is not None,
        "events": [(e, card.by.get(e.by_person, "")) for e in card.events],
        "roles": [(g, Role(g.role).label) for g in card.roles],
    }  # fmt: skip
    return render(request, "desk/person.html", context)


@office
def photo(request: HttpRequest, actor: Actor, now: datetime, person_id: str) -> HttpResponse:
    """The photograph of the certificate: chosen, stripped of what the camera wrote beside it, kept."""
    card = people.card(actor, person_id, now.date())
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is not None and (file.size or 0) > MOST_UPLOAD:
                raise Wrong({"file": "照片太大：缩小后再上传（宽 400 像素就够）"})
            photos.set_photo(actor=actor, person=card.person, data=file.read() if file else b"", now=now)
        except Wrong as refused:
            error = refused.errors["file"]
        else:
            tell(request, "照片已登记，亮证和扫码核验时显示。")
            return redirect(address("person", person_id=person_id))
    context = {"p": card.person, "photo": photos.shown(card.person), "error": error}
    return render(request, "desk/person_photo.html", context, status=422 if error else 200)


@office
@require_safe
def counsel(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """法律顾问、公职律师 of the whole region, whom any organ may ask for through the bureau (plan 三(三)1)."""
    words, kind = _text(request, "q"), _text(request, "kind")
    rows = people.counsel(actor, words, kind)
    context = {
        "rows": [(p, people.COUNSEL[p.lawyer]) for p in rows], "words": words, "kind": kind,
        "kinds": list(people.COUNSEL.items()),
    }  # fmt: skip
    return render(request, "desk/counsel.html", context)


def _text(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").replace("\0", "").split())[:80]
