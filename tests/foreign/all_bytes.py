"""All the bytes of a file, however deep: PDF streams, zip members, ``data:`` URIs."""

from __future__ import annotations

import base64
import binascii
import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import pikepdf


def inside(data: bytes) -> Iterator[bytes]:
    """Give a file and all that it packs: members of an archive, streams of a PDF, ``data:`` URIs of a page."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from inside(archive.read(name))
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    try:
                        yield item.read_bytes()
                    except pikepdf.PdfError:  # a photograph, kept as it is
                        yield item.read_raw_bytes()
    else:
        for packed in re.findall(rb"data:[\w/+.-]+;base64,([\w+/=]+)", data):
            with contextlib.suppress(binascii.Error):  # a pattern in a script, not a file
                yield from inside(base64.b64decode(packed))
        for written in re.findall(rb"data:image/svg\+xml,([^\"')\s]+)", data):
            yield unquote_to_bytes(written)
