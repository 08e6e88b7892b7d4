"""Documents that people write: which of them, until when, and what a draft starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mingjing.documents.content import EMPTY
from mingjing.documents.forms import FORMS, Form
from mingjing.law import procedures
from mingjing.law.gating import Blocker
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.law.penalty import ORDINARY
from mingjing.law.steps import ENDED
from mingjing.procedure import filling, limits, papers
from mingjing.procedure.facts import gather
from mingjing.procedure.refusals import OutOfDate, StepRefused

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.documents.models import DocumentVersion

DECISIONS = frozenset(doc for table in procedures.TABLES for doc in table.deciding)
ON_THE_SPOT = frozenset({Doc.SPOT_DECISION})  # filled in and handed over in one act (处52)
# Every other document comes out of its own step, from the case and what that step asks: the officers in charge have
# no hand in the words of a reviewer, and a notice cannot say other than what the case proposes.
WRITTEN = (
    frozenset({Doc.SCENE_RECORD, Doc.INTERVIEW_RECORD, Doc.EVIDENCE_LIST, Doc.INVESTIGATION_REPORT})
    | (DECISIONS - ON_THE_SPOT)
    | {form.doc for form in FORMS.values() if form.written}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor of one document opens with.

    ``values`` are the draft's, or what the case fills in. ``known``: field → what the case says now, also of fields
    that do not apply. ``version``: the draft that is continued. ``sent``: says that this very text is under review.
    """

    form: Form
    values: dict[str, Any]
    known: dict[str, Any]
    version: DocumentVersion | None
    obstacles: tuple[Blocker, ...]
    sent: str


RECORDS = frozenset({Doc.SCENE_RECORD, Doc.INTERVIEW_RECORD, Doc.EVIDENCE_LIST})


def writable(case: Case) -> list[Doc]:
    """Documents people write in this kind of case: records of what was done, and what its steps or gates ask for."""
    table = procedures.PROCEDURES[case.law_version]
    asked = {Doc.INVESTIGATION_REPORT} if Step.CONCLUDE in table.rules else set()
    own = set(table.deciding) | table.produced | asked | RECORDS | table.written
    return [doc for doc in Doc if doc in WRITTEN & own]


def now_due(case: Case) -> list[Doc]:
    """Of these, what one would write at the stage the case is at."""
    table, stage = procedures.PROCEDURES[case.law_version], Stage(case.stage)
    if table is ORDINARY:
        if stage is Stage.INVESTIGATING:
            return [doc for doc in writable(case) if doc not in DECISIONS]
        none, some = Doc.NO_PENALTY_DECISION, Doc.PENALTY_DECISION
        later = stage in {Stage.INVESTIGATED, Stage.NOTIFIED}
        return [none if case.no_penalty_ground else some] if later else []
    here = {doc for doc, step in table.deciding.items() if stage in table.rules[step].starts_from}
    return [doc for doc in writable(case) if doc in here or (doc not in DECISIONS and not case.decided_on)]


def start(case: Case, doc: Doc, *, now: datetime) -> Draft:
    """What is in the draft of ``doc``, or would be in a new one. Reads only.

    An optional field that was emptied stays empty; a required one is filled again from the case.
    """
    form, draft = FORMS[doc], papers.draft_of(case, doc)
    seen = gather(case, on=limits.beijing_date(now))
    sources = filling.sources(case, seen, now=now)
    known = {f.name: sources[f.source] for f in form.fields if sources.get(f.source) not in EMPTY}
    values = papers.without_idle(form, known)
    if draft:
        needed = {f.name for f in form.fields if f.required}
        values = {**{n: v for n, v in values.items() if n in needed}, **draft.values}
        values = papers.without_idle(form, values)
    pending = seen.submission is not None and seen.draft == draft and draft is not None and bool(draft.text_root)
    sent = f"本稿已在第 {seen.submission.round} 轮送审" if pending and seen.submission else ""
    return Draft(form, values, known, draft, obstacles(case, doc), sent)


def made_by(case: Case, doc: Doc) -> Step | None:
    """The step that makes a document, in the table this case began under."""
    rules = procedures.PROCEDURES[case.law_version].rules
    if doc is Doc.HEARING_RIGHT_NOTICE:
        doc = Doc.PRIOR_NOTICE  # the same step: which of the two follows from the right to a hearing
    return next((step for step, rule in rules.items() if doc in rule.produces), None)


def obstacles(case: Case, doc: Doc, *, final: bool = False) -> tuple[Blocker, ...]:
    """Why ``doc`` cannot be drafted (``final``: made final) apart now; empty when it can."""
    if Stage(case.stage) in ENDED or case.stage == Stage.ARCHIVED:
        return (
            Blocker(
                "case.ended",
                "案件已办结",
                "办结的案件不再制作文书",
                "三政办〔2019〕16号三(二)4",
                "需要补充材料的，随归档说明附卷",
            ),
        )
    if final and doc in DECISIONS:
        return (
            Blocker(
                "document.by-step",
                doc.label,
                "决定书只在签发时定稿",
                "三政办〔2019〕16号三(三)5",
                "应当审核的送法制审核，通过后由负责人签发",
                made_by(case, doc),
            ),
        )
    finals, _ = papers.states(case)
    if doc in finals and doc in papers.ONCE:
        return (
            Blocker(
                "document.final",
                doc.label,
                f"{doc.label}已定稿，不能再改",
                "三政办〔2019〕16号三(二)1",
                "需要补正的，另行制作说明",
            ),
        )
    if doc not in WRITTEN:
        step = made_by(case, doc)
        name = f"“{step.label}”" if step else "相应步骤"
        return (
            Blocker(
                "document.by-step",
                doc.label,
                f"{doc.label}在办理{name}时自动生成，不单独填写",
                "三政办〔2019〕16号三(二)1",
                f"办理{name}",
                step,
            ),
        )
    return ()


def refuse(case: Case, doc: Doc, *, final: bool = False, based_on: str | None = None) -> None:
    """Raise StepRefused when the document cannot be written now, OutOfDate when ``based_on`` is not the last draft.

    ``based_on``: id of the draft the page showed, "" for none, None to leave it unasked.
    """
    if blocked := obstacles(case, doc, final=final):
        raise StepRefused(blocked)
    draft = papers.draft_of(case, doc)
    if based_on is not None and based_on != (draft.pk if draft else ""):
        raise OutOfDate
