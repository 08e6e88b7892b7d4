"""After the scores: the organ is told, defends itself, the score becomes final, what was found is put right, the round
is closed with its notice. Each function is one act with one entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from mingjing.appraisal import counting, notices, planning
from mingjing.appraisal.models import Defence, Dossier, Plan, Rectification, Ruling
from mingjing.clocks import actions as clocks
from mingjing.clocks import queries as reading
from mingjing.law import dossier_scoring as law
from mingjing.law.dossier_course import DEFEND_RULE, FINAL, RECTIFY_RULE, Move, PlanState, Standing
from mingjing.ledger.actions import By, act
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

DEFEND = "appraisal.defend"
LONGEST = 3_000
KIND = "dossier"


def tell(*, actor: Actor, dossier_id: str, now: datetime) -> Dossier:
    """Tell the organ what was taken off and start its time to defend itself (an abolished organ has none).

    Raises Dossier.DoesNotExist, NotAllowed, OutOfDate, FormIncomplete.
    """
    dossier, by = _planned(actor, dossier_id)
    _stands(dossier, Standing.SETTLED)
    on = beijing_date(now)
    with act(type="dossier.told", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        fresh = _again(dossier)
        fresh.standing, fresh.told_on = Standing.TOLD, on
        opened.save(fresh)
        opened.data |= {"points": fresh.points, "vetoed": int(fresh.vetoed)}
        if not abolished(fresh.organ, on):
            clocks.start_obligation(
                rule_id=DEFEND_RULE, subject_kind=KIND, subject_id=fresh.pk, org=fresh.organ_id, owner_role="L",
                label=f"申辩：{fresh}", started_on=on,
            )  # fmt: skip
    return fresh


def abolished(organ: Organ, on: date) -> bool:
    """Whether an organ has ceased by a day."""
    return organ.valid_to is not None and organ.valid_to < on


def defence_ends(dossier: Dossier) -> date | None:
    """Last day of the organ's defence; None before it was told, or when nobody can defend."""
    due = reading.obligation_of(dossier.pk, DEFEND_RULE)
    return due.rolled if due else None


def defend(
    *, actor: Actor, dossier_id: str, accepts: bool, against: Sequence[str], content: str, now: datetime
) -> Defence:
    """The organ accepts the result, or objects to named items, once and within its time.

    Raises Dossier.DoesNotExist, NotAllowed, OutOfDate, FormIncomplete.
    """
    dossier, by = _own(actor, dossier_id)
    _stands(dossier, Standing.TOLD)
    on, content = beijing_date(now), content.replace("\0", "").strip()
    end = defence_ends(dossier)
    if end and on > end:
        raise FormIncomplete({"content": f"申辩期限 {end} 已届满，按评查结果定分"})
    told = {m.code for m in (*dossier.told_marks.marks, *dossier.told_marks.vetoes)}
    errors = {}
    if not accepts and not against:
        errors["against"] = "勾选有异议的项目；没有异议的选“没有异议”"
    if not set(against) <= told:
        errors["against"] = "只能对扣分项和否决项提出异议"
    if not accepts and not content:
        errors["content"] = "写明异议的理由和依据，指出案卷的页码"
    if len(content) > LONGEST:
        errors["content"] = f"不超过 {LONGEST} 字，现在 {len(content)} 字"
    if errors:
        raise FormIncomplete(errors)
    with act(type="dossier.defended", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        _again(dossier)
        if Defence.objects.filter(dossier=dossier).exists():
            raise FormIncomplete({"content": "本机关已经提出过意见，一卷只提一次"})
        row = Defence(
            dossier=dossier, accepts=accepts, against=[] if accepts else sorted(set(against)), content=content,
            person_id=by.person_id, at=now,
        )  # fmt: skip
        opened.save(row)
        opened.data |= {"accepts": int(accepts), "against": row.against}
        clocks.meet(rule_id=DEFEND_RULE, subject_id=dossier.pk, on=on)
    return row


def rule(
    *,
    actor: Actor,
    dossier_id: str,
    restored: Mapping[str, int],
    lifted: Sequence[str],
    answer: str,
    demand: str,
    now: datetime,
) -> Ruling:
    """Make the score final: points given back (tenths by item) and vetoes lifted, never anything more taken off.

    ``demand``: what is to be put right, "" when nothing. Before the organ has spoken only after its time.
    Raises Dossier.DoesNotExist, NotAllowed, OutOfDate, FormIncomplete.
    """
    dossier, by = _planned(actor, dossier_id)
    _stands(dossier, Standing.TOLD)
    on, score = beijing_date(now), dossier.score
    defence = Defence.objects.filter(dossier=dossier).first()
    answer, demand = (text.replace("\0", "").strip() for text in (answer, demand))
    restored = {code: back for code, back in restored.items() if back}
    _ruled_rightly(dossier, defence, on, answer, demand, bool(restored or lifted))
    try:
        final = law.ruled(score, dossier.told_marks, restored, lifted) if score else None
    except ValueError as wrong:
        raise FormIncomplete({"restored": str(wrong)}) from wrong
    if final is None:
        raise OutOfDate
    with act(type="dossier.ruled", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        fresh = _again(dossier)
        fresh.points, fresh.vetoed, fresh.final_on = final.points, final.vetoed, on
        fresh.grade = law.grade(fresh.plan.sheet(fresh.kind), final)
        fresh.standing = Standing.RECTIFYING if demand and not abolished(fresh.organ, on) else Standing.CLOSED
        due = reading.due_of(RECTIFY_RULE, on).rolled if fresh.standing == Standing.RECTIFYING else None
        opened.save(fresh)
        row = Ruling(
            dossier=fresh, restored=restored, lifted=list(lifted), answer=answer, demand=demand, due_on=due,
            person_id=by.person_id, at=now,
        )  # fmt: skip
        opened.save(row)
        opened.data |= {"points": final.points, "vetoed": int(final.vetoed), "restored": restored}
        clocks.cancel(rule_id=DEFEND_RULE, subject_id=fresh.pk, on=on, reason="已定分")
        if due:
            _start_rectifying(fresh, on)
        counting.count(fresh, on=on)
    return row


def _ruled_rightly(
    dossier: Dossier, defence: Defence | None, on: date, answer: str, demand: str, changed: bool
) -> None:
    errors = {}
    end = defence_ends(dossier)
    if defence is None and end and on <= end:
        errors["dossier"] = f"机关的申辩期限到 {end}，还没有提出意见，期满以后定分"
    if defence and not defence.accepts and not answer:
        errors["answer"] = "机关提出了异议，逐项写明采纳或者不采纳的理由"
    if changed and not answer:
        errors["answer"] = "恢复分数、撤销否决的，写明理由"
    if max(len(answer), len(demand)) > LONGEST:
        errors["answer"] = f"答复和整改要求都不超过 {LONGEST} 字"
    if errors:
        raise FormIncomplete(errors)


def rectify(*, actor: Actor, dossier_id: str, content: str, files: Sequence[str] = (), now: datetime) -> Rectification:
    """The organ reports what it put right, with proof (vault hashes). Raises as ``defend`` does."""
    dossier, by = _own(actor, dossier_id)
    _stands(dossier, Standing.RECTIFYING)
    row = Rectification(dossier=dossier, move=Move.SUBMITTED, content=_said(content, "整改情况"), files=list(files))
    return _moved(dossier, by, row, Standing.RECTIFIED, now)


def accept(*, actor: Actor, dossier_id: str, accepted: bool, content: str, now: datetime) -> Rectification:
    """The bureau takes the rectification, or sends it back with the reason: the clock begins again."""
    dossier, by = _planned(actor, dossier_id)
    _stands(dossier, Standing.RECTIFIED)
    words = _said(content, "退回的理由") if not accepted else content.replace("\0", "").strip()[:LONGEST] or "整改到位"
    row = Rectification(dossier=dossier, move=Move.ACCEPTED if accepted else Move.RETURNED, content=words)
    return _moved(dossier, by, row, Standing.CLOSED if accepted else Standing.RECTIFYING, now)


def _said(content: str, what: str) -> str:
    content = content.replace("\0", "").strip()
    if not content or len(content) > LONGEST:
        raise FormIncomplete({"content": f"写明{what}，不超过 {LONGEST} 字"})
    return content


def _moved(dossier: Dossier, by: By, row: Rectification, to: Standing, now: datetime) -> Rectification:
    on = beijing_date(now)
    with act(type="dossier.rectification", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        fresh = _again(dossier)
        fresh.standing = to
        opened.save(fresh)
        row.person_id, row.at = by.person_id, now
        opened.save(row)
        opened.data |= {"move": str(row.move), "files": list(row.files)}
        if row.move == Move.SUBMITTED:
            clocks.meet(rule_id=RECTIFY_RULE, subject_id=fresh.pk, on=on)
        elif row.move == Move.RETURNED:
            _start_rectifying(fresh, on)
    return row


def _start_rectifying(dossier: Dossier, on: date) -> None:
    clocks.start_obligation(
        rule_id=RECTIFY_RULE, subject_kind=KIND, subject_id=dossier.pk, org=dossier.organ_id, owner_role="U",
        label=f"整改：{dossier}", started_on=on,
    )  # fmt: skip


def close_plan(*, actor: Actor, plan_id: str, public: bool, expected: int | None = None, now: datetime) -> Plan:
    """Close a round: every score is final; the result notice is written from them and kept as it is.

    ``public``: whether the notice goes to the public site. Raises Plan.DoesNotExist, NotAllowed, FormIncomplete.
    """
    plan, by = planning.owned(actor, plan_id)
    rows = list(Dossier.objects.filter(plan=plan).select_related("organ"))
    open_ = [d for d in rows if d.standing not in FINAL]
    if plan.state != PlanState.DRAWN or open_:
        words = f"还有 {len(open_)} 卷没有定分" if open_ else f"这个计划{plan.get_state_display()}"
        raise FormIncomplete({"plan": words})
    with act(type="appraisal.closed", by=by, obj=plan.pk, now=now) as opened:
        fresh = Plan.objects.select_related("organ").get(pk=plan.pk)
        if fresh.state != PlanState.DRAWN or expected not in (None, fresh.ledger_id):
            raise OutOfDate
        fresh.state, fresh.closed_on, fresh.public = PlanState.CLOSED, beijing_date(now), public
        fresh.notice = notices.text(fresh, rows, beijing_date(now))
        opened.save(fresh)
        opened.data |= {"dossiers": len(rows), "public": int(public)}
    return fresh


def _planned(actor: Actor, dossier_id: str) -> tuple[Dossier, By]:
    dossier = Dossier.objects.select_related("plan__organ", "organ").get(pk=dossier_id)
    _, by = planning.owned(actor, dossier.plan_id)
    return dossier, by


def _own(actor: Actor, dossier_id: str) -> tuple[Dossier, By]:
    dossier = Dossier.objects.select_related("plan__organ", "organ").get(pk=dossier_id)
    if dossier.organ_id != actor.organ_id or not dossier.known_to_organ:
        raise Dossier.DoesNotExist(dossier_id)
    return dossier, require(actor, DEFEND, Scope(dossier.organ_id))


def _stands(dossier: Dossier, standing: Standing) -> None:
    if dossier.standing != standing:
        raise FormIncomplete({"dossier": f"这一卷{dossier.get_standing_display()}，现在不能办理这一步"})


def _again(dossier: Dossier) -> Dossier:
    fresh = Dossier.objects.select_related("plan__organ", "organ").get(pk=dossier.pk)
    if fresh.ledger_id != dossier.ledger_id:
        raise OutOfDate
    return fresh
