"""Applying for a licence without an account: choose an item, fill one page, upload, keep the query code."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mingjing.counter.pages import context, counter, error
from mingjing.counter.receiving import one
from mingjing.counter.views.tracking import OPENED
from mingjing.documents import codes
from mingjing.law.identifiers import check_id_number, check_uscc
from mingjing.law.kinds import PartyKind
from mingjing.law.licence_items import LicenceItem
from mingjing.procedure import applying
from mingjing.procedure.inputs import licence as inputs
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete

WHO = ("kind", "name", "code", "id_number", "representative", "address", "phone")
TYPED = (*WHO, "organ", "scope", "place", "trade", "agent_name")
# As the page asks them: the summary of errors has the same order.
ORDER = (*WHO, "agent_name", "organ", "trade", "scope", "place", "materials")
RECEIPT = "application-receipt"
SENT = "application-sent"  # what this browser applied for last: words, query code, key of the form


@counter
@require_safe
def items(request: HttpRequest, now: datetime) -> HttpResponse:
    """What one may apply for today, and where."""
    return render(request, "counter/items.html", context(offered=applying.offered(beijing_date(now))))


@counter
def apply(request: HttpRequest, now: datetime, item: str) -> HttpResponse:
    """One page: applicant, what is applied for, materials. A refusal comes back with everything that was typed."""
    on = beijing_date(now)
    found = next(((i, organs) for i, organs in applying.offered(on) if i.code == item), None)
    if found is None:
        return error(request, 404, "没有这个事项", "现在没有机关办理这个事项，请在列表中选择。")
    row, organs = found
    typed = {name: request.POST.get(name, "").strip() for name in TYPED}
    errors: dict[str, str] = {}
    if request.method == "POST":
        done = _received(request, row, organs, typed, errors, now)
        if done is not None:
            request.session[RECEIPT] = {"code": done.code, "phone": typed["phone"], "missing": list(done.missing)}
            request.session[SENT] = [_sent(item, typed), done.code, request.POST.get("request", "")]
            request.session[OPENED] = [done.code, typed["phone"]]
            return redirect(reverse("application_received"))
    errors = {name: errors[name] for name in sorted(errors, key=_place)}
    asked = context(
        item=row, organs=organs, typed=typed, errors=errors, kinds=PartyKind.choices(), trades=_trades(row),
        request_key=request.POST.get("request", "") or secrets.token_hex(16),
        held=_held(row, organs, typed, on),
        materials=[(m, errors.get(f"material_{m.code}", "")) for m in row.materials],
    )  # fmt: skip
    return render(request, "counter/apply.html", asked, status=422 if errors else 200)


@counter
@require_safe
def received(request: HttpRequest, now: datetime) -> HttpResponse:
    """The query code, shown to the browser that applied."""
    receipt = request.session.get(RECEIPT)
    if not receipt:
        return redirect(reverse("track"))
    return render(request, "counter/applied.html", context(receipt=receipt, written=codes.grouped(receipt["code"])))


def _received(
    request: HttpRequest,
    item: LicenceItem,
    organs: list[tuple[str, str]],
    typed: dict[str, str],
    errors: dict[str, str],
    now: datetime,
) -> applying.Receipt | None:
    errors |= _wrong(typed, organs, item) | _again(request, item.code, typed)
    materials = _materials(request, item, errors, now=now)
    refused = any(name.startswith("material_") for name in errors)
    told = applying.wrong(typed["phone"], materials, item)
    errors |= {name: words for name, words in told.items() if not (refused and name == "materials")}
    if errors:
        return None
    applicant: dict[str, Any] = {name: typed[name] for name in WHO}
    applicant |= {name: typed[name].upper() for name in ("code", "id_number")}
    try:
        return applying.apply_for_licence(
            organ_id=typed["organ"], item=item.code, applicant=applicant, scope=typed["scope"], place=typed["place"],
            materials=materials, phone=typed["phone"], request=request.POST.get("request", ""), now=now,
            trade=typed["trade"], agent_name=typed["agent_name"],
        )  # fmt: skip
    except FormIncomplete as refusal:
        errors |= {name.removeprefix("party_"): words for name, words in refusal.errors.items()}
        return None


def _sent(item: str, typed: dict[str, str]) -> list[str]:
    return [item, *(typed[name] for name in TYPED)]


def _again(request: HttpRequest, item: str, typed: dict[str, str]) -> dict[str, str]:
    """Gone back and sent once more: the page has a new key, so the words tell that it is the same application."""
    words, code, key = request.session.get(SENT) or (None, "", "")
    if words != _sent(item, typed) or key == request.POST.get("request", ""):
        return {}
    told = f"同样的申请刚才已经收到，查询码 {codes.grouped(code)}。补交材料请到“查询进展”；另有一处的，改写地点"
    return {"place": told}


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _materials(
    request: HttpRequest, item: LicenceItem, errors: dict[str, str], *, now: datetime
) -> list[dict[str, str]]:
    """What was uploaded, and what the organ already holds of this applicant."""
    found = []
    for material in item.materials:
        name = f"material_{material.code}"
        if number := request.POST.get(f"held_{material.code}", ""):
            found.append({"code": material.code, "held_from": number})
        elif blob := one(request, name, errors, now=now):
            found.append({"code": material.code, "blob": blob})
    return found


def _wrong(typed: dict[str, str], organs: list[tuple[str, str]], item: LicenceItem) -> dict[str, str]:
    errors = {}
    if typed["kind"] not in {k.value for k in PartyKind}:
        errors["kind"] = "选择申请人类别"
    for name, label in (
        ("name", "申请人姓名或者名称"),
        ("address", "住所（住址）"),
        ("scope", "申请的内容"),
        ("place", "从事活动的地点"),
    ):
        if not typed[name]:
            errors[name] = f"填写{label}"
    if typed["organ"] not in dict(organs):
        errors["organ"] = "选择办理机关"
    if typed["kind"] == PartyKind.PERSON:
        problem = check_id_number(typed["id_number"].upper())
        errors |= {"id_number": problem} if problem else {}
    elif typed["kind"]:
        problem = check_uscc(typed["code"].upper())
        errors |= {"code": problem} if problem else {}
    if _trades(item) and not typed["trade"]:
        errors["trade"] = "选择主体业态"
    return errors


def _trades(item: LicenceItem) -> tuple[tuple[str, str], ...]:
    return inputs.TRADE if item.numbering == "JY" else ()


def _held(item: LicenceItem, organs: list[tuple[str, str]], typed: dict[str, str], on: Any) -> dict[str, str]:
    """Asked only once the applicant is known: a stranger is not told what an organ holds of whom."""
    if not (typed["code"] or typed["id_number"]) or typed["organ"] not in dict(organs):
        return {}
    return applying.reusable(organ_id=typed["organ"], item=item.code, applicant=typed, on=on)
