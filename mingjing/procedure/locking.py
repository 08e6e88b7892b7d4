"""The one way into a case that is to be changed: locked, the actor checked, one act open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from mingjing.cases.models import Case
from mingjing.ledger.actions import By, act
from mingjing.organs.permissions import Actor, require
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import OutOfDate


@contextmanager
def locked(
    actor: Actor, case_id: str, power: str, kind: str, now: datetime, expected: int | None = None
) -> Iterator[tuple[Case, By, Any]]:
    """Lock the case, check the actor, open the one act. ``expected`` is the entry the page was drawn from.

    Raises Case.DoesNotExist, NotAllowed, OutOfDate.
    """
    with transaction.atomic():
        rows = Case.objects.select_related("organ", "unit", "power")
        if connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        case = rows.get(pk=case_id)
        by = require(actor, power, scope_of(case))
        if expected is not None and expected != case.ledger_id:
            raise OutOfDate
        with act(type=kind, by=by, obj=case.pk, case=case.pk, now=now) as opened:
            yield case, by, opened
