"""What each act that decides or uses force must ask for, written out apart from the tables.

The other table tests go through the gates that a table has; a gate taken out of it by mistake is missed here, by name.
"""

from __future__ import annotations

import pytest

from mingjing.law import procedures
from mingjing.law.kinds import Step

pytestmark = pytest.mark.pure
# Every decision: two qualified officers, no open recusal, what the party handed in is taken up.
ALWAYS = {"handler.too-few", "recusal.open", "party.unanswered"}
REQUIRED = {
    ("penalty.ordinary/2021-07-15", "decide"): (
        "case.suspended citation.not-in-force crime.suspected decision.exists decision.heavier "
        "discussion.none draft.incomplete entrustment.none hearing.not-held hearing.right-not-told hearing.window-open "
        "limitation.passed notice.not-served party.invalid party.under-14 power.not-listed preservation.open "
        "recording.missing redo.same review.not-passed review.reviewer-conflict signer.is-handler "
        "statement.unanswered statement.window-open"
    ),
    ("penalty.ordinary/2021-07-15", "decide_no_penalty"): (
        "case.suspended crime.suspected decision.exists draft.incomplete preservation.open proposal.no-ground "
        "review.not-passed review.reviewer-conflict signer.is-handler"
    ),
    ("penalty.ordinary/2021-07-15", "apply_court"): (
        "court.window decision.unserved demand.too-early payment.not-overdue remedy.pending"
    ),
    ("penalty.summary/2021-07-15", "decide_on_spot"): (
        "citation.not-in-force crime.suspected decision.exists entrustment.none limitation.passed party.invalid "
        "party.under-14 "
        "power.not-listed spot.above spot.heavier spot.major spot.not-heard spot.not-told spot.signer "
        "spot.uncertain"
    ),
    ("penalty.summary/2021-07-15", "apply_court"): (
        "court.window decision.unserved demand.too-early payment.not-overdue remedy.pending"
    ),
    ("coercion.measure/2012-01-01", "approve_measure"): (
        "basis.not-law freeze.amount handler.too-few measure.not-empowered organ.entrusted party.invalid "
        "power.not-listed recusal.open"
    ),
    ("coercion.measure/2012-01-01", "take_measure_urgently"): (
        "basis.not-law certificate.not-shown decision.differs discussion.none freeze.amount goods.elsewhere "
        "goods.necessities goods.none goods.unrelated measure.not-empowered measure.signer measure.taken "
        "organ.entrusted party.invalid party.not-called party.not-heard party.not-told power.not-listed "
        "record.none record.unsigned review.not-passed review.reviewer-conflict witness.none"
    ),
    ("coercion.measure/2012-01-01", "take_measure"): (
        "basis.not-law certificate.not-shown decision.differs discussion.none freeze.amount goods.elsewhere "
        "goods.necessities goods.none goods.unrelated measure.not-empowered measure.signer measure.taken "
        "measure.unapproved organ.entrusted party.invalid party.not-called party.not-heard party.not-told "
        "power.not-listed record.none record.unsigned review.not-passed review.reviewer-conflict witness.none"
    ),
    ("coercion.execution/2012-01-01", "decide_execution"): (
        "charge.too-early decision.exists demand.open discussion.none draft.incomplete duty.annulled "
        "duty.not-overdue duty.unknown execution.holiday-written execution.utilities method.substitute "
        "method.unfit party.invalid payment.nothing-left power.no-execution power.not-listed "
        "review.not-passed review.reviewer-conflict signer.is-handler transfer.not-empowered views.unanswered"
    ),
    ("coercion.execution/2012-01-01", "decide_substitute"): (
        "decision.exists demand.open discussion.none draft.incomplete duty.annulled duty.not-overdue "
        "duty.unknown execution.holiday-written execution.utilities method.unfit party.invalid "
        "power.no-execution power.not-listed review.not-passed review.reviewer-conflict signer.is-handler "
        "substitute.not-allowed views.unanswered"
    ),
    ("coercion.execution/2012-01-01", "clear_at_once"): (
        "clearing.not-fit decision.exists discussion.none party.invalid power.not-listed review.not-passed "
        "review.reviewer-conflict signer.is-handler"
    ),
    ("coercion.execution/2012-01-01", "execute"): (
        "agreement.in-force decision.unserved demolition.not-announced demolition.remedy-open duty.annulled "
        "execution.rest-time execution.too-early handler.too-few payment.nothing-left recusal.open "
        "substitute.demand-first"
    ),
    ("coercion.execution/2012-01-01", "apply_court_duty"): (
        "court.window demand.open duty.annulled duty.not-overdue duty.unknown party.invalid "
        "payment.nothing-left power.not-listed power.own-execution views.unanswered"
    ),
    ("inspection/2025-01-01", "approve_inspection"): (
        "handler.too-few inspection.no-items inspection.period-invalid party.invalid plan.none "
        "power.not-listed recusal.open visits.over-cap visits.repeated"
    ),
    ("inspection/2025-01-01", "enter"): (
        "handler.too-few inspection.outside-period notice.inspection-unserved recusal.open"
    ),
    ("inspection/2025-01-01", "give_result"): (
        "decision.exists discussion.none draft.incomplete party.invalid power.not-listed "
        "result.contradicts-record result.no-order review.not-passed review.reviewer-conflict "
        "sample.unreported signer.is-handler"
    ),
    ("levy-fee-2026", "issue_pay_notice"): (
        "assess.differs assess.none decision.exists discussion.none fee.unknown party.invalid "
        "power.not-listed review.not-passed review.reviewer-conflict signer.is-handler"
    ),
    ("levy-fee-2026", "apply_court_levy"): (
        "chase.running court.window decision.unserved deferral.open fee.not-overdue"
    ),
    ("levy-expropriation-2026", "decide_expropriation"): (
        "decision.exists discussion.none draft.incomplete funds.missing interest.none meeting.none "
        "party.invalid plan.comments-open plan.hearing-due power.not-listed review.not-passed "
        "review.reviewer-conflict risk.none signer.is-handler views.unpublished"
    ),
    ("levy-compensation-2026", "decide_compensation"): (
        "agreement.signed agreement.term-open appraisal.none appraisal.review-open compensation.too-low "
        "decision.exists discussion.none draft.incomplete party.invalid power.not-listed review.not-passed "
        "review.reviewer-conflict signer.is-handler"
    ),
    ("levy-compensation-2026", "apply_court_levy"): (
        "compensation.unpaid court.window decision.unserved demand.too-early house-compensation.undecided "
        "move.term-open"
    ),
    ("levy-requisition-2026", "complete_requisition"): (
        "decision.exists discussion.none emergency.unnamed goods.not-taken party.invalid power.not-listed "
        "review.not-passed review.reviewer-conflict signer.is-handler"
    ),
    ("levy-requisition-2026", "approve_requisition"): (
        "decision.exists discussion.none emergency.unnamed goods.unlisted party.invalid power.not-listed "
        "review.not-passed review.reviewer-conflict signer.is-handler"
    ),
    ("levy-requisition-2026", "compensate_requisition"): (
        "damage.uncovered decision.exists discussion.none goods.outstanding publication.open "
        "review.not-passed review.reviewer-conflict signer.is-handler"
    ),
    ("licence/2019-04-23", "accept"): (
        "applicant.barred item.unknown materials.missing party.invalid power.not-listed"
    ),
    ("licence/2019-04-23", "grant"): (
        "acceptance.no-slip clock.stopped decision.exists discussion.none examination.otherwise "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "party.invalid power.not-listed recording.missing review.not-passed review.reviewer-conflict "
        "signer.is-handler site.unchecked views.unanswered"
    ),
    ("licence/2019-04-23", "refuse"): (
        "acceptance.no-slip clock.stopped decision.exists discussion.none examination.otherwise "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "party.invalid power.not-listed recording.missing review.not-passed review.reviewer-conflict "
        "signer.is-handler views.unanswered"
    ),
    ("licence.existing/2019-04-23", "accept"): (
        "item.unknown matter.other party.invalid power.not-listed register.busy register.not-valid "
        "register.unknown renewal.late"
    ),
    ("licence.existing/2019-04-23", "change_licence"): (
        "acceptance.no-slip clock.stopped decision.exists discussion.none examination.otherwise "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "matter.other party.invalid power.not-listed recording.missing register.busy register.not-valid "
        "register.unknown review.not-passed review.reviewer-conflict signer.is-handler views.unanswered"
    ),
    ("licence.existing/2019-04-23", "renew_licence"): (
        "acceptance.no-slip clock.stopped decision.exists discussion.none examination.otherwise "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "matter.other party.invalid power.not-listed recording.missing register.busy register.not-valid "
        "register.unknown review.not-passed review.reviewer-conflict signer.is-handler views.unanswered"
    ),
    ("licence.existing/2019-04-23", "refuse"): (
        "acceptance.no-slip clock.stopped decision.exists discussion.none examination.otherwise "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "party.invalid power.not-listed recording.missing review.not-passed review.reviewer-conflict "
        "signer.is-handler views.unanswered"
    ),
    ("licence.existing/2019-04-23", "revoke_licence"): (
        "clock.stopped decision.exists discussion.none examination.otherwise ground.none holder.untold "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "matter.other party.invalid power.not-listed recording.missing register.busy register.not-valid "
        "register.unknown review.not-passed review.reviewer-conflict revocation.public-harm signer.is-handler "
        "views.unanswered"
    ),
    ("licence.existing/2019-04-23", "retract_licence"): (
        "clock.stopped decision.exists discussion.none examination.otherwise ground.none holder.untold "
        "interested.untold interested.window-open licence-hearing.not-held licence-hearing.record-unused "
        "matter.other party.invalid power.not-listed recording.missing register.busy register.not-valid "
        "register.unknown retraction.no-interest review.not-passed review.reviewer-conflict signer.is-handler "
        "views.unanswered"
    ),
    ("licence.existing/2019-04-23", "cancel_licence"): (
        "clock.stopped decision.exists discussion.none examination.otherwise ground.none interested.untold "
        "interested.window-open licence-hearing.not-held licence-hearing.record-unused matter.other "
        "party.invalid power.not-listed recording.missing register.busy register.not-valid register.unknown "
        "review.not-passed review.reviewer-conflict signer.is-handler views.unanswered"
    ),
}  # fmt: skip


@pytest.mark.clause("L0.1", "L2.3", "D2.2")
@pytest.mark.parametrize(("version", "step"), REQUIRED, ids=lambda x: str(x).partition("/")[0])
def test_no_gate_that_the_law_wants_was_taken_out_of_a_table(version: str, step: str) -> None:
    rule = procedures.PROCEDURES[version].rules[Step(step)]
    wanted = set(REQUIRED[version, step].split()) | (ALWAYS if rule.decides else set())
    assert wanted - {gate.code for gate in rule.gates} == set()


def test_every_act_that_decides_is_written_out_here() -> None:
    deciding = {
        (table.version, step.value) for table in procedures.TABLES for step, rule in table.rules.items() if rule.decides
    }
    assert deciding <= set(REQUIRED)
