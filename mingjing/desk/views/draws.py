"""双随机 in the office: the draws of the organ; a new one, committed, run, redrawn; its visits opened."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render

from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.disclosure import draws as public
from mingjing.law.draw import WEIGHTS, Bias, Conflict, Excluded, Exclusion, weights
from mingjing.law.kinds import Stage
from mingjing.organs.permissions import Actor, may, roles_for
from mingjing.procedure import drawing, drawn
from mingjing.procedure import queries as procedure
from mingjing.procedure.drawing import POWER, Wish
from mingjing.procedure.drawn import Choice, Drawn
from mingjing.procedure.refusals import FormIncomplete

NAMES = {"credit-risk": "按信用风险分级加权", "even": "不加权"}


@office
def draws(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Every draw of the organ, the newest first; the items that can be drawn."""
    rows = [
        {"draw": d, "href": address("draw", draw_id=d.pk), "counts": drawn.counts(d)} for d in drawn.draws_for(actor)
    ]
    context = {
        "rows": rows,
        "new": address("draw_new") if _may(actor) else "",
        "whose": roles_for(POWER),
        "items": list(catalog.random_items(actor.organ_id, now.date())),
    }
    return render(request, "desk/draws.html", context)


@office
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Choose an item, see its pools and weights, commit. A second tap finds the draw that stands."""
    items = list(catalog.random_items(actor.organ_id, now.date()))
    wanted = request.POST.get("item") or request.GET.get("item") or (items[0].pk if len(items) == 1 else "")
    item = next((i for i in items if i.pk == wanted), None)
    context: dict[str, Any] = {"items": items, "item": item, "allowed": _may(actor), "whose": roles_for(POWER)}
    if item is None:
        return render(request, "desk/draw_new.html", context)
    rule = request.POST.get("rule") or request.GET.get("rule") or "credit-risk"
    pool = _pool(actor, item, rule, now.date())
    context |= pool
    fields, status = _fields(pool), 200
    if request.method == "POST" and "commit" in request.POST:
        values, errors = asking.read(fields, request.POST)
        if not errors:
            try:
                wish = _wish(values, rule, pool)
                made = public.commit(actor=actor, item_id=item.pk, wish=wish, key=request.POST.get("key", ""), now=now)
            except FormIncomplete as refusal:
                errors = refusal.errors
            else:
                tell(request, f"{made.number} 的名录库已登记在公示日志第 {made.entry} 条并公布，可以抽取。")
                return redirect(address("draw", draw_id=made.pk))
        fields, status = asking.shown(fields, request.POST, errors), 422
        context["errors"] = asking.summary(errors)
    context |= {"fields": fields, "rule": rule, "key": request.POST.get("key") or secrets.token_hex(12)}
    return render(request, "desk/draw_new.html", context, status=status)


def _pool(actor: Actor, item: Any, rule: str, on: date) -> dict[str, Any]:
    """Both pools as they would be committed, the weights beside the counts, targets that another draw holds."""
    try:
        targets = drawing.targets_of(item, on)
    except FormIncomplete as refusal:
        return {"problem": next(iter(refusal.errors.values())), "targets": [], "officers": [], "others": {}}
    table = weights(rule if rule in NAMES else "credit-risk", on)
    whole = sum(table.levels[t.risk] for t in targets if t.risk in table.levels) or 1
    levels = [
        {"level": k, "n": n, "weight": w, "share": round(100 * n * w / whole, 1)}
        for k, w in sorted(table.levels.items())
        if (n := sum(t.risk == k for t in targets))
    ]
    others = drawn.others_of(actor.organ_id, targets, on)
    return {
        "targets": targets, "officers": drawing.officers_of(actor.organ_id, on), "levels": levels, "table": table,
        "tables": [(w.rule_id, NAMES.get(w.rule_id, w.table_id)) for w in WEIGHTS],
        "others": {t.id: (t, others[t.id]) for t in targets if t.id in others},
    }  # fmt: skip


def _fields(pool: dict[str, Any]) -> list[Asked]:
    held = tuple(
        (pk, f"{t.name or t.id}：{'、'.join(f'{o.organ} {o.number}（{o.on}）' for o in others)}")
        for pk, (t, others) in pool["others"].items()
    )
    return [
        Asked("number", "抽取对象数", "number", False, help="对象数与比例只填一样"),
        Asked("percent", "或者抽取比例（%）", "number", False, help="按名录库全部对象计算，不足一个的进一"),
        Asked("officers", "每个对象的检查人员数", "number", value="2", help="不少于两名"),
        *([Asked("held", "本年已在其他抽取中抽中、这次不抽的对象", "choices", False, held, value=[])] if held else []),
        Asked("ceased", "不抽的其他对象", "rows", False, columns=(("target", "对象编号"), ("why", "理由")), rows=2,
              help="理由只能写：注销、停业；全覆盖检查"),
        Asked("conflicts", "事先回避", "rows", False, rows=2,
              columns=(("target", "对象编号"), ("officer", "执法证号"), ("why", "理由")),
              help="理由只能写：近亲属；利害关系；可能影响公正"),
    ]  # fmt: skip


WORDS = {"近亲属": Bias.KIN, "利害关系": Bias.INTEREST, "可能影响公正": Bias.FAIRNESS}
LEAVING = {"注销": Exclusion.CEASED, "停业": Exclusion.CEASED, "全覆盖检查": Exclusion.COVERED}


def _wish(values: dict[str, Any], rule: str, pool: dict[str, Any]) -> Wish:
    """What was typed as a request. Raises FormIncomplete."""
    errors = {}
    number, percent = values.get("number") or 0, values.get("percent") or 0
    if bool(number) == bool(percent):
        errors["number"] = "填写抽取对象数或者抽取比例，只填一样"
    held = [t for t in values.get("held") or [] if t in pool["others"]]
    excludes = [Excluded(t, Exclusion.DRAWN.value, pool["others"][t][1][0].draw) for t in held]
    for row in values["ceased"]:
        if row.get("why") not in LEAVING or not row.get("target"):
            errors["ceased"] = f"{row.get('target', '')} 的理由只能写：{'、'.join(LEAVING)}"
        else:
            excludes.append(Excluded(row["target"], LEAVING[row["why"]].value))
    conflicts = []
    for row in values["conflicts"]:
        if row.get("why") not in WORDS or not row.get("officer") or not row.get("target"):
            errors["conflicts"] = f"{row.get('target', '')} 写明执法证号，理由只能写：{'、'.join(WORDS)}"
        else:
            conflicts.append(Conflict(row["target"], row["officer"], WORDS[row["why"]].value))
    if errors:
        raise FormIncomplete(errors)
    return Wish(
        rule=rule if rule in NAMES else "credit-risk", number=number, ratio=(percent, 100) if percent else None,
        officers=values["officers"] or 0, excludes=tuple(excludes), conflicts=tuple(conflicts),
    )  # fmt: skip


@office
def draw(request: HttpRequest, actor: Actor, now: datetime, draw_id: str) -> HttpResponse:
    """One draw: where it stands, its result, who inspects whom, and what may be done now."""
    return render(request, "desk/draw.html", _context(actor, draw_id, now))


@office
def act(request: HttpRequest, actor: Actor, now: datetime, draw_id: str, deed: str) -> HttpResponse:
    """Seal, run, redraw or open the visits; what is refused comes back with what was typed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if deed not in DEEDS:
        raise Http404(deed)
    drawn.draw_for(actor, draw_id)
    try:
        words = DEEDS[deed](actor, draw_id, request.POST, now)
    except FormIncomplete as refusal:
        context = _context(actor, draw_id, now, request.POST, refusal.errors)
        return render(request, "desk/draw.html", context, status=422)
    tell(request, words)
    return redirect(address("draw", draw_id=draw_id))


def _seal(actor: Actor, draw_id: str, posted: QueryDict, now: datetime) -> str:
    public.show(draw_id, now)
    return "名录库的登记已经封存，可以抽取。"


def _run(actor: Actor, draw_id: str, posted: QueryDict, now: datetime) -> str:
    made = public.run(actor=actor, draw_id=draw_id, now=now)
    return f"已抽取 {drawn.counts(made)['drawn']} 个对象，结果已公布。"


def _redraw(actor: Actor, draw_id: str, posted: QueryDict, now: datetime) -> str:
    public.redraw(
        actor=actor, draw_id=draw_id, target=posted.get("target", ""), officer=posted.get("officer", ""),
        reason=posted.get("reason", ""), now=now,
    )  # fmt: skip
    return "已重新抽派检查人员，结果已公布。"


def _open(actor: Actor, draw_id: str, posted: QueryDict, now: datetime) -> str:
    values, errors = asking.read(OPENING, posted)
    for field in OPENING:
        if field.required and not values.get(field.name) and field.name not in errors:
            errors[field.name] = f"填写{field.label}"
    if values.get("notice") == "unannounced" and not values.get("unannounced_reason"):
        errors["unannounced_reason"] = "不事先通知的，写明理由"
    if errors:
        raise FormIncomplete(errors)
    choices = {
        name.removeprefix("do_"): Choice(
            value.split(":")[0], posted.get(f"why_{name.removeprefix('do_')}", ""), value.partition(":")[2]
        )
        for name, value in posted.items()
        if name.startswith("do_") and isinstance(value, str)
    }
    made = drawn.open_visits(actor=actor, draw_id=draw_id, choices=choices, now=now, **values)
    return f"已启动 {len(made)} 次检查，送负责人批准。"


DEEDS = {"seal": _seal, "run": _run, "redraw": _redraw, "open": _open}
OPENING = (
    Asked("planned_from", "检查开始日期", "date"),
    Asked("planned_to", "检查截止日期", "date"),
    Asked("notice", "通知方式", "choice", True, (("given", "事先通知"), ("unannounced", "不事先通知"))),
    Asked("unannounced_reason", "不事先通知的理由", "text", False, when="notice=unannounced"),
)


def _context(
    actor: Actor, draw_id: str, now: datetime, posted: QueryDict | None = None, errors: dict[str, str] | None = None
) -> dict[str, Any]:
    """The page of a draw; what was typed and refused comes back in it."""
    found = drawn.draw_for(actor, draw_id)
    request, targets, officers = drawing.parts(found)
    names = {o.id: o.name for o in officers}
    rows = drawn.drawn_of(found)
    fields = [replace(f, value=now.date().isoformat() if f.name == "planned_from" else f.value) for f in OPENING]
    return {
        "draw": found,
        "counts": drawn.counts(found),
        "allowed": _may(actor),
        "whose": roles_for(POWER),
        "problems": drawing.problems(found),
        "rows": [_row(actor, row, names, posted or {}, errors or {}) for row in rows],
        "waiting": [r for r in rows if r.visit is None and r.settled is None],
        "fields": asking.shown(fields, posted, errors or {}) if posted else fields,
        "reasons": list(Bias.choices()),
        "asked": request,
        "levels": [(k, w, sum(t.risk == k for t in targets)) for k, w in sorted(request.levels.items())],
        "officers": officers,
        "excludes": [
            (next(t for t in targets if t.id == x.target), Exclusion(x.reason).label, x.ref) for x in request.excludes
        ],
        "redraws": [{**r, "label": Bias(r["reason"]).label, "name": names[r["officer"]]} for r in found.recusals],
        "hashes": [(n, drawing.digest(t)) for n, t in (("对象名录库", found.targets), ("人员名录库", found.officers))],
        "public": f"/draws/{found.pk}",
        "errors": asking.summary(errors or {}),
    }


def _row(
    actor: Actor, row: Drawn, names: dict[str, str], posted: Mapping[str, Any], errors: dict[str, str]
) -> dict[str, Any]:
    visible = bool(row.visit and may(actor, procedure.READ, procedure.scope_of(row.visit)).ok)
    return {
        "target": row.target,
        "officers": [(number, names[number]) for number in row.officers],
        "visit": row.visit,
        "href": address("case", case_id=row.visit.pk) if row.visit and visible else "",
        "stage": Stage(row.visit.stage).label if row.visit else "",
        "settled": row.settled,
        "others": row.others,
        "does": _does(row),
        "choice": posted.get(f"do_{row.target.id}", ""),
        "why": posted.get(f"why_{row.target.id}", ""),
        "error": errors.get(row.target.id, ""),
    }


def _does(row: Drawn) -> list[tuple[str, str]]:
    """What may be done with a target that another draw of the year holds."""
    merges = [(f"merge:{o.visit}", f"与{o.organ}的检查合并（综合查一次）") for o in row.others if o.visit]
    return [*merges, ("skip", "不再检查"), ("visit", "仍然检查")]


def _may(actor: Actor) -> bool:
    return may(actor, POWER, procedure.own_scope(actor)).ok
