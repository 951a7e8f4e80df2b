# Two commands do all set-up on a fresh machine: `make demo` and `make test`.
# Everything lands in .venv (and .venvs, node_modules); nothing is installed
# elsewhere, except Debian's Chromium, which `make test` needs and asks apt for.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready-$(firstword $(shell cksum < pyproject.toml))
NODE_READY := node_modules/ready-$(firstword $(shell cat package.json package-lock.json | cksum))
KERNELS := 6.31 7.2 7.4
KERNEL_VENVS := $(KERNELS:%=.venvs/ipykernel-%/ready)
BENCHMARKS := $(basename $(notdir $(wildcard benchmarks/[a-z]*.py)))
PYTEST := $(BIN)/python -m pytest
ALLOW_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: help setup demo test test-unit test-browser test-kernels nightly mutants check check-js axe docs bench screenshots chromium clean states

help:
	@echo "make demo          open the quickstart in JupyterLab; needs no key"
	@echo "make test          run every test, the browser's too"
	@echo "make check         lint, types, import contract"
	@echo "make test-kernels  run every lesson on ipykernel 6.31, 7.2 and 7.4"
	@echo "make nightly       run the tests that take too long for every change"
	@echo "make mutants       make sixteen mistakes in a copy: does a test notice each?"
	@echo "make docs          build the documentation into build/site"
	@echo "make bench         print the benchmarks"
	@echo "make screenshots   take the README's pictures again"
	@echo "make states        take a picture of each state of a card into build/states"
	@echo "make clean         remove everything that make made"

setup: $(READY)

# The stamp carries pyproject's checksum, so a change there installs again.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kling_widgets needs Python 3.11 or later; point PYTHON at one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[lab,simulator,test]"
	@# no question about news over the first lesson
	@$(BIN)/jupyter labextension disable --level=sys_prefix "@jupyterlab/apputils-extension:announcements" >/dev/null 2>&1
	@rm -f $(VENV)/ready-*
	@touch $@

# The lesson is the default address, so that the one printed leads there too.
# In Korean where the panel would speak it: the first of these that is set decides.
SPOKEN := $(firstword $(KLING_WIDGETS_LANGUAGE) $(LC_ALL) $(LC_MESSAGES) $(LANG))
LESSON := 01_quickstart$(if $(filter ko ko_% ko-% ko.%,$(SPOKEN)),.ko).ipynb

demo: $(READY)
	$(BIN)/jupyter lab $(ALLOW_ROOT) --notebook-dir notebooks \
	  --LabApp.default_url=/lab/tree/$(LESSON) $(ARGS)

# Both parts run, even when the first one fails: one run tells everything.
test: $(READY) $(KERNEL_VENVS) chromium axe
	@status=0; \
	$(PYTEST) -n 2 -m "not browser and not every_kernel and not nightly" $(ARGS) || status=$$?; \
	$(PYTEST) -m "browser and not nightly" $(ARGS) || status=$$?; \
	exit $$status

test-unit: $(READY)
	$(PYTEST) -n 2 -m "not browser and not kernels and not every_kernel and not nightly" $(ARGS)

test-browser: $(READY) chromium axe
	$(PYTEST) -m "browser and not nightly" $(ARGS)

# Where values are made up: the same ones each day, others each night.
GUESSING := $(patsubst %,tests/%,api clips images simulator/test_openapi.py)

# What takes too long for every change. What chance brings is another each night:
# TEST_SEED brings one night's back.
nightly: $(READY) $(KERNEL_VENVS) chromium axe
	@status=0; export TEST_SEED=$${TEST_SEED:-$$(date +%s)}; echo "TEST_SEED=$$TEST_SEED"; \
	$(PYTEST) -n 2 -m "nightly and not browser" $(ARGS) || status=$$?; \
	$(PYTEST) -n 2 -m "not nightly and not browser" --hypothesis-seed=$$TEST_SEED \
	  $(GUESSING) $(ARGS) || status=$$?; \
	$(PYTEST) -m "nightly and browser or every_kernel" $(ARGS) || status=$$?; \
	$(BIN)/python -m scripts.mutants || status=$$?; \
	exit $$status

# A test of the tests. One mutant alone: make mutants ARGS=M7
mutants: $(READY)
	$(BIN)/python -m scripts.mutants $(ARGS)

test-kernels: $(READY) $(KERNEL_VENVS)
	$(PYTEST) -m "kernels or every_kernel" $(ARGS)

.venvs/ipykernel-%/ready: $(READY) scripts/kernel_venv.py
	$(BIN)/python scripts/kernel_venv.py $*
	@touch $@

check: $(READY) check-js
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -q tests/test_house.py tests/test_language.py tests/test_mutants.py

# What the browser tests take from npm; they say so where it is missing.
axe:
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory $(NODE_READY)

check-js:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(NODE_READY) && npx --no-install tsc --project .; \
	else echo "SKIPPED: the scripts' types were not checked, because npm is missing (install Node.js 20 or later)"; fi

$(NODE_READY): package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

docs: $(READY) .venvs/docs/ready
	$(BIN)/python -m scripts.reference
	NO_MKDOCS_2_WARNING=1 .venvs/docs/bin/mkdocs build --strict --quiet
	@echo "open build/site/index.html"

.venvs/docs/ready: pyproject.toml
	$(PYTHON) -m venv .venvs/docs
	.venvs/docs/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[docs]"
	@touch $@

bench: $(READY) chromium
	@for name in $(BENCHMARKS); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

screenshots: $(READY) chromium
	$(BIN)/python -m scripts.screenshots

states: $(READY) chromium
	$(BIN)/python -m scripts.states

chromium:
	@scripts/chromium.sh

clean:
	rm -rf $(VENV) .venvs node_modules build dist test-results \
	  .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
