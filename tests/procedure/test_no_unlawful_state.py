"""Whatever is tried, in whatever order, by whomever, at whatever hour: no case comes to a state the law forbids.

Hypothesis drives the real gatekeeper on a real database. The oracle below reads rows only and knows no gate: it would
find what a missing gate lets through.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo import founding
from mingjing.config.demo.founding import World
from mingjing.config.demo.stories import STORIES
from mingjing.documents.forms import FORMS
from mingjing.law import procedures
from mingjing.law.kinds import Step
from mingjing.law.procedures import PROCEDURES
from mingjing.law.rules import duty_of
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions
from mingjing.procedure.facts import gather
from mingjing.procedure.inputs import INPUTS
from mingjing.procedure.models import Decision, DecisionAnnulment, Notice, Service, Statement, StepTaken
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.review.models import Opinion
from tests.desk.staged import STATIC

BEIJING = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING)
ALWAYS_REVIEWED = {"ordinary_penalty", "no_penalty", "execution", "expropriation", "licence_revocation"}
SIGNED_ON_SITE = {"summary_penalty", "measure", "clearing"}
ROLES = ("H", "U", "L", "B", "PB", "R")
REFUSED = (StepRefused, FormIncomplete, NotAllowed, OutOfDate)
STEPS, EXAMPLES, SHORT = 30, 16, 400
PARTS = 8  # of the long run, each with its own random draws: as many cores as there are may share them
LONG_STEPS, LONG_EXAMPLES, LONG = 480, 576 // PARTS, 200_000 // PARTS  # of 480 steps about 390 are attempts
WANDERED = 60  # steps from where the lawful story ended, before one may go back there
SEALED = ("heads", "levels", "public.sqlite3")  # what a home holds of the logs beside the database


@pytest.fixture
def world(db: None, home: Any, request: pytest.FixtureRequest) -> World:
    own = request.getfixturevalue("settings")
    own.STORAGES = {**own.STORAGES, **STATIC}
    return founding.found(
        START - timedelta(days=30), frozenset().union(*(story.organs for story in STORIES.values())), hashed="!"
    )


def unlawful(case: Case) -> list[str]:
    """What the rows of a case say that the law forbids; read without asking any gate."""
    found: list[str] = []
    ever = set(case.handlers.values_list("person_id", flat=True))
    annulled = set(DecisionAnnulment.objects.values_list("decision_id", flat=True))
    standing = [d for d in Decision.objects.filter(case=case) if d.pk not in annulled]
    kinds = [d.kind for d in standing]
    if len(kinds) != len(set(kinds)):
        found.append(f"two decisions of one kind stand: {kinds}")
    for d in standing:
        found += _decision(case, d, ever)
    taken = list(StepTaken.objects.filter(case=case))
    done = [row.step for row in taken]
    for row in taken:
        if row.step == Step.EXECUTE:
            at = row.taken_at.astimezone(BEIJING)
            quiet = at.hour >= 22 or at.hour < 6 or clocks.calendar().is_statutory(at.date())
            if quiet and not row.values.get("urgent") and not row.values.get("urgency"):
                found.append(f"executed at {at}")
    if Step.TAKE_MEASURE in done and Step.APPROVE_MEASURE not in done[: done.index(Step.TAKE_MEASURE)]:
        found.append("a measure before its approval")
    if Step.GRANT in done and Step.EXAMINE not in done[: done.index(Step.GRANT)]:
        found.append("a licence granted without examination")
    if case.stage == "archived" and case.ended_on is None:
        found.append("archived before it ended")
    return found


def _decision(case: Case, d: Decision, ever: set[str]) -> list[str]:
    found = []
    if case.handlers.filter(since__lte=d.decided_on).count() < 2:
        found.append(f"{d.kind} with fewer than two officers")
    if d.signer in ever and d.kind not in SIGNED_ON_SITE:
        found.append(f"{d.kind} signed by a handler")
    if d.kind in ALWAYS_REVIEWED:
        same = Opinion.objects.filter(case=case, text_root=d.text_root, purpose="final", ledger_id__lt=d.ledger_id)
        last = same.order_by("ledger_id").last()
        if last is None or last.outcome not in {"agree", "settled"}:
            found.append(f"{d.kind} without a passed review of its text")
        elif last.reviewer_id == d.signer or last.reviewer_id in ever:
            found.append(f"{d.kind} reviewed by its signer or a handler")
    if d.kind == "ordinary_penalty":
        found += _penalty(case, d)
    if d.kind == "summary_penalty":
        limit = 300_000 if case.parties.get().kind == "organisation" else 20_000
        if d.fine > limit:
            found.append(f"{d.fine} 分 on the spot")
    return found


def _penalty(case: Case, d: Decision) -> list[str]:
    notice = Notice.objects.filter(case=case, ledger_id__lt=d.ledger_id).order_by("ord").last()
    service = Service.objects.filter(version_id=notice.version_id).first() if notice else None
    if notice is None or service is None:
        return ["a penalty without a served notice"]
    said = Statement.objects.filter(notice=notice, ledger_id__lt=d.ledger_id)
    waited = d.decided_on > clocks.due_of("statement.window", service.served_on).rolled
    found = [] if waited or said.exists() else ["a penalty before the party could speak"]
    return found + (["heavier than the notice"] if d.fine > notice.fine else [])


@dataclass
class Place:
    """A moment to come back to: rows by a savepoint, and what the home holds of the logs."""

    home: Path
    kept: Path
    mark: str = ""

    def keep(self) -> Place:
        self.mark = transaction.savepoint()
        _copy(self.home, self.kept)
        return self

    def back(self) -> None:
        transaction.savepoint_rollback(self.mark)
        _copy(self.kept, self.home)


def _copy(source: Path, target: Path) -> None:
    for name in SEALED:
        there = target / name
        shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, there)
        elif (source / name).exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / name, there)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The long run in parts, 200,000 attempts together; otherwise one short part."""
    if "part" in metafunc.fixturenames:
        metafunc.parametrize("part", range(PARTS if metafunc.config.getoption("--long") else 1))


class Anyone(RuleBasedStateMachine):
    """People of an organ trying everything on one case at a time."""

    world: World
    founded: Place
    steps = taken = 0
    told: ClassVar[set[str]] = set()
    decided: ClassVar[set[str]] = set()

    @initialize(name=st.sampled_from(sorted(STORIES)), acts=st.integers(0, 40))
    def begin(self, name: str, acts: int) -> None:
        """A case acted lawfully up to some point by its own story: from there on, anything."""
        deed, turns = STORIES[name].tell(replace(self.world), START, lambda label, seq: None)
        while acts >= 0 or not deed.case:
            if next(turns, False) is False:
                break
            acts -= 1
        self.told.add(name)
        self.begun = self.now = deed.at
        self.case, self.organ = deed.case, deed.organ
        self.table = PROCEDURES[Case.objects.get(pk=self.case).law_version]
        self.here = Place(self.founded.home, self.founded.kept.with_name("here")).keep()
        self.since = 0

    @precondition(lambda self: self.since >= WANDERED)
    @rule()
    def again(self) -> None:
        """Back to where the story ended, to go another way from there."""
        self.here.back()
        self.now, self.since = self.begun, 0

    def teardown(self) -> None:
        """The next case begins in the world as it was founded."""
        self.decided.update(Decision.objects.values_list("kind", flat=True))
        self.founded.back()

    def _actor(self, role: str, n: int = 0) -> Any:
        people = self.world.people.get((self.organ, role)) or self.world.people[self.organ, "H"]
        return self.world.actor(self.organ, role if (self.organ, role) in self.world.people else "H",
                                self.now.date(), n % len(people))  # fmt: skip

    def _values(self, fields: Any, salt: int) -> dict[str, Any]:
        return {f.name: self._value(f, salt + n) for n, f in enumerate(fields)}

    def _value(self, field: Any, salt: int) -> Any:
        day = self.now.date()
        if field.type in {"person", "people"}:
            role = {"officers": "H", "handlers": "H", "": "H"}.get(field.who, field.who)
            ids = [p.pk for p in self.world.people.get((self.organ, role), [])]
            return (ids[salt % len(ids)] if ids else "") if field.type == "person" else ids[:3]
        if field.choices and field.type != "rows":
            options = [k for k, _ in field.choices]
            one = options[salt % len(options)]
            return [one] if field.type == "choices" else one
        if field.type == "document":
            from mingjing.procedure import queries

            case = Case.objects.get(pk=self.case)
            waiting = queries.to_serve(case)
            return waiting[0].pk if waiting else ""
        row = {name: "示例" for name, _ in field.columns}
        if field.choices:
            row[field.columns[-1][0]] = field.choices[salt % len(field.choices)][0]
        return {
            "date": day + timedelta(days=10 if field.future else 0), "datetime": self.now, "money": 5_000_00,
            "number": 1 + salt % 5, "yes": "yes", "rows": [row], "file": "",
            "signature": "",
        }.get(field.type, "示例内容。")  # fmt: skip

    @rule(
        pick=st.integers(0, 999), role=st.sampled_from((*ROLES, "duty", "duty", "duty", "duty")), n=st.integers(0, 2),
        days=st.sampled_from((0, 0, 0, 1, 3, 8, 20, 40, 120)), hour=st.sampled_from((3, 9, 10, 15, 22)),
        salt=st.integers(0, 6), which=st.sampled_from(("any", "here", "open", "open")),
    )  # fmt: skip
    def attempt(self, pick: int, role: str, n: int, days: int, hour: int, salt: int, which: str) -> None:
        """Take a step: one that nothing blocks, one that starts here, or any other, in or out of order."""
        type(self).steps += 1
        self.since += 1
        self.now = (self.now + timedelta(days=days)).replace(hour=hour)
        if self.now.date() > date(2029, 12, 1):
            self.now = datetime(2029, 12, 1, hour, tzinfo=BEIJING)
        case = Case.objects.get(pk=self.case)
        step = self._step(case, which, pick)
        who = duty_of(self.table.rules[step].by)[-1].value if role == "duty" else role
        try:  # each act is a transaction of its own, which what decides must end before it seals
            actions.take_step(
                actor=self._actor(who, n), case_id=self.case, step=step,
                values=self._values(INPUTS.get(step, ()), salt), now=self.now,
            )  # fmt: skip
            type(self).taken += 1
        except REFUSED:
            pass

    def _step(self, case: Case, which: str, pick: int) -> Step:
        steps = list(self.table.rules)
        if which != "any":
            steps = [s for s in steps if case.stage in self.table.rules[s].starts_from] or steps
        if which == "open":
            facts = gather(case, on=self.now.date(), at=self.now).facts
            steps = [s for s in steps if not procedures.blockers(case.law_version, facts, s)] or steps
        return steps[pick % len(steps)]

    @rule(pick=st.integers(0, 9))
    def write(self, pick: int) -> None:
        """Draft, or make final, one of the papers people write."""
        type(self).steps += 1
        self.since += 1
        from mingjing.procedure import drafting

        case = Case.objects.get(pk=self.case)
        docs = drafting.writable(case)
        doc = docs[pick % len(docs)]
        try:
            if pick % 2 or doc in drafting.DECISIONS:
                actions.save_draft(actor=self._actor("H"), case_id=self.case, doc=doc, values={}, now=self.now)
            else:
                wanted = {
                    f.name: "示例内容。" for f in FORMS[doc].fields if f.type in {"text", "long"} and not f.source
                }
                actions.finalise_document(
                    actor=self._actor("H"), case_id=self.case, doc=doc, values=wanted, now=self.now
                )
        except REFUSED:
            pass

    @invariant()
    def lawful(self) -> None:
        assert unlawful(Case.objects.get(pk=self.case)) == []


@pytest.mark.clause("L0.1", "L2.3", "R0.1")
def test_no_sequence_of_attempts_reaches_an_unlawful_state(
    world: World, home: Path, tmp_path: Path, long: bool, part: int, record_property: Callable[[str, object], None]
) -> None:
    Anyone.world, Anyone.steps, Anyone.taken = world, 0, 0
    Anyone.founded = Place(home, tmp_path / "founded").keep()
    Anyone.told.clear()
    Anyone.decided.clear()
    size = settings(
        max_examples=LONG_EXAMPLES if long else EXAMPLES, stateful_step_count=LONG_STEPS if long else STEPS,
        deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck), derandomize=not long, database=None,
    )  # fmt: skip
    run_state_machine_as_test(Anyone, settings=size)
    record_property("attempts", Anyone.steps)
    record_property("taken", Anyone.taken)
    record_property("stories", len(Anyone.told))
    assert Anyone.steps >= (LONG if long else SHORT)
    assert len(Anyone.decided) >= 4, f"the attempts went on behind decisions of several kinds: {Anyone.decided}"
