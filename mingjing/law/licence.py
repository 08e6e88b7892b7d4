"""行政许可: from application to certificate, and what may become of a licence that exists (domain table §2.5 as data).

``licence``: application, acceptance, examination, hearing, decision, certificate (行政许可法29–48). Silence of five
working days is acceptance. ``existing``: 变更、延续 on application, 撤销、撤回、注销 ex officio (行政许可法8、49、50、
69、70). The decision's clock follows from the item and starts with the day of acceptance, so steps start it themselves.
"""

from __future__ import annotations

from dataclasses import replace

from mingjing.law import gates as g
from mingjing.law import licence_gates as li
from mingjing.law import licence_hearing as he
from mingjing.law import register_gates as re
from mingjing.law.gating import Gate
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.licence_facts import Matter
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, Rule, rule
from mingjing.law.shared import PLAN, SIGNING, ending, people, reviewed, service

APPLIED = frozenset({Stage.APPLIED})
AWAITING = frozenset({Stage.AWAITING_MATERIALS})
ACCEPTED = frozenset({Stage.ACCEPTED})
EXAMINED = frozenset({Stage.EXAMINED})
GRANTED = frozenset({Stage.GRANTED})
READY = frozenset({Stage.DECIDED, Stage.CERTIFIED})  # the decision may be sealed and served
SERVED = frozenset({Stage.SERVED})
RAISED = frozenset({Stage.RAISED})
START, DECISION, EXECUTION = Phase.START, Phase.DECISION, Phase.EXECUTION
ON_APPLICATION = re.about(Matter.CHANGE, Matter.RENEW)
EX_OFFICIO = re.about(Matter.REVOKE, Matter.RETRACT, Matter.CANCEL)


def receiving(
    at: frozenset[Stage], back: Stage, before: frozenset[Stage], *gates: Gate, extra: tuple[Gate, ...] = ()
) -> dict[Step, Rule]:
    """What is handed in, checked, completed once, accepted or not (许29–32). ``gates`` stand before acceptance."""
    return {
        Step.RECEIVE_MATERIAL: rule(
            at | AWAITING, Power.ACCEPT_LICENCE, "行政许可法31、32", *extra, phase=START, others=True
        ),
        Step.GIVE_RECEIPT: rule(
            at | AWAITING, Power.ACCEPT_LICENCE, "行政许可法32②", *extra, phase=START,
            produces=(Doc.MATERIALS_RECEIPT,), others=True,
        ),
        Step.REQUEST_CORRECTION: rule(
            at, Power.ACCEPT_LICENCE, "行政许可法32①四", *extra, li.correction_once, li.not_yet_deemed,
            phase=START, leads_to=Stage.AWAITING_MATERIALS, produces=(Doc.CORRECTION_NOTICE,),
            meets=("licence.accept",),
        ),
        Step.SUPPLEMENT: rule(
            AWAITING, Power.ACCEPT_LICENCE, "行政许可法32①五", *extra, phase=START, leads_to=back,
            starts=("licence.accept",), meets=("licence.supplement",),
        ),
        Step.ACCEPT: rule(
            at, Power.ACCEPT_LICENCE, "行政许可法32①五、②", *extra, li.item_known, g.power_on_list, g.party_valid,
            *gates, phase=START, leads_to=Stage.ACCEPTED, produces=(Doc.ACCEPTANCE_NOTICE,), meets=("licence.accept",),
        ),
        Step.GIVE_SLIP: rule(
            ACCEPTED, Power.ACCEPT_LICENCE, "行政许可法32②", *extra, li.slip_not_given, phase=START,
            produces=(Doc.ACCEPTANCE_NOTICE,), others=True,
        ),
        Step.DEEM_ACCEPTED: rule(
            at, Power.ACCEPT_LICENCE, "行政许可法32①四", *extra, li.silence_passed, phase=START,
            leads_to=Stage.ACCEPTED, meets=("licence.accept",), others=True,
        ),
        Step.REFUSE_ACCEPTANCE: rule(
            at | AWAITING, Power.ACCEPT_LICENCE, "行政许可法32①一、二、②", *extra, phase=START,
            leads_to=Stage.NOT_ACCEPTED, produces=(Doc.NON_ACCEPTANCE_NOTICE,), starts=("archive.file",),
            meets=("licence.accept", "licence.supplement"),
        ),
        Step.WITHDRAW_APPLICATION: rule(
            before, Power.ACCEPT_LICENCE, "行政许可法29、37", *extra, li.undecided, phase=START,
            leads_to=Stage.WITHDRAWN, produces=(Doc.LICENCE_WITHDRAWAL,), starts=("archive.file",), others=True,
        ),
    }  # fmt: skip


def examining(at: frozenset[Stage], *gates: Gate) -> dict[Step, Rule]:
    """The examination, those whom it concerns, the hearing, and the clock (许34–36、42、45–48)."""
    return {
        Step.CHECK_ON_SITE: rule(
            at, Power.EXAMINE_LICENCE, "行政许可法34③", *li.ACTING, li.slip_given,
            produces=(Doc.SITE_CHECK_RECORD,), records=("site_check",),
        ),
        Step.TELL_INTERESTED: rule(
            at, Power.EXAMINE_LICENCE, "行政许可法36、47①", *li.ACTING, produces=(Doc.INTERESTED_NOTICE,), others=True
        ),
        Step.HEAR_INTERESTED: rule(
            at, Power.RECORD_STATEMENT, "行政许可法7、36", produces=(Doc.LICENCE_VIEWS,), others=True
        ),
        Step.ANSWER_INTERESTED: rule(
            at, Power.RECORD_STATEMENT, "行政许可法7、36", he.views_open, produces=(Doc.LICENCE_VIEWS_ANSWER,),
            others=True,
        ),
        Step.ASK_LICENCE_HEARING: rule(
            at, Power.RECORD_STATEMENT, "行政许可法47①", he.hearing_right_told, phase=DECISION, others=True,
        ),
        Step.ANNOUNCE_LICENCE_HEARING: rule(
            at, Power.HOST_HEARING, "行政许可法46、48①一、三", phase=DECISION,
            produces=(Doc.LICENCE_HEARING_NOTICE, Doc.LICENCE_HEARING_ANNOUNCEMENT), others=True,
        ),
        Step.HOLD_LICENCE_HEARING: rule(
            at, Power.HOST_HEARING, "行政许可法48", he.summoned_seven_days, he.host_is_apart, phase=DECISION,
            produces=(Doc.LICENCE_HEARING_RECORD,), records=("licence_hearing",),
            meets=("licence.hearing_hold", "licence.hearing_notice"),
            others=True,
        ),
        Step.STOP_CLOCK: rule(
            at, Power.EXAMINE_LICENCE, "行政许可法45", li.slip_given, li.clock_running,
            produces=(Doc.SPECIAL_PROCEDURE_NOTICE,), others=True,
        ),
        Step.RESTART_CLOCK: rule(
            at, Power.EXAMINE_LICENCE, "行政许可法45", li.clock_is_stopped, li.time_told, others=True
        ),
        Step.EXTEND_LICENCE: rule(
            at, Power.APPROVE_EXTENSION, "行政许可法42", li.clock_running, li.not_extended, li.in_time_to_extend,
            li.may_be_extended, phase=DECISION, produces=(Doc.LICENCE_EXTENSION,), others=True,
        ),
        Step.EXAMINE: rule(
            at, Power.EXAMINE_LICENCE, "行政许可法34", *li.ACTING, li.slip_given, *gates,
            g.required_recordings_present, li.clock_running, leads_to=Stage.EXAMINED, produces=(Doc.EXAMINATION_FORM,),
        ),
    }  # fmt: skip


HEARD = (
    he.interested_told, he.window_closed, he.views_answered, he.hearing_held, he.by_the_record, g.party_heard,
)  # fmt: skip


def deciding(kind: DecisionKind, doc: Doc, basis: str, *gates: Gate, leads_to: Stage, starts: tuple[str, ...]) -> Rule:
    """One decision: on what was examined, heard and, where it must be, reviewed and discussed."""
    return rule(
        EXAMINED, Power.SIGN_DECISION, basis, *li.ACTING, g.power_on_list, g.party_valid, *gates,
        g.required_recordings_present, li.clock_running, *HEARD, reviewed_where_required(kind),
        discussed_where_required(kind), *SIGNING, li.undecided, phase=DECISION, leads_to=leads_to, produces=(doc,),
        decides=kind, starts=starts, meets=("licence.decide", "licence.decide_joint"), seals_at_once=True,
    )  # fmt: skip


GIVES = ("licence.certificate", "publish.licence")
TAKES = ("licence.serve_refusal", "publish.licence")
REFUSAL = deciding(
    DecisionKind.LICENCE_REFUSAL, Doc.REFUSAL_DECISION, "行政许可法38②", li.slip_given, li.fails,
    leads_to=Stage.DECIDED, starts=("licence.serve_refusal",),
)  # fmt: skip
CERTIFICATE = rule(
    GRANTED, Power.EXAMINE_LICENCE, "行政许可法39、44", li.certificate_not_issued, phase=EXECUTION,
    leads_to=Stage.CERTIFIED, produces=(Doc.LICENCE_CERTIFICATE,),
)  # fmt: skip
BEFORE_DECISION = ACCEPTED | EXAMINED
ON_SERVICE_STARTS = {
    Doc.CORRECTION_NOTICE: ("licence.supplement",),
    Doc.INTERESTED_NOTICE: ("licence.hearing_ask",),
    Doc.HOLDER_NOTICE: ("licence.views",),
    Doc.LICENCE_HEARING_NOTICE: ("licence.hearing_notice",),
    Doc.NON_ACCEPTANCE_NOTICE: ("remedy.reconsideration", "remedy.litigation"),
}
ON_SERVICE_MEETS = {Doc.LICENCE_CERTIFICATE: ("licence.certificate",)}


def after(others: frozenset[Stage]) -> dict[Step, Rule]:
    """Seal, service, closing and archive. A refusal is not published, a renewal by silence has no decision."""
    served = service(
        READY,
        others | GRANTED | SERVED | frozenset({Stage.NOT_ACCEPTED}),
        article="行政许可法38、44",
        meets=("licence.serve_refusal",),
    )
    closed = ending(SERVED | frozenset({Stage.CERTIFIED}))
    closing = closed[Step.CLOSE]
    gates = (li.ended_lawfully, replace(closing.gates[0], article="行政许可法38、44"), li.publication_settled)
    return {
        **served,
        **closed,
        Step.CLOSE: rule(
            closing.starts_from, closing.by, f"{PLAN}三(二)", *gates, phase=EXECUTION, leads_to=Stage.CLOSED,
            produces=closing.produces, starts=closing.starts,
        ),
        Step.ARCHIVE: replace(closed[Step.ARCHIVE], gates=(*closed[Step.ARCHIVE].gates, li.refusal_served)),
    }  # fmt: skip


FOCUS = {
    Stage.ACCEPTED: Step.EXAMINE,
    Stage.GRANTED: Step.ISSUE_CERTIFICATE,
    Stage.DECIDED: Step.SERVE,
    Stage.CERTIFIED: Step.SERVE,
    Stage.SERVED: Step.CLOSE,
    Stage.CLOSED: Step.ARCHIVE,
    Stage.NOT_ACCEPTED: Step.ARCHIVE,
    Stage.WITHDRAWN: Step.ARCHIVE,
}

LICENCE = Procedure(
    version="licence/2019-04-23",
    label="行政许可",
    rules={
        **receiving(
            APPLIED, Stage.APPLIED, APPLIED | AWAITING | BEFORE_DECISION, li.not_barred, li.materials_complete
        ),
        **people(APPLIED | AWAITING | BEFORE_DECISION),
        **examining(BEFORE_DECISION, li.site_checked),
        **reviewed(EXAMINED, *HEARD),
        Step.GRANT: deciding(
            DecisionKind.LICENCE_GRANT, Doc.GRANT_DECISION, "行政许可法38①、40", li.slip_given, li.meets,
            li.site_checked, leads_to=Stage.GRANTED, starts=GIVES,
        ),
        Step.REFUSE: REFUSAL,
        Step.ISSUE_CERTIFICATE: CERTIFICATE,
        **after(APPLIED | AWAITING | BEFORE_DECISION),
    },
    kind=ActKind.LICENCE,
    name="licence",
    first_stage=Stage.APPLIED,
    opens_with=Doc.LICENCE_APPLICATION,
    opening_starts=("licence.accept",),
    focus={Stage.APPLIED: Step.ACCEPT, Stage.EXAMINED: Step.GRANT, **FOCUS},
    decide_clock="licence.decide",
    publish_clock="publish.licence",
    service_starts=ON_SERVICE_STARTS,
    service_meets=ON_SERVICE_MEETS,
)  # fmt: skip

STANDING = (re.in_register, re.licence_stands, re.not_busy)
TAKING_AWAY = (re.holder_told, re.ground_holds)

EXISTING = Procedure(
    version="licence.existing/2019-04-23",
    label="变更、延续、撤销、撤回、注销许可",
    rules={
        **receiving(
            RAISED, Stage.RAISED, RAISED | AWAITING | BEFORE_DECISION, *STANDING, re.renewal_in_time,
            extra=(ON_APPLICATION,),
        ),
        Step.START_REVIEW: rule(
            RAISED, Power.ASSIGN_CASE, "行政许可法8②、69、70", EX_OFFICIO, *STANDING, re.ground_holds, phase=START,
            leads_to=Stage.ACCEPTED, meets=("licence.accept",),
        ),
        **people(RAISED | AWAITING | BEFORE_DECISION),
        **examining(BEFORE_DECISION),
        Step.TELL_HOLDER: rule(
            BEFORE_DECISION, Power.EXAMINE_LICENCE, "行政许可法7、8①、69", EX_OFFICIO, *li.ACTING,
            produces=(Doc.HOLDER_NOTICE,),
        ),
        Step.DROP_REVIEW: rule(
            BEFORE_DECISION, Power.APPROVE_CLOSING, "行政许可法69③；三政办〔2019〕16号三(二)", EX_OFFICIO, li.undecided,
            phase=DECISION, leads_to=Stage.TERMINATED, starts=("archive.file",), others=True,
        ),
        **reviewed(EXAMINED, *HEARD, re.holder_told),
        Step.CHANGE_LICENCE: deciding(
            DecisionKind.LICENCE_CHANGE, Doc.CHANGE_DECISION, "行政许可法49", li.slip_given,
            re.about(Matter.CHANGE), *STANDING, li.meets, leads_to=Stage.GRANTED, starts=GIVES,
        ),
        Step.RENEW_LICENCE: deciding(
            DecisionKind.LICENCE_CHANGE, Doc.RENEWAL_DECISION, "行政许可法50", li.slip_given,
            re.about(Matter.RENEW), *STANDING, li.meets, leads_to=Stage.GRANTED, starts=GIVES,
        ),
        Step.REFUSE: REFUSAL,
        Step.REVOKE_LICENCE: deciding(
            DecisionKind.LICENCE_REVOCATION, Doc.REVOCATION_DECISION, "行政许可法69", re.about(Matter.REVOKE),
            *STANDING, li.meets, *TAKING_AWAY, re.no_public_harm, leads_to=Stage.DECIDED, starts=TAKES,
        ),
        Step.RETRACT_LICENCE: deciding(
            DecisionKind.LICENCE_REVOCATION, Doc.RETRACTION_DECISION, "行政许可法8②", re.about(Matter.RETRACT),
            *STANDING, li.meets, *TAKING_AWAY, re.interest_stated, leads_to=Stage.DECIDED, starts=TAKES,
        ),
        Step.CANCEL_LICENCE: deciding(
            DecisionKind.LICENCE_REVOCATION, Doc.CANCELLATION_DECISION, "行政许可法70", re.about(Matter.CANCEL),
            *STANDING, li.meets, re.ground_holds, leads_to=Stage.DECIDED, starts=TAKES,
        ),
        Step.DEEM_RENEWED: rule(
            RAISED | AWAITING | BEFORE_DECISION, Power.ACCEPT_LICENCE, "行政许可法50②", re.about(Matter.RENEW),
            re.in_register, re.renewal_in_time, re.renewal_lapsed, phase=DECISION, leads_to=Stage.GRANTED,
            starts=("licence.certificate",), meets=("licence.renew", "licence.accept"), others=True,
        ),
        Step.ISSUE_CERTIFICATE: CERTIFICATE,
        **after(RAISED | AWAITING | BEFORE_DECISION),
    },
    kind=ActKind.LICENCE,
    name="existing",
    first_stage=Stage.RAISED,
    opens_with=Doc.LICENCE_MATTER,
    opening_starts=(),
    focus={Stage.RAISED: Step.ACCEPT, **FOCUS},
    decide_clock="licence.decide",
    publish_clock="publish.licence",
    service_starts=ON_SERVICE_STARTS,
    service_meets=ON_SERVICE_MEETS,
)  # fmt: skip

PROCEDURES: tuple[Procedure, ...] = (LICENCE, EXISTING)
