"""行政许可."""

from __future__ import annotations

from mingjing.law.rules import Procedure

PROCEDURES: tuple[Procedure, ...] = ()
