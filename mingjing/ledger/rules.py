"""What the log itself refuses, whoever writes it: rules over one entry and the earlier entries of the same case.

The same list is asked three times: when an entry is appended, when it is sealed, and by the audit over the whole log
(design: ledger §4, layers 4 and 5). A rule is a pure function; an app adds its own with ``register``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingjing.law.reviewing import ALWAYS

Body = Mapping[str, Any]


class RuleBroken(Exception):
    """An entry that the log may not hold; the text says which rule and why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``broken(entry, earlier)`` says in Chinese what is wrong with an entry of type ``on``, or returns None.

    ``earlier`` are the entries before it, oldest first, of the types ``looks_at`` and with the same ``case``
    (for the public log: the same ``obj``).
    """

    name: str
    log: str
    on: str
    looks_at: frozenset[str]
    broken: Callable[[Body, Sequence[Body]], str | None]


def decision_follows_review(entry: Body, earlier: Sequence[Body]) -> str | None:
    """处58; plan 三(三): no decision before the final review of the same text of the same case has passed.

    The last word on that very text counts: an objection after a pass takes the pass away.
    """
    data = entry["data"]
    root = data.get("text_root")
    if not root:
        return "决定没有写明所依据的文本（text_root）"
    if data.get("review_required", 1) == 0:
        if data.get("kind") in ALWAYS or data.get("needs_review"):
            return "应当经法制审核的决定写成了不需要审核"
        return None
    same = [e for e in earlier if e["data"].get("text_root") == root and e["data"].get("purpose") == "final"]
    if not same:
        return "同一案件、同一文本没有在先的法制审核通过记录"
    last = same[-1]
    if last["type"] != "review.passed":
        return "同一文本的最后一次法制审核没有通过"
    if last["data"].get("basis") not in ("agree", "settled"):
        return "法制审核通过的依据不明"
    if data.get("review_seq", last["seq"]) not in [e["seq"] for e in same]:
        return "决定所引用的审核记录不是本案本文本的审核"
    return None


RULES: list[Rule] = [
    Rule(
        "decision.follows-review",
        "anjuan",
        "decision.issued",
        frozenset({"review.passed", "review.returned"}),
        decision_follows_review,
    ),
]


def register(rule: Rule) -> None:
    """Add a rule of another family of entries; called once, when its app is imported. Raises ValueError on a repeat."""
    if any(r.name == rule.name for r in RULES):
        raise ValueError(f"rule {rule.name} is already there")
    RULES.append(rule)


def breaches(log: str, entry: Body, earlier: Callable[[frozenset[str]], Sequence[Body]]) -> list[str]:
    """Every rule of ``log`` that ``entry`` breaks, as Chinese sentences.

    ``earlier(types)`` gives the earlier entries of those types; it is asked only when a rule needs it.
    """
    found = []
    for rule in RULES:
        if rule.log == log and rule.on == entry["type"]:
            why = rule.broken(entry, earlier(rule.looks_at))
            if why:
                found.append(f"{why}（规则 {rule.name}）")
    return found
