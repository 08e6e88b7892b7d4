"""A person's record: training, examination, reward, sanction (方案四(三); 河南省行政执法条例20). One entry, one act."""

from __future__ import annotations

from datetime import date, datetime

from mingjing.ledger.actions import act
from mingjing.organs import people
from mingjing.organs.certificates import Wrong
from mingjing.organs.models import Person, Record
from mingjing.organs.permissions import Actor, NotAllowed

Kind = Record.Kind
MOST_HOURS = 500


def add(
    *, actor: Actor, person: Person, kind: str, on: date | None, title: str, hours: int, result: str, now: datetime
) -> Record:
    """Enter one line. Training has its hours (学时), everything else its result. Raises NotAllowed, Wrong."""
    by = people.registers(actor, person)
    if by is None:
        raise NotAllowed("培训、考试、奖惩由司法局监督人员或者安全管理员登记，本人不能登记自己的")
    errors = {}
    if kind not in Kind.values:
        errors["kind"] = "选择培训、考试、奖励或者处分"
    if on is None:
        errors["on"] = "填写日期"
    elif on > now.date():
        errors["on"] = "日期不能晚于今天：事情办完后再登记"
    if not title or len(title) > 120:
        errors["title"] = "填写名称，不超过 120 字"
    if kind == Kind.TRAINING and not 0 < hours <= MOST_HOURS:
        errors["hours"] = f"培训填写学时，1 到 {MOST_HOURS}"
    if kind in Kind.values and kind != Kind.TRAINING and not result:
        errors["result"] = "填写结果，例：合格；记功一次；批评教育"
    if len(result) > 120:
        errors["result"] = "结果不超过 120 字"
    if errors:
        raise Wrong(errors)
    assert on is not None
    row = Record(
        person=person, kind=kind, on=on, title=title, hours=hours if kind == Kind.TRAINING else 0, result=result
    )
    with act(type="record.added", by=by, obj=person.pk, data={"kind": kind}, now=now) as opened:
        opened.save(row)
    return row
