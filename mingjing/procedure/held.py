"""Which of the rarer tables hold anything of a case: one query, so that a dozen empty ones need not be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from mingjing.cases.models import Case, Weighing
from mingjing.procedure.models import (
    Correction,
    Decision,
    Discussion,
    Hearing,
    Notice,
    PartyFiling,
    Preservation,
    Recusal,
    Service,
)
from mingjing.review.models import Consultation, Opinion, Submission

if TYPE_CHECKING:
    from django.db.models import Model

ASKED: tuple[type[Model], ...] = (
    Consultation, Correction, Decision, Discussion, Hearing, Notice, Opinion, PartyFiling, Preservation, Recusal,
    Service, Submission, Weighing,
)  # fmt: skip


def held(case: Case) -> frozenset[type[Model]]:
    """Of ``ASKED``, those with a row of this case."""
    one = ", ".join(f'EXISTS(SELECT 1 FROM "{model._meta.db_table}" WHERE case_id = %s)' for model in ASKED)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {one}", [case.pk] * len(ASKED))
        found = cursor.fetchone()
    return frozenset(model for model, there in zip(ASKED, found, strict=True) if there)
