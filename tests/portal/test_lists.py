"""Lists as a stranger asks for them: search by words, region and organ; what may be framed; nothing is an error."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.conf import settings as site_settings

from mingjing.disclosure import pages
from mingjing.portal.front import PublicFront
from tests.disclosure.acted import PLAIN_STATIC
from tests.disclosure.listed import Lists, found
from tests.portal.conftest import Site, office


@pytest.fixture
def lists(db: None, home: Any, settings: Any) -> Lists:
    settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
    made = found()
    pages.rebuild(made.now)
    return made


@pytest.fixture
def public(lists: Lists) -> Site:
    return Site(PublicFront(office, site_settings.HOME / "public.sqlite3"))


@pytest.mark.clause("D1.4", "D1.5")
def test_rows_are_found_by_two_characters_and_filtered_by_list_organ_and_region(lists: Lists, public: Site) -> None:
    lists.publish("powers", name="对烟花经营的检查")
    lists.publish("channels", name="烟花问题举报")
    organ = lists.organ()
    both = public.ask("/lists/search", q="烟花").text
    assert both.count('class="item"') == 2 and f"/organs/{organ.pk}/powers#r1" in both
    assert public.ask("/lists/search", q="烟花", kind="powers").text.count('class="item"') == 1
    assert public.ask("/lists/search", q="烟花", organ=organ.pk).text.count('class="item"') == 2
    assert public.ask("/lists/search", q="烟花", region=organ.region_id).text.count('class="item"') == 2
    assert public.ask("/lists/search", q="烟花", region="999999").text.count('class="item"') == 0
    assert "没有找到“爆竹”" in public.ask("/lists/search", q="爆竹").text


def test_a_long_answer_goes_on_and_ends(lists: Lists, public: Site) -> None:
    kind = {"kind": "none", "conditions": "初次", "measures": "教育", "basis": "处33", "valid_from": "2026-01-01"}
    rows = [kind | {"code": f"{n:03d}", "matter": f"情形{n}", "valid_to": "", "note": ""} for n in range(65)]
    lists.say(lists.fill("lenient-list", rows))
    seen, query = 0, {"q": "情形"}
    while query:
        text = public.ask("/lists/search", **query).text
        seen += text.count('class="item"')
        more = text.partition("&amp;after=")[2].partition('"')[0]
        query = {"q": "情形", "after": more} if more else {}
    assert seen == 65


def test_whatever_is_typed_is_answered(public: Site) -> None:
    words = ("", "<script>x</script>", '"', "AND OR NOT *", "'; DROP TABLE list", "😀", "a" * 9000)
    for typed, after in product(words, ("", "-1", "x", "٣", "9" * 40)):
        answer = public.ask("/lists/search", q=typed, after=after, kind="nothing", organ="'", region="％")
        assert answer.status == 200 and "<script>x" not in answer.text, (typed, after)


def test_a_store_from_before_the_lists_is_told_to_come_back(lists: Lists, public: Site) -> None:
    with pages.store().writing() as db:
        for table in ("list", "list_row", "list_fts"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 1")
    assert public.ask("/lists/search", q="烟花").status == 503
    assert pages.store().read("SELECT count(*) FROM list") == [(0,)]  # opened for writing it is brought up to date
    assert public.ask("/lists/search", q="烟花").status == 200


@pytest.mark.clause("D0.3")
def test_only_the_embedded_block_may_be_framed(lists: Lists, public: Site) -> None:
    lists.publish("channels")
    organ = lists.organ().pk
    block = public.ask(f"/embed/{organ}.html")
    assert block.status == 200 and "frame-ancestors *" in block.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in block.headers and "script" not in block.text
    assert "<form" not in block.text, "nothing in a frame may be clicked into doing something"
    again = public.ask(f"/embed/{organ}.html", headers={"If-None-Match": block.headers["ETag"]})
    assert again.status == 304 and "X-Frame-Options" not in again.headers
    for path in ("/", f"/organs/{organ}", f"/organs/{organ}/print", "/lists/search", "/embed/nobody.html"):
        other = public.ask(path)
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"], path
        assert other.headers["X-Frame-Options"] == "DENY", path
    assert f"/embed/{organ}.html" in public.ask(f"/organs/{organ}").text


@pytest.mark.clause("D1.2")
def test_the_old_address_of_officers_tells_what_the_published_list_tells(lists: Lists, public: Site) -> None:
    before = public.ask("/officers").text
    lists.everything()
    after = public.ask("/officers").text
    assert "执法证号" in before and "执法证号" in after and lists.organ().name in after
