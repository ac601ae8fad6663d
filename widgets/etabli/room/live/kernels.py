"""Whose each kernel is, how many there may be, and when each ends."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...page import Seat
from .. import packing
from ..handlers import RefusalError
from ..seats import Sitting
from . import handlers
from .fork_server import MotherError
from .manager import LiveKernelManager
from .provisioner import Specs, register
from .sources import Source, open_source

if TYPE_CHECKING:
    from ..app import Room
    from ..shelf import Served

#: Kernels beyond one per seat: pages being reloaded, a second tab.
SPARE = 4
#: Kernels that one seat may have at a time; opening one more page ends the oldest.
EACH = 2
#: Seconds that a kernel outlives the loss of its page: a cable, a Wi-Fi that comes back.
GRACE = 45.0
#: Seconds between two looks at kernels, and after which one that nobody touches ends, page open or not.
LOOK, IDLE = 5.0, 3 * 3600

FULL = (
    "Toutes les places de cet atelier sont prises. Ailleurs dans la salle, fermez une page de cet atelier qui ne sert "
    "plus, puis rechargez celle-ci. L’animateur peut vous aider."
)
NOT_READY = "Cet atelier n’a pas pu démarrer. Prévenez l’animateur, puis rechargez cette page."


@dataclass
class _Page:
    """A page that was given a kernel. ``unlinked``: since when it has no connection, in the loop's seconds."""

    kernel: str
    session: str
    unlinked: float
    links: int = field(default=0)


class Live:
    """All the kernels of a room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._pages: dict[str, _Page] = {}
        self._sources: dict[str, tuple[int, asyncio.Task[Source]]] = {}
        self._leaving: list[Source] = []
        self._opening = 0
        self._watching: asyncio.Task[None] | None = None

    @property
    def count(self) -> int:
        """Kernels given, or being given."""
        return len(self._pages) + self._opening

    # --- what the server needs to know --------------------------------------------------------------------------------

    def before_settings(self) -> None:
        """Say where Voilà finds the ateliers' kernels, and where their sockets are: a folder of this user alone."""
        register()
        self._room.connection_dir = tempfile.mkdtemp(prefix="etabli-")
        self._room.voila_configuration.kernel_spec_manager_class = Specs

    def settings(self) -> dict[str, Any]:
        """Give the server's settings for kernels."""
        manager = self._room.kernel_manager
        manager.kernel_manager_class = f"{LiveKernelManager.__module__}.{LiveKernelManager.__name__}"
        manager.allowed_message_types = handlers.ALLOWED
        manager.root_dir = Path.cwd().anchor
        return {
            "kernel_websocket_connection_class": handlers.Connection,
            "websocket_max_message_size": handlers.LARGEST_MESSAGE,
        }

    def routes(self) -> list[Any]:
        """Give the addresses for kernels: each answers to the seat that owns the kernel, and 404 to any other."""
        return handlers.routes()

    def look(self, served: Served) -> None:
        """Execute the notebook of an atelier ahead, if it has Python behind its widgets."""
        if served.tier == 2:
            self.prepare(served)

    # --- life ------------------------------------------------------------------------------------------------------

    def prepare(self, served: Served) -> asyncio.Task[Source]:
        """Execute the notebook ahead; once for each version of it."""
        version, task = self._sources.get(served.slug, (0, None))
        failed = task is not None and task.done() and (task.cancelled() or task.exception() is not None)
        if task is not None and version == served.version and not failed and not _dead(task):
            return task
        if task is not None and task.done() and not failed:
            self._leaving.append(task.result())  # those who have the old version keep it
        fresh = asyncio.create_task(open_source(self._room, served))
        self._sources[served.slug] = served.version, fresh
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        return fresh

    async def stop(self) -> None:
        """End all kernels."""
        if self._watching:
            self._watching.cancel()
        tasks = [task for _, task in self._sources.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for page in list(self._pages):
            await self.end(page)
        done = [task.result() for task in tasks if not task.cancelled() and task.exception() is None]
        for source in [*done, *self._leaving]:
            with contextlib.suppress(Exception):
                await source.stop()
        shutil.rmtree(self._room.connection_dir, ignore_errors=True)

    # --- a participant -----------------------------------------------------------------------------------------------

    async def open(self, served: Served, seat: Seat, sitting: Sitting) -> packing.Page:
        """Give the page of an atelier, with a kernel that is this seat's alone. Raises `RefusalError` (503)."""
        mine = [page for page in self._pages.values() if page.session == sitting.session]
        for page in mine[: max(0, len(mine) - EACH + 1)]:
            await self.end(page.kernel)
        if self.count >= self._room.places + SPARE:
            raise RefusalError(503, FULL, attente=15)
        self._opening += 1
        try:
            source = await asyncio.shield(self.prepare(served))
            kernel, pages = await source.take()
            self._pages[kernel] = _Page(kernel, sitting.session, asyncio.get_running_loop().time())
        except Exception as error:
            reason = str(error) if isinstance(error, MotherError) else type(error).__name__
            self._room.warn(f"« {served.atelier.title} » ne s’ouvre pas : {reason}.")
            raise RefusalError(503, NOT_READY, attente=5) from None
        finally:
            self._opening -= 1
        return pages.page(seat, kernel)

    def owns(self, session: str | None, kernel: str) -> bool:
        """Say whether a kernel is this seat's."""
        page = self._pages.get(kernel)
        return page is not None and session is not None and page.session == session

    def linked(self, kernel: str) -> None:
        """Note that a page is connected to its kernel."""
        if page := self._pages.get(kernel):
            page.links += 1

    def unlinked(self, kernel: str) -> None:
        """Note that a connection closed."""
        if page := self._pages.get(kernel):
            page.links -= 1
            page.unlinked = asyncio.get_running_loop().time()

    async def end(self, kernel: str) -> None:
        """End a kernel at once."""
        self._pages.pop(kernel, None)
        with contextlib.suppress(Exception):  # it may have ended by itself
            await self._room.kernel_manager.shutdown_kernel(kernel, now=True)

    async def end_all_of(self, session: str | None) -> None:
        """End the kernels of a seat that is freed; None: of all seats."""
        for page in list(self._pages.values()):
            if session in (None, page.session):
                await self.end(page.kernel)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(min(LOOK, GRACE))
            now = asyncio.get_running_loop().time()
            for page in list(self._pages.values()):
                if page.kernel not in self._room.kernel_manager:
                    self._pages.pop(page.kernel, None)
                elif (page.links <= 0 and now - page.unlinked > GRACE) or await self._over(page.kernel):
                    await self.end(page.kernel)

    async def _over(self, kernel: str) -> bool:
        """Say whether a kernel has ended by itself, or has not been used for hours."""
        from datetime import datetime, timezone

        manager = self._room.kernel_manager.get_kernel(kernel)
        if not await manager.is_alive():
            return True
        idle = datetime.now(timezone.utc) - manager.last_activity
        return bool(idle.total_seconds() > IDLE)


def _dead(task: asyncio.Task[Source]) -> bool:
    return task.done() and not getattr(task.result(), "alive", True)
