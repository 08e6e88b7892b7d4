"""Migration operations for tables that Django must not make itself (design: architecture §7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class EngineSQL(Operation):
    """Run the statements written for the engine at hand: ``EngineSQL(sqlite=[…], postgresql=[…])``.

    Put it, with the models' ``state_operations``, into ``SeparateDatabaseAndState``. It is not reversible.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, *, sqlite: Sequence[str], postgresql: Sequence[str]) -> None:
        self.sqlite = list(sqlite)
        self.postgresql = list(postgresql)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state is told separately."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run this engine's statements, one by one."""
        for statement in getattr(self, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "SQL written for each engine"
