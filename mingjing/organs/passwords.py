"""Changing the own password: the old one is asked for and counted like a login; only this session stays. And a new
first password for someone who lost his."""

from __future__ import annotations

import secrets
from datetime import datetime

from axes.utils import reset as unlock
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from mingjing.ledger.actions import By, act
from mingjing.organs import people
from mingjing.organs.actions import Refused
from mingjing.organs.certificates import Wrong
from mingjing.organs.models import Account, Person
from mingjing.organs.permissions import Actor, NotAllowed

LONGEST = 128


class PasswordRefused(Refused):
    """Not changed; ``errors`` is field (old, new, again) → what to mend."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors


def change(request: HttpRequest, *, account: Account, old: str, new: str, again: str, now: datetime) -> Account:
    """Change the password and keep this session. Raises PasswordRefused; five wrong old ones lock as at the login."""
    errors = _problems(account, old, new, again)
    if not errors and not isinstance(authenticate(request, username=account.username, password=old), Account):
        locked = getattr(request, "axes_locked_out", False)
        request.axes_locked_out = False  # type: ignore[attr-defined]  # else axes puts its own page in place of ours
        errors["old"] = "连续输错 5 次，请 15 分钟后再试" if locked else "原密码不对，请核对后再试"
    if errors:
        raise PasswordRefused(errors)
    by = By(account.person_id, "", account.person.organ_id or "")
    with act(type="account.password_changed", by=by, obj=account.pk, now=now):
        account.set_password(new)
        account.first_password = False
        account.save(update_fields=["password", "first_password"])
    update_session_auth_hash(request, account)
    return account


def reset(*, actor: Actor, person: Person, reason: str, now: datetime) -> str:
    """A new first password for someone who lost his: returned once, kept nowhere; it must be changed at the next login.

    Every session of the account ends, a lock after wrong passwords is lifted. Who grants roles does it, never to
    himself. Raises NotAllowed, Wrong, Refused (no account).
    """
    by = people.grants(actor, person)
    if by is None or actor.person_id == person.pk:
        raise NotAllowed("密码由安全管理员重置" if by is None else "自己的密码在“修改密码”中更换")
    if not reason.strip():
        raise Wrong({"reason": "填写理由，例：本人忘记密码，已当面核对身份"})
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is None:
        raise Refused(f"{person.name}没有在用的账号：先在人员名录中登记账号")
    first = secrets.token_urlsafe(9)
    with act(type="account.password_reset", by=by, obj=account.pk, data={"reason": reason[:300]}, now=now):
        account.set_password(first)
        account.first_password = True
        account.save(update_fields=["password", "first_password"])
    unlock(username=account.username)
    return first


def _problems(account: Account, old: str, new: str, again: str) -> dict[str, str]:
    errors = {}
    if not old:
        errors["old"] = "填写原密码"
    if not new:
        errors["new"] = "填写新密码"
    elif len(new) > LONGEST:
        errors["new"] = f"新密码不超过 {LONGEST} 个字符"
    elif new == old:
        errors["new"] = "新密码不能与原密码相同"
    elif account.username and account.username.lower() in new.lower():
        errors["new"] = "新密码不能包含账号"
    else:
        try:
            validate_password(new)
        except ValidationError as error:
            errors["new"] = "；".join(error.messages)
    if "new" not in errors and new != again:
        errors["again"] = "两次填写的新密码不一致"
    return errors
