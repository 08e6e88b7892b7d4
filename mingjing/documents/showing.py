"""What a reader sees of a text: runs of words, and blanks where units are withheld. Shared by screen and print.

A blank has a fixed length and adjacent withheld units share one, so that neither length nor number leaks. After a shown
surname the withheld rest of a name is written 某.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from mingjing.documents.blocks import Block
from mingjing.documents.cutting import Unit
from mingjing.law.kinds import UnitClass

Content = Sequence[Unit] | Sequence[Block]
MASK = "某"
BLANK = "（已隐去）"


@dataclass(frozen=True)
class Issue:
    """The issue part of a document, outside the reviewed units: who issued it, its number and date, seal, signatures.

    ``made_on`` (ISO) dates the file when ``date_text`` gives no date, as for drafts and internal forms. ``signed`` maps
    a signature's key to what is printed in its place. ``tag`` is printed small at the head: 草稿, 公开件. ``code`` is
    the party's key to its page and ``code_url`` that page: for the paper that is served, never for the public.
    """

    organ_name: str
    number: str = ""
    date_text: str = ""
    seal_note: str = ""
    qr_url: str = ""
    made_on: str = ""
    tag: str = ""
    code: str = ""
    code_url: str = ""
    signed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """Words of one kind, or a blank (``hidden``)."""

    text: str
    kind: str
    hidden: bool = False
    paths: tuple[str, ...] = ()
    klass: str = UnitClass.PUBLIC.value


@dataclass(frozen=True)
class Shown:
    """One block as shown."""

    role: str
    runs: tuple[Run, ...]

    @property
    def cells(self) -> tuple[tuple[Run, ...], ...]:
        """Cells of a table row: split at separators, or before and after each label."""
        found: list[list[Run]] = [[]]
        for run in self.runs:
            if run.kind == "sep":
                found.append([])
            elif run.kind == "label" and self.role.startswith(("row", "opinion")):
                label = Run(run.text.strip("　：") if not run.hidden else run.text, "label", run.hidden)
                found += [[label], []]
            else:
                found[-1].append(run)
        cells = found[1:] if not found[0] and self.role.startswith(("row", "opinion")) else found
        return tuple(tuple(cell) for cell in cells)


def shown(content: Content, audience: str = "office", classes: Mapping[str, str] | None = None) -> list[Shown]:
    """Blocks as a reader of this audience sees them.

    ``audience`` is ``office`` (everything) or ``public`` (only units whose class is public). ``classes`` overrides the
    proposed class by path, after relabelling. A unit whose value is None is withheld for everyone. Raises ValueError
    for a text that was not cut when the audience is public.
    """
    if audience not in ("office", "public"):
        raise ValueError(f"no such audience: {audience}")
    if audience == "public" and any(isinstance(block, Block) for block in content):
        raise ValueError("only units that were cut can be shown to the public: an uncut text hides nothing")
    return [Shown(role, tuple(_merged(runs))) for role, runs in _runs(content, audience == "public", classes or {})]


def _runs(content: Content, public: bool, classes: Mapping[str, str]) -> Iterator[tuple[str, list[Run]]]:
    for block in content:
        if isinstance(block, Block):
            yield block.role, [Run(piece.text, piece.kind, klass=piece.klass) for piece in block.pieces]
    cut = [unit for unit in content if isinstance(unit, Unit)]
    for _, group in groupby(cut, key=lambda unit: unit.path.split(".")[0]):
        units = list(group)
        runs = []
        for unit in units:
            klass = str(classes.get(unit.path, unit.klass))
            hidden = unit.value is None or (public and klass != UnitClass.PUBLIC)
            runs.append(Run("" if hidden else unit.value, unit.kind, hidden, (unit.path,), klass))
        yield units[0].role, runs


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    pending: list[Run] = []
    before: Run | None = None
    for run in runs:
        if run.hidden and run.kind == "given_name" and not pending and before is not None and before.kind == "surname":
            yield Run(MASK, "mask", False, run.paths, run.klass)
        elif run.hidden and run.kind not in ("sep", "label"):
            pending.append(run)
        else:
            yield from _blank(pending)
            pending = []
            yield Run(BLANK, run.kind, True, run.paths, run.klass) if run.hidden else run
        before = run if not run.hidden else None
    yield from _blank(pending)


def _blank(pending: list[Run]) -> Iterator[Run]:
    if pending:
        paths = tuple(path for run in pending for path in run.paths)
        yield Run(BLANK, "blank", True, paths, pending[0].klass)
