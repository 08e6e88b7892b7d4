"""公示: prepare → approve → publish → correct or withdraw. Two people, neither a handler; fail closed on residue.

Publishing survives a kill at every arrow: tx 1 writes ``publish.approved`` and an outbox row → seal the internal log →
its checkpoint and the publication become entries of the public log → seal → public store → ``publish.published``.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from mingjing.clocks import actions as clocks
from mingjing.clocks import queries as clock_queries
from mingjing.disclosure import gate, pages, queries
from mingjing.disclosure.gate import blockers
from mingjing.disclosure.models import Mark, Outbox, Publication
from mingjing.disclosure.outbox import RULE, drain_outbox, finish
from mingjing.law.gating import Blocker
from mingjing.law.kinds import UnitClass
from mingjing.ledger import sealing
from mingjing.ledger.actions import By, act, append_public
from mingjing.organs.permissions import Actor, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Decision
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import FormIncomplete

if TYPE_CHECKING:
    from mingjing.ledger.actions import Act

__all__ = [
    "approve",
    "blockers",
    "correct",
    "drain_outbox",
    "prepare",
    "return_to_publisher",
    "withdraw",
    "withhold",
]
State = Publication.State


def prepare(
    *, actor: Actor, decision_id: str, marks: dict[str, tuple[str, str]], now: datetime, exception: str = ""
) -> Publication:
    """Draft the publication of a decision: scope by law, marks proposed at the cut plus ``marks``.

    ``marks``: path → (class, reason), only where the publisher differs from the proposal. Raises NotAllowed,
    StepRefused, FormIncomplete for a mark without a reason or on an unknown path.
    """
    decision = Decision.objects.select_related("case", "case__organ", "version").get(pk=decision_id)
    by = require(actor, "publication.prepare", scope_of(decision.case))
    gate.refuse(gate.people(decision, by.person_id) + gate.once(decision))
    _check_marks(decision, marks)
    scope = queries.scope_for(decision)
    old = Publication.objects.filter(decision=decision).order_by("-revision").first()
    publication = Publication(
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
    with act(type="publish.prepared", by=by, obj=decision.case_id, case=decision.case_id, now=now) as opened:
        _write(opened, publication, marks)
    return publication


def _write(opened: Act, publication: Publication, marks: dict[str, tuple[str, str]]) -> None:
    classes = queries.classes(publication.decision.version, {p: k for p, (k, _) in marks.items()})
    publication.span_root = queries.span_root(publication.decision.version, classes)
    opened.save(publication)
    for path, (klass, reason) in marks.items():
        opened.save(Mark(publication=publication, path=path, klass=klass, reason=reason))
    opened.data |= {"publication": publication.pk, "span_root": publication.span_root, "scope": publication.scope}


def _check_marks(decision: Decision, marks: dict[str, tuple[str, str]]) -> None:
    known = queries.proposed(decision.version)
    errors = {}
    for path, (klass, reason) in marks.items():
        if path not in known:
            errors[path] = f"决定书没有“{path}”这一段"
        elif klass not in {c.value for c in UnitClass}:
            errors[path] = "类别只能从列表中选择"
        elif klass != known[path] and not reason.strip():
            errors[path] = "改变公开范围要写明理由"
    if errors:
        raise FormIncomplete(errors)


def return_to_publisher(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """The checker sends a draft back, with a reason."""
    publication, by = _for_checker(actor, publication_id, "publication.check")
    if not reason.strip():
        raise FormIncomplete({"reason": "写明退回的理由"})
    publication.state, publication.note = State.RETURNED, reason
    with act(type="publish.returned", by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened:
        opened.save(publication)
    return publication


def approve(*, actor: Actor, publication_id: str, now: datetime, late_reason: str = "") -> Publication:
    """Check and publish. The checker is not the publisher, neither handled the case; must-show elements stay shown.

    Raises NotAllowed, StepRefused with every blocker (residue included): nothing is written then.
    """
    publication, by = _for_checker(actor, publication_id, "publication.check")
    on = beijing_date(now)
    found = gate.blockers(publication, by.person_id, on)
    duty = clock_queries.obligation_of(publication.case_id, RULE)
    if duty and duty.open and on > duty.rolled and not late_reason.strip():
        raise FormIncomplete({"late_reason": f"公示期限 {duty.rolled} 已届满，写明逾期原因"})
    gate.refuse(found)
    publication.state, publication.late_reason = State.APPROVED, late_reason
    publication.approved_by_id, publication.approved_at = by.person_id, now
    with (
        transaction.atomic(),
        act(type="publish.approved", by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened,
    ):
        opened.save(publication)
        opened.data |= {
            "publication": publication.pk,
            "page": publication.page,
            "decision": publication.decision_id,
            "span_root": publication.span_root,
        }
        Outbox.objects.create(publication=publication)
    finish(publication, now)
    publication.refresh_from_db()
    return publication


def withhold(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """Decide, as checker, that a decision is rightly not published: only where the law says may or must not."""
    publication, by = _for_checker(actor, publication_id, "publication.check")
    if publication.scope == "must":
        gate.refuse(
            [
                Blocker(
                    "publication.must",
                    "公开范围",
                    "这份决定依规定应当公开",
                    "三政办〔2019〕16号三(一)3",
                    "隐去不宜公开的内容后公示",
                )
            ]
        )
    if not reason.strip():
        raise FormIncomplete({"reason": "写明不予公开的理由"})
    publication.state, publication.note = State.WITHHELD, reason
    publication.approved_by_id, publication.approved_at = by.person_id, now
    gate.refuse(gate.people(publication.decision, by.person_id) + gate.same_person(publication, by))
    with act(type="publish.withheld", by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened:
        opened.save(publication)
        clocks.cancel(rule_id=RULE, subject_id=publication.case_id, on=beijing_date(now), reason="依规定不公开")
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
    if publication.state != State.PUBLISHED:
        gate.refuse(
            [Blocker("publication.state", "公示状态", "这份决定没有在公示", "三政办〔2019〕16号三(一)4", "不需要办理")]
        )
    if not reason.strip():
        raise FormIncomplete({"reason": "写明理由，理由会公开"})
    publication.state, publication.note, publication.ended_on = state, reason, beijing_date(now)
    with (
        transaction.atomic(),
        act(type=kind, by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened,
    ):
        opened.save(publication)
        opened.data |= {"publication": publication.pk, "page": publication.page}
        append_public(
            type=f"publication.{state}",
            obj=publication.page,
            org=publication.case.organ_id,
            data={"page": publication.page, "number": publication.decision.number, "reason": reason},
            now=now,
        )
    sealing.seal("anjuan", now)
    sealing.seal("gongshi", now)
    pages.put_ended(publication, beijing_date(now))
    pages.put_log()
    return publication


def _for_checker(actor: Actor, publication_id: str, power: str) -> tuple[Publication, By]:
    publication = Publication.objects.select_related("case", "case__organ", "decision", "decision__version").get(
        pk=publication_id
    )
    return publication, require(actor, power, scope_of(publication.case))
