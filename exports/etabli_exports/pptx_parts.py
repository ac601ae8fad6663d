"""Zones of a slide → shapes of PowerPoint, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from .pptx_art import left_rounded, rule, sign, ticks
from .pptx_layouts import BODY, HOLDERS, OPTION, SECOND
from .pptx_xml import (
    bullet,
    drawing,
    element,
    line,
    paragraph,
    properties,
    rounded,
    shape,
    text_body,
    xfrm,
)
from .slide_text import Line, Run
from .slide_zones import (
    BandZone,
    Box,
    OptionZone,
    TextZone,
    indent,
    line_size,
)

#: Band → ground, edge, ink.
_BANDS = {
    "note": ("accent4", "", "tx1"),
    "careful": ("accent4", "", "tx1"),
    "urgent": ("accent6", "", "bg1"),
    "right": ("accent5", "accent1", "tx1"),
    "quote": ("bg2", "tx1", "tx1"),
}


class Shapes:
    """The shapes of one slide, numbered as they come. ``taken``: placeholders of the layout already used."""

    def __init__(self, slide: Any, layout: str) -> None:
        self.slide, self.tree = slide, slide.shapes._spTree
        self.bodies = {holder.index for holder in HOLDERS.get(layout, ()) if holder.kind == "body"}
        self.number, self.taken = 1, set[int]()

    def next(self) -> int:
        """Give the number of the next shape."""
        self.number += 1
        return self.number

    def add(self, made: Any) -> None:
        """Put a shape after the others."""
        self.tree.append(made)

    def links(self, all_lines: Iterable[Line]) -> dict[str, str]:
        """Give the relationship of each address that the lines lead to."""
        part = self.slide.part
        hrefs = dict.fromkeys(
            run.href for one in all_lines for run in one.runs if run.href.startswith(("http", "mailto"))
        )
        return {href: part.relate_to(href, RT.HYPERLINK, is_external=True) for href in hrefs}

    def holder(
        self, index: int, kind: str, name: str, body: str, box: Box | None = None, extra: str = ""
    ) -> None:
        """Fill a placeholder of the layout, or, where it is already taken, a text box in its likeness."""
        place = f"{xfrm(box)}" if box else ""
        if index in self.taken and kind == "body":
            assert box is not None
            self.add(shape(self.next(), name, box, body=body))
            return
        self.taken.add(index)
        mark = f'<p:ph type="{kind}"' + (f' idx="{index}"' if index else "") + "/>"
        self.add(
            element(
                f'<p:sp><p:nvSpPr>{properties(self.next(), name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr>'
                f"<p:spPr>{place}{extra}</p:spPr>{body}</p:sp>"
            )
        )


def text(shapes: Shapes, zone: TextZone) -> None:
    """Write paragraphs in the layout's text placeholder."""
    links = shapes.links(zone.lines)
    paragraphs = list(text_paragraphs(zone.lines, zone.size, zone.gap, links))
    # One line more than measured, for a font wider than expected: nothing stands in that room.
    box = replace(zone.box, h=zone.box.h + 0.5)
    free = next(
        (index for index in (BODY, SECOND) if index in shapes.bodies and index not in shapes.taken), BODY
    )
    shapes.holder(free, "body", "Texte", text_body(paragraphs), box)


def text_paragraphs(
    lines: Sequence[Line], size: float, gap: float, links: dict[str, str], ink: str = ""
) -> Iterator[str]:
    """Give the paragraphs of lines: bullets, figures in discs, boxes to tick."""
    for rank, one in enumerate(lines):
        own = line_size(one, size)
        left = indent(one)
        hang = left - 12.0 * one.level
        yield paragraph(
            one.runs,
            own,
            fill=ink or ("tx2" if one.kind == "note" else ""),
            strong=one.kind == "subhead",
            before=gap if rank else 0.0,
            bullet=bullet(one, own, left, hang),
            links=links,
        )


def band(shapes: Shapes, zone: BandZone) -> None:
    """Draw a framed text, with its sign."""
    fill, edge, ink = _BANDS[zone.tone]
    links = shapes.links(zone.lines)
    signed = zone.tone in ("careful", "urgent")
    left = 8.0 + (21.0 if signed else 0.0)
    right = 8.0 + (21.0 if zone.tone == "right" else 0.0)
    top = 3.0 if zone.tone == "note" else 0.0
    paragraphs = list(text_paragraphs(zone.lines, zone.size, 2.0, links, "" if ink == "tx1" else ink))
    body = text_body(paragraphs, anchor="ctr", inset=(left, top, right, 0.0))
    geometry = rounded(zone.box, 2.0) if edge else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    name = {
        "note": "À noter",
        "careful": "Attention",
        "urgent": "Urgent",
        "right": "Bonne réponse",
        "quote": "Message",
    }[zone.tone]
    middle = zone.box.y + zone.box.h / 2 - 7.0
    if signed:
        shapes.add(_band_ground(shapes, zone, geometry, fill))
        shapes.add(sign(shapes.next(), zone.tone, zone.box.x + 8.0, middle, 14.0, ink))
        shapes.add(shape(shapes.next(), name, zone.box, body=body))
        return
    shapes.add(
        shape(shapes.next(), name, zone.box, geometry=geometry, fill=fill, edge=line(edge, 2.5), body=body)
    )
    if zone.tone == "note":
        shapes.add(_tab(shapes, zone.box))
    if zone.tone == "right":
        shapes.add(sign(shapes.next(), "right", zone.box.x + zone.box.w - 21.0, middle, 14.0, "accent1"))


def _band_ground(shapes: Shapes, zone: BandZone, geometry: str, fill: str) -> Any:
    return shape(shapes.next(), "Fond", zone.box, geometry=geometry, fill=fill, decorative=True)


def _tab(shapes: Shapes, box: Box) -> Any:
    """Draw the piece of yellow rule that stands on a note."""
    tab = Box(box.x, box.y - 2.0, 26.0, 4.0)
    return rule(shapes.next(), "Règle", tab, ticks(2.0, (1.5, 2.6, 2.6), tab))


def option(shapes: Shapes, zone: OptionZone, rank: int) -> None:
    """Draw a possible answer: the letter's cell, then the text in a placeholder with an edge."""
    right = bool(zone.option.right)
    ink, weight = ("accent1", 3.0) if right else ("tx1", 2.0)
    # The edge is a shape of its own: Impress draws placeholders with square corners.
    ground = rounded(zone.box, 2.0)
    shapes.add(
        shape(
            shapes.next(),
            "Cadre",
            zone.box,
            geometry=ground,
            fill="accent5" if right else "bg1",
            edge=line(ink, weight),
            decorative=True,
        )
    )
    letter = Box(zone.box.x, zone.box.y, 31.0, zone.box.h)
    geometry = drawing(
        letter,
        [
            ([left_rounded(letter.w, letter.h, 2.0)], True, False),
            ([[(letter.w, 0.0), (letter.w, letter.h)]], False, True),
        ],
    )
    words = paragraph(
        (Run(zone.option.letter),),
        38.0,
        fill="bg1" if right else "tx1",
        font="+mj-lt",
        strong=True,
        align="ctr",
        lead=1.0,
    )
    shapes.add(
        shape(
            shapes.next(),
            f"Lettre {zone.option.letter}",
            letter,
            geometry=geometry,
            fill="accent1" if right else "",
            edge=line(ink, 2.0),
            body=text_body([words], anchor="ctr"),
        )
    )
    links = shapes.links(zone.lines)
    inset = (40.0, 0.0, 24.0 if right else 5.0, 0.0)
    body = text_body(list(text_paragraphs(zone.lines, zone.size, 0.0, links)), anchor="ctr", inset=inset)
    shapes.holder(
        OPTION + rank,
        "body",
        f"Réponse {zone.option.letter}",
        body,
        zone.box,
        "<a:noFill/><a:ln><a:noFill/></a:ln>",
    )
    if right:
        shapes.add(
            sign(
                shapes.next(),
                "right",
                zone.box.x + zone.box.w - 22.0,
                zone.box.y + zone.box.h / 2 - 7.5,
                15.0,
                "accent1",
            )
        )
