"""Registering organs and people, granting roles, logging in. Each is one act with one ledger entry."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from mingjing.law.identifiers import check_id_number
from mingjing.law.kinds import Role
from mingjing.law.staffing import may_review
from mingjing.ledger.actions import Act, By, act
from mingjing.organs import queries
from mingjing.organs.models import Account, Certificate, Grant, Organ, Person, Region, Unit

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
PURPOSE = b"mingjing identity v1"


class Refused(ValueError):
    """The act was refused; the message says, in Chinese, why and how to mend it."""


class LoginRefused(ValueError):
    """Not logged in. The same words whether the name or the password is wrong."""


def identity_digest(id_number: str) -> str:
    """HMAC of an ID number with this home's secret: the same person is known again, the number is not kept."""
    key = (settings.HOME / "identity_key").read_bytes()
    return hmac.new(key, PURPOSE + id_number.upper().encode(), hashlib.sha256).hexdigest()


def register_region(*, code: str, name: str, level: str, parent: str | None) -> Region:
    """Reference data (GB/T 2260): no entry, idempotent."""
    return Region.objects.get_or_create(code=code, defaults={"name": name, "level": level, "parent_id": parent})[0]


def register_organ(*, by: By, now: datetime, **values: Any) -> Organ:
    """Register an enforcement subject (plan 三(一)1). ``values`` are the fields of Organ."""
    organ = Organ(**values)
    with act(type="organ.registered", by=by, obj=organ.pk, now=now) as opened:
        opened.save(organ)
    return organ


def register_unit(*, by: By, organ: Organ, name: str, kind: str, now: datetime) -> Unit:
    """Register a unit of an organ."""
    unit = Unit(organ=organ, name=name, kind=kind)
    with act(type="unit.registered", by=by, obj=unit.pk, now=now) as opened:
        opened.save(unit)
    return unit


def register_person(*, by: By, id_number: str, now: datetime, **values: Any) -> Person:
    """Register a person once. Raises Refused for a wrong ID number or one already known."""
    problem = check_id_number(id_number)
    if problem:
        raise Refused(problem)
    digest = identity_digest(id_number)
    known = Person.objects.filter(identity_digest=digest).first()
    if known:
        raise Refused(f"这个身份号码已登记为 {known.name}，同一人不能登记两次")
    person = Person(identity_digest=digest, **values)
    with act(type="person.registered", by=by, obj=person.pk, now=now) as opened:
        opened.save(person)
    return person


def issue_certificate(*, by: By, person: Person, now: datetime, **values: Any) -> Certificate:
    """Enter an enforcement certificate. Raises Refused when its dates are out of order."""
    if values["valid_to"] < values["issued_on"]:
        raise Refused("证件有效期至不能早于发证日期")
    certificate = Certificate(person=person, **values)
    with act(type="certificate.issued", by=by, obj=certificate.pk, now=now) as opened:
        opened.save(certificate)
    return certificate


def grant_role(
    *,
    by: By,
    person: Person,
    role: Role,
    now: datetime,
    valid_from: date,
    basis: str,
    organ: Organ | None = None,
    region: Region | None = None,
    unit: Unit | None = None,
    valid_to: date | None = None,
) -> Grant:
    """Grant a role. Nobody grants to himself; the three administrators exclude each other and every business role;
    who reviews for the first time has the legal qualification (行政处罚法58②).

    Raises Refused.
    """
    grant = new_grant(by, person, role, organ, valid_from, valid_to)
    grant.region, grant.unit, grant.basis = region, unit, basis
    with act(type="role.granted", by=by, obj=person.pk, data={"role": str(role)}, now=now) as opened:
        opened.save(grant)
    return grant


def new_grant(
    by: By, person: Person, role: Role, organ: Organ | None, valid_from: date, valid_to: date | None
) -> Grant:
    """The grant as a row not yet saved. Raises Refused when the law or the separation of duties forbids it."""
    if by.person_id == person.pk:
        raise Refused("不能给自己授权")
    if role is Role.REVIEWER and not may_review(person.has_legal_qualification, person.first_review_on):
        raise Refused(
            f"{person.name} 没有登记法律职业资格。初次从事法制审核的人员应当取得法律职业资格（行政处罚法58②）："
            "先登记资格，或者登记 2018 年以前的初次审核日期"
        )
    held = {g.role for g in queries.overlapping(person.pk, valid_from, valid_to)}
    if role in ADMINISTRATORS and held - {role}:
        raise Refused(f"{person.name} 已有其他岗位，系统、安全、审计管理员必须是专职且互不兼任")
    if role not in ADMINISTRATORS and held & ADMINISTRATORS:
        raise Refused(f"{person.name} 是三员之一，不能兼任{role.label}")
    return Grant(
        person=person, role=role, organ=organ, valid_from=valid_from, valid_to=valid_to, granted_by=by.person_id
    )


def leave_organ(*, by: By, person: Person, now: datetime, on: date) -> Person:
    """Someone leaves: every grant ends at once, the account does not open any more (security rule 12)."""
    with act(type="person.left", by=by, obj=person.pk, now=now) as opened:
        end_all(opened, person, on)
    return person


def end_all(opened: Act, person: Person, on: date) -> None:
    """Inside an open act: the person is gone from ``on``, with every grant and, from that day, the account."""
    person.left_on = on
    opened.save(person)
    end_grants(opened, person, on)
    if on <= opened.at.date():
        Account.objects.filter(person=person).update(is_active=False)


def end_grants(opened: Act, person: Person, on: date) -> int:
    """Inside an open act: end every grant that lasts beyond ``on``. Returns how many."""
    rows = list(Grant.objects.filter(person=person).filter(Q(valid_to=None) | Q(valid_to__gt=on)))
    for grant in rows:
        grant.valid_to = on
        opened.save(grant)
    return len(rows)


def create_account(*, person: Person, username: str, password: str, hashed: str = "") -> Account:
    """Make the one account of a person. ``hashed`` takes an already encoded password (bulk set-up).

    Raises Refused for a weak password or a second account.
    """
    if Account.objects.filter(person=person).exists():
        raise Refused(f"{person.name} 已有账号，一人一个账号")
    if not hashed:
        try:
            validate_password(password)
        except ValidationError as error:
            raise Refused("；".join(error.messages)) from error
    return Account.objects.create(person=person, username=username, password=hashed or make_password(password))


def log_in(request: HttpRequest, *, username: str, password: str, now: datetime) -> Account:
    """Log in and note it. Raises LoginRefused; after five failures the name is locked for fifteen minutes."""
    account = authenticate(request, username=username, password=password)
    if not isinstance(account, Account):
        locked = getattr(request, "axes_locked_out", False)
        raise LoginRefused("连续输错 5 次，请 15 分钟后再试" if locked else "账号或者密码不对，请核对后再试")
    with transaction.atomic():
        by = By(account.person_id, "", account.person.organ_id or "")
        with act(type="access.login", by=by, obj=account.pk, now=now):
            login(request, account)
    request.session["began"] = request.session["seen"] = now.timestamp()
    return account


def log_out(request: HttpRequest) -> None:
    """End the session."""
    logout(request)
