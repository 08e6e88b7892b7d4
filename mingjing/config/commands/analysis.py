"""``mingjing analysis run | trial | rules``: look for anomalies now; try the rules on invented cases; list them."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

HELP = "综合分析：查找异常线索、检验规则"
needs_django = True
MOST_CASES = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("run", "trial", "rules"), help="run 现在分析；trial 用虚构案件检验规则；rules 列出规则"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--cases", type=int, default=100_000, help="trial：虚构多少件（默认 100000）")
    parser.add_argument("--seed", type=int, default=1, help="trial：随机种子（默认 1）")
    parser.add_argument("--each", type=int, default=5, help="trial：每种异常植入几处（默认 5）")


def run(args: argparse.Namespace) -> int:
    """0: done. 2: an argument that makes no sense. A trial returns 1 when clean cases raise more than is allowed."""
    return {"run": _run, "trial": _trial, "rules": _rules}[args.what](args)


def _run(args: argparse.Namespace) -> int:
    from mingjing.config import clock
    from mingjing.statistics.analysis import keeping

    done = keeping.run(now=clock.now())
    if args.json:
        print(json.dumps(asdict(done)))
    else:
        print(f"读取 {done.cases} 件，新提出 {done.raised} 条线索，更新 {done.renewed} 条，原因消失 {done.gone} 条。")
    return 0


def _trial(args: argparse.Namespace) -> int:
    from mingjing.statistics.analysis.trial import scoring

    if not 1 <= args.cases <= MOST_CASES or not 1 <= args.each <= 50:
        print(f"件数为 1 至 {MOST_CASES}，每种植入 1 至 50 处，例：--cases 20000 --each 1")
        return 2
    scores = scoring.trial(cases=args.cases, seed=args.seed, each=args.each)
    print(json.dumps([asdict(s) for s in scores], ensure_ascii=False) if args.json else scoring.table(scores))
    return 1 if any(s.clean * 1_000 > args.cases for s in scores) else 0


def _rules(args: argparse.Namespace) -> int:
    from mingjing.statistics.analysis.rules import RULES

    if args.json:
        named = ({k: str(v) for k, v in asdict(r).items() if k != "find"} for r in RULES)
        print(json.dumps(list(named), ensure_ascii=False))
    else:
        for rule in RULES:
            print(f"{rule.code:<24}{rule.name}：{rule.looks_at}（{rule.basis}）")
    return 0
