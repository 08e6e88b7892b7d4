"""案卷评查标准: the sheets by which a filed dossier is scored, as dated data that a bureau may replace by its own.

河南省行政执法案卷评查标准 (2022) has two parts: foundation items (基础标准, 4 projects, 23 items; one that fails makes
the whole dossier 0) and general items (一般标准) of 100 points. Of the 23 only the projects were read: the vetoes and
the points below are **synthesised** from the plan, the statutes and published samples, and marked so
(``TO_CONFIRM``). A bureau enters the official text as an edited sheet (``appraisal.sheets.adopt``); the sheet of a
plan stays as it was when the plan was drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from mingjing.law.terms import Term

FULL = 100  # points of a sheet
FOUNDATION_ITEMS = 23  # of the Henan standard
TO_CONFIRM = "结构依据河南省行政执法案卷评查标准（2022）；条目和分值为本平台合成，待确认，可以由司法局改成标准原文"
CODE = re.compile(r"[A-Z][0-9]{1,2}")
LONGEST = 120


class DossierKind(Term):
    """What is appraised: an act kind in the procedure the sheet is made for."""

    PENALTY = "penalty", "行政处罚（普通程序）"
    LICENCE = "licence", "行政许可"


class Project(Term):
    """The four projects of the foundation standard."""

    SUBJECT = "subject", "案件主体"
    FACTS = "facts", "事实与证据"
    BASIS = "basis", "适用依据"
    PROCEDURE = "procedure", "程序"


@dataclass(frozen=True, slots=True)
class Veto:
    """否决项: one that is found makes the dossier 0."""

    code: str
    project: str
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """一般标准: up to ``points`` may be taken off."""

    code: str
    group: str
    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from so many points on; vetoed dossiers have the last one."""

    label: str
    least: int


GRADES = (Grade("优秀", 90), Grade("良好", 80), Grade("合格", 60), Grade("不合格", 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of one kind of dossier, in force from a day. ``basis``: where it comes from; ``note``: how sure."""

    sheet_id: str
    kind: str
    title: str
    valid_from: date
    vetoes: tuple[Veto, ...]
    items: tuple[Item, ...]
    grades: tuple[Grade, ...] = GRADES
    basis: str = ""
    note: str = ""

    @property
    def groups(self) -> dict[str, tuple[Item, ...]]:
        """Items by group, in order."""
        found: dict[str, tuple[Item, ...]] = {}
        for item in self.items:
            found[item.group] = (*found.get(item.group, ()), item)
        return found

    @property
    def projects(self) -> dict[str, tuple[Veto, ...]]:
        """Vetoes by project, in the order of the standard."""
        return {p.value: tuple(v for v in self.vetoes if v.project == p) for p in Project}

    def item(self, code: str) -> Item | None:
        """The general item of this code."""
        return next((i for i in self.items if i.code == code), None)

    def veto(self, code: str) -> Veto | None:
        """The veto of this code."""
        return next((v for v in self.vetoes if v.code == code), None)

    def told(self) -> dict[str, Any]:
        """As stored with a plan and in an adopted version."""
        return {**asdict(self), "valid_from": self.valid_from.isoformat()}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Sheet:
        """Read back what ``told`` gave."""
        return cls(
            sheet_id=told["sheet_id"], kind=told["kind"], title=told["title"],
            valid_from=date.fromisoformat(told["valid_from"]),
            vetoes=tuple(Veto(**v) for v in told["vetoes"]), items=tuple(Item(**i) for i in told["items"]),
            grades=tuple(Grade(**g) for g in told["grades"]), basis=told["basis"], note=told["note"],
        )  # fmt: skip


def _vetoes(project: Project, first: int, *labels: str) -> tuple[Veto, ...]:
    return tuple(Veto(f"V{n}", project.value, label) for n, label in enumerate(labels, first))


def _items(letter: str, group: str, *rows: tuple[str, int]) -> tuple[Item, ...]:
    return tuple(Item(f"{letter}{n}", group, label, points) for n, (label, points) in enumerate(rows, 1))


BASIS = "河南省行政执法条例（案卷评查）；河南省行政执法案卷评查标准（2022）的结构；三政办〔2019〕16号三(二)4、四(二)"
SINCE = date(2022, 1, 1)
FILING = (
    ("封面、卷内目录、备考表齐全", 2), ("文书按顺序排列", 1), ("页码连续", 1), ("纸质和电子一致", 1),
    ("办结后二十个工作日内归档", 1), ("音像附件有说明", 1), ("卷面整洁、装订规范", 1),
)  # fmt: skip

PENALTY = Sheet(
    sheet_id="penalty-2022", kind=DossierKind.PENALTY, title="行政处罚案卷评查表（普通程序）", valid_from=SINCE,
    basis=BASIS, note=TO_CONFIRM,
    vetoes=(
        *_vetoes(Project.SUBJECT, 1, "执法机关不具有主体资格", "超越职权",
                 "受委托组织未依法委托、超出委托范围或者以自己名义处罚", "办案人员没有执法资格或者少于两人",
                 "处罚对象错误"),
        *_vetoes(Project.FACTS, 6, "主要事实不清", "定性错误", "主要证据不足或者系伪造", "超过追责时效"),
        *_vetoes(Project.BASIS, 10, "没有依据、依据失效或者适用错误", "超出法定种类、幅度",
                 "对同一违法行为两次以上罚款"),
        *_vetoes(Project.PROCEDURE, 13, "未告知陈述、申辩权", "应当听证而未告知或者未组织", "因陈述、申辩加重处罚",
                 "应当法制审核而未审核", "重大案件未经集体讨论", "涉嫌犯罪不移送", "决定书未盖章或者未送达"),
    ),
    items=(
        *_items("A", "立案", ("来源有记载", 1), ("案情清楚", 1), ("写明涉嫌违反的条款", 1), ("有承办意见", 1),
                ("负责人批准并签署日期", 1), ("立案及时", 1)),
        *_items("B", "调查取证", ("现场笔录：起止时间和地点、出示证件、内容客观、签名", 8),
                ("询问笔录：一人一份、告知权利、逐页签名", 8), ("证据：来源、提供人、核对、取证人", 5),
                ("抽样、登记保存、鉴定合规，七个工作日内处理", 4), ("责令改正和复查", 3)),
        *_items("C", "审核决定", ("调查终结报告要素齐全", 4), ("裁量说明和基准对应", 5), ("法制审核意见", 4),
                ("告知内容齐全、和决定一致", 5), ("对申辩、听证意见的复核", 4), ("审批和集体讨论记录", 4)),
        *_items("D", "决定书", ("当事人要素", 2), ("事实和证据", 4), ("条、款、项引用准确", 3), ("种类和幅度", 2),
                ("履行方式和期限", 2), ("救济途径告知", 2), ("文号、日期、印章", 1)),
        *_items("E", "送达执行", ("送达方式、回证要素、七个工作日内送达", 5), ("罚缴分离、有票据", 3),
                ("延期分期、加处、催告、强制执行合规", 3), ("结案审批", 1)),
        *_items("F", "公示", ("七个工作日内公示、隐去个人信息、已告知公示", 4)),
        *_items("G", "立卷", *FILING),
    ),
)  # fmt: skip

LICENCE = Sheet(
    sheet_id="licence-2022", kind=DossierKind.LICENCE, title="行政许可案卷评查表", valid_from=SINCE, basis=BASIS,
    note=TO_CONFIRM + "；许可的否决项和要点只见到样表的局部",
    vetoes=(
        *_vetoes(Project.SUBJECT, 1, "没有许可权"),
        *_vetoes(Project.FACTS, 2, "不符合法定条件而准予许可"),
        *_vetoes(Project.PROCEDURE, 3, "法定应当听证而未听证"),
    ),
    items=(
        *_items("A", "申请受理", ("申请书格式和内容", 4), ("需要补正的一次性告知", 5), ("收件、受理凭证", 5),
                ("材料逐项登记", 3), ("五日内决定是否受理", 3)),
        *_items("B", "审查", ("两名以上工作人员审查、核查", 8), ("审查意见和法定条件逐项对应", 9),
                ("告知利害关系人、听取意见", 5), ("听证的组织和记录", 5), ("不计入期限的时间已书面告知", 3)),
        *_items("C", "决定", ("决定书要素齐全", 8), ("法定期限内作出决定", 8), ("不予许可的说明理由、告知救济", 5),
                ("文号、日期、印章", 3)),
        *_items("D", "送达公开", ("十日内颁发、送达", 6), ("送达回证要素", 4), ("七个工作日内公开", 4)),
        *_items("E", "证件和监管", ("许可证件内容和决定一致", 4)),
        *_items("G", "立卷", *FILING),
    ),
)  # fmt: skip

SHEETS = (PENALTY, LICENCE)


def sheet(kind: str, on: date) -> Sheet:
    """The built-in sheet of a kind in force on a day. Raises LookupError."""
    found = [s for s in SHEETS if s.kind == kind and s.valid_from <= on]
    if not found:
        raise LookupError(f"没有 {on} 有效的{kind}案卷评查表")
    return max(found, key=lambda s: s.valid_from)


def problems(given: Sheet) -> dict[str, str]:
    """What is wrong with an edited sheet, field → message naming row and cure; empty when it may be adopted."""
    found = {
        "vetoes": _rows_wrong("否决项", [(v.code, v.label) for v in given.vetoes]) or _projects_wrong(given.vetoes),
        "items": _rows_wrong("评分项", [(i.code, i.label) for i in given.items]) or _points_wrong(given.items),
        "grades": _grades_wrong(given.grades),
    }
    return {name: words for name, words in found.items() if words}


def _rows_wrong(what: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return f"{what}至少一行"
    seen: set[str] = set()
    for n, (code, label) in enumerate(rows, 1):
        if not CODE.fullmatch(code):
            return f"{what}第 {n} 行的编码“{code}”应为一个大写字母加数字，例：A1"
        if code in seen:
            return f"{what}第 {n} 行的编码 {code} 和前面重复，换一个编码"
        if not label or len(label) > LONGEST:
            return f"{what}第 {n} 行写明内容，不超过 {LONGEST} 字"
        seen.add(code)
    return ""


def _projects_wrong(vetoes: Sequence[Veto]) -> str:
    for n, veto in enumerate(vetoes, 1):
        if veto.project not in set(Project):
            return f"否决项第 {n} 行的项目“{veto.project}”应为：{'、'.join(p.label for p in Project)}"
    return ""


def _points_wrong(items: Sequence[Item]) -> str:
    for n, item in enumerate(items, 1):
        if not 0 < item.points <= FULL:
            return f"评分项第 {n} 行的分值应为 1 到 {FULL} 的整数"
        if not item.group:
            return f"评分项第 {n} 行写明属于哪一组"
    total = sum(i.points for i in items)
    return "" if total == FULL else f"各项分值合计 {total} 分，应为 {FULL} 分"


def _grades_wrong(grades: Sequence[Grade]) -> str:
    marks = [g.least for g in grades]
    if len(marks) < 2 or marks != sorted(set(marks), reverse=True) or marks[-1] != 0 or marks[0] > FULL:
        return f"等级从高到低排列，分数不重复、不超过 {FULL}，最后一级从 0 分起"
    return ""
