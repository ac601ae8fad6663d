"""Cells and notebooks to write and spoil at will."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

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
