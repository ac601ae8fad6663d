"""A room arrives on an atelier with Python behind its widgets: `etabli servir` beside stock Voilà, same notebook.

Run with ``python -m benchmarks.live [--tours 1] [--places 8 32] [--voila 4]``. Interactive = the page is received whole, its
kernel gave the state of all widgets, and a value set in a widget came back computed by Python.
"""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
import re
import sys
import time
import uuid
from argparse import Namespace
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from . import servers
from .measure import FIXED, ROOT, AbsentError, Report, megabytes, middle, parser, run, seconds, tell, times
from .servers import HOST, Server
from .wire import Line

ATELIER = ROOT / "ateliers" / "faire-parler-des-donnees"
_LIMIT = 180.0
_ids = itertools.count(1)


def _message(kind: str, content: dict[str, Any], **metadata: str) -> str:
    head = {
        "msg_id": uuid.uuid4().hex,
        "username": "",
        "session": "",
        "msg_type": kind,
        "version": "5.3",
        "date": "",
    }
    said = {
        "header": head,
        "parent_header": {},
        "metadata": metadata,
        "content": content,
        "buffers": [],
        "channel": "shell",
    }
    return json.dumps(said)


async def _until(line: WebSocketClientConnection, words: str) -> dict[str, Any]:
    while True:
        said = await line.read_message()
        if said is None:
            raise AbsentError("Un noyau a raccroché.")
        if isinstance(said, str) and words in said:
            return json.loads(said)  # type: ignore[no-any-return]


async def _play(server: Server, cookies: dict[str, str]) -> None:
    """Open the page, connect to its kernel, choose in the first list, and wait for the count that Python made."""
    asked = await Line.open(server.port)
    page = await asked.ask(server.path, servers.headers(cookies))
    await asked.close()
    body = gzip.decompress(page.body) if page.headers.get("content-encoding") == "gzip" else page.body
    found = re.search(rb'"kernelId": ?"([0-9a-f-]{36})"', body)
    if found is None:
        raise AbsentError("Une page est venue sans noyau.")
    address = f"ws://{HOST}:{server.port}/api/kernels/{found[1].decode()}/channels?session_id={next(_ids)}"
    headers = {"Cookie": servers.headers(cookies)["Cookie"], "Origin": f"http://{HOST}:{server.port}"}
    line = await websocket_connect(HTTPRequest(address, headers=headers, request_timeout=_LIMIT))
    opened = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
    await line.write_message(_message("comm_open", opened, version="1.0.0"))
    await line.write_message(_message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}))
    states = (await _until(line, "update_states"))["content"]["data"]["states"]
    lists = [name for name, state in states.items() if state["model_name"] == "DropdownModel"]
    chosen = next(name for name in lists if states[name]["state"]["description"] == "Sorte")
    update = {"method": "update", "state": {"index": 2}, "buffer_paths": []}
    await line.write_message(_message("comm_msg", {"comm_id": chosen, "data": update}))
    await _until(line, "lignes du tableau")
    _open.append(line)  # the page stays open: its kernel is weighed


_open: list[WebSocketClientConnection] = []


async def _arrive(server: Server, seats: list[dict[str, str]]) -> tuple[list[float], float]:
    async def one(cookies: dict[str, str]) -> float:
        began = time.perf_counter()
        await _play(server, cookies)
        return time.perf_counter() - began

    before = server.memory()
    waits = await asyncio.wait_for(asyncio.gather(*(one(cookies) for cookies in seats)), _LIMIT)
    each = (server.memory() - before) / len(seats)
    for line in _open:
        line.close()
    _open.clear()
    return waits, each


def _ours(people: int) -> tuple[list[float], float]:
    with servers.etabli(ATELIER, people + 2) as server:
        seats = [servers.sit(server, place) for place in range(1, people + 2)]
        asyncio.run(_arrive(server, seats[-1:]))  # the notebook has been executed
        return asyncio.run(_arrive(server, seats[:-1]))


def _stock(people: int) -> tuple[list[float], float]:
    with servers.voila(ATELIER) as server:
        asyncio.run(_arrive(server, [{}]))
        return asyncio.run(_arrive(server, [{} for _ in range(people)]))


def measure(options: Namespace) -> Report:
    """Let rooms arrive, ours and Voilà's in turn. Raises `AbsentError`."""
    ours: dict[int, list[tuple[list[float], float]]] = {}
    theirs: dict[int, list[tuple[list[float], float]]] = {}
    for _ in range(options.tours):
        for people in options.voila:
            tell(f"Voilà, {people}")
            theirs.setdefault(people, []).append(_stock(people))
        for people in options.places:
            tell(f"Établi, {people}")
            ours.setdefault(people, []).append(_ours(people))
    largest = max(theirs)
    stock = middle(max(waits) for waits, _ in theirs[largest])
    weight = middle(each for _, each in theirs[largest])
    rows = []
    for title, found in (("Établi", ours), ("Voilà", theirs)):
        for people, bursts in found.items():
            last, each = middle(max(waits) for waits, _ in bursts), middle(each for _, each in bursts)
            ratios = (
                (f"**{times(stock / last)}**", f"**{times(weight / each)}**") if found is ours else ("", "")
            )
            rows.append((f"{title}, {people}", seconds(last), megabytes(each), *ratios))
    head = ("Arrivée", "le dernier", "mémoire par participant", "rapport du temps", "rapport de la mémoire")
    lead = "Tous ouvrent au même instant un atelier dont les widgets ont Python derrière. Secondes jusqu’au premier résultat calculé."
    remark = f"Rapport{FIXED}: Voilà avec {largest} participants, ce qui l’avantage quand les nôtres sont plus nombreux."
    return Report("direct", lead, head, rows, [remark])


def options(arguments: list[str] | None = None) -> Namespace:
    """Read the command line."""
    line = parser(__doc__, tours=1)
    line.add_argument("--places", type=int, nargs="+", default=[8, 32], help="tailles de salle")
    line.add_argument("--voila", type=int, nargs="+", default=[4], help="tailles pour Voilà")
    return line.parse_args(arguments)


if __name__ == "__main__":
    given = options()
    sys.exit(run(lambda: measure(given)))
