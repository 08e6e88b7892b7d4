"""启动: filing, refusal to file, handlers, recusal (行政处罚法42、43、54)."""

from __future__ import annotations

from mingjing.cases import actions as cases
from mingjing.documents import actions as documents
from mingjing.law.kinds import Doc, Step
from mingjing.procedure.models import Recusal
from mingjing.procedure.taking import Taking


def file(t: Taking) -> None:
    """立案: the case gets its number, in sequence; the ninety days begin (处60)."""
    t.case.number = documents.issue_number(organ=t.case.organ, prefix=f"{t.case.organ.doc_prefix}立", year=t.on.year)
    t.case.filed_on = t.on
    handlers = "、".join(h.person.name for h in t.seen.handlers)
    t.paper(
        Doc.FILING_APPROVAL,
        case_number=t.case.number,
        proposed_handlers=handlers,
        head_opinion=t.values["opinion"],
    )


def decline_filing(t: Taking) -> None:
    t.paper(Doc.NO_FILING_APPROVAL, ground=t.values["ground"], reason=t.values["reason"])


def assign_handlers(t: Taking) -> None:
    """Replace the handlers: former ones end today, never vanish."""
    people = [t.values["lead"], *[p for p in t.values["others"] if p != t.values["lead"]]]
    cases.record_handlers(t.act, case=t.case, people=people, on=t.on)


def request_recusal(t: Taking) -> None:
    t.act.save(
        Recusal(
            case=t.case,
            person_id=t.values["person"],
            asked_by=t.values["asked_by"],
            reason=t.values["reason"],
            asked_on=t.on,
        )
    )


def decide_recusal(t: Taking) -> None:
    """The head decides; a recused handler loses the case at once (security rule 11)."""
    granted = t.values["granted"] == "yes"
    pending = list(Recusal.objects.filter(case=t.case, granted=None).select_related("person"))
    for row in pending:
        row.granted, row.decided_on = granted, t.on
        t.act.save(row)
        if granted:
            cases.record_recused(t.act, case=t.case, person_id=row.person_id, on=t.on)
    if pending:
        asked = pending[-1]
        t.paper(
            Doc.RECUSAL_DECISION,
            asked_by=asked.asked_by,
            asked_on=asked.asked_on.isoformat(),
            officer_name=asked.person.name,
            reason=asked.reason,
            result="granted" if granted else "refused",
            ground=t.values["reason"],
            replacement="由承办机构另行指派",
        )


WRITERS = {
    Step.FILE: file,
    Step.DECLINE_FILING: decline_filing,
    Step.ASSIGN_HANDLERS: assign_handlers,
    Step.REQUEST_RECUSAL: request_recusal,
    Step.DECIDE_RECUSAL: decide_recusal,
}
