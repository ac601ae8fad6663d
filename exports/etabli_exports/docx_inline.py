"""What stands in a line of a Word file: words, links, boxes that can be ticked, pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

import typst
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from etabli import media
from etabli.media import Picture
from PIL import Image as Pillow

from . import docx_art
from .docx_style_parts import SIGN_FONT
from .docx_xml import PLAIN, Look, locale, run, safe, w
from .raster import svg_png
from .typst_writer import Node, Writer

#: Dots an inch of the pictures that we draw, and the longest side that is kept of any picture.
DPI, LONGEST = 220, 2400
#: Longest address that Word opens.
_LONGEST_ADDRESS = 2000
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]|%[0-9a-f]{2})*|[0-9a-f:.]+")
_FORMATS = {"PNG", "JPEG", "GIF"}


class Story:
    """The text of one file. It counts identifiers and holds the relations that runs need."""

    def __init__(self, document: WordDocument, writer: Writer, language: str) -> None:
        self.part, self.writer, self.language = document.part, writer, locale(language)
        self.starts: list[tuple[int, int]] = []
        self.skips: list[tuple[int, int]] = []
        self._count = 0
        self._relations: dict[tuple[str, int], str | None] = {}

    def identifier(self) -> int:
        """Give a number that nothing else in the file has."""
        self._count += 1
        return self._count

    def run(self, text: str, look: Look = PLAIN) -> str:
        """Give a run of text in the document's language."""
        return run(text, self.language, look)

    def line(self, nodes: Iterable[Node], look: Look = PLAIN) -> str:
        """Set what stands in a line."""
        return "".join(self._node(node, look) for node in nodes)

    def _node(self, node: Node, look: Look) -> str:
        if isinstance(node, str):
            return self.run(node, look)
        match node["k"]:
            case "strong" | "emphasis":
                return self.line(node["c"], replace(look, strong=True))
            case "strike":
                return self.line(node["c"], replace(look, strike=True))
            case "sup" | "sub" | "call" as kind:
                return self.line(
                    node["c"], replace(look, position="subscript" if kind == "sub" else "superscript")
                )
            case "tied":
                return self.run(node["t"], look)
            case "code":
                return self.run(node["t"], replace(look, style="Codeenligne"))
            case "break":
                return self.run("\n", look)
            case "box":
                return self.box("Case à cocher", look.size or 13)
            case "blank":
                return self.run("\u00a0" * 16, replace(look, underlined=True))
            case "link":
                return self._link(node, look)
            case "picture":
                return self._small(node, look)
        return ""

    def _link(self, node: dict[str, Any], look: Look) -> str:
        mark = self.run(f"[{node['n']}]", replace(look, position="superscript")) if node["n"] else ""
        return (
            self.link(
                node["href"],
                self.line(node["c"], replace(look, style="Lienhypertexte")),
                self.line(node["c"], look),
            )
            + mark
        )

    def link(self, href: str, words: str, dead: str) -> str:
        """Make a link; ``dead``: what is written where Word could not open the address."""
        address = _address(href)
        if not address:
            return dead
        relation = self.part.relate_to(address, RT.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{relation}" w:history="1">{words}</w:hyperlink>' if words else ""

    # --- boxes -------------------------------------------------------------------------------------------------------

    def box(self, name: str, size: float = 16) -> str:
        """Give a box that a click ticks (w14:checkbox); ``name`` is what screen readers say, 64 characters at most."""
        look = Look(font=SIGN_FONT, size=size)
        states = "".join(
            f'<w14:{state} w14:val="{code}" w14:font="{SIGN_FONT}"/>'
            for state, code in (("checkedState", "2612"), ("uncheckedState", "2610"))
        )
        properties = w(
            "sdtPr",
            look.properties(self.language),
            w("alias", val=safe(name)[:64].strip() or "Case à cocher"),
            w("id", val=self.identifier() + 1000),
            f'<w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox>',
        )
        return w("sdt", properties, w("sdtContent", self.run("☐", look)))

    def number_box(self) -> str:
        """Give a framed place to write or type a number in."""
        return self.run("\u2002" * 5, Look(size=15, framed=True))

    # --- pictures ------------------------------------------------------------------------------------------------------

    def _small(self, node: dict[str, Any], look: Look) -> str:
        drawn = self.picture(node, 100, 9)
        return drawn or self.run(f"[{node['alt'] or 'image'}]", look)

    def picture(self, node: dict[str, Any], widest: float, highest: float) -> str:
        """Place a picture, never wider nor higher (mm); nothing when it cannot be drawn, which is reported."""
        if node["file"] is None:
            return ""
        share = min(1.0, widest / node["w"], highest / node["h"]) if node["w"] and node["h"] else 1.0
        size = (node["w"] * share, node["h"] * share)
        relation = self.relation(node["file"], size)
        return docx_art.inline(relation, self.identifier(), size, node["alt"]) if relation else ""

    def relation(self, name: str, size: tuple[float, float]) -> str | None:
        """Put a picture of the writer in the file, to be ``size`` mm wide and high; None when it cannot be drawn."""
        key = (name, round(size[0]))
        if key not in self._relations:
            data = self._bitmap(name, size)
            if data is None:
                self.writer.found(
                    "E701",
                    "une image illisible est remplacée par un cadre.",
                    "Enregistrez-la de nouveau en PNG.",
                )
            self._relations[key] = self.part.get_or_add_image(io.BytesIO(data))[0] if data else None
        return self._relations[key]

    def _bitmap(self, name: str, size: tuple[float, float]) -> bytes | None:
        source = next(src for src, file in self.writer.sources.items() if file == name)
        picture = media.load(self.writer.folder, source)
        return _bitmap(picture, size) if picture else None

    def drawing(self, svg: bytes, size: tuple[float, float], at: tuple[float, float] | None = None) -> str:
        """Place a decorative drawing of ours, ``size`` in mm: in the line, or ``at`` mm from its paragraph."""
        relation = self.part.get_or_add_image(svg_png(svg, _pixels(size[0], 300), size[0] / size[1]))[0]
        if at is None:
            return docx_art.inline(relation, self.identifier(), size, None)
        return docx_art.anchored(relation, self.identifier(), size, at, page=False)


def _address(href: str) -> str:
    """Give an address as Word takes it; nothing for one that would keep it from opening the file."""
    address = quote(safe(href).strip(), safe="%/:?#[]@!$&'()*+,;=~-._")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if len(address) > _LONGEST_ADDRESS or parts.scheme not in ("http", "https", "mailto", "tel"):
        return ""
    return "" if parts.scheme.startswith("http") and not _HOST.fullmatch(host) else address


def words(nodes: Iterable[Node]) -> str:
    """Give the words alone."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node["k"] == "box":
            parts.append("☐")
        elif node["k"] == "break":
            parts.append(" ")
        else:
            parts.append(words(node["c"]) if "c" in node else str(node.get("t") or node.get("alt") or ""))
    return "".join(parts).replace("\u200b", "").strip()


def _pixels(width: float, dots: int = DPI) -> int:
    return max(1, min(LONGEST, round(width / 25.4 * dots)))


def _bitmap(picture: Picture, size: tuple[float, float]) -> bytes | None:
    """Give a picture that Word knows, without more dots than paper shows."""
    data = picture.data
    try:
        if picture.mime == "image/svg+xml":
            return svg_png(data, _pixels(size[0]), size[0] / size[1]).getvalue()
        with Pillow.open(io.BytesIO(data)) as image:
            if image.format in _FORMATS and max(image.size) <= LONGEST:
                return data
            out = io.BytesIO()
            opaque = image.format == "JPEG"
            smaller = image.convert("RGB" if opaque else "RGBA")
            smaller.thumbnail((LONGEST, LONGEST))
            smaller.save(out, "JPEG" if opaque else "PNG", quality=88)
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError, typst.TypstError):
        return None
