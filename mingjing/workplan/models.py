"""What is asked of organs and how each answers: meetings, items, duties and the steps taken (plan 四(一)、四末)."""

from __future__ import annotations

from django.db import models

from mingjing.law import equipment as law
from mingjing.law import guiding as teaching
from mingjing.law.interest import Quantity
from mingjing.law.training import Way
from mingjing.law.workplan import LIVE, Kind, Move, Part, Standing
from mingjing.ledger.models import BoundModel


class Meeting(BoundModel):
    """One meeting of the leading group of a region: what it decided; tasks may name it as their origin."""

    append_only = True

    region = models.ForeignKey("organs.Region", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    held_on = models.DateField("召开日期")
    title = models.CharField("会议名称", max_length=120)
    present = models.TextField("参加人员", blank=True)
    decided = models.TextField("议定事项")
    files = models.JSONField("附件", default=list)
    recorded_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-ledger_id"]

    def __str__(self) -> str:
        return self.title


class Item(BoundModel):
    """One task or filing, issued to organs. ``form``: code in ``law.filing_forms``, "" for a task.

    ``counts``, ``goal``: what a measurable task counts and the level wanted, in words; never money, never numbers of
    penalties (``law.interest``). ``entered``: a past notice entered later.
    """

    kind = models.CharField(max_length=8, choices=Kind.choices())
    number = models.CharField("编号", max_length=30, unique=True)
    title = models.CharField("名称", max_length=120)
    text = models.TextField("内容和要求")
    basis = models.CharField("依据", max_length=200)
    proof = models.CharField("要求的证明材料", max_length=300, blank=True)
    counts = models.CharField("量化对象", max_length=12, choices=Quantity.choices(), blank=True)
    goal = models.CharField("量化目标", max_length=60, blank=True)
    form = models.CharField(max_length=12, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", null=True)
    region = models.ForeignKey("organs.Region", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    issued_on = models.DateField("文件日期")
    due_on = models.DateField("截止日期")
    entered = models.BooleanField("补录", default=False)

    class Meta:
        ordering = ["-issued_on", "-number"]
        indexes = [models.Index(fields=["region", "kind", "due_on"], name="workplan_item_due")]
        constraints = [
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("issued_on")), name="workplan_item_days"),
            # 行政处罚法74③; 河南省行政执法条例11②: the database refuses what law.interest refuses.
            models.CheckConstraint(
                condition=~models.Q(counts__in=["fine", "fee", "penalty", "case", "coercion", "visit"]),
                name="workplan_item_no_interest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Duty(BoundModel):
    """One organ's part of an item. Its clock is ``workplan.due`` on this id; ``due_on`` repeats the day it ends."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="duties")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices(), default=Part.LEAD)
    standing = models.CharField(max_length=10, choices=Standing.choices(), default=Standing.OPEN)
    due_on = models.DateField("截止日期")
    answers = models.JSONField("填报内容", default=dict)
    files = models.JSONField("附件", default=list)
    drafted_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    signed_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    sent_on = models.DateField("报送日期", null=True)
    received_on = models.DateField("接收日期", null=True)
    receipt_year = models.PositiveSmallIntegerField(null=True)
    receipt_serial = models.PositiveIntegerField(null=True)
    receipt = models.CharField("回执编号", max_length=40, blank=True)
    asked_until = models.DateField("申请延至", null=True)
    chased = models.PositiveSmallIntegerField("催办次数", default=0)
    chased_on = models.DateField("最近催办", null=True)
    came_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["organ", "standing", "due_on"], name="workplan_duty_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organ"], condition=~models.Q(standing="cancelled"), name="workplan_duty_once"
            ),
            models.UniqueConstraint(fields=["receipt"], condition=~models.Q(receipt=""), name="workplan_receipt_once"),
        ]

    @property
    def live(self) -> bool:
        """Whether anything is still to be done."""
        return self.standing in LIVE


class DutyMove(BoundModel):
    """One step on a duty: who, for which organ, words, files, a day where one was asked for or given."""

    append_only = True

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=10, choices=Move.choices())
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    files = models.JSONField(default=list)
    until = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["ledger_id"]


class EquipmentStandard(BoundModel):
    """A standard that the bureau entered for its region (plan 四(五)); ``number`` 0: not needed. Never rewritten."""

    append_only = True

    region = models.ForeignKey("organs.Region", models.PROTECT, related_name="+")
    item = models.CharField(max_length=14, choices=law.Item.choices())
    per = models.CharField(max_length=8, choices=law.Per.choices())
    number = models.PositiveSmallIntegerField("数量")
    field = models.CharField("执法领域", max_length=20, blank=True)
    valid_from = models.DateField("施行日期")
    basis = models.CharField("依据", max_length=200)
    by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")


class Equipment(BoundModel):
    """One piece of equipment. ``holder``: who has it while in use. ``number`` is the organ's own, on the piece."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    item = models.CharField("种类", max_length=14, choices=law.Item.choices())
    number = models.CharField("设备编号", max_length=40)
    model = models.CharField("型号", max_length=60, blank=True)
    place = models.CharField("存放地点", max_length=60)
    bought_on = models.DateField("购置日期", null=True)
    standing = models.CharField(max_length=8, choices=law.Standing.choices(), default=law.Standing.STORED)
    holder = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "number"], name="equipment_number_once")]
        indexes = [models.Index(fields=["organ", "item", "standing"], name="equipment_held")]


class EquipmentMove(BoundModel):
    """One step in the life of a piece."""

    append_only = True

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=10, choices=law.Move.choices())
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    holder = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    words = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["ledger_id"]


class Publicity(BoundModel):
    """谁执法谁普法: one activity of an organ. Never rewritten."""

    append_only = True

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    held_on = models.DateField("日期")
    way = models.CharField("方式", max_length=10, choices=Way.choices())
    title = models.CharField("名称", max_length=120)
    reached = models.PositiveIntegerField("受众人数", default=0)
    words = models.TextField("内容", blank=True)
    files = models.JSONField("附件", default=list)
    recorded_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-ledger_id"]


class GuidingCase(BoundModel):
    """A case that teaches. ``facts``, ``basis``: as the public text had them when it was drafted, already redacted."""

    publication = models.ForeignKey("disclosure.Publication", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=30, blank=True)
    title = models.CharField("标题", max_length=120)
    cause = models.CharField("案由", max_length=200)
    field = models.CharField("执法领域", max_length=20)
    points = models.TextField("指导要点")
    facts = models.TextField("基本案情")
    basis = models.TextField("法律依据")
    decision = models.CharField("决定文号", max_length=60)
    standing = models.CharField(max_length=10, choices=teaching.Standing.choices(), default=teaching.Standing.PROPOSED)
    proposed_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    approved_on = models.DateField("发布日期", null=True)

    class Meta:
        indexes = [models.Index(fields=["standing", "cause"], name="guiding_cause")]
        constraints = [
            models.UniqueConstraint(
                fields=["publication"], condition=~models.Q(standing="withdrawn"), name="guiding_once"
            ),
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="guiding_number_once"),
        ]


class GuidingWord(BoundModel):
    """What someone said of a guiding case: a comment, or the words of a step."""

    append_only = True

    guiding = models.ForeignKey(GuidingCase, models.PROTECT, related_name="words")
    move = models.CharField(max_length=10, choices=teaching.Move.choices(), blank=True)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["ledger_id"]
