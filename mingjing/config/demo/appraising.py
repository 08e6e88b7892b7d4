"""案卷评查 of the demonstration: one round that is closed and published, one whose dossiers stand in every stage.

Reads organs and people from the database, so that it can also be run alone on a home that is loaded already.
"""

from __future__ import annotations

from datetime import date, datetime

from mingjing.appraisal import actions, assessment, model_units, planning, publishing, scoring
from mingjing.appraisal.models import Dossier, Plan, Seat
from mingjing.law.dossier_course import Standing
from mingjing.law.dossier_draw import Method
from mingjing.law.dossier_scoring import Given, Mark
from mingjing.law.dossier_sheets import DossierKind
from mingjing.law.kinds import Role
from mingjing.organs import queries as organs
from mingjing.organs.models import Grant, Person
from mingjing.organs.permissions import Actor, actor_for
from mingjing.procedure.limits import beijing_date

# Marks of a first and a second reviewer, tenths off, in turn.
SHEETS: tuple[tuple[tuple[tuple[str, int, str, str], ...], tuple[tuple[str, int, str, str], ...]], ...] = (
    ((("B1", 20, "到场人核对意见不完整（示例）", "5"), ("C2", 15, "裁量理由没有逐项对应基准（示例）", "12")),
     (("B1", 10, "到场人核对意见不完整（示例）", "5"), ("C2", 20, "没有说明从轻的依据（示例）", "12"))),
    ((("B2", 15, "询问笔录没有告知回避权利（示例）", "7"),), (("B2", 20, "没有告知申请回避的权利（示例）", "7"),)),
    ((("G2", 5, "送达回证排在决定书之前（示例）", "1"),), (("G2", 5, "顺序不对（示例）", "1"), ("E1", 10, "见证人栏空白（示例）", "14"))),
)  # fmt: skip
LICENCE = (("B2", 15, "审查意见没有逐项对应法定条件（示例）", "9"), ("G2", 5, "材料清单排在最后（示例）", "1"))
ORDER = (
    Standing.CLOSED, Standing.RECTIFIED, Standing.RECTIFYING, Standing.TOLD, Standing.SPLIT, Standing.SETTLED,
    Standing.SCORING,
)  # fmt: skip


def load(now: datetime) -> int:
    """Both rounds. How many dossiers were drawn; 0 when nothing is filed or nobody supervises."""
    on = beijing_date(now)
    bureau = _bureau(on)
    if bureau is None:
        return 0
    done = _round(bureau, "许可案卷评查（示例）", DossierKind.LICENCE, 1, Method.RANDOM, now)
    if done:
        for dossier in done.dossiers.all():
            _bring(bureau, dossier, Standing.CLOSED, 0, now)
        actions.close_plan(actor=bureau, plan_id=done.pk, public=True, now=now)
        publishing.show(done.pk, now)
    running = _round(bureau, "处罚案卷评查（示例）", DossierKind.PENALTY, 3, Method.RISK, now)
    for n, dossier in enumerate(running.dossiers.order_by("ord") if running else ()):
        _bring(bureau, dossier, ORDER[n % len(ORDER)], n, now)
    _assess(bureau, now)
    return Dossier.objects.count()


def _assess(bureau: Actor, now: datetime) -> None:
    """The year's assessment, told to the organs, with one appeal that waits; a model unit."""
    on = beijing_date(now)
    row = assessment.make(actor=bureau, year=on.year, title=f"{on.year}年度行政执法三项制度考核（示例）", now=now)
    for line in row.lines.order_by("pk"):
        source = "抽检记录（示例）"
        assessment.enter(actor=bureau, line_id=line.pk, code="P5", part=0, whole=20, source=source, now=now)
        assessment.enter(actor=bureau, line_id=line.pk, code="R5", part=30, whole=30, source=source, now=now)
    assessment.tell(actor=bureau, assessment_id=row.pk, now=now)
    first = row.lines.filter(total__isnull=False).select_related("organ").order_by("-total", "organ__name").first()
    if first is None:
        return
    reviewer = organs.with_role(first.organ_id, Role.REVIEWER, on).select_related("organ").first()
    if reviewer:
        content = "本机关的权责清单和服务指南已经公布，请核对是否漏计。（示例）"
        assessment.appeal(actor=actor_for(reviewer, on), line_id=first.pk, code="P1", content=content, now=now)
    model_units.name_unit(
        actor=bureau, organ_id=first.organ_id, reason="全过程记录规范，音像当日入库。（示例）",
        document=f"三司〔{on.year}〕示例1号", now=now,
    )  # fmt: skip


def _bureau(on: date) -> Actor | None:
    organ = organs.bureau(on)
    grant = Grant.objects.filter(role=Role.SUPERVISOR, organ=organ).order_by("person__name").first() if organ else None
    return actor_for(Person.objects.select_related("organ").get(pk=grant.person_id), on) if grant else None


def _round(bureau: Actor, title: str, kind: DossierKind, most: int, method: Method, now: datetime) -> Plan | None:
    on = beijing_date(now)
    first = date(on.year, 1, 1)
    there = planning.counts(bureau.region_code, first, on)
    quotas = {key: min(most, n) for key, n in there.items() if key[1] == kind}
    people = [p.pk for p in planning.candidates(bureau.region_code, on) if p.pk != bureau.person_id]
    if not quotas or len(people) < 6:
        return None
    asked = planning.Asked(
        title=f"{on.year}年度{title}", year=on.year, filed_from=first, filed_to=on, quotas=quotas, method=method,
        reviewers=tuple(people),
    )  # fmt: skip
    plan = planning.make(actor=bureau, asked=asked, now=now)
    publishing.commit(actor=bureau, plan_id=plan.pk, now=now)
    return publishing.run(actor=bureau, plan_id=plan.pk, now=now)


def _bring(bureau: Actor, dossier: Dossier, to: Standing, n: int, now: datetime) -> None:
    """One dossier as far as ``to`` by its people's own acts."""
    seats = list(dossier.seats.filter(ended_on=None).select_related("person__organ").order_by("number"))
    given = SHEETS[n % len(SHEETS)] if dossier.kind == DossierKind.PENALTY else (LICENCE, LICENCE)
    if to is Standing.SCORING:
        _score(seats[0], given[0], now)
        return
    extra: tuple[tuple[str, int, str, str], ...] = (
        (("B3", 50, "证据没有写明提供人（示例）", "10"),) if to is Standing.SPLIT else ()
    )
    extra += (("D3", 20, "条款项引用不全（示例）", "15"),) if to is Standing.SPLIT else ()
    _score(seats[0], given[0], now)
    _score(seats[1], (*given[1], *extra), now)
    if to in {Standing.SPLIT, Standing.SETTLED}:
        return
    actions.tell(actor=bureau, dossier_id=dossier.pk, now=now)
    if to is Standing.TOLD:
        return
    organ = _of(dossier, Role.REVIEWER, now)
    told = [m.code for m in Dossier.objects.get(pk=dossier.pk).told_marks.marks]
    objects = to is Standing.RECTIFIED and bool(told)
    actions.defend(
        actor=organ, dossier_id=dossier.pk, accepts=not objects, against=told[:1] if objects else [],
        content="附件有补充说明，请核对第五页。（示例）" if objects else "", now=now,
    )  # fmt: skip
    actions.rule(
        actor=bureau, dossier_id=dossier.pk, restored={told[0]: 5} if objects else {}, lifted=[],
        answer="核对后部分采纳，恢复 0.5 分。（示例）" if objects else "",
        demand="" if to is Standing.CLOSED else "按扣分项目补正，今后笔录逐页核对。（示例）", now=now,
    )  # fmt: skip
    if to is Standing.RECTIFIED:
        actions.rectify(actor=organ, dossier_id=dossier.pk, content="已组织学习并补正卷内目录。（示例）", now=now)


def _score(seat: Seat, marks: tuple[tuple[str, int, str, str], ...], now: datetime) -> None:
    who = actor_for(seat.person, beijing_date(now))
    scoring.open_dossier(actor=who, dossier_id=seat.dossier_id, now=now)
    given = Given(tuple(Mark(*m) for m in marks))
    scoring.score(actor=who, dossier_id=seat.dossier_id, given=given, words="总体规范。（示例）", now=now)


def _of(dossier: Dossier, role: Role, now: datetime) -> Actor:
    person = organs.with_role(dossier.organ_id, role, beijing_date(now)).select_related("organ").first()
    if person is None:
        raise LookupError(f"{dossier.organ} has nobody with the role {role}")
    return actor_for(person, beijing_date(now))
