"""A whole room arrives at once, at protocol level: `etabli servir` beside stock Voilà.

Run with ``python -m benchmarks.room [--tours 3] [--places 16 64] [--voila 4 16]``. Everything stays on the loopback.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import time
from argparse import Namespace
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from . import servers
from .measure import (
    ATELIER,
    FIXED,
    NARROW,
    AbsentError,
    Report,
    megabytes,
    middle,
    parser,
    percentile,
    run,
    seconds,
    tell,
    times,
)
from .servers import Server
from .wire import Line, inside, linked

MOST = 200  # participants
_LIMIT = 180.0  # seconds for one room to be seated
_ANSWER = {"valeur": {"picked": [0], "done": True}, "version": 0}
_ACTIVITY = "compte-principal"


@dataclass(frozen=True)
class Burst:
    """One arrival. ``waits``: seconds of each participant; ``before``, ``after``: bytes of the server and its kernels."""

    waits: list[float]
    before: int
    after: int

    @property
    def each(self) -> float:
        """Bytes more for each participant."""
        return (self.after - self.before) / len(self.waits)


async def _together(people: int, arrive: Callable[[int], Awaitable[None]]) -> list[float]:
    async def timed(number: int) -> float:
        began = time.perf_counter()
        await arrive(number)
        return time.perf_counter() - began

    try:
        return await asyncio.wait_for(asyncio.gather(*(timed(number) for number in range(people))), _LIMIT)
    except asyncio.TimeoutError:
        raise AbsentError(f"{people} participants ne sont pas tous arrivés en {_LIMIT:.0f} s.") from None
    except (OSError, asyncio.IncompleteReadError) as error:
        raise AbsentError(f"Le serveur a raccroché pendant l’arrivée ({type(error).__name__}).") from None


async def _files(server: Server, cookies: dict[str, str]) -> list[str]:
    """Give what a first visit fetches beside the page: all of it is kept for ever by the browser afterwards."""
    line = await Line.open(server.port)
    try:
        page = await line.ask(server.path, servers.headers(cookies))
        found, todo = [], linked(gzip.decompress(page.body).decode())
        while todo:
            address = todo.pop(0)
            found.append(address)
            answer = await line.ask(address)
            if "immutable" not in answer.headers.get("cache-control", ""):
                raise AbsentError(
                    f"{address} n’est pas gardé par le navigateur{FIXED}: la mesure n’a plus de sens."
                )
            if answer.headers["content-type"].split(";")[0] in ("text/css", "text/javascript"):
                packed = answer.headers.get("content-encoding") == "gzip"
                text = (gzip.decompress(answer.body) if packed else answer.body).decode()
                todo += [one for one in inside(address, text) if one not in {*found, *todo}]
    finally:
        await line.close()
    return found


def _room(people: int, with_files: bool) -> tuple[Burst, int]:
    """Seat people, then let them all open the page at the same moment; gives also the number of files each fetched."""
    with servers.etabli(ATELIER, places=people) as server:
        seats = [servers.sit(server, place) for place in range(1, people + 1)]
        slug = server.path.rsplit("/", 1)[1]
        files = asyncio.run(_files(server, seats[0]))
        said = json.dumps(_ANSWER).encode()

        async def arrive(number: int) -> None:
            mine = servers.headers(seats[number])
            line = await Line.open(server.port)
            await line.ask(server.path, mine)
            for file in files if with_files else ():
                await line.ask(file)
            await line.ask(f"/api/reponses/{slug}", mine)
            await line.ask(f"/api/reponses/{slug}/{_ACTIVITY}", mine, "PUT", said)
            await line.close()

        before = server.memory()
        waits = asyncio.run(_together(people, arrive))
        return Burst(waits, before, server.memory()), len(files)


def _stock(people: int) -> Burst:
    """The same moment under stock Voilà: the page alone, to its last byte, neither files nor WebSocket."""
    with servers.voila(ATELIER) as server:

        async def arrive(_: int) -> None:
            line = await Line.open(server.port)
            await line.ask("/")
            await line.close()

        asyncio.run(_together(1, arrive))  # so that neither server pays for its first page
        server.rest()
        before = server.memory()
        waits = asyncio.run(_together(people, arrive))
        return Burst(waits, before, server.memory())


def measure(options: Namespace) -> Report:
    """Let rooms of all sizes arrive, ours and Voilà's in turn. Raises `AbsentError`."""
    if not all(1 <= people <= MOST for people in [*options.places, *options.voila]):
        raise AbsentError(
            f"Une salle a de 1 à {MOST} participants{NARROW}; changez «{FIXED}--places{FIXED}» ou «{FIXED}--voila{FIXED}»."
        )
    ours: dict[tuple[int, bool], list[Burst]] = {}
    theirs: dict[int, list[Burst]] = {}
    count = 0
    for number in range(options.tours):
        for people in options.voila:
            tell(f"tour {number + 1}/{options.tours}{FIXED}: Voilà, {people}")
            theirs.setdefault(people, []).append(_stock(people))
        for people in options.places:
            for with_files in (True, False):
                tell(f"tour {number + 1}/{options.tours}{FIXED}: Établi, {people}")
                burst, count = _room(people, with_files)
                ours.setdefault((people, with_files), []).append(burst)
    rows = [
        *(
            _row(f"Établi, {people}{'' if with_files else ', fichiers déjà gardés'}", bursts, theirs, people)
            for (people, with_files), bursts in ours.items()
        ),
        *(_row(f"Voilà, {people}", bursts, {}, people) for people, bursts in theirs.items()),
    ]
    largest = max(options.places)
    last = middle(max(burst.waits) for burst in ours[largest, False])
    lead = "Tous arrivent au même instant. Secondes de chacun, de sa connexion à sa réponse enregistrée ; mémoire du serveur et de ses noyaux."
    remarks = [
        f"Établi{FIXED}: page, {count} fichiers (première visite), réponses, puis une réponse écrite sur le disque. Voilà{FIXED}: la page seule, jusqu’à son dernier octet, ce qui l’avantage.",
        "Rapport : le dernier arrivé chez Voilà, à nombre égal, ou au plus grand nombre mesuré chez lui s’il est plus petit.",
        f"But{FIXED}: 64 participants en 0,5 s. Ici, {largest}{FIXED}: {seconds(last)}, fichiers déjà gardés.",
    ]
    head = ("Arrivée", "la moitié", "95 %", "le dernier", "mémoire par participant", "rapport")
    return Report("salle", lead, head, rows, remarks)


def _row(title: str, bursts: list[Burst], peers: dict[int, list[Burst]], people: int) -> tuple[str, ...]:
    lasts = [max(burst.waits) for burst in bursts]
    beside = [size for size in peers if size <= people]
    against = ""
    if beside:
        pairs = zip(peers[max(beside)], lasts, strict=True)
        against = f"**{times(middle(max(peer.waits) / last for peer, last in pairs))}**"
    return (
        title,
        seconds(middle(percentile(burst.waits, 0.5) for burst in bursts)),
        seconds(middle(percentile(burst.waits, 0.95) for burst in bursts)),
        seconds(middle(lasts)),
        megabytes(middle(burst.each for burst in bursts)),
        against,
    )


def options(arguments: list[str] | None = None) -> Namespace:
    """Read the command line."""
    line = parser(__doc__, tours=3)
    line.add_argument(
        "--places", type=int, nargs="+", default=[16, 64], help=f"tailles de salle (sinon{FIXED}: 16 64)"
    )
    line.add_argument(
        "--voila", type=int, nargs="+", default=[4, 16], help=f"tailles pour Voilà (sinon{FIXED}: 4 16)"
    )
    return line.parse_args(arguments)


if __name__ == "__main__":
    given = options()
    sys.exit(run(lambda: measure(given)))
