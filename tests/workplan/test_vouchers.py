"""罚缴分离: money of fines is recorded by the voucher of a bank or the treasury, never by the organ that fined."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from mingjing.config.demo.founding import World
from mingjing.law.kinds import Step
from mingjing.procedure.models import Payment
from mingjing.procedure.refusals import FormIncomplete
from tests.desk.staged import acted


@pytest.mark.clause("G5.1")
@pytest.mark.law("行政处罚法67、74；河南省行政执法条例11")
def test_a_fine_is_recorded_by_a_voucher_once_and_never_as_taken_by_the_organ(world: World) -> None:
    line = acted(world, "sthj", stop="pay")
    owed, organ = line.decision.fine, world.organs["sthj"]
    paid = {"amount": owed, "voucher": "豫财罚示例1", "bank": "示例银行三门峡分行", "paid_on": line.on}
    for wrong, field in (
        ({"voucher": ""}, "voucher"), ({"bank": ""}, "bank"), ({"bank": organ.name}, "bank"),
        ({"bank": organ.short_name}, "bank"), ({"amount": owed + 1}, "amount"),
    ):  # fmt: skip
        with pytest.raises(FormIncomplete) as refused:
            line.step(Step.RECORD_PAYMENT, line.lead, **{**paid, **wrong})
        assert field in refused.value.errors
    assert not Payment.objects.filter(case_id=line.case).exists()
    line.step(Step.RECORD_PAYMENT, line.lead, **{**paid, "amount": 100})
    with pytest.raises(FormIncomplete, match="已经登记过"):
        line.step(Step.RECORD_PAYMENT, line.lead, **{**paid, "amount": 100})
    row = Payment.objects.get(case_id=line.case)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE procedure_payment SET amount = amount + 1 WHERE id = %s", [row.pk])
