"""The text of the decision while it is being written: which one it is, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mingjing.documents.content import validate
from mingjing.documents.forms import FORMS
from mingjing.law import procedures
from mingjing.law.kinds import Doc, Penalty, Step
from mingjing.procedure import papers

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.documents.models import DocumentVersion
    from mingjing.procedure.models import Notice


def doc_of(case: Case, version: DocumentVersion | None) -> Doc:
    """Which decision is being written: by the proposal where there is one, else by the draft, else the first."""
    deciding = procedures.PROCEDURES[case.law_version].deciding
    if Doc.NO_PENALTY_DECISION in deciding:
        return Doc.NO_PENALTY_DECISION if case.no_penalty_ground else Doc.PENALTY_DECISION
    return Doc(version.document.doc) if version else next(iter(deciding), Doc.PENALTY_DECISION)


def latest(case: Case) -> DocumentVersion | None:
    """The newest version of the decision that is being written."""
    deciding = procedures.PROCEDURES[case.law_version].deciding
    if Doc.NO_PENALTY_DECISION in deciding:
        return papers.latest(case, doc_of(case, None))
    return papers.versions(case).filter(document__doc__in=deciding).order_by("ledger_id").last()


def step_of(case: Case, doc: Doc) -> Step | None:
    """The step that issues this decision."""
    return procedures.PROCEDURES[case.law_version].deciding.get(doc)


def problems(case: Case, draft: Any, notice: Notice | None) -> tuple[str, ...]:
    """What the decision draft lacks, and where it says another penalty than the case, by which the gates judge.

    Before a notice the paragraph on notice and answer cannot be written yet.
    """
    doc = doc_of(case, draft)
    form = FORMS[doc]
    if draft is None:
        return (f"还没有{form.title}稿",)
    later = papers.ON_NOTICE if notice is None else frozenset()
    found = [f"{e.label}：{e.message}" for e in validate(form, draft.values) if e.field not in later]
    if doc is Doc.PENALTY_DECISION:
        found += [f"{label}与案件信息不一致" for label in _other_penalty(case, draft.values)]
    return tuple(found)


def _other_penalty(case: Case, values: dict[str, Any]) -> list[str]:
    """Which parts of the penalty stand otherwise in the text than in the case."""
    pairs = (
        ("处罚种类", sorted(values.get("penalties") or []), sorted(case.penalties)),
        ("罚款金额", values.get("fine") or 0, case.fine if Penalty.FINE in case.penalties else 0),
        (
            "没收违法所得金额",
            values.get("confiscated_income") or 0,
            case.confiscated_income if Penalty.CONFISCATE_INCOME in case.penalties else 0,
        ),
    )
    return [label for label, written, kept in pairs if written != kept]
