"""The parts of a presentation: slides and notes pages put in it, then the file, the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.parts.slide import NotesSlidePart, SlidePart

from .pptx_xml import LANGUAGE, A, element, paragraph, properties
from .slide_text import Line, Run

_HOLDERS = (
    '<p:sp><p:nvSpPr>{image}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr>{notes}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="body" idx="3" sz="quarter"/></p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:lstStyle/>{said}</p:txBody></p:sp>"
)

#: Already compressed.
_SMALL = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")


class Pages:
    """Adds slides to a presentation, each with its notes.

    python-pptx copies every placeholder of the layout and looks for a free name among all parts at each slide; here
    placeholders are written where they are filled, and slides are named in order.
    """

    def __init__(self, presentation: Any) -> None:
        self.deck, self.count = presentation, 0
        self.master = presentation.part.notes_master_part

    def add(self, layout: Any) -> Any:
        """Add an empty slide of that layout."""
        self.count += 1
        name = PackURI(f"/ppt/slides/slide{self.count}.xml")
        part: Any = SlidePart(name, CT.PML_SLIDE, self.deck.part.package, _empty())
        part.relate_to(layout.part, RT.SLIDE_LAYOUT)
        self.deck.slides._sldIdLst.add_sldId(self.deck.part.relate_to(part, RT.SLIDE))
        return part.slide

    def annotate(self, slide: Any, notes: Iterable[Line]) -> None:
        """Write what the facilitator reads under the slide just added."""
        said = "".join(paragraph(_note_runs(one)) for one in notes)
        holders = _HOLDERS.format(
            image=properties(2, "Image de la diapo"),
            notes=properties(3, "Notes"),
            said=said or f'<a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p>',
        )
        tree = element(
            '<p:notes><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            f"<p:grpSpPr/>{holders}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        )
        name = PackURI(f"/ppt/notesSlides/notesSlide{self.count}.xml")
        part = NotesSlidePart(name, CT.PML_NOTES_SLIDE, self.deck.part.package, tree)
        part.relate_to(self.master, RT.NOTES_MASTER)
        part.relate_to(slide.part, RT.SLIDE)
        slide.part.relate_to(part, RT.NOTES_SLIDE)

    def french_notes(self) -> None:
        """Put in French what python-pptx writes in English on the master of the notes."""
        tree = self.master.notes_master.element
        for found in tree.iter(f"{A}rPr", f"{A}endParaRPr", f"{A}defRPr"):
            if found.get("lang"):
                found.set("lang", LANGUAGE)
        said = {"Click to edit Master text styles": "Notes de l’animateur"} | {
            f"{rank} level": "" for rank in ("Second", "Third", "Fourth", "Fifth")
        }
        for found in tree.iter(f"{A}t"):
            found.text = said.get(found.text, found.text)


def _empty() -> Any:
    return element(
        '<p:sld><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        "<p:grpSpPr/></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _note_runs(one: Line) -> tuple[Run, ...]:
    mark = {"bullet": "–\u00a0", "number": f"{one.number}.\u00a0", "task": "☐\u00a0", "done": "☑\u00a0"}.get(
        one.kind, ""
    )
    runs = tuple(Run(run.text, run.strong or one.kind == "subhead") for run in one.runs)
    return (Run(mark), *runs) if mark else runs


def packed(presentation: Any, when: datetime) -> bytes:
    """Give the file, every entry with the same date: same content, same bytes."""
    package = presentation.part.package
    parts = list(package.iter_parts())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, data: bytes | str) -> None:
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_SMALL) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=4)

        put("[Content_Types].xml", _types(parts))
        put("_rels/.rels", package._rels.xml)
        for part in parts:
            put(part.partname.membername, part.blob)
            if part.rels:
                put(part.partname.rels_uri.membername, part.rels.xml)
    return out.getvalue()


def _types(parts: Iterable[Any]) -> str:
    """Say the type of each part: of pictures by their extension, of all else by their name."""
    named, extensions = [], {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    for part in parts:
        if part.partname.startswith("/ppt/media/"):
            extensions[part.partname.ext] = part.content_type
        else:
            named.append(f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>')
    default = "".join(
        f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in sorted(extensions.items())
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{default}{"".join(named)}</Types>'
    )
