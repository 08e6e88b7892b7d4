"""送达: seven modes, and the day on which each takes effect and starts other clocks (处61 → 民事诉讼法87–95)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.law import procedures
from mingjing.law.kinds import Doc, ServiceMode, Step
from mingjing.procedure import limits, papers
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import on_service, slips
from mingjing.procedure.taking import Taking

if TYPE_CHECKING:
    from mingjing.documents.models import DocumentVersion

# Served on the day it reaches the party: by the receipt, by the system it reached (民诉87、90③、91、94).
BY_RECEIPT = frozenset({ServiceMode.ELECTRONIC, ServiceMode.ENTRUSTED, ServiceMode.POST, ServiceMode.FORWARDED})
WHO = ("receiver", "{mode}要填写签收人")
WHEN = ("received_on", "{mode}要填写收到日期：回执、系统或者签收人注明的日期")
# What each mode must state, and what is said when it does not.
NEEDS: dict[ServiceMode, tuple[tuple[str, str], ...]] = {
    ServiceMode.DIRECT: (WHO,),
    ServiceMode.LIEN: (
        ("refusal", "留置送达要填写拒收事由"),
        ("proof", "留置送达要有见证人，或者拍照、录像（民诉89）"),
    ),
    ServiceMode.ELECTRONIC: (
        WHEN,
        ("carrier", "电子送达要填写电子地址"),
        ("confirmation", "电子送达须当事人同意并签订确认书（处61②）"),
    ),
    ServiceMode.ENTRUSTED: (WHO, WHEN, ("carrier", "委托送达要填写受托机关")),
    ServiceMode.POST: (WHEN, ("carrier", "邮寄送达要填写邮件号")),
    ServiceMode.FORWARDED: (WHO, WHEN, ("carrier", "转交送达要填写转交单位（民诉92–94）")),
    ServiceMode.ANNOUNCEMENT: (
        ("carrier", "公告送达要填写公告载体"),
        ("tried", "公告送达限于下落不明或者其他方式无法送达，写明情况（民诉95）"),
    ),
}


def effective_day(mode: str, values: dict[str, Any]) -> date:
    """The day service takes effect: the last day of an announcement, the day of receipt, or that of handing over."""
    acted: date = values["acted_on"]
    if mode == ServiceMode.ANNOUNCEMENT:
        return limits.end("serve.announced", acted)
    received: date = values["received_on"] if mode in BY_RECEIPT else acted
    return received


def check(values: dict[str, Any], version: DocumentVersion) -> dict[str, str]:
    """Field → message: what the mode must state is there, and nothing is served before it was issued."""
    mode, errors = ServiceMode(values["mode"]), {}
    for name, words in NEEDS[mode]:
        if not values.get(name):
            errors[name] = words.format(mode=mode.label)
    if mode is ServiceMode.LIEN and values.get("proof"):
        errors |= _lien(values)
    if values["acted_on"] < version.issued_on:
        errors["acted_on"] = f"送达日期不能早于文书制发日期（{version.issued_on}）"
    received = values.get("received_on")
    if mode in BY_RECEIPT and received and received < values["acted_on"]:
        errors["received_on"] = f"收到日期不能早于送出日期（{values['acted_on']}）"
    return errors


def _lien(values: dict[str, Any]) -> dict[str, str]:
    """Two witnesses, or photographs and video of the leaving (民诉89)."""
    if values["proof"] == "video":
        return {} if values.get("video") else {"video": "填写拍照、录像的设备编号和时间"}
    names = [name for name in re.split(r"[、，,；;\s]+", values.get("witness") or "") if name]
    return {} if len(set(names)) >= 2 else {"witness": "填写两名见证人的姓名，用顿号隔开；没有的，拍照、录像"}


def _serve(t: Taking, version: DocumentVersion) -> Service:
    v = t.values
    errors = check(v, version)
    if errors:
        raise FormIncomplete(errors)
    mode = ServiceMode(v["mode"])
    proof = v.get("witness") if v.get("proof") == "witness" else v.get("video")
    service = Service(
        case=t.case,
        version=version,
        mode=mode,
        place=v["place"],
        receiver=v.get("receiver") or "",
        relation=v.get("relation") or "",
        refusal=v.get("refusal") or "",
        witness=(proof or "")[:60] if mode is ServiceMode.LIEN else "",
        carrier=v.get("carrier") or "",
        acted_on=v["acted_on"],
        served_on=effective_day(mode, v),
    )
    t.act.save(service)
    day = service.acted_on if mode is ServiceMode.ANNOUNCEMENT else service.served_on
    t.paper(
        Doc.SERVICE_RECEIPT,
        papers=[{"name": version.document.title, "number": version.number, "copies": 1}],
        mode=mode.value,
        place=service.place,
        served_at=f"{day.isoformat()}T09:00",
        receiver_name=service.receiver or _addressee(t),
        relation=service.relation or "受送达人",
        refusal=service.refusal,
        witness_names=proof or "",
        confirmation=f"{v.get('confirmation') or ''}；{service.carrier}，{day.isoformat()} 到达",
        mail_no=service.carrier,
        carrier=f"{service.carrier}；{v.get('tried') or ''}",
        remark=f"送出日期 {service.acted_on.isoformat()}；{service.carrier}" if mode in BY_RECEIPT else "",
        **({} if t.seen.handlers else {"server_names": t.actor.name}),  # before officers are assigned
    )
    t.act.data |= {"version": version.pk, "served_on": service.served_on.isoformat(), "mode": service.mode}
    return service


def _addressee(t: Taking) -> str:
    party = t.seen.parties[0]
    return party.representative or party.name


def serve_document(t: Taking) -> None:
    """Serve any outward document but the decision; a notice starts the party's windows."""
    version = papers.finals(t.case).filter(pk=t.values["document"]).first()
    if (
        version is None
        or not version.form.outward
        or version.document.doc in procedures.PROCEDURES[t.case.law_version].deciding
    ):
        raise FormIncomplete({"document": "选择一份已定稿、还没有送达的对外文书（决定书在“送达决定书”中办理）"})
    if Service.objects.filter(version=version).exists():
        raise FormIncomplete({"document": "这份文书已经登记过送达"})
    service = _serve(t, version)
    if version.document.doc in {Doc.PRIOR_NOTICE, Doc.HEARING_RIGHT_NOTICE}:
        limits.start(t.case, "statement.window", on=service.served_on)
        if version.document.doc == Doc.HEARING_RIGHT_NOTICE:
            limits.start(t.case, "hearing.request", on=service.served_on)
    table, doc = procedures.PROCEDURES[t.case.law_version], Doc(version.document.doc)
    for rule_id in table.service_starts.get(doc, ()):
        limits.start(t.case, rule_id, on=service.served_on)
    for rule_id in table.service_meets.get(doc, ()):
        limits.meet(t.case, rule_id, on=service.served_on)
    if doc in on_service.EFFECTS:
        on_service.EFFECTS[doc](t, service)


def serve(t: Taking) -> None:
    """Service makes the decision take effect (豫执30) and starts remedy and payment clocks."""
    service = _serve(t, t.seen.decision.version)
    t.case.served_on = service.served_on
    decision = t.seen.decision
    if Doc.PAYMENT_SLIP in t.rule.produces:
        slips.issue(
            t, fine=decision.fine, confiscated=t.case.confiscated_income if decision.confiscated else 0,
            number=decision.number, decided_on=decision.decided_on, served_on=service.served_on,
        )  # fmt: skip
    t.act.type = "decision.served"
    t.act.data["decision"] = t.seen.decision.pk


WRITERS = {
    Step.SERVE_DOCUMENT: serve_document,
    Step.SERVE: serve,
}
