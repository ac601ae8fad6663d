"""Which address the room's computers must type, and the port to listen on."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from dataclasses import dataclass

import psutil
from tornado.netutil import bind_sockets

from ..files import reason
from .faults import RoomError

#: Interfaces of containers, virtual machines and VPNs: the room's computers are not behind them.
_VIRTUAL = re.compile(
    r"docker|br-|veth|virbr|vmnet|vmware|vboxnet|virtualbox|vethernet|hyper-v|wsl|lxc|lxd|podman|cni|flannel|kube|"
    r"tun|tap|wg|ppp|ipsec|utun|tailscale|zerotier|zt|nordlynx|proton|hamachi|anpi|awdl|llw|bluetooth|dummy",
    re.I,
)
LOOPBACK = "127.0.0.1"
#: How many ports after the one asked are tried before proposing any free one.
_NEXT_PORTS = 20


@dataclass(frozen=True)
class Interface:
    """A network card: its name and one of its IPv4 addresses. ``routed``: the system would leave by it."""

    name: str
    address: str
    routed: bool = False

    @property
    def rank(self) -> tuple[bool, bool, bool, int, bool]:
        """Order candidates: the larger, the likelier to be the room's network."""
        ip = ipaddress.IPv4Address(self.address)
        family = 3 if self.address.startswith("192.168.") else 2 if ip in _TEN else 1 if ip.is_private else 0
        return not ip.is_loopback, not ip.is_link_local, not _VIRTUAL.match(self.name), family, self.routed


_TEN = ipaddress.IPv4Network("10.0.0.0/8")


def interfaces() -> list[Interface]:
    """List the cards that are up, the likeliest to be the room's first."""
    states = psutil.net_if_stats()
    outward = _outward_address()
    found = [
        Interface(name, entry.address, entry.address == outward)
        for name, entries in psutil.net_if_addrs().items()
        if name in states and states[name].isup
        for entry in entries
        if entry.family == socket.AF_INET
    ]
    return sorted(found, key=lambda card: card.rank, reverse=True)


def _outward_address() -> str | None:
    """Ask the system which address it would leave from. A UDP « connection » sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1 of RFC 5737: nobody's address
        except OSError:
            return None
        name: str = probe.getsockname()[0]
        return name


def join_address(listening: str) -> str:
    """Give the address to show in the room when the server listens on ``listening``."""
    try:
        ip = ipaddress.ip_address(listening)
    except ValueError:
        return listening  # a name: whoever gave it knows it
    if not ip.is_unspecified:
        return f"[{listening}]" if ip.version == 6 else listening
    cards = interfaces()
    return cards[0].address if cards else LOOPBACK


def url(host: str, port: int, path: str = "/") -> str:
    """Write an address as it is typed, without the port that browsers assume."""
    return f"http://{host}{'' if port == 80 else f':{port}'}{path}"


def listen(address: str, port: int) -> tuple[list[socket.socket], int]:
    """Open the listening sockets: (sockets, port). ``port`` 0 = any free one. Raises `RoomError`."""
    if not 0 <= port <= 65535:
        raise RoomError(f"Le port {port} n’existe pas. Choisissez un nombre entre 1024 et 65535.")
    try:
        sockets = bind_sockets(port, address)
    except socket.gaierror:
        raise RoomError(
            f"L’adresse « {address} » n’est pas connue de cet ordinateur. Écrivez « --adresse 0.0.0.0 » pour toute la salle."
        ) from None
    except OSError as error:
        raise RoomError(_refusal(error, address, port)) from None
    chosen: int = sockets[0].getsockname()[1]
    return sockets, chosen


def _refusal(error: OSError, address: str, port: int) -> str:
    windows_access = getattr(errno, "WSAEACCES", errno.EACCES)
    if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
        other = free_port(address, port)
        return f"Le port {port} est déjà pris, peut-être par un autre Établi. Écrivez « --port {other} », ou fermez l’autre programme."
    if error.errno in (errno.EACCES, windows_access):
        return f"Le port {port} est réservé par le système. Écrivez « --port {free_port(address, 8866)} »."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"Cet ordinateur n’a pas l’adresse « {address} ». Écrivez « --adresse 0.0.0.0 » pour toute la salle."
    return f"Impossible d’ouvrir le port {port} sur « {address} » ({reason(error)}). Essayez « --port {free_port(LOOPBACK, 8866)} »."


def free_port(address: str, after: int) -> int:
    """Find a free port, the next ones first."""
    for candidate in (*range(after + 1, min(after + 1 + _NEXT_PORTS, 65536)), 0):
        try:
            sockets = bind_sockets(candidate, address)
        except OSError:
            continue
        chosen: int = sockets[0].getsockname()[1]
        for opened in sockets:
            opened.close()
        return chosen
    return after
