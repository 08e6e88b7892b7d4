"""国有土地上房屋征收 (条例8–29): the project is one case, each household a case of its own (一户一档, 条例29).

Why two tables: the expropriation decision is one, over every household of the area, announced to all; a compensation
decision is taken against one household, served on it, and its remedies, its court and its publication are its own. So
the project's parties are all its households, and 分户立档 opens for each a case that starts from what the project has
settled (announcement, survey, appraiser) and ends in an agreement or a compensation decision: ``compensation``.

The organ never moves anyone by force: no table has such a step, only the application to the court (条例28), and that
only after compensation was paid or deposited (条例27: 先补偿、后搬迁).
"""

from __future__ import annotations

from mingjing.law import execution_gates as execution
from mingjing.law import expropriation_gates as e
from mingjing.law import gates as g
from mingjing.law import review_gates as review
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.levy_gates import none_in_force
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, rule
from mingjing.law.shared import ACTING, SIGNING, ending, people, reviewed

RULES = e.RULES
PROPOSED = frozenset({Stage.PROPOSED})
ASKING = frozenset({Stage.CONSULTING})
ASKED = frozenset({Stage.CONSULTED})
DECIDED = frozenset({Stage.DECIDED})
OUT = frozenset({Stage.ANNOUNCED})

BEFORE = {
    Step.PUBLISH_PLAN: rule(
        PROPOSED | ASKING | ASKED,
        Power.ASSESS_LEVY,
        f"{RULES}8、10",
        *ACTING,
        g.power_on_list,
        e.public_interest,
        phase=Phase.EVIDENCE,
        leads_to=Stage.CONSULTING,
        produces=(Doc.PLAN_NOTICE,),
        starts=("plan.comments",),
    ),
    Step.PUBLISH_VIEWS: rule(
        ASKING | ASKED,
        Power.ASSESS_LEVY,
        f"{RULES}11①",
        e.plan_published,
        e.comments_over,
        phase=Phase.EVIDENCE,
        leads_to=Stage.CONSULTED,
        produces=(Doc.VIEWS_NOTICE,),
        meets=("plan.comments",),
    ),
    Step.HOLD_PLAN_HEARING: rule(
        ASKED,
        Power.ASSESS_LEVY,
        f"{RULES}11②",
        e.views_published,
        phase=Phase.EVIDENCE,
        produces=(Doc.PLAN_HEARING,),
        records=("hearing",),
        others=True,
    ),
    Step.ASSESS_RISK: rule(
        ASKING | ASKED, Power.ASSESS_LEVY, f"{RULES}12①", phase=Phase.EVIDENCE, produces=(Doc.RISK_REPORT,)
    ),
    Step.HOLD_MEETING: rule(
        ASKED,
        Power.APPROVE_LEVY,
        f"{RULES}12①",
        e.views_published,
        e.risk_assessed,
        phase=Phase.DECISION,
        produces=(Doc.MEETING_RECORD,),
        others=True,
    ),
    Step.RECORD_FUNDS: rule(
        ASKING | ASKED, Power.ASSESS_LEVY, f"{RULES}12②", phase=Phase.EVIDENCE, produces=(Doc.FUNDS_RECORD,)
    ),
    Step.SURVEY: rule(
        PROPOSED | ASKING | ASKED | DECIDED | OUT,
        Power.RECORD_SCENE,
        f"{RULES}15",
        *ACTING,
        phase=Phase.EVIDENCE,
        produces=(Doc.SURVEY_NOTICE,),
        records=("survey",),
    ),
}

DECISION = {
    **reviewed(ASKED, e.views_published, e.hearing_where_due, e.risk_assessed),
    Step.DECIDE_EXPROPRIATION: rule(
        ASKED,
        Power.SIGN_DECISION,
        f"{RULES}8、12、13",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        e.public_interest,
        e.comments_over,
        e.views_published,
        e.hearing_where_due,
        e.risk_assessed,
        e.meeting_where_due,
        e.funds_in_place,
        review.decision_draft_complete,
        reviewed_where_required(DecisionKind.EXPROPRIATION),
        discussed_where_required(DecisionKind.EXPROPRIATION),
        *SIGNING,
        none_in_force(DecisionKind.EXPROPRIATION),
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.EXPROPRIATION_DECISION,),
        decides=DecisionKind.EXPROPRIATION,
        starts=("publish.general",),
        seals_at_once=True,
    ),
    Step.SEAL_DECISION: rule(
        DECIDED, Power.UPLOAD_SEALED, f"{RULES}13", execution.decision_issued, phase=Phase.EXECUTION
    ),
    Step.ANNOUNCE_EXPROPRIATION: rule(
        DECIDED,
        Power.RECORD_SERVICE,
        f"{RULES}13",
        execution.decision_issued,
        execution.decision_entry_sealed,
        execution.sealed_copy_bound,
        phase=Phase.EXECUTION,
        leads_to=Stage.ANNOUNCED,
        produces=(Doc.EXPROPRIATION_NOTICE,),
    ),
}

AFTER = {
    Step.SERVE_DOCUMENT: rule(
        PROPOSED | ASKING | ASKED | DECIDED | OUT,
        Power.RECORD_SERVICE,
        f"{RULES}13",
        phase=Phase.EXECUTION,
        produces=(Doc.SERVICE_RECEIPT,),
        records=("lien_service",),
        others=True,
    ),
    Step.CHOOSE_APPRAISER: rule(
        OUT,
        Power.ASSESS_LEVY,
        f"{RULES}20",
        e.expropriation_announced,
        e.survey_published,
        phase=Phase.EXECUTION,
        produces=(Doc.APPRAISER_RECORD,),
    ),
    Step.OPEN_HOUSEHOLD: rule(
        OUT,
        Power.EDIT_CASE,
        f"{RULES}29①",
        e.survey_published,
        e.appraiser_chosen,
        phase=Phase.EXECUTION,
    ),
    Step.PUBLISH_HOUSEHOLDS: rule(
        OUT,
        Power.ASSESS_LEVY,
        f"{RULES}29①",
        e.households_filed,
        phase=Phase.EXECUTION,
        produces=(Doc.HOUSEHOLDS_NOTICE,),
    ),
}

PROJECT = Procedure(
    version="levy-expropriation-2026",
    label="国有土地上房屋征收（项目）",
    kind=ActKind.LEVY,
    name="expropriation",
    first_stage=Stage.PROPOSED,
    opens_with=None,
    opening_starts=(),
    publish_clock="publish.general",
    focus={
        Stage.PROPOSED: Step.PUBLISH_PLAN,
        Stage.CONSULTING: Step.PUBLISH_VIEWS,
        Stage.CONSULTED: Step.DECIDE_EXPROPRIATION,
        Stage.DECIDED: Step.ANNOUNCE_EXPROPRIATION,
        Stage.ANNOUNCED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
    },
    rules={
        **people(PROPOSED | ASKING | ASKED | DECIDED | OUT),
        **BEFORE,
        **DECISION,
        **AFTER,
        **ending(OUT, e.expropriation_announced, e.households_published, g.required_recordings_present),
    },
)
