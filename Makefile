# Every habit of the project as a target. `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
STAMPS := $(VENV)/.stamps
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard renda/locale/*/LC_MESSAGES/django.po))
READY := $(STAMPS)/packages $(BIN)/renda node_modules/.stamp $(STAMPS)/catalogues

# T=path narrows a test target; WORKERS=0 turns xdist off; COVERAGE=1 measures coverage.
T ?=
WORKERS ?= auto
COVERAGE ?=
PYTEST := $(PY) -m pytest
MEASURE := $(if $(COVERAGE),--cov=renda --cov-report=)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' Makefile

# ---- set-up -----------------------------------------------------------------

setup: $(READY) ## make .venv and node_modules ready (a second run is instant)

$(STAMPS)/venv:
	@set -e; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
	    echo "renda needs Python 3.11 or newer; none was found. Name one: make setup PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if [ ! -x $(PY) ] && ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
	    echo "$$found has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	if ! $(PY) -c '' 2>/dev/null; then rm -rf $(VENV); "$$found" -m venv $(VENV); fi; \
	mkdir -p $(STAMPS); touch $@

$(STAMPS)/packages: requirements/dev.txt $(STAMPS)/venv
	@echo "Installing Python packages (a minute or two) ..."
	@$(PY) -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(BIN)/renda: tools/console_script.py $(STAMPS)/packages
	@$(PY) tools/console_script.py

node_modules/.stamp: package-lock.json package.json .npmrc $(STAMPS)/packages
	@echo "Installing front-end libraries ..."
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/catalogues: $(CATALOGUES) $(STAMPS)/packages
	@touch $@

%.mo: %.po $(STAMPS)/packages
	@$(PY) tools/messages.py --compile

# ---- running ----------------------------------------------------------------

demo: setup ## load the demo city and serve it, with printed sign-ins
	@$(BIN)/renda demo

run: setup ## serve the data that is there
	@$(BIN)/renda serve

# ---- testing ----------------------------------------------------------------

quick: setup ## law, rules, flows and contracts: no database, seconds
	@$(PYTEST) -q -n0 -p no:randomly $(wildcard renda/law/tests renda/capabilities/*/tests/test_rules*.py renda/capabilities/*/tests/test_flow*.py)
	@$(BIN)/lint-imports --no-logo

test: setup ## the whole suite on SQLite (T=path narrows it)
	@$(PYTEST) -n $(WORKERS) --dist loadgroup $(MEASURE) $(T)

static: setup ## everything of `check` that runs no test
	@tools/static.sh

check: setup ## format, lint, types, contracts, migrations, messages, suite, coverage
	@tools/static.sh
	@$(MAKE) --no-print-directory test COVERAGE=1 T=
	@tools/coverage.sh

pg: setup ## the suite on a throw-away PostgreSQL
	@tools/pg.sh $(PYTEST) -n $(WORKERS) --dist loadgroup $(T)

journeys: setup ## browser journeys in the system Chromium
	@$(PYTEST) -n0 -p no:randomly $(if $(T),$(T),tests/journeys)

shots: setup ## screenshots of the pages in tests/journeys/shots.toml, two widths each
	@$(PY) tools/shots.py

bench: setup ## the speed table, as ratios
	@$(PY) -m benchmarks

# ---- changing ---------------------------------------------------------------

fix: setup ## format and repair what can be repaired
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

messages: setup ## extract and merge the translation catalogue
	@$(PY) tools/messages.py
	@$(PY) tools/messages.py --compile

capability: setup ## begin a capability with passing tests (NAME=plural)
	@$(PY) -m tools.new_capability $(NAME)

adr: $(STAMPS)/venv ## begin the next decision record (TITLE="...")
	@$(PY) tools/adr.py "$(TITLE)"

draw: setup ## redraw the workflows in the capabilities' READMEs
	@$(PY) tools/readmes.py workflow

matrix: setup ## rewrite who may do what in the capabilities' READMEs
	@$(PY) tools/readmes.py matrix

law-map: setup ## rewrite docs/law-map.md
	@$(PY) tools/law_map.py

clean: ## remove caches and reports (keeps .venv, node_modules and data)
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
	@find renda tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

.PHONY: help setup demo run quick test static check pg journeys shots bench fix messages capability adr draw matrix law-map clean
