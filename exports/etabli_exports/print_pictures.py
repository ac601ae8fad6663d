"""Pictures as Typst's compiler takes them from memory: as text, hence as SVG."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from etabli.media import Picture
from PIL import Image as Pillow

#: More pixels than that on a side print no better on A4 (170 mm at 300 dots an inch).
_MOST = 2000
#: What PDF holds as it is.
_KEPT = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB")}


def printable(picture: Picture) -> bytes | None:
    """Give the picture as an SVG file in UTF-8; None when its pixels cannot be read."""
    if picture.mime == "image/svg+xml":
        return picture.data.decode("utf-8", "replace").encode()
    return _wrapped(picture.data)


@lru_cache(maxsize=64)
def _wrapped(data: bytes) -> bytes | None:
    try:
        with Pillow.open(io.BytesIO(data)) as image:
            image.load()
            width, height = image.size
            kind, packed = image.format or "", data
            if max(width, height) > _MOST or image.mode not in _KEPT.get(kind, ()):
                kind, packed = _again(image, kind)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError):
        return None
    uri = f"data:image/{kind.lower()};base64,{base64.b64encode(packed).decode()}"
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}"><image {size} href="{uri}"/></svg>'
    ).encode()


def _again(image: Pillow.Image, kind: str) -> tuple[str, bytes]:
    """Write a picture smaller, or in a format that PDF knows."""
    clear = "A" in image.getbands() or "transparency" in image.info
    drawn = image.convert("RGBA" if clear else "RGB")
    drawn.thumbnail((_MOST, _MOST))
    out = io.BytesIO()
    if kind == "JPEG" and not clear:
        drawn.save(out, "JPEG", quality=88)
        return "JPEG", out.getvalue()
    drawn.save(out, "PNG")
    return "PNG", out.getvalue()
