"""Fixtures of the browser tests: pages of one activity, of the room, of the whole product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import activity
import pytest
from hall import Hall
from hall_pages import REAL, Open
from playwright.sync_api import Browser, BrowserContext, Page

#: What Chromium says of any failed request, ours on purpose (server down, seat refused).
EXPECTED = ("Failed to load resource",)


@pytest.fixture(scope="session")
def site() -> Iterator[tuple[str, dict[str, str]]]:
    """The web folder on a free port: its address, and the dict (path → HTML) of pages to add."""
    with activity.serving() as served:
        yield served


@pytest.fixture
def mount(browser: Browser, site: tuple[str, dict[str, str]]) -> Iterator[Callable[..., Page]]:
    """Show one activity: ``mount(kind, spec, answer, context, html=…, styled=…, **options of the browser context)``."""
    base, pages = site
    opened: list[BrowserContext] = []

    def show(
        kind: str,
        spec: dict[str, Any],
        answer: dict[str, Any] | None = None,
        context: dict[str, Any] | None = None,
        html: str = "",
        styled: bool = True,
        module: str | None = None,
        **options: Any,
    ) -> Page:
        pages["/essai.html"] = activity.page_html(
            kind, spec, answer, context, html, styled=styled, module=module
        )
        opened.append(browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options}))
        page = opened[-1].new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{base}/essai.html")
        page.wait_for_function("window.ready", timeout=10_000)
        assert errors == []
        return page

    yield show
    for one in opened:
        one.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with Hall(REAL, data=tmp_path / "donnees") as opened:
        yield opened


@pytest.fixture
def tab(browser: Browser) -> Iterator[Open]:
    """Open computers of the room: ``tab()`` is a page of a new one; errors of its scripts and of its policy fail the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_one() -> Page:
        opened.append(browser.new_context(viewport={"width": 1366, "height": 768}))
        page = opened[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: (
                faults.append(said.text)
                if said.type == "error" and not said.text.startswith(EXPECTED)
                else None
            ),
        )
        return page

    yield open_one
    for one in opened:
        one.close()
    assert faults == []
