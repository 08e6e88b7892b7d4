"""Fields of the screens of tasks and filings."""

from __future__ import annotations

from typing import Any

from mingjing.desk.asking import Asked
from mingjing.law.filing_forms import Box
from mingjing.law.interest import Quantity
from mingjing.law.workplan import FORMS, Form, Kind, Move

ALL, CHOSEN = "all", "chosen"
BASIS = "三政办〔2019〕16号四(一)"
FREE = tuple((q.value, q.label) for q in Quantity if q.value in {"quality", "work", "wrong", "repeat"})


def notice(kind: Kind, organs: list[Any], meetings: list[Any], today: str) -> list[Asked]:
    """A task or a filing to be issued."""
    choices = tuple((o.pk, f"{o.short_name}（{o.region.name}）") for o in organs)
    reach = ((ALL, f"全部 {len(organs)} 个机关"), (CHOSEN, "只发给选定的机关"))
    fields = [
        Asked(
            "title",
            "名称",
            help="例：编制并公布音像记录事项清单" if kind is Kind.TASK else "例：2026 年度三项制度推行情况自评",
        ),
        Asked(
            "text",
            "内容和要求",
            "long",
            help="不得以罚没款、收费、处罚件数、办案件数、检查次数为任务、指标（行政处罚法74；河南省行政执法条例11）",
            rows=5,
        ),
        Asked("basis", "依据", value=BASIS, help="方案的条款，或者通知的文号"),
    ]
    if kind is Kind.TASK:
        fields += [
            Asked(
                "proof",
                "要求的证明材料",
                required=False,
                help="填写了的，报送时必须上传附件，例：清单公布页面截图、印发文件",
            ),
            Asked("counts", "量化的是什么", "choice", False, FREE),
            Asked("goal", "量化目标", required=False, help="例：公示及时率 100%"),
            Asked(
                "meeting", "来自哪次会议", "choice", False, tuple((m.pk, f"{m.held_on} {m.title}") for m in meetings)
            ),
        ]
    else:
        fields += [
            Asked(
                "form",
                "报备的是什么",
                "choice",
                choices=tuple((f.code, f.label) for f in FORMS),
                help="决定机关要填写的栏目",
            ),
            Asked(
                "year",
                "年度",
                "number",
                False,
                help="按年度报送的填写，例：2026",
                when="form=" + "|".join(f.code for f in FORMS if f.yearly),
            ),
        ]
    fields += [
        Asked("issued_on", "文件日期", "date", value=today),
        Asked("due_on", "截止日期", "date"),
        Asked("entered", "补录以往的文件（截止日期可以早于今天）", "yes", False),
        Asked("reach", "发给", "choice", choices=reach, value=ALL),
        Asked(
            "leads",
            "牵头机关" if kind is Kind.TASK else "报送机关",
            "choices",
            False,
            choices,
            value=[],
            when=f"reach={CHOSEN}",
        ),
    ]
    if kind is Kind.TASK:
        fields.append(Asked("assists", "配合机关", "choices", False, choices, value=[], when=f"reach={CHOSEN}"))
    return fields


MEETING = [
    Asked("held_on", "召开日期", "date"),
    Asked("title", "会议名称", help="例：领导小组第三次会议"),
    Asked("present", "参加人员", "long", False, help="姓名、职务，一行一个", rows=3),
    Asked("decided", "议定事项", "long", help="一项一段；下达任务时可以选择来自这次会议", rows=8),
]


def answers(form: Form, kept: dict[str, Any]) -> list[Asked]:
    """The boxes of a filing, with what is kept."""
    return [
        Asked(box.name, box.label, box.type, box.required, help=box.help, value=_value(box, kept), rows=3)
        for box in form.boxes
    ]


def _value(box: Box, kept: dict[str, Any]) -> Any:
    value = kept.get(box.name, "")
    return f"{value / 100:.2f}" if box.type == "money" and isinstance(value, int) else value


def step(move: Move, row: Any, others: tuple[tuple[str, str], ...]) -> list[Asked]:
    """What goes with a step on a duty."""
    words = {
        Move.PROGRESS: Asked("words", "进展", "long", help="进展到哪一步，下一步怎样做", rows=3),
        Move.SEND_BACK: Asked("words", "要修改什么", "long", rows=2),
        Move.ASK: Asked("words", "理由", "long", rows=2),
        Move.RETURN: Asked("words", "退回的理由", "long", help="写明哪里不符合要求，怎样补正", rows=3),
        Move.REFUSE: Asked("words", "理由", "long", rows=2),
        Move.CHASE: Asked("words", "催办内容", "long", help="机关在工作台看到这段文字", rows=2),
        Move.ENTER: Asked("words", "来文文号和收到的方式", "long", rows=2),
        Move.REASSIGN: Asked("words", "改派的理由", "long", help="例：机关撤销，职责由某局承继", rows=2),
        Move.CANCEL: Asked("words", "取消的理由", "long", rows=2),
        Move.RECEIVE: Asked("words", "接收意见", "long", False, rows=2),
        Move.SIGN: Asked("words", "签批意见", "long", False, rows=2),
    }.get(move)  # fmt: skip
    asked = row.asked_until.isoformat() if row.asked_until else ""
    extra = {
        Move.ASK: [Asked("until", "延至", "date")],
        Move.GRANT: [Asked("until", "延至", "date", value=asked)],
        Move.RETURN: [Asked("until", "补正期限", "date")],
        Move.ENTER: [Asked("on", "实际报送日期", "date")],
        Move.REASSIGN: [
            Asked("organ", "改派给", "choice", choices=others),
            Asked("until", "截止日期", "date", False, help=f"不填的仍是 {row.due_on}"),
        ],
    }.get(move, [])  # fmt: skip
    return [*extra, *([words] if words else [])]


TAKES_FILES = frozenset({Move.PROGRESS, Move.DRAFT, Move.ENTER})
FIRST = frozenset({Move.DRAFT, Move.SIGN, Move.RECEIVE, Move.GRANT})  # shown open, the others folded
