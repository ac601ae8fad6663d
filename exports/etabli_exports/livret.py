"""``livret-a5.pdf``: the A5 handout on A4 sheets to fold. Printed, it is a booklet; read on a screen, it has no tags."""

from __future__ import annotations

from etabli.findings import Finding

from .document import Document, Sheet
from .handout import lay_out
from .imposition import booklet
from .typst_pdf import timestamp

ADVICE = "Pour lire à l’écran ou à voix haute, donnez fiche-a5.pdf, qui dit la même chose."


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Impose a `Sheet`. Gives the PDF, what could not be printed as written, and that it is for paper alone."""
    assert isinstance(document, Sheet)
    head = document.head
    pages, findings = lay_out(document, "a5", booklet=True)
    data = booklet(pages, f"{head.title}, livret à plier", head.language, timestamp(head.checked_on))
    untagged = Finding(
        "E706", "info", "livret-a5.pdf n’est pas balisé : il est fait pour le papier.", ADVICE, head.slug
    )
    return data, [*findings, untagged]
