"""岗位信息公示牌 (plan 三(一)2): the duties of a window post, as the laws put them, for every organ the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of the post and its article."""

    words: str
    article: str


DUTIES = (
    Duty("公示事项、依据、条件、程序、期限和材料目录，回答询问，说明解释", "行政许可法30"),
    Duty("免费提供申请书格式文本和示范文本", "行政许可法29、30、58"),
    Duty("当场或者五个工作日内一次告知需要补正的全部内容", "行政许可法32"),
    Duty("受理或者不予受理，出具加盖专用印章、注明日期的书面凭证", "行政许可法32"),
    Duty("佩戴或者出示执法证件，表明身份", "三政办〔2019〕16号三(一)2"),
    Duty("接受咨询、查询，登记并转办投诉、举报", "三政办〔2019〕16号三(一)2"),
)
