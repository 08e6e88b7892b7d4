"""The yearly assessment: computed from data, told to the organs, appealed and answered, adopted and frozen.

Each function is one act with one entry. What an organ is told can change only by an answer to its appeal.
"""

from __future__ import annotations

from datetime import date, datetime

from mingjing.appraisal import measuring, weights
from mingjing.appraisal.actions import abolished
from mingjing.appraisal.models import AppealAnswer, Assessment, AssessmentAppeal, AssessmentLine
from mingjing.appraisal.planning import organs_below
from mingjing.appraisal.yearly import kept
from mingjing.clocks import actions as clocks
from mingjing.clocks import queries as reading
from mingjing.documents.actions import issue_number
from mingjing.law import indicators as law
from mingjing.law.assessing import APPEAL_RULE, State
from mingjing.law.indicators import Indicator, Origin, Value
from mingjing.ledger.actions import Act, By, act
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

MAKE, APPEAL = "assessment.make", "assessment.appeal"
LONGEST = 2_000
MOST = 1_000_000


def make(*, actor: Actor, year: int, title: str, now: datetime) -> Assessment:
    """Assess every organ of the region that existed in a year, up to today in the present one.

    Raises NotAllowed, FormIncomplete (a year without organs, one to come, one already adopted).
    """
    by, on = require(actor, MAKE, Scope(actor.organ_id, actor.region_code)), beijing_date(now)
    errors = {}
    if not 2019 <= year <= on.year:
        errors["year"] = f"年度在 2019 和 {on.year} 之间"
    if not title.strip() or len(title) > 120:
        errors["title"] = "填写考核名称，不超过 120 字"
    if errors:
        raise FormIncomplete(errors)
    first, last = date(year, 1, 1), min(date(year, 12, 31), on)
    found = [o for o in organs_below(actor.region_code) if existed(o, first, last)]
    if not found:
        raise FormIncomplete({"year": f"{year} 年本地区没有执法机关"})
    indicators, document = weights.current(actor.organ_id, on)
    owner = organs.organ(actor.organ_id)
    with act(type="assessment.made", by=by, obj="", now=now) as opened:
        if Assessment.objects.filter(organ=owner, year=year).exists():
            raise FormIncomplete({"year": f"{year} 年已经有一次考核；核算中的可以重新核算"})
        row = Assessment(
            organ=owner, number=issue_number(organ=owner, prefix=f"{owner.doc_prefix}考核", year=on.year), year=year,
            first=first, last=last, title=title.strip(), indicators=kept(indicators), document=document,
            computed_on=on, made_by_id=by.person_id,
        )  # fmt: skip
        opened.save(row)
        opened.obj = row.pk
        _measure(opened, row, found, {}, on)
        opened.data |= {"year": year, "organs": len(found)}
    return row


def existed(organ: Organ, first: date, last: date) -> bool:
    """Whether an organ existed on a day of a period: one abolished in mid-year is assessed as well, but not ranked."""
    return organ.valid_from <= last and (organ.valid_to is None or organ.valid_to >= first)


def recompute(*, actor: Actor, assessment_id: str, now: datetime) -> Assessment:
    """Compute again from the data as they stand now; what people typed stays. Only before the organs are told."""
    row, by = owned(actor, assessment_id)
    _stands(row, State.DRAFT)
    on = beijing_date(now)
    lines = {x.organ_id: x for x in AssessmentLine.objects.filter(assessment=row)}
    found = list(Organ.objects.filter(pk__in=lines).order_by("pk"))
    with act(type="assessment.computed", by=by, obj=row.pk, now=now) as opened:
        fresh = _again(row)
        fresh.computed_on = on
        if fresh.year == on.year:
            fresh.last = on
        opened.save(fresh)
        _measure(opened, fresh, found, lines, on)
    return fresh


def _measure(opened: Act, row: Assessment, found: list[Organ], lines: dict[str, AssessmentLine], on: date) -> None:
    content = row.content
    values = measuring.values(content, [o.pk for o in found], row.first, row.last, on)
    typed = {i.code for i in content if i.origin is Origin.TYPED}
    for organ in found:
        line = lines.get(organ.pk) or AssessmentLine(assessment=row, organ=organ)
        held = {code: value for code, value in line.values.items() if code in typed}
        line.values = {code: told(v) for code, v in values[organ.pk].items()} | held
        _total(line, content)
        opened.save(line)


def told(value: Value) -> dict[str, object]:
    """A value as stored."""
    return {"part": value.part, "whole": value.whole, "source": value.source}


def _total(line: AssessmentLine, content: tuple[Indicator, ...]) -> None:
    line.total = law.score(content, {code: Value(**v) for code, v in line.values.items()}).total


def enter(
    *, actor: Actor, line_id: str, code: str, part: int, whole: int, source: str, now: datetime
) -> AssessmentLine:
    """Enter a value that no source of the platform gives, with where it comes from. Only before the organs are told.

    Raises AssessmentLine.DoesNotExist, NotAllowed, FormIncomplete.
    """
    line, by = _line(actor, line_id)
    _stands(line.assessment, State.DRAFT)
    indicator = _indicator(line, code)
    if indicator.origin is not Origin.TYPED:
        raise FormIncomplete({code: f"{indicator.label}由系统从{indicator.origin.label}核算，不能登记"})
    _numbers(indicator, part, whole, source)
    with act(type="assessment.entered", by=by, obj=line.assessment_id, now=now) as opened:
        _again(line.assessment)
        line.values = {**line.values, code: told(Value(part, whole, source.strip()))}
        _total(line, line.assessment.content)
        opened.save(line)
        opened.data |= {"organ": line.organ_id, "code": code, "part": part, "whole": whole}
    return line


def _numbers(indicator: Indicator, part: int, whole: int, source: str) -> None:
    errors = {}
    if not 0 <= part <= MOST or not 0 < whole <= MOST or part > whole:
        errors[indicator.code] = f"{indicator.label}：分母大于 0，分子在 0 和分母之间"
    if not source.strip() or len(source) > 200:
        errors[indicator.code] = f"{indicator.label}：写明数据的出处，不超过 200 字"
    if errors:
        raise FormIncomplete(errors)


def tell(*, actor: Actor, assessment_id: str, now: datetime) -> Assessment:
    """Tell every organ its result and start its time to appeal (an abolished organ has none)."""
    row, by = owned(actor, assessment_id)
    _stands(row, State.DRAFT)
    on = beijing_date(now)
    with act(type="assessment.told", by=by, obj=row.pk, now=now) as opened:
        fresh = _again(row)
        fresh.state, fresh.told_on = State.TOLD, on
        opened.save(fresh)
        for line in AssessmentLine.objects.filter(assessment=fresh).select_related("organ"):
            if not abolished(line.organ, on):
                clocks.start_obligation(
                    rule_id=APPEAL_RULE, subject_kind="assessment", subject_id=line.pk, org=line.organ_id,
                    owner_role="L", label=f"复核：{fresh.title}", started_on=on,
                )  # fmt: skip
    return fresh


def appeal(*, actor: Actor, line_id: str, code: str, content: str, now: datetime) -> AssessmentAppeal:
    """The organ objects to one indicator, once each, within its time.

    Raises AssessmentLine.DoesNotExist, NotAllowed, FormIncomplete.
    """
    line = AssessmentLine.objects.select_related("assessment", "organ").get(pk=line_id)
    if line.organ_id != actor.organ_id or line.assessment.state == State.DRAFT:
        raise AssessmentLine.DoesNotExist(line_id)
    by = require(actor, APPEAL, Scope(line.organ_id))
    _stands(line.assessment, State.TOLD)
    indicator, on = _indicator(line, code), beijing_date(now)
    end = appeal_ends(line)
    content = content.replace("\0", "").strip()
    if end is None or on > end:
        raise FormIncomplete({"content": f"复核期限 {end} 已届满" if end else "机关已撤销，不再复核"})
    if not content or len(content) > LONGEST:
        raise FormIncomplete({"content": f"写明哪个数不对、依据是什么，不超过 {LONGEST} 字"})
    with act(type="assessment.appealed", by=by, obj=line.assessment_id, now=now) as opened:
        if AssessmentAppeal.objects.filter(line=line, code=code).exists():
            raise FormIncomplete({"code": f"{indicator.label}已经提出过复核"})
        row = AssessmentAppeal(line=line, code=code, content=content, person_id=by.person_id, at=now)
        opened.save(row)
        opened.data |= {"line": line.pk, "code": code}
    return row


def appeal_ends(line: AssessmentLine) -> date | None:
    """Last day on which the organ may appeal."""
    due = reading.obligation_of(line.pk, APPEAL_RULE)
    return due.rolled if due else None


def answer(
    *, actor: Actor, appeal_id: str, upheld: bool, part: int | None, whole: int | None, content: str, now: datetime
) -> AppealAnswer:
    """Answer an appeal: uphold it with the corrected numbers, or not, with the reason.

    Raises AssessmentAppeal.DoesNotExist, NotAllowed, FormIncomplete.
    """
    asked = AssessmentAppeal.objects.select_related("line__assessment__organ", "line__organ").get(pk=appeal_id)
    line, by = _line(actor, asked.line_id)
    _stands(line.assessment, State.TOLD)
    content = content.replace("\0", "").strip()
    if not content or len(content) > LONGEST:
        raise FormIncomplete({"content": f"写明采纳或者不采纳的理由，不超过 {LONGEST} 字"})
    indicator = _indicator(line, asked.code)
    if upheld:
        _numbers(indicator, -1 if part is None else part, whole or 0, content[:200])
    with act(type="assessment.answered", by=by, obj=line.assessment_id, now=now) as opened:
        if AppealAnswer.objects.filter(appeal=asked).exists():
            raise OutOfDate
        row = AppealAnswer(
            appeal=asked, upheld=upheld, before=line.values.get(asked.code, {}) if upheld else {}, content=content,
            person_id=by.person_id, at=now,
        )  # fmt: skip
        opened.save(row)
        if upheld:
            line.values = {**line.values, asked.code: told(Value(part, whole, "复核后更正"))}
            _total(line, line.assessment.content)
            opened.save(line)
        opened.data |= {"appeal": asked.pk, "upheld": int(upheld), "part": part, "whole": whole}
    return row


def adopt(*, actor: Actor, assessment_id: str, public: bool, now: datetime) -> Assessment:
    """Freeze the result: the time to appeal is over and every appeal answered. ``public``: it goes to the public site.

    Raises Assessment.DoesNotExist, NotAllowed, FormIncomplete.
    """
    row, by = owned(actor, assessment_id)
    _stands(row, State.TOLD)
    on = beijing_date(now)
    lines = list(AssessmentLine.objects.filter(assessment=row))
    open_ = AssessmentAppeal.objects.filter(line__assessment=row, answer=None).count()
    ends = [end for end in map(appeal_ends, lines) if end]
    if open_:
        raise FormIncomplete({"assessment": f"还有 {open_} 项复核没有答复"})
    if ends and on <= max(ends):
        raise FormIncomplete({"assessment": f"复核期限到 {max(ends)}，期满以后确定结果"})
    with act(type="assessment.adopted", by=by, obj=row.pk, now=now) as opened:
        fresh = _again(row)
        fresh.state, fresh.adopted_on, fresh.public = State.ADOPTED, on, public
        opened.save(fresh)
        opened.data |= {"public": int(public), "totals": {x.organ_id: x.total for x in lines}}
        for line in lines:
            clocks.cancel(rule_id=APPEAL_RULE, subject_id=line.pk, on=on, reason="结果已确定")
    return fresh


def owned(actor: Actor, assessment_id: str) -> tuple[Assessment, By]:
    """An assessment of the bureau this actor assesses for. Raises Assessment.DoesNotExist, NotAllowed."""
    row = Assessment.objects.select_related("organ").get(pk=assessment_id)
    if actor.organ_id != row.organ_id:
        raise Assessment.DoesNotExist(assessment_id)
    return row, require(actor, MAKE, Scope(row.organ_id, row.organ.region_id))


def _line(actor: Actor, line_id: str) -> tuple[AssessmentLine, By]:
    line = AssessmentLine.objects.select_related("assessment__organ", "organ").get(pk=line_id)
    _, by = owned(actor, line.assessment_id)
    return line, by


def _indicator(line: AssessmentLine, code: str) -> Indicator:
    found = next((i for i in line.assessment.content if i.code == code), None)
    if found is None:
        raise FormIncomplete({"code": "选择考核指标"})
    return found


def _stands(row: Assessment, state: State) -> None:
    if row.state != state:
        raise FormIncomplete({"assessment": f"这次考核{row.get_state_display()}，现在不能办理这一步"})


def _again(row: Assessment) -> Assessment:
    fresh = Assessment.objects.select_related("organ").get(pk=row.pk)
    if fresh.ledger_id != row.ledger_id:
        raise OutOfDate
    return fresh
