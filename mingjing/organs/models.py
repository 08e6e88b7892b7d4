"""Organs, units, people, certificates, grants, accounts. Account ≠ person ≠ grant."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from mingjing.law.kinds import Role
from mingjing.ledger.ids import new_id
from mingjing.ledger.models import BoundModel


class Region(models.Model):
    """A region of the tree 省 → 市 → 县 → 乡镇 (GB/T 2260 codes; 9 digits for towns)."""

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=40)
    level = models.CharField(max_length=10)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Organ(BoundModel):
    """执法主体: statutory organ, authorised or entrusted organisation."""

    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30)
    kind = models.CharField(max_length=12, default="organ")  # organ | authorized | entrusted
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    uscc = models.CharField(max_length=18, unique=True)
    doc_prefix = models.CharField("机关代字", max_length=20, unique=True)
    field = models.CharField("执法领域", max_length=20)
    address = models.CharField(max_length=120)
    phone = models.CharField(max_length=30)
    reconsideration_body = models.CharField(max_length=80)
    court = models.CharField(max_length=80)
    basis = models.CharField("设定依据", max_length=500, blank=True)
    confirmed_no = models.CharField("主体资格确认文号", max_length=60, blank=True)
    confirmed_on = models.DateField("确认公告日期", null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Unit(BoundModel):
    """内设机构: a case unit, the legal review unit, or another."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, default="case")  # case | legal | other

    def __str__(self) -> str:
        return self.name


class Person(BoundModel):
    """A person, once: ``identity_digest`` is an HMAC of the ID number, never the number."""

    name = models.CharField(max_length=40)
    identity_digest = models.CharField(max_length=64, unique=True)
    gender = models.CharField(max_length=2, blank=True)
    position = models.CharField("职务", max_length=40, blank=True)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    phone = models.CharField(max_length=30, blank=True)
    has_legal_qualification = models.BooleanField(default=False)
    qualification_no = models.CharField(max_length=40, blank=True)
    first_review_on = models.DateField(null=True)
    lawyer = models.CharField("法律顾问、公职律师", max_length=14, blank=True)  # counsel | public_lawyer
    photo = models.CharField("证件照片摘要", max_length=64, blank=True)
    left_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Certificate(BoundModel):
    """行政执法证: valid from ``issued_on`` to ``valid_to``, in its fields and region, while active."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, default="enforcement")  # enforcement | supervision
    fields = models.JSONField(default=list)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    issued_on = models.DateField()
    valid_to = models.DateField()
    status = models.CharField(max_length=10, default="active")  # active | suspended | revoked

    def valid_on(self, day: date) -> bool:
        """Whether it may be shown on ``day`` (行政处罚法42、55)."""
        return self.status == "active" and self.issued_on <= day <= self.valid_to


class Record(BoundModel):
    """One line of a person's record: training, examination, reward, sanction (方案四(三); 河南省行政执法条例20、42)."""

    class Kind(models.TextChoices):
        TRAINING = "training", "培训"
        EXAMINATION = "examination", "考试"
        REWARD = "reward", "奖励"
        SANCTION = "sanction", "处分、责任追究"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    title = models.CharField(max_length=120)
    hours = models.PositiveSmallIntegerField("学时", default=0)
    result = models.CharField("结果", max_length=120, blank=True)


class PersonEvent(BoundModel):
    """One thing done to a person's registration, with its reason: certificate, move, leaving, role, qualification."""

    append_only = True

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=30)  # type of the entry
    on = models.DateField()
    what = models.CharField("内容", max_length=300)
    reason = models.CharField("理由", max_length=300)
    basis = models.CharField("依据", max_length=120)
    document = models.CharField("文号", max_length=60, blank=True)
    by_person = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["person", "on"], name="person_event_day")]


class Grant(BoundModel):
    """A role for a person over a scope, from a day to a day, on a stated basis."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=2, choices=Role.choices())
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=120)
    granted_by = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["person", "role"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(person_id=models.F("granted_by")), name="grant_not_to_self")
        ]


class Accounts(BaseUserManager["Account"]):
    """Accounts are made by ``organs.actions.create_account`` only."""


class Account(AbstractBaseUser):
    """A way to log in. Says nothing about what its person may do."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    username = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    first_password = models.BooleanField("首次密码，登录后须更换", default=False)

    USERNAME_FIELD = "username"
    objects = Accounts()


class CardKey(BoundModel):
    """亮证: a phone's key with which a certificate may be shown on one day (``tlog.cards.Statement``)."""

    append_only = True

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    key = models.CharField(max_length=66)  # compressed P-256 point, hexadecimal
    day = models.DateField()
    issued = models.PositiveIntegerField()  # minute since 1970 UTC
    signature = models.CharField(max_length=128)  # Ed25519, hexadecimal

    class Meta:
        indexes = [models.Index(fields=["certificate", "day"], name="card_key_day")]


class CardScan(models.Model):
    """When a shown code was first scanned, and by which browser (a digest of a random mark). Gone after some days."""

    code = models.CharField(primary_key=True, max_length=64)  # SHA-256 of statement and minute, hexadecimal
    seen_at = models.DateTimeField(db_index=True)
    seen_by = models.CharField(max_length=64)
