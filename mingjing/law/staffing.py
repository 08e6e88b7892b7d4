"""Who may enforce and review: standing of certificates, what may be done to them, how many reviewers an organ needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mingjing.law.terms import Term

#: From this day on who reviews for the first time has passed the national examination (行政处罚法58②, 2017 年修正).
EXAMINED_SINCE = date(2018, 1, 1)
#: Calendar days before its end in which a certificate is to be renewed.
EXPIRING = timedelta(days=60)
MEASURES = "《河南省行政执法证件管理办法》"
ARTICLE_42 = "《河南省行政执法条例》第四十二条"


class Standing(Term):
    """What a certificate is, by its status."""

    ACTIVE = "active", "有效"
    SUSPENDED = "suspended", "暂扣"
    REVOKED = "revoked", "注销"


class Deed(Term):
    """What is done to a certificate."""

    ISSUE = "issue", "登记新证"
    RENEW = "renew", "延长有效期"
    AMEND = "amend", "变更类别、区域"
    SUSPEND = "suspend", "暂扣"
    RESTORE = "restore", "恢复"
    CANCEL = "cancel", "注销"


@dataclass(frozen=True, slots=True)
class DeedRule:
    """From which standing to which; ``supervisor``: only the supervising bureau may (not who enters data)."""

    before: frozenset[Standing]
    after: Standing
    entry: str
    basis: str
    supervisor: bool = False


_HELD = frozenset({Standing.ACTIVE, Standing.SUSPENDED})
DEEDS: dict[Deed, DeedRule] = {
    Deed.ISSUE: DeedRule(frozenset(), Standing.ACTIVE, "certificate.issued", MEASURES),
    Deed.RENEW: DeedRule(frozenset({Standing.ACTIVE}), Standing.ACTIVE, "certificate.renewed", MEASURES),
    Deed.AMEND: DeedRule(frozenset({Standing.ACTIVE}), Standing.ACTIVE, "certificate.amended", MEASURES),
    Deed.SUSPEND: DeedRule(
        frozenset({Standing.ACTIVE}), Standing.SUSPENDED, "certificate.suspended", f"{ARTICLE_42}、{MEASURES}", True
    ),
    Deed.RESTORE: DeedRule(
        frozenset({Standing.SUSPENDED}), Standing.ACTIVE, "certificate.restored", f"{ARTICLE_42}、{MEASURES}", True
    ),
    Deed.CANCEL: DeedRule(_HELD, Standing.REVOKED, "certificate.cancelled", f"{ARTICLE_42}、{MEASURES}", True),
}


def reviewers_needed(officers: int) -> int:
    """At least one reviewer, and at least 5 % of the officers (plan 三(三)1): max(1, ⌈officers ÷ 20⌉)."""
    return max(1, -(-officers // 20))


def may_review(qualified: bool, first_review_on: date | None) -> bool:
    """Whether a person may review: qualified, or not reviewing for the first time since 2018 (行政处罚法58②)."""
    return qualified or (first_review_on is not None and first_review_on < EXAMINED_SINCE)


def shown_as(status: str, issued_on: date, valid_to: date, on: date) -> tuple[str, str]:
    """(light, words) of a certificate on a day: 有效, 即将到期, 已到期, 未生效, 暂扣, 注销."""
    if status != Standing.ACTIVE:
        return "red" if status == Standing.SUSPENDED else "", Standing(status).label
    if valid_to < on:
        return "red", "已到期"
    if issued_on > on:
        return "", "未生效"
    left = valid_to - on
    return ("yellow", f"{left.days} 天后到期") if left <= EXPIRING else ("green", "有效")
