"""Tasks and filings of the demonstration: the two that the plan asked for in 2019, and invented ones of this year."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.config.demo.deed import Deed
from mingjing.config.demo.footage import photo
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns, perform
from mingjing.config.demo.stories.telling import ago
from mingjing.config.demo.world import ORGANS
from mingjing.law.plan_clauses import PLAN
from mingjing.law.workplan import Move, Standing
from mingjing.organs.models import Grant, Organ
from mingjing.vault import actions as vault
from mingjing.workplan import actions, issuing, queries
from mingjing.workplan.actions import Said
from mingjing.workplan.issuing import Notice
from mingjing.workplan.models import Duty, Item, Meeting

DONE = "已经完成，结果在门户网站公布。（示例）"
ASSESSED = "已落实，制度、台账齐全；差距是基层设备不足。（示例）"
BOXES: dict[str, dict[str, Any]] = {
    "scheme": {
        "document": "全面推行三项制度实施方案（示例）",
        "issued_on": "2019-08-16",
        "steps": "部署、实施、评估三步。（示例）",
    },
    "carried_out": {
        "done": "已全面部署，清单编制过半。（示例）",
        "problems": "审核人员不足。（示例）",
        "next": "补充人员。（示例）",
    },
    "training": {
        "courses": "公共法律知识、专业法律知识各两期。（示例）",
        "hours": 40,
        "exam": "年底闭卷考试。（示例）",
    },
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One item: working days ago, days from issue to the last day, what is asked, how the n-th organ goes about it."""

    age: int
    length: int
    given: dict[str, Any]
    ways: str  # a letter an organ, in turn: d done, l done late, s sent, h with the head, p in progress, r returned, e asks, - silent
    organs: tuple[str, ...] = ()
    chased: bool = False
    meeting: bool = False


ASKED = (
    Asked(70, 45, {"kind": "task", "title": "编制并公布音像记录事项清单（示例）", "text": "对照五类执法行为编制音像记录事项清单，经法制审核后公布。", "basis": f"{PLAN}三(二)2", "proof": "清单公布页面截图"}, "dddldddd-dsd", chased=True, meeting=True),
    Asked(40, 90, {"kind": "task", "title": "执法决定公示及时率达到百分之百（示例）", "text": "处罚、许可决定七个工作日内公示，其他决定二十个工作日内公示。", "basis": f"{PLAN}三(一)3", "counts": "quality", "goal": "公示及时率 100%"}, "psdp-h", ("scjg", "sthj", "cg", "wj", "yj", "sl", "jt", "ny"), meeting=True),
    Asked(30, 25, {"kind": "task", "title": "配足法制审核人员（示例）", "text": "不少于执法人员总数的百分之五且不少于一人，名册报司法局。", "basis": f"{PLAN}三(三)1", "proof": "审核人员名册"}, "de-r", ("cg", "wj", "hbcg", "lscg"), chased=True, meeting=True),
    Asked(15, 45, {"kind": "filing", "form": "training", "year": 2027, "title": "2027 年度培训计划（示例）", "text": "岗前培训和岗位培训一并安排。", "basis": f"{PLAN}四(六)"}, "ds-hp-"),
    Asked(6, 40, {"kind": "filing", "form": "self", "year": 2026, "title": "2026 年度三项制度推行情况自评（示例）", "text": "逐条对照方案，写明做法、程度和差距。", "basis": f"{PLAN}四(四)"}, "p-----h"),
)  # fmt: skip
OLD = (
    ("scheme", "报备三项制度实施方案", date(2019, 8, 20), (3, 2, 0, -4, 1)),
    ("carried_out", "报备三项制度贯彻落实情况", date(2019, 8, 31), (2, 1, 0, -6, 0)),
)


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """A meeting, the two filings of 2019 entered from paper, and five items of this year at all stages."""
    start = Deed(world, "sj", None, 1, ago(now, 75))
    yield start, _begun(start)
    for n, asked in enumerate(ASKED, 2):
        deed = Deed(world, "sj", None, n, ago(now, asked.age))
        yield deed, _asked(deed, asked)


def _begun(deed: Deed) -> Turns:
    yield
    bureau = deed.actor("J")
    issuing.record_meeting(
        actor=bureau, held_on=deed.on, title="领导小组第三次会议（示例）", present="领导小组成员单位负责人（示例）",
        decided="一、年底前各机关公布音像记录事项清单。\n二、公示及时率纳入督查。\n三、配足法制审核人员。（示例）", files=[],
        now=deed.at,
    )  # fmt: skip
    organs = tuple(o.pk for key, o in deed.world.organs.items() if key != "sj")
    for form, title, due, ways in OLD:
        deed.wait(1)
        yield
        given = Notice(
            kind="filing", form=form, title=title, text="方案规定的报备事项，从纸质来文补录。", basis=f"{PLAN}四末", leads=organs,
            issued_on=date(2019, 8, 1), due_on=due, entered=True,
        )  # fmt: skip
        item = issuing.issue(actor=deed.actor("J"), notice=given, now=deed.at)
        for n, row in enumerate(item.duties.order_by("ledger_id", "pk")):
            early = timedelta(days=ways[n % len(ways)])
            said = Said(words=f"示例文〔2019〕{n + 1}号，机要交换收到", on=due - early)
            actions.take(actor=deed.actor("J"), duty_id=row.pk, move=Move.ENTER, said=said, now=deed.at)


def _asked(deed: Deed, asked: Asked) -> Turns:
    yield
    keys = asked.organs or tuple(key for key in deed.world.organs if key != "sj")
    keys = tuple(key for key in keys if key in deed.world.organs)
    meeting = Meeting.objects.first() if asked.meeting else None
    given = Notice(
        **asked.given, leads=tuple(deed.world.organs[key].pk for key in keys),
        due_on=deed.on + timedelta(days=asked.length), meeting_id=meeting.pk if meeting else "",
    )  # fmt: skip
    item = issuing.issue(actor=deed.actor("J"), notice=given, now=deed.at)
    for n, key in enumerate(keys):
        way = asked.ways[n % len(asked.ways)]
        if way == "-":
            continue
        deed.wait(1 if n % 3 == 0 else 0, minutes=7)
        yield
        _answered(deed, key, Duty.objects.get(item=item, organ=deed.world.organs[key]), way)
    if asked.chased:
        yield from _chased(deed, item, keys, asked.ways)


def _answered(deed: Deed, key: str, row: Duty, way: str) -> None:
    if way == "l":
        return
    if way == "e":
        until = row.due_on + timedelta(days=20)
        _take(deed, key, "U", row, Move.ASK, words="正在办理调入手续，名册要到下月才能定。（示例）", until=until)
        return
    if way == "p":
        _take(deed, key, "U", row, Move.PROGRESS, words="已征求各科室意见，正在汇总。（示例）")
        return
    _sent(deed, key, row, upto=way)


def _sent(deed: Deed, key: str, row: Duty, upto: str = "d") -> None:
    files: tuple[dict[str, Any], ...] = ()
    if row.item.proof:
        blob = vault.keep(io.BytesIO(photo(f"{row.pk} proof")), now=deed.at)
        files = ({"sha256": blob.pk, "name": f"{row.item.proof}（示例）.jpg"},)
    answers = {"done": DONE, **BOXES.get(row.item.form, {})}
    if row.item.form == "self":
        answers = {box.name: ASSESSED for box in actions.form_of(row.item).boxes}
    _take(deed, key, "U", row, Move.DRAFT, answers=answers, files=files)
    if upto == "h":
        return
    _take(deed, key, "B", row, Move.SIGN)
    if upto == "d":
        _take(deed, "sj", "J", row, Move.RECEIVE)
    elif upto == "r":
        until = max(row.due_on, deed.on + timedelta(days=10))
        _take(deed, "sj", "J", row, Move.RETURN, words="名册没有写明法律职业资格证号，请补正。（示例）", until=until)


def _chased(deed: Deed, item: Item, keys: tuple[str, ...], ways: str) -> Turns:
    """After the last day: those that are late are chased; some of them then send in."""
    moved = timedelta(days=15)  # the last day moves on from days off
    while not queries.late(item, deed.on) and deed.on <= item.due_on + moved:
        deed.wait(1)
    if not queries.late(item, deed.on):
        return
    yield
    actions.chase_late(actor=deed.actor("J"), item_id=item.pk, words="已超过期限，请三日内报送。（示例）", now=deed.at)
    deed.wait(1)
    yield
    for n, key in enumerate(keys):
        row = Duty.objects.get(item=item, organ=deed.world.organs[key])
        if ways[n % len(ways)] == "l" and row.standing == Standing.OPEN:
            _sent(deed, key, row)


def _take(deed: Deed, key: str, role: str, row: Duty, move: Move, **said: Any) -> None:
    actor = deed.world.actor(key, role, deed.on)
    actions.take(actor=actor, duty_id=row.pk, move=move, said=Said(**said), now=deed.at)


def loaded() -> World:
    """The world of a demonstration that is already loaded: organs and people as they were founded."""
    world = World()
    for seed in ORGANS:
        if found := Organ.objects.filter(doc_prefix=seed.prefix).first():
            world.organs[seed.key] = found
            for grant in Grant.objects.filter(organ=found).select_related("person").order_by("ledger_id"):
                world.people.setdefault((seed.key, grant.role), []).append(grant.person)
    return world


def alone(now: datetime) -> None:
    """Add these to a demonstration that is already loaded, all of them dated as they would have been."""
    perform(volume(loaded(), now, False), now)
