"""清单与法规: power items, statutes, audio/video items. What a case may rest on, with dates in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import models

from mingjing.catalog.roots import articles_root, root_of
from mingjing.law.kinds import ActKind
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.listing import ListKind
from mingjing.ledger.models import BoundModel


class Statute(BoundModel):
    """A law, regulation or rule with the dates it is in force."""

    title = models.CharField(max_length=120)
    issuer = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=60, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField("废止前最后施行日", null=True)
    note = models.CharField(max_length=120, blank=True)
    level = models.CharField("效力级别", max_length=20, blank=True)
    text_on = models.DateField("条文文本的公布日期", null=True)
    end_basis = models.CharField("废止依据", max_length=200, blank=True)
    mark = models.CharField("待确认", max_length=200, blank=True)
    source = models.CharField("文本来源", max_length=120, blank=True)
    article_count = models.PositiveIntegerField(default=0)
    articles_root = models.CharField("条文根", max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["title", "effective_from"], name="statute_version_once")]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def broken_parts(self) -> Iterator[tuple[str, str]]:
        """Articles that are not those the statute was entered with."""
        rows = Article.objects.filter(statute=self).values_list("label", "chapter", "text")
        if self.articles_root and articles_root(rows) != self.articles_root:
            yield Article._meta.db_table, f"{self}的条文与登记时不同"


class Article(models.Model):
    """One article of a statute's text. Bound as a whole: the statute's ``articles_root`` commits to all in order.

    The database refuses to change or delete one (``triggers/``); the audit recomputes the root.
    """

    statute = models.ForeignKey(Statute, models.PROTECT, related_name="articles")
    ord = models.PositiveIntegerField()
    label = models.CharField("条", max_length=40)
    chapter = models.CharField(max_length=160, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["ord"]
        constraints = [
            models.UniqueConstraint(fields=["statute", "ord"], name="article_order_once"),
            models.UniqueConstraint(fields=["statute", "label"], name="article_label_once"),
        ]


class PowerItem(BoundModel):
    """One row of an organ's 权责清单: a power that may open a case."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=ActKind.choices())
    name = models.CharField("职权名称", max_length=200)
    basis = models.TextField("实施依据")
    details = models.JSONField("清单其余各栏", default=dict)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="power_code_once")]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class AVItem(BoundModel):
    """One row of the 音像记录事项清单: what is recorded when a document of this kind is made."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    document = models.CharField("对应文书", max_length=40, blank=True)
    level = models.CharField(max_length=16)  # mandatory_full | conditional | optional
    details = models.JSONField("清单其余各栏", default=dict)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class VisitCap(BoundModel):
    """How often the organ visits one firm in a year, as it has published (国办发〔2024〕54号)."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField("年度频次上限")
    basis = models.CharField("公布文件", max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class RandomItem(BoundModel):
    """One row of an organ's 随机抽查事项清单 (plan 三(一)1): what is drawn, from whom, how often, what is looked at.

    ``contents``: rows of item and standard, which a visit's record answers one by one.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    power = models.ForeignKey(PowerItem, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField("抽查事项", max_length=120)
    subject = models.CharField("抽查对象", max_length=120)
    ratio = models.CharField("抽查比例", max_length=60)
    frequency = models.CharField("抽查频次", max_length=60)
    method = models.CharField("抽查方式", max_length=60)
    contents = models.JSONField("抽查内容", default=list)
    details = models.JSONField("清单其余各栏", default=dict)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="random_item_code_once")]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class TargetPool(BoundModel):
    """检查对象名录库 of one item as it stood from a day on: a new version is a new row.

    ``rows``: id, kind (org | person), name, code, risk, address, representative, phone, id_number. Of a natural person
    only the opaque id leaves the office.
    """

    append_only = True

    item = models.ForeignKey(RandomItem, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    rows = models.JSONField(default=list)


class ListVersion(BoundModel):
    """One version of one list of one organ, from draft to published and superseded. Its rows never change.

    ``number`` is given at publication; ``base`` is the version it was made from; ``root`` commits to all rows
    (``roots.root_of``), so that anyone can check the published file. ``course``: who did what with it, in order.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        CHECKING = "checking", "待核对"
        APPROVING = "approving", "待负责人批准"
        GUIDING = "guiding", "待上级审查指导"
        RETURNED = "returned", "已退回"
        PUBLISHED = "published", "已公布"
        SUPERSEDED = "superseded", "已被新版本替代"
        REPLACED = "replaced", "已另存新稿"
        DISCARDED = "discarded", "已放弃"

    OPEN = (State.DRAFT, State.CHECKING, State.APPROVING, State.GUIDING, State.RETURNED)

    kind = models.CharField(max_length=20)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    note = models.CharField("本次变动说明", max_length=500, blank=True)
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    drafted_by = models.CharField(max_length=32)
    drafted_on = models.DateField()
    course = models.JSONField(default=list)
    published_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    public_seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "number"], name="list_version_number_once"),
            models.UniqueConstraint(
                fields=["organ", "kind"], condition=models.Q(state="published"), name="list_published_one"
            ),
            models.UniqueConstraint(
                fields=["organ", "kind"],
                condition=models.Q(state__in=["draft", "checking", "approving", "guiding", "returned"]),
                name="list_open_one",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state"], name="list_kind_state")]

    def __str__(self) -> str:
        return self.listed.label + (f"第 {self.number} 版" if self.number else "（草稿）")

    @property
    def listed(self) -> ListKind:
        """What this list is made of."""
        return BY_CODE[self.kind]

    def broken_parts(self) -> Iterator[tuple[str, str]]:
        """Rows that are not those the version was made with."""
        texts = ListRow.objects.filter(version=self).order_by("ord").values_list("text", flat=True)
        if root_of(self.kind, texts) != self.root:
            yield ListRow._meta.db_table, f"{self}的各行与登记时不同"


class ListRow(models.Model):
    """One row of a version, as canonical JSON. Committed to by the version's ``root``; the database refuses changes."""

    version = models.ForeignKey(ListVersion, models.PROTECT, related_name="+", db_index=False)
    ord = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "ord"], name="list_row_ord_once"),
            models.UniqueConstraint(fields=["version", "key"], name="list_row_key_once"),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """The row as ``ListKind.check`` gave it."""
        return dict(json.loads(self.text))


class ImportBatch(BoundModel):
    """One file brought in: checked, imported whole or in its good rows, and undone as a whole.

    ``wrong``: [row number, cells, [[column, value, message]]] of rows left out. ``made``: what a list without versions
    wrote, to be put back by undoing: [table, id, values before or null].
    """

    class State(models.TextChoices):
        CHECKED = "checked", "已核对，未导入"
        IMPORTED = "imported", "已导入"
        UNDONE = "undone", "已撤销"

    kind = models.CharField(max_length=20)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField("文件摘要", max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    total = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    wrong = models.JSONField(default=list)
    version = models.ForeignKey(ListVersion, models.PROTECT, null=True, related_name="+")
    made = models.JSONField(default=list)
    by = models.CharField(max_length=32)
    on = models.DateField()

    @property
    def listed(self) -> ListKind:
        """What the file holds rows of."""
        return BY_CODE[self.kind]
