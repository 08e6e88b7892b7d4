"""What a file is, told by its bytes and never by its name; and what may not enter (design: security O04, O06).

Nothing is decoded here: fixed positions of the first and last 64 KiB are compared, so a hostile file meets no parser.
A damaged recording still enters: the original is kept as the device gave it, playable or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

HEAD = 66_000  # bytes looked at on either end; a zip archive ends at most 65,557 bytes before the end of its file
MAX_PIXELS = 256_000_000


class Refused(ValueError):
    """The file may not enter: what it seems to be, and what to do instead, in Chinese."""


@dataclass(frozen=True, slots=True)
class Media:
    """A media type that may enter. ``inline``: a browser may show it in place."""

    type: str
    label: str
    suffix: str
    inline: bool


MEDIA: Final = {
    m.type: m
    for m in (
        Media("image/jpeg", "照片（JPEG）", ".jpg", True),
        Media("image/png", "图片（PNG）", ".png", True),
        Media("application/pdf", "PDF 文档", ".pdf", False),
        Media("video/mp4", "录像（MP4）", ".mp4", True),
        Media("video/quicktime", "录像（MOV）", ".mov", True),
        Media("video/webm", "录像（WebM）", ".webm", True),
        Media("audio/mp4", "录音（M4A）", ".m4a", True),
        Media("audio/mpeg", "录音（MP3）", ".mp3", True),
        Media("audio/wav", "录音（WAV）", ".wav", True),
    )
}

_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"  # apart: this file is no virus
_VIDEO_BRANDS = frozenset(
    (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"mp71", b"avc1", b"M4V ", b"M4VH")
    + (b"M4VP", b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a", b"MSNV", b"dash", b"mmp4", b"XAVC", b"hvc1", b"hev1")
)
_AUDIO_BRANDS = frozenset((b"M4A ", b"M4B "))
# Possessive throughout: a comment ends at its first “-->” and is never tried again, so no bytes make this slow.
_PAGE = re.compile(
    rb"\s*+(?>(?><!--.*?-->)\s*+)*+<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|%|xsl|math)", re.I | re.S
)

_IMAGE = "请另存为 JPEG 或者 PNG 再上传"
_SPLIT = "请解压后逐个上传；Word、Excel、WPS、OFD 文件请另存为 PDF 再上传"
_PDF = "请另存为 PDF 再上传"
_NEVER = "这类文件不能作为案卷材料。确属证据的，请刻盘封存并登记为物证"
_DEVICE = "请从采集站或者设备自带软件导出 MP4 再上传，原始介质另行封存"
_KNOWN: Final = (
    (b"PK\x03\x04", "压缩包或者 Office、WPS、OFD 文件", _SPLIT),
    (b"PK\x05\x06", "空的压缩包", _SPLIT),
    (b"Rar!\x1a\x07", "压缩包（RAR）", _SPLIT),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）", _SPLIT),
    (b"\x1f\x8b", "压缩包（gzip）", _SPLIT),
    (b"BZh", "压缩包（bzip2）", _SPLIT),
    (b"\xfd7zXZ\x00", "压缩包（xz）", _SPLIT),
    (b"MSCF", "压缩包（cab）", _SPLIT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件，可能带有宏", _PDF),
    (b"{\\rtf", "RTF 文档", _PDF),
    (b"MZ", "Windows 程序", _NEVER),
    (b"\x7fELF", "Linux 程序", _NEVER),
    (b"\xca\xfe\xba\xbe", "Java 或者 macOS 程序", _NEVER),
    (b"\xfe\xed\xfa\xce", "macOS 程序", _NEVER),
    (b"\xfe\xed\xfa\xcf", "macOS 程序", _NEVER),
    (b"\xcf\xfa\xed\xfe", "macOS 程序", _NEVER),
    (b"\x00asm", "网页程序（WebAssembly）", _NEVER),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "Windows 快捷方式", _NEVER),
    (b"#!", "脚本程序", _NEVER),
    (b"GIF8", "GIF 图片", _IMAGE),
    (b"BM", "BMP 图片", _IMAGE),
    (b"II*\x00", "TIFF 图片", _IMAGE),
    (b"MM\x00*", "TIFF 图片", _IMAGE),
    (b"FLV\x01", "录像（FLV）", _DEVICE),
    (b"CWS", "Flash 程序", _NEVER),
    (b"FWS", "Flash 程序", _NEVER),
    (b"#EXTM3U", "播放列表，不是录像本身", _DEVICE),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "录像（WMV）", _DEVICE),
    (b"\x00\x00\x01\xba", "录像（MPEG-PS）", _DEVICE),
)


def sniff(head: bytes) -> str:
    """The media type that the first bytes (``HEAD`` or all) show. Raises Refused for everything not allowed."""
    if not head:
        raise Refused("文件是空的，请重新选择")
    if _EICAR in head:
        raise Refused("文件中有病毒测试特征（EICAR），没有收下。请先查杀病毒")
    for test in (_jpeg, _png, _pdf, _boxes, _webm, _wav, _mp3):
        if found := test(head):
            return found
    raise Refused(_what(head))


def screen(head: bytes, tail: bytes, size: int) -> str:
    """``sniff``, and what only the last ``HEAD`` bytes show: also a zip archive, a PDF cut short. Raises Refused."""
    found = sniff(head)
    if _ends_as_zip(tail, size):
        raise Refused(f"这个文件既是{MEDIA[found].label}又是压缩包，没有收下。请用原设备重新导出")
    if found == "application/pdf" and b"%%EOF" not in tail:
        raise Refused("这份 PDF 不完整，缺少结尾。请重新导出后上传")
    return found


def _what(head: bytes) -> str:
    for start, name, cure in _KNOWN:
        if head.startswith(start):
            return f"这是{name}，不能上传。{cure}"
    if head[:4] == b"RIFF":
        name, cure = ("录像（AVI）", _DEVICE) if head[8:12] == b"AVI " else ("图片（WebP）", _IMAGE)
        return f"这是{name}，不能上传。{cure}"
    if head[4:8] == b"ftyp":
        return f"这是 HEIC、AVIF 一类的图片或者不认识的录像，不能上传。{_IMAGE}；录像{_DEVICE}"
    if _PAGE.match(_text(head[:4096])):
        return f"这是网页或者矢量图（HTML、SVG、XML），可能带有脚本，不能上传。{_PDF}"
    return "认不出这种文件，不能上传。可以上传 JPEG、PNG、PDF、MP4、MOV、WebM、M4A、MP3、WAV"


def _text(head: bytes) -> bytes:
    """Text as a browser would see it: without a byte order mark, UTF-16 narrowed."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")


def _jpeg(head: bytes) -> str:
    if head[:3] != b"\xff\xd8\xff":
        return ""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:  # segments up to the one that tells the size in pixels
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(head[at + i : at + i + 2], "big") for i in (5, 7))
            _refuse_flood(width, height)
            break
        at += 2 + length
    return "image/jpeg"


def _png(head: bytes) -> str:
    if head[:16] != b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR":
        return ""
    _refuse_flood(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
    return "image/png"


def _refuse_flood(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Refused(f"图片有 {width}×{height} 像素，超过上限，打开时会耗尽内存。请缩小后再上传")


def _pdf(head: bytes) -> str:
    return "application/pdf" if re.match(rb"%PDF-[12]\.\d", head) else ""


def _boxes(head: bytes) -> str:
    """ISO base media (MP4, MOV, M4A): a ``ftyp`` box first, with a brand we know."""
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= size <= 512 or size % 4:
        return ""
    brands = [head[8:12], *(head[i : i + 4] for i in range(16, min(size, len(head)), 4))]
    if brands[0] == b"qt  ":
        return "video/quicktime"
    if brands[0] in _AUDIO_BRANDS:
        return "audio/mp4"
    if brands[0][:3] in (b"hei", b"hev", b"avi", b"mif", b"msf"):
        return ""
    return "video/mp4" if _VIDEO_BRANDS.intersection(brands) else ""


def _webm(head: bytes) -> str:
    return "video/webm" if head[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in head[:64] else ""


def _wav(head: bytes) -> str:
    return "audio/wav" if head[:4] == b"RIFF" and head[8:16] in (b"WAVEfmt ", b"WAVEbext", b"WAVEJUNK") else ""


def _mp3(head: bytes) -> str:
    """Two MPEG layer III frames in a row, after the ID3 tag if any (one longer than the head is believed)."""
    at = 0
    if re.match(rb"ID3[\x02-\x04]\x00[\x00-\xff][\x00-\x07][\x00-\x7f]{3}", head):
        at = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        if at + 4 > HEAD:
            return "audio/mpeg" if re.match(rb"[A-Z][A-Z0-9]{2,3}", head[10:14]) else ""
    length = _frame(head[at : at + 4])
    return "audio/mpeg" if length and _frame(head[at + length : at + length + 4]) else ""


_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = (44100, 48000, 32000)


def _frame(h: bytes) -> int:
    """Length of an MPEG layer III frame from its header; 0 when it is none (ISO 11172-3 §2.4.1.3)."""
    if len(h) < 4 or h[0] != 0xFF or h[1] & 0xE0 != 0xE0 or h[1] & 0x06 != 0x02:
        return 0
    version, rate, hertz = h[1] >> 3 & 3, h[2] >> 4, h[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or hertz == 3:
        return 0
    kilobits, half = (_RATES_1, 0) if version == 3 else (_RATES_2, 1)
    frequency = _HERTZ[hertz] >> (0 if version == 3 else 1 if version == 2 else 2)
    return (144_000 >> half) * kilobits[rate] // frequency + (h[2] >> 1 & 1)


def _ends_as_zip(tail: bytes, size: int) -> bool:
    """Does the file end in a zip end record that fits: its comment reaches the end, its directory lies before it?"""
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        record = tail[at : at + 22]
        if len(record) == 22:
            directory = int.from_bytes(record[12:16], "little") + int.from_bytes(record[16:20], "little")
            comment = int.from_bytes(record[20:22], "little")
            if at + 22 + comment <= len(tail) and directory <= size - len(tail) + at:
                return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False
