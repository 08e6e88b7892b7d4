"""``mingjing static``: gather style sheets, scripts and icons under names that carry their hash."""

from __future__ import annotations

import argparse

HELP = "收集静态文件"
needs_django = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    return 0
