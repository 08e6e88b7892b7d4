"""双随机: which targets are inspected and by which officers, drawn so that anyone can draw it again and get the same.

Order of things: pools and request are fixed → ``commitment`` enters the public log as the data of ``draw.committed``,
``obj`` the draw id → the log is sealed → ``result_of`` draws. ``verify_draw.py`` is a second program, for anybody.

The bytes (u64: 8 bytes, big end first; canon: RFC 8785 exactly as ``tlog.canon`` writes it; no floats anywhere):

* pool   canon({"kind": "mingjing.draw.targets" or "mingjing.draw.officers", "rows": […], "v": 1}), rows by id. Its
         SHA-256 in hex is the pool hash. Target: id, kind (org | person), name, code (统一社会信用代码), risk (a level
         of the weight table); a natural person: an opaque id, no name, no code. Officer: id, name, certificate, field.
* request  canon(Request.told()); its SHA-256 is committed too, so nothing is left to choose once the seed is known.
* seed   SHA-256("mingjing/draw/seed/1" ‖ LF ‖ u64(len(text)) ‖ text ‖ u64(len(id)) ‖ id): text is the signed text of
         the first checkpoint that contains the entry (three lines, each with LF, no signature lines); id the draw id.
* words  of a label: HMAC-SHA256(key seed, u64(len(l)) ‖ l ‖ u64(block)), l = canon(label), block = 0, 1, 2 …; a block
         gives four words of 64 bits, big end first. Labels: ["targets"], ["officers", target id, n].
* below(n)  the first of the next words whose top k bits make a number < n, k = bit length of n - 1. No modulo, no bias.

Targets: r = below(sum of the weights left); drawn is the first in order of id whose running sum exceeds r; it is taken
away; and so on. Officers: for each target apart, uniform over the pool less the known conflicts, without repeating
(n = 0). Nobody's load is evened out: who was drawn before must tell nobody who comes next. A conflict found afterwards:
one officer is drawn from those never yet drawn for that target, n = 1, 2 … counted per target.

First checkpoint: the tree of size index + 1 is the smallest that holds the entry, so its checkpoint is the first beyond
doubt. For a larger one the previous checkpoint (size ≤ index) and its consistency proof go with the result; that no
other was signed between the two is then the log's word alone. So: seal, append, seal.

Not proved: that the organ, which writes the log, did not try several pools or entries at home before it published one.
A pool shows the risk class of every firm; 国市监信发〔2022〕6号 calls it an internal reference: 待确认. Table ``even``
needs no classes.
"""

from __future__ import annotations

import hmac
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import count
from typing import Any

from mingjing.law.draw_checks import Earlier as Earlier
from mingjing.law.draw_checks import check_bias, check_officers, check_request, check_targets, number_of
from mingjing.law.draw_checks import overlaps as overlaps
from mingjing.law.draw_terms import WEIGHTS as WEIGHTS
from mingjing.law.draw_terms import Bias as Bias
from mingjing.law.draw_terms import Conflict as Conflict
from mingjing.law.draw_terms import DrawError as DrawError
from mingjing.law.draw_terms import Excluded as Excluded
from mingjing.law.draw_terms import Exclusion as Exclusion
from mingjing.law.draw_terms import NotCommitted as NotCommitted
from mingjing.law.draw_terms import Officer as Officer
from mingjing.law.draw_terms import PoolError as PoolError
from mingjing.law.draw_terms import Request as Request
from mingjing.law.draw_terms import RequestError as RequestError
from mingjing.law.draw_terms import Target as Target
from mingjing.law.draw_terms import Weights as Weights
from mingjing.law.draw_terms import weights as weights

Result = dict[str, Any]
ENTRY = "draw.committed"
_CHECKPOINT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([0-9A-Za-z+/]{43}=)\n")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the public log holds the commitment: entry ``body`` at ``index`` with its inclusion ``proof`` under the
    signed checkpoint ``note``. ``previous`` and ``growth`` (consistency proof) may be left out if size = index + 1."""

    note: str
    index: int
    body: bytes
    proof: Sequence[bytes]
    previous: str = ""
    growth: Sequence[bytes] = ()


def canon(value: Any) -> bytes:
    """RFC 8785 bytes of what is said here: ASCII keys, no floats."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def target_pool(rows: Iterable[Target]) -> bytes:
    """The published bytes of a target pool. Raises PoolError."""
    rows = list(rows)
    check_targets(rows)
    return _pool("targets", rows)


def officer_pool(rows: Iterable[Officer]) -> bytes:
    """The published bytes of an officer pool. Raises PoolError."""
    rows = list(rows)
    check_officers(rows)
    return _pool("officers", rows)


def commitment(request: Request, targets: Iterable[Target], officers: Iterable[Officer]) -> dict[str, str]:
    """``data`` of the entry ``draw.committed``. Raises PoolError or RequestError: what is committed can be drawn."""
    targets, officers = list(targets), list(officers)
    pools = {"targets": target_pool(targets), "officers": officer_pool(officers)}
    check_request(request, targets, officers)
    hashes = {name: sha256(data).hexdigest() for name, data in pools.items()}
    told = sha256(canon(request.told())).hexdigest()
    return {"draw": request.draw, "item": request.item, "request": told, **hashes}


def result_of(
    request: Request,
    targets: Iterable[Target],
    officers: Iterable[Officer],
    anchor: Anchor,
    recusals: Sequence[Conflict] = (),
) -> Result:
    """The whole draw as a plain dict; ``canon(result)`` is the result file. Conflicts found after the draw are given
    in the order found: call again with one more, and nothing else changes.

    Proofs and signatures of ``anchor`` are the ledger's, carried and not checked here. Raises DrawError.
    """
    targets = sorted(targets, key=lambda t: t.id)
    people = sorted(officers, key=lambda o: o.id)
    committed = commitment(request, targets, people)
    seed = seed_of(first_checkpoint(anchor, committed), request.draw)
    drawn = draw(seed, request, targets, people)
    return {
        "v": 1,
        "kind": "mingjing.draw",
        "request": request.told(),
        "pools": {name: committed[name] for name in ("targets", "officers")},
        "log": {
            "checkpoint": anchor.note,
            "index": anchor.index,
            "body": b64encode(anchor.body).decode(),
            "proof": [b64encode(p).decode() for p in anchor.proof],
            "previous": anchor.previous,
            "growth": [b64encode(p).decode() for p in anchor.growth],
        },
        "seed": seed.hex(),
        "base": len(targets),
        "number": len(drawn),
        "drawn": drawn,
        "redraws": _redraws(seed, request, drawn, people, recusals),
    }


def assigned(result: Result) -> dict[str, list[str]]:
    """Target id → officer ids after all redraws, in the order drawn."""
    found = {row["target"]: list(row["officers"]) for row in result["drawn"]}
    for redraw in result["redraws"]:
        present = found[redraw["target"]]
        present[present.index(redraw["out"])] = redraw["in"]
    return found


def seed_of(text: str, draw_id: str) -> bytes:
    """32 bytes from the signed text of the first checkpoint and the draw id."""
    return sha256(b"mingjing/draw/seed/1\n" + _sized(text.encode()) + _sized(draw_id.encode())).digest()


def words(seed: bytes, *label: str | int) -> Iterator[int]:
    """The endless stream of 64-bit words of one label."""
    prefix = _sized(canon(list(label)))
    for block in count():
        digest = hmac.digest(seed, prefix + block.to_bytes(8, "big"), "sha256")
        for at in range(0, 32, 8):
            yield int.from_bytes(digest[at : at + 8], "big")


def below(stream: Iterator[int], n: int) -> int:
    """A number 0 … n - 1 (0 < n ≤ 2**64), each as likely as any other."""
    shift = 64 - (n - 1).bit_length()
    for word in stream:
        if word >> shift < n:
            return word >> shift
    raise AssertionError("the stream has no end")


def draw(seed: bytes, request: Request, targets: Sequence[Target], officers: Sequence[Officer]) -> list[dict[str, Any]]:
    """Targets in the order drawn, each with its officers. Both pools checked and in order of id."""
    left_out = {x.target for x in request.excludes}
    eligible = [t for t in targets if t.id not in left_out]
    order = _weighted(
        words(seed, "targets"), [request.levels[t.risk] for t in eligible], number_of(request, len(targets))
    )
    return [
        {"target": t.id, "officers": _some(seed, t.id, 0, _free(request, t.id, officers), request.officers)}
        for t in (eligible[at] for at in order)
    ]


def _redraws(
    seed: bytes,
    request: Request,
    drawn: list[dict[str, Any]],
    officers: Sequence[Officer],
    recusals: Sequence[Conflict],
) -> list[dict[str, Any]]:
    present = {row["target"]: list(row["officers"]) for row in drawn}
    ever = {target: set(ids) for target, ids in present.items()}
    done: list[dict[str, Any]] = []
    for r in recusals:
        check_bias(r)
        if r.officer not in present.get(r.target, []):
            raise RequestError(f"检查人员 {r.officer} 没有被派去检查对象 {r.target}，不必重抽")
        n = 1 + sum(row["target"] == r.target for row in done)
        free = [o for o in _free(request, r.target, officers) if o not in ever[r.target]]
        if not free:
            raise RequestError(f"检查对象 {r.target} 没有可以重抽的检查人员")
        (new,) = _some(seed, r.target, n, free, 1)
        present[r.target][present[r.target].index(r.officer)] = new
        ever[r.target].add(new)
        done.append({"target": r.target, "n": n, "out": r.officer, "reason": str(r.reason), "in": new})
    return done


def _free(request: Request, target: str, officers: Sequence[Officer]) -> list[str]:
    barred = {c.officer for c in request.conflicts if c.target == target}
    return [o.id for o in officers if o.id not in barred]


def _some(seed: bytes, target: str, n: int, ids: list[str], many: int) -> list[str]:
    """``many`` of ``ids``, uniform, without repeating."""
    stream = words(seed, "officers", target, n)
    return [ids.pop(below(stream, len(ids))) for _ in range(many)]


def _weighted(stream: Iterator[int], parts: Sequence[int], many: int) -> Iterator[int]:
    """Places drawn one after another in proportion to the weights left: a Fenwick tree holds the running sums."""
    size, left, sums = len(parts), sum(parts), [0, *parts]
    for at in range(1, size + 1):
        if at + (at & -at) <= size:
            sums[at + (at & -at)] += sums[at]
    for _ in range(many):
        mark, place, step = below(stream, left), 0, 1 << size.bit_length()
        while step := step >> 1:
            if place + step <= size and sums[place + step] <= mark:
                place += step
                mark -= sums[place]
        yield place
        left -= parts[place]
        at = place + 1
        while at <= size:
            sums[at] -= parts[place]
            at += at & -at


def first_checkpoint(anchor: Anchor, committed: dict[str, str], kind: str = ENTRY) -> str:
    """The signed text, when the entry (of type ``kind``) is this commitment and the checkpoint can be the first that
    holds it. Raises NotCommitted."""
    origin, size, text = _read(anchor.note)
    try:
        entry = json.loads(anchor.body)
        data = {k: v for k, v in entry["data"].items() if k != "clock_regressed_ms"}
        told = entry["type"], entry["obj"], entry["seq"], data
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotCommitted("登记名录库的记录读不出来") from error
    if told != (kind, committed["draw"], anchor.index, committed):
        raise NotCommitted("公示日志中登记的不是这两个名录库和这份抽取要求")
    if not anchor.index < size:
        raise NotCommitted("检查点还没有包含登记名录库的记录：请先封存再抽取")
    if anchor.previous:
        before, earlier, _ = _read(anchor.previous)
        if before != origin or not 0 < earlier <= anchor.index:
            raise NotCommitted("上一个检查点已经包含登记名录库的记录，或者不是同一本日志的")
    elif size != anchor.index + 1:
        raise NotCommitted("不能证明这是第一个包含登记名录库的检查点：请附上一个检查点")
    return text


def _read(note: str) -> tuple[str, int, str]:
    """Origin, size and signed text of a checkpoint."""
    head, blank, _ = note.rpartition("\n\n")
    found = _CHECKPOINT.fullmatch(head + "\n")
    if not blank or not found:
        raise NotCommitted("检查点格式不对")
    return found[1], int(found[2]), head + "\n"


def _pool(name: str, rows: Sequence[Target | Officer]) -> bytes:
    ordered = sorted(rows, key=lambda row: row.id)
    return canon({"v": 1, "kind": f"mingjing.draw.{name}", "rows": [asdict(row) for row in ordered]})


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data
