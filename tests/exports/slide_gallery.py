"""An atelier that has one slide of each layout that an author may ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from samples import FRONT, SETUP, Write, markdown, raw

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 190 100"><rect width="190" height="100" fill="#0F5450"/></svg>'


def typed(text: str, kind: str, *tags: str) -> dict[str, Any]:
    return markdown(text, *tags, slideshow={"slide_type": kind})


def cells() -> list[dict[str, Any]]:
    """Give the cells; the picture plan.svg is for the test to write."""
    return [
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier"),
        markdown("## Formes", "minutes-20"),
        markdown(
            "### Avant, après\n\nOn compare.\n\n#### En 1950\n\n- des champs\n- une voie ferrée\n\n#### Aujourd’hui\n\n- un lotissement\n- un chemin"
        ),
        markdown("![Le même lieu, avant et après. À gauche, des champs.](plan.svg)"),
        markdown(
            "### Graphique : ce que mange un logement\n\n| Poste | Part |\n|---|---|\n| Chauffage | 66 % |\n"
            "| Eau chaude | 11,5 % |\n| Appareils branchés et lumière | 16,5 % |\n\nSource : ADEME, 2023."
        ),
        markdown(
            "### Graphique : les abonnés du wifi\n\n| Année | Habitants | Visiteurs |\n|---|---|---|\n| 2022 | 1 850 | 900 |\n| 2023 | 2 400 | – |"
        ),
        markdown("[17Cyber, l’aide en ligne](https://17cyber.gouv.fr)"),
        markdown(
            "### Où trouver de l’aide\n\nUn policier répond, jour et nuit.\n\n<https://17cyber.gouv.fr/diagnostic>"
        ),
    ]


def clicks() -> list[dict[str, Any]]:
    """Give the cells of an atelier whose slides come at clicks."""
    return [
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier"),
        typed("## Un clic", "slide", "minutes-20"),
        typed("### Trois temps\n\nD’abord ceci.", "slide"),
        typed("Puis ceci.", "fragment"),
        typed("- et une\n- liste", "fragment"),
        typed("> **Attention.** Enfin cela.", "fragment"),
        typed("### Avec une image\n\nRegardez.", "slide"),
        typed("![Un plan](plan.svg)", "fragment"),
    ]


def written(write: Write, made: list[dict[str, Any]], slug: str = "essai") -> Path:
    """Write an atelier of these cells and its picture; give its notebook's path."""
    path = write(*made, slug=slug)
    (path.parent / "plan.svg").write_text(DRAWING, encoding="utf-8")
    return path
