"""The key with which the office says whose phone may show a certificate: its own, for nothing else (tlog.cards)."""

from __future__ import annotations

from mingjing.ledger import files, heads, keys

NAME = "cards"


def key() -> keys.LogKey:
    """The key, made at the first call. Raises keys.KeyProblem when the file holds another key."""
    found = keys.load(NAME)
    if found is None:
        with files.locked(heads.folder() / f"{NAME}.lock"):
            found = keys.load(NAME) or keys.create(NAME)
    return found


def vkey() -> str:
    """The public half in the text form of verifier keys, for those who check codes without us."""
    return key().verifier().vkey()
