"""What is checked before a report goes to the head: each check with its words, and what answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingjing.law import annual, reporting
from mingjing.law.annual import FIGURES
from mingjing.law.report_checks import Draft, Remark, check
from mingjing.law.reporting import Section

pytestmark = [pytest.mark.pure, pytest.mark.clause("D5.1")]
TEXTS = {s.value: "情况如数字所示。" for s in Section}


def values(**counted: int) -> dict[str, int]:
    """Figures as the counting gives them; ``penalty_fine=3`` for ``penalty.fine``."""
    given = {code.replace("_", ".", 1): (n, n * 10_000_00) for code, n in counted.items()}
    return annual.derived(given, {"staff.officers": 20, "staff.certified": 20, "staff.reviewers": 2})


def draft(**changes: Any) -> Draft:
    counted = changes.pop("counted", values(penalty_fine=12, inspection_routine=30))
    base = Draft(
        year=2026, today=date(2027, 1, 8), first=date(2026, 1, 1), last=date(2026, 12, 31),
        organ_first=date(2019, 1, 1), organ_last=None, counted=counted, live=counted, texts=TEXTS,
    )  # fmt: skip
    return replace(base, **changes)


def found(d: Draft) -> dict[str, Remark]:
    return {remark.code: remark for remark in check(d)}


def test_a_whole_report_passes() -> None:
    assert found(draft()) == {}


def test_a_year_that_is_not_over_cannot_be_submitted_and_the_last_day_of_an_ended_organ_is_its_end() -> None:
    assert "2026-12-31 才结束" in found(draft(today=date(2026, 12, 31)))["period.open"].words
    ended = {"last": date(2026, 6, 30), "organ_last": date(2026, 6, 30), "today": date(2026, 7, 1)}
    assert found(draft(**ended)) == {}
    assert "2026-06-30" in found(draft(organ_last=date(2026, 6, 30)))["period.organ"].words
    assert "period.organ" in found(draft(organ_first=date(2026, 4, 1)))


def test_kinds_must_add_up_to_the_total() -> None:
    counted = values(penalty_fine=12) | {"penalty.total": 13}
    remark = found(draft(counted=counted, live=counted))["sum.differs"]
    assert remark.where == "penalty.total" and "是 13，各项之和是 12" in remark.words


def test_more_accepted_than_applied_needs_a_word_on_last_year() -> None:
    counted = values(licence_applied=3, licence_accepted=5, penalty_fine=1)
    d = draft(counted=counted, live=counted)
    assert "5 多于申请数 3" in found(d)["licence.order"].words
    assert "licence.order" not in found(replace(d, notes={"licence.accepted": "2 件为上年申请。"}))


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (100, 130, False),
        (100, 131, True),
        (100, 70, False),
        (100, 69, True),
        (3, 12, False),
        (0, 10, True),
        (0, 9, False),
    ],
)
def test_a_change_of_more_than_thirty_per_cent_is_explained(before: int, now: int, asked: bool) -> None:
    counted, prior = values(inspection_routine=now), values(inspection_routine=before)
    d = draft(counted=counted, live=counted, prior=prior)
    assert ("change.unexplained" in found(d)) is asked
    notes = {"inspection.routine": "开展专项行动。", "inspection.total": "同上。"}
    assert "change.unexplained" not in found(replace(d, notes=notes))


def test_without_last_years_report_no_change_is_asked_for() -> None:
    assert found(draft(prior=None)) == {}


def test_cases_that_changed_since_are_told_by_figure() -> None:
    remark = found(draft(live=values(penalty_fine=13, inspection_routine=30)))["store.changed"]
    assert "罚款 12 → 13" in remark.words and "重新汇总" in remark.cure


def test_an_added_figure_names_its_source() -> None:
    d = draft(manual={"penalty.fine": 2}, sources={"penalty.fine": " "})
    assert "没有写来源" in found(d)["manual.source"].words
    assert found(replace(d, sources={"penalty.fine": "旧系统台账"})) == {}


def test_a_year_without_any_act_is_said_in_words() -> None:
    d = draft(counted=values(), live=values())
    assert found(d)["data.none"].where == "all"
    assert "data.none" not in found(replace(d, notes={"all": "新成立，职责划转中。"}))
    assert "data.none" not in found(replace(d, manual={"penalty.fine": 1}, sources={"penalty.fine": "台账"}))


def test_a_table_without_duty_holds_no_figure() -> None:
    d = draft(notes={"T2": reporting.NO_DUTY})
    assert "却有数字" in found(d)["duty.denied"].words
    assert (
        found(replace(d, notes={"T2": "职权 7 月划入。"})) == {} and found(draft(notes={"T1": reporting.NO_DUTY})) == {}
    )


def test_empty_and_unfinished_sections_are_named() -> None:
    assert "“问题与下步”没有写" in found(draft(texts=TEXTS | {"ahead": "  "}))["text.empty"].words
    assert "〔待填：原因〕" in found(draft(texts=TEXTS | {"ahead": "不足：〔待填：原因〕"}))["text.unfinished"].words


def test_words_that_tell_another_number_than_the_table_are_found() -> None:
    said = TEXTS | {"overall": "作出行政处罚决定 11 宗，开展行政检查 30 次。"}
    remark = found(draft(texts=said))["text.differs"]
    assert "行政处罚决定 11 宗" in remark.words and "是 12" in remark.words
    assert found(draft(texts=TEXTS | {"overall": "作出行政处罚决定 12 宗。"})) == {}


# --- values as people type and read them ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("penalty.fine", "1,234", 1234), ("penalty.fine", "12 宗", 12), ("penalty.money", "3.5", 3_500_000),
        ("penalty.money", "0.000001", 1), ("record.seconds", "1.5", 5400), ("penalty.fine", "0", 0),
    ],
)  # fmt: skip
def test_a_typed_value_is_read_in_the_unit_it_is_shown_in(code: str, text: str, value: int) -> None:
    assert reporting.read(FIGURES[code], text) == value
    assert reporting.read(FIGURES[code], reporting.written(FIGURES[code], value)) == value


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("penalty.fine", "十二", "填写数字"), ("penalty.fine", "-1", "不能是负数"), ("penalty.fine", "1.5", "填写整数"),
        ("penalty.money", "0.0000001", "最多六位小数"), ("penalty.total", "3", "由其他数字算出"),
        ("public.timely", "98", "由其他数字算出"), ("penalty.fine", "9" * 30, "太大"),
        ("penalty.fine", "NaN", "不能是负数"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_with_its_cure(code: str, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        reporting.read(FIGURES[code], text)


def test_added_figures_enter_sums_and_ratios_and_the_sum_of_reports_is_right() -> None:
    merged = reporting.merged(values(penalty_fine=3), {"penalty.warning": 2, "staff.officers": 20})
    assert (merged["penalty.total"], merged["staff.certified_share"]) == (5, 5000)
    both = reporting.total([merged, values(penalty_fine=1)])
    assert (both["penalty.total"], both["staff.officers"]) == (6, 60)
    assert both["staff.certified_share"] == annual.share(40, 60)
    assert "public.timely" not in merged, "a ratio of nothing is no value"
    assert reporting.written(FIGURES["public.timely"], None) == "—"
