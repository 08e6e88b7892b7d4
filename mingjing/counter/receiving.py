"""Files that people outside hand in: kept in the store before anything else is written, refused in plain words."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO, cast

from django.http import HttpRequest

from mingjing.vault import actions as vault
from mingjing.vault import purposes
from mingjing.vault.sniffing import Refused

ATTACHMENT = purposes.PURPOSES["attachment"]
MEGABYTE = 1024**2


def received(request: HttpRequest, field: str, errors: dict[str, str], *, now: datetime, most: int) -> list[str]:
    """Hashes of the files of one field. What cannot be taken is said in ``errors`` under the field's name."""
    hashes: list[str] = []
    files = request.FILES.getlist(field)
    if len(files) > most:
        errors[field] = f"一次最多 {most} 个文件，现在选了 {len(files)} 个"
        return []
    for file in files:
        if (file.size or 0) > ATTACHMENT.limit:
            errors[field] = f"{file.name} 太大，每个文件不超过 {ATTACHMENT.limit // MEGABYTE} MB"
            return []
        try:
            blob = vault.keep(cast("BinaryIO", file), now=now)
        except Refused as refusal:
            errors[field] = f"{file.name}：{refusal}"
            return []
        if blob.media_type not in ATTACHMENT.types:
            errors[field] = f"{file.name} 不是可以接收的文件，请上传 {ATTACHMENT.allowed}"
            return []
        hashes.append(str(blob.pk))
    return hashes


def one(request: HttpRequest, field: str, errors: dict[str, str], *, now: datetime) -> str:
    """The hash of the one file of a field; "" when there is none, or it could not be taken."""
    return next(iter(received(request, field, errors, now=now, most=1)), "")
