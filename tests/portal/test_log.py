"""The public log as a stranger mirrors it: from the checkpoint and the tiles alone, every entry is proved."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from mingjing.disclosure import pages
from mingjing.ledger import sealing
from mingjing.ledger.actions import append_public
from mingjing.tlog import proofs, tiles
from mingjing.tlog.checkpoints import Checkpoint, open_checkpoint
from mingjing.tlog.hashing import leaf_hash, root
from mingjing.tlog.notes import Verifier
from tests.disclosure.acted import Scene
from tests.portal.conftest import Site

MANY = 600  # beyond two full tiles


def mirrored(site: Site) -> tuple[Checkpoint, list[bytes]]:
    """What a mirror has fetched and checked: the head and every body; nothing but public addresses was used."""
    trust = json.loads(site.ask("/trust.json").body)
    verifiers = [Verifier.parse(key) for key in trust["keys"]["gongshi"]]
    note = site.ask("/log/checkpoint")
    assert note.status == 200 and note.headers["Cache-Control"] == "no-cache"
    head, _ = open_checkpoint(note.text, verifiers, verifiers[0].name)
    node = tiles.node_from_tiles(head.size, lambda path: fetched(site, path))
    bodies: list[bytes] = []
    for bundle in tiles.new_bundles(0, head.size):
        found = tiles.decode_entries(fetched(site, bundle.path))
        assert len(found) == bundle.width
        bodies += found
    assert len(bodies) == head.size
    for index, body in enumerate(bodies):
        proof = proofs.inclusion(index, head.size, node)
        proofs.verify_inclusion(leaf_hash(body), index, head.size, proof, head.root)
    assert root(leaf_hash(b) for b in bodies) == head.root
    return head, bodies


def fetched(site: Site, path: str) -> bytes:
    """One resource of the log; a full tile may be kept for ever, a partial one may not."""
    answer = site.ask(f"/log/{path}")
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/octet-stream", path
    assert ("immutable" in answer.headers["Cache-Control"]) == (".p/" not in path), path
    return answer.body


@pytest.mark.clause("D1.5")
def test_every_entry_of_the_log_is_proved_from_static_files(site: Site, scene: Scene) -> None:
    line, out = scene.published()
    head, bodies = mirrored(site)
    assert head.size == len(scene.types("gongshi")) and head.origin.endswith("/gongshi")
    entries = [json.loads(b) for b in bodies]
    assert [e["seq"] for e in entries] == list(range(head.size))
    mine = [e for e in entries if e["obj"] == out.page]
    assert [e["data"]["span_root"] for e in mine] == [out.span_root]
    anchors = [e["data"]["note"] for e in entries if e["type"] == "checkpoint.anjuan"]
    trust = json.loads(site.ask("/trust.json").body)
    inner = [Verifier.parse(key) for key in trust["keys"]["anjuan"]]
    sizes = [open_checkpoint(note, inner)[0].size for note in anchors]
    assert sizes == sorted(sizes) and sizes[-1] <= len(scene.types("anjuan"))


def test_the_log_reveals_no_person(site: Site, scene: Scene) -> None:
    line, _ = scene.published("person")
    party = line.decision.party
    _, bodies = mirrored(site)
    everything = b"".join(bodies).decode()
    officers = [p.name for p in line.world.people[line.organ, "H"]]
    assert not [s for s in (party.name, party.id_number, party.phone, *officers) if s in everything]


def test_the_log_grows_over_full_tiles_and_stays_consistent(site: Site, scene: Scene) -> None:
    line = scene.line()
    old, before = mirrored(site)
    steps = (1, 200, 255, MANY)
    for size in steps:
        while len(scene.types("gongshi")) < old.size + size:
            append_public(type="list.noted", obj="t", org="", data={"n": "示例"}, now=line.at)
        sealing.seal("gongshi", line.at + timedelta(seconds=size))
        pages.put_log()
        head, bodies = mirrored(site)
        assert head.size == old.size + size and bodies[: old.size] == before
        node = tiles.node_from_tiles(head.size, lambda path: fetched(site, path))
        grown = proofs.consistency(old.size, head.size, node)
        proofs.verify_consistency(old.size, head.size, grown, old.root, head.root)


def test_a_body_that_was_changed_is_found(site: Site, scene: Scene) -> None:
    head, bodies = mirrored(site)
    shelf = pages.store()
    path = f"/log/{tiles.new_bundles(0, head.size)[-1].path}"
    forged = [*bodies[:-1], bodies[-1].replace(b'"v":1', b'"v":2')]
    assert forged != bodies
    shelf.put_page(path, "application/octet-stream", tiles.encode_entries(forged))
    with pytest.raises(proofs.ProofError):
        mirrored(site)


@pytest.mark.parametrize("path", ["tile/0/001", "tile/9/000", "tile/entries/999", "tile/0/000.p/0", "tile/x", "tile/"])
def test_tiles_that_are_not_there_are_not_found(site: Site, path: str) -> None:
    assert site.ask(f"/log/{path}").status == 404


def test_what_the_worker_seals_later_reaches_the_public(site: Site, scene: Scene, settings: Any) -> None:
    line = scene.line("out")
    size = mirrored(site)[0].size
    line.withdraw()
    head, bodies = mirrored(site)
    assert head.size == size + 1 and json.loads(bodies[-1])["type"] == "publication.withdrawn"
