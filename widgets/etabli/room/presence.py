"""Where people are now: the step reached, the hand raised, the last sign of life. Times are in seconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass

#: Without news for longer than this, a page says nothing of its participant. Pages that are looked at call every 20 s.
SILENCE = 60.0


@dataclass
class Presence:
    """A sitting's last words. ``asking``: what its page believes; ``hand``: since when it is up for the facilitator."""

    slug: str
    step: int
    seen: float
    asking: bool = False
    hand: float | None = None

    def silent(self, now: float) -> bool:
        """Say whether there is no news: page closed, in the background, or link lost."""
        return now - self.seen > SILENCE


@dataclass(frozen=True)
class Told:
    """What a page's call changed. ``changed``: worth keeping; ``lowered``: the page must learn that its hand went down."""

    presence: Presence
    changed: bool
    lowered: bool = False


class Presences:
    """All sittings' presences, by session."""

    def __init__(self) -> None:
        self._all: dict[str, Presence] = {}

    def __getitem__(self, session: str) -> Presence:
        return self._all[session]

    def get(self, session: str) -> Presence | None:
        """Give a sitting's presence; None before its first page."""
        return self._all.get(session)

    def restore(self, session: str, slug: str, step: int, hand: float | None, now: float) -> None:
        """Take up what was kept before a restart."""
        self._all[session] = Presence(slug, step, now, hand is not None, hand)

    def tell(self, session: str, slug: str, step: int, asking: bool, now: float) -> Told:
        """Hear a page.

        A hand that the facilitator put down stays down while the page repeats an old call, told once. If that telling
        is lost, the hand comes up again: asking twice is the lesser harm.
        """
        known = self._all.get(session)
        if known is None:
            known = self._all[session] = Presence(slug, step, now, asking, now if asking else None)
            return Told(known, True)
        before = (known.slug, known.step, known.hand)
        lowered = asking and known.asking and known.hand is None
        if asking and not known.asking:
            known.hand = now
        elif not asking:
            known.hand = None
        known.slug, known.step, known.seen = slug, step, now
        known.asking = asking and not lowered
        return Told(known, before != (known.slug, known.step, known.hand), lowered)

    def lower(self, session: str) -> bool:
        """Put a hand down from the board. Says whether it was up."""
        known = self._all.get(session)
        if known is None or known.hand is None:
            return False
        known.hand = None
        return True

    def forget(self, session: str) -> None:
        """Forget a sitting that is over."""
        self._all.pop(session, None)

    def clear(self) -> None:
        """Forget everyone."""
        self._all.clear()
