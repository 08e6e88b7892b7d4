"""Where the pages are put."""

from __future__ import annotations

from django.conf import settings

from mingjing.disclosure.public_store import PublicStore


def store() -> PublicStore:
    """The public store of this home."""
    return PublicStore(settings.HOME / "public.sqlite3")
