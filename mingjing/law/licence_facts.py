"""What the gates of 行政许可 may ask besides the facts of every case: item, materials, the licence that exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.licence_item import LicenceItem
from mingjing.law.terms import Term


class LicenceState(Term):
    """How a licence in the register stands. One whose term has run out is still 有效 here until it is cancelled."""

    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤销"
    RETRACTED = "retracted", "已撤回"
    CANCELLED = "cancelled", "已注销"


class Matter(Term):
    """What may be done about a licence that exists."""

    CHANGE = "change", "变更"
    RENEW = "renew", "延续"
    REVOKE = "revoke", "撤销"
    RETRACT = "retract", "撤回"
    CANCEL = "cancel", "注销"


ON_APPLICATION = frozenset({Matter.CHANGE, Matter.RENEW})

# 行政许可法69: the first five may, the last shall.
REVOCATION = (
    ("abuse", "行政机关工作人员滥用职权、玩忽职守作出准予决定"),
    ("beyond", "超越法定职权作出准予决定"),
    ("procedure", "违反法定程序作出准予决定"),
    ("unqualified", "对不具备申请资格或者不符合法定条件的申请人准予许可"),
    ("other", "依法可以撤销的其他情形"),
    ("fraud", "被许可人以欺骗、贿赂等不正当手段取得"),
)
# 行政许可法8②
RETRACTION = (
    ("law", "所依据的法律、法规、规章修改或者废止"),
    ("circumstances", "准予许可所依据的客观情况发生重大变化"),
)
# 行政许可法70
CANCELLATION = (
    ("expired", "有效期届满未延续"),
    ("person", "赋予公民特定资格，该公民死亡或者丧失行为能力"),
    ("ended", "法人或者其他组织依法终止"),
    ("taken", "依法被撤销、撤回，或者许可证件依法被吊销"),
    ("impossible", "因不可抗力导致许可事项无法实施"),
    ("other", "法律、法规规定的其他情形"),
)


@dataclass(frozen=True, slots=True)
class Register:
    """A licence as the register has it. ``renew_first``, ``renew_last``: between which days a renewal is asked."""

    number: str
    state: LicenceState
    valid_from: date
    valid_to: date | None
    renew_first: date | None = None
    renew_last: date | None = None
    same_holder: bool = True
    busy: str = ""  # number of another open matter of the same licence


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """``materials``: codes held. ``matter`` None: an application for a new licence. ``joint``: 统一、联合、集中办理."""

    item: LicenceItem | None
    received_on: date
    materials: frozenset[str] = frozenset()
    matter: Matter | None = None
    joint: bool = False
    register: Register | None = None
    barred: str = ""  # why this applicant may not apply again (行政许可法78、79)

    @property
    def decide_rule(self) -> str:
        """The limit within which this application is decided."""
        if self.joint:
            return "licence.decide_joint"
        return self.item.decide_rule if self.item else "licence.decide"
