"""裁量测算 on a case (行政处罚法34): one act keeps the question, the answer, the fine and why it departs from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mingjing.cases import actions as cases
from mingjing.cases.models import Case, Weighing
from mingjing.discretion import asking
from mingjing.discretion import queries as benchmarks
from mingjing.law.circumstances import Effect
from mingjing.law.discretion import NotReckoned, Result, yuan
from mingjing.law.discretion_gates import within_statute, within_tier
from mingjing.law.kinds import ActKind, Penalty, Power
from mingjing.law.weighed import Weighed
from mingjing.procedure import limits
from mingjing.procedure.facts import gather
from mingjing.procedure.locking import locked
from mingjing.procedure.refusals import DECIDED, FormIncomplete, StepRefused
from mingjing.procedure.weighed import act_day, keep

if TYPE_CHECKING:
    from mingjing.discretion.asking import Question
    from mingjing.discretion.models import Benchmark
    from mingjing.organs.permissions import Actor

LONGEST = 4000


def weigh(
    *,
    actor: Actor,
    case_id: str,
    benchmark_id: str,
    question: Question,
    fine: int | None,
    reason: str = "",
    words: str = "",
    now: datetime,
    expected: int | None = None,
) -> Weighing:
    """Keep a 裁量测算 with the case: tier, range and reasoning of the case follow from it, and the fine if given.

    ``fine``: 分. ``reason``: why the fine departs from the tier. ``words``: the reasoning as the officer wrote it, ""
    for the trace itself. Raises FormIncomplete, StepRefused (after the decision), NotAllowed, OutOfDate.
    """
    with locked(actor, case_id, Power.EDIT_CASE, "discretion.weighed", now, expected) as (case, _, opened):
        if case.decided_on:
            raise StepRefused((DECIDED,))
        benchmark = _chosen(case, benchmark_id)
        try:
            result = asking.answer(benchmark, question)
        except NotReckoned as error:
            raise FormIncomplete({error.field: str(error)}) from None
        values = _follows(case, result, fine, reason, words)
        if errors := _wrong(case, benchmark, result, values, fine, reason, now):
            raise FormIncomplete(errors)
        row = Weighing(
            benchmark=benchmark, tier=result.level, asked=question.kept(), found=keep(result), fine=values["fine"],
            reason=reason.strip(),
        )  # fmt: skip
        cases.record_weighing(opened, case=case, weighing=row, values=values)
        opened.data |= {"benchmark": benchmark.pk, "weighing": row.pk, "fine": values["fine"]}
    return row


def _chosen(case: Case, benchmark_id: str) -> Benchmark:
    benchmark = benchmarks.find(benchmark_id) if benchmark_id else None
    if benchmark is None or case.kind != ActKind.PENALTY:
        raise FormIncomplete({"benchmark": "选择裁量基准"})
    day = act_day(case)
    if not benchmark.table.on(day):
        raise FormIncomplete({"benchmark": f"这一版基准在违法行为日 {day} 不施行，改选当日施行的版本"})
    return benchmark


def _follows(case: Case, result: Result, fine: int | None, reason: str, words: str) -> dict[str, Any]:
    """What of the case follows from a result."""
    sum_ = case.fine if fine is None else fine
    kinds = list(case.penalties)
    if sum_ and Penalty.FINE not in kinds:
        kinds.append(Penalty.FINE.value)
    return {
        "fine": sum_,
        "penalties": kinds,
        "tier": result.level,
        "statutory_range": result.statutory.words,
        "discretion": words.strip() or drafted(result, sum_, reason),
    }


def drafted(result: Result, fine: int, reason: str = "") -> str:
    """The reasoning as the trace gives it: the draft that the officer may rewrite."""
    closing = f"综合上述情节，拟处罚款{yuan(fine)}元。" if fine and result.effect is not Effect.SPARED else ""
    departing = f"偏离裁量阶次的理由：{reason.strip().rstrip('。')}。" if reason.strip() else ""
    return result.reasoning + closing + departing


def _wrong(
    case: Case,
    benchmark: Benchmark,
    result: Result,
    values: dict[str, Any],
    fine: int | None,
    reason: str,
    now: datetime,
) -> dict[str, str]:
    """The gates' own answers on this fine, as errors of the form: nothing is kept that the next step would refuse."""
    on = limits.beijing_date(now)
    errors = cases.problems({"fine": values["fine"], "penalties": values["penalties"]}, on=on, case=case)
    if len(reason) > LONGEST:
        errors["reason"] = f"偏离理由太长，不超过 {LONGEST} 字"
    facts = gather(case, on=on).facts
    if errors or not fine or facts.proposal is None:
        return errors
    proposal = replace(facts.proposal, fine=fine, penalties=facts.proposal.penalties | {Penalty.FINE})
    weighed = Weighed(
        benchmark.document, result.level, result.effect, result.statutory, result.allowed, reason.strip(), fine
    )
    asked = replace(facts, proposal=proposal, weighed=weighed, no_penalty_ground="")
    for field, gate in (("fine", within_statute), ("reason", within_tier)):
        if blocker := gate(asked):
            return {field: f"{blocker.message}（{blocker.article}）；{blocker.cure}"}
    return {}
