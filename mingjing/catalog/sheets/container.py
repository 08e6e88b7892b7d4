"""What an uploaded file is, by its bytes. Decided before any parser sees it; macros, passwords and bombs end here."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from mingjing.catalog.sheets import refusing
from mingjing.catalog.sheets.refusing import MOST_BYTES, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, RATIO_FROM, Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_ENDINGS = {".xlsm", ".xltm", ".xlam", ".xla", ".xll"}
TEXT_ENDINGS = {".csv", ".txt", ".tsv"}


def wide(name: str) -> bytes:
    """A name as the directory of an OLE file spells it."""
    return name.encode("utf-16-le")


def kind_of(data: bytes, filename: str) -> str:
    """ "xlsx", "xls", "ods" or "csv". Raises Refused for everything else."""
    ending = PurePath(filename).suffix.lower()
    if not data:
        raise Refused(refusing.EMPTY)
    if len(data) > MOST_BYTES:
        size, most = len(data) / refusing.MEBIBYTE, MOST_BYTES // refusing.MEBIBYTE
        raise Refused(f"文件有 {size:.1f} MB，最多 {most} MB：请删去图片和多余的工作表，或者分成几个文件上传。")
    if ending in MACRO_ENDINGS:
        raise Refused(refusing.MACRO)
    if data.startswith(b"PK"):
        return _packed(data)
    if data.startswith(OLE):
        return _compound(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise Refused(refusing.WEB_PAGE)
    if ending not in TEXT_ENDINGS:
        raise Refused(refusing.NOT_A_SHEET)
    return "csv"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename.lower() for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(refusing.ENCRYPTED)
            if any("vbaproject" in n or "macrosheets/" in n or n.startswith(("basic/", "scripts/")) for n in names):
                raise Refused(refusing.MACRO)
            if "xl/workbook.bin" in names:
                raise Refused(refusing.BINARY)
            unpacked = sum(part.file_size for part in parts)
            swollen = unpacked > RATIO_FROM and unpacked > MOST_RATIO * len(data)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swollen:
                raise Refused(refusing.BOMB)
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names and b"opendocument.spreadsheet" in _head(package, "mimetype"):
                if b"encryption-data" in _head(package, "META-INF/manifest.xml"):
                    raise Refused(refusing.ENCRYPTED)
                return "ods"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as wrong:
        if isinstance(wrong, Refused):
            raise
        raise Refused(refusing.BROKEN) from wrong
    raise Refused(refusing.NOT_A_SHEET)


def _head(package: zipfile.ZipFile, name: str) -> bytes:
    if name not in package.namelist():
        return b""
    with package.open(name) as part:
        return part.read(refusing.MEBIBYTE)


def _compound(data: bytes) -> str:
    if wide("EncryptedPackage") in data:
        raise Refused(refusing.ENCRYPTED)
    if wide("_VBA_PROJECT") in data:
        raise Refused(refusing.MACRO)
    if wide("Workbook") not in data and wide("Book\0") not in data:
        raise Refused(refusing.NOT_A_SHEET)
    return "xls"
