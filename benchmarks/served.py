"""A served installation under load: start it, sign in, ask for pages with wrk, stop it."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 8391
PASSWORD = "lvliang-2023"
CONNECTIONS = 8


class NoLoadGenerator(SystemExit):
    """wrk is not on this machine."""


def wrk() -> str:
    """Where wrk is.

    Raises:
        NoLoadGenerator: it is not installed.
    """
    found = shutil.which("wrk")
    if not found:
        raise NoLoadGenerator("wrk was not found. On Debian and Ubuntu: apt-get install wrk")
    return found


@contextmanager
def server() -> Iterator[None]:
    """Two workers under the settings of production, for as long as the block lasts."""
    command = [
        sys.executable,
        "-m",
        "renda.project.command",
        "serve",
        "--port",
        str(PORT),
        "--workers",
        "2",
        "--no-worker",
    ]
    process = subprocess.Popen(command, env=os.environ | {"RENDA_DEBUG": "0"})
    try:
        _wait()
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait() -> None:
    for _ in range(150):
        try:
            if fetch("GET", "/health")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def fetch(
    method: str, path: str, *, body: str = "", headers: dict[str, str] | None = None
) -> tuple[int, str, list[str]]:
    """Status, text and the cookies set by one request."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request(method, path, body=body or None, headers=headers or {})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    cookies = [v.split(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie"]
    connection.close()
    return answer.status, text, cookies


def _hidden(text: str, name: str = "csrfmiddlewaretoken") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    if not found:
        raise SystemExit(f"no field {name} on the page")
    return found.group(1)


def sign_in(username: str) -> str:
    """The cookies of a signed-in session."""
    _, text, cookies = fetch("GET", "/accounts/sign-in/")
    body = urllib.parse.urlencode(
        {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": _hidden(text), "next": ""}
    )
    headers = {"Cookie": "; ".join(cookies), "Content-Type": "application/x-www-form-urlencoded"}
    status, _, more = fetch("POST", "/accounts/sign-in/", body=body, headers=headers)
    if status != 302:
        raise SystemExit(f"{username} could not sign in: {status}")
    jar = dict(c.split("=", 1) for c in [*cookies, *more])
    return "; ".join(f"{k}={v}" for k, v in jar.items())


def rate(path: str, cookie: str, *, seconds: int, script: Path | None = None) -> float:
    """Requests a second that were answered with success."""
    headers = ["-H", f"Cookie: {cookie}"]
    extra = ["-s", str(script)] if script else []
    command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", *headers, *extra]
    printed = subprocess.run(
        [*command, f"http://127.0.0.1:{PORT}{path}"], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise SystemExit(f"{path}: {printed}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    return float(found.group(1)) if found else 0.0


def register_script(path: str, cookie: str, fields: dict[str, str], folder: Path) -> Path:
    """A wrk script that registers one visitor a request, each with a submission key of its own."""
    _, text, cookies = fetch("GET", path, headers={"Cookie": cookie})
    jar = dict(c.split("=", 1) for c in [*cookie.split("; "), *cookies])
    body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": _hidden(text), "station": _hidden(text, "station")})
    script = folder / "register.lua"
    script.write_text(
        "math.randomseed(os.time())\n"
        "local hex = function(n) local s = '' for _ = 1, n do s = s .. string.format('%x', math.random(0, 15)) end return s end\n"
        "request = function()\n"
        "  local key = hex(8)..'-'..hex(4)..'-4'..hex(3)..'-a'..hex(3)..'-'..hex(12)\n"
        f"  local body = '{body}&submission_key=' .. key\n"
        "  return wrk.format('POST', nil, {['Content-Type'] = 'application/x-www-form-urlencoded', "
        f"['HX-Request'] = 'true', ['Cookie'] = '{'; '.join(f'{k}={v}' for k, v in jar.items())}'}}, body)\n"
        "end\n",
        encoding="utf-8",
    )
    return script
