"""Fixtures of the room's tests: one room for those that only ask, seats enough for all."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hall import Client, Hall
from samples import FRONT, QUIZ, SETUP, code, markdown, notebook, raw

SECRET = "XYZZY-ANIMATEUR"
PRIVATE = [
    markdown(f"{SECRET} avant tout", "animateur"),
    markdown("## Accueil\n\nBonjour à tous.", "minutes-10"),
    markdown(f"**À dire.** {SECRET} note", "animateur"),
    markdown(f"{SECRET} note de diapo", slideshow={"slide_type": "notes"}),
    markdown(f"{SECRET} presque", "animateeur"),
    markdown("### Bonjour ?\n\nVous êtes ici.", "falc"),
    markdown("## Jouer", "minutes-10"),
    code(QUIZ),
    code(QUIZ.replace("id: essai", "id: prive").replace("Deux et deux", SECRET), "animateur"),
    markdown(f"{SECRET} fin", "Animatrice"),
]


@pytest.fixture(scope="session")
def two_ateliers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of two ateliers, each with its facilitator's secrets."""
    folder = tmp_path_factory.mktemp("ateliers")
    for slug, title in (("petit-atelier", "Petit atelier"), ("deuxieme", "Deuxième atelier")):
        path = folder / slug / "atelier.ipynb"
        path.parent.mkdir()
        cells = [raw(FRONT.replace("Petit atelier", title)), SETUP, *PRIVATE]
        path.write_text(json.dumps(notebook(cells)), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def hall(two_ateliers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Serve them for the whole run."""
    with Hall(two_ateliers, data=tmp_path_factory.mktemp("donnees"), places=90) as opened:
        yield opened


@pytest.fixture(scope="session")
def free_places() -> Iterator[int]:
    """Give places of the shared room that no test has taken."""
    return itertools.count(2)


@pytest.fixture
def seated(hall: Hall, free_places: Iterator[int]) -> Callable[[], Client]:
    """Seat new browsers: ``seated()`` has a place of its own, ``.place`` and ``.code``."""

    def sit() -> Client:
        client = hall.client()
        said = client.sit(next(free_places)).json()
        client.place, client.code = said["place"], said["code"]  # type: ignore[attr-defined]
        return client

    return sit
