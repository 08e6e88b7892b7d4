"""Complaints, corrections and inspection feedback of the demonstration: invented citizens, many states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mingjing.cases.models import Case
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.stories.telling import ago
from mingjing.disclosure.models import Publication
from mingjing.law import feedback as law
from mingjing.law.complaining import Move
from mingjing.organs import queries as organs
from mingjing.procedure import standing
from mingjing.supervision import actions, blind, feedback, queries, releases
from mingjing.supervision.actions import Said
from mingjing.supervision.intake import Given
from mingjing.supervision.models import Complaint

Acts = tuple[tuple[int, Move, dict[str, str]], ...]  # working days to wait, step, what goes with it
ACCEPT: Acts = ((2, Move.ACCEPT, {}),)
ANSWERED: Acts = (
    *ACCEPT,
    (6, Move.ANSWER, {"finding": "partly", "reply": "经核查，情况部分属实，已对有关人员批评教育并向你致歉。（示例）"}),
)
UNFOUNDED: Acts = (
    *ACCEPT,
    (5, Move.ANSWER, {"finding": "unfounded", "reply": "经核对原始记录，公示内容与决定书一致。（示例）"}),
)
CLOSED: Acts = (*ANSWERED, (3, Move.CLOSE, {}))
DECLINED: Acts = (
    (
        3,
        Move.DECLINE,
        {"reason": "反映的是物业收费纠纷，不属于行政执法，请向住房和城乡建设部门或者人民法院提出。（示例）"},
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One complaint: working days ago, organ, what was said, what became of it."""

    age: int
    organ: str
    given: dict[str, Any]
    acts: Acts = ()


TOLD = (
    Told(58, "scjg", {"about": "organ", "content": "同一个月两个科室先后来店里检查同样的事项。（示例）", "name": "示例经营户", "phone": "13900000011"}, CLOSED),
    Told(44, "sthj", {"about": "item", "item": "权责清单：对超标排放水污染物的处罚", "wish": "correction", "content": "依据写的还是已经废止的法律。（示例）"}, (*ACCEPT, (8, Move.ANSWER, {"finding": "upheld", "reply": "已按生态环境法典更新依据。（示例）"}), (1, Move.CLOSE, {}))),
    Told(33, "cg", {"about": "officer", "content": "现场没有出示证件。（示例）", "phone": "13900000012"}, ANSWERED),
    Told(28, "scjg", {"about": "head", "content": "负责人要求停止对某企业的检查。（示例）"}, ACCEPT),
    Told(25, "sthj", {"about": "decision", "wish": "correction", "content": "决定书中的门牌号和实际不一致。（示例）"}, UNFOUNDED),
    Told(21, "scjg", {"about": "item", "item": "服务指南：食品经营许可", "content": "窗口要求提交指南以外的材料。（示例）", "name": "王女士"}, ANSWERED),
    Told(16, "wj", {"about": "item", "item": "监督电话", "wish": "correction", "content": "公布的电话多次打不通。（示例）"}, ACCEPT),
    Told(14, "cg", {"about": "item", "item": "权责清单", "content": "小区物业收费不合理。（示例）"}, DECLINED),
    Told(9, "scjg", {"about": "decision", "content": "办案人员没有听取陈述。（示例）", "phone": "13900000013"}, ACCEPT),
    Told(7, "sthj", {"about": "item", "item": "双随机抽查事项清单", "content": "没有写明抽查的比例。（示例）"}),
    Told(3, "scjg", {"about": "decision", "wish": "correction", "content": "当事人名称少了一个字。（示例）"}),
    Told(2, "sthj", {"about": "organ", "content": "多次反映夜间噪声没有人处理。（示例）", "source": "hotline", "outside_number": "示例工单-20260001"}),
    Told(1, "scjg", {"about": "item", "item": "执法人员名录", "wish": "correction", "content": "有一名人员已经调离，还在名录上。（示例）"}),
)  # fmt: skip
RATED = ("scjg", "sthj")
COMMENTS = ("检查很规范，讲解清楚。（示例）", "", "希望提前告知要准备的材料。（示例）", "", "能一次查完就好。（示例）")


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """About a dozen complaints, and what inspected firms of two organs say."""
    for n, told in enumerate(TOLD, 1):
        deed = Deed(world, told.organ, None, n, ago(now, told.age))
        yield deed, _handled(deed, told)
    speaking = Deed(world, RATED[0], None, 90, ago(now, 100))
    yield speaking, _spoken(speaking, now)


def _handled(deed: Deed, told: Told) -> Turns:
    yield
    row = _received(deed, told)
    for days, move, said in told.acts if row else ():
        deed.wait(days, hour=2)
        yield
        actor = _handler(deed, row)
        actions.take(actor=actor, complaint_id=row.pk, move=move, said=Said(**said), now=deed.at)


def _received(deed: Deed, told: Told) -> Any:
    given = {"wish": "complaint", "organ_id": deed.world.organs[told.organ].pk, **told.given}
    if given["about"] == "decision":
        page = Publication.objects.filter(case__organ=given["organ_id"], state="published").order_by("pk").first()
        if page is None:
            return None
        given["decision"] = page.page
    if given["about"] == "officer":
        given["certificates"] = organs.latest_certificate(deed.ids("H")[1]).number
    if "source" in given:
        done = actions.register(actor=deed.world.actor("sj", "J", deed.on), given=Given(**given), now=deed.at)
    else:
        done = actions.receive(given=Given(**given), address=f"192.0.2.{deed.n}", request="", now=deed.at)
    return Complaint.objects.get(code=done.code)


def _handler(deed: Deed, row: Complaint) -> Any:
    """The first who may: nobody it concerns."""
    keys = ("sj", "J") if row.handled_by_id == deed.world.organs["sj"].pk else (deed.organ, "B")
    people = deed.world.people[keys]
    free = (n for n, person in enumerate(people) if not queries.conflict_of(row, person.pk))
    return deed.world.actor(*keys, deed.on, next(free))


def _spoken(deed: Deed, now: datetime) -> Turns:
    """Every week the firms whose results were served say how it was; what is over is released."""
    seen: set[str] = set()
    yield
    while deed.at <= now:
        for case in _served(deed):
            if case.pk not in seen and len(seen) < 26:
                seen.add(case.pk)
                _say(case, len(seen), deed.at)
        _release(deed)
        deed.at += timedelta(days=7)
        yield


def _served(deed: Deed) -> Iterator[Case]:
    keys = [deed.world.organs[key] for key in RATED]
    rows = Case.objects.filter(kind="inspection", organ__in=keys, stage__in=("served", "closed", "archived"))
    yield from (case for case in rows.order_by("opened_at", "pk") if standing.decision_served(case))


def _say(case: Case, n: int, at: datetime) -> None:
    try:
        row = feedback.open_round(case, at)
        modulus = int(row.modulus, 16)
        kept = blind.blind(modulus, blind.prepare(feedback.message_of(row)))
        signed = int(feedback.issue(case=case, blinded=f"{kept.sent:x}", now=at), 16)
    except feedback.NoFeedback:
        return
    token = feedback.token(row, kept.message, blind.finalize(modulus, kept, signed))
    answers = {q.name: q.good for q in law.QUESTIONS}
    if n % 4 == 0:
        answers |= {"repeated": "yes", "manner": "fair"}
    if n % 7 == 0:
        answers |= {"shown": "unknown"}
    feedback.rate(typed=token, answers=answers, comment=COMMENTS[n % len(COMMENTS)], now=at)


def _release(deed: Deed) -> None:
    actor = deed.world.actor("sj", "J", deed.on)
    for row in releases.closed_rounds(actor, deed.on):
        releases.release(actor=actor, round_id=row.pk, now=deed.at)
