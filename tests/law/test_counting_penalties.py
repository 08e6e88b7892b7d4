"""The counting rules of penalties and coercion against sets counted by hand, as who holds the rules would.

The expected figures stand as a clerk would put them into the form, not as the code has them.
"""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.law.counted import Act, Decided, Done
from mingjing.law.counting_rules import ORDERS, Order
from mingjing.law.kinds import ActKind, Penalty, Step
from tests.law.form import DATONG, DECEMBER, JUNE, MAY, QUFU, SANMENXIA, YUAN, D, P, counted, decided, penalty

pytestmark = pytest.mark.pure

# Twelve decisions, several penalties in most (大同口径: 并处几种的只计最重一种). A clerk counts: 警告 1, 罚款 3,
# 没收 2, 暂扣 1, 停产停业 1, 关闭 1, 吊销 2, 其他 1, 合计 12.
TWELVE = (
    decided(P.WARNING),
    decided(P.WARNING, P.FINE, fine=5_000),
    decided(P.FINE, fine=200),
    decided(P.PUBLIC_CRITICISM, P.FINE, fine=10_000),
    decided(P.FINE, P.CONFISCATE_INCOME, fine=2_382, confiscated=289),
    decided(P.WARNING, P.CONFISCATE_GOODS, P.FINE, fine=1_000, confiscated=36),
    decided(P.FINE, P.SUSPEND_LICENCE, fine=20_000),
    decided(P.FINE, P.SUSPEND_BUSINESS, P.CONFISCATE_INCOME, fine=150_000, confiscated=40_000),
    decided(P.FINE, P.CLOSE, fine=50_000),
    decided(P.FINE, P.REVOKE_LICENCE, fine=60_000),
    decided(P.REVOKE_LICENCE, P.RESTRICT_EMPLOYMENT, P.WARNING),
    decided(),
)


def test_several_penalties_in_one_case_count_once_under_the_heaviest():
    assert counted(map(penalty, TWELVE)) == {
        "penalty.warning": 1,
        "penalty.fine": 3,
        "penalty.confiscate": 2,
        "penalty.suspend_licence": 1,
        "penalty.suspend_business": 1,
        "penalty.close": 1,
        "penalty.revoke_licence": 2,
        "penalty.other": 1,
        "penalty.total": 12,
        # 5,000+200+10,000+2,382+289+1,000+36+20,000+150,000+40,000+50,000+60,000 元
        "penalty.money": 338_907_00,
    }


@pytest.mark.parametrize(
    ("region", "figure"), [(DATONG, "penalty.revoke_licence"), (QUFU, "penalty.restrict_business")]
)
def test_the_order_of_severity_differs_between_regions(region: str, figure: str):
    both = penalty(decided(P.REVOKE_LICENCE, P.RESTRICT_BUSINESS, P.FINE, fine=100), region=region)
    assert counted([both]) == {figure: 1, "penalty.total": 1, "penalty.money": 100_00}


# 大同: 警告<通报批评<罚款<没收<暂扣<降资质<限制经营<停产停业<关闭/限制从业<吊销<拘留, each beside the next one.
LADDER = (
    (P.WARNING, "penalty.warning"), (P.PUBLIC_CRITICISM, "penalty.public_criticism"), (P.FINE, "penalty.fine"),
    (P.CONFISCATE_GOODS, "penalty.confiscate"), (P.SUSPEND_LICENCE, "penalty.suspend_licence"),
    (P.DOWNGRADE, "penalty.downgrade"), (P.RESTRICT_BUSINESS, "penalty.restrict_business"),
    (P.SUSPEND_BUSINESS, "penalty.suspend_business"), (P.RESTRICT_EMPLOYMENT, "penalty.close"),
    (P.REVOKE_LICENCE, "penalty.revoke_licence"), (P.DETENTION, "penalty.detention"),
)  # fmt: skip


@pytest.mark.parametrize("step", range(10))
def test_each_kind_gives_way_to_the_next_heavier_one(step: int):
    lighter, heavier = LADDER[step], LADDER[step + 1]
    assert counted([penalty(decided(lighter[0]))]) == {lighter[1]: 1, "penalty.total": 1}
    assert counted([penalty(decided(lighter[0], heavier[0]))]) == {heavier[1]: 1, "penalty.total": 1}


@pytest.mark.parametrize("order", ORDERS, ids=lambda o: o.region or "all")
def test_every_order_weighs_every_kind_of_penalty_once(order: Order):
    kinds = [kind for step in order.steps for kind in step]
    assert sorted(kinds) == sorted(Penalty) and order.basis


def test_an_explicit_kind_with_another_counts_as_the_explicit_one_and_another_alone_as_another():
    explicit, alone = decided(P.FINE, fine=3_000), decided()  # 其他 stands in words only, beside the kinds
    assert counted([penalty(explicit)])["penalty.fine"] == 1
    assert counted([penalty(alone)]) == {"penalty.other": 1, "penalty.total": 1}


def test_a_decision_annulled_later_still_counts_in_the_year_it_was_made():
    annul = Done(Step.ANNUL, date(2027, 2, 1), {"authority": "court", "received_on": "2027-01-28", "redo": "none"})
    case = penalty(decided(P.FINE, fine=8_000, on=DECEMBER), history=(annul,))
    assert counted([case], 2026) == {"penalty.fine": 1, "penalty.total": 1, "penalty.money": 8_000_00}
    assert counted([case], 2027) == {"penalty.sued": 1, "penalty.lost": 1}


def test_amounts_are_those_of_the_decision_and_goods_without_a_price_are_not_in_them():
    priced = decided(P.CONFISCATE_GOODS, P.FINE, fine=1_000, confiscated=704)
    unpriced = decided(P.CONFISCATE_GOODS, P.FINE, fine=1_000)  # twelve bottles nobody can price
    paid_nothing = decided(P.FINE, fine=5_000)
    found = counted(map(penalty, (priced, unpriced, paid_nothing)))
    assert found["penalty.money"] == 7_704_00 and found["penalty.confiscate"] == 2


def test_the_penalty_tables_beside_the_decisions():
    steps = (
        Done(Step.FILE, date(2025, 12, 30)),
        Done(Step.SEEK_REMEDY, JUNE, {"way": "reconsideration", "event": "filed", "happened_on": "2026-06-01"}),
        Done(Step.SEEK_REMEDY, DECEMBER, {"way": "reconsideration", "event": "ended", "happened_on": "2026-09-01"}),
        Done(Step.SEEK_REMEDY, DECEMBER, {"way": "litigation", "event": "filed", "happened_on": "2026-09-20"}),
        Done(Step.CLOSE, DECEMBER, {}),
    )
    fought = penalty(decided(P.FINE, fine=2_000, tier="减轻"), history=steps)
    spared = penalty(Decided(D.NO_PENALTY, MAY, weighed=5_000 * YUAN))
    sent = penalty(history=(Done(Step.FILE, MAY), Done(Step.TRANSFER, JUNE, {"ground": "crime"})))
    elsewhere = penalty(history=(Done(Step.FILE, MAY), Done(Step.TRANSFER, JUNE, {"ground": "jurisdiction"})))
    assert counted([fought, spared, sent, elsewhere]) == {
        "penalty.fine": 1,
        "penalty.total": 1,
        "penalty.money": 2_000_00,
        "penalty.filed": 2,
        "penalty.closed": 1,
        "penalty.none": 1,
        "penalty.none_money": 5_000_00,
        "penalty.mitigated": 1,
        "penalty.mitigated_money": 2_000_00,
        "penalty.reconsidered": 1,
        "penalty.sued": 1,
        "penalty.transferred": 1,
    }
    assert counted([fought], 2025) == {"penalty.filed": 1}


def test_a_remedy_nobody_entered_is_known_from_its_annulment_and_never_counted_twice():
    sought = Done(Step.SEEK_REMEDY, MAY, {"way": "reconsideration", "event": "filed", "happened_on": "2026-05-02"})
    annul = Done(Step.ANNUL, JUNE, {"authority": "reconsideration", "received_on": "2026-06-01"})
    own = Done(Step.ANNUL, JUNE, {"authority": "organ", "received_on": "2026-06-01"})
    once = {"penalty.reconsidered": 1, "penalty.reconsidered_corrected": 1}
    assert counted([penalty(history=(sought, annul))]) == once
    assert counted([penalty(history=(annul,))]) == once
    assert counted([penalty(history=(sought, annul, annul))]) == dict.fromkeys(once, 2)
    assert counted([penalty(history=(own,))]) == {}


# --- 行政强制 ------------------------------------------------------------------------------------------------------


def coercion(
    procedure: str, *, history: tuple[Done, ...] = (), decisions: tuple[Decided, ...] = (), **details: str
) -> Act:
    """A measure or an execution."""
    return Act(ActKind.COERCION, procedure, SANMENXIA, details=details, history=history, decisions=decisions)


def test_measures_count_when_decided_not_when_released():
    taken = (
        ("seal", MAY), ("seize", MAY), ("seize", DECEMBER), ("freeze", MAY), ("odd", MAY), ("seal", date(2027, 1, 1)),
    )  # fmt: skip
    released = (Done(Step.RELEASE_MEASURE, JUNE),)
    measures = [
        coercion("measure", decisions=(Decided(D.MEASURE, on),), measure=kind, history=released) for kind, on in taken
    ]
    assert counted(measures) == {
        "measure.seal": 1, "measure.seize": 2, "measure.freeze": 1, "measure.other": 1, "coercion.total": 5,
    }  # fmt: skip


def test_executions_count_when_completed_or_ended_and_the_court_when_asked():
    order = (Decided(D.EXECUTION, MAY),)
    finished, ended, next_year = (
        Done(Step.FINISH_EXECUTION, JUNE),
        Done(Step.END_EXECUTION, DECEMBER),
        Done(Step.FINISH_EXECUTION, date(2027, 1, 2)),
    )
    acts = [
        coercion("execution", decisions=order, history=(finished,), method="substitute"),
        coercion("execution", decisions=order, history=(ended,), method="auction"),
        coercion("execution", decisions=order, history=(), method="transfer"),  # decided, not yet carried out
        coercion("execution", decisions=order, history=(next_year,), method="clear"),
        coercion("execution", decisions=order, history=(finished,), method="demolish"),
        coercion("execution", decisions=(Decided(D.CLEARING, MAY),), history=(finished,)),
        coercion("execution", history=(Done(Step.APPLY_COURT_DUTY, JUNE),)),
        penalty(history=(Done(Step.APPLY_COURT, MAY),)),
    ]
    assert counted(acts) == {
        "execution.substitute": 2, "execution.auction": 1, "execution.other": 1, "execution.court": 2,
        "coercion.total": 6,
    }  # fmt: skip
    assert counted(acts, 2027) == {"execution.removal": 1, "coercion.total": 1}


def test_what_grew_on_a_duty_counts_once_when_the_duty_is_over():
    grown, again = Done(Step.IMPOSE_SURCHARGE, MAY), Done(Step.IMPOSE_SURCHARGE, JUNE)
    paid = Done(Step.RECORD_EXECUTION, DECEMBER)
    assert counted([penalty(history=(grown, again))]) == {}
    assert counted([penalty(history=(grown, again, paid))]) == {"execution.charge": 1, "coercion.total": 1}
    assert counted([penalty(history=(paid,))]) == {}
