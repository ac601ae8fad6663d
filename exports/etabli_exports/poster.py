"""What a poster says: a hook, when, where, whom to call. In short sentences, from the front matter alone.

Wording from the plain-language rules: one idea a sentence, « vous », digits. « Gratuit » is always there (brief, A.19).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.atelier import Atelier
from etabli.blocks import Heading, Paragraph, plain
from etabli.pictograms import Picto, find

from .document import Head, Options, Poster
from .head import duration, head

#: Words that open a complement of time or place: « En une heure, » says less than what follows.
_OPENERS = re.compile(r"(?:en|pendant|durant|dans|à|avec|sans|pour|chez|sur) ", re.I)
#: A hook of more characters cannot be read at 4 m.
HOOK = 80
#: Two sentences of as many characters hold over the drawings.
_SENTENCE = 110
#: A hook that is longer is cut after its first clause.
_LONG = 42
_PHONE = re.compile(r"(?:\+\d{2}[ .\u00a0\u202f]?|0)\d(?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)")
_SHORT_PHONE = re.compile(r"(?<![\d/])\d{4,5}(?![\d/])")
_LINK = re.compile(r"https?://[^\s<>«»]+[^\s<>«».,;:!?)]")
#: Words that say nothing once the number or the address is taken out.
_LINKS = {"ou", "et", "au", "à", "sur", "par", "tél", "téléphone", "site"}
#: Titles of the easy text that says what the workshop is about.
_ABOUT = re.compile(r"qu.allez-vous|aujourd.hui|atelier", re.I)
#: Drawings on the poster, as many as fit side by side.
DRAWINGS = 3
#: What stands for the workshop when no word of it has a drawing: a computer.
_COMPUTER = Picto("1F4BB", False, "ordinateur")


def poster(atelier: Atelier, options: Options) -> Poster:
    """Give an atelier's poster. What the front matter does not say is left to be written by hand."""
    top = head(atelier)
    found = top.hook or hook(top.summary) or _cut(top.title, HOOK)
    link = next((m.group() for text in (top.contact, top.place) if (m := _LINK.search(text))), "")
    phone = _PHONE.search(top.contact) or _SHORT_PHONE.search(top.contact)
    place = " ".join(_LINK.sub("", top.place).split()).rstrip(" ,;:")
    return Poster(
        top,
        found,
        _cut(top.title, HOOK) if found != _cut(top.title, HOOK) else "",
        _about(atelier, top, found),
        tuple(_drawings(top)) or (_COMPUTER,),
        _cut(top.session, _SENTENCE),
        _cut(place, _SENTENCE),
        find(place) if place else None,
        _facts(top),
        _asked(top.contact, phone.group() if phone else ""),
        _grouped(phone.group()) if phone else "",
        link,
    )


def hook(summary: str) -> str:
    """Shorten a summary to what stops a passer-by: its first sentence, or the clause of it that says what one does."""
    sentence = re.split(r"(?<=[.!?…])\s", summary.strip(), maxsplit=1)[0].strip().rstrip(".")
    clauses = re.split(r", ", sentence)
    if len(clauses) > 1 and _is_opener(clauses[0]):
        clauses = clauses[1:]
    whole = ", ".join(clauses)
    if len(whole) > _LONG and len(clauses) > 1 and len(clauses[0].split()) > 2:
        whole = clauses[0]
    whole = _cut(whole, HOOK)
    return whole[:1].upper() + whole[1:]


def _cut(text: str, most: int) -> str:
    """Cut a text after a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _is_opener(clause: str) -> bool:
    return bool(_OPENERS.match(clause)) and len(clause.split()) < 5


def _about(atelier: Atelier, top: Head, found: str) -> tuple[str, ...]:
    """Give two sentences: the easy text that says what one will do, else the summary's."""
    for step in atelier.work_steps[:2]:
        blocks = step.easy_blocks()
        for rank, block in enumerate(blocks):
            if isinstance(block, Heading) and _ABOUT.search(plain(block.children)):
                said = [plain(after.children) for after in blocks[rank + 1 :] if isinstance(after, Paragraph)]
                if said:
                    return tuple(_cut(text, _SENTENCE) for text in said[:2])
    sentences = re.split(r"(?<=[.!?…])\s+", top.summary.strip())
    return tuple(_cut(text, _SENTENCE) for text in sentences[:2] if text and text.rstrip(".") != found)


def _drawings(top: Head) -> Iterator[Picto]:
    """Give the first drawings that the title, the summary's clauses, then the goals call for; never a crossed one."""
    seen: set[str] = set()
    clauses = re.split(r"[.,;:!?…]\s+", top.summary)
    for text in (top.title, *clauses, *top.goals):
        picto = None if _is_opener(text) else find(text)
        if picto and not picto.crossed and picto.code not in seen:
            seen.add(picto.code)
            yield picto
            if len(seen) == DRAWINGS:
                return


def _facts(top: Head) -> tuple[str, ...]:
    short = [f"Durée\u00a0: {duration(top.minutes)}."] if top.minutes else []
    short += ["Débutants bienvenus."] if top.level == "débutant" else []
    audience = [f"Public\u00a0: {', '.join(top.audiences)}."] if top.audiences else []
    return (*([" ".join(short)] if short else []), *audience)


def _grouped(phone: str) -> str:
    """Set a French number by two digits, as one says it."""
    digits = re.sub(r"\D", "", phone)
    return " ".join(re.findall("..", digits)) if len(digits) == 10 else re.sub(r"[.\-]", " ", phone)


def _asked(contact: str, phone: str) -> str:
    """Give the words before the number: « Inscription à l’accueil ou au », « Inscription : »."""
    words = _LINK.sub("", contact.replace(phone, "") if phone else contact)
    words = " ".join(words.split()).strip(" ,;.–-")
    if not set(re.findall(r"\w+", words.lower())) - _LINKS:
        words = ""
    if re.match(r"inscri", words, re.I):
        return words
    return f"Inscription\u00a0: {words}" if words else "Inscription\u00a0:"
