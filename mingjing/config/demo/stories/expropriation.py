"""房屋征收 in the demonstration: one project; two households agree, for one compensation is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.founding import World
from mingjing.config.demo.houses import HOUSEHOLDS, Household, Project
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.stories.telling import Report, ago
from mingjing.law.kinds import Doc

AGE = 215  # working days ago: the whole takes most of a year


def told(world: World, start: datetime, report: Report = lambda label, seq: None) -> list[tuple[CaseDeed, Turns]]:
    """The project with the files of its households: they act once the project has opened them."""
    project = Project(world, "cg", 95, 95, start, report)
    project.matter = project
    files = [Household(world, "cg", project, 95 + n, start, report, which=n) for n in range(len(HOUSEHOLDS))]
    turns = [_agreed(f) if HOUSEHOLDS[f.which][5] else _decided(f) for f in files]
    return [(project, _project(project, files, turns))]


def _project(p: Project, files: list[Household], turns: list[Turns]) -> Turns:
    """Thirty days for opinions, risk, money, review, discussion, decision, announcement, survey, appraiser, files."""
    yield
    p.open()
    yield from _later(p, 3)
    p.publish_plan()
    yield from _later(p, 8)
    p.survey()
    yield from _later(p, 16)
    p.publish_views()
    p.risk()
    yield from _later(p, 3)
    p.funds()
    yield from _later(p, 2)
    p.draft_decision()
    p.submit()
    yield from _later(p, 2)
    p.agree()
    yield from _later(p, 1)
    p.discuss()
    yield from _later(p, 1)
    p.decide()
    p.seal()
    yield from _later(p, 1)
    p.announce()
    yield from _later(p, 1)
    p.prepare(exception="房屋征收决定应当及时公告（国有土地上房屋征收与补偿条例13），公告期限届满前在网上公布。")
    yield from _later(p, 1)
    p.publish()
    yield from _later(p, 8)
    p.choose()
    for n in range(len(files)):
        yield from _later(p, 1)
        p.file(n)
    # From here the files act, each at its own time; the project waits for the last of them.
    for file, turn in zip(files, turns, strict=True):
        file.attach()
        file.at = p.at
        next(turn)
    while turns:
        at = min(range(len(turns)), key=lambda n: files[n].at)
        p.at = max(p.at, files[at].at)
        yield
        if next(turns[at], False) is not None:
            del turns[at], files[at]
    yield from _later(p, 5)
    p.publish_households()
    yield from _later(p, 1)
    p.close()
    yield from _later(p, 5)
    p.archive()


def _later(deed: CaseDeed, working_days: int = 0, minutes: int = 0) -> Iterator[None]:
    deed.wait(working_days, 0, minutes)
    yield


def _appraised(f: Household) -> Turns:
    yield from _later(f, 15)
    f.appraise()
    yield from _later(f, 1)
    f.serve(Doc.APPRAISAL_NOTICE)


def _agreed(f: Household) -> Turns:
    """Agreed, paid, moved."""
    yield from _appraised(f)
    yield from _later(f, 10 + f.which)
    f.agree_terms()
    yield from _later(f, 5)
    f.pay_out()
    yield from _later(f, 12)
    f.move()
    yield from _ended(f)


def _decided(f: Household) -> Turns:
    """No agreement before the term: decided, reviewed and discussed, announced, paid into the account, then moved."""
    yield from _appraised(f)
    f.sleep_until(f.matter.named["sign_until"])
    yield
    f.draft_compensation()
    f.submit()
    yield from _later(f, 2)
    f.agree()
    yield from _later(f, 1)
    f.discuss()
    yield from _later(f, 1)
    f.decide()
    f.seal()
    yield from _later(f, 1)
    f.serve_decision()
    yield from _later(f, minutes=60)
    f.announce()
    yield from _later(f, 1)
    f.prepare()
    yield from _later(f, 1)
    f.publish()
    yield from _later(f, 3)
    f.pay_out()
    yield from _later(f, 15)
    f.move()
    yield from _ended(f)


def _ended(f: Household) -> Turns:
    yield from _later(f, 1)
    f.close()
    yield from _later(f, 5)
    f.archive()


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[CaseDeed, Turns]]:
    """One project; none in the small demonstration."""
    return [] if small else told(world, ago(now, AGE))
