"""What the facilitator writes for herself never reaches a participant, in any file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from etabli.export import export
from samples import FRONT, QUIZ, SETUP, Write, code, markdown, raw

SECRET = "ZZYZX7"
FACILITATOR_ONLY = {"guide.pdf", "diapos-animateur.html"}


@pytest.fixture
def written(write: Write, tmp_path: Path) -> dict[str, Path]:
    """Write every file of an atelier that holds a marker in each kind of facilitator's cell."""
    private: list[dict[str, Any]] = [
        markdown(f"{SECRET} avant tout", "animateur"),
        markdown("## Accueil\n\nBonjour à tous.", "minutes-10"),
        markdown(f"{SECRET} note", "animateur"),
        markdown(
            f"**À dire.** {SECRET} à dire\n\n> **Attention.** {SECRET} encadré\n\n- [ ] {SECRET} case",
            "Animatrice",
        ),
        markdown(f"## {SECRET} étape cachée", "médiateur"),
        markdown(f"{SECRET} note de diapo", slideshow={"slide_type": "notes"}),
        markdown(f"{SECRET} presque", "animateeur"),
        markdown(f"{SECRET} deux étiquettes", "animateur", "papier"),
        markdown(f"{SECRET} falc et animateur", "animateur", "falc"),
        markdown(f"### Bonjour ?\n\nVous êtes ici.\n\n<!-- {SECRET} commentaire -->", "falc"),
        markdown(f"Un texte.\n\n<!-- {SECRET} commentaire -->\n\n<div>vu<!-- {SECRET} --></div>"),
        markdown("## Jouer", "minutes-10"),
        code(
            QUIZ.replace("id: essai", "id: prive").replace("Deux et deux", f"{SECRET} question"), "animateur"
        ),
        code(f"# {SECRET} code", "animateur"),
        code(f"# {SECRET} source cachée\nprint('vu')"),
        code(QUIZ),
    ]
    path = write(raw(FRONT), SETUP, markdown("# Petit atelier"), *private)
    files, _ = export([path], tmp_path / "s")
    return {file.name: file for file in files}


def readable(path: Path) -> str:
    """Give all that can be read in a file: text, titles, hidden parts, metadata."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pymupdf.open(stream=data) as pdf:
            return (
                "".join(page.get_text() for page in pdf)
                + str(pdf.metadata)
                + str(pdf.get_toc())
                + pdf.get_xml_metadata()
            )
    if path.suffix in (".pptx", ".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(
                archive.read(name).decode("utf-8", "replace")
                for name in archive.namelist()
                if not _note(name)
            )
    return data.decode()


def _note(name: str) -> bool:
    return name.startswith("ppt/notesSlides/")


def test_no_file_of_the_participants_holds_a_word_of_the_facilitators(written: dict[str, Path]) -> None:
    """PPTX notes and guide.pdf aside, the marker is nowhere."""
    leaks = [
        name for name, path in written.items() if name not in FACILITATOR_ONLY and SECRET in readable(path)
    ]

    assert leaks == []
    assert {"fiche.pdf", "falc.pdf", "page.html", "diapos.html", "diapos.pptx", "guide.pdf"} <= set(written)


def test_the_facilitator_finds_her_notes_where_they_must_be(written: dict[str, Path]) -> None:
    """The guide and the notes of the slides hold them."""
    with zipfile.ZipFile(written["diapos.pptx"]) as archive:
        notes = "".join(archive.read(name).decode() for name in archive.namelist() if _note(name))

    assert f"{SECRET} note" in readable(written["guide.pdf"]).replace("\n", " ")
    assert f"{SECRET} note" in notes
