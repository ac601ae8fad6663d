"""The poster and its flyers: what they say, sizes that are read from afar, blanks where nothing is known yet."""

from __future__ import annotations

import io
from pathlib import Path

import pdf_check
import pikepdf
import pymupdf
import pytest
from etabli.atelier import Atelier
from etabli.source import read
from etabli_exports import affiche
from etabli_exports.document import Options
from etabli_exports.poster import hook, poster
from samples import FRONT, ROOT, SETUP, Write, markdown, raw

ATELIERS = sorted(path.parent for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
KNOWN = """---
titre: Petit atelier
resume: En une heure, fermez trois portes. Votre boîte mail d’abord.
duree: 60
niveau: débutant
publics: [adultes, seniors]
date: Mardi 24 novembre, 14 h à 16 h 30
lieu: Médiathèque, salle numérique
contact: Inscription à l’accueil ou au 02 00 00 00 00, https://mediatheque.example/ateliers
langue: fr
---"""


def atelier(write: Write, front: str = FRONT) -> Atelier:
    return read(write(raw(front), SETUP, markdown("## Accueil", "minutes-60"))).atelier


def made(source: Atelier) -> pymupdf.Document:
    data, findings = affiche.write(poster(source, Options()))
    assert findings == []
    return pymupdf.open(stream=data, filetype="pdf")


def sizes(page: pymupdf.Page) -> dict[str, float]:
    """Give the size in points of each line's first words."""
    blocks = page.get_text("dict")["blocks"]
    return {
        span["text"].strip(): span["size"]
        for block in blocks
        for line in block.get("lines", ())
        for span in line["spans"]
    }


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (
            "En une heure, fermez les trois portes les plus ouvertes. Puis…",
            "Fermez les trois portes les plus ouvertes",
        ),
        ("Votre rue en 1950, et tout ce qui la mesure aujourd’hui.", "Votre rue en 1950"),
        ("Lire, écrire et publier.", "Lire, écrire et publier"),
        ("Qui a écrit ce texte ? Une machine.", "Qui a écrit ce texte ?"),
        ("", ""),
    ],
)
def test_hook(summary: str, expected: str) -> None:
    """The hook is the first sentence, or its clause that says what one does."""
    assert hook(summary) == expected


def test_a_long_summary_is_cut_after_a_word() -> None:
    """A hook is never longer than what is read at 4 m."""
    found = hook("mot " * 60)
    assert len(found) <= 81
    assert found.endswith("mot…")


def test_sizes_of_the_pages(write: Write) -> None:
    """An A3 poster, the same in A4, then four A6 flyers on an A4 sheet."""
    pages = [tuple(round(side / 72 * 25.4) for side in page.rect[2:]) for page in made(atelier(write))]
    assert pages == [(297, 420), (210, 297), (210, 297)]


def test_what_is_known_is_printed(write: Write) -> None:
    """Date, place, telephone and address stand on each page; « Gratuit » always does."""
    for page in made(atelier(write, KNOWN)):
        told = " ".join(page.get_text().replace("\u200b", "").split())
        for words in (
            "Gratuit",
            "Mardi 24 novembre",
            "Médiathèque, salle numérique",
            "02 00 00 00 00",
            "fermez",
        ):
            assert words.lower() in told.lower()
        assert "mediatheque.example/ateliers" in told.replace(" ", "")
        assert "https" not in told


def test_the_qr_code_leads_to_the_address(write: Write) -> None:
    """The QR code is a picture with words, and a link; without an address there is none."""
    data, _ = affiche.write(poster(atelier(write, KNOWN), Options()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        alts = [str(item.get("/Alt")) for name, item in pdf_check.elements(pdf) if name == "/Figure"]
        links = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", ())}
    assert "QR code : mediatheque.example/ateliers" in [alt.replace("\u200b", "") for alt in alts]
    assert links == {"https://mediatheque.example/ateliers"}
    data, _ = affiche.write(poster(atelier(write), Options()))
    assert "QR code" not in pdf_check.text(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not any("QR" in str(item.get("/Alt")) for _, item in pdf_check.elements(pdf))


def test_what_is_unknown_is_left_to_the_hand(write: Write) -> None:
    """Without date, place nor contact there are titles and lines to write on."""
    for page in made(atelier(write)):
        told = page.get_text()
        assert "Quand" in told
        assert "Où" in told
        assert "Inscription" in told


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_read_from_afar(folder: Path) -> None:
    """On A3 the hook is at least 60 points, nothing that matters under 18; nothing leaves the page."""
    page = made(read(folder / "atelier.ipynb").atelier)[0]
    found = sizes(page)
    credit = next(text for text in found if text.startswith("Dessins"))
    assert max(found.values()) >= 60
    assert min(size for text, size in found.items() if text and text != credit) >= 18
    for *bounds, word, _, _, _ in page.get_text("words"):
        assert bounds[0] >= 0, word
        assert bounds[2] <= page.rect.width, word
        assert bounds[3] <= page.rect.height + 1, word


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_blocks_do_not_run_into_each_other(folder: Path) -> None:
    """What is above the drawings ends above them, what says when and where ends above the yellow band."""
    for page in made(read(folder / "atelier.ipynb").atelier)[:2]:
        high = page.rect.height
        words = [
            (word[3] - (word[3] - word[1]) / 4, word[4]) for word in page.get_text("words") if word[0] > 20
        ]
        zones = [bottom / high for bottom, _ in words]
        assert not [zone for zone in zones if 0.47 < zone < 0.655]
        assert not [zone for zone in zones if 0.925 < zone < 0.93]


def test_long_words_and_long_lines_stay_on_the_page(write: Write) -> None:
    """Absurd front matter is made smaller, then broken, and stays inside each page."""
    long = KNOWN.replace("fermez trois portes", "anticonstitutionnellement" * 3).replace(
        "salle numérique", "salle numérique du premier étage, au fond du couloir à droite après la verrière"
    )
    for page in made(atelier(write, long)):
        for *bounds, word, _, _, _ in page.get_text("words"):
            assert bounds[2] <= page.rect.width, word


def test_a_title_of_four_hundred_letters_leaves_room_for_the_date(write: Write) -> None:
    """What is absurdly long is cut, so that date, place and telephone keep their place."""
    long = KNOWN.replace("Petit atelier", "Donaudampfschifffahrt" * 20)
    page = made(atelier(write, long))[0]
    top = page.search_for("Mardi 24")[0].y0
    assert all(box.y1 < top for box in page.search_for("ampf"))


@pytest.mark.parametrize(
    ("contact", "words", "phone"),
    [
        ("02.00.00.00.00", "Inscription\u00a0:", "02 00 00 00 00"),
        ("0200000000 ou https://mairie.example", "Inscription\u00a0:", "02 00 00 00 00"),
        ("à l’accueil", "Inscription\u00a0: à l’accueil", ""),
        ("Inscriptions au 3040", "Inscriptions au", "3040"),
        ("accueil@mairie.example", "Inscription\u00a0: accueil@mairie.example", ""),
    ],
)
def test_contact_is_read(write: Write, contact: str, words: str, phone: str) -> None:
    """The number is found and set by two digits; the words around it stay, but for lone link words."""
    front = KNOWN.replace(KNOWN.split("contact: ")[1].split("\n")[0], contact)
    found = poster(atelier(write, front), Options())
    assert (found.contact, found.phone) == (words, phone)


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_accessible(folder: Path) -> None:
    """The poster holds the checks of PDF/UA-1 that we make; the copies of the flyer are not read again."""
    data, _ = affiche.write(poster(read(folder / "atelier.ipynb").atelier, Options()))
    assert pdf_check.faults(data) == []


def test_same_source_same_bytes(write: Write) -> None:
    """The same atelier gives the same bytes."""
    source = atelier(write, KNOWN)
    assert affiche.write(poster(source, Options())) == affiche.write(poster(source, Options()))
