"""The bureau's desk in the demonstration: findings in every stage, circulars, filed and unfiled major decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Plot, Turns
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories.telling import ago
from mingjing.law.supervising import ORGANS, Move, Source, Tone
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import circulars, digests, findings, records
from mingjing.supervision.findings import Said

VERIFIED = "调阅办案系统和公示记录，约谈承办机构负责人，情况属实。（示例）"
REPLIED = "已经办理完毕，对承办人员批评教育，并把到期提醒提前到五个工作日。（示例）"
Acts = tuple[tuple[int, Move, str], ...]  # working days to wait, move, its words
SENT: Acts = ((2, Move.VERIFY, VERIFIED), (1, Move.OPINION, ""))
SIGNED: Acts = (*SENT, (1, Move.SIGN, ""))
ANSWERED: Acts = (*SIGNED, (6, Move.REPLY, REPLIED))
CLOSED: Acts = (
    *ANSWERED,
    (2, Move.ACCEPT, "整改到位，材料齐全。（示例）"),
    (1, Move.CLOSE, "已整改到位，列入年度监督台账。（示例）"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: working days ago, the organ, the source, what was found, what became of it."""

    age: int
    organ: str
    source: Source
    title: str
    rule: str
    facts: str
    acts: Acts


FOUND = (
    Found(60, "cg", Source.SPOT, "检查现场没有全程录像", "三政办〔2019〕16号三(二)2", "暗访两处现场，均未开启执法记录仪。（示例）", CLOSED),
    Found(52, "jt", Source.PROCURATORATE, "超限运输处罚裁量不当", "行政处罚法34", "检察建议指出三件同类案件罚款相差一倍以上，没有写明理由。（示例）",
          (*SIGNED, (18, Move.DECIDE, ""), (1, Move.SIGN, ""))),
    Found(40, "lscg", Source.COMPLAINT, "群众反映执法人员证件过期", "河南省行政执法条例21", "来信反映一名执法人员出示的证件已经过期。（示例）",
          ((3, Move.VERIFY, VERIFIED), (1, Move.REMIND, ""), (1, Move.SIGN, ""), (3, Move.REPLY, REPLIED))),
    Found(33, "wj", Source.MEDIA, "媒体报道重复检查", "国办发〔2024〕54号", "报道称同一店铺一个月内被检查四次。（示例）",
          ((4, Move.DISMISS, "核对检查记录，四次检查分属四个机关、事项不同，均在年度计划内。（示例）"),)),
    Found(24, "lbsc", Source.HOTLINE, "投诉超过期限没有答复", "三政办〔2019〕16号四(二)", "12345 转办件超过十五个工作日没有答复。（示例）", ANSWERED),
    Found(26, "szsc", Source.FILING, "许可案卷长期没有归档", "三政办〔2019〕16号三(二)4", "三件许可案卷办结后超过二十个工作日没有归档。（示例）", SIGNED),
    Found(9, "hbsc", Source.ALERT, "处罚决定公示超期", "行政处罚法48", "一件处罚决定作出后第九个工作日仍没有公示。（示例）",
          ((1, Move.VERIFY, VERIFIED), (1, Move.URGE, ""))),
    Found(4, "yj", Source.APPRAISAL, "案卷评查发现没有告知听证权", "行政处罚法63", "抽查一件案卷，罚款数额达到听证标准，没有听证告知书。（示例）",
          ((2, Move.VERIFY, VERIFIED),)),
    Found(2, "ny", Source.ANALYSIS, "罚款数额集中在听证标准以下", "行政处罚法5", "近一年有六件罚款集中在四千九百元左右。（示例）", ()),
)  # fmt: skip


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """Nine findings, two circulars, two major decisions of which one is not filed."""
    for n, found in enumerate(FOUND, 1):
        if found.organ in world.organs:
            deed = Deed(world, found.organ, None, n, ago(now, found.age))
            yield deed, _followed(deed, found)
    for n, (age, tone, sent) in enumerate(((45, Tone.REPORT, True), (6, Tone.CRITICISE, False)), 1):
        deed = Deed(world, "sj", None, n, ago(now, age))
        yield deed, _circular(deed, tone, sent)
    for n, (age, stop) in enumerate(((75, ""), (48, "file_record")), 60):
        line = Line(world, "sl", MATTERS["water"], n, ago(now, age))
        yield line, lines.act_out(line, Plot(stop=stop, hearing=lines.heard(line)))
    deed = Deed(world, "sj", None, 70, ago(now, 1))
    yield deed, _received(deed)


def _followed(deed: Deed, found: Found) -> Turns:
    yield
    row = findings.raise_finding(
        deed.world.actor("sj", "J", deed.on), deed.world.organs[found.organ], found.source, found.rule, found.title,
        found.facts, "", "", deed.at,
    )  # fmt: skip
    for days, move, words in found.acts:
        deed.wait(days, hour=1)
        yield
        second = move is Move.DECIDE
        actor = deed.actor("B") if move in ORGANS else deed.world.actor("sj", "J", deed.on, int(second))
        findings.take(actor=actor, finding_id=row.pk, move=move, said=Said(words), now=deed.at)


def _circular(deed: Deed, tone: Tone, sent: bool) -> Turns:
    yield
    first, last = (deed.on - timedelta(days=120)), deed.on
    try:
        row = circulars.draft(actor=deed.actor("J"), tone=tone, first=first, last=last, now=deed.at)
    except FormIncomplete:
        return  # a world too small for figures
    if not sent:
        return
    deed.wait(2)
    yield
    everyone = [o.pk for key, o in deed.world.organs.items() if key != "sj"]
    circulars.approve(actor=deed.actor("J", 1), circular_id=row.pk, organ_ids=everyone, expected=None, now=deed.at)
    deed.wait(1)
    yield
    circulars.sign(actor=deed.world.actor("scjg", "B", deed.on), circular_id=row.pk, now=deed.at)
    circulars.publish(actor=deed.actor("J"), circular_id=row.pk, now=deed.at)


def _received(deed: Deed) -> Turns:
    """The bureau gives the older filings their receipts; the morning's digests go out."""
    yield
    actor = deed.actor("J")
    for row in list(records.filed(actor, "new"))[1:]:
        records.receive(actor=actor, filing_id=row.pk, verdict="noted", now=deed.at)
    digests.morning(now=deed.at)


def alone(now: datetime) -> None:
    """Add this volume to a demonstration that is already loaded, dated as it would have been."""
    lines.perform(volume(founding.again(), now, True), now)
