"""Time limits of 行政检查 (domain reference §2.3), as dated, cited rows. Laws write few; the organ's own are marked."""

from __future__ import annotations

from datetime import date

from mingjing.law.limits import Limit, Mark, Unit

SINCE = date(2025, 1, 3)  # 国办发〔2024〕54号 was published
PLAN = date(2019, 8, 1)
BREACH = "逾期为超期，机关登记原因，列入监督"

LIMITS: tuple[Limit, ...] = (
    Limit(
        rule_id="publish.inspection", label="公示检查结果", amount=20, unit=Unit.WORKING_DAY,
        basis="三政办〔2019〕16号三(一)3", valid_from=PLAN, start_event="作出检查结果", on_expiry=BREACH,
        note="食品生产经营监督检查的结果信息同为二十个工作日（食品生产经营监督检查管理办法39）",
    ),
    Limit(
        rule_id="inspection.result", label="作出检查结果", amount=10, unit=Unit.WORKING_DAY,
        basis="国办发〔2024〕54号：检查结果及时告知；天数由机关规定", valid_from=SINCE, start_event="检查记录完成",
        on_expiry=BREACH, source_mark=Mark.LOW, configurable=True, note="没有统一的天数；需要检测、鉴定的由机关另定",
    ),
    Limit(
        rule_id="inspection.tell", label="告知检查结果", amount=5, unit=Unit.WORKING_DAY,
        basis="国办发〔2024〕54号：检查结果及时告知；天数由机关规定", valid_from=SINCE, start_event="作出检查结果",
        on_expiry=BREACH, source_mark=Mark.LOW, configurable=True,
    ),
    Limit(
        rule_id="inspection.recheck", label="复查整改情况", amount=5, unit=Unit.WORKING_DAY,
        basis="行政处罚法28；天数由机关规定", valid_from=PLAN, start_event="责令改正的期限届满", on_expiry=BREACH,
        source_mark=Mark.LOW, configurable=True, note="责令改正的期限以通知书为准，法律没有写复查的天数",
    ),
    Limit(
        rule_id="visits.repeat", label="同一企业重复检查预警", amount=30, unit=Unit.CALENDAR_DAY,
        basis="国办发〔2024〕54号：能合并的不重复检查，能联合的不多头检查；天数由本平台设定", valid_from=SINCE,
        start_event="前一次（或者已安排的）检查", on_expiry="期内再次检查的，合并、联合检查，或者写明不能合并的理由",
        source_mark=Mark.LOW, configurable=True,
    ),
)  # fmt: skip
