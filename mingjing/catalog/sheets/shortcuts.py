"""Whole columns at once: which cells are right as they stand, for the kinds of cells that hardly ever repeat.

``WHOLE`` takes a column that is right from top to bottom, ``SHORTCUTS`` the right ones among its distinct cells. Both
only say yes, and only where ``read_cell`` would say the same; every other cell goes to ``read_cell``, which knows the
sentence for what is wrong. Check digits of a whole column are computed in one go, as long integers with a lane
of 16 bits per cell.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from mingjing.law.cells import EARLIEST, LATEST, PHONE, Cell, Column
from mingjing.law.identifiers import PROVINCE, USCC_ALPHABET

Known = dict[Any, Any]
USCC = re.compile(f"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}")
ID_NUMBER = re.compile(f"(?:{PROVINCE.pattern})[0-9]{{4}}(?:18|19|20)[0-9]{{9}}[0-9X]")
CERTIFICATE = re.compile("[0-9]{8,14}")
USCC_VALUES = bytes(max(0, USCC_ALPHABET.find(chr(byte))) for byte in range(256))
ID_VALUES = bytes(10 if byte == ord("X") else max(0, byte - ord("0")) for byte in range(256))
USCC_WEIGHTS = tuple(3**place % 31 for place in range(17))
ID_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
LANE = 2  # bytes; a sum is at most 17 × 30 × 30


def sums(texts: Sequence[str], values: bytes, weights: Sequence[int]) -> Sequence[int]:
    """Weighted sum of the first symbols of each text, all texts of one length."""
    width, total = len(texts[0]), 0
    symbols = "".join(texts).encode("ascii").translate(values)
    for place, weight in enumerate(weights):
        lanes = bytearray(LANE * len(texts))
        lanes[::LANE] = symbols[place::width]
        total += int.from_bytes(lanes, "little") * weight
    found = array("H")
    found.frombytes(total.to_bytes(LANE * len(texts), "little"))
    if array("H", [1]).tobytes()[0] != 1:
        found.byteswap()
    return found


def _uscc(cells: Collection[Any]) -> Known:
    shaped = [cell for cell in cells if type(cell) is str and USCC.fullmatch(cell)]
    if not shaped:
        return {}
    right = [USCC_ALPHABET[-total % 31] for total in range(17 * 900 + 1)]
    checked = zip(shaped, sums(shaped, USCC_VALUES, USCC_WEIGHTS), strict=True)
    return {cell: cell for cell, total in checked if cell[17] == right[total]}


def _id_number(cells: Collection[Any]) -> Known:
    shaped = [cell for cell in cells if type(cell) is str and ID_NUMBER.fullmatch(cell)]
    if not shaped:
        return {}
    days = {day for day in {cell[6:14] for cell in shaped} if _is_day(day)}
    right = ["10X98765432"[total % 11] for total in range(17 * 90 + 1)]
    checked = zip(shaped, sums(shaped, ID_VALUES, ID_WEIGHTS), strict=True)
    return {cell: cell for cell, total in checked if cell[17] == right[total] and cell[6:14] in days}


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _whole_text(column: Column, cells: Sequence[Any]) -> Sequence[Any] | None:
    if type(cells[0]) is not str or not all(cells) or max(map(len, cells)) > column.most:
        return None
    text = "".join(cells)
    plain = text.isprintable() and "#" not in text and "E+" not in text and list(map(str.strip, cells)) == list(cells)
    return cells if plain else None


def _whole_money(column: Column, cells: Sequence[Any]) -> Sequence[Any] | None:
    if type(cells[0]) is not float or not 0 < sum(cells) < 10**13 or min(cells) <= 0:  # a sum with nan is nan
        return None
    cents = [int(cell * 100 + 0.5) for cell in cells]
    return cents if [cent / 100 for cent in cents] == list(cells) else None


def _matching(pattern: str) -> Callable[[Column, Sequence[Any]], Sequence[Any] | None]:
    lines = re.compile(f"(?:(?:{pattern})\\n)*+", re.ASCII)

    def whole(column: Column, cells: Sequence[Any]) -> Sequence[Any] | None:
        if type(cells[0]) is not str:
            return None
        text = "\n".join(cells) + "\n"
        one_each = text.count("\n") == len(cells)
        return cells if one_each and text.isascii() and lines.fullmatch(text) else None

    return whole


def _whole_uscc(column: Column, cells: Sequence[Any]) -> Sequence[Any] | None:
    if USCC_LINES(column, cells) is None:
        return None
    right = [USCC_ALPHABET[-total % 31] for total in range(17 * 900 + 1)]
    totals = sums(cells, USCC_VALUES, USCC_WEIGHTS)
    return cells if "".join(cells)[17::18] == "".join(map(right.__getitem__, totals)) else None


def _whole_id_number(column: Column, cells: Sequence[Any]) -> Sequence[Any] | None:
    if ID_LINES(column, cells) is None or not all(map(_is_day, {cell[6:14] for cell in cells})):
        return None
    right = ["10X98765432"[total % 11] for total in range(17 * 90 + 1)]
    totals = sums(cells, ID_VALUES, ID_WEIGHTS)
    return cells if "".join(cells)[17::18] == "".join(map(right.__getitem__, totals)) else None


def _certificate(cells: Collection[Any]) -> Known:
    return {cell: cell for cell in cells if type(cell) is str and CERTIFICATE.fullmatch(cell)}


def _phone(cells: Collection[Any]) -> Known:
    return {cell: cell for cell in cells if type(cell) is str and cell.isascii() and PHONE.fullmatch(cell)}


def _money(cells: Collection[Any]) -> Known:
    known = {}
    for cell in cells:
        if type(cell) is float and 0 < cell < 10**13:
            text = f"{cell:.2f}"
            if float(text) == cell:
                known[cell] = int(text[:-3] + text[-2:])
    return known


def _date(cells: Collection[Any]) -> Known:
    return {cell: cell.isoformat() for cell in cells if type(cell) is date and EARLIEST <= cell <= LATEST}


SHORTCUTS: dict[Cell, Callable[[Collection[Any]], Known]] = {
    Cell.USCC: _uscc,
    Cell.ID_NUMBER: _id_number,
    Cell.CERTIFICATE: _certificate,
    Cell.PHONE: _phone,
    Cell.MONEY: _money,
    Cell.DATE: _date,
}


Whole = Callable[[Column, Sequence[Any]], Sequence[Any] | None]
USCC_LINES, ID_LINES = _matching(USCC.pattern), _matching(ID_NUMBER.pattern)
WHOLE: dict[Cell, Whole] = {
    Cell.TEXT: _whole_text,
    Cell.LONG: _whole_text,
    Cell.USCC: _whole_uscc,
    Cell.ID_NUMBER: _whole_id_number,
    Cell.CERTIFICATE: _matching(CERTIFICATE.pattern),
    Cell.PHONE: _matching(PHONE.pattern),
    Cell.MONEY: _whole_money,
}
