"""Errors name the field and the cure; the report counts what filled itself; comparison finds the words that changed."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.config.demo.world import credit_code
from mingjing.documents.content import blocks, compare, fill_report, prefill, validate
from mingjing.documents.forms import FORMS, Doc, Form
from tests.documents import samples

pytestmark = pytest.mark.pure

DECISION = FORMS[Doc.PENALTY_DECISION]


def decision(**changes: Any) -> dict[str, Any]:
    return {**samples.sample(DECISION), **changes}


def only_error(**changes: Any) -> str:
    errors = validate(DECISION, decision(**changes))
    assert len(errors) == 1, errors
    return errors[0].message


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"facts": ""}, "“查明的事实”未填写，请补充。"),
        ({"facts": "   "}, "未填写"),
        ({"fine": "50000"}, "以分为单位的整数"),
        ({"fine": -1}, "不小于零"),
        ({"fine": True}, "不小于零"),
        ({"filed_on": "2026年9月10日"}, "请按 2026-11-16 的格式填写"),
        ({"filed_on": "2026-02-30"}, "不是有效的日期"),
        ({"publicity": "maybe"}, "请重新选择"),
        ({"penalties": ["fine", "confiscate_income", "confiscate_goods", "odd"]}, "请重新选择"),
        ({"handler_names": ["周正", " "]}, "请删去空白项"),
        ({"party_name": "张\x00三"}, "不能打印的字符"),
        ({"party_name": "张\ue000三"}, "不能打印的字符"),
        ({"cause": "甲\n乙"}, "只能写一行"),
        ({"cause": "长" * 301}, "超过 300 字"),
        ({"facts": "当事人于××年销售"}, "还留有待填的“××年”"),
        ({"pay_to": "______银行"}, "还留有待填的"),
        ({"party_uscc": "92411224DEMA00005X"}, "统一社会信用代码校验不通过"),
        ({"evidence": [{"name": "照片"}]}, "“证据”第 1 行：“证明内容”未填写"),
        ({"evidence": [{"name": "照片", "proves": "事实", "extra": 1}]}, "多出“extra”"),
        ({"evidence": "照片"}, "应当逐行填写"),
        ({"surprise": 1}, "没有“surprise”这个栏目"),
        ({"publicity_ground": ["某条"]}, "本案情形不填“不予公开的依据”"),
    ],
)
def test_each_mistake_is_named_with_its_cure(changes: dict[str, Any], part: str) -> None:
    assert part in only_error(**changes)


def test_what_does_not_apply_is_not_asked_for() -> None:
    values = decision()
    assert "party_id_number" not in values and "publicity_ground" not in values
    assert validate(DECISION, values) == []


def test_the_report_counts_what_filled_itself_and_what_is_left() -> None:
    values = decision()
    full = fill_report(DECISION, values)
    left = fill_report(DECISION, {**values, "correction": "", "violation": ""})
    assert full.missing == [] and [field.name for field in left.missing] == ["violation"]
    assert left.text == f"自动填写 {full.filled - 2} 项，余 1 项"


def test_a_paragraph_ends_with_a_mark_even_when_the_field_does_not() -> None:
    lines = [block.text for block in blocks(DECISION, decision(correction="立即改正"))]
    assert "责令改正：立即改正。" in lines


def test_headings_and_items_are_numbered_among_those_that_appear() -> None:
    lines = [block.text for block in blocks(DECISION, decision(penalties=["warning", "fine"]))]
    heads = [line[:2] for line in lines if line[1:2] == "、"]
    assert heads == ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、"]
    start = lines.index("（一）警告；")
    assert lines[start + 1] == "（二）罚款人民币50000元（大写：伍万元整）。"


def test_line_breaks_in_a_field_become_paragraphs() -> None:
    values = decision(facts="第一段。\n第二段。\r\n\n第三段。")
    lines = [block.text for block in blocks(DECISION, values)]
    assert lines[lines.index("经查，第一段。") :][1:3] == ["第二段。", "第三段。"]


@pytest.mark.parametrize(("kind", "word"), [("person", "你的上述行为"), ("organisation", "你单位的上述行为")])
def test_the_party_is_addressed_by_what_it_is(kind: str, word: str) -> None:
    party = samples.PARTY_PERSON if kind == "person" else samples.PARTY_COMPANY
    written = "".join(block.text for block in blocks(DECISION, samples.sample(DECISION, **party)))
    assert word in written and "你（单位）" not in written


def test_comparison_names_the_fields_and_shows_the_words() -> None:
    old, new = decision(), decision(fine=4_000_000, facts=samples.FACTS.replace("23日", "24日"))
    found = compare(old, new, DECISION)
    assert [(c.field, c.label) for c in found.fields] == [("facts", "查明的事实"), ("fine", "罚款金额")]
    assert [(s.state, s.text) for s in found.fields[0].segments if s.state != "same"] == [("gone", "3"), ("new", "4")]
    assert found.changed and not compare(old, old, DECISION).changed
    for states, values in ((("same", "gone"), old), (("same", "new"), new)):
        lines = ["".join(s.text for s in line if s.state in states) for line in found.lines]
        assert [line for line in lines if line] == [block.text for block in blocks(DECISION, values)]


def test_a_form_takes_from_the_facts_of_a_case_only_what_applies() -> None:
    facts = {
        "party.kind": "organisation",
        "party.name": "示例公司",
        "party.id_number": "x",
        "party.uscc": "",
        "other": 1,
    }
    values = prefill(DECISION, facts, {"cause": "示例案由"})
    assert values == {"party_kind": "organisation", "party_name": "示例公司", "cause": "示例案由"}


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.doc)
def test_a_condition_never_looks_at_a_field_that_comes_later(form: Form) -> None:
    seen: set[str] = set()
    for field in form.fields:
        seen.add(field.name)
        for clause in filter(None, field.when.split("&")):
            assert clause.strip().lstrip("!").partition("=")[0] in seen, field.name


# Invented; the first whose two check digits are both X.
ENDS_IN_XX = next(code for n in range(9999) if (code := credit_code("91", "411202", n)).endswith("XX"))


def test_a_credit_code_may_end_in_two_letters_that_look_like_a_blank() -> None:
    assert validate(DECISION, decision(party_uscc=ENDS_IN_XX)) == []
    assert "待填" in only_error(facts="经查，XX公司销售过期食品。")
