"""Whoever runs the platform holds both keys and signs what he likes: a bundle that contradicts itself is refused."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from mingjing.disclosure.bundle import trust
from mingjing.documents import commitments
from mingjing.ledger.keys import LogKey
from mingjing.tlog import proofs
from mingjing.tlog.canon import canonical
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.hashing import leaf_hash, node_hash, root
from mingjing.tlog.notes import sign_note
from tests.disclosure.checking import code, files, verifier

__all__ = ["code", "files", "verifier"]


class Operator:
    """Takes a real bundle apart, changes what he wants, and signs it anew: every hash and proof fits again."""

    def __init__(self, bundle: bytes) -> None:
        told = json.loads(bundle)
        self.units, self.issue = told["units"], told["issue"]
        self.keys = {log: LogKey(f"lie.example/{log}", os.urandom(32)) for log in ("anjuan", "gongshi")}
        self.inner = {e["type"]: e for e in self._bodies(told["anjuan"])}
        self.outer = {e["type"]: e for e in self._bodies(told["gongshi"])}
        self.note = ""  # what the anchor says, when it is not the truth
        self.leaf = ""
        self.shift = 0  # by how much entries stand elsewhere than they say

    @staticmethod
    def _bodies(log: Any) -> list[Any]:
        return [json.loads(base64.b64decode(row["body"])) for row in log["entries"]]

    def data(self, kind: str) -> Any:
        """What one entry says."""
        return (self.inner.get(kind) or self.outer[kind])["data"]

    def say(self, **values: Any) -> None:
        """The same of everyone who says it: the lie is told consistently."""
        for entry in (*self.inner.values(), *self.outer.values()):
            entry["data"] |= {k: v for k, v in values.items() if k in entry["data"]}

    def hide(self, path: str) -> None:
        """Withhold a unit that was shown."""
        unit = next(u for u in self.units if u["path"] == path)
        unit.pop("value"), unit.pop("salt")
        unit["class"] = "personal"

    def rooted(self) -> None:
        """Make both roots fit the units as they are now."""
        committed = [(u["path"], u["c"]) for u in self.units]
        classes = {u["path"]: u["class"] for u in self.units}
        self.say(
            text_root=commitments.text_root(committed).hex(), span_root=commitments.span_root(committed, classes).hex()
        )

    def bundle(self) -> tuple[bytes, bytes]:
        """Bundle and trust file, all of it signed by his own keys."""
        inner = self._log("anjuan", self.inner)
        decision = canonical(self.inner["decision.issued"])
        self.data("publication.published")["decision_leaf"] = self.leaf or leaf_hash(decision).hex()
        self.data("checkpoint.anjuan")["note"] = self.note or inner["checkpoint"]
        outer = self._log("gongshi", self.outer)
        whole = {"v": 1, "kind": "mingjing.decision", "anjuan": inner, "gongshi": outer}
        keys = {log: key.verifier().vkey() for log, key in self.keys.items()}
        return canonical({**whole, "units": self.units, "issue": self.issue}), trust(**keys)

    def _log(self, log: str, entries: dict[str, Any]) -> dict[str, Any]:
        bodies = {e["seq"] + self.shift: canonical(e) for e in entries.values()}
        leaves = [leaf_hash(bodies.get(n, b"another entry %d" % n)) for n in range(max(bodies) + 2)]

        def node(level: int, index: int) -> bytes:
            row = leaves[index << level : (index + 1) << level]
            while len(row) > 1:
                row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
            return row[0]

        head = Checkpoint(self.keys[log].name, len(leaves), root(leaves))
        rows = [
            {
                "index": n,
                "body": base64.b64encode(bodies[n]).decode(),
                "proof": [base64.b64encode(p).decode() for p in proofs.inclusion(n, len(leaves), node)],
            }
            for n in sorted(bodies)
        ]
        return {"checkpoint": sign_note(head.text(), [self.keys[log]]), "entries": rows}


def swapped(o: Operator, one: str, other: str) -> None:
    o.inner[one]["seq"], o.inner[other]["seq"] = o.inner[other]["seq"], o.inner[one]["seq"]


def another_reviewer(o: Operator, person: str) -> None:
    o.inner["review.passed"]["actor"] = person
    o.say(reviewer=person)


def another_signer(o: Operator, person: str) -> None:
    o.inner["decision.issued"]["actor"] = person
    o.say(signer=person)


def hidden_element(o: Operator) -> None:
    o.hide(o.data("publication.published")["must_show"][0])
    o.rooted()


def odd_class(o: Operator) -> None:
    next(u for u in o.units if u["class"] != "public")["class"] = "boring"


def other_words(o: Operator) -> None:
    unit = next(u for u in o.units if u["class"] == "public")
    unit["value"] += "，另罚款一百万元"
    unit["c"] = commitments.commit(bytes.fromhex(unit["salt"]), unit["value"]).hex()


def published_otherwise(o: Operator, *keeping: str) -> None:
    """Other words with roots to fit them, but these entries still name the text they were made for."""
    kept = {kind: o.data(kind)["text_root"] for kind in keeping}
    other_words(o)
    o.rooted()
    for kind, text_root in kept.items():
        o.data(kind)["text_root"] = text_root


LIES: dict[str, Callable[[Operator], Any]] = {
    "the words differ from every root": other_words,
    "the words are not those decided": lambda o: published_otherwise(o, "decision.issued", "review.passed"),
    "the words are not those reviewed": lambda o: published_otherwise(o, "review.passed"),
    "the words are not those the public log names": lambda o: published_otherwise(o, "publication.published"),
    "the roots are of another text": lambda o: o.say(text_root="00" * 32),
    "the ranges are others": lambda o: o.say(span_root="00" * 32),
    "approved was another range": lambda o: o.data("publish.approved").update(span_root="00" * 32),
    "the review was of another text": lambda o: o.data("review.passed").update(text_root="11" * 32),
    "the review came after the decision": lambda o: swapped(o, "review.passed", "decision.issued"),
    "the approval came before the decision": lambda o: swapped(o, "publish.approved", "decision.issued"),
    "the review was not final": lambda o: o.data("review.passed").update(purpose="pre_notice"),
    "the review did not pass": lambda o: o.data("review.passed").update(basis="object"),
    "the review is of another case": lambda o: o.inner["review.passed"].update(case="another"),
    "the approval is of another case": lambda o: o.inner["publish.approved"].update(case="another"),
    "there is no case": lambda o: [e.update(case="") for e in o.inner.values()],
    "the reviewer is a handler": lambda o: another_reviewer(o, o.data("decision.issued")["handlers"][0]),
    "the reviewer is the signer": lambda o: another_reviewer(o, o.data("decision.issued")["signer"]),
    "the signer is a handler": lambda o: another_signer(o, o.data("decision.issued")["handlers"][1]),
    "another signed": lambda o: o.inner["decision.issued"].update(actor="another"),
    "another reviewed": lambda o: o.inner["review.passed"].update(actor="another"),
    "one handler": lambda o: o.data("decision.issued")["handlers"].pop(),
    "one handler twice": lambda o: o.say(handlers=[o.data("decision.issued")["handlers"][0]] * 2),
    "a handler approved": lambda o: o.inner["publish.approved"].update(
        actor=o.data("decision.issued")["handlers"][0]
    ),
    "an element is hidden": hidden_element,
    "nothing must be shown": lambda o: o.data("publication.published").update(must_show=[]),
    "another decision was published": lambda o: setattr(o, "leaf", "22" * 32),
    "the number is another": lambda o: o.issue.update(number="三环处罚〔2026〕999号"),
    "the number of the log is another": lambda o: o.data("publication.published").update(number="x"),
    "the day is another": lambda o: o.issue.update(date="2020-01-01"),
    "the organ is another": lambda o: o.issue.update(organ="三门峡市水利局"),
    "the anchor is another checkpoint": lambda o: setattr(
        o, "note", sign_note(Checkpoint("lie.example/anjuan", 3, bytes(32)).text(), [o.keys["anjuan"]])
    ),
    "one entry too many": lambda o: o.inner.update(
        extra={**o.inner["review.passed"], "type": "case.edited", "seq": max(e["seq"] for e in o.inner.values()) + 1}
    ),
    "two reviews": lambda o: o.inner.update(extra={**o.inner["review.passed"], "seq": 0}),
    "a unit twice": lambda o: (o.units.append(dict(o.units[-1])), o.rooted()),
    "a class that does not exist": lambda o: (odd_class(o), o.rooted()),
    "an entry is of another place": lambda o: setattr(o, "shift", 1),
    "no review": lambda o: o.inner.pop("review.passed"),
}  # fmt: skip


def test_what_is_signed_anew_without_a_lie_passes(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]
) -> None:
    assert code(*Operator(files[0]).bundle()) == 0


@pytest.mark.clause("D1.5")
def test_no_lie_passes_although_every_signature_and_proof_holds(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]
) -> None:
    passed = []
    for name, lie in LIES.items():
        operator = Operator(files[0])
        lie(operator)
        if code(*operator.bundle()) != 1:
            passed.append(name)
    assert passed == []
