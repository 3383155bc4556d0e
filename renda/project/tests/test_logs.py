"""The logs of a running server hold no query, since it can hold what somebody looked for."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from renda.project import commands

PHONE = "19900001234"
START_SECONDS = 30


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask(port: int, path: str, host: str = "localhost") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    status = connection.getresponse().status
    connection.close()
    return status


def _wait(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            _ask(port, "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "the server did not start"
    raise TimeoutError(message)


def test_both_servers_get_a_format_without_the_query() -> None:
    for words in (commands.GRANIAN, commands.LIVE):
        written = words[words.index("--access-log-fmt") + 1]
        assert set(re.findall(r"%\((.+?)\)", written)) == {"time", "addr", "method", "path", "status", "dt_ms"}


def test_no_log_of_a_running_server_holds_a_query(tmp_path: Path) -> None:
    port = _free_port()
    # Switched on, and in a format that an operator tried to set: the worst that can be asked for.
    surroundings = os.environ | {
        "RENDA_DATA": str(tmp_path / "data"),
        "DATABASE_URL": "",
        "GRANIAN_LOG_ACCESS_ENABLED": "1",
        "GRANIAN_LOG_ACCESS_FMT": "%(path)s?%(query_string)s",
    }
    command = [sys.executable, "-m", "renda.project.command"]
    subprocess.run([*command, "manage", "migrate", "--verbosity=0"], env=surroundings, check=True)
    log = tmp_path / "log"
    with log.open("wb") as out:
        words = [*command, "serve", "--port", str(port), "--workers=1", "--no-live", "--no-worker"]
        server = subprocess.Popen(words, env=surroundings, stdout=out, stderr=out)
        try:
            _wait(port)
            assert _ask(port, f"/cases/?q={PHONE}") == 302
            assert _ask(port, f"/nowhere/?q={PHONE}") == 404
            assert _ask(port, f"/static/nothing.css?q={PHONE}") == 404
            assert _ask(port, f"/cases/?q={PHONE}", host="evil.example") == 400
            assert _ask(port, f"/accounts/sign-out/?q={PHONE}") == 405
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(START_SECONDS)
    written = log.read_text(encoding="utf-8")
    assert "GET /cases/" in written
    assert "GET /static/nothing.css" in written
    assert PHONE not in written, written
