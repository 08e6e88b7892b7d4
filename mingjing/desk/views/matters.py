"""What a case of any act is about: asked when it is opened, corrected until its decision, shown on its page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from mingjing.cases.checks import OTHER_SOURCES, SOURCES
from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.casehead import head
from mingjing.desk.views.parties import PARTY, party_fields
from mingjing.law.kinds import ActKind
from mingjing.law.procedures import CURRENT, PROCEDURES, TABLES
from mingjing.law.rules import Procedure
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, may, roles_for
from mingjing.procedure import actions
from mingjing.procedure import queries as procedure
from mingjing.procedure.inputs import MATTERS, Input
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused

FLAGS = (
    ("public_interest", "涉及重大公共利益"),
    ("social_risk", "可能造成重大社会影响或者引发社会风险"),
    ("grave_rights", "直接关系当事人或者第三人重大权益"),
    ("complex_case", "情节复杂或者疑难复杂"),
)
DETAIL = "d_"  # what one act asks stands apart from the fields of every case
Section = tuple[str, tuple[Asked, ...]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One procedure a person may begin, or why not."""

    table: Procedure
    href: str
    reason: str


@office
def choose(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The five acts and their procedures: which may be begun here, and by whom the others are."""
    scope = procedure.own_scope(actor)
    offers: dict[ActKind, list[Offer]] = {kind: [] for kind in ActKind}
    held = set(catalog.powers(actor.organ_id, now.date()).values_list("kind", flat=True))
    for table in TABLES:
        reason = ""
        if not may(actor, table.opened_by, scope).ok:
            reason = f"由{roles_for(table.opened_by)}办理"
        elif table.kind not in held:
            reason = "本机关的权责清单没有这类职权"
        offers[table.kind].append(Offer(table, _begin(table), reason))
    return render(request, "desk/act_choose.html", {"offers": [(k, v) for k, v in offers.items() if v]})


def _begin(table: Procedure) -> str:
    if (table.kind, table.name) == (ActKind.PENALTY, "ordinary"):
        return address("case_new")
    return address("act_new", kind=table.kind.value, procedure_name=table.name)


@office
def new(request: HttpRequest, actor: Actor, now: datetime, kind: str, procedure_name: str) -> HttpResponse:
    """Begin one act: its matter, its party, its officers. ``?origin=`` names the case it comes from."""
    table = _table(kind, procedure_name)
    origin = procedure.case_for(actor, request.GET["origin"]) if request.GET.get("origin") else None
    sections = [*_opening(actor, table, now, origin), _handlers(actor, now), _flags()]
    context: dict[str, Any] = {"sections": sections, "table": table, "origin": origin}
    status = 200
    if request.method == "POST":
        values, errors = _typed(table, sections, request.POST)
        if not errors:
            try:
                unit = organs.unit_of(actor, actor.organ_id)
                case = actions.open_case(
                    actor=actor, organ_id=actor.organ_id, unit_id=unit.pk if unit else "", values=values, now=now,
                    kind=table.kind, procedure=table.name, origin=origin,
                    origin_kind=origin.kind if origin else "",
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors = _named(table, refusal.errors)
            else:
                tell(request, f"{table.label}已登记启动。")
                return redirect(address("case", case_id=case.pk))
        status = 422
        context |= _again(sections, request.POST, errors)
    return render(request, "desk/act_new.html", context, status=status)


@office
def edit(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """Correct and complete what an act is about, until its decision."""
    case = procedure.case_for(actor, case_id)
    table = PROCEDURES[case.law_version]
    sections = _kept(case, table, [*_opening(actor, table, now, None, case), _flags()])
    context: dict[str, Any] = head(actor, case, now) | {"sections": sections, "expected": case.ledger_id}
    status = 200
    if request.method == "POST":
        values, errors = _typed(table, sections, request.POST)
        if not errors:
            try:
                actions.edit_case(
                    actor=actor, case_id=case.pk, values=values, now=now,
                    expected=asking.entry(request.POST),
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors, status = _named(table, refusal.errors), 422
            except StepRefused as refusal:
                context |= {"blockers": refusal.blockers, "refused_step": "修改案件信息"}
                status = 409
            except OutOfDate:
                context["changed"], status = True, 409
            else:
                tell(request, "事项信息已保存。")
                return redirect(address("case", case_id=case.pk))
        else:
            status = 422
        context |= _again(sections, request.POST, errors)
    return render(request, "desk/case_edit.html", context, status=status)


# Filled in by the system to find the plan or the draw again: nothing for people to read.
INWARD = {"plan", "draw", "draw_target"}


def shown(case: Any) -> list[tuple[str, list[str]]]:
    """What the case is about: label and texts, one for every row."""
    found = []
    for field in MATTERS.get(case.law_version, ()):
        value = case.details.get(field.name)
        if value not in (None, "", []) and field.name not in INWARD:
            found.append((field.label, in_words(field, value)))
    return found


def in_words(field: Input, value: Any) -> list[str]:
    """One kept value as people read it: a text, or one for every row."""
    if field.type == "money":
        return [f"{value / 100:,.2f} 元"]
    if field.type == "rows":
        return [asking.typed_rows([row], field.columns) for row in value]
    if field.type == "choices":
        return ["、".join(dict(field.choices).get(v, v) for v in value)]
    if field.type == "yes":
        return ["是" if value else "否"]
    if field.type == "date":
        day = date.fromisoformat(value)
        return [f"{day.year}年{day.month}月{day.day}日"]
    return [str(dict(field.choices).get(value, value))]


def _table(kind: str, name: str) -> Procedure:
    if kind not in {k.value for k in ActKind} or (ActKind(kind), name) not in CURRENT:
        raise Http404(name)
    return PROCEDURES[CURRENT[ActKind(kind), name]]


def _opening(actor: Actor, table: Procedure, now: datetime, origin: Any, case: Any = None) -> list[Section]:
    organ_id = case.organ_id if case else actor.organ_id
    powers = tuple((p.pk, p.name) for p in catalog.powers(organ_id, now.date(), table.kind.value))
    matter = tuple(asked(field) for field in MATTERS.get(table.version, ()))
    sources = SOURCES if table.kind is ActKind.PENALTY else OTHER_SOURCES
    found: list[Section] = [
        ("事项", (
            Asked("power", "职权事项", "choice", True, powers, "只列本机关权责清单内、现行有效的事项",
                  value=powers[0][0] if len(powers) == 1 else ""),
            Asked("cause", "事由", help="一句话写明要办什么", value=origin.cause if origin else ""),
            Asked("source", "来源", "choice", True, sources),
            Asked("found_on", "日期", "date", value=now.date().isoformat()),
            Asked("clue", "情况说明", "long", value=origin.clue if origin else ""),
            Asked("place", "地点", required=False, value=origin.place if origin else ""),
        )),
        ("当事人", party_fields(origin)),
    ]  # fmt: skip
    return [found[0], (table.label, matter), found[1]] if matter else found


def asked(field: Input, prefix: str = DETAIL) -> Asked:
    """A field of an act's own list, as a page asks for it."""
    return Asked(
        prefix + field.name, field.label, field.type, field.required and not field.when, field.choices, field.help,
        value=[] if field.type == "choices" else "", columns=field.columns, when=asking.under(prefix, field.when),
    )  # fmt: skip


def _handlers(actor: Actor, now: datetime) -> Section:
    people = tuple((p.pk, p.name) for p in organs.officers(actor.organ_id, now.date()))
    own = actor.person_id if actor.person_id in dict(people) else ""
    return ("承办人", (
        Asked("lead", "主办人", "person", True, people, value=own),
        Asked("handlers", "协办人", "people", True, people, "执法人员不少于两名", value=[]),
    ))  # fmt: skip


def _flags() -> Section:
    fields = tuple(Asked(name, label, "yes", False) for name, label in FLAGS)
    return ("特别情形（有一项即送法制审核）", fields)


def _typed(table: Procedure, sections: list[Section], posted: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    typed, errors = asking.read([f for _, fields in sections for f in fields], posted)
    own = {k: v for k, v in typed.items() if not k.startswith(("party_", DETAIL, "lead"))}
    own["details"] = {k.removeprefix(DETAIL): v for k, v in typed.items() if k.startswith(DETAIL)}
    own["parties"] = [{n: typed.get(f"party_{n}") or "" for n in PARTY}]
    for name in ("code", "id_number"):
        own["parties"][0][name] = own["parties"][0][name].upper()
    if "lead" in typed:
        lead = typed["lead"]
        own["handlers"] = [lead, *[p for p in typed.get("handlers") or [] if p != lead]] if lead else []
    return own, errors


def _named(table: Procedure, errors: dict[str, str]) -> dict[str, str]:
    """Errors under the names of the page: those of the act's own list carry its prefix."""
    own = {field.name for field in MATTERS.get(table.version, ())}
    return {DETAIL + name if name in own else name: words for name, words in errors.items()}


def _again(sections: list[Section], posted: QueryDict, errors: dict[str, str]) -> dict[str, Any]:
    return {
        "sections": [(title, tuple(asking.shown(fields, posted, errors))) for title, fields in sections],
        "errors": asking.summary(errors),
    }


def _kept(case: Any, table: Procedure, sections: list[Section]) -> list[Section]:
    """The fields with what the case holds now."""
    party = case.parties.all()[0]
    kept: dict[str, Any] = {f"party_{n}": getattr(party, n) for n in PARTY}
    kept |= {DETAIL + name: value for name, value in case.details.items()}

    def value(field: Asked) -> Any:
        now = kept.get(field.name, case.power_id if field.name == "power" else getattr(case, field.name, field.value))
        if field.type == "money":
            return f"{now / 100:.2f}".removesuffix(".00") if now else ""
        if field.type == "rows":
            return asking.typed_rows(now or [], field.columns)
        return now.isoformat() if field.type == "date" and isinstance(now, date) else now if now is not None else ""

    return [(title, tuple(replace(f, value=value(f)) for f in fields)) for title, fields in sections]
