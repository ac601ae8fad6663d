"""What every kind of activity has: data that is checked, and four readings.

An activity is data. Its texts take inline Markdown. It says *what* is read on screen (`Activity.spec`), on a slide
(`Activity.slides`), on paper (`Activity.paper`) and in easy-to-read French (`Activity.easy`); the medium decides how.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from .forms import EasyLine, Form, SlideForm

if TYPE_CHECKING:
    from .takeaway import Kept
    from .tally import Tally

#: Turns inline Markdown into what the reader needs (safe HTML on screen, plain text elsewhere).
Render = Callable[[str], str]

_YES = {"oui", "vrai", "true", "yes", "o"}
_NO = {"non", "faux", "false", "no", "n", ""}


def _yes_or_no(value: object) -> object:
    word = value.strip().lower() if isinstance(value, str) else value
    if word in _YES:
        return True
    if word in _NO:
        return False
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


#: A boolean written oui/non/vrai/faux/true/false.
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
#: A list that may be given as a single string.
Texts = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


@dataclass(frozen=True)
class Fault:
    """A fault that types cannot see. ``path`` is the place in the YAML; ``rule`` as in `etabli.findings`."""

    rule: str
    path: tuple[str | int, ...]
    message: str
    advice: str = ""
    severity: str = "erreur"


class Model(BaseModel):
    """Frozen data with French keys in the source and English names in Python; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)


class Activity(Model):
    """The base of all kinds. A subclass sets ``kind`` and ``label`` and gives the four readings."""

    kind: ClassVar[str]
    label: ClassVar[str]
    summary: ClassVar[str]
    example: ClassVar[str]

    id: Identifier

    @classmethod
    def title_key(cls) -> str:
        """Name the French key from which an ``id`` is made when there is none."""
        return "question"

    @property
    def title(self) -> str:
        """The activity's own title, in inline Markdown."""
        raise NotImplementedError

    def faults(self) -> Iterator[Fault]:
        """Give what is wrong beyond the types of the values."""
        yield from ()

    def spec(self, render: Render) -> dict[str, Any]:
        """Give the JSON-able object that the activity's JavaScript reads; texts go through ``render``."""
        raise NotImplementedError

    def paper(self) -> Sequence[Form]:
        """Give what is printed in a handout."""
        raise NotImplementedError

    def annex(self) -> Sequence[Form]:
        """Give what is too long for the step's place in the handout; printed at its end."""
        return ()

    def key(self) -> Sequence[Form]:
        """Give the right answers, for the facilitator and for handouts with answers."""
        return ()

    def slides(self) -> Sequence[SlideForm]:
        """Give the slides, the one with the answer last."""
        raise NotImplementedError

    def easy(self) -> Sequence[EasyLine]:
        """Give the easy-to-read lines; none when the author wrote no ``falc``."""
        return ()

    def references(self) -> Sequence[str]:
        """Give the source keys that the activity quotes."""
        return ()

    def tally(self, values: Sequence[Any], hands: Sequence[int] = ()) -> Tally | None:
        """Count what a room answered (``values``, as stored); None where there is nothing to count."""
        return None

    def takeaway(self, value: Any) -> Kept | None:
        """Give what somebody keeps of their answer (``value``, as stored); None where there is nothing to keep."""
        return None

    def static(self) -> Sequence[Form]:
        """Give what a page shows where nothing can be played."""
        return (*self.paper(), *self.annex())


def slug(text: str) -> str:
    """Make an identifier of a title: lower case, ASCII, words joined by hyphens, at most 60 characters."""
    spelled = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "-")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "activite"


def letter(index: int) -> str:
    """Name a choice: 0 → A, 25 → Z, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def joined(words: Sequence[str], link: str = "et") -> str:
    """Join words as a sentence does: « A », « A et C », « A, B et C »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {link} {words[-1]}" if words else ""
