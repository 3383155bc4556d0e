"""Owns a small demo city served on a free port, and a browser to visit it: for journeys and screenshots."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
# CJK fonts and tall pages need room; the browser must not call home.
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
# Who can sign in to the demo, one a role.
ROLES = (
    *("clerk", "street", "county", "organ", "city", "leader", "operator", "deputy"),
    *("wenshui", "bureau", "head", "committee"),
)
START_SECONDS = 60
STOP_SECONDS = 10


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine."""


@dataclass(frozen=True)
class Town:
    """A running installation: where it is, where its data lies, and what its demo printed."""

    url: str
    data: Path
    printed: str

    @property
    def password(self) -> str:
        """The password of every sign-in of the demo, as it was printed.

        Raises:
            LookupError: the demo printed none.
        """
        found = re.search(r"password: (\S+)", self.printed)
        if found is None:
            raise LookupError(f"the demo printed no password:\n{self.printed}")
        return found[1]

    @property
    def public_code(self) -> str:
        """The code of the station that the demo names for citizens.

        Raises:
            LookupError: the demo printed none.
        """
        found = re.search(r"/s/([0-9A-Z]+)/report/", self.printed)
        if found is None:
            raise LookupError(f"the demo printed no station:\n{self.printed}")
        return found[1]

    def sign_in(self, page: Page, username: str) -> None:
        """Sign in by the page, as a person would."""
        page.goto(f"{self.url}/accounts/sign-in/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", self.password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit and server.poll() is None:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            asked.request("GET", "/health")
            if asked.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            asked.close()
    raise RuntimeError(f"`renda serve` did not come up:\n{log.read_text(encoding='utf-8')[-4000:]}")


@contextmanager
def open_town(*, small: bool = True) -> Iterator[Town]:
    """Load a demo city into a folder of its own and serve it with the real command."""
    command = [sys.executable, "-m", "renda.project.command"]
    data = Path(tempfile.mkdtemp(prefix="renda-town-"))
    log = data / "serve.log"
    port = _free_port()
    given = {name: value for name, value in os.environ.items() if not name.startswith(("RENDA_", "DATABASE_URL"))}
    surroundings = given | {"RENDA_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    server = None
    try:
        load = [*command, "demo", "--load-only", *(["--small"] if small else [])]
        loaded = subprocess.run(load, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
        if loaded.returncode:
            raise RuntimeError(f"`renda demo --load-only` failed:\n{loaded.stdout[-2000:]}{loaded.stderr[-4000:]}")
        with log.open("wb") as out:
            serve = [*command, "serve", "--port", str(port)]
            server = subprocess.Popen(serve, cwd=ROOT, env=surroundings, stdout=out, stderr=out, start_new_session=True)
        _wait_until_served(port, server, log)
        yield Town(f"http://127.0.0.1:{port}", data, loaded.stdout)
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(data, ignore_errors=True)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end; what is left of its session after that is killed."""
    server.terminate()
    try:
        server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def chromium() -> str:
    """The system's Chromium, or what the variable CHROMIUM names.

    Raises:
        NoBrowser: there is none.
    """
    places = (
        os.environ.get("CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        shutil.which("google-chrome"),
    )
    for place in places:
        if place and Path(place).exists():
            return place
    raise NoBrowser("no Chromium; on Debian and Ubuntu: apt-get install chromium fonts-noto-cjk, or set CHROMIUM")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(BROWSER_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def open_context(browser: Browser, size: dict[str, int], *, language: str = "zh-CN") -> BrowserContext:
    """A clean visitor with a window of that size; a narrow one is a phone with a touch screen."""
    phone = size["width"] < 600
    context = browser.new_context(
        viewport=size,
        locale=language,
        timezone_id="Asia/Shanghai",
        has_touch=phone,
        is_mobile=phone,
        device_scale_factor=2 if phone else 1,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    return context
