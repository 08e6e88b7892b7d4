"""What the steps of 行政许可 ask, and what opening a case of it asks."""

from __future__ import annotations

from mingjing.law.kinds import Step
from mingjing.procedure.inputs.model import Input

INPUTS: dict[Step, tuple[Input, ...]] = {}
MATTERS: dict[str, tuple[Input, ...]] = {}
