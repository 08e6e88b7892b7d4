"""Gates of 行政检查: what must be true before a visit is approved, made, answered and closed.

国办发〔2024〕54号 has no numbered articles; its requirements are named by their words. 优化营商环境条例54: 双随机.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingjing.law import visits
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import Doc, Step
from mingjing.law.visits import GROUNDS, Preparation, Result, VisitType

BASIS = visits.BASIS


def approved(f: CaseFacts) -> Mapping[str, Any]:
    """What was approved of the visit; before the approval, what is asked for."""
    approval = f.last(Step.APPROVE_INSPECTION)
    return approval.values if approval else f.details


def planned_on(f: CaseFacts) -> date | None:
    """The first day of the period that is asked for."""
    return _day(f.details, "planned_from")


def _day(details: Mapping[str, Any], name: str) -> date | None:
    value = details.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else value


def _kind(f: CaseFacts) -> VisitType:
    return VisitType(f.details.get("type", VisitType.ROUTINE))


def _before(f: CaseFacts) -> Preparation:
    return f.preparation or Preparation("")


def result_of(f: CaseFacts) -> str:
    """What the result says: of the draft while it is written, then of the result given; "" while it says nothing."""
    given = f.last(Step.GIVE_RESULT)
    values = given.values if given else f.draft_values
    return values.get("result") or ""


def problems(f: CaseFacts) -> int:
    """How many items of the record do not comply."""
    record = f.last(Step.RECORD_INSPECTION)
    return sum(row.get("result") == "不符合" for row in record.values.get("items", ())) if record else 0


# --- before a visit -----------------------------------------------------------------------------------------------


@gate("inspection.no-items", "检查事项已列明", f"{BASIS}：检查事项未经公布的，不得实施")
def items_listed(f: CaseFacts) -> Answer:
    items = f.details.get("items") or []
    return ok(f"{len(items)} 项") if items else no("没有列明检查事项", "按本机关公布的检查事项填写")


@gate("inspection.period-invalid", "检查时间已确定", f"{BASIS}：检查前制定检查方案")
def period_set(f: CaseFacts) -> Answer:
    first, last = planned_on(f), _day(f.details, "planned_to")
    if first is None or last is None:
        return no("没有填写检查的起止日期", "填写检查时间")
    if last < first:
        return no(f"截止日期 {last} 早于开始日期 {first}", "改正检查时间")
    if last < f.on:
        return no(f"检查时间 {last} 已经过去", "改定检查时间")
    return ok(f"{first} 至 {last}")


@gate("plan.none", "列入计划、随机抽取或者有个案线索", f"{BASIS}；优化营商环境条例54")
def planned_or_grounded(f: CaseFacts) -> Answer:
    """Routine and special visits stand in an approved plan, random ones come from a draw, case visits from a ground."""
    kind, before = _kind(f), _before(f)
    if kind is VisitType.CASE:
        if f.source in GROUNDS:
            return ok("个案检查有线索来源")
        return no(
            "个案检查没有投诉举报、转办交办、监测等线索来源", "在来源中选择线索；没有线索的，列入计划或者随机抽取"
        )
    if kind is VisitType.RANDOM:
        return ok(before.drawn) if before.drawn else no("没有对应的随机抽取结果", "在“双随机”中抽取后办理")
    if before.plan and before.plan_approved:
        return ok(before.plan)
    if before.plan:
        return no(f"{before.plan}所在的计划还没有批准", "由机关负责人批准年度计划")
    return no(f"{kind.label}没有列入年度检查计划", "选择年度计划中的项目；确需检查的，先调整计划")


@gate("visits.over-cap", "没有超过年度频次上限", f"{BASIS}：公布同一企业年度检查频次上限")
def within_cap(f: CaseFacts) -> Answer:
    before, day = _before(f), planned_on(f) or f.on
    if before.cap is None:
        return no("本机关还没有公布同一企业的年度检查频次上限", "在清单中登记并公布频次上限")
    made = len(visits.in_year(before.visits, before.organ, day.year))
    if not visits.over_cap(before.visits, before.organ, day, before.cap):
        return ok(f"{day.year} 年第 {made + 1} 次，上限 {before.cap.most} 次")
    why, words = f.details.get("exception"), (f.details.get("exception_reason") or "").strip()
    if why and words:
        return ok(f"超过上限 {before.cap.most} 次，例外情形：{dict(visits.EXCEPTIONS)[why]}")
    return no(
        f"{day.year} 年已安排 {made} 次，上限 {before.cap.most} 次（{before.cap.basis}）",
        "属于投诉举报、转办交办、重大风险等例外的，选择例外情形并写明理由；否则不得检查",
    )


@gate("visits.repeated", "近期检查已合并或者说明", f"{BASIS}：能合并的不得重复，能联合的不得多头")
def repeat_answered(f: CaseFacts) -> Answer:
    before, day = _before(f), planned_on(f) or f.on
    found = [
        v for v in visits.near(before.visits, day, before.repeat_days) if not (v.joint and v.joint == before.joint)
    ]
    if not found:
        return ok(f"前后 {before.repeat_days} 日内没有其他检查")
    listed = "、".join(f"{v.organ_name} {v.on}（{v.type.label}）" for v in found[:3])
    more = f"等 {len(found)} 次" if len(found) > 3 else ""
    words = (f.details.get("repeat_reason") or "").strip()
    if words:
        return ok(f"前后 {before.repeat_days} 日内有 {listed}{more}，已写明不能合并的理由")
    return no(
        f"前后 {before.repeat_days} 日内有 {listed}{more}",
        "与尚未进行的检查合并、联合（综合查一次），或者写明不能合并的理由",
    )


# --- the visit ----------------------------------------------------------------------------------------------------


@gate("notice.inspection-unserved", "已通知或者依法不事先通知", f"{BASIS}；行政检查文书基本格式文本（试行）")
def notified(f: CaseFacts) -> Answer:
    day = f.served.get(Doc.INSPECTION_NOTICE)
    if day:
        return ok(f"{day} 送达检查通知书")
    plan = approved(f)
    if plan.get("notice") == "unannounced" and (plan.get("unannounced_reason") or "").strip():
        return ok("经批准不事先通知")
    if Doc.INSPECTION_NOTICE in f.documents:
        return no("检查通知书还没有送达", "登记送达", Step.SERVE_DOCUMENT)
    return no("还没有制作检查通知书", "通知检查", Step.NOTIFY_INSPECTION)


@gate("notice.unannounced", "批准为事先通知的检查", f"{BASIS}")
def not_unannounced(f: CaseFacts) -> Answer:
    if approved(f).get("notice") == "unannounced":
        return no("这次检查经批准不事先通知", "直接亮码入企，到场时告知")
    return ok("事先通知")


@gate("inspection.outside-period", "在批准的检查时间内", f"{BASIS}：按批准的方案检查")
def in_period(f: CaseFacts) -> Answer:
    first, last = _day(approved(f), "planned_from"), _day(approved(f), "planned_to")
    if first and f.on < first:
        return wait(f"批准的检查时间从 {first} 起", "到期再入企；需要提前的，取消后重新报批")
    if last and f.on > last:
        return no(f"批准的检查时间到 {last} 为止", "取消后重新报批", Step.CANCEL_INSPECTION)
    return ok(f"{first} 至 {last}")


@gate("record.no-problem", "检查发现问题", "行政处罚法28")
def problem_found(f: CaseFacts) -> Answer:
    count = problems(f)
    return ok(f"{count} 项不符合") if count else no("检查记录没有不符合的项目", "没有问题的，不责令改正")


@gate("correction.none", "有待复查的责令改正", "行政处罚法28")
def correction_open(f: CaseFacts) -> Answer:
    if f.corrections_open:
        return ok(f"{f.corrections_open} 份待复查")
    return no("没有待复查的责令改正", "先责令改正", Step.ORDER_CORRECTION)


# --- the result ---------------------------------------------------------------------------------------------------


@gate("sample.unreported", "抽样的检测报告", "行政许可法62；食品安全法87")
def sample_reported(f: CaseFacts) -> Answer:
    if not f.done(Step.TAKE_SAMPLE):
        return ok("没有抽样")
    return ok("检测意见已入库") if f.expert_present else wait("抽样还没有检测意见", "检测意见入库后作出结果")


@gate("result.contradicts-record", "结果与检查记录一致", f"{BASIS}；行政许可法61")
def result_fits_record(f: CaseFacts) -> Answer:
    found, result = problems(f), result_of(f)
    if not result:
        return no("结果告知书稿还没有写明检查结果", "起草行政检查结果告知书")
    if found and result == Result.NONE:
        return no(f"检查记录有 {found} 项不符合，结果不能是“{Result.NONE.label}”", "改正结果告知书稿")
    if not found and result != Result.NONE:
        return no("检查记录没有不符合的项目", f"结果改为“{Result.NONE.label}”")
    return ok(Result(result).label)


@gate("result.no-order", "责令改正通知书", "行政处罚法28；国办发〔2024〕54号")
def order_given(f: CaseFacts) -> Answer:
    if result_of(f) not in visits.ORDERED:
        return ok("不需要责令改正")
    if f.done(Step.ORDER_CORRECTION):
        return ok("已责令改正")
    return no("结果为责令限期改正，还没有责令改正通知书", "责令改正", Step.ORDER_CORRECTION)


@gate("result.not-penalty", "结果为立案查处或者逾期未改", "行政处罚法54")
def penalty_due(f: CaseFacts) -> Answer:
    if result_of(f) in visits.PROSECUTED:
        return ok(Result.PENALTY.label)
    if _failed(f):
        return ok("复查仍未改正")
    return no("检查结果不是立案查处", "没有问题或者已经改正的，不转立案")


@gate("result.not-transfer", "结果为移送", "行政处罚法22、27")
def transfer_due(f: CaseFacts) -> Answer:
    return ok("移送") if result_of(f) == Result.TRANSFER else no("检查结果不是移送", "不需要移送")


@gate("penalty.unopened", "应当立案的已转立案", "行政处罚法54")
def penalty_opened(f: CaseFacts) -> Answer:
    if f.done(Step.OPEN_PENALTY):
        return ok("已转立案查处")
    if result_of(f) in visits.PROSECUTED:
        return no("应当立案查处，还没有转立案", "办理转立案查处", Step.OPEN_PENALTY)
    return ok("不需要立案")


@gate("correction.failed", "责令改正已经落实", "行政处罚法28")
def corrected(f: CaseFacts) -> Answer:
    if _failed(f) and not f.done(Step.OPEN_PENALTY):
        return no("复查没有完全改正", "再次责令改正，或者转立案查处", Step.OPEN_PENALTY)
    return ok("已改正，或者不需要改正")


@gate("transfer.unsent", "应当移送的已移送", "行政处罚法22、27")
def transferred(f: CaseFacts) -> Answer:
    if result_of(f) == Result.TRANSFER and not f.done(Step.TRANSFER):
        return no("应当移送，还没有移送函", "办理移送", Step.TRANSFER)
    return ok("已移送" if f.done(Step.TRANSFER) else "不需要移送")


@gate("decision.exists", "尚未作出检查结果", BASIS)
def no_result_yet(f: CaseFacts) -> Answer:
    if f.decisions:
        return no("这次检查已经作出结果", "原结果撤销后才能重作")
    return ok("尚无结果")


def _failed(f: CaseFacts) -> bool:
    """The last recheck found it not wholly corrected, and no new order was given since."""
    last = f.last(Step.RECHECK_INSPECTION, Step.ORDER_CORRECTION)
    return bool(last and last.step is Step.RECHECK_INSPECTION and last.values.get("result") != "corrected")
