# Doorknock: everything a person or a CI server types.
#
# The first target you call builds .venv once, and again only when pyproject.toml or constraints.txt change.
#
#   PYTHON=python3.12     another Python (3.11 or newer)
#   CPU_TORCH=1           on Linux: fetch PyTorch's CPU build, 200 MB instead of some GB of CUDA libraries
#   ARGS=…                passed on to demo, run, bench and the tests:  make demo ARGS=--headless
#   CHROMIUM=/path/to     the browser for browser-test, where it is not called chromium
#
# Your own pip settings (mirrors, proxies, certificates) are respected; nothing here overrides them.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
ARGS   ?=
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

ifdef CPU_TORCH
export PIP_EXTRA_INDEX_URL := $(strip $(PIP_EXTRA_INDEX_URL) https://download.pytorch.org/whl/cpu)
endif

.PHONY: help demo run test check lint types contracts browser-test bench history clean

help: ## show this list
	@echo "Doorknock. First time here? Type: make demo"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.ready ## one week of a hotel group on your laptop, no Slack account needed (ARGS=--headless: no browser)
	@$(BIN)/doorknock demo $(ARGS)

run: $(VENV)/.ready ## the bot itself, with the settings of .env (start from .env.example)
	@$(BIN)/doorknock run $(ARGS)

# Four processes at most: each holds a model and a PostgreSQL server of its own. A file's tests share what is costly; in
# the order of their names, since the files that take longest have few tests and would come last.
test: $(VENV)/.ready-dev ## the tests, on all cores; needs nothing but Python
	@$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: lint types contracts test browser-test ## everything CI asks: style, types, imports, tests, browser, headless demo
	@$(MAKE) --no-print-directory demo ARGS=--headless

lint: $(VENV)/.ready-dev ## style and formatting (ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev ## types (mypy --strict)
	@$(BIN)/mypy

contracts: $(VENV)/.ready-dev ## imports point downwards only (import-linter)
	@$(BIN)/lint-imports --no-cache --no-logo

browser-test: $(VENV)/.ready-dev ## the demo's page, clicked in a real Chromium
	@chromium=$$(.ci/chromium) && CHROMIUM="$$chromium" $(BIN)/python -m pytest -q -m browser

bench: $(VENV)/.ready-dev ## how fast is it, beside a bare minimum of the same work
	@$(BIN)/python -m pytest -q -s -m bench $(ARGS)

history: $(VENV)/.ready-dev ## some 1,000 posts through 200 kills and a bad Slack on each database, judged (10 minutes)
	@$(BIN)/python -m pytest -q -s -m history $(ARGS)

clean: ## remove what was built here; your .env and database stay
	@rm -rf $(VENV) build dist artifacts .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the bot needs to run.
$(VENV)/.ready: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null \
	    || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Doorknock needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12"; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV) \
	    || { rm -rf $(VENV); echo "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) (once, a few minutes) …"
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

# And what the tests and checks need besides.
$(VENV)/.ready-dev: $(VENV)/.ready
	@echo "Installing what the tests need …"
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
