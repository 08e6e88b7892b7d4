"""Service, payment, demand, enforcement and filing: what follows a decision (处61、66–72; 强53、54)."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import ServiceMode
from mingjing.procedure.models.steps import CaseRow


class Service(CaseRow):
    """Service of one document. ``served_on`` is the day it takes effect and starts the clocks."""

    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=ServiceMode.choices())
    place = models.CharField(max_length=200)
    receiver = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=40, blank=True)
    refusal = models.CharField("拒收事由", max_length=200, blank=True)
    witness = models.CharField("见证人", max_length=60, blank=True)
    carrier = models.CharField("公告载体、邮件号或者电子地址", max_length=200, blank=True)
    acted_on = models.DateField("送达行为日期")
    served_on = models.DateField("视为送达日期")

    class Meta(CaseRow.Meta):
        constraints = [models.UniqueConstraint(fields=["version"], name="version_served_once")]


class Payment(CaseRow):
    """Money by treasury voucher only: decision and collection apart (处67)."""

    decision = models.ForeignKey("procedure.Decision", models.PROTECT, related_name="+")
    amount = models.BigIntegerField("金额（分）")
    voucher = models.CharField("票据号", max_length=40, unique=True)
    bank = models.CharField("代收机构", max_length=80)
    paid_on = models.DateField()


class Measure(CaseRow):
    """What changes or enforces the duty to pay: deferral, surcharge, application to court, execution done."""

    decision = models.ForeignKey("procedure.Decision", models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=12)  # deferral | surcharge | court | executed
    amount = models.BigIntegerField(default=0)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    made_on = models.DateField()


class Demand(CaseRow):
    """履行催告 (强54): ten working days from its service before the court may be asked."""

    decision = models.ForeignKey("procedure.Decision", models.PROTECT, related_name="+")
    served_on = models.DateField()
    due_on = models.DateField()


class Filing(CaseRow):
    """备案: a major penalty filed with the justice bureau (plan 三(三)2), with the grounds the law derived."""

    decision = models.OneToOneField("procedure.Decision", models.PROTECT, related_name="+")
    grounds = models.JSONField()
    filed_on = models.DateField()
    received_on = models.DateField(null=True)
    verdict = models.CharField(max_length=12, blank=True)
