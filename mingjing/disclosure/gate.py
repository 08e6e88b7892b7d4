"""What stands between a draft and the public: every reason, with its article and cure. Fail closed on residue."""

from __future__ import annotations

from datetime import date

from mingjing.disclosure import pages, queries
from mingjing.disclosure.models import Publication
from mingjing.disclosure.residue import Residue
from mingjing.law.gating import Blocker
from mingjing.law.kinds import UnitClass
from mingjing.ledger.actions import By
from mingjing.procedure.models import Decision
from mingjing.procedure.refusals import StepRefused

State = Publication.State


def blockers(publication: Publication, checker: str, on: date) -> list[Blocker]:
    """Every reason why this publication may not go out, with article and cure."""
    decision = publication.decision
    found = people(decision, checker)
    if publication.state != State.PREPARED:
        found.append(
            Blocker(
                "publication.state",
                "公示状态",
                f"现在是“{publication.get_state_display()}”",
                "三政办〔2019〕16号三(一)",
                "重新拟稿",
            )
        )
    if checker == publication.prepared_by_id:
        found.append(
            Blocker(
                "publication.same-person",
                "两人办理",
                "审核人就是拟稿人",
                "三政办〔2019〕16号三(一)",
                "由另一名公示审核人办理",
            )
        )
    if publication.scope == "must_not":
        found.append(
            Blocker("publication.must-not", "公开范围", publication.ground, "行政处罚法48、50", "办理“不予公开”")
        )
    if queries.served_on(decision) is None and not publication.exception:
        found.append(
            Blocker(
                "service.pending",
                "决定书送达",
                "决定书还没有送达，没有发生效力",
                "河南省行政执法条例30",
                "送达后公示；确需先公示的，写明理由",
            )
        )
    classes = queries.classes_of(publication)
    hidden = [p for p in queries.must_show(decision.version) if classes[p] != UnitClass.PUBLIC]
    if hidden:
        found.append(
            Blocker(
                "publication.hides-element",
                "必须公开的要素",
                f"{len(hidden)} 处必须公开的内容被隐去",
                "三政办〔2019〕16号三(一)3",
                "恢复公开",
            )
        )
    if queries.span_root(decision.version, classes) != publication.span_root:
        found.append(
            Blocker("publication.changed", "公开范围", "公开范围与拟稿时不一致", "三政办〔2019〕16号三(一)", "重新拟稿")
        )
    if not found:
        try:
            pages.check(publication, on)
        except Residue as residue:
            found += [
                Blocker(
                    "publication.residue",
                    "脱敏残留",
                    words,
                    "个人信息保护法28；政府信息公开条例15",
                    "补充隐去后重新拟稿",
                )
                for words in residue.found
            ]
    return found


def people(decision: Decision, person: str) -> list[Blocker]:
    """Neither who prepares nor who checks has handled the case."""
    if decision.case.handlers.filter(person_id=person).exists():
        return [
            Blocker(
                "publication.handler",
                "公示人员",
                "公示拟稿人、审核人不能是本案承办人",
                "三政办〔2019〕16号三(一)",
                "由其他公示人员办理",
            )
        ]
    return []


def same_person(publication: Publication, by: By) -> list[Blocker]:
    """Who checks is not who prepared."""
    if by.person_id != publication.prepared_by_id:
        return []
    return [
        Blocker(
            "publication.same-person",
            "两人办理",
            "审核人就是拟稿人",
            "三政办〔2019〕16号三(一)",
            "由另一名公示审核人办理",
        )
    ]


def once(decision: Decision) -> list[Blocker]:
    """One publication of a decision at a time."""
    running = {State.PREPARED, State.APPROVED, State.PUBLISHED}
    old = Publication.objects.filter(decision=decision, state__in=running).first()
    if old is None:
        return []
    return [
        Blocker(
            "publication.exists",
            "公示",
            f"这份决定{old.get_state_display()}",
            "三政办〔2019〕16号三(一)",
            "有误的先更正或者退回，再重新拟稿",
        )
    ]


def refuse(found: list[Blocker]) -> None:
    """Raises StepRefused when there is any reason."""
    if found:
        raise StepRefused(tuple(found))
