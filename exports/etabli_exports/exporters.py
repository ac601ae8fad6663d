"""The formats, as nbconvert exporters: ``jupyter nbconvert --to etabli-fiche …`` and ``etabli exporter`` use the same.

Each has a ``format_name``, the ``file_name`` that ``etabli exporter`` writes and a French ``summary``; a third party adds
one through the entry points ``nbconvert.exporters``, under a name that begins with ``etabli-``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from etabli.atelier import Atelier
from etabli.findings import Finding
from etabli.source import from_notebook
from nbconvert.exporters.exporter import Exporter

from .document import Options

if TYPE_CHECKING:
    from .project import Medium

Write = Callable[[Any], tuple[bytes, list[Finding]]]


class AtelierExporter(Exporter):
    """Base of our formats: `from_atelier` does the work; `from_notebook_node` is nbconvert's door to it."""

    format_name: ClassVar[str]
    file_name: ClassVar[str]
    summary: ClassVar[str]
    #: What `project` gives to the function ``module:name`` that writes the file; it is imported when it is needed.
    medium: ClassVar[Medium]
    writer: ClassVar[str]

    def from_atelier(self, atelier: Atelier, options: Options) -> tuple[bytes, list[Finding]]:
        """Give the file's bytes and what had to be left out. Raises nothing on odd content: it is reported."""
        from .project import project

        module, _, name = self.writer.partition(":")
        write: Write = getattr(import_module(f".{module}", __package__), name)
        return write(project(atelier, self.medium, options))

    def companions(self, atelier: Atelier, options: Options) -> dict[str, bytes]:
        """Give the files that go with it, by name; none for most formats."""
        return {}

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """Convert a loaded notebook (nbconvert's contract). What was left out is logged."""
        resources = resources if resources is not None else {}
        metadata = resources.get("metadata", {})
        folder, name = Path(metadata.get("path") or "."), metadata.get("name") or "atelier"
        reading = from_notebook(nb, folder / f"{name}.ipynb")
        data, findings = self.from_atelier(reading.atelier, Options())
        for finding in (*reading.findings, *findings):
            self.log.warning("%s", finding)
        resources["output_extension"] = self.file_extension
        # Several formats are PDF: without a suffix each would replace the one before.
        resources["output_suffix"] = f"-{self.format_name}"
        return (data.decode() if self.file_extension == ".html" else data), resources


class FicheExporter(AtelierExporter):
    """The A4 handout."""

    format_name, file_name, summary = "fiche", "fiche.pdf", "la fiche A4 que chacun emporte"
    file_extension, export_from_notebook = ".pdf", "Établi : fiche"
    medium, writer = "sheet", "fiche:write"


class FicheA5Exporter(AtelierExporter):
    """The handout on A5."""

    format_name, file_name, summary = "fiche-a5", "fiche-a5.pdf", "la même fiche, en A5"
    file_extension, export_from_notebook = ".pdf", "Établi : fiche A5"
    medium, writer = "sheet", "fiche:write_a5"


class LivretExporter(AtelierExporter):
    """The A5 handout imposed on A4 sheets, to fold."""

    format_name, file_name, summary = (
        "livret-a5",
        "livret-a5.pdf",
        "la fiche A5 en livret, à imprimer recto verso sur A4 et à plier",
    )
    file_extension, export_from_notebook = ".pdf", "Établi : livret à plier"
    medium, writer = "sheet", "livret:write"


class GrosCaracteresExporter(AtelierExporter):
    """The handout in large print."""

    format_name, file_name, summary = (
        "gros-caracteres",
        "fiche-gros-caracteres.pdf",
        "la même fiche en gros caractères (20 points)",
    )
    file_extension, export_from_notebook = ".pdf", "Établi : fiche en gros caractères"
    medium, writer = "sheet", "fiche:write_large"


class FalcExporter(AtelierExporter):
    """The easy-to-read sheet."""

    format_name, file_name, summary = "falc", "falc.pdf", "la fiche facile à lire, à faire relire"
    file_extension, export_from_notebook = ".pdf", "Établi : facile à lire"
    medium, writer = "easy", "falc:write"


class CartesExporter(AtelierExporter):
    """The activities as cards to cut; empty bytes where there is nothing to cut."""

    format_name, file_name, summary = "cartes", "cartes.pdf", "les activités en cartes à découper"
    file_extension, export_from_notebook = ".pdf", "Établi : cartes à découper"
    medium, writer = "cards", "cartes:write"


class AfficheExporter(AtelierExporter):
    """The poster, in A3 and A4, and its flyers."""

    format_name, file_name, summary = "affiche", "affiche.pdf", "l’affiche A3 et A4, et quatre tracts"
    file_extension, export_from_notebook = ".pdf", "Établi : affiche et tracts"
    medium, writer = "poster", "affiche:write"


class GuideExporter(AtelierExporter):
    """The facilitator's run sheet."""

    format_name, file_name, summary = "guide", "guide.pdf", "le déroulé de l’animateur, à ne pas distribuer"
    file_extension, export_from_notebook = ".pdf", "Établi : guide de l’animateur"
    medium, writer = "run", "guide:write"


class PptxExporter(AtelierExporter):
    """The slides for PowerPoint and Impress."""

    format_name, file_name, summary = "pptx", "diapos.pptx", "le diaporama modifiable (PowerPoint, Impress)"
    file_extension, export_from_notebook = ".pptx", "Établi : diaporama"
    medium, writer = "deck", "pptx_deck:write"


class DiaposExporter(AtelierExporter):
    """The slides for a browser, in one file, and beside it the speaker's."""

    format_name, file_name, summary = (
        "diapos",
        "diapos.html",
        "le diaporama pour le navigateur, et diapos-animateur.html avec vos notes",
    )
    file_extension, export_from_notebook = ".html", "Établi : diaporama (navigateur)"
    medium, writer = "deck", "html_deck:write"

    def companions(self, atelier: Atelier, options: Options) -> dict[str, bytes]:
        """Give the speaker's file: the same slides with the notes and the time."""
        from . import html_speaker
        from .project import project

        return {html_speaker.FILE_NAME: html_speaker.write(project(atelier, "deck", options))[0]}


class DocxExporter(AtelierExporter):
    """The handout that a mediator can change."""

    format_name, file_name, summary = "docx", "fiche.docx", "la fiche modifiable (Word, LibreOffice)"
    file_extension, export_from_notebook = ".docx", "Établi : fiche modifiable"
    medium, writer = "sheet", "docx_sheet:write"


class PageExporter(AtelierExporter):
    """The participant's page in one file, opened by a double click."""

    format_name, file_name, summary = (
        "page",
        "page.html",
        "la page du participant, en un seul fichier, sans serveur",
    )
    file_extension, export_from_notebook = ".html", "Établi : page"

    def from_atelier(self, atelier: Atelier, options: Options) -> tuple[bytes, list[Finding]]:
        from etabli.page import render_one_file

        return render_one_file(atelier.variant(options.variant)).encode(), []
