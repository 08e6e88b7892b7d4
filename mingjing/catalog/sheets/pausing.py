"""No search for reference cycles while a sheet of a million cells is made into rows: there are none, and looking for
them again and again costs a third of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Memory is still freed when nothing refers to it. Two at once are harmless: the search starts a bit early."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
