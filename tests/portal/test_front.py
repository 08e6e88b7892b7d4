"""What the public is answered: stored bytes, the same for everyone; search; verification; what is not there."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.conf import settings

from mingjing.disclosure import pages
from mingjing.law.kinds import ActKind
from mingjing.portal import front
from tests.disclosure.acted import Scene
from tests.portal.conftest import Site

pytestmark = pytest.mark.clause("D1.1")


@pytest.fixture
def out(scene: Scene) -> Any:
    """The publication that is out."""
    return scene.line("out").publication


def test_every_stored_address_is_answered_with_its_stored_bytes(site: Site) -> None:
    store = pages.store()
    paths = [p for p in store.paths() if not p.startswith("/_shell")]
    assert {"/", "/officers", "/about", "/trust.json", "/feed.xml", "/verify_decision.py", "/robots.txt"} <= set(paths)
    for path in paths:
        answer, stored = site.ask(path), store.page(path)
        assert stored is not None and answer.status == 200, path
        assert answer.body == gzip.decompress(stored.gz) and answer.headers["Content-Type"] == stored.content_type
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "Set-Cookie" not in answer.headers
        zipped = site.ask(path, headers={"Accept-Encoding": "gzip, br"})
        assert zipped.headers["Content-Encoding"] == "gzip" and gzip.decompress(zipped.body) == answer.body


def test_no_page_carries_inline_style_or_script(site: Site, out: Any) -> None:
    for path in ("/", "/officers", "/about", "/verify", "/search", f"/decisions/{out.page}", f"/verify/{out.page}"):
        text = site.ask(path).text
        assert "<style" not in text and "style=" not in text and "onclick=" not in text, path
        assert "<script" not in text, path


def test_bytes_do_not_vary_by_visitor(site: Site, out: Any) -> None:
    path = f"/decisions/{out.page}"
    plain = site.ask(path)
    visitor = {
        "Cookie": "theme=elder; mj=abc",
        "User-Agent": "x",
        "Accept-Language": "en",
        "Authorization": "Basic eA==",
    }
    other = site.ask(path, headers=visitor)
    assert (other.status, other.headers, other.body) == (plain.status, plain.headers, plain.body)


def test_an_unchanged_page_is_not_sent_twice_and_a_changed_one_is(site: Site, scene: Scene, out: Any) -> None:
    path = f"/decisions/{out.page}"
    tag = site.ask(path).headers["ETag"]
    again = site.ask(path, headers={"If-None-Match": tag})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Content-Security-Policy"]
    scene.line("out").withdraw()
    assert site.ask(path, headers={"If-None-Match": tag}).status == 200


def test_head_says_the_length_and_nothing_may_be_written(site: Site) -> None:
    head = site.ask("/", "HEAD")
    assert (head.status, head.body) == (200, b"") and int(head.headers["Content-Length"]) > 1000
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        refused = site.ask("/", method)
        assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")


def test_the_office_is_django_s_and_everything_else_is_not(site: Site) -> None:
    for path in ("/office/", "/office/cases", "/static/mj/mingjing.css", "/api/v1"):
        assert site.ask(path).headers.get("X-Office") == "1", path
    for path in ("/nothing", "/decisions/0000", "/_shell/search", "/verify/none", "/log/none", "/data/none", "/admin"):
        missing = site.ask(path)
        assert missing.status == 404 and "没有这个页面" in missing.text, path


def test_addresses_that_are_no_text_are_not_found(site: Site) -> None:
    for raw in ("/\xff\xfe", "/decisions/\x00", "/" + "a" * 9000, "/../etc/passwd", "/decisions/../../x", ""):
        assert site.ask("", raw=raw).status == 404, raw[:20]


def test_the_store_is_enough(site: Site, scene: Scene, out: Any) -> None:
    """The portal runs without the office: it imports no Django, and a missing store is said, not guessed."""
    code = "import sys, mingjing.portal.front; assert not [m for m in sys.modules if m.startswith('django')]"
    subprocess.run([sys.executable, "-c", code], check=True)
    pages.store().replicate(settings.HOME / "copy.sqlite3")
    copy = front.PublicFront(lambda *_: pytest.fail("the office was asked"), settings.HOME / "copy.sqlite3")
    assert Site(copy).ask(f"/decisions/{out.page}").body == site.ask(f"/decisions/{out.page}").body
    nowhere = Site(front.PublicFront(lambda *_: [], settings.HOME / "none.sqlite3")).ask("/")
    assert nowhere.status == 503 and nowhere.headers["Retry-After"]


def test_a_store_made_anew_is_seen_at_once(site: Site, scene: Scene, out: Any) -> None:
    assert site.ask("/").status == 200
    line, published = scene.published()
    pages.rebuild(line.at)
    assert published.decision.number in site.ask(f"/decisions/{published.page}").text
    assert f"/decisions/{published.page}" in site.ask("/").text


# --- search ---------------------------------------------------------------------------------------------------------


def hits(answer: Any) -> int:
    return answer.text.count('<article class="item">')


def test_search_finds_by_name_word_number_and_code(site: Site, out: Any) -> None:
    decision = out.decision
    cause = out.case.cause
    for words in (decision.party.name, decision.party.name[:2], cause, cause[2:4], decision.party.code, "生态环境"):
        found = site.ask("/search", q=words)
        assert found.status == 200 and f"/decisions/{out.page}" in found.text, words
    for number in (decision.number, decision.number.replace("〔", "[").replace("〕", "]"), f" {decision.number} "):
        found = site.ask("/search", q=number)
        assert hits(found) == 1 and f"/decisions/{out.page}" in found.text, number
    assert f'value="{decision.number}"' in site.ask("/search", q=decision.number).text


def test_a_decision_is_never_found_by_what_it_withholds(site: Site, scene: Scene) -> None:
    _, out = scene.published("person")
    party = out.decision.party
    assert f"/decisions/{out.page}" in site.ask("/search", q=out.decision.number).text
    for words in (party.name, party.id_number, party.phone, party.id_number[:8]):
        assert f"/decisions/{out.page}" not in site.ask("/search", q=words).text, "a withheld value finds the page"


def test_filters_narrow_and_stay_chosen(site: Site, out: Any) -> None:
    organ = out.case.organ_id
    assert hits(site.ask("/search", organ=organ)) >= 1 and hits(site.ask("/search", organ="0" * 32)) == 0
    year = str(out.decision.decided_on.year)
    assert hits(site.ask("/search", year=year)) >= 1 and hits(site.ask("/search", year="2019")) == 0
    assert f'<option value="{organ}" selected>' in site.ask("/search", organ=organ).text


def test_what_was_typed_is_shown_as_text(site: Site) -> None:
    evil = '"><script>alert(1)</script><!--organs-->'
    answer = site.ask("/search", q=evil)
    assert answer.status == 200 and "<script" not in answer.text and "没有找到" in answer.text
    assert "&lt;script&gt;" in answer.text
    for words in ('"', "AND OR NOT", "* ( ) :", "a" * 500, "　", "\x00", "' OR 1=1 --", "组织 NEAR 1"):
        assert site.ask("/search", q=words).status == 200, words


def test_pages_of_results_follow_each_other_without_gap_or_repeat(site: Site) -> None:
    store = pages.store()
    base = dict.fromkeys(("organ", "organ_name", "kind", "party", "published_on"), "x") | {"state": "published"}
    for n in range(45):
        store.put_item(
            page=f"/decisions/t{n}", title="t", number=f"n{n}", decided_on="2026-01-01", text="批量检索样本",
            snippet=f'<article class="item">t{n}.</article>', **base,
        )  # fmt: skip
    seen: list[str] = []
    query = {"q": "批量检索样本"}
    while True:
        text = site.ask("/search", **query).text
        seen += [part.split(".")[0] for part in text.split('<article class="item">')[1:]]
        if "更早的决定" not in text:
            break
        query["before"] = text.split("before=")[1].split('"')[0]
    assert seen == [f"t{n}" for n in range(44, -1, -1)]
    for before in ("-1", "abc", "9" * 40):
        assert site.ask("/search", q="批量检索样本", before=before).status == 200


def test_a_search_that_takes_too_long_is_cut_off_in_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    store = pages.store()
    names = ("organ", "organ_name", "kind", "title", "number", "party", "published_on", "snippet")
    for n in range(400):
        store.put_item(
            **dict.fromkeys(names, "x"),
            page=f"/decisions/s{n}", decided_on="2020-01-01", state="published", text="慢查询样本 " * 20,
        )  # fmt: skip
    monkeypatch.setattr(front, "QUERY_STEPS", 1)
    answer = site.ask("/search", q="慢查询样本", year="2026")
    assert answer.status == 503 and "太慢" in answer.text and answer.headers["Retry-After"]


# --- verification, open data, appearance ----------------------------------------------------------------------------


def test_verification_finds_by_number_and_by_code_and_says_when_there_is_none(site: Site, out: Any) -> None:
    for code in (out.page, out.page.upper(), out.decision.number, f" {out.decision.number} "):
        answer = site.ask("/verify", code=code)
        assert (answer.status, answer.headers["Location"]) == (303, f"/verify/{out.page}"), code
    for code in ("三环处罚〔2026〕999号", "0" * 16, "../../x", "https://evil.example", "<script>"):
        answer = site.ask("/verify", code=code)
        assert answer.status == 200 and "没有查到" in answer.text and "<script" not in answer.text, code
    page = site.ask(f"/verify/{out.page}").text
    assert "有效" in page and out.span_root in page and out.decision.text_root in page


def test_open_data_and_the_feed_can_be_read_by_machines(site: Site, out: Any) -> None:
    rows = json.loads(site.ask("/data/decisions.json").body)
    assert [r["number"] for r in rows].count(out.decision.number) == 1
    assert site.ask("/data/decisions.csv").body.startswith(b"\xef\xbb\xbf")
    items = ET.fromstring(site.ask("/feed.xml").body).findall("./channel/item")
    assert len(items) == len(rows) and any(out.page in (i.findtext("link") or "") for i in items)
    one = json.loads(site.ask(f"/decisions/{out.page}.json").body)
    assert one["number"] == out.decision.number and one["span_root"] == out.span_root
    bundle = site.ask(f"/decisions/{out.page}.bundle.json")
    assert bundle.headers["Content-Disposition"] == f'attachment; filename="{out.page}.bundle.json"'
    assert site.ask(f"/decisions/{out.page}.pdf").body.startswith(b"%PDF-")


def test_the_elders_version_is_one_small_style_sheet(site: Site) -> None:
    assert site.ask("/theme.css").body == b""
    chosen = site.ask("/theme", to="elder")
    assert chosen.status == 303 and "theme=elder" in chosen.headers["Set-Cookie"]
    elder = site.ask("/theme.css", headers={"Cookie": "theme=elder"})
    assert b".plain-link{display:inline}" in elder.body, "the way back to the standard version"
    assert b"20px" in elder.body and elder.headers["Vary"] == "Cookie"
    for cookie in ("theme=x", 'theme="', "\x00;;=,", "a" * 5000):
        assert site.ask("/theme.css", headers={"Cookie": cookie}).body == b""


def test_the_portal_names_the_five_acts_as_the_law_does() -> None:
    assert [(k.value, k.label) for k in ActKind] == front.KINDS[1:]
