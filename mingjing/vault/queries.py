"""Reads. The vault knows hashes and plain owner ids; who may see what a file proves is decided above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.vault import store
from mingjing.vault.models import Blob, Scrub, Upload
from mingjing.vault.store import Missing

SHA256 = re.compile(r"[0-9a-f]{64}")


def blob(sha256: str) -> Blob:
    """The row of a kept file. Raises Missing."""
    found = Blob.objects.filter(pk=sha256).first()
    if found is None:
        raise Missing("没有这个文件，请重新上传")
    return found


def upload(owner: str, upload_id: str) -> Upload:
    """One upload of this person; another's is as good as none. Raises Missing."""
    found = Upload.objects.filter(pk=upload_id, owner=owner).first()
    if found is None:
        raise Missing("没有这次上传，请重新选择文件")
    return found


def uploads(owner: str) -> list[Upload]:
    """Unfinished uploads of this person, newest first."""
    return list(Upload.objects.filter(owner=owner, state=Upload.State.RECEIVING).order_by("-created_at"))


def received(owner: str, upload_id: str, purpose: str) -> Blob:
    """What this person uploaded for this purpose: how a form turns its hidden field into a file.

    Raises Missing while it is not complete, or when it is another's or for something else.
    """
    found = upload(owner, upload_id)
    if found.blob is None or found.purpose != purpose:
        raise Missing(found.problem or "文件还没有传完，请等它传完再提交")
    return found.blob


def pieces(sha256: str, first: int, last: int) -> Iterator[bytes]:
    """Bytes ``first`` to ``last``, both included, in pieces. Raises Missing."""
    return store.read_range(sha256, first, last - first + 1)


def last_scrub() -> Scrub | None:
    """The latest round through the vault, for the status page."""
    return Scrub.objects.order_by("-at", "-pk").first()


def strays() -> list[str]:
    """Kept files that no row names: a process was killed between keeping and recording. Harmless, never removed."""
    known = set(Blob.objects.values_list("pk", flat=True))
    return [name for name in store.vault().names() if name not in known]
