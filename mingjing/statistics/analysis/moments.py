"""Hour, weekday and month of a moment in Beijing, in the words of either engine: no function is called per row."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func, IntegerField


class Hour(Func):
    """The hour 0–23 of a moment in Beijing."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps UTC text."""
        return self.as_sql(
            compiler, connection, template="CAST(strftime('%%%%H', %(expressions)s, '+8 hours') AS INTEGER)"
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL knows the zone."""
        template = "EXTRACT(HOUR FROM %(expressions)s AT TIME ZONE 'Asia/Shanghai')::int"
        return self.as_sql(compiler, connection, template=template)


class Weekday(Func):
    """The weekday of a moment in Beijing, Monday 0 – Sunday 6."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite counts from Sunday."""
        template = "(CAST(strftime('%%%%w', %(expressions)s, '+8 hours') AS INTEGER) + 6) %%%% 7"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """ISO weekdays count from Monday, 1."""
        template = "(EXTRACT(ISODOW FROM %(expressions)s AT TIME ZONE 'Asia/Shanghai')::int - 1)"
        return self.as_sql(compiler, connection, template=template)


class Month(Func):
    """The month of a moment in Beijing: 2026-11."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """By text."""
        return self.as_sql(compiler, connection, template="strftime('%%%%Y-%%%%m', %(expressions)s, '+8 hours')")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """By text."""
        template = "to_char(%(expressions)s AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=template)
