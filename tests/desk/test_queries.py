"""How many questions each page asks of the database. Lists may not ask more when there is more to list."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk import staged
from tests.desk.staged import acted, entered

# Page → most queries, session, account and grants (4) included; the case page gathers every fact (ADR 6).
MOST = {
    "/office/": 26,
    "/office/cases": 13,
    "/office/cases/{case}": 62,
    "/office/cases/{case}/documents": 22,
    "/office/cases/{case}/trail": 22,
    "/office/cases/{case}/edit": 22,
    "/office/cases/{case}/evidence": 34,
    "/office/cases/{case}/steps/serve": 56,
}


@pytest.fixture
def case(db: None, home: Any, settings: Any) -> str:
    world = staged.found(settings, "sthj", "sj")
    acted(world, "sthj", number=2, stop="publish")
    return acted(world, "sthj", number=1, stop="serve").case


def test_pages_ask_no_more_than_this(case: str) -> None:
    client = entered("sthj.h1")
    for path in MOST:
        client.get(path.format(case=case))
    asked = {}
    for path in MOST:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path.format(case=case)).status_code == 200
        asked[path] = len(queries)
    assert {p: n for p, n in asked.items() if n > MOST[p]} == {}, asked
