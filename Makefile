# Two commands are enough: `make run` opens Workflow Designer, `make test` proves that it works.
# The rest is for developers; CONTRIBUTING.md says when to use which.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TOOLS       := $(CURDIR)/.tools/bin
MINIO       := $(TOOLS)/minio
MINIO_AT    := v0.0.0-20250907161309-07c3a429bfed# RELEASE.2025-09-07, a test program only
RCLONE      := $(TOOLS)/rclone
RCLONE_AT   := v1.71.2# what people sync with instead, for make bench only
VERSITY     := $(TOOLS)/versitygw
VERSITY_AT  := v1.8.0# a second S3 server, a test program only
LINT        := $(TOOLS)/golangci-lint
GOFUMPT     := $(TOOLS)/gofumpt
DESKTOP_TAGS := desktop,production,webkit2_41
VERSION     := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT      := $(shell git rev-parse HEAD 2>/dev/null)
BUILT_AT    := $(shell git log -1 --format=%cI 2>/dev/null)
START       := workflow-designer/backend/start
LDFLAGS     := -s -w -X $(START).version=$(VERSION) -X $(START).commit=$(COMMIT) -X $(START).builtAt=$(BUILT_AT)
PAGE        := frontend/dist/index.html
PAGE_SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o -path frontend/e2e -prune -o -type f -print 2>/dev/null)
FUZZ_TIME   := 1m
VULN_AT     := v1.8.0
FUZZED      := ./backend/approvalml/... ./backend/archive ./backend/generate/... ./backend/simulate ./backend/activity ./backend/workflow \
	./backend/settings ./backend/storage/localstore ./backend/storage/bucketstore ./backend/query ./backend/httpapi
RACED       := ./backend/httpapi ./backend/desktop ./backend/laptop ./backend/storage/localstore ./backend/storage/memstore \
	./backend/storage/bucketstore ./backend/catalog ./backend/settings ./backend/designer ./backend/replica ./backend/cli ./backend/cmd/...
export GOTOOLCHAIN := local

.PHONY: help run build build-cli page test check unit lint format go-test e2e window bench soak fuzz race vulncheck docs screenshots setup setup-app setup-test setup-bench clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup-app build ## set up everything and open Workflow Designer on local storage
	@scripts/run.sh

build: build/bin/workflow-designer-desktop build-cli ## build the desktop app and the windowless binary into build/bin

.PHONY: build/bin/workflow-designer-desktop
build/bin/workflow-designer-desktop: $(PAGE)
	go build -tags $(DESKTOP_TAGS) -trimpath -ldflags '$(LDFLAGS)' -o $@ .

build-cli: $(PAGE) ## build the windowless binary, static, without cgo
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o build/bin/workflow-designer ./backend/cmd/workflow-designer

page: $(PAGE)
$(PAGE): frontend/node_modules/.installed $(PAGE_SOURCES)
	cd frontend && npm run --silent build

frontend/node_modules/.installed: frontend/package.json frontend/package-lock.json
	cd frontend && npm ci --silent
	@touch $@

test: setup lint go-test vitest e2e window package-test ## set up everything and run every test

check: frontend/node_modules/.installed $(LINT) $(GOFUMPT) $(PAGE) lint unit vitest ## the fast gate: formats, linters, unit tests

lint: frontend/node_modules/.installed $(LINT) $(GOFUMPT) $(PAGE)
	@unformatted=$$($(GOFUMPT) -l *.go backend frontend/*.go bench packaging tools/dragfile); \
		if [ -n "$$unformatted" ]; then echo "Run make format; not formatted:"; echo "$$unformatted"; exit 1; fi
	$(LINT) run ./...
	cd frontend && npm run --silent format:check && npm run --silent lint && npm run --silent check && npm run --silent weigh

format: frontend/node_modules/.installed $(GOFUMPT) ## format the code
	$(GOFUMPT) -w *.go backend frontend/*.go bench packaging tools/dragfile
	cd frontend && npm run --silent format

unit: $(PAGE)
	go test -short ./...

go-test: setup-test $(PAGE)
	go test -count=1 -timeout 20m ./...

soak: setup-test build-cli ## the long runs: a simulated team, the program killed 500 times, an hour of work
	go test -count=1 -timeout 3h -v -run TestASimulatedTeamLosesNothing ./backend/replica -seeds 20
	go test -count=1 -timeout 3h -v -run TestKilledAtRandomMoments ./backend/cmd/workflow-designer -kills 500 -program $(CURDIR)/build/bin/workflow-designer
	go test -count=1 -timeout 3h -v -run TestAnHourOfWork ./backend/cmd/workflow-designer -minutes 60 -program $(CURDIR)/build/bin/workflow-designer

.PHONY: vitest
vitest: frontend/node_modules/.installed
	cd frontend && npm test

e2e: setup-test build-cli ## the page in a real browser against the real binary and a real MinIO
	cd frontend && npm run --silent e2e

.PHONY: build/bin/dragfile
build/bin/dragfile:
	go build -tags $(DESKTOP_TAGS) -trimpath -o $@ ./tools/dragfile

window: setup-test build build/bin/dragfile ## the real window on a virtual display
	cd frontend && npm run --silent window

bench: setup-bench build ## measure speed, all of it, and write docs/PERFORMANCE.md
	go build -tags $(DESKTOP_TAGS) -trimpath -ldflags '-s -w' -o build/bin/emptywindow ./bench/emptywindow
	go run ./bench/report $(BENCHES)

fuzz: ## look a minute each for texts, zips, answers and files that cannot be taken
	@for package in $$(go list $(FUZZED)); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZ_TIME) -fuzzminimizetime 1x $$package; \
		done; done

race: setup-test $(PAGE) ## run the tests of what works at the same time with Go's race detector
	@for package in $$(go list $(RACED)); do CGO_ENABLED=1 go test -race -count=1 -timeout 60m $$package; done

vulncheck: ## ask Go's database (over the network) for known vulnerabilities of what is built in
	go run golang.org/x/vuln/cmd/govulncheck@$(VULN_AT) ./...

docs: ## write what is generated into docs/ again
	go test ./backend/approvalml -run TestTheGeneratedDocsAreUpToDate -update

screenshots: setup-test build ## take the pictures of docs/screenshots again
	cd frontend && npm run --silent screenshots

setup: setup-app setup-test ## install everything that building and testing need

setup-app: frontend/node_modules/.installed
	@scripts/system-packages.sh app

setup-test: setup-app $(MINIO) $(VERSITY) $(LINT) $(GOFUMPT)
	@scripts/system-packages.sh test

setup-bench: setup-test $(RCLONE)
	@scripts/system-packages.sh bench

$(MINIO):
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/minio/minio@$(MINIO_AT)

$(RCLONE):
	GOBIN=$(TOOLS) GOFLAGS= CGO_ENABLED=0 go install -trimpath github.com/rclone/rclone@$(RCLONE_AT)

$(VERSITY):
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/versity/versitygw/cmd/versitygw@$(VERSITY_AT)

$(LINT) $(GOFUMPT) &: tools/lint/go.mod
	cd tools/lint && GOBIN=$(TOOLS) go install tool
	@touch $(LINT) $(GOFUMPT)

include packaging/package.mk

clean: ## remove what builds and tests left; data and settings stay
	rm -rf build/bin build/package resources_windows_*.syso backend/cmd/workflow-designer/resources_windows_*.syso frontend/dist/assets frontend/dist/index.html frontend/e2e/artifacts
