# The two commands to know: make site, make test.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: site test check format lock clean

site: $(VENV)/site  ## Build site/ from content/
	$(RUN)/python build.py

test: $(VENV)/dev  ## Run all tests
	$(RUN)/python -m pytest

check: $(VENV)/dev  ## Format, lint, types, import floors
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports

format: $(VENV)/dev
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

# Hashes and no index addresses: pip checks each file whatever mirror it comes from.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/site: requirements.txt | $(VENV)/bin/python
	$(RUN)/python -m pip install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/bin/python
	$(RUN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/site

clean:
	rm -rf site .gazette $(VENV) dist
