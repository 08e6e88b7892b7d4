"""Writes: keep what the server made, receive uploads, go through the vault, tidy up what came to nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Sum

from mingjing.vault import disk, partials, queries, store
from mingjing.vault.chunks import Stored
from mingjing.vault.models import Blob, Scrub, Upload
from mingjing.vault.partials import Broken, Partial
from mingjing.vault.purposes import PURPOSES
from mingjing.vault.sniffing import HEAD, Refused, screen, sniff
from mingjing.vault.tus import Checksum

LIFE = timedelta(days=7)  # an upload that nobody continues
OPEN_UPLOADS = 100  # per person
_PIECE = 1024 * 1024
_PROMISE_EVERY = 32 * 1024 * 1024  # a client that sends all in one request loses at most this much


class TooLarge(ValueError):
    """More bytes than the purpose allows, or than were announced."""


class TooMany(RuntimeError):
    """This person has too many unfinished uploads."""


class WrongOffset(RuntimeError):
    """The piece does not begin where the last one ended."""

    def __init__(self, received: int) -> None:
        super().__init__(f"这一段的起点不对，已收到 {received} 字节，请从这里继续")
        self.received = received


class WrongChecksum(ValueError):
    """The piece arrived altered; nothing of it was kept."""


class Cut(RuntimeError):
    """The connection broke inside a piece. What was received is kept."""


class Ended(RuntimeError):
    """The upload was refused or has expired."""


def keep(source: store.Source, *, now: datetime, media_type: str = "") -> Blob:
    """Keep bytes that the server itself made (a rendered document, a volume). The same bytes give the same row.

    ``media_type`` is sniffed unless given. Raises NoRoom, Damaged, Refused.
    """
    vault = store.vault()
    stored = vault.put(source)
    if not media_type:
        with vault.open(stored.sha256) as file:
            media_type = sniff(file.read(HEAD))
    return _row(stored, media_type, now)


def begin(*, owner: str, purpose: str, size: int, name: str = "", expected: str = "", now: datetime) -> Upload:
    """Announce an upload of ``size`` bytes. ``expected`` is the SHA-256 the dock noted, if any.

    Raises TooLarge, TooMany, NoRoom, ValueError (unknown purpose, empty file, a hash that is none).
    """
    allowed = PURPOSES.get(purpose)
    if allowed is None:
        raise ValueError("没有这种上传用途")
    if size <= 0:
        raise Refused("文件是空的，请重新选择")
    if size > allowed.limit:
        raise TooLarge(f"{allowed.label}最大 {_amount(allowed.limit)}，这个文件有 {_amount(size)}。请分段导出后上传")
    if expected and not queries.SHA256.fullmatch(expected):
        raise ValueError("采集站登记的摘要应为 64 位小写十六进制数")
    going = Upload.objects.filter(state=Upload.State.RECEIVING, expires_at__gt=now)
    if going.filter(owner=owner).count() >= OPEN_UPLOADS:
        raise TooMany(f"未传完的文件已有 {OPEN_UPLOADS} 个，请先传完或者等它们过期")
    folder = _folder()
    disk.require(folder, size + (going.aggregate(left=Sum(F("size") - F("received")))["left"] or 0))
    upload = Upload(owner=owner, purpose=purpose, size=size, expected=expected, created_at=now, expires_at=now + LIFE)
    upload.name = Path(name.replace("\\", "/").replace("\0", "")).name[-200:]
    partials.create(_path(upload))
    upload.save(force_insert=True)
    return upload


def receive(
    *,
    owner: str,
    upload_id: str,
    offset: int,
    length: int,
    read: Callable[[int], bytes],
    checksum: Checksum | None = None,
    now: datetime,
) -> Upload:
    """Take one piece of ``length`` bytes from ``read``; on the last byte check the file, keep it, write its row.

    Everything the returned row says it has is durable. A piece of no bytes finishes what a kill left unfinished.
    Raises Missing (not this person's), Ended, Busy, Broken, WrongOffset, TooLarge, WrongChecksum, Cut, NoRoom, Refused,
    Damaged.
    """
    upload = queries.upload(owner, upload_id)
    with partials.alone(_path(upload)):
        upload.refresh_from_db()
        if upload.state == Upload.State.RECEIVED and (offset, length) == (upload.size, 0):
            return upload
        _require_going(upload, now)
        if offset != upload.received:
            raise WrongOffset(upload.received)
        if offset + length > upload.size:
            raise TooLarge("传来的字节多于登记的文件长度，请重新选择文件上传")
        try:
            with partials.opened(_path(upload), complete=upload.complete) as file:
                file.at(upload.received, upload.digest)
                _take(upload, file, length, read, checksum, now)
                if upload.complete:
                    _finish(upload, file, now)
        except (Refused, Broken) as error:
            _end(upload, Upload.State.REFUSED, str(error))
            raise
    if upload.state == Upload.State.RECEIVED:
        partials.remove(_path(upload))
    return upload


def scrub(*, limit: int, now: datetime) -> Scrub:
    """Hash the next ``limit`` kept files again, from where the last round stopped, beginning anew after the last file.

    Findings name the file and its chunks; nothing is repaired (design: never healed silently). Files that no row
    names are not errors: see ``queries.strays``.
    """
    last = Scrub.objects.order_by("-at", "-pk").first()
    after = last.upto if last else ""
    blobs = list(Blob.objects.filter(sha256__gt=after).order_by("sha256")[:limit])
    vault, findings = store.vault(), []
    for blob in blobs:
        finding = vault.inspect(blob.sha256, blob.size, blob.chunk_leaves)
        if finding:
            findings.append({"path": finding.path, "problem": finding.problem, "chunks": list(finding.chunks)})
    return Scrub.objects.create(
        at=now,
        after=after,
        upto=blobs[-1].sha256 if len(blobs) == limit else "",
        checked=len(blobs),
        bytes=sum(b.size for b in blobs),
        findings=findings,
    )


def sweep(*, now: datetime) -> int:
    """Let unfinished uploads expire and drop their bytes, and temporary files of killed processes. Returns how many.

    Touches nothing that was ever acknowledged as kept.
    """
    swept = 0
    for upload in Upload.objects.filter(state=Upload.State.RECEIVING, expires_at__lte=now):
        try:
            with partials.alone(_path(upload)):
                upload.refresh_from_db()
                if upload.state == Upload.State.RECEIVING and not upload.complete:
                    _end(upload, Upload.State.EXPIRED, "七天没有继续上传，已收到的部分已清除")
                    swept += 1
        except partials.Busy:
            continue
    going = set(Upload.objects.filter(state=Upload.State.RECEIVING).values_list("pk", flat=True))
    day_ago = (now - timedelta(days=1)).timestamp()
    for file in [*store.vault().folder("tmp").iterdir(), *_folder().iterdir()]:
        if file.stem not in going and file.stat().st_mtime < day_ago:
            file.unlink(missing_ok=True)
            swept += 1
    return swept


def _take(
    upload: Upload, file: Partial, length: int, read: Callable[[int], bytes], checksum: Checksum | None, now: datetime
) -> None:
    """Write a piece, promising as it goes; a piece with a checksum is promised whole or not at all."""
    left, unpromised, summed = length, 0, checksum.new() if checksum else None
    while left:
        try:
            data = read(min(_PIECE, left))
        except OSError:
            data = b""
        if not data:
            if not summed:
                _promise(upload, file, now)
            raise Cut(f"网络中断，已收到 {upload.percent}%。恢复后从断点继续")
        file.take(data)
        left, unpromised = left - len(data), unpromised + len(data)
        if summed:
            summed.update(data)
        elif unpromised >= _PROMISE_EVERY and left:
            _promise(upload, file, now)
            unpromised = 0
    if summed and checksum and summed.digest() != checksum.digest:
        raise WrongChecksum("这一段在传输中改变了，没有收下。会自动重传")
    if length:
        _promise(upload, file, now)


def _promise(upload: Upload, file: Partial, now: datetime) -> None:
    """Durable first, then the row. A file of the wrong kind is refused as soon as its first bytes show it."""
    before = upload.received
    upload.received, upload.digest = file.promise()
    upload.expires_at = now + LIFE
    changed = Upload.objects.filter(pk=upload.pk, received=before, state=Upload.State.RECEIVING).update(
        received=upload.received, digest=upload.digest, expires_at=upload.expires_at
    )
    if not changed:
        raise partials.Busy("这个文件正在另一处上传，请稍候")
    if before < HEAD <= upload.received:
        _require_allowed(upload, sniff(file.ends(HEAD)[0]))


def _finish(upload: Upload, file: Partial, now: datetime) -> None:
    """The last byte is here: check what it is, compare with the dock's hash, keep, read back, then write the rows."""
    media_type = screen(*file.ends(HEAD), upload.size)
    _require_allowed(upload, media_type)
    if upload.expected and upload.expected != upload.digest:
        raise Refused("文件与采集站登记的摘要不一致，没有收下。请从采集站重新导出原件")
    file.close_for_good()
    stored = store.vault().adopt(file.path, upload.digest, upload.size)
    with transaction.atomic():
        upload.blob, upload.state, upload.finished_at = _row(stored, media_type, now), Upload.State.RECEIVED, now
        upload.save(update_fields=["blob", "state", "finished_at"])


def _require_allowed(upload: Upload, media_type: str) -> None:
    purpose = PURPOSES[upload.purpose]
    if media_type not in purpose.types:
        raise Refused(f"{purpose.label}只能上传 {purpose.allowed}，请另存后再传")


def _require_going(upload: Upload, now: datetime) -> None:
    if upload.state == Upload.State.RECEIVING and upload.expires_at <= now and not upload.complete:
        _end(upload, Upload.State.EXPIRED, "七天没有继续上传，已收到的部分已清除")
    if upload.state != Upload.State.RECEIVING:
        raise Ended(upload.problem or "这个文件已经传完，请刷新页面")


def _end(upload: Upload, state: str, problem: str) -> None:
    upload.state, upload.problem = state, problem
    upload.save(update_fields=["state", "problem"])
    partials.remove(_path(upload))


def _row(stored: Stored, media_type: str, now: datetime) -> Blob:
    blob, _ = Blob.objects.get_or_create(
        sha256=stored.sha256,
        defaults={
            "size": stored.size,
            "media_type": media_type,
            "chunk_root": stored.chunk_root,
            "leaves": b"".join(stored.leaves),
            "received_at": now,
        },
    )
    return blob


def _folder() -> Path:
    return store.vault().folder("incoming")


def _path(upload: Upload) -> Path:
    return _folder() / f"{upload.pk}.part"


def _amount(size: int) -> str:
    return f"{size / 1024**3:.1f} GB" if size >= 1024**3 else f"{size / 1024**2:.1f} MB"
