"""Fixtures that all tests share: a small atelier, and one real browser for the whole run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from samples import FRONT, QUIZ, SETUP, Write, code, markdown, notebook, raw


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Edge on Windows. ``ETABLI_CHROMIUM`` names another."""
    path = os.environ.get("ETABLI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    channel = "msedge" if path is None and os.name == "nt" else None
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, channel=channel, args=flags)
        yield chromium
        chromium.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests last: Playwright keeps an event loop running, in which no other can be started."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))
