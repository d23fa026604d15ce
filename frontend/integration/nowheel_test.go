package integration

import (
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// TestNoWheelRefused wants packages without a wheel to be named with the reason, where the spec wants none to be built.
func TestNoWheelRefused(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const why = "docopt 0.6.2: it has no wheel, only a source distribution"
	for _, f := range []failure{
		{"all", "requirements", specSays("no-wheel: fail"), 3, []string{"no-wheel: ", "1 package", why, "linux/amd64", "no-wheel: auto"}},
		{"one", "requirements", specSays("no-wheel:\n  docopt: fail"), 4, []string{"no-wheel.docopt: ", why}},
		{"one, as its author writes it", "requirements", specSays("no-wheel: {DocOpt: fail}"), 3, []string{"no-wheel.docopt: ", why}},
		{"no fitting wheel", "django", specSays("no-wheel: fail"), 3, []string{"psycopg2", "no wheel for cp313", "Windows"}},
		{"from the tree", "sources", specSays("no-wheel: fail"), 3, []string{"ticker 0.3.0"}},
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

// TestNoWheelBuilt wants the step to say what it builds and why, and a package to stay built when others change.
func TestNoWheelBuilt(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	const step = "build docopt 0.6.2 (it has no wheel, only a source distribution)"
	dir := m.Copy(t, "requirements")
	result := mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir})
	if len(result.Named(step)) != 1 {
		t.Errorf("no step is called %q: %+v", step, result.Steps)
	}
	for name, e := range map[string]func(t *testing.T, dir string){
		"fewer":              all(edited("requirements/base.txt", humanize, ""), edited("main.py", "import humanize", "")),
		"built by name":      specSays("no-wheel: {docopt: build}"),
		"another is refused": specSays("no-wheel: {humanize: fail}"),
	} {
		t.Run(name, func(t *testing.T) {
			dir := m.Copy(t, "requirements")
			e(t, dir)
			wantCached(t, mustBuild(t, m, rig.Build{Mode: rig.InProcess, Dir: dir}), step)
		})
	}
}

// humanize is an entry of the lock of the application that has docopt.
const humanize = `humanize==4.12.3 \
    --hash=sha256:2cbf6370af06568fa6d2da77c86edb7886f3160ecd19ee1ffef07979efc597f6 \
    --hash=sha256:8430be3a615106fdfceb0b2c1b41c4c98c6b0fc5cc59663a5539b111dd325fb0
`

// TestBuildLacksLibrary wants a compiler's complaint to come back as the line that the spec lacks.
func TestBuildLacksLibrary(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	eachMode(t, func(t *testing.T, mode rig.Mode) {
		dir := m.Copy(t, "django")
		rig.Edit(t, dir, rig.SpecFile, "{build: [libpq-dev], run: [libpq5]}", "{run: [libpq5]}")
		b := rig.Build{Mode: mode, Dir: dir, Name: newName(t)}
		result := build(t, m, b)
		wantMessage(t, result, "psycopg2", "pg_config", "system-libs: {build: [libpq-dev], run: [libpq5]}")
		wantPlace(t, result.Err, 4)
		wantOneError(t, result)
		wantNotPushed(t, m, b)
	})
}
