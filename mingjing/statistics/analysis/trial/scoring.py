"""How well the rules find what was planted, and how often they call where nothing was: one line per rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from mingjing.statistics.analysis.plain import Rule, Suspicion
from mingjing.statistics.analysis.rules import RULES, analyse
from mingjing.statistics.analysis.trial import planting, world

ON = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Score:
    """One rule: alarms among clean cases; planted, found and raised among the same cases with anomalies."""

    rule: str
    name: str
    clean: int
    planted: int
    found: int
    raised: int

    @property
    def recall(self) -> float:
        """Of what was planted, how much was found."""
        return self.found / self.planted if self.planted else 0.0

    @property
    def precision(self) -> float:
        """Of what was raised, how much had been planted."""
        return self.found / self.raised if self.raised else 1.0


def trial(*, cases: int, seed: int, each: int = 5, rules: Sequence[Rule] = RULES, on: date = ON) -> list[Score]:
    """Score the rules on ``cases`` clean records and on the same records with ``each`` anomalies of each kind."""
    records = world.clean(cases, seed, on)
    quiet = _by_rule(analyse(records, on, rules))
    planted_records, truth = planting.planted(records, Random(seed + 1), each, on)
    loud = _by_rule(analyse(planted_records, on, rules))
    return [_score(rule, quiet.get(rule.code, set()), truth[rule.code], loud.get(rule.code, set())) for rule in rules]


def _by_rule(found: Sequence[Suspicion]) -> dict[str, set[tuple[str, str]]]:
    raised: dict[str, set[tuple[str, str]]] = {}
    for s in found:
        raised.setdefault(s.rule, set()).add((s.organ, s.subject[1]))
    return raised


def _score(rule: Rule, quiet: set[tuple[str, str]], truth: set[tuple[str, str]], loud: set[tuple[str, str]]) -> Score:
    return Score(rule.code, rule.name, len(quiet), len(truth), len(truth & loud), len(loud))


def table(scores: Sequence[Score]) -> str:
    """The scores as a table for a terminal."""
    lines = [f"{'规则':<22}{'正常误报':>6}{'植入':>6}{'找到':>6}{'报出':>6}{'查全':>8}{'查准':>8}"]
    for s in scores:
        lines.append(
            f"{s.rule:<24}{s.clean:>8}{s.planted:>8}{s.found:>8}{s.raised:>8}{s.recall:>10.0%}{s.precision:>10.0%}"
        )
    planted, found, raised = (sum(getattr(s, n) for s in scores) for n in ("planted", "found", "raised"))
    lines.append(f"{'合计':<24}{sum(s.clean for s in scores):>8}{planted:>8}{found:>8}{raised:>8}"
                 f"{found / max(planted, 1):>10.0%}{found / max(raised, 1):>10.0%}")  # fmt: skip
    return "\n".join(lines)
