"""Typst templates + a JSON document → PDF/UA-1, with our fonts only and the same bytes each time.

What Typst refuses (a glyph that no font has, a broken picture) is replaced and reported; it is never a crash.
"""

from __future__ import annotations

import functools
import json
import os
import re
import threading
from collections.abc import Mapping
from datetime import datetime, timezone
from importlib.resources import files
from typing import Any

import typst
from etabli.findings import Finding

#: A document without a date of checking nor SOURCE_DATE_EPOCH is dated so: what matters is that it does not change.
EPOCH = int(datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp())
#: Stands for a character that no font of ours has.
REPLACEMENT = "\u25af"
_INK = "#1C2422"
_SIGNS = {"temps", "attention", "urgent", "juste", "faux", "ecran", "ciseaux", "appel"}
_FAULT = re.compile(r'(?:the text `"|disallowed codepoint `")((?:\\.|[^"\\])*)"`')
_lock = threading.Lock()


@functools.lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    # the root is a folder of ours: a drawing that names another file finds nothing else
    root = str(files("etabli_exports") / "templates")
    return typst.Compiler(root=root, font_paths=[str(files("etabli") / "fonts")], ignore_system_fonts=True)


@functools.lru_cache(maxsize=1)
def _own_files() -> dict[str, bytes]:
    """Templates, wordmark and signs: what all documents share."""
    folder, web = files("etabli_exports") / "templates", files("etabli") / "web"
    own = {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".typ")}
    own["marque.svg"] = (web / "etabli-marque.svg").read_bytes()
    symbols = re.findall(
        r'<symbol id="([^"]+)"([^>]*)>(.*?)</symbol>', (web / "signes.svg").read_text("utf-8"), re.S
    )
    for name, attributes, drawing in symbols:
        if name in _SIGNS:
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"{attributes}>{drawing}</svg>'
            )
            own[f"sign-{name}.svg"] = svg.replace("currentColor", _INK).encode()
    return own


def timestamp(checked_on: str) -> int:
    """Give the document's date: SOURCE_DATE_EPOCH (reproducible-builds.org), else the day the facts were checked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return int(epoch)
    try:
        return int(datetime.strptime(checked_on, "%d/%m/%Y").replace(tzinfo=timezone.utc).timestamp())
    except ValueError:
        return EPOCH


def compile_pdf(
    template: str, document: Mapping[str, Any], pictures: Mapping[str, bytes], slug: str, checked_on: str = ""
) -> tuple[bytes, list[Finding]]:
    """Lay ``document`` out with ``templates/<template>.typ``. Gives the PDF and what had to be replaced.

    Raises `typst.TypstError` only for a fault of ours.
    """
    data, images = json.dumps(document, ensure_ascii=False), dict(pictures)
    findings: list[Finding] = []
    date = timestamp(checked_on)
    for _ in range(6):
        try:
            return _run(template, data, images, date), findings
        except typst.TypstError as error:
            absent = _characters(error.diagnostic)
            if absent:
                data = _without_characters(data, absent)
                findings.append(_absent(absent, slug))
                continue
            broken = [name for name, image in images.items() if not _readable(name, image)]
            if not broken:
                raise
            for name in broken:
                del images[name]
                data = _without_picture(data, name)
            findings.append(_broken(len(broken), slug))
    return _run(template, data, images, date), findings


def compile_marks(sides: int, date: int) -> bytes:
    """Draw what is printed around the pages of a booklet, on ``sides`` A4 sides. It is not tagged: the booklet is not."""
    sources = {**_own_files(), "document.json": json.dumps({"sides": sides, "language": "fr"}).encode()}
    return _typst({**sources, "main.typ": sources["marques.typ"]}, "1.7", date)


def _typst(sources: dict[str, bytes], standard: str, date: int) -> bytes:
    """Compile files held in memory; nothing is read from the disk but fonts."""
    compiler: Any = _compiler()  # its stub does not know that a dict of files is accepted
    with _lock:
        pdf = compiler.compile(sources, format="pdf", pdf_standards=standard, timestamp=date)
    assert isinstance(pdf, bytes)
    return pdf


def _run(main: str, data: str, pictures: Mapping[str, bytes], date: int) -> bytes:
    return _laid_out(main, data, tuple(pictures.items()), date)


@functools.lru_cache(maxsize=2)
def _laid_out(main: str, data: str, pictures: tuple[tuple[str, bytes], ...], date: int) -> bytes:
    """The booklet folds the very pages of the A5 handout: they are laid out once."""
    sources: dict[str, bytes] = {**_own_files(), "document.json": data.encode(), **dict(pictures)}
    sources["main.typ"] = _own_files()[f"{main}.typ"]
    return _typst(sources, "ua-1", date)


def _characters(diagnostic: str) -> set[str]:
    """Read in Typst's message the characters that it could not set."""
    found: set[str] = set()
    for text in _FAULT.findall(diagnostic):
        plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text)
        found.update(re.sub(r"\\(.)", r"\1", plain))
    return found


def _without_characters(data: str, absent: set[str]) -> str:
    table = {ord(char): REPLACEMENT if char.isprintable() else "" for char in absent}

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(table)
        if isinstance(value, list):
            return [clean(inner) for inner in value]
        return {key: clean(inner) for key, inner in value.items()} if isinstance(value, dict) else value

    return json.dumps(clean(json.loads(data)), ensure_ascii=False)


def _absent(absent: set[str], slug: str) -> Finding:
    names = ", ".join(
        f"« {char} » (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
        for char in sorted(absent)
    )
    plural = len(absent) > 1
    message = f"{'ces caractères manquent' if plural else 'ce caractère manque'} à nos polices : {names}."
    return Finding("E702", "avertissement", message, "Écrivez autre chose à la place.", slug)


def _broken(count: int, slug: str) -> Finding:
    message = (
        "une image illisible est remplacée par un cadre."
        if count == 1
        else f"{count} images illisibles sont remplacées par un cadre."
    )
    return Finding("E701", "avertissement", message, "Enregistrez-la de nouveau en PNG ou en SVG.", slug)


def _readable(name: str, data: bytes) -> bool:
    """Say whether Typst can draw a picture, by trying it alone."""
    source = b'#set document(title: "x")\n#image("' + name.encode() + b'", alt: "x", width: 1cm)'
    try:
        _typst({"main.typ": source, name: data}, "1.7", EPOCH)
    except typst.TypstError:
        return False
    return True


def _without_picture(data: str, name: str) -> str:
    def clean(value: Any) -> Any:
        if isinstance(value, list):
            return [clean(inner) for inner in value]
        if isinstance(value, dict):
            return {
                key: None if key == "file" and inner == name else clean(inner) for key, inner in value.items()
            }
        return value

    return json.dumps(clean(json.loads(data)), ensure_ascii=False)
