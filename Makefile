# Commands of the project; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

DEVKIT := go run ./cmd/devkit

GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.8.0

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/' | expand -t 16

.PHONY: demo
demo: ## build and run a real service, from nothing, and show what happens
	@$(DEVKIT) demo

BENCH_OUT ?= bin/bench

.PHONY: bench
bench: ## measure builds and images beside Dockerfiles written by hand, about 2 h; QUICK=1: one application, once, 17 min
	@$(DEVKIT) bench --out '$(BENCH_OUT)' $(if $(QUICK),--only shop --repetitions 1)

.PHONY: test
test: ## run every test, on real BuildKit; brings up what is missing
	@$(DEVKIT) run -- bash -c 'PYAPP_REQUIRE_BUILDKIT=1 go test -count=1 -timeout 60m ./...'

.PHONY: test-unit
test-unit: ## run the tests that need no daemon
	go test $$(go list ./... | grep -v /integration)

.PHONY: verify
verify: ## what a change must pass: format, vet, lint, generated files, tests with -race, known vulnerabilities
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'not formatted: run gofmt -w .'; exit 1; }
	go vet ./...
	go run $(GOLANGCI_LINT) run
	go test ./spec ./spec/schema ./frontend/plan ./frontend/llbgen -update >/dev/null
	git diff --exit-code -- testdata spec/schema docs/reference/spec.md frontend/plan/testdata frontend/llbgen/testdata
	go test -race $$(go list ./... | grep -v /integration)
	@$(MAKE) --no-print-directory vuln

.PHONY: vuln
vuln: ## look for known vulnerabilities in what the programs use
	@GOBIN=$(CURDIR)/bin go install $(GOVULNCHECK)
	@bin/govulncheck ./...; code=$$?; \
	if [ $$code = 3 ]; then exit 1; fi; \
	if [ $$code != 0 ]; then echo 'known vulnerabilities were NOT checked: the database cannot be reached from here' >&2; fi

.PHONY: graph
graph: ## draw docs/explanation/graph.svg, and run what docs/reference/requests.md shows
	@$(DEVKIT) run -- bash -c 'PYAPP_REQUIRE_BUILDKIT=1 go test -count=1 ./frontend/integration -run OfDocs -update'

.PHONY: editor
editor: ## open files in a language server for YAML, and look at what editors get of the schema; needs node and npm
	@npm install --silent --no-audit --no-fund --prefix bin/editor yaml-language-server@1.25.0
	@node spec/schema/editor/try.mjs bin/editor

.PHONY: image
image: ## build the frontend's image and push it to the devkit's registry
	@$(DEVKIT) image

.PHONY: publish
publish: ## push a release for both platforms: IMAGE=registry.example/org/pyapp-frontend VERSION=1.2.3
	@go run ./cmd/publish -image='$(IMAGE)' -version='$(VERSION)' -scanner='$(SCANNER)' -ca='$(PYAPP_CA)' $(if $(ALLOW_DIRTY),-allow-dirty)

.PHONY: freeze
freeze: ## keep what the documentation shows today as a test of all later releases: VERSION=1.2.3
	go test ./spec -run 'TestCompat$$' -count=1 -freeze='$(VERSION)'

DIST ?= dist

.PHONY: dist
dist: $(foreach os,linux darwin windows,dist-$(os)-amd64 dist-$(os)-arm64) ## build the command line's programs for every system, of the version that the commit is tagged with
	cd '$(DIST)' && sha256sum pyapp-* > SHA256SUMS

dist-%:
	CGO_ENABLED=0 GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) go build -trimpath -buildvcs=true \
		-ldflags '-s -w -buildid=' -o '$(DIST)/pyapp-$*$(if $(findstring windows,$*),.exe)' ./cmd/pyapp

.PHONY: examples
examples: ## check the files of docs/examples: build and run them, validate them against their schemas
	@$(DEVKIT) run -- bash -c 'PYAPP_REQUIRE_BUILDKIT=1 go test -count=1 -timeout 20m ./frontend/integration -run TestExample'

.PHONY: devkit-up
devkit-up: ## bring up BuildKit, a registry, base images and a container engine
	@$(DEVKIT) up

.PHONY: devkit-down
devkit-down: ## end what devkit-up started
	@$(DEVKIT) down
