"""公示: prepare → check → publish → correct or withdraw. Two people, neither a handler; fail closed on residue.

Every function is one act. What the database must not see twice (two drafts, two approvals at once) is asked again under
the lock of the log. Publishing itself goes on in ``outbox`` and survives a kill at every arrow.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from mingjing.clocks import actions as clocks
from mingjing.disclosure import counting, gate, pages, queries
from mingjing.disclosure.gate import blockers
from mingjing.disclosure.models import Mark, Outbox, Publication
from mingjing.disclosure.outbox import anchor, attempt, drain_outbox
from mingjing.disclosure.residue import Residue
from mingjing.law.kinds import UnitClass
from mingjing.ledger.actions import By, act, append_public
from mingjing.organs.permissions import Actor, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Decision
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

if TYPE_CHECKING:
    from mingjing.ledger.actions import Act

__all__ = [
    "anchor",
    "approve",
    "blockers",
    "correct",
    "drain_outbox",
    "prepare",
    "return_to_publisher",
    "withdraw",
    "withhold",
]
SHORT, LONG = 200, 300  # letters of a reason, as the columns have it
State = Publication.State


def prepare(
    *, actor: Actor, decision_id: str, marks: dict[str, tuple[str, str]], now: datetime, exception: str = ""
) -> Publication:
    """Draft the publication of a decision: scope by law, marks proposed at the cut plus ``marks``.

    ``marks``: path → (class, reason), only where the publisher differs from the proposal. Raises NotAllowed,
    StepRefused, FormIncomplete (path → message) for a mark without a reason, on an unknown path, or one that hides
    what must be shown.
    """
    decision = queries.decision_of(decision_id)
    by = require(actor, "publication.prepare", scope_of(decision.case))
    marks = {path: (klass, reason.strip()) for path, (klass, reason) in marks.items()}
    gate.refuse(gate.to_prepare(decision, by.person_id))
    _check_marks(decision, marks)
    exception = exception.strip()
    if len(exception) > SHORT:
        raise FormIncomplete({"exception": f"理由不超过 {SHORT} 字"})
    with act(type="publish.prepared", by=by, obj=decision.case_id, case=decision.case_id, now=now) as opened:
        gate.refuse(gate.once(decision))
        publication = _draft(decision, by, now, exception)
        _write(opened, publication, marks)
    return publication


def _draft(decision: Decision, by: By, now: datetime, exception: str) -> Publication:
    scope = queries.scope_for(decision)
    old = queries.last_of(decision.pk)
    return Publication(
        decision=decision,
        case=decision.case,
        page=old.page if old else secrets.token_hex(8),
        revision=old.revision + 1 if old else 0,
        scope=scope.value,
        ground=f"{scope.ground}（{scope.basis}）",
        exception=exception,
        prepared_by_id=by.person_id,
        prepared_at=now,
    )


def _write(opened: Act, publication: Publication, marks: dict[str, tuple[str, str]]) -> None:
    classes = queries.classes(publication.decision.version, {p: k for p, (k, _) in marks.items()})
    publication.span_root = queries.span_root(publication.decision.version, classes)
    opened.save(publication)
    for path, (klass, reason) in marks.items():
        opened.save(Mark(publication=publication, path=path, klass=klass, reason=reason))
    opened.data |= {"publication": publication.pk, "span_root": publication.span_root, "scope": publication.scope}


def _check_marks(decision: Decision, marks: dict[str, tuple[str, str]]) -> None:
    known, must = queries.proposed(decision.version), set(queries.must_show(decision.version))
    errors = {}
    for path, (klass, reason) in marks.items():
        if path not in known:
            errors[path] = f"决定书没有“{path}”这一段"
        elif klass not in {c.value for c in UnitClass}:
            errors[path] = "类别只能从列表中选择"
        elif path in must and klass != UnitClass.PUBLIC:
            errors[path] = "这一处依规定必须公开，不能隐去"
        elif klass != known[path] and not reason:
            errors[path] = "改变公开范围要写明理由"
        elif len(reason) > SHORT:
            errors[path] = f"理由不超过 {SHORT} 字"
    if errors:
        raise FormIncomplete(errors)


def return_to_publisher(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """The checker sends a draft back, with a reason. Raises NotAllowed, StepRefused, FormIncomplete, OutOfDate."""
    publication, by = _for_checker(actor, publication_id, "publication.check")
    gate.refuse(gate.to_check(publication, by.person_id))
    publication.note = _stated(reason, "写明退回的理由")
    with _closing(publication, State.RETURNED, by, "publish.returned", now):
        pass
    return publication


def approve(*, actor: Actor, publication_id: str, now: datetime, late_reason: str = "") -> Publication:
    """Check and publish. The checker is not the publisher, neither handled the case; must-show elements stay shown.

    Raises NotAllowed, FormIncomplete when late without a reason, OutOfDate, StepRefused with every blocker (residue
    included): nothing is written then. What stands between approval and the public is finished by ``drain_outbox``
    when it fails here: the publication is then still 正在公示.
    """
    publication, by = _for_checker(actor, publication_id, "publication.check")
    on = beijing_date(now)
    found = gate.blockers(publication, by.person_id, on)
    last_day = queries.overdue(publication.case, on)
    if last_day and not late_reason.strip():
        raise FormIncomplete({"late_reason": f"公示期限 {last_day} 已届满，写明逾期原因"})
    publication.late_reason = late_reason.strip()
    if len(publication.late_reason) > SHORT:
        raise FormIncomplete({"late_reason": f"逾期原因不超过 {SHORT} 字"})
    gate.refuse(found)
    publication.approved_by_id, publication.approved_at = by.person_id, now
    with transaction.atomic(), _closing(publication, State.APPROVED, by, "publish.approved", now) as opened:
        opened.data |= {
            "page": publication.page,
            "decision": publication.decision_id,
            "span_root": publication.span_root,
        }
        Outbox.objects.create(publication=publication)
    attempt(publication, now)
    publication.refresh_from_db()
    return publication


def withhold(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """Decide, as checker, that a decision is rightly not published: only where the law says may or must not.

    Raises NotAllowed, StepRefused, FormIncomplete, OutOfDate.
    """
    publication, by = _for_checker(actor, publication_id, "publication.check")
    gate.refuse(gate.to_check(publication, by.person_id) + gate.must_be_public(publication))
    publication.note = _stated(reason, "写明不予公开的理由")
    publication.approved_by_id, publication.approved_at = by.person_id, now
    with _closing(publication, State.WITHHELD, by, "publish.withheld", now):
        clocks.cancel(
            rule_id=queries.rule_of(publication.case),
            subject_id=publication.case_id,
            on=beijing_date(now),
            reason="依规定不公开",
        )
        counting.count(publication, on=beijing_date(now))
    return publication


def correct(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """Mark a publication as corrected so that a new revision may be prepared; the page keeps its address."""
    return _end(actor, publication_id, State.CORRECTED, "publication.correct", "publish.corrected", reason, now)


def withdraw(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """Withdraw (处48②: annulled, changed, unlawful or void → three working days). A tombstone with the reason stays."""
    return _end(actor, publication_id, State.WITHDRAWN, "publication.withdraw", "publish.withdrawn", reason, now)


def _end(
    actor: Actor, publication_id: str, state: str, power: str, kind: str, reason: str, now: datetime
) -> Publication:
    publication, by = _for_checker(actor, publication_id, power)
    gate.refuse(gate.to_end(publication, by.person_id))
    publication.note, publication.ended_on = _stated(reason, "写明理由，理由会公开"), beijing_date(now)
    try:
        pages.check_ended(publication)
    except Residue as residue:
        words = "、".join(found.partition("：")[2] for found in residue.found)
        raise FormIncomplete({"reason": f"理由会公开，其中{words}，改写后再办理"}) from None
    with transaction.atomic(), _closing(publication, state, by, kind, now, before=State.PUBLISHED) as opened:
        opened.data |= {"page": publication.page}
        append_public(
            type=f"publication.{state}",
            obj=publication.page,
            org=publication.case.organ_id,
            data={"page": publication.page, "number": publication.decision.number, "reason": publication.note},
            now=now,
        )
        counting.count(publication, on=beijing_date(now))
        Outbox.objects.filter(pk=publication.pk).update(step="ended", attempts=0, last_error="")
        # Someone outside may have asked for it (plan 三(一)4): what was asked for is done either way.
        clocks.meet(rule_id="correct.general", subject_id=publication.case_id, on=beijing_date(now))
        if state == State.WITHDRAWN:
            clocks.meet(rule_id="withdraw.penalty", subject_id=publication.case_id, on=beijing_date(now))
    attempt(publication, now)
    return publication


@contextmanager
def _closing(
    publication: Publication, state: str, by: By, kind: str, now: datetime, before: str = State.PREPARED
) -> Iterator[Act]:
    """The one act that moves a publication from ``before`` to ``state``. Raises OutOfDate when someone was first."""
    with act(type=kind, by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened:
        if not Publication.objects.filter(pk=publication.pk, state=before).exists():
            raise OutOfDate
        publication.state = state
        opened.save(publication)
        opened.data |= {"publication": publication.pk}
        yield opened


def _stated(reason: str, ask: str) -> str:
    reason = reason.strip()
    if not reason:
        raise FormIncomplete({"reason": ask})
    if len(reason) > LONG:
        raise FormIncomplete({"reason": f"理由不超过 {LONG} 字"})
    return reason


def _for_checker(actor: Actor, publication_id: str, power: str) -> tuple[Publication, By]:
    publication = Publication.objects.select_related("case", "case__organ", "decision", "decision__version").get(
        pk=publication_id
    )
    return publication, require(actor, power, scope_of(publication.case))
