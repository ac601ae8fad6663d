"""argparse that speaks French: its own sentences come from gettext, which has no French catalogue for them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

_SENTENCES = {
    "usage: ": "Utilisation\u00a0: ",
    "positional arguments": "Ce que la commande attend",
    "options": "Options",
    "subcommands": "Commandes",
    "show this help message and exit": "affiche cette aide",
    "show program's version number and exit": "affiche la version",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "non reconnu : %s",
    "ambiguous option: %(option)s could match %(matches)s": "« %(option)s » peut vouloir dire %(matches)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n’est pas possible. Choisissez parmi : %(choices)s",
    "invalid %(type)s value: %(value)r": "« %(value)s » n’est pas un nombre entier",
    "expected one argument": "attend une valeur",
    "expected at least one argument": "attend au moins une valeur",
    "expected at most one argument": "attend une valeur au plus",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "not allowed with argument %s": "ne va pas avec %s",
    "ignored explicit argument %r": "n’attend pas de valeur (%r)",
    " (default: %(default)s)": " (sinon : %(default)s)",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s.\n",
}


def speak_french() -> None:
    """Give argparse its French sentences, for the whole process."""
    setattr(argparse, "_", lambda sentence: _SENTENCES.get(sentence, sentence))  # noqa: B010
    setattr(argparse, "ngettext", lambda one, many, count: _SENTENCES.get(one if count == 1 else many, many))  # noqa: B010


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose errors say how to get help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Print one sentence and leave with code 2 (usage)."""
        self.exit(2, f"{self.prog} : {message}. Aide : {self.prog} --help\n")


def whole(least: int, most: int) -> Callable[[str], int]:
    """Make an argument type: a whole number between two bounds, both possible."""

    def read(text: str) -> int:
        if not text.strip().isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre entier de {least} à {most}")
        return int(text)

    return read
