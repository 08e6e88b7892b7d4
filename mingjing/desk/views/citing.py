"""The statutes in the office: find an article, read it, cite it in a case; and what the check says of each citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.catalog import citations
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.casehead import head
from mingjing.law import citing as places
from mingjing.law import force
from mingjing.organs.permissions import Actor, may, roles_for
from mingjing.procedure import actions
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused

ROLES = (("violated", "违反的规定"), ("penalty", "处罚依据"), ("discretion", "裁量依据"))
TONES = {force.BAD: "red", force.WARN: "amber", force.OK: "green"}
NAMES = {
    "citation.unknown-article": "没有这一条", "citation.unknown-item": "款项存疑", "citation.no-article": "没有条号",
    "citation.repealed": "已废止", "citation.not-yet": "行为时未施行", "citation.not-in-force": "不在施行期",
    "citation.to-confirm": "待确认", "citation.in-force": "现行有效",
}  # fmt: skip
LETTERS, PAGE = 60, 200


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding as a page shows it."""

    finding: force.Finding

    @property
    def name(self) -> str:
        """In two or three words."""
        return NAMES[self.finding.code]

    @property
    def tone(self) -> str:
        """Colour of the tag."""
        return TONES[self.finding.level]


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation of a case with its findings; ``flags`` are those that ask for something."""

    cited: Any
    findings: tuple[force.Finding, ...]

    @property
    def flags(self) -> list[Flag]:
        """What is not in order."""
        return [Flag(f) for f in self.findings if f.level != force.OK]

    @property
    def role(self) -> str:
        """What it is cited for."""
        return dict(ROLES).get(self.cited.role, "依据")


def checked(case: Any, on: date) -> list[Checked]:
    """Every citation of a case with what the check says: on the day of the act, and of the decision or today."""
    rows = case.citations.all()
    found = citations.checked(rows, case.act_ended_on or case.found_on, case.decided_on or on)
    return [Checked(cited, findings) for cited, findings in found]


def named(statute: Any, on: date) -> tuple[str, str]:
    """A statute as a choice: its title, and its term where it is not in force on the day."""
    ended = statute.effective_to and statute.effective_to < on
    return statute.pk, statute.title + (f"（施行到 {statute.effective_to}）" if ended else "")


def replacing(case: Any, given: list[dict[str, str]]) -> None:
    """A citation typed into the field of its role takes the place of the one that stood there."""
    last = {c.role: c.pk for c in case.citations.all()}
    for row in given:
        if row["role"] in last:
            row["replaces"] = last[row["role"]]


@office
@require_safe
def statutes(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Search by statute, article number or words; without words the statutes in force."""
    words, on = _words(request), now.date()
    context = {
        "words": words,
        "hits": citations.find(words, on, most=50) if words else [],
        "laws": [] if words else citations.shelf(on),
    }
    return render(request, "desk/statutes.html", context)


@office
@require_safe
def found(request: HttpRequest, actor: Actor, now: datetime) -> JsonResponse:
    """The same search as JSON, for the picker: ``q``, and ``statute`` to stay within one."""
    hits = citations.find(_words(request), now.date(), statute_id=request.GET.get("statute", "")[:32])
    return JsonResponse({"hits": [hit.plain() for hit in hits]}, json_dumps_params={"ensure_ascii": False})


@office
@require_safe
def statute(request: HttpRequest, actor: Actor, now: datetime, statute_id: str) -> HttpResponse:
    """One statute with its articles; ``q``: an article or words to stay with."""
    law = citations.statute(statute_id)
    if law is None:
        raise Http404(statute_id)
    words = _words(request)
    context = {
        "law": law,
        "term": citations.term(law),
        "words": words,
        "articles": citations.articles(law, words)[:2000],
        "stands": law.effective_from <= now.date() and (not law.effective_to or law.effective_to >= now.date()),
    }
    return render(request, "desk/statute.html", context)


@office
def cite(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """Find an article and cite it in the case. Works without scripts; the case form's picker is the quick way."""
    case = procedure.case_for(actor, case_id)
    words, on = _words(request), now.date()
    picked = _picked(request.GET.get("statute", ""), request.GET.get("article", ""))
    fields = _fields(case, picked) if picked else []
    context: dict[str, Any] = head(actor, case, now, "") | {
        "words": words, "picked": picked, "fields": fields, "cited": checked(case, on), "expected": case.ledger_id,
        "hits": citations.find(words, case.act_ended_on or on) if words else [],
        "allowed": may(actor, "case.edit", procedure.scope_of(case)).ok, "whose": roles_for("case.edit"),
    }  # fmt: skip
    status = 200
    if request.method == "POST" and picked:
        values, errors = asking.read(fields, request.POST)
        if not errors and not places.places(values["article"]):
            errors["article"] = "写明条、款、项，例：第三十四条第十项"
        if not errors:
            row = {"statute": picked.statute, "article": values["article"], "role": values["role"]}
            row["replaces"] = values["replaces"]
            try:
                actions.edit_case(
                    actor=actor, case_id=case.pk, values={"citations": [row]}, now=now,
                    expected=asking.entry(request.POST),
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors = refusal.errors
            except StepRefused as refusal:
                context |= {"blockers": refusal.blockers, "refused_step": "引用条文"}
                status = 409
            except OutOfDate:
                context["changed"], status = True, 409
            else:
                tell(request, f"已引用《{picked.title}》{values['article']}。")
                return redirect(address("case_edit", case_id=case.pk))
        status = 422 if errors else status
        context |= {"fields": asking.shown(fields, request.POST, errors), "errors": asking.summary(errors)}
    return render(request, "desk/case_cite.html", context, status=status)


def _picked(statute_id: str, label: str) -> Any:
    hits = citations.article_text(statute_id[:32], label[:60]) if statute_id and label else []
    return hits[0] if hits else None


def _fields(case: Any, picked: Any) -> list[Asked]:
    kept = tuple((c.pk, c.text) for c in case.citations.all())
    fields = [
        Asked("role", "作为", "choice", True, ROLES, value="violated"),
        Asked("article", "条、款、项", help="在条号后面补写款、项，例：第三十四条第十项", value=picked.label),
    ]
    if kept:
        fields.append(Asked("replaces", "替换原来引用的", "choice", False, kept, "不选的，增加一条引用"))
    return fields


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
