"""Wrong use of the command ends with 2 and a sentence, a place that cannot be served from with 1; never a traceback."""

import socket

import pytest
from django.db import OperationalError

from renda.project import command, commands


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nonsense"],
        ["facts", "nope"],
        ["figures", "--place", "1411", "--year", "99999"],
        ["figures", "--place", "1411", "--year", "2023", "--month", "13"],
        ["serve", "--port", "65535"],
        ["serve", "--port", "abc"],
        ["serve", "--workers", "0"],
    ],
)
def test_wrong_use_is_said(argv, capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(argv)
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_a_place_nobody_knows_is_wrong_use(db, capsys):
    assert command.main(["figures", "--place", "99", "--year", "2023"]) == 2
    assert "没有编号为99的地方" in capsys.readouterr().err


def test_a_database_that_is_not_set_up_is_said(monkeypatch, capsys):
    def missing(_options):
        raise OperationalError("no such table: facts_fact")

    monkeypatch.setitem(commands._COMMANDS, "facts", missing)
    assert command.main(["facts", "verify"]) == 1
    assert "renda manage migrate" in capsys.readouterr().err


def test_an_interruption_is_no_traceback(monkeypatch, capsys):
    def interrupted(_options):
        raise KeyboardInterrupt

    monkeypatch.setitem(commands._COMMANDS, "check", interrupted)
    assert command.main(["check"]) == 130
    assert "已中断" in capsys.readouterr().err


@pytest.mark.parametrize("beside", [0, 1])
def test_a_port_in_use_is_said_before_anything_starts(beside, capsys, monkeypatch):
    monkeypatch.setattr(commands.subprocess, "Popen", lambda *_args, **_more: pytest.fail("something started"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1] - beside
        assert command.main(["serve", "--port", str(port)]) == 1
        assert command.main(["demo", "--port", str(port)]) == 1
    assert f"127.0.0.1的{port + beside}端口" in capsys.readouterr().err


def test_a_host_nobody_knows_is_said(capsys):
    assert command.main(["serve", "--host", "256.256.256.256"]) == 1
    assert "256.256.256.256" in capsys.readouterr().err
