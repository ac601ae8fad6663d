"""Opening and closing the room: what is said, what fails, what survives."""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import time
from pathlib import Path

import pytest
from hall import Hall, refused, start
from samples import FRONT, QUIZ, SETUP, Write, code, markdown, notebook, raw

DONE = {"picked": [1], "done": True}


def test_what_is_said_at_the_start(small: Path, tmp_path: Path) -> None:
    """Addresses, token, tier, how to close; nothing on stderr when nothing is wrong; goodbye on Ctrl-C."""
    process = start(small, data=tmp_path / "d", port=0, adresse="127.0.0.1")
    assert process.stdout
    said = "".join(iter(process.stdout.readline, "  Pour fermer la salle\u00a0: Ctrl-C.\n"))
    process.send_signal(2)
    goodbye, errors = process.communicate(timeout=20)

    assert re.search(r"Participants +http://127\.0\.0\.1:\d+/\n", said)
    assert re.search(r"Animateur +http://127\.0\.0\.1:\d+/animateur\?jeton=\S{16,}\n", said)
    assert re.search(r"Projection +http://127\.0\.0\.1:\d+/projection\n", said)
    assert "Petit atelier  niveau 0\u00a0: sans noyau" in said
    assert "La salle est fermée." in goodbye and "bientôt" in goodbye
    assert (process.returncode, errors) == (0, "")


def test_a_taken_port_names_a_free_one(small: Path, tmp_path: Path) -> None:
    """One sentence, exit 1, and the port it proposes is free indeed."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        status, said = refused(small, data=tmp_path / "d", port=port, adresse="127.0.0.1")

    proposed = re.search(r"--port (\d+)", said)
    assert status == 1
    assert f"Le port {port} est déjà pris" in said
    assert said.count("\n") == 1 and "Traceback" not in said
    assert proposed and int(proposed[1]) != port
    assert not (tmp_path / "d").exists()


def test_two_rooms_on_one_folder(small: Path, tmp_path: Path) -> None:
    """The second is told to take another folder; the first goes on."""
    with Hall(small, data=tmp_path / "d") as hall:
        status, said = refused(small, data=tmp_path / "d", port=0)

        assert status == 1
        assert "déjà ouverte" in said and "--donnees" in said and said.count("\n") == 1
        assert hall.client().sit(1).status_code == 200


@pytest.mark.parametrize("places", [0, -3, 5000])
def test_an_impossible_number_of_places(small: Path, tmp_path: Path, places: int) -> None:
    """One sentence."""
    status, said = refused(small, data=tmp_path / "d", port=0, places=places)

    assert (status, said.count("\n")) == (2, 1)
    assert "de 1 à 200" in said


def test_nothing_to_serve(tmp_path: Path) -> None:
    """An empty folder, or one that does not exist: what to do, exit 1."""
    (tmp_path / "vide").mkdir()

    for folder in (tmp_path / "vide", tmp_path / "absent"):
        status, said = refused(folder, data=tmp_path / "d", port=0)
        assert status == 1
        assert "Aucun atelier" in said and "Traceback" not in said


def test_a_folder_that_cannot_keep_anything(small: Path, tmp_path: Path) -> None:
    """The data folder is a file: one sentence."""
    (tmp_path / "fichier").write_text("")

    status, said = refused(small, data=tmp_path / "fichier", port=0)

    assert status == 1
    assert "--donnees" in said and "Traceback" not in said


def test_an_atelier_that_cannot_be_read_does_not_stop_the_others(small: Path, tmp_path: Path) -> None:
    """Its fault is printed, the others are served."""
    broken = small.parents[1] / "casse" / "atelier.ipynb"
    broken.parent.mkdir()
    broken.write_text("{")

    hall = Hall(small.parents[1], data=tmp_path / "d")
    tiers = hall.said["niveaux"]
    _, errors = hall.finish()

    assert tiers == {"essai": 0}
    assert "Pas servi." in errors and "casse" in errors and "Traceback" not in errors


def test_an_atelier_with_faults_is_served_all_the_same(write: Write, tmp_path: Path) -> None:
    """What is sound is shown, what is not is printed."""
    path = write(raw(FRONT), SETUP, markdown("## Un"), code("%%activite quizz\nid: x"), code(QUIZ))

    hall = Hall(path, data=tmp_path / "d")
    client = hall.client()
    client.sit(1)
    status = client.answer("essai", "essai", DONE).status_code
    _, errors = hall.finish()

    assert status == 200
    assert "Servi quand même." in errors and "cellule 4" in errors


def test_python_that_does_not_move_runs_once_at_the_start(write: Write, tmp_path: Path) -> None:
    """Tier 1: a fresh result is served; a cell that fails is said, and keeps the result that was saved."""
    failing = code("1 / 0")
    failing["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "RESULTAT-GARDE"}]
    path = write(raw(FRONT), SETUP, markdown("## Un"), code("print('somme', 20 + 22)"), failing)

    hall = Hall(path, data=tmp_path / "d")
    client = hall.client()
    client.sit(1)
    page = client.get("/atelier/essai").text
    _, errors = hall.finish()

    assert hall.said["niveaux"] == {"essai": 1}
    assert "somme 42" in page
    assert "RESULTAT-GARDE" in page
    assert "ZeroDivisionError" in errors
    assert "Traceback" not in errors


def test_names_with_accents_and_twins(write: Write, tmp_path: Path) -> None:
    """Addresses stay plain, and two ateliers of the same name are both reachable."""
    one = write(raw(FRONT), SETUP, markdown("## Un"), code(QUIZ), slug="Été à la plage ?")
    (tmp_path / "autre" / "ete-a-la-plage").mkdir(parents=True)
    two = tmp_path / "autre" / "ete-a-la-plage" / "atelier.ipynb"
    two.write_text(one.read_text())

    with Hall(one, two, data=tmp_path / "d") as hall:
        client = hall.client()
        client.sit(1)
        pages = [client.get(f"/atelier/{slug}").status_code for slug in hall.said["niveaux"]]

    assert list(hall.said["niveaux"]) == ["ete-a-la-plage", "ete-a-la-plage-2"]
    assert pages == [200, 200]


def test_kill_and_restart(small: Path, tmp_path: Path) -> None:
    """Kill -9 in the middle of writes: every acknowledged answer is there, seats, codes and the board too."""
    hall = Hall(small, data=tmp_path / "d")
    client, board = hall.client(), hall.facilitator()
    code_before = client.sit(7).json()["code"]
    client.send_json("PUT", "/api/presence", {"slug": "essai", "etape": 2, "aide": True})
    board.send_json("POST", "/api/salle/etape", {"slug": "essai", "etape": 2})
    last = {}
    for version in range(40):
        last = {"picked": [version], "done": True}
        assert client.answer("essai", "essai", last, version).json() == {"version": version + 1}
    cookies = [dict(client.cookies), dict(board.cookies)]
    hall.kill()

    with Hall(small, data=tmp_path / "d", port=hall.port) as again:
        same, board = again.client(), again.client()
        same.cookies.update(cookies[0])
        board.cookies.update(cookies[1])
        other = again.client()
        state = board.get("/api/salle").json()

        assert again.said["jeton"] == hall.said["jeton"]
        assert same.answers("essai") == {"essai": {"valeur": last, "version": 40}}
        assert same.answer("essai", "essai", DONE, 40).json() == {"version": 41}
        assert other.sit(7).status_code == 409
        assert other.sit(7, code=code_before).status_code == 200
        assert state["etape"] == 2
        assert [hand["place"] for hand in state["mains"]] == [7]


def test_the_session_before_is_announced(small: Path, tmp_path: Path) -> None:
    """Seats still taken are said at the next start."""
    with Hall(small, data=tmp_path / "d") as hall:
        hall.client().sit(7)
    process = start(small, data=tmp_path / "d", port=0, adresse="127.0.0.1")
    assert process.stdout
    said = "".join(iter(process.stdout.readline, "  Pour fermer la salle\u00a0: Ctrl-C.\n"))
    process.send_signal(2)
    process.communicate(timeout=20)

    assert "1 place est encore occupée" in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX limits")
def test_a_full_disk_says_507_and_the_room_goes_on(small: Path, tmp_path: Path) -> None:
    """Files may grow no more: 507 with a sentence, what was kept is still read, nothing secret in the terminal."""
    import resource

    limit = 400_000

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    if sys.platform == "darwin":
        pytest.skip("RLIMIT_FSIZE also stops Python itself")
    import hall as module

    popen = module.subprocess.Popen
    try:
        module.subprocess.Popen = lambda *args, **options: popen(*args, preexec_fn=small_disk, **options)  # type: ignore[assignment,misc]
        hall = Hall(small, data=tmp_path / "d")
    finally:
        module.subprocess.Popen = popen  # type: ignore[misc]
    clients = [hall.client() for _ in range(12)]
    first = clients[0]
    first.sit(1)
    first.answer("essai", "essai", DONE)
    statuses = []
    for place, client in enumerate(clients[1:], 2):
        client.sit(place)
        statuses.append(client.answer("essai", "essai", {"texte": "a" * 60_000}))
    full = [said for said in statuses if said.status_code == 507]
    kept = first.answers("essai")
    alerts = hall.facilitator().get("/api/salle").json()["alertes"]
    _, errors = hall.finish()

    assert full and "plein" in full[0].json()["message"] and "reste sur ce poste" in full[0].json()["message"]
    assert kept["essai"]["valeur"] == DONE
    assert "est plein" in alerts[0]
    assert errors.count("est plein") == 1 and "Traceback" not in errors


def test_a_notebook_saved_while_it_is_served(small: Path, tmp_path: Path) -> None:
    """The page follows; a broken save keeps the last good version and the board says why; mended, it follows again."""
    good = small.read_text()
    with Hall(small, data=tmp_path / "d") as hall:
        client, board = hall.client(), hall.facilitator()
        client.sit(1)

        def page_has(words: str) -> bool:
            return words in client.get("/atelier/essai").text

        assert page_has("Un texte.")
        small.write_text(good.replace("Un texte.", "Un AUTRE texte."))
        wait_for(lambda: page_has("Un AUTRE texte."))
        small.write_text(good[: len(good) // 2])
        wait_for(lambda: bool(board.get("/api/salle").json()["alertes"]))
        alert = board.get("/api/salle").json()["alertes"][0]
        assert "Petit atelier" in alert and "dernière bonne version" in alert
        assert page_has("Un AUTRE texte.")
        assert client.answer("essai", "essai", DONE).status_code == 200
        small.write_text(good.replace("- trois", "- [trois"))
        time.sleep(2.5)
        assert page_has("Un AUTRE texte.") and "cellule" in board.get("/api/salle").json()["alertes"][0]
        small.write_text(good.replace("Un texte.", "Un texte RÉPARÉ."))
        wait_for(lambda: page_has("Un texte RÉPARÉ."))
        assert board.get("/api/salle").json()["alertes"] == []


def wait_for(condition: object, seconds: float = 15.0) -> None:
    """Wait until ``condition()`` holds."""
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def test_the_short_variant_is_served(write: Write, tmp_path: Path) -> None:
    """``--variante 60`` leaves the other steps out of the page."""
    path = write(
        raw(FRONT),
        SETUP,
        markdown("## Long\n\nTEXTE-LONG", "minutes-80"),
        markdown("## Court\n\nTEXTE-COURT", "minutes-20", "essentiel"),
    )

    with Hall(path, data=tmp_path / "d", variante=60) as hall:
        client = hall.client()
        client.sit(1)
        page = client.get("/atelier/essai").text

    assert "TEXTE-COURT" in page and "TEXTE-LONG" not in page


def test_samples_are_notebooks() -> None:
    """What these tests write is read by nbformat."""
    assert json.loads(json.dumps(notebook([raw(FRONT)])))["nbformat"] == 4
