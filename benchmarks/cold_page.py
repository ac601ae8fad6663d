"""The cold page: a participant's first visit in real Chromium, beside the same notebook under stock Voilà.

Run with ``python -m benchmarks.cold_page [--tours 5] [--ensemble 8] [--captures DOSSIER]``.
"""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from pathlib import Path

from etabli.notebook_file import load
from etabli.source import from_notebook

from . import servers
from .measure import (
    ATELIER,
    FIXED,
    NARROW,
    AbsentError,
    Report,
    kilobytes,
    middle,
    parser,
    ratio,
    run,
    seconds,
    tell,
    times,
)
from .servers import Server
from .visits import LIMIT, Browsing, Door, Visit, browsing

Group = list[Visit]


def first_question() -> str:
    """Give the words of the atelier's first quiz, spaces made plain, up to where typography begins."""
    notebook, _ = load(ATELIER / "atelier.ipynb")
    for activity in from_notebook(notebook, ATELIER / "atelier.ipynb").atelier.activities():
        question = getattr(activity, "question", "")
        if question:
            return " ".join(str(question).split()).rstrip(" ?")
    raise AbsentError(f"L’atelier «{FIXED}{ATELIER.name}{FIXED}» n’a pas de quiz à mesurer.")


async def _room(browser: Browsing, server: Server, people: int, picture: Path | None) -> Group:
    cookies = [servers.sit(server, place) for place in range(1, people + 1)]
    try:
        return await browser.visit([Door(server.url, one) for one in cookies], picture)
    finally:
        for one in cookies:
            servers.leave(server, one)


async def _stock(browser: Browsing, server: Server, people: int, picture: Path | None) -> Group:
    try:
        return await browser.visit([Door(server.url)] * people, picture)
    finally:
        server.rest()


async def _visits(options: Namespace) -> dict[int, tuple[list[Group], list[Group]]]:
    found: dict[int, tuple[list[Group], list[Group]]] = {1: ([], []), options.ensemble: ([], [])}
    pictures: Path | None = options.captures
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    async with browsing(first_question()) as browser:
        with servers.etabli(ATELIER, places=options.ensemble) as room, servers.voila(ATELIER) as stock:
            # Both servers have been visited once before: a room opens before its participants come.
            await _room(browser, room, 1, pictures and pictures / "etabli.png")
            await _stock(browser, stock, 1, pictures and pictures / "voila.png")
            for people, (ours, theirs) in found.items():
                for number in range(options.tours):
                    tell(f"{people} à la fois, tour {number + 1}/{options.tours}")
                    sides = [(_room, room, ours), (_stock, stock, theirs)]
                    for visit, server, kept in sides if number % 2 == 0 else reversed(sides):
                        kept.append(await visit(browser, server, people, None))
    return found


def measure(options: Namespace) -> Report:
    """Visit both, in turn, alone and together. Raises `AbsentError`."""
    found = asyncio.run(_visits(options))
    lost = [
        sum(visit.lost for sides in found.values() for group in sides[n] for visit in group) for n in (0, 1)
    ]
    if lost[0]:
        raise AbsentError(f"Le quiz d’Établi n’a pas répondu en {LIMIT:.0f} s.")
    if not all(_answered(group) for sides in found.values() for side in sides for group in side):
        raise AbsentError(f"Aucune visite de Voilà n’a eu de retour en {LIMIT:.0f} s.")
    rows = []
    for people, (ours, theirs) in found.items():
        title = "seul" if people == 1 else f"{people} à la fois, le dernier"
        mine, peer = ([max(_answered(group)) for group in side] for side in (ours, theirs))
        rows.append(
            (
                f"premier retour, {title}",
                seconds(middle(mine)),
                seconds(middle(peer)),
                f"**{times(ratio(peer, mine))}**",
            )
        )
    alone = [[group[0] for group in side] for side in found[1]]
    size, sizes = (middle([visit.size for visit in side]) for side in alone)
    count, counts = (middle([visit.requests for visit in side]) for side in alone)
    outside, outsides = (middle([len(visit.outside) for visit in side]) for side in alone)
    rows += [
        ("octets reçus", kilobytes(size), kilobytes(sizes), f"**{times(sizes / size)}**"),
        ("requêtes", f"{count:.0f}", f"{counts:.0f}", f"**{times(counts / count)}**"),
        ("dont hors de la machine", f"{outside:.0f}", f"{outsides:.0f}", ""),
    ]
    spread = sorted(group[0].feedback for group in found[1][0])
    goal = ratio([v.feedback for v in alone[1]], [v.feedback for v in alone[0]])
    remarks = [
        f"But{FIXED}: premier retour au moins 4 fois plus tôt, seul{NARROW}; au plus 300 ko et 15 requêtes, aucune hors de la machine. "
        + (
            "Tenu."
            if goal >= 4 and size <= 300_000 and count <= 15 and not outside
            else "**Pas encore tenu.**"
        ),
        f"Seul, Établi va de {seconds(spread[0])} à {seconds(spread[-1])} sur {len(spread)} tours.",
    ]
    if lost[1]:
        total = sum(len(group) for _, theirs in found.values() for group in theirs)
        remarks.append(
            f"{lost[1]} des {total} visites de Voilà n’ont jamais montré leurs activités (« model not found »). Elles ne comptent pas dans ses temps, ce qui l’avantage."
        )
    lead = "Du début de la navigation au retour du premier quiz, dessiné à l’écran."
    return Report("page", lead, ("Page froide", "Établi", "Voilà", "rapport"), rows, remarks)


def _answered(group: Group) -> list[float]:
    return [visit.feedback for visit in group if not visit.lost]


def options(arguments: list[str] | None = None) -> Namespace:
    """Read the command line."""
    line = parser(__doc__, tours=5)
    line.add_argument(
        "--ensemble", type=int, default=8, help=f"pages ouvertes au même instant (sinon{FIXED}: 8)"
    )
    line.add_argument("--captures", type=Path, help="dossier où garder une image de chaque page répondue")
    return line.parse_args(arguments)


if __name__ == "__main__":
    given = options()
    sys.exit(run(lambda: measure(given)))
