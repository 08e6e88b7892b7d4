"""The command line as people and machines call it: a process of its own, its exit code, its last line."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mingjing.config import documenting
from mingjing.config.commands.demo import STORIES
from tests import databases

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.pure


def mingjing(*args: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINGJING_", "DJANGO_"))}
    env = {**kept, **({"MINGJING_HOME": str(home)} if home else {})}
    command = [sys.executable, "-m", "mingjing.config.cli", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, check=False)


def last_line(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.law("行政处罚法85")
def test_deadline_over_the_spring_festival() -> None:
    found = last_line(mingjing("deadline", "--from", "2026-02-13", "--amount", "7", "--unit", "working_day", "--json"))
    assert (found["due"], found["provisional"]) == ("2026-03-02", False)
    assert any("春节" in line for line in found["explanation"])


def test_deadline_keeps_nominal_and_rolled_apart() -> None:
    found = last_line(mingjing("deadline", "--from", "2026-09-26", "--amount", "5", "--unit", "calendar_day", "--json"))
    assert (found["nominal"], found["rolled"], found["due"]) == ("2026-10-01", "2026-10-08", "2026-10-08")


def test_deadline_of_a_rule_into_a_year_not_yet_arranged() -> None:
    found = last_line(mingjing("deadline", "--rule", "publish.penalty", "--from", "2026-12-25", "--json"))
    assert found["provisional"] is True and "三政办〔2019〕16号" in found["basis"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--from", "2026-02-30", "--amount", "1", "--unit", "year"), "不是日期"),
        (("--from", "2026-02-13", "--amount", "7", "--unit", "week"), "没有单位"),
        (("--from", "2026-02-13", "--rule", "no.such"), "没有期限规则"),
        (("--from", "2026-02-13"), "同时写"),
        (("--from", "2026-02-13", "--amount", "-1", "--unit", "year"), "不能为负数"),
        (("--from", "2026-02-13", "--amount", "9999", "--unit", "year"), "超出"),
    ],
)
def test_deadline_says_what_is_wrong(args: tuple[str, ...], words: str) -> None:
    done = mingjing("deadline", *args)
    assert done.returncode == 2 and words in done.stderr, done.stderr


def test_redact_in_characters(tmp_path: Path) -> None:
    text = "当事人张某甲，身份证号411202199003070015，电话13903980088。"
    (tmp_path / "文书.txt").write_text(text, encoding="utf-8")
    found = last_line(mingjing("redact", str(tmp_path / "文书.txt"), "--json", "--party", "张某甲"))
    kinds = {f["kind"]: text[f["start"] : f["end"]] for f in found}
    assert kinds["name"] == "张某甲" and kinds["phone"] == "13903980088"
    assert all(text[f["start"] : f["end"]] == f["text"] and f["reason"] for f in found)


@pytest.mark.clause("R0.1", "D3.2", "L0.1")
def test_a_case_is_played_in_a_home_of_its_own_and_verified_by_a_stranger(tmp_path: Path) -> None:
    done = mingjing("demo", "play", "ordinary-penalty", "--json", "--home", str(tmp_path / "play"))
    result = last_line(done)
    told = [line for line in done.stdout.splitlines() if "第 " in line]
    assert result["steps"] == len(told) > 20
    assert result["page"].startswith("/decisions/")
    checked = [sys.executable, str(ROOT / "verify_decision.py"), result["bundle"], result["trust"]]
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 0
    audited = mingjing("log", "audit", "--json", home=tmp_path / "play")
    assert last_line(audited)["differences"] == []
    again = mingjing("demo", "play", "ordinary-penalty", "--home", str(tmp_path / "play"))
    assert again.returncode == 2 and "不是空目录" in again.stderr


@pytest.mark.clause("R0.1", "D2.2", "D3.4")
@pytest.mark.parametrize("story", sorted(set(STORIES) - {"ordinary-penalty"}))
def test_every_story_ends_with_a_bundle_that_verifies_and_a_page_where_it_is_published(
    story: str, tmp_path: Path
) -> None:
    databases.give(tmp_path / "play")
    result = last_line(mingjing("demo", "play", story, "--json", "--home", str(tmp_path / "play")))
    assert set(result) == {"steps", "page", "bundle", "trust"} and result["steps"] > 10
    command = [sys.executable, "-I", str(ROOT / "verify_decision.py"), result["bundle"], result["trust"]]
    checked = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with closing(sqlite3.connect(tmp_path / "play" / "public.sqlite3")) as store:
        shown = {path for (path,) in store.execute("SELECT path FROM page WHERE path LIKE '/decisions/%'")}
    if story == "licence-refused":  # 行政许可法40 publishes what is granted
        assert (result["page"], shown) == ("", set()) and "当事人所持的全文" in checked.stdout
    else:
        assert result["page"] in shown


def test_every_story_can_be_asked_for_and_is_named_in_both_readmes() -> None:
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text("utf-8")
        assert [story for story in STORIES if story not in text] == [], name
    told = mingjing("demo", "play", "no-such-story")
    assert told.returncode == 2 and all(story in told.stderr for story in STORIES)


def test_unknown_commands_are_answered() -> None:
    done = mingjing("frobnicate")
    assert done.returncode == 2 and "没有命令" in done.stderr
    assert "deadline" in mingjing().stdout


def test_generated_documents_follow_the_code() -> None:
    for name, text in documenting.texts().items():
        assert (documenting.DOCS / name).read_text("utf-8") == text, f"docs/{name}：请运行 mingjing docs"
