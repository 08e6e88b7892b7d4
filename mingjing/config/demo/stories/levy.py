"""行政征收征用: a fee that is deferred, chased and paid late; an emergency requisition; some of each, and a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.founding import World
from mingjing.config.demo.levies import FLOOD, SMALL_SOIL, SNOW, SOIL, WATER, Due, Fee, Requisition
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.stories import expropriation
from mingjing.config.demo.stories.telling import Report, Story, Volume, ago
from mingjing.law.kinds import Doc


@dataclass(frozen=True, slots=True)
class Course:
    """What is particular about one fee. ``stop`` names the act that is still to come."""

    deferral: str = ""  # granted | refused | silent | instalments
    late: bool = False
    exempt: bool = False
    stop: str = ""


class _Stopped(Exception):
    """The case goes no further."""


def _turn(deed: CaseDeed, course: Course, name: str, working_days: int = 0, minutes: int = 0) -> Iterator[None]:
    if course.stop == name:
        raise _Stopped
    deed.wait(working_days, 0, minutes)
    yield


def levied(fee: Fee, course: Course) -> Turns:
    """From the assessment to the archive, as ``course`` has it."""
    try:
        yield
        fee.open()
        if course.exempt:
            yield from _turn(fee, course, "exempt", 3)
            fee.exempt()
            yield from _turn(fee, course, "archive", 5)
            fee.archive()
            return
        yield from _turn(fee, course, "assess", 2)
        fee.assess()
        yield from _turn(fee, course, "issue", 1)
        fee.issue()
        yield from _turn(fee, course, "seal", minutes=40)
        fee.seal()
        yield from _turn(fee, course, "serve", 1)
        fee.serve_decision()
        yield from _turn(fee, course, "prepare", 1)
        fee.prepare()
        yield from _turn(fee, course, "publish", 1)
        fee.publish()
        if course.deferral:
            yield from _deferred(fee, course)
        if course.late:
            yield from _late(fee, course)
        elif course.deferral == "instalments":
            yield from _turn(fee, course, "pay", 12)
            fee.pay_part(fee.owed[1] // 2)
            yield from _turn(fee, course, "pay_second", 15)
        else:
            yield from _turn(fee, course, "pay", 1)
        fee.pay_rest()
        yield from _turn(fee, course, "execute", 1)
        fee.execute()
        yield from _turn(fee, course, "close", 1)
        fee.close()
        yield from _turn(fee, course, "archive", 5)
        fee.archive()
    except _Stopped:
        return


def _deferred(fee: Fee, course: Course) -> Turns:
    """Asked within seven days; answered within five working days, or settled by silence."""
    yield from _turn(fee, course, "ask", 1)
    if course.deferral == "instalments":
        fee.ask_instalments()
    else:
        fee.ask(21)
    if course.deferral == "silent":
        yield from _turn(fee, course, "silent", 6)
        fee.silent()
    else:
        yield from _turn(fee, course, "answer", 3)
        fee.answer("refused" if course.deferral == "refused" else "granted")
    fee.serve(Doc.DEFERRAL_REPLY)


def _late(fee: Fee, course: Course) -> Turns:
    """A part is paid, the rest only after the chase has run out: a late fee up to that day, and that is paid too."""
    yield from _turn(fee, course, "pay_part", 5)
    fee.pay_part(fee.owed[1] // 3)
    yield from _turn(fee, course, "chase", 25 if course.deferral else 8)
    fee.chase()
    yield from _turn(fee, course, "serve_chase", 1)
    fee.serve(Doc.CHASE_NOTICE)
    yield from _turn(fee, course, "pay_fee", 12)
    fee.pay_part(fee.owed[1])
    yield from _turn(fee, course, "late", 1)
    fee.late()
    fee.serve(Doc.LATE_FEE_DECISION)
    yield from _turn(fee, course, "pay_late", 2)


def requisitioned(deed: Requisition, stop: str = "") -> Turns:
    """Taken, used, returned, compensated; in an emergency the papers come the next day."""
    course = Course(stop=stop)
    try:
        yield
        deed.open()
        if deed.matter.urgent:
            yield from _turn(deed, course, "take", minutes=20)
            deed.take()
            yield from _turn(deed, course, "complete", 1)
            deed.complete()
        else:
            yield from _turn(deed, course, "approve", minutes=60)
            deed.approve()
        yield from _issued(deed, course)
        if not deed.matter.urgent:
            yield from _turn(deed, course, "take", minutes=90)
            deed.take()
        yield from _turn(deed, course, "use", 1)
        deed.use()
        yield from _turn(deed, course, "end", 2)
        deed.use(ended=True)
        yield from _turn(deed, course, "return", 1)
        deed.give_back()
        yield from _turn(deed, course, "assess", 5)
        deed.assess()
        yield from _turn(deed, course, "compensate", 3)
        deed.compensate()
        yield from _issued(deed, course, " again")
        yield from _turn(deed, course, "pay", 5)
        deed.pay_out()
        yield from _turn(deed, course, "close", 2)
        deed.close()
        yield from _turn(deed, course, "archive", 5)
        deed.archive()
    except _Stopped:
        return


def _issued(deed: Requisition, course: Course, again: str = "") -> Turns:
    """Sealed, served and published; ``again`` tells the second decision's acts from the first's."""
    yield from _turn(deed, course, f"seal{again}", minutes=30)
    deed.seal()
    yield from _turn(deed, course, f"serve{again}", minutes=60)
    deed.serve_decision()
    yield from _turn(deed, course, f"prepare{again}", 1)
    deed.prepare()
    yield from _turn(deed, course, f"publish{again}", minutes=90)
    deed.publish()


def _fee(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    fee = Fee(world, "sl", WATER, 1, start, report)
    return fee, levied(fee, Course(deferral="granted", late=True))


def _requisition(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    deed = Requisition(world, "yj", FLOOD, 90, start, report)
    return deed, requisitioned(deed)


# Working days ago a fee was opened → what is particular about it.
COURSES: dict[int, tuple[Due, Course]] = {
    1: (SOIL, Course(stop="assess")), 3: (SMALL_SOIL, Course(stop="issue")), 5: (SOIL, Course(stop="serve")),
    9: (WATER, Course(deferral="granted", stop="answer")), 12: (SOIL, Course(stop="pay")),
    18: (SMALL_SOIL, Course(exempt=True)), 26: (WATER, Course(deferral="silent", stop="pay")),
    40: (SOIL, Course(late=True, stop="late")), 52: (WATER, Course(deferral="instalments", stop="pay_second")),
    64: (WATER, Course(deferral="refused")), 90: (SOIL, Course(late=True)), 118: (WATER, Course(deferral="granted", late=True)),
}  # fmt: skip


def _fees(world: World, now: datetime, small: bool) -> Iterable[tuple[CaseDeed, Turns]]:
    """Some twenty-five fees of the last half year: most are soil, paid on time."""
    plain = {age: (SOIL if age % 4 else SMALL_SOIL, Course()) for age in range(22, 122, 8)}
    every = {**plain, **COURSES}
    for number, age in enumerate(sorted(every)[:: 4 if small else 1], 10):
        due, course = every[age]
        fee = Fee(world, "sl", due, number, ago(now, age))
        yield fee, levied(fee, course)


def _requisitions(world: World, now: datetime, small: bool) -> Iterable[tuple[CaseDeed, Turns]]:
    for number, (age, what, stop) in enumerate(((70, SNOW, ""), (14, FLOOD, "assess")), 91):
        if not small or stop:
            deed = Requisition(world, "yj", what, number, ago(now, age))
            yield deed, requisitioned(deed, stop)


STORIES: dict[str, Story] = {
    "fee-levy": Story(frozenset({"sl"}), timedelta(days=130), _fee),
    "requisition": Story(frozenset({"yj"}), timedelta(days=60), _requisition),
}
VOLUMES: tuple[Volume, ...] = (_fees, _requisitions, expropriation.volume)
