"""A real site for browser tests: its own home, its own process, founded with two organs and no case."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
FOUND = """
import django; django.setup()
from datetime import timedelta
from mingjing.config import clock
from mingjing.config.demo import founding
from mingjing.disclosure import pages
from mingjing.ledger import sealing
from mingjing.statistics import showing
now = clock.now()
founding.found(now - timedelta(days=30), frozenset({"sthj", "cg", "scjg", "sj"}))
sealing.seal("anjuan", now)
pages.rebuild(now)
showing.catch_up(now)
"""


@dataclass
class Site:
    """Address, home and process of a running site."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]


def start(home: Path, found: str = FOUND) -> Site:
    """Set up a home, found the organs (or what ``found`` does), serve it. Raises RuntimeError after 30 seconds."""
    from mingjing.config import home as runtime_home

    runtime_home.prepare(home)
    databases.give(home)
    (home / "demo").touch()
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MINGJING_")}
    env = {**kept, "MINGJING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mingjing.config.settings"}
    for step in ("migrate", "static"):
        subprocess.run([sys.executable, "-m", "mingjing.config.cli", step], env=env, cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-c", found], env=env, cwd=ROOT, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "2", "--no-log"]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *serve, "mingjing.config.wsgi:application"], env=env, cwd=ROOT
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return Site(url, home, process)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the site did not start")
