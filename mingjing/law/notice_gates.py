"""Gates on prior notice, statement and hearing (行政处罚法44、45、62–65)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, Gate, gate, no, ok, wait
from mingjing.law.kinds import ReviewOutcome, Stage, Step
from mingjing.law.thresholds import hearing_right

PASSED = frozenset({ReviewOutcome.AGREE, ReviewOutcome.SETTLED})


@gate("pre-review.not-passed", "告知前的法制审核", "本领域办案程序规定")
def pre_notice_reviewed(f: CaseFacts) -> Answer:
    if f.order != "review_first":
        return ok("本领域先告知、后终审")
    last = f.last_round
    if last and last.outcome in PASSED and last.sealed:
        return ok(f"第 {last.number} 轮审核同意")
    return no("本领域先审核、后告知，审核还没有通过", "送法制审核", Step.SUBMIT_REVIEW)


@gate("notice.not-served", "事先告知书已送达", "行政处罚法44、62")
def notice_served(f: CaseFacts) -> Answer:
    if f.notice is None:
        return no("还没有告知拟作出的处罚内容及事实、理由、依据", "制作并送达事先告知书", Step.NOTIFY)
    if f.notice.served_on is None:
        return no("事先告知书还没有送达", "登记送达", Step.SERVE_DOCUMENT)
    if f.notice.served_on > f.on:
        return wait(f"公告送达，{f.notice.served_on} 视为送达", "公告期满后办理")
    return ok(f"{f.notice.served_on} 送达")


@gate("statement.window-open", "陈述申辩期已满或者已放弃", "行政处罚法44、45、62")
def statement_window_closed_or_waived(f: CaseFacts) -> Answer:
    if f.notice is None or f.notice.served_on is None:
        return wait("告知书送达后起算", "送达事先告知书")
    if f.statement.waived:
        return ok("当事人明确放弃陈述、申辩")
    if f.notice.window_end and f.on <= f.notice.window_end:
        return wait(f"陈述申辩期到 {f.notice.window_end} 届满", "期满后办理；当事人明确放弃的，登记放弃")
    return ok(f"陈述申辩期 {f.notice.window_end} 已届满")


@gate("statement.unanswered", "陈述申辩已复核", "行政处罚法45")
def statement_answered(f: CaseFacts) -> Answer:
    left = f.statement.presented - f.statement.answered
    if left > 0:
        return no(f"{left} 份陈述申辩还没有复核", "制作陈述申辩复核意见书", Step.ANSWER_STATEMENT)
    return ok("当事人未提出陈述申辩" if not f.statement.presented else "陈述申辩均已复核")


@gate("decision.heavier", "没有因申辩加重", "行政处罚法45")
def not_heavier_than_notice(f: CaseFacts) -> Answer:
    if f.notice is None or f.proposal is None:
        return ok("尚无告知内容可比")
    added = f.proposal.penalties - f.notice.penalties
    if f.proposal.fine > f.notice.fine or added:
        what = (
            f"罚款 {f.proposal.fine / 100:,.2f} 元高于告知的 {f.notice.fine / 100:,.2f} 元"
            if f.proposal.fine > f.notice.fine
            else "处罚种类多于告知的种类"
        )
        return no(what, "改回不重于告知的内容；确有新的事实的，重新告知", Step.NOTIFY)
    return ok("不重于告知的内容")


@gate("hearing.right-not-told", "已告知听证权利", "行政处罚法63")
def hearing_right_told(f: CaseFacts) -> Answer:
    grounds = hearing_right(f.proposal) if f.proposal else ()
    if not grounds:
        return ok("未达到听证范围")
    if f.notice and f.notice.hearing_told:
        return ok(f"已告知：{grounds[0]}")
    return no(f"{'；'.join(grounds)}，没有告知听证权利", "重新告知并写明听证权利", Step.NOTIFY)


@gate("hearing.window-open", "听证申请期已满或者已放弃", "行政处罚法64①一")
def hearing_window_closed(f: CaseFacts) -> Answer:
    n = f.notice
    if n is None or not n.hearing_told:
        return ok("不涉及听证")
    if f.hearing.requested_on or f.hearing.waived:
        return ok("当事人已申请听证" if f.hearing.requested_on else "当事人放弃听证")
    if n.hearing_window_end is None:
        return wait("告知书送达后起算", "送达听证告知书")
    if f.on <= n.hearing_window_end:
        return wait(f"听证申请期到 {n.hearing_window_end} 届满", "期满后办理；当事人放弃的，登记放弃听证")
    return ok(f"听证申请期 {n.hearing_window_end} 已届满")


@gate("hearing.not-held", "申请的听证已举行", "行政处罚法63、65")
def hearing_held_if_requested(f: CaseFacts) -> Answer:
    h = f.hearing
    if h.requested_on is None or h.waived:
        return ok("当事人未申请听证" if h.requested_on is None else "当事人放弃听证")
    if h.held_on and h.reported:
        return ok(f"{h.held_on} 举行，听证报告已提交")
    if h.held_on:
        return no("听证已举行，还没有听证报告", "提交听证报告", Step.REPORT_HEARING)
    return no(f"当事人 {h.requested_on} 申请听证，还没有举行", "通知并举行听证", Step.SUMMON_HEARING)


@gate("hearing.not-requested", "当事人申请了听证", "行政处罚法64①一")
def hearing_requested(f: CaseFacts) -> Answer:
    if f.hearing.requested_on:
        return ok(f"{f.hearing.requested_on} 申请")
    return no("当事人没有申请听证", "收到申请后登记", Step.REQUEST_HEARING)


@gate("hearing.late-request", "在听证申请期内", "行政处罚法64①一")
def hearing_request_in_time(f: CaseFacts) -> Answer:
    end = f.notice.hearing_window_end if f.notice else None
    if f.notice is None or not f.notice.hearing_told:
        return no("没有告知听证权利，或者本案不在听证范围", "属于听证范围的，先告知听证权利", Step.NOTIFY)
    if end is None:
        return wait("听证告知书还没有送达", "送达听证告知书")
    if f.on > end:
        return no(f"听证申请期 {end} 已届满", "有正当理由的，由机关决定是否接受并另行告知")
    return ok(f"申请期到 {end}")


@gate("hearing.short-notice", "举行七日前已通知", "行政处罚法64①二")
def summoned_seven_days_before(f: CaseFacts) -> Answer:
    h = f.hearing
    if h.summons_served_on is None:
        return no("还没有送达听证通知书", "通知听证的时间、地点并送达", Step.SUMMON_HEARING)
    if h.earliest_day and f.on < h.earliest_day:
        return wait(f"通知送达后满七个工作日，最早 {h.earliest_day} 举行", "改到该日或者以后举行")
    return ok(f"{h.summons_served_on} 送达通知")


@gate("hearing.host-handler", "主持人不是本案调查人员", "行政处罚法64①四")
def host_not_handler(f: CaseFacts) -> Answer:
    if f.hearing.host_is_handler:
        return no("听证主持人是本案调查人员", "另行指定主持人", Step.SUMMON_HEARING)
    return ok("主持人未参与本案调查")


@gate("review.before-notice", "先告知、后终审", "行政处罚法44、58；本领域办案程序规定")
def order_of_notice_and_review(f: CaseFacts) -> Answer:
    """A final round opens only after notice, but for review-first fields and no-penalty proposals."""
    if f.stage is not Stage.INVESTIGATED or f.no_penalty_ground or f.order == "review_first":
        return ok("次序符合本领域规定")
    return no("本领域先告知当事人，陈述申辩期满、听证结束后再送终审", "先制作并送达事先告知书", Step.NOTIFY)


def once_notified(inner: Gate) -> Gate:
    """The gate as it is after notice; before notice (告知前审核, 不予处罚) it does not apply."""
    return Gate(
        inner.code,
        inner.label,
        inner.article,
        lambda f: inner.ask(f) if f.stage is Stage.NOTIFIED else ok("告知之前不适用"),
    )
