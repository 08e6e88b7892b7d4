"""Must show: no phone, home address or ID number of an officer or a target stands in any byte the public can fetch.

Unique tokens are planted wherever the office keeps such things; then every table of the public store is read whole:
pages unpacked, spreadsheets unzipped, PDF text extracted, log entries decoded, rows and indexes of the searches.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingjing.catalog.lists import scope_of
from mingjing.catalog.models import ImportBatch, RandomItem, TargetPool
from mingjing.config.demo.founding import FOUNDER
from mingjing.disclosure import pages, registers
from mingjing.disclosure.public_store import bigrams
from mingjing.disclosure.residue import text_of
from mingjing.ledger.actions import act
from mingjing.organs import actions as organs
from mingjing.organs.models import Person
from mingjing.organs.permissions import require
from tests.disclosure.acted import PLAIN_STATIC
from tests.disclosure.listed import Lists, found

PHONES = ("13987650001", "13987650002", "13987650003", "13987650004")
NUMBERS = ("411202199001010019", "411202199001010027")
HOME = "湖滨区密植路七弄九号"
TOKENS = (*PHONES, *NUMBERS, HOME)


@pytest.fixture
def lists(db: None, home: Any, settings: Any) -> Lists:
    settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
    made = found()
    plant(made)
    made.everything()
    plant_behind(made)
    pages.rebuild(made.now)
    registers.catch_up(made.now)
    return made


def plant(lists: Lists) -> None:
    """Into the register of people: telephone, ID number."""
    by = lists.actor("U")
    with act(type="person.edited", by=require(by, "lists.edit", _scope(lists)), obj="", now=lists.now) as opened:
        for person in Person.objects.filter(organ=lists.organ()):
            person.phone = PHONES[0]
            opened.save(person)
    organs.register_person(
        by=FOUNDER, id_number=NUMBERS[0], now=lists.now, name="示例丁", gender="男", position="职员",
        organ=lists.organ(), unit=None, phone=PHONES[1],
    )  # fmt: skip


def _scope(lists: Lists) -> Any:
    return scope_of(lists.organ().pk)


def plant_behind(lists: Lists) -> None:
    """Into the pool of targets, a batch of wrong rows, the words with which a version was returned."""
    item = RandomItem.objects.filter(organ=lists.organ()).first()
    assert item is not None
    row = {
        "id": "t1", "kind": "person", "name": "示例戊", "code": "", "risk": "B", "address": HOME, "representative": "",
        "phone": PHONES[2], "id_number": NUMBERS[1],
    }  # fmt: skip
    by = require(lists.actor("U"), "lists.edit", _scope(lists))
    with act(type="list.imported", by=by, obj="", now=lists.now) as opened:
        opened.save(TargetPool(item=item, valid_from=date(2026, 1, 1), rows=[row]))
        wrong = [[4, {"name": "示例己", "phone": PHONES[3], "id_number": NUMBERS[1], "address": HOME}, []]]
        opened.save(
            ImportBatch(
                kind="people", organ=lists.organ(), file_name="人员.xlsx", digest="0" * 64, total=1, good=0,
                wrong=wrong, by=by.person_id, on=lists.now.date(),
            )
        )  # fmt: skip


def readings(home: Path) -> dict[str, str]:
    """Everything in the public store, as text, by where it stands."""
    out: dict[str, str] = {}
    db = sqlite3.connect(home / "public.sqlite3")
    tables = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for n, row in enumerate(db.execute(f'SELECT * FROM "{table}"')):
            for cell in row:
                raw = cell if isinstance(cell, bytes) else str(cell).encode()
                out[f"{table}:{n}"] = out.get(f"{table}:{n}", "") + "\n" + unpacked(raw)
    for path, content_type in db.execute("SELECT path, content_type FROM page"):
        stored = pages.store().page(path)
        assert stored is not None
        data = gzip.decompress(stored.gz)
        out[path] = unpacked(data)
        if content_type.startswith("application/pdf"):
            out[path] += text_of(content_type, data)
    return out


def unpacked(raw: bytes) -> str:
    """Bytes as text; what is packed inside is unpacked: gzip, zip, base64 of log entries."""
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    if raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    text = raw.decode("utf-8", "replace")
    inner = [
        base64.b64decode(b).decode("utf-8", "replace") for b in re.findall(r'"body":"([0-9A-Za-z+/=]{40,})"', text)
    ]
    return "\n".join([text, *inner])


def hits(texts: dict[str, str], tokens: tuple[str, ...] = TOKENS) -> list[tuple[str, str]]:
    """Where a token stands: as it is, escaped, or as the pairs a search index holds."""
    found_ = []
    for token in tokens:
        shapes = {token, json.dumps(token)[1:-1], bigrams(token).removesuffix(" zzstop")}
        found_ += [(where, token) for where, text in texts.items() if any(shape in text for shape in shapes)]
    return found_


@pytest.mark.clause("D1.2", "D0.1")
def test_no_byte_of_the_public_store_holds_a_phone_a_home_or_an_id_number(lists: Lists, home: Path) -> None:
    texts = readings(home)
    assert len(texts) > 100 and any(p.endswith(".xlsx") for p in texts) and any(p.endswith(".svg") for p in texts)
    assert hits(texts) == []
    planted = "".join(str(v) for m in (TargetPool, ImportBatch) for v in m.objects.values_list()) + "".join(
        Person.objects.values_list("phone", flat=True)
    )
    assert all(token in planted for token in (*PHONES, HOME, NUMBERS[1])), "the tokens were not planted"


def test_the_crawl_finds_what_is_there(lists: Lists, home: Path) -> None:
    """Each way of reading finds a word that is published, so that finding no token means something."""
    texts = readings(home)
    title = "对未按规定处置建筑垃圾的处罚"
    where = {place for place, _ in hits(texts, (title,))}
    kinds = {re.sub(r".*(\.\w+)$", r"\1", p) if p.startswith("/") else p.split(":")[0] for p in where}
    assert {".json", ".csv", ".xlsx", "page", "list_row", "list_fts_content"} <= kinds
    organ = lists.organ().name
    assert any(p.startswith("/log/tile/entries") for p, _ in hits(texts, (organ,))), "entries of the log are read"
