"""Every app whose rows count towards the yearly figures, together: counts built anew, and a year recounted."""

from __future__ import annotations

from collections.abc import Iterator

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


def recount(year: int) -> Recount:
    """A year counted again from the raw rows of every app, beside the roll-ups."""
    return comparing.recount(year, (fact for module in RECOUNTED for fact in module.facts()))
