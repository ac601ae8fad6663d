"""What the layouts of our presentations hold: placeholders with their places, looks and prompts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .slide_layout import FULL, FULL_TITLE
from .slide_zones import BODY_BOTTOM, BODY_W, MARGIN, PAGE_W, Box

CHALK = "F3F1E6"
#: Layout of a slide → name in PowerPoint's menu, in order.
NAMES = {
    "title": "Titre",
    "step": "Étape",
    "text": "Texte",
    "columns": "Deux colonnes",
    "text-image": "Texte et image",
    "image": "Image",
    "full": "Image entière",
    "table": "Tableau",
    "chart": "Graphique",
    "qr": "QR code",
    "quiz": "Quiz",
    "answer": "Réponse",
}
BODY, BAND, NUMBER, PICTURE, TABLE, SECOND, CHART, OPTION = 1, 13, 12, 14, 15, 16, 17, 21
_HALF = (BODY_W - 14.0) / 2
_ROW = Box(MARGIN, 50.0, BODY_W, 31.0)


@dataclass(frozen=True)
class Holder:
    """A placeholder of a layout. ``ink``, ``size``, ``strong``, ``font``: only what differs from the master."""

    kind: str
    index: int
    name: str
    box: Box
    prompt: str
    size: float = 0.0
    lead: float = 1.34
    ink: str = ""
    font: str = ""
    anchor: str = "t"
    align: str = ""
    strong: bool = False
    edge: str = ""
    left: float = 0.0


TITLE_HOLDER = Holder("title", 0, "Titre", Box(MARGIN, 8.0, BODY_W, 38.0), "Titre de la diapo", anchor="ctr")
TEXT_HOLDER = Holder(
    "body",
    BODY,
    "Texte",
    Box(MARGIN, 50.0, BODY_W, BODY_BOTTOM - 50.0),
    "Une idée par diapo, 26 points au moins",
)
FOOT_HOLDERS = (
    Holder("ftr", 10, "Pied de page", Box(MARGIN, 174.7, 220.0, 7.62), "", 18.0, 0.0, "tx2", anchor="ctr"),
    Holder(
        "sldNum",
        11,
        "Numéro de la diapo",
        Box(PAGE_W - MARGIN - 40.0, 174.7, 40.0, 7.62),
        "‹N°›",
        18.0,
        0.0,
        "tx1",
        anchor="ctr",
        align="r",
        strong=True,
    ),
)
_OPTIONS = tuple(
    Holder(
        "body",
        OPTION + rank,
        f"Réponse {letter}",
        Box(MARGIN, 50.0 + rank * 29.0, BODY_W, 25.0),
        f"Réponse {letter}",
        30.0,
        anchor="ctr",
        edge="tx1",
        left=40.0,
    )
    for rank, letter in enumerate("ABCD")
)
_IMAGE = Holder(
    "pic",
    PICTURE,
    "Image",
    Box(MARGIN, 50.0, BODY_W, BODY_BOTTOM - 50.0),
    "Image : écrivez son texte de remplacement",
)
HOLDERS: dict[str, tuple[Holder, ...]] = {
    "title": (
        Holder(
            "title",
            0,
            "Titre",
            Box(MARGIN, 56.0, BODY_W, 76.0),
            "Titre de l’atelier",
            88.0,
            0.98,
            CHALK,
            anchor="b",
        ),
        Holder(
            "body", BODY, "Résumé", Box(MARGIN, 136.0, BODY_W, 30.0), "Ce que l’on va faire", 28.0, 1.3, CHALK
        ),
        Holder(
            "body",
            BAND,
            "Séance",
            Box(MARGIN, 171.0, BODY_W, 13.0),
            "Date et durée",
            22.0,
            1.2,
            "tx1",
            anchor="ctr",
        ),
    ),
    "step": (
        Holder(
            "title",
            0,
            "Titre de l’étape",
            Box(122.0, 43.0, 196.0, 74.0),
            "Titre de l’étape",
            76.0,
            1.0,
            anchor="b",
        ),
        Holder(
            "body",
            NUMBER,
            "Numéro de l’étape",
            Box(MARGIN, 14.0, 98.0, 122.0),
            "1",
            330.0,
            1.0,
            font="+mj-lt",
            strong=True,
            anchor="ctr",
        ),
        Holder("body", BODY, "Durée", Box(122.0, 126.0, 196.0, 16.0), "15 minutes, étape 1 sur 8", 30.0),
    ),
    "text": (TITLE_HOLDER, TEXT_HOLDER, *FOOT_HOLDERS),
    "columns": (
        TITLE_HOLDER,
        Holder("body", BODY, "Colonne de gauche", replace(TEXT_HOLDER.box, w=_HALF), "Colonne de gauche"),
        Holder(
            "body",
            SECOND,
            "Colonne de droite",
            replace(TEXT_HOLDER.box, x=PAGE_W - MARGIN - _HALF, w=_HALF),
            "Colonne de droite",
        ),
        *FOOT_HOLDERS,
    ),
    "text-image": (
        Holder("title", 0, "Titre", Box(MARGIN, 8.0, 172.0, 38.0), "Titre de la diapo", anchor="ctr"),
        Holder("body", BODY, "Texte", Box(MARGIN, 50.0, 172.0, BODY_BOTTOM - 50.0), "Une idée par diapo"),
        Holder(
            "pic",
            PICTURE,
            "Image",
            Box(204.0, 18.0, 114.6, BODY_BOTTOM - 18.0),
            "Image : écrivez son texte de remplacement",
        ),
        *FOOT_HOLDERS,
    ),
    "image": (TITLE_HOLDER, _IMAGE, *FOOT_HOLDERS),
    "full": (
        Holder("title", 0, "Titre", FULL_TITLE, "Ce que l’on voit", 36.0, 1.12, anchor="ctr"),
        replace(_IMAGE, box=FULL),
        *FOOT_HOLDERS,
    ),
    "chart": (
        TITLE_HOLDER,
        Holder("chart", CHART, "Graphique", _IMAGE.box, "Six lignes au plus"),
        *FOOT_HOLDERS,
    ),
    "qr": (
        Holder("title", 0, "Titre", Box(MARGIN, 8.0, 148.0, 38.0), "Titre de la diapo", anchor="ctr"),
        Holder(
            "body",
            BODY,
            "Adresse",
            Box(MARGIN, 50.0, 148.0, BODY_BOTTOM - 50.0),
            "L’adresse, en toutes lettres",
            36.0,
        ),
        Holder("pic", PICTURE, "QR code", Box(180.7, 22.5, 138.0, 138.0), "QR code"),
        *FOOT_HOLDERS,
    ),
    "table": (
        TITLE_HOLDER,
        Holder("tbl", TABLE, "Tableau", _IMAGE.box, "Tableau : quatre lignes au plus"),
        *FOOT_HOLDERS,
    ),
    "quiz": (
        Holder("title", 0, "Question", TITLE_HOLDER.box, "Question", anchor="ctr"),
        *_OPTIONS,
        *FOOT_HOLDERS,
    ),
    "answer": (
        Holder("title", 0, "Réponse", TITLE_HOLDER.box, "Le bon choix : A", ink="accent1", anchor="ctr"),
        Holder(
            "body",
            OPTION,
            "Bonne réponse",
            _ROW,
            "La bonne réponse",
            30.0,
            anchor="ctr",
            edge="accent1",
            left=40.0,
        ),
        Holder("body", BODY, "Explication", Box(MARGIN, 92.0, BODY_W, 72.0), "Pourquoi"),
        *FOOT_HOLDERS,
    ),
}
