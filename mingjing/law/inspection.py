"""行政检查."""

from __future__ import annotations

from mingjing.law.rules import Procedure

PROCEDURES: tuple[Procedure, ...] = ()
