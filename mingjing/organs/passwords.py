"""Changing the own password: the old one is asked for and counted like a login; only this session stays."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from mingjing.ledger.actions import By, act
from mingjing.organs.actions import Refused
from mingjing.organs.models import Account

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
