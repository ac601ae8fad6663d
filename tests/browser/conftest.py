"""Fixtures of the browser tests: one real Chromium for the whole run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import activity
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium where there is one, else the one that Playwright installed."""
    path = os.environ.get("ETABLI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


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
