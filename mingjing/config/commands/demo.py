"""``mingjing demo``: load the demonstration data, or play one story step by step in a home of its own."""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

HELP = "示例：载入示例数据（load），或者逐步演示一条主线（play ordinary-penalty 等）"
needs_django = True
# Names of ``config.demo.stories.STORIES``, which cannot be imported before Django is set up.
STORIES = (
    "ordinary-penalty", "summary-penalty", "seizure", "forced-demolition", "inspection-random", "inspection-to-penalty",
    "fee-levy", "requisition", "licence", "licence-refused", "annulled-and-redone",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="load|play")
    load = commands.add_parser("load", help="把示例数据载入本运行目录（只对空的示例环境）")
    load.add_argument("--small", action="store_true", help="只载入少量案件")
    load.add_argument("--many", action="store_true", help="载入更多检查、许可等事项（要几分钟）")
    play = commands.add_parser("play", help="在独立目录中从线索演示到归档，不触碰正式账本")
    play.add_argument("story", choices=STORIES, metavar="主线", help="演示的主线：" + "、".join(STORIES))
    play.add_argument("--home", metavar="目录", help="演示用的目录，须为空，或者只有刚建好的数据库（默认临时目录）")
    play.add_argument("--json", action="store_true", help="最后一行输出 JSON")


def prepare(args: argparse.Namespace) -> None:
    """A play runs in a scratch home of its own; the live home is not touched."""
    if args.command != "play":
        return
    home = Path(args.home).resolve() if args.home else Path(tempfile.mkdtemp(prefix="mingjing-play-"))
    if home.exists() and any(path.name != "office.sqlite3" or _in_use(path) for path in home.iterdir()):
        sys.stderr.write(f"{home} 不是空目录，请换一个目录，或者去掉 --home 使用临时目录。\n")
        raise SystemExit(2)
    os.environ["MINGJING_HOME"] = str(home)
    os.environ.pop("MINGJING_DATABASE_URL", None)
    from mingjing.config import home as runtime_home

    runtime_home.prepare(home)
    (home / "demo").touch()
    for step in ("migrate", "static"):
        made = subprocess.run([sys.executable, "-m", "mingjing.config.cli", step], check=False)
        if made.returncode:
            raise SystemExit(made.returncode)


def _in_use(database: Path) -> bool:
    """True unless the file is what ``mingjing migrate`` leaves: nobody registered in it yet."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as raw:
        try:
            return bool(raw.execute("SELECT EXISTS (SELECT 1 FROM organs_organ)").fetchone()[0])
        except sqlite3.DatabaseError:
            return True


def run(args: argparse.Namespace) -> int:
    from mingjing.config import clock

    if args.command == "load":
        return _load(args, clock.now())
    from mingjing.config.demo.playing import play

    def tell(number: int, label: str, seq: int) -> None:
        print(f"{number:>3}  {label}　第 {seq} 条", flush=True)

    result = play(args.story, clock.now(), tell)
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(f"\n公示页面 {result['page']}\n证明文件 {result['bundle']}\n信任文件 {result['trust']}")
        print(f"核验：python3 verify_decision.py {result['bundle']} {result['trust']}")
    return 0


def _load(args: argparse.Namespace, now: datetime) -> int:
    from django.conf import settings

    from mingjing.config.demo import loading

    if not settings.DEMO:
        sys.stderr.write("这不是示例环境，不载入示例数据。示例环境由 ./start 在首次启动时建立。\n")
        return 1
    print("正在载入示例数据……", flush=True)
    return loading.load(now, small=args.small, many=args.many)
