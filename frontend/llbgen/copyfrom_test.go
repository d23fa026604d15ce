package llbgen

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/spec"
)

// copyRun has copyfrom.py copy a path of a tree to a layer.
func copyRun(t *testing.T, from, to string, options ...string) ran {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("the step runs as root")
	}
	step, out := t.TempDir(), t.TempDir()
	for _, name := range append(shared("copyfrom"), "common.py") {
		write(t, filepath.Join(step, name), read(name))
	}
	write(t, filepath.Join(step, "__main__.py"), read("copyfrom.py"))
	args := append([]string{"-I", "-B", step, from, out, to, filepath.Base(from), "/srv/shop", "--home=/home/shop", "--owner=65532", "--group=7"}, options...)
	said, err := exec.CommandContext(t.Context(), "python3", args...).CombinedOutput()
	result := ran{said: string(said), out: out}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		result.status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestCopyFrom leaves what is copied at its place, and nothing else.
func TestCopyFrom(t *testing.T) {
	t.Parallel()
	from := tree(t, map[string]string{
		"dist/a.css": "a", "dist/js/b.js": "b", "dist/js/link": "-> b.js", "dist/bin/tool": "#!/bin/sh\n", "one.txt": "1", "gen/x.py": "x = 1\n",
	})
	if err := os.Chmod(filepath.Join(from, "dist/bin/tool"), 0o755|os.ModeSetuid); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		source, to string
		options    []string
		want       string
	}{
		"folder":        {"dist", "/srv/shop/static", nil, "srv/ srv/shop/ srv/shop/static/ srv/shop/static/a.css srv/shop/static/bin/ srv/shop/static/bin/tool* srv/shop/static/js/ srv/shop/static/js/b.js srv/shop/static/js/link"},
		"folder into":   {"dist/js", "/srv/shop/static", []string{"--into"}, "srv/ srv/shop/ srv/shop/static/ srv/shop/static/b.js srv/shop/static/link"},
		"file":          {"one.txt", "/srv/shop/two.txt", nil, "srv/ srv/shop/ srv/shop/two.txt"},
		"file into":     {"one.txt", "/srv/shop/data", []string{"--into"}, "srv/ srv/shop/ srv/shop/data/ srv/shop/data/one.txt"},
		"modules":       {"gen", "/srv/shop/gen", []string{"--compile"}, "srv/ srv/shop/ srv/shop/gen/ srv/shop/gen/__pycache__/ srv/shop/gen/__pycache__/x.PYC srv/shop/gen/x.py"},
		"data":          {"gen", "/opt/gen", []string{"--compile"}, "opt/ opt/gen/ opt/gen/x.py"},
		"in the system": {"one.txt", "/lib/x/one.txt", nil, "usr/ usr/lib/ usr/lib/x/ usr/lib/x/one.txt"}, // /lib is a link
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := copyRun(t, filepath.Join(from, tc.source), tc.to, tc.options...)
			files := strings.Join(listing(t, got.out), " ")
			if i := strings.Index(files, "x.cpython-"); i >= 0 {
				end := i + strings.Index(files[i:], ".pyc")
				files = files[:i] + "x.PYC" + files[end+len(".pyc"):]
			}
			if got.status != 0 || files != tc.want {
				t.Errorf("exit status %d, layer %q, want %q\n%s", got.status, files, tc.want, got.said)
			}
		})
	}
}

// TestCopyFromReplacesNoKind refuses a file in the place of a folder of the image, which would take all that is in it along, and the
// other way about.
func TestCopyFromReplacesNoKind(t *testing.T) {
	t.Parallel()
	from := tree(t, map[string]string{"dist/tool": "1"})
	for source, to := range map[string]string{"dist/tool": "/usr/bin", "dist": "/etc/passwd"} {
		if got := copyRun(t, filepath.Join(from, source), to); got.status != 101 || !strings.Contains(got.said, to+" is a ") {
			t.Errorf("%s to %s: exit status %d, layer %q\n%s", source, to, got.status, listing(t, got.out), got.said)
		}
	}
}

// TestCopyFromShowsNames keeps what a terminal would obey out of the log.
func TestCopyFromShowsNames(t *testing.T) {
	t.Parallel()
	from := tree(t, map[string]string{"dist/a\x1b[31m\nb\u202e": "-> /nowhere"})
	if got := copyRun(t, filepath.Join(from, "dist"), "/srv/x"); got.status != 99 || !strings.Contains(got.said, `a\x1b[31m\nb\u202e`) {
		t.Errorf("exit status %d: %q", got.status, got.said)
	}
}

// TestCopyFromKeepsFolders wants folders that the image has to stay whose they are.
func TestCopyFromKeepsFolders(t *testing.T) {
	t.Parallel()
	from := tree(t, map[string]string{"x/one.txt": "1"})
	layer := copyRun(t, filepath.Join(from, "x"), "/tmp", nil...)
	if info, err := os.Stat(layer.out + "/tmp"); err != nil || info.Mode()&os.ModeSticky == 0 {
		t.Errorf("/tmp is %v (%v)", info.Mode(), err)
	}
	if !slices.Contains(listOwners(t, copyRun(t, filepath.Join(from, "x"), "/home/shop/x").out), "home/shop 65532:7") {
		t.Error("the user's home is not his")
	}
	owners := listOwners(t, copyRun(t, filepath.Join(from, "x"), "/srv/shop/media/x", "--writable=/srv/shop/media").out)
	if !slices.Contains(owners, "srv/shop/media/x/one.txt 65532:0") || !slices.Contains(owners, "srv/shop 0:0") {
		t.Errorf("owners are %q", owners)
	}
}

func listOwners(t *testing.T, folder string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "find", folder, "-printf", `%P %U:%G\n`).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// TestCopyFromFails names what would point to nothing, or be nothing, in the image.
func TestCopyFromFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		files  map[string]string
		status int
		says   string
	}{
		"absolute": {map[string]string{"sh": "-> /bin/sh"}, 99, "sh -> /bin/sh"},
		"dangling": {map[string]string{"x": "-> y"}, 99, "x -> y"},
		"outside":  {map[string]string{"a/x": "-> ../.."}, 99, "a/x -> ../.."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := copyRun(t, tree(t, tc.files), "/srv/shop/x"); got.status != tc.status || !strings.Contains(got.said, tc.says) {
				t.Errorf("exit status %d, want %d with %q:\n%s", got.status, tc.status, tc.says, got.said)
			}
		})
	}
}

// copying is an application with a stage that is built once, one for each platform, and an image.
func copying(t *testing.T, arch string) request {
	t.Helper()
	r := requestOf(t, "assets").changed(t, "ports:", "  - {from: helper, source: /tool, to: /usr/local/bin/}\n"+
		"  - {from: registry.example/fonts:1, source: /fonts, to: /opt/fonts}\nports:")
	r = r.changed(t, "copy:", "  helper: {dockerfile: Dockerfile, platform: target}\ncopy:")
	r.arch = arch
	return r
}

// TestCopiesOfOneTreeAreOneNode for all platforms, and each node is mounted by the path that is copied.
func TestCopiesOfOneTreeAreOneNode(t *testing.T) {
	t.Parallel()
	digests := map[string]map[string]bool{}
	for _, arch := range []string{"amd64", "arm64"} {
		for _, o := range graph(t, copying(t, arch).marshal(t, generator(allCaps))) {
			if begins(o, "copy ") && !begins(o, "copy the") {
				if digests[o.name] == nil {
					digests[o.name] = map[string]bool{}
				}
				digests[o.name][string(o.digest)] = true
				if o.platform() != "linux/amd64" {
					t.Errorf("%q runs on %s", o.name, o.platform())
				}
			}
		}
	}
	for name, want := range map[string]int{
		"copy static/ from assets": 1, "copy /usr/local/bin/ from helper": 2, "copy /opt/fonts from registry.example/fonts:1": 2,
	} {
		if len(digests[name]) != want {
			t.Errorf("%q is %d nodes, want %d", name, len(digests[name]), want)
		}
	}
}

// TestCopyGolden is a graph with copies for a foreign platform, and a step that sees them.
func TestCopyGolden(t *testing.T) {
	t.Parallel()
	r := copying(t, "arm64")
	r.steps = []spec.Step{{Run: []string{"python", "index.py"}, Outputs: []string{"index"}}}
	checkGolden(t, "copies-arm64.txt", describe(graph(t, r.marshal(t, generator(allCaps)))))
}
