# Everything there is to do with Tandem; `make` alone lists it. Tools that are missing are installed first: what the
# machine already has in the right version is used, the rest goes into .tools (Debian's packages by apt-get).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.ONESHELL:
.SILENT:

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/.tools/node_modules/.bin:$(PATH)

TARGET := $(or $(CARGO_TARGET_DIR),target)
BINARY := $(TARGET)/release/tandem
DIST := frontend/dist/index.html
LISTEN ?= 127.0.0.1:8080
DATABASE ?= sqlite:./data/tandem.db

.PHONY: help
help: ## list what there is to do
	echo "Tandem: make …"
	sed -En 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/p' Makefile | expand -t 16

.PHONY: run
run: build ## build and start with the demo workspace; LISTEN=… DATABASE=… change where
	mkdir -p data
	echo "→ starting on http://$(LISTEN) with $(DATABASE); Ctrl-C stops it"
	exec $(BINARY) serve --listen $(LISTEN) --database $(DATABASE) --demo

.PHONY: build
build: $(DIST) ## build the one self-contained binary, target/release/tandem
	echo "→ building the server, with the front end inside"
	cargo build --release -p tandem
	echo "→ $(BINARY): $$(du -h --apparent-size $(BINARY) | cut -f1)"

# `trunk` writes the page last, so its age tells whether anything changed since.
$(DIST): Cargo.toml Cargo.lock $(shell find frontend shared -type f -not -path '*/dist/*' -not -path '*/node_modules/*')
	tools/setup build
	echo "→ building the front end for the browser"
	# The compiler is the stable one; its standard library is built with the application, for size: a panic says nothing
	# and stops, which saves a page 13 KB.
	export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
		CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
		CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort"
	cd frontend
	# trunk asks for no package; those of the standard library are in no lock file of ours.
	cargo fetch --quiet --locked --target wasm32-unknown-unknown
	trunk build --release
	touch dist/index.html

.PHONY: dev
dev: ## rebuild on every change; open pages load again by themselves
	tools/setup build
	exec tools/dev $(LISTEN) $(DATABASE)

.PHONY: test
test: build ## run all tests: unit, property, store, API, browser
	tools/setup test
	echo "→ running all tests"
	TANDEM_BIN="$(abspath $(BINARY))" cargo nextest run --workspace

.PHONY: soak
soak: build ## a screen through 100,000 values, 2,000 turns of boards, 50 restarts, 50 cuts of the network
	tools/setup test
	echo "→ wearing out a screen, for about a quarter of an hour"
	TANDEM_SOAK=full cargo nextest run -p tandem-tests --test soak --profile soak --no-capture

.PHONY: lint
lint: ## formatting and clippy, for the server and for the browser
	tools/setup build
	echo "→ checking the formatting"
	cargo fmt --all --check
	echo "→ clippy, natively"
	cargo clippy --workspace --all-targets -- -D warnings
	echo "→ clippy, for the browser"
	cargo clippy -p tandem-frontend --target wasm32-unknown-unknown -- -D warnings

.PHONY: bench
bench: build ## measure every budget beside its peer or limit; ONLY=writes,page a part, ROUNDS=1 TIME=1 in short
	tools/setup bench
	echo "→ measuring, for about ten minutes; leave the machine alone meanwhile"
	TANDEM_BIN="$(abspath $(BINARY))" BENCH_ONLY="$(ONLY)" BENCH_ROUNDS="$(or $(ROUNDS),3)" \
		BENCH_SECONDS="$(or $(TIME),5)" cargo bench -p tandem-tests --bench budgets

.PHONY: size
size: $(DIST) ## weigh what the browser loads against its budget
	node tools/size.mjs

.PHONY: clean-tools
clean-tools: ## remove the tools installed here
	rm -rf .tools
