# make demo   sets up, plans the example centre and prints its rota
# make test   sets up and runs all tests
# make cover  all tests again, and what they cover (twice as long)
# make check  style, types, layers
# make readers   strangers from npm that read what rota writes; make test fetches them itself
# make programs  strangers from Debian (browser, LibreOffice...), where missing; make test does it itself
# make pictures  the pictures in README.md, taken anew
# make bench  speed and memory of this machine
# make mutants  change the rules one place at a time: does any test notice? (hours; ONLY=daily_rest, QUICK=1, JOBS=2)

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READERS := .readers
READY  := $(VENV)/.ready

# Commands and solvers are processes of their own: without byte code each would compile rota anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test cover slow check bench mutants lock clean readers programs pictures
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

test: check readers programs
	$(BIN)/pytest --quiet --numprocesses=auto

cover: $(READY) readers programs
	$(BIN)/pytest --quiet --numprocesses=auto --cov

slow: $(READY)
	$(BIN)/pytest --quiet tests/slow

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Without npm, or without a network, the tests say aloud which reader they lack.
readers:
	@if cmp -s tests/readers/package-lock.json $(READERS)/package-lock.json && test -d $(READERS)/node_modules; then :; \
	elif command -v npm > /dev/null; then \
	    mkdir -p $(READERS) && cp tests/readers/package*.json $(READERS) && \
	    npm ci --prefix $(READERS) --ignore-scripts --no-audit --no-fund --loglevel=error && \
	    chmod u+x $(READERS)/node_modules/@microsoft/*/Sarif.Multitool || \
	    { rm -rf $(READERS); echo "WARNING: npm could not fetch the outside readers; their tests are left out"; }; \
	else echo "WARNING: there is no npm, so the tests of outside readers are left out"; fi

# What is already there is left alone. Without apt-get, or the right to install, the tests say aloud which program they lack.
programs:
	@sh tests/outside/programs.sh

pictures: $(READY) programs
	$(BIN)/python -m tests.pictures

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

JOBS ?= 1
mutants: $(READY)
	$(BIN)/python -m tests.mutants --jobs $(JOBS) $(if $(QUICK),--quick) $(ONLY)

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    pyproject.toml --group dev --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) $(READERS) .demo .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .mutants
