"""行政许可 in the demonstration: one granted, one refused, and the many others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from mingjing.config.demo.founding import World
from mingjing.config.demo.licensing import WANTS, Applying
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.stories.telling import Report, Story, Volume

Act = tuple[str, int, Callable[[], None] | None]


def run(deed: Applying, acts: list[Act], stop: str = "") -> Turns:
    """Acts in order: name, working days to wait, deed; up to the one it waits for."""
    for name, days, act in acts:
        if name == stop:
            return
        if act is None:
            continue
        deed.wait(days, minutes=0 if days else 40)
        yield
        act()


def granted(d: Applying, *, corrected: bool = False, stop: str = "") -> Turns:
    """From the counter to the archive, with one correction where materials were forgotten."""
    lacking = (d.item.required[-1].code,) if corrected else ()
    yield from run(
        d,
        [
            ("apply", 0, lambda: d.apply(lacking)),
            ("correct", 2, d.correct if corrected else None),
            ("supplement", 3, d.supplement if corrected else None),
            ("accept", 1, d.accept),
            ("check", 2, d.check if d.item.site_check else None),
            ("examine", 1 if d.item.site_check else 0, d.examine),
            ("grant", 1, d.grant),
            ("certify", 1, d.certify),
            ("seal", 0, d.seal),
            ("serve", 1, d.hand_over),
            ("prepare", 1, d.prepare),
            ("publish", 1, d.publish),
            ("close", 2, d.close),
            ("archive", 5, d.archive),
        ],
        stop,
    )


def refused(d: Applying, *, stop: str = "") -> Turns:
    """What is refused is between the organ and the applicant: not published."""
    yield from run(
        d,
        [
            ("apply", 0, d.apply),
            ("accept", 1, d.accept),
            ("check", 2, lambda: d.check(bad=True)),
            ("examine", 1, lambda: d.examine(bad=True)),
            ("refuse", 1, d.refuse),
            ("seal", 0, d.seal),
            ("serve", 1, d.serve_decision),
            ("close", 2, d.close),
            ("archive", 5, d.archive),
        ],
        stop,
    )


def _story(bad: bool) -> Callable[[World, datetime, Report], tuple[Applying, Turns]]:
    def tell(world: World, start: datetime, report: Report) -> tuple[Applying, Turns]:
        deed = Applying(world, "scjg", WANTS["noodles"], 1, start, report)
        return deed, refused(deed) if bad else granted(deed, corrected=True)

    return tell


STORIES: dict[str, Story] = {
    "licence": Story(frozenset({"scjg"}), timedelta(days=60), _story(bad=False)),
    "licence-refused": Story(frozenset({"scjg"}), timedelta(days=60), _story(bad=True)),
}
VOLUMES: tuple[Volume, ...] = ()
