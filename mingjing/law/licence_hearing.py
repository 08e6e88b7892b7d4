"""Gates on those whom a licence concerns: told, heard, answered; the hearing and its record (行政许可法36、46–48)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts, Taken
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import Doc, Step
from mingjing.law.licence_facts import Matter
from mingjing.law.licence_gates import asked


def _since(f: CaseFacts, step: Step, *then: Step) -> bool:
    """Whether one of ``then`` was taken after the last ``step``."""
    last = f.last(step)
    return last is not None and any(t.at >= last.at for t in f.each(*then))


def _grave(f: CaseFacts) -> bool:
    examined = f.last(Step.EXAMINE)
    return f.done(Step.TELL_INTERESTED) or bool(examined and examined.values.get("interested") == "yes")


@gate("interested.untold", "已告知申请人、利害关系人", "行政许可法36、47")
def interested_told(f: CaseFacts) -> Answer:
    if not _grave(f):
        return ok("不直接关系他人重大利益")
    told = {t.values.get("role") for t in f.each(Step.TELL_INTERESTED)}
    left = [words for role, words in (("applicant", "申请人"), ("interested", "利害关系人")) if role not in told]
    if left:
        return no(
            f"还没有告知{'、'.join(left)}陈述、申辩和要求听证的权利", "制作并送达利害关系告知书", Step.TELL_INTERESTED
        )
    if Doc.INTERESTED_NOTICE.label in f.unserved:
        return no("利害关系告知书还没有送达", "登记送达", Step.SERVE_DOCUMENT)
    return ok("已告知申请人和利害关系人")


@gate("interested.window-open", "陈述申辩、申请听证的期限已满", "行政许可法36、47①")
def window_closed(f: CaseFacts) -> Answer:
    for rule in ("licence.hearing_ask", "licence.views"):
        clock = f.clocks.get(rule)
        if clock and clock.met_on is None and f.on <= clock.due:
            return wait(f"期限到 {clock.due} 届满", "期满后办理")
    return ok("期限已满，或者没有需要等待的期限")


@gate("views.unanswered", "陈述申辩意见已答复", "行政许可法7、36")
def views_answered(f: CaseFacts) -> Answer:
    heard, answered = sum(1 for _ in f.each(Step.HEAR_INTERESTED)), sum(1 for _ in f.each(Step.ANSWER_INTERESTED))
    if heard > answered:
        return no(f"{heard - answered} 份意见还没有答复", "研究并答复是否采纳和理由", Step.ANSWER_INTERESTED)
    return ok("意见均已答复，或者没有提出意见")


@gate("views.none", "有待答复的意见", "行政许可法7、36")
def views_open(f: CaseFacts) -> Answer:
    heard, answered = sum(1 for _ in f.each(Step.HEAR_INTERESTED)), sum(1 for _ in f.each(Step.ANSWER_INTERESTED))
    return ok(f"{heard - answered} 份") if heard > answered else no("没有待答复的意见", "不需要办理")


@gate("licence-hearing.not-told", "已告知听证权利", "行政许可法47①")
def hearing_right_told(f: CaseFacts) -> Answer:
    if "licence.hearing_ask" in f.clocks:
        return ok("告知书已送达")
    return no("还没有送达告知听证权利的告知书", "告知并送达；认为需要听证的，直接依职权通知听证", Step.TELL_INTERESTED)


@gate("licence-hearing.short-notice", "听证通知满七个工作日", "行政许可法48①一")
def summoned_seven_days(f: CaseFacts) -> Answer:
    clock = f.clocks.get("licence.hearing_notice")
    if clock is None or not _since(f, Step.ANNOUNCE_LICENCE_HEARING, Step.SERVE_DOCUMENT):
        return no("听证通知书还没有送达", "通知听证的时间、地点并送达", Step.ANNOUNCE_LICENCE_HEARING)
    if f.on < clock.due:
        return wait(f"最早 {clock.due} 举行", "改到该日或者以后举行")
    return ok(f"{clock.started_on} 送达通知")


@gate("licence-hearing.host", "主持人不是审查人员", "行政许可法48①三")
def host_is_apart(f: CaseFacts) -> Answer:
    notice = f.last(Step.ANNOUNCE_LICENCE_HEARING)
    if notice and notice.values.get("host") in f.handled_by:
        return no("听证主持人是审查本申请的工作人员", "另行指定主持人，重新通知", Step.ANNOUNCE_LICENCE_HEARING)
    return ok("主持人没有审查本申请")


def _hearing_due(f: CaseFacts) -> tuple[Taken | None, str]:
    asked_for = f.last(Step.ASK_LICENCE_HEARING)
    if asked_for:
        return asked_for, f"{asked_for.on} 申请听证"
    item = asked(f).item
    if item and item.hearing and asked(f).matter in {None, Matter.CHANGE}:
        return None, f"应当听证的事项（{item.hearing}）"
    announced = f.last(Step.ANNOUNCE_LICENCE_HEARING)
    return announced, "已通知听证" if announced else ""


@gate("licence-hearing.not-held", "应当听证的已经听证", "行政许可法46、47")
def hearing_held(f: CaseFacts) -> Answer:
    since, words = _hearing_due(f)
    held = f.last(Step.HOLD_LICENCE_HEARING)
    if not words:
        return ok("没有申请听证，也不属于应当听证的事项")
    if held and (since is None or held.at >= since.at):
        return ok(f"{held.on} 举行听证")
    return no(f"{words}，还没有举行", "通知并举行听证", Step.ANNOUNCE_LICENCE_HEARING)


@gate("licence-hearing.record-unused", "根据听证笔录审查", "行政许可法48②")
def by_the_record(f: CaseFacts) -> Answer:
    held = f.last(Step.HOLD_LICENCE_HEARING)
    if held is None:
        return ok("没有举行听证")
    examined = f.last(Step.EXAMINE)
    if examined and examined.at >= held.at and examined.values.get("by_record"):
        return ok("审查意见写明了听证笔录的采纳情况")
    return no("听证之后还没有根据听证笔录提出审查意见", "根据听证笔录重新审查", Step.EXAMINE)
