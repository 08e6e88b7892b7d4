"""行政许可 in the demonstration: one granted, one refused, and the many others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.founding import World
from mingjing.config.demo.licensing import WANTS, Applying
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.stories.telling import Report, Story, Volume, ago
from mingjing.law.kinds import Doc, Step

Act = tuple[str, int, Callable[[], None] | None]
BEFORE_GRANT = frozenset({"apply", "correct", "supplement", "accept", "check", "examine"})


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


def granted(
    d: Applying, *, corrected: bool = False, stop: str = "", examined: Callable[[Applying], Turns] | None = None
) -> Turns:
    """From the counter to the archive, with one correction where materials were forgotten.

    ``examined``: what happens instead of a plain examination.
    """
    lacking = (d.item.required[-1].code,) if corrected else ()
    yield from run(
        d,
        [
            ("apply", 0, lambda: d.apply(lacking)),
            ("correct", 2, d.correct if corrected else None),
            ("supplement", 3, d.supplement if corrected else None),
            ("accept", 1, d.accept),
            ("check", 2, d.check if d.item.site_check else None),
            ("examine", 1 if d.item.site_check else 0, d.examine if examined is None else None),
        ],
        stop,
    )
    if stop in BEFORE_GRANT:
        return
    if examined:
        yield from examined(d)
    yield from run(
        d,
        [
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

# Who gets how many, and of what: (organ, wants in turn, how many). Licences outnumber penalties.
OFFICES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("scjg", ("noodles", "shop"), 24),
    ("hbsc", ("shop", "noodles"), 16),
    ("szsc", ("shop", "noodles"), 12),
    ("lbsc", ("noodles", "shop"), 12),
    ("wj", ("hotel",), 10),
    ("ymwj", ("hotel",), 6),
    ("sl", ("water",), 6),
    ("cg", ("waste",), 10),
    ("hbcg", ("waste",), 6),
    ("ny", ("vet",), 4),
)
# How far one goes, by turns; "" is to the archive. What waits for an act is as usual as what is done.
STOPS = (
    "", "accept", "check", "accept", "examine", "accept", "close", "accept", "check", "grant", "accept", "archive",
    "accept", "check", "certify", "accept", "publish",
)  # fmt: skip
OLDEST = 130  # working days ago
# Working days that lie behind what waits for an act, at least.
AGES = {"accept": 1, "check": 2, "examine": 4, "grant": 5, "certify": 6, "serve": 7}


def volume(world: World, now: datetime, small: bool) -> Iterator[tuple[CaseDeed, Turns]]:
    """Some hundred applications in many states: granted, refused, completed, withdrawn, turned away."""
    number = 0
    for organ, wants, count in OFFICES:
        if organ not in world.organs:
            continue
        for n in range(count * 11 // 20 if small else count):
            number += 1
            yield _one(world, now, organ, wants[n % len(wants)], number)


def _one(world: World, now: datetime, organ: str, want: str, number: int) -> tuple[CaseDeed, Turns]:
    stop = STOPS[number % len(STOPS)]
    # What waits for an act began lately; what is archived, any time in the last half year.
    age = 24 + number * 7 % (OLDEST - 24) if stop in {"", "archive"} else AGES.get(stop, 9) + number * 5 % 4
    deed = Applying(world, organ, WANTS[want], number, ago(now, age))
    if number == HEARD:
        deed.at = ago(now, 60)
        return deed, granted(deed, stop="", examined=heard)
    if number in CHANGED:
        deed.at = ago(now, 120)
        return deed, then(granted(deed), changed(deed))
    if number == REVOKED:
        deed.at = ago(now, 110)
        return deed, then(granted(deed), revoked(deed))
    if number % 13 == 5:
        return deed, refused(deed, stop=stop if stop in {"accept", "check", "examine"} else "close")
    if number % 17 == 3:
        return deed, turned_away(deed)
    if number % 23 == 8:
        return deed, taken_back(deed)
    return deed, granted(deed, corrected=number % 9 == 4, stop=stop)


HEARD, REVOKED, CHANGED = 1, 2, frozenset({4, 30, 47})


def then(first: Turns, second: Turns) -> Turns:
    """One after the other."""
    yield from first
    yield from second


def heard(d: Applying) -> Turns:
    """Neighbours are told, one asks for a hearing; what follows is examined by its record, reviewed and discussed."""
    yield from run(
        d,
        [
            ("found", 1, lambda: d.examine(interested="yes")),
            ("tell", 0, d.tell_everybody),
            ("stop", 2, d.stop_for_hearing),
            ("summon", 0, d.summon),
            ("hear", 9, d.hear),
            ("restart", 0, d.restart),
            ("examine", 1, lambda: d.examine(by_record="采纳加装油烟净化设备的意见，已在许可内容中要求。")),
            ("draft", 0, lambda: d.draft(Doc.GRANT_DECISION)),
            ("submit", 0, d.submit),
            ("agree", 2, d.agree),
            ("discuss", 1, d.discuss),
        ],
    )


def changed(d: Applying) -> Turns:
    """The holder asks for a wider scope, and is given it (行政许可法49)."""
    wider = f"{d.matter.scope}；增加网络经营"
    yield from run(
        d,
        [
            ("raise", 8, lambda: d.raise_matter("change", "申请增加网络经营。", scope=wider)),
            ("accept", 1, d.accept_matter),
            ("examine", 2, lambda: d.find("提交的材料齐全，网络经营的条件符合规定。", wider)),
            ("change", 1, lambda: d.step(Step.CHANGE_LICENCE, d.actor("B"))),
            ("certify", 0, d.certify),
            ("seal", 0, d.seal),
            ("serve", 1, d.hand_over),
            ("prepare", 1, d.prepare),
            ("publish", 1, d.publish),
            ("close", 1, d.close),
        ],
    )


def revoked(d: Applying) -> Turns:
    """Materials turn out to be forged: told, waited for, reviewed, discussed, revoked (行政许可法69②)."""
    yield from run(
        d,
        [
            ("raise", 10, lambda: d.raise_matter("revoke", FORGED, ground_revoke="fraud", public_harm="no")),
            ("start", 1, d.start_review),
            ("tell", 2, lambda: d.tell_holder(FORGED)),
            ("examine", 1, lambda: d.find(FORGED, "收回许可证件。")),
            ("draft", 6, lambda: d.draft(Doc.REVOCATION_DECISION)),
            ("submit", 0, d.submit),
            ("agree", 2, d.agree),
            ("discuss", 1, d.discuss),
            ("revoke", 1, lambda: d.step(Step.REVOKE_LICENCE, d.actor("B"))),
            ("seal", 0, d.seal),
            ("serve", 1, d.serve_decision),
            ("prepare", 1, d.prepare),
            ("publish", 1, d.publish),
            ("close", 1, d.close),
        ],
    )


FORGED = "申请时提交的场所布局图和管理制度系冒用其他单位的材料，属于以欺骗手段取得许可。"


def turned_away(d: Applying) -> Turns:
    """Not this organ's: told at once, and to whom it belongs (行政许可法32①二)."""
    yield from run(d, [("apply", 0, d.apply), ("decline", 0, d.decline), ("archive", 4, d.archive)])


def taken_back(d: Applying) -> Turns:
    """The applicant thinks better of it."""
    yield from run(
        d, [("apply", 0, d.apply), ("accept", 1, d.accept), ("withdraw", 2, d.take_back), ("archive", 4, d.archive)]
    )


VOLUMES: tuple[Volume, ...] = (volume,)
