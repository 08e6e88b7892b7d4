"""The figures of a large home, kept for an hour: what takes long to count is counted by the worker, not by a reader.

A small home is counted afresh each time; what took less than half a second is never kept. The page says as of when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter

from django.core.cache import cache

from mingjing.organs.models import Organ
from mingjing.procedure.limits import beijing_date
from mingjing.statistics.analysis.overview import Overview, overview
from mingjing.statistics.analysis.periods import CHOICES, Period, chosen

SLOW = 0.5  # seconds
KEPT, RENEWED = timedelta(hours=1), timedelta(minutes=40)


def figures(organs: Collection[str], period: Period, now: datetime, *, slow: float = SLOW) -> Overview:
    """The overview, from what is kept when it is less than an hour old; ``found.as_of`` says when it was counted."""
    name = _name(organs, period)
    kept = cache.get(name)
    if isinstance(kept, Overview) and kept.as_of and now - KEPT < kept.as_of <= now:
        return kept
    return _count(organs, period, now, name, slow)


def warm(now: datetime, *, slow: float = SLOW) -> int:
    """Count anew what the bureau looks at and is kept for more than forty minutes. Returns how many; for the worker."""
    organs, done = list(Organ.objects.values_list("pk", flat=True)), 0
    for code, _ in CHOICES:
        period = chosen({"period": code}, beijing_date(now))
        name = _name(organs, period)
        kept = cache.get(name)
        if kept is None and cache.get(f"{name}-quick"):
            continue
        if not isinstance(kept, Overview) or kept.as_of is None or kept.as_of < now - RENEWED:
            _count(organs, period, now, name, slow)
            done += 1
    return done


def _count(organs: Collection[str], period: Period, now: datetime, name: str, slow: float) -> Overview:
    began = perf_counter()
    found = replace(overview(organs, period), as_of=now)
    if perf_counter() - began >= slow:
        cache.set(name, found, KEPT.total_seconds())
    else:
        cache.set(f"{name}-quick", True, KEPT.total_seconds())
    return found


def _name(organs: Collection[str], period: Period) -> str:
    whole = f"{period.first}|{period.last}|{'|'.join(sorted(organs))}"
    return f"analysis-{hashlib.sha256(whole.encode()).hexdigest()}"
