"""Registering a clue as a case, and completing its facts up to the proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from mingjing.cases.checks import SOURCES
from mingjing.catalog import citations
from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views import citing, matters
from mingjing.desk.views.casehead import head
from mingjing.desk.views.parties import PARTY, party_fields
from mingjing.documents.forms import FORMS
from mingjing.law.kinds import ActKind, Doc, Penalty
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.procedure import actions
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused

FLAGS = (
    ("life_or_safety", "涉及公民生命健康安全、金融安全且有危害后果"),
    ("public_interest", "涉及重大公共利益"),
    ("social_risk", "可能造成重大社会影响或者引发社会风险"),
    ("grave_rights", "直接关系当事人或者第三人重大权益"),
    ("complex_case", "情节复杂或者疑难复杂"),
    ("expert_needed", "需要鉴定、检测"),
    ("crime_suspected", "涉嫌犯罪"),
)
NO_PENALTY = next(f.choices for f in FORMS[Doc.NO_PENALTY_DECISION].fields if f.name == "ground")
TIERS = tuple((t, t) for t in ("免罚", "不予", "减轻", "从轻", "轻微", "一般", "较重", "从重", "严重", "特别严重"))
CITED = (("violated", "违反的规定"), ("penalty", "处罚依据"))

Section = tuple[str, tuple[Asked, ...]]


def _opening(case: Any, actor: Actor, now: datetime) -> list[Section]:
    """What a clue must say."""
    organ_id = case.organ_id if case else actor.organ_id
    on = now.date()
    powers = tuple((p.pk, p.name) for p in catalog.powers(organ_id, on, "penalty"))
    laws = tuple(citing.named(s, on) for s in citations.citable(case.act_ended_on if case else None, on))
    cited = [
        row
        for role, label in CITED
        for row in (
            Asked(f"{role}_statute", f"{label}：法律法规", "choice", False, laws),
            Asked(
                f"{role}_article",
                f"{label}：条、款、项",
                "text",
                False,
                help="例：第三十四条第十项；不记得条号的，查条文",
            ),
        )
    ]
    return [
        ("线索", (
            Asked("source", "案件来源", "choice", True, SOURCES),
            Asked("found_on", "发现日期", "date", value=on.isoformat()),
            Asked("clue", "线索内容", "long"),
            Asked("place", "违法地点", required=False),
            Asked("act_from", "违法行为开始日期", "date", False),
            Asked("act_ended_on", "违法行为终了日期", "date", False, help="追责时效由此起算（行政处罚法36）"),
        )),
        ("案由和依据", (
            Asked("power", "职权事项", "choice", True, powers, "只列本机关权责清单内、现行有效的事项"),
            Asked("cause", "案由", help="例：经营超过保质期的食品"),
            *cited,
        )),
        ("当事人", party_fields()),
    ]  # fmt: skip


def _proposal() -> list[Section]:
    """What the investigation comes to: facts, discretion, proposal. Documents fill themselves from here."""
    return [
        ("查明的事实", (
            Asked("violation", "违法事实摘要", "long", False, rows=2, help="一两句话，公示时列在摘要里"),
            Asked("facts_found", "查明的违法事实", "long", False, rows=7),
            Asked("nature", "案件性质", "long", False, rows=3),
        )),
        ("拟处理意见", (
            Asked("no_penalty_ground", "不予处罚情形", "choice", False, NO_PENALTY, "拟给予处罚的不选"),
            Asked("penalties", "拟处罚种类", "choices", False, tuple(Penalty.choices()), value=[]),
            Asked("fine", "拟罚款（元）", "money", False),
            Asked("confiscated_income", "拟没收违法所得（元）", "money", False),
            Asked("goods_value", "货值（元）", "money", False),
            Asked("confiscated_goods", "拟没收的非法财物", required=False),
            Asked("other_penalty", "其他处罚的内容", required=False),
            Asked("correction", "责令改正内容", required=False),
        )),
        ("裁量", (
            Asked("statutory_range", "法定幅度", required=False),
            Asked("tier", "裁量阶次", "choice", False, TIERS),
            Asked("discretion", "裁量理由", "long", False, rows=4),
        )),
    ]  # fmt: skip


def _flags() -> Section:
    fields = tuple(Asked(name, label, "yes", False) for name, label in FLAGS)
    return ("需要特别注意的情形（只能增加，不能取消）", fields)


def _handlers(actor: Actor, now: datetime) -> Section:
    people = tuple((p.pk, p.name) for p in organs.officers(actor.organ_id, now.date()))
    own = actor.person_id if actor.person_id in dict(people) else ""
    return ("承办人", (
        Asked("lead", "主办人", "person", True, people, value=own),
        Asked("handlers", "协办人", "people", True, people, "不少于两名执法人员（行政处罚法42）", value=[]),
    ))  # fmt: skip


@office
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """登记线索: a case with its party, its citations and two handlers."""
    if not request.office.may_open_case:  # type: ignore[attr-defined]
        raise NotAllowed("线索由承办人或者承办机构负责人登记")
    sections = [*_opening(None, actor, now), _handlers(actor, now), _flags()]
    context: dict[str, Any] = {"sections": sections}
    status = 200
    if request.method == "POST":
        values, errors = _typed(sections, request.POST)
        if not errors:
            try:
                unit = organs.unit_of(actor, actor.organ_id)
                case = actions.open_case(
                    actor=actor, organ_id=actor.organ_id, unit_id=unit.pk if unit else "", values=values, now=now
                )
            except FormIncomplete as refusal:
                errors = refusal.errors
            else:
                tell(request, "线索已登记，等待负责人批准立案。")
                return redirect(address("case", case_id=case.pk))
        status = 422
        context = _again(sections, request.POST, errors)
    return render(request, "desk/case_new.html", context, status=status)


@office
def edit(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponseBase:
    """Correct and complete the facts up to the decision. Documents and gates read them from here."""
    case = procedure.case_for(actor, case_id)
    if case.kind != ActKind.PENALTY:
        return matters.edit(request, case_id=case_id)
    sections = _kept(case, [*_proposal(), *_opening(case, actor, now), _flags()])
    context: dict[str, Any] = head(actor, case, now) | {"sections": sections, "expected": case.ledger_id}
    context["cited"] = citing.checked(case, now.date())
    status = 200
    if request.method == "POST":
        values, errors = _typed(sections, request.POST)
        citing.replacing(case, values["citations"])
        if not errors:
            try:
                actions.edit_case(
                    actor=actor, case_id=case.pk, values=values, now=now,
                    expected=asking.entry(request.POST),
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors, status = refusal.errors, 422
            except StepRefused as refusal:
                context |= {"blockers": refusal.blockers, "refused_step": "修改案件信息"}
                status = 409
            except OutOfDate:
                context["changed"], status = True, 409
            else:
                tell(request, "案件信息已保存。")
                return redirect(address("case", case_id=case.pk))
        else:
            status = 422
        context |= _again(sections, request.POST, errors)
    return render(request, "desk/case_edit.html", context, status=status)


def _again(sections: list[Section], posted: QueryDict, errors: dict[str, str]) -> dict[str, Any]:
    return {
        "sections": [(title, tuple(asking.shown(fields, posted, errors))) for title, fields in sections],
        "errors": asking.summary(errors),
    }


def _typed(sections: list[Section], posted: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, as ``cases.actions`` wants it: party and citations as rows."""
    typed, errors = asking.read([f for _, fields in sections for f in fields], posted)
    values = {k: v for k, v in typed.items() if not k.startswith(("party_", "violated_", "penalty_", "lead"))}
    values["parties"] = [{n: typed.get(f"party_{n}") or "" for n in PARTY}]
    for name in ("code", "id_number"):
        values["parties"][0][name] = values["parties"][0][name].upper()
    values["citations"] = []
    for role, label in CITED:
        law, article = typed.get(f"{role}_statute") or "", typed.get(f"{role}_article") or ""
        if law and article:
            values["citations"].append({"statute": law, "article": article, "role": role})
        elif law or article:
            errors[f"{role}_article" if law else f"{role}_statute"] = f"{label}要同时写明法律法规和条款"
    if "lead" in typed:
        lead = typed["lead"]
        values["handlers"] = [lead, *[p for p in typed.get("handlers") or [] if p != lead]] if lead else []
    return values, errors


def _kept(case: Any, sections: list[Section]) -> list[Section]:
    """The fields with what the case holds now."""
    party = case.parties.all()[0]
    kept: dict[str, Any] = {f"party_{n}": getattr(party, n) for n in PARTY}
    for cited in case.citations.all():
        kept |= {f"{cited.role}_statute": cited.statute_id, f"{cited.role}_article": cited.article}

    def value(field: Asked) -> Any:
        if field.name in kept:
            return kept[field.name]
        now = case.power_id if field.name == "power" else getattr(case, field.name, field.value)
        if field.type == "money":
            return f"{now / 100:.2f}".removesuffix(".00") if now else ""
        return now.isoformat() if field.type == "date" and now else now if now is not None else ""

    return [(title, tuple(replace(f, value=value(f)) for f in fields)) for title, fields in sections]
