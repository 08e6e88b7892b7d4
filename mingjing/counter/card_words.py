"""What the answer to a scanned code says: colour, shape and plain words, for every verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingjing.organs.cards import Scan, Verdict
from mingjing.tlog.cards import BEIJING


@dataclass(frozen=True, slots=True)
class Words:
    """``level`` green | yellow | red, ``icon`` its shape; ``what`` happened and what to ``do``."""

    level: str
    icon: str
    title: str
    what: str
    do: str


NO_DUTY = "他现在不能执法。可以拒绝接受检查，并向该机关或者 12345 反映。"


def words(scan: Scan) -> Words:
    """The answer to one scan."""
    return _EACH[scan.verdict](scan)


def _genuine(scan: Scan) -> Words:
    return Words(
        "green", "circle-check", "证件真实有效", "这个码由本人手机刚刚出示，证件在有效期内。",
        "请对照照片和本人；执法人员不得少于两人，另一人的码也可以扫。",
    )  # fmt: skip


def _stale(scan: Scan) -> Words:
    seen = f"您在 {_clock(scan.first_seen)} 扫过，当时有效。" if scan.first_seen else ""
    return Words(
        "yellow", "clock", "码已过时",
        f"{seen}这个码是 {_clock(scan.shown_at)} 出示的，每个码只在出示后一两分钟内有效。",
        "请执法人员打开亮证页面，扫现在显示的码。只有截图或者照片的，不能证明身份。",
    )  # fmt: skip


def _replayed(scan: Scan) -> Words:
    return Words(
        "yellow", "triangle-alert", "码已被别处扫过",
        f"这个码在 {_clock(scan.first_seen)} 已由另一部手机扫过。如果不是身边的人刚扫的，可能是截图或者转发。",
        "等下一分钟，扫执法人员手机上新出的码；对照照片和本人。",
    )  # fmt: skip


def _forged(scan: Scan) -> Words:
    return Words(
        "red", "circle-x", "假码或者残缺的码", "这个码没有单位的签名，或者内容被改动过，不能证明任何人的身份。",
        "再扫一次；仍是这样的，要求出示纸质执法证件，可以拒绝检查，并拨打 12345 或者 110。",
    )  # fmt: skip


def _clock_off(scan: Scan) -> Words:
    return Words(
        "yellow", "clock", "出示码的手机时间不对",
        f"码上的时间是 {_clock(scan.shown_at, day=True)}，与现在不符，无法确认是刚出示的。",
        "请执法人员打开手机的自动对时，联网重新打开亮证页面，再扫一次。",
    )  # fmt: skip


def _replaced(scan: Scan) -> Words:
    return Words(
        "red", "circle-x", "这部手机已停用亮证", "同一证件今天已在另一部手机上启用，这部手机出的码不再有效。",
        "请执法人员用启用的手机出示，或者在这部手机上联网重新打开亮证页面。",
    )  # fmt: skip


def _expired(scan: Scan) -> Words:
    held = scan.certificate
    when = f"证件有效期为 {held.issued_on} 至 {held.valid_to}，今天不在有效期内。" if held else ""
    return Words("red", "circle-x", "证件不在有效期", when, NO_DUTY)


def _suspended(scan: Scan) -> Words:
    return Words("red", "circle-x", "证件已被暂扣", "暂扣期间不得从事执法活动。", NO_DUTY)


def _revoked(scan: Scan) -> Words:
    return Words("red", "circle-x", "证件已被收回", "这本证件已经作废。", NO_DUTY)


def _left(scan: Scan) -> Words:
    return Words("red", "circle-x", "此人已不在该机关工作", "登记显示此人已经离开该机关，证件不再有效。", NO_DUTY)


def _clock(moment: datetime | None, *, day: bool = False) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(BEIJING)
    return f"{local:%Y-%m-%d %H:%M}" if day else f"{local.month} 月 {local.day} 日 {local:%H:%M:%S}".removesuffix(":00")


_EACH = {
    Verdict.GENUINE: _genuine, Verdict.STALE: _stale, Verdict.REPLAYED: _replayed, Verdict.FORGED: _forged,
    Verdict.CLOCK: _clock_off, Verdict.REPLACED: _replaced, Verdict.EXPIRED: _expired,
    Verdict.SUSPENDED: _suspended, Verdict.REVOKED: _revoked, Verdict.LEFT: _left,
}  # fmt: skip
