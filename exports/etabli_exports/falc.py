"""``falc.pdf``: the easy-to-read sheet, to be proofread by those it is for."""

from __future__ import annotations

from typing import Any

from etabli import pictograms
from etabli.findings import Finding

from .document import Document, EasySheet, HardWord, Idea
from .typst_pdf import compile_pdf
from .typst_writer import Writer

#: At 17 points a line of the sheet holds about so many characters; longer words may break.
_LONGEST = 38


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay an `EasySheet` out. Gives the PDF, the steps that have no easy text and what could not be printed as written."""
    assert isinstance(document, EasySheet)
    head = document.head
    writer = Writer(head.folder, head.slug, head.language, _LONGEST, hyphens=False)
    data = tree(document, writer)
    pdf, findings = compile_pdf("falc", data, writer.pictures, head.slug, head.checked_on)
    return pdf, [*_missing(document), *writer.findings, *findings]


def tree(document: EasySheet, writer: Writer) -> dict[str, Any]:
    """Give what ``templates/falc.typ`` reads. The pictures of ideas say nothing that the words do not: they are decoration."""
    head = document.head
    topics = [
        {"title": writer.line(topic.title), "ideas": [_idea(idea, writer) for idea in topic.ideas]}
        for topic in document.topics
    ]
    reader = f"Relue par {head.proofread}." if head.proofread else "À faire relire."
    drawn = any(isinstance(idea, Idea) and idea.picto for topic in document.topics for idea in topic.ideas)
    return {
        "language": head.language,
        "title": f"{head.title}, version facile à lire",
        "heading": writer.words(head.title),
        "authors": list(head.authors),
        "foot": [
            writer.words(f"Version facile à lire. {reader}"),
            *([f"Dessins : {pictograms.CREDIT}, Établi"] if drawn else []),
        ],
        "topics": topics,
    }


def _idea(idea: Idea | HardWord, writer: Writer) -> dict[str, Any]:
    lines = [writer.line(line) for line in idea.lines]
    if isinstance(idea, HardWord):
        return {"k": "hard", "title": writer.words(idea.title), "lines": lines}
    name = None
    if idea.picto:
        name = f"picto-{idea.picto.code}{'-crossed' if idea.picto.crossed else ''}.svg"
        writer.pictures[name] = idea.picto.svg().replace("currentColor", "#1C2422").encode()
    return {"k": "idea", "box": idea.box, "picto": name, "lines": lines}


def _missing(document: EasySheet) -> list[Finding]:
    """Name the steps that the sheet leaves out."""
    slug, missing = document.head.slug, document.missing
    if not missing:
        return []
    names = ", ".join(f"« {title} »" for title in missing)
    message = f"falc.pdf ne dit rien de {'ces étapes' if len(missing) > 1 else 'cette étape'} : {names}."
    return [
        Finding("E703", "avertissement", message, "Ajoutez une cellule étiquetée « falc » à l’étape.", slug)
    ]
