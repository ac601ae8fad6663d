"""The empty presentation: our theme, our master and our layouts, in place of those of python-pptx's default file."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.parts.slide import SlideLayoutPart

from .pptx_art import grid, rule, ticks
from .pptx_layouts import FOOT_HOLDERS, HOLDERS, NAMES, TEXT_HOLDER, TITLE_HOLDER, Holder
from .pptx_xml import (
    LANGUAGE,
    A,
    P,
    colour,
    element,
    emu,
    line,
    line_spacing,
    properties,
    rounded,
    shape,
    text_body,
    xfrm,
)
from .raster import svg_png, wordmark
from .slide_layout import FULL
from .slide_zones import MARGIN, PAGE_H, PAGE_W, Box

NIGHT = "0C211E"
#: look.md, light: ink, paper, ink 2, mat, green, yellow, rust, careful, right, urgent.
_COLOURS = {
    "dk1": "1C2422",
    "lt1": "FFFEFB",
    "dk2": "3F4A46",
    "lt2": "E6EDE9",
    "accent1": "0F5450",
    "accent2": "F7C81E",
    "accent3": "83300B",
    "accent4": "FFF2C2",
    "accent5": "DDEDE8",
    "accent6": "A3170A",
    "hlink": "0F5450",
    "folHlink": "0F5450",
}
TITLE_FONT, TEXT_FONT = "Bricolage Grotesque", "Andika"


def blank() -> tuple[Any, dict[str, Any]]:
    """Give an empty presentation of 13.333 × 7.5 inches and its layouts by kind of slide."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = emu(PAGE_W), emu(PAGE_H)
    _forget(deck)
    master = deck.slide_master
    master.part.part_related_by(RT.THEME)._blob = _theme().encode()
    _master(master)
    spare = list(deck.slide_layouts)
    while len(spare) < len(NAMES):
        spare.append(_another(master, spare[0], len(spare) + 1))
    layouts = {}
    for layout, (kind, name) in zip(spare, NAMES.items(), strict=False):
        _layout(layout, kind, name)
        layouts[kind] = layout
    layouts["end"] = layouts["title"]
    for properties_ in deck.element.iter(f"{A}defRPr"):
        if properties_.get("lang"):
            properties_.set("lang", LANGUAGE)
    size = deck.element.find(f"{P}sldSz")
    size.attrib.pop("type", None)
    return deck, layouts


def _another(master: Any, model: Any, rank: int) -> Any:
    """Add a layout to those of the default file."""
    made: Any = SlideLayoutPart
    part = made(
        PackURI(f"/ppt/slideLayouts/slideLayout{rank}.xml"),
        CT.PML_SLIDE_LAYOUT,
        master.part.package,
        deepcopy(model.element),
    )
    part.relate_to(master.part, RT.SLIDE_MASTER)
    ids = master.element.find(f"{P}sldLayoutIdLst")
    number = max(int(found.get("id")) for found in ids) + 1
    relation = master.part.relate_to(part, RT.SLIDE_LAYOUT)
    ids.append(element(f'<p:sldLayoutId id="{number}" r:id="{relation}"/>'))
    return part.slide_layout


def _forget(deck: Any) -> None:
    """Drop what comes with the default file: a picture of it, its author's printer, its statistics."""
    package = deck.part.package
    for owner in (package, deck.part):
        for key, relation in list(owner._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings", "/extended-properties")):
                owner._rels.pop(key)


def _replace_tree(owner: Any, name: str, background: str, shapes: Iterable[Any]) -> None:
    """Write a master's or a layout's shapes anew."""
    common = owner.element.find(f"{P}cSld")
    fresh = element(
        f'<p:cSld name="{name}"><p:bg><p:bgPr>{colour(background)}<a:effectLst/></p:bgPr></p:bg><p:spTree><p:nvGrpSpPr>'
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld>'
    )
    tree = fresh.find(f"{P}spTree")
    for one in shapes:
        tree.append(one)
    owner.element.replace(common, fresh)


def _master(master: Any) -> None:
    shapes = [
        _holder(rank, holder) for rank, holder in enumerate((TITLE_HOLDER, TEXT_HOLDER, *FOOT_HOLDERS), 2)
    ]
    _replace_tree(master, "Établi", "bg1", shapes)
    styles = master.element.find(f"{P}txStyles")
    title = f'<a:lvl1pPr algn="l" rtl="0" eaLnBrk="1"><a:lnSpc><a:spcPts val="5150"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="4600" b="1" kern="1200" spc="-40">{colour("tx1")}<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
    body = "".join(_level(rank) for rank in range(1, 10))
    other = "".join(
        f'<a:lvl{rank}pPr algn="l" rtl="0"><a:defRPr sz="1800" kern="1200">{colour("tx1")}<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{rank}pPr>'
        for rank in range(1, 10)
    )
    fresh = element(
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )
    master.element.replace(styles, fresh)


def _level(rank: int) -> str:
    margin = emu(12.0 * (rank - 1))
    return (
        f'<a:lvl{rank}pPr marL="{margin}" indent="0" algn="l" rtl="0" eaLnBrk="1"><a:lnSpc><a:spcPts val="3750"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="1200"/></a:spcBef><a:buNone/><a:defRPr sz="{2800 if rank == 1 else 2600}" kern="1200">{colour("tx1")}'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{rank}pPr>'
    )


def _layout(layout: Any, kind: str, name: str) -> None:
    holders = HOLDERS[kind]
    art: list[Any] = []
    if kind == "title":
        band = Box(0.0, PAGE_H - 20.0, PAGE_W, 20.0)
        art = [grid(50), rule(51, "Règle", band, ticks(2.0, (2.5, 4.4, 4.4), band)), _wordmark(layout)]
    elif kind == "full":
        empty = Box(0.0, PAGE_H - 3.4, PAGE_W, 3.4)
        art = [
            shape(50, "Fond", FULL, fill="bg2", decorative=True),
            shape(51, "Règle", empty, fill="bg2", decorative=True),
        ]
    elif kind == "step":
        band = Box(0.0, PAGE_H - 15.0, PAGE_W, 15.0)
        art = [rule(50, "Règle", band, ticks(2.0, (6.0, 10.0, 15.0), band))]
    else:
        empty = Box(0.0, PAGE_H - 3.4, PAGE_W, 3.4)
        art = [shape(50, "Règle", empty, fill="bg2", decorative=True)]
    shapes = [*art, *(_holder(rank, holder) for rank, holder in enumerate(holders, 2))]
    background = {"title": NIGHT, "step": "accent2"}.get(kind, "bg1")
    _replace_tree(layout, name, background, shapes)
    layout.element.attrib.pop("type", None)
    layout.element.set("preserve", "1")


def _wordmark(layout: Any) -> Any:
    svg, ratio = wordmark()
    _, relation = layout.part.get_or_add_image_part(svg_png(svg, 900, ratio))
    box = Box(MARGIN, 16.0, 19.0 * ratio, 19.0)
    return element(
        f'<p:pic><p:nvPicPr>{properties(52, "Établi", "Établi")}<p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _holder(number: int, holder: Holder) -> Any:
    """Write a placeholder with its place, its look and its prompt."""
    attributes = f' type="{holder.kind}"' + (f' idx="{holder.index}"' if holder.index else "")
    look = f' sz="{round(holder.size * 100)}"' if holder.size else ""
    look += ' b="1"' if holder.strong else ""
    style = (colour(holder.ink) if holder.ink else "") + (
        f'<a:latin typeface="{holder.font}"/>' if holder.font else ""
    )
    spacing = (
        f'{line_spacing(holder.size * holder.lead)}<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        if holder.size
        else ""
    )
    aligned = f' algn="{holder.align}"' if holder.align else ""
    levels = f"<a:lstStyle><a:lvl1pPr{aligned}>{spacing}<a:defRPr{look}>{style}</a:defRPr></a:lvl1pPr></a:lstStyle>"
    words = f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{holder.prompt}</a:t></a:r>' if holder.prompt else ""
    if holder.kind == "sldNum":
        words = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum"><a:rPr lang="{LANGUAGE}"/><a:t>‹N°›</a:t></a:fld>'
    body = text_body(
        [f'<a:p>{words}<a:endParaRPr lang="{LANGUAGE}"/></a:p>'],
        anchor=holder.anchor,
        inset=(holder.left, 0.0, 0.0, 0.0),
    )
    body = body.replace("<a:lstStyle/>", levels)
    geometry = rounded(holder.box, 2.0) if holder.edge else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    edge = line(holder.edge, 2.0) if holder.edge else ""
    return element(
        f'<p:sp><p:nvSpPr>{properties(number, holder.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{attributes}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{xfrm(holder.box)}{geometry}{edge}</p:spPr>{body}</p:sp>"
    )


def _theme() -> str:
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{tag}><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'
        for tag, face in (("majorFont", TITLE_FONT), ("minorFont", TEXT_FONT))
    )
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    edges = "".join(
        f'<a:ln w="{width}">{plain}<a:prstDash val="solid"/></a:ln>' for width in (12700, 25400, 38100)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Établi"><a:themeElements>'
        f'<a:clrScheme name="Établi">{colours}</a:clrScheme><a:fontScheme name="Établi">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Établi"><a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>{edges}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
