#!/usr/bin/env bash
# The coverage gate: 95 % of everything, all of law and of the rules, since a missed line there is a missed article.
set -euo pipefail
cd "$(dirname "$0")/.."
coverage=.venv/bin/coverage
"$coverage" report --skip-covered --skip-empty --fail-under=95
"$coverage" report --skip-covered --skip-empty --fail-under=100 --include='renda/law/*,renda/capabilities/*/rules.py,renda/capabilities/*/rules/*'
