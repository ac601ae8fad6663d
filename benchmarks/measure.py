"""What the benchmarks share: interleaved rounds, medians and ratios, and how figures are said in French."""

from __future__ import annotations

import os
import platform
import re
import shutil
import signal
import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")

ROOT = Path(__file__).resolve().parents[1]
ATELIER = ROOT / "ateliers" / "securiser-ses-comptes"
NARROW, FIXED = "\u202f", "\u00a0"


class AbsentError(Exception):
    """A peer or a tool is missing, or did not do its part. The message is one French sentence."""


@dataclass
class Report:
    """What a benchmark found: a table, a sentence before it (``lead``) and remarks after it."""

    name: str
    lead: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    remarks: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """Give the table as Markdown, first column to the left, figures to the right."""
        lines = [self.lead, "", _line(self.head), _line(["---", *["---:"] * (len(self.head) - 1)])]
        lines += [_line(row) for row in self.rows]
        lines += ["", *(f"- {remark}" for remark in self.remarks)] if self.remarks else []
        return french("\n".join(lines))


def french(text: str) -> str:
    """Put the spaces that French wants beside its signs."""
    text = re.sub("[ \u00a0](?=[:»])|(?<=«) ", FIXED, text)
    return re.sub("[ \u00a0\u202f](?=[;?!])", NARROW, text)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def rounds(count: int, sides: Mapping[str, Callable[[], _T]]) -> dict[str, list[_T]]:
    """Measure each side ``count`` times, in turn (A B, B A, A B, …), so that a drifting machine weighs on all alike."""
    found: dict[str, list[_T]] = {name: [] for name in sides}
    names = list(sides)
    for number in range(count):
        for name in names if number % 2 == 0 else reversed(names):
            tell(f"tour {number + 1}/{count}{FIXED}: {name}")
            found[name].append(sides[name]())
    return found


def middle(values: Iterable[float]) -> float:
    """Give the median."""
    return statistics.median(values)


def ratio(peer: Sequence[float], ours: Sequence[float]) -> float:
    """Give the median of the ratios peer / ours, round by round: above 1, ours is the smaller."""
    return statistics.median(p / o for p, o in zip(peer, ours, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value under which ``share`` (0 to 1) of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


# --- figures, said in French -----------------------------------------------------------------------------------------


def seconds(value: float) -> str:
    """0.2345 → « 0,23 s »."""
    return f"{_figure(value, 3 if value < 0.1 else 2 if value < 10 else 1)}{FIXED}s"


def kilobytes(value: float) -> str:
    """271 234 bytes → « 271 ko »."""
    return f"{_figure(value / 1000, 0)}{FIXED}ko"


def megabytes(value: float) -> str:
    """1 234 567 bytes → « 1,2 Mo »."""
    return f"{_figure(value / 1e6, 2 if abs(value) < 1e6 else 1)}{FIXED}Mo"


def times(value: float) -> str:
    """7.93 → « × 7,9 »."""
    return f"×{FIXED}{_figure(value, 2 if value < 2 else 1 if value < 20 else 0)}"


def _figure(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", NARROW).replace(".", ",")


def machine() -> str:
    """Say on what this was measured, without naming the machine."""
    system = platform.system()
    with suppress(OSError, AttributeError):
        system = platform.freedesktop_os_release().get("PRETTY_NAME", system)
    busy = ""
    with suppress(OSError, AttributeError):
        busy = f", charge {_figure(os.getloadavg()[0], 1)} au début"
    return (
        f"{date.today():%d/%m/%Y}, {os.cpu_count()} cœurs, {system}, Python {platform.python_version()}{busy}"
    )


# --- the command line ------------------------------------------------------------------------------------------------


def parser(description: str | None, tours: int) -> ArgumentParser:
    """Give the options that all benchmarks have."""
    options = ArgumentParser(description=description)
    options.add_argument("--tours", type=int, default=tours, help=f"tours entrelacés (sinon{FIXED}: {tours})")
    return options


def run(measure: Callable[[], Report]) -> int:
    """Print a benchmark's report; a missing peer is one sentence and exit code 1."""
    end_cleanly()
    try:
        report = measure()
    except AbsentError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return 130
    print(f"\n{report.markdown()}\n")
    return 0


def end_cleanly() -> None:
    """Let SIGTERM end like Ctrl-C: servers, kernels and temporary folders go too."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def tell(text: str) -> None:
    """Say where the measure stands, apart from the results."""
    print(f"  {text}", file=sys.stderr, flush=True)


def program(name: str, *others: str, package: str = "", variable: str = "") -> str:
    """Find a program. Raises `AbsentError` with what to install."""
    for candidate in (os.environ.get(variable, "") if variable else "", name, *others):
        found = shutil.which(candidate) if candidate else None
        if found:
            return found
    raise AbsentError(
        f"Il manque «{FIXED}{name}{FIXED}», à qui cette mesure se compare{FIXED}: sous Debian, «{FIXED}apt install {package or name}{FIXED}»."
    )
