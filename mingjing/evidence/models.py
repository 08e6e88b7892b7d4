"""What was gathered, what was recorded, what is missing, who viewed it, what was derived. All rows append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingjing.law.kinds import EvidenceKind
from mingjing.ledger.models import BoundModel


class Form(models.TextChoices):
    """An original, or a copy whose source is stated (行政处罚法46; 民事诉讼法73)."""

    ORIGINAL = "original", "原件、原物"
    COPY = "copy", "复制件、照片"


class Retention(models.TextChoices):
    """How long a recording is kept; disposal is an act of two people and not part of this app."""

    CASE = "case", "同案卷期限"
    LONG = "long", "长期"
    PERMANENT = "permanent", "永久"


class EvidenceItem(BoundModel):
    """One piece of evidence. ``number`` counts within the case; a corrected description is the next ``revision``."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("序号")
    revision = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("证据种类", max_length=16, choices=EvidenceKind.choices())
    title = models.CharField("名称", max_length=200)
    proves = models.CharField("证明对象", max_length=500)
    source = models.CharField("来源或者提供人", max_length=200)
    obtained_on = models.DateField("取得日期")
    obtained_place = models.CharField("取得地点", max_length=200, blank=True)
    obtained_by = models.JSONField("取证人员", default=list)
    original_or_copy = models.CharField("原件或者复制件", max_length=8, choices=Form.choices)
    blob = models.ForeignKey("vault.Blob", models.PROTECT, null=True, related_name="+")
    size = models.BigIntegerField(default=0)
    media_type = models.CharField(max_length=40, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)

    class Meta:
        ordering = ["number", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number", "revision"], name="evidence_number_once"),
        ]

    def __str__(self) -> str:
        return f"证据{self.number} {self.title}"


class Recording(BoundModel):
    """One original audio or video record: what the officer claims of it beside when we received it."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    av_item = models.CharField("音像记录事项", max_length=40)
    step = models.CharField("执法环节", max_length=40, blank=True)
    blob = models.ForeignKey("vault.Blob", models.PROTECT, related_name="+")
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=40)
    device_no = models.CharField("设备编号", max_length=60, blank=True)
    sequence_no = models.PositiveIntegerField("设备流水号", null=True)
    place = models.CharField("记录地点", max_length=200, blank=True)
    claimed_started_at = models.DateTimeField("开始时间（设备）")
    claimed_ended_at = models.DateTimeField("结束时间（设备）")
    operator = models.CharField("记录人", max_length=32)
    received_at = models.DateTimeField("入库时间")
    returned_at = models.DateTimeField("返回单位时间", null=True)
    late = models.BooleanField("超期储存", default=False)
    late_reason = models.CharField("未能当天储存的法定情形", max_length=300, blank=True)
    marks = models.JSONField("关键画面", default=list)
    retention = models.CharField(max_length=10, choices=Retention.choices, default=Retention.CASE)

    class Meta:
        ordering = ["claimed_started_at", "id"]
        indexes = [models.Index(fields=["case", "av_item"]), models.Index(fields=["device_no", "sequence_no"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_ended_at__gte=F("claimed_started_at")), name="recording_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(late=False) | ~Q(late_reason=""), name="recording_late_has_reason"),
        ]

    @property
    def clock_ahead(self) -> bool:
        """The device claims to have recorded after we had the file: its clock is wrong, shown as such."""
        return self.claimed_ended_at > self.received_at


class Mark(BoundModel):
    """A moment worth finding again, noted after the recording was stored. ``t`` in whole seconds."""

    append_only = True

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="+")
    t = models.PositiveIntegerField()
    label = models.CharField(max_length=60)
    person = models.CharField(max_length=32)

    class Meta:
        ordering = ["t", "id"]


class Absence(BoundModel):
    """An expected recording that does not exist, why, and who else agreed (三政办〔2019〕16号三(二)2)."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    av_item = models.CharField("音像记录事项", max_length=40)
    step = models.CharField("执法环节", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=500)
    asked_by = models.CharField(max_length=32)
    approved_by = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("approved_by")), name="absence_two_people"),
            models.CheckConstraint(condition=~Q(reason=""), name="absence_has_reason"),
        ]


class View(BoundModel):
    """Someone opened an original or a derivative, and for what (三(二)3: 记录信息调阅监督)."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=32)
    person = models.CharField(max_length=32)
    purpose = models.CharField("用途", max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["object_id", "person", "-at"]), models.Index(fields=["person", "-at"])]
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="view_has_purpose")]


class Derivative(BoundModel):
    """A clip, a blurred copy, a transcript: a new file that names its parent, how it was made, and two people."""

    class Kind(models.TextChoices):
        CLIP = "clip", "片段"
        BLUR = "blur", "遮挡版"
        TRANSCRIPT = "transcript", "文字整理"
        WATERMARK = "watermark", "水印副本"

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("vault.Blob", models.PROTECT, related_name="+")
    blob = models.ForeignKey("vault.Blob", models.PROTECT, related_name="+")
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=40)
    tool = models.CharField("制作工具", max_length=60)
    version = models.CharField("工具版本", max_length=40)
    parameters = models.JSONField(default=dict)
    operator = models.CharField(max_length=32)
    approver = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(operator=F("approver")), name="derivative_two_people"),
            models.CheckConstraint(condition=~Q(parent=F("blob")), name="derivative_is_new"),
        ]
