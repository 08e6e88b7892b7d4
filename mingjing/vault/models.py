"""What the vault holds, what is on its way in, and when it was last gone through."""

from __future__ import annotations

from django.db import models

from mingjing.ledger.ids import new_id
from mingjing.vault import partials
from mingjing.vault.sniffing import MEDIA, Media


class Blob(models.Model):
    """One kept file. Its name is its hash, so the row needs no entry: whoever binds the hash binds the bytes.

    Append-only (``triggers/``). ``leaves`` are the leaf hashes of the 4 MiB chunks, ``chunk_root`` their tree's root.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=40)
    chunk_root = models.CharField(max_length=64)
    leaves = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="blob_size")]

    @property
    def media(self) -> Media | None:
        """The media type's label, suffix and whether it may be shown in place."""
        return MEDIA.get(self.media_type)

    @property
    def chunk_leaves(self) -> tuple[bytes, ...]:
        """Leaf hashes of the chunks, in order."""
        data = bytes(self.leaves)
        return tuple(data[i : i + 32] for i in range(0, len(data), 32))


class Upload(models.Model):
    """One resumable upload. ``received`` bytes are durable and hash to ``digest``; the owner is a person's plain id."""

    class State(models.TextChoices):
        RECEIVING = "receiving", "正在上传"
        RECEIVED = "received", "已收到，摘要一致"
        REFUSED = "refused", "没有收下"
        EXPIRED = "expired", "已过期"

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    owner = models.CharField(max_length=32)
    purpose = models.CharField(max_length=20)
    name = models.CharField("文件名", max_length=200, blank=True)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=partials.EMPTY)
    expected = models.CharField("采集站登记的摘要", max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVING)
    problem = models.CharField(max_length=300, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "state"]), models.Index(fields=["state", "expires_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__gte=0, size__gte=models.F("received")), name="upload_within_size"
            ),
            models.CheckConstraint(
                condition=models.Q(state="received", blob__isnull=False)
                | (~models.Q(state="received") & models.Q(blob__isnull=True)),
                name="upload_received_has_blob",
            ),
        ]

    @property
    def complete(self) -> bool:
        """All bytes are here; they may still have to be checked and kept."""
        return self.received == self.size

    @property
    def percent(self) -> int:
        """Whole per cent received, never 100 before the end."""
        return self.received * 100 // self.size if self.size else 100


class Scrub(models.Model):
    """One round through the vault: what was hashed again and what was found. Append-only."""

    at = models.DateTimeField()
    after = models.CharField(max_length=64, blank=True)
    upto = models.CharField(max_length=64, blank=True)
    checked = models.PositiveIntegerField()
    bytes = models.BigIntegerField()
    findings = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-at"])]
