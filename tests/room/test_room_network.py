"""Which address is shown, and what is said when the port cannot be had."""

from __future__ import annotations

import socket
from collections import namedtuple
from collections.abc import Iterator

import psutil
import pytest
from etabli.room import network
from etabli.room.faults import RoomError

Card = namedtuple("Card", "family address netmask broadcast ptp")
State = namedtuple("State", "isup")


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Pretend that the computer has these network cards: name → address; « ! » before the name = down."""
    found: dict[str, str] = {}
    monkeypatch.setattr(
        psutil,
        "net_if_addrs",
        lambda: {
            name.lstrip("!"): [Card(socket.AF_INET, ip, None, None, None)] for name, ip in found.items()
        },
    )
    monkeypatch.setattr(
        psutil, "net_if_stats", lambda: {name.lstrip("!"): State(name[0] != "!") for name in found}
    )
    monkeypatch.setattr(network, "_outward_address", lambda: found.get("tun0"))
    yield found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"lo": "127.0.0.1", "wlan0": "192.168.1.20"}, "192.168.1.20"),
        ({"lo": "127.0.0.1", "docker0": "172.17.0.1", "eth0": "10.3.2.1"}, "10.3.2.1"),
        ({"tun0": "10.8.0.6", "wlp2s0": "192.168.43.1"}, "192.168.43.1"),
        ({"vEthernet (WSL)": "172.20.0.1", "Wi-Fi": "192.168.0.12"}, "192.168.0.12"),
        ({"VirtualBox Host-Only Network": "192.168.56.1", "Ethernet": "172.16.4.4"}, "172.16.4.4"),
        ({"!eth0": "192.168.1.5", "wlan0": "10.42.0.1"}, "10.42.0.1"),
        ({"en0": "169.254.3.4", "en1": "192.168.2.1"}, "192.168.2.1"),
        ({"lo": "127.0.0.1", "en0": "169.254.3.4"}, "169.254.3.4"),
        ({"lo": "127.0.0.1", "docker0": "172.17.0.1"}, "172.17.0.1"),
        ({"lo": "127.0.0.1"}, "127.0.0.1"),
        ({}, "127.0.0.1"),
    ],
)
def test_the_rooms_own_network_is_shown(cards: dict[str, str], found: dict[str, str], expected: str) -> None:
    """Neither loopback, nor containers, nor VPN, where there is better."""
    cards.update(found)

    assert network.join_address("0.0.0.0") == expected


def test_an_address_that_was_chosen_is_shown_as_it_is() -> None:
    """``--adresse`` decides."""
    assert network.join_address("192.168.7.7") == "192.168.7.7"
    assert network.join_address("salle.local") == "salle.local"
    assert network.join_address("fe80::1") == "[fe80::1]"


def test_port_80_is_not_typed() -> None:
    """The shorter, the better."""
    assert network.url("10.0.0.1", 80) == "http://10.0.0.1/"
    assert network.url("10.0.0.1", 8866) == "http://10.0.0.1:8866/"


@pytest.mark.parametrize(
    ("address", "port", "words"),
    [
        ("127.0.0.1", 70000, "n’existe pas"),
        ("192.0.2.77", 0, "--adresse"),
        ("pas.une.adresse.invalid", 0, "--adresse"),
    ],
)
def test_impossible_addresses(address: str, port: int, words: str) -> None:
    """One French sentence each, with what to write instead."""
    with pytest.raises(RoomError, match=words):
        network.listen(address, port)
