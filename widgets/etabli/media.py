"""Pictures of an atelier: found inside its folder only, without their EXIF data."""

from __future__ import annotations

import base64
import binascii
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from PIL import Image as Pillow
from PIL import ImageOps

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


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
    except (OSError, ValueError):
        return None
    return file if file.is_relative_to(root) else None


def fault(folder: Path, src: str) -> Literal["outside", "missing", "broken"] | None:
    """Say what prevents a picture from being shown; None when nothing does."""
    if not src.startswith("data:"):
        file = resolve(folder, src)
        if file is None:
            return "outside"
        if not file.is_file():
            return "missing"
    return None if load(folder, src) else "broken"


def load(folder: Path, src: str) -> Picture | None:
    """Load a picture; None when it is missing, outside the folder or broken."""
    if src.startswith("data:"):
        found = re.fullmatch(r"data:(image/[\w.+-]+);base64,([\w+/=\s]*)", src)
        try:
            return _picture(base64.b64decode(found[2], validate=False), found[1]) if found else None
        except binascii.Error:
            return None
    file = resolve(folder, src)
    if file is None or file.suffix.lower() not in _TYPES:
        return None
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        return None
    return _cached(file, stamp)


@lru_cache(maxsize=256)
def _cached(file: Path, stamp: int) -> Picture | None:
    try:
        return _picture(file.read_bytes(), _TYPES[file.suffix.lower()])
    except OSError:
        return None


def _picture(data: bytes, mime: str) -> Picture | None:
    if mime == "image/svg+xml":
        text = data.decode("utf-8", "replace")
        if "<svg" not in text:
            return None
        return Picture(data, mime, _svg_size(text))
    try:
        with Pillow.open(io.BytesIO(data)) as image:
            if image.getexif():
                return _without_exif(image)
            image.load()
            return Picture(data, mime, (float(image.width), float(image.height)))
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError):
        return None


def _without_exif(image: Pillow.Image) -> Picture:
    """Encode again without EXIF: it may hold a place, a date, a name. The orientation it gave is applied."""
    turned = ImageOps.exif_transpose(image)
    out = io.BytesIO()
    name = image.format if image.format in ("JPEG", "WEBP") else "PNG"
    options = {"quality": 90} if name != "PNG" else {}
    turned.info.pop("exif", None)
    turned.save(out, name, **options)
    return Picture(out.getvalue(), f"image/{name.lower()}", (float(turned.width), float(turned.height)))


def _svg_size(text: str) -> tuple[float, float]:
    box = re.search(r'viewBox\s*=\s*["\']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+([\d.eE]+)[\s,]+([\d.eE]+)', text)
    if box:
        return float(box[1]) or 1.0, float(box[2]) or 1.0
    width, height = (
        re.search(rf'<svg[^>]*\b{name}\s*=\s*["\']([\d.]+)', text) for name in ("width", "height")
    )
    return (float(width[1]) if width else 300.0) or 1.0, (float(height[1]) if height else 150.0) or 1.0
