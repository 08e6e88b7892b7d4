"""法制审核: the material on the left, the eight heads on the right, each with what the machine checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingjing.clocks import queries as clocks
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.views import reviewing as material
from mingjing.desk.views.casehead import head
from mingjing.documents import queries as documents
from mingjing.law.kinds import ReviewHead, Step
from mingjing.law.procedures import blockers
from mingjing.organs.permissions import Actor
from mingjing.procedure import actions, reviewing
from mingjing.procedure import queries as procedure
from mingjing.procedure.facts import gather
from mingjing.procedure.inputs import INPUTS
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.review.checking import Check
from mingjing.review.prechecks import overall

LONGEST = 4000
CHOICES = (("pass", "通过", "green"), ("issue", "有问题", "red"), ("na", "不涉及", "blue"))
CRIME = (("pass", "不需移送", "green"), ("issue", "应当移送", "red"))
OUTCOMES = (("agree", "同意", "green"), ("object", "存在问题，退回", "red"))
# What may be done about an opinion from here, each on its own page.
AFTER = (Step.SUBMIT_REVIEW, Step.OBJECT, Step.CONSULT, Step.REQUEST_DISCUSSION, Step.DISCUSS, Step.SETTLE_REVIEW)


@dataclass(frozen=True, slots=True)
class Row:
    """One head: what the machine found, and what was or is being judged."""

    number: int
    code: str
    label: str
    choices: tuple[tuple[str, str, str], ...]
    checks: tuple[Check, ...]
    state: str
    verdict: str
    note: str
    error: str
    note_error: str

    @property
    def open(self) -> tuple[Check, ...]:
        """What a person must look at."""
        return tuple(c for c in self.checks if c.state in {"no", "wait"})

    @property
    def good(self) -> str:
        """What holds, in one line."""
        return "；".join(_said(c) for c in self.checks if c.state == "yes")


def _said(check: Check) -> str:
    """The sentence alone where it speaks for itself; one that begins with a number or a quotation needs its label."""
    bare = check.sentence[:1].isdigit() or check.sentence.startswith("“")
    return f"{check.label} {check.sentence}" if bare else check.sentence


@office
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """The review of a case: the form for whom it was sent to, the same page to read for everyone else of the case."""
    case = procedure.case_for(actor, case_id)
    on = now.date()
    seen = gather(case, on=on)
    step = reviewing.step_now(case, seen)
    context: dict[str, Any] = head(actor, case, now, "review") | {
        "step": step,
        "may": step is not None and procedure.allowed(actor, case, step),
        "expected": case.ledger_id,
        "step_base": f"/office/cases/{case.pk}/steps/",
        "outcomes": OUTCOMES,
    }
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        typed = _typed(request)
        done = _take(request, actor, case, typed, now, context)
        if done is None:
            return redirect(address("case_review", case_id=case.pk))
        errors, status = done
    rounds = reviewing.rounds(actor, case)
    last = rounds[-1] if rounds else None
    found = reviewing.machine(case, seen, on=on)
    submission = last.submission if last and last.submission else seen.submission
    light = _light(case, step, on)
    context |= {
        "rounds": rounds,
        "last": last,
        "submission": submission,
        "rows": _rows(found, typed, errors, last, ended=step is None),
        "then": step is None and bool(last and any(f.evidence for f in last.findings.values())),
        "typed": typed,
        "errors": asking.summary(errors),
        "field_errors": errors,
        "light": light,
        "light_words": f"审核期限{light.text}" if light else "",
        "turn": material.turn(case, seen, on) if not context["may"] else "",
        "next": _next(actor, case, seen),
        "blocked": blockers(case.law_version, seen.facts, step) if step and context["may"] else (),
    }
    if step is Step.CONFIRM_REVIEW and seen.draft and last and last.text:
        context["changes"] = documents.changes(actor, last.text, seen.draft)
        context["compared"] = (last.text, seen.draft)
    context |= material.shown(request.GET.get("show", ""), case, seen, rounds, step, now.date())
    return render(request, "desk/review.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    names = ["step", "expected", *(i.name for i in INPUTS[Step.GIVE_OPINION])]
    return {n: request.POST.get(n, "").replace("\0", "").replace("\r\n", "\n").strip() for n in names}


def _take(
    request: HttpRequest, actor: Actor, case: Any, typed: dict[str, str], now: datetime, context: dict[str, Any]
) -> tuple[dict[str, str], int] | None:
    """Give or confirm the opinion. None when done, else (errors, status) of the page that says why not."""
    step = Step.CONFIRM_REVIEW if typed["step"] == Step.CONFIRM_REVIEW else Step.GIVE_OPINION
    names = {i.name: i.label for i in INPUTS[step]}
    values = {name: typed[name] for name in names}
    errors = {n: f"{names[n]}太长，不超过 {LONGEST} 字" for n, text in values.items() if len(text) > LONGEST}
    if errors:
        return errors, 422
    try:
        actions.take_step(actor=actor, case_id=case.pk, step=step, values=values, now=now, expected=asking.entry(typed))
    except StepRefused as refusal:
        context["blockers"], context["refused_step"] = refusal.blockers, step.label
        return {}, 409
    except FormIncomplete as refusal:
        return {name: _worded(name, words, values) for name, words in refusal.errors.items()}, 422
    except OutOfDate:
        context["changed"] = True
        return {}, 409
    said = "确认原审核意见" if step is Step.CONFIRM_REVIEW else {v: w for v, w, _ in OUTCOMES}[values["outcome"]]
    tell(request, f"审核意见已签署：{said}。审核意见书已生成，意见已封存。")
    return None


def _worded(name: str, words: str, values: dict[str, str]) -> str:
    """An error as this screen says it: a head is judged, not filled in."""
    for number, code in enumerate(ReviewHead, 1):
        if name == f"head_{code.value}" and not values[name]:
            return f"第 {number} 项还没有判断：{code.label}"
    return words


def _rows(
    found: dict[ReviewHead, tuple[Check, ...]], typed: dict[str, str], errors: dict[str, str], last: Any, *, ended: bool
) -> list[Row]:
    """The heads with what is typed, or what was found in the last round: by the person, and by the machine then."""
    rows = []
    for number, (code, checks) in enumerate(found.items(), 1):
        finding = last.findings.get(code.value) if last and last.opinion else None
        if ended and finding and finding.evidence:
            checks = tuple(Check(**line) for line in finding.evidence)
        rows.append(
            Row(
                number=number,
                code=code.value,
                label=code.label,
                choices=CRIME if code is ReviewHead.CRIME else CHOICES,
                checks=checks,
                state=overall(checks),
                verdict=typed.get(f"head_{code.value}", "") or (finding.verdict if finding else ""),
                note=typed.get(f"note_{code.value}", "") or (finding.note if finding else ""),
                error=errors.get(f"head_{code.value}", ""),
                note_error=errors.get(f"note_{code.value}", ""),
            )
        )
    return rows


def _light(case: Any, step: Step | None, on: Any) -> Any:
    """The clock of the opinion while one is awaited."""
    item = clocks.obligation_of(case.pk, "review.opinion") if step is Step.GIVE_OPINION else None
    return clocks.light(item, on) if item else None


def _next(actor: Actor, case: Any, seen: Any) -> list[tuple[Step, str]]:
    """Steps around the review that this actor may take now, with their pages."""
    return [
        (step, address("step", case_id=case.pk, step=step.value))
        for step in AFTER
        if procedure.allowed(actor, case, step) and not blockers(case.law_version, seen.facts, step)
    ]
