"""What a tagged PDF of ours must have: the checks of ISO 14289-1 (PDF/UA-1) that docs/accessibilite.md lists, clause by clause.

It reads the file as a viewer does, by pikepdf; it is no substitute for veraPDF.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

#: ISO 32000-1, 14.8.4.
STANDARD = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
}
#: Where a structure element may stand (ISO 32000-1, 14.8.4.3).
PARENTS = {
    "/LI": {"/L"},
    "/Lbl": {"/LI", "/Note", "/BibEntry", "/TOCI"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
}
_PAINT = {
    "Tj",
    "TJ",
    "'",
    '"',
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "Do",
    "sh",
    "BI",
    "INLINE",
    "IMAGE",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def text(data: bytes) -> str:
    """Give all the text of a PDF, as a reader copies it, spaces joined."""
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as document:
        return " ".join("\n".join(page.get_text() for page in document).replace("\u200b", "").split())


def pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def faults(data: bytes) -> list[str]:
    """Name what the PDF lacks; empty when nothing."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["not tagged"]
        checks = (_document, fonts, _contents, _structure, _tables, _nesting, _links)
        return [fault for check in checks for fault in check(pdf)]


# --- the file ----------------------------------------------------------------------------------------------------------


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    mark = root.get("/MarkInfo", {})
    if not mark.get("/Marked") or mark.get("/Suspects", False):
        yield "not tagged"
    if not _LANGUAGE.fullmatch(str(root.get("/Lang", ""))) or not str(root.Lang).startswith("fr"):
        yield f"language is {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    outlines = root.get("/Outlines", {})
    if "/First" not in outlines or not str(outlines.First.get("/Title", "")):
        yield "no outline"
    if pdf.is_encrypted:
        yield "encrypted"
    if any(key in root for key in ("/AcroForm", "/OCProperties", "/OpenAction", "/AA")):
        yield "forms, layers or actions"
    with pdf.open_metadata() as xmp:
        if not xmp.get("dc:title"):
            yield "no title"
        if str(xmp.get("pdfuaid:part")) != "1":
            yield "does not say PDF/UA-1"


def fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clause 7.21: embedded, their characters known, their glyphs measured."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        kind, name = item.get("/Type"), item.get("/BaseFont", item.get("/FontName"))
        if kind == "/FontDescriptor" and not any(
            key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"font {name} is not embedded"
        if kind == "/Font" and item.get("/Subtype") == "/Type0" and "/ToUnicode" not in item:
            yield f"font {name} does not say its characters"
        if kind == "/Font" and item.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in item:
            yield f"font {name} does not map its glyphs"
        if kind == "/Font" and item.get("/Subtype") in ("/Type1", "/TrueType", "/Type3"):
            yield f"font {name} is of an old kind"


# --- what is painted -----------------------------------------------------------------------------------------------------


def _contents(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clause 7.1: all that is painted is tagged or an artifact, never one inside the other, and no tag is lost."""
    told: dict[Any, set[int]] = {}
    for page, number in leaves(pdf):
        told.setdefault(page, set()).add(number)
    for rank, page in enumerate(pdf.pages, 1):
        marked, loose, mixed = _marked(page)
        if loose:
            yield f"page {rank}: {loose} drawings are neither tagged nor artifacts"
        if mixed:
            yield f"page {rank}: an artifact and a tag are one inside the other"
        if marked != told.get(page.obj.objgen, set()):
            yield f"page {rank}: tags and structure differ"
        if "/StructParents" not in page and marked:
            yield f"page {rank}: does not lead to its structure"


def _marked(page: pikepdf.Page) -> tuple[set[int], int, bool]:
    """Give the page's marked contents, how many paintings have no mark, and whether artifacts and tags mix."""
    stack: list[str] = []
    numbers: set[int] = set()
    loose, mixed = 0, False
    for item in pikepdf.parse_content_stream(page):
        name = str(item.operator)
        if name in ("BMC", "BDC"):
            artifact = str(item.operands[0]) == "/Artifact"
            values = item.operands[1] if name == "BDC" else {}
            number = values.get("/MCID") if isinstance(values, pikepdf.Dictionary) else None
            if number is not None:
                numbers.add(int(number))
            kind = "artifact" if artifact else "tag" if number is not None else ""
            mixed |= bool(kind) and any(above and above != kind for above in stack)
            stack.append(kind)
        elif name == "EMC":
            stack.pop()
        elif name in _PAINT and not any(stack):
            loose += 1
    return numbers, loose, mixed


# --- structure -------------------------------------------------------------------------------------------------------------


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Walk the structure tree in reading order; role-mapped names are resolved."""
    for name, item, _ in _walk(pdf):
        yield name, item


def _walk(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any, str]]:
    """As `elements`, with the parent's name."""
    roles = _roles(pdf)

    def walk(item: Any, parent: str) -> Iterator[tuple[str, Any, str]]:
        if isinstance(item, pikepdf.Array):
            for child in item:
                yield from walk(child, parent)
        elif isinstance(item, pikepdf.Dictionary):
            name = parent
            if "/S" in item:
                name = roles.get(str(item.S), str(item.S))
                yield name, item, parent
            if "/K" in item:
                yield from walk(item.K, name)

    yield from walk(pdf.Root.StructTreeRoot.K, "")


def _roles(pdf: pikepdf.Pdf) -> dict[str, str]:
    return {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}


def leaves(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, int]]:
    """Give (page, number) of all tagged contents, in reading order."""
    for page, number, _ in placed(pdf):
        yield page, number


def placed(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, int, tuple[str, ...]]]:
    """Give (page, number, names of the elements around) of all tagged contents, in reading order.

    The names bear their rank in the tree: « /P 12 ».
    """
    roles = _roles(pdf)
    count = 0

    def walk(item: Any, page: Any, around: tuple[str, ...]) -> Iterator[tuple[Any, int, tuple[str, ...]]]:
        nonlocal count
        if isinstance(item, pikepdf.Array):
            for child in item:
                yield from walk(child, page, around)
        elif isinstance(item, int):
            yield page, int(item), around
        elif isinstance(item, pikepdf.Dictionary):
            page = item.Pg.objgen if "/Pg" in item else page
            if item.get("/Type") == "/MCR":
                yield page, int(item.MCID), around
            elif "/K" in item:
                count += 1
                name = str(item.get("/S", ""))
                yield from walk(item.K, page, (*around, f"{roles.get(name, name)} {count}"))

    yield from walk(pdf.Root.StructTreeRoot.K, None, ())


def headings(data: bytes) -> list[int]:
    """Give the levels of titles, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [int(name[2:]) for name, _ in elements(pdf) if name[:2] == "/H" and name[2:].isdigit()]


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    last = 0
    for name, item in elements(pdf):
        if name[1:] not in STANDARD:
            yield f"{name} is not a standard tag"
        if name in ("/Figure", "/Formula") and not str(item.get("/Alt", item.get("/ActualText", ""))):
            yield "a figure has no alternative text"
        if name == "/Note" and "/ID" not in item:
            yield "a note has no name"
        if "/Lang" in item and not _LANGUAGE.fullmatch(str(item.Lang)):
            yield f"language is {item.Lang}"
        if name[:2] == "/H" and name[2:].isdigit():
            level = int(name[2:])
            if level > last + 1:
                yield f"a title of level {level} follows one of level {last}"
            last = level
        if name == "/H":
            yield "a title has no level"
    if not last:
        yield "no title in the structure"


def _nesting(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clauses 7.2: what tables and lists are made of stands in tables and lists."""
    for name, _, parent in _walk(pdf):
        if name in PARENTS and parent not in PARENTS[name]:
            yield f"{name} stands in {parent}"
        if parent in ("/L", "/LI") and name not in ("/LI", "/Lbl", "/LBody", "/Caption", "/L"):
            yield f"{name} stands in {parent}"


def _tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clauses 7.2 and 7.5: headers that say what they head, rows of one width."""
    roles = _roles(pdf)
    for name, item in elements(pdf):
        if name != "/Table":
            continue
        cells = list(_under(item, roles))
        heads = [cell for kind, cell in cells if kind == "/TH"]
        if not heads:
            yield "a table has no header"
        if any(_attribute(cell, "/Scope") is None for cell in heads):
            yield "a header does not say what it heads"
        widths = _widths([row for kind, row in cells if kind == "/TR"], roles)
        if len(set(widths)) > 1:
            yield f"a table has rows of {sorted(set(widths))} columns"


def _widths(rows: list[Any], roles: dict[str, str]) -> list[int]:
    widths, held = [], []
    for row in rows:
        cells = [cell for kind, cell in _under(row, roles) if kind in ("/TH", "/TD")]
        spans = [
            (int(_attribute(cell, "/ColSpan") or 1), int(_attribute(cell, "/RowSpan") or 1)) for cell in cells
        ]
        widths.append(sum(wide for wide, _ in spans) + sum(wide for wide, _ in held))
        held = [(wide, rest - 1) for wide, rest in [*held, *((w, h - 1) for w, h in spans)] if rest > 0]
    return widths


def _attribute(item: Any, name: str) -> Any:
    sets = item.get("/A", ())
    for values in sets if isinstance(sets, pikepdf.Array) else [sets]:
        if isinstance(values, pikepdf.Dictionary) and name in values:
            return values[name]
    return None


def _under(item: Any, roles: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Walk what an element holds, but not the tables inside its cells."""
    children = item.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            name = roles.get(str(child.S), str(child.S))
            yield name, child
            if name != "/Table":
                yield from _under(child, roles)


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clause 7.18: links are described, in reading order, and lead to their tag."""
    held = {
        item.Obj.objgen
        for name, element in elements(pdf)
        if name == "/Link"
        for item in (element.K if isinstance(element.K, pikepdf.Array) else [element.K])
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/OBJR"
    }
    for page in pdf.pages:
        links = [item for item in page.get("/Annots", ()) if item.get("/Subtype") == "/Link"]
        if links and page.get("/Tabs") != "/S":
            yield "a page's links are not in reading order"
        if any("/Contents" not in item for item in links):
            yield "a link has no description"
        if any("/StructParent" not in item or item.objgen not in held for item in links):
            yield "a link is not in the structure"
        if len(links) != len(page.get("/Annots", ())):
            yield "a page holds another thing than links"
