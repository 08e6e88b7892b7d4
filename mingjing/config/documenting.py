"""Documents that follow from code, so that they cannot drift from it: what the law tables, the matrix and tests say."""

from __future__ import annotations

import ast
import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from mingjing.law.deadlines import LIMITS
from mingjing.law.kinds import Role, Stage
from mingjing.law.licence_item import LicenceItem
from mingjing.law.licence_items import LICENCE_ITEMS
from mingjing.law.limit_table import RATES
from mingjing.law.limits import Limit
from mingjing.law.penalty import FIELD_CLOCK_RULES
from mingjing.law.procedures import TABLES
from mingjing.law.rules import Procedure
from mingjing.law.thresholds import THRESHOLDS
from mingjing.organs.permissions import matrix

ROOT = Path(__file__).resolve().parents[2]
DOCS, TESTS = ROOT / "docs", ROOT / "tests"
STEP_HEAD = ("步骤", "岗位权限", "可以开始的阶段", "法定条件（依据）", "文书", "音像", "期限", "进入阶段", "依据")
ITEM_HEAD = ("事项", "决定", "可以延长", "承诺", "有效期", "申请延续", "施行", "核实", "说明")
LEGEND = (
    "✓ 本机关（本机构）；o 本人承办；organ 本机关且本人不承办；assigned 送本人审核；region 本区域各机关（只读）；"
    "issued 已作出决定；closed 已终结；m 只见元数据；a 须另行审批；– 不可。\n"
)
MADE = "本页由 `mingjing docs` 根据代码生成，不要手工修改。\n"


def texts() -> dict[str, str]:
    """File name under docs/ → its whole text."""
    return {"law-map.md": law_map(), "clauses.md": clauses(), "permissions.md": permissions()}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(cell.replace("|", "\\|").replace("\n", " ") or "—" for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def law_map() -> str:
    """Each step of each procedure with who, when, why and what follows; each limit and amount with its source."""
    limits = [
        (
            f"`{x.rule_id}`", x.label, x.length, x.start_event, x.basis, x.valid_from.isoformat(),
            x.valid_to.isoformat() if x.valid_to else "", _extension(x), x.on_expiry,
            x.source_mark + ("（可配置）" if x.configurable else ""), x.note,
        )
        for x in LIMITS
    ]  # fmt: skip
    amounts = [
        (
            t.rule_id,
            "公民、个体工商户" if t.citizen else "法人、其他组织",
            f"{t.amount // 100:,} 元",
            t.field,
            t.basis,
            t.valid_from.isoformat(),
            t.note,
        )
        for t in THRESHOLDS
    ]
    tagged = [(article, "、".join(sorted(set(names)))) for article, names in sorted(_marked("law").items())]
    return "\n".join(
        (
            "# 法条与代码对照\n", MADE,
            *(part for table in TABLES for part in _steps(table)),
            "## 期限\n", "单位在每一条写明；“工作日”与“日”不得互换（行政处罚法85）。\n",
            _table(("编号", "期限", "长度", "起算", "依据", "施行", "失效", "可以延长", "届满后果", "核实",
                    "说明"), limits),
            "## 数额标准\n", _table(("标准", "当事人", "数额（含）", "领域", "依据", "施行", "说明"), amounts),
            *_more_times(),
            "## 条文与测试\n", _table(("条文", "测试"), tagged),
        )
    )  # fmt: skip


def _extension(x: Limit) -> str:
    return f"{x.extension} {x.unit.label}（{x.extension_basis}）" if x.extension else ""


def _more_times() -> tuple[str, ...]:
    """What grows by the day, what fields of law add to the ninety days, and the times of single licence items."""
    rates = [
        (f"`{x.rule_id}`", x.label, f"{x.per_myriad / 100:g}%", f"所欠款项的 {x.cap} 倍", x.basis,
         x.valid_from.isoformat(), x.note)
        for x in RATES
    ]  # fmt: skip
    kinds = {"extend": "延长", "suspend": "中止"}
    fields = [
        (f, kinds[k], basis, f"{days} 日" if days else "", since) for f, k, basis, days, since in FIELD_CLOCK_RULES
    ]
    return (
        "## 加收标准\n", _table(("编号", "名称", "每日", "上限", "依据", "施行", "说明"), rates),
        "## 各领域九十日的中止、延长\n", _table(("领域", "种类", "依据", "最长", "施行"), fields),
        "## 许可事项的期限\n", _table(ITEM_HEAD, [_item(x) for x in LICENCE_ITEMS]),
    )  # fmt: skip


def _item(x: LicenceItem) -> tuple[str, ...]:
    first = f"最早届满前 {x.renew_first.amount} {x.renew_first.unit.label}，" if x.renew_first else ""
    return (
        x.name, f"{x.statutory_days} 个工作日（{x.days_basis or '行政许可法42①、82'}）",
        f"{x.extension} 个工作日" if x.extension else "不得延长", f"{x.promised_days} 个工作日",
        f"{x.years} 年（{x.years_basis}）" if x.years else "没有固定期限",
        f"{first}最迟届满前 {x.renew_last.amount} {x.renew_last.unit.label}（{x.renew_basis}）",
        x.valid_from.isoformat(), x.source_mark, x.note,
    )  # fmt: skip


def _steps(table: Procedure) -> tuple[str, str]:
    """Heading and table of one procedure."""
    rows = [
        (
            f"{step.label} `{step.value}`",
            rule.by.label,
            "、".join(stage.label for stage in Stage if stage in rule.starts_from),
            "；".join(f"{gate.label}（{gate.article}）" for gate in rule.gates),
            "、".join(doc.label for doc in rule.produces),
            "、".join(rule.records),
            "、".join([f"起 {r}" for r in rule.starts] + [f"止 {r}" for r in rule.meets]),
            rule.leads_to.label if rule.leads_to else "",
            rule.basis,
        )
        for step, rule in table.rules.items()
    ]
    return f"## {table.label}（`{table.version}`）\n", _table(STEP_HEAD, rows)


def clauses() -> str:
    """Every clause of the plan with the tests that prove it, or what is still to be built."""
    proved = _marked("clause")
    rows = []
    with (DOCS / "clauses.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            tests = sorted(set(proved.get(row["id"], ())))
            state = "有测试" if tests else "尚未"
            rows.append((row["id"], row["source"], row["requirement"], row["limit"] or "", state, "、".join(tests)))
    done = sum(row[4] == "有测试" for row in rows)
    return "\n".join(
        (
            "# 方案条款与证明\n",
            MADE,
            "依据：三政办〔2019〕16号。“有测试”指至少一项自动测试证明了该条款的一部分，不等于全部完成。\n",
            f"{len(rows)} 条中 {done} 条有测试。\n",
            _table(("条款", "出处", "要求", "时限", "状态", "测试"), rows),
        )
    )


def permissions() -> str:
    """The matrix: who may do what."""
    roles = [r for r in Role if any(r.value in row for row in matrix().values())]
    rows = [(f"`{power}`", *(row.get(r.value, "–") for r in roles), row["basis"]) for power, row in matrix().items()]
    return "\n".join(("# 岗位与权限\n", MADE, LEGEND, _table(("权限", *(r.label for r in roles), "依据"), rows)))


def _marked(name: str) -> dict[str, list[str]]:
    """Argument of ``@pytest.mark.NAME(…)`` → tests that carry it, read from the source without running it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = [a for node in tree.body if isinstance(node, ast.Assign) for a in _arguments([node.value], name)]
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for argument in [*everywhere, *_arguments(node.decorator_list, name)]:
                    found[argument].append(f"{path.relative_to(TESTS).as_posix()}::{node.name}")
    return found


def _arguments(nodes: list[ast.expr], name: str) -> Iterator[str]:
    for outer in nodes:
        for node in ast.walk(outer):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
