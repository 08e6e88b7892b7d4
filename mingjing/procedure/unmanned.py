"""Steps that no person of the organ takes: the applicant's own, and what the law makes of the organ's silence.

They pass the same gates and append the same one entry; they are kept without a person (``StepTaken.by`` is empty).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from mingjing.cases.models import Case
from mingjing.law import procedures
from mingjing.law.kinds import Role, Step
from mingjing.ledger.actions import By, act
from mingjing.procedure import counting, history, inputs, licensing, limits
from mingjing.procedure.facts import gather
from mingjing.procedure.models import StepTaken
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.procedure.steps import WRITERS
from mingjing.procedure.taking import Taking

SYSTEM = "system"  # who acts in the log when only time has passed


@contextmanager
def taking(case_id: str, step: Step, values: dict[str, Any], *, now: datetime, who: str) -> Iterator[Taking]:
    """One such step: locked, asked of the law, written by the body, appended once.

    Raises StepRefused, FormIncomplete, Case.DoesNotExist.
    """
    on = limits.beijing_date(now)
    with transaction.atomic():
        rows = Case.objects.select_related("organ", "unit", "power")
        if connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        case = rows.get(pk=case_id)
        rule = procedures.rule_of(case.law_version, step)
        if rule is None:
            raise StepRefused(procedures.unknown(step))
        seen = gather(case, on=on, at=now)
        blocked = procedures.blockers(case.law_version, seen.facts, step)
        if blocked:
            raise StepRefused(blocked)
        errors = inputs.missing(step, values, today=on)
        if errors:
            raise FormIncomplete(errors)
        by = By(who, "" if who == SYSTEM else Role.PUBLIC, case.organ_id)
        with act(type=f"case.{step.value}", by=by, obj=case.pk, case=case.pk, now=now) as opened:
            taken = Taking(case, step, rule, opened, seen, values, None, by, now)  # type: ignore[arg-type]  # nobody's
            yield taken
            kept = history.kept(taken.values)
            opened.save(StepTaken(case=case, step=step, by=None, taken_on=on, taken_at=now, values=kept))
            if rule.leads_to:
                taken.lead_to(rule.leads_to)
            opened.save(case)
            limits.move(case, rule, on=on)
            counting.after_step(taken)


def settle(*, now: datetime) -> int:
    """Enter what time alone has brought about: acceptance and renewal by silence. Returns how many; repeatable."""
    done, on = 0, limits.beijing_date(now)
    for step in (Step.DEEM_ACCEPTED, Step.DEEM_RENEWED):
        for case_id in licensing.open_ones(step, on):
            try:
                with taking(case_id, step, {}, now=now, who=SYSTEM) as taken:
                    WRITERS[step](taken)
            except StepRefused:
                continue  # someone was quicker, or the case stands otherwise
            done += 1
    return done
