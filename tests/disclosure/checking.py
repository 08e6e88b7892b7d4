"""A real bundle with its trust file, and the offline script: as fixtures."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingjing.disclosure import bundle as proof
from mingjing.ledger import sealing
from tests.disclosure.acted import Scene

SCRIPT = Path(__file__).resolve().parents[2] / "verify_decision.py"
SHAPELESS = (KeyError, TypeError, AttributeError, ValueError, RecursionError)  # what ``main`` answers with exit code 1


def refusal(verifier: Any, bundle: bytes, trust: bytes) -> str:
    """Why the script refuses these files; "" when they hold, "not a bundle" when it stumbles over their shape."""
    try:
        verifier.check(bundle, trust)
    except verifier.Refused as why:
        return str(why)
    except SHAPELESS:
        return "not a bundle"
    return ""


@pytest.fixture
def files(scene: Scene) -> tuple[bytes, bytes]:
    """Bundle and trust file of a published decision of a natural person: with withheld units of several kinds."""
    _, out = scene.published("person")
    trust = proof.trust(anjuan=sealing.vkey("anjuan"), gongshi=sealing.vkey("gongshi"))
    return scene.data(f"/decisions/{out.page}.bundle.json"), trust


@pytest.fixture(scope="module")
def verifier() -> Any:
    """The script as a module: the same functions, without a process for every byte."""
    spec = importlib.util.spec_from_file_location("verify_decision", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def code(verifier: Any, tmp_path: Path) -> Callable[[bytes, bytes], int]:
    """Exit code for two files, by the script's own ``main``."""

    def run(bundle: bytes, trust: bytes) -> int:
        paths = [tmp_path / "bundle.json", tmp_path / "trust.json"]
        paths[0].write_bytes(bundle)
        paths[1].write_bytes(trust)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return int(verifier.main([str(p) for p in paths]))

    return run
