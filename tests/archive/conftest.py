"""The scene of publications has a closed case that waits for its archivist."""

from tests.disclosure.conftest import acted_template, scene

__all__ = ["acted_template", "scene"]
