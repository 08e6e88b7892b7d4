"""行政强制措施: approval, record of the site, taking and handing over, test, extension, release (强18–33)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mingjing.documents import actions as documents
from mingjing.law.coercion_gates import PRESENT, frozen
from mingjing.law.coercion_hold import hold_end
from mingjing.law.deadlines import due_hours
from mingjing.law.kinds import Doc, Penalty, ServiceMode, Step
from mingjing.law.limit_table import resolve
from mingjing.procedure import limits
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import coercion_execution, decision, recording
from mingjing.procedure.taking import Taking
from mingjing.vault import queries as vault

if TYPE_CHECKING:
    from mingjing.documents.models import DocumentVersion

DAY = timedelta(days=1)


def refuse(errors: dict[str, str]) -> None:
    """Raises FormIncomplete when there is anything to put right."""
    if errors:
        raise FormIncomplete(errors)


def written(at: datetime) -> str:
    """A moment as a document keeps it: Beijing, to the minute."""
    return at.astimezone(limits.BEIJING).strftime("%Y-%m-%dT%H:%M")


def begin_file(t: Taking, word: str) -> None:
    """The case gets its number, in sequence, the first time something is put on file."""
    if not t.case.number:
        prefix = f"{t.case.organ.doc_prefix}{word}"
        t.case.number = documents.issue_number(organ=t.case.organ, prefix=prefix, year=t.on.year)
        t.case.filed_on = t.on


def approve(t: Taking) -> None:
    begin_file(t, "强立")
    t.paper(Doc.MEASURE_APPROVAL, case_number=t.case.number, head_opinion=t.values["opinion"])


def record_on_site(t: Taking) -> None:
    v, errors = t.values, {}
    if v["ended_at"] <= v["started_at"]:
        errors["ended_at"] = "结束时间应当晚于开始时间"
    elif v["ended_at"] > t.now:
        errors["ended_at"] = "结束时间不能晚于现在"
    if not frozen(t.facts) and not v.get("keeping"):
        errors["keeping"] = "选择保管方式"
    bare = [n for n, row in enumerate(v.get("goods") or (), 1) if not row.get("quantity")]
    if bare:
        errors["goods"] = f"第 {bare[0]} 行没有填写数量"
    refuse(errors)
    begin_file(t, "强立")
    times = {name: written(v[name]) for name in ("started_at", "ended_at")}
    t.paper(Doc.MEASURE_RECORD, **t.fields(Doc.MEASURE_RECORD) | times)


def take(t: Taking) -> None:
    """Decided by the officers, approved before or in an emergency, listed, handed over (强18、19、24、30、31)."""
    freezing = frozen(t.facts)
    _check_receipt(t, freezing)
    ends = limits.due("seize.hold", t.on).nominal
    t.values = {**t.values, "ends_on": ends}
    decision.decide(t)
    version = t.made[Doc.MEASURE_DECISION]
    t.case.decided_on = t.on
    approved = t.facts.last(Step.APPROVE_MEASURE)
    t.act.data |= {"measure": t.case.details["measure"], "approved_by": approved.by if approved else ""}
    if freezing:
        t.paper(Doc.FREEZE_NOTICE, action="freeze", ends_on=ends.isoformat())
        limits.start(t.case, "freeze.deliver", on=t.on)
    else:
        t.paper(Doc.SEIZED_LIST, **t.fields(Doc.SEIZED_LIST) | {"decision_number": version.number})
    if t.values["receipt"] != "later":
        _hand_over(t, version)


def _check_receipt(t: Taking, freezing: bool) -> None:
    told = t.facts.last(Step.TELL_ON_SITE)
    here = told is not None and told.values.get("present") in PRESENT and not freezing
    later = t.values["receipt"] == "later"
    if here and later:
        refuse({"receipt": "当事人在场，决定书和清单应当场交付（强24①）；拒绝签收的，注明情况"})
    if not here and not later:
        refuse({"receipt": "当事人不在场，选择“另行送达”，之后登记送达"})


def _hand_over(t: Taking, version: DocumentVersion) -> None:
    """Handed over on the spot: it takes effect, and the party's time to challenge it begins."""
    v, party = t.values, t.seen.parties[0]
    signed = v["receipt"] == "signed"
    t.act.save(
        Service(
            case=t.case,
            version=version,
            mode=ServiceMode.DIRECT if signed else ServiceMode.LIEN,
            place=t.case.place or party.address,
            receiver=(party.representative or party.name) if signed else "",
            relation="当事人" if signed else "",
            refusal=v.get("refusal") or "",
            witness=v.get("witness_names") or v.get("video") or "",
            acted_on=t.on,
            served_on=t.on,
        )
    )
    t.case.served_on = t.on
    if v.get("signature"):
        blob = vault.blob(v["signature"])
        documents.record_signed_copy(t.act, version=version, blob=blob, kind="signed")
        t.act.data["copy"] = blob.sha256
    t.act.data["served_on"] = t.on.isoformat()
    for rule_id in ("remedy.reconsideration", "remedy.litigation"):
        limits.start(t.case, rule_id, on=t.on)


def approve_afterwards(t: Taking) -> None:
    """Within twenty-four hours; late is still to be done, with its reason, and is kept as late (强19)."""
    urgent = t.facts.last(Step.TAKE_MEASURE_URGENTLY)
    assert urgent is not None
    until = due_hours(urgent.at, resolve("seize.report", urgent.on).amount)
    late = t.now > until
    if late and not (t.values.get("late_reason") or "").strip():
        refuse({"late_reason": f"已超过二十四小时（{until:%Y-%m-%d %H:%M} 届满），写明原因"})
    t.act.data |= {"result": t.values["result"], "late": int(late)}
    reason = {"late_reason": t.values["late_reason"]} if late else {}
    t.paper(Doc.MEASURE_APPROVAL, head_opinion=t.values["opinion"], **reason)
    if t.values["result"] == "refused" and not t.facts.done(Step.RELEASE_MEASURE):
        limits.start(t.case, "measure.release", on=t.on)


def begin_test(t: Taking) -> None:
    """The notice is made; the days count out once it is served (``on_service``)."""
    if t.values["until"] <= t.on:
        refuse({"until": f"检测、鉴定的期间要到今天（{t.on}）之后"})
    recording.record(t)


def end_test(t: Taking) -> None:
    """The count goes on from the day the test ended, or the day after the time that was told, whichever is first."""
    test, clock = t.facts.last(Step.BEGIN_TEST), t.facts.clocks.get("seize.hold")
    assert test is not None
    if t.values["ended_on"] < test.on:
        refuse({"ended_on": f"结束日期不能早于告知日期（{test.on}）"})
    since = t.facts.served.get(Doc.TEST_NOTICE)
    if clock and clock.stopped and since:
        again = min(t.values["ended_on"], test.values["until"] + DAY)
        limits.resume(t.case, "seize.hold", on=max(again, since))


def extend(t: Taking) -> None:
    """At most thirty days more, once, on the head's approval, told in writing with the reason (强25①、②)."""
    limit, days = resolve("seize.hold", t.on), int(t.values["days"])
    end = hold_end(t.facts)
    if not 1 <= days <= limit.extension:
        refuse({"days": f"延长日数为 1 至 {limit.extension} 日"})
    assert end is not None
    limits.extend(t.case, "seize.hold", days=days, basis=limit.extension_basis, approver=t.by.person_id)
    t.paper(Doc.MEASURE_EXTENSION, **t.fields(Doc.MEASURE_EXTENSION) | {"ends_on": (end + days * DAY).isoformat()})


def handle(t: Taking) -> None:
    """没收 needs the penalty that confiscates; where that case is kept here, its decision must say so (强27)."""
    d = t.facts.duty
    if t.values["handling"] == "confiscate" and d and d.of_system and Penalty.CONFISCATE_GOODS not in d.penalties:
        refuse({"handling": "来源案件没有作出没收非法财物的决定，不能没收；应当解除的，解除并退还"})
    recording.record(t)


def release(t: Taking) -> None:
    recording.record(t)
    if frozen(t.facts):
        t.paper(Doc.FREEZE_NOTICE, action="release")
    else:
        limits.start(t.case, "measure.return", on=t.on)


def give_back(t: Taking) -> None:
    """What was sold is returned as money, all of it (强28②)."""
    sold = sum(s.values["proceeds"] for s in t.facts.each(Step.SELL_PERISHABLE))
    given = t.values.get("proceeds") or 0
    if given != sold:
        refuse({"proceeds": f"变卖所得 {sold / 100:,.2f} 元，应当全部退还" if sold else "没有变卖财物，不填写"})
    recording.record(t)


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.APPROVE_MEASURE: approve,
    Step.RECORD_ON_SITE: record_on_site,
    Step.TAKE_MEASURE: take,
    Step.TAKE_MEASURE_URGENTLY: take,
    Step.APPROVE_AFTERWARDS: approve_afterwards,
    Step.BEGIN_TEST: begin_test,
    Step.END_TEST: end_test,
    Step.EXTEND_MEASURE: extend,
    Step.HANDLE_SEIZED: handle,
    Step.RELEASE_MEASURE: release,
    Step.RETURN_SEIZED: give_back,
    **coercion_execution.WRITERS,
}
