"""Which act counts under which figure, on which day, with which amount (domain table §6; 三政办〔2019〕16号四(一)).

Pure: ``lines`` of an act are all it adds to the yearly figures. What differs between places is data in
``counting_rules``. Decisions count on the day they were made, also when they were annulled later; amounts are those of
the decision, not what was paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from mingjing.law import benchmarks, counting_coercion
from mingjing.law.annulment import Annuller
from mingjing.law.counted import Act, Duty, Line
from mingjing.law.counting_rules import RULES, Rules, Switch
from mingjing.law.kinds import ActKind, DecisionKind, Penalty, Step
from mingjing.law.licence_facts import Matter
from mingjing.law.rules import Rule
from mingjing.law.visits import VisitType

OTHER = "penalty.other"
#: Penalty → the figure it is counted under.
FIGURE_OF: dict[Penalty, str] = {
    Penalty.WARNING: "penalty.warning",
    Penalty.PUBLIC_CRITICISM: "penalty.public_criticism",
    Penalty.FINE: "penalty.fine",
    Penalty.CONFISCATE_INCOME: "penalty.confiscate",
    Penalty.CONFISCATE_GOODS: "penalty.confiscate",
    Penalty.SUSPEND_LICENCE: "penalty.suspend_licence",
    Penalty.DOWNGRADE: "penalty.downgrade",
    Penalty.RESTRICT_BUSINESS: "penalty.restrict_business",
    Penalty.SUSPEND_BUSINESS: "penalty.suspend_business",
    Penalty.CLOSE: "penalty.close",
    Penalty.RESTRICT_EMPLOYMENT: "penalty.close",
    Penalty.REVOKE_LICENCE: "penalty.revoke_licence",
    Penalty.DETENTION: "penalty.detention",
}
PENALTIES = (DecisionKind.ORDINARY_PENALTY, DecisionKind.SUMMARY_PENALTY)
GRANTS = (DecisionKind.LICENCE_GRANT, DecisionKind.LICENCE_CHANGE)  # 变更、延续准予计许可
CRIME = "crime"  # ground of a transfer: to the police or the prosecution
#: Steps that what follows asks about.
STEPS = frozenset(
    {
        Step.FILE, Step.CLOSE, Step.TRANSFER, Step.SEEK_REMEDY, Step.ANNUL, Step.ACCEPT, Step.DEEM_ACCEPTED,
        Step.DEEM_RENEWED, Step.OPEN_PENALTY, Step.RECORD_INSPECTION, Step.COMPENSATE_REQUISITION, Step.SUBMIT_REVIEW,
        Step.GIVE_OPINION, Step.CONFIRM_REVIEW, Step.SETTLE_REVIEW, *counting_coercion.GROWN, *counting_coercion.COURT,
        *counting_coercion.OVER,
    }
)  # fmt: skip
#: Clocks, by the beginning of their rule → the figure they are judged under.
CLOCKS = {"publish.": "public", "archive.file": "archive", "file.record": "filing"}


def lines(act: Act, rules: Rules = RULES) -> tuple[Line, ...]:
    """All that an act adds to the yearly figures."""
    return (*BY_KIND[act.kind](act, rules), *_running(act))


def counts_clock(rule_id: str) -> bool:
    """Whether a figure asks about clocks of this rule."""
    return rule_id.startswith(tuple(CLOCKS))


def moved_by(step: Step, rule: Rule) -> bool:
    """Whether a step can change what its case adds: by itself, by its decision, by a clock that is counted."""
    clocks = (*rule.starts, *rule.meets)
    return step in STEPS or rule.decides is not None or step is Step.FILE_RECORD or any(map(counts_clock, clocks))


def heaviest(penalties: frozenset[Penalty], region: str, on: date, rules: Rules = RULES) -> str:
    """The one figure under which a decision counts: the heaviest kind in it; 其他 only where no other kind stands."""
    for step in reversed(rules.order(region, on).steps):
        if found := penalties & step:
            return FIGURE_OF[min(found)]
    return OTHER


def _penalty(act: Act, rules: Rules) -> Iterator[Line]:
    for done in act.each(Step.FILE):
        yield Line("penalty.filed", done.on)
    for done in act.each(Step.CLOSE):
        yield Line("penalty.closed", done.on)
    for decided in act.of(*PENALTIES):
        money = decided.fine + decided.confiscated
        yield Line(heaviest(decided.penalties, act.region, decided.on, rules), decided.on, 1, money)
        if decided.tier == benchmarks.MITIGATED:
            yield Line("penalty.mitigated", decided.on, 1, money)
    for decided in act.of(DecisionKind.NO_PENALTY):
        yield Line("penalty.none", decided.on, 1, decided.weighed)
    for done in act.each(Step.TRANSFER):
        if done.values.get("ground") == CRIME:
            yield Line("penalty.transferred", done.on)
    yield from _remedies(act)
    yield from counting_coercion.surcharge(act)
    yield from counting_coercion.court(act)


def _remedies(act: Act) -> Iterator[Line]:
    """复议、诉讼 by the day it was taken up; 纠错、败诉 by the day the annulling paper came in."""
    taken_up = {"reconsideration": "penalty.reconsidered", "litigation": "penalty.sued"}
    for done in act.each(Step.SEEK_REMEDY):
        if done.values.get("event") == "filed":
            yield Line(taken_up[done.values["way"]], done.day("happened_on"))
    undone = {Annuller.RECONSIDERATION: "penalty.reconsidered_corrected", Annuller.COURT: "penalty.lost"}
    way_of = {Annuller.RECONSIDERATION: "reconsideration", Annuller.COURT: "litigation"}
    known: set[str] = set()  # remedies entered since the last annulment
    for done in act.each(Step.SEEK_REMEDY, Step.ANNUL):
        if done.step is Step.SEEK_REMEDY:
            known.add(done.values["way"])
            continue
        by = Annuller(done.values["authority"])
        if by in undone:
            yield Line(undone[by], done.day("received_on"))
            if way_of[by] not in known:  # who annulled was asked, though nobody entered it
                yield Line(taken_up[way_of[by]], done.day("received_on"))
        known.clear()


def _licence(act: Act, _: Rules) -> Iterator[Line]:
    matter = act.details.get("matter")
    if act.applied_on and matter not in (Matter.REVOKE, Matter.RETRACT, Matter.CANCEL):
        yield Line("licence.applied", act.applied_on)
    first = next(act.each(Step.ACCEPT, Step.DEEM_ACCEPTED), None)
    if first:
        yield Line("licence.accepted", first.day("accepted_on"))
    for decided in act.of(*GRANTS):
        yield Line("licence.granted", decided.on)
    for done in act.each(Step.DEEM_RENEWED):
        yield Line("licence.granted", done.on)
    for decided in act.of(DecisionKind.LICENCE_REFUSAL):
        yield Line("licence.refused", decided.on)
    if matter == Matter.REVOKE:
        for decided in act.of(DecisionKind.LICENCE_REVOCATION):
            yield Line("licence.revoked", decided.on)


def _inspection(act: Act, rules: Rules) -> Iterator[Line]:
    """One object, one full record: one visit. What went on as a penalty is not counted, but said apart."""
    for done in act.each(Step.OPEN_PENALTY):
        yield Line("inspection.to_penalty", done.on)
    record = act.last(Step.RECORD_INSPECTION)
    if record is None:
        return
    if any(row.get("result") == "不符合" for row in record.values.get("items") or ()):
        yield Line("inspection.problems", record.on)
    penalized = act.last(Step.OPEN_PENALTY) is not None
    if penalized and not rules.counts(Switch.INSPECTION_WHEN_PENALIZED, act.region, record.on):
        return
    if not act.objects and not rules.counts(Switch.INSPECTION_WITHOUT_OBJECT, act.region, record.on):
        return
    yield Line(f"inspection.{VisitType(act.details['type']).value}", record.on)
    if act.joint:
        yield Line("inspection.joint", record.on)
    if act.enterprise:
        yield Line("inspection.enterprise", record.on)


def _levy(act: Act, _: Rules) -> Iterator[Line]:
    """征收、征用 when completed; what a decision obliges to, not what has come in."""
    if act.procedure == "fee":
        done = act.last(Step.RECORD_EXECUTION)
        owed = act.of(DecisionKind.FEE)
        if done and owed:
            yield Line("levy.count", done.on, 1, owed[-1].fine)
    elif done := act.last(Step.CLOSE):
        if act.procedure == "expropriation":
            yield Line("levy.count", done.on)
        elif act.procedure == "requisition":
            paid = act.last(Step.COMPENSATE_REQUISITION)
            yield Line("requisition.count", done.on, 1, int(paid.values["amount"]) if paid else 0)
    yield from counting_coercion.surcharge(act)
    yield from counting_coercion.court(act)


BY_KIND: dict[ActKind, Callable[[Act, Rules], Iterator[Line]]] = {
    ActKind.PENALTY: _penalty,
    ActKind.COERCION: counting_coercion.lines,
    ActKind.INSPECTION: _inspection,
    ActKind.LEVY: _levy,
    ActKind.LICENCE: _licence,
}


# --- the three systems ---------------------------------------------------------------------------------------------


def _running(act: Act) -> Iterator[Line]:
    for duty in act.duties:
        figure = next((figure for prefix, figure in CLOCKS.items() if duty.rule.startswith(prefix)), "")
        if figure:
            yield from _duty(figure, duty)
    yield from _reviews(act)
    for decided in act.decisions:
        if decided.review_required:
            yield Line("review.needed", decided.on)
            if decided.reviewed:
                yield Line("review.done", decided.on)
    closed = act.last(Step.CLOSE)
    if closed and act.recordings and act.recordings[0]:
        yield Line("record.needed", closed.on, act.recordings[0])
        if act.recordings[1]:
            yield Line("record.covered", closed.on, act.recordings[1])


def _reviews(act: Act) -> Iterator[Line]:
    for done in act.each(Step.SUBMIT_REVIEW):
        yield Line("review.submitted", done.on)
    for done in act.each(Step.GIVE_OPINION, Step.CONFIRM_REVIEW, Step.SETTLE_REVIEW):
        returned = done.step is Step.GIVE_OPINION and done.values.get("outcome") == "object"
        yield Line("review.returned" if returned else "review.agreed", done.on)


def _duty(figure: str, duty: Duty) -> Iterator[Line]:
    """A duty counts on its last day: while it runs, nothing can be said of it."""
    yield Line(f"{figure}.due", duty.due)
    if figure == "filing" and duty.met_on:
        yield Line("filing.done", duty.due)
    if duty.in_time:
        yield Line(f"{figure}.on_time", duty.due)
