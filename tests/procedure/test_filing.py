"""重大处罚备案: what reaches the amounts is filed with the bureau, once; nothing else is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.procedure.models import Filing
from mingjing.procedure.refusals import StepRefused
from tests.desk.staged import STATIC


@pytest.fixture
def world(db: None, home: object, now: datetime, settings: Any) -> founding.World:
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    return founding.found(now - timedelta(days=200), frozenset({"sl", "sthj"}))


def played(world: founding.World, organ: str, matter: str, now: datetime, stop: str) -> Line:
    line = Line(world, organ, MATTERS[matter], 1, now - timedelta(days=150))
    for _ in lines.act_out(line, lines.Plot(stop=stop)):
        pass
    return line


@pytest.mark.clause("L2.4")
def test_a_major_decision_is_filed_once(world: founding.World, now: datetime) -> None:
    line = played(world, "sl", "water", now, "file_record")  # 120,000 元 of an organisation
    line.file_record()
    row = Filing.objects.get()
    assert (row.case_id, row.filed_on) == (line.case, line.on)
    assert "三政办〔2019〕16号三(三)2" in row.grounds[0]
    with pytest.raises(StepRefused, match="已经备案"):
        line.file_record()
    assert Filing.objects.count() == 1


@pytest.mark.clause("L2.4")
def test_a_decision_below_the_amounts_is_not_filed(world: founding.World, now: datetime) -> None:
    line = played(world, "sthj", "dust_yard", now, "execute")
    with pytest.raises(StepRefused, match="没有达到备案标准"):
        line.file_record()
