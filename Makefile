# Gradwalk. `make help` lists what there is to run; GNU make 3.81 (macOS) is enough.
PORT ?= 8000
PY := .venv/bin/python
NODE := tooling/node.sh
PIP := $(PY) -m pip install -qq --disable-pip-version-check
NPM_CI := $(NODE) npm ci --loglevel=error
FRONT_END := $(shell find static/src static/css -type f 2>/dev/null)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lint bench setup build types fresh-types reference clean FORCE

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.runtime build ## Serve the page at http://127.0.0.1:8000 (PORT=8080 for another port)
	@PORT=$(PORT) exec $(PY) -m gunicorn

test: lint fresh-types build ## Run every check and test
	@echo "== vitest"
	@$(NODE) node_modules/.bin/vitest run
	@echo "== Chromium for the browser tests"
	@$(PY) tooling/chromium.py
	@echo "== pytest"
	@$(PY) -m pytest -q -n auto --dist loadgroup

lint: setup ## Run the checks that read the code: style, types, imports
	@echo "== ruff"
	@$(PY) -m ruff check .
	@echo "== mypy"
	@$(PY) -m mypy
	@echo "== import-linter"
	@.venv/bin/lint-imports --no-logo
	@echo "== eslint"
	@$(NODE) node_modules/.bin/eslint .
	@echo "== tsc"
	@$(NODE) node_modules/.bin/tsc --noEmit

fresh-types: build/api-types.ts
	@echo "== api-types.ts against the OpenAPI document"
	@diff -u static/src/api-types.ts build/api-types.ts || { echo "static/src/api-types.ts is stale: make types"; exit 1; }

bench: setup build ## Print measurements beside their targets
	@# Each in a process of its own: what one has loaded, such as PyTorch, does not weigh on the next.
	@missed=0; for each in benchmarks/bench_*.py; do \
		$(PY) -m benchmarks "$$(basename "$$each" .py)" || missed=1; done; exit $$missed

setup: .venv/.dev node_modules/.dev ## Install everything that development needs

build: static/dist/manifest.json ## Bundle the front end into static/dist

types: setup build/api-types.ts ## Regenerate static/src/api-types.ts from the OpenAPI document
	cp build/api-types.ts static/src/api-types.ts

reference: setup ## Record PyTorch's answers anew (needs torch in .venv)
	@for script in tests/reference/record*.py tests/corpus_numpy/record.py; do \
		echo $$script; PYTHONPATH=. $(PY) -W ignore $$script || exit 1; done

clean: ## Remove everything that was installed or built
	rm -rf .venv node_modules static/dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# --- Set-up: each stamp is as new as the lists it was made from. `run` needs less than development does. ---

.venv/.runtime: requirements.txt
	@tooling/venv.sh
	@echo "Python packages: what the server needs"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo "Python packages: what the checks need"
	@$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/.runtime: package-lock.json | .venv/.runtime
	@echo "Node packages: what the page is built from"
	@$(NPM_CI) --omit=dev
	@touch $@

node_modules/.dev: package-lock.json | .venv/.runtime
	@echo "Node packages: what the page is built from and checked with"
	@$(NPM_CI)
	@touch node_modules/.runtime $@

static/dist/manifest.json: node_modules/.runtime tooling/build.mjs $(FRONT_END)
	@echo "Front end"
	@$(NODE) node tooling/build.mjs
	@touch $@

# The server's own document decides, so it is asked every time.
build/api-types.ts: FORCE | .venv/.dev node_modules/.dev
	@mkdir -p build
	@$(PY) -m app > build/openapi.json
	@$(NODE) node_modules/.bin/openapi-typescript build/openapi.json -o $@ >build/api-types.log 2>&1 || { cat build/api-types.log; exit 1; }
