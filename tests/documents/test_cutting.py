"""The cut loses nothing, is always the same, and separates what may be shown of a person from what may not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.documents.content import Block, Piece, blocks
from mingjing.documents.cutting import county_length, cut, must_show, surname_length
from mingjing.documents.forms import FORMS, Doc, Form
from mingjing.law.kinds import UnitClass
from tests.documents import samples

pytestmark = pytest.mark.pure

DECISION = FORMS[Doc.PENALTY_DECISION]
WORDS = st.text(
    alphabet=st.sampled_from(
        list("张三李四，。；：“”《》（）0123456789aXx元年月日路号县区市省住址电话当事人身份证\n 某𬱖")
    ),
    max_size=80,
)
CLASSES = st.sampled_from(list(UnitClass))
KINDS = st.sampled_from(["literal", "text", "long", "name", "address", "party", "label", "sep"])
PIECES = st.builds(
    Piece, text=WORDS, field=st.sampled_from(["", "facts"]), kind=KINDS, klass=CLASSES, whole=st.booleans()
)
BLOCKS = st.lists(st.builds(Block, role=st.just("para"), pieces=st.lists(PIECES, max_size=5).map(tuple)), max_size=5)


@settings(max_examples=400, deadline=None)
@given(BLOCKS, st.lists(st.text("张三李四王", min_size=2, max_size=3), max_size=3))
def test_units_of_a_block_joined_give_its_text_exactly(found: list[Block], names: list[str]) -> None:
    units = cut(found, names)
    for number, block in enumerate(found, 1):
        prefix = f"b{number:02d}."
        assert "".join(unit.value for unit in units if unit.path.startswith(prefix)) == block.text
    assert all(unit.value for unit in units)
    assert len({unit.path for unit in units}) == len(units)
    assert all(re.fullmatch(r"b\d{2,}\.u\d{2,}", unit.path) for unit in units)
    assert cut(found, list(reversed(names))) == units


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.doc)
def test_every_form_is_cut_without_loss(form: Form) -> None:
    written = blocks(form, samples.sample(form))
    units = cut(written, ["陈示例", "王示例"])
    assert "".join(unit.value for unit in units) == "".join(block.text for block in written)
    assert units == cut(written, ["王示例", "陈示例"])


def shown(values: dict[str, object], **kwargs: object) -> str:
    units = cut(blocks(DECISION, samples.sample(DECISION, **values)), **kwargs)  # type: ignore[arg-type]
    return "".join(unit.value if unit.klass == UnitClass.PUBLIC else "▇" for unit in units)


@pytest.mark.clause("D0.4", "D3.3")
def test_of_a_natural_person_surname_and_county_are_public_and_the_rest_is_not() -> None:
    text = shown(samples.PARTY_PERSON)
    assert "当事人：欧阳▇" in text and "住址：河南省三门峡市湖滨区▇" in text
    for secret in ("示例路12号", "501室", samples.PARTY_PERSON["party_id_number"], "13800001234", "欧阳鉴明"):
        assert secret not in text


@pytest.mark.clause("D0.4")
def test_of_an_organisation_name_code_address_and_representative_are_public() -> None:
    text = shown(samples.PARTY_COMPANY)
    for part in ("三门峡示例食品有限公司", "91411202DEMA000052", "三门峡市湖滨区示例大道1号", "李示例"):
        assert part in text


def test_of_a_sole_trader_the_trade_name_is_public_and_the_operator_only_by_surname() -> None:
    text = shown(samples.PARTY_TRADER)
    assert "湖滨区示例生鲜超市" in text and "经营者：陈▇" in text and "13800001234" not in text


@pytest.mark.clause("D3.1")
def test_officers_and_the_organ_stay_public_wherever_they_are_named() -> None:
    text = shown({"course": "执法人员周正、林夏到场，联系电话0398-2800000。"} | samples.PARTY_TRADER)
    assert text.count("周正") == 2 and text.count("林夏") == 2 and "16120260318" in text


def test_personal_data_inside_a_narrative_is_cut_out_also_in_later_paragraphs() -> None:
    facts = "当事人的雇员赵四方（手机13900002222）承认上述事实。\n经核对，赵四方住三门峡市湖滨区某某路3号。"
    text = shown({"facts": facts}, names=["赵四方"])
    assert "13900002222" not in text and "赵四方" not in text and text.count("赵▇") == 2


def test_a_minor_s_number_is_of_its_own_class() -> None:
    first = "41120220120307001"
    from mingjing.law.identifiers import id_check_digit

    number = first + id_check_digit(first)
    values = samples.sample(DECISION, facts=f"接待的顾客身份证号为{number}。")
    units = cut(blocks(DECISION, values), on=date(2026, 9, 8))
    assert [unit.klass for unit in units if unit.value == number] == [UnitClass.MINOR]


def test_what_must_be_shown_never_holds_a_personal_unit() -> None:
    units = cut(
        blocks(DECISION, samples.sample(DECISION, **samples.PARTY_PERSON, violation="欧阳鉴明于2026年9月销售。"))
    )
    paths = set(must_show(units))
    assert paths and all(unit.klass == UnitClass.PUBLIC for unit in units if unit.path in paths)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("张三", "张"),
        ("欧阳", "欧"),
        ("欧阳明日", "欧阳"),
        ("诸葛亮", "诸葛"),
        ("阿卜杜拉·买买提", "阿"),
        ("𬱖某人", "𬱖"),
    ],
)
def test_compound_surnames_are_known(name: str, surname: str) -> None:
    assert name[: surname_length(name)] == surname


@pytest.mark.parametrize(
    ("address", "county"),
    [
        ("河南省三门峡市湖滨区崤山路12号", "河南省三门峡市湖滨区"),
        ("北京市朝阳区某路", "北京市朝阳区"),
        ("广西壮族自治区南宁市青秀区民族大道", "广西壮族自治区南宁市青秀区"),
        ("三门峡市阳光小区5号", "三门峡市"),
        ("三门峡市幸福社区2栋", "三门峡市"),
        ("三门峡市农贸市场3号", "三门峡市"),
        ("卢氏县城关镇某村", "卢氏县"),
        ("灵宝市函谷关镇", "灵宝市"),
        ("三门峡经济开发区分陕路", "三门峡经济开发区"),
        ("三门峡市城乡一体化示范区会兴街道", "三门峡市城乡一体化示范区"),
        ("湖北省恩施土家族苗族自治州恩施市舞阳坝", "湖北省恩施土家族苗族自治州恩施市"),
        ("和平路5号", ""),
    ],
)
def test_an_address_is_shown_to_the_county_and_no_further(address: str, county: str) -> None:
    assert address[: county_length(address)] == county
