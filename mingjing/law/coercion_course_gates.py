"""Gates on the course of an execution: suspension, resumption, agreement, end, the court (行政强制法39–42、53–58)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import Step

SUSPENSIONS = (
    ("hardship", "履行确有困难或者暂无履行能力（强39①一）"),
    ("third_party", "第三人对执行标的主张权利，确有理由（强39①二）"),
    ("irreparable", "可能造成难以弥补的损失，且中止不损害公共利益（强39①三）"),
    ("other", "机关认为需要中止的其他情形（强39①四）"),
)
ENDINGS = (
    ("died", "公民死亡，无遗产可供执行，又无义务承受人（强40一）"),
    ("dissolved", "法人或者其他组织终止，无财产可供执行，又无义务承受人（强40二）"),
    ("lost", "执行标的灭失（强40三）"),
    ("annulled", "据以执行的行政决定被撤销（强40四）"),
    ("lapsed", "中止执行满三年未恢复，不再执行（强39②）"),
    ("upheld", "当事人陈述、申辩的理由成立（强36）"),
    ("other", "机关认为需要终结的其他情形（强40五）"),
)


@gate("execution.nothing-to-resume", "有中止的执行或者执行协议", "行政强制法39②、42②")
def something_to_resume(f: CaseFacts) -> Answer:
    last = f.last(Step.SUSPEND_EXECUTION, Step.AGREE_EXECUTION, Step.RESUME_EXECUTION)
    if last and last.step is not Step.RESUME_EXECUTION:
        return ok(f"{last.on} {last.step.label}")
    return no("没有中止的执行，也没有执行协议", "不需要恢复")


@gate("execution.lapsed", "中止没有满三年", "行政强制法39②")
def not_lapsed(f: CaseFacts) -> Answer:
    """Only where no harm is evident and the party truly cannot perform does the duty to execute lapse."""
    last = f.last(Step.SUSPEND_EXECUTION, Step.RESUME_EXECUTION)
    clock = f.clocks.get("execution.lapse")
    if last is None or last.step is not Step.SUSPEND_EXECUTION or clock is None:
        return ok("没有中止")
    for_good = last.values.get("ground") == "hardship" and last.values.get("harmless")
    if for_good and f.on > clock.due:
        return no(f"中止到 {clock.due} 已满三年，不再执行", "终结执行", Step.END_EXECUTION)
    return ok(f"{last.on} 中止")


@gate("execution.suspended-already", "没有执行协议", "行政强制法42")
def not_agreed(f: CaseFacts) -> Answer:
    last = f.last(Step.AGREE_EXECUTION, Step.RESUME_EXECUTION)
    if last and last.step is Step.AGREE_EXECUTION:
        return no("已有正在履行的执行协议", "不需要另行协议；不履行的，恢复执行", Step.RESUME_EXECUTION)
    return ok("没有")


@gate("court.window", "在申请期限内", "行政强制法53")
def court_window(f: CaseFacts) -> Answer:
    d = f.duty
    if d is None or d.remedy_end is None or d.court_end is None:
        return no("没有写明据以执行的决定何时送达", "补填送达日期")
    if d.remedy_pending:
        return wait("当事人已申请行政复议或者提起诉讼，尚未终结", "终结后登记结果")
    if d.sued:
        return no("当事人已提起行政诉讼", "依照生效裁判向人民法院申请执行（行政诉讼法95）")
    if f.on <= d.remedy_end:
        return wait(f"复议、诉讼期限到 {d.remedy_end} 届满", "期满后三个月内申请")
    if f.on > d.court_end:
        return no(
            f"三个月申请期限 {d.court_end} 已届满",
            "说明正当理由，由人民法院决定是否受理；否则终结执行",
            Step.END_EXECUTION,
        )
    return ok(f"{d.remedy_end} 期满，申请期限到 {d.court_end}")


@gate("court.not-granted", "法院裁定准予执行", "行政强制法57")
def granted(f: CaseFacts) -> Answer:
    last = f.last(Step.RECORD_RULING)
    if last and last.values.get("result") == "granted":
        return ok(f"{last.values['ruled_on']} 裁定")
    return no("还没有登记准予执行的裁定", "登记裁定", Step.RECORD_RULING)
