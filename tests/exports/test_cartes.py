"""Cards to cut: what is on them, that a back falls behind its front, that no text leaves its card."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path
from typing import Any

import pdf_check
import pikepdf
import pymupdf
import pytest
from etabli import export as export_module
from etabli.atelier import Atelier
from etabli.source import read
from etabli_exports import cartes
from etabli_exports.card_fit import DENSITIES, GEOMETRY, ROOM, height
from etabli_exports.cards import cards
from etabli_exports.document import Card, CardFace, Cards, Options
from samples import FRONT, QUIZ, ROOT, SETUP, Write, code, markdown, raw

ATELIERS = sorted(path.parent for path in (ROOT / "ateliers").glob("*/atelier.ipynb"))
POINT = 72 / 25.4
LEFT, TOP = 15.0, 29.0

DIAGNOSTIC = """%%activite diagnostic
id: bilan
titre: Mon bilan
mots: {un: porte, plusieurs: portes, ferme: fermée, fermes: fermées, ouvert: ouverte, ouverts: ouvertes}
themes: {urgence: Urgence, mail: Messagerie, fuites: Fuites}
questions:
  - id: alerte
    theme: urgence
    poids: 0
    question: Un problème en ce moment ?
    reponses:
      - texte: Oui
        risque: 3
        urgence: oui
        action: Appeler la banque
        conseil: Appelez tout de suite.
        horizon: aujourd’hui
        minutes: 15
        falc: Appelez votre banque.
      - Non
  - id: mail
    theme: mail
    poids: 5
    question: Le mot de passe du mail sert-il ailleurs ?
    reponses:
      - Non
      - texte: Oui
        risque: 3
        action: Changer le mot de passe
        conseil: Changez-le dès ce soir.
        horizon: cette semaine
        minutes: 15
      - texte: Je n’ai pas de mail
        concerne: non
  - id: code
    theme: mail
    si: {mail: [1, 2]}
    question: Et le code ?
    reponses: [Oui, Non]
  - id: fuite
    theme: fuites
    poids: 3
    question: Vos données ont-elles fuité ?
    reponses:
      - Non
      - texte: Oui
        risque: 2
        action: Relire le message
        conseil: Relisez le message reçu.
        horizon: ce mois-ci
      - texte: Je crois
        risque: 3
        action: Chercher
        conseil: Cherchez dans vos courriels.
        horizon: ce mois-ci
  - id: iban
    theme: fuites
    si: {fuite: [2, 3]}
    question: Et votre IBAN ?
    reponses: [Oui, Non]
"""


def atelier(write: Write, *cells: dict[str, Any]) -> Atelier:
    return read(write(raw(FRONT), SETUP, markdown("# Essai"), markdown("## Jouer"), *cells)).atelier


def made(document: Cards) -> pymupdf.Document:
    data, findings = cartes.write(document)
    assert findings == []
    return pymupdf.open(stream=data, filetype="pdf")


def all_cards(document: Cards) -> list[Card]:
    return [card for cards_set in document.sets for card in cards_set.cards]


def faces(document: Cards) -> list[CardFace]:
    return [face for card in all_cards(document) for face in (card.front, card.back) if face]


def by_label(document: Cards, label: str) -> Card:
    return next(card for card in all_cards(document) if card.front.label == label)


def cell(bounds: tuple[float, ...]) -> tuple[int, int]:
    """Give the column and row of the card that holds a box's middle (points)."""
    x, y = (bounds[0] + bounds[2]) / 2 / POINT, (bounds[1] + bounds[3]) / 2 / POINT
    return int((x - LEFT) // GEOMETRY["width"]), int((y - TOP) // GEOMETRY["height"])


def leaving(page: pymupdf.Page) -> list[str]:
    """Name the words whose ink may be cut: nearer than 2 mm to the cut, or outside the sheet's cards."""
    wrong = []
    for *bounds, word, _, _, _ in page.get_text("words"):
        if not TOP * POINT < (bounds[1] + bounds[3]) / 2 < (TOP + 4 * GEOMETRY["height"]) * POINT:
            continue
        column, row = cell(tuple(bounds))
        left, top = LEFT + column * GEOMETRY["width"] + 2, TOP + row * GEOMETRY["height"] + 2
        right, bottom = left + GEOMETRY["width"] - 4, top + GEOMETRY["height"] - 4
        # a word's box is as high as its font; its ink keeps to the middle two thirds
        shrink = (bounds[3] - bounds[1]) / 6
        inside = (
            bounds[0] >= left * POINT
            and bounds[2] <= right * POINT
            and bounds[1] + shrink >= top * POINT
            and bounds[3] - shrink <= bottom * POINT
        )
        if not inside:
            wrong.append(f"{word} on page {page.number + 1}, card {column, row}")
    return wrong


def card_pages(document: Cards, pdf: pymupdf.Document) -> range:
    return range(2, 2 + 2 * cartes.sheets(document))


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_real_ateliers_fit_their_cards(folder: Path) -> None:
    """No word of a real atelier leaves its card, and no size is under 9 points."""
    document = cards(read(folder / "atelier.ipynb").atelier, Options())
    pdf = made(document)
    assert [wrong for number in card_pages(document, pdf) for wrong in leaving(pdf[number])] == []
    for number in card_pages(document, pdf):
        blocks = pdf[number].get_text("dict")["blocks"]
        sizes = [span["size"] for block in blocks for line in block["lines"] for span in line["spans"]]
        assert min(sizes) >= 8.99


@pytest.mark.parametrize("folder", ATELIERS, ids=lambda folder: folder.name)
def test_real_ateliers_are_accessible(folder: Path) -> None:
    """The cards hold the checks of PDF/UA-1 that we make: tags, language, title, alternatives, fonts."""
    data, _ = cartes.write(cards(read(folder / "atelier.ipynb").atelier, Options()))
    assert pdf_check.faults(data) == []


def test_measures_agree_with_what_is_drawn() -> None:
    """A face that is said to fit is not higher than the card, at each density."""
    document = cards(read(ROOT / "ateliers/securiser-ses-comptes/atelier.ipynb").atelier, Options())
    assert all(height(face) <= ROOM + 0.01 for face in faces(document))
    assert {(face.size, face.gap) for face in faces(document)} <= set(DENSITIES)


def test_backs_fall_behind_fronts(write: Write) -> None:
    """On the page after a front, the same card stands in the other column of the same row, for a turn on the long edge."""
    quizzes = [code(QUIZ.replace("id: essai", f"id: essai-{rank}")) for rank in range(5)]
    pdf = made(cards(atelier(write, *quizzes), Options()))
    front, back = (
        {
            int(words[rank + 1][4]): cell(words[rank][:4])
            for rank in range(len(words) - 1)
            if words[rank][4] == "Quiz"
        }
        for words in (pdf[2].get_text("words"), pdf[3].get_text("words"))
    )
    assert sorted(front) == sorted(back) == [1, 2, 3, 4, 5]
    assert all(back[number] == (1 - column, row) for number, (column, row) in front.items())


def test_fronts_stand_on_odd_pages() -> None:
    """Printed recto verso, each sheet has its fronts on one side and their backs on the other; tables have a blank back."""
    document = cards(read(ROOT / "ateliers/securiser-ses-comptes/atelier.ipynb").atelier, Options())
    pdf = made(document)
    texts = [page.get_text() for page in pdf]
    for number in range(1, cartes.sheets(document) + 1):
        assert f"feuille {number} sur {cartes.sheets(document)}\n" in texts[2 * number] + "\n"
        assert f"feuille {number} sur {cartes.sheets(document)}, dos" in texts[2 * number + 1]
    tables = [rank for rank, text in enumerate(texts) if "table, feuille" in text]
    assert len(tables) == 3
    assert all(rank % 2 == 0 for rank in tables)
    assert tables[-1] == len(texts) - 1


def test_marks_are_not_read_aloud(write: Write) -> None:
    """Cut marks are artifacts; shapes have words."""
    data, _ = cartes.write(cards(atelier(write, code(DIAGNOSTIC)), Options()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        alts = {str(item.get("/Alt")) for name, item in pdf_check.elements(pdf) if name == "/Figure"}
    assert {"disque", "triangle", "étoile", "tiret"} <= alts
    assert {"carré"} <= alts  # on the rule


def test_codes_marks_and_arrows(write: Write) -> None:
    """Answers bear their shape, a code where there is advice, and arrows say where to go."""
    document = cards(atelier(write, code(DIAGNOSTIC)), Options())
    mail = by_label(document, "Q02").front
    assert [(row.marks, row.code) for row in mail.rows[:3]] == [
        (("disc",), ""),
        (("star",), "C-Q02-2"),
        (("dash",), ""),
    ]
    assert mail.rows[3].text == "→ sautez Q03"
    fuites = by_label(document, "Q04").front
    assert fuites.rows[3].marks == ("triangle", "star")
    assert fuites.rows[3].text == "→ enveloppe FUITES : Q05"
    assert document.envelopes == (("ROUGE", ("C-Q01-1",)), ("FUITES", ("Q05",)))
    assert by_label(document, "C-Q01-1").front.foot == "Enveloppe ROUGE : tout de suite"
    assert by_label(document, "C-Q02-2").front.foot == "Cette semaine, environ 15 min"
    rule = by_label(document, "Règle")
    assert [row.marks[0] for row in rule.front.rows] == ["disc", "square", "triangle", "star", "dash"]
    assert rule.back is not None
    assert "Q01" in rule.back.rows[-1].text


def test_quiz_answer_is_on_the_back(write: Write) -> None:
    """The front of a quiz does not tell; its back names the letter and the words."""
    card = all_cards(cards(atelier(write, code(QUIZ)), Options()))[0]
    assert [row.letter for row in card.front.rows] == ["A", "B"]
    assert card.front.about == "Étape 1, une seule réponse"
    assert card.back is not None
    assert card.back.title == "B : C’est juste"


def test_screen_only_and_private_cells_stay_out(write: Write) -> None:
    """What is for the screen alone or for the facilitator is on no card."""
    other = QUIZ.replace("id: essai", "id: autre")
    document = cards(atelier(write, code(QUIZ, "ecran"), code(other, "animateur")), Options())
    assert document.sets == ()


def test_nothing_to_cut_gives_no_file(write: Write, tmp_path: Path) -> None:
    """Without activity there are no cards, no file and no complaint; the other files are made."""
    path = write(raw(FRONT), SETUP, markdown("# Essai"), markdown("## Lire\n\nUn texte."))
    assert cartes.write(cards(read(path).atelier, Options())) == (b"", [])
    written, findings = export_module.export([path], tmp_path / "sortie", ["cartes", "fiche"])
    assert [file.name for file in written] == ["fiche.pdf"]
    assert [finding for finding in findings if finding.severity == "erreur"] == []


def test_long_texts_are_split_not_shrunk(write: Write) -> None:
    """Texts of any length end up on « 1 sur n » cards, whole, at 9 points at least, inside their cards."""
    sentence = "Voici une phrase assez longue pour ne pas tenir seule sur une petite carte. "
    word = "https://exemple.example/" + "tres-long-chemin/" * 20
    source = (
        "%%activite quiz\nid: long\n"
        f"question: {'Pourquoi ' * 60}?\n"
        "choix:\n"
        f"  - {sentence * 12}\n"
        f"  - texte: {'mot ' * 30}\n    juste: oui\n    detail: {word}\n"
        f"explication: {sentence * 20}\n"
    )
    document = cards(atelier(write, code(source)), Options())
    fronts = [card.front for card in all_cards(document)]
    assert len(fronts) > 2
    assert [face.part for face in fronts] == list(range(1, len(fronts) + 1))
    assert {face.parts for face in fronts} == {len(fronts)}
    pdf = made(document)
    assert [wrong for number in card_pages(document, pdf) for wrong in leaving(pdf[number])] == []
    told = " ".join(" ".join(page.get_text() for page in pdf).split())
    assert told.count("petite carte") >= 32


def test_long_names_stay_in_the_head_of_their_card(write: Write) -> None:
    """A long theme, a long envelope and a long title are cut or wrapped, never over another card."""
    theme = "Fuites de données personnelles et autres ennuis de la vie numérique de tous les jours"
    source = DIAGNOSTIC.replace("fuites: Fuites}", f"fuites: {theme}}}")
    second = source.replace("id: bilan", "id: autre").replace(
        "Mon bilan", "Un autre bilan, plus long que le premier"
    )
    document = cards(atelier(write, code(QUIZ), code(source), code(second)), Options())
    pdf = made(document)
    assert [wrong for number in card_pages(document, pdf) for wrong in leaving(pdf[number])] == []
    assert by_label(document, "R02").front.rows[1].code == "C-R02-2"
    assert {name for name, _ in document.envelopes} >= {"ROUGE", "ROUGE 2", theme.upper()}


def test_minutes_and_sheets(write: Write) -> None:
    """Nine cards take two sheets and about ten minutes; the first page says so."""
    quizzes = [code(QUIZ.replace("id: essai", f"id: essai-{rank}")) for rank in range(9)]
    document = cards(atelier(write, *quizzes), Options())
    assert (cartes.sheets(document), cartes.minutes(document)) == (2, 10)
    first = " ".join(made(document)[0].get_text().split())
    assert "Recto verso, en retournant sur le bord long." in first
    assert "environ" in first


def test_same_source_same_bytes(write: Write) -> None:
    """The same atelier gives the same bytes."""
    document = cards(atelier(write, code(QUIZ), code(DIAGNOSTIC)), Options())
    assert cartes.write(document)[0] == cartes.write(dataclasses.replace(document))[0]
