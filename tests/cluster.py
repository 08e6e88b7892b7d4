"""A throw-away PostgreSQL: started once by ``./test`` or here, owner and application roles kept apart.

``MINGJING_TEST_PG`` names a running cluster's socket directory and port as ``/dir:port``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(p) for p in [shutil.which("initdb")] if p]
    if not found:
        raise RuntimeError(
            "没有找到 PostgreSQL 服务端。Debian：apt-get install postgresql；macOS：brew install postgresql"
        )
    return found[-1].parent


def start(folder: Path) -> tuple[str, int]:
    """Start a cluster in ``folder`` (durability off, it is thrown away). Returns (socket folder, port)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    binaries, run = _binaries(), []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = next(u for u in ("postgres", "nobody") if _exists(u))
        shutil.chown(folder, user)
        run = ["runuser", "-u", user, "--"]
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [*run, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"], **quiet
    )
    fast = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off"
    options = f"-p {port} -k {folder} -c listen_addresses='' -c max_connections=200 {fast}"
    subprocess.run([*run, binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], **quiet)
    return str(folder), port


def stop(folder: Path) -> None:
    """Stop the cluster of ``folder`` at once."""
    run = ["runuser", "-u", (folder / "data").owner(), "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*run, _binaries() / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
        check=False,
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@cache
def place() -> tuple[str, int]:
    """Socket folder and port of the cluster these tests use."""
    named = os.environ.get("MINGJING_TEST_PG")
    if named:
        folder, port = named.rsplit(":", 1)
        return folder, int(port)
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="mj-pg-"))
    folder.chmod(0o755)
    found = start(folder)
    os.environ["MINGJING_TEST_PG"] = f"{found[0]}:{found[1]}"
    atexit.register(stop, folder)
    return found


def database_name() -> str:
    """One database per test worker."""
    return "mj_" + os.environ.get("PYTEST_XDIST_WORKER", "main") + f"_{os.getpid()}"


def _url(user: str, name: str) -> str:
    folder, port = place()
    return f"postgres://{user}@{folder.replace('/', '%2F')}:{port}/{name}"


def app_url(name: str | None = None) -> str:
    """The application's role: may not alter the ledger, may not DDL."""
    return _url("mj_app", name or database_name())


def owner_url(name: str | None = None) -> str:
    """The owner's role: migrates, owns tables."""
    return _url("mj_owner", name or database_name())


def psql(sql: str, *, user: str = "postgres", database: str = "postgres") -> None:
    """Run SQL as the given role."""
    import psycopg

    folder, port = place()
    with psycopg.connect(host=folder, port=port, user=user, dbname=database, autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[arg-type]
