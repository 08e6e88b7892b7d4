"""Published lists in public: there at once, whole after a kill, provable offline, old versions readable."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mingjing.catalog import drafting, generating, publishing
from mingjing.catalog import lists as catalog_lists
from mingjing.config.clock import BEIJING
from mingjing.disclosure import pages, public_lists, registers
from mingjing.disclosure.pages import officers
from mingjing.disclosure.public_store import PublicStore
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.staffing import Deed
from mingjing.ledger.actions import act
from mingjing.organs import certificates, people
from mingjing.organs.permissions import require
from mingjing.tlog.canon import canonical
from tests.disclosure.acted import PLAIN_STATIC
from tests.disclosure.listed import ORDER, SAMPLE, Lists, found

SCRIPT = Path(__file__).resolve().parents[2] / "verify_list.py"


@pytest.fixture
def lists(db: None, home: Any, settings: Any) -> Lists:
    settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
    made = found()
    pages.rebuild(made.now)
    return made


def page(path: str) -> bytes:
    stored = pages.store().page(path)
    assert stored is not None, path
    return gzip.decompress(stored.gz)


def at(lists: Lists, kind: str, rest: str = "") -> str:
    return f"/organs/{lists.organ().pk}/{kind}{rest}"


@pytest.mark.clause("D0.1", "D0.2", "D0.3", "D1.2", "D1.3", "D1.4", "D1.5", "D1.6", "D1.7", "D1.8", "R2.1", "L2.2")
def test_every_list_of_the_plan_is_shown_with_all_its_fields_the_moment_it_is_published(lists: Lists) -> None:
    lists.everything()
    for kind in (*ORDER, "officers"):
        version = catalog_lists.current(lists.organ().pk, kind)
        text = page(at(lists, kind)).decode()
        for row in catalog_lists.values_of(version):
            for column in BY_CODE[kind].shown:
                if row[column.name] not in ("", [], False):
                    assert column.heading in text, (kind, column.name)
        told = json.loads(page(at(lists, kind, ".json")))
        assert told["rows"] == catalog_lists.values_of(version) and told["root"] == version.root
        heads, *cells = list(csv.reader(io.StringIO(page(at(lists, kind, ".csv")).decode("utf-8-sig"))))
        assert heads == [c.heading for c in BY_CODE[kind].shown] and len(cells) == version.count
        with zipfile.ZipFile(io.BytesIO(page(at(lists, kind, ".xlsx")))) as book:
            assert BY_CODE[kind].shown[0].heading in book.read("xl/sharedStrings.xml").decode()
        assert at(lists, kind) in page(f"/lists/{kind}").decode() and at(lists, kind) in page("/lists").decode()
        assert at(lists, kind) in page(f"/organs/{lists.organ().pk}").decode()


@pytest.mark.clause("D1.4", "D0.1")
def test_an_older_version_stays_as_it_was_and_says_what_replaced_it(lists: Lists) -> None:
    lists.publish("channels", name="拨打一二三热线")
    first = page(at(lists, "channels", "/v1.json"))
    lists.later(5)
    lists.draft("channels", key=SAMPLE["channels"]["code"], phone="0398-7654321")
    lists.publish("channels", code="99", name="新设的渠道")
    old, new = page(at(lists, "channels", "/v1")).decode(), page(at(lists, "channels")).decode()
    assert "拨打一二三热线" in old and "第 2 版" in old and "已被新版本替代" in old and "现行" in new
    assert page(at(lists, "channels", "/v1.json")) == first
    assert page(at(lists, "channels", "/v2")).decode() == new
    assert "新设的渠道" in new and "新增" in new and "改了名称、电话" in new and "变动说明：变动一项" in new
    assert "新设的渠道" not in old
    assert [r["title"] for r in public_lists.search(pages.store(), "拨打")] == []
    assert [r["title"] for r in public_lists.search(pages.store(), "新设", kind="channels")] == ["新设的渠道"]


def test_a_note_that_holds_a_personal_number_is_not_shown(lists: Lists) -> None:
    lists.publish("channels")
    version = lists.draft("channels", code="99", name="又一个")
    lists.say(version, "按 13912345678 的来电改")
    assert b"13912345678" not in page(at(lists, "channels"))


@pytest.mark.clause("D0.1")
def test_the_worker_shows_what_a_kill_kept_from_being_shown(lists: Lists) -> None:
    version = lists.draft("channels")
    version = publishing.submit(actor=lists.actor("U"), version=version, note="", now=lists.now)
    version = publishing.agree(actor=lists.actor("L"), version=version, words="", now=lists.now)
    publishing.agree(actor=lists.actor("B"), version=version, words="", now=lists.now)
    assert not pages.store().has(at(lists, "channels")) and "救济和监督" not in page("/").decode()
    assert registers.catch_up(lists.now) == 1
    assert pages.store().has(at(lists, "channels")) and "救济和监督" in page("/").decode()
    assert registers.catch_up(lists.now) == 0


def read(prefix: str = "/") -> dict[str, Any]:
    """Every page; of a list's JSON without the proof, which any later checkpoint gives as well."""
    found = {p: page(p) for p in pages.store().paths(prefix) if not p.startswith("/log/")}
    lists = {p: json.loads(data) for p, data in found.items() if p.startswith("/organs/") and p.endswith(".json")}
    return found | {p: {**told, "log": ""} for p, told in lists.items()}


class Killed(BaseException):
    """The process dies here."""


def dying(left: list[int], real: Any) -> Any:
    """``real``, until it is called for the last time that is left."""

    def write(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return real(*args, **kwargs)

    return write


def test_killed_at_any_write_a_list_is_whole_after_the_next_round(
    lists: Lists, home: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    lists.publish("channels")
    registers.catch_up(lists.now)
    pages.store().replicate(tmp_path / "before.sqlite3")
    lists.later(1)
    lists.publish("channels", code="99", name="第二个渠道")
    registers.catch_up(lists.now)
    whole, died = read(), True
    deadly = 0
    while died:
        deadly += 1
        for suffix in ("", "-wal", "-shm"):
            (home / f"public.sqlite3{suffix}").unlink(missing_ok=True)
        shutil.copy(tmp_path / "before.sqlite3", home / "public.sqlite3")
        left, died = [deadly], False
        with monkeypatch.context() as patch:
            for owner, name in ((PublicStore, "put_pages"), (public_lists, "put"), (public_lists, "stamped")):
                patch.setattr(owner, name, dying(left, getattr(owner, name)))
            try:
                registers.catch_up(lists.now)
            except Killed:
                died = True
        registers.catch_up(lists.now)
        assert read() == whole, deadly
        assert len(public_lists.search(pages.store(), "")) == 2
    assert deadly > 8


def test_the_store_made_anew_holds_the_same_lists(lists: Lists) -> None:
    lists.publish("powers")
    lists.later(1)
    lists.publish("powers", code="01-QT-002", name="另一项检查")
    registers.catch_up(lists.now)
    before = read()
    pages.rebuild(lists.now)
    after = read()
    changed = {p for p in {*before, *after} if before.get(p) != after.get(p)}
    assert {p for p in changed if not p.endswith("/board")} == set()  # a board tells the day it was written


def test_putting_one_list_renders_nothing_of_another(lists: Lists) -> None:
    lists.publish("powers")
    shelf = pages.store()
    before = {p: shelf.page(p) for p in shelf.paths()}
    with shelf.writing() as db:
        db.execute("UPDATE page SET etag = 'old' WHERE path NOT LIKE '/log/%'")
    lists.publish("channels")
    written = {p for p in shelf.paths() if p in before and shelf.page(p).etag != "old" and not p.startswith("/log/")}
    organ = lists.organ().pk
    home = {f"/organs/{organ}", f"/organs/{organ}/print", f"/organs/{organ}.svg", f"/embed/{organ}.html"}
    home |= {f"/organs/{organ}/board", *(p for p in shelf.paths("/organs/board."))}
    gathered = {"/lists", "/_shell/lists", "/lists/channels", "/organs", "/trust.json"}
    assert written <= home | gathered | {at(lists, "powers", ".svg")}


@pytest.mark.clause("D1.2")
def test_a_certificate_that_runs_out_says_so_the_day_after_without_a_new_version(lists: Lists) -> None:
    version = generating.draft_from_register(
        actor=lists.actor("U"), organ=lists.organ(), kind="officers", now=lists.now
    )
    lists.say(version)
    ends = min(v["valid_to"] for v in catalog_lists.values_of(catalog_lists.current(lists.organ().pk, "officers")))
    last = datetime.fromisoformat(ends).replace(tzinfo=BEIJING, hour=9)
    registers.catch_up(last)
    assert "已过期" not in page(at(lists, "officers")).decode()
    registers.catch_up(last + timedelta(days=1))
    assert "已过期" in page(at(lists, "officers")).decode()
    assert registers.catch_up(last + timedelta(days=1)) == 0


def test_a_long_list_is_cut_into_pages_and_a_shorter_version_takes_the_rest_away(lists: Lists) -> None:
    kind = BY_CODE["lenient-list"]
    values, problems = kind.check(SAMPLE["lenient-list"])
    assert not problems
    lists.say(lists.fill("lenient-list", [values | {"code": f"{n:05d}", "matter": f"第{n}种情形"} for n in range(450)]))
    assert "第449种情形" in page(at(lists, "lenient-list", "/p3")).decode()
    assert not pages.store().has(at(lists, "lenient-list", "/p4"))
    found_ = public_lists.search(pages.store(), "第449种")
    assert [r["page"] for r in found_] == [at(lists, "lenient-list", "/p3#r450")]
    assert 'id="r450"' in page(at(lists, "lenient-list", "/p3")).decode()
    by = require(lists.actor("U"), "lists.edit", catalog_lists.scope_of(lists.organ().pk))
    with act(type="list.imported", by=by, obj="", now=lists.now) as opened:
        short = drafting.replace(
            opened, by, lists.organ().pk, kind, catalog_lists.current(lists.organ().pk, "lenient-list"),
            [values], "导入文件",
        )  # fmt: skip
    lists.say(short)
    assert not pages.store().has(at(lists, "lenient-list", "/p2"))
    assert pages.store().has(at(lists, "lenient-list", "/v1/p3"))


def checked(tmp_path: Path, data: bytes, trust: bytes | None) -> tuple[int, str]:
    (tmp_path / "list.json").write_bytes(data)
    files = [tmp_path / "list.json"]
    if trust is not None:
        (tmp_path / "trust.json").write_bytes(trust)
        files.append(tmp_path / "trust.json")
    ran = subprocess.run([sys.executable, "-I", str(SCRIPT), *map(str, files)], capture_output=True, text=True)
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.clause("D0.1", "D1.4")
def test_a_stranger_proves_a_list_offline_and_every_change_to_it_is_seen(lists: Lists, tmp_path: Path) -> None:
    lists.publish("powers")
    lists.draft("channels", code="a1", name="甲")
    lists.publish("channels", code="a2", name="乙")
    data, trust = page(at(lists, "channels", ".json")), page("/trust.json")
    code, told = checked(tmp_path, data, trust)
    assert code == 0 and "通过" in told and "2 行" in told
    assert "没有核对检查点的签名" in checked(tmp_path, data, None)[1]
    assert page("/verify_list.py") == SCRIPT.read_bytes()
    good = json.loads(data)
    other = json.loads(page(at(lists, "powers", ".json")))

    def changed(**values: Any) -> bytes:
        return canonical(good | values)

    rows = good["rows"]
    entry = json.loads(base64.b64decode(good["log"]["body"]))
    forged = canonical(entry | {"data": entry["data"] | {"root": "0" * 64}})
    lies = {
        "a row changed": changed(rows=[rows[0] | {"phone": "0398-0000001"}, rows[1]]),
        "a row gone": changed(rows=rows[:1], count=1),
        "order": changed(rows=rows[::-1]),
        "root": changed(root="0" * 64),
        "number": changed(number=2),
        "organ": changed(organ="另一个局"),
        "date": changed(published_on="2020-01-01"),
        "kind": changed(list="powers"),
        "another list's proof": changed(log=other["log"]),
        "a forged entry": changed(log=good["log"] | {"body": base64.b64encode(forged).decode()}),
        "index": changed(log=good["log"] | {"index": good["log"]["index"] - 1}),
        "proof": changed(log=good["log"] | {"proof": good["log"]["proof"][:-1]}),
        "checkpoint": changed(log=good["log"] | {"checkpoint": good["log"]["checkpoint"].replace("\n\n", "\nx\n\n")}),
        "not canonical": json.dumps(good).encode(),
        "more": changed(extra=1),
        "no list": b"[]",
        "broken": data[:-2],
    }
    for name, lie in lies.items():
        code, told = checked(tmp_path, lie, trust)
        assert code == 1 and "不通过" in told and "Traceback" not in told, (name, told)
    stranger = json.loads(trust)
    stranger["keys"]["gongshi"] = stranger["keys"]["anjuan"]
    assert checked(tmp_path, data, canonical(stranger))[0] == 1
    assert subprocess.run([sys.executable, "-I", str(SCRIPT)], capture_output=True).returncode == 2


@pytest.mark.clause("D0.3")
def test_cells_that_a_spreadsheet_would_run_are_text(lists: Lists) -> None:
    lists.publish("channels", name="=HYPERLINK(1)", body="@SUM(1)")
    heads, row = list(csv.reader(io.StringIO(page(at(lists, "channels", ".csv")).decode("utf-8-sig"))))
    assert "'=HYPERLINK(1)" in row and "'@SUM(1)" in row
    with zipfile.ZipFile(io.BytesIO(page(at(lists, "channels", ".xlsx")))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_what_people_typed_is_never_markup(lists: Lists) -> None:
    lists.publish("channels", name="<script>alert(1)</script>", body='"><img src=x>', link="https://a.example/'%22><b>")
    for path in pages.store().paths():
        if pages.store().page(path).content_type.startswith("text/html"):
            text = page(path).decode()
            assert "<script>alert" not in text and "<img src=x" not in text and "'%22><b>" not in text, path


@pytest.mark.clause("D1.2")
def test_a_suspended_certificate_is_not_shown_as_valid_whatever_the_published_list_says(lists: Lists) -> None:
    lists.say(
        generating.draft_from_register(actor=lists.actor("U"), organ=lists.organ(), kind="officers", now=lists.now)
    )
    assert "暂扣" not in page("/officers").decode()
    certificate = people.certificates_of(lists.world.one("sthj", "H").pk)[0]
    why = {"reason": "示例：正在调查"}
    certificates.change(
        actor=lists.actor("J", "sj"), certificate=certificate, deed=Deed.SUSPEND, values=why, now=lists.now
    )
    officers.renew(lists.now, {lists.organ().pk})
    assert "暂扣" in page("/officers").decode()
