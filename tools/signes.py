"""Draw « Etabli Signes », the few signs that Latin web subsets lack, and write it as WOFF2 and TTF.

Numbers are font units, 2048 to the em, baseline at 0, y upwards. Vertical metrics are those of Andika 6.101,
so that a line of text does not move when it holds one of our signs. Strokes are 150 units wide (0.073 em), as
thick as Andika's hyphen; its stems are 0.11 em in regular and 0.156 em in bold.

    python tools/signes.py DOSSIER      writes etabli-signes.woff2 and EtabliSignes-Regular.ttf in DOSSIER
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, flagOverlapSimple

Point = tuple[float, float]

EM = 2048
ASCENT, DESCENT = 2500, -800
X_HEIGHT, CAP_HEIGHT = 1040, 1485
STROKE = 150
FAMILY = "Etabli Signes"
VERSION = "1.000"
EPOCH = 3_850_000_000
"""Creation date in the file, in seconds since 1904 as OpenType counts; fixed, so that bytes never change."""


def _corner(pen: TTGlyphPen, centre: Point, radius: float, start: float) -> None:
    """Draw a quarter of a circle, clockwise from angle `start` (radians), with one quadratic curve."""
    end = start - math.pi / 2
    reach = radius * math.sqrt(2)
    middle = start - math.pi / 4
    pen.qCurveTo(
        (round(centre[0] + reach * math.cos(middle)), round(centre[1] + reach * math.sin(middle))),
        (round(centre[0] + radius * math.cos(end)), round(centre[1] + radius * math.sin(end))),
    )


def _line(pen: TTGlyphPen, a: Point, b: Point, width: float = STROKE) -> None:
    """Draw one straight stroke from `a` to `b` with round ends, clockwise."""
    half = width / 2
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    left = angle + math.pi / 2
    pen.moveTo((round(a[0] + half * math.cos(left)), round(a[1] + half * math.sin(left))))
    pen.lineTo((round(b[0] + half * math.cos(left)), round(b[1] + half * math.sin(left))))
    _corner(pen, b, half, left)
    _corner(pen, b, half, left - math.pi / 2)
    pen.lineTo((round(a[0] - half * math.cos(left)), round(a[1] - half * math.sin(left))))
    _corner(pen, a, half, left + math.pi)
    _corner(pen, a, half, left + math.pi / 2)
    pen.closePath()


def _rectangle(pen: TTGlyphPen, box: tuple[int, int, int, int], radius: int, hole: bool = False) -> None:
    """Draw a rectangle with round corners, clockwise, or counter-clockwise for a hole."""
    x0, y0, x1, y1 = box
    path: list[tuple[Point, Point, Point]] = [
        ((x0, y1 - radius), (x0, y1), (x0 + radius, y1)),
        ((x1 - radius, y1), (x1, y1), (x1, y1 - radius)),
        ((x1, y0 + radius), (x1, y0), (x1 - radius, y0)),
        ((x0 + radius, y0), (x0, y0), (x0, y0 + radius)),
    ]
    if hole:
        path = [(end, corner, start) for start, corner, end in reversed(path)]
    pen.moveTo(path[0][0])
    for index, (start, corner, end) in enumerate(path):
        if index:
            pen.lineTo(start)
        pen.qCurveTo(corner, end)
    pen.closePath()


def _strokes(*lines: tuple[Point, Point]) -> Glyph:
    pen = TTGlyphPen(None)
    for a, b in lines:
        _line(pen, a, b)
    return pen.glyph()


def _arrow(tail: Point, head: Point, wing: float) -> Glyph:
    """Draw an arrow with an open head, whose reach on each axis is `wing`."""
    angle = math.atan2(head[1] - tail[1], head[0] - tail[0])
    back, side = math.cos(angle), math.sin(angle)
    one = (head[0] - wing * (back + side), head[1] - wing * (side - back))
    two = (head[0] - wing * (back - side), head[1] - wing * (side + back))
    return _strokes((tail, head), (one, head), (two, head))


def _box(crossed: bool) -> Glyph:
    """Draw a box to tick, standing a little under the baseline, as high as a capital; crossed or empty."""
    pen = TTGlyphPen(None)
    x0, y0, x1, y1 = 140, -120, 1540, 1280
    _rectangle(pen, (x0, y0, x1, y1), 130)
    _rectangle(pen, (x0 + STROKE, y0 + STROKE, x1 - STROKE, y1 - STROKE), 40, hole=True)
    if crossed:
        gap = 400
        _line(pen, (x0 + gap, y0 + gap), (x1 - gap, y1 - gap))
        _line(pen, (x0 + gap, y1 - gap), (x1 - gap, y0 + gap))
    return pen.glyph()


def _triangle() -> Glyph:
    """Draw the full triangle that says « play »."""
    pen = TTGlyphPen(None)
    pen.moveTo((200, -40))
    pen.lineTo((200, 1200))
    pen.lineTo((1280, 580))
    pen.closePath()
    return pen.glyph()


def _hyphen() -> Glyph:
    """Draw Andika's hyphen (80 to 780 across, 555 to 705 up), for the one that forbids a line break."""
    pen = TTGlyphPen(None)
    for index, corner in enumerate([(80, 555), (80, 705), (780, 705), (780, 555)]):
        if index:
            pen.lineTo(corner)
        else:
            pen.moveTo(corner)
    pen.closePath()
    return pen.glyph()


def drawings() -> dict[str, tuple[int | None, int, Glyph]]:
    """Return glyph name → (code point, advance width, drawing). The thin space is 389 wide: 0.19 em."""
    middle = 560
    empty = TTGlyphPen(None).glyph()
    return {
        ".notdef": (None, 1680, _box(crossed=False)),
        "espacefine": (0x202F, 389, empty),
        "tiretsoude": (0x2011, 860, _hyphen()),
        "gauche": (0x2190, 1740, _arrow((1520, middle), (220, middle), 480)),
        "haut": (0x2191, 1400, _arrow((700, -60), (700, 1240), 480)),
        "droite": (0x2192, 1740, _arrow((220, middle), (1520, middle), 480)),
        "bas": (0x2193, 1400, _arrow((700, 1240), (700, -60), 480)),
        "lecture": (0x25B6, 1440, _triangle()),
        "case": (0x2610, 1680, _box(crossed=False)),
        "casebarree": (0x2612, 1680, _box(crossed=True)),
        "coche": (0x2713, 1640, _strokes(((220, 520), (640, 100)), ((640, 100), (1420, 1060)))),
    }


def build() -> TTFont:
    """Return the face, ready to be saved; the same bytes on every run with the same fontTools."""
    glyphs = drawings()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({code: name for name, (code, _, _) in glyphs.items() if code is not None})
    outlines = {name: glyph for name, (_, _, glyph) in glyphs.items()}
    builder.setupGlyf(outlines)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (advance, getattr(table[name], "xMin", 0)) for name, (_, advance, _) in glyphs.items()}
    )
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        sTypoLineGap=0,
        usWinAscent=ASCENT,
        usWinDescent=-DESCENT,
        sxHeight=X_HEIGHT,
        sCapHeight=CAP_HEIGHT,
        usWeightClass=400,
        fsType=0,
        achVendID="ETAB",
    )
    builder.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{FAMILY} {VERSION}",
            "fullName": FAMILY,
            "psName": "EtabliSignes-Regular",
            "version": f"Version {VERSION}",
        },
        mac=False,
    )
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.created = head.modified = EPOCH
    builder.font.recalcTimestamp = False
    mark_overlaps(outlines.values())
    return builder.font


def mark_overlaps(drawn: Iterable[Glyph]) -> None:
    """Set OpenType's « overlapping contours » bit on each drawing, as crossing strokes are not merged."""
    for glyph in drawn:
        if glyph.numberOfContours > 1:
            glyph.flags[0] |= flagOverlapSimple


def write(folder: Path) -> tuple[Path, Path]:
    """Write both files in `folder` and return their paths, WOFF2 first."""
    web, print_ = folder / "etabli-signes.woff2", folder / "EtabliSignes-Regular.ttf"
    font = build()
    font.save(print_)
    font = TTFont(print_, recalcTimestamp=False)
    font.flavor = "woff2"
    font.save(web)
    return web, print_


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage : python tools/signes.py DOSSIER")
    for path in write(Path(sys.argv[1])):
        print(path, path.stat().st_size, "octets")
