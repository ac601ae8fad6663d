"""Small pieces of PresentationML: lengths, paragraphs, drawn shapes, and what screen readers are told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

from .measure import POINT
from .slide_text import Line, Run
from .slide_zones import LEAD, Box

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LANGUAGE = "fr-FR"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)

Points = Sequence[tuple[float, float]]


def emu(millimetres: float) -> int:
    """Give a length in English Metric Units."""
    return round(millimetres * 36000)


def xfrm(box: Box, tag: str = "a:xfrm") -> str:
    """Give the place of a shape."""
    return f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></{tag}>'


def element(xml: str) -> Any:
    """Parse an element whose prefixes are ours."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", xml, count=1))


def colour(name: str) -> str:
    """Fill with a colour: of the theme (``tx1``, ``accent1``…) or in hexadecimal."""
    tag = "srgbClr" if re.fullmatch(r"[0-9A-F]{6}", name) else "schemeClr"
    return f'<a:solidFill><a:{tag} val="{name}"/></a:solidFill>'


def line(name: str, points: float) -> str:
    """Draw an edge of ``points``, with round ends; none without a colour."""
    return (
        f'<a:ln w="{round(points * 12700)}" cap="rnd">{colour(name)}<a:round/></a:ln>'
        if name
        else "<a:ln><a:noFill/></a:ln>"
    )


def properties(number: int, name: str, alt: str = "", *, decorative: bool = False) -> str:
    """Give a shape's identity: ``alt`` is what it says, ``decorative`` tells screen readers to pass it over."""
    inner = _DECORATIVE if decorative else ""
    said = f" descr={quoteattr(alt)}" if alt else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(name)}{said}>{inner}</p:cNvPr>'


def shape(
    number: int,
    name: str,
    box: Box,
    *,
    geometry: str = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
    fill: str = "",
    edge: str = "",
    body: str = "",
    alt: str = "",
    decorative: bool = False,
) -> Any:
    """Draw a shape; ``body`` is its text (`text_body`)."""
    painted = colour(fill) if fill else "<a:noFill/>"
    kind = ' txBox="1"' if body and not fill and not edge else ""
    return element(
        f"<p:sp><p:nvSpPr>{properties(number, name, alt, decorative=decorative)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{xfrm(box)}{geometry}{painted}{edge or line('', 0)}</p:spPr>{body or empty_body()}</p:sp>"
    )


def drawing(box: Box, paths: Iterable[tuple[Sequence[Points], bool, bool]]) -> str:
    """Give the geometry of lines in mm from the box's corner: each path is (polylines, filled and closed, stroked)."""
    parts = []
    for polylines, filled, stroked in paths:
        moves = "".join(
            f'<a:moveTo><a:pt x="{emu(points[0][0])}" y="{emu(points[0][1])}"/></a:moveTo>'
            + "".join(f'<a:lnTo><a:pt x="{emu(x)}" y="{emu(y)}"/></a:lnTo>' for x, y in points[1:])
            + ("<a:close/>" if filled else "")
            for points in polylines
        )
        attributes = ("" if filled else ' fill="none"') + ("" if stroked else ' stroke="0"')
        parts.append(f'<a:path w="{emu(box.w)}" h="{emu(box.h)}"{attributes}>{moves}</a:path>')
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{"".join(parts)}</a:pathLst></a:custGeom>'
    )


def rounded(box: Box, radius: float) -> str:
    """Give a rectangle with corners of ``radius`` mm."""
    value = round(min(0.5, radius / min(box.w, box.h)) * 100000)
    return (
        f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {value}"/></a:avLst></a:prstGeom>'
    )


def empty_body() -> str:
    """A shape without text still says its language."""
    return f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody>'


def text_body(
    paragraphs: Sequence[str],
    *,
    anchor: str = "t",
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
    tag: str = "p:txBody",
) -> str:
    """Give a text frame; ``inset``: left, top, right, bottom in mm."""
    left, top, right, bottom = (emu(value) for value in inset)
    frame = f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    return f"<{tag}>{frame}<a:lstStyle/>{''.join(paragraphs) or paragraph(())}</{tag}>"


def line_spacing(points: float) -> str:
    """Give an exact distance between lines, the same in any font; 0 = the font's own."""
    value = f'<a:spcPts val="{round(points * 100)}"/>' if points else '<a:spcPct val="100000"/>'
    return f"<a:lnSpc>{value}</a:lnSpc>"


def paragraph(
    runs: Iterable[Run],
    size: float = 0.0,
    *,
    fill: str = "",
    font: str = "",
    strong: bool = False,
    lead: float = LEAD,
    before: float = 0.0,
    align: str = "",
    bullet: str = "",
    links: dict[str, str] | None = None,
) -> str:
    """Give a paragraph. ``before``: mm above it; ``bullet``: `BULLETS`'s XML; ``links``: address → relationship id."""
    spacing = line_spacing(size * lead) if size else ""
    spacing += f'<a:spcBef><a:spcPts val="{round(before / POINT * 100)}"/></a:spcBef>' if size else ""
    margins, _, mark = bullet.partition("|")
    aligned = f' algn="{align}"' if align else ""
    style = f"<a:pPr{margins}{aligned}>{spacing}{mark}</a:pPr>"
    look = colour(fill) if fill else ""
    height = f' sz="{round(size * 100)}"' if size else ""
    pieces = []
    for run in runs:
        for rank, text in enumerate(run.text.split("\n")):
            if rank:
                pieces.append(f'<a:br><a:rPr lang="{LANGUAGE}"{height}/></a:br>')
            if text:
                pieces.append(
                    f"<a:r>{_run_properties(run, height, look, font, strong, links or {})}<a:t>{escape(text)}</a:t></a:r>"
                )
    return f'<a:p>{style}{"".join(pieces)}<a:endParaRPr lang="{LANGUAGE}"{height}/></a:p>'


def _run_properties(run: Run, height: str, look: str, font: str, strong: bool, links: dict[str, str]) -> str:
    attributes = height
    attributes += ' b="1"' if run.strong or strong else ""
    attributes += ' strike="sngStrike"' if run.strike else ""
    attributes += {"": "", "sup": ' baseline="30000"', "sub": ' baseline="-25000"'}[run.raised]
    face = "JetBrains Mono" if run.code else font
    inner = look + (f'<a:latin typeface="{face}"/>' if face else "")
    if run.href in links:
        inner += f'<a:hlinkClick r:id="{links[run.href]}"/>'
    return f'<a:rPr lang="{LANGUAGE}"{attributes}>{inner}</a:rPr>'


def bullet(line: Line, size: float, left: float, hang: float) -> str:
    """Give a line's bullet: margins, then the mark. Discs with a figure are PowerPoint's own numbering."""
    margins = f' marL="{emu(left)}" indent="{-emu(hang)}"'
    match line.kind:
        case "number":
            start = f' startAt="{line.number}"' if line.number > 1 else ""
            mark = f'<a:buSzPct val="120000"/><a:buFont typeface="Wingdings"/><a:buAutoNum type="circleNumWdBlackPlain"{start}/>'
        case "bullet":
            mark = (
                '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
                if line.level == 0
                else '<a:buFont typeface="Arial"/><a:buChar char="–"/>'
            )
        case "task":
            mark = '<a:buSzPct val="120000"/><a:buFont typeface="Wingdings" charset="2"/><a:buChar char="\u00a8"/>'
        case "done":
            mark = '<a:buSzPct val="120000"/><a:buFont typeface="Wingdings" charset="2"/><a:buChar char="\u00fe"/>'
        case _:
            return f' marL="{emu(left)}" indent="0"|<a:buNone/>'
    return f"{margins}|{mark}"
