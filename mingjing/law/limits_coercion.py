"""Time limits of 行政强制 (行政强制法, domain reference §2.2), as dated, cited rows.

十日以内 are working days (强69); thirty days, three months and three years are calendar time. Where the law only says
及时 or 立即, or leaves the time to the paper, the number is the organ's own and marked so.
"""

from __future__ import annotations

from datetime import date

from mingjing.law.limits import Holder, Limit, Mark, Unit

SINCE = date(2012, 1, 1)
BREACH = "逾期为超期，机关登记原因，列入监督"

MEASURE = (
    Limit(
        rule_id="seize.hold", label="查封、扣押、冻结", amount=30, unit=Unit.CALENDAR_DAY,
        basis="行政强制法25①、32①、69", valid_from=SINCE, start_event="查封、扣押、冻结", extension=30,
        extension_basis="行政强制法25①、32①：情况复杂，负责人批准，书面告知并说明理由",
        on_expiry="期满未处理的，应当解除并立即退还财物（行政强制法28、33）；届满日是休息日的不顺延",
        note="检测、检验、检疫、技术鉴定期间不计入，须书面告知期间（行政强制法25③）",
    ),
    Limit(
        rule_id="seize.report", label="当场实施强制措施后报告并补办批准", amount=24, unit=Unit.HOUR,
        basis="行政强制法19", valid_from=SINCE, start_event="当场实施行政强制措施", on_expiry=BREACH,
    ),
    Limit(
        rule_id="freeze.deliver", label="交付冻结决定书", amount=3, unit=Unit.WORKING_DAY, basis="行政强制法31、69",
        valid_from=SINCE, start_event="作出冻结决定", on_expiry=BREACH,
    ),
    Limit(
        rule_id="measure.release", label="作出解除决定", amount=1, unit=Unit.WORKING_DAY,
        basis="行政强制法28①、33①：及时", valid_from=SINCE, start_event="登记应当解除的情形", on_expiry=BREACH,
        note="法律只写“及时”，天数由本机关规定", source_mark=Mark.LOW, configurable=True,
    ),
    Limit(
        rule_id="measure.return", label="退还财物", amount=1, unit=Unit.WORKING_DAY, basis="行政强制法28②：立即",
        valid_from=SINCE, start_event="作出解除决定", on_expiry=BREACH, note="法律只写“立即”，天数由本机关规定",
        source_mark=Mark.LOW, configurable=True,
    ),
)  # fmt: skip

EXECUTION = (
    Limit(
        rule_id="execution.demand", label="催告后履行、陈述、申辩", amount=10, unit=Unit.WORKING_DAY,
        basis="行政强制法35一、36；期限由催告书载明", valid_from=SINCE, start_event="催告书送达", holder=Holder.PARTY,
        on_expiry="逾期仍不履行且无正当理由的，可以作出强制执行决定（行政强制法37）",
        note="法律没有规定最短期限，十个工作日取自行政强制法54；催告书写明更长的，从催告书",
        source_mark=Mark.LOW, configurable=True,
    ),
    Limit(
        rule_id="execution.serve", label="送达强制执行决定书", amount=7, unit=Unit.WORKING_DAY,
        basis="行政强制法38；期限参照行政处罚法61", valid_from=SINCE, start_event="作出决定", on_expiry=BREACH,
        note="行政强制法没有规定送达的天数", source_mark=Mark.LOW, configurable=True,
    ),
    Limit(
        rule_id="charge.thirty", label="加处罚款、滞纳金后直接强制执行前", amount=30, unit=Unit.CALENDAR_DAY,
        basis="行政强制法46①", valid_from=SINCE, start_event="加处罚款（滞纳金）决定书送达", holder=Holder.PARTY,
        on_expiry="超过三十日，经催告仍不履行的，有强制执行权的机关可以强制执行",
    ),
    Limit(
        rule_id="substitute.demand", label="代履行前催告", amount=3, unit=Unit.WORKING_DAY,
        basis="行政强制法51①二、69", valid_from=SINCE, start_event="代履行催告书送达", holder=Holder.PARTY,
        on_expiry="满三日后才可以代履行；当事人履行的，停止代履行",
    ),
    Limit(
        rule_id="execution.lapse", label="恢复中止的执行", amount=3, unit=Unit.YEAR, basis="行政强制法39②",
        valid_from=SINCE, start_event="中止执行",
        on_expiry="没有明显社会危害、当事人确无能力履行，满三年未恢复执行的，不再执行",
    ),
    Limit(
        rule_id="court.accept", label="人民法院受理强制执行申请", amount=5, unit=Unit.WORKING_DAY,
        basis="行政强制法56①、69", valid_from=SINCE, start_event="收到申请", on_expiry="人民法院的期限，只作提示",
    ),
    Limit(
        rule_id="court.rule", label="人民法院作出执行裁定", amount=7, unit=Unit.WORKING_DAY, basis="行政强制法57、69",
        valid_from=SINCE, start_event="受理", on_expiry="人民法院的期限，只作提示；有行政强制法58情形的为三十日",
    ),
    Limit(
        rule_id="court.rule_heard", label="人民法院作出是否执行的裁定（听取意见）", amount=30, unit=Unit.CALENDAR_DAY,
        basis="行政强制法58②", valid_from=SINCE, start_event="受理", on_expiry="人民法院的期限，只作提示",
    ),
    Limit(
        rule_id="court.object", label="对不予受理、不予执行的裁定申请复议", amount=15, unit=Unit.CALENDAR_DAY,
        basis="行政强制法56②、58③", valid_from=SINCE, start_event="收到裁定", on_expiry="逾期不申请的，裁定生效",
    ),
)  # fmt: skip

LIMITS: tuple[Limit, ...] = (*MEASURE, *EXECUTION)
