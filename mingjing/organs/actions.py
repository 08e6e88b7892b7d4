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
from django.http import HttpRequest

from mingjing.law.identifiers import check_id_number
from mingjing.law.kinds import Role
from mingjing.ledger.actions import By, act
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


def suspend_certificate(*, by: By, certificate: Certificate, now: datetime) -> Certificate:
    """Suspend a certificate at once (河南省行政执法条例42)."""
    certificate.status = "suspended"
    with act(type="certificate.suspended", by=by, obj=certificate.pk, now=now) as opened:
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
    """Grant a role. Nobody grants to himself; the three administrators exclude each other and every business role.

    Raises Refused.
    """
    if by.person_id == person.pk:
        raise Refused("不能给自己授权")
    held = {g.role for g in queries.overlapping(person.pk, valid_from, valid_to)}
    if role in ADMINISTRATORS and held - {role}:
        raise Refused(f"{person.name} 已有其他岗位，系统、安全、审计管理员必须是专职且互不兼任")
    if role not in ADMINISTRATORS and held & ADMINISTRATORS:
        raise Refused(f"{person.name} 是三员之一，不能兼任{role.label}")
    grant = Grant(
        person=person,
        role=role,
        organ=organ,
        region=region,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis,
        granted_by=by.person_id,
    )
    with act(type="role.granted", by=by, obj=person.pk, data={"role": str(role)}, now=now) as opened:
        opened.save(grant)
    return grant


def leave_organ(*, by: By, person: Person, now: datetime, on: date) -> Person:
    """Someone leaves: every grant ends at once (security rule 12)."""
    person.left_on = on
    with act(type="person.left", by=by, obj=person.pk, now=now) as opened:
        opened.save(person)
        for grant in Grant.objects.filter(person=person, valid_to=None):
            grant.valid_to = on
            opened.save(grant)
    return person


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
