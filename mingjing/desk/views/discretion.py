"""裁量测算 of a case: choose benchmark, tier, circumstances; see every step; keep it with fine and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingjing.desk import asking as typing
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.casehead import head
from mingjing.discretion import asking
from mingjing.discretion import queries as benchmarks
from mingjing.law.discretion import NotReckoned, Result
from mingjing.law.kinds import ActKind
from mingjing.organs.permissions import Actor, may
from mingjing.procedure import discretion, weighed
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.workplan import guidance

NAMES = {"benchmark", "tier", "c", "choice", "base"}
FORM_FIELDS = {"tier": "tier", "circumstances": "c", "choice": "choice", "base": "base", "factors": "f0"}


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it was put to a benchmark: what it gave, or what was wrong."""

    benchmark: Any
    question: asking.Question
    result: Result | None
    error: NotReckoned | None


@office
@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """GET reckons and changes nothing; POST keeps what was reckoned."""
    case = procedure.case_for(actor, case_id)
    last = weighed.latest(case)
    context: dict[str, Any] = head(actor, case, now) | {
        "last": last,
        "may": case.kind == ActKind.PENALTY
        and not case.decided_on
        and may(actor, "case.edit", procedure.scope_of(case)).ok,
        "expected": case.ledger_id,
        "fitting": weighed.fitting(case),
        "others": weighed.others(case),
        "day": weighed.act_day(case),
        "guiding": guidance.fitting(actor, case.cause),
    }
    put = _put(request.POST if request.method == "POST" else request.GET, case, context)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values, errors = typing.read(_closing(put, case, last), request.POST)
        done = None if errors else _keep(request, actor, case_id, put, values, now, context)
        if done is None and not errors:
            tell(request, "裁量测算已保存，法定幅度、阶次和裁量理由已写入案件。")
            return redirect(address("case_discretion", case_id=case.pk))
        if done is not None:
            errors, status = done
        status = status if status != 200 else 422
    if put.benchmark:
        context |= {"form": asking.form(put.benchmark, put.question, put.error), "chosen": put.benchmark}
    closing = _closing(put, case, last)
    if request.method == "POST":
        closing = tuple(typing.shown(closing, request.POST, errors))
    elif put.error:
        errors = {FORM_FIELDS.get(put.error.field, put.error.field): str(put.error)}
    context |= {"result": put.result, "closing": closing, "sent": _sent(request), "errors": typing.summary(errors)}
    return render(request, "desk/discretion.html", context, status=status)


def _put(given: QueryDict, case: Any, context: dict[str, Any]) -> Put:
    """The question in the address, else the one kept last, else the empty form of the only benchmark that fits."""
    last, near = context["last"], context["fitting"]
    if "benchmark" in given:
        benchmark = benchmarks.find(given.get("benchmark", "")[:32])
    else:
        benchmark = last.benchmark if last else near[0] if len(near) == 1 else None
    if benchmark is None:
        return Put(None, asking.Question(), None, None)
    if not (set(given) - {"benchmark"}):
        same = last is not None and last.benchmark.pk == benchmark.pk
        typed = "" if same else _known_base(benchmark, case)
        return Put(benchmark, last.question if same else asking.Question(typed=typed), None, None)
    return Put(benchmark, *asking.put(benchmark, given.get, given.getlist))


def _known_base(benchmark: Any, case: Any) -> str:
    """The base that the case already knows, as one would type it."""
    asked = asking.needs_base(benchmark.table)
    known = case.goods_value if "货值" in asked else case.confiscated_income if "所得" in asked else 0
    return f"{known / 100:.2f}".removesuffix(".00") if known else ""


def _closing(put: Put, case: Any, last: Any) -> tuple[Asked, ...]:
    """What is kept with the result: the fine, why it departs, the reasoning for the papers."""
    fine = f"{case.fine / 100:.2f}".removesuffix(".00") if case.fine else ""
    words = discretion.drafted(put.result, 0) if put.result else ""
    help_ = "拟罚款在上面的幅度以外时必须填写；供法制审核核对"
    help_words = "写入调查终结报告和决定书，可以修改；留空则用上面的测算步骤"
    return (
        Asked("fine", "拟罚款（元）", "money", False, value=fine),
        Asked("reason", "偏离裁量阶次的理由", "long", False, help=help_, rows=2, value=last.row.reason if last else ""),
        Asked("words", "裁量理由", "long", False, help=help_words, rows=7, value=words),
    )  # fmt: skip


def _keep(
    request: HttpRequest, actor: Actor, case_id: str, put: Put, values: dict[str, Any], now: datetime,
    context: dict[str, Any],
) -> tuple[dict[str, str], int] | None:  # fmt: skip
    """Keep it. None when done, else (errors, status)."""
    if put.error:
        return {FORM_FIELDS.get(put.error.field, put.error.field): str(put.error)}, 422
    try:
        discretion.weigh(
            actor=actor, case_id=case_id, benchmark_id=put.benchmark.pk if put.benchmark else "", question=put.question,
            fine=values["fine"], reason=values["reason"], words=values["words"], now=now,
            expected=typing.entry(request.POST),
        )  # fmt: skip
    except FormIncomplete as refusal:
        return {FORM_FIELDS.get(name, name): words for name, words in refusal.errors.items()}, 422
    except StepRefused as refusal:
        context |= {"blockers": refusal.blockers, "refused_step": "裁量测算"}
        return {}, 409
    except OutOfDate:
        context["changed"] = True
        return {}, 409
    return None


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The question as hidden fields of the form that keeps it."""
    given = request.POST if request.method == "POST" else request.GET
    return [
        (name, value)
        for name in given
        if name in NAMES or (name[:1] == "f" and name[1:].isdigit())
        for value in given.getlist(name)
    ]
