# Anyqtama. `make` alone lists what there is. Nothing here needs root.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
SHELL := /bin/bash
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

install: .venv/installed src/anyqtama/ui/static/vendor/manifest.json .venv/messages  ## make .venv and the front-end files

.venv/installed: pyproject.toml constraints.txt
	@echo "[1/3] Python packages, a minute or two …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q -c constraints.txt -e '.[science,dev]'
	@touch $@

src/anyqtama/ui/static/vendor/manifest.json: package-lock.json tools/frontend.mjs src/anyqtama/ui/icons.txt
	@echo "[2/3] Front-end files …"
	@npm ci --silent --no-audit --no-fund
	@node tools/frontend.mjs

.venv/messages: .venv/installed $(shell find src -name '*.po')
	@echo "[3/3] Kazakh and Russian texts …"
	@$(BIN)/python tools/messages.py compile
	@touch $@

run: install  ## the product with the demo centre: http://localhost:$PORT, data in $ANYQTAMA_DATA (./var)
	@ANYQTAMA_DEMO=$${ANYQTAMA_DEMO:-1} $(BIN)/anyqtama serve --port $(PORT) --demo

test: install  ## all checks and tests, with PostgreSQL, Redis and Chromium where they are found
	@$(BIN)/python tools/test.py $(ARGS)

check: install  ## style, types, architecture, translations, templates: no tests
	@$(BIN)/python tools/check.py

.PHONY: help install run test check
.DEFAULT_GOAL := help
