"""Tables of the statistics: those of the analysis, and the annual report (三政办〔2019〕16号 三(一)5).

Of a report: versions with frozen figures, sendings with receipts, reminders.
"""

from __future__ import annotations

from django.db import models

from mingjing.law import reporting
from mingjing.ledger.models import BoundModel
from mingjing.statistics.analysis.models import Lead, LeadMove, Run

__all__ = ["AnnualReport", "Lead", "LeadMove", "ReportReminder", "ReportSending", "Run"]


class AnnualReport(BoundModel):
    """One version of one organ's report of one year. A published version never changes: a correction is a new one.

    ``counted``: figures as counted at ``as_of``, ``months`` of them month by month. ``manual``: added for cases that
    live elsewhere, code → value and source. ``prior``: last year's values it was compared with. ``covers``: organs that
    ended and are reported here.
    ``base``: the version it corrects. ``course``: who did what with it, in order.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        SUBMITTED = "submitted", "待负责人审定"
        RETURNED = "returned", "退回修改"
        APPROVED = "approved", "待公布"
        PUBLISHED = "published", "已公布，待报送"
        REPORTED = "reported", "已报送，待接收"
        BACK = "back", "司法局退回"
        RECEIVED = "received", "司法局已接收"
        SUPERSEDED = "superseded", "已被更正版替代"
        DISCARDED = "discarded", "已放弃"

    WRITABLE = (State.DRAFT, State.RETURNED)
    OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)
    OUT = (State.PUBLISHED, State.REPORTED, State.BACK, State.RECEIVED)

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("统计年度")
    number = models.PositiveSmallIntegerField("版本")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    reason = models.CharField("更正理由", max_length=300, blank=True)
    first = models.DateField("统计期起")
    last = models.DateField("统计期止")
    as_of = models.DateTimeField("汇总时刻")
    covers = models.JSONField("并入的机关", default=list)
    counted = models.JSONField(default=dict)
    months = models.JSONField("各月件数", default=dict)
    manual = models.JSONField(default=dict)
    prior = models.JSONField(null=True)
    notes = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    course = models.JSONField(default=list)
    drafted_by = models.CharField(max_length=32)
    approved_by = models.CharField(max_length=32, blank=True)
    organ_name = models.CharField("公布时的机关名称", max_length=80, blank=True)
    root = models.CharField("公布内容摘要", max_length=64, blank=True)
    public_seq = models.BigIntegerField(null=True)
    published_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    ended_on = models.DateField("被替代的日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year", "number"], condition=~models.Q(state="discarded"), name="report_version_once"
            ),
            models.UniqueConstraint(
                fields=["organ", "year"],
                condition=models.Q(state__in=["draft", "submitted", "returned", "approved"]),
                name="report_open_one",
            ),
            models.UniqueConstraint(
                fields=["organ", "year"],
                condition=models.Q(state__in=["published", "reported", "back", "received"]),
                name="report_out_one",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("drafted_by")),
                name="report_two_people",
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="report_year_state")]

    def __str__(self) -> str:
        return f"{self.year} 年行政执法统计年报" + (f"（第 {self.number} 版）" if self.number > 1 else "")

    @property
    def added(self) -> dict[str, int]:
        """Figure → what was added by hand or file."""
        return {code: int(entry["value"]) for code, entry in self.manual.items()}

    @property
    def sources(self) -> dict[str, str]:
        """Figure → where the added value comes from."""
        return {code: str(entry.get("source", "")) for code, entry in self.manual.items()}

    @property
    def values(self) -> dict[str, int]:
        """Every figure as reported: counted and added, sums and ratios worked out again."""
        return reporting.merged(self.counted, self.added)

    @property
    def writable(self) -> bool:
        """Whether its figures and words may still be changed."""
        return self.state in self.WRITABLE

    @property
    def out(self) -> bool:
        """Whether this is the version that the public reads now."""
        return self.state in self.OUT


class ReportSending(BoundModel):
    """A report sent to the justice bureau or the superior, and the receipt: one row for each addressee."""

    class To(models.TextChoices):
        BUREAU = "bureau", "本级司法行政部门"
        SUPERIOR = "superior", "上级主管部门"

    class Answer(models.TextChoices):
        WAITING = "", "待接收"
        RECEIVED = "received", "已接收"
        RETURNED = "returned", "退回"

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="sendings")
    to = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=To.choices)
    sent_by = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.CharField(max_length=32, blank=True)
    answered_at = models.DateTimeField(null=True)
    words = models.CharField("退回理由", max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "to"], name="report_sent_once")]
        indexes = [models.Index(fields=["to", "answer"], name="report_inbox")]


class ReportReminder(BoundModel):
    """催报: the bureau reminds an organ of a report that is late or missing."""

    append_only = True

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    bureau = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    by_person = models.CharField(max_length=32)
    at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organ", "year"], name="report_reminded")]
