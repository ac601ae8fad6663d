"""What the room remembers: who sits where, what they answered, where they are. One SQLite file.

An answer that was acknowledged survives the end of the process, however brutal, and a power cut: WAL with
``synchronous=FULL`` syncs the log at each commit. (``NORMAL`` would lose the last commits with the power, and a
laptop whose battery dies is an ordinary event; one commit costs a few milliseconds, a room makes a few each second.)

All methods are called from one thread at a time; `etabli.room.app` gives them a thread of their own.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import seats
from .faults import RoomError
from .seats import Sitting

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


class NoSeatError(Exception):
    """The sitting is over: released, or wiped with the rest."""


@dataclass(frozen=True)
class Written:
    """What became of a write. ``stale``: someone wrote since; nothing was changed, ``value`` is what is there."""

    version: int
    value: Any = None
    stale: bool = False


@dataclass(frozen=True)
class Mark:
    """That someone answered an activity, and whether it is finished; not what."""

    session: str
    slug: str
    activity: str
    done: bool


@dataclass(frozen=True)
class Counts:
    """How much is remembered."""

    seats: int
    answers: int


class Answers:
    """The room's memory in ``folder``. Raises `RoomError` if another room is open with it.

    ``notice``: a sentence when an unreadable file was put aside. ``sittings``: the taken seats; replaced, never changed, so that
    any thread may read it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.notice = ""
        try:
            self._base = self._open()
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
            self._base = self._open()
        self.sittings: dict[int, Sitting] = {
            row[0]: Sitting(*row)
            for row in self._base.execute("SELECT place, session, code, depuis FROM sieges")
        }

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
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done inside, or nothing of it. Raises `StorageError`."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            yield self._base
            self._base.execute("COMMIT")
        except BaseException as error:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StorageError(str(error)) from None
            raise

    def close(self) -> None:
        """Fold the log into the file and free it."""
        self._base.close()

    # --- seats ---------------------------------------------------------------------------------------------------

    def sit(self, place: int) -> Sitting | None:
        """Take a free seat; None when it is taken."""
        if place in self.sittings:
            return None
        with self._writing() as base:
            last = base.execute("SELECT code FROM codes WHERE place = ?", (place,)).fetchone()
            sitting = Sitting(
                place, seats.new_session(), seats.new_code(last[0] if last else ""), time.time()
            )
            base.execute(
                "INSERT INTO sieges VALUES (?, ?, ?, ?)",
                (place, sitting.session, sitting.code, sitting.since),
            )
            base.execute("INSERT OR REPLACE INTO codes VALUES (?, ?)", (place, sitting.code))
        self.sittings = {**self.sittings, place: sitting}
        return sitting

    def move(self, sitting: Sitting, place: int) -> Sitting | None:
        """Change seats, answers included; None when the other seat is taken or this sitting is over."""
        if place in self.sittings or self.sittings.get(sitting.place) != sitting:
            return None
        moved = Sitting(place, sitting.session, sitting.code, sitting.since)
        with self._writing() as base:
            base.execute("UPDATE sieges SET place = ? WHERE session = ?", (place, sitting.session))
            base.execute("INSERT OR REPLACE INTO codes VALUES (?, ?)", (place, sitting.code))
        self.sittings = {**self._without(sitting), place: moved}
        return moved

    def release(self, sitting: Sitting) -> None:
        """Free a seat and forget all that was done there."""
        with self._writing() as base:
            for table in ("reponses", "presence", "sieges"):
                base.execute(f"DELETE FROM {table} WHERE session = ?", (sitting.session,))
        self.sittings = self._without(sitting)

    def _without(self, sitting: Sitting) -> dict[int, Sitting]:
        return {place: other for place, other in self.sittings.items() if other.session != sitting.session}

    def sitting(self, session: str) -> Sitting | None:
        """Find a sitting by its name; None when it is over."""
        return next((sitting for sitting in self.sittings.values() if sitting.session == session), None)

    def has_answers(self, session: str) -> bool:
        """Say whether something was answered there."""
        return (
            self._base.execute("SELECT 1 FROM reponses WHERE session = ? LIMIT 1", (session,)).fetchone()
            is not None
        )

    # --- answers -------------------------------------------------------------------------------------------------

    def answers(self, session: str, slug: str) -> dict[str, tuple[Any, int]]:
        """Give a sitting's answers: activity → (value, version)."""
        rows = self._base.execute(
            "SELECT activite, valeur, version FROM reponses WHERE session = ? AND slug = ?", (session, slug)
        )
        return {activity: (json.loads(value), version) for activity, value, version in rows}

    def put(self, session: str, slug: str, activity: str, value: dict[str, Any], version: int) -> Written:
        """Keep an answer, if ``version`` is the last one (0 = none yet). Raises `NoSeatError`, `StorageError`."""
        text = json.dumps(value)  # ASCII: a lone surrogate, which JSON allows, has no UTF-8 form
        with self._writing() as base:
            if base.execute("SELECT 1 FROM sieges WHERE session = ?", (session,)).fetchone() is None:
                raise NoSeatError(session)
            key = (session, slug, activity)
            row = base.execute(
                "SELECT valeur, version FROM reponses WHERE session = ? AND slug = ? AND activite = ?", key
            ).fetchone()
            kept, last = row or ("null", 0)
            if last == version + 1 and kept == text:
                return Written(last)  # sent twice: the first acknowledgement was lost on the way
            if last != version:
                return Written(last, json.loads(kept), stale=True)
            done = int(value.get("done") is True)
            base.execute(
                "INSERT OR REPLACE INTO reponses VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*key, text, done, last + 1, time.time()),
            )
        return Written(last + 1)

    def marks(self) -> list[Mark]:
        """Give who answered what, without the answers."""
        rows = self._base.execute("SELECT session, slug, activite, fini FROM reponses WHERE valeur <> '{}'")
        return [Mark(session, slug, activity, bool(done)) for session, slug, activity, done in rows]

    def counts(self) -> Counts:
        """Count what is remembered, in the file itself."""
        (taken,) = self._base.execute(
            "SELECT count(*) FROM sieges WHERE place <> ?", (seats.FACILITATOR,)
        ).fetchone()
        (kept,) = self._base.execute("SELECT count(*) FROM reponses").fetchone()
        return Counts(taken, kept)

    def wipe(self) -> Counts:
        """Forget every seat and answer, and overwrite the file. Gives what is left, counted again: nothing."""
        with self._writing() as base:
            for table in ("reponses", "presence", "sieges", "reglages"):
                base.execute(f"DELETE FROM {table}")
        self.sittings = {}
        try:
            self._base.execute("VACUUM")
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise StorageError(str(error)) from None
        return self.counts()

    # --- where people are ------------------------------------------------------------------------------------------

    def keep_presence(self, session: str, slug: str, step: int, hand: float | None) -> None:
        """Keep where someone is, and since when their hand is up (None: it is not)."""
        with self._writing() as base:
            if base.execute("SELECT 1 FROM sieges WHERE session = ?", (session,)).fetchone():
                base.execute(
                    "INSERT OR REPLACE INTO presence VALUES (?, ?, ?, ?)", (session, slug, step, hand)
                )

    def presences(self) -> list[tuple[str, str, int, float | None]]:
        """Give all of these: (session, slug, step, hand)."""
        return self._base.execute("SELECT session, slug, etape, main FROM presence").fetchall()

    def setting(self, key: str) -> Any:
        """Give a setting of the board; None when it was never set."""
        row = self._base.execute("SELECT valeur FROM reglages WHERE cle = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def set(self, key: str, value: Any) -> None:
        """Keep a setting of the board."""
        with self._writing() as base:
            base.execute("INSERT OR REPLACE INTO reglages VALUES (?, ?)", (key, json.dumps(value)))
