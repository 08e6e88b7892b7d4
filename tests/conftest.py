"""Real databases, real files. One fixture owns the database of a worker; each test rolls back or gets a fresh copy."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

# How fast examples are made says something of the machine and nothing of the product.
settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")


class ByStory(LoadScopeScheduling):
    """Tests that share played stories go to one worker, which plays them once; all others go file by file."""

    TOLD_ONCE = ("appraisal", "disclosure", "portal", "statistics")

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder, _, name = file.rpartition("/")
        if folder.endswith("/procedure"):  # test_levy, test_levy_goods …: each act stands on a ground of its own
            return f"{folder}/{name.removesuffix('.py').split('_')[1]}"
        return folder if folder.endswith(self.TOLD_ONCE) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByStory:
    config.option.loadscopereorder = False  # by number of tests the few long walks would come last
    return ByStory(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the loops at their full size")


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """True when loops should run at full size (``--long``)."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> None:
    """Migrate once per worker, as the owner; tests then run as the application's role."""
    from tests import databases

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.prepare()


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """A fresh runtime home with its folders and secrets."""
    from mingjing.config import home as runtime_home

    path = tmp_path / "home"
    runtime_home.prepare(path)
    settings.HOME = path  # type: ignore[attr-defined]
    return path


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, 09:30 Beijing time."""
    return datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
