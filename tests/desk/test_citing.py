"""Citing an article from the office: found by two characters, put into the case, checked at drafting and at review."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mingjing.cases.models import Case, Citation
from mingjing.catalog import statutes
from mingjing.catalog.models import Statute
from mingjing.catalog.reading_package import ArticleText, LawText
from mingjing.config.clock import now as real_now
from mingjing.law import gates
from mingjing.ledger.actions import By, act
from mingjing.procedure.facts import gather
from tests.desk import staged
from tests.desk.staged import acted, entered

BY = By("someone", "C", "")
pytestmark = pytest.mark.clause("I1.1", "D4.1")


@pytest.fixture
def case(db: None, home: Any, settings: Any) -> Case:
    world = staged.found(settings, "scjg", "sj")
    return Case.objects.get(pk=acted(world, "scjg", stop="conclude").case)


def fill(statute: Statute, *labels: str) -> None:
    """Give a statute these articles, as an import would."""
    texts = [ArticleText(label, "", f"{label}的条文：经营超过保质期食品的，处罚款。") for label in labels]
    law = LawText(statute.title, "", "法律", statute.effective_from, statute.effective_to, None, texts)
    statutes.enter(by=BY, laws=[law], now=real_now())


def end(statute: Statute, last: date) -> None:
    with act(type="statute.ended", by=BY, obj=statute.pk, now=real_now()) as opened:
        statutes.record_end(opened, statute=statute, last_day=last, basis="《示例新法》第一百条")


def cited(case: Case, role: str = "penalty") -> Citation:
    return case.citations.get(role=role)


def test_an_article_that_does_not_exist_blocks_and_is_named(case: Case) -> None:
    one = cited(case)
    on = real_now().date()
    assert gates.citations_in_force.ask(gather(case, on=on).facts).state == "yes"
    fill(one.statute, "第一条", "第二条")
    answer = gates.citations_in_force.ask(gather(Case.objects.get(pk=case.pk), on=on).facts)
    assert answer.state == "no" and "第一百二十四条" in answer.message and "法规库" in answer.cure
    page = entered("scjg.h1").get(f"/office/cases/{case.pk}/edit").content.decode()
    assert "没有这一条" in page and "共 2 条" in page


def test_a_repealed_article_is_flagged_at_drafting_and_at_review(case: Case) -> None:
    for statute in {one.statute for one in case.citations.all()}:
        end(statute, case.act_ended_on)  # the act's last day is the last day of the law; today it is gone
    client = entered("scjg.h1")
    for path in (f"/office/cases/{case.pk}/edit", f"/office/cases/{case.pk}", f"/office/cases/{case.pk}/review"):
        page = client.get(path).content.decode()
        assert "已废止" in page and "从旧兼从轻" in page and "示例新法" in page, path
    assert (
        gates.citations_in_force.ask(gather(case, on=real_now().date()).facts).state == "yes"
    )  # the old may still apply


def test_two_characters_find_it_and_the_answer_is_json(case: Case) -> None:
    fill(cited(case).statute, "第一百二十四条", "第三十四条")
    client = entered("scjg.h1")
    hits = client.get("/office/statutes/found.json", {"q": "过期 保质"}).json()["hits"]
    assert hits == []
    hits = client.get("/office/statutes/found.json", {"q": "保质"}).json()["hits"]
    assert {h["label"] for h in hits} == {"第一百二十四条", "第三十四条"} and all(h["in_force"] for h in hits)
    page = client.get("/office/statutes", {"q": "食品安全法 124"}).content.decode()
    assert "第一百二十四条的条文" in page and "第三十四条的条文" not in page
    assert "没有找到" in client.get("/office/statutes", {"q": "不存在的词"}).content.decode()
    assert client.get("/office/statutes/nothing").status_code == 404


def test_without_scripts_an_article_is_found_read_and_takes_the_place_of_the_old(case: Case) -> None:
    one = cited(case)
    fill(one.statute, "第一百二十四条", "第三十四条")
    client, path = entered("scjg.h1"), f"/office/cases/{case.pk}/cite"
    page = client.get(path, {"q": "食品安全法 124"}).content.decode()
    assert "article=" in page and one.statute_id in page
    pick = f"{path}?q=x&statute={one.statute_id}&article=第一百二十四条"
    form = client.get(pick)
    assert "作为" in form.content.decode() and "替换原来引用的" in form.content.decode()
    expected = Case.objects.get(pk=case.pk).ledger_id
    bad = client.post(pick, {"role": "penalty", "article": "有关规定", "expected": expected})
    assert bad.status_code == 422 and "写明条、款、项" in bad.content.decode()
    count = Citation.objects.filter(case=case).count()
    data = {"role": "penalty", "article": "第一百二十四条第一款", "replaces": one.pk, "expected": expected}
    done = client.post(pick, data)
    assert done.status_code == 302 and done.headers["Location"].endswith("/edit")
    one.refresh_from_db()
    assert one.article == "第一百二十四条第一款" and Citation.objects.filter(case=case).count() == count
    late = client.post(pick, data | {"article": "第三十四条"})
    assert late.status_code == 409
    added = client.post(pick, data | {"article": "第三十四条", "replaces": "", "expected": one.ledger_id})
    assert added.status_code == 302 and Citation.objects.filter(case=case).count() == count + 1


def test_saving_the_form_with_another_article_replaces_the_citation(case: Case) -> None:
    client, path = entered("scjg.h1"), f"/office/cases/{case.pk}/edit"
    page = client.get(path)
    data = {}
    for _, fields in page.context["sections"]:
        for f in fields:
            if f.type == "yes":
                continue
            data[f.name] = f.value
    count = Citation.objects.filter(case=case).count()
    data |= {"penalty_article": "第一百二十五条", "expected": page.context["expected"]}
    done = client.post(path, data)
    assert done.status_code == 302, done.content.decode()
    assert cited(case).article == "第一百二十五条" and Citation.objects.filter(case=case).count() == count


def test_who_may_not_read_the_case_cannot_cite_in_it(case: Case) -> None:
    other = entered("scjg.l")  # the case was not sent to this reviewer
    assert other.get("/office/statutes").status_code == 200
    assert other.get(f"/office/cases/{case.pk}/cite").status_code in {403, 404}
