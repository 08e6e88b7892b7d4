"""行政强制: steps that write more than their papers."""

from __future__ import annotations

from collections.abc import Callable

from mingjing.law.kinds import Step
from mingjing.procedure.taking import Taking

WRITERS: dict[Step, Callable[[Taking], None]] = {}
