"""Lines that every table shares: people, legal review, service, archive. Each act gives its own stages and articles."""

from __future__ import annotations

from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import review_gates as review
from mingjing.law.gating import Gate
from mingjing.law.kinds import Doc, Phase, Power, Stage, Step
from mingjing.law.rules import Rule, rule
from mingjing.law.steps import ENDED

PLAN = "三政办〔2019〕16号"
ACTING = (g.two_qualified_officers, g.no_open_recusal)
SIGNING = (review.reviewer_not_handler, review.signer_not_handler)


def people(stages: frozenset[Stage]) -> dict[Step, Rule]:
    """Assigning officers, recusal: at any of these stages."""
    return {
        Step.ASSIGN_HANDLERS: rule(stages, Power.ASSIGN_CASE, f"{PLAN}三(二)1", phase=Phase.START, others=True),
        Step.REQUEST_RECUSAL: rule(stages, Power.EDIT_CASE, "河南省行政执法条例23", phase=Phase.START, others=True),
        Step.DECIDE_RECUSAL: rule(
            stages,
            Power.DECIDE_RECUSAL,
            "河南省行政执法条例23",
            phase=Phase.START,
            produces=(Doc.RECUSAL_DECISION,),
            others=True,
        ),
    }


def reviewed(stages: frozenset[Stage], *materials: Gate) -> dict[Step, Rule]:
    """Legal review of the decision's text, dispute path and collective discussion (plan 三(三))."""
    article = f"{PLAN}三(三)"
    return {
        Step.SUBMIT_REVIEW: rule(
            stages,
            Power.SUBMIT_REVIEW,
            f"{article}4",
            *ACTING,
            review.decision_draft_complete,
            *materials,
            review.no_pending_round,
            phase=Phase.DECISION,
            produces=(Doc.REVIEW_SUBMISSION,),
            starts=("review.opinion",),
        ),
        Step.GIVE_OPINION: rule(
            stages,
            Power.GIVE_OPINION,
            f"{article}3、4",
            review.pending_round,
            review.reviewer_not_handler,
            phase=Phase.DECISION,
            produces=(Doc.REVIEW_OPINION,),
            meets=("review.opinion",),
            seals_at_once=True,
        ),
        Step.OBJECT: rule(
            stages, Power.OBJECT_REVIEW, f"{article}3", review.round_objected_to, phase=Phase.DECISION, others=True
        ),
        Step.CONSULT: rule(
            stages,
            Power.GIVE_OPINION,
            f"{article}3",
            review.round_objected_to,
            review.dispute_raised,
            phase=Phase.DECISION,
            produces=(Doc.CONSULTATION_RECORD,),
            others=True,
        ),
        Step.REQUEST_DISCUSSION: rule(
            stages,
            Power.OBJECT_REVIEW,
            f"{article}3",
            review.round_objected_to,
            review.dispute_raised,
            review.consulted,
            phase=Phase.DECISION,
            others=True,
        ),
        Step.DISCUSS: rule(
            stages,
            Power.CHAIR_DISCUSSION,
            f"河南省行政执法条例28；{article}3",
            phase=Phase.DECISION,
            produces=(Doc.DISCUSSION_RECORD,),
        ),
        Step.SETTLE_REVIEW: rule(
            stages,
            Power.SETTLE_REVIEW,
            f"{article}3",
            review.round_objected_to,
            review.dispute_raised,
            review.consulted,
            review.dispute_discussed,
            review.reviewer_not_handler,
            phase=Phase.DECISION,
            produces=(Doc.REVIEW_OPINION,),
            seals_at_once=True,
        ),
    }


def service(
    decided: frozenset[Stage],
    others: frozenset[Stage],
    *,
    article: str,
    leads_to: Stage | None = Stage.SERVED,
    starts: tuple[str, ...] = ("remedy.reconsideration", "remedy.litigation"),
    meets: tuple[str, ...] = ("serve.decision",),
    gates: tuple[Gate, ...] = (),
) -> dict[Step, Rule]:
    """Seal and serve the decision from ``decided``; serve any other outward paper at ``others`` too."""
    return {
        Step.SERVE_DOCUMENT: rule(
            decided | others,
            Power.RECORD_SERVICE,
            article,
            phase=Phase.EXECUTION,
            produces=(Doc.SERVICE_RECEIPT,),
            records=("lien_service",),
        ),
        Step.SEAL_DECISION: rule(
            decided, Power.UPLOAD_SEALED, article, execution.decision_issued, phase=Phase.EXECUTION
        ),
        Step.SERVE: rule(
            decided,
            Power.RECORD_SERVICE,
            article,
            execution.decision_issued,
            execution.decision_entry_sealed,
            execution.sealed_copy_bound,
            *gates,
            phase=Phase.EXECUTION,
            leads_to=leads_to,
            produces=(Doc.SERVICE_RECEIPT,),
            records=("lien_service",),
            starts=starts,
            meets=meets,
        ),
    }


def ending(stages: frozenset[Stage], *gates: Gate) -> dict[Step, Rule]:
    """Closing with its approval, and filing in the archive."""
    return {
        Step.CLOSE: rule(
            stages,
            Power.APPROVE_CLOSING,
            f"{PLAN}三(二)",
            *gates,
            execution.everything_served,
            execution.publication_settled,
            phase=Phase.EXECUTION,
            leads_to=Stage.CLOSED,
            produces=(Doc.CLOSING_APPROVAL,),
            starts=("archive.file",),
        ),
        Step.ARCHIVE: rule(
            ENDED,
            Power.FILE_ARCHIVE,
            f"{PLAN}三(二)4",
            execution.is_closed,
            phase=Phase.ARCHIVE,
            leads_to=Stage.ARCHIVED,
            meets=("archive.file",),
        ),
    }
