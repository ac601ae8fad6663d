"""Where the kernels of an atelier come from: copies of one process, or a pool heated ahead."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ... import source
from ...atelier import Variant
from ..packing import SeatPages
from . import provisioner
from .fork_server import Mother, MotherError, can_fork
from .page import live_page

if TYPE_CHECKING:
    from ..app import Room
    from ..shelf import Served

#: Seconds without an arrival before the pool fills again: heating takes the processors from those who are working.
CALM = 20.0
_numbers = itertools.count(1)


class Source(Protocol):
    """Gives kernels that have executed the notebook."""

    async def take(self) -> tuple[str, SeatPages]:
        """Give a kernel's name and the pages that go with it. Raises `MotherError`."""

    async def stop(self) -> None:
        """Give no more; kernels already given live on."""


async def open_source(room: Room, served: Served) -> Source:
    """Prepare the kernels of an atelier, in the way that this system allows. Raises `MotherError`."""
    notebook, _ = source.load(served.path)
    if can_fork():
        with contextlib.suppress(MotherError):
            mother = await Mother.start(notebook, served.path.resolve())
            return Copies(room, served, mother)
    pool = Pool(room, served, notebook)
    pool.fill()
    return pool


def _pages(served: Served, executed: Mapping[str, Any], variant: Variant) -> SeatPages:
    atelier = source.from_notebook(executed, served.path).atelier.variant(variant)
    return live_page(atelier, served.slug)


class Copies:
    """Copies of a mother: a kernel in some hundredths of a second, the same page for all."""

    def __init__(self, room: Room, served: Served, mother: Mother) -> None:
        self._room, self._mother = room, mother
        self._name = f"etabli-{next(_numbers)}"
        self._pages = _pages(served, mother.executed, served.variant)
        provisioner.MOTHERS[self._name] = mother

    async def take(self) -> tuple[str, SeatPages]:
        """Copy the mother."""
        return await self._room.kernel_manager.start_kernel(kernel_name=self._name), self._pages

    @property
    def alive(self) -> bool:
        """Whether it can still give kernels."""
        return self._mother.alive

    async def stop(self) -> None:
        """End the mother and her kernels."""
        provisioner.MOTHERS.pop(self._name, None)
        await asyncio.get_running_loop().run_in_executor(None, self._mother.stop)


class Pool:
    """Ordinary kernels that execute the notebook ahead, as Voilà's preheating does, one at a time.

    Unlike Voilà's, it does not fill again while people arrive: that doubled what they waited for.
    """

    alive = True

    def __init__(self, room: Room, served: Served, notebook: Mapping[str, Any]) -> None:
        self._room, self._served, self._notebook = room, served, notebook
        self._ready: list[tuple[str, SeatPages]] = []
        self._filling: asyncio.Task[None] | None = None
        self._last = -CALM
        self._stopped = False

    async def take(self) -> tuple[str, SeatPages]:
        """Give the oldest kernel that is ready; none: start one, which takes as long as the notebook."""
        self._last = asyncio.get_running_loop().time()
        self.fill()
        while self._ready:
            kernel, pages = self._ready.pop(0)
            if kernel in self._room.kernel_manager:
                return kernel, pages
        return await self._heat()

    def fill(self) -> None:
        """Heat as many kernels as there are seats, when the room is calm."""
        if (self._filling is None or self._filling.done()) and not self._stopped:
            self._filling = asyncio.create_task(self._fill())

    async def _fill(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(MotherError):
            while len(self._ready) + self._room.live.count < self._room.places and not self._stopped:
                while (wait := self._last + CALM - loop.time()) > 0:
                    await asyncio.sleep(wait)
                self._ready.append(await self._heat())

    async def _heat(self) -> tuple[str, SeatPages]:
        import nbformat
        from voila.execute import VoilaExecutor

        manager = self._room.kernel_manager
        kernel: str = await manager.start_kernel(
            kernel_name=_python(self._room),
            path=str(self._served.path.parent.resolve()),
            stderr=subprocess.DEVNULL,
        )
        notebook = nbformat.from_dict(json.loads(json.dumps(self._notebook)))  # type: ignore[no-untyped-call]
        executor = VoilaExecutor(notebook, km=manager.get_kernel(kernel), allow_errors=True, timeout=60)
        try:
            async with executor.async_setup_kernel(cleanup_kc=False):  # it would end the kernel too
                for index, cell in enumerate(notebook.cells):
                    await executor.execute_cell(cell, {}, index, store_history=False)
            executor.kc.stop_channels()
        except Exception:
            await manager.shutdown_kernel(kernel, now=True)
            raise MotherError("son exécution n’a pas abouti") from None
        pages = await asyncio.get_running_loop().run_in_executor(
            None, _pages, self._served, notebook, self._served.variant
        )
        return kernel, pages

    async def stop(self) -> None:
        """End the kernels that nobody took."""
        self._stopped = True
        if self._filling:
            self._filling.cancel()
        for kernel, _ in self._ready:
            with contextlib.suppress(Exception):
                await self._room.kernel_manager.shutdown_kernel(kernel, now=True)
        self._ready.clear()


def _python(room: Room) -> str:
    names: dict[str, str] = room.kernel_spec_manager.find_kernel_specs()
    if not names:
        raise MotherError("aucun noyau Python n’est installé")
    return "python3" if "python3" in names else next(iter(names))
