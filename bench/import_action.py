"""Import of a list by the real act beside reading and inserting without checks, in one run.

    python bench/import_action.py [--rows 50000] [--rounds 3]

The act reads the workbook, checks every cell, writes a version of the list with its root under one ledger entry, in one
durable transaction (``synchronous=FULL``). The limit is that of ``bench/imports.py``. Equal rows are shown first.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.imports import KIND, checked, limit, timed, workbook

NOW = datetime(2026, 11, 30, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def prepared(home: Path) -> None:
    """A home with an empty database, and Django on it as the application's role."""
    from mingjing.config import home as runtime_home

    os.environ |= {"MINGJING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mingjing.config.settings"}
    runtime_home.prepare(home)
    subprocess.run([sys.executable, "-m", "mingjing.config.cli", "migrate"], check=True)
    import django

    django.setup()


def act_side() -> tuple[Callable[[bytes, Path], None], Callable[[], list[Any]]]:
    """The act on an organ of its own, and what its last version holds."""
    from mingjing.catalog import drafting, importing, lists, registers
    from mingjing.law.list_kinds import BY_CODE
    from mingjing.ledger.actions import By, act
    from mingjing.organs import actions as organs

    by = By("bench", "C", "")
    organ = organs.register_organ(
        by=by, now=NOW, name="示例局", short_name="示例局", region_id="411202", uscc="11411200DEMG00019A",
        doc_prefix="示", field="城市管理", address="示例路", phone="12345", reconsideration_body="示例", court="示例",
        valid_from=date(2019, 1, 1),
    )  # fmt: skip
    BY_CODE[KIND.code] = KIND
    who = registers.Importer(by, organ)

    def run(data: bytes, path: Path) -> None:
        version = importing.bring_in(who, KIND.code, data, "a.xlsx", NOW).batch.version
        path.touch()
        if version and path.name != "equal":  # the next round begins without a draft, as this one did
            with act(type="list.discarded", by=by, obj=version.pk, now=NOW) as opened:
                version.state = version.State.DISCARDED
                opened.save(version)

    def held() -> list[Any]:
        version = lists.being_made(organ.pk, KIND.code)
        rows = lists.values_of(version)
        assert version is not None
        drafting.base_for(organ.pk, KIND.code)
        with act(type="list.discarded", by=by, obj=version.pk, now=NOW) as opened:
            version.state = version.State.DISCARDED
            opened.save(version)
        return rows

    return run, held


def main() -> int:
    parser = argparse.ArgumentParser(description="清单导入：真实的导入与不检查的读取写入同场比较")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    data = workbook(args.rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder / "home")
        side, held = act_side()
        side(data, folder / "equal")
        if held() != json.loads(json.dumps(checked(data))):
            print("写入的行不同", file=sys.stderr)
            return 1
        print(f"{args.rows:,} 行 × {len(KIND.columns)} 列：写入的行与逐行核对的结果相同")
        sides = {"limit": limit, "act": side}
        times: dict[str, list[tuple[float, float]]] = {one: [] for one in sides}
        for _ in range(args.rounds):
            for one in sides:
                times[one].append(timed(sides[one], data, folder / one))
    for place, measure in enumerate(("时钟", "处理器")):
        spent = {one: statistics.median(t[place] for t in rows) for one, rows in times.items()}
        print(
            f"{measure} 上限 {args.rows / spent['limit']:,.0f} 行/秒；真实导入 {args.rows / spent['act']:,.0f} 行/秒；"
            f"真实导入 ÷ 上限 {spent['limit'] / spent['act']:.2f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
