"""A small decision in all four forms of a bundle, made of keys and words alone: no database.

``test_verify_decision`` holds the entries made here to the shape of real ones.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any

from mingjing.disclosure.bundle import Proven, assemble, trust
from mingjing.documents import commitments
from mingjing.documents.cutting import Unit
from mingjing.law.kinds import UnitClass
from mingjing.ledger.keys import LogKey
from mingjing.tlog import proofs
from mingjing.tlog.canon import canonical
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.hashing import leaf_hash, node_hash, root
from mingjing.tlog.notes import sign_note

# name → (was it reviewed, was it published)
FORMS = {
    "published": (True, True),
    "published, not reviewed": (False, True),
    "served": (True, False),
    "served, not reviewed": (False, False),
}
TEXT = (
    ("b01.u01", "准予许可决定书", UnitClass.PUBLIC, "title"),
    ("b02.u01", "申请人：", UnitClass.PUBLIC, ""),
    ("b02.u02", "邓", UnitClass.PUBLIC, "party"),
    ("b02.u03", "某某", UnitClass.PERSONAL, ""),
    ("b02.u04", "，电话0398", UnitClass.PERSONAL, ""),
    ("b03.u01", "与", UnitClass.PUBLIC, ""),
    ("b03.u02", "岳某", UnitClass.THIRD_PARTY, ""),
    ("b04.u01", "“本机关”决定\n如下。", UnitClass.PUBLIC, "result"),
)
UNITS = tuple(Unit(path, value, "", "text", klass, "para", element) for path, value, klass, element in TEXT)
MUST_SHOW = [u.path for u in UNITS if u.element and u.klass == UnitClass.PUBLIC]
ISSUE = {"organ": "三门峡市示例局", "number": "三示许〔2026〕1号", "date": "2026-11-23"}
CASE, HANDLERS, SIGNER, REVIEWER, CHECKER = ("c" * 32, ["a" * 32, "b" * 32], "d" * 32, "e" * 32, "f" * 32)
PLACES = {"review.passed": 1, "decision.issued": 3, "publish.approved": 4, "publication.published": 1}


def keys() -> dict[str, LogKey]:
    """New keys for both logs."""
    return {log: LogKey(f"made.example/{log}", os.urandom(32)) for log in ("anjuan", "gongshi")}


def logged(key: LogKey, entries: list[Any], shift: int = 0) -> tuple[str, list[Proven]]:
    """A whole log that holds these entries among others: its checkpoint and their proofs.

    ``shift``: by how much they stand elsewhere than they say.
    """
    bodies = {e["seq"] + shift: canonical(e) for e in entries}
    leaves = [leaf_hash(bodies.get(n, b"another entry %d" % n)) for n in range(max(bodies) + 2)]

    def node(level: int, index: int) -> bytes:
        row = leaves[index << level : (index + 1) << level]
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    head = Checkpoint(key.name, len(leaves), root(leaves))
    proven = [Proven(n, body, proofs.inclusion(n, len(leaves), node)) for n, body in sorted(bodies.items())]
    return sign_note(head.text(), [key]), proven


def bundle(*, reviewed: bool, public: bool, **says: Any) -> tuple[bytes, bytes]:
    """Bundle and trust file of a decision; ``says``: what its entry says otherwise."""
    salts = commitments.new_salts(UNITS)
    committed = commitments.commitments(UNITS, salts)
    classes = {u.path: u.klass.value for u in UNITS}
    text_root, span_root = commitments.text_root(committed).hex(), commitments.span_root(committed, classes).hex()
    decision = _decided(reviewed, text_root) | says
    inner = [_inner("decision.issued", decision["signer"], "B", decision)]
    if reviewed:
        passed = {"basis": "agree", "grounds": [], "purpose": "final", "review": "1" * 32, "reviewer": REVIEWER}
        inner.insert(0, _inner("review.passed", REVIEWER, "L", {**passed, "round": 1, "text_root": text_root}))
    if public:
        approved = {"decision": "2" * 32, "page": "3" * 16, "publication": "4" * 32, "span_root": span_root}
        inner.append(_inner("publish.approved", CHECKER, "PC", approved))
    signing = keys()
    anjuan = logged(signing["anjuan"], inner)
    outer = [_entry("checkpoint.anjuan", "anjuan", {"note": anjuan[0]})]
    if public:
        leaf = leaf_hash(next(p.body for p in anjuan[1] if p.index == PLACES["decision.issued"])).hex()
        said = {"anjuan_size": 6, "decision_leaf": leaf, "must_show": MUST_SHOW, "number": decision["number"]}
        said |= {"organ": ISSUE["organ"], "page": "3" * 16, "revision": 0}
        outer.append(
            _entry("publication.published", "3" * 16, {**said, "span_root": span_root, "text_root": text_root})
        )
    made = assemble(
        anjuan=anjuan,
        gongshi=logged(signing["gongshi"], outer),
        units=UNITS,
        salts=salts,
        commitments=dict(committed),
        classes=classes if public else None,
        issue={k: v for k, v in ISSUE.items() if public or k != "organ"},
    )
    return made, trust(**{log: key.verifier().vkey() for log, key in signing.items()})


def _decided(reviewed: bool, text_root: str) -> dict[str, Any]:
    return {
        "date": ISSUE["date"],
        "decision": "2" * 32,
        "fine": 0,
        "handlers": HANDLERS,
        "hearing_right": [],
        "kind": "ordinary_penalty" if reviewed else "licence_grant",
        "law": "made/2026-01-01",
        "must_file": [],
        "needs_discussion": [],
        "needs_review": ["普通程序的处罚决定一律审核"] if reviewed else [],
        "number": ISSUE["number"],
        "penalties": [],
        "review_required": int(reviewed),
        **({"review_seq": PLACES["review.passed"]} if reviewed else {}),
        "reviewer": REVIEWER if reviewed else "",
        "signer": SIGNER,
        "text_root": text_root,
    }


def _inner(kind: str, actor: str, role: str, data: dict[str, Any]) -> dict[str, Any]:
    of_case = {"actor": actor, "actor_role": role, "case": CASE, "case_prev": 0, "commit": {}}
    return {**_entry(kind, CASE, data), **of_case, "n": hashlib.sha256(kind.encode()).hexdigest()[:32]}


def _entry(kind: str, obj: str, data: dict[str, Any]) -> dict[str, Any]:
    seq = PLACES.get(kind, 0)
    head = {"v": 1, "suite": "sha256-ed25519", "seq": seq, "ts": 1795397400000 + seq, "type": kind}
    return {**head, "obj": obj, "org": "9" * 32, "data": data}
