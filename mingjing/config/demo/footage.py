"""Pictures, videos and sound recordings marked 示例: real files, each unlike any other."""

from __future__ import annotations

import io
import wave
from pathlib import Path

MEDIA = Path(__file__).with_name("media")


def mp4(mark: str) -> bytes:
    """A short video marked 示例, unlike any other by a free box at its end (ISO/IEC 14496-12)."""
    text = mark.encode()
    return (MEDIA / "scene.mp4").read_bytes() + (8 + len(text)).to_bytes(4, "big") + b"free" + text


def photo(mark: str) -> bytes:
    """A picture marked 示例, unlike any other by a comment segment after its start."""
    text, data = mark.encode(), (MEDIA / "photo.jpg").read_bytes()
    return data[:2] + b"\xff\xfe" + (2 + len(text)).to_bytes(2, "big") + text + data[2:]


def spoken(n: int) -> bytes:
    """Three seconds of tone whose pitch follows from the case: an interview's sound recording."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        period = 20 + n % 60
        file.writeframes(bytes(128 + (40 if i % period < period // 2 else -40) for i in range(24_000 + n)))
    return out.getvalue()
