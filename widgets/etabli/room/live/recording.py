"""Executing a notebook inside this process, without sockets or threads, so that the process may be forked afterwards.

The kernel is ipykernel's own; what it would publish goes to a tape. The tape is then read by nbclient, whose rules
(outputs replaced, cleared, sent to an ``Output`` widget) are those of every other execution.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import threading
from collections.abc import Mapping
from typing import Any, cast

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from nbclient import NotebookClient
from traitlets.config import Config

_SKIPPED = "skip-execution"


class Tape:
    """Stands for the socket on which a kernel publishes: keeps the messages."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._messages: list[dict[str, Any]] = []

    def send_multipart(self, parts: Any, *_: Any, **__: Any) -> None:
        """Keep a message."""
        session: Any = self._session
        _, frames = session.feed_identities(parts)
        self._messages.append(session.deserialize(frames))

    def take(self) -> list[dict[str, Any]]:
        """Give the messages kept so far, and forget them."""
        taken, self._messages = self._messages, []
        return taken


class Printed(io.TextIOBase):
    """Stands for stdout or stderr. ``after``: where to write once the kernel has a real one."""

    def __init__(self, kernel: Any, name: str) -> None:
        self._kernel, self._name = kernel, name
        self.after: Any = None

    def write(self, text: str) -> int:
        """Publish a text as the output of the cell that is running."""
        if self.after is not None:
            self.after.write(text)
        elif text:
            kernel = self._kernel
            content = {"name": self._name, "text": text}
            kernel.session.send(kernel.iopub_socket, "stream", content, parent=kernel.get_parent())
        return len(text)

    def flush(self) -> None:
        """Send what waits."""
        if self.after is not None:
            self.after.flush()

    def writable(self) -> bool:
        """Say yes."""
        return True


def new_kernel(user_ns: dict[str, Any] | None = None) -> Any:
    """Make the kernel of this process, without sockets. Its history is off: forks would share its database."""
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    session = Session(username="kernel")
    logger = logging.getLogger("etabli.mother")
    logger.setLevel(logging.CRITICAL)
    kernel: Any = IPythonKernel.instance(
        config=config, session=session, iopub_socket=Tape(session), log=logger, user_ns=user_ns or {}
    )
    sys.stdout, sys.stderr = Printed(kernel, "stdout"), Printed(kernel, "stderr")
    kernel.shell.displayhook.get_execution_count = lambda: kernel.execution_count
    return kernel


class Recorder(NotebookClient):
    """Executes a notebook's cells in ``kernel``; outputs join the notebook."""

    def __init__(self, notebook: Any, kernel: Any) -> None:
        super().__init__(notebook)
        self._kernel = kernel
        self.reset_execution_trackers()
        self._client = _Client(kernel)
        self.kc = self._client  # type: ignore[assignment]  # all that nbclient needs of one

    def run(self, skipped: set[int]) -> None:
        """Execute every cell of code but those at the positions ``skipped``; a failing one does not stop the others."""
        asyncio.get_event_loop().run_until_complete(self._run(skipped))

    async def _run(self, skipped: set[int]) -> None:
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type != "code":
                continue
            cell.outputs = []
            tags = cell.metadata.get("tags", ())
            if index not in skipped and cell.source.strip() and _SKIPPED not in tags:
                await self._cell(cell, index)
        await asyncio.sleep(0)

    async def _cell(self, cell: Any, index: int) -> None:
        kernel = self._kernel
        self.clear_before_next_output = False
        request = kernel.session.msg("execute_request", {"code": cell.source})
        kernel.set_parent([b"mother"], request, channel="shell")
        await kernel.do_execute(cell.source, silent=False, store_history=True, allow_stdin=False)
        while messages := kernel.iopub_socket.take():
            for message in messages:
                if message["msg_type"] != "status":
                    self.process_message(message, cell, index)
            # What an Output widget collected comes back to Python, as from a page; it may publish in turn.
            self._client.deliver()
        cell.outputs = _joined(cell.outputs)


class _Client:
    """What nbclient needs of a client: to send comm messages to the kernel, which receives them after the cell."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        self._waiting: list[dict[str, Any]] = []
        self.session = kernel.session
        self.shell_channel = self

    def send(self, message: dict[str, Any]) -> None:
        self._waiting.append(message)

    def deliver(self) -> None:
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            message.setdefault("buffers", [])
            self._kernel.comm_manager.comm_msg(None, None, message)


def _joined(outputs: list[Any]) -> list[Any]:
    """Make one output of the successive writings on a stream."""
    kept: list[Any] = []
    for output in outputs:
        before = kept[-1] if kept else {}
        if (
            output["output_type"] == "stream" == before.get("output_type")
            and output["name"] == before["name"]
        ):
            before["text"] += output["text"]
        else:
            kept.append(output)
    return kept


def hindrance(loop: asyncio.AbstractEventLoop) -> str:
    """Say what keeps this process from being forked, in French; empty when nothing does."""
    if any(thread is not threading.main_thread() for thread in threading.enumerate()):
        return "une cellule a lancé un fil d’exécution qui tourne encore"
    if asyncio.all_tasks(loop):
        return "une cellule a lancé une tâche de fond qui tourne encore"
    return ""


def values(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Give a notebook as plain JSON values."""
    import json

    import nbformat

    return cast("dict[str, Any]", json.loads(nbformat.writes(notebook)))  # type: ignore[no-untyped-call]
