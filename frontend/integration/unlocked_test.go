package integration

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// A chosenLock is another way to say what is to be installed than a lock that is found by its name.
type chosenLock struct {
	name, app string
	edit      func(t *testing.T, dir string)
	warns     []string          // texts of one warning; nil: it must not warn of the lock
	installed map[string]string // besides what the application's test.json says, or instead of its versions
}

func chosenLocks() []chosenLock {
	six := map[string]string{"six": "1.17.0"}
	return []chosenLock{
		{"none, of a project", "worker", all(removed("uv.lock"), specSays("lock: none")), []string{"lock: ", "nothing is locked", "`uv lock`"}, nil},
		{"none, of a script", "script723", all(removed("main.py.lock"), edited(rig.SpecFile, "lock: main.py.lock", "lock: none")),
			[]string{"lock: ", "nothing is locked", "uv lock --script main.py"}, nil},
		{"elsewhere", "pylock", all(moved("pylock.toml", "deploy/pylock.prod.toml"), specSays("lock: deploy/pylock.prod.toml")), nil, nil},
		{"packages on top", "requirements", specSays("packages: [six==1.17.0]"), nil, six},
		{"two that overlap", "requirements", all(written("requirements-extra.txt", sixLocked+humanize), specSays("lock: [requirements.txt, requirements-extra.txt]")), nil, six},
	}
}

const sixLocked = `six==1.17.0 \
    --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274 \
    --hash=sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81
`

const olderHumanize = `humanize==4.12.2 \
    --hash=sha256:ce0715740e9caacc982bb89098182cf8ded3552693a433311c6a4ce6f4e12a2c \
    --hash=sha256:e4e44dced598b7e03487f3b1c6fd5b1146c30ea55a110e71d5d4bca3e094259e
`

// TestChosenLocks builds and runs what is locked otherwise.
func TestChosenLocks(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, c := range chosenLocks() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, c.app)
			c.edit(t, dir)
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
			wantLockWarning(t, result, c.warns)
			want := rig.Expect(t, c.app)
			rig.CheckOutput(t, m.Load(t, result.Reference, pythonBase), want)
			if want.Installed != nil && c.warns == nil {
				all := maps.Clone(want.Installed)
				maps.Copy(all, c.installed)
				checkInstalled(t, rig.Files(rig.Entries(t, rig.Pull(t, result.Reference))), all)
			}
		})
	}
}

// wantLockWarning wants a warning with the texts, or none of the lock.
func wantLockWarning(t *testing.T, result *rig.Result, says []string) {
	t.Helper()
	if says != nil {
		wantWarning(t, result, says...)
		return
	}
	for _, w := range result.Warnings {
		if strings.Contains(w.Text, ": lock: ") {
			t.Errorf("it warns of the lock: %s", w.Text)
		}
	}
}

// TestUnlockedRefused wants a clear error where there is nothing to resolve, or nobody here to do it.
func TestUnlockedRefused(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, f := range []failure{
		{"none, Poetry alone", "poetry-old", all(removed("poetry.lock"), specSays("lock: none")), 3, []string{"Poetry", "`poetry lock`"}},
		{"two that disagree", "requirements", all(written("extra.txt", olderHumanize),
			specSays("lock: [requirements.txt, extra.txt]")), 3, []string{"humanize", "4.12.3", "4.12.2"}},
		{"packages against the lock", "requirements", specSays("packages: [humanize==4.11.0]"), 3, []string{"humanize", "4.11.0", "4.12.3"}},
		{"packages that do not exist", "requirements", specSays("packages: [six==1.17.99]"), 0, []string{"packages"}},
		{"one of two is missing", "requirements", specSays("lock: [requirements.txt, extra.txt]"), 3, []string{"lock[1]", "extra.txt"}},
		{"elsewhere than its manifest", "worker", all(moved("uv.lock", "deploy/uv.lock"), specSays("lock: deploy/uv.lock")), 3, []string{"deploy/uv.lock", "manifest", "`project: deploy`"}},
		{"outside of the project", "pylock", specSays("lock: ../pylock.toml"), 3, []string{"../pylock.toml"}},
		{"extras in conflict", "sources", edited(rig.SpecFile, "extras: [steady]", "extras: [steady, edge]"), 5, []string{"edge", "steady", "leave one"}},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			dir := m.Copy(t, f.app)
			f.spoil(t, dir)
			result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
			wantMessage(t, result, f.says...)
			wantPlace(t, result.Err, f.line)
			wantOneError(t, result)
			wantNothingInstalled(t, result)
		})
	}
}

// TestOpenRequirements wants to be told of each line that leaves a version open, and of hashes that are missing.
func TestOpenRequirements(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "unpinned")})
	wantWarning(t, result, "tabulate (requirements.txt:2)", "wcwidth (requirements.txt:3)", "two builds", "uv pip compile --generate-hashes")
	dir := m.Copy(t, "unpinned")
	rig.Write(t, dir, "requirements.txt", "tabulate==0.9.0\nwcwidth==0.2.13\n-e .\n")
	wantWarning(t, mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir}), "requirements.txt", "no hashes", "uv pip compile --generate-hashes")
}

// TestDynamicDependencies has a uv.lock that only a build of the project can be compared with.
func TestDynamicDependencies(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "script")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", "locks", "dynamic"))); err != nil {
		t.Fatal(err)
	}
	rig.Edit(t, dir, rig.SpecFile, specLine(t, dir, "entrypoint:"), "entrypoint: [python, abroad.py]\nlock: uv.lock")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	if len(result.Named("check uv.lock", "dynamic")) != 1 {
		t.Errorf("no step says that it builds metadata: %+v", result.Steps)
	}
	out, err := rig.Output(t, m.Load(t, result.Reference, pythonBase), nil)
	if err != nil || !strings.Contains(out, "abroad 0.3.0 requires ['six>=1.17'] has six 1.17.0") {
		t.Errorf("running it: %v\n%s", err, out)
	}
	rig.Write(t, dir, "requirements.txt", "six>=1.17\ntabulate\n")
	stale := build(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantMessage(t, stale, "uv.lock", "`uv lock`")
}
