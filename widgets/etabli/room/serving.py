"""``etabli servir``: open the port, read the ateliers, say the addresses, serve."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import webbrowser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..atelier import Variant
from ..findings import Finding
from . import keys, network
from .faults import RoomError, spaced

if TYPE_CHECKING:
    from .app import Room
    from .shelf import Served

MOST_PLACES = 200
_TIERS = {
    0: "niveau 0 : sans noyau",
    1: "niveau 1 : contient du Python, exécuté une fois, servi avec ses résultats",
    2: "niveau 2 : Python en direct, un noyau par participant",
}


def serve(
    paths: Sequence[Path],
    *,
    address: str,
    port: int,
    places: int,
    open_browser: bool,
    data: Path | None,
    as_json: bool,
    variant: Variant,
) -> int:
    """Serve until Ctrl-C; see `etabli.room.serve`."""
    _spare_a_second()
    try:
        room = _open(
            paths,
            address=address,
            port=port,
            places=places,
            data=data,
            variant=variant,
            announce=Announce(as_json, open_browser),
        )
    except RoomError as error:
        _warn(str(error))
        return 1
    with contextlib.suppress(KeyboardInterrupt):
        room.start()
    if not as_json:
        _say(
            f"\nLa salle est fermée. Les réponses restent gardées dans « {room.answers.path.parent} ».\nBonne journée, et à bientôt !"
        )
    return 0


def _spare_a_second() -> None:
    """Keep jsonschema from compiling a grammar of web addresses (1 s) for checks that notebooks have no use for."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _open(
    paths: Sequence[Path],
    *,
    address: str,
    port: int,
    places: int,
    data: Path | None,
    variant: Variant,
    announce: Announce,
) -> Room:
    """Make everything ready. Raises `RoomError`, with nothing left open."""
    if not 1 <= places <= MOST_PLACES:
        raise RoomError(f"Une salle a de 1 à {MOST_PLACES} places, pas {places}.")
    # Listening comes first: it fails at once where it must, and whoever comes early waits instead of being refused.
    sockets, port = network.listen(address, port)
    try:
        from . import shelf
        from .answers import Answers

        ateliers, unreadable = shelf.read_all(paths, variant)
        _tell_findings(ateliers, unreadable)
        if not ateliers:
            raise RoomError(
                'Aucun atelier à servir. Donnez le dossier d’un atelier, ou créez-en un avec « etabli nouveau "Titre" ».'
            )
        folder = data or keys.default_folder()
        secrets = keys.open_folder(folder)
        answers = Answers(folder)
        if answers.notice:
            _warn(answers.notice)

        from .app import Room

        room = Room(
            shelf=ateliers,
            answers=answers,
            keys=secrets,
            places=places,
            sockets=sockets,
            address=address,
            port=port,
            ready=announce,
            warn=_warn,
        )
        room.initialize()
    except BaseException:
        for opened in sockets:
            opened.close()
        raise
    return room


# --- what is said --------------------------------------------------------------------------------------------------


class Announce:
    """Says the addresses once people can come. Called with the room."""

    def __init__(self, as_json: bool, open_browser: bool) -> None:
        self.as_json, self.open_browser = as_json, open_browser

    def __call__(self, room: Room) -> None:
        """Write the addresses on stdout, then open the board."""
        host = room.join_url.rstrip("/")
        token = f"/animateur?jeton={room.keys.token}"
        if self.as_json:
            line = {
                "participants": f"{host}/",
                "animateur": host + token,
                "projection": f"{host}/projection",
                "jeton": room.keys.token,
                "niveaux": {served.slug: served.tier for served in room.shelf},
            }
            print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201
        else:
            _say(_welcome(room, host, token))
        if self.open_browser:
            # On this computer the loopback still answers when the Wi-Fi goes.
            local = network.url(network.LOOPBACK, room.port, "") if room.ip in ("0.0.0.0", "") else host
            threading.Thread(target=webbrowser.open, args=(local + token,), daemon=True).start()


def _welcome(room: Room, host: str, token: str) -> str:
    width = max(len(served.atelier.title) for served in room.shelf)
    lines = [
        "La salle est ouverte.",
        "",
        f"  Participants  {host}/",
        f"  Animateur     {host}{token}",
        f"  Projection    {host}/projection",
        "",
        *(f"  {served.atelier.title:<{width}}  {_TIERS[served.tier]}" for served in room.shelf),
        "",
    ]
    taken = len(room.answers.sittings)
    if taken:
        lines += [
            f"  {taken} {'places sont encore occupées' if taken > 1 else 'place est encore occupée'} : la séance d’avant reprend. Pour repartir à zéro : tableau de l’animateur, « Effacer les réponses ».",
            "",
        ]
    if not room.on_network:
        lines += [
            "  Attention : cet ordinateur n’est relié à aucun réseau, les autres postes ne peuvent pas encore venir.",
            "",
        ]
    lines.append("  Pour fermer la salle : Ctrl-C.")
    return "\n".join(lines)


def _tell_findings(ateliers: Iterable[Served], unreadable: Iterable[Finding]) -> None:
    for finding in unreadable:
        _warn(f"Pas servi. {finding}")
    for served in ateliers:
        errors = [finding for finding in served.findings if finding.severity == "erreur"]
        for finding in errors:
            _warn(f"Servi quand même. {finding}")
        others = sum(finding.severity == "avertissement" for finding in served.findings)
        if others:
            _warn(
                f"{served.path} : {others} avertissement{'s' if others > 1 else ''}. Pour les lire : « etabli verifier »."
            )


def _say(text: str) -> None:
    print(spaced(text), flush=True)  # noqa: T201


def _warn(text: str) -> None:
    print(spaced(text), file=sys.stderr, flush=True)  # noqa: T201
