"""The short code printed on a served document: the party's key to its own page, and what people make of it by hand.

Sixteen random characters of 29 (77 bits: not to be guessed) and one check character. Nothing that looks like something
else is among them: no 0 and O, no 1, I and L, no U beside V, no B beside 8. The sum of value × place is a multiple of
29, a prime, so one wrong character or two exchanged ones are always noticed. Pure: no database, no settings.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

ALPHABET = "23456789ACDEFGHJKMNPQRSTVWXYZ"
BASE = len(ALPHABET)
RANDOM, LENGTH, GROUP = 16, 17, 4
BLANKS = re.compile(r"[\s\-‐‑‒–—―−_·.,，。、]+")  # what people write between the groups
READ_AS = str.maketrans("BU", "8V")  # never printed, so it can only be a misreading of these


def new() -> str:
    """A fresh random code with its check character, without blanks."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + _check(body)


def normalise(typed: str) -> str:
    """What a person typed as it is stored: any case, width, blanks or dashes. Also takes the whole scanned address."""
    text = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/")[2]
    return BLANKS.sub("", text).upper().translate(READ_AS)


def problem(code: str) -> str:
    """What is wrong with a normalised code, as a sentence for the person who typed it; empty when it is well formed."""
    if not code:
        return "请输入文书上的编码。"
    if foreign := sorted({ch for ch in code if ch not in ALPHABET}):
        return f"编码中没有“{'、'.join(foreign[:5])}”，请对照文书核对这几个字。"
    if len(code) != LENGTH:
        return f"编码一共 {LENGTH} 个字，现在是 {len(code)} 个，请对照文书核对。"
    if _check(code[:RANDOM]) != code[RANDOM:]:
        return "编码有输错的字，请对照文书逐组核对。"
    return ""


def grouped(code: str) -> str:
    """The code as it is printed: ``K7M3-9QXT-…``, groups of four."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _check(body: str) -> str:
    total = sum(place * ALPHABET.index(ch) for place, ch in enumerate(body, 1))
    # LENGTH × value of the check + total ≡ 0 (mod BASE)
    return ALPHABET[-total * pow(LENGTH, -1, BASE) % BASE]
