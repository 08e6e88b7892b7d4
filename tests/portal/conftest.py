"""The scene of publications, and the public front over its store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings

from mingjing.portal.front import PublicFront
from tests.disclosure.acted import Scene
from tests.disclosure.conftest import acted_template, scene

__all__ = ["acted_template", "scene"]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def office(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Stands for Django: says that it was asked."""
    start("418 Office", [("X-Office", "1")])
    return [b"office"]


@dataclass
class Site:
    """The front, asked as a browser or a stranger would."""

    front: PublicFront

    def ask(
        self, path: str, method: str = "GET", *, raw: str | None = None, headers: Any = None, **query: str
    ) -> Answer:
        """One request. ``raw`` is PATH_INFO as the server gives it, instead of ``path``."""
        got: dict[str, Any] = {}

        def start(status: str, sent: list[tuple[str, str]]) -> None:
            assert len({name for name, _ in sent}) == len(sent), "a header twice"
            got.update(status=int(status.split()[0]), headers=dict(sent))

        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1") if raw is None else raw,
            "QUERY_STRING": urlencode(query, quote_via=quote),
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()},
        }
        body = b"".join(self.front(environ, start))
        return Answer(got["status"], got["headers"], body)


@pytest.fixture
def site(scene: Scene) -> Site:
    """The public site of the scene."""
    return Site(PublicFront(office, settings.HOME / "public.sqlite3"))
