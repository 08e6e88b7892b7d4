"""Text tables (CSV): which encoding, which separator, and quotes that do not close."""

from __future__ import annotations

import csv
import io

from mingjing.catalog.sheets import refusing
from mingjing.catalog.sheets.refusing import HEADER_WITHIN, Refused

SEPARATORS = (",", "\t", ";", "，")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet may take for a formula
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, GBK (GB 18030) or marked UTF-16. Raises Refused when it is none of them."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("认不出文字编码，不是 UTF-8 也不是 GBK：请用 Excel 或者 WPS 另存为 .xlsx，或者“CSV UTF-8”后上传。")


def rows(data: bytes) -> list[list[str]]:
    """All rows of the file; the apostrophe that our own files put before a would-be formula is taken off again."""
    text = decoded(data)
    usual = csv.field_size_limit(refusing.MOST_BYTES)  # of the whole process: put back for whoever else reads CSV
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    found: list[list[str]] = []
    try:
        for row in reader:
            found.append([c[1:] if c[:1] == "'" and c[1:].startswith(DANGEROUS) else c for c in row])
    except csv.Error as wrong:
        message = (
            f"第 {len(found) + 1} 行的英文引号不成对，后面的内容分不清：请改正这一行的引号，或者另存为 .xlsx 后上传。"
        )
        raise Refused(message) from wrong
    finally:
        csv.field_size_limit(usual)
    return found


def _separator(text: str) -> str:
    head = "\n".join(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN])
    return max(SEPARATORS, key=head.count)
