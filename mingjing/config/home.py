"""The runtime home: keys, database, vault, public store. One directory holds everything a deployment must keep.

Holds ``keys/ heads/ levels/ vault/ public.sqlite3 office.sqlite3 secret_key identity_key``.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FOLDERS = ("keys", "heads", "levels", "vault", "fonts")


def chosen() -> Path:
    """The home named by ``MINGJING_HOME``; otherwise ``var`` beside the package."""
    return Path(os.environ.get("MINGJING_HOME") or Path(__file__).resolve().parents[2] / "var").resolve()


def prepare(home: Path) -> None:
    """Make the folders and secrets that are missing. Never replaces one that exists."""
    home.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        (home / name).mkdir(exist_ok=True, mode=0o700)
    for name in ("secret_key", "identity_key"):
        path = home / name
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))


def secret(home: Path, name: str) -> str:
    """The text of one secret file.

    Raises FileNotFoundError when :func:`prepare` has not run for this home.
    """
    return (home / name).read_text().strip()
