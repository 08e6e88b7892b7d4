"""装备: the bureau sees every organ's allotment rate; an organ keeps its inventory, by hand or from a file."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.catalog.sheets import writing
from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.forms import equipment as forms
from mingjing.desk.views.workplan_tables import XLSX
from mingjing.law.equipment import DEFAULTS, Item, Move, Standing, rate
from mingjing.law.equipment_sheet import EQUIPMENT
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require, roles_for
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.workplan import equipping, inventory
from mingjing.workplan.equipping import Piece

PAGE = 50


@office
@require_safe
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The region by allotment rate; people of an organ go to their own inventory."""
    if not inventory.sets(actor):
        return redirect(address("organ_equipment", organ_id=actor.organ_id))
    context = {"lines": inventory.region(actor, now.date()), "section": "equipment"}
    return render(request, "desk/equipment_region.html", context)


@office
@require_safe
def organ(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    """One organ: what it needs and has, and its pieces."""
    found = inventory.organ_for(actor, organ_id)
    item, standing = request.GET.get("item", ""), request.GET.get("standing", "")
    page = Paginator(inventory.pieces(actor, organ_id, item, standing), PAGE).get_page(request.GET.get("page"))
    allotments = inventory.allotments(found, now.date())
    held, needed = rate(allotments)
    context = {
        "organ": found, "allotments": allotments, "held": held, "needed": needed, "page": page, "section": "equipment",
        "percent": held * 100 // needed if needed else 100, "keeps": inventory.keeps(actor, found),
        "items": Item.choices(), "standings": Standing.choices(), "item": item, "standing": standing,
        "kept": f"item={item}&standing={standing}" if item or standing else "", "sets": inventory.sets(actor),
    }  # fmt: skip
    return render(request, "desk/equipment_organ.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Register one piece of the own organ."""
    require(actor, equipping.KEEP, Scope(actor.organ_id, actor.region_code))
    form = asking.entered(
        request, forms.PIECE, lambda values: equipping.register(actor=actor, piece=Piece(**values), now=now)
    )
    if form.done:
        tell(request, f"已登记 {form.made.number}。")
        return redirect(address("organ_equipment", organ_id=actor.organ_id))
    context = {"fields": form.fields, "errors": asking.summary(form.errors), "organ_id": actor.organ_id}
    return render(request, "desk/equipment_new.html", context, status=form.status)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Bring in a whole inventory from a file: all rows or none, with every wrong row named."""
    require(actor, equipping.KEEP, Scope(actor.organ_id, actor.region_code))
    return attaching.bring_in(
        request, EQUIPMENT, partial(equipping.bring_in, actor=actor, now=now), measure="件",
        back=address("organ_equipment", organ_id=actor.organ_id), template=address("equipment_template"),
    )  # fmt: skip


@office
@require_safe
def template(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The workbook to fill in."""
    headers = {"Content-Disposition": 'attachment; filename="equipment.xlsx"'}
    return HttpResponse(writing.template(EQUIPMENT), content_type=XLSX, headers=headers)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def piece(request: HttpRequest, actor: Actor, now: datetime, equipment_id: str) -> HttpResponse:
    """GET: one piece and its life. POST: one step."""
    row = inventory.piece_for(actor, equipment_id)
    moves, status = inventory.moves_for(actor, row), 200
    errors: dict[str, str] = {}
    chosen = next((m for m in moves if m.value == request.POST.get("step", "")), None)
    people = inventory.holders(row) if Move.ISSUE in moves else []
    fields = {m: forms.step(m, people, inventory.holds_recordings(row)) for m in moves}
    if request.method == "POST":
        if chosen is None:
            if not moves:
                raise NotAllowed(f"装备由{roles_for(equipping.KEEP)}登记")
            raise OutOfDate
        values, errors = asking.read(fields[chosen], request.POST)
        if not errors:
            try:
                equipping.move(
                    actor=actor, equipment_id=row.pk, step=chosen, holder_id=values.get("holder", ""),
                    words=values.get("words", ""), stored=values.get("stored", False), now=now,
                    expected=asking.entry(request.POST),
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors = refusal.errors
            else:
                tell(request, f"已{chosen.label}。")
                return redirect(address("equipment_piece", equipment_id=row.pk))
        fields[chosen], status = asking.shown(fields[chosen], request.POST, errors), 422
    context = {
        "p": row, "history": inventory.history(row), "section": "equipment", "errors": asking.summary(errors),
        "prefix": chosen.value if chosen else "",
        "forms": [{"move": m, "fields": fields[m], "open": m is chosen} for m in moves],
    }  # fmt: skip
    return render(request, "desk/equipment_piece.html", context, status=status)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def standards(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Standards: those that were entered, those that hold by default; entering one."""
    require(actor, equipping.STANDARD, Scope(actor.organ_id, actor.region_code))
    form = asking.entered(
        request, forms.STANDARD, lambda values: equipping.set_standard(actor=actor, now=now, **values)
    )
    if form.done:
        tell(request, "标准已登记，配备率按新标准计算。")
        return redirect(address("equipment_standards"))
    context = {
        "entered": inventory.entered_standards(actor), "defaults": DEFAULTS, "fields": form.fields,
        "section": "equipment", "errors": asking.summary(form.errors),
    }  # fmt: skip
    return render(request, "desk/equipment_standards.html", context, status=form.status)
