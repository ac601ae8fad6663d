"""Pages compressed once for a whole room: only their first lines change from one seat to another.

A deflate stream is a sequence of blocks. Each part of a page is compressed alone and ends on a byte (full flush), so
that parts, joined, are a valid stream; only the checksum is computed for each page (RFC 1951, RFC 1952).
"""

from __future__ import annotations

import gzip
import hashlib
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property

from ..page import RoomPage, Seat

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, deflate, no name, no time, unknown system
_END = b"\x03\x00"  # an empty last block

#: Two seats as unlike as can be: what their pages share at the end, all pages share.
_SAMPLES = (Seat(1, "Compas", "1234"), Seat(98, "Équerre", "5678"))


@dataclass(frozen=True)
class Page:
    """A page ready to be sent, as one gzip member."""

    packed: bytes

    @property
    def plain(self) -> bytes:
        """The page for the rare client that cannot unpack."""
        return gzip.decompress(self.packed)

    @cached_property
    def etag(self) -> str:
        """Its name for browsers that have it already."""
        return f'"{hashlib.sha256(self.packed).hexdigest()[:20]}"'


def pack(html: str) -> Page:
    """Compress a page; the same text always gives the same bytes."""
    return Page(gzip.compress(html.encode(), 6, mtime=0))


class SeatPages:
    """The pages of an atelier, one for each seat."""

    def __init__(self, layout: RoomPage) -> None:
        self._layout = layout
        one, other = (layout.html(seat) for seat in _SAMPLES)
        letters = enumerate(zip(reversed(one), reversed(other), strict=False))
        shared = next((index for index, (a, b) in letters if a != b), min(len(one), len(other)))
        self._shared = one[len(one) - shared :]
        self._data, self._block = _packed(self._shared)

    def page(self, seat: Seat, kernel: str = "") -> Page:
        """Give the page for a seat, and for its own kernel where widgets have Python behind."""
        html = self._layout.html(seat, kernel)
        if not self._shared or not html.endswith(self._shared):
            return pack(html)
        data, block = _packed(html[: -len(self._shared)])
        checksum = zlib.crc32(self._data, zlib.crc32(data))
        size = len(data) + len(self._data)
        return Page(
            b"".join((_HEAD, block, self._block, _END, struct.pack("<LL", checksum, size & 0xFFFFFFFF)))
        )


def _packed(text: str) -> tuple[bytes, bytes]:
    data = text.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return data, packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
