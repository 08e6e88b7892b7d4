"""Whoever runs the platform holds both keys and signs what he likes: how he would lie, and every lie there is."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from mingjing.disclosure.bundle import trust
from mingjing.documents import commitments
from mingjing.tlog.canon import canonical
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.hashing import leaf_hash
from mingjing.tlog.notes import sign_note
from tests.disclosure import made


class Operator:
    """Takes a bundle apart, changes what he wants, and signs it anew: every hash and proof fits again."""

    def __init__(self, bundle: bytes) -> None:
        told = json.loads(bundle)
        self.form, self.units, self.issue = told["kind"], told["units"], told["issue"]
        self.keys = made.keys()
        self.inner = {e["type"]: e for e in self._bodies(told["anjuan"])}
        self.outer = {e["type"]: e for e in self._bodies(told["gongshi"])}
        self.note = ""  # what the anchor says, when it is not the truth
        self.leaf = ""
        self.shift = 0  # by how much entries stand elsewhere than they say

    @staticmethod
    def _bodies(log: Any) -> list[Any]:
        return [json.loads(base64.b64decode(row["body"])) for row in log["entries"]]

    @property
    def decided(self) -> Any:
        """What the decision's entry says."""
        return self.data("decision.issued")

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
        classes = {u["path"]: u.get("class", "") for u in self.units}
        self.say(
            text_root=commitments.text_root(committed).hex(), span_root=commitments.span_root(committed, classes).hex()
        )

    def bundle(self) -> tuple[bytes, bytes]:
        """Bundle and trust file, all of it signed by his own keys."""
        inner = self._log("anjuan", self.inner)
        if "publication.published" in self.outer:
            decision = canonical(self.inner["decision.issued"])
            self.data("publication.published")["decision_leaf"] = self.leaf or leaf_hash(decision).hex()
        self.data("checkpoint.anjuan")["note"] = self.note or inner["checkpoint"]
        outer = self._log("gongshi", self.outer)
        whole = {"v": 1, "kind": self.form, "anjuan": inner, "gongshi": outer}
        keys = {log: key.verifier().vkey() for log, key in self.keys.items()}
        return canonical({**whole, "units": self.units, "issue": self.issue}), trust(**keys)

    def _log(self, log: str, entries: dict[str, Any]) -> dict[str, Any]:
        note, proven = made.logged(self.keys[log], list(entries.values()), self.shift)
        rows = [
            {
                "index": p.index,
                "body": base64.b64encode(p.body).decode(),
                "proof": [base64.b64encode(step).decode() for step in p.proof],
            }
            for p in proven
        ]
        return {"checkpoint": note, "entries": rows}


Lie = Callable[[Operator], Any]


def swapped(o: Operator, one: str, other: str) -> None:
    o.inner[one]["seq"], o.inner[other]["seq"] = o.inner[other]["seq"], o.inner[one]["seq"]
    if one == "review.passed":
        o.decided["review_seq"] = o.inner[one]["seq"]


def another_reviewer(o: Operator, person: str) -> None:
    o.inner["review.passed"]["actor"] = person
    o.say(reviewer=person)


def another_signer(o: Operator, person: str) -> None:
    o.inner["decision.issued"]["actor"] = person
    o.say(signer=person)


def hidden_element(o: Operator) -> None:
    o.hide(o.data("publication.published")["must_show"][0])
    o.rooted()


def hidden(o: Operator, **changes: str) -> None:
    next(u for u in o.units if u["class"] != "public").update(changes)
    o.rooted()


def other_words(o: Operator) -> None:
    unit = next(u for u in o.units if "value" in u)
    unit["value"] += "，另罚款一百万元"
    unit["c"] = commitments.commit(bytes.fromhex(unit["salt"]), unit["value"]).hex()


def published_otherwise(o: Operator, *keeping: str) -> None:
    """Other words with roots to fit them, but these entries still name the text they were made for."""
    kept = {kind: o.data(kind)["text_root"] for kind in keeping}
    other_words(o)
    o.rooted()
    for kind, text_root in kept.items():
        o.data(kind)["text_root"] = text_root


def one_more(o: Operator, kind: str, like: str, log: str = "inner") -> None:
    """A further entry of some type after all others."""
    entries = getattr(o, log)
    last = max(e["seq"] for e in entries.values())
    entries["extra"] = {**entries[like], "type": kind, "seq": last + 1}


def of(o: Operator, kind: str) -> Any:
    return o.inner["decision.issued"]["data"].update(kind=kind)


# Of every form.
LIES: dict[str, Lie] = {
    "the words differ from every root": other_words,
    "the roots are of another text": lambda o: o.say(text_root="00" * 32),
    "there is no case": lambda o: [e.update(case="") for e in o.inner.values()],
    "the signer is a handler": lambda o: another_signer(o, o.decided["handlers"][1]),
    "nobody signed": lambda o: another_signer(o, ""),
    "another signed": lambda o: o.inner["decision.issued"].update(actor="another"),
    "one handler": lambda o: o.decided["handlers"].pop(),
    "one handler twice": lambda o: o.say(handlers=[o.decided["handlers"][0]] * 2),
    "one handler and nobody": lambda o: o.say(handlers=[o.decided["handlers"][0], ""]),
    "the letters of one handler": lambda o: o.say(handlers="abcdef"),
    "the number is another": lambda o: o.issue.update(number="三环处罚〔2026〕999号"),
    "the number decided was another": lambda o: o.decided.update(number="x"),
    "the day is another": lambda o: o.issue.update(date="2020-01-01"),
    "a kind that does not exist": lambda o: of(o, "warning_talk"),
    "the anchor is another checkpoint": lambda o: setattr(
        o, "note", sign_note(Checkpoint("lie.example/anjuan", 3, bytes(32)).text(), [o.keys["anjuan"]])
    ),
    "one entry too many": lambda o: one_more(o, "case.edited", "decision.issued"),
    "one public entry too many": lambda o: one_more(o, "roster.listed", "checkpoint.anjuan", "outer"),
    "two decisions": lambda o: one_more(o, "decision.issued", "decision.issued"),
    "two anchors": lambda o: one_more(o, "checkpoint.anjuan", "checkpoint.anjuan", "outer"),
    "a unit twice": lambda o: (o.units.append(dict(o.units[-1])), o.rooted()),
    "an entry is of another place": lambda o: setattr(o, "shift", 1),
}
REVIEWED: dict[str, Lie] = {
    "the words are not those reviewed": lambda o: published_otherwise(o, "review.passed"),
    "the review was of another text": lambda o: o.data("review.passed").update(text_root="11" * 32),
    "the review came after the decision": lambda o: swapped(o, "review.passed", "decision.issued"),
    "the review is another than the one cited": lambda o: o.decided.update(review_seq=0),
    "the review was not final": lambda o: o.data("review.passed").update(purpose="pre_notice"),
    "the review did not pass": lambda o: o.data("review.passed").update(basis="object"),
    "the review is of another case": lambda o: o.inner["review.passed"].update(case="another"),
    "the reviewer is a handler": lambda o: another_reviewer(o, o.decided["handlers"][0]),
    "the reviewer is the signer": lambda o: another_reviewer(o, o.decided["signer"]),
    "nobody reviewed": lambda o: another_reviewer(o, ""),
    "another reviewed": lambda o: o.inner["review.passed"].update(actor="another"),
    "another is named as reviewer": lambda o: o.decided.update(reviewer="another"),
    "the opinion is another's": lambda o: o.data("review.passed").update(reviewer="another"),
    "two reviews": lambda o: one_more(o, "review.passed", "review.passed"),
    "no review": lambda o: o.inner.pop("review.passed"),
    "no review, and none was needed of what always needs one": lambda o: unreviewed(o),
    "no review, in spite of grounds for one": lambda o: (unreviewed(o), of(o, "fee")),
    "no review, but a reviewer": lambda o: (
        unreviewed(o),
        of(o, "fee"),
        o.decided.update(needs_review=[], reviewer="e"),
    ),
}


def unreviewed(o: Operator) -> None:
    """The review is dropped, and the decision says that it needed none."""
    o.inner.pop("review.passed")
    o.decided.update(review_required=0, review_seq=0, reviewer="")


NOT_REVIEWED: dict[str, Lie] = {
    **{f"no review of a decision of kind {kind}": lambda o, k=kind: of(o, k)
       for kind in ("ordinary_penalty", "no_penalty", "execution", "expropriation", "licence_revocation")},
    "no review, in spite of grounds for one": lambda o: o.decided.update(needs_review=["涉及重大公共利益"]),
    "it does not say that it needed no review": lambda o: o.decided.pop("review_required"),
    "no review, but a reviewer": lambda o: o.decided.update(reviewer="e" * 32),
    "no review, but one is cited": lambda o: o.decided.update(review_seq=1),
    "a review that was not needed": lambda o: o.inner.update(
        {"review.passed": {**o.inner["decision.issued"], "type": "review.passed", "seq": 1}}
    ),
}  # fmt: skip
PUBLISHED: dict[str, Lie] = {
    "the words are not those decided": lambda o: published_otherwise(
        o, *{"decision.issued", "review.passed"} & set(o.inner)
    ),
    "the words are not those the public log names": lambda o: published_otherwise(o, "publication.published"),
    "the ranges are others": lambda o: o.say(span_root="00" * 32),
    "published was another range": lambda o: o.data("publication.published").update(span_root="00" * 32),
    "approved was another range": lambda o: o.data("publish.approved").update(span_root="00" * 32),
    "the approval came before the decision": lambda o: swapped(o, "publish.approved", "decision.issued"),
    "the approval is of another case": lambda o: o.inner["publish.approved"].update(case="another"),
    "a handler approved": lambda o: o.inner["publish.approved"].update(actor=o.decided["handlers"][0]),
    "an element is hidden": hidden_element,
    "nothing must be shown": lambda o: o.data("publication.published").update(must_show=[]),
    "another decision was published": lambda o: setattr(o, "leaf", "22" * 32),
    "the number of the log is another": lambda o: o.data("publication.published").update(number="x"),
    "the organ is another": lambda o: o.issue.update(organ="三门峡市水利局"),
    "a class that does not exist": lambda o: hidden(o, **{"class": "boring"}),
    "a withheld unit is bound to nothing": lambda o: hidden(o, c="00"),
    "a withheld unit is bound in capitals": lambda o: hidden(o, c="AB" * 32),
    "no approval": lambda o: o.inner.pop("publish.approved"),
    "no publication": lambda o: o.outer.pop("publication.published"),
    "it is passed off as the party's own": lambda o: setattr(o, "form", "mingjing.served"),
}
SERVED: dict[str, Lie] = {
    "an organ that nothing names": lambda o: o.issue.update(organ="三门峡市水利局"),
    "a part is withheld": lambda o: o.hide(o.units[1]["path"]),
    "it is passed off as published": lambda o: setattr(o, "form", "mingjing.decision"),
    "the entry of an approval": lambda o: one_more(o, "publish.approved", "decision.issued"),
    "the entry of a publication": lambda o: one_more(o, "publication.published", "checkpoint.anjuan", "outer"),
}


def about(reviewed: bool, public: bool) -> dict[str, Lie]:
    """Every lie that can be told of a bundle of this form."""
    return {**LIES, **(REVIEWED if reviewed else NOT_REVIEWED), **(PUBLISHED if public else SERVED)}
