"""Machine pre-scoring of a licence dossier. Codes are those of ``dossier_sheets.LICENCE``."""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.law.dossier_facts import DossierFacts, Finding, bad, filled, good, in_time, none, volume
from mingjing.law.kinds import Doc, Step

GRANTED = (Doc.GRANT_DECISION, Doc.CHANGE_DECISION, Doc.RENEWAL_DECISION)
REFUSED = (Doc.REFUSAL_DECISION,)
DECIDED = (*GRANTED, *REFUSED, Doc.REVOCATION_DECISION, Doc.RETRACTION_DECISION, Doc.CANCELLATION_DECISION)


def checks(facts: DossierFacts) -> Iterator[Finding]:
    """Findings in the order of the sheet."""
    for part in (_vetoes, _asked, _examined, _decided, _after):
        yield from part(facts)
    yield from volume(facts, {"index": "G1", "filed": "G5", "recordings": "G6"})


def _vetoes(facts: DossierFacts) -> Iterator[Finding]:
    paper = facts.paper(*DECIDED)
    if facts.case.power_listed:
        yield good("V1", f"权责清单列有“{facts.case.power_name}”", paper, "许可依据", "行政许可法22、23")
    else:
        yield bad("V1", f"权责清单没有“{facts.case.power_name}”", paper, "许可依据", basis="行政许可法22、23")
    asked, held = facts.case.done(Step.ASK_LICENCE_HEARING), facts.case.done(Step.HOLD_LICENCE_HEARING)
    if not asked:
        yield none("V3", "没有人要求听证")
    elif held:
        yield good("V3", "已举行听证", facts.paper(Doc.LICENCE_HEARING_RECORD), "听证时间", "行政许可法46、47")
    else:
        yield bad("V3", "登记了听证申请，没有举行听证", basis="行政许可法46、47")


def _asked(facts: DossierFacts) -> Iterator[Finding]:
    wanted = {"item_name": "许可事项", "party_name": "申请人", "received_on": "申请日期"}
    yield filled(facts, "A1", (Doc.LICENCE_APPLICATION,), wanted, 4, "行政许可法29")
    times = len(list(facts.case.each(Step.REQUEST_CORRECTION)))
    if times > 1:
        yield bad(
            "A2",
            f"要求补正 {times} 次，应当一次告知",
            facts.paper(Doc.CORRECTION_NOTICE),
            "补正内容",
            50,
            "行政许可法32①四",
        )
    elif times:
        yield good("A2", "补正内容一次告知", facts.paper(Doc.CORRECTION_NOTICE), "补正内容", "行政许可法32①四")
    else:
        yield none("A2", "没有要求补正")
    yield filled(facts, "A3", (Doc.ACCEPTANCE_NOTICE, Doc.NON_ACCEPTANCE_NOTICE), {"received_on": "收件日期"}, 5,
                 "行政许可法32②")  # fmt: skip
    yield filled(facts, "A4", (Doc.MATERIALS_RECEIPT, Doc.LICENCE_APPLICATION), {"materials": "材料清单"}, 3)
    yield in_time(facts, "A5", "licence.accept", "决定是否受理", 3, "行政许可法32①四", Doc.ACCEPTANCE_NOTICE)


def _examined(facts: DossierFacts) -> Iterator[Finding]:
    paper = facts.paper(Doc.SITE_CHECK_RECORD, Doc.EXAMINATION_FORM)
    if len(facts.handlers) < 2:
        yield bad("B1", "审查、核查少于两人", paper, "工作人员", 80, "行政许可法34③")
    else:
        yield good("B1", "、".join(n for n, _ in facts.handlers), paper, "工作人员", "行政许可法34③")
    wanted = {"facts": "审查情况", "licence_basis": "许可依据", "conclusion": "审查结论"}
    yield filled(facts, "B2", (Doc.EXAMINATION_FORM,), wanted, 9, "行政许可法34")
    if facts.case.done(Step.TELL_INTERESTED):
        heard = facts.case.done(Step.HEAR_INTERESTED)
        told = facts.paper(Doc.INTERESTED_NOTICE)
        words = "告知利害关系人，听取了意见" if heard else "告知利害关系人，没有登记听取意见"
        yield (
            good("B3", words, told, "告知内容", "行政许可法36")
            if heard
            else bad("B3", words, told, "告知内容", 20, "行政许可法36")
        )
    else:
        yield none("B3", "没有登记利害关系人")
    if facts.case.done(Step.STOP_CLOCK):
        yield filled(facts, "B5", (Doc.SPECIAL_PROCEDURE_NOTICE,), {"days": "所需时间"}, 3, "行政许可法45")
    else:
        yield none("B5", "没有扣除期限")


def _decided(facts: DossierFacts) -> Iterator[Finding]:
    paper = facts.paper(*DECIDED)
    wanted = {"party_name": "申请人", "licence_basis": "依据", "facts": "审查情况"}
    yield filled(facts, "C1", DECIDED, wanted, 8, "行政许可法38")
    yield in_time(facts, "C2", "licence.decide", "作出许可决定", 8, "行政许可法42", *DECIDED)
    if facts.paper(*REFUSED):
        remedies = {"reason": "理由", "reconsideration_body": "行政复议机关", "court": "人民法院"}
        yield filled(facts, "C3", REFUSED, remedies, 5, "行政许可法38②")
    else:
        yield none("C3", "准予许可")
    if paper and paper.number and paper.issued_on:
        yield good("C4", f"{paper.number}，{paper.issued_on}", paper, "文号")
    else:
        yield bad("C4", "文号、日期不全", paper, "文号", 15)


def _after(facts: DossierFacts) -> Iterator[Finding]:
    yield in_time(facts, "D1", "licence.certificate", "颁发许可证件", 6, "行政许可法44", Doc.LICENCE_CERTIFICATE)
    wanted = {"mode": "送达方式", "served_at": "送达时间", "place": "地点"}
    yield filled(facts, "D2", (Doc.SERVICE_RECEIPT,), wanted, 4)
    yield in_time(facts, "D3", "publish.licence", "公开许可决定", 4, "行政许可法40；三政办〔2019〕16号三(一)3")
    certificate, decision = facts.paper(Doc.LICENCE_CERTIFICATE), facts.paper(*GRANTED)
    if certificate is None or decision is None:
        yield none("E1", "没有许可证件")
    elif certificate.values.get("scope") != decision.values.get("scope"):
        yield bad("E1", "证件的许可内容和决定书不一致", certificate, "许可内容", 20, "行政许可法39")
    else:
        yield good("E1", "证件的许可内容和决定书一致", certificate, "许可内容", "行政许可法39")
