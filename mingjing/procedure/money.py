"""Sums in rows that people type: 分 from what stands in a cell."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

MOST = 10**14


def fen(cell: object) -> int:
    """分: a whole number is 分 already (a program's value), text is 元. Raises ValueError in Chinese."""
    if isinstance(cell, int):
        amount = Decimal(cell)
    else:
        try:
            amount = Decimal(str(cell or "").replace(",", "").removesuffix("元")) * 100
        except InvalidOperation:
            raise ValueError("金额填写数字，单位元，例：3000.50") from None
    if not amount.is_finite() or not 0 <= amount < MOST or amount != int(amount):
        raise ValueError("金额应是不小于零、最多两位小数的数")
    return int(amount)
