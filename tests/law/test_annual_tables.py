"""The tables of the yearly figures: each figure once, made of figures that exist; sums, shares and means."""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.law import counting, counting_coercion
from mingjing.law.annual import COUNTED, FIGURES, TABLES, Source, derived, share
from mingjing.law.counted import Line
from mingjing.law.counting_rules import RULES
from mingjing.law.kinds import Penalty
from mingjing.law.visits import VisitType
from tests.law.form import MAY, SANMENXIA, P, counted, decided, penalty

pytestmark = pytest.mark.pure


def test_the_tables_are_those_of_the_plan():
    assert [t.code for t in TABLES] == ["T1", "T2", "T2b", "T3", "T4", "T5", "T6", "T7", "T8"]
    of = {t.code: [f.label for f in t.figures] for t in TABLES}
    assert of["T1"] == ["申请数", "受理数", "许可数", "不予许可数", "撤销许可数"]
    assert len(of["T2"]) == 14 and of["T2"][-2:] == ["合计", "罚没金额"]
    assert of["T4"] == ["次数", "征收总金额"] and of["T5"] == ["次数", "补偿金额"]


def test_every_figure_stands_once_and_is_made_of_figures_that_exist():
    codes = [figure.code for table in TABLES for figure in table.figures]
    assert len(codes) == len(set(codes)) == len(FIGURES)
    for figure in FIGURES.values():
        assert figure.label and figure.unit and all(part in FIGURES for part in figure.of), figure
        assert bool(figure.of) == (figure.source not in (Source.COUNTED, Source.ROSTER)), figure
        assert figure.how or figure.of, figure
        assert len(figure.code) <= 40


def test_what_is_counted_is_a_figure_of_the_tables():
    named = {counting.FIGURE_OF[kind] for kind in Penalty} | {counting.OTHER}
    named |= {*counting_coercion.MEASURES.values(), *counting_coercion.METHODS.values()}
    named |= {f"inspection.{kind.value}" for kind in VisitType}
    assert named <= set(COUNTED)


def test_sums_shares_and_means_follow_from_what_was_counted():
    values = derived({"penalty.fine": (2, 500), "penalty.warning": (1, 0), "dossier.count": (3, 28_150)}, {})
    assert (values["penalty.total"], values["penalty.money"], values["dossier.score"]) == (3, 500, 9_383)
    assert "public.timely" not in values and "dossier.score" not in derived({}, {})
    assert [share(1, 3), share(2, 3), share(5, 5), share(0, 7)] == [3_333, 6_667, 10_000, 0]
    people = derived({}, {"staff.officers": 21, "staff.certified": 20, "staff.reviewers": 2})
    assert people["staff.certified_share"] == 9_524 and people["staff.reviewers_share"] == 952


def test_a_year_before_any_rule_says_so_and_a_year_without_acts_is_all_noughts():
    with pytest.raises(LookupError, match="2018-12-31"):
        RULES.order(SANMENXIA, date(2018, 12, 31))
    assert counted([penalty(decided(P.FINE, fine=1))], 2031) == {}
    assert set(derived({}, {})) >= set(COUNTED)


def test_a_line_is_counted_where_its_act_says_and_nowhere_else():
    assert counting.lines(penalty(decided(P.FINE, fine=7))) == (Line("penalty.fine", MAY, 1, 7_00),)
