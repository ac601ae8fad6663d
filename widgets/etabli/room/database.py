"""The one SQLite file in which the room remembers.

What was acknowledged survives the end of the process, however brutal, and a power cut: WAL with ``synchronous=FULL``
syncs the log at each commit. (``NORMAL`` would lose the last commits with the power, and a laptop whose battery dies is
an ordinary event; one commit costs a few milliseconds, a room makes a few each second.)
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import RoomError

FILE = "reponses.sqlite"
_VERSION = 1
_SCHEMA = """
CREATE TABLE sieges (place INTEGER PRIMARY KEY, session TEXT NOT NULL UNIQUE, code TEXT NOT NULL, depuis REAL NOT NULL);
CREATE TABLE codes (place INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE TABLE reponses (
    session TEXT NOT NULL, slug TEXT NOT NULL, activite TEXT NOT NULL,
    valeur TEXT NOT NULL, fini INTEGER NOT NULL, version INTEGER NOT NULL, le REAL NOT NULL,
    PRIMARY KEY (session, slug, activite)
) WITHOUT ROWID;
CREATE TABLE presence (session TEXT PRIMARY KEY, slug TEXT NOT NULL, etape INTEGER NOT NULL, main REAL);
CREATE TABLE reglages (cle TEXT PRIMARY KEY, valeur TEXT NOT NULL);
"""


class StorageError(Exception):
    """Nothing can be written any more (disk full, most of the time); what was acknowledged is still there."""


class Database:
    """The file, open and checked. Raises `RoomError` if another room is open with it.

    ``notice``: a sentence when an unreadable file was put aside. ``base``: its connection, for one thread at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.notice = ""
        try:
            self.base = self._open()
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise RoomError(
                    f"Une salle est déjà ouverte avec le dossier « {folder} ». Fermez-la, ou donnez un autre dossier avec « --donnees »."
                ) from None
            if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                raise RoomError(
                    f"Le fichier « {self.path} » ne peut pas être ouvert. Vérifiez vos droits et la place sur le disque, ou donnez un autre dossier avec « --donnees »."
                ) from None
            self._put_aside()
            self.base = self._open()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=1.0, isolation_level=None, check_same_thread=False)
        try:
            # Exclusive: a second room on the same folder is refused, and no shared memory file is needed.
            base.execute("PRAGMA locking_mode=EXCLUSIVE")
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("PRAGMA synchronous=FULL")
            base.execute("PRAGMA secure_delete=ON")
            base.execute("BEGIN IMMEDIATE")
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise RoomError(
                    f"Le fichier « {self.path} » vient d’une version plus récente d’Établi. Mettez Établi à jour, ou donnez un autre dossier avec « --donnees »."
                )
            if version == 0:
                for statement in _SCHEMA.split(";\n"):
                    base.execute(statement)
                base.execute(f"PRAGMA user_version={_VERSION}")
            elif base.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("malformed")
            base.execute("COMMIT")
        except BaseException:
            base.close()
            raise
        return base

    def _put_aside(self) -> None:
        aside = self.path.with_name(f"reponses-abimees-{time.strftime('%Y%m%d-%H%M%S')}.sqlite")
        for suffix in ("", "-wal"):
            file = self.path.with_name(self.path.name + suffix)
            if file.exists():
                file.replace(aside.with_name(aside.name + suffix))
        self.notice = f"Le fichier des réponses était abîmé : il est mis de côté sous le nom « {aside.name} », la salle repart à zéro."

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done inside, or nothing of it. Raises `StorageError`."""
        try:
            self.base.execute("BEGIN IMMEDIATE")
            yield self.base
            self.base.execute("COMMIT")
        except BaseException as error:
            if self.base.in_transaction:
                self.base.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StorageError(str(error)) from None
            raise

    def shrink(self) -> None:
        """Overwrite what was deleted, in the file and in its log. Raises `StorageError`."""
        try:
            self.base.execute("VACUUM")
            self.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise StorageError(str(error)) from None
