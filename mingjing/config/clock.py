"""The edge where time enters. Everything below takes ``now`` as an argument."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Beijing time, aware."""
    return datetime.now(BEIJING)
