"""Fixtures of the tests of Python in direct: rooms whose ateliers have widgets, a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hall import Hall
from live_room import DOUBLE, Visit
from playwright.sync_api import Browser
from samples import Write, code, markdown, raw

FRONT = "---\ntitre: Essai en direct\nduree: 10\n---"


@pytest.fixture
def live(write: Write, tmp_path: Path) -> Iterator[Callable[..., Hall]]:
    """Serve a notebook of these cells of Python, after a first step: ``live(source, …, places=4)``."""
    opened: list[Hall] = []

    def serve(*sources: str, env: dict[str, str] | None = None, **options: Any) -> Hall:
        cells = [code(source) for source in sources or (DOUBLE,)]
        path = write(raw(FRONT), markdown("# Essai\n\n## Bouger\n\nDéplacez.", "minutes-10"), *cells)
        opened.append(Hall(path, data=tmp_path / "donnees", env=env, **options))
        return opened[-1]

    yield serve
    for hall in opened:
        hall.finish()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[Hall, int], Visit]]:
    """Sit down in a browser of one's own and open the atelier: ``visit(hall, place)``."""
    opened: list[Visit] = []

    def open_page(hall: Hall, place: int) -> Visit:
        opened.append(Visit(browser, hall, place))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()
