"""Pictures of an atelier: found inside its folder only, of a size that a screen needs, saying nothing of their authors."""

from __future__ import annotations

import base64
import binascii
import io
import re
import struct
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from PIL import Image as Pillow
from PIL import ImageOps

from . import svg

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
#: Formats that are opened at all: some others of Pillow call programs (EPS) or unfold without end.
_OPENED = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
#: Those that every browser and every office suite shows.
_SHOWN = ("PNG", "JPEG", "GIF", "WEBP")
#: Most pixels that are decoded (a third of a gigabyte of memory), and longest side that is kept: A3 at 240 dots an inch.
MOST_PIXELS, LONGEST_SIDE = 120_000_000, 4_000
#: What Pillow reads in a file beside the pixels and that says nothing of who took the picture, where, with what.
_HARMLESS = frozenset(
    ["jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression", "adobe", "adobe_transform", "icc_profile", "gamma", "srgb", "chromaticity", "transparency", "background", "duration", "loop", "version", "extension", "timestamp", "interlace", "aspect", "default_image", "compression", "blend", "disposal", "mp", "mpoffset"]
)  # fmt: skip
#: PNG's chunks of texts, of EXIF, of the date.
_PNG_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


@dataclass(frozen=True)
class Picture:
    """A picture's bytes and MIME type, safe to embed. ``size``: width and height in pixels (SVG: of its viewBox)."""

    data: bytes
    mime: str
    size: tuple[float, float]

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` URI."""
        return f"data:{self.mime};base64,{base64.b64encode(self.data).decode()}"


def resolve(folder: Path, src: str) -> Path | None:
    """Give the file that ``src`` names, or None when it is not inside ``folder`` once links are resolved."""
    if not src or re.match(r"[a-z][a-z0-9+.-]+:|//|[/\\]", src, re.I):
        return None
    root = folder.resolve()
    try:
        file = (root / unquote(src)).resolve()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a link that names itself
        return None
    return file if file.is_relative_to(root) else None


def data_uri(mime: str, value: str) -> str:
    """Give the ``data:`` URI of a code cell's output: base64, or the text of an SVG."""
    if mime == "image/svg+xml":
        value = base64.b64encode(value.encode("utf-8", "replace")).decode()
    return f"data:{mime};base64,{''.join(value.split())}"


def fault(folder: Path, src: str) -> Literal["outside", "missing", "huge", "broken"] | None:
    """Say what prevents a picture from being shown; None when nothing does."""
    data: bytes | None
    if src.startswith("attachment:"):
        return "missing"
    if src.startswith("data:"):
        data = _decoded(src)[0]
    else:
        file = resolve(folder, src)
        if file is None:
            return "outside"
        if not file.is_file():
            return "missing"
        try:
            data = file.read_bytes()
        except OSError:
            data = None
    if load(folder, src):
        return None
    return "huge" if data and _pixels(data) > MOST_PIXELS else "broken"


def load(folder: Path, src: str) -> Picture | None:
    """Load a picture; None when it is missing, outside the folder, broken or of more than `MOST_PIXELS`."""
    if src.startswith("data:"):
        data, mime = _decoded(src)
        return _picture(data, mime) if data else None
    file = resolve(folder, src)
    if file is None or file.suffix.lower() not in _TYPES:
        return None
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        return None
    return _cached(file, stamp)


def _decoded(src: str) -> tuple[bytes | None, str]:
    found = re.fullmatch(r"data:(image/[\w.+-]+);base64,([\w+/=\s]*)", src)
    try:
        return (base64.b64decode(found[2], validate=False), found[1]) if found else (None, "")
    except (binascii.Error, ValueError):
        return None, ""


@lru_cache(maxsize=256)
def _cached(file: Path, stamp: int) -> Picture | None:
    try:
        return _picture(file.read_bytes(), _TYPES[file.suffix.lower()])
    except OSError:
        return None


def _open(data: bytes) -> Pillow.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow says in English of what it finds odd
        return Pillow.open(io.BytesIO(data), formats=_OPENED)


def _pixels(data: bytes) -> float:
    try:
        with _open(data) as image:
            return float(image.width * image.height)
    except Pillow.DecompressionBombError:
        return float("inf")
    except (OSError, SyntaxError, ValueError):
        return 0.0


@lru_cache(maxsize=64)
def _picture(data: bytes, mime: str) -> Picture | None:
    if mime == "image/svg+xml":
        drawing = svg.safe(data, _inner)
        return Picture(drawing, mime, _svg_size(drawing.decode())) if drawing else None
    try:
        with _open(data) as image, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if image.width * image.height > MOST_PIXELS:
                return None
            turned = image.getexif().get(0x0112, 1) != 1
            name = "JPEG" if image.format == "MPO" else str(image.format)
            if name == "PNG" and not turned:
                data = _without_texts(data)
            image.load()
            told = name != "PNG" and (set(image.info) - _HARMLESS or image.getexif())
            # Word knows a JPEG by its JFIF header; browsers disagree on the colours of one made for a printing press.
            odd = name == "JPEG" and (data[6:10] not in (b"JFIF", b"Exif") or image.mode == "CMYK")
            if (
                turned
                or told
                or odd
                or name != image.format
                or name not in _SHOWN
                or max(image.size) > LONGEST_SIDE
            ):
                return _again(image, name)
            return Picture(data, f"image/{name.lower()}", (float(image.width), float(image.height)))
    except (OSError, SyntaxError, ValueError, TypeError, struct.error, Pillow.DecompressionBombError):
        return None


def _inner(uri: str) -> str | None:
    """Make safe a picture that a drawing holds; a drawing inside a drawing is left out."""
    found = None if uri.startswith("data:image/svg") else load(Path(), uri)
    return found.uri if found else None


def _again(image: Pillow.Image, name: str) -> Picture:
    """Encode again: without EXIF (it may hold a place, a date, a name), turned as it asked, no larger than is useful."""
    turned = ImageOps.exif_transpose(image)
    kept: dict[Any, Any] = {
        key: turned.info[key] for key in ("transparency", "background") if key in turned.info
    }
    profile = turned.info.get("icc_profile")
    turned.info.clear()
    turned.info.update(kept)
    if max(turned.size) > LONGEST_SIDE:
        turned = turned.convert("RGBA") if turned.mode in ("P", "PA") else turned
        turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    name = name if name in ("JPEG", "WEBP") else "PNG"
    if turned.mode == "CMYK":
        turned, profile = turned.convert("RGB"), None
    if name == "PNG" and turned.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"):
        turned, profile = turned.convert("RGB"), None
    out = io.BytesIO()
    turned.save(out, name, icc_profile=profile, **({"quality": 90} if name != "PNG" else {}))
    return Picture(out.getvalue(), f"image/{name.lower()}", (float(turned.width), float(turned.height)))


def _without_texts(data: bytes) -> bytes:
    """Take out of a PNG its chunks of text; the pixels stay as they are."""
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind not in _PNG_TEXTS:
            kept.append(data[place : place + 12 + length])
        place += 12 + length
        if kind == b"IEND":
            break
    return b"".join(kept)


def _svg_size(text: str) -> tuple[float, float]:
    number = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
    box = re.search(rf'viewBox\s*=\s*["\']\s*{number}[\s,]+{number}[\s,]+({number})[\s,]+({number})', text)
    sides = [box[1], box[2]] if box else []
    if not box:
        for name in ("width", "height"):
            found = re.search(rf'<svg[^>]*\b{name}\s*=\s*["\']({number})', text)
            sides.append(found[1] if found else "300" if name == "width" else "150")
    width, height = (float(side) for side in sides)
    # a drawing of no width, or thousands of times as long as wide, has no shape that a page could give it
    return (width, height) if 1e-3 < width < 1e6 and 1e-3 < height < 1e6 else (300.0, 150.0)
