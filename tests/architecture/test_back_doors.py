"""Ways around the layers that import-linter cannot see, and promises about the text of the program itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models

pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mingjing"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MOST_LINES = 300
LONGER: dict[str, str] = {
    "cases/migrations/0001_initial.py": "a migration is one unit of change, and its operations stand in order",
    "law/penalty.py": "one table in the order of the statute: a reader checks it from the first step to the last",
    "procedure/migrations/0001_initial.py": "a migration is one unit of change, and its operations stand in order",
    "ui/static/mj/mingjing.css": "the copy of the design's style sheet, compared with it as a whole and never edited",
}


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_import_linter_keeps_every_contract() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout
    assert re.search(r"[4-9] kept, 0 broken", done.stdout), done.stdout


def layers() -> dict[str, int]:
    """App → height, from the contract that import-linter enforces; apps on one line have one height."""
    (contract,) = [c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    found = {}
    for height, line in enumerate(reversed(contract["layers"])):
        for name in line.split("|"):
            found[name.strip(" ()")] = height
    return found


def links() -> list[models.Field]:
    """Every foreign key, one-to-one and many-to-many of this project's models."""
    mine = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("mingjing.")]
    return [f for m in mine for f in (*m._meta.local_fields, *m._meta.local_many_to_many) if f.is_relation]


def back_door(field: Any) -> str:
    """What is wrong with a link, or nothing."""
    model, target = field.model, field.related_model
    here, there = model.__module__.split("."), target.__module__.split(".")
    if here[:2] == there[:2]:
        return ""
    if there[0] != "mingjing":
        return f"{field} points out of the project, to {target._meta.label}"
    # Apps of one height are independent, so the arrow must really point down.
    if layers()[here[1]] <= layers()[there[1]]:
        return f"{field} points up or sideways, to {target._meta.label}"
    if not (field.remote_field.related_name or "").endswith("+"):
        return f"{field} opens {target._meta.label} a way back up; give related_name='+'"
    return ""


def test_every_link_between_tables_points_down_and_opens_no_way_back() -> None:
    found = links()
    assert len(found) > 100
    assert [fault for f in found if (fault := back_door(f))] == []


@pytest.mark.parametrize(
    ("app", "to", "name", "fault"),
    [
        ("cases", "organs.Organ", "+", ""),
        ("cases", "cases.Case", None, ""),
        ("cases", "organs.Organ", None, "a way back up"),
        ("cases", "organs.Organ", "cases", "a way back up"),
        ("organs", "cases.Case", "+", "up or sideways"),
        ("evidence", "documents.Document", "+", "up or sideways"),
        ("cases", "contenttypes.ContentType", "+", "out of the project"),
    ],
)
def test_a_back_door_is_seen(app: str, to: str, name: str | None, fault: str) -> None:
    model, remote = SimpleNamespace(__module__=f"mingjing.{app}.models"), SimpleNamespace(related_name=name)
    found = back_door(SimpleNamespace(model=model, related_model=apps.get_model(to), remote_field=remote))
    assert (fault in found) if fault else (found == "")


def signals(tree: ast.AST) -> Iterator[str]:
    """Names of Django's signals that a module imports: effects that nobody reads at the place of the change."""
    for node in ast.walk(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        within = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for name in names:
            path = f"{within}.{name}".strip(".").split(".")
            if path[:2] == ["django", "dispatch"] or "signals" in path:
                yield ".".join(path)


def test_no_module_listens_to_or_sends_a_signal() -> None:
    found = {str(p.relative_to(ROOT)): list(signals(ast.parse(p.read_bytes()))) for p in python_files()}
    assert len(found) > 200
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from django.dispatch import receiver",
        "import django.dispatch",
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "def f():\n    from django.contrib.auth.signals import user_logged_in",
    ],
)
def test_a_signal_is_seen(line: str) -> None:
    assert list(signals(ast.parse(line)))


class Markup(HTMLParser):
    """Collects what a strict content security policy refuses to run."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name in {"style", "srcdoc"} or re.fullmatch(r"on[a-z]+", name):
                self.faults.append(f"{name}=")
            elif re.match(r"\s*javascript:", value or "", re.I):
                self.faults.append(f"{name}=javascript:")


def inline(text: str) -> list[str]:
    """Inline styles and scripts of a page or a template (tags and variables of the template count as nothing)."""
    parser = Markup()
    parser.feed(re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.S))
    parser.close()
    return parser.faults


def test_no_template_has_inline_styles_or_scripts() -> None:
    pages = sorted(PACKAGE.rglob("*.html"))
    assert len(pages) > 20
    found = {str(p.relative_to(ROOT)): inline(p.read_text(encoding="utf-8")) for p in pages}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_no_markup_written_in_python_has_inline_styles_or_scripts() -> None:
    found = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search("<[a-z]", node.value):
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = inline(node.value)
    assert len(found) > 20
    assert {place: faults for place, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<STYLE>p{}</STYLE>",
        "<script>alert(1)</script>",
        '<script type="module">import "x"</script>',
        '<a href="{% url "x" %}" onclick="f()">',
        "<body{% if a %} onload=f(){% endif %}>",
        '<a href=" javascript:f()">',
        '<iframe srcdoc="x">',
    ],
)
def test_what_a_strict_policy_refuses_is_seen(text: str) -> None:
    assert inline(text)


def test_what_a_strict_policy_allows_is_left_alone() -> None:
    assert (
        inline('<script src="{% static "mj/app.js" %}" defer></script><i class="style on" data-on="1">on x="1"</i>')
        == []
    )


def test_no_file_is_longer_than_a_reader_holds_in_mind_unless_a_reason_is_written() -> None:
    kinds = {".py", ".html", ".css", ".js", ".sql", ".typ"}
    lengths = {
        str(p.relative_to(PACKAGE)): len(p.read_text(encoding="utf-8").splitlines())
        for p in PACKAGE.rglob("*")
        if p.suffix in kinds
    }
    assert {p: n for p, n in lengths.items() if n > MOST_LINES and p not in LONGER} == {}
    assert [p for p in LONGER if lengths.get(p, 0) <= MOST_LINES] == []  # a reason no longer needed goes


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda p: p.name)
def test_a_lock_pins_every_package_by_hash_and_names_no_host(lock: Path) -> None:
    text = re.sub(r"(^|\s)#.*", "", lock.read_text(encoding="utf-8")).replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line.strip()]
    # The data package is one pin: a whole library of dependencies would otherwise come with one file.
    assert len(pins) >= (1 if lock.name == "requirements-data.lock" else 20)
    assert [
        p for p in pins if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==\S+( ;.*?)?(\s+--hash=sha256:\w{64})+\s*", p)
    ] == []
    assert "://" not in text


def test_no_file_holds_a_half_merged_place() -> None:
    ends = {".py", ".html", ".css", ".js", ".sql", ".typ", ".md", ".toml", ".csv"}
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    files = [p for part in (PACKAGE, ROOT / "tests", ROOT / "docs") for p in part.rglob("*") if p.suffix in ends]
    held = {
        str(p.relative_to(ROOT)): n
        for p in files
        for n, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(marks)
    }
    assert held == {}
