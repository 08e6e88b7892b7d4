"""Gates of house expropriation on state-owned land: the project, then each household (条例8–29; 行政强制法53)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import DecisionKind, Doc, Step
from mingjing.law.levy_gates import CHASE_CLOCK, day, yuan

RULES = "国有土地上房屋征收与补偿条例"
OLD_TOWN = "old_town"
# 条例8: only for these the houses of others are taken.
GROUNDS = (
    ("defence", "国防和外交的需要"),
    ("infrastructure", "政府组织实施的能源、交通、水利等基础设施建设"),
    (
        "public_service",
        "政府组织实施的科技、教育、文化、卫生、体育、环境和资源保护、防灾减灾、文物保护、社会福利、市政公用等"
        "公共事业",
    ),
    ("housing", "政府组织实施的保障性安居工程建设"),
    (OLD_TOWN, "政府依照城乡规划法组织实施的旧城区改建"),
    ("other", "法律、行政法规规定的其他公共利益的需要"),
)  # fmt: skip


# --- the project ---------------------------------------------------------------------------------------------------


@gate("interest.none", "属于公共利益的法定情形", f"{RULES}8")
def public_interest(f: CaseFacts) -> Answer:
    words = dict(GROUNDS).get(str(f.details.get("ground")))
    return ok(words) if words else no("没有选择公共利益的法定情形", "不属于法定情形的不得征收")


@gate("plan.unpublished", "补偿方案已公布", f"{RULES}10②")
def plan_published(f: CaseFacts) -> Answer:
    last = f.last(Step.PUBLISH_PLAN)
    return ok(f"{last.on} 公布") if last else no("补偿方案还没有公布", "公布方案征求意见", Step.PUBLISH_PLAN)


@gate("plan.comments-open", "征求意见满三十日", f"{RULES}10②")
def comments_over(f: CaseFacts) -> Answer:
    clock = f.clocks.get("plan.comments")
    if clock is None:
        return no("补偿方案还没有公布", "公布方案征求意见", Step.PUBLISH_PLAN)
    if f.on <= clock.due:
        return wait(f"征求意见期到 {clock.due} 届满", "期满后汇总意见")
    return ok(f"{clock.started_on} 公布，{clock.due} 届满")


@gate("views.unpublished", "意见和修改情况已公布", f"{RULES}11①")
def views_published(f: CaseFacts) -> Answer:
    last = f.last(Step.PUBLISH_PLAN, Step.PUBLISH_VIEWS)
    if last and last.step is Step.PUBLISH_VIEWS:
        return ok(f"{last.on} 公布")
    return no("征求意见情况和修改情况还没有公布", "及时公布", Step.PUBLISH_VIEWS)


@gate("plan.hearing-due", "多数人不同意的已听证", f"{RULES}11②")
def hearing_where_due(f: CaseFacts) -> Answer:
    """旧城区改建, and most of the households hold that the plan breaks the rules: a hearing, and the plan amended."""
    views = f.last(Step.PUBLISH_VIEWS)
    if f.details.get("ground") != OLD_TOWN or not views or views.values["majority_against"] != "yes":
        return ok("不属于应当听证的情形")
    held = f.last(Step.HOLD_PLAN_HEARING)
    if held and held.at >= views.at:
        return ok(f"{held.on} 举行听证会")
    return no("多数被征收人认为方案不符合条例，还没有听证", "组织听证会并修改方案", Step.HOLD_PLAN_HEARING)


@gate("risk.none", "社会稳定风险评估通过", f"{RULES}12①")
def risk_assessed(f: CaseFacts) -> Answer:
    last = f.last(Step.ASSESS_RISK)
    if last is None:
        return no("还没有进行社会稳定风险评估", "评估后再作决定", Step.ASSESS_RISK)
    if last.values["conclusion"] != "go":
        return no("风险评估结论不是可以实施", "化解风险后重新评估", Step.ASSESS_RISK)
    return ok(f"{last.on} 评估：可以实施")


@gate("meeting.none", "人数较多的经政府常务会议讨论", f"{RULES}12①")
def meeting_where_due(f: CaseFacts) -> Answer:
    if f.details.get("many") != "yes":
        return ok("涉及被征收人数量没有达到本级政府规定的“较多”")
    last = f.last(Step.HOLD_MEETING)
    return ok(f"{last.on} 登记") if last else no("还没有经政府常务会议讨论决定", "提请讨论", Step.HOLD_MEETING)


@gate("funds.missing", "补偿费用足额到位、专户存储", f"{RULES}12②")
def funds_in_place(f: CaseFacts) -> Answer:
    need = int(f.details.get("cost") or 0)
    have = sum(t.values["amount"] for t in f.each(Step.RECORD_FUNDS))
    if have < need or not have:
        return no(
            f"补偿费用 {yuan(need)}，到位 {yuan(have)}", "足额到位、专户存储、专款专用后再作决定", Step.RECORD_FUNDS
        )
    return ok(f"到位 {yuan(have)}")


@gate("announcement.none", "征收决定已公告", f"{RULES}13")
def expropriation_announced(f: CaseFacts) -> Answer:
    last = f.last(Step.ANNOUNCE_EXPROPRIATION)
    return ok(f"{last.on} 公告") if last else no("征收决定还没有公告", "及时公告", Step.ANNOUNCE_EXPROPRIATION)


@gate("survey.unpublished", "调查登记结果已公布", f"{RULES}15")
def survey_published(f: CaseFacts) -> Answer:
    last = f.last(Step.SURVEY)
    return ok(f"{last.on} 公布") if last else no("房屋调查登记结果还没有公布", "调查登记并公布", Step.SURVEY)


@gate("appraiser.none", "评估机构已选定", f"{RULES}20")
def appraiser_chosen(f: CaseFacts) -> Answer:
    """In the project by its own step; a household's file says which institution was chosen there."""
    last = f.last(Step.CHOOSE_APPRAISER)
    name = last.values["appraiser"] if last else f.details.get("appraiser")
    if name:
        return ok(str(name))
    return no("还没有选定评估机构", "由被征收人协商选定；协商不成的多数决定或者随机选定", Step.CHOOSE_APPRAISER)


@gate("households.unfiled", "每户都已立档", f"{RULES}29①")
def households_filed(f: CaseFacts) -> Answer:
    filed = {t.values["household"] for t in f.each(Step.OPEN_HOUSEHOLD)}
    need = int(f.details.get("households") or 0)
    if len(filed) < need:
        return no(f"{need} 户中有 {need - len(filed)} 户没有立档", "分户立档", Step.OPEN_HOUSEHOLD)
    return ok(f"{need} 户均已立档")


@gate("households.unpublished", "分户补偿情况已公布", f"{RULES}29①")
def households_published(f: CaseFacts) -> Answer:
    last = f.last(Step.PUBLISH_HOUSEHOLDS)
    return ok(f"{last.on} 公布") if last else no("分户补偿情况还没有公布", "公布", Step.PUBLISH_HOUSEHOLDS)


# --- one household -------------------------------------------------------------------------------------------------


@gate("appraisal.none", "评估报告已送达", f"{RULES}19、20")
def appraisal_served(f: CaseFacts) -> Answer:
    if not f.done(Step.APPRAISE):
        return no("还没有评估报告", "由选定的机构评估", Step.APPRAISE)
    served = f.served.get(Doc.APPRAISAL_NOTICE)
    return ok(f"{served} 送达") if served else no("评估报告还没有送达被征收人", "送达评估报告", Step.SERVE_DOCUMENT)


@gate("appraisal.review-open", "申请复核评估的期限已满", "国有土地上房屋征收评估办法20")
def appraisal_review_over(f: CaseFacts) -> Answer:
    clock = f.clocks.get("appraisal.review")
    if clock and f.on <= clock.due:
        return wait(f"申请复核评估的期限到 {clock.due} 届满", "期满后办理")
    return ok(f"复核期 {clock.due} 已届满" if clock else "评估报告送达后起算")


@gate("agreement.term-open", "签约期限已满", f"{RULES}26①")
def signing_term_over(f: CaseFacts) -> Answer:
    """Nobody is decided against while he may still agree; an unknown owner cannot agree (条例26①)."""
    if f.details.get("owner") == "unknown":
        return ok("被征收房屋所有权人不明确")
    until = f.details.get("sign_until")
    if not until:
        return no("没有写明征收补偿方案确定的签约期限", "在事项信息中填写签约期限")
    if f.on <= day(until):
        return wait(f"签约期限到 {until} 届满", "期限内达成协议的签订补偿协议")
    return ok(f"签约期限 {until} 已届满")


@gate("agreement.signed", "没有签订补偿协议", f"{RULES}25、26①")
def not_agreed(f: CaseFacts) -> Answer:
    last = f.last(Step.SIGN_AGREEMENT)
    return no(f"{last.on} 已签订补偿协议", "按协议履行；一方不履行的依法起诉") if last else ok("没有达成补偿协议")


@gate("compensation.too-low", "补偿不低于评估价值", f"{RULES}19①")
def not_below_appraisal(f: CaseFacts) -> Answer:
    last = f.last(Step.APPRAISE)
    worth = int(last.values["value"]) if last else 0
    if f.draft_doc is Doc.HOUSE_COMPENSATION and f.draft_values.get("way") == "money":
        amount = int(f.draft_values.get("amount") or 0)
        if amount < worth:
            return no(f"补偿 {yuan(amount)}，低于评估价值 {yuan(worth)}", "补偿不得低于类似房地产的市场价格")
    return ok(f"不低于评估价值 {yuan(worth)}")


@gate("house-compensation.undecided", "补偿决定已送达并公告", f"{RULES}26①")
def compensation_announced(f: CaseFacts) -> Answer:
    if DecisionKind.COMPENSATION not in f.decisions:
        return no("还没有补偿决定", "作出补偿决定", Step.DECIDE_COMPENSATION)
    last = f.last(Step.ANNOUNCE_COMPENSATION)
    if last:
        return ok(f"{last.on} 公告")
    return no("补偿决定还没有在房屋征收范围内公告", "公告补偿决定", Step.ANNOUNCE_COMPENSATION)


@gate("move.term-open", "补偿决定的搬迁期限已过", f"{RULES}27、28①")
def move_term_over(f: CaseFacts) -> Answer:
    last = f.last(Step.DECIDE_COMPENSATION)
    until = last.values.get("move_until") if last else None
    if not until:
        return no("没有搬迁期限", "在补偿决定中写明搬迁期限")
    if f.on <= day(until):
        return wait(f"搬迁期限到 {until} 届满", "期满后办理")
    return ok(f"搬迁期限 {until} 已届满")


@gate("demand.too-early", "催告送达满十个工作日", "行政强制法54、69")
def demand_expired(f: CaseFacts) -> Answer:
    if Doc.MOVE_DEMAND not in f.served:
        return no("还没有送达搬迁催告书", "催告并送达搬迁催告书", Step.DEMAND_MOVE)
    clock = f.clocks.get(CHASE_CLOCK)
    if clock is None or f.on <= clock.due:
        return wait(f"催告期到 {clock.due if clock else '送达后第十个工作日'} 届满", "期满后申请")
    return ok(f"催告期 {clock.due} 已届满")


@gate("house-compensation.unannounced", "补偿决定已公告", f"{RULES}26①")
def announced_if_decided(f: CaseFacts) -> Answer:
    return compensation_announced.ask(f) if DecisionKind.COMPENSATION in f.decisions else ok("按协议补偿")
