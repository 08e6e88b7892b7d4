"""What a person is in the organ: position, unit, qualification, roles; moving, leaving. Each is one act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from mingjing.law.kinds import Role
from mingjing.law.staffing import MEASURES, may_review
from mingjing.ledger.actions import By, act
from mingjing.organs import actions, people, queries
from mingjing.organs.actions import Refused
from mingjing.organs.certificates import Wrong, cancel_all, note
from mingjing.organs.models import Grant, Organ, Person, Unit
from mingjing.organs.permissions import Actor, NotAllowed

GRADED = "GB/T 22239—2019 8.1.5（岗位授权，离岗停权）"
QUALIFIED = "《行政处罚法》第五十八条第二款"
MOVED = f"{MEASURES}（证件载明的单位已变）"
PLAN = "《全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度实施方案》"


def _registers(actor: Actor, person: Person) -> By:
    by = people.registers(actor, person)
    if by is None:
        own = actor.person_id == person.pk
        raise NotAllowed("自己的人员信息由他人办理" if own else "人员信息由司法局监督人员登记，岗位由安全管理员授权")
    return by


def _needed(values: dict[str, Any], **labels: str) -> None:
    errors = {name: f"填写{label}" for name, label in labels.items() if not values.get(name)}
    errors |= {
        n: "不超过 300 字" for n in ("reason", "basis") if len(values.get(n) or "") > (300 if n == "reason" else 120)
    }
    if errors:
        raise Wrong(errors)


def describe(*, actor: Actor, person: Person, values: dict[str, Any], now: datetime) -> Person:
    """Correct position, phone, counsel mark. ``values``: position, phone, lawyer, reason. Raises NotAllowed, Wrong."""
    by = _registers(actor, person)
    _needed(values, position="职务", reason="理由")
    errors = {}
    if len(values["position"]) > 40:
        errors["position"] = "职务不超过 40 字"
    if len(values["phone"]) > 30 or any(c not in "0123456789-+ 转" for c in values["phone"]):
        errors["phone"] = "联系电话只写数字和连字符，例：0398-0000000"
    if values["lawyer"] not in {"", *people.COUNSEL}:
        errors["lawyer"] = "选择法律顾问或者公职律师，或者不选"
    if errors:
        raise Wrong(errors)
    changed = [
        f"{label} {getattr(person, name) or '无'} → {values[name] or '无'}"
        for name, label in (("position", "职务"), ("lawyer", "顾问律师"))
        if getattr(person, name) != values[name]
    ]
    for name in ("position", "phone", "lawyer"):
        setattr(person, name, values[name])
    with act(type="person.described", by=by, obj=person.pk, now=now) as opened:
        opened.save(person)
        what = "；".join(changed) or "联系电话"
        for code, label in people.COUNSEL.items():
            what = what.replace(code, label)
        note(opened, person, what, values["reason"], PLAN)
    return person


def qualify(*, actor: Actor, person: Person, values: dict[str, Any], now: datetime) -> Person:
    """Enter the qualification for reviewing. ``values``: qualified, number, first_review_on, reason.

    Raises NotAllowed, Wrong; who reviews now cannot lose what reviewing needs (行政处罚法58②).
    """
    by, on = _registers(actor, person), now.date()
    _needed(values, reason="理由")
    errors = {}
    if values["qualified"] and not values["number"]:
        errors["number"] = "填写法律职业资格证号"
    if len(values["number"]) > 40:
        errors["number"] = "资格证号不超过 40 字"
    if values["first_review_on"] and values["first_review_on"] > on:
        errors["first_review_on"] = "初次审核日期不能晚于今天"
    reviews = queries.overlapping(person.pk, on, None).filter(role=Role.REVIEWER).exists()
    if reviews and not errors and not may_review(values["qualified"], values["first_review_on"]):
        errors["qualified"] = f"{person.name} 正担任法制审核人员：先由安全管理员结束这个岗位（行政处罚法58②）"
    if errors:
        raise Wrong(errors)
    person.has_legal_qualification = values["qualified"]
    person.qualification_no = values["number"] if values["qualified"] else ""
    person.first_review_on = values["first_review_on"]
    with act(type="person.qualified", by=by, obj=person.pk, now=now) as opened:
        opened.save(person)
        what = f"法律职业资格 {values['number']}" if values["qualified"] else "没有法律职业资格"
        since = f"；初次审核 {values['first_review_on']}" if values["first_review_on"] else ""
        note(opened, person, what + since, values["reason"], QUALIFIED)
    return person


def move(
    *, actor: Actor, person: Person, organ: Organ, unit: Unit | None, values: dict[str, Any], now: datetime
) -> Person:
    """To another unit, or to another organ: then every role ends and the certificates are cancelled at once.

    ``values``: reason, document. Raises NotAllowed, Wrong, Refused.
    """
    by, on = _registers(actor, person), now.date()
    _needed(values, reason="理由")
    if person.left_on:
        raise Refused(f"{person.name} 已离任，不能调动：回到工作岗位的，随人员名录重新登记")
    if unit is not None and unit.organ_id != organ.pk:
        raise Wrong({"unit": f"这个内设机构不属于{organ.short_name}：重新选择"})
    if organ.pk == person.organ_id and (unit.pk if unit else None) == person.unit_id:
        raise Wrong({"unit": "与现在的单位相同，没有变动"})
    elsewhere, region = organ.pk != person.organ_id, organ.region_id
    if elsewhere and people.registers(actor, Person(organ=organ)) is None:
        raise NotAllowed(f"{organ.short_name}（{region}）不归您登记：由共同的上级司法行政部门办理")
    before = f"{person.organ.short_name if person.organ else ''}{person.unit.name if person.unit else ''}"
    after = f"{organ.short_name}{unit.name if unit else ''}"
    with act(type="person.moved", by=by, obj=person.pk, now=now) as opened:
        led = person.unit_id
        person.organ, person.unit = organ, unit
        opened.save(person)
        if elsewhere:
            actions.end_grants(opened, person, on - timedelta(days=1))
            cancel_all(opened, person, f"调往{organ.short_name}")
        else:
            for grant in (
                Grant.objects.filter(person=person, unit_id=led).exclude(unit_id=None).exclude(valid_to__lt=on)
            ):
                grant.valid_to = on - timedelta(days=1)  # led the former unit
                opened.save(grant)
        note(opened, person, f"{before} → {after}", values["reason"], MOVED if elsewhere else PLAN, None, values)
    return person


def leave(*, actor: Actor, person: Person, values: dict[str, Any], now: datetime) -> Person:
    """Leaves the organ: all roles end and the account closes in the same second (security rule 12).

    ``values``: reason, document. Raises NotAllowed, Wrong, Refused.
    """
    by, on = _registers(actor, person), now.date()
    _needed(values, reason="理由")
    if person.left_on:
        raise Refused(f"{person.name} 已于 {person.left_on} 离任")
    with act(type="person.left", by=by, obj=person.pk, now=now) as opened:
        actions.end_all(opened, person, on)
        note(opened, person, "离任，全部岗位和账号同时停止", values["reason"], GRADED, None, values)
    return person


def give(
    *, actor: Actor, person: Person, role: Role, unit: Unit | None, until: date | None, basis: str, now: datetime
) -> Grant:
    """Give a role in the person's organ from today on. Raises NotAllowed, Wrong, Refused."""
    by, on = _grants(actor, person), now.date()
    _needed({"basis": basis}, basis="授权依据")
    if person.left_on or person.organ is None:
        raise Refused(f"{person.name} 已离任或者没有单位，不能授权")
    if until and until < on:
        raise Wrong({"until": "终止日期不能早于今天"})
    if queries.overlapping(person.pk, on, None).filter(role=role, organ=person.organ).exists():
        raise Refused(f"{person.name} 已有{role.label}岗位")
    if role is Role.HANDLER and queries.certificate_of(person.pk, on) is None:
        raise Refused("承办人须持有有效的执法证（行政处罚法42）：先登记证件")
    grant = actions.new_grant(by, person, role, person.organ, on, until)
    grant.basis = basis
    grant.unit = (unit or person.unit) if role is Role.UNIT_LEAD else None
    grant.region = person.organ.region if role is Role.SUPERVISOR else None
    if role is Role.UNIT_LEAD and grant.unit is None:
        raise Wrong({"unit": "选择负责的内设机构"})
    with act(type="role.granted", by=by, obj=person.pk, data={"role": str(role)}, now=now) as opened:
        opened.save(grant)
        note(opened, person, role.label + (f"（{grant.unit}）" if grant.unit else ""), basis, GRADED)
    return grant


def end(*, actor: Actor, grant: Grant, values: dict[str, Any], now: datetime) -> Grant:
    """End a role at once. ``values``: reason, document. Raises NotAllowed, Wrong, Refused."""
    person = grant.person
    by, on = _grants(actor, person), now.date()
    _needed(values, reason="理由")
    if grant.valid_to is not None and grant.valid_to < on:
        raise Refused(f"{Role(grant.role).label}岗位已于 {grant.valid_to} 结束")
    with act(type="role.ended", by=by, obj=person.pk, data={"role": grant.role}, now=now) as opened:
        grant.valid_to = on - timedelta(days=1)
        opened.save(grant)
        note(opened, person, f"结束{Role(grant.role).label}", values["reason"], GRADED, None, values)
    return grant


def _grants(actor: Actor, person: Person) -> By:
    by = people.grants(actor, person)
    if by is None:
        raise NotAllowed("岗位由安全管理员授权和结束")
    if by.person_id == person.pk:
        raise Refused("不能给自己授权，也不能结束自己的岗位：由另一名安全管理员办理")
    return by
