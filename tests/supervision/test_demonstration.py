"""What the demonstration shows of the bureau's desk is acted, not written down: every stage occurs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from mingjing.clocks import queries as clocks
from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding, lines, overseeing
from mingjing.law.supervising import Letter, Standing
from mingjing.supervision import records
from mingjing.supervision.models import Circular, Digest, Finding, SupervisionLetter
from tests.desk.staged import STATIC

ORGANS = frozenset({"sj", "sl", "scjg", *(f.organ for f in overseeing.FOUND)})


def test_findings_stand_in_every_stage_and_one_major_decision_is_not_filed(db: None, home: Any, settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    now = real_now().replace(hour=18, minute=0)
    world = founding.found(now - timedelta(days=300), ORGANS, hashed=make_password(founding.PASSWORD))
    lines.perform(overseeing.volume(world, now, True), now)
    assert set(Finding.objects.values_list("standing", flat=True)) >= {
        Standing.RAISED, Standing.VERIFIED, Standing.SENT, Standing.REPLIED, Standing.DECIDED, Standing.CLOSED,
        Standing.DISMISSED,
    }  # fmt: skip
    assert set(SupervisionLetter.objects.values_list("kind", flat=True)) >= {
        Letter.REMINDER, Letter.URGING, Letter.OPINION, Letter.DECISION,
    }  # fmt: skip
    j = world.actor("sj", "J", now.date())
    assert records.filed(j).count() == 1 and len(records.unfiled(j, now.date())) == 1
    assert Digest.objects.exists() and Circular.objects.count() in {1, 2}
    assert [f for f in Finding.objects.all() if clocks.of_subject(f.pk)], "their clocks run"
    again = founding.again()
    assert again.organs == world.organs and again.powers == world.powers and again.units == world.units
