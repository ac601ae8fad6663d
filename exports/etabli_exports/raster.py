"""SVG → PNG, for the formats that know no SVG. Drawn by Typst, which is already there for the sheets."""

from __future__ import annotations

import functools
import io
import threading
from importlib.resources import files
from typing import Any

import typst

_lock = threading.Lock()


@functools.lru_cache(maxsize=1)
def _compiler() -> Any:
    # The root is a folder of ours: a drawing that names another file finds nothing else.
    root = str(files("etabli_exports") / "templates")
    return typst.Compiler(root=root, font_paths=[str(files("etabli") / "fonts")], ignore_system_fonts=True)


@functools.lru_cache(maxsize=64)
def _png(svg: bytes, width: int, height: int) -> bytes:
    # A whole number of pixels, else the edges are half transparent and show as hairlines.
    size = f"width: {width / 2}pt, height: {height / 2}pt"
    markup = f'#set page({size}, margin: 0pt, fill: none)\n#image("i.svg", {size}, fit: "stretch")'
    with _lock:
        drawn = _compiler().compile({"main.typ": markup.encode(), "i.svg": svg}, format="png", ppi=144.0)
    assert isinstance(drawn, bytes)  # one page
    return drawn


def svg_png(svg: bytes, width: int, ratio: float) -> io.BytesIO:
    """Draw an SVG ``width`` pixels wide, of that ``ratio`` (width ÷ height), its background transparent.

    Raises ``typst.TypstError`` when it is not an SVG.
    """
    return io.BytesIO(_png(svg, width, max(1, round(width / ratio))))


@functools.lru_cache(maxsize=1)
def wordmark() -> tuple[bytes, float]:
    """Give the wordmark for dark grounds, as SVG, and its width ÷ height."""
    return (files("etabli") / "web" / "etabli-marque-sombre.svg").read_bytes(), 510 / 238
