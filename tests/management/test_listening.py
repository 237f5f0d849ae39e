"""Where nobody can listen is told before anything is done."""

import socket
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from dateline import opening
from dateline.management.commands import serve
from dateline.management.listening import require_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_taken_port_is_answered_with_the_command_that_helps(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAKELEVEL", raising=False)
    with pytest.raises(CommandError, match=rf"^Port {taken} is taken by another program. Take another: dateline demo --port \d+$"):
        require_port("127.0.0.1", taken, command="demo")
    monkeypatch.setenv("MAKELEVEL", "1")
    with pytest.raises(CommandError, match=r"make demo PORT=\d+$"):
        require_port("127.0.0.1", taken, command="demo")
    with pytest.raises(CommandError, match=r"dateline serve --port \d+$"):
        require_port("127.0.0.1", taken, command="serve")


def test_a_number_that_is_no_port_is_refused() -> None:
    with pytest.raises(CommandError, match="^--port: 70000 is not between 1 and 65535"):
        require_port("127.0.0.1", 70000, command="demo")


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(CommandError, match=f"^--host: '{host}' cannot be listened at"):
        require_port(host, 8000, command="serve")


def test_serve_looks_before_it_begins(taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(opening, "require", lambda: None)
    monkeypatch.setattr(serve, "refuse_the_sample", lambda: None)
    with pytest.raises(CommandError, match=f"^Port {taken} is taken"):
        call_command("serve", host="127.0.0.1", port=taken, workers=1, threads=1, no_worker=True)
    assert capsys.readouterr() == ("", "")
