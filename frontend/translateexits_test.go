package frontend

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/moby/buildkit/solver/errdefs"
	"github.com/org/pyapp-frontend/spec"
)

// stepStatus is how steps write the statuses by which they say what went wrong.
var stepStatus = regexp.MustCompile(`(?:\), |SystemExit\(|give_up\(|[A-Z_]+ = )(8\d|9\d|10\d)\b`)

// TestExitStatuses wants words for every status that a step may end with, and none for others.
func TestExitStatuses(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("llbgen/steps/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("no steps: %v", err)
	}
	used := map[uint32]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range stepStatus.FindAllSubmatch(data, -1) {
			status, err := strconv.ParseUint(string(m[1]), 10, 32)
			if err != nil {
				t.Fatal(err)
			}
			used[uint32(status)] = true
			if exits[uint32(status)].says == "" {
				t.Errorf("%s ends with %d, and nothing says what that means", name, status)
			}
		}
	}
	for status := range exits {
		if !used[status] {
			t.Errorf("no step ends with %d", status)
		}
	}
}

// TestTranslateKnownStatuses says what happened, of which step, and where to read more.
func TestTranslateKnownStatuses(t *testing.T) {
	t.Parallel()
	for status, word := range map[uint32]string{
		80: "--secret id=ca,", 81: "--secret id=known-hosts,", 82: "credentials", 83: "hash does not match", 84: "no wheel", 85: "`indexes`", 86: "could not be built",
	} {
		b, _ := newBuild(t, "", nil)
		got := overTheWire(t, b.translate(failedStep("install dependencies (3 packages)", status)))
		wantError(t, got, "install dependencies (3 packages): ", word, "the log of this step has the details")
		if strings.Contains(got.Error(), "exit status") {
			t.Errorf("%q shows a number that means nothing to its reader", got)
		}
	}
}

// TestUnreachableThroughAProxy names the build arguments that the proxies come from, once each and without their values.
func TestUnreachableThroughAProxy(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status uint32
		args   map[string]string
		want   string // build arguments; empty: no word of a proxy
	}{
		"none":           {89, nil, ""},
		"no proxy":       {89, map[string]string{"NO_PROXY": "corp.example", "HTTP_PROXY": ""}, ""},
		"another status": {83, map[string]string{"HTTPS_PROXY": "http://me:pass@proxy.example"}, ""},
		"one":            {89, map[string]string{"HTTPS_PROXY": "http://me:pass@proxy.example"}, "HTTPS_PROXY"},
		"both spellings": {89, map[string]string{"HTTP_PROXY": "http://a", "http_proxy": "http://a", "https_proxy": "http://b"}, "https_proxy, HTTP_PROXY"},
	} {
		b, _ := newBuild(t, "", nil)
		b.BuildArgs = tc.args
		got := b.translate(failedStep("install 3 dependencies", tc.status)).Error()
		want := "the build was given a proxy (build argument " + tc.want + ")"
		if strings.Contains(got, "a proxy") != (tc.want != "") || tc.want != "" && !strings.Contains(got, want) || strings.Contains(got, "://") {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// TestMissingSecret points at the index that wants it.
func TestMissingSecret(t *testing.T) {
	t.Parallel()
	b, _ := newBuild(t, "indexes:\n- {name: a, url: u}\n- {name: b, url: u, secret: login, client-cert: cert}\n", nil)
	at := func(line, column int) spec.Range {
		return spec.Range{Start: spec.Position{Line: line, Column: column}, End: spec.Position{Line: line, Column: column + 1}}
	}
	b.app = &spec.App{
		Indexes: []spec.Index{{Name: "a"}, {Name: "b", Secret: "login", ClientCert: "cert"}},
		Ranges:  map[string]spec.Range{"indexes": at(1, 1), "indexes[1].secret": at(3, 23), "indexes[1].client-cert": at(3, 36)},
	}
	for id, place := range map[string]string{"login": "pyapp.yaml:3:23: ", "cert": "pyapp.yaml:3:36: ", "other": "pyapp.yaml:1:1: "} {
		cause := fmt.Errorf("failed to solve: %w", errors.New("secret "+id+": not found"))
		got := b.translate(cause)
		wantError(t, got, place, "was not given the secret "+id, "--secret id="+id+",env=NAME", "--secret id="+id+",src=FILE")
		if sources := errdefs.Sources(overTheWire(t, got)); len(sources) != 1 {
			t.Errorf("%s: got the sources %v", id, sources)
		}
	}
}

// TestAllSecretsAreFound has the forms of ids that a spec may name.
func TestAllSecretsAreFound(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, id := range []string{"corp", "corp-login", "corp.login_2"} {
		if m := missingSecret.FindStringSubmatch("rpc error: secret " + id + ": not found"); m != nil {
			ids = append(ids, m[1])
		}
	}
	if want := []string{"corp", "corp-login", "corp.login_2"}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
	if missingSecret.MatchString("docker.io/library/python: not found") {
		t.Error("an image is taken for a secret")
	}
}
