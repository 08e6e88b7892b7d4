"""Citations as people write them, and whether an article may be cited (行政处罚法37、59)."""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.law import citing, force
from mingjing.law.citing import Place

pytestmark = [pytest.mark.pure, pytest.mark.clause("I1.1")]
TEXT = "禁止下列行为：\n（一）甲；\n（二）乙。\n前款规定的处罚由主管部门决定。"
OLD = force.Source("旧法", date(2016, 1, 1), date(2026, 8, 14), {"第十条": TEXT}, 40, successor="新法典")
NEW = force.Source("新法典", date(2026, 8, 15), None, {"第十条": TEXT}, 1242)
BEFORE, AFTER = date(2026, 8, 1), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第三十四条第十项", [Place("第三十四条", 0, 10)]),
        ("第一百二十四条第一款第五项", [Place("第一百二十四条", 1, 5)]),
        ("34条10项", [Place("第三十四条", 0, 10)]),
        ("第１２４条 第１款", [Place("第一百二十四条", 1)]),
        ("第一百二十条之一", [Place("第一百二十条之一")]),
        ("第一千二百四十二条、第十条第（三）项", [Place("第一千二百四十二条"), Place("第十条", 0, 3)]),
        ("有关规定", []),
        ("", []),
        ("第零条", []),
    ],
)
def test_a_citation_is_read_as_it_is_written(text: str, places: list[Place]) -> None:
    assert list(citing.places(text)) == places


@pytest.mark.parametrize("value", [1, 9, 10, 11, 20, 99, 100, 101, 110, 119, 1000, 1001, 1010, 1242, 9999])
def test_numbers_go_there_and_back(value: int) -> None:
    assert citing.number(citing.chinese(value)) == value


def test_every_article_number_up_to_the_longest_code_is_written_once() -> None:
    assert len({citing.chinese(n) for n in range(1, 1300)}) == 1299


def test_a_longer_name_is_not_taken_for_a_shorter_one() -> None:
    known = citing.finder(["中华人民共和国环境保护法", "中华人民共和国海洋环境保护法", "中华人民共和国食品安全法"])
    assert citing.named("《中华人民共和国海洋环境保护法》第一条", known) == {"海洋环境保护法"}
    assert citing.named("依据食品安全法实施条例第六十七条", known) == set()
    assert citing.named("《食品安全法》；环境保护法六十条", known) == {"食品安全法", "环境保护法"}


def test_articles_named_behind_a_statute_narrow_the_search() -> None:
    known = citing.finder(["中华人民共和国食品安全法", "化妆品监督管理条例"])
    basis = "《中华人民共和国食品安全法》第一百二十四条；《化妆品监督管理条例》第六十条"
    assert citing.mentions(basis, "中华人民共和国食品安全法", known, ["第一百二十四条"])
    assert not citing.mentions(basis, "中华人民共和国食品安全法", known, ["第六十条"])
    assert citing.mentions("《食品安全法》", "中华人民共和国食品安全法", known, ["第六十条"])  # names no article: any


def said(source: force.Source, cited: str, acted: date, on: date) -> list[str]:
    return [f.code for f in force.check(source, cited, acted, on)]


@pytest.mark.parametrize(
    ("source", "cited", "acted", "on", "codes"),
    [
        (OLD, "第十条第二项", BEFORE, BEFORE, ["citation.in-force"]),
        (OLD, "第十条", BEFORE, AFTER, ["citation.repealed"]),
        (OLD, "第十条", AFTER, AFTER, ["citation.not-in-force"]),
        (NEW, "第十条", BEFORE, AFTER, ["citation.not-yet"]),
        (NEW, "第十条", AFTER, AFTER, ["citation.in-force"]),
        (OLD, "第九百条", BEFORE, AFTER, ["citation.unknown-article", "citation.repealed"]),
        (NEW, "第十条第三项", AFTER, AFTER, ["citation.unknown-item"]),
        (NEW, "第十条第三款", AFTER, AFTER, ["citation.unknown-item"]),
        (NEW, "有关规定", AFTER, AFTER, ["citation.no-article"]),
    ],
)
def test_existence_and_force_on_both_days(
    source: force.Source, cited: str, acted: date, on: date, codes: list[str]
) -> None:
    assert said(source, cited, acted, on) == codes


def test_the_last_day_in_force_still_counts() -> None:
    assert said(OLD, "第十条", date(2026, 8, 14), date(2026, 8, 14)) == ["citation.in-force"]
    assert said(OLD, "第十条", date(2026, 8, 14), date(2026, 8, 15)) == ["citation.repealed"]


def test_only_what_cannot_be_right_blocks() -> None:
    assert force.blocks(force.check(OLD, "第九百条", BEFORE, BEFORE))
    assert force.blocks(force.check(OLD, "第十条", AFTER, AFTER))
    assert not force.blocks(force.check(OLD, "第十条", BEFORE, AFTER))  # 从旧兼从轻: the old may still apply


def test_the_repealed_citation_names_what_replaces_it_and_the_rule() -> None:
    (finding,) = force.check(OLD, "第十条", BEFORE, AFTER)
    assert "新法典" in finding.cure and "从旧兼从轻" in finding.cure and finding.basis == "行政处罚法37"


def test_a_statute_without_articles_is_not_judged_on_numbers() -> None:
    bare = force.Source("规章", date(2014, 1, 1))
    assert said(bare, "第九百条", BEFORE, AFTER) == ["citation.in-force"]
    assert force.unknown(bare, "第九百条") == ""
