"""How much one network address may hand in on a day: a plain count, kept without the address itself."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from django.conf import settings
from django.db.models import F

from mingjing.supervision.models import IntakeCount

MOST_A_DAY = 10


class TooMany(Exception):
    """This address has handed in enough for one day."""

    def __init__(self) -> None:
        super().__init__(
            f"这个网络地址今天已经提交 {MOST_A_DAY} 件，明天可以再提交。急事请拨打 12345，或者到机关窗口当面反映。"
        )


def count(address: str, on: date) -> None:
    """Count one more, inside the transaction of what is handed in. Raises TooMany, and then nothing is written."""
    IntakeCount.objects.filter(day__lt=on).delete()
    key = hmac.new(settings.SECRET_KEY.encode(), f"intake|{on}|{address}".encode(), hashlib.sha256).hexdigest()
    row, _ = IntakeCount.objects.get_or_create(day=on, address=key)
    IntakeCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db()
    if row.count > MOST_A_DAY:
        raise TooMany
