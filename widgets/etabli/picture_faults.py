"""What ``etabli verifier`` says of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import media
from .blocks import Image


def faults(folder: Path, image: Image) -> Iterator[tuple[str, str, str]]:
    """Give (rule, message, advice) for what prevents a picture from being seen, or heard."""
    name = (image.src if len(image.src) < 80 else "image jointe") or "sans adresse"
    match media.fault(folder, image.src):
        case "outside":
            yield (
                "E502",
                f"l’image « {name} » est hors du dossier de l’atelier.",
                "Copiez-la dans le dossier « images » et écrivez images/nom.png.",
            )
        case "missing":
            yield (
                "E501",
                f"l’image « {name} » est introuvable.",
                "Vérifiez son nom, ou copiez-la dans le dossier de l’atelier.",
            )
        case "huge":
            yield (
                "E505",
                f"l’image « {name} » a trop de points, elle n’est montrée nulle part.",
                f"Réduisez-la : {media.LONGEST_SIDE} points de côté suffisent.",
            )
        case "broken":
            yield (
                "E504",
                f"l’image « {name} » est illisible.",
                "Enregistrez-la de nouveau en PNG, JPEG ou SVG.",
            )
    if not image.alt and not image.decorative:
        yield (
            "E503",
            f"l’image « {name} » n’a pas de texte de remplacement.",
            f'Écrivez ![ce que montre l’image]({name}), ou ![]({name} "décoratif") si elle ne dit rien.',
        )
