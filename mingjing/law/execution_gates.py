"""Gates on seal, service, payment, enforcement and closing (行政处罚法59、61、66–72; 行政强制法53、54)."""

from __future__ import annotations

from mingjing.law import paying
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import Step
from mingjing.law.steps import ENDED


@gate("decision.none", "已作出决定", "行政处罚法57")
def decision_issued(f: CaseFacts) -> Answer:
    return ok(f"{f.decision.decided_on} 作出") if f.decision else no("还没有作出决定", "签发决定", Step.DECIDE)


@gate("decision.exists", "尚未作出决定", "行政处罚法29")
def no_decision_yet(f: CaseFacts) -> Answer:
    if f.decision and not f.decision.annulled:
        return no("本案已有有效的决定", "原决定被撤销后才能重作")
    return ok("尚无决定")


@gate("decision.unsealed", "决定已封存", "三政办〔2019〕16号三(二)")
def decision_entry_sealed(f: CaseFacts) -> Answer:
    if f.decision and f.decision.entry_sealed:
        return ok("决定已封存")
    return wait("决定正在封存", "稍候片刻再试")


@gate("seal.missing", "决定书盖章件", "行政处罚法59②；行政强制法24②；行政许可法39")
def sealed_copy_bound(f: CaseFacts) -> Answer:
    if f.decision and f.decision.sealed_copy:
        return ok("盖章件已上传并绑定摘要")
    return no("决定书还没有盖章件", "决定书盖章后扫描成 PDF 上传", Step.SEAL_DECISION)


@gate("decision.unserved", "决定书已送达", "行政处罚法61")
def decision_served(f: CaseFacts) -> Answer:
    if f.decision and f.decision.served_on:
        return ok(f"{f.decision.served_on} 送达")
    return no("决定书还没有送达", "登记送达", Step.SERVE)


@gate("payment.incomplete", "应缴款项已缴清或者执行完毕", "行政处罚法66、67")
def penalty_executed(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None:
        return ok("没有需要执行的决定")
    owed = d.fine + d.surcharge - d.paid
    if d.enforced or owed <= 0:
        return ok("已执行完毕")
    return no(f"还有 {owed / 100:,.2f} 元未缴", "登记缴款凭证；逾期的催告、加处或者申请法院执行", Step.RECORD_PAYMENT)


@gate("payment.not-overdue", "已逾期未缴", "行政处罚法72")
def payment_overdue(f: CaseFacts) -> Answer:
    """What is due on the day and not paid: of instalments each by itself."""
    d, due = f.decision, paying.parts(f)
    if d is None or not due:
        return no("缴款期限还没有起算", "先送达决定书", Step.SERVE)
    if d.paid >= d.fine:
        return no("罚款已缴清", "不需要办理")
    late = paying.overdue(f)
    if not late:
        coming = min((part.due for part in due if part.due >= f.on), default=f.on)
        return wait(f"缴款期限到 {coming} 届满", "逾期后办理")
    return ok(f"{paying.first_missed(f)} 届满，逾期未缴 {late / 100:,.2f} 元")


@gate("surcharge.nothing", "有新增的加处罚款", "行政处罚法72①一、73③")
def surcharge_grown(f: CaseFacts) -> Answer:
    grown, imposed = paying.surcharge(f), f.decision.surcharge if f.decision else 0
    if not paying.overdue(f):
        return ok("没有逾期")
    if grown > imposed:
        return ok(f"已加处 {imposed / 100:,.2f} 元，应加处 {grown / 100:,.2f} 元")
    return no("没有可以加处的数额，或者已加处到罚款数额", "不需要办理")


@gate("remedy.pending", "没有正在进行的复议、诉讼", "行政强制法53")
def no_remedy_pending(f: CaseFacts) -> Answer:
    if paying.pending(f):
        return wait("对决定的复议、诉讼还没有终结", "终结后登记结果再办理")
    return ok("没有正在进行的复议、诉讼")


@gate("demand.too-early", "催告送达满十个工作日", "行政强制法54")
def demand_expired(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None or d.demanded_on is None:
        return no("还没有催告", "制作并送达履行催告书", Step.DEMAND)
    if d.demand_due and f.on <= d.demand_due:
        return wait(f"催告期到 {d.demand_due} 届满", "期满后申请")
    return ok(f"{d.demanded_on} 送达催告")


@gate("court.window", "在申请法院强制执行的期限内", "行政强制法53")
def court_window_open(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None or d.remedy_end is None:
        return wait("复议、诉讼期限还没有起算", "送达决定书")
    start = d.court_from or d.remedy_end
    if f.on <= start:
        what = "复议、诉讼期限" if start == d.remedy_end else "延期、分期缴纳的期限（处72②）"
        return wait(f"{what}到 {start} 届满", "期满后三个月内申请")
    if d.court_window_end and f.on > d.court_window_end:
        return no(f"三个月申请期限 {d.court_window_end} 已届满", "说明正当理由，由人民法院决定是否受理")
    return ok(f"申请期限到 {d.court_window_end}")


@gate("correction.open", "责令改正已复查", "行政处罚法28")
def corrections_rechecked(f: CaseFacts) -> Answer:
    if f.corrections_open:
        return no(f"{f.corrections_open} 份责令改正还没有复查", "到期复查并记录结果", Step.RECHECK)
    return ok("责令改正均已复查或者没有责令改正")


@gate("service.open", "应送达的文书均已送达", "行政处罚法61")
def everything_served(f: CaseFacts) -> Answer:
    if f.unserved:
        return no(f"{'、'.join(f.unserved)} 还没有送达", "登记送达", Step.SERVE)
    return ok("对外文书均已送达")


@gate("publication.open", "公示已办结", "三政办〔2019〕16号三(一)3")
def publication_settled(f: CaseFacts) -> Answer:
    if f.decision is None or f.publication_settled:
        return ok("已公示，或者已依规定不公开")
    return no("决定还没有公示", "由公示人员办理公示")


@gate("file.record-due", "重大处罚已备案", "三政办〔2019〕16号三(三)2")
def major_filed(f: CaseFacts) -> Answer:
    if f.filing_due:
        return no("达到备案标准，还没有向司法行政部门备案", "报送备案")
    return ok("已备案，或者未达到备案标准")


@gate("filing.not-due", "达到备案标准而尚未备案", "三政办〔2019〕16号三(三)2")
def filing_is_due(f: CaseFacts) -> Answer:
    if f.filing_due:
        return ok("达到备案标准，还没有备案")
    return no("这项决定没有达到备案标准，或者已经备案", "不需要报送；已备案的，在留痕中查看备案日期")


@gate("case.not-closed", "已结案", "三政办〔2019〕16号三(二)4")
def is_closed(f: CaseFacts) -> Answer:
    return ok("执法行为已终结") if f.stage in ENDED else no("案件还没有结案", "办理结案", Step.CLOSE)
