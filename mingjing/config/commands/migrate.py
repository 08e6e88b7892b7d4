"""``mingjing migrate``: bring the database to the present schema, as its owner, and reapply triggers and grants."""

from __future__ import annotations

import argparse
import os

HELP = "建立或升级数据库，并重新安装触发器与授权"
needs_django = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只检查，不改动")


def prepare(args: argparse.Namespace) -> None:
    """DDL is the owner's: the application's role may not."""
    os.environ["MINGJING_DATABASE_ROLE"] = "owner"


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection

    from mingjing.config import recounting
    from mingjing.law.regions import REGIONS
    from mingjing.ledger import schema
    from mingjing.organs.actions import register_region

    if not args.check:
        call_command("migrate", verbosity=0, interactive=False)
        schema.reapply(connection)
        for code, name, level, parent in REGIONS:
            register_region(code=code, name=name, level=level, parent=parent)
        if counted := recounting.fill_if_never_counted():
            print(f"已从现有案件建立年报累计数：{counted} 条")
    differences = schema.check(connection)
    for line in differences:
        print(line)
    return 78 if differences else 0
