"""The demonstration's reports: every state somebody has something to do with, told in the order of time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding, lines, reporting
from mingjing.organs.permissions import actor_for
from mingjing.statistics import duties, reports
from mingjing.statistics.models import AnnualReport
from tests.desk import staged

WANTED = frozenset({"sj", "scjg", "sthj", "cg", "wj", "yj", "sl", "jt", "ny", "mcyj", "hbcg"})


@pytest.mark.clause("D5.1")
def test_last_years_reports_stand_in_every_state_and_leave_everyone_something_to_do(
    db: None, home: Any, settings: Any
) -> None:
    settings.STORAGES = {**settings.STORAGES, **staged.STATIC}
    now = real_now()
    now = now.replace(year=now.year, month=12, day=1)  # after every story of the year has ended
    world = founding.found(now - timedelta(days=400), WANTED, hashed="!")
    lines.perform(list(reporting.volume(world, now, False)), now)
    year = now.year - 1
    rows = {(r.organ_id, r.number): str(r.state) for r in AnnualReport.objects.filter(year=year)}
    states = {key: [s for (pk, _), s in sorted(rows.items()) if pk == world.organs[key].pk] for key in WANTED}
    assert states == {
        "sj": [], "scjg": ["received", "submitted"], "sthj": ["reported"], "cg": ["submitted"], "wj": ["approved"],
        "yj": ["back"], "sl": ["superseded", "received"], "jt": ["draft"], "ny": ["returned"], "mcyj": ["published"],
        "hbcg": [],
    }  # fmt: skip
    on = now.date()
    verbs = {
        (key, role): [t.verb for t in duties.tasks(actor_for(world.one(key, role), on), on)]
        for key, role in (
            ("scjg", "U"),
            ("scjg", "B"),
            ("cg", "B"),
            ("wj", "PB"),
            ("yj", "U"),
            ("hbcg", "U"),
            ("sj", "J"),
        )
    }
    assert verbs == {
        ("scjg", "U"): ["继续编制"], ("scjg", "B"): ["审定"], ("cg", "B"): ["审定"], ("wj", "PB"): ["公布"],
        ("yj", "U"): ["更正"], ("hbcg", "U"): ["编制"], ("sj", "J"): ["办理"],
    }  # fmt: skip
    in_time = reports.standings([world.organs["sl"]], year, on)[0]
    assert (in_time.light.level, in_time.light.text) == ("green", "按期办结"), "a correction does not make it late"
    texts = "".join(
        r.texts["overall"] + r.texts["ahead"] for r in AnnualReport.objects.filter(year=year, state="received")
    )
    assert "〔待填" not in texts and "示例" in texts
