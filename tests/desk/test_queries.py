"""How many questions each page asks of the database. Lists may not ask more when there is more to list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjing.cases.models import Case
from mingjing.config.clock import now as real_now
from mingjing.config.demo import listing
from tests.desk import staged
from tests.desk.staged import acted, entered

# Page → most queries; session, account, grants and the bell (5) included; the case page gathers every fact (ADR 6).
MOST = {
    "/office/": 27,
    "/office/cases": 13,
    "/office/cases/{case}": 54,
    "/office/cases/{case}/documents": 22,
    "/office/cases/{case}/trail": 22,
    "/office/cases/{case}/edit": 22,
    "/office/cases/{case}/evidence": 35,
    "/office/cases/{case}/steps/serve": 46,
    "/office/lists": 12,
    "/office/lists/{organ}/powers": 22,
    "/office/lists/{organ}/powers/row": 12,
    "/office/lists/{organ}/powers/upload": 12,
    "/office/complaints": 20,
    "/office/statutes": 12,
    "/office/statutes/changes": 14,
}
LEAD = ("/office/lists", "/office/complaints", "/office/statutes")  # what the head of a unit sees


@pytest.fixture
def case(db: None, home: Any, settings: Any) -> str:
    world = staged.found(settings, "sthj", "sj")
    acted(world, "sthj", number=2, stop="publish")
    listing.publish(world, real_now() - timedelta(days=1))
    return acted(world, "sthj", number=1, stop="serve").case


def test_pages_ask_no_more_than_this(case: str) -> None:
    officer, lead = entered("sthj.h1"), entered("sthj.u")
    organ = Case.objects.get(pk=case).organ_id
    asked = {}
    for path in MOST:
        client = lead if path.startswith(LEAD) else officer
        client.get(path.format(case=case, organ=organ))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path.format(case=case, organ=organ)).status_code == 200, path
        asked[path] = len(queries)
    assert {p: n for p, n in asked.items() if n > MOST[p]} == {}, asked
