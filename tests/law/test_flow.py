"""The public chart of every procedure says all that its table says: each stage, each step, from where, to where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from mingjing.law import limit_table
from mingjing.law.flow import Flow, Move, Place, flow, main_line
from mingjing.law.kinds import ActKind, Power, Stage, Step
from mingjing.law.penalty import ORDINARY
from mingjing.law.procedures import PROCEDURES
from mingjing.law.rules import Procedure, duty_of, rule

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 23)


def places(line: tuple[Place, ...]) -> Iterator[Place]:
    for place in line:
        yield place
        for move in (*place.within, *place.at_need, *place.away, *place.onward):
            if move.opens:
                yield from places((move.opens,))


def own(place: Place) -> tuple[Move, ...]:
    return (*place.within, *place.at_need, *place.away, *place.onward)


def reachable(procedure: Procedure) -> set[Stage]:
    found, new = set(), {procedure.first_stage}
    while new:
        found |= new
        new = {r.leads_to for r in procedure.rules.values() if r.leads_to and r.starts_from & found} - found
    return found


def signs_in(words: str, everything: list[str]) -> set[str]:
    """2—4、A → the signs named."""
    found: set[str] = set()
    for part in re.findall(r"[0-9A-Z]+(?:—[0-9]+)?", words):
        first, _, last = part.partition("—")
        found |= {s for s in everything if s == first or (last and s.isdigit() and int(first) <= int(s) <= int(last))}
    return found


def complete(procedure: Procedure, chart: Flow) -> None:
    """Every stage once, every step described once, every way from every stage drawn or named."""
    found = list(places(chart.line))
    by_sign = {place.sign: place for place in found}
    stages = reachable(procedure)
    assert Counter(place.stage for place in found) == Counter(stages) and len(by_sign) == len(found)
    described = Counter(move.step for move in chart.moves if not move.told_before)
    live = {step for step, r in procedure.rules.items() if r.starts_from & stages}
    assert described == Counter(live)
    told = {move.step: move for move in chart.moves if not move.told_before}
    for step in live:
        line = procedure.rules[step]
        assert told[step].article == line.basis and told[step].who == duty_of(line.by)[0].label
        also = signs_in(told[step].also, list(by_sign))
        for place in found:
            drawn = next((move for move in own(place) if move.step is step), None)
            assert (place.stage in line.starts_from) == (drawn is not None or place.sign in also), (step, place.stage)
            if drawn:
                away = line.leads_to if line.leads_to != place.stage else None
                target = next((p for p in found if p.stage is away), None)
                assert drawn.to == (f"{target.sign} {target.label}" if target else "")


@pytest.mark.clause("D1.6")
@pytest.mark.parametrize("version", PROCEDURES)
def test_the_chart_says_all_that_the_table_says(version: str) -> None:
    procedure = PROCEDURES[version]
    chart = flow(procedure, TODAY)
    complete(procedure, chart)
    assert set(procedure.rules) == {move.step for move in chart.moves}, "a step that no stage leads to"
    assert chart.line[0].stage is procedure.first_stage and chart.line[-1].stage is Stage.ARCHIVED
    assert [place.sign for place in chart.line] == [str(n) for n in range(1, len(chart.line) + 1)]


@pytest.mark.parametrize("version", PROCEDURES)
def test_each_step_of_the_main_line_leads_to_the_next_stage(version: str) -> None:
    chart = flow(PROCEDURES[version], TODAY)
    for here, after in zip(chart.line, chart.line[1:], strict=False):
        assert here.onward and all(move.to == f"{after.sign} {after.label}" for move in here.onward)
    assert not chart.line[-1].onward


@pytest.mark.parametrize("version", PROCEDURES)
def test_every_clock_a_step_starts_is_named_with_its_length(version: str) -> None:
    procedure = PROCEDURES[version]
    told = {move.step: move for move in flow(procedure, TODAY).moves if not move.told_before}
    for step, line in procedure.rules.items():
        for rule_id in line.starts:
            limit = limit_table.resolve(rule_id, TODAY)
            assert any(limit.label in words and limit.length in words for words in told[step].limits), (step, rule_id)


def test_the_ordinary_penalty_runs_from_clue_to_archive_with_its_detours() -> None:
    chart = flow(ORDINARY, TODAY)
    assert [place.label for place in chart.line] == [
        "线索核查", "调查取证", "调查终结", "已告知", "已决定", "已送达", "已执行", "已结案", "已归档",
    ]  # fmt: skip
    first = chart.line[0]
    assert chart.opening == "由承办人登记；起算：线索核查 15 个工作日"
    assert [m.label for m in first.away] == ["不予立案"] and first.away[0].opens and first.away[0].opens.sign == "A"
    filing = first.onward[0]
    assert (filing.label, filing.who, filing.article, filing.to) == ("立案", "机关负责人", "行政处罚法54", "2 调查取证")
    assert filing.limits == ("时限：发现或者收到线索起 15 个工作日内（机关规定）", "起算：作出处罚决定 90 日")
    transfer = next(m for m in chart.line[1].away if m.step is Step.TRANSFER)
    assert transfer.also == "阶段 3、4 也可以办理"
    assert [m.label for m in chart.line[3].onward] == ["作出处罚决定", "决定不予处罚"]
    served = chart.line[4].onward[0]
    assert "起算：当事人申请行政复议 60 日" in served.limits


def test_limits_are_those_of_the_day() -> None:
    before = flow(ORDINARY, date(2020, 1, 1))
    assert not any("90 日" in words for move in before.moves for words in move.limits)


def test_a_table_without_focus_follows_its_own_steps() -> None:
    open_, closed, archived = (frozenset({s}) for s in (Stage.CLUE, Stage.CLOSED, Stage.ARCHIVED))
    rules = {
        Step.TERMINATE: rule(open_, Power.EDIT_CASE, "一", leads_to=Stage.TERMINATED, others=True),
        Step.CLOSE: rule(open_, Power.EDIT_CASE, "二", leads_to=Stage.CLOSED),
        Step.RESUME: rule(closed, Power.EDIT_CASE, "三", leads_to=Stage.CLUE, others=True),
        Step.ARCHIVE: rule(closed | archived, Power.EDIT_CASE, "四", leads_to=Stage.ARCHIVED),
    }
    procedure = Procedure("x", "示例", rules, ActKind.LEVY, opening_starts=())
    assert main_line(procedure) == [Stage.CLUE, Stage.CLOSED, Stage.ARCHIVED]
    chart = flow(procedure, TODAY)
    complete(procedure, chart)
    assert [m.to for m in chart.line[1].away] == ["1 线索核查"] and chart.line[0].away[0].opens


@pytest.mark.parametrize("seed", range(150))
def test_any_table_is_drawn_completely(seed: int) -> None:
    random = Random(seed)
    stages = random.sample(list(Stage), random.randint(1, len(Stage)))
    rules = {
        step: rule(
            frozenset(random.sample(stages, random.randint(1, min(4, len(stages))))),
            random.choice(list(Power)),
            "示例法1",
            leads_to=random.choice([None, *stages]),
            others=random.random() < 0.4,
        )
        for step in random.sample(list(Step), random.randint(1, 60))
    }
    focus = {s: random.choice(list(Step)) for s in stages if random.random() < 0.5}
    procedure = Procedure("x", "示例", rules, first_stage=stages[0], focus=focus, opening_starts=())
    chart = flow(procedure, TODAY)
    complete(procedure, chart)
    assert len({place.stage for place in chart.line}) == len(chart.line)
