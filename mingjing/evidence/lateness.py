"""When a recording must be stored (三政办〔2019〕16号三(二)4): the same day, or within 24 hours of the return.

「行政执法人员应在当天执法活动结束后，将音像记录按规定储存，不得自行保存。因法定情形，确实无法及时按规定储存的，
行政执法人员应当在返回单位后24小时以内予以储存。」 Judged by our receipt, not by the device's clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

BEIJING: Final = ZoneInfo("Asia/Shanghai")
AFTER_RETURN: Final = timedelta(hours=24)
BASIS: Final = "三政办〔2019〕16号三(二)4"


def same_day(ended: datetime, received: datetime) -> bool:
    """Received on the Beijing day on which the enforcement ended (or before: the device's clock is ahead)."""
    return received.astimezone(BEIJING).date() <= ended.astimezone(BEIJING).date()


def due(ended: datetime, returned: datetime | None = None) -> datetime:
    """Last moment for a recording that could not be stored the same day; without a stated return, from its end."""
    return (returned or ended) + AFTER_RETURN


def is_late(ended: datetime, received: datetime, returned: datetime | None = None) -> bool:
    """Neither the same day nor within 24 hours of the return."""
    return not same_day(ended, received) and received > due(ended, returned)
