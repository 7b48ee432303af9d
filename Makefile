# Galleon's commands. `make help` lists them.
SHELL := /bin/bash
SOURCES := Package.swift Sources Tests
PYTHON := .venv/bin/python
# Tests with real clients, whose patience is seconds, do not run beside those that fill disks and processors.
WIRE_TESTS := '^(HTTP2Tests|GRPCTests|GalleonServiceTests)\.'

.PHONY: help demo test lives mutants interop fuzz sanitize bench bench-peers build lint generate check-generated unit clients end-to-end kills tools

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Moves a share server's real files between two backends, and shows it
	@scripts/install.sh build
	@scripts/demo.sh

test: tools lint check-generated unit clients end-to-end interop fuzz sanitize ## Installs what is missing and runs every test

lives: ## Plays simulated lives of the orchestration: SEED=1 LIVES=100000 WORKERS=2
	@scripts/install.sh build
	swift build -c release --product galleon-lives
	.build/release/galleon-lives --seed $(or $(SEED),1) --lives $(or $(LIVES),100000) \
	  --workers $(or $(WORKERS),$(shell nproc))

mutants: ## Plants known bugs, one at a time, and requires the simulated lives to find each
	@scripts/install.sh build
	scripts/mutants.sh

interop: ## gRPC's own test cases from and to Python, Go, C++ and Java, as a table
	@scripts/install.sh interop
	swift build --product galleon-interop
	GALLEON_BIN=$(CURDIR)/.build/debug $(PYTHON) Tests/Interop/run.py

fuzz: tools ## libFuzzer on the wire: FUZZ_SECONDS=60 for each of four targets
	scripts/fuzz.sh $(or $(FUZZ_SECONDS),60)

sanitize: tools ## The tests of the wire under AddressSanitizer and ThreadSanitizer
	GALLEON_PYTHON=$(CURDIR)/$(PYTHON) scripts/sanitize.sh

bench: tools ## Measures against peers in the same run, and prints ratios
	@Benchmarks/run.sh

bench-peers: ## Measures against gRPC C++, grpc-go, grpc-swift-2, grpcio and a C server: ARGUMENTS="--rounds 5"
	@Benchmarks/peers/run.sh $(ARGUMENTS)

build: ## Builds the release binaries
	@scripts/install.sh build
	swift build -c release --product galleond
	swift build -c release --product galleon

generate: tools ## Regenerates the Swift, C and Python code from proto/
	scripts/generate-swift.sh
	scripts/generate-python.sh

tools:
	@scripts/install.sh test

lint: tools ## Formats and conventions: Swift, the schema, and that the planted bugs still apply
	swift format lint --strict --parallel --recursive $(SOURCES)
	scripts/lint-proto.sh
	scripts/mutants.sh --check

check-generated: tools ## Fails when the committed generated code is not what proto/ gives
	scripts/check-generated.sh

unit: tools ## Every Swift test, in the debug build
	swift build --build-tests
	GALLEON_PYTHON=$(CURDIR)/$(PYTHON) scripts/swift-test.sh --filter $(WIRE_TESTS)
	GALLEON_PYTHON=$(CURDIR)/$(PYTHON) scripts/swift-test.sh --skip $(WIRE_TESTS)

clients: tools ## The Python client: types, unit tests, and against a real galleond
	swift build --product galleond
	cd clients/python && $(CURDIR)/$(PYTHON) -m mypy
	cd clients/python && PYTHONPATH=src GALLEOND=$(CURDIR)/.build/debug/galleond \
	  $(CURDIR)/$(PYTHON) -m pytest -q

end-to-end: tools ## Real programs: kills, full disks, bad configuration, the command line
	swift build --product galleond && swift build --product galleon && swift build --product galleon-interop
	PYTHONPATH=clients/python/src GALLEON_BIN=$(CURDIR)/.build/debug \
	  $(PYTHON) -m pytest -q Tests/EndToEnd

kills: tools ## 200 random kills during ten parallel migrations, with watchers attached
	swift build --product galleond && swift build --product galleon
	PYTHONPATH=clients/python/src GALLEON_BIN=$(CURDIR)/.build/debug GALLEON_KILLS=200 \
	  $(PYTHON) -m pytest -q -s Tests/EndToEnd/test_random_kills.py
