"""Documents, their versions, the units a version was cut into, the salts apart from them, signed copies, numbers."""

from __future__ import annotations

from typing import Any

from django.db import models

from mingjing.documents.cutting import Unit
from mingjing.documents.forms import FORMS, Form
from mingjing.law.kinds import Doc, UnitClass
from mingjing.ledger.ids import new_id
from mingjing.ledger.models import BoundModel


class State(models.TextChoices):
    """A version is a draft until it is issued; then it never changes (trigger ``documents_version_final``)."""

    DRAFT = "draft", "草稿"
    FINAL = "final", "已制发"


class Document(models.Model):
    """One document of a case. Its content lies in its versions; the last one counts."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    doc = models.CharField("文书种类", max_length=32, choices=Doc.choices())
    title = models.CharField("标题", max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    sort = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "sort"], name="document_order_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def form(self) -> Form:
        """The prescribed form."""
        return FORMS[Doc(self.doc)]


class DocumentVersion(BoundModel):
    """One version of a document: values, and when cut the root of its text, and when issued its number and date."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    values = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    text_root = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    number = models.CharField("文号", max_length=80, blank=True)
    issued_on = models.DateField("制发日期", null=True)
    # The party's key to its page, on issued outward documents (``codes``); NULL is none, so that all others are unique.
    code = models.CharField("查询编码", max_length=20, null=True)
    author = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)  # None: from outside
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "no"]
        constraints = [
            models.UniqueConstraint(fields=["document", "no"], name="document_version_once"),
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="document_number_once"),
            models.UniqueConstraint(fields=["code"], name="document_code_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(issued_on__isnull=False), name="document_final_has_date"
            ),
        ]
        indexes = [models.Index(fields=["text_root"])]

    def __str__(self) -> str:
        return self.number or f"{self.document}（第 {self.no} 稿）"

    @property
    def form(self) -> Form:
        """The prescribed form."""
        return self.document.form


class DocumentUnit(models.Model):
    """One unit of a cut version, in order. ``klass`` is the class proposed at the cut and is never rewritten."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="units")
    ord = models.PositiveIntegerField()
    path = models.CharField(max_length=16)
    value = models.TextField()
    field = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20)
    klass = models.CharField(max_length=16, choices=UnitClass.choices())
    role = models.CharField(max_length=60)
    element = models.CharField(max_length=12, blank=True)
    commitment = models.CharField(max_length=64)  # outlives value and salt when they must be erased

    class Meta:
        ordering = ["version", "ord"]
        constraints = [
            models.UniqueConstraint(fields=["version", "ord"], name="unit_order_once"),
            models.UniqueConstraint(fields=["version", "path"], name="unit_path_once"),
        ]

    @property
    def unit(self) -> Unit:
        """The unit as the pure functions take it."""
        return Unit(self.path, self.value, self.field, self.kind, UnitClass(self.klass), self.role, self.element)


class DocumentSalt(models.Model):
    """The salt of one unit, stored apart from it: without it a commitment tells nothing."""

    unit = models.OneToOneField(DocumentUnit, models.PROTECT, primary_key=True, related_name="salt")
    salt = models.BinaryField(max_length=32)


class SignedCopy(BoundModel):
    """A scan or an electronically sealed file of an issued version, bound by the hash of its bytes in the vault."""

    append_only = True

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="copies")
    blob = models.CharField(max_length=64)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=(("sealed", "盖章件"), ("signed", "签名件")))
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["version", "blob"], name="signed_copy_once")]


class NumberSequence(models.Model):
    """The last number given for one organ, prefix and year. Read and raised under a row lock only."""

    organ_code = models.CharField(max_length=60)
    prefix = models.CharField("代字", max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ_code", "prefix", "year"], name="number_sequence_once")]

    def __str__(self) -> str:
        return numbered(self.prefix, self.year, self.last)


def numbered(prefix: str, year: int, number: int) -> str:
    """文号 after GB/T 9704: ``三市监处罚〔2026〕187号``, no leading zeros, 六角括号."""
    return f"{prefix}〔{year}〕{number}号"


def as_units(rows: Any) -> tuple[Unit, ...]:
    """Units of stored rows in their order."""
    return tuple(row.unit for row in rows)
