#!/usr/bin/env bash
# Everything of `make check` that runs no test: each step is named, all are run, one failure fails the whole.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

step() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok    $name"
    else
        echo "FAIL  $name: $*"
        printf '%s\n' "$output" | sed 's/^/      /'
        failed+=("$name")
    fi
}

step format "$bin/ruff" format --check --output-format concise .
step lint "$bin/ruff" check --no-fix --output-format concise .
step types "$bin/mypy"
step contracts "$bin/lint-imports" --no-logo
step templates "$bin/djlint" --lint --quiet renda
step migrations "$bin/renda" manage makemigrations --check --dry-run
step messages "$bin/python" tools/messages.py --check
step readmes "$bin/python" tools/readmes.py all --check
step law-map "$bin/python" tools/law_map.py --check

if ((${#failed[@]})); then
    echo "${#failed[@]} failed: ${failed[*]}"
    exit 1
fi
