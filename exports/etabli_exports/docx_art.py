"""Pictures in a Word file: what is drawn by us, and how a picture is placed, in the line or beside the text."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import quoteattr

from .docx_xml import safe, w

_INK, _YELLOW = "#1C2422", "#F7C81E"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
#: The folding rule, standing: width and height in mm. It measures true centimetres when printed at 100 %.
RULE = (7.0, 260.0)
#: The piece of rule on a callout, in mm.
TAB = (26.0, 4.0)


@lru_cache(maxsize=1)
def rule_svg() -> bytes:
    """Draw the standing rule: one tick a millimetre, numbers each centimetre. One unit is one millimetre."""
    width, height = RULE
    parts = [f'<rect width="{width}" height="{height}" fill="{_YELLOW}"/>']
    for mark in range(int(height) + 1):
        reach, stroke = (3.4, 0.28) if mark % 10 == 0 else (2.3, 0.18) if mark % 5 == 0 else (1.4, 0.18)
        parts.append(f'<path d="M{width - reach} {mark}H{width}" stroke="{_INK}" stroke-width="{stroke}"/>')
        if mark and mark % 10 == 0:
            parts.append(
                f'<text x="3.2" y="{min(mark + 0.95, height - 0.5)}" font-family="Andika" font-size="2.65" fill="{_INK}" text-anchor="end">{mark // 10}</text>'
            )
    return _svg(width, height, parts)


@lru_cache(maxsize=1)
def tab_svg() -> bytes:
    """Draw the lying piece of rule of a callout: one tick each 2 mm."""
    width, height = TAB
    parts = [f'<rect width="{width}" height="{height}" fill="{_YELLOW}"/>']
    for mark in range(2, int(width), 2):
        reach = 2.6 if mark % 10 == 0 else 1.5
        parts.append(f'<path d="M{mark} {height}v-{reach}" stroke="{_INK}" stroke-width=".25"/>')
    return _svg(width, height, parts)


def _svg(width: float, height: float, parts: list[str]) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'.encode()


def emu(millimetres: float) -> int:
    """Give a length in English Metric Units."""
    return round(millimetres * 36000)


def inline(relation: str, number: int, size: tuple[float, float], alt: str | None) -> str:
    """Place a picture in the line; ``size`` in mm; ``alt`` None: decorative, screen readers pass it over."""
    wide, high = emu(size[0]), emu(size[1])
    return _drawing(
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f"{_identity(number, alt)}{_graphic(relation, number, wide, high)}</wp:inline>"
    )


def anchored(
    relation: str, number: int, size: tuple[float, float], at: tuple[float, float], *, page: bool
) -> str:
    """Place a decorative picture behind the text, ``at`` mm from the page's corner or from its paragraph's."""
    wide, high = emu(size[0]), emu(size[1])
    across, down = ("page", "page") if page else ("column", "paragraph")
    return _drawing(
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="{int(page)}" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>{emu(at[0])}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{down}"><wp:posOffset>{emu(at[1])}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f"{_identity(number, None)}{_graphic(relation, number, wide, high)}</wp:anchor>"
    )


def _drawing(inner: str) -> str:
    return w("r", w("rPr", w("noProof")), f"<w:drawing>{inner}</w:drawing>")


def _identity(number: int, alt: str | None) -> str:
    inner = _DECORATIVE if alt is None else ""
    return (
        f'<wp:docPr id="{number}" name="Image {number}" descr={quoteattr(safe(alt or ""))}>{inner}</wp:docPr>'
    )


def _graphic(relation: str, number: int, wide: int, high: int) -> str:
    return (
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Image {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
