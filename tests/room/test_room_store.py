"""The room's memory, without a server: versions, wiping, what an unkind disk does."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest
from etabli.page import RoomPage, Seat
from etabli.room import seats
from etabli.room.answers import FILE, Answers, Counts, NoSeatError, StorageError
from etabli.room.faults import RoomError
from etabli.room.keys import FILE as KEYS_FILE
from etabli.room.keys import open_folder
from etabli.room.packing import SeatPages
from etabli.room.presence import Presences
from etabli.room.seats import Throttle
from etabli.source import read


@pytest.fixture
def store(tmp_path: Path) -> Answers:
    """Open a memory of one's own."""
    return Answers(tmp_path)


def session(store: Answers, place: int = 7) -> str:
    """Sit someone down."""
    sitting = store.sit(place)
    assert sitting
    return sitting.session


def test_every_seat_draws_its_own_code(store: Answers) -> None:
    """Codes have four digits, and the next person at a seat never gets the former's."""
    sitting = store.sit(3)
    assert sitting
    codes = {sitting.code}
    for _ in range(30):
        store.release(sitting)
        following = store.sit(3)
        assert following and following.code != sitting.code and following.session != sitting.session
        sitting = following
        codes.add(sitting.code)

    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert len(codes) > 20


def test_a_released_sitting_keeps_nothing_and_writes_nothing(store: Answers) -> None:
    """A write that was on its way when the seat was freed is refused."""
    sitting = store.sit(7)
    assert sitting
    store.put(sitting.session, "a", "q", {"x": 1}, 0)
    store.release(sitting)

    with pytest.raises(NoSeatError):
        store.put(sitting.session, "a", "q", {"x": 2}, 1)
    assert store.counts() == Counts(0, 0)


def test_wiping_leaves_no_trace_in_the_files(store: Answers, tmp_path: Path) -> None:
    """Counted again: nothing. And the words are no longer in the bytes of the folder."""
    who = session(store)
    for number in range(50):
        store.put(who, "a", f"q{number}", {"mot": f"TRACE-{number}" * 20}, 0)
    assert any(b"TRACE-1" in file.read_bytes() for file in tmp_path.iterdir())

    left = store.wipe()

    assert left == Counts(0, 0) == store.counts()
    assert [file.name for file in tmp_path.iterdir() if b"TRACE-" in file.read_bytes()] == []
    assert store.sittings == {}


def test_a_full_disk_loses_nothing_that_was_kept(store: Answers) -> None:
    """The write fails with its own error, the former answer stays, and all goes on once there is room."""
    who = session(store)
    store.put(who, "a", "q", {"x": 1}, 0)
    pages = store._base.execute("PRAGMA page_count").fetchone()[0]
    store._base.execute(f"PRAGMA max_page_count={pages}")

    with pytest.raises(StorageError):
        store.put(who, "a", "q", {"x": "long" * 15_000}, 1)
    kept = store.answers(who, "a")
    store._base.execute("PRAGMA max_page_count=1000000")
    after = store.put(who, "a", "q", {"x": 2}, 1)

    assert kept == {"q": ({"x": 1}, 1)}
    assert after.version == 2


def test_one_folder_one_room(store: Answers, tmp_path: Path) -> None:
    """A second room on the same folder is refused with what to do."""
    with pytest.raises(RoomError, match="--donnees"):
        Answers(tmp_path)


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    """The room opens all the same, says so, and destroys nothing."""
    (tmp_path / FILE).write_bytes(b"ceci n'est pas une base" * 200)

    store = Answers(tmp_path)

    assert "mis de côté" in store.notice
    assert store.counts() == Counts(0, 0)
    assert [file.read_bytes()[:4] for file in tmp_path.glob("reponses-abimees-*")] == [b"ceci"]


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """It is neither read nor changed."""
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("PRAGMA user_version=99")
    base.close()

    with pytest.raises(RoomError, match="plus récente"):
        Answers(tmp_path)
    assert sqlite3.connect(tmp_path / FILE).execute("PRAGMA user_version").fetchone() == (99,)


def test_the_log_is_synced_at_each_commit(store: Answers) -> None:
    """WAL and FULL: what is acknowledged survives a power cut."""
    assert store._base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store._base.execute("PRAGMA synchronous").fetchone() == (2,)


def test_marks_say_who_answered_not_what(store: Answers) -> None:
    """The board needs no more than that."""
    who = session(store)
    store.put(who, "a", "q", {"picked": [1], "done": True}, 0)
    store.put(who, "a", "r", {"picked": [1], "done": False}, 0)
    store.put(who, "a", "s", {}, 0)

    marks = {(mark.activity, mark.done) for mark in store.marks()}

    assert marks == {("q", True), ("r", False)}


def test_secrets_survive_and_are_for_the_owner_alone(tmp_path: Path) -> None:
    """Drawn once, mode 0600; drawn again if the file was cut short."""
    first, again = open_folder(tmp_path / "d"), open_folder(tmp_path / "d")
    mode = (tmp_path / "d" / KEYS_FILE).stat().st_mode & 0o777
    (tmp_path / "d" / KEYS_FILE).write_text('{"cookie": "00"')
    third = open_folder(tmp_path / "d")

    assert first == again != third
    assert mode == 0o600
    assert first.is_token(first.token) and not first.is_token(third.token) and not first.is_token("")


def test_waits_grow_and_end() -> None:
    """Five tries are free; then 10 s, 20 s, 40 s… 300 s at most; a right code clears the count; seats are apart."""
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    waits = []
    for _ in range(12):
        throttle.wrong(7)
        waits.append(throttle.wait(7))
        now[0] += throttle.wait(7)

    assert waits == [0, 0, 0, 0, 10, 20, 40, 80, 160, 300, 300, 300]
    assert throttle.wait(8) == 0
    throttle.right(7)
    throttle.wrong(7)
    assert throttle.wait(7) == 0


def test_a_lowered_hand_stays_down_until_it_is_raised_again() -> None:
    """The page repeats what it believed; it is told once; a new call counts."""
    room = Presences()
    raised = room.tell("s", "a", 1, True, 100.0)
    room.lower("s")
    repeated = room.tell("s", "a", 1, True, 120.0)
    again = room.tell("s", "a", 1, True, 130.0)

    assert (raised.lowered, repeated.lowered, again.lowered) == (False, True, False)
    assert again.presence.hand == 130.0
    assert room.tell("s", "a", 1, False, 140.0).presence.hand is None


def test_a_hand_remembers_since_when() -> None:
    """Signs of life do not start the count again."""
    room = Presences()
    for now in (100.0, 120.0, 140.0):
        told = room.tell("s", "a", 1, True, now)

    assert told.presence.hand == 100.0
    assert not told.changed
    assert not told.presence.silent(199.0) and told.presence.silent(201.0)


def test_a_page_is_packed_in_parts_that_make_one(small: Path) -> None:
    """Whatever the seat, the joined parts are one valid gzip of the very page."""
    layout = RoomPage(read(small).atelier)
    ready = SeatPages(layout)

    for seat in (Seat(1, "Compas", "0000"), Seat(17, "Poste 17", "4821"), Seat(3, "<é&>", "")):
        assert (
            gzip.decompress(ready.page(seat).packed).decode()
            == layout.html(seat)
            == ready.page(seat).plain.decode()
        )
    assert ready.page(Seat(1, "A", "1")).etag != ready.page(Seat(1, "A", "2")).etag


def test_names() -> None:
    """Sixteen tools, then numbers."""
    assert [seats.name(place) for place in (1, 7, 16, 17)] == ["Compas", "Rabot", "Truelle", "Poste 17"]
