# Commands to build, try and test stashgate; `make` lists them.
#
#   make run  ONCE=1       stop after the three reviews
#   make run  PORT=9443    if 8443 is taken
#   make test FILTER=Cron  only the tests whose names match
#   make e2e KUBEBUILDER_ASSETS="$(setup-envtest use -p path)"  against a real API server
#   make fuzz TIME=600     ten minutes for each target
#   make fuzz TARGET=json  only that one
#   make catalogue RELEASE=v2026.7.10 FROM="kubestash/catalog/raw kubedb/catalog/kubestash/raw"
#   make release VERSION=0.1.0
#   make bench ONLY="validate startup"  only these; BENCH=quick for a minute instead of six

PORT   ?= 8443
ONCE   ?=
FILTER ?=
TIME   ?= 60
TARGET ?=
RELEASE ?=
VERSION ?=
FROM   ?=

SWIFT_SOURCES = Package.swift Sources Tests Demo Benchmarks Fuzz
SHELL_SCRIPTS = .ci/run $(wildcard Scripts/*.sh certs/*.sh)

.DEFAULT_GOAL := help
.PHONY: help run test verdicts e2e test-asan test-tsan fuzz build bench rootfs release man install-yaml crd rules catalogue pictures deps format lint clean

help: ## list the commands of this Makefile
	@echo "stashgate: admission control for KubeStash backups"
	@echo
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)$$/\1|\2/p' Makefile | \
		while IFS='|' read -r target text; do printf '  make %-12s %s\n' "$$target" "$$text"; done

run: build ## build, serve on https://127.0.0.1:8443 and show three reviews (ONCE=1 stops after them)
	@Scripts/build-release.sh Demo
	@Scripts/run-demo.sh "$(PORT)" $(if $(filter-out 0,$(ONCE)),--once)

test: deps ## build and run all tests (FILTER=NAME for some)
	@swift test --disable-xctest $(if $(FILTER),--filter "$(FILTER)")

verdicts: deps ## write the record of verdicts anew after a meant change of a message or a rule
	@RECORD_VERDICTS=1 swift test --disable-xctest --filter RecordTests
	@git diff --stat -- Tests/TestSupport/Fixtures/verdicts

e2e: deps ## play stories against a real API server, from the programs in KUBEBUILDER_ASSETS (FILTER=NAME for some)
	@swift test --disable-xctest --filter "^EndToEndTests.*$(FILTER)"

test-asan: deps ## all tests with AddressSanitizer, which finds misused and leaked memory (FILTER=NAME for some)
	@Scripts/test-sanitized.sh address $(if $(FILTER),--filter "$(FILTER)")

test-tsan: deps ## all tests with ThreadSanitizer, which finds data races (FILTER=NAME for some)
	@Scripts/test-sanitized.sh thread $(if $(FILTER),--filter "$(FILTER)")

fuzz: deps ## try generated inputs on every parser, TIME=60 seconds each (TARGET=NAME for one)
	@Scripts/fuzz.sh "$(TIME)" $(TARGET)

build: deps ## build the release binary, .build/release/stashgate
	@Scripts/build-release.sh stashgate

man: ## make a man page of all commands, .build/stashgate.1
	@swift build --product stashgate
	@swift build --product Manual
	@.build/debug/stashgate --experimental-dump-help | \
		.build/debug/Manual "$$(.build/debug/stashgate --version)" > .build/stashgate.1

rootfs: build ## collect the files of the image here, run the program with nothing else, and print their size
	@Scripts/try-rootfs.sh .build/release/stashgate

release: deps ## build all files of a release in .build/dist (VERSION=0.1.0, as the program calls itself)
	@Scripts/release.sh "$(VERSION)"

bench: build ## compare the server with nginx (ONLY="validate startup" for some, BENCH=quick for a minute)
	@Scripts/bench-dependencies.sh
	@Scripts/build-release.sh Benchmarks
	@Scripts/bench.sh

install-yaml: ## regenerate manifests/install.yaml after a change of the manifests
	@{ echo "# Made by \`make install-yaml\` from manifests/overlays/self-managed; to be changed there."; \
		kubectl kustomize manifests/overlays/self-managed; } > .build/install.yaml
	@mv .build/install.yaml manifests/install.yaml

crd: ## regenerate manifests/crd after a change of the schema
	@swift build --product stashgate
	@.build/debug/stashgate crd --all | Scripts/split-crds.sh manifests/crd

catalogue: ## embed the official Addons of a RELEASE, from the manifests in the directories FROM
	@Scripts/catalogue.sh "$(RELEASE)" $(FROM) > .build/CatalogueTable.swift
	@mv .build/CatalogueTable.swift Sources/KubeStash/Catalogue/CatalogueTable.swift

rules: ## embed Docs/rules.md in the program after a change of it
	@Scripts/embed-rules.sh > Sources/stashgate/RulesPage.swift

pictures: ## draw the pictures of the docs again
	@swift build --product stashgate
	@Scripts/calendar-picture.sh > .build/picture.svg && mv .build/picture.svg Docs/images/calendar.svg
	@Scripts/terminal-picture.sh > .build/picture.svg && mv .build/picture.svg Docs/images/terminal.svg

deps: ## check the Swift version and install the missing Debian packages
	@Scripts/require-swift.sh
	@Scripts/install-dependencies.sh

format: ## format all Swift code in place
	@swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: ## check the format of all Swift code, and the shell scripts if shellcheck is installed
	@swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	@if command -v shellcheck >/dev/null 2>&1; then shellcheck $(SHELL_SCRIPTS); fi

clean: ## remove everything that was built, and the throw-away certificates
	@rm -rf .build .build-* certs/local
