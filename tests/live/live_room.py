"""What the tests of Python in direct do: open pages, count kernels, speak on a kernel's line."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import psutil
from hall import Client, Hall
from playwright.sync_api import Browser, Locator

SLUG = "essai"

#: A cursor and its double: the smallest notebook with Python behind.
DOUBLE = """\
import ipywidgets as widgets
from IPython.display import display

curseur = widgets.IntSlider(description="Nombre", max=50)
double = widgets.Label("0")
curseur.observe(lambda change: setattr(double, "value", f"double {2 * change['new']}"), "value")
widgets.VBox([curseur, double])"""


def kernels(hall: Hall) -> list[psutil.Process]:
    """The copies of the mother that are alive."""
    found = []
    for one in psutil.Process(hall.process.pid).children():
        try:
            if "etabli.room.live.mother" in one.cmdline():
                found += [child for child in one.children() if child.status() != psutil.STATUS_ZOMBIE]
        except psutil.NoSuchProcess:
            continue
    return found


def until(true: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def kernel_of(page: str) -> str:
    """Read the name of its kernel in a page."""
    found = re.search(r'"kernelId":"([0-9a-f-]{36})"', page)
    assert found
    return found[1]


def open_atelier(hall: Hall, place: int) -> tuple[Client, str]:
    """Sit down without a browser; give the client and its kernel."""
    client = hall.client()
    assert client.sit(place).status_code == 200
    page = client.get(f"/atelier/{SLUG}")
    assert page.status_code == 200
    return client, kernel_of(page.text)


class Visit:
    """A participant at a seat, in a browser of their own. ``faults``: errors that the browser reported."""

    def __init__(self, browser: Browser, hall: Hall, place: int) -> None:
        self.hall = hall
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.away: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda asked: self._away(asked.url))
        self.page.goto(hall.url)
        token = next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == "_xsrf")
        seated = self.context.request.post(
            f"{hall.url}/api/place",
            data=json.dumps({"place": place}),
            headers={"X-XSRFToken": token, "Content-Type": "application/json"},
        )
        assert seated.ok
        self.open()

    def _away(self, url: str) -> None:
        if not url.startswith((self.hall.url, "data:", "blob:", f"ws://127.0.0.1:{self.hall.port}")):
            self.away.append(url)

    def open(self) -> None:
        """Open the atelier and wait for its widgets."""
        self.page.goto(f"{self.hall.url}/atelier/{SLUG}")
        self.ready()

    def ready(self) -> None:
        """Wait for the widgets."""
        self.page.locator(".vivant .jupyter-widgets").first.wait_for(state="attached", timeout=60_000)

    def slide(self, times: int) -> None:
        """Move the first slider by the keyboard."""
        self.page.locator(".noUi-handle").first.focus()
        for _ in range(times):
            self.page.keyboard.press("ArrowRight")

    def text(self, words: str) -> Locator:
        """Find words in what lives."""
        return self.page.locator(".vivant").get_by_text(words, exact=True)

    def sees(self, words: str) -> None:
        """Wait for words."""
        self.text(words).first.wait_for(timeout=30_000)


def message(kind: str, content: dict[str, Any], channel: str = "shell", **header: Any) -> dict[str, Any]:
    """Make a message as a page sends them."""
    head = {
        "msg_id": uuid.uuid4().hex,
        "username": "x",
        "session": "s",
        "msg_type": kind,
        "version": "5.3",
        "date": "",
    }
    return {
        "header": {**head, **header},
        "parent_header": {},
        "metadata": {},
        "content": content,
        "buffers": [],
        "channel": channel,
    }
