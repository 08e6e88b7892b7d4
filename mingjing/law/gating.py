"""Gates: what must be true before a step. One function each, pure; all blockers are collected, never only the first.

A gate answers :func:`ok` (why it holds), :func:`no` (what is missing and the cure) or :func:`wait` (time must pass).
The refusal, the checklist beside the disabled button, the API's 409 and the supervision count all come from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Step


@dataclass(frozen=True, slots=True)
class Answer:
    """What one gate found. ``state``: yes | no | wait."""

    state: str
    message: str
    cure: str = ""
    step: Step | None = None


def ok(message: str) -> Answer:
    return Answer("yes", message)


def no(message: str, cure: str, step: Step | None = None) -> Answer:
    return Answer("no", message, cure, step)


def wait(message: str, cure: str) -> Answer:
    return Answer("wait", message, cure)


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a step is refused, with its article and what to do next."""

    code: str
    label: str
    message: str
    article: str
    cure: str
    step: Step | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A named requirement of the law. Calling it gives a Blocker or None; ``ask`` gives the whole answer."""

    code: str
    label: str
    article: str
    ask: Callable[[CaseFacts], Answer]

    def __call__(self, facts: CaseFacts) -> Blocker | None:
        answer = self.ask(facts)
        if answer.state == "yes":
            return None
        return Blocker(
            self.code, self.label, answer.message, self.article, answer.cure, answer.step, answer.state == "wait"
        )


def gate(code: str, label: str, article: str) -> Callable[[Callable[[CaseFacts], Answer]], Gate]:
    """Make a gate of a function ``facts → Answer``. ``code`` reads ``noun.problem``."""

    def make(ask: Callable[[CaseFacts], Answer]) -> Gate:
        return Gate(code, label, article, ask)

    return make
