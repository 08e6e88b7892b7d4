"""Sessions end after idling and after a working day, whichever comes first (等保 身份鉴别)."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

TOUCH_SECONDS = 60  # write the session at most once a minute


class SessionExpiry:
    """Logs out a session that idled too long or has lasted too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            seen, began = request.session.get("seen", 0), request.session.get("began", 0)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_ABSOLUTE_SECONDS:
                logout(request)
            elif now - seen > TOUCH_SECONDS:
                request.session["seen"] = now
        return self.get_response(request)
