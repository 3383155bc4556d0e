"""What every test gets: no network, cheap password hashing, files of its own, tables that can be emptied."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests import surroundings

LOCAL = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    """Hash passwords cheaply and keep SQLite's test database in a file, where threads meet real locks."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(surroundings.home / "test.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Lower the trail's fence, which would not let a test empty its tables; the fence has a test of its own."""
    from renda.foundation.audit import fences

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        fences.lower()


@pytest.fixture(autouse=True)
def _files_of_its_own(tmp_path: Path) -> Iterator[None]:
    was, settings.FILES_DIR = settings.FILES_DIR, tmp_path / "files"
    yield
    settings.FILES_DIR = was


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOCAL):
            pytest.fail(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)
