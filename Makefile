# Every command sets up what it needs; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
MANIFEST ?= manifest.yml
MINUTES ?= 10
.PHONY: help demo run playground test torture bench check format lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .make/run ## try Tandem in a small Slack on this machine, no account needed
	@$(BIN)/tandem demo

run: .make/run ## run Tandem on a real workspace (settings: README); called by Slack: make run ARGS=--http
	@$(BIN)/tandem run $(ARGS)

playground: .make/run ## try another Slack app in the small Slack: make playground MANIFEST=path/to/manifest.yml
	@$(BIN)/tandem playground --manifest "$(MANIFEST)"

WORKERS = $(shell $(BIN)/python -c "import os; print(min(4, (os.cpu_count() or 1) + 1))")  # one waits, the others work

test: .make/dev ## run the tests
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

torture: .make/dev ## kill, stall and cut off real processes for MINUTES (10), TANDEM_SEED replays a run
	@TANDEM_EVERY_DEATH=1 $(BIN)/python -m pytest --quiet tests/outbox/test_dying.py
	@$(BIN)/python -m tests.torture $(MINUTES)

bench: .make/bench ## measure against others side by side, about ten minutes, and write docs/performance.md
	@$(BIN)/python -m bench

check: .make/dev ## lint, types, import contracts, migrations, translations
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/pyright --warnings > .make/pyright.log || { cat .make/pyright.log; exit 1; }
	@$(BIN)/lint-imports > .make/imports.log || { cat .make/imports.log; exit 1; }
	@$(BIN)/python -m models.migrations check > .make/migrations.log 2>&1 || { cat .make/migrations.log; exit 1; }
	@$(BIN)/python -m bot.locales check

format: .make/dev ## format the code, refresh the catalogues
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python -m bot.locales update

lock: .make/dev ## pin every package anew, with hashes
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --group build pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --group bench pyproject.toml -c requirements-dev.txt -o requirements-bench.txt

clean: ## remove what the commands above made (not your data)
	rm -rf $(VENV) .make

$(BIN)/python:
	@echo "Setting up Python packages in $(VENV) (once) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tandem needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)

.make/run: requirements.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p .make && touch $@

.make/dev: requirements-dev.txt .make/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.make/bench: requirements-bench.txt .make/dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@
