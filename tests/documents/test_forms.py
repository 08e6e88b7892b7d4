"""The forms are complete: every document of the law has one, and each says what the law requires it to say."""

from __future__ import annotations

import pytest

from mingjing.documents.content import blocks, fill_report, validate
from mingjing.documents.cutting import cut, must_show
from mingjing.documents.forms import FORMS, Doc, Element, Form, Type, holds
from mingjing.documents.forms.model import PLACE
from tests.documents import samples

pytestmark = pytest.mark.pure

ALL = list(FORMS.values())


def text(form: Form, **given: object) -> str:
    return "\n".join(block.text for block in blocks(form, samples.sample(form, **given)))


@pytest.mark.clause("R1.1")
def test_every_document_of_the_law_has_a_form() -> None:
    assert set(FORMS) == set(Doc)


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.doc)
def test_every_place_in_a_body_is_a_field_and_every_condition_names_one(form: Form) -> None:
    names = [field.name for field in form.fields]
    assert len(names) == len(set(names))
    assert form.places() <= set(names)
    conditions = [line.when for line in form.body] + [field.when for field in form.fields]
    for condition in filter(None, conditions):
        for clause in condition.split("&"):
            name, _, wanted = clause.strip().lstrip("!").partition("=")
            field = form.field(name)
            assert not (field.choices and wanted) or set(wanted.split("|")) <= {key for key, _ in field.choices}


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.doc)
def test_every_field_is_written_out_or_steers_the_text(form: Form) -> None:
    steering = {clause.strip().lstrip("!").partition("=")[0] for line in form.body for clause in line.when.split("&")}
    for field in form.fields:
        assert field.name in form.places() or field.name in steering or field.name == "party_kind", field.name


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.doc)
def test_the_columns_of_a_table_are_all_written_out(form: Form) -> None:
    for line in form.body:
        if line.role.startswith("each."):
            columns = {column.name for column in form.field(line.field).columns}
            assert {name for template in line.texts for name, _ in PLACE.findall(template)} <= columns


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.doc)
def test_sample_values_make_a_document_without_leftovers(form: Form) -> None:
    values = samples.sample(form)
    assert validate(form, values) == []
    assert fill_report(form, values).missing == []
    written = text(form)
    assert written.startswith(form.body[0].texts[0])
    assert "{" not in written and "None" not in written and "。。" not in written and "；。" not in written


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.doc)
def test_every_form_names_its_legal_basis_and_labels_in_chinese(form: Form) -> None:
    assert "法第" in form.basis or "三政办" in form.basis or "条" in form.basis
    for field in form.fields:
        assert any("一" <= ch <= "鿿" for ch in field.label)
        assert all(any("一" <= ch <= "鿿" for ch in column.label) for column in field.columns)


def test_documents_that_are_served_carry_a_number_a_seal_and_public_words() -> None:
    for form in ALL:
        if form.outward:
            assert form.word and form.sealed and form.layout == "official" and form.volume == "main", form.doc


def test_words_of_numbers_differ_so_that_sequences_never_mix() -> None:
    words = [form.word for form in ALL if form.word]
    assert len(words) == len(set(words))


@pytest.mark.law("行政处罚法59")
def test_the_decision_holds_every_item_the_law_requires() -> None:
    decision = FORMS[Doc.PENALTY_DECISION]
    required = {f.name for f in decision.fields if f.required}
    assert {"party_name", "party_address", "party_uscc"} <= required  # (一) and the credit code
    assert {"facts", "violation", "evidence"} <= required  # (二)
    assert {"penalties", "fine", "violated", "penalty_basis"} <= required  # (三)
    assert {"pay_to", "perform_other"} <= required  # (四)
    assert {"reconsideration_body", "court"} <= required  # (五)
    assert {"organ_name"} <= required and decision.sealed  # (六), seal
    assert {"statement", "hearing", "discretion_basis", "discretion_reason", "publicity"} <= required
    written = text(decision)
    for phrase in (
        "当事人：湖滨区示例生鲜超市",
        "统一社会信用代码：92411224DEMA00005T",
        "有下列证据证明",
        "自收到本决定书之日起十五日内",
        "六十日内向三门峡市人民政府申请行政复议",
        "六个月内直接向三门峡市湖滨区人民法院提起行政诉讼",
        "百分之三加处罚款，加处罚款的数额不超出罚款的数额",
        "七个工作日内公示",
    ):
        assert phrase in written, phrase


@pytest.mark.law("行政处罚法52、59")
def test_number_date_and_signature_of_the_decision_itself_stand_outside_its_text() -> None:
    names = {field.name for field in FORMS[Doc.PENALTY_DECISION].fields}
    assert not names & {"decision_number", "decided_on", "signer"}


@pytest.mark.clause("D3.1")
def test_the_eight_elements_of_the_plan_are_all_in_the_decision_and_must_be_shown() -> None:
    decision = FORMS[Doc.PENALTY_DECISION]
    for party in (samples.PARTY_PERSON, samples.PARTY_TRADER, samples.PARTY_COMPANY):
        units = cut(blocks(decision, samples.sample(decision, **party)))
        shown = set(must_show(units))
        assert {unit.element for unit in units if unit.path in shown} == set(Element)


@pytest.mark.law("行政处罚法44、45、63、64")
def test_the_notices_tell_facts_reasons_basis_and_rights() -> None:
    for doc in (Doc.PRIOR_NOTICE, Doc.HEARING_RIGHT_NOTICE):
        written = text(FORMS[doc], penalties=["fine"])
        for phrase in ("查明的事实", "证据", "理由和依据", "罚款人民币50000元", "陈述和申辩", "不会因陈述、申辩"):
            assert phrase in written
    assert "五个工作日内" in text(FORMS[Doc.HEARING_RIGHT_NOTICE])


@pytest.mark.law("行政处罚法45、62")
@pytest.mark.parametrize(
    ("state", "phrase"),
    [
        ("none", "未提出陈述、申辩意见"),
        ("waived", "放弃陈述、申辩"),
        ("adopted", "意见成立，本机关予以采纳"),
        ("partly", "予以部分采纳"),
        ("rejected", "意见不成立，本机关不予采纳"),
    ],
)
def test_the_decision_answers_what_the_party_said(state: str, phrase: str) -> None:
    assert phrase in text(FORMS[Doc.PENALTY_DECISION], statement=state)


@pytest.mark.clause("L3.1", "L4.2", "L3.2")
def test_the_review_opinion_has_two_outcomes_of_the_unit_and_one_after_discussion() -> None:
    opinion = FORMS[Doc.REVIEW_OPINION]
    assert "同意。" in text(opinion, outcome="agree")
    assert "不予审核通过并退回承办机构" in text(opinion, outcome="object")
    assert "集体讨论结论" in text(opinion, outcome="settled")
    assert len(opinion.field("grounds").choices) == 8
    assert len(opinion.field("heads").columns[0].choices) == 8


@pytest.mark.law("行政处罚法60")
def test_no_suspension_and_no_extension_without_a_cited_rule() -> None:
    for doc in (Doc.SUSPENSION_APPROVAL, Doc.EXTENSION_APPROVAL):
        rule = FORMS[doc].field("rule")
        assert rule.required and rule.type is Type.CITATION and "处60" in rule.help


def test_conditions_ask_for_a_value_its_absence_or_one_of_several() -> None:
    values = {"fine": 1, "none": "", "kinds": ["fine", "warning"], "kind": "person"}
    assert holds("", values) and holds("fine", values) and holds("!none", values)
    assert holds("kinds=fine", values) and not holds("kinds=close", values)
    assert holds("kind=person|sole_trader & fine", values) and not holds("kind=organisation & fine", values)
