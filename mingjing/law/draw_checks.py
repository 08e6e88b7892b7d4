"""What makes a pool or a request unfit to draw from, and which targets another draw of the year has drawn already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mingjing.law.draw_terms import (
    Bias,
    Conflict,
    DrawError,
    Exclusion,
    Officer,
    PoolError,
    Request,
    RequestError,
    Target,
)
from mingjing.law.identifiers import check_id_number, check_uscc

MOST_ROWS, MOST_WEIGHT, MOST_OFFICERS, MOST_RATIO = 1_000_000, 1_000, 10, 1_000_000
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,63}")
_LEVEL = re.compile("[0-9A-Z]{1,8}")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another draw: its id, its day, and the rows it drew."""

    draw: str
    on: date
    targets: Sequence[Target]


def check_targets(rows: Sequence[Target]) -> None:
    """Raises PoolError unless it is a pool of targets to draw from."""
    _pool("检查对象名录库", rows)
    for row in rows:
        if row.kind == "person":
            if row.name or row.code:
                raise PoolError(f"检查对象 {row.id} 是自然人：只列编号，不列姓名和代码")
        elif row.kind != "org":
            raise PoolError(f"检查对象 {row.id} 的种类“{row.kind}”不是 org 或者 person")
        else:
            _text(row.name, f"检查对象 {row.id} 的名称", PoolError)
            wrong = check_uscc(row.code) if row.code else None
            if wrong:
                raise PoolError(f"检查对象 {row.id}：{wrong}")
        if not _LEVEL.fullmatch(row.risk):
            raise PoolError(f"检查对象 {row.id} 的风险等级“{row.risk}”应为大写字母或者数字")
    _once("检查对象名录库", "统一社会信用代码", (r.code for r in rows if r.code))


def check_officers(rows: Sequence[Officer]) -> None:
    """Raises PoolError unless it is a pool of officers to draw from."""
    _pool("检查人员名录库", rows)
    for row in rows:
        _text(row.name, f"检查人员 {row.id} 的姓名", PoolError)
        _text(row.certificate, f"检查人员 {row.id} 的执法证号", PoolError)
        if row.field:
            _text(row.field, f"检查人员 {row.id} 的执法领域", PoolError)
    _once("检查人员名录库", "执法证号", (r.certificate for r in rows))


def check_request(request: Request, targets: Sequence[Target], officers: Sequence[Officer]) -> None:
    """Raises RequestError unless these pools (checked before) can meet the request, whatever the seed will be."""
    for label, text in (("抽取编号", request.draw), ("事项编号", request.item), ("权重表编号", request.table_id)):
        _identifier(text, label, RequestError)
    _text(request.item_name, "事项名称", RequestError)
    _check_weights(request, targets)
    _check_pairs(request, targets, officers)
    eligible = len(targets) - len(request.excludes)
    if number_of(request, len(targets)) > eligible:
        raise RequestError(f"要抽 {number_of(request, len(targets))} 个对象，名录库中可抽的只有 {eligible} 个")
    if not _whole(request.officers, 2, MOST_OFFICERS):
        raise RequestError(f"每个对象的检查人员应为 2 至 {MOST_OFFICERS} 名（不得少于两人：河南省行政执法条例24）")
    barred = Counter(c.target for c in request.conflicts)
    left_out = {x.target for x in request.excludes}
    for row in targets:
        free = len(officers) - barred[row.id]
        if row.id not in left_out and free < request.officers:
            raise RequestError(f"检查对象 {row.id} 可派的检查人员只有 {free} 名，应有 {request.officers} 名")


def number_of(request: Request, base: int) -> int:
    """How many targets are drawn from a pool of ``base`` rows. Raises RequestError when the count makes no sense."""
    if request.ratio is None:
        if not _whole(request.number, 1, MOST_ROWS):
            raise RequestError("抽取数量应为正整数")
        return request.number
    if request.number or len(request.ratio) != 2 or not _whole(request.ratio[1], 1, MOST_RATIO):
        raise RequestError("抽取数量与抽取比例只写一样；比例写成两个正整数")
    part, whole = request.ratio
    if not _whole(part, 1, whole):
        raise RequestError("抽取比例应大于零、不超过全部")
    return -(-base * part // whole)


def overlaps(pool: Iterable[Target], earlier: Iterable[Earlier], year: int) -> dict[str, list[str]]:
    """Target id → earlier draws of that year that drew it too: to merge the visits (综合查一次) or to leave it out with
    its reason. A firm is known by its credit code where both pools have it, else by its id. (国办发〔2024〕54号)"""
    found: dict[str, list[str]] = {}
    done = [(e.draw, {t.code or t.id for t in e.targets}) for e in earlier if e.on.year == year]
    for row in pool:
        draws = [name for name, keys in done if (row.code or row.id) in keys]
        if draws:
            found[row.id] = draws
    return found


def _check_weights(request: Request, targets: Sequence[Target]) -> None:
    for level, weight in request.levels.items():
        if not _LEVEL.fullmatch(level) or not _whole(weight, 1, MOST_WEIGHT):
            raise RequestError(f"风险等级“{level}”的权重应为 1 至 {MOST_WEIGHT} 的整数")
    for row in targets:
        if row.risk not in request.levels:
            raise RequestError(f"检查对象 {row.id} 的风险等级“{row.risk}”不在权重表 {request.table_id} 中")


def _check_pairs(request: Request, targets: Sequence[Target], officers: Sequence[Officer]) -> None:
    known, people = {t.id for t in targets}, {o.id for o in officers}
    _once("不抽的对象", "编号", (x.target for x in request.excludes), RequestError)
    for x in request.excludes:
        if x.target not in known:
            raise RequestError(f"不抽的对象 {x.target} 不在检查对象名录库中")
        if x.reason not in set(Exclusion):
            raise RequestError(f"对象 {x.target} 不抽的理由“{x.reason}”不规范")
        if x.ref or x.reason in {Exclusion.DRAWN, Exclusion.MERGED}:
            _identifier(x.ref, f"对象 {x.target} 所在的另一次抽取（检查）的编号", RequestError)
    _once("回避", "人员与对象", (f"{c.officer}/{c.target}" for c in request.conflicts), RequestError)
    for c in request.conflicts:
        if c.target not in known or c.officer not in people:
            raise RequestError(f"回避的人员 {c.officer} 或者对象 {c.target} 不在名录库中")
        check_bias(c)


def check_bias(conflict: Conflict) -> None:
    """Raises RequestError unless the reason is one of the statute's."""
    if conflict.reason not in set(Bias):
        raise RequestError(f"人员 {conflict.officer} 回避的理由“{conflict.reason}”不规范")


def _pool(name: str, rows: Sequence[Target] | Sequence[Officer]) -> None:
    if not rows:
        raise PoolError(f"{name}是空的")
    if len(rows) > MOST_ROWS:
        raise PoolError(f"{name}超过 {MOST_ROWS} 行")
    for row in rows:
        _identifier(row.id, f"{name}的编号", PoolError)
    _once(name, "编号", (row.id for row in rows))


def _once(name: str, what: str, values: Iterable[str], error: type[DrawError] = PoolError) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise error(f"{name}中{what} {value} 出现两次")
        seen.add(value)


def _identifier(text: str, label: str, error: type[DrawError]) -> None:
    if not isinstance(text, str) or not _ID.fullmatch(text):
        raise error(f"{label}“{text}”应为 1—64 个字母、数字或者 . _ : -，以字母或者数字开头")
    if check_id_number(text) is None:
        raise error(f"{label}是公民身份号码，不得公开：请改用随机编号")


def _text(text: str, label: str, error: type[DrawError]) -> None:
    if not isinstance(text, str) or not 0 < len(text) <= 200 or text != text.strip() or _UNSEEN.search(text):
        raise error(f"{label}应为 1—200 个字，前后没有空格，不含看不见的字符")


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
