"""Runs the law calculator on its own: python -m renda.law."""

import sys

from renda.law import command

raise SystemExit(command.main(sys.argv[1:]))
