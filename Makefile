# Two commands do everything: `make serve` and `make test`. Each sets up what it needs.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

.PHONY: serve ask test format lock clean
.DELETE_ON_ERROR:

serve: .venv/runtime  ## index seeds/ and serve the archive
	@$(BIN)/onrecord index seeds --quiet
	@$(BIN)/onrecord serve --host $(HOST) --port $(PORT)

ask: .venv/runtime  ## make ask Q="what did Moon say about Hanoi?"
	@test -n "$(Q)" || { echo 'Give a question: make ask Q="what did Moon say about Hanoi?"'; exit 2; }
	@$(BIN)/onrecord index seeds --quiet
	@$(BIN)/onrecord ask "$(Q)"

test: .venv/dev .venv/npm  ## lint, types, tests and the gold questions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n 2 --dist loadfile
	@$(BIN)/python -m evals gold

format: .venv/dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "onrecord needs Python 3.11 or newer; say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what onrecord needs into .venv (once, one to three minutes) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	@echo "Installing the development tools into .venv (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/npm: tests/npm/package-lock.json | .venv/bin/python
	@if command -v npm >/dev/null; then \
	  echo "Installing the npm packages that tests run (once) ..."; \
	  npm ci --silent --prefix tests/npm && touch $@; \
	else echo "npm is missing: the tests that need it are skipped"; fi

# The development tools first: ragas holds rich, jiter and openai back, and what is tested is what runs.
lock:  ## pin the newest releases that pyproject.toml allows (needs uv)
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade -o requirements-dev.lock
	uv pip compile pyproject.toml --group build --constraint requirements-dev.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock

clean:
	rm -rf .venv .onrecord
