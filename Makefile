# Everything a newcomer needs. `make` alone prints help.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-postgres lint bench archives moves questions crash hour leaks checks screenshots docs lock

help: # this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r target does; do printf '  %-14s %s\n' "$$target" "$$does"; done

setup: ## Debian packages where it may, .venv with pinned, hashed requirements
	@PYTHON=$(PYTHON) bash tools/setup.sh

demo: setup ## a served, filled newsroom on http://127.0.0.1:8000/ (PORT=8001: elsewhere; FRESH=1: made anew)
	@$(BIN)/dateline demo $(if $(PORT),--port $(PORT)) $(if $(FRESH),--fresh)

test: setup ## from a fresh clone to every test passed
	@$(BIN)/python -m pytest -q -n auto -m "not slow"

test-postgres: setup ## the same tests on a PostgreSQL of their own, from Debian's packages
	@$(BIN)/python -m tools.postgres $(BIN)/python -m pytest -q -n auto -m "not slow"

lint: setup ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DATELINE_DATA=.mypy_cache $(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## measure; the tables go into docs/developers/benchmarks.md
	@$(BIN)/python -m bench

crash: setup ## kill -9 at random moments and before each act on the disk, then compare; many read while an editor withdraws (CRASH_ROUNDS=50: hours)
	@CRASH_ROUNDS=$${CRASH_ROUNDS:-5} $(BIN)/python -m pytest -q tests/crash -m slow
	@if $(BIN)/python -m tools.postgres true; then \
	  $(BIN)/python -m tools.postgres $(BIN)/python -m pytest -q tests/crash/test_reading.py -m slow; \
	else echo "SKIPPED on PostgreSQL: reading while an editor withdraws." >&2; fi

archives: setup ## the real archives of ../shared, every count
	@$(BIN)/python -m pytest -q tests/stories/test_archive_moves_in.py tests/stories/test_out_again.py -m slow -k "not justice_departments_archive_moves_whole"

moves: setup ## the Justice Department's archive out and in again, every item crawled, and one in ten on PostgreSQL: half an hour
	@$(BIN)/python -m pytest -q tests/stories/test_out_again.py -m slow -k justice_departments_archive_moves_whole

hour: setup ## the desk in a browser: a release whole, by the real clock, and no word lost; SHOTS=1 leaves pictures
	@$(BIN)/python -m pytest -q tests/desk/test_browser.py tests/desk/test_unsaved.py tests/stories/test_release_whole.py -m slow

leaks: setup ## twin worlds, thirty scripts
	@TWIN_SCRIPTS=30 $(BIN)/python -m pytest -q -n auto tests/stories/test_twin_worlds.py -m ""

# 20,000 random questions, every answer as the oracle's
questions: setup
	@FINDER_QUESTIONS=$${FINDER_QUESTIONS:-20000} $(BIN)/python -m pytest -q tests/engines/test_questions.py

checks: setup ## axe-core, html-validate, vnu, Lighthouse, bytes and journeys on the served sample (installs them)
	@bash tools/checks.sh
	@$(BIN)/python -m pytest -q tests/gates -m ""

screenshots: setup ## every page at 1280 and 360 px, light and dark, into tests/shots/, and the README's picture
	@$(BIN)/python -m tools.screenshots

docs: setup ## write the tables that are made from code
	@$(BIN)/python -m tools.docs
	@$(BIN)/python -m tools.strings

lock: setup ## resolve the requirements anew (needs the network)
	@bash tools/lock.sh
