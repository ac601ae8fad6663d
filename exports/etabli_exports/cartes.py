"""``cartes.pdf``: how to prepare, cards to cut with duplex-safe backs, and the table to lay them on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etabli import pictograms
from etabli.activities.base import joined
from etabli.findings import Finding
from etabli.pictograms import Picto

from .card_fit import GEOMETRY, INNER, LONGEST, big_size, gaps, shortened, title_height, title_width
from .document import Card, CardFace, CardRow, Cards, Document
from .measure import width
from .typst_pdf import compile_pdf
from .typst_writer import Writer

PER_SHEET = 8
_COLUMNS = 2
#: Minutes that it takes to prepare: to print, then to cut each sheet (brief: about 20 for nine sheets).
_SETTING_UP, _CUTTING = 5, 2
#: Millimetres for the title of a sheet, beside the atelier's name and the wordmark.
_TITLE_ROOM = 105.0
#: Questions that the sheet to answer on can hold.
_ANSWERS = 64
#: What is said of envelopes, in characters, before it is only on their labels.
_NAMED = 320
#: Places in a column of the table: more actions would discourage (`etabli.activities.score`).
PLACES = 3


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay `Cards` out. Gives the PDF, empty where there is nothing to cut, and what could not be printed as written."""
    assert isinstance(document, Cards)
    if not document.sets:
        return b"", []
    head = document.head
    writer = Writer(head.folder, head.slug, head.language, LONGEST, hyphens=False)
    data = tree(document, writer)
    pdf, findings = compile_pdf("cartes", data, writer.pictures, head.slug, head.checked_on)
    return pdf, [*writer.findings, *findings]


def sheets(document: Cards) -> int:
    """Give how many sheets of paper carry cards to cut; sets follow each other without a gap, to spare paper."""
    return -(-sum(len(cards.cards) for cards in document.sets) // PER_SHEET)


def minutes(document: Cards) -> int:
    """Give about how many minutes it takes to print, cut and sort the cards, to the nearest five."""
    return max(5, round((_SETTING_UP + _CUTTING * sheets(document)) / 5) * 5)


def tree(document: Cards, writer: Writer) -> dict[str, Any]:
    """Give what ``templates/cartes.typ`` reads. The drawings repeat the words: they are decoration."""
    head = document.head
    pages: list[dict[str, Any]] = []
    total = sheets(document)
    cards = [(found, card) for found in document.sets for card in found.cards]
    for start in range(0, len(cards), PER_SHEET):
        batch = cards[start : start + PER_SHEET]
        titles = list(dict.fromkeys(found.title for found, _ in batch))
        about = {
            "title": writer.words(_sheet_title(titles)),
            "legend": any(found.legend for found, _ in batch),
            "number": start // PER_SHEET + 1,
        }
        fronts = [card for _, card in batch]
        pages.append({**about, "back": False, "faces": [_face(card.front, writer) for card in fronts]})
        pages.append({**about, "back": True, "faces": [_back(card, writer) for card in _mirrored(fronts)]})
    return {
        "language": head.language,
        "title": f"{head.title}, cartes à découper",
        "short": writer.words(shortened(head.title, 12, 110.0)),
        "running": writer.words(shortened(head.title, 10, 45.0)),
        "authors": list(head.authors),
        "geometry": GEOMETRY,
        "pages": pages,
        "sheets": total,
        "minutes": minutes(document),
        "count": len(cards),
        "papers": total + len(document.columns) + 1,
        "lists": _lists(document, writer),
        "arrows": [{"card": row.letter, **_row(row, writer)} for row in document.arrows],
        "labels": _labels(document),
        "columns": [writer.words(title) for title in document.columns],
        "places": PLACES,
        "credit": f"Dessins : {pictograms.CREDIT}, Établi",
        "licence": writer.words(head.licence),
    }


def _mirrored(batch: Sequence[Card]) -> list[Card | None]:
    """Swap left and right, so that each back falls behind its front when the sheet turns on its long edge."""
    cards: list[Card | None] = [*batch, *([None] * (-len(batch) % _COLUMNS))]
    rows = [cards[start : start + _COLUMNS] for start in range(0, len(cards), _COLUMNS)]
    return [card for row in rows for card in reversed(row)]


def _back(card: Card | None, writer: Writer) -> dict[str, Any] | None:
    return _face(card.back, writer) if card and card.back else None


def _face(face: CardFace, writer: Writer) -> dict[str, Any]:
    part = f"{face.part} sur {face.parts}" if face.parts > 1 else ""
    return {
        "label": face.label,
        "about": writer.words(_about(face, part)),
        "big": face.big,
        "big_size": big_size(face.big),
        "title": writer.text(face.title),
        "title_width": title_width(face.title),
        "title_height": title_height(face.title, face.gap)[1],
        "easy": writer.text(face.easy),
        "rows": [_row(row, writer) for row in face.rows],
        "gaps": gaps(face),
        "foot": writer.words(face.foot),
        "urgent": face.urgent,
        "picto": _picto(face.picto, writer),
        "size": face.size,
        "gap": face.gap,
    }


def _about(face: CardFace, part: str) -> str:
    """Give what stands beside the label, cut where the head of a card cannot hold it."""
    room = INNER - width(face.label, 12, "title") - 8.0 - (12.0 if face.picto and not face.easy else 0.0)
    about = ", ".join(text for text in (face.about, part) if text)
    if width(about, 10, widest=False) > room and part:
        return ", ".join(
            text for text in (shortened(face.about, 10, room - width(f", {part}", 10)), part) if text
        )
    return shortened(about, 10, room)


def _sheet_title(titles: Sequence[str]) -> str:
    """Name the cards of a sheet."""
    named = joined([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])
    return named if len(titles) < 3 and width(named, 15, "title") < _TITLE_ROOM else "Cartes à découper"


def _row(row: CardRow, writer: Writer) -> dict[str, Any]:
    return {
        "marks": list(row.marks),
        "letter": row.letter,
        "c": writer.text(row.text),
        "code": row.code.replace("-", "\u2011"),
        "strong": row.strong,
        "arrow": row.arrow,
    }


def _labels(document: Cards) -> list[str]:
    """Give the labels of the questions to answer on paper, each once."""
    found = (card.front for cards in document.sets if cards.legend for card in cards.cards)
    return list(
        dict.fromkeys(
            face.label for face in found if any(row.marks for row in face.rows) and face.label != "Règle"
        )
    )


def _picto(picto: Picto | None, writer: Writer) -> str | None:
    if picto is None:
        return None
    name = f"picto-{picto.code}{'-crossed' if picto.crossed else ''}.svg"
    writer.pictures[name] = picto.svg().replace("currentColor", "#1C2422").encode()
    return name


def _filling(document: Cards) -> list[str]:
    """Say what goes into the envelopes."""
    named = [
        f"Collez l’étiquette {name} sur une enveloppe. "
        f"Glissez dedans {'les cartes' if len(hidden) > 1 else 'la carte'} {joined(hidden)}."
        for name, hidden in document.envelopes
    ]
    if sum(len(text) for text in named) < _NAMED:
        return named
    return ["Collez les étiquettes sur les enveloppes. Glissez dedans les cartes qu’elles nomment."]


def _lists(document: Cards, writer: Writer) -> list[list[dict[str, Any]]]:
    """Give the two columns of the first page: what one needs, how to print and to prepare; how to play."""
    total = sheets(document)
    envelopes = len(document.envelopes)
    plural = "s" if total > 1 else ""
    paper = "une copie de la page 2" if len(_labels(document)) <= _ANSWERS else "un papier"
    need = [
        f"{total} feuille{plural} A4, si possible épaisse{plural} (160\u00a0g)",
        "Des ciseaux ou un massicot",
        *([f"{envelopes} enveloppe{'s' if envelopes > 1 else ''}"] if envelopes else []),
        *(["3 feuilles A4 et du ruban adhésif, pour la table à trois colonnes"] if document.columns else []),
        *([f"Par personne, un crayon et {paper}"] if document.columns else []),
    ]
    last = 2 + 2 * total
    printing = [
        "Recto verso, en retournant sur le bord long.",
        "À 100 %, sans « ajuster à la page ».",
        f"Les cartes vont de la page 3 à la page {last}.",
        *([f"La table est après : pages {last + 1}, {last + 3} et {last + 5}."] if document.columns else []),
    ]
    preparing = [
        "Coupez en suivant les petits traits : d’abord la longueur, puis les bandes.",
        "Faites un tas par sorte de cartes.",
        *_filling(document),
        *(["Collez les trois feuilles de la table côte à côte."] if document.columns else []),
    ]
    lists = [("Il vous faut", True, need), ("Imprimez", False, printing), ("Préparez", False, preparing)]
    playing: list[tuple[str, bool, list[str]]] = []
    titles = [cards.title for cards in document.sets]
    if "Cartes-quiz" in titles:
        quiz = [
            "Une personne lit la question à voix haute.",
            "Chacun montre sa réponse en même temps : la lettre, avec les doigts ou sur un papier.",
            "Retournez la carte et lisez pourquoi.",
            "Il manque un dessin ou un texte ? Il est dans la fiche, à l’étape écrite sur la carte.",
        ]
        playing.append(("Jouez aux quiz", False, quiz))
    if document.columns:
        diagnostic = [
            "Lisez les cartes-questions dans l’ordre. Chacun répond en silence.",
            "Sur sa feuille, chacun dessine la forme de sa réponse et note le code, s’il y en a un.",
            "Suivez les flèches.",
            "À la fin, chacun compte avec la carte « Règle ».",
            "Chacun prend les cartes-conseils de ses codes, les pose sur la table et en garde trois par colonne.",
            "Personne ne dit ses réponses s’il n’en a pas envie.",
        ]
        playing.append(("Jouez au diagnostic", False, diagnostic))
    return [
        [
            {"title": title, "tick": tick, "items": [writer.words(item) for item in items]}
            for title, tick, items in column
        ]
        for column in (lists, playing)
    ]
