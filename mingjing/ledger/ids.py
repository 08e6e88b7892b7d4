"""Identifiers: random pseudonyms, so that neither an address nor an entry reveals how many there are or when."""

from __future__ import annotations

import secrets


def new_id() -> str:
    """A random 128-bit identifier: 32 lowercase hexadecimal digits."""
    return secrets.token_hex(16)
