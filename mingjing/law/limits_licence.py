"""Time limits of 行政许可 (domain reference §2.5), as dated, cited rows: an organ's own in working days (许82).

What single items have of their own, the statutory time and the promised one, follows from ``licence_items``.
"""

from __future__ import annotations

from datetime import date

from mingjing.law.licence_item import EXTENSION, IN_FORCE, LicenceItem
from mingjing.law.licence_items import LICENCE_ITEMS
from mingjing.law.limits import Holder, Limit, Mark, Unit

WD, CD = Unit.WORKING_DAY, Unit.CALENDAR_DAY
DISPATCH = date(2013, 7, 1)  # 劳务派遣行政许可实施办法
BREACH = "逾期为超期，机关登记原因，列入监督"
PROMISE = "超过承诺时限为预警；超过法定时限为超期"
HEAD = "行政许可法42①：本机关负责人批准，将理由告知申请人"
OWN = "法律没有写天数，由本机关规定"


def _limit(rule_id: str, label: str, amount: int, unit: Unit, start_event: str, basis: str, **more: object) -> Limit:
    given: dict[str, object] = {"valid_from": IN_FORCE, "on_expiry": BREACH, **more}
    return Limit(
        rule_id=rule_id, label=label, amount=amount, unit=unit, start_event=start_event, basis=basis, **given,  # type: ignore[arg-type]
    )  # fmt: skip


GENERAL: tuple[Limit, ...] = (
    _limit("licence.accept", "受理或者一次告知补正", 5, WD, "收到申请材料", "行政许可法32①四、82",
           on_expiry="逾期不告知的，自收到申请材料之日起即为受理",
           note="补正后重新起算：法律没有写，比照五日；不需要许可、不属于职权的应当即时告知"),
    _limit("licence.supplement", "补正申请材料", 10, WD, "补正告知书送达", "行政许可法32①五；天数由机关规定",
           holder=Holder.PARTY, source_mark=Mark.LOW, configurable=True, note=OWN,
           on_expiry="期满没有补正的，可以不予受理"),
    _limit("licence.decide", "作出许可决定", 20, WD, "受理申请", "行政许可法42①、82", extension=EXTENSION,
           extension_basis=HEAD, note="听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审不计入（行政许可法45）"),
    _limit("licence.decide_joint", "作出许可决定（统一、联合、集中办理）", 45, WD, "受理申请", "行政许可法42②、82",
           extension=15, extension_basis="行政许可法42②：本级人民政府负责人批准，将理由告知申请人"),
    _limit("licence.first_review", "下级机关初审", 20, WD, "下级机关受理申请", "行政许可法43、82",
           note="依法应当先经下级机关审查的事项"),
    _limit("licence.views", "陈述、申辩", 5, WD, "告知书送达", "行政许可法7、36；天数由机关规定", holder=Holder.PARTY,
           source_mark=Mark.LOW, configurable=True, note=OWN, on_expiry="逾期不提出的，视为没有意见"),
    _limit("licence.hearing_ask", "申请许可听证", 5, WD, "告知听证权利（告知书送达）", "行政许可法47①、82",
           holder=Holder.PARTY, on_expiry="逾期不提出的，视为放弃"),
    _limit("licence.hearing_hold", "组织许可听证", 20, WD, "收到听证申请", "行政许可法47①、82"),
    _limit("licence.hearing_notice", "许可听证前通知", 7, WD, "听证通知书送达", "行政许可法48①一、82",
           holder=Holder.PARTY, on_expiry="满七个工作日后才可以举行听证"),
    _limit("licence.certificate", "颁发、送达许可证件", 10, WD, "作出准予决定", "行政许可法44、82"),
    _limit("licence.notify.labour_dispatch", "通知申请人领取劳务派遣经营许可证", 5, WD, "作出准予决定",
           "劳务派遣行政许可实施办法（人社部令第19号）", valid_from=DISPATCH, source_mark=Mark.PART,
           note="条号待确认；颁发、送达仍为十个工作日（行政许可法44），通知在先"),
    _limit("licence.serve_refusal", "送达不予许可等决定", 10, WD, "作出决定", "行政许可法38②；天数由机关规定",
           source_mark=Mark.LOW, configurable=True, note="法律只对准予决定写了十日，其他决定比照"),
    _limit("licence.renew_ask", "申请延续许可", 30, CD, "有效期届满之日往前计算", "行政许可法50①", holder=Holder.PARTY,
           on_expiry="逾期申请的，按新申请办理", note="法律、法规、规章另有规定的从其规定，见各许可事项"),
    _limit("licence.renew", "作出是否准予延续的决定", 30, CD, "有效期届满三十日前的一日", "行政许可法50②",
           on_expiry="有效期届满前没有作出决定的，视为准予延续", note="到有效期届满之日为止"),
)  # fmt: skip


def _decide(item: LicenceItem) -> Limit:
    return _limit(
        item.decide_rule, f"作出许可决定（{item.name}）", item.statutory_days, WD, "受理申请", item.days_basis,
        valid_from=item.valid_from, valid_to=item.valid_to, extension=item.extension,
        extension_basis=HEAD if item.extension else "", source_mark=item.source_mark, note=item.note,
    )  # fmt: skip


def _promise(item: LicenceItem) -> Limit:
    return _limit(
        item.promise_rule, f"承诺时限（{item.name}）", item.promised_days, WD, "受理申请",
        "行政许可法6、30；服务指南公布的承诺", valid_from=item.valid_from, valid_to=item.valid_to, on_expiry=PROMISE,
        promised=True, configurable=True, note=f"法定时限 {item.statutory_days} 个工作日",
    )  # fmt: skip


LIMITS: tuple[Limit, ...] = (
    *GENERAL,
    *(_decide(item) for item in LICENCE_ITEMS if item.days_basis),
    *(_promise(item) for item in LICENCE_ITEMS),
)
