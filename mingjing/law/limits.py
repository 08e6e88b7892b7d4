"""Every time limit as dated, cited data. Units differ by statute (行政处罚法85: 二、三、五、七日是工作日)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """Unit of a limit, as stored; ``label`` in Chinese."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"

    @property
    def label(self) -> str:
        return {"working_day": "个工作日", "calendar_day": "日", "month": "个月", "year": "年", "hour": "小时"}[self]


PLAN = date(2019, 8, 1)
PENALTY = date(2021, 7, 15)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. ``holder``: organ (a duty) or party (a right). ``note`` says what is 待确认."""

    rule_id: str
    label: str
    amount: int
    unit: Unit
    basis: str
    valid_from: date
    holder: str = "organ"
    valid_to: date | None = None
    note: str = ""


WD, CD, MONTH, YEAR, HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR

LIMITS = (
    Limit("clue.verify", "线索核查", 15, WD, "市场监督管理行政处罚程序规定18", PENALTY, note="其他领域可配置，待确认"),
    Limit("case.decide", "作出处罚决定", 90, CD, "行政处罚法60", PENALTY),
    Limit("preserve.handle", "处理登记保存物品", 7, WD, "行政处罚法56、85", PENALTY),
    Limit("review.submit", "送法制审核", 5, WD, "本机关规则", PLAN, note="待确认"),
    Limit("review.opinion", "出具审核意见", 5, WD, "三政办〔2019〕16号三(三)5：由各机关规定", PLAN, note="待确认"),
    Limit("statement.window", "陈述申辩", 5, WD, "行政处罚法44、45；期限由机关规定", PENALTY, "party", note="待确认"),
    Limit("hearing.request", "申请听证", 5, WD, "行政处罚法64①一、85", PENALTY, "party"),
    Limit("hearing.notice", "举行听证前通知", 7, WD, "行政处罚法64①二、85", PENALTY),
    Limit("serve.decision", "送达决定书", 7, WD, "行政处罚法61、85", PENALTY),
    Limit("publish.penalty", "公示处罚决定", 7, WD, "三政办〔2019〕16号三(一)3", PLAN),
    Limit("publish.licence", "公示许可决定", 7, WD, "三政办〔2019〕16号三(一)3", PLAN),
    Limit("publish.general", "公示其他执法决定", 20, WD, "三政办〔2019〕16号三(一)3", PLAN),
    Limit("withdraw.penalty", "撤回处罚决定信息", 20, WD, "三政办〔2019〕16号三(一)4", PLAN),
    Limit("withdraw.penalty", "撤回处罚决定信息", 3, WD, "行政处罚法48②、85（短于方案的20个工作日）", PENALTY),
    Limit("withdraw.general", "撤下决定信息", 20, WD, "三政办〔2019〕16号三(一)4", PLAN),
    Limit("correct.general", "更正公示信息", 20, WD, "三政办〔2019〕16号三(一)4", PLAN),
    Limit("update.list", "更新清单", 20, WD, "三政办〔2019〕16号三(一)4", PLAN),
    Limit("archive.file", "立卷归档", 20, WD, "三政办〔2019〕16号三(二)4", PLAN),
    Limit("av.store", "音像入库", 24, HOUR, "三政办〔2019〕16号三(二)4", PLAN),
    Limit("file.record", "重大处罚备案", 15, CD, "三政办〔2019〕16号三(三)2；期限按河南省惯例", PLAN, note="待确认"),
    Limit("payment.pay", "缴纳罚款", 15, CD, "行政处罚法67③", PENALTY, "party"),
    Limit("remedy.reconsideration", "申请行政复议", 60, CD, "行政复议法20", date(2024, 1, 1), "party"),
    Limit("remedy.litigation", "提起行政诉讼", 6, MONTH, "行政诉讼法46", date(2015, 5, 1), "party"),
    Limit("demand.comply", "催告后履行", 10, WD, "行政强制法54、69", date(2012, 1, 1), "party"),
    Limit("court.apply", "申请法院强制执行", 3, MONTH, "行政强制法53", date(2012, 1, 1)),
    Limit("report.annual", "公开年度执法数据", 1, MONTH, "三政办〔2019〕16号三(一)5：次年1月31日前", PLAN),
    Limit("limitation.ordinary", "追责时效", 2, YEAR, "行政处罚法36", PENALTY),
    Limit("limitation.life", "追责时效（生命健康、金融安全）", 5, YEAR, "行政处罚法36", PENALTY),
)
