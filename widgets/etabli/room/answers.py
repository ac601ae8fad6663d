"""What the room remembers: who sits where, what they answered, where they are.

All methods are called from one thread at a time; `etabli.room.app` gives them a thread of their own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import seats
from .database import FILE, Database, StorageError
from .seats import Sitting

__all__ = ["FILE", "Answers", "Counts", "Mark", "NoSeatError", "StorageError", "Written"]


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
    any thread may read it. ``epoch``: how many times all was wiped.
    """

    def __init__(self, folder: Path) -> None:
        database = Database(folder)
        self.path, self.notice = database.path, database.notice
        self._database, self._base, self._writing = database, database.base, database.writing
        self.sittings: dict[int, Sitting] = {
            row[0]: Sitting(*row)
            for row in self._base.execute("SELECT place, session, code, depuis FROM sieges")
        }
        epoch = self.setting("seance")
        self.epoch: int = epoch if isinstance(epoch, int) else 0

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
                place, seats.new_session(self.epoch), seats.new_code(last[0] if last else ""), time.time()
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

    def values(self, slug: str, activities: Collection[str]) -> dict[str, list[Any]]:
        """Give what all participants answered to these activities, seats aside: activity → values, in no order."""
        found: dict[str, list[Any]] = {activity: [] for activity in activities}
        rows = self._base.execute(
            "SELECT activite, valeur FROM reponses JOIN sieges USING (session) WHERE slug = ? AND place <> ?",
            (slug, seats.FACILITATOR),
        )
        for activity, value in rows:
            if activity in found:
                found[activity].append(json.loads(value))
        return found

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
            base.execute("INSERT INTO reglages VALUES ('seance', ?)", (json.dumps(self.epoch + 1),))
        self.epoch += 1
        self.sittings = {}
        self._database.shrink()
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
