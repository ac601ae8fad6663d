"""A real room: `etabli servir` as a process of its own, and browsers without a screen to talk to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

ETABLI = Path(sys.executable).with_name("etabli")


class Client(httpx.Client):
    """A browser: keeps cookies, sends the XSRF token back as host.js does."""

    def send_json(self, method: str, path: str, value: Any, **options: Any) -> httpx.Response:
        """Send JSON with the token of the last page seen."""
        if "_xsrf" not in self.cookies:
            self.get("/")
        headers = {"X-XSRFToken": self.cookies["_xsrf"], **options.pop("headers", {})}
        return self.request(method, path, json=value, headers=headers, **options)

    def sit(self, place: int, **more: Any) -> httpx.Response:
        """Ask for a seat."""
        return self.send_json("POST", "/api/place", {"place": place, **more})

    def answer(
        self, slug: str, activity: str, value: Any, version: int = 0, **options: Any
    ) -> httpx.Response:
        """Send an answer."""
        body = {"valeur": value, "version": version}
        return self.send_json("PUT", f"/api/reponses/{slug}/{activity}", body, **options)

    def answers(self, slug: str) -> Any:
        """Read one's own answers."""
        return self.get(f"/api/reponses/{slug}").json()["reponses"]


class Hall:
    """A room being served. ``said``: its JSON line; ``url``: how to reach it from this computer."""

    def __init__(
        self,
        *paths: Path,
        data: Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        self.data = data
        self.process = start(
            *paths,
            data=data,
            cwd=cwd,
            env=env,
            **{"port": 0, "adresse": "127.0.0.1", "json": True, **options},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.finish()[1])
        self.said: dict[str, Any] = json.loads(line)
        self.url = self.said["participants"].rstrip("/")
        self.port = urlsplit(self.url).port or 80
        self._clients: list[Client] = []

    def client(self) -> Client:
        """Open a browser that knows nothing yet."""
        self._clients.append(Client(base_url=self.url, timeout=20))
        return self._clients[-1]

    def facilitator(self) -> Client:
        """Open the facilitator's browser: it showed the token."""
        client = self.client()
        client.get("/animateur", params={"jeton": self.said["jeton"]}, follow_redirects=True)
        return client

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()
        self._shut()

    def finish(self) -> tuple[int, str]:
        """End it with Ctrl-C; give its exit code and what it wrote on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=20)
        self._shut()
        return self.process.returncode, errors

    def _shut(self) -> None:
        for client in getattr(self, "_clients", []):
            client.close()

    def __enter__(self) -> Hall:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()


def start(
    *paths: Path, data: Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen[str]:
    """Run ``etabli servir`` with ``--options``; True stands for an option without value."""
    flags: list[str] = []
    for name, value in options.items():
        flags += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    return subprocess.Popen(
        [str(ETABLI), "servir", *map(str, paths), "--sans-navigateur", "--donnees", str(data), *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
    )


def refused(*paths: Path, data: Path, **options: Any) -> tuple[int, str]:
    """Run a room that cannot open; give its exit code and its stderr."""
    _, errors = (process := start(*paths, data=data, **options)).communicate(timeout=30)
    return process.returncode, errors
