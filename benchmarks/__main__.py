"""All benchmarks, one after the other: ``python -m benchmarks [page] [exporter] [salle] [--tours N] [--ecrire]``."""

from __future__ import annotations

import functools
import re
import sys
from argparse import ArgumentParser
from pathlib import Path

from . import cold_page, exporter, room
from .measure import FIXED, AbsentError, Report, end_cleanly, machine

README = Path(__file__).with_name("README.md")
_MEASURES = {"page": cold_page, "exporter": exporter, "salle": room}


def _filled(body: str, found: re.Match[str]) -> str:
    return f"{found[1]}{body}\n{found[2]}"


def write(reports: list[Report], where: str) -> None:
    """Put the new tables, and where they come from, in the place of the old ones in README.md."""
    text = README.read_text(encoding="utf-8")
    for name, body in [("machine", where), *((report.name, report.markdown()) for report in reports)]:
        block = re.compile(rf"(<!-- chiffres {name} -->\n).*?(<!-- fin -->)", re.S)
        text, found = block.subn(functools.partial(_filled, body), text)
        if found != 1:
            raise AbsentError(f"{README.name} n’a plus sa place pour «{FIXED}{name}{FIXED}».")
    README.write_text(text, encoding="utf-8")


def main() -> int:
    """Run all; what cannot be measured is said, and the rest goes on. Exit code 1 when something was not."""
    line = ArgumentParser(prog="python -m benchmarks", description="Toutes les mesures, l’une après l’autre.")
    line.add_argument(
        "measures", metavar="MESURE", nargs="*", help="page, exporter ou salle (sinon : les trois)"
    )
    line.add_argument("--tours", type=int, help=f"tours entrelacés (sinon{FIXED}: ceux de chaque mesure)")
    line.add_argument("--ecrire", action="store_true", help="remplace les tableaux de benchmarks/README.md")
    given = line.parse_args()
    unknown = [name for name in given.measures if name not in _MEASURES]
    if unknown:
        line.error(f"«{FIXED}{unknown[0]}{FIXED}» n’est pas une mesure ; écrivez {', '.join(_MEASURES)}.")
    end_cleanly()
    where = f"Mesuré le {machine()}."
    print(where)
    reports, missing = [], 0
    for name in given.measures or _MEASURES:
        measure = _MEASURES[name]
        options = measure.options([f"--tours={given.tours}"] if given.tours else [])
        try:
            report = measure.measure(options)
        except AbsentError as error:
            print(f"\n{error}", file=sys.stderr)
            missing += 1
            continue
        print(f"\n{report.markdown()}\n", flush=True)
        reports.append(report)
    if given.ecrire and reports:
        try:
            write(reports, where)
        except AbsentError as error:
            print(error, file=sys.stderr)
            return 1
    return 1 if missing else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        sys.exit(130)
