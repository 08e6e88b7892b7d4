"""The settings of a test process: its engine and a scratch home of its own, chosen before the real settings load.

pytest-django loads settings before any conftest, and a worker of xdist inherits the environment of the process that
started it; so each process sets its own here. Programs that tests start use the real settings with this environment.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

ENGINE = os.environ.get("MINGJING_TEST_ENGINE", "sqlite")
_scratch = tempfile.mkdtemp(prefix="mingjing-test-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ["MINGJING_HOME"] = _scratch
os.environ.setdefault("MINGJING_TEST_TEMPLATE", f"{_scratch}/template")  # workers inherit their starter's: made once
if ENGINE == "postgres":
    from tests import cluster

    os.environ["MINGJING_DATABASE_URL"] = cluster.app_url()
else:
    os.environ.pop("MINGJING_DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "mingjing.config.settings"

from mingjing.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]
