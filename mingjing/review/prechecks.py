"""What the machine can check by itself under each of the eight heads (三政办〔2019〕16号三(三)3), before anyone judges.

Pure: facts in, findings out. It finds what is there and what is not; whether that suffices is for the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingjing.law import gates as g
from mingjing.law import notice_gates as notice
from mingjing.law import review_gates as review
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Doc, EvidenceKind, Penalty, ReviewHead, Stage
from mingjing.law.thresholds import hearing_right
from mingjing.review.checking import NO_TEXT, ORDER, PLAN, Check, Sent, ask
from mingjing.review.weighing import discretion

POLICE = "公安"
EARLY = frozenset({Stage.CLUE, Stage.INVESTIGATING, Stage.INVESTIGATED})


def prechecks(f: CaseFacts, sent: Sent) -> dict[ReviewHead, tuple[Check, ...]]:
    """Every check by head, the ones not met first."""
    found = {
        ReviewHead.SUBJECT: _subject(f, sent),
        ReviewHead.PROCEDURE: _procedure(f, sent),
        ReviewHead.FACTS: _facts(f, sent),
        ReviewHead.LAW: _law(f, sent),
        ReviewHead.DISCRETION: discretion(f, sent),
        ReviewHead.AUTHORITY: _authority(f, sent),
        ReviewHead.DOCUMENTS: _documents(f),
        ReviewHead.CRIME: _crime(f),
    }
    return {head: tuple(sorted(checks, key=lambda c: ORDER.index(c.state))) for head, checks in found.items()}


def overall(checks: tuple[Check, ...]) -> str:
    """The worst state among the checks of a head."""
    return min((c.state for c in checks), key=ORDER.index, default="na")


def _subject(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    state, words = ("yes", "在执法主体名录中") if sent.organ_valid else ("no", "今天不在有效的执法主体名录中")
    yield Check(state, "执法主体", f"{sent.organ}{words}", "行政处罚法17")
    yield ask(g.two_qualified_officers, f)
    yield ask(g.no_open_recusal, f)
    yield _apart(f, sent)


def _apart(f: CaseFacts, sent: Sent) -> Check:
    label, article = "审核人员未参与本案办理", "行政处罚法58；" + PLAN + "(三)"
    if not sent.reviewer:
        return Check("na", label, "还没有指定审核人员", article)
    if sent.reviewer in {o.person for o in f.officers}:
        return Check("no", label, "送审指定的审核人员是本案承办人", article)
    return Check("yes", label, "审核人员不是本案承办人", article)


def _procedure(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    filed = f.filed_on is not None and Doc.FILING_APPROVAL in f.documents
    yield Check(
        "yes" if filed else "no",
        "立案",
        f"{f.filed_on} 批准立案" if filed else "没有经批准的立案审批表",
        "行政处罚法54",
    )
    yield _in_time(f, sent)
    yield ask(g.not_suspended, f)
    yield ask(g.required_recordings_present, f)
    yield ask(g.preserved_goods_handled, f)
    if f.corrections_open:
        yield Check("wait", "责令改正", f"{f.corrections_open} 份责令改正通知书还没有复查", "行政处罚法28")
    yield from _told(f)


def _in_time(f: CaseFacts, sent: Sent) -> Check:
    label, article = "办案期限", "行政处罚法60"
    if sent.decide_due is None:
        return Check("wait", label, "没有起算办案期限，请核对立案日期", article)
    late = f.on > sent.decide_due
    return Check("no" if late else "yes", label, f"{sent.decide_due} 届满" + ("，已超期" if late else ""), article)


def _told(f: CaseFacts) -> Iterator[Check]:
    """Notice, statement, hearing: before notice, and where no penalty is proposed, they do not arise yet."""
    before = "拟不予处罚，不适用" if f.no_penalty_ground else "告知之前不适用" if f.stage in EARLY else ""
    right = bool(f.proposal and hearing_right(f.proposal))
    heard = bool(f.notice and f.notice.hearing_told)
    yield ask(notice.notice_served, f, na=before)
    yield ask(notice.statement_window_closed_or_waived, f, na=before)
    yield ask(notice.statement_answered, f, na=before or ("" if f.statement.presented else "当事人未提出陈述申辩"))
    yield ask(notice.hearing_right_told, f, na=before or ("" if right else "未达到听证范围"))
    yield ask(notice.hearing_window_closed, f, na=before or ("" if heard else "未达到听证范围"))
    asked = f.hearing.requested_on is not None and not f.hearing.waived
    yield ask(notice.hearing_held_if_requested, f, na=before or ("" if asked else "当事人未申请听证"))


def _facts(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    kinds = dict(EvidenceKind.choices())
    if sent.exhibits:
        counted: dict[str, int] = {}
        for exhibit in sent.exhibits:
            counted[kinds.get(exhibit.kind, exhibit.kind)] = counted.get(kinds.get(exhibit.kind, exhibit.kind), 0) + 1
        listed = "、".join(f"{kind} {count} 件" for kind, count in counted.items())
        yield Check("yes", "证据", f"{len(sent.exhibits)} 件：{listed}", "行政处罚法40、46")
    else:
        yield ask(g.evidence_present, f)
    unbound = [e.title for e in sent.exhibits if not e.kept]
    if sent.exhibits:
        yield Check(
            "wait" if unbound else "yes",
            "证据原件",
            f"{'、'.join(unbound)} 没有电子原件，请核对实物" if unbound else "均已入库，摘要固定",
            "行政处罚法46；" + PLAN + "(二)",
        )
        mute = [e.title for e in sent.exhibits if not e.proves.strip()]
        words = f"{'、'.join(mute)} 没有写明证明对象" if mute else "每件均写明证明对象"
        yield Check("no" if mute else "yes", "证明对象", words, "行政处罚法46")
    yield ask(g.expert_report_present, f, na="" if f.expert_needed else "本案不需要鉴定、检测")
    words = f"音像记录 {sent.recordings} 段" if sent.recordings else "没有音像记录"
    excused = sum(r.excused for r in f.recordings)
    state = "yes" if sent.recordings else "wait" if f.recordings else "na"
    yield Check(state, "音像记录", words + (f"，{excused} 处经批准说明理由" if excused else ""), PLAN + "(二)2")


def _law(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    yield ask(g.citations_in_force, f)
    missing = [label for name, label in CITED if not sent.values.get(name)]
    if not sent.values or f.no_penalty_ground:
        yield Check("na", "引用条款", "拟不予处罚，不适用" if sent.values else NO_TEXT, "行政处罚法59")
    else:
        words = f"书稿没有写明{'、'.join(missing)}" if missing else "书稿写明了违反的规定和处罚依据"
        yield Check("no" if missing else "yes", "引用条款", words, "行政处罚法59")
    yield ask(g.within_limitation, f)
    young = f.party_age_at_act is not None
    yield ask(g.party_of_age, f, na="" if young else "当事人不是自然人，或者没有登记出生日期")


CITED = (("violated", "违反的规定"), ("penalty_basis", "处罚依据"))


def _authority(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    listed = ask(g.power_on_list, f)
    yield replace(listed, sentence=f"{f.power_name}，在本机关权责清单内") if listed.state == "yes" else listed
    if not f.region_valid:
        yield Check("no", "地域管辖", "违法行为地不在本机关管辖区域", "行政处罚法22")
    arrests = bool(f.proposal and Penalty.DETENTION in f.proposal.penalties)
    if arrests:
        own = POLICE in f.field
        words = "由公安机关行使" if own else "限制人身自由的处罚只能由公安机关行使"
        yield Check("yes" if own else "no", "限制人身自由", words, "行政处罚法18")


def _documents(f: CaseFacts) -> Iterator[Check]:
    yield ask(review.decision_draft_complete, f)
    changed = f.final_text_changed
    yield Check("no" if changed else "yes", "送审文本", changed or "送审后没有改动", PLAN + "(三)4")
    yield ask(g.party_valid, f)
    for doc in (Doc.INVESTIGATION_REPORT, Doc.EVIDENCE_LIST):
        yield ask(g.document(doc, PLAN + "(三)4"), f)
    records = [d.label for d in (Doc.SCENE_RECORD, Doc.INTERVIEW_RECORD) if d in f.documents]
    words = "、".join(records) + "已定稿" if records else "没有定稿的现场检查笔录或者询问笔录"
    yield Check("yes" if records else "no", "调查笔录", words, "行政处罚法55")
    if f.unserved:
        yield Check("wait", "文书送达", f"{'、'.join(f.unserved)} 还没有登记送达", "行政处罚法61")


def _crime(f: CaseFacts) -> Iterator[Check]:
    if f.crime_suspected:
        yield Check("no", "涉嫌犯罪", "案件标明涉嫌犯罪，应当移送司法机关", "行政处罚法27、57①四")
    else:
        yield Check("yes", "涉嫌犯罪", "承办机构没有标明涉嫌犯罪", "行政处罚法27、57①四")
