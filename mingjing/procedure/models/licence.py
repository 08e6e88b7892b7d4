"""What a licence case has of its own: the application, its materials, the register of licences (许29、31、39、40)."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import PartyKind
from mingjing.law.licence_facts import LicenceState
from mingjing.ledger.models import BoundModel
from mingjing.procedure.models.steps import CaseRow

CHANNELS = (("online", "网上申请"), ("window", "窗口申请"))


class Application(CaseRow):
    """How an application came in, and the code by which the applicant asks for it. ``request``: one sending, once."""

    channel = models.CharField(max_length=8, choices=CHANNELS)
    code = models.CharField("查询码", max_length=16, unique=True)
    phone = models.CharField(max_length=30)
    request = models.CharField(max_length=64, null=True, unique=True)
    received_on = models.DateField()


class Material(CaseRow):
    """One material of an application: its bytes are a piece of the case file. ``held_from``: reused from that case."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    piece = models.ForeignKey("evidence.EvidenceItem", models.PROTECT, related_name="+")
    held_from = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", null=True)
    given_on = models.DateField()


class Licence(BoundModel):
    """One licence in the register: whose, for what, how long, and how it stands. Written only by steps of cases."""

    number = models.CharField("许可证编号", max_length=60, unique=True)
    item = models.CharField("许可事项", max_length=20)
    certificate = models.CharField("许可证件名称", max_length=60)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    holder_kind = models.CharField(max_length=12, choices=PartyKind.choices())
    holder = models.CharField("被许可人", max_length=120)
    holder_number = models.CharField("统一社会信用代码或者身份号码", max_length=18)
    scope = models.TextField("许可内容")
    place = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=LicenceState.choices(), default=LicenceState.VALID)
    ground = models.CharField("撤销、撤回、注销的情形", max_length=20, blank=True)
    ended_on = models.DateField(null=True)
    origin = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    last = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["organ", "item"], name="licence_of_organ"),
                   models.Index(fields=["holder_number"], name="licence_of_holder")]  # fmt: skip

    def __str__(self) -> str:
        return self.number
