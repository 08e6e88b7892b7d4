"""Bringing a file in: checked row by row, its good rows entered in one act, the whole undone in one act.

Lists with versions get a new draft; the others (organs, people, targets, local statutes) are registered at once by
what ``registers`` knows, and apps above add. The same file again changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from mingjing.catalog import drafting, lists, local_rules  # noqa: F401  (local_rules: its kind of list)
from mingjing.catalog.models import ImportBatch, ListVersion
from mingjing.catalog.registers import (
    FILE_CHECKS,
    PER_ENTRY,
    REGISTRARS,
    ROW_CHECKS,
    UNDOERS,
    Importer,
    NotUndoable,
)
from mingjing.catalog.sheets import checking, reading, writing
from mingjing.catalog.sheets.checking import Report, WrongRow
from mingjing.law.cells import plain, shown
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.listing import ListKind, Problem
from mingjing.ledger.actions import Act, act
from mingjing.organs import queries as organs
from mingjing.organs.models import Account, Organ, Person
from mingjing.organs.permissions import Actor, NotAllowed, Scope, may, require

UNDONE_PER_ENTRY = 24
KEPT_WRONG = 2000  # wrong rows kept with a batch for download; the report of the upload itself has them all


@dataclass
class Outcome:
    """What an import did; ``accounts``: (username, name, first password), shown once and kept nowhere."""

    batch: ImportBatch
    accounts: list[tuple[str, str, str]] = field(default_factory=list)


def importer(actor: Actor, kind: str, organ: Organ | None) -> Importer:
    """The right of an actor to bring in a list of this kind. Raises NotAllowed with whose it is."""
    listed = BY_CODE[kind]
    own = Scope(actor.organ_id, actor.region_code)
    if listed.wide:
        by = require(actor, "register.organs", own)
        return Importer(by, None, regions=lambda r: may(actor, "register.organs", Scope("", r)).ok)
    if organ is None:
        raise NotAllowed("先选择这份清单是哪个机关的")
    scope = lists.scope_of(organ.pk)
    if kind == "people":
        grants, verdict = _grants_in(actor)(organ), may(actor, "register.people", scope)
        if not (verdict.ok or grants):
            raise NotAllowed(verdict.reason)
        by = verdict.by if verdict.ok else may(actor, "role.grant", own).by
        return Importer(by, organ, grants_roles=grants)
    return Importer(require(actor, drafting.EDIT, scope), organ)


def enrolments(actor: Actor) -> list[dict[str, Any]]:
    """Organs whose people the actor may bring in with roles and accounts, with how many there are."""
    reached = _grants_in(actor)
    people = Counter(Person.objects.filter(left_on=None).values_list("organ_id", flat=True))
    accounts = Counter(Account.objects.filter(is_active=True).values_list("person__organ_id", flat=True))
    return [
        {"organ": o, "people": people[o.pk], "accounts": accounts[o.pk]} for o in organs.public_organs() if reached(o)
    ]


def _grants_in(actor: Actor) -> Callable[[Organ], bool]:
    """Where an actor gives out roles: a security administrator in his organ, a justice bureau's in its region."""
    if not may(actor, "role.grant", Scope(actor.organ_id, actor.region_code)).ok:
        return lambda organ: False
    bureau = organs.organ(actor.organ_id).field == "司法行政"
    regions = set(organs.regions_below(actor.region_code)) if bureau else set()
    return lambda organ: organ.pk == actor.organ_id or organ.region_id in regions


def check_file(who: Importer, kind: str, data: bytes, name: str) -> Report:
    """Read and check a file; writes nothing. Raises refusing.Refused when the file as a whole cannot be taken."""
    listed = BY_CODE[kind]
    report = checking.check(listed, reading.read(listed, data, name))
    if kind in ROW_CHECKS:
        ask = ROW_CHECKS[kind](who)
        found = [(n, *wrong) for n, values in report.good if (wrong := ask(values))]
    elif kind in FILE_CHECKS:
        found = FILE_CHECKS[kind](who, report.good)
    else:
        return report
    return _whole(listed, _without(listed, report, found))


def _whole(listed: ListKind, report: Report) -> Report:
    """What a file brings in whole stays out whole: rows that belong with a wrong one are told so."""
    if not listed.together:
        return report
    torn = {plain(w.cells.get(listed.together)): w.row for w in reversed(report.wrong)}
    words = f"同一{listed.by_name[listed.together].heading}的第 {{}} 行有错：改正后，同一{{}}的各行一起导入"
    heading = listed.by_name[listed.together].heading
    found = [
        (n, "", words.format(torn[plain(values[listed.together])], heading))
        for n, values in report.good
        if plain(values[listed.together]) in torn
    ]
    return _without(listed, report, found)


def _without(listed: ListKind, report: Report, found: list[tuple[int, str, str]]) -> Report:
    """The report with the rows named in ``found`` (row number, column, message) among the wrong ones."""
    told: dict[int, list[tuple[str, str]]] = {}
    for number, column, message in found:
        told.setdefault(number, []).append((column, message))
    good, wrong = [], list(report.wrong)
    for number, values in report.good:
        if number not in told:
            good.append((number, values))
            continue
        cells = {c.name: shown(c, values.get(c.name)) for c in listed.columns}
        problems = tuple(Problem(column, cells.get(column, ""), message) for column, message in told[number])
        wrong.append(WrongRow(number, problems, cells))
    return Report(good, sorted(wrong, key=lambda w: w.row), report.total, report.remarks)


def keep_checked(who: Importer, kind: str, data: bytes, name: str, now: datetime) -> ImportBatch:
    """Check a file and keep what was found, so that its good rows can be entered after a look at the report.

    Raises refusing.Refused.
    """
    report = check_file(who, kind, data, name)
    batch = _batch(who, kind, data, name, report)
    with act(type="list.file_checked", by=who.by, obj=batch.pk, data=_told(batch), now=now) as opened:
        batch.on = opened.at.date()
        opened.save(batch)
    return batch


def bring_in(
    who: Importer, kind: str, data: bytes, name: str, now: datetime, checked: ImportBatch | None = None
) -> Outcome:
    """Enter the good rows of a file in one act, which can be undone as a whole. ``checked``: the batch it was kept as.

    Raises refusing.Refused, drafting.Underway, NothingGood, AlreadyIn.
    """
    report = check_file(who, kind, data, name)
    if not report.good:
        raise NothingGood(report)
    listed, rows = BY_CODE[kind], [dict(values) for _, values in report.good]
    batch = _batch(who, kind, data, name, report)
    outcome = Outcome(batch)
    with transaction.atomic():
        if listed.direct:
            _register(who, kind, rows, outcome, now)
        with act(type="list.imported", by=who.by, obj=batch.pk, data=_told(batch), now=now) as opened:
            if checked is not None:
                kept = ImportBatch.objects.get(pk=checked.pk)
                if kept.state != ImportBatch.State.CHECKED:
                    raise AlreadyIn(f"这个文件{kept.get_state_display()}：不用再导入")
                kept.total, kept.good, kept.wrong, kept.made = batch.total, batch.good, batch.wrong, batch.made
                batch = outcome.batch = kept
            batch.state, batch.on = ImportBatch.State.IMPORTED, opened.at.date()
            if not listed.direct:
                assert who.organ is not None
                base = drafting.base_for(who.organ.pk, kind)
                batch.version = drafting.write(opened, who.by, who.organ.pk, listed, base, rows)
            opened.obj = batch.pk
            opened.save(batch)
    return outcome


def register_one(who: Importer, kind: str, cells: Mapping[str, Any], now: datetime) -> Outcome:
    """One row typed by hand into a list without versions: checked, entered and undone like a file of one row.

    Raises drafting.RowRefused with what to mend in which column.
    """
    listed = BY_CODE[kind]
    values, problems = listed.check(cells)
    if problems:
        raise drafting.RowRefused(problems)
    data = writing.table(listed, [values], listed.columns, created=now.date())
    try:
        return bring_in(who, kind, data, f"手工登记：{values[listed.title]}", now)
    except NothingGood as refused:
        (row,) = refused.report.wrong
        raise drafting.RowRefused(list(row.problems)) from refused


def _register(who: Importer, kind: str, rows: list[dict[str, Any]], outcome: Outcome, now: datetime) -> None:
    """Rows without versions, so many to an entry as it can hold; inside the transaction of the batch."""
    size, made = PER_ENTRY.get(kind, len(rows)), outcome.batch.made
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        data = {"kind": kind, "count": len(part)}
        with act(type="list.rows_registered", by=who.by, obj=outcome.batch.pk, data=data, now=now) as opened:
            REGISTRARS[kind](opened, who, part, made, outcome.accounts)


def _batch(who: Importer, kind: str, data: bytes, name: str, report: Report) -> ImportBatch:
    return ImportBatch(
        kind=kind, organ=who.organ, file_name=name[:200], digest=sha256(data).hexdigest(), total=report.total,
        good=len(report.good), by=who.by.person_id, wrong=[_kept(w) for w in report.wrong[:KEPT_WRONG]],
    )  # fmt: skip


def _told(batch: ImportBatch) -> dict[str, Any]:
    return {"kind": batch.kind, "digest": batch.digest, "total": batch.total, "good": batch.good}


class AlreadyIn(RuntimeError):
    """The same upload was entered before, or taken back."""


class NothingGood(ValueError):
    """No row of the file could be entered; ``report`` tells each."""

    def __init__(self, report: Report) -> None:
        super().__init__("没有一行可以导入：按报告逐行改正后重新上传")
        self.report = report


def undo(who: Importer, batch: ImportBatch, now: datetime) -> ImportBatch:
    """Take a batch back as a whole. Raises NotUndoable once something was built on it."""
    with transaction.atomic():
        fresh = ImportBatch.objects.select_related("version", "version__base").get(pk=batch.pk)
        made = list(fresh.made)
        while fresh.version is None and len(made) > UNDONE_PER_ENTRY and fresh.state == ImportBatch.State.IMPORTED:
            part, made = made[-UNDONE_PER_ENTRY:], made[:-UNDONE_PER_ENTRY]
            with act(type="list.rows_put_back", by=who.by, obj=batch.pk, data={"kind": fresh.kind}, now=now) as opened:
                UNDOERS[fresh.kind](opened, part)
        with act(type="list.import_undone", by=who.by, obj=batch.pk, now=now) as opened:
            if ImportBatch.objects.get(pk=batch.pk).state != ImportBatch.State.IMPORTED:
                raise NotUndoable("这一批已经撤销")
            if fresh.version is not None:
                _back_to_base(opened, fresh.version)
            else:
                UNDOERS[fresh.kind](opened, made)
            fresh.state = ImportBatch.State.UNDONE
            opened.save(fresh)
    return fresh


def batches(organ_id: str | None, kind: str) -> list[ImportBatch]:
    """Files brought in for a list, the newest first."""
    found = ImportBatch.objects.filter(organ_id=organ_id, kind=kind).exclude(state=ImportBatch.State.CHECKED)
    return list(found.order_by("-ledger_id")[:20])


def batch_for(actor: Actor, batch_id: str) -> tuple[ImportBatch, Importer]:
    """A batch with the right to go on with it. Raises ImportBatch.DoesNotExist, NotAllowed."""
    batch = ImportBatch.objects.select_related("organ", "version").get(pk=batch_id)
    return batch, importer(actor, batch.kind, batch.organ)


def wrong_of(batch: ImportBatch) -> Report:
    """The rows that a batch left out, as a report, for download."""
    wrong = [WrongRow(n, tuple(Problem(*p) for p in problems), cells) for n, cells, problems in batch.wrong]
    return Report([], wrong, batch.total)


def _kept(wrong: WrongRow) -> list[Any]:
    cells = {k: None if v is None else str(v)[:500] for k, v in wrong.cells.items()}
    return [wrong.row, cells, [[p.column, p.value[:200], p.message] for p in wrong.problems]]


def _back_to_base(opened: Act, version: ListVersion) -> None:
    if version.state not in drafting.BEFORE_CHECK:
        raise NotUndoable(f"导入的这一稿{version.get_state_display()}：先退回，或者在新稿上改")
    version.state = ListVersion.State.DISCARDED
    opened.save(version)
    if version.base and version.base.state == ListVersion.State.REPLACED:
        version.base.state = ListVersion.State.DRAFT
        opened.save(version.base)
