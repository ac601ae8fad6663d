"""Fetch, make and check the files that ship with Établi, as `widgets/etabli/vendor.toml` pins them.

    python tools/vendor.py check    compare every shipped file with its pin; needs neither network nor npm
    python tools/vendor.py fetch    get the packages with `npm pack`, make the files, refuse what differs
    python tools/vendor.py pin      the same, then renew the pins (after a change of version or of drawing)

Two runs of `fetch` write the same bytes. Nothing is written unless every hash is right.
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openmoji
import signes
import subsets

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "widgets" / "etabli"
MANIFEST = PACKAGE / "vendor.toml"


class VendorError(Exception):
    """What keeps the files from being the pinned ones, in one French sentence."""


@dataclass(frozen=True)
class Shipped:
    """One shipped file: its path in the package, its path under `widgets/etabli`, what it must be."""

    source: str
    target: str
    action: str
    sha256: str


@dataclass(frozen=True)
class Pinned:
    """One npm package at one version, or our own drawings when `npm` is empty."""

    name: str
    npm: str
    version: str
    integrity: str
    files: tuple[Shipped, ...]

    @property
    def spec(self) -> str:
        """What is given to `npm pack`."""
        return f"{self.npm}@{self.version}"


def _copy(data: bytes, _stem: str) -> bytes:
    return data


def _text(data: bytes, _stem: str) -> bytes:
    """Give a text Unix line ends, no trailing blanks, and one final line end."""
    lines = data.decode("utf-8-sig").splitlines()
    return ("\n".join(line.rstrip() for line in lines).strip("\n") + "\n").encode()


ACTIONS: dict[str, Callable[[bytes, str], bytes]] = {
    "copie": _copy,
    "texte": _text,
    "emoji": lambda data, _stem: subsets.emoji(data),
    "picto": openmoji.optimise,
}


def read_manifest(path: Path = MANIFEST) -> list[Pinned]:
    """Return the packages pinned in the manifest, in its order."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Pinned(
            name=package["nom"],
            npm=package.get("npm", ""),
            version=package["version"],
            integrity=package.get("integrite", ""),
            files=tuple(
                Shipped(one["source"], one["vers"], one.get("action", "copie"), one.get("sha256", ""))
                for one in package["fichiers"]
            ),
        )
        for package in data["paquet"]
    ]


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def differences(packages: list[Pinned], folder: Path = PACKAGE) -> list[str]:
    """Return one French sentence for each pinned file that is absent from `folder`, or differs."""
    found = []
    for package in packages:
        for one in package.files:
            path = folder / one.target
            if not path.is_file():
                found.append(f"{one.target} manque ({package.name}).")
            elif digest(path.read_bytes()) != one.sha256:
                found.append(f"{one.target} n’est pas le fichier attendu ({package.name}).")
    return found


def download(package: Pinned, folder: Path) -> tuple[dict[str, bytes], str]:
    """Get one package with npm and return its files, by path inside the package, and the archive's integrity.

    Raises VendorError when npm is absent or fails.
    """
    try:
        done = subprocess.run(
            ["npm", "pack", package.spec, "--silent", "--pack-destination", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise VendorError("La commande « npm » est introuvable : installez Node.js.") from error
    if done.returncode:
        raise VendorError(f"npm n’a pas pu fournir {package.spec} : {done.stderr.strip()[-300:]}")
    archive = folder / done.stdout.strip().splitlines()[-1]
    data = archive.read_bytes()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    wanted = {one.source for one in package.files}
    contents = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.split("/", 1)[-1]
            if name in wanted and (stream := tar.extractfile(member)):
                contents[name] = stream.read()
    archive.unlink()
    return contents, integrity


def make(package: Pinned, scratch: Path) -> tuple[dict[str, bytes], str]:
    """Return the bytes of each file of `package`, by target, and the archive's integrity.

    What is ours has no archive: our font is drawn again, our drawings are read where they are.
    Raises VendorError when the package lacks a file that the manifest names.
    """
    if package.name == signes.FAMILY:
        drawn = {path.name: path.read_bytes() for path in signes.write(scratch)}
        return {one.target: drawn[one.source] for one in package.files}, ""
    if not package.npm:
        return {one.target: (PACKAGE / one.target).read_bytes() for one in package.files}, ""
    contents, integrity = download(package, scratch)
    absent = [one.source for one in package.files if one.source not in contents]
    if absent:
        raise VendorError(f"{package.spec} ne contient pas {', '.join(absent)}.")
    made = {
        one.target: ACTIONS[one.action](contents[one.source], Path(one.target).stem) for one in package.files
    }
    return made, integrity


def pinned_text(text: str, hashes: dict[str, str], integrities: dict[str, str]) -> str:
    """Return the manifest's text with new hashes (by target) and new integrities (by npm name)."""
    lines = []
    npm = ""
    for line in text.splitlines():
        new = line
        if found := re.match(r'npm = "([^"]*)"', line):
            npm = found[1]
        elif line.startswith("integrite = ") and npm in integrities:
            new = f'integrite = "{integrities[npm]}"'
        elif found := re.search(r'vers = "([^"]*)"', line):
            new = re.sub(r'sha256 = "[^"]*"', f'sha256 = "{hashes[found[1]]}"', line)
        lines.append(new)
    return "\n".join(lines) + "\n"


def fetch(pin: bool = False) -> int:
    """Make every file, check the pins (or renew them), write, and return how many were written.

    Raises VendorError, before anything is written, when a file or an archive is not the pinned one.
    """
    packages = read_manifest()
    made: dict[str, bytes] = {}
    integrities: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for package in packages:
            print(package.name)
            files, integrity = make(package, Path(scratch))
            made |= files
            if package.npm:
                integrities[package.npm] = integrity
    hashes = {target: digest(data) for target, data in made.items()}
    if not pin:
        wrong = [p.spec for p in packages if p.npm and integrities[p.npm] != p.integrity]
        wrong += [one.target for p in packages for one in p.files if hashes[one.target] != one.sha256]
        if wrong:
            raise VendorError(f"Ne correspond pas au manifeste : {', '.join(wrong)}. Rien n’a été écrit.")
    for target, data in made.items():
        path = PACKAGE / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if pin:
        text = MANIFEST.read_text(encoding="utf-8")
        MANIFEST.write_text(pinned_text(text, hashes, integrities), encoding="utf-8")
    return len(made)


def main(arguments: list[str]) -> int:
    """Run one command; return 0 when all is as pinned, 1 when not, 2 on wrong usage."""
    try:
        match arguments:
            case ["check"]:
                found = differences(read_manifest())
                print("\n".join(found) if found else "Tous les fichiers sont conformes au manifeste.")
                return 1 if found else 0
            case ["fetch" | "pin" as command]:
                print(f"{fetch(pin=command == 'pin')} fichiers écrits dans {PACKAGE.relative_to(ROOT)}.")
                return 0
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
