"""Begins a capability with its words, one rule, a workflow and their passing tests: NAME is a plural noun."""

import keyword
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATTERN = Path(__file__).resolve().parent / "things"

NEXT = """renda/capabilities/{name}/ is there; its tests pass as they stand. To let it in:
  1. {placed}
  2. renda/project/settings.py: add "renda.capabilities.{name}" to INSTALLED_APPS, in the same order.
  3. Put the field's own words into terms.py, rules.py and flow.py, and into docs/glossary.md; then `make messages`.
  4. `make test T=renda/capabilities/{name}`; then models, actions and views, as the nearest capability has them."""


def _placed(name: str) -> str:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (neighbours,) = [contract for contract in contracts if contract["name"] == "Neighbours"]
    if any(f"({name})" in layer for layer in neighbours["layers"]):
        return "pyproject.toml: its place in the Neighbours contract is kept already."
    return f'pyproject.toml: place "({name})" in the layers of the Neighbours contract, above what it will use.'


def begin(name: str) -> Path:
    """Copy the pattern under the capability's name.

    Raises:
        ValueError: the name is no lower-case word, or is taken.
    """
    target = ROOT / "renda/capabilities" / name
    if not re.fullmatch("[a-z]+", name) or keyword.iskeyword(name):
        raise ValueError("a capability is named by one lower-case English word, a plural noun where there is one")
    if target.exists():
        raise ValueError(f"{target.relative_to(ROOT)} is there already")
    for source in sorted(PATTERN.rglob("*")):
        if source.is_dir() or "__pycache__" in source.parts:
            continue
        copy = target / source.relative_to(PATTERN)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        text = text.replace("things", name).replace("Things", name.capitalize()).replace("THINGS", name.upper())
        copy.write_text(text, encoding="utf-8")
    # A longer or shorter name breaks lines elsewhere.
    subprocess.run([Path(sys.prefix) / "bin/ruff", "format", "--quiet", target], check=True)
    return target


def main(arguments: list[str]) -> int:
    """Begin the capability and say what is left to do."""
    try:
        name = arguments[0] if arguments else ""
        begin(name)
    except ValueError as problem:
        print(f"{problem}: make capability NAME=recalls", file=sys.stderr)
        return 2
    print(NEXT.format(name=name, placed=_placed(name)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
