"""Lists whose rows are registered at once: what an import of organs, people or targets checks, writes and takes back.

An app above adds its own kind to ``REGISTRARS``, ``ROW_CHECKS``, ``FILE_CHECKS`` and ``UNDOERS`` when it is ready.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from mingjing.catalog.models import RandomItem, TargetPool
from mingjing.ledger.actions import Act, By
from mingjing.organs import registering
from mingjing.organs.models import Account, Organ

Values = Mapping[str, Any]


class NotUndoable(RuntimeError):
    """The batch cannot be undone any more; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Who brings a file in, for which organ, and how far that reaches."""

    by: By
    organ: Organ | None
    grants_roles: bool = True
    regions: Callable[[str], bool] = lambda region: True


#: (open act, importer, good rows, what was made, outcome accounts) for lists without versions.
Registrar = Callable[[Act, Importer, list[dict[str, Any]], list[Any], list[tuple[str, str, str]]], None]
#: (importer) → a check of one row against what is registered, run in the order of the file.
RowCheck = Callable[[Importer], Callable[[Values], tuple[str, str] | None]]
REGISTRARS: dict[str, Registrar] = {}
#: Rows of the file to one entry, which holds 64 KiB; a person is up to five rows of a kilobyte of commitments each.
PER_ENTRY = {"people": 10, "organs": 25}
ROW_CHECKS: dict[str, RowCheck] = {}
#: (importer, [(row number, values)] of the good rows) → [(row number, column, message)]; for rows that hang together.
FileCheck = Callable[[Importer, list[tuple[int, dict[str, Any]]]], list[tuple[int, str, str]]]
FILE_CHECKS: dict[str, FileCheck] = {}
#: (open act, what the batch made): puts everything back.
UNDOERS: dict[str, Callable[[Act, list[Any]], None]] = {}


def _organ_row(who: Importer) -> Callable[[Values], tuple[str, str] | None]:
    coming: set[str] = set()

    def ask(values: Values) -> tuple[str, str] | None:
        if not who.regions(values["region"]):
            return "region", "这个区域不归您所在的司法行政部门管：由当地或者上级司法行政部门登记"
        found = registering.organ_problem(values)
        if found and found[0] == "parent" and values["parent"] in coming:
            found = None
        if not found:
            coming.add(values["uscc"])
        return found

    return ask


def _person_row(who: Importer) -> Callable[[Values], tuple[str, str] | None]:
    organ, names = _organ(who), dict[str, str]()

    def ask(values: Values) -> tuple[str, str] | None:
        if values["roles"] and not who.grants_roles:
            return "roles", "岗位由安全管理员授权：请清空岗位一列，或者由安全管理员导入"
        if values["username"] and names.setdefault(values["username"], values["id_number"]) != values["id_number"]:
            return "username", f"账号 {values['username']} 在本文件中用了两次：换一个"
        return registering.person_problem(organ, values)

    return ask


def _target_row(who: Importer) -> Callable[[Values], tuple[str, str] | None]:
    items = set(RandomItem.objects.filter(organ=_organ(who)).values_list("code", flat=True))

    def ask(values: Values) -> tuple[str, str] | None:
        if values["item"] in items:
            return None
        return "item", f"抽查事项编号 {values['item']} 不在本机关已公布的随机抽查事项清单中：先公布清单，或者核对编号"

    return ask


def _organ(who: Importer) -> Organ:
    assert who.organ is not None
    return who.organ


def _organs(opened: Act, who: Importer, rows: list[dict[str, Any]], made: list[Any], accounts: list[Any]) -> None:
    for values in rows:
        registering.register_organ(opened, values, made)


def _people(opened: Act, who: Importer, rows: list[dict[str, Any]], made: list[Any], accounts: list[Any]) -> None:
    for values in rows:
        password = ""
        if values["username"] and not Account.objects.filter(username=values["username"]).exists():
            password = secrets.token_urlsafe(9)
            accounts.append((values["username"], values["name"], password))
        encoded = make_password(password) if password else ""
        registering.register_person(opened, _organ(who), values, made, password=encoded)


def _targets(opened: Act, who: Importer, rows: list[dict[str, Any]], made: list[Any], accounts: list[Any]) -> None:
    """Each item's pool as a new version: the rows of the file replace rows of the same id, the others stay."""
    by_item: dict[str, list[dict[str, Any]]] = {}
    for values in rows:
        by_item.setdefault(values.pop("item"), []).append(values)
    for code, coming in by_item.items():
        item = RandomItem.objects.get(organ=_organ(who), code=code)
        last = TargetPool.objects.filter(item=item).order_by("valid_from", "ledger_id").last()
        merged = {row["id"]: row for row in (last.rows if last else [])} | {row["id"]: row for row in coming}
        pool = TargetPool(item=item, valid_from=opened.at.date(), rows=list(merged.values()))
        opened.save(pool)
        made.append(["catalog_targetpool", pool.pk, last.pk if last else None])


def _pools_back(opened: Act, made: list[Any]) -> None:
    for _, pk, before in made:
        pool = TargetPool.objects.get(pk=pk)
        newest = TargetPool.objects.filter(item=pool.item).order_by("valid_from", "ledger_id").last()
        if newest is None or newest.pk != pk:
            raise NotUndoable("这一批以后名录库又有改动：请重新导入正确的名录")
        rows = TargetPool.objects.get(pk=before).rows if before else []
        opened.save(TargetPool(item=pool.item, valid_from=opened.at.date(), rows=rows))


REGISTRARS |= {"organs": _organs, "people": _people, "targets": _targets}
UNDOERS |= {"organs": registering.put_back, "people": registering.put_back, "targets": _pools_back}
ROW_CHECKS |= {"organs": _organ_row, "people": _person_row, "targets": _target_row}
