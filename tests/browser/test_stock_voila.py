"""Nobody is locked in: stock Voilà, without any of our configuration, serves a notebook with live activities."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from samples import FRONT, QUIZ, SETUP, code, markdown, notebook, raw


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def voila(tmp_path: Path) -> Iterator[str]:
    """Start `voila atelier.ipynb`; give its address."""
    cells = [raw(FRONT), SETUP, markdown("# Petit atelier\n\n## Jouer"), code(QUIZ)]
    (tmp_path / "atelier.ipynb").write_text(json.dumps(notebook(cells)), encoding="utf-8")
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "voila", "atelier.ipynb", "--no-browser", f"--port={port}"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **own, "IPYTHONDIR": str(tmp_path / "ipython")},
    )
    assert server.stderr
    for line in server.stderr:
        if "is running at" in line or f":{port}" in line:
            break
    else:
        pytest.fail("voila did not start")
    yield f"http://localhost:{port}/"
    server.terminate()
    server.communicate(timeout=20)


def test_the_activity_is_live(voila: str, browser: Browser) -> None:
    """Two stylesheets of stock Voilà are on a CDN and do not come; the quiz works all the same."""

    def only_here(route: Route) -> None:
        if route.request.url.startswith(voila) or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    with browser.new_context(viewport={"width": 1366, "height": 900}) as context:
        page = context.new_page()
        page.route("**/*", only_here)
        page.goto(voila)
        quiz = page.get_by_role("group", name="Deux et deux ?")
        quiz.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", name="C’est juste")).to_be_focused()
        assert "Traceback" not in page.content()
