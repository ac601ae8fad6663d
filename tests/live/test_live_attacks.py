"""No code from a participant ever runs, and nobody reaches the kernel of another."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hall import Client, Hall
from live_room import kernels, message, open_atelier
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

Open = Callable[..., Hall]
V1 = "v1.kernel.websocket.jupyter.org"


def _cookies(client: Client) -> str:
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


async def _connect(hall: Hall, kernel: str, cookies: str, **headers: str) -> WebSocketClientConnection:
    url = f"ws://127.0.0.1:{hall.port}/api/kernels/{kernel}/channels?session_id=abc"
    given = {"Cookie": cookies, "Origin": hall.url, **headers}
    protocols = [given.pop("protocol")] if "protocol" in given else None
    return await websocket_connect(HTTPRequest(url, headers=given), subprotocols=protocols)


def _v1(channel: str, header: bytes, content: bytes) -> bytes:
    parts = [channel.encode(), header, b"{}", b"{}", content]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


async def _answered(line: WebSocketClientConnection, kind: str) -> bool:
    """Wait for a message of this type."""
    for _ in range(200):
        said = await asyncio.wait_for(line.read_message(), 20)
        if said is None:
            return False
        if kind in (said if isinstance(said, str) else said.decode("utf-8", "replace")):
            return True
    return False


def _attacks(file: Path) -> list[str | bytes]:
    run = {"code": f"open({str(file)!r}, 'w').write('x')", "silent": False, "store_history": False,
           "user_expressions": {}, "allow_stdin": False, "stop_on_error": False}  # fmt: skip
    said: list[dict[str, Any]] = [
        message("execute_request", run, channel) for channel in ("shell", "control", "stdin", "iopub")
    ]
    said += [
        {**message("execute_request", run), "msg_type": "comm_msg"},
        {**message("comm_msg", run), "msg_type": "execute_request"},
        message("Execute_Request", run),
        message("execute_request ", run),
        message("complete_request", {"code": run["code"], "cursor_pos": 5}),
        message("inspect_request", {"code": run["code"], "cursor_pos": 5, "detail_level": 1}),
        message("history_request", {"hist_access_type": "tail", "n": 9, "output": True, "raw": True}),
        message("debug_request", {"type": "request", "command": "evaluate", "arguments": {"expression": run["code"]}}, "control"),
        message("create_subshell_request", {}, "control"),
        message("shutdown_request", {"restart": True}, "control"),
        message("interrupt_request", {}, "control"),
        message("input_reply", {"value": run["code"]}, "stdin"),
        message("apply_request", run),
        message("comm_open", {"comm_id": "x", "target_name": "os.system", "target_module": "os", "data": {}}),
        message("comm_open", {"comm_id": "y", "target_name": "jupyter.widget", "data": {"state": {"_model_module": "os", "_model_name": "system", "_view_module": "os", "_view_name": "x", "_model_module_version": "1", "_view_module_version": "1"}}}),
    ]  # fmt: skip
    texts: list[str | bytes] = [json.dumps(one) for one in said]
    twice = json.dumps(message("execute_request", run)).replace(
        '"msg_type": "execute_request"', '"msg_type": "comm_msg", "msg_type": "execute_request"'
    )
    return [*texts, twice]


def test_no_code_from_a_page_runs(live: Open, tmp_path: Path) -> None:
    """`execute_request` in every disguise, on both protocols: nothing is written, and the kernel goes on."""
    hall = live(places=2)
    client, kernel = open_atelier(hall, 1)
    file = tmp_path / "pirate"

    async def attack() -> None:
        line = await _connect(hall, kernel, _cookies(client))
        for said in _attacks(file):
            await line.write_message(said)
        await line.write_message(json.dumps(message("kernel_info_request", {})))
        assert await _answered(line, "kernel_info_reply")
        line.close()
        line = await _connect(hall, kernel, _cookies(client), protocol=V1)
        assert line.selected_subprotocol == V1
        for said in _attacks(file):
            whole = json.loads(said)
            content = json.dumps(whole["content"]).encode()
            for header in (
                json.dumps(whole["header"]).encode(),
                b'{"msg_type": "comm_msg", ' + json.dumps(whole["header"]).encode()[1:],
            ):
                await line.write_message(_v1(whole["channel"], header, content), binary=True)
        info = message("kernel_info_request", {})
        await line.write_message(_v1("shell", json.dumps(info["header"]).encode(), b"{}"), binary=True)
        assert await _answered(line, "kernel_info_reply")
        line.close()

    asyncio.run(attack())
    assert not file.exists()
    assert len(kernels(hall)) == 1


@pytest.mark.parametrize(
    "said", ["", "null", "[]", "{", '{"channel": "shell"}', '{"header": []}', "x" * 1000]
)
def test_what_cannot_be_read_harms_nobody(live: Open, said: str) -> None:
    """Unreadable messages close their own line at most."""
    hall = live(places=2)
    client, kernel = open_atelier(hall, 1)

    async def send() -> None:
        line = await _connect(hall, kernel, _cookies(client))
        await line.write_message(said)
        line = await _connect(hall, kernel, _cookies(client))
        await line.write_message(json.dumps(message("kernel_info_request", {})))
        assert await _answered(line, "kernel_info_reply")
        line.close()

    asyncio.run(send())


def test_a_kernel_is_its_seat_s_alone(live: Open) -> None:
    """Another seat, no seat, the facilitator or a forged cookie that know its name find nothing there; nor can they end it."""
    hall = live(places=4)
    owner, kernel = open_atelier(hall, 1)
    other, _ = open_atelier(hall, 2)
    forged = hall.client()
    forged.cookies.set("etabli_place", owner.cookies["etabli_place"][:-2] + "00")
    strangers = [other, forged, hall.client(), hall.facilitator()]

    async def refused(client: Client, **headers: str) -> int:
        with pytest.raises(HTTPClientError) as error:
            await _connect(hall, kernel, _cookies(client), **headers)
        return error.value.code

    for stranger in strangers:
        assert asyncio.run(refused(stranger)) == 404
        assert stranger.get(f"/api/kernels/{kernel}").status_code == 404
        for path in (f"/api/kernels/{kernel}", f"/voila/api/shutdown/{kernel}"):
            for method in ("POST", "DELETE", "PUT"):
                assert stranger.send_json(method, path, {}).status_code == 404
    assert owner.get(f"/api/kernels/{kernel}").status_code == 200
    assert owner.get("/api/kernels").status_code == 404
    assert len(kernels(hall)) == 2


def test_only_the_room_s_own_pages_connect(live: Open) -> None:
    """A page of another site, or a program that hides where it comes from, is refused although the browser has the cookie."""
    hall = live(places=2)
    client, kernel = open_atelier(hall, 1)

    async def refused(origin: str) -> int:
        with pytest.raises(HTTPClientError) as error:
            await _connect(hall, kernel, _cookies(client), Origin=origin)
        return error.value.code

    for origin in ("http://mechant.example", f"http://127.0.0.1:{hall.port + 1}", "null", ""):
        assert asyncio.run(refused(origin)) == 403, origin
    assert client.post(f"/voila/api/shutdown/{kernel}").status_code == 403  # without the page's own token
    assert len(kernels(hall)) == 1


def test_the_policy_is_wider_only_where_widgets_need_it(live: Open) -> None:
    """The page with Python behind names what it may load; the others keep the strict policy. No file of Python is served."""
    hall = live(places=2)
    client, _ = open_atelier(hall, 1)
    wide = client.get("/atelier/essai").headers["Content-Security-Policy"]
    assert "default-src 'self'" in wide
    assert "script-src 'self' 'unsafe-eval' blob:;" in wide
    assert f"ws://127.0.0.1:{hall.port}" in wide
    assert "unsafe-eval" not in client.get("/").headers["Content-Security-Policy"]
    page = client.get("/atelier/essai").text
    front = page.split('"fullStaticUrl":"')[1].split('"')[0]
    assert client.get(f"{front}/voila.js").status_code == 200
    for path in ("../static/../../lab/index.html.j2", "%2e%2e/page.html", "..%2fpage.html", "/etc/passwd"):
        assert client.get(f"{front}/{path}").status_code == 404


def test_errors_of_python_tell_nothing(live: Open) -> None:
    """A trait that refuses its value answers no path and no traceback."""
    hall = live(places=2)
    client, kernel = open_atelier(hall, 1)

    async def ask() -> str:
        line = await _connect(hall, kernel, _cookies(client))
        heard = ""
        await line.write_message(
            json.dumps(
                message("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}})
                | {"metadata": {"version": "1.0.0"}}
            )
        )
        await line.write_message(
            json.dumps(message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}))
        )
        while "update_states" not in heard:
            said = await asyncio.wait_for(line.read_message(), 20)
            heard += said if isinstance(said, str) else (said or b"").decode("utf-8", "replace")
        slider = next(
            name for name, state in _states(heard).items() if state["model_name"] == "IntSliderModel"
        )
        bad = {"method": "update", "state": {"value": "pas un nombre"}, "buffer_paths": []}
        await line.write_message(json.dumps(message("comm_msg", {"comm_id": slider, "data": bad})))
        await line.write_message(json.dumps(message("kernel_info_request", {})))
        for _ in range(50):
            said = await asyncio.wait_for(line.read_message(), 20)
            heard += str(said)
            if "kernel_info_reply" in str(said):
                break
        line.close()
        return heard

    heard = asyncio.run(ask())
    assert "Traceback" not in heard
    assert "site-packages" not in heard


def _states(heard: str) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    position = heard.find('"update_states"')
    position = heard.rfind('{"header"', 0, position)
    found: dict[str, Any] = decoder.raw_decode(heard[position:])[0]["content"]["data"]["states"]
    return found
