"""Organs and people from a list, row by row inside one open act; and putting all of it back.

A row names its organ by credit code, its person by ID number: the same row again changes nothing, a corrected row
changes what differs. What was written is told as [table, id, values before or None], so that a batch can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password

from mingjing.law.kinds import Role
from mingjing.ledger.actions import Act
from mingjing.ledger.models import BoundModel
from mingjing.organs import queries
from mingjing.organs.actions import ADMINISTRATORS, identity_digest
from mingjing.organs.models import Account, Certificate, Grant, Organ, Person, PersonEvent, Region, Unit

Values = Mapping[str, Any]
Row = TypeVar("Row", bound=BoundModel)
Made = list[list[Any]]
TABLES: dict[str, type[BoundModel]] = {m._meta.db_table: m for m in (Organ, Unit, Person, Certificate, Grant)}
ORGAN_FIELDS = (
    "name", "short_name", "kind", "doc_prefix", "field", "address", "phone", "reconsideration_body", "court", "basis",
    "confirmed_no",
)  # fmt: skip
BASIS = "随人员名录登记"


def organ_problem(values: Values) -> tuple[str, str] | None:
    """(column, what to mend) of a row of organs that the register cannot take; None when it can."""
    if not Region.objects.filter(code=values["region"]).exists():
        return (
            "region",
            f"区划代码 {values['region']} 还没有登记：乡镇、街道先由系统管理员登记区划，或者填写所在县（市、区）的代码",
        )
    taken = Organ.objects.filter(doc_prefix=values["doc_prefix"]).exclude(uscc=values["uscc"]).first()
    if taken:
        return "doc_prefix", f"机关代字“{values['doc_prefix']}”已由{taken.name}使用：换一个，文号才不会重复"
    if values["parent"] and not Organ.objects.filter(uscc=values["parent"]).exists():
        return "parent", f"所属部门 {values['parent']} 还没有登记：先登记它，或者放在本文件的前面"
    return None


def register_organ(opened: Act, values: Values, made: Made) -> Organ:
    """Enter or correct one organ (plan 三(一)1); a new one gets its case unit and its legal unit with its people."""
    organ = Organ.objects.filter(uscc=values["uscc"]).first()
    wanted: dict[str, Any] = {name: values[name] for name in ORGAN_FIELDS} | {
        "region_id": values["region"],
        "parent_id": Organ.objects.filter(uscc=values["parent"]).values_list("pk", flat=True).first(),
        "confirmed_on": _day(values["confirmed_on"]),
        "valid_from": _day(values["valid_from"]),
        "valid_to": _day(values["valid_to"]),
    }
    return _bring(opened, organ or Organ(uscc=values["uscc"]), wanted, organ is None, made)


def person_problem(organ: Organ, values: Values) -> tuple[str, str] | None:
    """(column, what to mend) of a row of people that the register cannot take; None when it can."""
    person = Person.objects.filter(identity_digest=identity_digest(values["id_number"])).first()
    if person and person.organ_id != organ.pk and person.left_on is None:
        where = person.organ.name if person.organ else "其他单位"
        return "id_number", f"这个人已登记为{where}的{person.name}：先在原单位办理离任"
    if person and person.name != values["name"]:
        return "name", f"这个身份号码登记的姓名是{person.name}：核对姓名和号码，改名的先办理更正"
    number = values["certificate"]
    holder = Certificate.objects.filter(number=number).select_related("person").first() if number else None
    if holder and (person is None or holder.person_id != person.pk):
        return "certificate", f"执法证号 {number} 已登记在{holder.person.name}名下：核对证号"
    if holder and PersonEvent.objects.filter(certificate=holder, kind="certificate.cancelled").exists():
        return "certificate", f"执法证 {number} 已注销，不能再用：填写换发的新证号"
    username = values["username"]
    if username and username != username.lower().strip():
        return "username", "账号只用小写字母、数字和点"
    account = Account.objects.filter(username=username).select_related("person").first() if username else None
    if account and (person is None or account.person_id != person.pk):
        return "username", f"账号 {username} 已由{account.person.name}使用：换一个"
    held = {g.role for g in queries.overlapping(person.pk, date(1900, 1, 1), None)} if person else set()
    if values["roles"] and held & ADMINISTRATORS:
        return "roles", "系统、安全、审计管理员必须是专职，不能兼任业务岗位"
    return None


def register_person(opened: Act, organ: Organ, values: Values, made: Made, *, password: str) -> Person:
    """Enter or correct one person: unit, certificate, roles, account. ``password`` (encoded) is for new accounts."""
    on = opened.at.date()
    digest = identity_digest(values["id_number"])
    person = Person.objects.filter(identity_digest=digest).first()
    unit = _unit(opened, organ, values, made)
    wanted = {
        "name": values["name"], "gender": values["gender"], "position": values["position"], "organ_id": organ.pk,
        "unit_id": unit.pk, "phone": values["phone"], "has_legal_qualification": values["legal_qualification"],
        "qualification_no": values["qualification_no"], "first_review_on": _day(values["first_review_on"]),
        "lawyer": values["lawyer"], "left_on": None,
    }  # fmt: skip
    person = _bring(opened, person or Person(identity_digest=digest), wanted, person is None, made)
    if values["certificate"]:
        _certificate(opened, organ, person, values, made)
    for role in values["roles"]:
        _grant(opened, organ, unit, person, Role(role), on, made)
    if values["username"] and not Account.objects.filter(person=person).exists():
        Account.objects.create(
            person=person, username=values["username"], password=password or make_password(None), first_password=True
        )
    elif values["username"]:
        Account.objects.filter(person=person).update(is_active=True)  # someone who comes back
    return person


def put_back(opened: Act, made: Made) -> None:
    """Undo what a batch wrote, the last first: changed rows get their values back, new ones end at once."""
    ends = opened.at.date() - timedelta(days=1)
    for table, pk, before in reversed(made):
        model = TABLES[table]
        row = model._base_manager.get(pk=pk)
        for name, value in (before if before is not None else _ended(row, ends)).items():
            field = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
            setattr(row, field.attname, field.to_python(value) if value is not None else None)
        opened.save(row)


def _ended(row: BoundModel, on: date) -> dict[str, Any]:
    if isinstance(row, Person):
        Account.objects.filter(person=row).update(is_active=False)
        return {"left_on": on}
    if isinstance(row, Certificate):
        return {"status": "revoked"}
    if isinstance(row, (Grant, Organ)):
        return {"valid_to": on}
    return {}


def _unit(opened: Act, organ: Organ, values: Values, made: Made) -> Unit:
    unit = Unit.objects.filter(organ=organ, name=values["unit"]).first()
    if unit:
        return unit
    kind = "legal" if Role.REVIEWER in values["roles"] and Role.HANDLER not in values["roles"] else "case"
    return _bring(opened, Unit(organ=organ), {"name": values["unit"], "kind": kind}, True, made)


def _certificate(opened: Act, organ: Organ, person: Person, values: Values, made: Made) -> None:
    certificate = Certificate.objects.filter(number=values["certificate"]).first()
    wanted = {
        "person_id": person.pk, "kind": "enforcement", "fields": list(values["fields"]) or [organ.field],
        "region_id": values["region"] or organ.region_id, "issued_on": _day(values["issued_on"]),
        "valid_to": _day(values["valid_to"]), "status": "active",
    }  # fmt: skip
    if certificate and certificate.status == "suspended":
        wanted["status"] = "suspended"  # a list does not lift what the supervisor has imposed (河南省行政执法条例42)
    new = certificate is None
    _bring(opened, certificate or Certificate(number=values["certificate"]), wanted, new, made)


def _grant(opened: Act, organ: Organ, unit: Unit, person: Person, role: Role, on: date, made: Made) -> None:
    held = queries.overlapping(person.pk, on, None).filter(role=role, organ=organ)
    if held.exists():
        return
    wanted = {
        "person_id": person.pk, "role": str(role), "organ_id": organ.pk, "valid_from": on, "basis": BASIS,
        "unit_id": unit.pk if role is Role.UNIT_LEAD else None, "granted_by": opened.by.person_id,
    }  # fmt: skip
    _bring(opened, Grant(), wanted, True, made)


def _bring(opened: Act, row: Row, wanted: dict[str, Any], new: bool, made: Made) -> Row:
    """Bring a row to the values wanted; writes nothing when it has them."""
    before = {name: getattr(row, name) for name in wanted}
    if not new and before == wanted:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    opened.save(row)
    made.append([row._meta.db_table, row.pk, None if new else {k: _plain(v) for k, v in before.items()}])
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
