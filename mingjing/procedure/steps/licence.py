"""行政许可: steps that write more than their papers: clocks from acceptance on, materials, hearing, the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mingjing.cases import actions as cases
from mingjing.clocks import actions as clocks
from mingjing.clocks import queries as calendar
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import DecisionKind, Doc, Step
from mingjing.law.licence_facts import LicenceFacts, LicenceState, Matter
from mingjing.law.licence_gates import accepted_on, silent
from mingjing.law.limits import Unit
from mingjing.organs import queries as organs
from mingjing.procedure import licensing, limits
from mingjing.procedure.models import Decision, Licence
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import recording
from mingjing.procedure.taking import Taking

STOPPED = "行政许可法45"
JOINT_EXTENSION = 15  # 行政许可法42②


def _asked(t: Taking) -> LicenceFacts:
    assert t.facts.licence is not None
    return t.facts.licence


# --- receiving ----------------------------------------------------------------------------------------------------


def receive_material(t: Taking) -> None:
    v = t.values
    given = {"code": v["material"]}
    given |= {"held_from": v["held_from"]} if v["way"] == "held" else {"blob": v["file"]}
    try:
        licensing.add_material(t.act, t.case, _asked(t).item, given, people=[t.by.person_id], now=t.now)
    except FormIncomplete as refused:
        name = {"held": "held_from"}.get(v["way"], "file")
        raise FormIncomplete({name: "；".join(refused.errors.values())}) from refused


def accept(t: Taking) -> None:
    """Accepted today; from the day of receipt where five working days passed in silence (许32①四)."""
    if t.facts.done(Step.DEEM_ACCEPTED):  # only the slip is still owed
        _slip(t, str(accepted_on(t.facts)), silently=True)
        return
    since = silent(t.facts)
    _take_up(t, since or t.on)
    _slip(t, (since or t.on).isoformat(), silently=since is not None)


def give_slip(t: Taking) -> None:
    """What the law has accepted still gets its slip, dated as the law has it."""
    _slip(t, str(accepted_on(t.facts)), silently=True)


def _slip(t: Taking, day: str, *, silently: bool) -> None:
    t.values = {**t.values, "accepted_on": day}
    t.paper(Doc.ACCEPTANCE_NOTICE, accepted_on=day, **({"silent": "yes"} if silently else {}))


def deem_accepted(t: Taking) -> None:
    """The law's own acceptance: from the day the materials came in."""
    since = silent(t.facts)
    assert since is not None
    _take_up(t, since)
    t.values = {**t.values, "accepted_on": since.isoformat()}


def start_review(t: Taking) -> None:
    licensing.give_number(t.case, t.on)
    t.values = {**t.values, "accepted_on": t.on.isoformat()}


def _take_up(t: Taking, since: Any) -> None:
    """Number, officers, clocks: what begins with acceptance."""
    _officers(t)
    licensing.give_number(t.case, t.on)
    licensing.start_clocks(t.case, _asked(t), since)


def _officers(t: Taking) -> None:
    """Who handles it: as before, or as named now. An application from the counter has nobody before."""
    lead, others = t.values.get("lead") or "", list(t.values.get("others") or [])
    if not lead and not others:
        if not t.seen.handlers and t.actor is not None:  # nobody acts when only time has passed
            raise FormIncomplete({"lead": "还没有承办人，指派主办人", "others": "指派协办人，承办人不少于两名"})
        return
    people = [p for p in dict.fromkeys([lead, *others]) if p]
    able = {p.pk for p in organs.officers(t.case.organ_id, t.on)}
    if len(people) < 2 or not set(people) <= able:
        raise FormIncomplete({"others": "承办人不少于两名，均在本机关并持有有效执法证件"})
    cases.record_handlers(t.act, case=t.case, people=people, on=t.on)


def refuse_acceptance(t: Taking) -> None:
    """Not needed, not ours, or not completed in time; never for want of materials once silence has accepted it."""
    ground = t.values["ground"]
    if ground == "not_supplied":
        window = t.facts.clocks.get("licence.supplement")
        since = silent(t.facts)
        if since:
            raise FormIncomplete({"ground": f"逾五日没有告知补正，自 {since} 起视为受理，不能以材料不齐不予受理"})
        if not t.facts.done(Step.REQUEST_CORRECTION):
            raise FormIncomplete({"ground": "还没有一次告知补正，不能以没有补正不予受理"})
        if window and window.met_on is None and t.on <= window.due:
            raise FormIncomplete({"ground": f"补正期限到 {window.due} 届满，期满后办理"})
        if window is None:
            raise FormIncomplete({"ground": "补正告知书还没有送达，补正期限没有起算"})
    if ground == "barred" and not _asked(t).barred:
        raise FormIncomplete({"ground": "登记簿中没有不得再次申请的记录"})
    recording.record(t)


def withdraw(t: Taking) -> None:
    """The applicant takes it back: every clock of the organ falls away."""
    if t.values["asked_on"] < _asked(t).received_on:
        raise FormIncomplete({"asked_on": f"撤回日期不能早于申请日期（{_asked(t).received_on}）"})
    recording.record(t)
    _cancel(t, "申请人撤回申请")


def _cancel(t: Taking, reason: str) -> None:
    for rule_id in (*licensing.clock_rules(_asked(t)), "licence.accept", "licence.supplement", "licence.renew"):
        clocks.cancel(rule_id=rule_id, subject_id=t.case.pk, on=t.on, reason=reason)


# --- examining, hearing, time -------------------------------------------------------------------------------------


def check_on_site(t: Taking) -> None:
    if t.values["ended_at"] < t.values["started_at"]:
        raise FormIncomplete({"ended_at": "结束时间不能早于开始时间"})
    recording.record(t)


def examine(t: Taking) -> None:
    held = t.facts.last(Step.HOLD_LICENCE_HEARING)
    if held and not (t.values.get("by_record") or "").strip():
        raise FormIncomplete({"by_record": "已举行听证，写明根据听证笔录采纳意见的情况（行政许可法48②）"})
    recording.record(t)


def ask_hearing(t: Taking) -> None:
    """In time by the day it was asked, not by the day it is entered (许47①)."""
    window, day = t.facts.clocks["licence.hearing_ask"], t.values["asked_on"]
    if day < window.started_on:
        raise FormIncomplete({"asked_on": f"申请日期不能早于告知日期（{window.started_on}）"})
    if day > window.due:
        raise FormIncomplete(
            {"asked_on": f"申请期限 {window.due} 已届满（行政许可法47①）；认为需要听证的，依职权通知听证"}
        )
    limits.meet(t.case, "licence.hearing_ask", on=day)
    limits.start(t.case, "licence.hearing_hold", on=day)


def announce_hearing(t: Taking) -> None:
    host, day = t.values["host"], t.values["to_be_held_on"]
    earliest = calendar.calendar().add(t.on, resolve("licence.hearing_notice", t.on).amount)
    errors = {}
    if host in t.facts.handled_by:
        errors["host"] = "主持人应当是审查本申请的工作人员以外的人员（行政许可法48①三）"
    if day < earliest:
        errors["to_be_held_on"] = f"举行的七日前通知，今天通知的最早在 {earliest} 举行（行政许可法48①一）"
    if errors:
        raise FormIncomplete(errors)
    name, at = organs.names([host])[0], f"{day.isoformat()}T09:00"
    t.values = {**t.values, "host_name": name, "held_at": at}
    for doc in t.rule.produces:
        t.paper(doc, **{**t.fields(doc), "host_name": name, "held_at": at})


def stop_clock(t: Taking) -> None:
    """Stopped from the day it is told; both clocks stand still (许45)."""
    if t.values["days"] < 1:
        raise FormIncomplete({"days": "所需时间至少一个工作日"})
    recording.record(t)
    for rule_id in licensing.clock_rules(_asked(t)):
        limits.suspend(t.case, rule_id, on=t.on, basis=STOPPED)


def restart_clock(t: Taking) -> None:
    for rule_id in licensing.clock_rules(_asked(t)):
        limits.resume(t.case, rule_id, on=t.on)


def extend(t: Taking) -> None:
    """Once, by what the law of the item allows, and the reason goes to the applicant (许42)."""
    asked = _asked(t)
    days = JOINT_EXTENSION if asked.joint else asked.item.extension if asked.item else 0
    basis = "行政许可法42②" if asked.joint else "行政许可法42①"
    due = limits.extend(
        t.case, asked.decide_rule, days=days, basis=basis, approver=t.by.person_id, unit=Unit.WORKING_DAY
    )
    t.values = {**t.values, "days": days}
    t.paper(Doc.LICENCE_EXTENSION, reason=t.values["reason"], days=days, due_on=due.isoformat() if due else None)


# --- deciding and the register ------------------------------------------------------------------------------------


def decide(t: Taking) -> None:
    """Any decision meets both clocks of its time."""
    recording.record(t)
    for rule_id in (*licensing.clock_rules(_asked(t)), "licence.renew"):
        limits.meet(t.case, rule_id, on=t.on)


def take_away(t: Taking) -> None:
    """撤销、撤回、注销: the register says so from this day."""
    decide(t)
    matter = _asked(t).matter
    licence = licensing.licence_of(t.case)
    assert licence is not None and matter is not None
    licence.state = {
        Matter.REVOKE: LicenceState.REVOKED, Matter.RETRACT: LicenceState.RETRACTED,
        Matter.CANCEL: LicenceState.CANCELLED,
    }[matter]  # fmt: skip
    licence.ground, licence.ended_on, licence.last = t.case.details[f"ground_{matter}"], t.on, t.case
    t.act.save(licence)
    t.act.data["licence"] = licence.pk


def issue_certificate(t: Taking) -> None:
    """A new licence enters the register; a changed or renewed one keeps its number (许39)."""
    licence = licensing.licence_of(t.case) or _new(t)
    matter, item, examined = _asked(t).matter, _asked(t).item, t.facts.last(Step.EXAMINE)
    if matter is Matter.CHANGE and examined:
        licence.scope = examined.values["scope"]
    if matter is Matter.RENEW and item and licence.valid_to:
        licence.valid_to = licensing.years_on(licence.valid_to, item.years)
    licence.last = t.case
    t.act.save(licence)
    t.act.data["licence"] = licence.pk
    recording.record(t)


def _new(t: Taking) -> Licence:
    item, party = _asked(t).item, t.seen.parties[0]
    assert item is not None
    granted = Decision.objects.filter(case=t.case, kind=DecisionKind.LICENCE_GRANT).latest("ledger_id")
    return Licence(
        number=licensing.certificate_number(t.case, item, t.on), item=item.code, certificate=item.certificate,
        organ=t.case.organ, holder_kind=party.kind, holder=party.name, holder_number=licensing.number_of(party),
        scope=granted.version.values["scope"], place=t.case.place, valid_from=t.on,
        valid_to=licensing.end_of_term(item, t.on), origin=t.case, last=t.case,
    )  # fmt: skip


def deem_renewed(t: Taking) -> None:
    """Silence to the end of the term renews it (许50②); no decision stands, the certificate is still owed."""
    licensing.give_number(t.case, t.on)
    _cancel(t, "有效期届满没有作出决定，视为准予延续")


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.RECEIVE_MATERIAL: receive_material,
    Step.ACCEPT: accept,
    Step.DEEM_ACCEPTED: deem_accepted,
    Step.GIVE_SLIP: give_slip,
    Step.START_REVIEW: start_review,
    Step.REFUSE_ACCEPTANCE: refuse_acceptance,
    Step.WITHDRAW_APPLICATION: withdraw,
    Step.CHECK_ON_SITE: check_on_site,
    Step.EXAMINE: examine,
    Step.ASK_LICENCE_HEARING: ask_hearing,
    Step.ANNOUNCE_LICENCE_HEARING: announce_hearing,
    Step.STOP_CLOCK: stop_clock,
    Step.RESTART_CLOCK: restart_clock,
    Step.EXTEND_LICENCE: extend,
    Step.GRANT: decide,
    Step.REFUSE: decide,
    Step.CHANGE_LICENCE: decide,
    Step.RENEW_LICENCE: decide,
    Step.REVOKE_LICENCE: take_away,
    Step.RETRACT_LICENCE: take_away,
    Step.CANCEL_LICENCE: take_away,
    Step.ISSUE_CERTIFICATE: issue_certificate,
    Step.DEEM_RENEWED: deem_renewed,
}
