"""``mingjing COMMAND``: each module of ``config.commands`` is one command.

A command module offers ``HELP`` (one Chinese line), ``needs_django``, ``add_arguments(parser)`` and
``run(args) -> int`` (the exit code). It is imported only when asked for, so that pure commands start fast.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from typing import NoReturn

from mingjing.config import commands


class Parser(argparse.ArgumentParser):
    """An argument parser that says in Chinese what is wrong and how to mend it."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"参数有误：{message}\n写 “{self.prog} --help” 查看用法。\n")
        raise SystemExit(2)


def names() -> list[str]:
    """Commands that exist, by module name."""
    return sorted(m.name for m in pkgutil.iter_modules(commands.__path__))


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if not argv or argv[0] in {"-h", "--help"}:
        sys.stdout.write("用法：mingjing 命令 [选项]\n\n")
        for name in names():
            help_line = getattr(importlib.import_module(f"{commands.__name__}.{name}"), "HELP", "")
            sys.stdout.write(f"  {name:<10} {help_line}\n")
        return 0
    if argv[0] not in names():
        sys.stderr.write(f"没有命令 “{argv[0]}”。可用：{'、'.join(names())}\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.config.settings")
    module = importlib.import_module(f"{commands.__name__}.{argv[0]}")
    parser = Parser(prog=f"mingjing {argv[0]}", description=getattr(module, "HELP", None))
    module.add_arguments(parser)
    args = parser.parse_args(argv[1:])
    if getattr(module, "prepare", None):
        module.prepare(args)
    if getattr(module, "needs_django", True):
        import django

        django.setup()
    return int(module.run(args) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
