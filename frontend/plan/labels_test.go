package plan

import (
	"maps"
	"strings"
	"testing"
)

// TestLabelsPrecedence wants the command line over the file, the file over the project.
func TestLabelsPrecedence(t *testing.T) {
	t.Parallel()
	const version, title = "org.opencontainers.image.version", "org.opencontainers.image.title"
	project := projectOf(t, "[project]\nname = 'p'\nversion = '1'\ndescription = 'd'\n")
	app := yamlApp(t, "labels: {"+version+": '2', "+title+": file, own: file}")
	got := planned(t, app, Facts{
		Project: project, Labels: map[string]string{version: "3", "cli": "yes"}, BaseName: "base:1", BaseDigest: "sha256:abc",
	}).Image.Labels
	want := map[string]string{
		version: "3", title: "file", "own": "file", "cli": "yes",
		"org.opencontainers.image.description": "d",
		"org.opencontainers.image.base.name":   "base:1",
		"org.opencontainers.image.base.digest": "sha256:abc",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestLabelsWithoutFacts says nothing of a base that comes from no registry.
func TestLabelsWithoutFacts(t *testing.T) {
	t.Parallel()
	if got := planned(t, yamlApp(t, "python: '3.13'"), Facts{}).Image.Labels; len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

// TestURLLabels has the well-known names of PEP 753 in different spellings.
func TestURLLabels(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ urls, label, want string }{
		{`Homepage = "h"`, "url", "h"},
		{`"Home-Page" = "h"`, "url", "h"},
		{`Source = "s"`, "source", "s"},
		{`"Source Code" = "s"`, "source", "s"},
		{`Repository = "r"` + "\n" + `Source = "s"`, "source", "s"},
		{`GitHub = "g"`, "source", "g"},
		{`Documentation = "d"`, "documentation", "d"},
		{`docs = "d"`, "documentation", "d"},
		{`Funding = "f"`, "url", ""},
	} {
		project := projectOf(t, "[project]\nname = 'p'\nversion = '1'\n[project.urls]\n"+tc.urls+"\n")
		got := planned(t, yamlApp(t, "python: '3.13'"), Facts{Project: project}).Image.Labels["org.opencontainers.image."+tc.label]
		if got != tc.want {
			t.Errorf("%s: %s is %q, want %q", strings.ReplaceAll(tc.urls, "\n", "; "), tc.label, got, tc.want)
		}
	}
}
