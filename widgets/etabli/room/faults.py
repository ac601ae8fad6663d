"""What prevents the room from opening, in words."""

from __future__ import annotations

import re

DISK_FULL = (
    "Le disque de cet ordinateur est plein : les réponses ne sont plus enregistrées ici. "
    "Libérez de la place ; rien n’est perdu sur les postes."
)


class RoomError(Exception):
    """The room cannot open. The message is one French sentence, with what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(spaced(message))


def spaced(text: str) -> str:
    """Give a French sentence the unbreakable spaces that its punctuation asks for."""
    text = re.sub(r" (?=[;!?])", "\u202f", text)
    return re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text)
