"""Roles by date: what a person may do is what is granted on the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from mingjing.law.kinds import Role
from mingjing.ledger.actions import By
from mingjing.organs import actions
from mingjing.organs.models import Grant
from mingjing.organs.permissions import Scope, actor_for, may
from mingjing.organs.queries import region_of

REGION = "411202"


@pytest.mark.django_db
def test_only_grants_in_force_on_the_day_count(home: Path, now: datetime) -> None:
    """Granted, ended and future roles as rows; someone who left has none from that day on."""
    by, today = By("0" * 32, "C", "0" * 32), now.date()
    day = timedelta(days=1)
    actions.register_region(code=REGION, name="湖滨区", level="county", parent=None)
    organ = actions.register_organ(
        by=by, now=now, name="示例机关", short_name="示例", region_id=REGION, uscc="11411200DEMG00019A",
        doc_prefix="示", field="市场监管", address="示例路1号", phone="0398-0000000", valid_from=date(2020, 1, 1),
        reconsideration_body="示例人民政府", court="示例人民法院",
    )  # fmt: skip
    person = actions.register_person(by=by, id_number="11010519491231002X", now=now, name="周正", organ=organ)

    def grant(role: Role, since: date, until: date | None) -> Grant:
        return actions.grant_role(
            by=by, person=person, role=role, now=now, valid_from=since, valid_to=until, basis="任命文件", organ=organ
        )

    grant(Role.HANDLER, today - 30 * day, None)
    grant(Role.UNIT_LEAD, today - 30 * day, today)
    grant(Role.HEAD, today + day, None)
    assert actor_for(person, today).roles == {"H", "U"}
    assert actor_for(person, today + day).roles == {"H", "B"}
    assert actor_for(person, today - 31 * day).roles == frozenset()

    mine = Scope(organ.pk, region_of(organ.pk), handler_ids=frozenset({person.pk}))
    assert may(actor_for(person, today), "case.edit", mine).ok
    assert not may(actor_for(person, today), "decision.sign", mine).ok
    assert may(actor_for(person, today + day), "decision.sign", mine).ok

    actions.leave_organ(by=by, person=person, now=now, on=today + 2 * day)
    assert actor_for(person, today + day).roles == {"H", "B"}
    assert actor_for(person, today + 2 * day).grants == ()
    assert not may(actor_for(person, today + 3 * day), "lists.read", mine).ok
