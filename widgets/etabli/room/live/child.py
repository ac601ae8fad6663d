"""A kernel that has just been forked: it gets sockets of its own, then serves one participant until it ends."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import zmq
from ipykernel import iostream
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream

from .recording import Printed


def serve(kernel: Any, connection: Mapping[str, Any], lifeline: int, ready: Callable[[], None]) -> None:
    """Serve the kernel on the sockets that ``connection`` names, until it is told to stop or the room ends.

    ``lifeline``: a pipe that nobody writes to, readable once the room has ended. ``ready``: called once bound.
    """
    asyncio.set_event_loop(asyncio.new_event_loop())  # the mother's shares its poller with all its children
    loop = IOLoop.current()
    _own_chance()
    context = zmq.Context()

    def bound(kind: int, name: str) -> zmq.Socket[bytes]:
        socket = context.socket(kind)
        socket.linger = 1000
        if kind == zmq.ROUTER:
            socket.router_handover = True  # a page that comes back has the name of the one that was lost
        separator = ":" if connection["transport"] == "tcp" else "-"
        port = connection[f"{name}_port"]
        socket.bind(f"{connection['transport']}://{connection['ip']}{separator}{port}")
        return socket

    session = kernel.session
    session.pid, session.session = os.getpid(), str(uuid.uuid4())
    session.key = str(connection["key"]).encode()
    kernel.ident = str(uuid.uuid4())
    kernel.shell_stream = ZMQStream(bound(zmq.ROUTER, "shell"))
    kernel.control_stream = ZMQStream(bound(zmq.ROUTER, "control"))
    kernel.stdin_socket = bound(zmq.ROUTER, "stdin")
    threads: Any = iostream  # has no types
    published = threads.IOPubThread(bound(zmq.PUB, "iopub"))
    published.start()
    kernel.iopub_thread, kernel.iopub_socket = published, published.background_socket
    shell = kernel.shell
    shell.displayhook.pub_socket = shell.display_pub.pub_socket = kernel.iopub_socket
    shell.displayhook.topic = kernel._topic("execute_result")
    for name in ("stdout", "stderr"):
        stream = threads.OutStream(session, published, name, watchfd=False)
        before = getattr(sys, name)
        if isinstance(before, Printed):  # for those who kept the one of before
            before.after = stream
        setattr(sys, name, stream)
    _widgets()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C on the terminal is for the room
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    loop.add_handler(lifeline, lambda *_: os._exit(0), IOLoop.READ)
    kernel.start()
    ready()
    loop.start()


def _own_chance() -> None:
    """Draw again what all copies of a process would otherwise share (uuid and secrets ask the system each time)."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None and hasattr(numpy, "random"):
        numpy.random.seed()


def _widgets() -> None:
    """Let pages open ipywidgets' comms: it registers them at import, and only where a shell exists."""
    if "ipywidgets" in sys.modules:
        from ipywidgets import register_comm_target

        register_comm_target()
