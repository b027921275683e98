# Everything a user or CI calls. `make` lists it. Needs make and Python 3.11 or newer, nothing else.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.installed
TOOLS  := $(VENV)/.tools-installed
URL    ?=
CONFIG ?= config/try.toml
CORPUS ?=
EMULATOR ?=

INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml

SCORER ?=
NINJS  ?=

# Tests start hundreds of processes: each would compile all of the product where this is set, as in many containers.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test lint bench bench-speed bench-kill bench-workers bench-operations bench-bombs bench-formats bench-desk \
	bench-pipeline bench-extraction bench-extraction-others bench-extraction-fuzz bench-checks fit-checks \
	bench-translation picture picture-desk html-checker lock audit sbom clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run: $(READY) ## run the bundled sample newsroom; or a real article: make run URL=https://…
ifeq ($(URL),)
	$(BIN)/republish sample
else
	$(BIN)/republish run --config $(CONFIG) "$(URL)"; code=$$?; $(BIN)/republish preview --config $(CONFIG); exit $$code
endif

test: $(TOOLS) ## run all tests; needs no network
	$(BIN)/pytest -q -n auto --dist worksteal $(ARGS)

lint: $(TOOLS) ## check style, types and the walls between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: bench-speed bench-kill bench-bombs bench-formats ## run the measurements that need no corpus

bench-speed: $(TOOLS) ## how fast, against what one would write: [CORPUS=DIR] [EMULATOR=URL] ARGS='--write --sizes 10,100,1000'
	PYTHONPATH=tests $(BIN)/python -m benchmarks.speed.bench_speed $(CORPUS) $(if $(EMULATOR),--emulator $(EMULATOR)) $(ARGS)

bench-kill: $(TOOLS) ## kill -9 a sample run at 50 random moments, each followed by a rerun
	$(BIN)/python tests/benchmarks/bench_kill.py $(ARGS)

bench-operations: $(TOOLS) ## kills, full disks, many items, a large ledger, nothing to do; some: ARGS='kills --kills 20'
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bench_operations.py $(ARGS)

bench-workers: $(TOOLS) ## 1, 2 and 4 workers on PostgreSQL, one killed, the database gone, the plan of docs/scale.md: [ARGS=--write]
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bench_workers.py $(ARGS)

bench-bombs: $(TOOLS) ## meet hostile servers: memory and seconds until each is refused
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bench_bombs.py $(ARGS)

bench-desk: $(TOOLS) ## the desk over 100,000 items: its pages for 20 clients, and whether it slows a run
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bench_desk.py $(ARGS)

bench-formats: $(TOOLS) ## validate every sample publication in every state and format; ninjs too with NINJS=ninjs-3.1.json
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bench_formats.py $(if $(NINJS),--ninjs $(NINJS)) $(ARGS)

bench-pipeline: $(TOOLS) ## the whole pipeline on a failing service: CORPUS=DIR EMULATOR=URL ARGS='--fault drop=0.02 …'
	$(BIN)/python tests/benchmarks/bench_pipeline.py $(CORPUS) --emulator $(EMULATOR) $(ARGS)

bench-extraction: $(TOOLS) ## extract corpora of pages, decide, and score the first: CORPUS='DIR DIR' SCORER=FILE
	$(BIN)/python tests/benchmarks/bench_extraction.py $(if $(SCORER),--scorer $(SCORER)) $(CORPUS) \
		$(if $(wildcard $(OTHERS)),--others-python $(OTHERS)/bin/python) $(ARGS)

# Two of the extractors that ours is measured beside bring a dozen packages: they live in an environment of their own.
OTHERS := .venv-extractors
bench-extraction-others: ## install the extractors that bench-extraction measures ours beside; needs network
	$(PYTHON) -m venv $(OTHERS)
	$(OTHERS)/bin/pip install --quiet --upgrade pip
	$(OTHERS)/bin/pip install --quiet lxml-html-clean newspaper4k readability-lxml trafilatura

bench-extraction-fuzz: $(TOOLS) ## extract 100,000 pages broken at random; others with CORPUS=DIR ARGS='--cases 1000'
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/fuzz_extraction.py $(CORPUS) $(ARGS)

bench-checks: $(TOOLS) ## false alarms and recall of the checks on a corpus of translations: CORPUS=DIR ARGS='--half odd --wrong FILE'
	PYTHONPATH=tests $(BIN)/python tests/benchmarks/bench_checks.py $(CORPUS) $(ARGS)

fit-checks: $(TOOLS) ## fit the weights by which a text that is cut is told, on half of a corpus: CORPUS=DIR
	PYTHONPATH=tests $(BIN)/python tests/benchmarks/fit_truncation.py $(CORPUS) > build-weights.toml
	mv build-weights.toml pipeline/stages/check/cut/weights.toml

# The sample's first article; its id comes from its URL.
PICTURED := data/demo/preview/8819cb7f8990a6b3.html
CHROMIUM ?= chromium

picture: $(READY) ## take the README's picture of the preview anew; needs Chromium and an Arabic font
	$(BIN)/republish sample >/dev/null
	$(CHROMIUM) --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars --window-size=900,1960 \
		--screenshot=docs/preview.png $(PICTURED)

picture-desk: $(TOOLS) ## take the README's picture of the desk anew; needs Chromium
	PYTHONPATH=tests $(BIN)/python tests/desk_picture.py docs/desk.png

bench-translation: $(TOOLS) ## translate a corpus through a stand-in service: CORPUS=DIR EMULATOR=http://…
	@test -n "$(CORPUS)" -a -n "$(EMULATOR)" || { echo "name both: make bench-translation CORPUS=DIR EMULATOR=URL"; exit 2; }
	$(BIN)/python tests/benchmarks/bench_translation.py $(CORPUS) --emulator $(EMULATOR) --naive 5 --memory --all-faults --seeds 1,2,3,4,5
	$(BIN)/python tests/benchmarks/bench_translation.py $(CORPUS) --emulator $(EMULATOR) --marks --fault mangle_tags=0.2 --fault strip_tags=0.2
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bench_marks.py $(CORPUS) --emulator $(EMULATOR)
	$(BIN)/python tests/benchmarks/bench_fallback.py $(CORPUS)
	$(BIN)/python tests/benchmarks/bench_plausibility.py $(CORPUS)
	$(BIN)/pytest -q tests/engines/test_ctranslate2.py

# Its makers' own package; the file is the one that was looked at, or none. It runs on Java.
HTML_CHECKER := .html-checker/vnu.jar
HTML_CHECKER_SHA256 := 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47

html-checker: $(HTML_CHECKER) ## install the Nu Html Checker for the tests and bench-formats; needs npm, Java and network
$(HTML_CHECKER):
	@mkdir -p $(@D) && cd $(@D) && npm pack --silent vnu-jar@26.9.27 >/dev/null && \
	tar -xzf vnu-jar-*.tgz --strip-components=3 package/build/dist/vnu.jar && rm vnu-jar-*.tgz && \
	{ echo "$(HTML_CHECKER_SHA256)  vnu.jar" | sha256sum --check --quiet || { rm vnu.jar; exit 1; }; }

lock: $(READY) ## resolve the dependencies anew into requirements.lock and requirements-dev.lock
	$(BIN)/pip install --quiet uv
	$(BIN)/$(COMPILE) --group build --upgrade --output-file requirements.lock
	$(BIN)/$(COMPILE) --group dev --all-extras --upgrade --constraints requirements.lock --output-file requirements-dev.lock

# Both tools are installed for the moment only: they are no part of what is locked.
audit: ## ask the advisory service about every locked package; needs network, and fails where it cannot ask
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PYTHON) -m venv "$$folder" && \
	"$$folder/bin/pip" install --quiet --disable-pip-version-check pip-audit && \
	"$$folder/bin/pip-audit" --strict --require-hashes --disable-pip --requirement requirements-dev.lock

sbom: ## write a bill of materials of the locked packages to sbom.cdx.json (CycloneDX)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PYTHON) -m venv "$$folder" && \
	"$$folder/bin/pip" install --quiet --disable-pip-version-check cyclonedx-bom && \
	"$$folder/bin/cyclonedx-py" requirements --pyproject pyproject.toml --output-reproducible \
		--output-file sbom.cdx.json requirements.lock

# The project itself is installed editable and without dependencies: all of those come from the locks, by hash.
# What runs the pipeline is installed first and alone, so that `make run` shows something soon.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "republish needs Python 3.11, 3.12 or 3.13; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS): $(READY) requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

clean: ## remove the environment and everything made at run time
	rm -rf $(VENV) $(OTHERS) .html-checker data/demo data/try data/state data/published data/held
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
