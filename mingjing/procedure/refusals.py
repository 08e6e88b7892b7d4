"""Why an act was refused: always every reason, with its article and what to do next."""

from __future__ import annotations

from mingjing.law.gating import Blocker

DECIDED = Blocker(
    "case.decided",
    "案件已决定",
    "决定之后案件事实不再修改",
    "行政处罚法57",
    "决定有误的，撤销后重作；公示有误的，办理更正",
)


class StepRefused(Exception):
    """The step may not be taken now. ``blockers`` lists every reason; nothing was written."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        self.blockers = blockers
        super().__init__("；".join(f"{b.label}：{b.message}（{b.article}）" for b in blockers))


class FormIncomplete(Exception):
    """Values are missing or wrong. ``errors`` maps field name → Chinese message with the cure."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__("；".join(errors.values()))


class OutOfDate(Exception):
    """Someone else changed the case since the page was opened. Nothing was written; the input is kept."""

    def __init__(self) -> None:
        super().__init__("这件案子刚被别人更新过。请核对最新内容后再办理，你填写的内容还在本页。")
