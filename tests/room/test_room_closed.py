"""What the room must not do, whoever asks."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import Any

import pytest
from hall import Client, Hall
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketError, websocket_connect

SLUG = "petit-atelier"
KERNEL = str(uuid.uuid4())
CLOSED = [
    "/api/kernels",
    f"/api/kernels/{KERNEL}",
    f"/api/kernels/{KERNEL}/channels",
    "/api/kernelspecs",
    "/api/contents",
    "/api/contents/atelier.ipynb",
    "/api/sessions",
    "/api/terminals",
    "/terminals/websocket/1",
    "/voila",
    "/voila/tree",
    "/voila/render/atelier.ipynb",
    "/voila/files/atelier.ipynb",
    "/voila/static/main.js",
    "/voila/templates/lab/static/x",
    "/voila/labextensions/x",
    "/voila/api/themes/x",
    f"/voila/api/shutdown/{KERNEL}",
    f"/voila/query/{KERNEL}",
    f"/voila/execution/{KERNEL}",
    "/tree",
    "/lab",
    "/login",
    "/static/base.css",
    "/atelier.ipynb",
    "/ateliers/petit-atelier/atelier.ipynb",
    "/secrets.json",
    "/reponses.sqlite",
]


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_of_jupyter_answers(hall: Hall, path: str) -> None:
    """404 in French for every verb, to participants and to the facilitator."""
    for client in (hall.client(), hall.facilitator()):
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            said = client.request(method, path)
            assert said.status_code == 404, (method, path)
        assert "n’existe pas" in client.get(path).text


@pytest.mark.parametrize(
    "path",
    [f"/api/kernels/{KERNEL}/channels", f"/voila/query/{KERNEL}", "/terminals/websocket/1", "/", "/ws"],
)
def test_no_websocket_opens(hall: Hall, path: str) -> None:
    """The handshake is refused everywhere."""

    async def knock() -> None:
        (await websocket_connect(f"ws://127.0.0.1:{hall.port}{path}")).close()

    with pytest.raises((HTTPClientError, WebSocketError)):
        asyncio.run(knock())


@pytest.mark.parametrize(
    "query", ["template=lab", "theme=dark", "voila-template=classic", "voila-theme=dark"]
)
def test_nobody_chooses_the_template(hall: Hall, query: str) -> None:
    """The page is the same, whatever Voilà would have made of it."""
    client = hall.client()

    plain, asked = client.get("/").text, client.get(f"/?{query}").text

    assert plain == asked


@pytest.mark.parametrize(
    "name",
    [
        "../page.py",
        "..%2fpage.py",
        "%2e%2e/page.py",
        "....//page.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "fonts/../../cli.py",
        "..\\page.py",
        "%00",
        "fonts",
        "a" * 5000,
    ],
)
def test_no_file_outside_the_web_folder(hall: Hall, name: str) -> None:
    """Paths that climb, absolute ones and folders say 404."""
    reader = Raw(hall.port)

    status, body = reader.get(f"/etabli/0123456789ab/{name}")

    assert status == 404
    assert b"import" not in body and b"root:" not in body


class Raw:
    """A client that sends paths as they are: httpx would clean them."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str) -> tuple[int, bytes]:
        """Send one request; give the status and the body."""
        return asyncio.run(self._get(path))

    async def _get(self, path: str) -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        return int(head.split()[1]), body


def test_every_answer_carries_its_protections(hall: Hall) -> None:
    """Pages, files, JSON and errors alike; nothing names the software."""
    client, board = hall.client(), hall.facilitator()
    page = client.get("/").text
    style = page[page.index("/etabli/") :].split('"')[0]
    answers = [
        client.get(path) for path in ("/", "/projection", style, "/api/projection", "/rien", "/animateur")
    ]
    answers += [board.get("/animateur"), board.get("/api/salle"), client.put("/api/presence")]

    for said in answers:
        policy = said.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy and "unsafe-eval" not in policy
        assert said.headers["X-Content-Type-Options"] == "nosniff"
        assert said.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in said.headers


def test_a_write_needs_the_pages_own_token(hall: Hall) -> None:
    """A form on another site cannot sit people down or free seats: 403 without the XSRF header."""
    client, board = hall.client(), hall.facilitator()
    client.get("/")

    statuses = [
        client.post("/api/place", json={"place": 3}).status_code,
        client.put(f"/api/reponses/{SLUG}/essai", json={}).status_code,
        client.post("/api/place", json={"place": 3}, headers={"X-XSRFToken": "autre"}).status_code,
        board.post("/api/salle/liberer", json={"place": 1}).status_code,
        board.post("/animateur/effacer").status_code,
    ]

    assert statuses == [403] * 5


def test_a_forged_cookie_opens_no_seat(hall: Hall, seated: Any) -> None:
    """A changed letter, someone else's number, the board's cookie under the seat's name: no seat."""
    client = seated()
    signed = client.cookies["etabli_place"]
    board = hall.facilitator().cookies["etabli_animateur"]
    middle = len(signed) // 2
    changed = signed[:middle] + ("A" if signed[middle] != "A" else "B") + signed[middle + 1 :]

    for forged in (changed, "7", "", board, "2|1:0|10:9999999999|12:etabli_place|4:Nw==|" + "0" * 64):
        thief = Client(base_url=hall.url, cookies={"etabli_place": forged})
        assert thief.get(f"/api/reponses/{SLUG}").status_code == 403, forged
        thief.close()


def test_cookies_are_out_of_reach_of_scripts(hall: Hall) -> None:
    """HttpOnly for the seat and the board; the board's is never sent from another site."""
    seat = hall.client().sit(80).headers.get_list("Set-Cookie")
    token = hall.said["jeton"]
    board = hall.client().get("/animateur", params={"jeton": token}).headers.get_list("Set-Cookie")

    assert any("etabli_place" in line and "HttpOnly" in line and "SameSite=Lax" in line for line in seat)
    assert any(
        "etabli_animateur" in line and "HttpOnly" in line and "SameSite=Strict" in line for line in board
    )
    assert all(token not in line for line in board)


@pytest.mark.parametrize("token", ["", "faux", "é", "x" * 3000])
def test_a_wrong_token_opens_nothing(hall: Hall, token: str) -> None:
    """403, in French, and no cookie."""
    client = hall.client()

    said = client.get("/animateur", params={"jeton": token})

    assert said.status_code == 403
    assert "jeton" in said.text
    assert "etabli_animateur" not in client.cookies
    assert hall.said["jeton"] not in said.text


@pytest.mark.parametrize("path", ["/animateur", "/animateur/effacer", "/api/salle"])
def test_the_board_is_closed_without_the_token(hall: Hall, seated: Any, path: str) -> None:
    """A participant gets a French 403, on pages and on the API."""
    said = seated().get(path)

    assert said.status_code == 403
    assert "animateur" in said.text


@pytest.mark.parametrize("what", ["main", "liberer", "etape"])
def test_a_participant_cannot_act_on_the_room(seated: Any, what: str) -> None:
    """Lowering hands, freeing seats and changing steps are the facilitator's."""
    client = seated()

    said = client.send_json("POST", f"/api/salle/{what}", {"place": client.place, "slug": SLUG, "etape": 1})

    assert said.status_code == 403
    assert client.get(f"/api/reponses/{SLUG}").status_code == 200


def test_a_configuration_found_in_the_folder_is_not_read(two_ateliers: Path, tmp_path: Path) -> None:
    """voila.py and voila.json where the command is run change nothing, and are not run."""
    (tmp_path / "voila.py").write_text("open('lu.txt', 'w').write('lu')\nraise SystemExit(3)\n")
    (tmp_path / "voila.json").write_text('{"Voila": {"ip": "127.0.0.9", "base_url": "/ailleurs/"}}')
    (tmp_path / "jupyter_config.py").write_text("open('lu.txt', 'w').write('lu')\n")

    with Hall(two_ateliers, data=tmp_path / "donnees", cwd=tmp_path) as hall:
        assert hall.client().get("/").status_code == 200

    assert not (tmp_path / "lu.txt").exists()


def test_the_terminal_shows_no_secret(two_ateliers: Path, tmp_path: Path) -> None:
    """Neither tokens, nor cookies, nor answers, nor addresses asked for, whatever goes wrong."""
    hall = Hall(two_ateliers, data=tmp_path / "donnees")
    client = hall.client()
    client.sit(3)
    client.answer(SLUG, "essai", {"mot": "SECRET-REPONSE"})
    client.get("/animateur", params={"jeton": hall.said["jeton"] + "x"})
    client.get("/rien/SECRET-ADRESSE")
    Client(base_url=hall.url, cookies={"etabli_place": "SECRET-COOKIE"}).get(f"/api/reponses/{SLUG}")
    code, errors = hall.finish()

    assert code == 0
    assert "SECRET" not in errors and hall.said["jeton"] not in errors
    assert "Traceback" not in errors
