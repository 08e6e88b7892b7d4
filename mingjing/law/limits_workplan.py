"""The clock of tasks and filings: its last day is the one written in the notice; no number of days is the plan's."""

from __future__ import annotations

from datetime import date

from mingjing.law.limits import Limit, Mark, Unit

LIMITS: tuple[Limit, ...] = (
    Limit(
        rule_id="workplan.due", label="完成工作任务或者报备事项", amount=10, unit=Unit.CALENDAR_DAY,
        basis="三政办〔2019〕16号四(一)：部署有进度；四末：限期报备。截止日期以通知写明的为准",
        valid_from=date(2016, 6, 1), start_event="下达通知", on_expiry="逾期未报的，催办，列入通报",
        source_mark=Mark.PART, configurable=True, note="通知都写明截止日期，十日只是没有写明时的默认值，待确认",
    ),
)  # fmt: skip
