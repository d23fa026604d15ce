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

.PHONY: test
test: ## run every test, on real BuildKit; brings up what is missing
	@$(DEVKIT) run -- bash -c 'PYAPP_REQUIRE_BUILDKIT=1 go test -count=1 -timeout 40m ./...'

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

.PHONY: devkit-up
devkit-up: ## bring up BuildKit, a registry, base images and a container engine
	@$(DEVKIT) up

.PHONY: devkit-down
devkit-down: ## end what devkit-up started
	@$(DEVKIT) down
