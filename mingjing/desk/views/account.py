"""Logging in and out; changing the own password."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingjing.desk import asking
from mingjing.desk.access import BEIJING, office, same_site, tell
from mingjing.organs import actions, passwords
from mingjing.organs.actions import LoginRefused
from mingjing.organs.permissions import Actor


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The login page. A wrong password keeps the name typed; ``next`` leads nowhere but into this site."""
    target = same_site(request, request.POST.get("next", "") or request.GET.get("next", ""))
    if request.user.is_authenticated and request.method != "POST":
        return HttpResponseRedirect(target or reverse("workbench"))
    username, problem = request.POST.get("username", "").strip(), ""
    if request.method == "POST":
        problem = _try(request, username, request.POST.get("password", ""))
        if not problem:
            return HttpResponseRedirect(target or reverse("workbench"))
    context = {
        "next": target,
        "username": username,
        "problem": problem,
        "expired": bool(target) and target != reverse("workbench"),
        "demo": settings.DEMO,
    }
    return render(request, "desk/login.html", context, status=400 if problem else 200)


@never_cache
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session and let the browser forget what it kept of the pages."""
    actions.log_out(request)
    response = HttpResponseRedirect(reverse("login"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@sensitive_post_parameters("old", "new", "again")
@office
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Change the own password; a first password must be changed before anything else."""
    account, errors = request.user, {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("old", "new", "again")}
        try:
            passwords.change(request, account=account, now=now, **typed)  # type: ignore[arg-type]
        except passwords.PasswordRefused as refusal:
            errors = refusal.errors
        else:
            tell(request, "密码已更换。其他设备上的登录已经失效，请用新密码重新登录。")
            return HttpResponseRedirect(reverse("workbench"))
    context = {
        "first": account.first_password, "username": account.username, "errors": asking.summary(errors),  # type: ignore[union-attr]
        "error": errors,
    }  # fmt: skip
    return render(request, "desk/password.html", context, status=422 if errors else 200)


def _try(request: HttpRequest, username: str, password: str) -> str:
    """Log in; what went wrong in words, or ""."""
    if not username or not password:
        return "填写账号和密码"
    try:
        actions.log_in(request, username=username[:150], password=password, now=datetime.now(BEIJING))
    except LoginRefused as refusal:
        request.axes_locked_out = False  # type: ignore[attr-defined]  # else axes puts its own page in place of ours
        return str(refusal)
    return ""
