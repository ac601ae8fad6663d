"""The data folder and its secrets, which survive a restart so that nobody has to sit down again."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from ..files import reason
from .faults import RoomError

FILE = "secrets.json"


@dataclass(frozen=True)
class Keys:
    """``cookie``: what signs the cookies; ``token``: what opens the facilitator's board."""

    cookie: bytes
    token: str

    @property
    def pass_word(self) -> str:
        """What the facilitator's cookie holds: proof of the token, not the token itself."""
        return hashlib.sha256(b"animateur:" + self.token.encode()).hexdigest()

    def is_pass(self, given: str) -> bool:
        """Compare what a cookie holds, in constant time."""
        return hmac.compare_digest(given.encode(), self.pass_word.encode())

    def is_token(self, given: str) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(given.encode(), self.token.encode())


def default_folder() -> Path:
    """Give the per-user folder for what a program keeps (XDG state, Application Support, LocalAppData)."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "etabli"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "etabli"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "etabli"


def open_folder(folder: Path) -> Keys:
    """Make the data folder where needed and give its secrets, drawn at the first use. Raises `RoomError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _read(folder / FILE) or _draw(folder / FILE)
    except OSError as error:
        raise RoomError(
            f"Le dossier « {folder} » ne peut pas garder les réponses ({reason(error)}). Donnez-en un autre avec « --donnees »."
        ) from None


def _read(file: Path) -> Keys | None:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        keys = Keys(bytes.fromhex(values["cookie"]), str(values["jeton"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):  # cut by a full disk: new ones are drawn
        return None
    return keys if len(keys.cookie) >= 32 and len(keys.token) >= 16 else None


def _draw(file: Path) -> Keys:
    keys = Keys(secrets.token_bytes(32), secrets.token_urlsafe(16))
    draft = file.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    # Created for the owner alone from the start: a chmod afterwards would leave a moment when others may read.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump({"cookie": keys.cookie.hex(), "jeton": keys.token}, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    return keys
