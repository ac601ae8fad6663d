"""SVG → PNG, for the formats that know no SVG. Drawn by Typst, which is already there for the sheets."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import as_file, files

import typst


@lru_cache(maxsize=64)
def _png(svg: bytes, width: int) -> bytes:
    markup = f'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("i.svg", width: {width / 2}pt)'
    with as_file(files("etabli") / "fonts") as fonts:
        compiled = typst.compile(
            {"main.typ": markup.encode(), "i.svg": svg}, format="png", ppi=144.0, font_paths=[str(fonts)], ignore_system_fonts=True
        )
    assert isinstance(compiled, bytes)  # one page
    return compiled


def svg_png(svg: bytes, width: int) -> io.BytesIO:
    """Draw an SVG ``width`` pixels wide, its background transparent. Raises ``typst.TypstError`` when it is not one."""
    return io.BytesIO(_png(svg, width))


@lru_cache(maxsize=1)
def wordmark() -> tuple[bytes, float]:
    """Give the wordmark for dark grounds, as SVG, and its width ÷ height."""
    return (files("etabli") / "web" / "etabli-marque-sombre.svg").read_bytes(), 510 / 238
