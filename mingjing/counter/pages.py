"""The door of the counter: the moment as an argument, nothing kept by caches, and what every page has around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

BEIJING = ZoneInfo("Asia/Shanghai")


def counter(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the counter: ``view(request, now, **kwargs)``. Its pages are one person's: never cached."""

    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, datetime.now(BEIJING), **kwargs)

    return cast("Callable[..., HttpResponse]", never_cache(opened))


def context(**own: Any) -> dict[str, Any]:
    """The context of a public page with its own values."""
    return {"demo": settings.DEMO, **own}


def error(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    """A refusal in plain words."""
    return render(request, "counter/error.html", context(title=title, words=words), status=status)
