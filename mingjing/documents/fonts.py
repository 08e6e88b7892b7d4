"""Which fonts the pages are set in. The deployment's own come first, then Debian's Noto CJK, then macOS.

Official documents ask for 仿宋, 小标宋 and 黑体 (GB/T 9704); where they are missing an open serif and sans stand in.
Names need rare characters, so a cut-down GB2312 font is never bundled; a character no font has stops the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

SYSTEM = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/source-han-serif",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "STSong")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Heiti SC")
BODY = ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02S", *SERIF)
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", *SERIF)
HEADING = ("SimHei", "STHeiti", *SANS)


class FontsMissing(RuntimeError):
    """No Chinese font was found; the message says what to install or where to put one."""


@dataclass(frozen=True)
class Fonts:
    """Loaded fonts and the families to use, best first; the serif last so that rare characters are found."""

    loaded: typst.Fonts
    body: tuple[str, ...]
    title: tuple[str, ...]
    heading: tuple[str, ...]


def available() -> Fonts:
    """The fonts of this deployment (``HOME/fonts`` first). Raises FontsMissing when none can write Chinese."""
    own = settings.HOME / "fonts"
    return _load(tuple(str(p) for p in (own, *map(Path, SYSTEM)) if p.is_dir() and any(p.iterdir())), str(own))


@lru_cache(maxsize=4)
def _load(directories: tuple[str, ...], own: str) -> Fonts:
    loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(directories))
    families = set(loaded.families())
    body, title, heading = (_present(wanted, families) for wanted in (BODY, TITLE, HEADING))
    if not body:
        raise FontsMissing(
            f"未找到中文字体，不能生成版式文件：请安装 fonts-noto-cjk，或者把仿宋、宋体字体文件放入 {own}。"
        )
    serif = _present(SERIF, families)
    return Fonts(loaded, (*body, *heading), (*title, *body), (*heading, *serif) or body)


def _present(wanted: Iterable[str], families: set[str]) -> tuple[str, ...]:
    return tuple(family for family in wanted if family in families)
