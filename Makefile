# make demo   sets up, plans the example centre and prints its rota
# make test   sets up and runs all tests
# make cover  all tests again, and what they cover (twice as long)
# make check  style, types, layers
# make bench  speed and memory of this machine

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test cover slow check bench lock clean
.DELETE_ON_ERROR:

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "rota needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

demo: $(READY)
	rm -rf .demo && cp -R examples/b-town .demo
	$(BIN)/rota plan 2026-07 --repo .demo

test: check
	$(BIN)/pytest --quiet --numprocesses=auto

cover: $(READY)
	$(BIN)/pytest --quiet --numprocesses=auto --cov

slow: $(READY)
	$(BIN)/pytest --quiet tests/slow

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    pyproject.toml --group dev --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) .demo .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
