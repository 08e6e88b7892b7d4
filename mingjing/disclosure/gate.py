"""What stands between a draft and the public: every condition with its article and cure. Fail closed on residue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mingjing.disclosure import pages, queries
from mingjing.disclosure.models import Publication
from mingjing.disclosure.residue import Residue
from mingjing.law.gating import Answer, Blocker, no, ok, wait
from mingjing.law.kinds import UnitClass
from mingjing.law.procedures import Condition
from mingjing.procedure.models import Decision, DecisionAnnulment
from mingjing.procedure.refusals import StepRefused

PLAN = "三政办〔2019〕16号三(一)"
State = Publication.State


@dataclass(frozen=True)
class _Asked:
    """One publication, who is to check it ("" while nobody is), the day, and what would be shown."""

    publication: Publication
    checker: str
    on: date
    classes: dict[str, str]


def blockers(publication: Publication, checker: str, on: date) -> list[Blocker]:
    """Every reason why this publication may not go out, with article and cure."""
    return [
        Blocker(c.code, c.label, c.message, c.article, c.cure)
        for c in conditions(publication, checker, on)
        if c.state == "no"
    ]


def conditions(publication: Publication, checker: str, on: date) -> list[Condition]:
    """The checklist of the checker: every condition, met or not. The outputs are scanned only when all else holds.

    ``checker`` is a person's id; "" asks what can be said before anyone checks.
    """
    asked = _Asked(publication, checker, on, queries.classes_of(publication))
    found = []
    for code, label, article, ask in _CHECKS:
        a = ask(asked)
        found.append(Condition(code, label, a.state, a.message, article, a.cure, None))
    answers = _scanned(asked) if all(c.state != "no" for c in found) else [_not_scanned()]
    basis = "个人信息保护法28；政府信息公开条例15"
    found += [Condition("publication.residue", "脱敏残留", a.state, a.message, basis, a.cure, None) for a in answers]
    return found


def _waits(asked: _Asked) -> Answer:
    if asked.publication.state == State.PREPARED:
        return ok("待审核")
    return no(f"现在是“{asked.publication.get_state_display()}”", "需要重新公示的，重新拟稿")


def _not_the_same(asked: _Asked) -> Answer:
    if not asked.checker:
        return wait("审核人不能是拟稿人", "由另一名公示审核人办理")
    if asked.checker == asked.publication.prepared_by_id:
        return no("审核人就是拟稿人", "由另一名公示审核人办理")
    return ok("拟稿、审核不是同一人")


def _not_a_handler(asked: _Asked) -> Answer:
    if not asked.checker:
        return wait("审核人不能是本案承办人", "由其他公示人员办理")
    if _handled(asked.publication.decision, asked.checker):
        return no("公示拟稿人、审核人不能是本案承办人", "由其他公示人员办理")
    return ok("审核人没有承办本案")


def _may_be_public(asked: _Asked) -> Answer:
    if asked.publication.scope == "must_not":
        return no(asked.publication.ground, "办理“不予公开”")
    return ok(asked.publication.ground)


def _served(asked: _Asked) -> Answer:
    day = queries.served_on(asked.publication.decision)
    # A penalty that is announced takes effect when the announcement has run out; some decisions are announced to all.
    if day and (day <= asked.on or queries.rule_of(asked.publication.case) != "publish.penalty"):
        return ok(f"{day} 送达")
    if asked.publication.exception:
        return ok(f"送达前公示，理由：{asked.publication.exception}")
    return no("决定书还没有送达，没有发生效力", "送达后公示；确需先公示的，退回拟稿人写明理由")


def _elements_shown(asked: _Asked) -> Answer:
    must = queries.must_show(asked.publication.decision.version)
    hidden = [path for path in must if asked.classes[path] != UnitClass.PUBLIC]
    if hidden:
        return no(f"{len(hidden)} 处必须公开的内容被隐去", "恢复公开")
    return ok(f"{len(must)} 处必须公开的内容都在公开之列")


def _unchanged(asked: _Asked) -> Answer:
    if queries.span_root(asked.publication.decision.version, asked.classes) != asked.publication.span_root:
        return no("公开范围与拟稿时不一致", "重新拟稿")
    return ok("公开范围与拟稿时一致")


def _in_force(asked: _Asked) -> Answer:
    found = standing(asked.publication.decision)
    return no(found[0].message, found[0].cure) if found else ok("没有被撤销")


def _scanned(asked: _Asked) -> list[Answer]:
    try:
        pages.check(asked.publication, asked.on, asked.classes)
    except Residue as residue:
        return [no(words, "补充隐去后重新拟稿") for words in residue.found]
    return [ok("公示页面、公开件 PDF、开放数据、核验页、检索已逐一重新读出扫描，没有残留")]


def _not_scanned() -> Answer:
    return wait("其他条件齐备后，逐一重新读出将要发布的内容并扫描", "先办好其他条件")


Check = tuple[str, str, str, Callable[[_Asked], Answer]]
_CHECKS: tuple[Check, ...] = (
    ("publication.state", "公示状态", PLAN, _waits),
    ("publication.same-person", "两人办理", PLAN, _not_the_same),
    ("publication.handler", "公示人员", PLAN, _not_a_handler),
    ("publication.must-not", "公开范围", "行政处罚法48、50", _may_be_public),
    ("service.pending", "决定书送达", "河南省行政执法条例30", _served),
    ("publication.hides-element", "必须公开的要素", f"{PLAN}3", _elements_shown),
    ("publication.changed", "公开范围的摘要", PLAN, _unchanged),
    ("decision.annulled", "决定有效", "行政处罚法48②", _in_force),
)


def to_prepare(decision: Decision, person: str) -> list[Blocker]:
    """Why this person may not draft a publication of this decision now."""
    return handled(decision, person) + standing(decision) + once(decision)


def to_check(publication: Publication, person: str) -> list[Blocker]:
    """Why this person may not return the draft, nor decide that it is not published."""
    asked = _Asked(publication, person, date.min, {})
    return [
        Blocker(code, label, answer.message, article, answer.cure)
        for code, label, article, ask in _CHECKS[:3]
        if (answer := ask(asked)).state == "no"
    ]


def to_end(publication: Publication, person: str) -> list[Blocker]:
    """Why this person may not correct or withdraw what is out."""
    found = handled(publication.decision, person)
    if publication.state != State.PUBLISHED:
        found.append(Blocker("publication.state", "公示状态", "这份决定没有在公示", f"{PLAN}4", "不需要办理"))
    return found


def must_be_public(publication: Publication) -> list[Blocker]:
    """A decision that the rules publish is never withheld."""
    if publication.scope != "must":
        return []
    words = "这份决定依规定应当公开"
    return [Blocker("publication.must", "公开范围", words, f"{PLAN}3", "隐去不宜公开的内容后公示")]


def handled(decision: Decision, person: str) -> list[Blocker]:
    """Neither who prepares nor who checks has handled the case."""
    if not _handled(decision, person):
        return []
    words = "公示拟稿人、审核人不能是本案承办人"
    return [Blocker("publication.handler", "公示人员", words, PLAN, "由其他公示人员办理")]


def standing(decision: Decision) -> list[Blocker]:
    """What was annulled or withdrawn does not go out again (处48②)."""
    if DecisionAnnulment.objects.filter(decision=decision).exists():
        words, cure = "这份决定已被撤销", "重新作出决定的，公示新的决定"
        return [Blocker("decision.annulled", "决定有效", words, "行政处罚法48②", cure)]
    if Publication.objects.filter(decision=decision, state=State.WITHDRAWN).exists():
        words, cure = "这份决定的公示信息已经撤下", "不再公示；撤下有误的，由司法行政部门监督纠正"
        return [Blocker("publication.withdrawn", "公示", words, f"{PLAN}4", cure)]
    return []


def once(decision: Decision) -> list[Blocker]:
    """One publication of a decision at a time."""
    running = {State.PREPARED, State.APPROVED, State.PUBLISHED}
    old = Publication.objects.filter(decision=decision, state__in=running).first()
    if old is None:
        return []
    words = f"这份决定{old.get_state_display()}"
    return [Blocker("publication.exists", "公示", words, PLAN, "有误的先更正或者退回，再重新拟稿")]


def refuse(found: list[Blocker]) -> None:
    """Raises StepRefused when there is any reason."""
    if found:
        raise StepRefused(tuple(found))


def _handled(decision: Decision, person: str) -> bool:
    return decision.case.handlers.filter(person_id=person).exists()
