"""The two servers, each in a process of its own, on a free port of the loopback: `etabli servir` and stock `voila`."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from .measure import FIXED, AbsentError

HOST = "127.0.0.1"
_START = 60  # seconds a server has to come up


@dataclass
class Server:
    """A server that is running. ``port``: on the loopback; ``path``: of the participant's page."""

    process: subprocess.Popen[str]
    port: int
    path: str

    @property
    def url(self) -> str:
        """Address of the participant's page."""
        return f"http://{HOST}:{self.port}{self.path}"

    def memory(self) -> int:
        """Bytes of the server and its kernels: each one's share (PSS) on Linux, its own (USS) elsewhere."""
        own = psutil.Process(self.process.pid)
        total = 0
        for one in [own, *own.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                full = one.memory_full_info()
                total += getattr(full, "pss", full.uss)
        return total

    def kernels(self) -> list[psutil.Process]:
        """The processes that it started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def rest(self, limit: float = 20.0) -> None:
        """End Voilà's kernels as its own page does when one leaves it, and wait: the next visit pays for itself alone.

        Not by a signal: Voilà would start them again in the middle of the next measure.
        """
        names = re.findall(
            r"kernel-([0-9a-f-]{36})\.json", " ".join(" ".join(one.cmdline()) for one in self.kernels())
        )
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=limit)) as line:
            for name in names:
                line.request("POST", f"/voila/api/shutdown/{name}", headers=headers({"_xsrf": "0" * 32}))
                line.getresponse().read()
        deadline = time.monotonic() + limit
        while self.kernels() and time.monotonic() < deadline:
            time.sleep(0.1)


@contextmanager
def etabli(atelier: Path, places: int = 16) -> Iterator[Server]:
    """Serve one atelier's folder by `etabli servir`, answers in a temporary folder."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "etabli.cli", "servir", str(atelier), "--sans-navigateur", "--json"]
        command += ["--adresse", HOST, "--port", "0", "--places", str(places), "--donnees", data]
        with _started(command, Path(data), dict(os.environ)) as process:
            assert process.stdout
            watchdog = threading.Timer(_START, process.kill)
            watchdog.start()
            line = process.stdout.readline()
            watchdog.cancel()
            if not line:
                raise AbsentError(
                    f"«{FIXED}etabli servir{FIXED}» ne s’est pas ouvert{FIXED}: essayez-le seul."
                )
            said = json.loads(line)
            port = int(said["participants"].rstrip("/").rsplit(":", 1)[1])
            yield Server(process, port, f"/atelier/{next(iter(said['niveaux']))}")


@contextmanager
def voila(atelier: Path) -> Iterator[Server]:
    """Serve a copy of the same notebook by stock `voila`: no configuration of ours or of the user's, a kernel per page."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "atelier")
        shutil.copytree(atelier, copy)
        own = {
            f"JUPYTER_{name}_DIR": str(Path(folder, name.lower())) for name in ("CONFIG", "DATA", "RUNTIME")
        }
        with closing(socket.socket()) as probe:
            probe.bind((HOST, 0))
            port: int = probe.getsockname()[1]
        command = [sys.executable, "-m", "voila", "atelier.ipynb", "--no-browser", f"--Voila.ip={HOST}"]
        environ = {**os.environ, **own, "IPYTHONDIR": str(Path(folder, "ipython"))}
        with _started([*command, f"--port={port}"], copy, environ) as process:
            deadline = time.monotonic() + _START
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise AbsentError(
                        f"Voilà ne s’est pas ouvert{FIXED}: essayez «{FIXED}voila {atelier}/atelier.ipynb{FIXED}»."
                    )
                time.sleep(0.05)
            yield Server(process, port, "/")


@contextmanager
def _started(command: list[str], folder: Path, environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        own = psutil.Process(process.pid) if process.poll() is None else None
        _end([*own.children(recursive=True), own] if own else [])
        process.communicate()


def _end(processes: list[psutil.Process]) -> None:
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            one.terminate()
    for one in psutil.wait_procs(processes, timeout=5)[1]:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(processes, timeout=5)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex((HOST, port)) == 0


# --- seats -------------------------------------------------------------------------------------------------------------


def sit(server: Server, place: int) -> dict[str, str]:
    """Take a seat of `etabli servir`; give the cookies of its browser."""
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=20)) as line:
        line.request("GET", "/")
        cookies = _cookies(line.getresponse())
        said = json.dumps({"place": place})
        line.request("POST", "/api/place", said, {**headers(cookies), "Content-Type": "application/json"})
        answer = line.getresponse()
        cookies |= _cookies(answer)
        if answer.status != 200:
            raise AbsentError(f"La place {place} n’a pas pu être prise (réponse {answer.status}).")
    return cookies


def leave(server: Server, cookies: dict[str, str]) -> None:
    """Free the seat, and forget what was answered there."""
    # Nothing to free when the server has already ended, on Ctrl-C.
    with suppress(OSError), closing(http.client.HTTPConnection(HOST, server.port, timeout=20)) as line:
        line.request("DELETE", "/api/place", headers=headers(cookies))
        line.getresponse().read()


def headers(cookies: dict[str, str]) -> dict[str, str]:
    """Give the headers that a page with these cookies sends to the room."""
    both = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": both, "X-XSRFToken": cookies.get("_xsrf", "")}


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    answer.read()
    pairs = [line.split(";", 1)[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie") or []]
    return {name: value.strip('"') for name, value in pairs}
