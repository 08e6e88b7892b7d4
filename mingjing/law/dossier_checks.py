"""Machine pre-scoring of a dossier of an ordinary-procedure penalty: real checks over its facts and papers.

What a machine cannot judge (客观, 定性, 整洁 …) it leaves to people. Codes are those of ``dossier_sheets``; where an
edited sheet has no such code the finding is shown without an item.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.law import dossier_licence
from mingjing.law.dossier_facts import DossierFacts, Finding, bad, filled, good, in_time, none, volume
from mingjing.law.dossier_sheets import DossierKind
from mingjing.law.kinds import DecisionKind, Doc, Penalty, ReviewOutcome, ReviewPurpose, Step
from mingjing.law.thresholds import hearing_right, needs_discussion

DECIDED = (Doc.PENALTY_DECISION, Doc.NO_PENALTY_DECISION)
TOLD = (Doc.PRIOR_NOTICE, Doc.HEARING_RIGHT_NOTICE)
VOLUME = {"index": "G1", "filed": "G5", "recordings": "G6"}


def findings(kind: DossierKind, facts: DossierFacts) -> tuple[Finding, ...]:
    """Every finding of the checks for a kind of dossier, in the order of the sheet."""
    if kind is DossierKind.LICENCE:
        return tuple(dossier_licence.checks(facts))
    parts = (_subject, _basis, _procedure, _filing, _evidence, _deciding, _decision, _after)
    return tuple(f for part in parts for f in part(facts)) + tuple(volume(facts, VOLUME))


def _spared(facts: DossierFacts) -> bool:
    return bool(facts.case.decision and facts.case.decision.kind == DecisionKind.NO_PENALTY)


def _subject(facts: DossierFacts) -> Iterator[Finding]:
    article, paper = "行政处罚法42", facts.paper(Doc.SCENE_RECORD, Doc.FILING_APPROVAL)
    wrong = [name for name, valid in facts.handlers if not valid]
    if len(facts.handlers) < 2 or wrong:
        words = f"{'、'.join(wrong)}立案时没有有效的执法证件" if wrong else "承办人少于两人"
        yield bad("V4", words, paper, "执法人员", basis=article)
    else:
        names = "、".join(name for name, _ in facts.handlers)
        yield good("V4", f"{names}，立案时执法证件有效", paper, "执法人员", article)
    if facts.case.party_problem:
        yield bad("V5", facts.case.party_problem, facts.paper(*DECIDED), "当事人")
    end, found_on = facts.case.limitation_end, facts.case.found_on
    if end and found_on:
        late = found_on > end
        words = f"违法行为终了后的追责时效到 {end}，{found_on} 发现"
        yield (bad if late else good)(
            "V9", words, facts.paper(Doc.FILING_APPROVAL), "追责时效审查", basis="行政处罚法36"
        )


def _basis(facts: DossierFacts) -> Iterator[Finding]:
    paper = facts.paper(*DECIDED)
    stale = [text for text, in_force in facts.case.citations if not in_force] + list(facts.case.unknown_articles)
    if stale:
        yield bad("V10", f"引用的{'、'.join(stale)}在行为时不是有效的规定", paper, "处罚依据", basis="行政处罚法37")
    elif facts.case.citations:
        yield good("V10", f"引用的 {len(facts.case.citations)} 条规定在行为时有效", paper, "处罚依据", "行政处罚法37")


def _procedure(facts: DossierFacts) -> Iterator[Finding]:
    yield from _told(facts)
    yield _reviewed(facts)
    proposal, record = facts.case.proposal, facts.paper(Doc.DISCUSSION_RECORD)
    grounds = needs_discussion(proposal) if proposal and not _spared(facts) else ()
    if not grounds:
        yield none("V17", "不属于应当集体讨论的案件")
    elif facts.case.discussions:
        day = facts.case.discussions[-1].held_on
        yield good("V17", f"{day} 负责人集体讨论：{grounds[0]}", record, "讨论时间", "行政处罚法57②")
    else:
        yield bad("V17", f"{grounds[0]}，没有集体讨论记录", basis="行政处罚法57②")
    if facts.case.crime_suspected and not facts.case.done(Step.TRANSFER):
        yield bad("V18", "登记为涉嫌犯罪，没有移送", basis="行政处罚法27")
    else:
        yield none("V18", "没有登记涉嫌犯罪")
    decision, paper = facts.case.decision, facts.paper(*DECIDED)
    lacks = [
        w
        for w, there in (
            ("没有盖章件", decision and decision.sealed_copy),
            ("没有送达", decision and decision.served_on),
        )
        if not there
    ]
    if lacks:
        yield bad("V19", "决定书" + "、".join(lacks), paper, "印章", basis="行政处罚法59、61")
    else:
        yield good("V19", "有盖章件，已送达", paper, "印章", "行政处罚法59、61")


def _told(facts: DossierFacts) -> Iterator[Finding]:
    notice, paper, article = facts.case.notice, facts.paper(*TOLD), "行政处罚法44、45"
    if _spared(facts):
        yield none("V13", "不予处罚，没有事先告知")
        return
    if notice is None or notice.served_on is None:
        yield bad("V13", "没有事先告知，或者告知书没有送达", paper, "陈述申辩权利", basis=article)
        return
    before = facts.decided_on is None or notice.served_on <= facts.decided_on
    words = f"告知书 {notice.served_on} 送达，决定于 {facts.decided_on} 作出"
    yield (good if before else bad)("V13", words, paper, "陈述申辩权利", basis=article)
    grounds = hearing_right(facts.case.proposal) if facts.case.proposal else ()
    hearing = facts.case.hearing
    if not grounds:
        yield none("V14", "不属于应当告知听证权利的案件")
    elif not notice.hearing_told:
        yield bad("V14", f"{grounds[0]}，没有告知听证权利", paper, "听证权利", basis="行政处罚法63")
    elif hearing.requested_on and not hearing.held_on and not hearing.waived:
        yield bad("V14", f"当事人 {hearing.requested_on} 要求听证，没有举行", paper, "听证权利", basis="行政处罚法63")
    else:
        yield good("V14", "已告知听证权利", paper, "听证权利", "行政处罚法63")
    if facts.case.statement.presented and facts.decided_fine > notice.fine:
        words = f"当事人申辩后，罚款由 {notice.fine // 100} 元增加到 {facts.decided_fine // 100} 元"
        yield bad("V15", words, facts.paper(*DECIDED), "罚款", basis="行政处罚法45②")
    else:
        yield good("V15", "决定的罚款没有高于告知的数额", facts.paper(*DECIDED), "罚款", "行政处罚法45②")


def _reviewed(facts: DossierFacts) -> Finding:
    paper, article = facts.paper(Doc.REVIEW_OPINION), "行政处罚法58；三政办〔2019〕16号三(三)3"
    final = [r for r in facts.case.rounds if r.purpose is ReviewPurpose.FINAL]
    if not any(r.outcome in {ReviewOutcome.AGREE, ReviewOutcome.SETTLED} for r in final):
        return bad("V16", "没有通过的法制审核（终审）", paper, "审核结论", basis=article)
    if facts.reviewed_on and facts.decided_on and facts.reviewed_on > facts.decided_on:
        return bad("V16", f"{facts.decided_on} 作出决定，{facts.reviewed_on} 才审核", paper, "审核结论", basis=article)
    return good("V16", f"{facts.reviewed_on} 审核通过，{facts.decided_on} 作出决定", paper, "审核结论", article)


def _filing(facts: DossierFacts) -> Iterator[Finding]:
    filing = (Doc.FILING_APPROVAL,)
    yield filled(facts, "A1", (Doc.CLUE_REGISTRATION,), {"source_kind": "案件来源", "found_at": "发现时间"}, 1)
    yield filled(facts, "A2", filing, {"summary": "案情摘要"}, 1)
    yield filled(facts, "A3", filing, {"violated": "涉嫌违反的规定"}, 1)
    yield filled(facts, "A4", filing, {"handler_opinion": "承办人意见"}, 1)
    yield filled(facts, "A5", filing, {"head_opinion": "负责人审批意见"}, 1)
    yield in_time(facts, "A6", "clue.verify", "线索核查和立案", 1, "行政处罚法54", Doc.FILING_APPROVAL)


def _evidence(facts: DossierFacts) -> Iterator[Finding]:
    scene = {"started_at": "开始时间", "ended_at": "结束时间", "place": "地点", "handler_certificates": "执法证号",
             "present_name": "到场人", "findings": "检查情况", "remark": "到场人核对意见"}  # fmt: skip
    yield filled(facts, "B1", (Doc.SCENE_RECORD,), scene, 8, "行政处罚法55")
    asked = {
        "interviewee_name": "被询问人",
        "handler_certificates": "执法证号",
        "answers": "问答",
        "remark": "核对意见",
    }
    yield filled(facts, "B2", (Doc.INTERVIEW_RECORD,), asked, 8, "行政处罚法55")
    yield filled(facts, "B3", (Doc.EVIDENCE_LIST,), {"collected": "证据名称、来源和取证人"}, 5, "行政处罚法46")
    if facts.case.done(Step.PRESERVE):
        yield in_time(facts, "B4", "preserve.handle", "处理先行登记保存的物品", 4, "行政处罚法56",
                      Doc.PRESERVATION_HANDLING)  # fmt: skip
    else:
        yield none("B4", "没有先行登记保存")
    order = facts.paper(Doc.ORDER_TO_CORRECT)
    if order is None:
        yield none("B5", "没有单独责令改正")
    elif facts.case.corrections_open:
        yield bad("B5", "责令改正以后没有复查记录", order, "改正期限", 15, "行政处罚法28")
    else:
        yield good("B5", "责令改正，已经复查", facts.paper(Doc.RECHECK_RECORD) or order, "复查结果", "行政处罚法28")


def _deciding(facts: DossierFacts) -> Iterator[Finding]:
    report = {
        "facts": "违法事实",
        "evidence": "证据",
        "nature": "定性",
        "penalty_basis": "处罚依据",
        "proposal": "处理建议",
    }
    weighed = {"discretion_tier": "裁量阶次", "discretion_basis": "裁量基准", "discretion_reason": "裁量理由"}
    if _spared(facts):
        yield filled(
            facts, "C1", (Doc.INVESTIGATION_REPORT,), {"facts": "事实", "evidence": "证据", "proposal": "处理建议"}, 4
        )
    else:
        yield filled(facts, "C1", (Doc.INVESTIGATION_REPORT,), report, 4, "行政处罚法57")
        yield filled(facts, "C2", DECIDED, weighed, 5, "行政处罚法34；河南省行政执法条例（裁量）")
    yield filled(facts, "C3", (Doc.REVIEW_OPINION,), {"heads": "审核要点", "outcome": "审核结论"}, 4, "行政处罚法58")
    yield _consistent(facts)
    statement = facts.case.statement
    if not statement.presented:
        yield none("C5", "当事人没有提出陈述、申辩")
    elif statement.answered < statement.presented:
        yield bad(
            "C5", "提出的陈述、申辩没有复核意见", facts.paper(Doc.STATEMENT_RECORD), "陈述申辩", 20, "行政处罚法45"
        )
    else:
        yield good("C5", "陈述、申辩已经复核", facts.paper(Doc.STATEMENT_ANSWER), "复核意见", "行政处罚法45")
    if facts.case.discussions:
        spoken = {"members": "参加人员", "speeches": "讨论意见", "conclusion": "讨论结论"}
        yield filled(facts, "C6", (Doc.DISCUSSION_RECORD,), spoken, 4, "行政处罚法57②")


def _consistent(facts: DossierFacts) -> Finding:
    notice, paper, decision = facts.case.notice, facts.paper(*TOLD), facts.paper(*DECIDED)
    if notice is None or paper is None or decision is None:
        return none("C4", "没有事先告知")
    lacks = [label for name, label in (("facts", "事实"), ("violated", "违反的规定"), ("penalty_basis", "依据"),
                                       ("statement_days", "陈述申辩期限")) if not paper.values.get(name)]  # fmt: skip
    if lacks:
        return bad("C4", f"告知书没有{'、'.join(lacks)}", paper, lacks[0], 10 * len(lacks), "行政处罚法44")
    added = facts.penalties - {p.value for p in notice.penalties}
    if facts.decided_fine > notice.fine or added:
        more = "、".join(Penalty(p).label for p in sorted(added)) or "罚款数额"
        return bad("C4", f"决定重于告知：{more}", decision, "处罚决定", 20, "行政处罚法44、62")
    return good("C4", "告知事实、理由、依据和权利，决定没有重于告知", paper, "拟作出的处罚", "行政处罚法44")


def _decision(facts: DossierFacts) -> Iterator[Finding]:
    paper = facts.paper(*DECIDED)
    yield filled(facts, "D1", DECIDED, {"party_name": "当事人", "party_address": "住所"}, 2, "行政处罚法59①一")
    proved = {"facts": "事实"} | ({} if _spared(facts) else {"evidence": "证据"})
    yield filled(facts, "D2", DECIDED, proved, 4, "行政处罚法59①二")
    yield filled(facts, "D3", DECIDED, {"violated": "违反的条款"}, 3, "行政处罚法59①三")
    if not _spared(facts):
        yield filled(facts, "D4", DECIDED, {"penalties": "处罚种类"}, 2, "行政处罚法59①三")
        if facts.decided_fine:
            yield filled(facts, "D5", DECIDED, {"pay_to": "缴款渠道"}, 2, "行政处罚法59①四")
    remedies = {"reconsideration_body": "行政复议机关", "court": "人民法院"}
    yield filled(facts, "D6", DECIDED, remedies, 2, "行政处罚法59①五")
    sealed = bool(facts.case.decision and facts.case.decision.sealed_copy)
    if paper and paper.number and paper.issued_on and sealed:
        yield good("D7", f"{paper.number}，{paper.issued_on}，有盖章件", paper, "文号", "行政处罚法59②")
    else:
        yield bad("D7", "文号、日期或者印章不全", paper, "文号", 10, "行政处罚法59②")


def _after(facts: DossierFacts) -> Iterator[Finding]:
    served = in_time(facts, "E1", "serve.decision", "送达决定书", 2, "行政处罚法61", Doc.SERVICE_RECEIPT)
    yield served
    yield filled(facts, "E1", (Doc.SERVICE_RECEIPT,), {"mode": "送达方式", "served_at": "送达时间", "place": "地点"}, 5,
                 "行政处罚法61")  # fmt: skip
    if not facts.decided_fine:
        yield none("E2", "没有罚款")
    elif facts.paid and not facts.vouchers:
        yield bad("E2", "登记了缴款，没有票据", facts.paper(Doc.PAYMENT_SLIP), "票据号", 30, "行政处罚法67、70")
    elif facts.vouchers:
        yield good(
            "E2",
            f"由代收机构收款，票据 {facts.vouchers} 张",
            facts.paper(Doc.PAYMENT_SLIP),
            "票据号",
            "行政处罚法67、70",
        )
    else:
        yield none("E2", "还没有缴款")
    yield filled(facts, "E4", (Doc.CLOSING_APPROVAL,), {"head_opinion": "负责人审批意见"}, 1)
    yield in_time(facts, "F1", "publish.penalty", "公示决定", 4, "三政办〔2019〕16号三(一)3")
