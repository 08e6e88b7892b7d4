"""One step of the procedure as a page: why it may not be taken yet, or its form; then the act itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.casehead import head
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import Step
from mingjing.law.procedures import blockers, checklist, rule_of
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, may, roles_for
from mingjing.procedure import actions
from mingjing.procedure import queries as procedure
from mingjing.procedure.facts import Gathered, gather
from mingjing.procedure.inputs import INPUTS, Input
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.vault import actions as vault
from mingjing.vault import purposes
from mingjing.vault.sniffing import Refused

# Judged with the material beside it, head by head: nothing may be marked as passed beforehand.
# Steps with a screen of their own.
SCREENS = {
    Step.GIVE_OPINION: "case_review",
    Step.CONFIRM_REVIEW: "case_review",
    Step.ARCHIVE: "archive_case",
}
PAPER = purposes.PURPOSES["paper"]


@office
def step(request: HttpRequest, actor: Actor, now: datetime, case_id: str, step: str) -> HttpResponse:
    """GET: the checklist and the form. POST: take the step; a refusal comes back with everything typed."""
    case = procedure.case_for(actor, case_id)
    wanted = _step(case, step)
    if wanted in SCREENS:
        return redirect(address(SCREENS[wanted], case_id=case.pk))
    rule = rule_of(case.law_version, wanted)
    assert rule is not None
    signer = actor.person_id if rule.by == "decision.sign" else ""
    seen = gather(case, on=now.date(), signer=signer, at=now)
    fields = [_asked(actor, case, seen, wanted, item, now) for item in INPUTS.get(wanted, ())]
    context = head(actor, case, now, "") | {
        "step": wanted,
        "rule": rule,
        "conditions": checklist(case.law_version, seen.facts, wanted),
        "step_blockers": blockers(case.law_version, seen.facts, wanted),
        "allowed": may(actor, rule.by, procedure.scope_of(case)).ok,
        "whose": roles_for(rule.by),
        "starts": [resolve(r, now.date()) for r in rule.starts],
        "step_base": f"/office/cases/{case.pk}/steps/",
        "expected": case.ledger_id,
        "has_file": any(f.type in {"file", "signature"} for f in fields),
        "refused_step": wanted.label,
        "fields": fields,
    }
    status = 200
    if request.method == "POST":
        again = _take(request, actor, case, wanted, fields, now, context)
        if again is None:
            return redirect(address("case", case_id=case.pk))
        status = again
    return render(request, "desk/step.html", context, status=status)


def _take(
    request: HttpRequest,
    actor: Actor,
    case: Any,
    step: Step,
    fields: list[Asked],
    now: datetime,
    context: dict[str, Any],
) -> int | None:
    """Take the step; None when done, else the status of the page that says why not."""
    values, errors = asking.read(fields, request.POST)
    for field in fields:
        if field.type in {"file", "signature"}:
            values[field.name] = _paper(request, field, errors, now)
    if not errors:
        try:
            taken = actions.take_step(
                actor=actor,
                case_id=case.pk,
                step=step,
                values=values,
                now=now,
                expected=asking.entry(request.POST),
            )
        except StepRefused as refusal:
            context["blockers"] = refusal.blockers
        except FormIncomplete as refusal:
            errors = refusal.errors
        except OutOfDate:
            context["changed"] = True
        else:
            tell(request, f"{step.label}已办理，登记在第 {taken.seq} 条。")
            return None
    context["fields"] = asking.shown(fields, request.POST, errors)
    context["errors"] = asking.summary(errors)
    return 422 if errors else 409


def _paper(request: HttpRequest, field: Asked, errors: dict[str, str], now: datetime) -> str:
    """Keep the uploaded paper; its hash is the value of the field."""
    file = request.FILES.get(field.name)
    if file is None:
        return ""
    if (file.size or 0) > PAPER.limit:
        errors[field.name] = f"文件太大，不超过 {PAPER.limit // 1024**2} MB"
        return ""
    try:
        blob = vault.keep(cast("BinaryIO", file), now=now)
    except Refused as refusal:
        errors[field.name] = str(refusal)
        return ""
    if blob.media_type not in PAPER.types:
        errors[field.name] = f"{field.label}应为 {PAPER.allowed} 文件，请扫描为 PDF 后上传"
        return ""
    return str(blob.pk)


def _step(case: Any, name: str) -> Step:
    if name not in {s.value for s in Step} or rule_of(case.law_version, Step(name)) is None:
        raise Http404(name)
    return Step(name)


def _asked(actor: Actor, case: Any, seen: Gathered, step: Step, item: Input, now: datetime) -> Asked:
    choices: tuple[tuple[str, str], ...] = item.choices
    value: Any = ""
    if item.type in {"person", "people"}:
        choices = _people(case, seen, item.who, now)
        if len(choices) == 1 and item.type == "person":
            value = choices[0][0]
    elif item.type == "document":
        choices = tuple((v.pk, f"{v.document.title} {v.number}".strip()) for v in procedure.to_serve(case))
    elif item.type == "date" and item.name in {"acted_on", "presented_on", "requested_on", "paid_on", "served_on"}:
        value = now.date().isoformat()
    elif item.name == "amount" and seen.decision:
        value = f"{seen.decision.fine / 100:.2f}".removesuffix(".00")
    elif seen.parties and item.name == "receiver":
        value = seen.parties[0].representative or seen.parties[0].name
    elif seen.parties and item.name == "place" and step in {Step.SERVE, Step.SERVE_DOCUMENT}:
        value = seen.parties[0].address
    asked = Asked(
        item.name, item.label, item.type, item.required, choices, item.help, value, columns=item.columns, when=item.when
    )
    return asking.in_boxes(asked, _known_rows(case, step, item)) if item.type == "rows" else asked


def _known_rows(case: Any, step: Step, item: Input) -> list[dict[str, str]]:
    """Rows whose beginning the case knows: the matters approved to be inspected, to be found one by one."""
    if step is not Step.RECORD_INSPECTION or item.name != "items":
        return []
    return [{"item": row["item"]} for row in case.details.get("items", ())]


def _people(case: Any, seen: Gathered, who: str, now: datetime) -> tuple[tuple[str, str], ...]:
    if who == "handlers":
        return tuple((h.person_id, h.person.name) for h in seen.handlers)
    if who == "officers":
        return tuple((p.pk, p.name) for p in organs.officers(case.organ_id, now.date()))
    handling = {h.person_id for h in seen.handlers}
    return tuple((p.pk, p.name) for p in organs.with_role(case.organ_id, who, now.date()) if p.pk not in handling)
