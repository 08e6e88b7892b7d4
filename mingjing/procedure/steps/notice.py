"""告知、陈述申辩、听证 (行政处罚法44、45、62–65)."""

from __future__ import annotations

from mingjing.law.kinds import Doc, Step
from mingjing.law.thresholds import hearing_right
from mingjing.procedure import rows
from mingjing.procedure.models import Hearing, Notice, Statement
from mingjing.procedure.taking import Taking


def notify(t: Taking) -> None:
    """The notice tells what the case proposes; the right to a hearing is told wherever the law derives it."""
    grounds = hearing_right(t.facts.proposal) if t.facts.proposal else ()
    doc = Doc.HEARING_RIGHT_NOTICE if grounds else Doc.PRIOR_NOTICE
    told = {"hearing_ground": "、".join(grounds)} if grounds else {}
    version = t.paper(doc, discretion_reason=t.values["grounds"], **told)
    notice = Notice(
        case=t.case,
        ord=Notice.objects.filter(case=t.case).count(),
        version=version,
        hearing_told=int(bool(grounds)),
        fine=t.case.fine,
        penalties=rows.penalty_text(t.case.penalties),
        grounds=t.values["grounds"],
        given_on=t.on,
    )
    t.act.save(notice)
    t.act.data |= {"hearing_right": list(grounds), "fine": notice.fine, "notice": notice.pk}


RESULT = {"full": "adopted", "part": "partly", "none": "rejected"}
EFFECT = {
    "full": "采纳当事人意见，相应调整拟作出的处罚。",
    "part": "部分采纳当事人意见，未采纳的部分维持原拟处罚。",
    "none": "维持原拟处罚，不因申辩加重。",
}


def record_statement(t: Taking) -> None:
    t.act.save(
        Statement(
            case=t.case,
            notice=t.seen.notice,
            presented_on=t.values["presented_on"],
            content=t.values["content"],
        )
    )
    t.paper(
        Doc.STATEMENT_RECORD,
        form="written",
        made_at=f"{t.values['presented_on'].isoformat()}T09:00",
        speaker_name=t.seen.parties[0].representative or t.seen.parties[0].name,
        speaker_role="当事人",
        content=t.values["content"],
    )


def waive_statement(t: Taking) -> None:
    t.act.save(Statement(case=t.case, notice=t.seen.notice, presented_on=t.values["presented_on"], waived=True))


def answer_statement(t: Taking) -> None:
    for row in Statement.objects.filter(case=t.case, notice=t.seen.notice, waived=False, answered_on=None):
        row.answered_on, row.adopted, row.answer = t.on, t.values["adopted"], t.values["answer"]
        t.act.save(row)
    t.paper(
        Doc.STATEMENT_ANSWER,
        made_on=t.on.isoformat(),
        checked="承办机构对当事人提出的事实、理由和证据逐项进行了复核。",
        result=RESULT[t.values["adopted"]],
        reason=t.values["answer"],
        effect=EFFECT[t.values["adopted"]],
    )


def request_hearing(t: Taking) -> None:
    t.act.save(Hearing(case=t.case, notice=t.seen.notice, requested_on=t.values["requested_on"]))


def waive_hearing(t: Taking) -> None:
    hearing = t.seen.hearing or Hearing(case=t.case, notice=t.seen.notice)
    hearing.waived = True
    t.act.save(hearing)


def summon_hearing(t: Taking) -> None:
    hearing: Hearing = t.seen.hearing  # type: ignore[assignment]  # the gate has seen a request
    hearing.host_id, hearing.place = t.values["host"], t.values["place"]
    hearing.to_be_held_on, hearing.summoned_on = t.values["to_be_held_on"], t.on
    t.act.save(hearing)
    t.paper(
        Doc.HEARING_SUMMONS,
        held_at=f"{t.values['to_be_held_on'].isoformat()}T09:00",
        place=t.values["place"],
        openness="open",
        host_name=hearing.host.name,
        recorder=t.values["recorder"],
        asked_on=hearing.requested_on.isoformat(),
    )


def hold_hearing(t: Taking) -> None:
    hearing: Hearing = t.seen.hearing  # type: ignore[assignment]  # the gate has seen a request
    hearing.held_on, hearing.absent = t.on, bool(t.values.get("absent"))
    t.act.save(hearing)
    speeches = [line for line in t.values["record"].splitlines() if line.strip()]
    t.paper(
        Doc.HEARING_RECORD,
        held_at=f"{t.on.isoformat()}T09:00",
        ended_at=f"{t.on.isoformat()}T11:00",
        recorder=t.values["recorder"],
        speeches=[dict(zip(("speaker", "words"), _speech(line), strict=True)) for line in speeches],
        remark="当事人无正当理由未到场，视为放弃听证权利。" if hearing.absent else "以上笔录经核对无误。",
    )


def _speech(line: str) -> tuple[str, str]:
    """“谁：说什么”；没有冒号的一行记作主持人。"""
    who, mark, words = line.partition("：")
    return (who.strip(), words.strip()) if mark else ("主持人", line.strip())


def report_hearing(t: Taking) -> None:
    hearing: Hearing = t.seen.hearing  # type: ignore[assignment]  # the gate has seen a request
    hearing.reported_on, hearing.report = t.on, t.values["report"]
    t.act.save(hearing)
    t.paper(
        Doc.HEARING_REPORT,
        held_at=f"{hearing.held_on.isoformat()}T09:00",
        recorder=t.values["recorder"],
        handlers_view=t.values["handlers_view"],
        party_view=t.values["party_view"],
        findings=t.values["findings"],
        advice=t.values["report"],
    )


WRITERS = {
    Step.NOTIFY: notify,
    Step.RECORD_STATEMENT: record_statement,
    Step.WAIVE_STATEMENT: waive_statement,
    Step.ANSWER_STATEMENT: answer_statement,
    Step.REQUEST_HEARING: request_hearing,
    Step.WAIVE_HEARING: waive_hearing,
    Step.SUMMON_HEARING: summon_hearing,
    Step.HOLD_HEARING: hold_hearing,
    Step.REPORT_HEARING: report_hearing,
}
