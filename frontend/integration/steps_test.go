package integration

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// stepping is an application without dependencies that runs a file which a step makes. program is the text of the steps'
// own, steps the items of the key.
func stepping(t *testing.T, m rig.Machine, program string, steps ...string) string {
	t.Helper()
	dir := m.Copy(t, "script")
	rig.Write(t, dir, "make.py", "import os, pathlib, sys\np = pathlib.Path\n"+program+"\n")
	rig.Edit(t, dir, rig.SpecFile, "main.py]\n", "gen/main.py]\ninit: false\nwritable: [media]\nsteps:\n- "+strings.Join(steps, "\n- ")+"\n")
	return dir
}

// makes is what two steps do of which the second reads what the first has made. Their variables have the text of rig.Marker.
const makes = `
if sys.argv[1] == "one":
    assert os.environ["KEY"] and os.environ["HOME"] == "/tmp" and not p("/app/gen").exists()
    p("gen/data").mkdir(parents=True)
    p("gen/main.py").write_text("import two; print('made', two.text)")
    p("gen/data/%s.txt" % os.environ["NAME"]).write_text("x")
else:
    assert "KEY" not in os.environ
    p("gen2").mkdir()
    p("gen/two.py").write_text("text = %r" % p("gen/main.py").read_text()[:6])
    p("media").mkdir(exist_ok=True)
    p("media/seed").write_text("x")
    p("/opt/data").mkdir()
    p("/opt/data/x").touch()
    os.symlink("data/x", "/opt/link")
    p("/home/nonroot/cache").touch()
    p("gen2").rmdir()
`

// TestSteps has what steps make in the image, and nothing else of them.
func TestSteps(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := stepping(t, m, makes,
		`{run: [python, make.py, one], env: {KEY: `+rig.Marker+`, NAME: a}, outputs: [gen/main.py, gen/data]}`,
		`{run: [python, make.py, two], outputs: [gen/two.py, media/seed, /opt/data, /opt/link, /home/nonroot/cache]}`)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: epoch()})
	img := rig.Pull(t, result.Reference)
	files := rig.Files(rig.Entries(t, img))
	for name, want := range map[string]string{
		"app/gen/data/a.txt": "0:0 644", "app/gen/main.py": "0:0 644", "app/gen/__pycache__/two.cpython-313.pyc": "0:0 644",
		"app/media": "65532:0 775", "app/media/seed": "65532:0 664", "opt/data/x": "0:0 644", "opt": "0:0 755", "opt/link": "0:0 777",
		"home/nonroot": "65532:65532 755", "home/nonroot/cache": "0:0 644", "app/gen2": "", "app/make.py": "0:0 644",
	} {
		got := ""
		if e, ok := files[name]; ok {
			got = fmt.Sprintf("%d:%d %o", e.Header.Uid, e.Header.Gid, e.Header.Mode&0o7777)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	checkHistory(t, rig.Config(t, img), m.BaseLayers(t, img, pythonBase))
	wantNoTrace(t, img)
	if out, err := rig.Output(t, m.Load(t, result.Reference, pythonBase), nil); err != nil || out != "made import\n" {
		t.Errorf("the image says %q (%v)", out, err)
	}
	again := rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: epoch(), Addr: m.EmptyDaemon(t)}
	if r := mustBuild(t, m, again); r.Digest != result.Digest {
		t.Errorf("two runs of the steps gave %s and %s", result.Digest, r.Digest)
	}
}

// wantNoTrace wants the configuration and all files to be without the text of the marker.
func wantNoTrace(t *testing.T, img v1.Image) {
	t.Helper()
	config, err := json.Marshal(rig.Config(t, img))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(config), rig.Marker) {
		t.Errorf("the configuration holds the variable of a step: %s", config)
	}
	for _, e := range rig.Entries(t, img) {
		if e.Marked && !strings.HasSuffix(e.Path, "main.py") {
			t.Errorf("%s holds the variable of a step", e.Path)
		}
	}
}

// TestStepsFail names the step, what is wrong with it and the remedy, at its place.
func TestStepsFail(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for name, tc := range map[string]struct {
		program, step string
		says          []string
		log           string
	}{
		"exit status":   {"print('said this'); sys.exit(7)", `{outputs: [gen], run: [python, make.py]}`, []string{":7:20: step: python make.py: ", "exit status 7: said this; ", "log"}, "said this"},
		"no output":     {"p('gne').mkdir()", `{run: [python, make.py], outputs: [gen]}`, []string{":7:28: step: python make.py: ", "did not make all of its outputs: missing gen, and it wrote gne; "}, "did not make gen. It wrote gne."},
		"wrote outside": {"p('gen').mkdir(); p('db.sqlite3').touch()", `{run: [python, make.py], outputs: [gen]}`, []string{":7:28: ", "add it to `outputs`"}, "wrote db.sqlite3"},
		"no network": {"import urllib.request as u; u.urlopen('http://name.example/')", `{run: [python, make.py], outputs: [gen]}`,
			[]string{":7:4: ", "steps have none", "`network: true`"}, "network: true"},
		"no program": {"", `{run: [msgfmt, --version], outputs: [gen]}`, []string{":7:4: step: msgfmt --version: "}, "msgfmt cannot be started: No such file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: stepping(t, m, tc.program, tc.step)})
			wantMessage(t, result, tc.says...)
			wantPlace(t, result.Err, 7)
			if !strings.Contains(result.Log, tc.log) {
				t.Errorf("%q is not in the log:\n%s", tc.log, result.Log)
			}
		})
	}
}

// TestStepNetwork reaches a server where it may.
func TestStepNetwork(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("print('fetched')")) }))
	defer server.Close()
	program := "import urllib.request as u; p('gen').mkdir(); p('gen/main.py').write_bytes(u.urlopen('" + server.URL + "').read())"
	online := stepping(t, m, program, `{run: [python, make.py], outputs: [gen], network: true}`)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: online})
	offline := stepping(t, m, program, `{run: [python, make.py], outputs: [gen]}`)
	if result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: offline}); result.Err == nil {
		t.Error("a step without a network reaches a server")
	}
}

// TestStepSystemLibs has a program of the distribution while the step runs, and not in the image.
func TestStepSystemLibs(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := stepping(t, m, "import subprocess; p('gen').mkdir(); subprocess.check_call(['msgfmt', '-o', 'gen/de.mo', 'de.po'])",
		`{run: [python, make.py], outputs: [gen], system-libs: [gettext]}`)
	rig.Write(t, dir, "de.po", "msgid \"yes\"\nmsgstr \"ja\"\n")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t)})
	files := rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))
	if _, ok := files["app/gen/de.mo"]; !ok {
		t.Error("the image lacks app/gen/de.mo")
	}
	if found := rig.Matching(files, "usr/bin/msgfmt"); len(found) > 0 {
		t.Error("the image has msgfmt")
	}
}

// TestStepsAfterAnEdit run again, in the environment that is there.
func TestStepsAfterAnEdit(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: m.Copy(t, "django")})
	dir := m.Copy(t, "django")
	appended("bookshop/static/bookshop/site.css", "\np { color: #0%d }\n")(t, dir)
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	wantCached(t, result, "install dependenc")
	wantCached(t, result, "build psycopg2")
	if !slices.ContainsFunc(result.Named("collectstatic"), func(s rig.Step) bool { return s.Ran }) {
		t.Errorf("the step did not run: %+v", result.Steps)
	}
}

// TestStepsOnTwoPlatforms run once, and leave one layer for both.
func TestStepsOnTwoPlatforms(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := stepping(t, m, fmt.Sprintf("p('gen').mkdir(); p('gen/main.py').write_text('print(%d)')", unused()), `{run: [python, make.py], outputs: [gen]}`)
	result := mustBuild(t, m, rig.Build{
		Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: map[string]string{"platform": "linux/amd64,linux/arm64"},
	})
	if steps := result.Named("step: python make.py"); len(steps) != 1 || !steps[0].Ran {
		t.Errorf("the step is there %d times: %+v", len(steps), steps)
	}
	var layers []string
	for _, img := range rig.Images(t, result.Reference) {
		manifest, err := img.Manifest()
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, manifest.Layers[len(manifest.Layers)-1].Digest.String())
	}
	if len(layers) != 2 || layers[0] != layers[1] {
		t.Errorf("the layers of the step are %q, want the same for both", layers)
	}
}

// TestStepsForAnotherPlatform run with packages that are compiled for the builder's, and with the project itself.
func TestStepsForAnotherPlatform(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	dir := m.Copy(t, "fastapi")
	rig.Edit(t, dir, rig.SpecFile, "env:", "steps:\n- {run: [python, make.py], outputs: [gen/]}\nenv:")
	rig.Write(t, dir, "make.py", "import pathlib, pydantic_core, shop_front.main\npathlib.Path('gen').mkdir()\npathlib.Path('gen/x').touch()\n")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), Attrs: map[string]string{"platform": "linux/arm64"}})
	files := rig.Files(rig.Entries(t, rig.Pull(t, result.Reference)))
	if _, ok := files["app/gen/x"]; !ok || len(rig.Matching(files, "app/.venv/**/*x86_64*.so")) > 0 || len(rig.Matching(files, "app/.venv/**/*aarch64*.so")) == 0 {
		t.Error("the image is not what the step and the platform ask for")
	}
}

// TestStepsThatCompile need the platform of the image: what the builder compiles runs nowhere else.
func TestStepsThatCompile(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const program = `
import platform, shutil
p("gen").mkdir()
p("gen/main.py").write_text(platform.machine())
shutil.copy(os.path.realpath(sys.executable), "gen/tool")
`
	arm64 := map[string]string{"platform": "linux/arm64"}
	once := stepping(t, m, program, `{run: [python, make.py], outputs: [gen]}`)
	mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: once})
	result := build(t, m, rig.Build{Mode: rig.InProcess, Dir: once, Attrs: arm64})
	wantMessage(t, result, "/app/gen/tool is compiled for linux/amd64, and the image is for linux/arm64", "`platform: target`")
	wantPlace(t, result.Err, 7)

	each := stepping(t, m, program, `{run: [python, make.py], outputs: [gen], platform: target}`)
	defer rig.NoEmulator(t, m)()
	result = build(t, m, rig.Build{Mode: rig.InProcess, Dir: each, Attrs: arm64})
	wantMessage(t, result, "step: python make.py (under emulation, for linux/arm64): ", "no emulator for programs of linux/arm64")
	wantPlace(t, result.Err, 7)
}

// TestStepsFromARegistryCache are not run again by a builder that has nothing else.
func TestStepsFromARegistryCache(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	for _, mode := range []string{"max", "min"} {
		t.Run(mode, func(t *testing.T) {
			cache := rig.RepositoryName(t) + "-cache"
			dir := stepping(t, m, fmt.Sprintf("p('gen').mkdir(); p('gen/main.py').write_text('print(%d)')", unused()), `{run: [python, make.py], outputs: [gen]}`)
			mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Name: rig.RepositoryName(t), CacheTo: cache, CacheMode: mode})
			result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir, Addr: m.EmptyDaemon(t), CacheFrom: cache})
			wantCached(t, result, "step: python make.py")
		})
	}
}
