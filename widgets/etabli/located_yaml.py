"""YAML whose every value remembers its line.

All scalars stay as they are written (``12:30``, ``oui``, ``18``): what a mediator types is what is printed. The models
that receive them convert what must be a number or a yes/no.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from .mend import legible

#: The longest text that is read, in characters: a diagnostic of 120 questions takes a tenth of it.
LONGEST = 1_000_000
Path = tuple[str | int, ...]


class YamlError(Exception):
    """The text is not YAML. ``line`` counts from 1."""

    def __init__(self, message: str, line: int, advice: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.advice = message, line, advice


@dataclass(frozen=True)
class Located:
    """A YAML value (dict, list, str or None) and the lines, from 1, of all that it holds."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Give the line of the nearest known ancestor of ``path``."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Located:
    """Read ``text``. Raises `YamlError` on a fault of syntax, an alias, a key given twice, or far too much text."""
    if len(text) > LONGEST:
        raise YamlError("le texte est beaucoup trop long.", 1, "Gardez un million de caractères au plus.")
    try:
        return _load(text)
    except RecursionError:
        raise YamlError("des listes sont emboîtées trop de fois.", 1, "Écrivez-les à plat.") from None


def _load(text: str) -> Located:
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message, advice = _explain(error, text)
        raise YamlError(message, mark.line + 1 if mark else 1, advice) from None
    except yaml.YAMLError:
        raise YamlError("un caractère interdit s’y trouve.", 1, "Retapez ce texte au clavier.") from None
    lines: dict[Path, int] = {}
    value = _build(node, (), lines, set()) if node else None
    return Located(value, lines)


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], seen: set[int]) -> Any:
    lines[path] = node.start_mark.line + 1
    # An alias gives the same node twice: a few lines of them could unfold into gigabytes.
    if id(node) in seen:
        raise YamlError(
            "un renvoi « & » ou « * » s’y trouve.", node.start_mark.line + 1, "Recopiez le texte en entier."
        )
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = _key(key_node), key_node.start_mark.line + 1
            if key in mapping:
                raise YamlError(f"la clé « {key} » est écrite deux fois.", line, "Gardez-en une seule.")
            inner = (*path, key)
            mapping[key] = _build(value_node, inner, lines, seen)
            lines[inner] = line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, index), lines, seen) for index, child in enumerate(node.value)]
    return legible(node.value)


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise YamlError("une clé est une liste.", node.start_mark.line + 1, "Écrivez « clé: valeur ».")
    return legible(node.value)


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """Say in French what PyYAML found, and what to write instead. Known problems only; else a general sentence."""
    problem = str(error.problem or "")
    mark = error.problem_mark
    written = text.splitlines()[mark.line].strip() if mark and mark.line < len(text.splitlines()) else ""
    if "mapping values are not allowed" in problem:
        return (
            f"un « : » se trouve au milieu du texte « {written} ».",
            'Mettez ce texte entre guillemets : "…".',
        )
    if "\\t" in problem or "\t" in problem:
        return "une tabulation commence la ligne.", "Remplacez-la par des espaces."
    if "unexpected end of stream" in problem or "quoted scalar" in str(error.context or ""):
        return "un guillemet ouvert n’est pas fermé.", "Ajoutez le guillemet qui manque."
    if "expected <block end>" in problem or "could not find expected ':'" in problem:
        return (
            f"la ligne « {written} » n’est pas alignée avec les autres, ou il lui manque « : ».",
            "Alignez les clés d’une même liste et écrivez « clé: valeur ».",
        )
    return (
        f"la ligne « {written} » ne se comprend pas.",
        "Écrivez « clé: valeur », et mettez entre guillemets un texte qui contient « : » ou commence par un signe.",
    )
