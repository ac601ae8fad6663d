"""The server: Voilà's standalone application, with the room's pages and nothing else.

Never Voilà's Jupyter-server extension: there, a participant who has the token can run code. Ateliers without a program
need no kernel, so that none of Voilà's routes is open here: kernels, contents, files, trees and templates all say 404.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import signal
import socket
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from tornado.httpserver import HTTPServer
from tornado.web import Application
from voila.app import Voila

from . import api, board, ending, handlers, leading, network, pages, papers, projection
from .answers import Answers, Counts
from .faults import DISK_FULL
from .keys import Keys
from .live import Live
from .presence import Presences
from .seats import Sitting, Throttle
from .shelf import Served
from .stage import Stage

_P = ParamSpec("_P")
_T = TypeVar("_T")

#: Seconds between two looks at the notebooks on disk, and at the network.
_LOOK = 2.0
#: Seconds an alarm stays on the board.
_ALARM = 60.0
#: Bytes of a request other than an answer; tornado refuses what is longer before reading it.
_LARGEST_BODY = 64 * 1024


class Room(Voila):  # type: ignore[misc]  # voila has no type information
    """One room. ``shelf``: its ateliers; ``sockets``: already listening; ``ready``: called once people can come."""

    def __init__(
        self,
        *,
        shelf: list[Served],
        answers: Answers,
        keys: Keys,
        places: int,
        sockets: Sequence[socket.socket],
        address: str,
        port: int,
        ready: Callable[[Room], None],
        warn: Callable[[str], None],
    ) -> None:
        super().__init__(
            ip=address,
            port=port,
            open_browser=False,
            log_level=logging.ERROR,
            config_file_paths=[],  # Voilà would read voila.py in the current folder, whoever wrote it
            cookie_secret=keys.cookie,
            token="",
        )
        self.shelf, self.answers, self.keys, self.places = shelf, answers, keys, places
        self.presences, self.throttle = Presences(), Throttle()
        self._sockets, self._ready, self.warn = sockets, ready, warn
        # One thread for the disk: a slow one must not hold up those who read, and SQLite is used by one thread at a time.
        self._disk = ThreadPoolExecutor(1, "reponses")
        self._press = ThreadPoolExecutor(1, "papier")
        self.papers = papers.Papers()
        self.printing: set[str] = set()  # sittings whose sheet is being made
        self._stopping: asyncio.Event | None = None
        self.stage = Stage()
        self._disk_failed: float | None = None
        self.live = Live(self)
        self._find_addresses()

    # --- Voilà's own hooks -----------------------------------------------------------------------------------------

    def initialize(self, argv: Sequence[str] | None = None) -> None:
        """Set Voilà up without a command line, a configuration file or a template."""
        super().initialize([])
        self.voila_configuration.allow_template_override = "NO"
        self.voila_configuration.allow_theme_override = "NO"
        self.voila_configuration.show_tracebacks = False
        self.voila_configuration.file_allowlist = []

    def setup_template_dirs(self) -> None:
        """Voilà's templates fetch style sheets from the internet: the room has its own."""
        self.template_paths: list[str] = []
        self.static_paths: list[str] = []

    def init_settings(self) -> dict[str, Any]:
        """Complete Voilà's settings with the room's."""
        self.live.before_settings()
        settings: dict[str, Any] = super().init_settings()
        settings.update(self.live.settings())
        settings.update(
            voila=self,
            autoreload=False,
            xsrf_cookies=True,
            xsrf_cookie_kwargs={"samesite": "Strict"},
            default_handler_class=handlers.NotFound,
            log_function=lambda handler: None,  # neither who came nor what they asked
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Give the room's routes; Voilà's are all left out."""
        return [
            (r"/", pages.Lobby),
            (r"/atelier/([^/]+)", pages.AtelierPage),
            *self.live.routes(),
            (r"/projection", projection.Projection),
            (r"/animateur", board.Board),
            (r"/animateur/imprimer", papers.PrintPage),
            (r"/animateur/fichiers/([^/]+)/([^/]+)", papers.PrintFile),
            (r"/animateur/terminer", ending.End),
            (r"/animateur/effacer", ending.Wipe),
            (r"/animateur/preuve.txt", ending.Proof),
            (r"/animateur/emporter/([^/]+)[.]pdf", ending.AllTakeaways),
            (r"/animateur/resultats/([^/]+)[.]csv", ending.Spreadsheet),
            (r"/animateur/bilan/([^/]+)", ending.Report),
            (r"/atelier/([^/]+)/emporter[.]pdf", ending.MyTakeaway),
            (r"/etabli/([0-9a-f]+)/(.+)", handlers.StaticFile),
            (r"/api/place", api.Place),
            (r"/api/presence", api.PresenceApi),
            (r"/api/projection", projection.ProjectionState),
            (r"/api/reponses/([^/]+)", api.AllAnswers),
            (r"/api/reponses/([^/]+)/([^/]+)", api.OneAnswer),
            (r"/api/salle", board.RoomState),
            (r"/api/salle/main", board.LowerHand),
            (r"/api/salle/liberer", board.Release),
            (r"/api/salle/etape", leading.GoTo),
            (r"/api/salle/resultats", leading.ShowResults),
            (r"/api/salle/compter", leading.CountHands),
            (r"/api/salle/ouvrir", leading.Doors),
            (r"/api/salle/amener", leading.Gather),
            (r"/api/salle/geler", leading.Freeze),
            (r"/api/salle/minuteur", leading.TimerGesture),
        ]

    def start(self) -> None:
        """Serve until Ctrl-C or SIGTERM."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        """Ask the server to end; what was acknowledged is already on the disk."""
        if self._stopping is not None:
            self._stopping.set()

    # --- life ------------------------------------------------------------------------------------------------------

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        self._heed_signals()
        for name in ("tornado.general", "tornado.access"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # they quote cookies and addresses
        self.app = Application(self.init_handlers(), **self.init_settings())
        server = HTTPServer(
            self.app, max_body_size=_LARGEST_BODY, idle_connection_timeout=120, body_timeout=30
        )
        await self._restore()
        server.add_sockets(self._sockets)
        self._ready(self)
        watching = asyncio.create_task(self._watch())
        await self._stopping.wait()
        watching.cancel()
        server.stop()
        await self.live.stop()
        await server.close_all_connections()
        self._press.shutdown(cancel_futures=True)
        self._disk.shutdown()
        self.answers.close()

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self.stop)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.stop))

    async def _restore(self) -> None:
        now = time.time()
        for session, slug, step, hand in await self.ask(self.answers.presences):
            self.presences.restore(session, slug, step, hand, now)
        self.stage = Stage.load(await self.ask(self.answers.setting, "conduite"))

    async def _watch(self) -> None:
        """Lay the pages out ahead of the first participant, then follow the notebooks and the network."""
        loop = asyncio.get_running_loop()
        for served in self.shelf:
            with contextlib.suppress(Exception):  # whoever asks for this page will be told
                await loop.run_in_executor(None, served.prepare)
                self.live.look(served)
        while True:
            await asyncio.sleep(_LOOK)
            self._find_addresses()
            for index, served in enumerate(self.shelf):
                fresh = await loop.run_in_executor(None, served.look)
                if fresh is not None:
                    self.shelf[index] = fresh
                    self.live.look(fresh)

    async def ask(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do something with the answers, in their own thread."""
        return await asyncio.get_running_loop().run_in_executor(
            self._disk, functools.partial(work, *args, **kwargs)
        )

    async def make(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Make a paper, one at a time, without holding up those who answer."""
        return await asyncio.get_running_loop().run_in_executor(
            self._press, functools.partial(work, *args, **kwargs)
        )

    # --- what the room knows -----------------------------------------------------------------------------------------

    def served(self, slug: str) -> Served | None:
        """Find an atelier by its name in addresses."""
        return next((served for served in self.shelf if served.slug == slug), None)

    def current(self) -> tuple[Served, int]:
        """Give the atelier that is going on and the position of its step, breaks counted, from 1."""
        served, position = self.served(self.stage.slug), self.stage.position
        if served is None:
            served, position = self.shelf[0], 1
        return served, min(max(1, position), max(1, len(served.atelier.steps)))

    def settle(self) -> None:
        """Write down which step is going on, where nobody chose it or it is no more."""
        served, position = self.current()
        self.stage.slug, self.stage.position = served.slug, position

    async def keep_stage(self) -> None:
        """Keep what the facilitator decided."""
        await self.ask(self.answers.set, "conduite", self.stage.model_dump(mode="json"))

    async def release(self, sitting: Sitting) -> None:
        """Free a seat, with all that was done there."""
        await self.ask(self.answers.release, sitting)
        self.presences.forget(sitting.session)
        await self.live.end_all_of(sitting.session)
        self.throttle.right(sitting.place)

    async def wipe(self) -> tuple[Counts, Counts]:
        """Forget all seats and answers; give what there was, and what is left."""
        before, left = await self.ask(lambda: (self.answers.counts(), self.answers.wipe()))
        await self.live.end_all_of(None)
        self.presences.clear()
        self.stage = Stage()
        return before, left

    def disk_failed(self) -> None:
        """Say that answers are refused: on the board for a minute, on the terminal once a minute."""
        now = time.monotonic()
        if not self.disk_is_failing:
            self.warn(DISK_FULL)
        self._disk_failed = now

    @property
    def disk_is_failing(self) -> bool:
        """Whether an answer was refused in the last minute."""
        return self._disk_failed is not None and time.monotonic() - self._disk_failed < _ALARM

    # --- where it is ---------------------------------------------------------------------------------------------------

    def _find_addresses(self) -> None:
        """Look at the network again: the Wi-Fi may come, or change, after the room has opened."""
        host = network.join_address(self.ip)
        self.join_url = network.url(host, self.port)
        self.join = self.join_url.removeprefix("http://").rstrip("/")
        self.on_network = host != network.LOOPBACK or self.ip == host  # asked for, then
        others = [card.address for card in network.interfaces()] if self.ip in ("0.0.0.0", "::", "") else []
        self.other_addresses = [
            network.url(other, self.port).removeprefix("http://").rstrip("/")
            for other in others
            if other not in (host, network.LOOPBACK)
        ]
