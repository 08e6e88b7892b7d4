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
    typed box by box, or as one line, its columns separated by ``，`` or a tab; ``choices`` are of its last column.
    ``when``: asked only where another value holds (``name=value``).
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


BY_RECEIPT = "electronic|entrusted|post|forwarded"  # modes served on the day the paper reaches the party
PROOF = (("witness", "两名见证人"), ("video", "拍照、录像"))
SERVICE = (
    Input("document", "文书", "document"),
    Input("mode", "送达方式", "choice", choices=tuple(ServiceMode.choices())),
    Input("acted_on", "送达日期", "date", help="邮寄、电子、委托、转交的，为送出日期；公告的，为发出公告日期。"),
    Input(
        "received_on", "收到日期", "date", required=False, when=f"mode={BY_RECEIPT}", help="自这一日起计算各项期限。"
    ),
    Input("place", "送达地点"),
    Input("receiver", "签收人", required=False, when=f"mode=direct|{BY_RECEIPT}"),
    Input("relation", "与受送达人关系", required=False, when=f"mode=direct|{BY_RECEIPT}"),
    Input("refusal", "拒收事由", required=False, when="mode=lien"),
    Input("proof", "留置的证明", "choice", required=False, choices=PROOF, when="mode=lien"),
    Input("witness", "见证人", required=False, when="mode=lien & proof=witness", help="两名，用顿号隔开。"),
    Input("video", "拍照、录像情况", required=False, when="mode=lien & proof=video", help="设备编号和时间。"),
    Input("confirmation", "送达确认书", required=False, when="mode=electronic", help="签订日期、编号（处61②）。"),
    Input(
        "carrier",
        "公告载体、邮件号、电子地址、受托或者转交单位",
        required=False,
        when=f"mode=announcement|{BY_RECEIPT}",
    ),
    Input("tried", "其他方式无法送达的情况", "long", required=False, when="mode=announcement"),
)
