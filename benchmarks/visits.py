"""Visits of a page in real Chromium, cold cache: what crosses the network, and when the first feedback can be read."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .measure import FIXED, AbsentError, program
from .servers import HOST

#: No name is resolved but the loopback: what a page asks of the internet is counted and fails at once, on both sides.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HOST}",
]
LIMIT = 120.0  # seconds for one visit
_QUIET, _LONGEST_TAIL = 0.8, 10.0  # seconds without traffic that end the count, and the longest wait for them


@dataclass
class Visit:
    """One visit.

    ``shown``, ``feedback``: seconds since the navigation began; ``size``: bytes received over HTTP; ``sent``: requests
    that carried the answer, which are no part of the page (stock Voilà sends it over its WebSocket);
    ``lost``: no feedback came, because the page gave up or `LIMIT` passed.
    """

    shown: float = 0.0
    feedback: float = 0.0
    size: int = 0
    sent: int = 0
    lost: bool = False
    addresses: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """How many requests the page needed, a WebSocket counted as one."""
        return len(self.addresses) - self.sent

    @property
    def outside(self) -> list[str]:
        """The addresses asked for that are not on this machine."""
        return [one for one in self.addresses if f"//{HOST}:" not in one]


@dataclass
class Door:
    """Where a visit goes: an address, and the cookies of a browser that already has its seat."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)


def chromium() -> str:
    """Find the system's Chromium. Raises `AbsentError`."""
    return program("chromium", "chromium-browser", "google-chrome", variable="ETABLI_CHROMIUM")


@asynccontextmanager
async def browsing(question: str) -> AsyncIterator[Browsing]:
    """Open one Chromium for all visits; ``question``: words of the quiz to answer."""
    try:
        from playwright.async_api import Error, async_playwright
    except ImportError:
        raise AbsentError(
            f'Il manque Playwright{FIXED}: installez les outils d’essai, «{FIXED}pip install -e ".[test]"{FIXED}».'
        ) from None
    script = Path(__file__).with_name("visitor.js").read_text(encoding="utf-8").replace("QUESTION", question)
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        except Error as error:
            raise AbsentError(f"Chromium ne s’ouvre pas ({str(error).splitlines()[0]}).") from None
        try:
            yield Browsing(browser, script)
        finally:
            await browser.close()


class Browsing:
    """Makes visits, alone or several at once, each in a context of its own: nothing is kept from one to the next."""

    def __init__(self, browser: Any, script: str) -> None:
        self._browser, self._script = browser, script

    async def visit(self, doors: Sequence[Door], picture: Path | None = None) -> list[Visit]:
        """Go through all doors at the same moment. ``picture``: where to draw the page, once answered."""
        contexts = [await self._browser.new_context(viewport={"width": 1366, "height": 768}) for _ in doors]
        try:
            ready = [
                await _Traveller.prepare(context, door, self._script)
                for context, door in zip(contexts, doors, strict=True)
            ]
            visits = await asyncio.gather(*(traveller.go() for traveller in ready))
            if picture:
                await ready[0].page.screenshot(path=picture)
        finally:
            for context in contexts:
                await context.close()
        return visits


class _Traveller:
    """One page, its counters, and the moment when its visitor is done."""

    def __init__(self, page: Any, door: Door) -> None:
        self.page, self.door, self.visit = page, door, Visit()
        self._done: asyncio.Future[dict[str, float]] = asyncio.get_running_loop().create_future()
        self._pending: set[str] = set()
        self._last = time.monotonic()

    @classmethod
    async def prepare(cls, context: Any, door: Door, script: str) -> _Traveller:
        where = door.url.split("/", 3)
        await context.add_cookies(
            [
                {"name": name, "value": value, "url": "/".join(where[:3])}
                for name, value in door.cookies.items()
            ]
        )
        self = cls(await context.new_page(), door)
        await self.page.expose_function("visited", self._visited)
        await self.page.add_init_script(script)
        wire = await context.new_cdp_session(self.page)
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.webSocketCreated", lambda event: self.visit.addresses.append(event["url"]))
        wire.on("Network.loadingFinished", lambda event: self._ended(event, int(event["encodedDataLength"])))
        wire.on("Network.loadingFailed", lambda event: self._ended(event, 0))
        await wire.send("Network.enable")
        await wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        return self

    async def go(self) -> Visit:
        """Open the page, wait for the feedback, then for the network to be quiet."""
        from playwright.async_api import TimeoutError as NoPageError

        try:
            await self.page.goto(self.door.url, wait_until="commit", timeout=LIMIT * 1000)
            said = await asyncio.wait_for(self._done, LIMIT)
        except (NoPageError, asyncio.TimeoutError):
            self.visit.lost = True
            return self.visit
        if "lost" in said:
            self.visit.lost = True
            return self.visit
        self.visit.shown, self.visit.feedback = said["shown"] / 1000, said["feedback"] / 1000
        end = time.monotonic() + _LONGEST_TAIL
        while time.monotonic() < end and (self._pending or time.monotonic() - self._last < _QUIET):
            await asyncio.sleep(0.05)
        return self.visit

    def _visited(self, said: dict[str, float]) -> None:
        if not self._done.done():
            self._done.set_result(said)

    def _asked(self, event: dict[str, Any]) -> None:
        url: str = event["request"]["url"]
        if url.startswith(("http:", "https:")):
            self.visit.addresses.append(url)
            self.visit.sent += event["request"]["method"] == "PUT" and "/api/reponses/" in url
            self._pending.add(event["requestId"])
            self._last = time.monotonic()

    def _ended(self, event: dict[str, Any], size: int) -> None:
        if event["requestId"] in self._pending:
            self._pending.discard(event["requestId"])
            self.visit.size += size
            self._last = time.monotonic()
