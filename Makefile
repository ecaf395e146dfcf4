# Two commands on a new machine, Python 3.11 or newer and make being there: `make demo` and `make test`.
# Nothing is installed outside .venv, and everything that is comes with its hash from the locks.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c

VENV := .venv
BIN := $(VENV)/bin
# Made last: a set-up that broke off is done again.
READY := $(VENV)/.ready

# Words for the program or for pytest, as in: make demo ARGS="--speed 10", make test ARGS="tests/crisis -x"
ARGS ?=
# A Python to use instead of the first fitting one, as in: make setup PYTHON=/opt/python3.13/bin/python3
PYTHON ?=
# Processes that test side by side: one more than there are cores, for many tests wait for a process that starts or stops.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python

PIP := $(BIN)/python -m pip --disable-pip-version-check
# Where Python may not write what it compiled (PYTHONDONTWRITEBYTECODE), each process that a test starts would compile all
# of it anew; a tenth of a second when nothing changed.
COMPILE := $(BIN)/python -m compileall -q bot crisis handlers storage tests workspace
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo test check screenshots bench chaos format lock upgrade clean

help: ## show this list
	@echo "Fenghuo 烽火"
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything locked (the other targets do it by themselves)

demo: $(READY) ## local workspace and bot, no Slack account needed (ARGS="--case …")
	@$(BIN)/fenghuo demo $(ARGS)

test: check ## the checks, then the whole test suite (ARGS="tests/crisis -x")
	@$(COMPILE)
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --maxprocesses=4 --dist=loadgroup $(ARGS)

check: $(READY) ## style, types and floors, without the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

screenshots: $(READY) ## take the pictures in docs/images anew (needs a Chromium; ARGS="--only board")
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

bench: $(READY) ## measure
	@$(COMPILE)
	$(BIN)/python -m tests.bench $(ARGS)

chaos: $(READY) ## kills, faults and storms for half an hour (ARGS="--seed 2 --database sqlite")
	$(BIN)/python -m tests.chaos $(ARGS)
	$(if $(ARGS),,HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -m chaos --timeout=0 --verbose)

format: $(READY) ## lay out the code and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: $(READY) ## make the locks anew for pyproject.toml, keeping versions that still fit
	$(LOCK) --extra postgresql --output-file requirements.lock pyproject.toml
	$(LOCK) --extra postgresql --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

upgrade: LOCK += --upgrade
upgrade: lock ## make the locks anew with the newest versions that fit

clean: ## remove .venv and everything that was made
	rm -rf $(VENV) build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bot crisis handlers storage tests workspace -name __pycache__ -type d -prune -exec rm -rf {} +

# jieba comes as source only, so what builds it is installed first, from the same lock, and nothing is built with
# unlocked helpers. A .venv of a Python too old is named, not silently replaced.
$(READY): pyproject.toml requirements.lock requirements-dev.lock
	@test -x $(BIN)/python || { \
	  fits='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	  for python in $(or $(PYTHON),$(PYTHONS)); do \
	    if "$$python" -c "$$fits" >/dev/null 2>&1; then \
	      echo "Setting up $(VENV) with $$("$$python" --version) …"; exec "$$python" -m venv $(VENV); \
	    fi; \
	  done; \
	  echo "No Python 3.11 or newer with its venv module was found (tried: $(or $(PYTHON),$(PYTHONS)))." >&2; \
	  echo "Install one (on Debian: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
	  exit 1; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(VENV) has a Python older than 3.11: make clean, then again.")'
	@echo "Installing what requirements-dev.lock names …"
	@awk '/^[a-z]/ { keep = /^setuptools==/ } keep' requirements-dev.lock > $(VENV)/build.lock
	@$(PIP) install --quiet --require-hashes --requirement $(VENV)/build.lock
	@$(PIP) install --require-hashes --no-deps --no-build-isolation --use-pep517 --requirement requirements-dev.lock \
	  | awk '/^Collecting / { print "  " $$2; fflush() }'
	@$(PIP) check
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@echo "Preparing the dictionary …"
	@$(BIN)/python -c 'from bot.words.words import load_words; load_words()'
	@$(COMPILE)
	@touch $@
