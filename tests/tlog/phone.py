"""A phone as tests need one: it signs minutes as the page does, also wrong ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mingjing.tlog import cards
from mingjing.tlog.cards import Code, Statement


@dataclass
class Phone:
    """A key that never leaves it, and what the office said of it."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    statement: Statement | None = None
    said: bytes = b""

    @property
    def key(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    def sign(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def shows(self, minute: int, **other: object) -> Code:
        """The code of a minute; ``other`` changes what the statement says, the office's signature staying."""
        assert self.statement is not None
        statement = replace(self.statement, **other)  # type: ignore[arg-type]
        return Code(statement, self.said, minute, self.sign(cards.shown_message(statement, minute)))
