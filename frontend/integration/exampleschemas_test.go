package integration

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// schemaCase is one file, what checks it, and a mistake that has to be noticed: a check that lets everything pass proves
// nothing.
type schemaCase struct {
	folder, name string
	tool         string
	args         []string
	old, mistake string
}

func schemaCases() []schemaCase {
	const workflows = "../../.github/workflows"
	schema := func(name string, more ...string) []string {
		return append([]string{"--builtin-schema", "vendor." + name}, more...)
	}
	return []schemaCase{
		{examplesFolder, "compose.yaml", "check-jsonschema", schema("compose-spec"), "read_only: true", "read_only: [1]"},
		{examplesFolder, "compose.dev.yaml", "check-jsonschema", schema("compose-spec"), "target: dev", "target: [dev]"},
		{examplesFolder, "github-actions.yml", "check-jsonschema", schema("github-workflows"), "runs-on:", "run-on:"},
		{examplesFolder, "github-actions.yml", "actionlint", nil, "${{ github.sha }}", "${{ github.shaa }}"},
		{examplesFolder, "gitlab-ci.yml", "check-jsonschema", schema("gitlab-ci", "--data-transform", "gitlab-ci"), "script:\n    - docker buildx", "script:\n    docker: buildx"},
		{examplesFolder, "kubernetes.yaml", "kubernetes-validate", []string{"--strict"}, "readOnlyRootFilesystem", "readonlyRootFilesystem"},
		{examplesFolder, "renovate.json", "check-jsonschema", schema("renovate"), `"customType": "regex"`, `"customType": "regexp"`},
		{examplesFolder, "dependabot.yml", "check-jsonschema", schema("dependabot"), "interval: weekly", "interval: often"},
		{workflows, "ci.yml", "check-jsonschema", schema("github-workflows"), "runs-on:", "run-on:"},
		{workflows, "ci.yml", "actionlint", nil, "${{ github.ref }}", "${{ github.reff }}"},
		{workflows, "release.yml", "check-jsonschema", schema("github-workflows"), "runs-on:", "run-on:"},
		{workflows, "release.yml", "actionlint", nil, "steps.image.outputs", "steps.images.outputs"},
	}
}

// TestExampleSchemas checks the files that are of other tools by what those tools publish of their formats.
func TestExampleSchemas(t *testing.T) {
	t.Parallel()
	programs := map[string]string{}
	for _, name := range []string{"check-jsonschema", "actionlint", "kubernetes-validate"} {
		programs[name] = tool(t, name)
	}
	for _, c := range schemaCases() {
		t.Run(c.name+"/"+c.tool, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			// A workflow is known by its folder.
			file := ".github/workflows/" + c.name
			rig.Write(t, dir, file, string(readFile(t, c.folder, c.name)))
			if out, err := inFolder(t, dir, nil, programs[c.tool], append(c.args, file)...); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			rig.Edit(t, dir, file, c.old, c.mistake)
			if out, err := inFolder(t, dir, nil, programs[c.tool], append(c.args, file)...); err == nil {
				t.Errorf("%q passes for %q:\n%s", c.mistake, c.old, out)
			}
		})
	}
}

// TestExampleRenovate runs the expressions of docs/examples/renovate.json, which Renovate runs with RE2 as Go does.
func TestExampleRenovate(t *testing.T) {
	t.Parallel()
	var config struct {
		CustomManagers []struct{ ManagerFilePatterns, MatchStrings []string }
	}
	if err := json.Unmarshal(readFile(t, examplesFolder, "renovate.json"), &config); err != nil {
		t.Fatal(err)
	}
	const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	for _, c := range []struct{ text, want string }{
		{string(readFile(t, examplesFolder, rig.SpecFile)), "ghcr.io/org/pyapp-frontend 1 "},
		{"# syntax=registry.example:5000/org/pyapp-frontend\n", "registry.example:5000/org/pyapp-frontend  "},
		{"# check=error=true\n# syntax=ghcr.io/org/pyapp-frontend:1.2.3@" + digest + "\r\n", "ghcr.io/org/pyapp-frontend 1.2.3 " + digest},
		{"python: '3.13'\nbase: docker.io/library/python:3.13-slim-trixie@" + digest + "\n", "docker.io/library/python 3.13-slim-trixie " + digest},
		{"base:\n  runtime: \"registry.example:5000/python:3.13\" # ours\n", "registry.example:5000/python 3.13 "},
		{"base: slim\n# base: registry.example/python:3.13\nsystem-libs: {build: [libpq-dev]}\n", ""},
	} {
		found := ""
		for _, manager := range config.CustomManagers {
			for _, expression := range manager.MatchStrings {
				found += groups(regexp.MustCompile(expression), c.text)
			}
		}
		if found != c.want {
			t.Errorf("in %q it finds %q, want %q", c.text, found, c.want)
		}
	}
	files := regexp.MustCompile(`(^|/)pyapp\.ya?ml$`)
	if got := config.CustomManagers[0].ManagerFilePatterns; len(got) != 1 || got[0] != "/"+files.String()+"/" {
		t.Errorf("the files are %q", got)
	}
	if !files.MatchString(filepath.ToSlash("services/api/pyapp.yaml")) {
		t.Error("a spec in a folder is not found")
	}
}

// groups are what Renovate takes of each match.
func groups(expression *regexp.Regexp, text string) string {
	out := ""
	for _, match := range expression.FindAllStringSubmatch(text, -1) {
		out += match[expression.SubexpIndex("depName")] + " " + match[expression.SubexpIndex("currentValue")] + " " + match[expression.SubexpIndex("currentDigest")]
	}
	return out
}
