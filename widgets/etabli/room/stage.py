"""What the facilitator decides for the room. Kept whole at each change, so that a killed server comes back to it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from ..activities.tally import Tally

#: Hands that one can count in a room.
MOST_HANDS = 999
#: What « + 5 min » adds, and the longest a step can be given, in seconds.
MORE, LONGEST = 300.0, 8 * 3600.0


class Timer(BaseModel):
    """The time left for a step, in seconds. ``end``: when it will be over (seconds since 1970); None: it is stopped."""

    left: float
    end: float | None = None

    def remaining(self, now: float) -> float:
        """Give the seconds left; negative once the time is over."""
        return self.left if self.end is None else self.end - now

    def started(self, now: float) -> Timer:
        """Give this timer, running."""
        return Timer(left=self.left, end=now + self.remaining(now))

    def stopped(self, now: float) -> Timer:
        """Give this timer, paused."""
        return Timer(left=self.remaining(now))

    def longer(self, now: float) -> Timer:
        """Give this timer with five minutes more; five from now when it was over."""
        left = min(max(0.0, self.remaining(now)) + MORE, LONGEST)
        return Timer(left=left, end=None if self.end is None else now + left)


class Call(BaseModel):
    """« Amener tout le monde ici »: the atelier and the number of the step; ``number`` tells one call from another."""

    slug: str
    step: int
    number: int


class Stage(BaseModel):
    """``slug``, ``position``: the atelier and the step going on, breaks counted, from 1.

    ``projected``: the activity whose results are on the wall; ``revealed``: those whose answer is shown;
    ``hands``: atelier → activity → hands counted for each choice. ``closed``: atelier → numbers of its closed steps;
    ``timers``: atelier → position → timer. ``over``: time to take one's sheet and go. ``revision`` changes with all that participants' pages must learn.
    """

    model_config = ConfigDict(validate_assignment=True)

    slug: str = ""
    position: int = 1
    projected: str = ""
    revealed: set[tuple[str, str]] = set()
    hands: dict[str, dict[str, list[int]]] = {}
    closed: dict[str, set[int]] = {}
    frozen: bool = False
    over: bool = False
    call: Call | None = None
    timers: dict[str, dict[int, Timer]] = {}
    revision: int = 1

    @classmethod
    def load(cls, kept: object) -> Stage:
        """Take up what was kept; what cannot be understood is as if nothing had been decided."""
        try:
            return cls.model_validate(kept or {})
        except ValidationError:
            return cls()

    # --- where the room is -------------------------------------------------------------------------------------------

    def go_to(self, slug: str, position: int, now: float, planned: float) -> None:
        """Change the atelier and the step. Results and calls belong to the step that is left; its timer stops.

        Who used a timer and goes on to the next step finds it running there, from ``planned`` seconds.
        """
        if (slug, position) == (self.slug, self.position):
            return
        left = self.timer()
        follows = (
            left is not None and left.end is not None and (slug, position) == (self.slug, self.position + 1)
        )
        if left is not None:
            self._set_timer(left.stopped(now))
        self.slug, self.position, self.projected, self.call = slug, position, "", None
        if follows and self.timer() is None:
            self._set_timer(Timer(left=planned).started(now))
        self.revision += 1

    def gather(self, step: int) -> None:
        """Bring every page to the step of this number, which opens if it was closed."""
        self.close(step, False)
        self.revision += 1
        self.call = Call(slug=self.slug, step=step, number=self.revision)

    def close(self, step: int, closed: bool) -> None:
        """Close a step of the current atelier, or open it."""
        known = self.closed.get(self.slug, set())
        self.closed = {**self.closed, self.slug: known | {step} if closed else known - {step}}
        self.revision += 1

    def freeze(self, frozen: bool) -> None:
        """Freeze the screens, or free them."""
        self.frozen = frozen
        self.revision += 1

    def end(self, over: bool) -> None:
        """Tell the pages that the session is over: time to print; or that it goes on."""
        self.over = over
        self.revision += 1

    # --- time ----------------------------------------------------------------------------------------------------------

    def timer(self) -> Timer | None:
        """Give the timer of the step going on; None before its first start."""
        return self.timers.get(self.slug, {}).get(self.position)

    def time(self, gesture: str, now: float, planned: float) -> bool:
        """Start, pause, lengthen or reset the timer of the step. Says whether the gesture is known."""
        timer = self.timer() or Timer(left=planned)
        if gesture == "demarrer":
            self._set_timer(timer.started(now))
        elif gesture == "pause":
            self._set_timer(timer.stopped(now))
        elif gesture == "ajouter":
            self._set_timer(timer.longer(now))
        elif gesture == "remettre":
            self._set_timer(None)
        else:
            return False
        self.revision += 1
        return True

    def _set_timer(self, timer: Timer | None) -> None:
        others = {at: kept for at, kept in self.timers.get(self.slug, {}).items() if at != self.position}
        self.timers = {**self.timers, self.slug: others | ({self.position: timer} if timer else {})}

    # --- results -------------------------------------------------------------------------------------------------------

    def project(self, activity: str, shown: bool) -> None:
        """Put the results of an activity on the wall, or take them down."""
        self.projected = activity if shown else ""

    def reveal(self, slug: str, activity: str, shown: bool) -> None:
        """Show the right answer, or hide it again."""
        self.revealed = (self.revealed - {(slug, activity)}) | ({(slug, activity)} if shown else set())

    def counted(self, slug: str, activity: str) -> list[int]:
        """Give the hands counted for each choice; those never counted are missing at the end."""
        return self.hands.get(slug, {}).get(activity, [])

    def count(self, slug: str, activity: str, tally: Tally, choice: int, hands: int) -> None:
        """Write how many hands were raised for a choice of ``tally``."""
        known = self.counted(slug, activity)
        counts = [known[index] if index < len(known) else 0 for index in range(len(tally.bars))]
        counts[choice] = hands
        self.hands = {**self.hands, slug: {**self.hands.get(slug, {}), activity: counts}}
