"""Guiding cases of the demonstration: proposed by organs from their published decisions, approved or returned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns, perform
from mingjing.config.demo.planning import loaded
from mingjing.config.demo.stories.telling import ago
from mingjing.law.guiding import Move
from mingjing.workplan import guidance

POINTS = (
    "认定情节轻重要有证据：违法次数、持续时间、改正情况逐项写明，不能只写“情节较轻”。（示例）",
    "当事人陈述申辩提出的事实，逐条复核并写明采纳或者不采纳的理由，不得因申辩加重。（示例）",
    "现场检查与询问分别录制，录像覆盖出示证件、告知权利两个环节，案卷能对上时间。（示例）",
)
FATES = (Move.APPROVE, Move.APPROVE, Move.RETURN)


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """Three proposals near the end, when cases have been closed."""
    for n, key in enumerate(key for key in ("scjg", "sthj", "cg") if key in world.organs):
        deed = Deed(world, key, None, n + 1, ago(now, 4))
        yield deed, _taught(deed, n)


def _taught(deed: Deed, n: int) -> Turns:
    yield
    page = guidance.proposable(deed.actor("L")).filter(decision__kind="ordinary_penalty").first()
    if page is None:
        return
    row = guidance.propose(
        actor=deed.actor("L"),
        publication_id=page.pk,
        title=f"{page.case.cause}案的处理（示例）",
        points=POINTS[n],
        now=deed.at,
    )
    deed.wait(1)
    yield
    bureau = deed.world.actor("sj", "J", deed.on)
    words = "要点请结合本案证据再写具体。（示例）" if FATES[n] is Move.RETURN else ""
    guidance.take(actor=bureau, guiding_id=row.pk, move=FATES[n], words=words, now=deed.at)
    if FATES[n] is Move.APPROVE:
        deed.wait(1)
        yield
        peer = deed.world.actor("cg", "H", deed.on)
        guidance.comment(actor=peer, guiding_id=row.pk, words="我局类似案件照此写明证据。（示例）", now=deed.at)


def alone(now: datetime) -> None:
    """Add these to a demonstration that is already loaded."""
    perform(volume(loaded(), now, False), now)
