"""The mother: a process that executes a notebook once, then copies itself into a kernel at each request.

It speaks JSON lines with the room on an inherited socket. First it says ``{"executed": notebook, "hindrance": ""}``;
then, for each ``{"fork": key, "connection": {…}}``, ``{"forked": key, "pid": 123}`` and, once the kernel listens,
``{"ready": key}``; ``{"ended": pid, "status": n}`` when one ends. When the room ends, it ends with all its kernels.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

_CHUNK = 1 << 16


class _Line:
    """The socket to the room, line by line."""

    def __init__(self, descriptor: int) -> None:
        self.socket = socket.socket(fileno=descriptor)
        self._pending = b""

    def say(self, **message: Any) -> None:
        """Send a message; each is written at once, so that those of several processes do not mix."""
        with contextlib.suppress(OSError):
            self.socket.sendall(json.dumps(message).encode() + b"\n")

    def heard(self) -> list[dict[str, Any]] | None:
        """Give the whole messages that came; None once the room has closed its end."""
        try:
            data = self.socket.recv(_CHUNK)
        except OSError:
            return None
        if not data:
            return None
        *lines, self._pending = (self._pending + data).split(b"\n")
        return [json.loads(line) for line in lines]


def main(path: Path, line: _Line, lifeline: int) -> NoReturn:
    """Execute the notebook at ``path`` in its folder, then answer the room until it ends."""
    kernel, notebook, why = _execute(path)
    from .recording import values

    line.say(executed=values(notebook), hindrance=why)
    if why:
        sys.exit(0)
    gc.collect()
    gc.freeze()  # a collection would write on every page that the copies share
    children: set[int] = set()
    waker, woken = socket.socketpair()
    waker.setblocking(False)
    woken.setblocking(False)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        sources: list[Any] = [line.socket, woken, lifeline]
        readable, _, _ = select.select(sources, [], [])
        if woken in readable:
            with contextlib.suppress(BlockingIOError):
                woken.recv(_CHUNK)
            _reap(children, line)
        requests = line.heard() if line.socket in readable else []
        if requests is None or lifeline in readable:
            _end(children)
        for request in requests:
            _fork(request, kernel, children, line, lifeline, (waker, woken))


def _execute(path: Path) -> tuple[Any, Any, str]:
    import nbformat

    from ...activity_cell import is_activity
    from . import recording

    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # threads and 10 MB that nobody needs here
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    os.environ["ETABLI_STATIQUE"] = "1"  # activities need no Python: the page has them
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    notebook = nbformat.reads(sys.stdin.read(), as_version=4)  # type: ignore[no-untyped-call]
    os.chdir(path.parent)
    sys.path.insert(0, "")
    kernel = recording.new_kernel()
    skipped = {index for index, cell in enumerate(notebook.cells) if is_activity(cell.source)}
    recording.Recorder(notebook, kernel).run(skipped)
    return kernel, notebook, recording.hindrance(loop)


def _fork(
    request: Mapping[str, Any],
    kernel: Any,
    children: set[int],
    line: _Line,
    lifeline: int,
    wakers: tuple[socket.socket, socket.socket],
) -> None:
    pid = os.fork()
    if pid:
        children.add(pid)
        line.say(forked=request["fork"], pid=pid)
        return
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for one in wakers:
            one.close()

        def ready() -> None:
            line.say(ready=request["fork"])
            line.socket.close()

        from .child import serve

        serve(kernel, request["connection"], lifeline, ready)
        status = 0
    finally:
        os._exit(status)


def _reap(children: set[int], line: _Line) -> None:
    for pid in list(children):
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            ended, status = pid, 0
        if ended:
            children.discard(pid)
            line.say(ended=pid, status=os.waitstatus_to_exitcode(status))


def _end(children: set[int]) -> NoReturn:
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), _Line(int(sys.argv[2])), int(sys.argv[3]))
