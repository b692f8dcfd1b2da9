# Everything a newcomer or a contributor runs. Needs make and Python 3.11 or newer; all the rest goes into .venv here.
# Paths are relative throughout, so the folder may lie anywhere, also under a name with spaces.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
CANDIDATES := $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test lint format bench floors models-eval docs clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    set up, then build the record of examples/corpus and walk through it'
	@echo 'make test    set up with the development tools, then run every test'
	@echo 'make lint    ruff, mypy and the import rule'
	@echo 'make format  let ruff rewrite the layout of the code'
	@echo 'make bench   measure accuracy and speed'
	@echo 'make models-eval  score the reading models again, and write the scores into their card'
	@echo 'make docs    run the commands of README and docs again and write what they print'
	@echo 'make clean   remove .venv, out and caches'
	@echo 'Set PYTHON=/path/to/python to choose the Python for .venv.'

# The first Python that is new enough and can make virtual environments. Done again only when pyproject.toml changes.
$(VENV)/installed: pyproject.toml
	@found=; seen=; bare=; \
	for python in $(CANDIDATES); do \
	  command -v "$$python" >/dev/null 2>&1 || continue; \
	  seen="$$seen $$python ($$("$$python" -c 'import platform; print(platform.python_version())' 2>/dev/null || echo 'does not start'))"; \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import venv, ensurepip' 2>/dev/null || { bare="$$python"; continue; }; \
	  found="$$python"; break; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	  echo "$$bare is new enough but lacks the modules venv and ensurepip. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	fi; \
	if [ -z "$$found" ]; then \
	  echo "Rashomon needs Python 3.11 or newer; found:$${seen:- no Python at all}." >&2; \
	  echo "Install one (https://www.python.org/downloads/) or name it: make demo PYTHON=/path/to/python" >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$found (once; takes a minute)." >&2; \
	"$$found" -m venv --clear $(VENV) && $(BIN)/python -m pip install -qq --editable . && touch $@

# The development tools alone, so that this never touches what `installed` put there.
$(VENV)/installed-dev: $(VENV)/installed
	@echo "Adding the development tools." >&2
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["dev"], sep="\n")' > $(VENV)/dev.txt
	@$(BIN)/python -m pip install -qq --requirement $(VENV)/dev.txt
	@touch $@

setup: $(VENV)/installed

setup-dev: $(VENV)/installed-dev

demo: $(VENV)/installed
	@PATH="$$PWD/$(BIN):$$PATH" sh docs/demo.sh

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest

lint: $(VENV)/installed-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/installed-dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(VENV)/installed-dev
	@$(BIN)/python -m bench.run

floors: $(VENV)/installed-dev
	@$(BIN)/python -m bench.floors

models-eval: $(VENV)/installed-dev
	@PYTHONPATH=. $(BIN)/python -m training.evaluate --write

docs: $(VENV)/installed-dev
	@$(BIN)/python -m tests.docs.pages --write

clean:
	rm -rf $(VENV) out build dist src/rashomon.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
