"""The party of a case, as a form asks for it."""

from __future__ import annotations

from typing import Any

from mingjing.desk.asking import Asked
from mingjing.law.kinds import PartyKind

PARTY = ("kind", "name", "code", "id_number", "representative", "address", "phone")


def party_fields(origin: Any = None) -> tuple[Asked, ...]:
    """The fields of one party; ``origin`` is a case whose party it is again."""
    known = origin.parties.all()[0] if origin else None

    def value(name: str) -> str:
        return str(getattr(known, name)) if known else ""

    return (
        Asked("party_kind", "当事人类别", "choice", True, tuple(PartyKind.choices()), value=value("kind")),
        Asked("party_name", "姓名或者名称", value=value("name")),
        Asked(
            "party_code", "统一社会信用代码", required=False, help="18 位", value=value("code"),
            when="party_kind=organisation|sole_trader",
        ),
        Asked(
            "party_id_number", "公民身份号码", required=False, value=value("id_number"),
            when="party_kind=person|sole_trader",
        ),
        Asked(
            "party_representative", "法定代表人（负责人、经营者）", required=False, value=value("representative"),
            when="party_kind=organisation|sole_trader",
        ),
        Asked("party_address", "住所（住址）", required=False, help="从省、市、县（区）写起", value=value("address")),
        Asked("party_phone", "联系电话", required=False, value=value("phone")),
    )  # fmt: skip
