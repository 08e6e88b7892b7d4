"""The counting rules of inspections, licences, levies and the three systems against sets counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.law.counted import Act, Decided, Done, Duty
from mingjing.law.counting_rules import ORDERS, SETTINGS, Order, Rules, Setting, Switch
from mingjing.law.kinds import ActKind, DecisionKind, Step
from tests.law.form import DECEMBER, JUNE, MAY, SANMENXIA, YUAN, D, P, counted, decided, penalty

pytestmark = pytest.mark.pure
RECORD = Done(Step.RECORD_INSPECTION, MAY, {"items": [{"item": "许可证", "result": "符合"}]})
BAD = Done(Step.RECORD_INSPECTION, MAY, {"items": [{"item": "许可证", "result": "不符合"}]})


def visit(*history: Done, kind: str = "routine", objects: int = 1, **more: bool) -> Act:
    """An inspection."""
    details = {"type": kind}
    return Act(
        ActKind.INSPECTION, "inspection", SANMENXIA, details=details, history=history, objects=objects, **more
    )  # fmt: skip


def test_one_object_with_a_full_record_counts_once_and_a_patrol_or_an_unrecorded_visit_not():
    acts = [
        visit(RECORD), visit(RECORD, kind="random", joint=True), visit(BAD, kind="special", enterprise=True),
        visit(),  # entered, no record
        visit(RECORD, objects=0),  # a patrol
    ]  # fmt: skip
    assert counted(acts) == {
        "inspection.routine": 1, "inspection.random": 1, "inspection.special": 1, "inspection.total": 3,
        "inspection.joint": 1, "inspection.enterprise": 1, "inspection.problems": 1,
    }  # fmt: skip
    patrols = Rules(
        settings=(*SETTINGS, Setting(Switch.INSPECTION_WITHOUT_OBJECT, True, "41", date(2026, 1, 1), "本地口径"))
    )
    assert counted(acts, rules=patrols)["inspection.total"] == 4


def test_a_visit_that_went_on_as_a_penalty_is_not_an_inspection_unless_the_place_counts_it():
    acts = [visit(BAD, Done(Step.OPEN_PENALTY, JUNE)), visit(RECORD)]
    assert counted(acts) == {
        "inspection.routine": 1, "inspection.total": 1, "inspection.problems": 1, "inspection.to_penalty": 1,
    }  # fmt: skip
    switched = Setting(Switch.INSPECTION_WHEN_PENALIZED, True, "4112", date(2026, 1, 1), "本地表式说明")
    assert counted(acts, rules=Rules(settings=(*SETTINGS, switched)))["inspection.total"] == 2
    elsewhere = Rules(settings=(*SETTINGS, Setting(switched.switch, True, "4101", switched.valid_from, "郑州")))
    assert counted(acts, rules=elsewhere)["inspection.total"] == 1


def test_a_rule_changed_in_mid_year_holds_from_its_day():
    since = Setting(Switch.INSPECTION_WHEN_PENALIZED, True, "4112", date(2026, 6, 1), "本地表式说明")
    turned = Done(Step.OPEN_PENALTY, DECEMBER)
    days = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2)]
    acts = [visit(Done(Step.RECORD_INSPECTION, day, BAD.values), turned) for day in days]
    assert counted(acts, rules=Rules(settings=(*SETTINGS, since)))["inspection.total"] == 2
    southern = next(o for o in ORDERS if o.region == "3708")
    changed = Rules(orders=(*ORDERS, Order(southern.steps, "4112", date(2026, 6, 1), "本地口径调整")))
    kinds = (P.REVOKE_LICENCE, P.RESTRICT_BUSINESS)
    before, after = (penalty(decided(*kinds, on=day)) for day in days[:2])
    assert counted([before, after], rules=changed) == {
        "penalty.revoke_licence": 1, "penalty.restrict_business": 1, "penalty.total": 2,
    }  # fmt: skip


def test_demolition_counts_among_other_ways_unless_the_place_says_removal():
    order = (Decided(D.EXECUTION, MAY),)
    done = (Done(Step.FINISH_EXECUTION, JUNE),)
    act = Act(ActKind.COERCION, "execution", SANMENXIA, details={"method": "demolish"}, history=done, decisions=order)
    assert counted([act]) == {"execution.other": 1, "coercion.total": 1}
    local = Setting(Switch.DEMOLITION_AS_REMOVAL, True, "4112", date(2026, 1, 1), "本地口径")
    assert counted([act], rules=Rules(settings=(*SETTINGS, local))) == {"execution.removal": 1, "coercion.total": 1}


# --- 行政许可, 征收征用 --------------------------------------------------------------------------------------------


def licence(*kinds: DecisionKind, applied: date | None = MAY, history: tuple[Done, ...] = (), **details: str) -> Act:
    """A licence, or what is done about one that exists."""
    made = tuple(Decided(kind, JUNE) for kind in kinds)
    return Act(
        ActKind.LICENCE, "licence", SANMENXIA, details=details, history=history, decisions=made, applied_on=applied
    )


def test_changes_and_renewals_granted_count_as_grants_and_a_question_at_the_window_as_nothing():
    accepted = (Done(Step.ACCEPT, MAY, {"accepted_on": "2026-05-12"}),)
    acts = [
        licence(D.LICENCE_GRANT, history=accepted),
        licence(D.LICENCE_CHANGE, history=accepted, matter="change"),
        licence(D.LICENCE_CHANGE, history=accepted, matter="renew"),
        licence(D.LICENCE_REFUSAL, history=accepted, matter="renew"),
        licence(D.LICENCE_REVOCATION, applied=None, matter="revoke"),
        licence(D.LICENCE_REVOCATION, applied=None, matter="cancel"),  # 注销 is no 撤销
        licence(D.LICENCE_REVOCATION, applied=None, matter="retract"),
        licence(),  # applied, not taken up
    ]  # whoever only asked at the window handed in no application: there is no act to count
    assert counted(acts) == {
        "licence.applied": 5, "licence.accepted": 4, "licence.granted": 3, "licence.refused": 1, "licence.revoked": 1,
    }  # fmt: skip


def test_an_application_across_the_year_counts_in_each_year_for_what_happened_there():
    taken_up = Done(Step.ACCEPT, date(2026, 1, 5), {"accepted_on": "2025-12-29"})
    across = licence(D.LICENCE_GRANT, applied=date(2025, 12, 29), history=(taken_up,))
    by_silence = Done(Step.DEEM_ACCEPTED, JUNE, {"accepted_on": "2026-05-12"})
    silent = licence(history=(by_silence, Done(Step.DEEM_RENEWED, DECEMBER)))
    assert counted([across, silent], 2025) == {"licence.applied": 1, "licence.accepted": 1}
    assert counted([across, silent], 2026) == {"licence.applied": 1, "licence.accepted": 1, "licence.granted": 2}


def levy(procedure: str, *history: Done, decisions: tuple[Decided, ...] = ()) -> Act:
    """A fee, an expropriation, a requisition."""
    return Act(ActKind.LEVY, procedure, SANMENXIA, history=history, decisions=decisions)


def test_levies_and_requisitions_count_when_completed():
    fee = (Decided(D.FEE, MAY, fine=58_320 * YUAN),)
    lent = (Done(Step.COMPENSATE_REQUISITION, MAY, {"amount": 12_000 * YUAN}), Done(Step.CLOSE, JUNE))
    acts = [
        levy("fee", Done(Step.RECORD_EXECUTION, JUNE), decisions=fee),
        levy("fee", decisions=fee),  # notified, not paid
        levy("requisition", *lent),
        levy("requisition", lent[0]),
        levy("expropriation", Done(Step.CLOSE, DECEMBER)),
    ]
    assert counted(acts) == {
        "levy.count": 2, "levy.money": 58_320_00, "requisition.count": 1, "requisition.money": 12_000_00,
    }  # fmt: skip


# --- 三项制度 ------------------------------------------------------------------------------------------------------


def test_duties_are_judged_on_their_last_day_and_the_running_ones_not_yet():
    met, late = date(2026, 5, 20), date(2026, 6, 9)
    duties = [Duty("publish.penalty", MAY, date(2026, 5, 21), on) for on in (met, late, None)]
    duties += [Duty("archive.file", MAY, date(2027, 1, 4), met), Duty("file.record", MAY, JUNE, met)]
    case = Act(ActKind.PENALTY, "ordinary", SANMENXIA, duties=tuple(duties))
    assert counted([case]) == {
        "public.due": 3, "public.on_time": 1, "filing.due": 1, "filing.done": 1, "filing.on_time": 1,
    }  # fmt: skip
    assert counted([case], 2027) == {"archive.due": 1, "archive.on_time": 1}


def test_a_filing_that_was_late_is_done_and_not_in_time():
    late, never = (Duty("file.record", MAY, JUNE, on) for on in (DECEMBER, None))
    case = Act(ActKind.PENALTY, "ordinary", SANMENXIA, duties=(late, never))
    assert counted([case]) == {"filing.due": 2, "filing.done": 1}


def test_reviews_and_recordings():
    steps = (
        Done(Step.SUBMIT_REVIEW, MAY),
        Done(Step.GIVE_OPINION, MAY, {"outcome": "object"}),
        Done(Step.SUBMIT_REVIEW, JUNE),
        Done(Step.GIVE_OPINION, JUNE, {"outcome": "agree"}),
        Done(Step.CONFIRM_REVIEW, JUNE),
        Done(Step.CLOSE, DECEMBER),
    )
    reviewed = Decided(D.EXECUTION, JUNE, review_required=True, reviewed=True)
    case = Act(ActKind.COERCION, "execution", SANMENXIA, history=steps, decisions=(reviewed,), recordings=(3, 2))
    assert counted([case]) == {
        "review.submitted": 2, "review.agreed": 2, "review.returned": 1, "review.given": 3, "review.needed": 1,
        "review.done": 1, "record.needed": 3, "record.covered": 2,
    }  # fmt: skip
