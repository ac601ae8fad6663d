"""Files that are whole or unchanged, whatever happens while they are written; and why the system refused, in French."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

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


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that it is whole or unchanged. Raises `OSError`."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def reason(error: OSError) -> str:
    """Say in French why the system refused."""
    return _REASONS.get(error.errno or 0) or f"erreur {error.errno} du système"
