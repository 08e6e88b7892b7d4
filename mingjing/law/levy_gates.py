"""Gates of fees: assessed, deferred, overdue, chased, late fee, paid (取水条例33、34; 水法70; 强制法45、54)."""

from __future__ import annotations

from datetime import date

from mingjing.law import fees
from mingjing.law.facts import CaseFacts, Taken
from mingjing.law.fees import Paid, Part
from mingjing.law.gating import Answer, Gate, gate, no, ok, wait
from mingjing.law.kinds import DecisionKind, Doc, Step
from mingjing.law.limit_table import rate

WATER = "取水许可和水资源费征收管理条例"
LATE = "水法70；水土保持法57；行政强制法45"
CHASE_CLOCK = "demand.comply"


def yuan(amount: int) -> str:
    """分 as people read it."""
    return f"{amount / 100:,.2f} 元"


# --- what the history says about the debt --------------------------------------------------------------------------


def day(value: date | str) -> date:
    """A date as a step keeps it: typed, or in ISO form."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def payments(f: CaseFacts) -> tuple[Paid, ...]:
    """Every payment of the case, by the day on its voucher."""
    return tuple(Paid(t.values["paid_on"], t.values["amount"]) for t in f.each(Step.RECORD_PAYMENT))


def grant(f: CaseFacts) -> Taken | None:
    """The deferral in force: granted, or by silence."""
    found = f.last(Step.ANSWER_DEFERRAL, Step.DEFERRAL_BY_SILENCE)
    return found if found and found.values["granted"] != "refused" else None


def parts(f: CaseFacts) -> tuple[Part, ...]:
    """The debt by the days on which it falls due: one day, a later one, or instalments; empty before service."""
    d = f.decision
    if d is None or d.payment_due is None:
        return ()
    given = grant(f)
    if given is None:
        return (Part(d.payment_due, d.fine),)
    if given.values["mode"] == "defer":
        return (Part(day(given.values["until"]), d.fine),)
    plan = tuple(Part(day(row["due_on"]), row["amount"]) for row in given.values["plan"])
    before = d.fine - sum(p.amount for p in plan)
    return (Part(d.payment_due, before), *plan) if before else plan


def overdue(f: CaseFacts) -> int:
    """分 of the fee itself overdue on the day."""
    return fees.overdue(parts(f), payments(f), f.on)


def late_fee(f: CaseFacts) -> int:
    """分 of late fee grown up to the day, charged or not; 0 where the fee's law has none."""
    fee = fees.fee_of(f.details.get("fee"))
    if fee is None or not fee.rate or not _chase_missed(f):
        return 0
    return fees.late_fee(rate(fee.rate, f.on), parts(f), payments(f), f.on)


def open_request(f: CaseFacts) -> Taken | None:
    """A request for deferral that nobody has answered and no silence has settled."""
    last = f.last(Step.ASK_DEFERRAL, Step.ANSWER_DEFERRAL, Step.DEFERRAL_BY_SILENCE)
    return last if last and last.step is Step.ASK_DEFERRAL else None


def _chase_missed(f: CaseFacts) -> bool:
    """Whether the time set by the chase ended with money still overdue: only then does the law add a late fee."""
    clock = f.clocks.get(CHASE_CLOCK)
    if Doc.CHASE_NOTICE not in f.served or clock is None or f.on <= clock.due:
        return False
    came_in = tuple(p for p in payments(f) if p.on <= clock.due)
    return fees.overdue(parts(f), came_in, f.on) > 0


# --- before the notice ---------------------------------------------------------------------------------------------


@gate("fee.unknown", "征收项目有法定依据", "政府非税收入管理办法（财税〔2016〕33号）")
def fee_known(f: CaseFacts) -> Answer:
    fee = fees.fee_of(f.details.get("fee"))
    if fee is None:
        return no("没有选择征收项目", "填写征收项目")
    ended = f.details.get("period_end", "")
    if fee.until and ended > fee.until.isoformat():
        return no(
            f"{fee.label}只能征收到 {fee.until} 为止的所属期，本案所属期到 {ended}", "核对所属期；之后的由税务机关征税"
        )
    return ok(f"{fee.label}（{fee.basis}）")


@gate("assess.none", "已核定", f"{WATER}32、33")
def assessed(f: CaseFacts) -> Answer:
    last = f.last(Step.ASSESS)
    if last is None:
        return no("还没有核定应缴数额", "按计征基数和标准核定", Step.ASSESS)
    return ok(f"{last.on} 核定 {yuan(last.values['amount'])}")


@gate("assess.differs", "通知书与核定一致", f"{WATER}33")
def notice_as_assessed(f: CaseFacts) -> Answer:
    last = f.last(Step.ASSESS)
    written = f.draft_values.get("amount") if f.draft_doc is Doc.FEE_NOTICE else None
    if last and written is not None and written != last.values["amount"]:
        return no(
            f"通知书写 {yuan(written)}，核定为 {yuan(last.values['amount'])}", "改正通知书稿，或者重新核定", Step.ASSESS
        )
    return ok("通知书按核定的数额制作")


def none_in_force(kind: DecisionKind) -> Gate:
    """No second decision of one kind while the first is in force."""

    def ask(f: CaseFacts) -> Answer:
        if kind in f.decisions:
            return no(f"本案已有有效的{kind.label}", "原决定被撤销后才能重作")
        return ok(f"尚无{kind.label}")

    return Gate("decision.exists", "尚未作出同类决定", "三政办〔2019〕16号三(二)", ask)


# --- deferral ------------------------------------------------------------------------------------------------------


@gate("deferral.no-rule", "有缓缴的法定依据", f"{WATER}34")
def deferral_has_rule(f: CaseFacts) -> Answer:
    fee = fees.fee_of(f.details.get("fee"))
    if fee and fee.deferral:
        return ok(fee.deferral)
    return no("本项征收没有可以缓缴的规定，不得缓缴", "告知缴纳义务人按期缴纳")


@gate("deferral.asked", "没有在办或者已同意的缓缴", f"{WATER}34")
def not_deferred(f: CaseFacts) -> Answer:
    if open_request(f):
        return no("已有一份缓缴申请在办", "先答复这份申请", Step.ANSWER_DEFERRAL)
    if given := grant(f):
        return no(f"{given.on} 已同意缓缴", "按同意的期限缴纳")
    return ok("没有在办或者已同意的缓缴")


@gate("deferral.none-open", "有未答复的缓缴申请", f"{WATER}34")
def request_open(f: CaseFacts) -> Answer:
    asked = open_request(f)
    return ok(f"{asked.values['asked_on']} 申请") if asked else no("没有未答复的缓缴申请", "收到申请后登记")


@gate("deferral.silence", "在五个工作日的答复期内", f"{WATER}34")
def answer_in_time(f: CaseFacts) -> Answer:
    clock = f.clocks.get("fee.deferral_answer")
    if open_request(f) and clock and f.on > clock.due:
        return no(f"答复期 {clock.due} 已届满，依法视为同意", "登记视为同意", Step.DEFERRAL_BY_SILENCE)
    return ok(f"答复期到 {clock.due}" if clock else "没有在办的申请")


@gate("deferral.not-silent", "答复期已满没有答复", f"{WATER}34")
def silence_reached(f: CaseFacts) -> Answer:
    clock = f.clocks.get("fee.deferral_answer")
    if open_request(f) and clock and f.on <= clock.due:
        return wait(f"答复期到 {clock.due} 届满", "在期限内答复")
    return ok(f"答复期 {clock.due} 已届满" if clock else "没有在办的申请")


@gate("deferral.open", "没有未答复的缓缴申请", f"{WATER}34")
def no_open_request(f: CaseFacts) -> Answer:
    if open_request(f):
        return no("缓缴申请还没有答复", "先答复；逾期的登记视为同意", Step.ANSWER_DEFERRAL)
    return ok("没有未答复的缓缴申请")


# --- overdue -------------------------------------------------------------------------------------------------------


@gate("fee.not-overdue", "已逾期未缴", f"{WATER}33；行政强制法45")
def fee_overdue(f: CaseFacts) -> Answer:
    d, debt = f.decision, parts(f)
    if d is None or not debt:
        return no("缴款期限还没有起算", "先送达缴款通知书", Step.SERVE)
    if owed := overdue(f):
        return ok(f"逾期未缴 {yuan(owed)}")
    if d.paid >= d.fine:
        return no("已缴清", "不需要办理")
    next_due = min((p.due for p in debt if p.due >= f.on), default=debt[-1].due)
    return wait(f"缴款期限到 {next_due} 届满", "逾期后办理")


@gate("chase.running", "催缴的期限已届满", "水法70；水土保持法57；行政强制法54")
def chase_expired(f: CaseFacts) -> Answer:
    if Doc.CHASE_NOTICE not in f.served:
        return no("还没有送达催缴通知书", "催缴并送达催缴通知书", Step.CHASE)
    clock = f.clocks.get(CHASE_CLOCK)
    if clock is None or f.on <= clock.due:
        return wait(f"催缴的期限到 {clock.due if clock else '送达后第十个工作日'} 届满", "期满后办理")
    return ok(f"催缴的期限 {clock.due} 已届满")


@gate("late-fee.no-rule", "有加收滞纳金的法定依据", LATE)
def late_fee_has_rule(f: CaseFacts) -> Answer:
    fee = fees.fee_of(f.details.get("fee"))
    if fee is None or not fee.rate:
        return no("本项征收的法律、法规没有规定滞纳金，不得加收", "催缴；仍不缴纳的依法处罚或者申请法院执行")
    found = rate(fee.rate, f.on)
    return ok(f"每日万分之{found.per_myriad}（{found.basis}）")


@gate("late-fee.none", "有未决定的滞纳金", LATE)
def late_fee_grown(f: CaseFacts) -> Answer:
    more = late_fee(f) - (f.decision.surcharge if f.decision else 0)
    return ok(f"应加收 {yuan(more)}") if more > 0 else no("没有应当加收而未加收的滞纳金", "不需要办理")


@gate("late-fee.undecided", "应加收的滞纳金已加收", LATE)
def late_fee_charged(f: CaseFacts) -> Answer:
    more = late_fee(f) - (f.decision.surcharge if f.decision else 0)
    if more > 0:
        return no(f"还有滞纳金 {yuan(more)} 没有加收", "作出加收滞纳金决定并送达", Step.FEE_LATE)
    return ok("没有应当加收而未加收的滞纳金")


@gate("penalty.no-rule", "有处罚的法定依据", "水法70；水土保持法57；城镇排水与污水处理条例54")
def penalty_has_rule(f: CaseFacts) -> Answer:
    fee = fees.fee_of(f.details.get("fee"))
    return ok(fee.penalty) if fee and fee.penalty else no("本项征收没有处罚的规定", "催缴或者申请法院执行")


@gate("fee.unpaid", "应缴款项已缴清", f"{WATER}33")
def fee_paid(f: CaseFacts) -> Answer:
    d = f.decision
    owed = d.fine + d.surcharge - d.paid if d else 0
    if d is None or owed <= 0:
        return ok("已缴清")
    return no(f"还有 {yuan(owed)} 未缴", "凭缴库票据登记缴款；逾期的催缴或者申请法院执行", Step.RECORD_PAYMENT)
