"""Owns reading the project's own files, for the tests that hold the house to its rules."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Rooms where data is set up by hand, and where the rules for running code do not hold.
SET_UP = {"tests", "migrations", "demo", "factories"}


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the project, new ones included, ignored ones not; paths from the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        names = [name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        # An unpacked archive has no history; look at what lies there.
        hidden = {".git", ".venv", "node_modules", "__pycache__", "var"}
        names = [
            str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if hidden.isdisjoint(path.relative_to(ROOT).parts)
        ]
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def files(*suffixes: str, under: str = "renda/") -> list[str]:
    """Tracked files below a folder with one of the suffixes."""
    return [name for name in tracked() if name.startswith(under) and name.endswith(suffixes)]


@cache
def text(name: str) -> str:
    """The text of one file."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of one Python file."""
    return ast.parse(text(name), name)


def rooms(name: str) -> list[str]:
    """The names on the way to a Python file, without suffix: renda, capabilities, stations, views."""
    return name.removesuffix(".py").split("/")


def running_code(*under: str) -> Iterator[str]:
    """Python files that run in production: no tests, migrations, demo or factories."""
    for folder in under:
        for name in files(".py", under=folder):
            if SET_UP.isdisjoint(rooms(name)):
                yield name


def lines_matching(name: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Line number and matched text of every match in a file."""
    content = text(name)
    for match in pattern.finditer(content):
        yield content.count("\n", 0, match.start()) + 1, match.group()


def dotted(node: ast.expr) -> str:
    """A name or a chain of attributes as it is written, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def layers(contract: str) -> list[set[str]]:
    """The layers of an import contract, lowest first, each with its siblings."""
    settings = tomllib.loads(text("pyproject.toml"))
    (found,) = [c for c in settings["tool"]["importlinter"]["contracts"] if c["name"] == contract]
    return [set(re.findall(r"\w+", layer)) for layer in reversed(found["layers"])]


def report(findings: list[str]) -> str:
    """Findings one a line, for an assertion's message."""
    return "\n" + "\n".join(findings)
