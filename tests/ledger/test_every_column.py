"""After any single changed column in any bound row of a played case, the audit names table, row and column."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.pure
@pytest.mark.clause("R2.4")
def test_a_change_of_any_one_column_is_named(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINGJING_", "DJANGO_"))}
    play = [
        sys.executable,
        "-m",
        "mingjing.config.cli",
        "demo",
        "play",
        "ordinary-penalty",
        "--home",
        str(tmp_path / "h"),
    ]
    databases.give(tmp_path / "h")
    subprocess.run(play, env=kept, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    owner = {
        "MINGJING_HOME": str(tmp_path / "h"),
        "MINGJING_DATABASE_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "mingjing.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    script = [sys.executable, str(Path(__file__).with_name("every_column.py")), "0"]
    done = subprocess.run(script, env=kept | owner, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["missed"] == []
    assert found["tables"] >= 25 and found["columns"] >= 300
