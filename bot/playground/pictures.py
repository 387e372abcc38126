"""What bytes say of themselves: whether they are a picture that Slack draws, and how large it is."""

from dataclasses import dataclass
from typing import Literal

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
GIF = (b"GIF87a", b"GIF89a")
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Picture:
    """A picture's kind and its size in pixels."""

    filetype: str
    width: int
    height: int

    @property
    def mimetype(self) -> str:
        return {"jpg": "image/jpeg"}.get(self.filetype, f"image/{self.filetype}")


def picture_in(content: bytes) -> Picture | None:
    """Recognise a PNG, JPEG or GIF by its first bytes, whatever its name is."""
    if content.startswith(PNG):
        return Picture("png", _number(content[16:20]), _number(content[20:24]))
    if content.startswith(GIF):
        return Picture("gif", _number(content[6:8], "little"), _number(content[8:10], "little"))
    return _jpeg(content) if content.startswith(JPEG) else None


def _jpeg(content: bytes) -> Picture:
    """Walk over the segments of a JPEG until the one that holds its size."""
    at = 2
    while at + 9 <= len(content):
        if content[at + 1] in JPEG_FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return Picture("jpg", _number(width), _number(height))
        at += 2 + _number(content[at + 2 : at + 4])
    return Picture("jpg", 0, 0)


def _number(content: bytes, order: Literal["big", "little"] = "big") -> int:
    return int.from_bytes(content, order)
