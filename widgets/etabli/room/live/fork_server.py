"""The room's side of a mother: start it, ask it for kernels, know when they end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Seconds that a notebook may take to be executed, and a kernel to be ready.
EXECUTION, READY = 300.0, 20.0
#: Bytes of the longest message: an executed notebook with its pictures.
_LONGEST = 256 * 1024 * 1024


class MotherError(Exception):
    """No kernel can be copied. The message is the end of a French sentence: what prevents it."""


def can_fork() -> bool:
    """Say whether this system copies processes; elsewhere kernels are heated ahead."""
    return hasattr(os, "fork") and not os.environ.get("ETABLI_SANS_COPIE")


class Mother:
    """A process that has executed a notebook. Make one with `start`."""

    def __init__(self, process: subprocess.Popen[bytes], line: socket.socket, lifeline: int) -> None:
        self._process, self._line, self._lifeline = process, line, lifeline
        self._writer: asyncio.StreamWriter | None = None
        self._listening: asyncio.Task[None] | None = None
        self._ready: dict[str, asyncio.Future[None]] = {}
        self._pids: dict[str, int] = {}
        self._ends: dict[int, asyncio.Future[int]] = {}
        #: The notebook with its outputs, as JSON values.
        self.executed: dict[str, Any] = {}

    @classmethod
    async def start(cls, notebook: Mapping[str, Any], path: Path) -> Mother:
        """Execute a notebook in a new process, in the folder of ``path``. Raises `MotherError`."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        held, lifeline = os.pipe()[::-1]
        command = [sys.executable, "-m", "etabli.room.live.mother", str(path)]
        numbers = [str(theirs.fileno()), str(lifeline)]
        errors = None if os.environ.get("ETABLI_DEBUG") else subprocess.DEVNULL
        process = subprocess.Popen(
            [*command, *numbers],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=(theirs.fileno(), lifeline),
            start_new_session=True,  # Ctrl-C on the terminal is for the room
        )
        theirs.close()
        os.close(lifeline)
        mother = cls(process, ours, held)
        try:
            await asyncio.wait_for(mother._begin(notebook), EXECUTION)
        except (asyncio.TimeoutError, OSError, ValueError):
            mother.stop()
            raise MotherError("son exécution n’a pas abouti") from None
        except BaseException:
            mother.stop()
            raise
        return mother

    async def _begin(self, notebook: Mapping[str, Any]) -> None:
        assert self._process.stdin
        given = json.dumps(notebook).encode()
        await asyncio.get_running_loop().run_in_executor(None, self._give, given)
        reader, self._writer = await asyncio.open_connection(sock=self._line, limit=_LONGEST)
        said = json.loads(await reader.readline())
        self.executed = said["executed"]
        if said["hindrance"]:
            raise MotherError(said["hindrance"])
        self._listening = asyncio.create_task(self._listen(reader))

    def _give(self, data: bytes) -> None:
        stdin = self._process.stdin
        assert stdin
        with stdin:
            stdin.write(data)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError, ValueError):
            while line := await reader.readline():
                self._hear(json.loads(line))
        for waiting in self._ready.values():
            if not waiting.done():
                waiting.set_exception(MotherError("le programme qui prépare les pages s’est arrêté"))
        for pid in list(self._ends):
            self._end(pid, -1)

    def _hear(self, said: Mapping[str, Any]) -> None:
        if "forked" in said:
            self._pids[said["forked"]] = said["pid"]
            self._ends.setdefault(said["pid"], asyncio.get_running_loop().create_future())
        elif "ready" in said:
            waiting = self._ready.get(said["ready"])
            if waiting and not waiting.done():
                waiting.set_result(None)
        elif "ended" in said:
            self._end(said["ended"], said["status"])

    def _end(self, pid: int, status: int) -> None:
        ended = self._ends.pop(pid, None)
        if ended and not ended.done():
            ended.set_result(status)
        for key, known in list(self._pids.items()):
            waiting = self._ready.get(key)
            if known == pid and waiting and not waiting.done():
                waiting.set_exception(MotherError("une page de Python s’est arrêtée en s’ouvrant"))

    # --- kernels ---------------------------------------------------------------------------------------------------

    @property
    def alive(self) -> bool:
        """Whether it can still be asked for kernels."""
        return self._process.poll() is None and self._listening is not None and not self._listening.done()

    async def fork(self, key: str, connection: Mapping[str, Any]) -> tuple[int, asyncio.Future[int]]:
        """Copy the process into a kernel that listens on ``connection``.

        Gives its process number and the future of its exit status. Raises `MotherError`.
        """
        if not self.alive or self._writer is None:
            raise MotherError("le programme qui prépare les pages s’est arrêté")
        waiting = self._ready[key] = asyncio.get_running_loop().create_future()
        self._writer.write(json.dumps({"fork": key, "connection": dict(connection)}).encode() + b"\n")
        try:
            await asyncio.wait_for(waiting, READY)
            pid = self._pids[key]
            return pid, self._ends.get(pid) or _ended()
        except asyncio.TimeoutError:
            raise MotherError("une page de Python ne s’est pas ouverte à temps") from None
        finally:
            self._ready.pop(key, None)
            self._pids.pop(key, None)

    def stop(self) -> None:
        """End it, with its kernels."""
        if self._listening:
            self._listening.cancel()
        with contextlib.suppress(OSError):
            os.close(self._lifeline)
        if self._writer:
            self._writer.close()
        else:
            self._line.close()
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _ended() -> asyncio.Future[int]:
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    future.set_result(-1)
    return future
