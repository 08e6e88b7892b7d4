"""From draft to published: checked by a second person, approved by the head, where the plan asks guided from above.

draft → checking → approving → (guiding) → published; anyone asked may return it with a reason. The head's or the
bureau's last word publishes: in one act the version gets its number, the one before ends, what the procedure uses is
written, and the public log gets its entry.
"""

from __future__ import annotations

from datetime import datetime

from mingjing.catalog import effects, lists
from mingjing.catalog.drafting import BEFORE_CHECK, EDIT
from mingjing.catalog.models import ListVersion
from mingjing.law.listing import ListKind
from mingjing.ledger.actions import Act, By, act, append_public
from mingjing.organs.permissions import Actor, NotAllowed, require

State = ListVersion.State
CHECK, APPROVE, GUIDE = "lists.check", "lists.approve", "lists.guide"
# In which state who has the next word, and what follows when it is yes.
SUBMITTED = "提交核对"
LAST_WORD = {State.CHECKING: "核对确认", State.APPROVING: "负责人批准", State.GUIDING: "审查指导无意见"}
TURNS = {State.CHECKING: CHECK, State.APPROVING: APPROVE, State.GUIDING: GUIDE}
REGISTER = "register.organs"  # the list of a whole region: two people of the bureau make it (河南省行政执法条例13)


class ListBlocked(ValueError):
    """The list cannot go on; ``reasons`` are all of them."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons


class NotNow(RuntimeError):
    """The version is no longer where this act begins; the message says where it is."""


def power_of(kind: ListKind, state: str = "") -> str:
    """What is needed to draft a list of this kind, or to have the word on one in ``state``; "" where nobody has."""
    if not state:
        return REGISTER if kind.wide else EDIT
    return "" if state not in TURNS else REGISTER if kind.wide else TURNS[State(state)]


def submit(*, actor: Actor, version: ListVersion, note: str, now: datetime) -> ListVersion:
    """Send a draft to be checked. Raises NotAllowed, NotNow, ListBlocked with every reason."""
    by = require(actor, power_of(version.listed), lists.scope_of(version.organ_id))
    with act(type="list.submitted", by=by, obj=version.pk, data={"kind": version.kind}, now=now) as opened:
        fresh = _at(version, *BEFORE_CHECK)
        reasons = effects.problems(fresh.kind, fresh.organ_id, lists.values_of(fresh), opened.at.date())
        if not note.strip() and lists.current(fresh.organ_id, fresh.kind):
            reasons.append("填写本次变动说明：改了什么、为什么")
        if reasons:
            raise ListBlocked(reasons)
        fresh.note = note.strip()[:500]
        _move(opened, fresh, State.CHECKING, SUBMITTED, note)
    return fresh


def agree(*, actor: Actor, version: ListVersion, words: str, now: datetime) -> ListVersion:
    """Say yes to a version that waits: the checker, the head, the bureau. The last yes publishes it.

    Raises NotAllowed, NotNow, ListBlocked.
    """
    by = _turn(actor, version)
    data = {"kind": version.kind, "state": version.state}
    with act(type="list.agreed", by=by, obj=version.pk, data=data, now=now) as opened:
        fresh = _at(version, version.state)
        if fresh.state == State.CHECKING and not fresh.listed.wide:
            _move(opened, fresh, State.APPROVING, "核对无误", words)
        elif fresh.state == State.APPROVING and fresh.listed.guided:
            _move(opened, fresh, State.GUIDING, "负责人批准，报上级审查指导", words)
        else:
            _publish(opened, fresh, LAST_WORD[State(fresh.state)], words)
    return fresh


def send_back(*, actor: Actor, version: ListVersion, words: str, now: datetime) -> ListVersion:
    """Return a version with what is to be mended. Raises NotAllowed, NotNow, ListBlocked without words."""
    by = _turn(actor, version)
    if not words.strip():
        raise ListBlocked(["写明退回的理由和怎样修改"])
    with act(type="list.returned", by=by, obj=version.pk, data={"kind": version.kind}, now=now) as opened:
        fresh = _at(version, version.state)
        deed = {State.CHECKING: "核对退回", State.APPROVING: "负责人退回", State.GUIDING: "上级提出意见退回"}
        _move(opened, fresh, State.RETURNED, deed[State(fresh.state)], words)
    return fresh


def speaks(actor: Actor, version: ListVersion) -> bool:
    """Whether the next word on a version is this person's: holds the right, neither drafted it nor agreed to it."""
    try:
        return bool(_turn(actor, version).person_id)
    except (NotNow, NotAllowed):
        return False


def _turn(actor: Actor, version: ListVersion) -> By:
    power = power_of(version.listed, version.state)
    if not power:
        raise NotNow(f"这份清单{version.get_state_display()}，现在不需要这一步")
    by = require(actor, power, lists.scope_of(version.organ_id))
    if by.person_id in {version.drafted_by, *_spoken(version)}:
        raise NotAllowed("拟稿、核对、批准不能是同一个人：请另一位有权限的人办理")
    return by


def _spoken(version: ListVersion) -> set[str]:
    """Who has agreed to this version since it was last submitted."""
    found: set[str] = set()
    for step in version.course:
        found = set() if step["deed"] == SUBMITTED else found | {step["by"]}
    return found


def _at(version: ListVersion, *states: str) -> ListVersion:
    """The version as it stands now, under the act's lock. Raises NotNow."""
    fresh = ListVersion.objects.select_related("organ").get(pk=version.pk)
    if fresh.state not in states:
        raise NotNow(f"这份清单已经{fresh.get_state_display()}：请刷新页面")
    return fresh


def _move(opened: Act, version: ListVersion, state: str, deed: str, words: str) -> None:
    version.state = state
    version.course = [
        *version.course,
        {"on": opened.at.date().isoformat(), "by": opened.by.person_id, "deed": deed, "words": words.strip()[:500]},
    ]
    opened.save(version)


def _publish(opened: Act, version: ListVersion, deed: str, words: str) -> None:
    on, values = opened.at.date(), lists.values_of(version)
    reasons = effects.problems(version.kind, version.organ_id, values, on)
    if reasons:
        raise ListBlocked(reasons)
    last = lists.current(version.organ_id, version.kind)
    if last:
        last.state, last.ended_on = State.SUPERSEDED, on
        opened.save(last)
    version.number = (last.number or 0) + 1 if last else 1
    version.published_on = on
    version.public_seq = append_public(
        type="list.published",
        obj=version.pk,
        org=version.organ_id,
        data={
            "kind": version.kind, "organ": version.organ.name, "number": version.number, "count": version.count,
            "root": version.root, "published_on": on.isoformat(),
        },
        now=opened.now,
    )  # fmt: skip
    effects.apply(opened, version, values, on)
    opened.type = "list.published"
    _move(opened, version, State.PUBLISHED, deed, words)
