"""The last look: output bytes of every format are read again, and anything private left in them refuses publication."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable, Sequence

import pikepdf

from mingjing.documents.cutting import Unit
from mingjing.law import personal_data
from mingjing.law.kinds import UnitClass

TAGS = re.compile(r"<[^>]+>")
SPACE = re.compile(r"\s+")
SHORTEST = 2  # a single withheld character (a given name) is found by the detector, not by search
REPEATED = 4  # from here on the same words elsewhere in the public text are the same information, not a coincidence


class Residue(Exception):
    """Something private is left in what would be published. ``found`` says where and what kind, never the value."""

    def __init__(self, found: list[str]) -> None:
        self.found = found
        super().__init__("；".join(found))


def text_of(content_type: str, data: bytes) -> str:
    """The text a reader, a search engine or a screen reader would get from the bytes."""
    if content_type.startswith("application/pdf"):
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            info = " ".join(str(v) for v in pdf.docinfo.values())
        return "\n".join(page.extract_text() for page in reader.pages) + info
    if content_type.startswith("application/json"):
        return "\n".join(_strings(json.loads(data)))
    return html.unescape(TAGS.sub("\n", data.decode()))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value


def scan(
    outputs: dict[str, tuple[str, bytes]],
    units: Sequence[Unit],
    classes: dict[str, str],
    *,
    names: Sequence[str],
    public: Sequence[str] = (),
    phones: Sequence[str] = (),
) -> None:
    """Raise Residue when a withheld value, a personal number or one of ``names`` stands in any output.

    ``public``: officers, the organ's names and address; ``phones``: its telephones, which the plan publishes.
    """
    shown = SPACE.sub("", "".join(u.value for u in units if classes[u.path] == UnitClass.PUBLIC))
    hidden = {SPACE.sub("", u.value) for u in units if classes[u.path] != UnitClass.PUBLIC}
    secret = {v for v in hidden if len(v) >= REPEATED or (len(v) >= SHORTEST and v not in shown)}
    found = []
    for name, (content_type, data) in outputs.items():
        text = text_of(content_type, data)
        flat = SPACE.sub("", text)
        if any(value in flat for value in secret):
            found.append(f"{name}：仍有应当隐去的文字")
        kinds = {
            hit.kind
            for hit in personal_data.find(text, names, public_terms=tuple(public), public_phones=tuple(phones))
            if hit.kind in STRICT and (hit.kind != "name" or SPACE.sub("", hit.text) in names)
        }
        found += [f"{name}：发现{STRICT[k]}" for k in sorted(kinds)]
    if found:
        raise Residue(found)


STRICT = {
    "id_number": "公民身份号码",
    "phone": "电话号码",
    "bank_account": "银行账号",
    "email": "电子邮箱",
    "passport": "护照号码",
    "social_account": "社交账号",
    "minor": "未成年人信息",
    "name": "当事人姓名",
}
