"""Every time limit as dated, cited data (domain reference §2.0, §2.1, §3.4), and which one governs on a day.

The plan is 三政办〔2019〕16号. Rows of one ``rule_id`` are its versions by date, or rules on one duty:
the shortest governs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingjing.law import (
    limits_appraisal,
    limits_coercion,
    limits_inspection,
    limits_levy,
    limits_licence,
    limits_supervision,
    limits_workplan,
)
from mingjing.law.limits import Holder, Limit, Mark, Rate, Unit

WD, CD, MONTH, YEAR, HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR
PARTY, HIGH, MIDDLE, LOW = Holder.PARTY, Mark.HIGH, Mark.MIDDLE, Mark.LOW
PLAN = date(2019, 8, 1)
OLD = date(1996, 10, 1)  # 行政处罚法 of 1996, as amended until 2021-07-14
OLD_END = date(2021, 7, 14)
NEW = date(2021, 7, 15)  # 行政处罚法 of 2021
COERCION = date(2012, 1, 1)
REVIEW_1999, REVIEW_END, REVIEW_2023 = date(1999, 10, 1), date(2023, 12, 31), date(2024, 1, 1)
LITIGATION = date(2015, 5, 1)
CIVIL = date(1991, 4, 9)

BREACH = "逾期为超期，机关登记原因，列入监督"
LAPSES = "逾期不提出的，视为放弃"


def _limit(
    rule_id: str, label: str, amount: int, unit: Unit, start_event: str, basis: str, since: date, **more: object
) -> Limit:
    given = {"on_expiry": BREACH, **more}
    return Limit(
        rule_id=rule_id, label=label, amount=amount, unit=unit, start_event=start_event, basis=basis,
        valid_from=since, **given,  # type: ignore[arg-type]
    )  # fmt: skip


START = (
    _limit("clue.verify", "线索核查", 15, WD, "发现或者收到线索", "市场监督管理行政处罚程序规定18", NEW,
           extension=15, extension_basis="市场监督管理行政处罚程序规定18：负责人批准可以延长",
           source_mark=HIGH, configurable=True, note="市场监管领域的规定；其他领域由本机关规定"),
    _limit("limitation.ordinary", "追责时效", 2, YEAR, "违法行为发生或者终了", "行政处罚法36", NEW,
           on_expiry="期满未被发现的，不再给予行政处罚"),
    _limit("limitation.ordinary", "追责时效", 2, YEAR, "违法行为发生或者终了", "行政处罚法（2017）29", OLD,
           valid_to=OLD_END, on_expiry="期满未被发现的，不再给予行政处罚", source_mark=HIGH),
    _limit("limitation.life", "追责时效（生命健康、金融安全且有危害后果）", 5, YEAR, "违法行为发生或者终了",
           "行政处罚法36", NEW, on_expiry="期满未被发现的，不再给予行政处罚"),
    _limit("case.decide", "作出处罚决定", 90, CD, "立案", "行政处罚法60", NEW,
           note="法律、法规、规章另有规定的从其规定；中止、延长须引用本领域有日期、有条文的规则"),
)  # fmt: skip

EVIDENCE = (
    _limit("preserve.handle", "处理先行登记保存的物品", 7, WD, "先行登记保存", "行政处罚法56、85", NEW,
           on_expiry="逾期未处理的，应当解除登记保存"),
    _limit("preserve.handle", "处理先行登记保存的物品", 7, CD, "先行登记保存", "行政处罚法（2017）37②", OLD,
           valid_to=OLD_END, on_expiry="逾期未处理的，应当解除登记保存", source_mark=HIGH),
    _limit("transfer.approve", "批准移送涉嫌犯罪案件", 3, CD, "提出移送书面报告", "国务院令310号5", date(2001, 7, 9),
           source_mark=HIGH),
    _limit("transfer.send", "移送涉嫌犯罪案件", 24, HOUR, "批准移送", "国务院令310号5", date(2001, 7, 9),
           source_mark=HIGH),
)  # fmt: skip

REVIEW = (
    _limit("review.submit", "送法制审核", 5, WD, "调查终结", "三政办〔2019〕16号三(三)4：及时送交", PLAN,
           source_mark=LOW, configurable=True, note="方案只写“及时”，天数由本机关规定"),
    _limit("review.opinion", "出具法制审核意见", 5, WD, "受理送审", "三政办〔2019〕16号三(三)5：时限由各机关规定", PLAN,
           extension=5, extension_basis="本机关规定：情况复杂，负责人批准", configurable=True,
           note="天数由本机关规定；审核时间计入九十日"),
    _limit("statement.window", "陈述、申辩", 5, WD, "告知书送达", "行政处罚法44、45；期限由机关规定", NEW, holder=PARTY,
           source_mark=HIGH, configurable=True, on_expiry=LAPSES, note="法律没有统一规定，五个工作日是市场监管的做法"),
    _limit("hearing.request", "申请听证", 5, WD, "告知书送达", "行政处罚法64一、85", NEW, holder=PARTY,
           on_expiry=LAPSES),
    _limit("hearing.request", "申请听证", 3, CD, "告知书送达", "行政处罚法（2017）42①一", OLD, valid_to=OLD_END,
           holder=PARTY, source_mark=HIGH, on_expiry=LAPSES),
    _limit("hearing.notice", "举行听证前通知", 7, WD, "听证通知书送达", "行政处罚法64二、85", NEW,
           on_expiry="满七个工作日后才可以举行听证"),
    _limit("hearing.notice", "举行听证前通知", 7, CD, "听证通知书送达", "行政处罚法（2017）42①二", OLD,
           valid_to=OLD_END, source_mark=HIGH, on_expiry="满七日后才可以举行听证"),
    _limit("file.record", "重大处罚决定备案", 15, CD, "作出决定", "三政办〔2019〕16号三(三)2", PLAN, source_mark=LOW,
           configurable=True, note="方案没有写期限，十五日是河南旧备案办法的数，可配置"),
    _limit("summary.file", "当场处罚决定报所属机关备案", 2, WD, "当场作出决定", "行政处罚法52③", NEW, source_mark=LOW,
           configurable=True, note="法律没有写期限"),
)  # fmt: skip

SERVICE = (
    _limit("serve.decision", "送达处罚决定书", 7, WD, "作出决定", "行政处罚法61、85", NEW),
    _limit("serve.decision", "送达处罚决定书", 7, CD, "作出决定", "行政处罚法（2017）40", OLD, valid_to=OLD_END,
           source_mark=HIGH),
    _limit("serve.announced", "公告送达", 30, CD, "发出公告", "行政处罚法61，民事诉讼法95", date(2022, 1, 1),
           on_expiry="期满视为送达"),
    _limit("serve.announced", "公告送达", 60, CD, "发出公告", "民事诉讼法（2017）92", CIVIL,
           valid_to=date(2021, 12, 31), source_mark=HIGH, on_expiry="期满视为送达"),
    _limit("payment.pay", "缴纳罚款", 15, CD, "收到处罚决定书", "行政处罚法67③", NEW, holder=PARTY,
           on_expiry="次日起可以每日按罚款数额百分之三加处罚款（行政处罚法72）"),
    _limit("payment.pay", "缴纳罚款", 15, CD, "收到处罚决定书", "行政处罚法（2017）46③", OLD, valid_to=OLD_END,
           holder=PARTY, source_mark=HIGH, on_expiry="次日起可以每日按罚款数额百分之三加处罚款"),
    _limit("collect.hand_over", "当场收缴的罚款交至行政机关", 2, WD, "收缴罚款或者抵岸", "行政处罚法71、85", NEW),
    _limit("collect.deposit", "行政机关将罚款缴付银行", 2, WD, "收到执法人员交款", "行政处罚法71、85", NEW),
    _limit("demand.comply", "催告后履行", 10, WD, "催告书送达", "行政强制法54、69", COERCION, holder=PARTY,
           on_expiry="仍未履行的，机关可以申请人民法院强制执行"),
    _limit("court.apply", "申请人民法院强制执行", 3, MONTH, "复议、诉讼期限届满", "行政强制法53", COERCION,
           on_expiry="逾期申请的，人民法院不予受理",
           note="批准延期、分期缴纳的，自延期、分期届满起算（行政处罚法72②）"),
)  # fmt: skip

REMEDY = (
    _limit("remedy.reconsideration", "申请行政复议", 60, CD, "知道行政行为", "行政复议法20①", REVIEW_2023,
           holder=PARTY, on_expiry="逾期申请的，不予受理；法律规定更长的从其规定"),
    _limit("remedy.reconsideration", "申请行政复议", 60, CD, "知道行政行为", "行政复议法（2017）9", REVIEW_1999,
           valid_to=REVIEW_END, holder=PARTY, source_mark=HIGH, on_expiry="逾期申请的，不予受理"),
    _limit("remedy.reconsideration_untold", "申请行政复议（未告知权利）", 1, YEAR, "知道行政行为内容",
           "行政复议法20③", REVIEW_2023, holder=PARTY, on_expiry="最长期限届满，不予受理"),
    _limit("remedy.reconsideration_longest", "申请行政复议（最长期限）", 5, YEAR, "作出行政行为", "行政复议法21",
           REVIEW_2023, holder=PARTY, on_expiry="最长期限届满，不予受理"),
    _limit("remedy.reconsideration_land", "申请行政复议（不动产，最长期限）", 20, YEAR, "作出行政行为", "行政复议法21",
           REVIEW_2023, holder=PARTY, on_expiry="最长期限届满，不予受理"),
    _limit("reconsider.decide", "作出行政复议决定（普通程序）", 60, CD, "受理复议申请", "行政复议法62①", REVIEW_2023,
           extension=30, extension_basis="行政复议法62①：情况复杂，复议机构负责人批准，书面告知"),
    _limit("reconsider.decide_summary", "作出行政复议决定（简易程序）", 30, CD, "受理复议申请", "行政复议法62②",
           REVIEW_2023),
    _limit("remedy.litigation", "提起行政诉讼", 6, MONTH, "知道作出行政行为", "行政诉讼法46①", LITIGATION,
           holder=PARTY, on_expiry="逾期起诉的，不予立案；法律另有规定的除外"),
    _limit("remedy.litigation_after", "不服复议决定提起行政诉讼", 15, CD, "收到复议决定书或者复议期满",
           "行政诉讼法45", LITIGATION, holder=PARTY, on_expiry="逾期起诉的，不予立案"),
    _limit("remedy.litigation_untold", "提起行政诉讼（未告知期限）", 1, YEAR, "知道行政行为内容",
           "最高人民法院行政诉讼法解释64", date(2018, 2, 8), holder=PARTY, on_expiry="最长期限届满，不予立案"),
    _limit("remedy.litigation_longest", "提起行政诉讼（最长期限）", 5, YEAR, "作出行政行为", "行政诉讼法46②",
           LITIGATION, holder=PARTY, on_expiry="最长期限届满，不予立案"),
    _limit("redo.decide", "重新作出决定", 60, CD, "收到责令重作的复议决定书、判决书",
           "行政复议法64①；行政复议法实施条例49①；行政诉讼法70", date(2007, 8, 1), source_mark=HIGH,
           note="决定书、判决书写明期限的，从其期限；没有写明的，六十日"),
    _limit("remedy.litigation_land", "提起行政诉讼（不动产，最长期限）", 20, YEAR, "作出行政行为", "行政诉讼法46②",
           LITIGATION, holder=PARTY, on_expiry="最长期限届满，不予立案"),
)  # fmt: skip

PUBLICITY = (
    _limit("publish.penalty", "公示处罚决定", 7, WD, "作出决定", "三政办〔2019〕16号三(一)3", PLAN),
    _limit("publish.licence", "公示许可决定", 7, WD, "作出决定", "三政办〔2019〕16号三(一)3", PLAN),
    _limit("publish.general", "公示执法决定", 20, WD, "作出决定", "三政办〔2019〕16号三(一)3", PLAN),
    _limit("withdraw.penalty", "撤回处罚决定信息并说明理由", 3, WD, "决定被变更、撤销、确认违法或者无效",
           "行政处罚法48②、85", NEW),
    _limit("withdraw.penalty", "撤下处罚决定信息", 20, WD, "决定被撤销、确认违法或者要求重作",
           "三政办〔2019〕16号三(一)4", PLAN),
    _limit("withdraw.general", "撤下执法决定信息", 20, WD, "决定被撤销、确认违法或者要求重作",
           "三政办〔2019〕16号三(一)4", PLAN),
    _limit("correct.general", "更正公示信息", 20, WD, "发现内容不准确", "三政办〔2019〕16号三(一)4", PLAN),
    _limit("update.list", "更新公示清单", 20, WD, "法规、职能或者人员变动", "三政办〔2019〕16号三(一)4", PLAN),
    _limit("report.annual", "公开上年度执法数据并报送", 1, MONTH, "年度终了（12月31日）",
           "三政办〔2019〕16号三(一)5：每年1月31日前", PLAN, rolls=False,
           note="方案写明日期，遇休息日不顺延；“1月31日前”按含当日办理"),
    _limit("archive.file", "立卷归档", 20, WD, "执法行为终结", "三政办〔2019〕16号三(二)4", PLAN),
    _limit("av.store", "储存音像记录", 24, HOUR, "返回单位", "三政办〔2019〕16号三(二)4", PLAN,
           note="当天执法活动结束后储存；因法定情形不能及时储存的，返回后二十四小时内"),
)  # fmt: skip

LIMITS: tuple[Limit, ...] = (
    *START, *EVIDENCE, *REVIEW, *SERVICE, *REMEDY, *PUBLICITY,
    *limits_coercion.LIMITS,
    *limits_inspection.LIMITS,
    *limits_licence.LIMITS,
    *limits_levy.LIMITS,
    *limits_supervision.LIMITS,
    *limits_appraisal.LIMITS,
    *limits_workplan.LIMITS,
)  # fmt: skip

RATES = (
    Rate(rule_id="surcharge.fine", label="加处罚款", per_myriad=300, cap=1, basis="行政处罚法72①一", valid_from=NEW,
         note="自缴款期满次日起算；复议、诉讼期间不计算（行政处罚法73③）"),
    Rate(rule_id="surcharge.fine", label="加处罚款", per_myriad=300, cap=1, valid_from=COERCION,
         basis="行政处罚法（2017）51一；行政强制法45②"),
    *limits_levy.RATES,
)  # fmt: skip


def versions(rule_id: str, on: date) -> tuple[Limit, ...]:
    """Every limit on this duty in force on a day, the shortest first. Raises LookupError when there is none."""
    found = [limit for limit in LIMITS if limit.rule_id == rule_id and limit.in_force(on)]
    if found:
        return tuple(sorted(found, key=lambda limit: limit.hours))
    if any(limit.rule_id == rule_id for limit in LIMITS):
        raise LookupError(f"期限规则“{rule_id}”在 {on.isoformat()} 没有生效")
    raise LookupError(f"没有期限规则“{rule_id}”，可用：{'、'.join(sorted({x.rule_id for x in LIMITS}))}")


def resolve(rule_id: str, on: date) -> Limit:
    """The limit that governs on a day. Where several rules bear on the duty, the shortest, with every basis cited.

    Raises LookupError for an unknown rule, or one not in force on ``on``.
    """
    shortest, *longer = versions(rule_id, on)
    if not longer:
        return shortest
    others = "；".join(f"{limit.basis}为 {limit.length}" for limit in longer)
    return replace(shortest, basis=f"{shortest.basis}（另：{others}，从短）")


def rate(rule_id: str, on: date) -> Rate:
    """The daily rate in force on a day. Raises LookupError."""
    found = [x for x in RATES if x.rule_id == rule_id and x.valid_from <= on]
    if not found:
        raise LookupError(f"没有 {on.isoformat()} 有效的加收规则“{rule_id}”")
    return max(found, key=lambda x: x.valid_from)
