package bench

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const contenders = "../../../../testdata/bench"

var (
	from   = regexp.MustCompile(`(?m)^FROM (\S+)`)
	images = regexp.MustCompile(`(?m)^FROM (\S+)|^COPY --from=(\S+/\S+)`)
	locks  = regexp.MustCompile(`requirements\.txt|uv\.lock|poetry\.lock|pyproject\.toml`)
	fetch  = regexp.MustCompile(`apt-get|pip .*install|uv sync|poetry export`)
)

func eachContender(t *testing.T, check func(t *testing.T, path, text string)) {
	t.Helper()
	paths, err := filepath.Glob(contenders + "/*/*.Dockerfile")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no Dockerfiles in %s: %v", contenders, err)
	}
	for _, path := range paths {
		name, _ := filepath.Rel(contenders, path)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, path, read(t, path))
		})
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestContendersNameTheirSyntaxAndTheirImages(t *testing.T) {
	t.Parallel()
	eachContender(t, func(t *testing.T, _, text string) {
		if !strings.HasPrefix(text, "# syntax=docker/dockerfile:1\n") {
			t.Error("the first line is not the syntax")
		}
		for _, image := range images.FindAllStringSubmatch(text, -1) {
			name := image[1] + image[2]
			if _, tag, _ := strings.Cut(name, ":"); tag == "" || tag == "latest" {
				t.Errorf("%s has no tag that stays", name)
			}
		}
	})
}

func TestContendersFollowTheRulesOfTheirKind(t *testing.T) {
	t.Parallel()
	eachContender(t, func(t *testing.T, path, text string) {
		if filepath.Base(path) == "naive.Dockerfile" {
			return
		}
		if strings.Count(text, "apt-get install") != strings.Count(text, "apt-get install -y --no-install-recommends ") {
			t.Error("apt-get installs what is only recommended")
		}
		stages := from.FindAllStringIndex(text, -1)
		last := text[stages[len(stages)-1][0]:]
		if len(stages) < 2 || !strings.Contains(last, "\nUSER ") || strings.Contains(last, "\nUSER root") {
			t.Error("the last of several stages should name a user other than root")
		}
	})
}

// What uses the network has to be an instruction of its own kind, for the benchmark to hand it certificates.
func TestContendersUseTheNetworkInRunAlone(t *testing.T) {
	t.Parallel()
	eachContender(t, func(t *testing.T, _, text string) {
		for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
			if fetch.MatchString(line) && !strings.HasPrefix(line, "RUN ") {
				t.Errorf("the benchmark cannot give certificates to %q", line)
			}
		}
	})
}

func TestContendersFindTheirLocksInEveryEdit(t *testing.T) {
	t.Parallel()
	eachContender(t, func(t *testing.T, path, text string) {
		if filepath.Base(filepath.Dir(path)) == "packages" {
			return // its edit is a text that is replaced in the lock
		}
		for _, name := range locks.FindAllString(text, -1) {
			for _, edit := range []string{"added", "changed"} {
				read(t, filepath.Join(filepath.Dir(path), edit, name))
			}
			if name == "requirements.txt" && !strings.HasSuffix(path, "poetry.Dockerfile") {
				read(t, filepath.Join(filepath.Dir(path), "files", name))
			}
		}
	})
}
