"""What is told at the scene: every act has its text, every right its article."""

from __future__ import annotations

import pytest

from mingjing.law.procedures import CURRENT
from mingjing.law.telling import BY_SLUG, TELLINGS, telling_for

pytestmark = [pytest.mark.pure, pytest.mark.clause("D2.2")]


@pytest.mark.parametrize("kind, procedure", list(CURRENT))
def test_every_procedure_has_a_text(kind: str, procedure: str) -> None:
    telling = telling_for(kind, procedure)
    assert telling.rights and telling.duties and telling.opening and telling.basis


def test_no_procedure_has_two_texts_and_an_unknown_one_is_told() -> None:
    acts = [act for telling in TELLINGS for act in telling.acts]
    assert len(acts) == len(set(acts)) and len(BY_SLUG) == len(TELLINGS)
    with pytest.raises(LookupError, match="还没有告知文本"):
        telling_for("penalty", "unknown")


def test_every_right_and_duty_cites_an_article_and_is_short_enough_to_be_read_aloud() -> None:
    for telling in TELLINGS:
        for line in (*telling.rights, *telling.duties):
            assert any(c.isdigit() for c in line.article), line
            assert line.words.endswith("。") and len(line.words) <= 90, line


def test_what_must_be_told_is_told() -> None:
    words = {t.slug: "".join(line.words for line in t.rights) for t in TELLINGS}
    for slug in ("inspection", "penalty", "penalty-spot", "coercion", "execution", "fee", "licence"):
        assert "陈述" in words[slug], slug
    for slug in ("inspection", "penalty", "penalty-spot"):
        assert "出示" in words[slug] and "拒绝" in words[slug] and "回避" in words[slug], slug
    assert len(BY_SLUG["inspection"].discipline) == 5
