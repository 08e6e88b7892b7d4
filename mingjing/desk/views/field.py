"""Field work on a phone: one page, one record, brought in once; works on without a connection (mj/field.js)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, cast

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from mingjing.catalog import queries as catalog
from mingjing.desk import asking, field_flows
from mingjing.desk.access import address, office
from mingjing.desk.asking import Asked
from mingjing.desk.field_flows import FLOWS, Flow
from mingjing.desk.views.matters import DETAIL, asked
from mingjing.desk.views.parties import PARTY, party_fields
from mingjing.law.kinds import Stage
from mingjing.law.procedures import CURRENT
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor
from mingjing.procedure import fielding
from mingjing.procedure import queries as procedure
from mingjing.procedure.inputs import INPUTS, MATTERS
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.vault import actions as vault
from mingjing.vault import purposes
from mingjing.vault.sniffing import Refused

PHOTO = purposes.PURPOSES["attachment"]
MOST_PHOTOS = 12
KEPT = (
    "mingjing.css", "app.css", "case.css", "field.css", "app.js", "when.js", "field.js", "icons.svg", "mark.svg",
    "card.css", "card.js", "qrcode.min.js", "rights.css", "rights.js",
)  # fmt: skip
VERSION = CURRENT[FLOWS["spot"].kind, FLOWS["spot"].procedure]
VISITS = (Stage.APPROVED, Stage.INSPECTING)
Section = tuple[str, tuple[Asked, ...]]


@office
@require_safe
def home(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """What one may begin here, the approved visits, and the records this phone has not brought in."""
    visits = procedure.cases_for(actor, kind="inspection", mine=True).filter(stage__in=VISITS)
    powers = catalog.powers(actor.organ_id, now.date(), "penalty")
    return render(request, "desk/field.html", {"visits": visits[:30], "powers": powers, "flow": FLOWS["spot"]})


@office
@require_safe
def spot(request: HttpRequest, actor: Actor, now: datetime, power_id: str) -> HttpResponse:
    """当场处罚 under one power: what the last case under it said is filled in, so that little is typed."""
    power = catalog.powers(actor.organ_id, now.date(), "penalty").filter(pk=power_id).first()
    if power is None:
        raise Http404(power_id)
    flow = FLOWS["spot"]
    sections = [*_opening(actor, power, now), *field_flows.sections(flow, _choices(actor, now))]
    return render(
        request, "desk/field_form.html", {"flow": flow, "sections": sections, "heading": power.name, "power": power.pk}
    )


@office
@require_safe
def visit(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """The record of one approved visit."""
    case = procedure.case_for(actor, case_id)
    flow = FLOWS["visit"]
    if case.kind != flow.kind:
        raise Http404(case_id)
    sections = field_flows.sections(flow, _choices(actor, now))
    context = {"flow": flow, "sections": sections, "heading": case.title, "case": case}
    return render(request, "desk/field_form.html", context)


@office
@require_POST
def sync(request: HttpRequest, actor: Actor, now: datetime, flow: str) -> HttpResponse:
    """Bring one record in. JSON: where the case is, or field → message, or every reason of a refusal."""
    if flow not in FLOWS:
        raise Http404(flow)
    chosen = FLOWS[flow]
    power = request.POST.get("power", "")
    sections: list[Section] = list(field_flows.sections(chosen, _choices(actor, now)))
    if chosen.opens:
        found = catalog.powers(actor.organ_id, now.date(), "penalty").filter(pk=power).first()
        if found is None:
            return JsonResponse({"errors": {"power": "选择职权事项"}}, status=422)
        sections = [*_opening(actor, found, now), *sections]
    values, errors = asking.read([f for _, fields in sections for f in fields], request.POST)
    photos = _files(request, "photos", errors, now)
    for name in [f.name for _, fields in sections for f in fields if f.type in {"signature", "file"}]:
        held = _files(request, name, errors, now)
        values[name] = held[0].pk if held else ""
    errors = {**asking.unfilled([f for _, fields in sections for f in fields], values), **errors}
    if errors:
        return JsonResponse({"errors": errors}, status=422)
    if chosen.opens:
        values["handlers"] = [actor.person_id, values["colleague"]]
    unit = organs.unit_of(actor, actor.organ_id)
    record = fielding.Record(
        key=request.POST.get("key", ""),
        opening=_opened(values, power, now) if chosen.opens else None,
        kind=chosen.kind,
        procedure=chosen.procedure,
        steps=[(step, field_flows.given(step, values)) for step in chosen.steps],
        photos=photos,
        device_at=_moment(request.POST.get("device_at", "")),
        case_id="" if chosen.opens else procedure.case_for(actor, request.POST.get("case", "")).pk,
    )
    try:
        case = fielding.bring_in(actor=actor, unit_id=unit.pk if unit else "", record=record, now=now)
    except FormIncomplete as refusal:
        return JsonResponse({"errors": _under_steps(chosen, refusal.errors)}, status=422)
    except StepRefused as refusal:
        shown = ("label", "message", "article", "cure")
        reasons = [{name: getattr(b, name) for name in shown} for b in refusal.blockers]
        return JsonResponse({"reasons": reasons}, status=409)
    return JsonResponse({"case": case.pk, "href": address("case", case_id=case.pk), "title": case.title})


@office
@require_safe
def token(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """A fresh form token, for a page that was kept on the phone."""
    return JsonResponse({"token": get_token(request), "person": actor.person_id})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: keeps the field pages and their files for times without a connection."""
    files = [staticfiles_storage.url(f"mj/{name}") for name in KEPT]
    text = render_to_string("desk/field_worker.js", {"files": files})
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _choices(actor: Actor, now: datetime) -> dict[str, tuple[tuple[str, str], ...]]:
    people = tuple((p.pk, p.name) for p in organs.officers(actor.organ_id, now.date()))
    return {"officers": people, "handlers": people}


def _opening(actor: Actor, power: Any, now: datetime) -> list[Section]:
    last = procedure.last_under(actor, power.pk)
    cited = {c.role: c for c in last.citations.all()} if last else {}
    laws = tuple((s.pk, s.title) for s in catalog.statutes(now.date()))
    colleagues = tuple((k, v) for k, v in _choices(actor, now)["officers"] if k != actor.person_id)
    law = [
        row
        for role, label in (("violated", "违反的规定"), ("penalty", "处罚依据"))
        for row in (
            Asked(
                f"{role}_statute", label, "choice", True, laws, value=cited[role].statute_id if role in cited else ""
            ),
            Asked(f"{role}_article", f"{label}：条、款、项", value=cited[role].article if role in cited else ""),
        )
    ]
    return [
        ("违法行为", (
            Asked("place", "地点"),
            Asked("cause", "案由", value=last.cause if last else power.name.removeprefix("对").removesuffix("的处罚")),
            Asked("violation", "违法事实", "long", rows=3, value=""),
            *law,
        )),
        ("当事人", party_fields()),
        ("处罚", (
            Asked("warning", "警告", "yes", False),
            Asked("fine", "罚款（元）", "money", False, help="公民 200 元以下、单位 3000 元以下"),
            *(asked(f) for f in MATTERS.get(VERSION, ())),
            Asked("colleague", "另一名执法人员", "person", True, colleagues, value=_partner(last, colleagues)),
        )),
    ]  # fmt: skip


def _partner(last: Any, colleagues: tuple[tuple[str, str], ...]) -> str:
    """With whom the last one was done, else the only colleague there is."""
    offered = [k for k, _ in colleagues]
    with_whom = [h.person_id for h in last.handlers.all() if h.person_id in offered] if last else []
    return (with_whom or offered or [""])[0]


def _opened(values: dict[str, Any], power: str, now: datetime) -> dict[str, Any]:
    fine = values.get("fine") or 0
    party = {n: values.get(f"party_{n}") or "" for n in PARTY}
    party |= {n: party[n].upper() for n in ("code", "id_number")}
    return {
        "power": power, "cause": values["cause"], "source": "inspection", "clue": values["violation"],
        "violation": values["violation"], "facts_found": values["violation"], "place": values["place"],
        "found_on": now.date(), "act_from": now.date(), "act_ended_on": now.date(),
        "penalties": [k for k, on in (("warning", values.get("warning")), ("fine", fine)) if on], "fine": fine,
        "parties": [party], "handlers": values["handlers"],
        "details": {k.removeprefix(DETAIL): v for k, v in values.items() if k.startswith(DETAIL)},
        "citations": [
            {"statute": values[f"{r}_statute"], "article": values[f"{r}_article"], "role": r}
            for r in ("violated", "penalty") if values.get(f"{r}_statute")
        ],
    }  # fmt: skip


def _files(request: HttpRequest, name: str, errors: dict[str, str], now: datetime) -> list[Any]:
    files = request.FILES.getlist(name)
    if len(files) > MOST_PHOTOS:
        errors[name] = f"一次最多 {MOST_PHOTOS} 张照片"
        return []
    kept = []
    for file in files:
        if (file.size or 0) > PHOTO.limit:
            errors[name] = f"照片太大，每张不超过 {PHOTO.limit // 1024**2} MB"
            return []
        try:
            kept.append(vault.keep(cast("BinaryIO", file), now=now))
        except Refused as refusal:
            errors[name] = str(refusal)
            return []
    return kept


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _under_steps(flow: Flow, errors: dict[str, str]) -> dict[str, str]:
    """Errors of a step under the names its fields have on the page."""
    own = {f.name: DETAIL + f.name for f in MATTERS.get(VERSION, ())} if flow.opens else {}
    own |= {"clue": "violation", "facts_found": "violation", "handlers": "colleague"} if flow.opens else {}
    own |= {f.name: f"{step}__{f.name}" for step in flow.steps for f in INPUTS.get(step, ())}
    return {own.get(name, name): words for name, words in errors.items()}
