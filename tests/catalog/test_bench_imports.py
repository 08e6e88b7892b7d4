"""The benchmark of imports at small size: all its sides store the same rows, and it says its ratios."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.pure
def test_the_benchmark_runs_and_its_sides_agree():
    command = [sys.executable, "bench/imports.py", "--rows", "300", "--rounds", "1", "--without-peer"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "300 行 × 30 列" in done.stdout and "各方写入的行相同" in done.stdout and "本系统 ÷ 上限" in done.stdout
