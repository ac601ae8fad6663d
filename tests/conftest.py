"""What all tests share: a small atelier to write and spoil at will."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

FRONT = """---
titre: Petit atelier
resume: Pour essayer.
duree: 20
langue: fr
licence: CC-BY-SA-4.0
verifie_le: 2026-11-22
---"""

QUIZ = """%%activite quiz
id: essai
question: Deux et deux ?
choix:
  - trois
  - texte: quatre
    juste: oui
"""


def raw(source: str) -> dict[str, Any]:
    return {"cell_type": "raw", "id": "", "metadata": {}, "source": source}


def markdown(source: str, *tags: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "", "metadata": {"tags": list(tags), **metadata}, "source": source}


def code(source: str, *tags: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "",
        "metadata": {"tags": list(tags)},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


SETUP = code("%load_ext etabli")


def notebook(cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    numbered = [{**cell, "id": f"c{number}"} for number, cell in enumerate(cells)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": numbered}


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an atelier of these cells; give its notebook's path."""

    def write_cells(*cells: dict[str, Any], slug: str = "essai") -> Path:
        path = tmp_path / "ateliers" / slug / "atelier.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook(cells)), encoding="utf-8")
        return path

    return write_cells


@pytest.fixture
def small(write: Write) -> Path:
    """Write a small atelier without fault."""
    return write(
        raw(FRONT),
        SETUP,
        markdown("# Petit atelier\n\nBonjour."),
        markdown("## Accueil\n\nUn texte.", "minutes-10"),
        markdown("**À dire.** MARQUE-ANIMATEUR", "animateur"),
        markdown("### Bonjour ?\n\nVous êtes ici.", "falc"),
        markdown("## Jouer", "minutes-10"),
        code(QUIZ),
        markdown("### Combien ?\n\nComptez.", "falc"),
    )
