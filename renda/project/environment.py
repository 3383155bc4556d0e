"""The settings an operator may give, typed, each from one environment variable."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from renda.project import proxies

ROOT = Path(__file__).resolve().parents[2]


class BadEnvironment(ValueError):
    """A variable cannot be understood; the program does not start."""


@dataclass(frozen=True)
class Environment:
    """Everything that differs between one installation and the next."""

    data_dir: Path
    database_url: str
    debug: bool
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    trusted_proxies: tuple[proxies.Network, ...]
    secure: bool
    seal: str
    product_name: str
    secret_key: str
    personal_key: bytes
    live: str


def _flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "0", "false", "no"}:
        return default if value == "" else value in {"1", "true", "yes"}
    raise BadEnvironment(f"{name} must be 1 or 0, not {value!r}")


def _list(name: str, default: str = "") -> tuple[str, ...]:
    return tuple(part.strip() for part in os.environ.get(name, default).split(",") if part.strip())


def _proxies(name: str) -> tuple[proxies.Network, ...]:
    try:
        return tuple(proxies.network(part) for part in _list(name))
    except ValueError as fault:
        raise BadEnvironment(f"{name} must be addresses or networks of proxies: {fault}") from fault


def _secret(directory: Path, name: str) -> str:
    """A secret of this installation: made once, readable by its owner only."""
    path = directory / name
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
    return path.read_text().strip()


def read() -> Environment:
    """The environment of this process.

    Raises:
        BadEnvironment: a variable cannot be understood.
    """
    data_dir = Path(os.environ.get("RENDA_DATA", ROOT / "var")).resolve()
    seal = os.environ.get("RENDA_SEAL", "吕梁人大")
    if len(seal) != 4:
        raise BadEnvironment("RENDA_SEAL must be four characters")
    return Environment(
        data_dir=data_dir,
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'renda.sqlite3'}",
        debug=_flag("RENDA_DEBUG", False),
        hosts=_list("RENDA_HOSTS", "127.0.0.1,localhost,[::1]"),
        origins=_list("RENDA_ORIGINS"),
        trusted_proxies=_proxies("RENDA_TRUSTED_PROXIES"),
        secure=_flag("RENDA_SECURE", False),
        seal=seal,
        product_name=os.environ.get("RENDA_NAME", "吕梁智慧人大"),
        secret_key=os.environ.get("RENDA_SECRET_KEY") or _secret(data_dir, "secret.key"),
        live=os.environ.get("RENDA_LIVE", ""),
        personal_key=(os.environ.get("RENDA_PERSONAL_KEY") or _secret(data_dir, "personal.key")).encode(),
    )
