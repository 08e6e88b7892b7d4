"""The gatekeeper on a real database: bad input is refused with its reason, and nothing at all is written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from subprocess import PIPE
from typing import Any

import pytest
from django.db import connection

from mingjing.cases.models import Case
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.law.kinds import Doc, Role, Step
from mingjing.ledger.bound_triggers import bound_models
from mingjing.organs import actions as organs
from mingjing.organs.models import Certificate
from mingjing.organs.permissions import NotAllowed, actor_for
from mingjing.procedure import actions as procedure
from mingjing.procedure import papers
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from tests.ledger.test_concurrency import in_threads
from tests.procedure import attempts
from tests.procedure.ground import Ground

DAY = timedelta(days=1)


def state(ground: Ground) -> dict[str, tuple[int, int]]:
    """How many rows every bound table holds and under which entry the last one stands, and the log itself."""
    found = {"ledger_anjuan": (ground.entries(), 0)}
    with connection.cursor() as cursor:
        for table in (m._meta.db_table for m in bound_models()):
            cursor.execute(f'SELECT count(*), coalesce(max(ledger_seq), 0) FROM "{table}"')
            found[table] = cursor.fetchone()
        cursor.execute("SELECT count(*), sum(last) FROM documents_numbersequence")
        found["numbers"] = cursor.fetchone()
    return found


@contextmanager
def refused(ground: Ground, kind: type[Exception], says: str = "") -> Iterator[Any]:
    """The block raises ``kind`` and says so in these words; no entry, row or number came of it."""
    before = state(ground)
    with pytest.raises(kind, match=says or None) as found:
        yield found
    assert state(ground) == before


def newcomer(ground: Ground, n: int = 9) -> Line:
    """A case not yet opened, some days after the others."""
    line = ground.line()
    return Line(line.world, "sthj", MATTERS["dust_yard"], n, line.at)


# --- opening ---------------------------------------------------------------------------------------------------------


def opening(line: Line, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The values with which the officers would open this case."""
    kept: dict[str, Any] = {}
    with monkeypatch.context() as patch:

        def keep(**given: Any) -> Any:
            kept.update(given)
            raise InterruptedError

        patch.setattr(procedure, "open_case", keep)
        with pytest.raises(InterruptedError):
            line.open()
    return kept


def party(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda v: v["parties"][0].update(changes)


def person(number: str) -> Callable[[dict[str, Any]], None]:
    return party(kind="person", name="示例", id_number=number)


def typed(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda v: v.update(changes)


def moved(days: int, *names: str) -> Callable[[dict[str, Any]], None]:
    return lambda v: v.update(dict.fromkeys(names, v["found_on"] + days * DAY))


def other_symbol(v: dict[str, Any]) -> None:
    """One wrong symbol in the middle of the credit code."""
    code = v["parties"][0]["code"]
    v["parties"][0]["code"] = code[:13] + ("1" if code[13] != "1" else "2") + code[14:]


WRONG_CASES = [
    ("one officer", lambda v: v.update(handlers=v["handlers"][:1]), "handlers", "执法人员至少选择 2 名"),
    ("one officer twice", lambda v: v.update(handlers=v["handlers"][:1] * 2), "handlers", "至少选择 2 名"),
    ("credit code mistyped", other_symbol, "party_code", "校验不通过"),
    ("credit code short", party(code="9141120"), "party_code", "应为 18 位，现为 7 位"),
    ("credit code with the letter O", party(code="91411202MA4O12345X"), "party_code", "疑为数字 0"),
    ("no credit code", party(code=""), "party_code", "请填写统一社会信用代码"),
    ("ID mistyped", person("411202199001010011"), "party_id_number", "校验不通过"),
    ("ID with an impossible date", person("411202199013010011"), "party_id_number", "不是日期"),
    ("ID of fifteen places", person("411202900101001"), "party_id_number", "15 位旧身份证号"),
    ("no party", typed(parties=[]), "party_name", "填写当事人"),
    ("found tomorrow", moved(1, "found_on"), "found_on", "不能晚于今天"),
    ("begun after it was found", moved(1, "act_from", "act_ended_on"), "act_from", "不能晚于发现日期"),
    ("ended before it began", moved(-1, "act_ended_on"), "act_ended_on", "不能早于开始日期"),
    ("fine below nothing", typed(fine=-1), "fine", "不能小于 0"),
    ("fine without its kind", typed(penalties=["warning"]), "fine", "选择“罚款”"),
]


@pytest.mark.parametrize("change, field, says", [c[1:] for c in WRONG_CASES], ids=[c[0] for c in WRONG_CASES])
def test_a_case_is_not_opened_on_wrong_values(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, change: Any, field: str, says: str
) -> None:
    given = opening(newcomer(ground), monkeypatch)
    change(given["values"])
    with refused(ground, FormIncomplete, says) as found:
        procedure.open_case(**given)
    assert set(found.value.errors) == {field}


# --- officers, reviewer ----------------------------------------------------------------------------------------------


@pytest.mark.law("行政处罚法42")
def test_one_officer_cannot_go_on(ground: Ground) -> None:
    line = ground.line()
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[line.ids("H")[0]])
    with refused(ground, StepRefused, r"现有执法人员 1 名（行政处罚法42）") as found:
        line.decide()
    assert [b.code for b in found.value.blockers] == ["handler.too-few"]
    assert found.value.blockers[0].step is Step.ASSIGN_HANDLERS


def test_an_expired_certificate_stops_the_filing(ground: Ground) -> None:
    line = newcomer(ground)
    line.open()
    held = Certificate.objects.get(person_id=line.ids("H")[1])
    line.at += held.valid_to - line.on
    assert line.on == held.valid_to
    line.at += DAY
    with refused(ground, StepRefused, "的执法证今天无效") as found:
        line.file()
    assert [b.code for b in found.value.blockers] == ["handler.too-few"]
    line.at -= DAY
    line.file()  # on its last day it is good


def test_a_suspended_certificate_stops_the_decision(ground: Ground) -> None:
    attempts.certificate_suspended(ground)
    line = ground.line()
    name = line.world.one("sthj", "H", 1).name
    with refused(ground, StepRefused, f"{name} 的执法证今天无效或不在本领域（行政处罚法42）"):
        line.decide()


def as_reviewer(line: Line, person: Any) -> Any:
    """That person with the reviewer's role as well; who reviews is qualified."""
    person.has_legal_qualification = True
    organs.grant_role(
        by=attempts.founder(line), person=person, role=Role.REVIEWER, now=line.at, valid_from=line.on,
        basis="示例", organ=line.world.organs["sthj"],
    )  # fmt: skip
    return actor_for(person, line.on)


@pytest.mark.law("行政处罚法58")
def test_a_handler_is_not_chosen_as_reviewer_even_when_no_longer_one(ground: Ground) -> None:
    line = ground.line("returned")
    line.draft(discretion_reason="裁量理由已经补充。")
    second, third = line.world.one("sthj", "H", 1), line.world.one("sthj", "U")
    as_reviewer(line, second)
    for _ in range(2):
        with refused(ground, FormIncomplete, "选中的人员承办过本案") as found:
            line.step(Step.SUBMIT_REVIEW, line.lead, reviewer=second.pk)
        assert set(found.value.errors) == {"reviewer"}
        attempts.certificate_for(line, third, "1612003997")
        line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[third.pk])


@pytest.mark.parametrize("who", ["B", "nobody"])
def test_only_a_reviewer_of_the_organ_is_sent_a_case(ground: Ground, who: str) -> None:
    line = ground.line("returned")
    line.draft(discretion_reason="裁量理由已经补充。")
    chosen = "0" * 32 if who == "nobody" else line.ids(who)[0]
    with refused(ground, FormIncomplete, "从本机关的法制审核人员中选择"):
        line.step(Step.SUBMIT_REVIEW, line.lead, reviewer=chosen)


def test_a_reviewer_who_handled_the_case_in_between_gives_no_opinion(ground: Ground) -> None:
    line = ground.line("returned")
    line.draft(discretion_reason="裁量理由已经补充。")
    line.submit()
    reviewer, first, second = line.world.one("sthj", "L"), *line.ids("H")[:2]
    attempts.certificate_for(line, reviewer, "1612003999")
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=first, others=[reviewer.pk])
    with refused(ground, NotAllowed, "法制审核人员"):  # the matrix: not one's own case
        line.agree()
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=first, others=[second])
    with refused(ground, StepRefused, "审核人员是本案承办人，或者曾经承办本案（行政处罚法58"):
        line.agree()


@pytest.mark.law("行政处罚法57")
def test_a_head_who_handled_the_case_does_not_sign(ground: Ground) -> None:
    attempts.signer_handled_it_once(ground)
    line = ground.line()
    with refused(ground, StepRefused, "签发人是本案承办人，或者曾经承办本案（行政处罚法57"):
        line.step(Step.DECIDE, line.actor("B", 1))
    line.decide()


@pytest.mark.clause("L5.1")
def test_the_reviewer_does_not_sign(ground: Ground) -> None:
    line = ground.line()
    reviewer = line.world.one("sthj", "L")
    organs.grant_role(
        by=attempts.founder(line), person=reviewer, role=Role.HEAD, now=line.at, valid_from=line.on,
        basis="示例", organ=line.world.organs["sthj"],
    )  # fmt: skip
    with refused(ground, StepRefused, "审核人员不能签发本案决定（行政处罚法58"):
        line.step(Step.DECIDE, actor_for(reviewer, line.on))


# --- dates -----------------------------------------------------------------------------------------------------------


HANDED_OVER = {"mode": "direct", "place": "当事人住所", "receiver": "示例", "relation": "法定代表人"}


def told(ground: Ground) -> Line:
    """A case whose notice, with the right to a hearing, was given today."""
    line = newcomer(ground)
    line.matter = MATTERS["conveyor"]
    line.open()
    line.file()
    line.gather()
    line.conclude()
    line.wait(1)
    line.notify()
    return line


@pytest.mark.law("行政处罚法61")
def test_nothing_is_served_before_it_was_issued_nor_tomorrow(ground: Ground) -> None:
    line = told(ground)
    notice = ground.one("notice", case_id=line.case)["version_id"]
    how = {"document": notice, **HANDED_OVER}
    for day, says in ((line.on - DAY, "送达日期不能早于文书制发日期"), (line.on + DAY, "不能晚于今天")):
        with refused(ground, FormIncomplete, says) as found:
            line.step(Step.SERVE_DOCUMENT, line.lead, acted_on=day, **how)
        assert set(found.value.errors) == {"acted_on"}
    line.step(Step.SERVE_DOCUMENT, line.lead, acted_on=line.on, **how)
    with refused(ground, FormIncomplete, "已经登记过送达"):
        line.step(Step.SERVE_DOCUMENT, line.lead, acted_on=line.on, **how)


@pytest.mark.law("行政处罚法45")
def test_the_party_does_not_answer_before_it_is_told(ground: Ground) -> None:
    line = told(ground)
    line.serve_notice()
    before = line.on - DAY
    for step, values in (
        (Step.WAIVE_STATEMENT, {"presented_on": before}),
        (Step.RECORD_STATEMENT, {"presented_on": before, "content": "希望从轻处罚。"}),
        (Step.REQUEST_HEARING, {"requested_on": before}),
    ):
        with refused(ground, FormIncomplete, f"日期不能早于告知日期（{line.on}）"):
            line.step(step, line.lead, **values)
    with refused(ground, FormIncomplete, "改正期限不能早于今天"):
        line.step(Step.ORDER_CORRECTION, line.lead, demand="立即改正。", due_on=before)
    with refused(ground, StepRefused, "陈述申辩期到 .* 届满"):  # the window is open, and nobody can type it shut
        line.step(Step.SUBMIT_REVIEW, line.lead, reviewer=line.actor("L").person_id)


def test_payment_does_not_come_before_the_decision(ground: Ground) -> None:
    line = ground.line("decided")
    line.seal()
    line.serve_decision()
    paid = {"amount": 1, "voucher": "示例1", "bank": "示例银行"}
    for day, says in ((line.on - DAY, "不能早于决定日期"), (line.on + DAY, "不能晚于今天")):
        with refused(ground, FormIncomplete, says):
            line.step(Step.RECORD_PAYMENT, line.lead, paid_on=day, **paid)


def test_every_missing_value_is_named_in_threads(ground: Ground) -> None:
    line = ground.line("decided")
    line.seal()
    with refused(ground, FormIncomplete) as found:
        line.step(Step.SERVE, line.lead, mode="by raven")
    assert set(found.value.errors) == {"mode", "acted_on", "place"}
    assert "只能是" in found.value.errors["mode"]


# --- twice, at once --------------------------------------------------------------------------------------------------


def test_a_step_taken_twice_has_one_effect(ground: Ground) -> None:
    line = newcomer(ground)
    line.open()
    line.file()
    number = ground.one("cases_case", id=line.case)["number"]
    with refused(ground, StepRefused):
        line.file()
    assert ground.one("cases_case", id=line.case)["number"] == number


def test_a_decision_is_made_once(ground: Ground) -> None:
    line = ground.line()
    line.decide()
    with refused(ground, StepRefused):
        line.decide()
    assert len(ground.rows("decision", case_id=line.case)) == 1


def test_who_acts_on_an_old_page_is_told_so(ground: Ground) -> None:
    line = ground.line()
    seen = ground.one("cases_case", id=line.case)["ledger_seq"]
    changes = {"discretion": "另一种理由。"}
    procedure.edit_case(actor=line.lead, case_id=line.case, values=changes, now=line.at, expected=seen)
    act = {"case_id": line.case, "now": line.at, "expected": seen}
    with refused(ground, OutOfDate, "刚被别人更新过"):
        procedure.take_step(actor=line.actor("B"), step=Step.DECIDE, values={}, **act)
    with refused(ground, OutOfDate):
        procedure.edit_case(actor=line.lead, values={"discretion": "第三种理由。"}, **act)
    with refused(ground, OutOfDate):
        procedure.save_draft(actor=line.lead, doc=Doc.PENALTY_DECISION, values={}, **act)


@pytest.mark.parametrize("page", ["with the page's entry", "without"])
def test_of_heads_who_sign_at_once_exactly_one_does(ground: Ground, page: str) -> None:
    line = ground.line()
    expected = ground.one("cases_case", id=line.case)["ledger_seq"] if page != "without" else None
    heads, before = [line.actor("B", n) for n in (0, 1, 2)], ground.entries()
    connection.close()

    def sign(n: int) -> None:
        act = {"actor": heads[n], "case_id": line.case, "step": Step.DECIDE, "values": {}, "now": line.at}
        procedure.take_step(**act, expected=expected)

    errors = in_threads(3, sign)
    assert [type(e) for e in errors] == [OutOfDate if expected is not None else StepRefused] * 2, errors
    assert len(ground.rows("decision", case_id=line.case)) == 1
    assert ground.entries() == before + 1


def test_of_officers_who_serve_at_once_one_does(ground: Ground) -> None:
    """A step that may be taken again: only the document's own rule keeps it to one."""
    line = told(ground)
    notice = ground.one("notice", case_id=line.case)["version_id"]
    values = {"document": notice, "acted_on": line.on, **HANDED_OVER}
    officers, before = [line.actor("H", n) for n in (0, 1)], ground.entries()
    connection.close()

    def serve(n: int) -> None:
        act = {"actor": officers[n], "case_id": line.case, "now": line.at, "values": dict(values)}
        procedure.take_step(step=Step.SERVE_DOCUMENT, **act)

    errors = in_threads(2, serve)
    assert [type(e) for e in errors] == [FormIncomplete], errors
    assert len(ground.rows("procedure_service", version_id=notice)) == 1
    assert ground.entries() == before + 1


SIGNING = """
import json, sys
from datetime import datetime
import django
django.setup()
from mingjing.law.kinds import Step
from mingjing.organs.models import Person
from mingjing.organs.permissions import actor_for
from mingjing.procedure import actions
from mingjing.procedure.refusals import StepRefused
given = json.loads(sys.argv[1])
now = datetime.fromisoformat(given["now"])
head = actor_for(Person.objects.get(pk=given["head"]), now.date())
print("ready", flush=True)
sys.stdin.readline()
try:
    actions.take_step(actor=head, case_id=given["case"], step=Step.DECIDE, values={}, now=now)
    print("signed")
except StepRefused as refusal:
    print("refused", [b.code for b in refusal.blockers])
"""


def test_of_two_processes_that_sign_at_once_exactly_one_does(ground: Ground) -> None:
    line, before = ground.line(), ground.entries()
    connection.close()
    started = []
    for head in line.ids("B")[:2]:
        given = json.dumps({"head": head, "case": line.case, "now": line.at.isoformat()})
        command = [sys.executable, "-c", SIGNING, given]
        started.append(subprocess.Popen(command, env=ground.environment(), stdin=PIPE, stdout=PIPE, text=True))
    assert [p.stdout.readline() for p in started if p.stdout] == ["ready\n"] * 2
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = sorted(process.communicate(timeout=60)[0].split()[0] for process in started)
    assert said == ["refused", "signed"]
    assert len(ground.rows("decision", case_id=line.case)) == 1
    assert ground.entries() == before + 1


# --- the text --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("L0.1")
@pytest.mark.law("行政处罚法58")
def test_a_character_changed_after_the_review_stops_the_decision(ground: Ground) -> None:
    line = ground.line()
    sent = papers.latest(Case.objects.get(pk=line.case), Doc.PENALTY_DECISION)
    assert sent is not None
    text = sent.values["discretion_reason"]
    line.draft(discretion_reason=text[:-1] + ("！" if text[-1] != "！" else "。"))
    with refused(ground, StepRefused, f"送审的是第 {sent.no} 稿，现在是第 {sent.no + 1} 稿") as found:
        line.decide()
    assert [b.code for b in found.value.blockers] == ["review.not-passed"]
    assert found.value.blockers[0].step is Step.SUBMIT_REVIEW
    line.draft(discretion_reason=text)  # the same words again are still a text that nobody reviewed
    with refused(ground, StepRefused, "稿"):
        line.decide()
