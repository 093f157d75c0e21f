# The commands of the project. `make run` and `make test` work on a fresh Debian with Python 3.11 or later.

PYTHON    ?= python3
# Tests run in so many processes: many wait for a server or a browser, so one more than two cores have.
PROCESSES ?= 3
VENV      := .venv
BIN       := $(VENV)/bin
INSTALLED := $(VENV)/installed
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

.PHONY: run test lint translations specimen benchmarks screenshots offline

run: $(INSTALLED) $(CATALOGUES)
	@./debian-packages run
	$(BIN)/indexer build || [ $$? -eq 3 ] # 3: done, but for files that were named
	$(BIN)/portal serve

test: $(INSTALLED) $(CATALOGUES)
	@./debian-packages run test
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Collects the strings of the pages anew and brings the five catalogues up to date; what is new waits for a translator.
translations: $(INSTALLED)
	$(BIN)/pybabel -q extract -F translations/babel.cfg --no-location --sort-output --omit-header \
	  -o translations/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	  -i translations/messages.pot -d translations

# Collects in the folder `offline` what installing fetches, for a machine without a network; see docs/deployment.md.
offline: $(INSTALLED)
	./offline-packages offline

# Writes the bundled demonstration collection anew from its sources.
specimen: $(INSTALLED)
	@./debian-packages run test
	$(BIN)/python corpora/sources/build.py

# Takes the pictures of the documentation anew, of the bundled collection.
screenshots: $(INSTALLED) $(CATALOGUES)
	@./debian-packages run test
	$(BIN)/indexer build
	$(BIN)/python docs/images/take.py

# JUDGED is a folder of judged sets (see benchmarks/README.md); without it only the generated collection is measured.
benchmarks: $(INSTALLED) $(CATALOGUES)
	$(BIN)/python benchmarks/corpus.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/readers.py
	$(BIN)/python benchmarks/editors.py
	$(BIN)/python benchmarks/line.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/killed.py
	$(if $(JUDGED),$(BIN)/python benchmarks/retrieval.py $(wildcard $(JUDGED)/*))

%.mo: %.po $(INSTALLED)
	@$(BIN)/pybabel -q compile -i $< -o $@

# One lock file with hashes serves all. langdetect comes as a source distribution: what builds it, setuptools, is
# locked in the same file and installed before it, so that nothing is fetched that the lock does not name.
$(INSTALLED): requirements.lock pyproject.toml
	@./debian-packages python
	$(PYTHON) -m venv $(VENV)
	awk '/^setuptools==/ { on = 1 } on; !/\\$$/ { on = 0 }' requirements.lock > $(VENV)/build.lock
	@echo "Installing what requirements.lock names; this takes a minute or more."
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/build.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --use-pep517 --no-build-isolation \
	  -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
