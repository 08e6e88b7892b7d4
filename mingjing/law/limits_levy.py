"""Time limits and late fees of 行政征收征用 (domain reference §2.4), as dated, cited rows.

Statutes that were not at hand in full carry their mark; what no law puts in days is the organ's own and configurable.
"""

from __future__ import annotations

from datetime import date

from mingjing.law.limits import Holder, Limit, Mark, Rate, Unit

WATER = date(2006, 4, 15)  # 取水许可和水资源费征收管理条例
LAND = date(2020, 1, 1)  # 土地管理法, as amended in 2019
HOUSES = date(2011, 1, 21)  # 国有土地上房屋征收与补偿条例
EMERGENCY = date(2024, 11, 1)  # 突发事件应对法 of 2024
BREACH = "逾期为超期，机关登记原因，列入监督"
OTHER_FEES = "水资源费的规定；其他费由其征收办法规定，没有规定的由机关在缴款通知书中写明"

LIMITS: tuple[Limit, ...] = (
    Limit(
        rule_id="fee.pay", label="缴纳征收款项", amount=7, unit=Unit.CALENDAR_DAY,
        basis="取水许可和水资源费征收管理条例33", valid_from=WATER, start_event="收到缴款通知书", holder=Holder.PARTY,
        configurable=True, note=OTHER_FEES, on_expiry="责令限期缴纳；仍不缴纳的，从滞纳之日起按日加收滞纳金",
    ),
    Limit(
        rule_id="fee.deferral_ask", label="申请缓缴", amount=7, unit=Unit.CALENDAR_DAY,
        basis="取水许可和水资源费征收管理条例34", valid_from=WATER, start_event="收到缴款通知书", holder=Holder.PARTY,
        on_expiry="逾期提出的，不适用缓缴的规定", note="水资源费的规定；其他费没有缓缴规定的不得缓缴",
    ),
    Limit(
        rule_id="fee.deferral_answer", label="答复缓缴申请", amount=5, unit=Unit.WORKING_DAY,
        basis="取水许可和水资源费征收管理条例34", valid_from=WATER, start_event="收到缓缴申请",
        on_expiry="期满未作决定的，视为同意",
    ),
    Limit(
        rule_id="fee.deferral_longest", label="缓缴的最长期限", amount=90, unit=Unit.CALENDAR_DAY,
        basis="取水许可和水资源费征收管理条例34", valid_from=WATER, start_event="缴款期限届满", holder=Holder.PARTY,
        source_mark=Mark.HIGH, on_expiry="不得再缓缴", note="起算日条例没有写，从缴款期限届满起算，待确认",
    ),
    Limit(
        rule_id="plan.comments", label="征收补偿方案征求公众意见", amount=30, unit=Unit.CALENDAR_DAY,
        basis="国有土地上房屋征收与补偿条例10②", valid_from=HOUSES, start_event="公布征收补偿方案", holder=Holder.PARTY,
        source_mark=Mark.HIGH, on_expiry="期满后汇总、公布意见和修改情况", note="不得少于三十日",
    ),
    Limit(
        rule_id="land.announce", label="公告拟征收土地的现状、用途和补偿安置方案", amount=30, unit=Unit.CALENDAR_DAY,
        basis="土地管理法47②", valid_from=LAND, start_event="发布公告", holder=Holder.PARTY,
        source_mark=Mark.PART, on_expiry="满三十日后才可以办理补偿登记、签订协议、报批",
        note="至少三十日；多数被征地的集体成员认为方案不合法的，应当听证。土地征收由市、县政府组织，本系统只列期限",
    ),
    Limit(
        rule_id="appraisal.review", label="申请复核评估", amount=10, unit=Unit.CALENDAR_DAY,
        basis="国有土地上房屋征收评估办法（建房〔2011〕77号）20", valid_from=date(2011, 6, 3),
        start_event="收到评估报告", holder=Holder.PARTY, source_mark=Mark.HIGH,
        on_expiry="逾期不申请的，以评估结果为准",
    ),
    Limit(
        rule_id="requisition.papers", label="补办应急征用手续", amount=2, unit=Unit.CALENDAR_DAY,
        basis="突发事件应对法12、76：法律没有写天数，由机关规定", valid_from=EMERGENCY, start_event="紧急先行征用",
        source_mark=Mark.LOW, configurable=True, on_expiry=BREACH,
        note="有的地方规定为四十八小时（如杭州市应急征用办法，只读到局部），待确认",
    ),
    Limit(
        rule_id="requisition.return", label="返还被征用财产", amount=5, unit=Unit.WORKING_DAY,
        basis="突发事件应对法12：使用完毕或者应急处置工作结束后及时返还；天数由机关规定", valid_from=EMERGENCY,
        start_event="使用完毕", source_mark=Mark.LOW, configurable=True, on_expiry=BREACH,
    ),
    Limit(
        rule_id="requisition.compensate", label="决定并支付征用补偿", amount=30, unit=Unit.CALENDAR_DAY,
        basis="突发事件应对法12：应当给予公平、合理的补偿；天数由机关规定", valid_from=EMERGENCY,
        start_event="完成损失评估", source_mark=Mark.LOW, configurable=True, on_expiry=BREACH,
    ),
)  # fmt: skip

RATES: tuple[Rate, ...] = (
    Rate(
        rule_id="late.water", label="水资源费滞纳金", per_myriad=20, cap=1, basis="水法70；行政强制法45②",
        valid_from=date(2012, 1, 1),
        note="从滞纳之日起按日加收滞纳部分千分之二；不超出金钱给付义务的数额；并处应缴水资源费一倍以上五倍以下的罚款",
    ),
    Rate(
        rule_id="late.soil", label="水土保持补偿费滞纳金", per_myriad=5, cap=1, basis="水土保持法57；行政强制法45②",
        valid_from=date(2012, 1, 1),
        note="自滞纳之日起按日加收滞纳部分万分之五（凭记忆，把握高，待确认）；不超出金钱给付义务的数额",
    ),
)  # fmt: skip
