"""What a step asks for, when something else comes in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mingjing.law.kinds import Step
from mingjing.procedure.inputs import missing

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("given", ["符合", ["符合"], {"item": "票据"}, [["票据", "齐全", "符合"]]])
def test_rows_that_are_no_rows_are_told_with_their_columns(given: Any) -> None:
    errors = missing(Step.RECORD_INSPECTION, {"items": given}, today=date(2026, 12, 1))
    assert errors["items"] == "逐项检查情况逐行填写：检查事项、检查情况、结论"
