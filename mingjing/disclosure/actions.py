"""公示: prepare → approve → publish → correct or withdraw. Two people, neither a handler; fail closed on residue.

Publishing survives a kill at every arrow: tx 1 writes ``publish.approved`` and an outbox row → seal the internal log →
its checkpoint and the publication become entries of the public log → seal → public store → ``publish.published``.
"""

from __future__ import annotations

import logging
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from mingjing.clocks import actions as clocks
from mingjing.clocks import queries as clock_queries
from mingjing.disclosure import pages, queries
from mingjing.disclosure.models import Mark, Outbox, Publication
from mingjing.disclosure.residue import Residue
from mingjing.law.gating import Blocker
from mingjing.law.kinds import UnitClass
from mingjing.ledger import sealing
from mingjing.ledger.actions import By, act, append_public
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import Actor, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Decision
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.tlog.hashing import leaf_hash

if TYPE_CHECKING:
    from mingjing.ledger.actions import Act

log = logging.getLogger(__name__)
RULE = "publish.penalty"
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
    _refuse(_people(decision, by.person_id) + _once(decision))
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
    found = blockers(publication, by.person_id, on)
    duty = clock_queries.obligation_of(publication.case_id, RULE)
    if duty and duty.open and on > duty.rolled and not late_reason.strip():
        raise FormIncomplete({"late_reason": f"公示期限 {duty.rolled} 已届满，写明逾期原因"})
    _refuse(found)
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
    _finish(publication, now)
    publication.refresh_from_db()
    return publication


def blockers(publication: Publication, checker: str, on: date) -> list[Blocker]:
    """Every reason why this publication may not go out, with article and cure."""
    decision = publication.decision
    found = _people(decision, checker)
    if publication.state != State.PREPARED:
        found.append(
            Blocker(
                "publication.state",
                "公示状态",
                f"现在是“{publication.get_state_display()}”",
                "三政办〔2019〕16号三(一)",
                "重新拟稿",
            )
        )
    if checker == publication.prepared_by_id:
        found.append(
            Blocker(
                "publication.same-person",
                "两人办理",
                "审核人就是拟稿人",
                "三政办〔2019〕16号三(一)",
                "由另一名公示审核人办理",
            )
        )
    if publication.scope == "must_not":
        found.append(
            Blocker("publication.must-not", "公开范围", publication.ground, "行政处罚法48、50", "办理“不予公开”")
        )
    if queries.served_on(decision) is None and not publication.exception:
        found.append(
            Blocker(
                "service.pending",
                "决定书送达",
                "决定书还没有送达，没有发生效力",
                "河南省行政执法条例30",
                "送达后公示；确需先公示的，写明理由",
            )
        )
    classes = queries.classes_of(publication)
    hidden = [p for p in queries.must_show(decision.version) if classes[p] != UnitClass.PUBLIC]
    if hidden:
        found.append(
            Blocker(
                "publication.hides-element",
                "必须公开的要素",
                f"{len(hidden)} 处必须公开的内容被隐去",
                "三政办〔2019〕16号三(一)3",
                "恢复公开",
            )
        )
    if queries.span_root(decision.version, classes) != publication.span_root:
        found.append(
            Blocker("publication.changed", "公开范围", "公开范围与拟稿时不一致", "三政办〔2019〕16号三(一)", "重新拟稿")
        )
    if not found:
        try:
            pages.check(publication, on)
        except Residue as residue:
            found += [
                Blocker(
                    "publication.residue",
                    "脱敏残留",
                    words,
                    "个人信息保护法28；政府信息公开条例15",
                    "补充隐去后重新拟稿",
                )
                for words in residue.found
            ]
    return found


def withhold(*, actor: Actor, publication_id: str, reason: str, now: datetime) -> Publication:
    """Decide, as checker, that a decision is rightly not published: only where the law says may or must not."""
    publication, by = _for_checker(actor, publication_id, "publication.check")
    if publication.scope == "must":
        _refuse(
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
    _refuse(_people(publication.decision, by.person_id) + _same_person(publication, by))
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
        _refuse(
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


def drain_outbox(*, now: datetime) -> int:
    """Finish every publication that was approved and not yet out. Returns how many are done now."""
    done = 0
    for row in Outbox.objects.exclude(step="done").select_related("publication").order_by("pk"):
        try:
            _finish(row.publication, now)
            done += 1
        except Exception as error:  # one that fails must not hold up the others; the row keeps the cause
            log.exception("公示 %s 没有完成", row.publication.page)
            Outbox.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, last_error=str(error)[:300])
    return done


def _finish(publication: Publication, now: datetime) -> None:
    """From wherever it stopped to the end; every arrow may be taken twice without a second effect."""
    box = Outbox.objects.get(pk=publication.pk)
    sealing.seal("anjuan", now)
    if box.step == "approved":
        _anchor(publication, box, now)
        box.refresh_from_db()
    sealing.seal("gongshi", now)
    if box.step == "anchored":
        publication.published_at = publication.published_at or now
        pages.put(publication, box, beijing_date(now))
        box.step = "stored"
        box.save(update_fields=["step"])
    if box.step == "stored":
        _note_published(publication, box, now)
        sealing.seal("anjuan", now)


def _anchor(publication: Publication, box: Outbox, now: datetime) -> None:
    """The checkpoint that covers the decision, and the publication itself, into the public log, together."""
    sealed = sealing.seal("anjuan", now)
    decision = publication.decision
    body = bytes(AnjuanEntry.objects.values_list("body", flat=True).get(pk=decision.ledger_id))
    with transaction.atomic():
        box = Outbox.objects.get(pk=box.pk)
        if box.step != "approved":
            return
        box.anchor_seq = append_public(
            type="checkpoint.anjuan", obj="anjuan", org="", data={"note": sealed.note}, now=now
        )
        box.public_seq = append_public(
            type="publication.published",
            obj=publication.page,
            org=publication.case.organ_id,
            data={
                "page": publication.page,
                "revision": publication.revision,
                "number": decision.number,
                "organ": publication.case.organ.name,
                "text_root": decision.text_root,
                "span_root": publication.span_root,
                "anjuan_size": sealed.size,
                "decision_leaf": leaf_hash(body).hex(),
                "must_show": list(queries.must_show(decision.version)),
            },
            now=now,
        )
        box.step = "anchored"
        box.save(update_fields=["step", "anchor_seq", "public_seq"])


def _note_published(publication: Publication, box: Outbox, now: datetime) -> None:
    with transaction.atomic():
        publication = Publication.objects.get(pk=publication.pk)
        publication.state, publication.published_at = State.PUBLISHED, now
        by = By(publication.approved_by_id or "", "PC", publication.case.organ_id)
        with act(type="publish.published", by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened:
            opened.save(publication)
            opened.data |= {"publication": publication.pk, "public_seq": box.public_seq}
            clocks.meet(rule_id=RULE, subject_id=publication.case_id, on=beijing_date(now))
            Outbox.objects.filter(pk=box.pk).update(step="done", last_error="")


def _for_checker(actor: Actor, publication_id: str, power: str) -> tuple[Publication, By]:
    publication = Publication.objects.select_related("case", "case__organ", "decision", "decision__version").get(
        pk=publication_id
    )
    return publication, require(actor, power, scope_of(publication.case))


def _people(decision: Decision, person: str) -> list[Blocker]:
    if decision.case.handlers.filter(person_id=person).exists():
        return [
            Blocker(
                "publication.handler",
                "公示人员",
                "公示拟稿人、审核人不能是本案承办人",
                "三政办〔2019〕16号三(一)",
                "由其他公示人员办理",
            )
        ]
    return []


def _same_person(publication: Publication, by: By) -> list[Blocker]:
    if by.person_id != publication.prepared_by_id:
        return []
    return [
        Blocker(
            "publication.same-person",
            "两人办理",
            "审核人就是拟稿人",
            "三政办〔2019〕16号三(一)",
            "由另一名公示审核人办理",
        )
    ]


def _once(decision: Decision) -> list[Blocker]:
    running = {State.PREPARED, State.APPROVED, State.PUBLISHED}
    old = Publication.objects.filter(decision=decision, state__in=running).first()
    if old is None:
        return []
    return [
        Blocker(
            "publication.exists",
            "公示",
            f"这份决定{old.get_state_display()}",
            "三政办〔2019〕16号三(一)",
            "有误的先更正或者退回，再重新拟稿",
        )
    ]


def _refuse(found: list[Blocker]) -> None:
    if found:
        raise StepRefused(tuple(found))
