"""行政强制执行, its course as data: suspension, agreement, resumption, end; the court (行政强制法39–42、53–58)."""

from __future__ import annotations

from mingjing.law import coercion_course_gates as course
from mingjing.law import coercion_execution_gates as x
from mingjing.law import coercion_money as money
from mingjing.law import gates as g
from mingjing.law.kinds import Doc, Phase, Power, Stage, Step
from mingjing.law.rules import Rule, rule

PROPOSED = frozenset({Stage.PROPOSED})
DEMANDED = frozenset({Stage.DEMANDED})
SERVED = frozenset({Stage.SERVED})
READY = SERVED | frozenset({Stage.ANNOUNCED})
PAUSED = frozenset({Stage.EXECUTION_SUSPENDED})
AT_COURT = frozenset({Stage.AT_COURT})
OVERDUE = (x.duty_known, x.duty_overdue, x.duty_stands)
SIGN = (g.power_on_list, g.party_valid)

COURSE: dict[Step, Rule] = {
    Step.SUSPEND_EXECUTION: rule(
        READY,
        Power.APPROVE_EXTENSION,
        "行政强制法39①",
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTION_SUSPENDED,
        produces=(Doc.EXECUTION_NOTICE,),
        starts=("execution.lapse",),
        others=True,
    ),
    Step.AGREE_EXECUTION: rule(
        READY,
        Power.APPROVE_EXTENSION,
        "行政强制法42①",
        course.not_agreed,
        phase=Phase.EXECUTION,
        produces=(Doc.EXECUTION_AGREEMENT,),
        others=True,
    ),
    Step.RESUME_EXECUTION: rule(
        PAUSED | READY,
        Power.APPROVE_EXTENSION,
        "行政强制法39②、42②",
        course.something_to_resume,
        course.not_lapsed,
        x.duty_stands,
        phase=Phase.EXECUTION,
        leads_to=Stage.SERVED,
        produces=(Doc.EXECUTION_NOTICE,),
        meets=("execution.lapse",),
        others=True,
    ),
    Step.END_EXECUTION: rule(
        PROPOSED | DEMANDED | READY | PAUSED | AT_COURT,
        Power.APPROVE_EXTENSION,
        "行政强制法39②、40",
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTION_ENDED,
        produces=(Doc.EXECUTION_NOTICE,),
        meets=("execution.lapse", "execution.demand", "charge.thirty", "court.apply", "court.object"),
        others=True,
    ),
}

COURT: dict[Step, Rule] = {
    Step.APPLY_COURT_DUTY: rule(
        DEMANDED,
        Power.APPLY_COURT,
        "行政强制法53、54、55",
        *SIGN,
        *OVERDUE,
        x.may_ask_court,
        x.demand_over,
        x.views_answered,
        money.still_owed,
        course.court_window,
        phase=Phase.EXECUTION,
        leads_to=Stage.AT_COURT,
        produces=(Doc.DUTY_COURT_APPLICATION,),
        meets=("court.apply", "execution.demand"),
        others=True,
    ),
    Step.RECORD_RULING: rule(
        AT_COURT,
        Power.EDIT_CASE,
        "行政强制法56、57、58",
        phase=Phase.EXECUTION,
        others=True,
    ),
    Step.COURT_DONE: rule(
        AT_COURT,
        Power.EDIT_CASE,
        "行政强制法57、60",
        course.granted,
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTED,
        others=True,
    ),
}
