"""The statute data package and local rules: entered whole, committed to, repeatable, found by two characters."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from mingjing.catalog import citations, local_rules, reading_package, statutes
from mingjing.catalog.actions import register_statutes
from mingjing.catalog.models import Article, Statute
from mingjing.ledger.actions import By
from mingjing.ledger.models import AnjuanEntry

pytestmark = pytest.mark.clause("I1.1")
BY = By("someone", "C", "")
CODE, AIR = "中华人民共和国生态环境法典", "中华人民共和国大气污染防治法"
ROW = {
    "title": "示例条例",
    "effective_from": "2019-11-01",
    "article": "第一条",
    "text": "为了示例，制定本条例。",
    "issuer": "示例市人大",
}


@pytest.fixture
def package() -> list[reading_package.LawText]:
    return reading_package.read(reading_package.packaged())


def test_the_package_knows_the_code_and_what_it_repeals(package: list[Any]) -> None:
    held = {law.title: law for law in package}
    assert held[CODE].effective_from == date(2026, 8, 15)
    ended = {t for t, law in held.items() if law.end_basis == f"《{CODE}》第一千二百四十二条"}
    assert len(ended) == 10 and AIR in ended and "中华人民共和国环境影响评价法" in ended
    assert all(held[t].effective_to == date(2026, 8, 14) and "推算" in held[t].mark for t in ended)


def test_all_of_it_is_entered_once_and_committed_to(db: None, package: list[Any], now: datetime) -> None:
    entries = AnjuanEntry.objects.count()
    report = statutes.enter(by=BY, laws=package, now=now)
    assert len(report.new) == len(package) > 370 and report.articles == Article.objects.count() > 23_000
    assert AnjuanEntry.objects.count() - entries == -(-len(package) // statutes.PER_ENTRY)
    again = statutes.enter(by=BY, laws=package, now=now)
    assert (again.new, again.articles, again.same) == ([], 0, len(package))
    assert statutes.check() == []
    hits = citations.find("扬尘", now.date())
    assert hits and all("扬尘" in hit.text for hit in hits if hit.in_force)
    assert [h.label for h in citations.find("生态环境法典 1128", now.date())] == ["第一千一百二十八条"]
    assert [h.title for h in citations.find("食品安全法第124条", now.date())][:1] == ["中华人民共和国食品安全法"]


def test_a_statute_registered_by_hand_gets_its_articles_and_keeps_its_dates(
    db: None, package: list[Any], now: datetime
) -> None:
    own = date(2021, 9, 1)
    register_statutes(by=BY, rows=[{"title": "中华人民共和国安全生产法", "effective_from": own}], now=now)
    report = statutes.enter(by=BY, laws=[law for law in package if law.title == "中华人民共和国安全生产法"], now=now)
    (held,) = Statute.objects.filter(title="中华人民共和国安全生产法")
    assert held.effective_from == own and held.article_count > 100 and report.dated == [held.title]


def test_a_newer_text_is_a_new_version_and_ends_the_old(db: None, package: list[Any], now: datetime) -> None:
    (law,) = [law for law in package if law.title == "中华人民共和国食品安全法"]
    statutes.enter(by=BY, laws=[law], now=now)
    law.text_on = date(2027, 5, 1)
    law.articles = [*law.articles[:-1], reading_package.ArticleText("第二百条", "", "示例的新条文。")]
    report = statutes.enter(by=BY, laws=[law], now=now)
    old, new = Statute.objects.filter(title=law.title).order_by("effective_from")
    assert report.amended == [law.title] and old.effective_to == date(2027, 4, 30) and new.effective_from == law.text_on
    assert new.mark and statutes.check() == []


def test_articles_cannot_be_rewritten_and_an_addition_is_seen(db: None, now: datetime) -> None:
    local_rules.import_local(by=BY, rows=[ROW], now=now)
    article = Article.objects.get()
    for sql in ("UPDATE catalog_article SET text = 'x'", "DELETE FROM catalog_article"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    Article.objects.create(statute=article.statute, ord=1, label="第二条", text="添上去的。")
    assert statutes.check() == ["《示例条例》（2019-11-01 起施行）的条文与登记时不同"]


def test_the_six_local_rules_come_along(db: None, now: datetime) -> None:
    report = local_rules.import_local(by=BY, rows=local_rules.bundled(), now=now)
    assert len(report.new) == 6 and report.articles == 262
    assert [h.label for h in citations.find("大气污染防治条例 48", now.date())] == ["第四十八条"]
    assert "施行日期待确认" in Statute.objects.get(title="三门峡市白天鹅及其栖息地保护条例").mark


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"article": "总则"}, "第 1 行：“总则”不是条号，写作 第三十四条"),
        ({"effective_from": "去年"}, "第 1 行：“去年”不是日期，写作 2019-11-01"),
        ({"text": "  "}, "第 1 行：《示例条例》第一条没有条文"),
        ({"title": None, "effective_from": None}, "第 1 行"),
    ],
)
def test_wrong_rows_are_named_and_nothing_is_entered(
    db: None, now: datetime, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(local_rules.RowsRefused) as refused:
        local_rules.import_local(by=BY, rows=[ROW | change, ROW | {"article": "第二条"}], now=now)
    assert says in str(refused.value)
    assert Statute.objects.count() == 0


def test_a_file_that_is_no_package_is_refused_in_words(tmp_path: Path) -> None:
    for name, data in (("a.db", b"not a database at all, but long enough to be one"), ("b.db", b"")):
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(reading_package.PackageRefused, match="不是法规数据包"):
            reading_package.read(file)
    with pytest.raises(reading_package.PackageRefused, match="没有文件"):
        reading_package.read(tmp_path / "c.db")


def test_a_wrong_date_in_the_package_names_the_law(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "laws.db") as db:
        db.execute("CREATE TABLE laws (law_id, law_name, doc_type, issuing_body, effective_date, version_date, status)")
        db.execute("CREATE TABLE articles (id INTEGER, law_id, article_no, chapter, section, article_text)")
        db.execute("INSERT INTO laws VALUES ('1', '示例法', '法律', '', '不详', '', '现行有效')")
    with pytest.raises(reading_package.PackageRefused, match="《示例法》的施行日期“不详”不是日期"):
        reading_package.read(tmp_path / "laws.db")
