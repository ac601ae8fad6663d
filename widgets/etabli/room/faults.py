"""What prevents the room from opening, in words."""

from __future__ import annotations

import errno
import re

_REASONS = {
    errno.EACCES: "vous n’en avez pas le droit",
    errno.EPERM: "vous n’en avez pas le droit",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else -1: "votre part du disque est pleine",
    errno.ENOENT: "il ne peut pas être créé",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EEXIST: "ce n’est pas un dossier",
    errno.ENAMETOOLONG: "son nom est trop long",
}

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


def reason(error: OSError) -> str:
    """Say in French why the system refused."""
    return _REASONS.get(error.errno or 0) or f"erreur {error.errno} du système"
