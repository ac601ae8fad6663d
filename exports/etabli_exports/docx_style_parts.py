"""What styles are made of: their names, paragraph layouts, frames and fonts, as WordprocessingML."""

from __future__ import annotations

from .docx_xml import twips, w

INK, INK2, GREY, PAPER, MAT, PALE = "1C2422", "3F4A46", "73827C", "FFFEFB", "E6EDE9", "FFF2C2"
TEXT_FONT, TITLE_FONT, SIGN_FONT, CODE_FONT = (
    "Andika",
    "Bricolage Grotesque",
    "Etabli Signes",
    "JetBrains Mono",
)
#: Lists of numbering.xml: the steps, bullets, and the model of ordered lists.
STEPS, BULLETS, ORDERED = 1, 2, 3
#: Millimetres between a box and its words, between the sides of a callout and its text.
BOX, PAD = 8.0, 5.0

_BUILT_IN = {
    "Normal",
    "Title",
    "Subtitle",
    "List Paragraph",
    "List Bullet",
    "List Number",
    "List Continue",
    "caption",
    "Quote",
    "footnote text",
    "header",
    "footer",
    "Default Paragraph Font",
    "Strong",
    "Hyperlink",
    "page number",
}


def style(
    identity: str,
    name: str,
    ppr: str,
    rpr: str,
    *,
    kind: str = "paragraph",
    parent: str = "",
    following: str = "Normal",
    default: bool = False,
) -> str:
    """Give a style. ``ppr``: its paragraph properties, ``rpr``: the children of its run properties."""
    base = parent or ("" if default else "Normal" if kind == "paragraph" else "Policepardfaut")
    own = name not in _BUILT_IN and not name.startswith("heading ")
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=base) if base else "",
        w("next", val=following) if kind == "paragraph" and not default and following != identity else "",
        w("qFormat"),
        ppr,
        w("rPr", rpr) if rpr else "",
        type=kind,
        default=1 if default else None,
        customStyle=1 if own else None,
        styleId=identity,
    )


def layout(
    *,
    keep: bool = False,
    lines: bool = False,
    numbering: int | None = None,
    borders: str = "",
    shade: str = "",
    tabs: str = "",
    spacing: str = "",
    indent: str = "",
    close: bool = False,
    level: int | None = None,
) -> str:
    """Give paragraph properties. ``close``: no room between paragraphs of the same style; ``level``: in the outline, from 0."""
    return w(
        "pPr",
        w("keepNext") if keep else "",
        w("keepLines") if keep or lines else "",
        w("numPr", w("numId", val=numbering)) if numbering is not None else "",
        borders,
        w("shd", val="clear", color="auto", fill=shade) if shade else "",
        tabs,
        spacing,
        indent,
        w("contextualSpacing") if close else "",
        w("outlineLvl", val=level) if level is not None else "",
    )


def framed(fill: str, edge: str) -> str:
    """Frame paragraphs. The edge is as pale as the ground where it only gives room around the text."""
    edges = sides("single", 12 if edge == INK else 4, edge, 12, top=0)
    indent = w("ind", left=twips(PAD), right=twips(PAD))
    return layout(lines=True, borders=edges, shade=fill, spacing=spacing(0, 0, 0.95), indent=indent)


def sides(kind: str, size: int, colour: str, space: int, top: int | None = None) -> str:
    """Draw the four sides of a frame, in eighths of a point; ``space``, ``top``: points between the edge and the text."""
    rooms = (("top", space if top is None else top), ("left", space), ("bottom", space), ("right", space))
    return w("pBdr", *(side(name, kind, size, colour, room) for name, room in rooms))


def side(name: str, kind: str, size: int, colour: str, space: int) -> str:
    """Draw one side."""
    return w(name, val=kind, sz=size, space=space, color=colour)


def tabs(*stops: tuple[str, float]) -> str:
    """Set tab stops, in mm."""
    return w("tabs", *(w("tab", val=kind, pos=twips(place)) for kind, place in stops))


def spacing(before: float, after: float, lines: float) -> str:
    """Set the room above and below in points, and the leading as a share of the font's own."""
    return w(
        "spacing",
        before=round(before * 20),
        after=round(after * 20),
        line=round(lines * 240),
        lineRule="auto",
    )


def font(name: str) -> str:
    """Set a face, for all scripts."""
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def title(points: float) -> str:
    """Set in the face of titles, in points."""
    return font(TITLE_FONT) + w("b") + w("bCs") + sized(points)


def sized(points: float) -> str:
    """Set a size."""
    return w("sz", val=round(points * 2)) + w("szCs", val=round(points * 2))
