"""Pictures on slides: PowerPoint takes PNG, JPEG and GIF, so that the others are drawn again."""

from __future__ import annotations

import io

import typst
from etabli.media import Picture
from PIL import Image as Pillow

from .pptx_layouts import PICTURE
from .pptx_parts import Shapes
from .pptx_xml import element, line, paragraph, properties, shape, text_body, xfrm
from .raster import svg_png
from .slide_text import Run
from .slide_zones import PictureZone

#: Pixels of a rasterised picture per millimetre of slide: 2 700 over the whole width.
_DENSITY = 8
_MOST = 3600


def picture(shapes: Shapes, zone: PictureZone, loaded: Picture | None) -> bool:
    """Put a picture in its placeholder; else a frame that says what it would show. Says whether it is there."""
    alt, box = zone.image.alt, zone.box
    drawn = _drawn(loaded, box.w) if loaded else None
    if loaded is None or drawn is None:
        words = [paragraph((Run(alt or "Image absente"),), 20.0, align="ctr", lead=1.3)]
        body = text_body(words, anchor="ctr", inset=(8.0, 4.0, 8.0, 4.0))
        shapes.add(shape(shapes.next(), "Image absente", box, fill="bg2", edge=line("tx2", 1.5), body=body))
        return False
    _, relation = shapes.slide.part.get_or_add_image_part(drawn)
    mark = "" if PICTURE in shapes.taken else f'<p:ph type="pic" idx="{PICTURE}"/>'
    shapes.taken.add(PICTURE)
    # Typst leaves the outermost pixels of a picture half transparent: they would show as hairlines.
    across, down = _edge(box.w), _edge(box.h)
    cut = (
        f'<a:srcRect l="{across}" t="{down}" r="{across}" b="{down}"/>'
        if loaded.mime == "image/svg+xml"
        else ""
    )
    said = properties(shapes.next(), "Image", alt, decorative=zone.image.decorative or not alt)
    shapes.add(
        element(
            f'<p:pic><p:nvPicPr>{said}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{mark}</p:nvPr></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{relation}"/>{cut}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )
    return True


def _edge(length: float) -> int:
    """Give two pixels of a rasterised picture, in thousandths of a percent of its length."""
    return round(2 / (length * _DENSITY) * 100000)


def _drawn(loaded: Picture, wide: float) -> io.BytesIO | None:
    """Give a picture in a format that PowerPoint takes; None where it cannot be drawn."""
    try:
        if loaded.mime == "image/svg+xml":
            return svg_png(loaded.data, min(_MOST, round(wide * _DENSITY)), loaded.size[0] / loaded.size[1])
        if loaded.mime == "image/webp":
            out = io.BytesIO()
            with Pillow.open(io.BytesIO(loaded.data)) as opened:
                opened.save(out, "PNG")
            out.seek(0)
            return out
    except (typst.TypstError, OSError, ValueError):
        return None
    return io.BytesIO(loaded.data)
