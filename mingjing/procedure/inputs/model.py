"""What one step asks for: the shape of a value, shared by every act's list."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.documents.forms import FORMS
from mingjing.law.kinds import Doc, ServiceMode


@dataclass(frozen=True, slots=True)
class Input:
    """One value.

    ``type``: text, long, date, datetime, money (分), number, choice, choices, yes, rows, person, people, file, document
    or signature (drawn on screen: id of its blob). ``who`` person and people may name: officers (with a valid
    certificate), handlers, or the letter of a role. ``future``: a date may lie ahead. ``columns`` of rows: a row is
    typed as one line, its columns separated by ``，`` or a tab. ``when``: asked only where another value holds
    (``name=value``).
    """

    name: str
    label: str
    type: str = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    who: str = ""
    future: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    when: str = ""


REASON = Input("reason", "理由", "long")
RECORDER = Input("recorder", "记录人")


def from_form(doc: Doc, field: str, label: str, *, name: str = "") -> Input:
    """A choice whose options are those of the prescribed form: written once."""
    found = next(f for f in FORMS[doc].fields if f.name == field)
    return Input(name or field, label, "choice", choices=found.choices)


SERVICE = (
    Input("document", "文书", "document"),
    Input("mode", "送达方式", "choice", choices=tuple(ServiceMode.choices())),
    Input("acted_on", "送达日期", "date"),
    Input("place", "送达地点"),
    Input("receiver", "签收人", required=False),
    Input("relation", "与受送达人关系", required=False),
    Input("refusal", "拒收事由", required=False, help="留置送达填写"),
    Input("witness", "见证人", required=False, help="留置送达填写；没有见证人的须有录像"),
    Input("carrier", "公告载体、邮件号或者电子地址", required=False),
)
