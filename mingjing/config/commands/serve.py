"""``mingjing serve``: what ``./start`` runs. Sets up what is missing, then serves web and worker."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from mingjing.config import home as runtime_home

HELP = "准备运行目录并启动网站与后台任务"
needs_django = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--setup", action="store_true", help="只准备（依赖、密钥、数据库、示例数据），不启动")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, help="监听端口（默认 8000）")
    parser.add_argument("--no-demo", action="store_true", help="首次启动不载入示例数据")
    parser.add_argument("--reset-demo", action="store_true", help="清空示例数据后重新载入（只对示例环境有效）")


def run(args: argparse.Namespace) -> int:
    """Exit codes: 0 stopped, 1 could not set up, 78 the database is not what this program made."""
    home = runtime_home.chosen()
    if args.reset_demo and not _reset(home):
        return 1
    first = not (home / "office.sqlite3").exists() and not os.environ.get("MINGJING_DATABASE_URL")
    runtime_home.prepare(home)
    if first and not args.no_demo:
        (home / "demo").touch()
    begun = time.monotonic()
    for step in _steps(home, first):
        code = subprocess.run([sys.executable, "-m", "mingjing.config.cli", *step], check=False).returncode
        if code:
            print(f"没有启动：“mingjing {' '.join(step)}” 返回 {code}。", file=sys.stderr)
            return code
    print(f"准备完成，用时 {time.monotonic() - begun:.1f} 秒。运行目录：{home}")
    if args.setup:
        return 0
    return _serve(args, home)


def _steps(home: Path, first: bool) -> list[list[str]]:
    steps = [["migrate"], ["static"]]
    if (home / "demo").exists() and not (home / "demo.loaded").exists():
        steps.append(["demo", "load"])
    if first or not (home / "public.sqlite3").exists():
        steps.append(["publish", "--rebuild"])
    return steps


def _reset(home: Path) -> bool:
    if home.exists() and not (home / "demo").exists():
        print(f"{home} 不是示例环境，不清空。", file=sys.stderr)
        return False
    if home.exists():
        for path in home.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return True


def _serve(args: argparse.Namespace, home: Path) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    worker = multiprocessing.get_context("spawn").Process(target=_worker, daemon=True)
    worker.start()
    site = f"http://{args.host}:{args.port}"
    os.environ.setdefault("MINGJING_HOSTS", ",".join(dict.fromkeys([args.host, "127.0.0.1", "localhost"])))
    print(f"\n公示平台  {site}/\n办公平台  {site}/office/")
    if (home / "demo").exists():
        accounts = home / "demo-accounts.txt"
        print("\n" + accounts.read_text("utf-8").split("\n\n")[0] + "\n" if accounts.exists() else "")
    print("按 Ctrl+C 停止。", flush=True)
    Granian(
        "mingjing.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=min(os.cpu_count() or 1, 4),
        blocking_threads=4,
        backpressure=64,
        log_enabled=False,
    ).serve()
    worker.terminate()
    return 0


def _worker() -> None:
    from mingjing.config.cli import main

    try:
        main(["worker"])
    except KeyboardInterrupt:
        sys.exit(0)
