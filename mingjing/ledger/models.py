"""The two logs as tables, and the base of every table whose rows are bound to entries (design: ledger §1, §3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.db import models

from mingjing.ledger.ids import new_id
from mingjing.tlog import canon

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(models.Model):
    """One entry. ``body`` is canonical JSON and is what the leaf hashes; the other columns repeat parts of it.

    The database refuses everything but appending (``triggers/``); the tables are made by the first migration's SQL.
    """

    seq = models.BigIntegerField(primary_key=True)
    ts_ms = models.BigIntegerField()
    type = models.CharField(max_length=60)
    obj = models.CharField(max_length=100)
    org = models.CharField(max_length=60)
    body = models.BinaryField()
    leaf = models.BinaryField(max_length=32, unique=True)

    class Meta:
        abstract = True

    @property
    def at(self) -> datetime:
        """Ledger time, in UTC."""
        return EPOCH + timedelta(milliseconds=self.ts_ms)

    @property
    def content(self) -> dict[str, Any]:
        """The body, decoded. Raises canon.CanonError when it is not canonical."""
        return dict(canon.parse(bytes(self.body)))


class AnjuanEntry(Entry):
    """案卷: an event inside the organ. Its body never leaves the organ but in a bundle."""

    case = models.CharField(max_length=32, db_column="case_id")

    class Meta:
        db_table = "ledger_anjuan"


class GongshiEntry(Entry):
    """公示: an event anyone may read and mirror."""

    class Meta:
        db_table = "ledger_gongshi"


#: The two logs by name.
LOGS: dict[str, type[AnjuanEntry] | type[GongshiEntry]] = {"anjuan": AnjuanEntry, "gongshi": GongshiEntry}


class BoundModel(models.Model):
    """A row that no one can write without an entry that commits to it: write it with ``Act.save`` only.

    Every concrete column is bound unless named (by column) in ``unbound``. The database refuses to delete such a row,
    to write one under an entry that already stands, and with ``append_only`` to update one at all (``schema``).
    """

    unbound: ClassVar[tuple[str, ...]] = ()
    append_only: ClassVar[bool] = False

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    ledger = models.ForeignKey(
        AnjuanEntry, models.PROTECT, db_column="ledger_seq", related_name="+", db_index=False, editable=False
    )
    row_salt = models.BinaryField(max_length=32, editable=False)

    class Meta:
        abstract = True

    def broken_parts(self) -> Iterator[tuple[str, str]]:
        """(table, why) where rows that this one commits to by a root no longer give it. Asked by the audit."""
        return iter(())
