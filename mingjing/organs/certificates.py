"""Certificates from issue to cancellation: each deed is one act with its reason and article, and can be read later.

Suspending, restoring and cancelling is the supervising bureau's alone (河南省行政执法条例42). From that second the
certificate is not valid: its holder cannot be named as handler, the phone shows no card, the public reads 暂扣 or 注销.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from mingjing.law import staffing
from mingjing.law.list_terms import FIELDS
from mingjing.law.staffing import DEEDS, Deed, Standing
from mingjing.ledger.actions import Act, By, act
from mingjing.organs import people
from mingjing.organs.actions import Refused
from mingjing.organs.models import Certificate, Person, PersonEvent, Region
from mingjing.organs.permissions import Actor, NotAllowed

NUMBER = re.compile(r"[0-9]{8,14}")
LONGEST = 300


class Wrong(Refused):
    """Values of a form that cannot be taken: ``errors`` is field → what to mend."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors


def by_for(actor: Actor, person: Person, deed: Deed) -> By:
    """As whom the actor does this deed. Raises NotAllowed with whose it is."""
    by = people.registers(actor, person, supervisor=DEEDS[deed].supervisor)
    if by is None:
        own = actor.person_id == person.pk
        raise NotAllowed("自己的证件由他人办理" if own else f"{deed.label}执法证由司法局监督人员办理")
    return by


def possible(certificate: Certificate, on: date) -> list[Deed]:
    """What may be done to a certificate as it stands."""
    left = certificate.person.left_on is not None
    found = [d for d, rule in DEEDS.items() if Standing(certificate.status) in rule.before]
    gone = {Deed.RENEW, Deed.AMEND, Deed.RESTORE} if left else {Deed.RENEW} if certificate.valid_to < on else set()
    return [d for d in found if d not in gone]


def issue(*, actor: Actor, person: Person, values: dict[str, Any], now: datetime) -> Certificate:
    """Register a new certificate. ``values``: number, fields, region, issued_on, valid_to, reason, document.

    Raises NotAllowed, Wrong.
    """
    by = by_for(actor, person, Deed.ISSUE)
    errors = _dates(values["issued_on"], values["valid_to"], now.date()) | _scope(values)
    number = values["number"]
    if not NUMBER.fullmatch(number):
        errors["number"] = "执法证号是 8 到 14 位数字"
    elif known := Certificate.objects.filter(number=number).select_related("person").first():
        errors["number"] = f"执法证号 {number} 已登记在{known.person.name}名下：核对证号"
    if person.left_on:
        errors["number"] = f"{person.name} 已离任，不能登记执法证"
    if errors:
        raise Wrong(errors)
    certificate = Certificate(
        person=person, number=number, fields=values["fields"], region_id=values["region"],
        issued_on=values["issued_on"], valid_to=values["valid_to"],
    )  # fmt: skip
    with act(type=DEEDS[Deed.ISSUE].entry, by=by, obj=certificate.pk, now=now) as opened:
        opened.save(certificate)
        what = f"{number}，{values['issued_on']} 至 {values['valid_to']}"
        note(opened, person, what, values.get("reason") or "新领证件", DEEDS[Deed.ISSUE].basis, certificate, values)
    return certificate


def change(*, actor: Actor, certificate: Certificate, deed: Deed, values: dict[str, Any], now: datetime) -> Certificate:
    """Renew, amend, suspend, restore or cancel. ``values``: reason, document; valid_to to renew; fields and region.

    Raises NotAllowed, Wrong, Refused when the certificate stands otherwise.
    """
    return changed(by_for(actor, certificate.person, deed), certificate, deed, values, now)


def changed(by: By, certificate: Certificate, deed: Deed, values: dict[str, Any], now: datetime) -> Certificate:
    """The same by someone already found to be entitled."""
    rule, on = DEEDS[deed], now.date()
    with act(type=rule.entry, by=by, obj=certificate.pk, now=now) as opened:
        row = Certificate.objects.select_related("person", "region").get(pk=certificate.pk)
        if deed not in possible(row, on):
            raise Refused(_why_not(row, deed, on))
        errors = _reason(values) | (_dates(row.issued_on, values["valid_to"], on) if deed is Deed.RENEW else {})
        if deed is Deed.RENEW and values["valid_to"] and values["valid_to"] <= row.valid_to:
            errors["valid_to"] = f"有效期应当晚于现在的 {row.valid_to}"
        if deed is Deed.AMEND:
            errors |= _scope(values)
        if errors:
            raise Wrong(errors)
        what = _apply(row, deed, values)
        opened.save(row)
        note(opened, row.person, f"{row.number}：{what}", values["reason"], rule.basis, row, values)
    return row


def cancel_all(opened: Act, person: Person, reason: str) -> int:
    """Inside an open act: cancel every certificate of someone who goes to another organ. Returns how many."""
    rows = list(Certificate.objects.filter(person=person).exclude(status=Standing.REVOKED))
    for row in rows:
        row.status = Standing.REVOKED
        opened.save(row)
        rule = DEEDS[Deed.CANCEL]
        note(opened, person, f"{row.number}：注销", reason, rule.basis, row, {}, kind=rule.entry)
    return len(rows)


def note(
    opened: Act, person: Person, what: str, reason: str, basis: str, certificate: Certificate | None = None,
    values: dict[str, Any] | None = None, kind: str = "",
) -> PersonEvent:  # fmt: skip
    """Keep what an act did to a person's registration, inside the act."""
    event = PersonEvent(
        person=person, certificate=certificate, kind=kind or opened.type, on=opened.at.date(), what=what[:LONGEST],
        reason=reason, basis=basis, document=(values or {}).get("document", ""), by_person=opened.by.person_id,
    )  # fmt: skip
    return opened.save(event)


def _apply(row: Certificate, deed: Deed, values: dict[str, Any]) -> str:
    row.status = DEEDS[deed].after
    if deed is Deed.RENEW:
        until, row.valid_to = row.valid_to, values["valid_to"]
        return f"有效期 {until} → {row.valid_to}"
    if deed is Deed.AMEND:
        before = f"{'、'.join(row.fields)}（{row.region.name}）"
        row.fields, row.region = values["fields"], Region.objects.get(pk=values["region"])
        return f"{before} → {'、'.join(row.fields)}（{row.region.name}）"
    return deed.label


def _why_not(row: Certificate, deed: Deed, on: date) -> str:
    standing = staffing.shown_as(row.status, row.issued_on, row.valid_to, on)[1]
    if deed is Deed.RENEW and row.valid_to < on and row.status == Standing.ACTIVE:
        return f"执法证 {row.number} 已于 {row.valid_to} 到期，不能延长：换发新证后登记新证号"
    if row.person.left_on:
        return f"{row.person.name} 已离任，不能{deed.label}"
    return f"执法证 {row.number} 现在是“{standing}”，不能{deed.label}：刷新页面核对"


def _reason(values: dict[str, Any]) -> dict[str, str]:
    errors = {}
    if not values.get("reason"):
        errors["reason"] = "填写理由：为什么这样办理"
    elif len(values["reason"]) > LONGEST:
        errors["reason"] = f"理由不超过 {LONGEST} 字"
    if len(values.get("document") or "") > 60:
        errors["document"] = "文号不超过 60 字"
    return errors


def _dates(issued_on: date | None, valid_to: date | None, on: date) -> dict[str, str]:
    errors = {}
    if issued_on is None:
        errors["issued_on"] = "填写发证日期"
    if valid_to is None:
        errors["valid_to"] = "填写有效期至"
    elif issued_on and valid_to < issued_on:
        errors["valid_to"] = "有效期至不能早于发证日期"
    elif valid_to < on:
        errors["valid_to"] = "有效期已过：登记换发的新证"
    return errors


def _scope(values: dict[str, Any]) -> dict[str, str]:
    errors = {}
    known = {value for value, _ in FIELDS}
    if not values.get("fields") or set(values["fields"]) - known:
        errors["fields"] = "选择执法类别，至少一项"
    if not Region.objects.filter(pk=values.get("region") or "").exists():
        errors["region"] = "选择执法区域"
    return errors
