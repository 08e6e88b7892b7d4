"""Words of the field for what the ledger calls by code."""

from __future__ import annotations

from mingjing.law.kinds import Phase, Stage, Step
from mingjing.law.procedures import PHASE_OF_STAGE

ENTRIES = {
    "case.opened": "登记启动",
    "case.edited": "修改案件信息",
    "discretion.weighed": "裁量测算",
    "document.drafted": "起草文书",
    "document.issued": "文书定稿",
    "evidence.stored": "登记证据",
    "evidence.viewed": "调阅证据或者音像",
    "evidence.absent": "批准没有音像记录的理由",
    "recording.stored": "储存音像记录",
    "review.passed": "法制审核通过",
    "review.returned": "法制审核退回",
    "decision.issued": "作出决定",
    "joint_visit.offered": "提出联合检查",
    "joint_visit.answered": "答复联合检查",
    "decision.served": "送达决定书",
    "publish.prepared": "公示拟稿",
    "publish.returned": "公示退回",
    "publish.approved": "公示审核通过",
    "publish.published": "公示发布",
    "publish.withheld": "决定不予公开",
    "publish.corrected": "更正公示",
    "publish.withdrawn": "撤下公示",
}
STEPS = {step.value: step.label for step in Step}


def entry(kind: str) -> str:
    """What an entry of the internal log says happened."""
    if kind in ENTRIES:
        return ENTRIES[kind]
    _, _, name = kind.partition(".")
    return STEPS.get(name, kind)


def phase_of(stage: str) -> Phase:
    """The phase a stage belongs to."""
    return PHASE_OF_STAGE[Stage(stage)]


def behind(stage: str) -> int:
    """How many of the five phases lie behind a case at this stage."""
    return len(Phase) if stage == Stage.ARCHIVED else list(Phase).index(phase_of(stage))
