"""WSGI: the public front answers from the public store; what it does not know goes to Django."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.config.settings")

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from mingjing.portal.front import PublicFront  # noqa: E402

application = PublicFront(get_wsgi_application(), settings.HOME / "public.sqlite3")
