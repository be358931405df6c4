# plateau: two commands do everything. `make demo` shows it, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONWARNINGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo demo-reset test check setup-run setup-dev system-tools format messages lock wheel clean

help:  ## what one can do here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | expand -t 14

demo: setup-run  ## the product with demo data, on the embedded database
	@exec $(BIN)/plateau demo

demo-reset: setup-run  ## the same, with everything that was entered thrown away
	@exec $(BIN)/plateau demo --reset

test: setup-dev system-tools  ## everything: lint, types, contracts, translations and all tests
	$(BIN)/python scripts/run_checks.py all

check: setup-dev  ## the fast part, without browser and servers
	$(BIN)/python scripts/run_checks.py fast

# What a command needs it installs itself, and only when the list changed.
setup-run: $(VENV)/.run
setup-dev: $(VENV)/.dev

$(VENV)/bin/python:
	@$(PYTHON) scripts/make_venv.py $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml hatch_build.py $(wildcard plateau/translations/*/LC_MESSAGES/*.po)
	@echo "Installing what plateau needs (a minute, once) …"
	@$(BIN)/python -m pip install --quiet --no-deps -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --no-deps -r requirements/dev.txt
	@touch $@

system-tools:
	@bash scripts/system-tools.sh

format: setup-dev  ## put the code in the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: setup-dev  ## collect the texts for translation
	$(BIN)/pybabel -q extract --mapping babel.cfg --keywords _l --no-wrap --sort-output --no-location -o /tmp/plateau-messages.pot .
	$(BIN)/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-obsolete -i /tmp/plateau-messages.pot -d plateau/translations -l en

lock: $(VENV)/bin/python  ## choose the newest allowed versions and write them down
	$(BIN)/python scripts/lock.py

wheel: setup-dev  ## a wheel that holds everything
	$(BIN)/python -m build --wheel --outdir dist

clean:  ## throw away what can be made again
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
