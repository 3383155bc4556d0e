"""Writes the `renda` command into the virtual environment, without a build step."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The shell line keeps working where a plain shebang would not: long paths and paths with spaces.
SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from renda.project.command import main

sys.exit(main())
"""


def install() -> None:
    """Put the project on the environment's path and write the command beside its Python."""
    python = Path(sys.prefix) / "bin" / "python"
    (Path(sysconfig.get_path("purelib")) / "renda.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = python.parent / "renda"
    command.write_text(SCRIPT.format(python=python), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    install()
