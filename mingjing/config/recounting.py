"""Every app whose rows count towards the yearly figures, together: counts built anew, and a year recounted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

from mingjing.appraisal import counting as appraised
from mingjing.appraisal import recounting as appraisals
from mingjing.cases.models import Case
from mingjing.disclosure import counting as disclosed
from mingjing.law.counted import Line
from mingjing.procedure import counting as procedure
from mingjing.statistics.recount import comparing
from mingjing.statistics.recount.comparing import Recount
from mingjing.supervision import counting as supervised
from mingjing.supervision import recounting
from mingjing.tally import actions as tally
from mingjing.tally.models import Contribution

log = logging.getLogger(__name__)

#: What offers (subject, organ, lines) of everything it counts.
SOURCES = (procedure, disclosed, supervised, appraised)
#: What apps above ``statistics`` recount of their own rows.
RECOUNTED = (recounting, appraisals)


def contributions() -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """Everything that counts, of every app."""
    for source in SOURCES:
        yield from source.contributions()


def rebuild() -> int:
    """Throw the counts away and count everything anew. Returns how many contributions there are."""
    return tally.refill({subject: (organ, lines) for subject, organ, lines in contributions()})


def fill_if_never_counted() -> int:
    """Count a home that is older than the counts, once. Returns how many contributions were made, 0 when none were."""
    if Contribution.objects.exists() or not Case.objects.exists():
        return 0
    return rebuild()


def recount(*years: int) -> list[Recount]:
    """Years counted again from the raw rows of every app, beside the roll-ups."""
    return comparing.recount(years, (fact for module in RECOUNTED for fact in module.facts()))


def look(on: date) -> bool:
    """Recount this year and the last, as every night; what differs stands in the log. Returns whether all is equal."""
    wrong = [found for found in recount(on.year - 1, on.year) if not found.equal]
    for found in wrong:
        places = len(found.differences)
        log.error(
            "%s 年的年报累计数有 %s 处与原始记录不一致；运行 mingjing statistics recount 查看", found.year, places
        )
    return not wrong
