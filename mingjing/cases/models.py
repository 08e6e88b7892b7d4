"""The case file: what is alleged, against whom, by whom it is handled, on which articles. No procedure here."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import ActKind, PartyKind, Stage
from mingjing.ledger.models import BoundModel


class Case(BoundModel):
    """One case. ``stage`` is written only by the gatekeeper; dates are Beijing dates; amounts are integer 分."""

    number = models.CharField("案号", max_length=60, blank=True)
    kind = models.CharField(max_length=12, choices=ActKind.choices())
    procedure = models.CharField(max_length=24, default="ordinary")
    law_version = models.CharField(max_length=40)
    stage = models.CharField(max_length=16, choices=Stage.choices(), default=Stage.CLUE)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organs.Unit", models.PROTECT, related_name="+")
    power = models.ForeignKey("catalog.PowerItem", models.PROTECT, related_name="+")
    cause = models.CharField("案由", max_length=200)
    source = models.CharField("案件来源", max_length=12)
    clue = models.TextField("线索内容")
    found_on = models.DateField("发现日期")
    act_from = models.DateField("违法行为开始日期", null=True)
    act_ended_on = models.DateField("违法行为终了日期", null=True)
    place = models.CharField("违法地点", max_length=200, blank=True)
    life_or_safety = models.BooleanField("涉及公民生命健康安全、金融安全且有危害后果", default=False)
    public_interest = models.BooleanField("涉及重大公共利益", default=False)
    social_risk = models.BooleanField("可能造成重大社会影响或者引发社会风险", default=False)
    grave_rights = models.BooleanField("直接关系当事人或者第三人重大权益", default=False)
    complex_case = models.BooleanField("情节复杂或者疑难复杂", default=False)
    expert_needed = models.BooleanField("需要鉴定、检测", default=False)
    crime_suspected = models.BooleanField("涉嫌犯罪", default=False)
    violation = models.CharField("违法事实摘要", max_length=300, blank=True)
    facts_found = models.TextField("查明的违法事实", blank=True)
    nature = models.TextField("案件性质", blank=True)
    penalties = models.JSONField("拟处罚种类", default=list)
    fine = models.BigIntegerField("拟罚款（分）", default=0)
    confiscated_income = models.BigIntegerField("拟没收违法所得（分）", default=0)
    confiscated_goods = models.CharField("拟没收的非法财物", max_length=300, blank=True)
    goods_value = models.BigIntegerField("货值（分）", default=0)
    other_penalty = models.CharField("其他处罚的内容", max_length=300, blank=True)
    correction = models.CharField("责令改正内容", max_length=300, blank=True)
    statutory_range = models.CharField("法定幅度", max_length=200, blank=True)
    tier = models.CharField("裁量阶次", max_length=12, blank=True)
    discretion = models.TextField("裁量理由", blank=True)
    no_penalty_ground = models.CharField("不予处罚情形", max_length=200, blank=True)
    details = models.JSONField("本类执法的事项信息", default=dict)
    origin = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, verbose_name="来源案件")
    origin_kind = models.CharField(max_length=20, blank=True)
    suspended_since = models.DateField(null=True)
    suspension_basis = models.CharField(max_length=200, blank=True)
    filed_on = models.DateField("立案日期", null=True)
    concluded_on = models.DateField("调查终结日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    served_on = models.DateField("决定书送达日期", null=True)
    executed_on = models.DateField("执行完毕日期", null=True)
    ended_on = models.DateField("终结日期", null=True)
    archived_on = models.DateField("归档日期", null=True)
    annulled_on = models.DateField("前一决定被撤销日期", null=True)
    opened_at = models.DateTimeField()
    field_key = models.CharField("现场终端记录编号", max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organ", "stage", "-opened_at"]),
            models.Index(fields=["unit", "stage"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="case_number_once"),
            models.UniqueConstraint(fields=["field_key"], name="field_record_once"),
        ]

    def __str__(self) -> str:
        return self.number or self.cause

    @property
    def confiscated(self) -> int:
        """What is to be confiscated, in 分: income, and the value of goods where goods are taken."""
        return self.confiscated_income + (self.goods_value if "confiscate_goods" in self.penalties else 0)

    @property
    def title(self) -> str:
        """What a person calls the case: 当事人 + 案由, and 案 where it is one of penalty."""
        names = "、".join(p.name for p in self.parties.all())
        return f"{names}{self.cause}" + ("案" if self.kind == ActKind.PENALTY else "")


class Party(BoundModel):
    """A party of a case. Credit code and ID number are checked before they get here (law.identifiers)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    ord = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=PartyKind.choices())
    name = models.CharField("姓名或者名称", max_length=120)
    code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    id_number = models.CharField("公民身份号码", max_length=18, blank=True)
    representative = models.CharField("法定代表人（经营者）", max_length=60, blank=True)
    address = models.CharField("住所（住址）", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)

    class Meta:
        ordering = ["ord"]
        constraints = [models.UniqueConstraint(fields=["case", "ord"], name="party_order_once")]
        indexes = [models.Index(fields=["code"]), models.Index(fields=["name"])]


class Handler(BoundModel):
    """An officer in charge of a case, with the certificate shown. Ended, never deleted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handlers")
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    certificate = models.ForeignKey("organs.Certificate", models.PROTECT, related_name="+")
    lead = models.BooleanField("主办", default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    recused = models.BooleanField(default=False)

    class Meta:
        ordering = ["-lead", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=models.Q(until__isnull=True), name="handler_once"
            )
        ]
        indexes = [models.Index(fields=["person", "until"])]


class Citation(BoundModel):
    """An article the case rests on, with the dates in force that were checked."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="citations")
    statute = models.ForeignKey("catalog.Statute", models.PROTECT, related_name="+")
    article = models.CharField("条款", max_length=60)
    role = models.CharField(max_length=12)  # violated | penalty | discretion
    ord = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["role", "ord"]

    @property
    def text(self) -> str:
        """《法律名称》第几条."""
        return f"《{self.statute.title}》{self.article}"


class Weighing(BoundModel):
    """裁量测算 of a case (行政处罚法34): what was chosen, what it gave, why the fine departs.

    The last one counts.

    ``asked``: circumstances, choice, base, factors as given; ``found``: the result as shown (``law.discretion``), kept
    so that it can be read when the benchmark has changed. ``fine``: the one ``reason`` was written for, in 分.
    """

    append_only = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="weighings")
    benchmark = models.ForeignKey("discretion.Benchmark", models.PROTECT, related_name="+")
    tier = models.CharField("裁量阶次", max_length=12)
    asked = models.JSONField("测算条件", default=dict)
    found = models.JSONField("测算结果", default=dict)
    fine = models.BigIntegerField("拟罚款（分）", default=0)
    reason = models.TextField("偏离理由", blank=True)

    class Meta:
        ordering = ["ledger"]
        indexes = [models.Index(fields=["case", "ledger"])]
