"""Find the picture beside an easy sentence, in a table made by hand: none rather than a wrong one.

The table, `pictos.json`, gives for each French word or expression the code of a drawing, or null for an
expression which holds a word of the table without its meaning (« clé usb » is no password).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

CREDIT = "OpenMoji CC BY-SA 4.0"
"""What a page or a sheet that shows these drawings must print."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BAR = (
    '<g fill="none" stroke-linecap="round">'
    '<path class="halo" d="M13 61L60 11" stroke="#FFF2C2" stroke-width="8"/>'
    '<path class="barre" d="M13 61L60 11" stroke="#83300B" stroke-width="4"/></g>'
)

_DETERMINERS = _words(
    """de d' du des le la les l' un une au aux à sur votre vos notre nos mon ma mes ton ta tes son sa ses leur leurs
    ce cet cette ces"""
)
_PRONOUNS = _words("me m' te t' se s' le la les l' lui leur nous vous y en")
_NEGATIONS = _words("pas jamais plus rien aucun aucune personne guère")
_NEGATIVE_SUBJECTS = _words("personne rien aucun aucune jamais")
_POSITIVE = _words("oubliez oublier oublie oublions hésitez hésiter hésite tardez tarder inquiétez inquiéter")
"""Verbs that say « do it » once denied: « n’oubliez pas », « n’hésitez pas »."""
_PLAIN_VERBS = _words(
    """a ai as avez avoir avons ont est êtes être sont faut donner donnez donne donnent donnons utiliser utilisez
    utilise utilisent prendre prenez prend prennent montrer montrez montre laisser laissez laisse garder gardez garde
    mettre mettez met mettent emporter emportez envoyer envoyez envoie envoient ouvrir ouvrez ouvre demander demandez
    demande demandent faire faites fait font répondre répondez répond suivre suivez recevoir recevez reçoit réutiliser
    réutilisez prêter prêtez"""
)
"""Verbs that have no drawing and whose object, crossed, says the denial: « ne donnez pas votre code »."""
_TOKEN = re.compile(r"\w+'?")
_CLAUSE_END = re.compile(r"[.?!;:,…()\n]|\bmais\b")


@dataclass(frozen=True)
class Picto:
    """A drawing for a sentence: its code, whether a bar crosses it (« ne … pas »), what called it."""

    code: str
    crossed: bool
    word: str

    def svg(self) -> str:
        """Return the drawing, with its bar when it is crossed."""
        return svg(self.code, crossed=self.crossed)


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    code: str
    word: str

    @property
    def weight(self) -> tuple[int, int, int]:
        """How precise the expression is: words, then letters, then the first of the sentence."""
        return (self.end - self.start, len(self.word), -self.start)

    @property
    def denies(self) -> bool:
        """Whether the expression holds its own denial, as « ne savez pas »."""
        return not {"ne", "pas", "sans"}.isdisjoint(_tokens(self.word))


def _tokens(text: str) -> tuple[str, ...]:
    """Return the words in lower case, apostrophes kept with what precedes them, hyphens as spaces."""
    plain = text.lower().replace("’", "'").replace("œ", "oe").replace("-", " ")
    return tuple(_TOKEN.findall(plain))


def _inflected(word: str) -> set[str]:
    """Return `word` and its regular plural, and feminine when it is a participle in -é."""
    forms = {word, word + "s", word + "x"}
    if word.endswith("é"):
        forms |= {word + "e", word + "es"}
    if word.endswith("al"):
        forms.add(word[:-2] + "aux")
    return forms


@lru_cache(maxsize=1)
def table() -> dict[str, str | None]:
    """Return the table: expression in lower case → code of a drawing, or None where no drawing fits."""
    source = (files(__package__) / "pictos.json").read_text(encoding="utf-8")
    loaded: dict[str, str | None] = json.loads(source)
    return loaded


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[tuple[frozenset[str], ...], str]]]:
    """Return first word, in each of its forms → the expressions that start so, the longest first."""
    index: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
    for expression in table():
        words = tuple(
            frozenset({token} if token in _DETERMINERS | _PRONOUNS else _inflected(token))
            for token in _tokens(expression)
        )
        for first in words[0]:
            index.setdefault(first, []).append((words, expression))
    for found in index.values():
        found.sort(key=lambda item: (len(item[0]), len(item[1])), reverse=True)
    return index


def _matches(tokens: tuple[str, ...]) -> Iterator[_Match]:
    """Yield the expressions of one clause, from left to right, the longest at each place, without overlap."""
    index = _index()
    place = 0
    while place < len(tokens):
        for words, expression in index.get(tokens[place], ()):
            end = place + len(words)
            if end <= len(tokens) and all(tokens[place + i] in words[i] for i in range(len(words))):
                if code := table()[expression]:
                    yield _Match(place, end, code, expression)
                place = end
                break
        else:
            place += 1


def _skip(tokens: tuple[str, ...], place: int, words: frozenset[str]) -> int:
    while place < len(tokens) and tokens[place] in words:
        place += 1
    return place


def _object(tokens: tuple[str, ...], matches: list[_Match], place: int) -> _Match | None:
    """Return the match that stands at `place`, but for the determiners."""
    after = _skip(tokens, place, _DETERMINERS)
    return next((match for match in matches if place <= match.start <= after < match.end), None)


def _without_verb(tokens: tuple[str, ...], place: int) -> bool:
    """Say whether the word at `place` denies by itself what follows: « sans », « pas de », « aucun »."""
    if tokens[place] in ("sans", "aucun", "aucune"):
        return True
    return tokens[place] in ("pas", "jamais") and tokens[place + 1 : place + 2] in (("de",), ("d'",))


def _denial(tokens: tuple[str, ...], place: int) -> int | None:
    """Return where the second word of a denial stands (« pas », « jamais »), given where « ne » stands.

    A negative subject (« personne ne… ») stands before « ne » and is the denial; « ne… que » is no denial.
    """
    after = next((i for i in range(place + 1, len(tokens)) if tokens[i] in _NEGATIONS), None)
    if after is None and _NEGATIVE_SUBJECTS & set(tokens[:place]):
        return place
    return after


def _negated(tokens: tuple[str, ...], matches: list[_Match]) -> tuple[_Match | None, int]:
    """Return what a clause denies, and the place where its denial starts (the clause's length without one).

    What is denied is the verb when it has a drawing, else the object of a verb as plain as « donner ».
    """
    end = len(tokens)
    for place, token in enumerate(tokens):
        if token not in ("ne", "n'"):
            if _without_verb(tokens, place):
                return _object(tokens, matches, place + 1), place
            continue
        denial = _denial(tokens, place)
        if denial is None:
            return None, end
        infinitive = denial == place + 1
        verb = _skip(tokens, (denial if infinitive else place) + 1, _PRONOUNS)
        if verb < end and tokens[verb] in _POSITIVE:
            return None, end
        denied = next((match for match in matches if match.start == verb), None)
        if not denied and verb < end and tokens[verb] in _PLAIN_VERBS:
            denied = _object(tokens, matches, verb + 1) or _object(tokens, matches, denial + 1)
        return denied, place
    return None, end


def find(sentence: str) -> Picto | None:
    """Return the picture of a French sentence, or None when none is sure.

    What the sentence forbids or denies comes first, crossed; then the most precise expression (most words, then
    most letters, then the first). Nothing that a denial covers is drawn uncrossed.
    """
    crossed: list[_Match] = []
    plain: list[_Match] = []
    for clause in _CLAUSE_END.split(sentence.replace("’", "'")):
        tokens = _tokens(clause)
        matches = list(_matches(tokens))
        denied, start = _negated(tokens, matches)
        if denied:
            crossed.append(denied)
        plain += [match for match in matches if match.end <= start or match.denies]
    for found, bar in ((crossed, True), (plain, False)):
        if found:
            best = max(found, key=lambda match: match.weight)
            return Picto(best.code, bar, best.word)
    return None


def codes() -> list[str]:
    """Return the codes of the drawings, each once, in the order of the table."""
    return list(dict.fromkeys(code for code in table().values() if code))


@lru_cache(maxsize=256)
def svg(code: str, crossed: bool = False) -> str:
    """Return a drawing as SVG, 72 × 72 units, in the text's colour; `crossed` adds a rust bar on a pale halo.

    Raises ValueError, with a French sentence, when no drawing has this code.
    """
    if code not in codes():
        raise ValueError(f"Aucun pictogramme ne porte le code « {code} ».")
    drawing = (files(__package__) / "web" / "pictos" / f"{code}.svg").read_text(encoding="utf-8").strip()
    return drawing.replace("</svg>", f"{BAR}</svg>") if crossed else drawing
