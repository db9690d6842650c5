# Two commands set it up: `make run` and `make test`. Everything else is for whoever works on it.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
PEERS := .venv/.peers
LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help run test check format bench quality picture lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(INSTALLED) ## Start the bot: on Discord with DISCORD_TOKEN set, else the playground in the browser
	@$(BIN)/python -m bot

test: $(INSTALLED) ## Run all tests
	$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet

check: $(INSTALLED) .coverage ## Check the data, style, types, import contracts and coverage
	$(BIN)/python -m bot check-data
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/coverage report

.coverage:
	$(MAKE) test

format: $(INSTALLED) ## Put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(PEERS) ## Measure speed and memory beside their floors and peers
	@$(BIN)/python -m benchmarks

quality: $(PEERS) ## Measure how well the bot finds, beside its peers
	@$(BIN)/python -m quality

picture: $(INSTALLED) ## Take the README's pictures of the playground anew (needs Chromium)
	$(BIN)/python -m scripts.pictures

lock: ## Pin all dependencies anew, with hashes and no addresses (needs uv)
	uv pip compile $(LOCKING) --extra postgresql --extra playground --extra test --extra check --upgrade pyproject.toml \
	    --output-file requirements.lock
	uv pip compile $(LOCKING) --extra postgresql --constraint requirements.lock pyproject.toml \
	    --output-file requirements-bot.lock
	uv pip compile $(LOCKING) --extra peers --constraint requirements.lock pyproject.toml \
	    --output-file requirements-peers.lock

clean: ## Remove what was made here, but for .env and the servers' data
	rm -rf .venv .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(INSTALLED): requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(PEERS): requirements-peers.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-peers.lock
	@touch $@
